"""What the parts of a document say about waves and efforts, before anybody compares them."""

from __future__ import annotations

from typing import Final, NamedTuple

from scaffold.markdown.blocks import Item, Paragraph
from scaffold.markdown.inline import plain
from scaffold.plan.markdown.waves.words import STATUS, Number
from scaffold.source import Span, Text

MAX_WAVES: Final = 200
MAX_EFFORTS: Final = 1000
"""More are not read: checks compare efforts pair by pair."""
_MAX_FOUND: Final = 20_000
"""Mentions, values and edges after which a document is not read further."""

DETAIL, TABLE, GRAPH, LOOSE = 3, 2, 1, 0
"""How much a statement weighs where two disagree: under the heading itself, in a table, in a graph, in passing."""


class WaveKey(NamedTuple):
    """A wave as the document names it. `phase` is empty unless several phases have waves of their own."""

    phase: str
    number: str


class Claim(NamedTuple):
    """A value with its place and weight: a name, a number of lines, a branch."""

    value: str
    text: Text
    span: Span
    rank: int

    @property
    def verbatim(self) -> Text | None:
        """The text, where the document has the value as it is."""
        return self.text if self.text.value == self.value else None


class Statement(NamedTuple):
    """A text that refers to waves and efforts: ``Wave 1-2 types``. `phase` is the phase that it stands in."""

    text: Text
    rank: int
    phase: str


class WaveMention:
    """One place that speaks of a wave. `defines`: 0 where it is mentioned, 1 in a list that may, 2 for a heading."""

    __slots__ = ("budget", "counts", "defines", "depends", "effort", "fences", "key", "name", "parallel", "span")

    def __init__(self, key: WaveKey, span: Span, defines: int) -> None:
        self.key = key
        self.span = span
        self.defines = defines
        self.name: Claim | None = None
        self.budget: list[Claim] = []
        self.depends: list[Statement] = []
        self.parallel: list[Statement] = []
        # (number, what it counts, the text): efforts that run beside each other, efforts in all.
        self.counts: list[tuple[int, str, Span]] = []
        # The Go that stands right below its heading.
        self.fences: list[Text] = []
        # What is said of the wave as if it were an effort.
        self.effort: EffortMention | None = None

    def as_effort(self) -> EffortMention:
        """The effort that the wave is by itself, if it has no others."""
        if self.effort is None:
            self.effort = EffortMention("wave", (), f"W{self.key.number}", self.span, 0, self.key.phase)
            self.effort.wave = (self.key, DETAIL, self.span)
            self.effort.defines = 2
        return self.effort


class EffortMention:
    """One place that speaks of an effort.

    `number` is empty for what is known by a branch or a role alone; `source` tells mentions of one table or list from
    those of others; `wave` is where it stands, with its weight; `aliases` are words that stand for it elsewhere.
    """

    __slots__ = (
        *(
            "aliases",
            "alone",
            "blocks",
            "branch",
            "budget",
            "component",
            "defines",
            "delivers",
            "depends",
            "form",
            "implements",
        ),
        *(
            "fences",
            "kind",
            "lines",
            "names",
            "number",
            "owner",
            "parallel",
            "paths",
            "phase",
            "source",
            "span",
            "wave",
        ),
    )

    def __init__(self, kind: str, number: Number, form: str, span: Span, source: int, phase: str) -> None:
        self.kind = kind
        self.number = number
        self.form = form
        self.span = span
        self.source = source
        self.phase = phase
        self.defines = 0
        self.wave: tuple[WaveKey, int, Span] | None = None
        self.aliases: list[str] = []
        self.names: list[Claim] = []
        self.lines: list[Claim] = []
        self.budget: list[Claim] = []
        self.branch: list[Claim] = []
        self.paths: list[Text] = []
        self.delivers: list[Text] = []
        self.implements: list[Text] = []
        self.depends: list[Statement] = []
        self.blocks: list[Statement] = []
        self.parallel: list[Statement] = []
        self.owner: list[Claim] = []
        # The heading that it stands below, where it is a heading itself: each component may have a “PR 1”.
        self.component = ""
        # The Go that stands below its heading.
        self.fences: list[Text] = []
        # Where it is said that nothing runs beside it.
        self.alone: Span | None = None


class Arrow(NamedTuple):
    """An edge of a graph: `after` waits for `before`."""

    before: WaveKey | EffortMention
    after: WaveKey | EffortMention
    span: Span
    rank: int


class Chain(NamedTuple):
    """``Wave 1 → Wave 2``: each of the texts waits for the one before it."""

    links: tuple[Text, ...]
    phase: str


class Leftover(NamedTuple):
    """Something that is told but not used; the same `kind` is told once, with its number."""

    kind: str
    message: str
    span: Span


class Found:
    """All of it, in the order of the document."""

    def __init__(self) -> None:
        self.waves: list[WaveMention] = []
        self.efforts: list[EffortMention] = []
        self.arrows: list[Arrow] = []
        self.chains: list[Chain] = []
        # ``**Wave 2 Depends On**: Wave 1``: who waits, and for what.
        self.edges: list[tuple[Text, Statement]] = []
        self.leftovers: list[Leftover] = []
        # Lists and tables below waves of which nothing was read, with the wave.
        self.unread: list[tuple[Span, WaveMention]] = []
        # Numbers of efforts that prose below a wave names, with the wave.
        self.named: list[tuple[list[Number], Span, WaveMention]] = []
        self.sources = 0
        self.taken = 0

    @property
    def full(self) -> bool:
        """Whether there is more than anybody wants to read."""
        return self.taken + 4 * (len(self.waves) + len(self.efforts)) + len(self.chains) > _MAX_FOUND

    @property
    def size(self) -> int:
        """How much has been read so far."""
        return self.taken + len(self.waves) + len(self.efforts) + len(self.chains) + len(self.edges)

    def source(self) -> int:
        """A number for the next table, graph or list."""
        self.sources += 1
        return self.sources

    def leave_unread(self, item: Item, wave: WaveMention) -> None:
        """Note a list below a wave of which nothing was read."""
        text = item.blocks[0].text if item.blocks and isinstance(item.blocks[0], Paragraph) else None
        if text is not None:
            self.unread.append((text.span(0, len(text.value.split("\n", 1)[0])), wave))

    def leave(self, kind: str, message: str, span: Span) -> None:
        """Note something that has no place in a plan."""
        self.leftovers.append(Leftover(kind, message, span))


def name_claim(text: Text, rank: int) -> Claim | None:
    """A name without marks, status and quotes; None where nothing is left."""
    words = plain(text)
    value = words.value
    end = len(value.rstrip())
    status = STATUS.search(value, 0, end)
    if status is not None and status.end() >= end:
        end = len(value[: status.start()].rstrip())
    start = len(value) - len(value.lstrip())
    if end <= start or not any(char.isalnum() for char in value[start:end]):
        return None
    part = words.part(start, end)
    return Claim(" ".join(part.value.split()), part, part.span(), rank)


def single(base: Text, start: int, end: int) -> Text:
    """A stretch of one line as a text of its own; cheap also in a long text."""
    return Text(base.source, base.value[start:end], lambda: ((0, base.origin(start)),))
