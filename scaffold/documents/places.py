"""What a document is put together from: pieces of text under headings, each with a second form in YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from scaffold.node import Node
from scaffold.plan.built import tree
from scaffold.plan.yaml_write import write


class Place(NamedTuple):
    """A piece of the document.

    `key` names what of the plan it says; several pieces may say parts of one thing. `headings` are those it stands
    under, outermost first, marks included. `lines` is the form for people; `fenced` the one that says everything, for
    one of the pieces of a thing. Either may be empty: then the piece is not there in that form.
    """

    key: str
    headings: tuple[str, ...]
    lines: list[str]
    fenced: list[str]


def assembled(title: str, places: Iterable[Place], fenced: set[str]) -> str:
    """The document; what is in `fenced` in its second form."""
    lines = [title]
    open_headings: tuple[str, ...] = ()
    for place in places:
        body = place.fenced if place.key in fenced else place.lines
        if not body:
            continue
        common = 0
        while common < len(place.headings) and open_headings[common : common + 1] == (place.headings[common],):
            common += 1
        for heading in place.headings[common:]:
            lines += ["", heading]
        open_headings = place.headings
        lines += ["", *body]
    return "\n".join(lines) + "\n"


def heading_text(text: str) -> str:
    """A text as part of a heading: one line that a document may hold."""
    return "".join(char if char.isprintable() else " " for char in text).strip()


def fence(language: str, code: str) -> list[str]:
    """A block of code. Its fence is longer than any run of backticks that begins a line of it."""
    ticks = max((len(run) for run in re.findall(r"^[ \t]*(`{3,})", code, re.MULTILINE)), default=2)
    mark = "`" * max(3, ticks + 1)
    return [f"{mark}{language}", *code.removesuffix("\n").split("\n"), mark]


def yaml_fence(value: Node | dict[str, object]) -> list[str]:
    """A block of YAML with keys of the plan."""
    return fence("yaml", write(tree(value)))
