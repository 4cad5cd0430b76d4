"""Sets of characters as RE2 has them: ranges, the names of classes, and letters that differ in case alone.

Source: ``regexp/syntax`` and ``unicode`` of Go 1.26; `tools/unicode/make` writes the data.
"""

from __future__ import annotations

import json
import os
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

MAX_CHAR = 0x10FFFF
Ranges = tuple[tuple[int, int], ...]
"""Lowest and highest code points of runs of characters; sorted and apart, except while they are collected."""

DATA = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", "unicode.json")
_POSIX = {
    "alnum": "09AZaz",
    "alpha": "AZaz",
    "ascii": "\0\x7f",
    "blank": "\t\t  ",
    "cntrl": "\0\x1f\x7f\x7f",
    "digit": "09",
    "graph": "!~",
    "lower": "az",
    "print": " ~",
    "punct": "!/:@[`{~",
    "space": "\t\r  ",
    "upper": "AZ",
    "word": "09AZ__az",
    "xdigit": "09AFaf",
}
_PERL = {"d": "09", "s": "\t\n\f\r  ", "w": "09AZ__az"}


class _Unicode(NamedTuple):
    classes: dict[str, list[int]]
    folds: dict[int, str]
    """Code point → the characters that it is equal to but for their case."""
    folding: list[int]
    """The code points that have such characters, sorted."""


@cache
def _unicode() -> _Unicode:
    with open(DATA, encoding="utf-8") as file:
        data = json.load(file)
    folds = {ord(char): orbit for orbit in data["folds"] for char in orbit}
    return _Unicode(data["classes"], folds, sorted(folds))


def _pairs(bounds: str) -> Ranges:
    return tuple((ord(low), ord(high)) for low, high in zip(bounds[::2], bounds[1::2], strict=True))


def posix_class(name: str) -> Ranges | None:
    """The class ``[:name:]``, which may begin with ``^``; None where there is none."""
    bounds = _POSIX.get(name.removeprefix("^"))
    return None if bounds is None else _pairs(bounds)


def perl_class(letter: str) -> Ranges:
    """The class ``\\d``, ``\\s`` or ``\\w``."""
    return _pairs(_PERL[letter])


@cache
def unicode_class(name: str) -> Ranges | None:
    """The class ``\\p{name}``; None where Go knows none of that name."""
    plain = "".join(char for char in name.lower() if char not in "_- ")
    steps = _unicode().classes.get(plain)
    if steps is None:
        return None
    bounds = list(accumulate(steps))
    # Where the last range ends with the last character there is no upper bound.
    bounds += [MAX_CHAR + 1] if len(bounds) % 2 else []
    return tuple((low, end - 1) for low, end in zip(bounds[::2], bounds[1::2], strict=True))


def clean(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """Sorted ranges, those that touch each other as one."""
    out: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if out and low <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(high, out[-1][1]))
        else:
            out.append((low, high))
    return tuple(out)


def negate(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """All other characters."""
    out = []
    start = 0
    for low, high in clean(ranges):
        if low > start:
            out.append((start, low - 1))
        start = high + 1
    return (*out, (start, MAX_CHAR)) if start <= MAX_CHAR else tuple(out)


def fold(ranges: Sequence[tuple[int, int]]) -> Ranges:
    """The characters and those that differ from them in case alone."""
    data = _unicode()
    more = []
    for low, high in ranges:
        start, end = bisect_right(data.folding, low - 1), bisect_right(data.folding, high)
        more += [(ord(char), ord(char)) for code in data.folding[start:end] for char in data.folds[code]]
    return clean([*ranges, *more])


def holds(ranges: Ranges, code: int) -> bool:
    """Whether a character is in sorted ranges."""
    at = bisect_right(ranges, (code, MAX_CHAR + 1)) - 1
    return at >= 0 and code <= ranges[at][1]
