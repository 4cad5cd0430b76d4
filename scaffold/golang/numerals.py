"""Whole numbers as Go writes them ("Integer literals"), and the constants of enumerations, whose values they may be."""

from __future__ import annotations

import re
from typing import Final

from scaffold.golang.identifiers import go_case

_DECIMAL: Final = r"0|[1-9](?:_?[0-9])*"
_OCTAL: Final = r"0[oO]?(?:_?[0-7])+"
_INTEGER: Final = re.compile(rf"[-+]?(?:{_DECIMAL}|{_OCTAL}|0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+)", re.ASCII)

# Digits that are no whole number of Go: 08, 1__0, 0x, 1.5, 1e3, 1,000.
_NUMBER_LIKE: Final = re.compile(
    r"[-+]?(?:(?:[0-9][0-9_]*)?\.?[0-9][0-9_]*\.?(?:[eE][-+]?[0-9_]+)?|0[xX][0-9a-fA-F_.pP]*|0[oO][0-9_]*|0[bB][0-9_]*"
    r"|[0-9]{1,3}(?:,[0-9]{3})+)",
    re.ASCII,
)
_MAX_LENGTH: Final = 200
"""Characters of the longest numeral that is read: no type of Go holds a number of more."""

INTEGER_RANGES: Final[dict[str, tuple[int, int]]] = {
    **{f"int{bits}": (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) for bits in (8, 16, 32, 64)},
    **{f"uint{bits}": (0, (1 << bits) - 1) for bits in (8, 16, 32, 64)},
    "int": (-(1 << 63), (1 << 63) - 1),
    "rune": (-(1 << 31), (1 << 31) - 1),
    "byte": (0, 255),
    "uint": (0, (1 << 64) - 1),
    "uintptr": (0, (1 << 64) - 1),
}
"""Least and greatest value of each integer type, with 64 bits for those that depend on the platform."""


def parse_numeral(text: str) -> int | None:
    """The value of an integer literal, a sign before it included; None for any other text."""
    if len(text) > _MAX_LENGTH or not _INTEGER.fullmatch(text):
        return None
    digits = text.replace("_", "").lower()
    if re.fullmatch(r"[-+]?0[0-7]+", digits):
        return int(digits, 8)
    return int(digits, 0)


def is_number_like(text: str) -> bool:
    """Whether a text can only be meant as a number, also where Go has no such integer literal."""
    return parse_numeral(text) is not None or _NUMBER_LIKE.fullmatch(text) is not None


def numeral_literal(text: str) -> str:
    """A numeral as gofmt spells it: no plus sign, the letter of its base in lower case."""
    sign = "-" if text.startswith("-") else ""
    digits = text.lstrip("+-")
    return f"{sign}{digits[:2].lower()}{digits[2:]}"


def enum_constant(type_name: str, value: str, is_text: bool) -> str:
    """The name of the constant of an enumeration's value: the type's name and the value in Go's case.

    `is_text` says that the type is declared as ``string``. Numerals of other types keep their sign, so that ``-1`` and
    ``1`` have names of their own: ``PriorityMinus1``.
    """
    if is_text or parse_numeral(value) is None:
        return f"{type_name}{go_case(value)}"
    literal = numeral_literal(value)
    sign = "Minus" if literal.startswith("-") else ""
    return f"{type_name}{sign}{literal.lstrip('-').replace('_', '')}"


def repeats_type(type_name: str, value: str) -> bool:
    """Whether the text of a value begins with the name of its type: ``ColorRed`` or ``COLOR_RED`` of ``Color``."""
    cased = go_case(value)
    rest = cased[len(type_name) :]
    return len(type_name) > 2 and cased.startswith(type_name) and (rest[:1].isupper() or rest[:1].isdigit())
