"""YAML's plain scalars as Kubernetes reads them, and Go's spelling of numbers.

Kubernetes reads YAML with sigs.k8s.io/yaml, which is go.yaml.in/yaml/v2: YAML 1.1 with its many booleans, octal and
binary integers, underscores in numbers, and no timestamps once the value is JSON. What a plain scalar means decides
both what a pasted document says and which strings need quotes on the way out.
"""

from __future__ import annotations

from itertools import pairwise

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
"""A JSON value. Integers are exact."""

_TRUE = frozenset(["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"])
_FALSE = frozenset(["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"])
_NULL = frozenset(["", "~", "null", "Null", "NULL"])
_FLOATS = {
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
}
_DIGITS = "0123456789"
_BASES = {"0x": (16, "0123456789abcdefABCDEF"), "0o": (8, "01234567"), "0b": (2, "01")}
_INT64 = 1 << 63


def resolve(text: str) -> Json:
    """What a plain scalar means: null, a boolean, an int, a float (infinities and NaN included) or the text itself."""
    if text in _NULL:
        return None
    first = text[0]
    if first not in "+-.0123456789":
        return True if text in _TRUE else False if text in _FALSE else text
    if text in _FLOATS:
        return _FLOATS[text]
    if first == ".":
        # ParseFloat itself takes underscores between digits; elsewhere they are removed before it.
        parts = text.split("_")
        digits = all(left[-1:].isdigit() and right[:1].isdigit() for left, right in pairwise(parts))
        number = parse_float("".join(parts)) if digits else None
        return text if number is None else number
    if is_timestamp(text):
        return text
    plain = text.replace("_", "")
    integer = _integer(plain)
    if integer is not None:
        return integer
    number = parse_float(plain)
    if number is not None:
        return number
    return text


def _integer(text: str) -> int | None:
    """Go's ``strconv.ParseInt(text, 0, 64)``, then ``ParseUint``, then YAML's own spelling of binary."""
    sign, body = (text[0], text[1:]) if text[:1] in ("+", "-") else ("", text)
    prefix = body[:2].lower()
    if text.startswith("0b") and body[2:3] in ("+", "-"):
        # What stands behind the prefix is parsed on its own, so it may have a sign.
        base, allowed = _BASES["0b"]
        sign, digits = body[2], body[3:]
    elif prefix in _BASES:
        base, allowed = _BASES[prefix]
        digits = body[2:]
    elif len(body) > 1 and body[0] == "0":
        base, allowed, digits = 8, "01234567", body[1:]
    else:
        base, allowed, digits = 10, _DIGITS, body
    if not digits or any(char not in allowed for char in digits):
        return None
    value = int(digits, base)
    if sign == "-":
        return -value if value <= _INT64 else None
    limit = _INT64 if sign == "+" else _INT64 * 2
    return value if value < limit else None


def _is_yaml_float(text: str) -> bool:
    """``[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?`` and nothing else."""
    at = 1 if text[:1] in ("+", "-") else 0
    start = at
    while at < len(text) and text[at] in _DIGITS:
        at += 1
    whole = at - start
    fraction = 0
    if text[at : at + 1] == ".":
        at += 1
        start = at
        while at < len(text) and text[at] in _DIGITS:
            at += 1
        fraction = at - start
    if not whole and not fraction:
        return False
    if text[at : at + 1] in ("e", "E"):
        at += 1
        if text[at : at + 1] in ("+", "-"):
            at += 1
        start = at
        while at < len(text) and text[at] in _DIGITS:
            at += 1
        if at == start:
            return False
    return at == len(text)


def parse_float(text: str) -> float | None:
    """Go's ``strconv.ParseFloat`` for decimal spellings; None where it fails, also for what overflows."""
    if not _is_yaml_float(text):
        return None
    value = float(text)
    return None if value in (float("inf"), float("-inf")) else value


def is_timestamp(text: str) -> bool:
    """Whether YAML takes a plain scalar for a time. As JSON it is a string, but one that needs quotes."""
    if len(text) < 6 or text[4] != "-" or not all(char in _DIGITS for char in text[:4]):
        return False
    date, separator, time = text, "", ""
    for at in range(5, len(text)):
        if text[at] in "Tt ":
            date, separator, time = text[:at], text[at], text[at + 1 :]
            break
    numbers = date[5:].split("-")
    if len(numbers) != 2 or not all(_number(number, 1, 2) for number in numbers):
        return False
    month, day = (int(number) for number in numbers)
    if not 1 <= month <= 12 or not 1 <= day <= _days(int(text[:4]), month):
        return False
    return not separator or _is_clock(time, zoned=separator != " ")


def _days(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _number(text: str, least: int, most: int) -> bool:
    return least <= len(text) <= most and all(char in _DIGITS for char in text)


def _is_clock(text: str, *, zoned: bool) -> bool:
    """``15:4:5.999999999`` and, with `zoned`, ``Z`` or ``+07:00`` behind it, as Go's time.Parse reads them."""
    if zoned:
        if text.endswith("Z"):
            text = text[:-1]
        else:
            zone, text = text[-6:], text[:-6]
            if not (
                len(zone) == 6
                and zone[0] in "+-"
                and zone[3] == ":"
                and _number(zone[1:3], 2, 2)
                and _number(zone[4:], 2, 2)
                and int(zone[1:3]) <= 24
                and int(zone[4:]) < 60
            ):
                return False
    parts = text.split(":")
    if len(parts) != 3:
        return False
    hour, minute, second = parts
    for mark in ".,":
        whole, found, fraction = second.partition(mark)
        if found:
            if not fraction or not all(char in _DIGITS for char in fraction):
                return False
            second = whole
            break
    return (
        _number(hour, 1, 2)
        and int(hour) < 24
        and _number(minute, 1, 2)
        and int(minute) < 60
        and _number(second, 1, 2)
        and int(second) < 60
    )


def go_float(value: float) -> str:
    """Go's ``strconv.FormatFloat(value, 'g', -1, 64)`` with YAML's words for what is no number."""
    if value != value:
        return ".nan"
    if value in (float("inf"), float("-inf")):
        return ".inf" if value > 0 else "-.inf"
    digits, exponent, sign = _shortest(value)
    if not -4 <= exponent < 6:
        head = digits[0] + ("." + digits[1:] if len(digits) > 1 else "")
        return f"{sign}{head}e{'-' if exponent < 0 else '+'}{abs(exponent):02d}"
    if exponent < 0:
        return f"{sign}0.{'0' * (-exponent - 1)}{digits}"
    if len(digits) <= exponent + 1:
        return sign + digits + "0" * (exponent + 1 - len(digits))
    return f"{sign}{digits[: exponent + 1]}.{digits[exponent + 1 :]}"


def _shortest(value: float) -> tuple[str, int, str]:
    """The shortest decimal digits that read back as `value`, the exponent of the first one, and the sign."""
    sign = "-" if value < 0 or str(value).startswith("-") else ""
    text = repr(abs(value))
    mantissa, _, exponent_text = text.partition("e")
    whole, _, fraction = mantissa.partition(".")
    exponent = int(exponent_text or 0) + len(whole) - 1
    digits = whole + fraction
    stripped = digits.lstrip("0")
    if not stripped:
        return "0", 0, sign
    exponent -= len(digits) - len(stripped)
    return stripped.rstrip("0") or "0", exponent, sign


def json_number(value: float) -> int | float:
    """A float as it comes back after Go's encoding/json wrote it and YAML read it: whole ones become integers."""
    if value == int(value) and abs(value) < 1e21:
        whole = int(value)
        if -_INT64 <= whole < _INT64 * 2:
            return whole
    return value
