"""A text that matches a regular expression, for samples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from re import _constants as sre  # type: ignore[attr-defined]  # the tree of a pattern has no public name
from re import _parser as parser  # type: ignore[attr-defined]  # as above
from typing import Any

from scaffold.kube import re2

_LONGEST = 200
_BRANCHES = 4
_PREFERRED = "ae1b0A-_./:@# "


def matches(pattern: str) -> Iterator[str]:
    """Texts that probably match a pattern of RE2, short ones first; the caller makes sure."""
    compiled = re2.compiled(pattern)
    if compiled is None:
        return
    try:
        tree = parser.parse(compiled.pattern)
    except Exception:  # no parser of a foreign house may end a run
        return
    seen = set()
    for more in (0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144):
        for branch in range(_BRANCHES):
            text = _text(tree, more, branch)
            if text is not None and text not in seen and len(text) <= _LONGEST:
                seen.add(text)
                yield text


def _text(tree: Sequence[Any], more: int, branch: int) -> str | None:
    parts = []
    for code, value in tree:
        part = _part(code, value, more, branch)
        if part is None:
            return None
        parts.append(part)
    return "".join(parts)


def _part(code: Any, value: Any, more: int, branch: int) -> str | None:
    if code is sre.LITERAL:
        return chr(value)
    if code is sre.NOT_LITERAL:
        return next(char for char in _PREFERRED if ord(char) != value)
    if code is sre.ANY:
        return "a"
    if code is sre.AT:
        return ""
    if code is sre.IN:
        return _member(value)
    if code in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        least, most, inner = value
        count = min(int(most), int(least) + more)
        if count > _LONGEST:
            return None
        one = _text(inner, more if count == 1 else 0, branch)
        return None if one is None else one * count
    if code is sre.SUBPATTERN:
        return _text(value[-1], more, branch)
    if code is sre.BRANCH:
        ways = value[1]
        return _text(ways[branch % len(ways)], more, branch)
    return None


def _member(items: Sequence[Any]) -> str | None:
    """A character of a class: a usual one where it has one."""
    negated = bool(items) and items[0][0] is sre.NEGATE
    rest = items[1:] if negated else items
    for char in _PREFERRED:
        if any(_holds(code, value, char) for code, value in rest) is not negated:
            return char
    for code, value in rest if not negated else ():
        if code is sre.LITERAL:
            return chr(value)
        if code is sre.RANGE:
            return chr(value[0])
    return None


def _holds(code: Any, value: Any, char: str) -> bool:
    if code is sre.LITERAL:
        return bool(ord(char) == value)
    if code is sre.RANGE:
        return bool(value[0] <= ord(char) <= value[1])
    if code is sre.CATEGORY:
        name = str(value)
        kinds = {"DIGIT": char.isdigit(), "SPACE": char.isspace(), "WORD": char.isalnum() or char == "_"}
        return next((held is not ("NOT" in name) for kind, held in kinds.items() if kind in name), False)
    return False
