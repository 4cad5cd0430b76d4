"""What the merges of declarations have in common."""

from __future__ import annotations

from typing import NamedTuple

from scaffold.repo.merge.lines import Part


class Outcome(NamedTuple):
    """What became of a declaration: its text in parts, without the lead, and what a person may want to know."""

    parts: list[Part]
    notes: tuple[str, ...] = ()


def bare(body: str) -> str:
    """A body without what only parts it from the next declaration."""
    return body.rstrip().removesuffix(";").rstrip()
