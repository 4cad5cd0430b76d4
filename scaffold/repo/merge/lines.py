"""The three-way merge of texts by lines (diff3), and the marks that a conflict leaves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

OURS, BASE, THEIRS = "yours", "base", "plan"
"""How the sides of a conflict are labelled."""

_MARKS = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: .*)?\r?$")
_OWN = (f"<<<<<<< {OURS}", f">>>>>>> {THEIRS}")


class Conflict(NamedTuple):
    """What both sides changed, as text: lines of each."""

    base: str
    ours: str
    theirs: str


Part = str | Conflict
"""A merge is a sequence of these."""

Rescue = Callable[[Conflict], str | None]
"""Settles a conflict that is none to whoever knows more than lines; None where it is one."""


class Settled(NamedTuple):
    """A merge as text. `conflicts` counts those in it; `lost` says that lines of a person were given up on request."""

    text: str
    conflicts: int = 0
    lost: bool = False


def merge(base: str, ours: str, theirs: str, rescue: Rescue | None = None) -> list[Part]:
    """What `ours` and `theirs` make of `base`; the parts in order."""
    if ours == theirs or base == theirs:
        return [ours] if ours else []
    if base == ours:
        return [theirs] if theirs else []
    sides = [_lines(text) for text in (base, ours, theirs)]
    parts: list[Part] = []
    for part in _chunks(*sides):
        settled = rescue(part) if rescue is not None and isinstance(part, Conflict) else None
        parts.append(part if settled is None else settled)
    return parts


def _lines(text: str) -> list[str]:
    """The lines with their ends; only a line feed ends one."""
    lines = text.split("\n")
    last = lines.pop()
    return [line + "\n" for line in lines] + ([last] if last else [])


def _chunks(base: list[str], ours: list[str], theirs: list[str]) -> Iterator[Part]:
    at_base = at_ours = at_theirs = 0
    for begin, end, in_ours, in_theirs in _agreed(base, ours, theirs):
        yield from _chunk(base[at_base:begin], ours[at_ours:in_ours], theirs[at_theirs:in_theirs])
        size = end - begin
        if size:
            yield "".join(ours[in_ours : in_ours + size])
        at_base, at_ours, at_theirs = end, in_ours + size, in_theirs + size


def _chunk(base: list[str], ours: list[str], theirs: list[str]) -> Iterator[Part]:
    if ours == theirs or theirs == base:
        kept = ours
    elif ours == base:
        kept = theirs
    else:
        # What both sides say alike at the edges is no part of the quarrel.
        first = 0
        while first < min(len(ours), len(theirs)) and ours[first] == theirs[first]:
            first += 1
        last = 0
        while last < min(len(ours), len(theirs)) - first and ours[-1 - last] == theirs[-1 - last]:
            last += 1
        end = len(ours) - last
        if first:
            yield "".join(ours[:first])
        yield Conflict("".join(base), "".join(ours[first:end]), "".join(theirs[first : len(theirs) - last]))
        kept = ours[end:]
    if kept:
        yield "".join(kept)


def _agreed(base: list[str], ours: list[str], theirs: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """The runs of lines that all three have, in order: (begin and end in base, begin in ours, begin in theirs)."""
    left = SequenceMatcher(None, base, ours, autojunk=False).get_matching_blocks()
    right = SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
    i = j = 0
    while i < len(left) and j < len(right):
        one, other = left[i], right[j]
        begin, end = max(one.a, other.a), min(one.a + one.size, other.a + other.size)
        if begin < end:
            yield begin, end, one.b + begin - one.a, other.b + begin - other.a
        if one.a + one.size < other.a + other.size:
            i += 1
        else:
            j += 1
    yield len(base), len(base), len(ours), len(theirs)


def settle(parts: list[Part], side: str) -> Settled:
    """The text of a merge. `side` is what becomes of conflicts: ``markers``, ``ours`` or ``theirs``."""
    texts: list[str] = []
    conflicts = 0
    lost = False
    for part in parts:
        if isinstance(part, str):
            texts.append(part)
        elif side == "ours":
            texts.append(part.ours)
        elif side == "theirs":
            texts.append(part.theirs)
            lost = lost or bool(part.ours.strip())
        else:
            if texts and texts[-1] and not texts[-1].endswith("\n"):
                texts.append("\n")
            texts.append(_marked(part))
            conflicts += 1
    return Settled("".join(texts), conflicts, lost)


def _marked(conflict: Conflict) -> str:
    sides = [
        (f"<<<<<<< {OURS}", conflict.ours),
        (f"||||||| {BASE}", conflict.base),
        ("=======", conflict.theirs),
    ]
    return "".join(f"{mark}\n{_ended(text)}" for mark, text in sides) + f">>>>>>> {THEIRS}\n"


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"


def markers(text: str, *, own_only: bool = False) -> tuple[int, ...]:
    """The 1-based lines of conflict markers that are left in a text, scaffold's and git's alike.

    Only a beginning with an end behind it counts: a line of ``=======`` may be anything. `own_only` leaves out those
    that do not carry scaffold's labels.
    """
    if "<<<<<<<" not in text or ">>>>>>>" not in text:
        return ()
    found: list[int] = []
    pending: list[int] = []
    for number, line in enumerate(text.split("\n"), 1):
        match = _MARKS.match(line)
        if match is None:
            continue
        mark = match[1][0]
        if mark == "<" and (not own_only or line.rstrip("\r") == _OWN[0]):
            pending = [number]
        elif pending:
            pending.append(number)
            if mark == ">" and (not own_only or line.rstrip("\r") == _OWN[1]):
                found += pending
                pending = []
    return tuple(found)


def without_markers(text: str) -> str:
    """A text in which git left conflicts, with the first side of each: as good a base as the other."""
    if not markers(text):
        return text
    kept: list[str] = []
    side = ""
    for line in _lines(text):
        match = _MARKS.match(line.rstrip("\n"))
        mark = match[1][0] if match else ""
        if mark == "<":
            side = "<"
        elif mark in ("|", "=") and side:
            side = mark
        elif mark == ">" and side:
            side = ""
        elif side in ("", "<"):
            kept.append(line)
    return "".join(kept)
