"""Exact constants: literals, arithmetic and what fits which type (Go specification, "Constants").

A number is an `int` where it is whole, else a `Fraction`, else a `Complex`; a string is its bytes; a boolean is a
`bool`. Whether ``2`` is an integer, a rune or a floating-point constant is not in the value: whoever computes knows the
kind. Magnitudes are bounded as in go/constant: a whole constant has at most 512 bits, a mantissa beyond 4096 bits is
rounded to 512, and what lies beyond `LARGEST` is not computed with.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

MAX_BITS = 512
"""Bits of an untyped whole constant."""
MAX_SHIFT = 1023 - 1 + 52
"""The largest constant shift count that go/types takes."""
MAX_LITERAL = 10_000
"""Characters of a numeric literal."""
_EXACT_BITS = 4096
_FAR_BITS = 1 << 18
LARGEST = 1 << _FAR_BITS
"""Stands for every number that is at least as large: nothing is computed with it."""
LONGEST = 1_000_000
"""Bytes of the longest string that is put together."""


class Complex(NamedTuple):
    """A number with an imaginary part that is not zero."""

    real: int | Fraction
    imaginary: int | Fraction


Real = int | Fraction
Number = int | Fraction | Complex
Exact = bool | bytes | int | Fraction | Complex

INTEGER_BITS = {
    **{f"int{bits}": (bits, True) for bits in (8, 16, 32, 64)},
    **{f"uint{bits}": (bits, False) for bits in (8, 16, 32, 64)},
    "int": (64, True),
    "uint": (64, False),
    "uintptr": (64, False),
    "byte": (8, False),
    "rune": (32, True),
}
"""Basic type of whole numbers → its bits and whether it is signed; `int` as on 64-bit machines."""
FLOAT_DIGITS = {"float32": (24, -149, 128), "float64": (53, -1074, 1024)}
"""Floating-point type → bits of its mantissa, exponent of its smallest number, exponent it does not reach."""
_PARTS = {"complex64": "float32", "complex128": "float64"}

_ESCAPES = {"a": 7, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11, "\\": 92, "'": 39, '"': 34}
_ESCAPE = re.compile(r"\\(?:([abfnrtv\\'\"])|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3}))")


# --- literals --------------------------------------------------------------------------------------------------------


def read_integer(text: str) -> int | None:
    """The value of an integer literal; None for what is none. `LARGEST` for one of too many digits."""
    digits = text.replace("_", "").lower()
    if len(digits) > 1 and digits[0] == "0" and digits[1:].isdecimal():
        digits = f"0o{digits[1:]}"
    if len(digits.lstrip("0xbo")) > 1000:
        return LARGEST
    try:
        return int(digits, 0)
    except ValueError:
        return None


def read_float(text: str) -> Real | None:
    """The value of a floating-point literal, decimal or hexadecimal; None where it is not computed with."""
    digits = text.replace("_", "").lower()
    hexadecimal = digits.startswith("0x")
    mantissa, _, exponent = digits.removeprefix("0x").partition("p" if hexadecimal else "e")
    whole, _, part = mantissa.partition(".")
    if len(mantissa) > 1000 or len(exponent) > 12:
        return None
    base = 16 if hexadecimal else 10
    try:
        number = int(whole + part or "0", base)
        power = int(exponent or "0") - (4 * len(part) if hexadecimal else len(part))
    except ValueError:
        return None
    if not number:
        return 0
    limit = _FAR_BITS if hexadecimal else _FAR_BITS // 4
    if abs(power) > limit:
        return LARGEST if power > 0 else None
    factor = (2 if hexadecimal else 10) ** abs(power)
    return bounded(Fraction(number * factor) if power >= 0 else Fraction(number, factor))


def read_imaginary(text: str) -> Number | None:
    """The value of an imaginary literal."""
    digits = text[:-1]
    plain = digits.replace("_", "")
    if plain.isdecimal():
        # For the sake of old programs a leading zero does not make it octal.
        part: Real | None = int(plain) if len(plain) < 1000 else None
    elif re.fullmatch(r"(?i)0[xbo][0-9a-f_]+", digits):
        part = read_integer(digits)
    else:
        part = read_float(digits)
    return None if part is None else complex_number(0, part)


def read_rune(text: str) -> int | None:
    """The value of a rune literal, quotes included; None for what is none."""
    inner = text[1:-1]
    if len(inner) == 1:
        return ord(inner)
    match = _ESCAPE.fullmatch(inner)
    if match is None or inner == '\\"':
        return None
    if match[1]:
        return _ESCAPES[match[1]]
    return int(match[5], 8) if match[5] else int(match[2] or match[3] or match[4], 16)


def read_string(text: str) -> bytes | None:
    """The bytes of a string literal, quotes included; None for what is none."""
    if len(text) > LONGEST:
        return None
    inner = text[1:-1]
    if text[0] == "`":
        return inner.replace("\r", "").encode("utf-8", "replace")
    made = bytearray()
    position = 0
    while position < len(inner):
        backslash = inner.find("\\", position)
        if backslash < 0:
            made += inner[position:].encode("utf-8", "replace")
            break
        made += inner[position:backslash].encode("utf-8", "replace")
        match = _ESCAPE.match(inner, backslash)
        if match is None or match[1] == "'":
            return None
        position = match.end()
        if match[1]:
            made.append(_ESCAPES[match[1]])
        elif match[2] or match[5]:
            byte = int(match[2], 16) if match[2] else int(match[5], 8)
            if byte > 255:
                return None
            made.append(byte)
        else:
            code = int(match[3] or match[4], 16)
            if code > 0x10FFFF or 0xD800 <= code < 0xE000:
                return None
            made += chr(code).encode()
    return bytes(made)


def text_of_rune(code: int) -> bytes:
    """What ``string(code)`` is: the character's UTF-8, that of U+FFFD for what is no character."""
    return chr(code if 0 <= code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else 0xFFFD).encode()


