"""The three-way merge of texts by lines (diff3), and the marks that a conflict leaves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
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
    """A merge as text. `conflicts` counts those in it.

    `lost` says that lines of a person were given up on request, `refused` that changes of the plan were.
    """

    text: str
    conflicts: int = 0
    lost: bool = False
    refused: bool = False


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
    left, right = _partners(base, ours), _partners(base, theirs)
    at = 0
    while at < len(base):
        one, other = left[at], right[at]
        if one is None or other is None:
            at += 1
            continue
        end = at + 1
        while end < len(base) and left[end] == one + end - at and right[end] == other + end - at:
            end += 1
        yield at, end, one, other
        at = end
    yield len(base), len(base), len(ours), len(theirs)


def _partners(base: list[str], other: list[str]) -> list[int | None]:
    """For each line of `base` its place in `other`, if it is there.

    Of a run of lines that one side has more the place is ambiguous where it begins like what follows it: it is taken as
    late as can be, so that whole blocks are seen to be new and not the end of one with the beginning of the next.
    """
    from difflib import SequenceMatcher  # most runs merge nothing

    found: list[int | None] = [None] * len(base)
    for block in SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks():
        for offset in range(block.size):
            found[block.a + offset] = block.b + offset
    at = last = 0
    while at < len(base):
        partner = found[at]
        if partner is None:
            end = at
            while end < len(base) and found[end] is None:
                end += 1
            # Lines that `base` has more: nothing in `other` stands for them.
            while end < len(base) and found[end] == last and base[at] == base[end]:
                found[at], found[end] = found[end], None
                at, end, last = at + 1, end + 1, last + 1
            at = end
            continue
        # Lines that `other` has more, `last` to `partner`.
        while at < len(base) and last < partner and found[at] == partner and other[last] == other[partner]:
            found[at] = last
            at, last, partner = at + 1, last + 1, partner + 1
        if at < len(base) and found[at] is not None:
            last = (found[at] or 0) + 1
            at += 1
    return found


def settle(parts: list[Part], side: str) -> Settled:
    """The text of a merge. `side` is what becomes of conflicts: ``markers``, ``ours`` or ``theirs``."""
    texts: list[str] = []
    conflicts = 0
    lost = refused = False
    for part in parts:
        if isinstance(part, str):
            texts.append(part)
        elif side == "ours":
            texts.append(part.ours)
            refused = True
        elif side == "theirs":
            texts.append(part.theirs)
            lost = lost or bool(part.ours.strip())
        else:
            if texts and texts[-1] and not texts[-1].endswith("\n"):
                texts.append("\n")
            texts.append(_marked(part))
            conflicts += 1
    return Settled("".join(texts), conflicts, lost, refused)


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


def without_markers(text: str, instead: str = "") -> str:
    """A text with the first side of each conflict in it, and `instead` for each line that is left out."""
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
            continue
        kept.append(instead)
    return "".join(kept)
