"""Edits of a document that make a message go away: the model of a fix, and how several are applied at once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple


class Edit(NamedTuple):
    """The text that replaces ``document[start:end]``; offsets in characters. Nothing is replaced where both are one."""

    start: int
    end: int
    text: str


class Fix(NamedTuple):
    """What makes a message go away. `title` says what is done, in the imperative.

    A safe fix keeps what the document says; any other is a guess about what was meant. `edits` ascend and do not
    overlap. None of them: the message goes away with the fix of another one.
    """

    title: str
    edits: tuple[Edit, ...]
    safe: bool

    @property
    def extent(self) -> tuple[int, int]:
        """Where the first edit begins and the last one ends."""
        return (self.edits[0].start, self.edits[-1].end) if self.edits else (0, 0)


def compatible(fixes: Iterable[Fix]) -> list[Fix]:
    """The fixes that can be applied together: their extents do not overlap, so that none of them is there twice.

    Of two that overlap the one of the smaller extent is taken: what is inside does not depend on what is around it, and
    what is around it may move its lines.
    """
    taken: list[tuple[int, int]] = []
    chosen: list[Fix] = []
    # Hundreds of messages may have one fix, of thousands of edits.
    different = {id(fix): fix for fix in fixes if fix.edits}
    for fix in sorted(different.values(), key=_order):
        start, end = fix.extent
        at = bisect_left(taken, (start, end))
        if (at and taken[at - 1][1] >= start) or (at < len(taken) and taken[at][0] <= end):
            continue
        taken.insert(at, (start, end))
        chosen.append(fix)
    return chosen


def _order(fix: Fix) -> tuple[int, tuple[Edit, ...]]:
    start, end = fix.extent
    return end - start, fix.edits


def edits_of(fixes: Iterable[Fix]) -> list[Edit]:
    """The edits of fixes that can be applied together, in the order of the document."""
    return sorted(edit for fix in fixes for edit in fix.edits)


def edited(document: str, edits: Iterable[Edit]) -> str:
    """The document after `edits`, which ascend and do not overlap."""
    pieces: list[str] = []
    at = 0
    for edit in edits:
        pieces += (document[at : edit.start], edit.text)
        at = edit.end
    return "".join((*pieces, document[at:]))