# --- numbers ---------------------------------------------------------------------------------------------------------


def bounded(value: Real) -> Real | None:
    """A number in its simplest form and of bounded size; None where it is too small or too large to go on with."""
    if isinstance(value, int):
        if value.bit_length() <= _EXACT_BITS:
            return value
        value = Fraction(value)
    if value.denominator == 1 and value.numerator.bit_length() <= _EXACT_BITS:
        return value.numerator
    if value.numerator.bit_length() > _EXACT_BITS or value.denominator.bit_length() > _EXACT_BITS:
        size = value.numerator.bit_length() - value.denominator.bit_length()
        if abs(size) >= _FAR_BITS:
            return None
        value = rounded(value, size - MAX_BITS)
    return value.numerator if value.denominator == 1 else value


def rounded(value: Fraction, exponent: int) -> Fraction:
    """`value` rounded half to even to a multiple of two to the power of `exponent`."""
    scale = Fraction(1 << exponent) if exponent >= 0 else Fraction(1, 1 << -exponent)
    return round(value / scale) * scale


def complex_number(real: Real | None, imaginary: Real | None) -> Number | None:
    """The number of these parts; a real one where the imaginary part is zero."""
    if real is None or imaginary is None:
        return None
    return Complex(real, imaginary) if imaginary else real


def parts(value: Number) -> tuple[Real, Real]:
    """The real and the imaginary part."""
    return (value.real, value.imaginary) if isinstance(value, Complex) else (value, 0)


def is_far(value: Exact | None) -> bool:
    """Whether a value is unknown or too large to compute with."""
    return value is None or any(isinstance(part, int) and abs(part) >= LARGEST for part in _reals(value))


def _reals(value: Exact) -> tuple[Real, ...]:
    if isinstance(value, Complex):
        return (value.real, value.imaginary)
    return () if isinstance(value, bool | bytes) else (value,)


