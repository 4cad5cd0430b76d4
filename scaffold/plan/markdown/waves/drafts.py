"""A wave and an effort with all that a document says of them, of which the plan's are made."""

from __future__ import annotations

from scaffold.plan.markdown.waves.found import Claim, EffortMention, Statement, WaveKey
from scaffold.plan.markdown.waves.words import Number, alike
from scaffold.source import Span, Text


class WaveDraft:
    """A wave, all that is said of it."""

    __slots__ = ("budget", "counts", "depends", "derived", "efforts", "key", "names", "number", "parallel", "span")

    def __init__(self, key: WaveKey, span: Span) -> None:
        self.key = key
        self.span = span
        self.number = 0
        self.names: list[Claim] = []
        self.budget: list[Claim] = []
        self.depends: list[Statement] = []
        self.parallel: list[Statement] = []
        self.counts: list[tuple[int, str, Span]] = []
        self.efforts: list[EffortDraft] = []
        # Made by the reader: the document has no waves.
        self.derived = False

    @property
    def title(self) -> str:
        """How messages call it."""
        return f"wave {self.number}"


class EffortDraft:
    """An effort, all that is said of it."""

    __slots__ = ("aliases", "id", "mentions", "number", "span", "wave")

    def __init__(self, number: Number, first: EffortMention) -> None:
        self.number = number
        self.mentions: list[EffortMention] = []
        self.id = ""
        self.span = first.span
        self.wave: WaveDraft | None = None
        self.aliases: dict[str, None] = {}

    @property
    def title(self) -> str:
        """How messages call it."""
        return self.id

    def claims(self, attribute: str) -> list[Claim]:
        """What is said of one thing, heaviest first."""
        found: list[Claim] = [claim for mention in self.mentions for claim in getattr(mention, attribute)]
        return sorted(found, key=lambda claim: -claim.rank)

    def texts(self, attribute: str) -> list[Text]:
        """Everything in a list, each once."""
        found: dict[str, Text] = {}
        for mention in self.mentions:
            for text in getattr(mention, attribute):
                found.setdefault(text.value, text)
        return list(found.values())


Draft = WaveDraft | EffortDraft


def differing(claims: list[Claim], compare: bool) -> Claim | None:
    """The first claim that is not the first one's; with `compare` names only have to share a word."""
    for claim in claims[1:]:
        if claim.value != claims[0].value and not (compare and alike(claim.value, claims[0].value)):
            return claim
    return None
