"""The shapes of waves and efforts."""

from __future__ import annotations

from scaffold.model import Effort, Wave
from scaffold.plan.records import Key, Shape, integer, list_of, record, text, word

_LINES = integer(0, 10_000_000)

effort: Shape[Effort] = record(
    "an effort",
    lambda f: Effort(
        id=f["id"],
        name=f["name"],
        delivers=f["delivers"],
        implements=f["implements"],
        paths=f["paths"],
        depends_on=f["depends_on"],
        lines=f["lines"],
        budget=f["budget"],
        branch=f["branch"],
        span=f["id"].span,
    ),
    {
        "id": Key(word, required=True, doc="Identifier, E2.1."),
        "name": Key(text, doc="What it is about."),
        "delivers": Key(list_of(word, single=True), doc="Sections of the plan that it delivers."),
        "implements": Key(list_of(word, single=True), doc="Interfaces that it implements."),
        "paths": Key(list_of(word, single=True), doc="Its domain in the repository, as globs."),
        "depends_on": Key(list_of(word, single=True), doc="Efforts or waves it waits for."),
        "lines": Key(_LINES, doc="Estimated lines of code."),
        "budget": Key(_LINES, doc="Most lines of code; default 800."),
        "branch": Key(text, doc="Its git branch."),
    },
)

wave: Shape[Wave] = record(
    "a wave",
    lambda f: Wave(
        number=f["wave"],
        name=f["name"],
        depends_on=f["depends_on"],
        budget=f["budget"],
        efforts=f["efforts"],
        span=f.word("wave").span,
    ),
    {
        "wave": Key(integer(0, 1_000_000), required=True, doc="Its number."),
        "name": Key(text, doc="What it is about."),
        "depends_on": Key(list_of(word, single=True), doc="Numbers of the waves it waits for."),
        "budget": Key(_LINES, doc="Most lines of code of each of its efforts; default 800."),
        "efforts": Key(list_of(effort), doc="Its efforts."),
    },
)