def compute(operator: str, left: Number, right: Number, *, whole: bool) -> Number | None:
    """``left operator right``; `whole`: both are integers, and a division truncates. The divisor is not zero."""
    if is_far(left) or is_far(right):
        return None
    if isinstance(left, Complex) or isinstance(right, Complex):
        return _compute_complex(operator, parts(left), parts(right))
    match operator:
        case "+":
            return bounded(left + right)
        case "-":
            return bounded(left - right)
        case "*":
            return bounded(left * right)
        case "/" if whole:
            quotient = abs(int(left)) // abs(int(right))
            return quotient if (left < 0) == (right < 0) else -quotient
        case "/":
            return bounded(Fraction(left) / Fraction(right))
    if isinstance(left, int) and isinstance(right, int):
        return _compute_whole(operator, left, right)
    return None


def _compute_whole(operator: str, left: int, right: int) -> int | None:
    match operator:
        case "%":
            remainder = abs(left) % abs(right)
            return remainder if left >= 0 else -remainder
        case "&":
            return left & right
        case "|":
            return left | right
        case "^":
            return left ^ right
        case "&^":
            return left & ~right
    return None


def _compute_complex(operator: str, left: tuple[Real, Real], right: tuple[Real, Real]) -> Number | None:
    (a, b), (c, d) = left, right
    match operator:
        case "+":
            return complex_number(bounded(a + c), bounded(b + d))
        case "-":
            return complex_number(bounded(a - c), bounded(b - d))
        case "*":
            return complex_number(bounded(a * c - b * d), bounded(b * c + a * d))
        case "/":
            square = Fraction(c * c + d * d)
            return complex_number(bounded((a * c + b * d) / square), bounded((b * c - a * d) / square))
    return None


def shift(operator: str, value: int, count: int) -> int | None:
    """``value << count`` or ``value >> count``; the count is at most `MAX_SHIFT`."""
    if is_far(value):
        return None
    return value << count if operator == "<<" else value >> count


def compare(operator: str, left: Exact, right: Exact) -> bool | None:
    """Whether ``left operator right``; None where that cannot be told."""
    if is_far(left) or is_far(right):
        return None
    if operator in ("==", "!="):
        return (left == right) == (operator == "==")
    if isinstance(left, Complex) or isinstance(right, Complex) or isinstance(left, bytes) != isinstance(right, bytes):
        return None
    match operator:
        case "<":
            return left < right  # type: ignore[operator]  # both are bytes, or both are numbers
        case "<=":
            return left <= right  # type: ignore[operator]  # as above
        case ">":
            return left > right  # type: ignore[operator]  # as above
    return left >= right  # type: ignore[operator]  # as above


# --- what fits a type ------------------------------------------------------------------------------------------------


class DoesNotFit(Exception):
    """A number that a type does not hold; the text is ``overflows`` or ``truncated``."""


def represent(value: Number, basic: str) -> Number | None:
    """`value` as a variable of a basic numeric type holds it, rounded where the type rounds. Raises `DoesNotFit`."""
    if basic in INTEGER_BITS:
        if not isinstance(value, int):
            raise DoesNotFit("truncated")
        bits, signed = INTEGER_BITS[basic]
        low, high = (-(1 << bits - 1), (1 << bits - 1) - 1) if signed else (0, (1 << bits) - 1)
        if not low <= value <= high:
            raise DoesNotFit("overflows")
        return value
    real, imaginary = parts(value)
    if basic in FLOAT_DIGITS:
        if imaginary:
            raise DoesNotFit("truncated")
        return _represent_float(real, basic)
    if basic in _PARTS:
        part = _PARTS[basic]
        return complex_number(_represent_float(real, part), _represent_float(imaginary, part))
    return None


def _represent_float(value: Real, basic: str) -> Real:
    digits, smallest, limit = FLOAT_DIGITS[basic]
    if not value:
        return 0
    if isinstance(value, int) and abs(value) >= LARGEST:
        raise DoesNotFit("overflows")
    exact = Fraction(value)
    size = exact.numerator.bit_length() - exact.denominator.bit_length()
    if size > limit + 1:
        raise DoesNotFit("overflows")
    if abs(exact) < (Fraction(1 << size) if size >= 0 else Fraction(1, 1 << -size)):
        size -= 1
    made = rounded(exact, max(size - digits + 1, smallest))
    if abs(made) >= 1 << limit:
        raise DoesNotFit("overflows")
    return made.numerator if made.denominator == 1 else made
