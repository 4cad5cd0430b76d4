"""What the merges of declarations have in common."""

from __future__ import annotations

from typing import NamedTuple

from scaffold.repo.merge.lines import Part


class Note(NamedTuple):
    """What a person may want to know of the merged file, `text`.

    Of a `function` whose signature is another one the lines are told that may have to be changed: those that use one
    of `uses`, parameters of other types, those that call it, and with `returns` those that return something.
    """

    text: str
    function: str = ""
    uses: tuple[str, ...] = ()
    returns: bool = False


class Outcome(NamedTuple):
    """What became of a declaration: its text in parts, without the lead, and what a person may want to know.

    `kept` is what was left although the plan would have it otherwise.
    """

    parts: list[Part]
    notes: tuple[Note, ...] = ()
    kept: tuple[str, ...] = ()


def bare(body: str) -> str:
    """A body without what only parts it from the next declaration."""
    return body.rstrip().removesuffix(";").rstrip()
