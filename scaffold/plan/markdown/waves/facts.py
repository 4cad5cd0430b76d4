"""Splits a line about a wave or an effort into its name and its facts.

::

    Storage (implements Store, 200 lines) — depends on E1.1, E1.2
    name     group: two facts               segment: one fact

A *piece* is the text between two separators. It is a fact where all of it says one thing: a size, what is waited for,
what is implemented, a path. Headings, items of lists, labels, cells, nodes of graphs and lines of text trees share this
reading.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from scaffold.markdown.inline import cut, strip
from scaffold.plan.markdown.waves.found import EffortMention, WaveMention
from scaffold.plan.markdown.waves.labels import ATTRIBUTES, LOOKS_LIKE_PATH, Taker, short, words
from scaffold.plan.markdown.waves.words import EFFORTS, STATUS, WAVES, read_size
from scaffold.source import Text

_LONG: Final = 1000
"""Characters of a line that are read."""


class Fact(NamedTuple):
    """One thing that a piece says. `kind` is an attribute of `labels`, ``id``, or empty for what no plan needs."""

    kind: str
    value: Text


class Split(NamedTuple):
    """A line without its number. `unread` are the pieces beside facts that are none themselves."""

    name: Text
    facts: tuple[Fact, ...]
    unread: tuple[Text, ...]


_GROUP = re.compile(r"[(\[{]([^()\[\]{}]{1,300})[)\]}]")
_SEPARATOR = re.compile(
    r"\s+[–—-]{1,3}\s+|\s*—\s*|[,;]\s+|\s*\|\s*|\s+[·•/]\s+"  # noqa: RUF001 - dashes of all lengths
    r"|[.:]\s+(?=(?:depends?|implements?|lines|needs|requires|blocked|after|branch|paths?|waits?|about|approx\w*|around"
    r"|roughly|estimated|no\s+dep\w*|no\s+prereq\w*|builds\s+(?:up)?on)\b|[~≈]\s*\d)",
    re.IGNORECASE,
)
_INNER = re.compile(
    r"\s*(?:,(?!\d{3})|[;|·•])\s*|\s+[–—/-]\s+|\s+(?:and|&)\s+(?=(?:implements?|depends?|requires?|needs)\b)"  # noqa: RUF001
)
_EDGE: Final = " \t:.–—-,;|·•→←*_~`─"  # noqa: RUF001 - dashes of all lengths

_DEPENDS = re.compile(
    r"(?:which\s+|that\s+|it\s+)?(?:depends?(?:\s+(?:up)?on)?|dependent\s+on|deps?|dependenc(?:y|ies)|blocked\s+(?:by|on)|waits?\s+(?:for|on)"
    r"|waiting\s+(?:for|on)|builds?\s+(?:up)?on|prereq(?:uisite)?s?|starts?\s+after)\b\s*[:=]?\s*|[←⇐]\s*|<-+\s*",
    re.IGNORECASE,
)
_AFTER = re.compile(r"(?:after|requires?|needs|follows|following|once|uses|using)\b\s*[:=]?\s*", re.IGNORECASE)
"""Words that say the same of an effort's number, and much else of other words."""
_NO_DEPENDS = re.compile(
    r"must\s+be\s+first|foundation\s+first|no\s+(?:dep\w*|prereq\w*|blockers?)|(?:can\s+)?starts?\s+immediately"
    r"|dependency[- ]free",
    re.IGNORECASE,
)
_BLOCKS = re.compile(r"(?:un)?blocks\b\s*[:=]?\s*|(?:needed|required)\s+by\b\s*", re.IGNORECASE)
_BESIDE = re.compile(
    r"(?:(?:runs?\s+)?(?:in\s+)?parallel\s+(?:with|to)|alongside|beside|concurrent(?:ly)?\s+with)\s+", re.IGNORECASE
)
_IMPLEMENTS = re.compile(
    r"(?:which\s+|that\s+|it\s+)?(?:implement(?:s|ing|ed)?|impl)\b\.?\s*[:=]?\s*(?:(?:the|both)\s+)?", re.IGNORECASE
)
_CALLED_INTERFACE = re.compile(r"\s+(?:interfaces?|contracts?)\Z", re.IGNORECASE)
_DELIVERS = re.compile(r"delivers?\b\s*[:=]?\s*", re.IGNORECASE)
_BRANCH = re.compile(r"(?:on\s+)?branch\b\s*[:=]?\s*(?=\S+$)", re.IGNORECASE)
_PATHS = re.compile(r"(?:in|files?|paths?|dirs?|director(?:y|ies)|touches|owns|under)\b\s*[:=]?\s*", re.IGNORECASE)
_OWNER = re.compile(r"(?:owner|owned\s+by|assignee|assigned\s+to|assigned|by)\b\s*[:=]?\s*(?=@|\w)", re.IGNORECASE)
_WITHIN = re.compile(
    r".*?\b(?:depends?\s+(?:up)?on|dependent\s+on|after|requires?|needs|follows|following|blocked\s+by|once|waits\s+for)\s+",
    re.IGNORECASE,
)
_SAYS_LITTLE = re.compile(
    r"(?:can\s+(?:be\s+|run\s+)?)?(?:in\s+)?parallel\b[^()]*|parallelizable"
    r"|sequential|independent(?:ly)?|max:?\s*\d+|P|critical(?: path)?",
    re.IGNORECASE,
)
_LABEL = re.compile(r"([A-Za-z][A-Za-z /]{0,30}?)\s*(?:[:=]\s*|\s[–—-]\s+)(?=\S)")  # noqa: RUF001
_TILDE = re.compile(r"(?:~|≈|≤|<=?|about\s+|approx\.?\s+|est\.?\s+|circa\s+|ca\.\s+)\s*\d[\d,.]*\s*k?", re.IGNORECASE)
_SIZED = re.compile(r"\d[\d,.]*\s*k?\s*\+?\s*(?:L|ln|LOCs?|SLOC)", re.IGNORECASE)
_SIZE_WORDS = re.compile(
    r"(?:lines?|of|go|code|s?loc|about|approx\w*|around|est\w*|under|up|to|max\w*|at|most|less|than|each|total|in|roughly|ca|circa|budget|target|size|expected|k|tests?|incl\w*|with|including)\Z",
    re.IGNORECASE,
)
_INTERFACE = r"(?:[a-z]\w*\.)?[A-Z]\w*(?:\.\w+)?"
_INTERFACES = re.compile(rf"(?:(?:and|&)\s+)?{_INTERFACE}(?:\s+(?:and|&)\s+{_INTERFACE})*\Z")
_IDENTIFIER = re.compile(r"(?:(?:and|&)\s+)?[A-Za-z_]\w*(?:\.\w+)*\Z")
_TOKEN = re.compile(
    r"(?:(?:and|&)\s+)?[\w./-]*\d[\w./-]*\Z|(?:(?:and|&)\s+)?[a-z0-9]+(?:[-_][a-z0-9]+)+\Z", re.IGNORECASE
)
_NOTHING = re.compile(r"(?:none|nothing|n/a|no(?:ne)?)\b", re.IGNORECASE)
_TAIL = re.compile(
    r"\s+(?=[~≈]?\d[\d,]*\s*(?:-\s*\d[\d,]*\s*)?(?i:lines?|s?loc)\b)|\s+(?=implements\s+[A-Z`])"
    r"|\s+(?=depends\s+(?:up)?on\s+\S*\d)|\s+(?=[←⇐]|<-)|\s+(?=@[\w/-]+$)"
    r"|\s+(?=(?:in|under)\s+[\w.-]+/[\w./*-]*(?:[,;\s]|$))",
)
"""Where a fact begins behind a name without any separator."""


def split_facts(text: Text) -> Split:
    """The name and the facts of what stands behind a number, marks taken off."""
    text = text.part(0, min(len(text.value), _LONG))
    facts: list[Fact] = []
    unread: list[Text] = []
    groups: list[tuple[int, int]] = []
    for group in _GROUP.finditer(text.value):
        inside = _read_pieces(text, _pieces(text, *group.span(1), _INNER), True)
        if inside.facts:
            facts += inside.facts
            unread += inside.unread
            groups.append(group.span())
    blanked = list(text.value)
    for start, end in groups:
        blanked[start:end] = " " * (end - start)
    rest = Text(text.source, "".join(blanked), lambda: text.segments)
    segments = [span for span in _pieces(rest, 0, len(rest.value), _SEPARATOR) if rest.value[slice(*span)].strip(_EDGE)]
    first = next((at for at, span in enumerate(segments) if _read_fact(_trimmed(rest, *span), False)), len(segments))
    end = segments[first - 1][1] if first else 0
    for tail in _TAIL.finditer(rest.value, 0, end):
        if not rest.value[: tail.start()].strip(_EDGE):
            continue
        pieces = [part for span in segments if span[1] > tail.end() for part in _parted(rest, span, tail.end())]
        within = _read_pieces(rest, pieces, False)
        if within.facts and not within.unread:
            return Split(_name(text, groups, tail.start()), (*facts, *within.facts), tuple(unread))
    behind = _read_pieces(rest, segments[first:], False)
    return Split(_name(text, groups, end), (*facts, *behind.facts), (*unread, *behind.unread))


def _parted(text: Text, span: tuple[int, int], start: int) -> list[tuple[int, int]]:
    """A segment, from `start` on, cut where facts follow each other without a separator."""
    return _pieces(text, max(span[0], start), span[1], _TAIL)


def read_fact(text: Text) -> Fact | None:
    """The fact that all of a line is; None for any other line."""
    return _read_fact(_trimmed(text, 0, min(len(text.value), _LONG)), True)


def _name(text: Text, groups: list[tuple[int, int]], end: int) -> Text:
    """What is left of a text up to `end` without its groups of facts."""
    pieces: list[tuple[int, int]] = []
    at = 0
    for start, stop in groups:
        if start >= end:
            break
        pieces.append((at, start))
        at = stop
    pieces.append((at, max(end, at)))
    # The blank before a group that goes would stand there twice.
    kept = [(a, a + len(text.value[a:b].rstrip())) if b < end else (a, b) for a, b in pieces]
    name = cut(text, kept) if len(kept) > 1 else text.part(*kept[0])
    name = _trimmed(name, 0, len(name.value))
    whole = re.fullmatch(r"\(([^()]*)\)", name.value)
    return name.part(*whole.span(1)) if whole else name


def _trimmed(text: Text, start: int, end: int) -> Text:
    """A stretch without white space, dashes and the like around it."""
    piece = text.value[start:end]
    left = len(piece) - len(piece.lstrip(" \t\n:–—-,;|·•→*_~`─" if not _TILDE.match(piece.strip()) else " \t\n:-,;|"))  # noqa: RUF001
    right = len(piece.rstrip(" \t\n:–—-,;|·•→*_`─."))  # noqa: RUF001 - dashes of all lengths
    # A path may end in stars.
    if re.search(r"/\**\Z", piece.rstrip(" \t\n,;.")):
        right = len(piece.rstrip(" \t\n,;."))
    return strip(text.part(start + left, start + max(left, right)))


def _pieces(text: Text, start: int, end: int, separator: re.Pattern[str]) -> list[tuple[int, int]]:
    found = []
    at = start
    for match in separator.finditer(text.value, start, end):
        found.append((at, match.start()))
        at = match.end()
    return [*found, (at, end)]


def _read_pieces(text: Text, pieces: list[tuple[int, int]], group: bool) -> Split:
    """The facts of some pieces: one that only goes on with a list extends the fact before it."""
    facts: list[Fact] = []
    unread: list[Text] = []
    starts: list[int] = []
    for start, end in pieces:
        piece = _trimmed(text, start, end)
        if not piece.value:
            continue
        if facts and starts and _goes_on(facts[-1].kind, piece.value):
            facts[-1] = Fact(facts[-1].kind, strip(text.part(starts[-1], end)))
            continue
        fact = _read_fact(piece, group)
        if fact is None:
            unread.append(piece)
            continue
        facts.append(fact)
        offset = text.value.find(fact.value.value, start, end)
        starts.append(offset if offset >= 0 else start)
    return Split(text.part(0, 0), tuple(facts), tuple(unread))


def _goes_on(kind: str, value: str) -> bool:
    """Whether a piece goes on with the list that a fact of this kind holds."""
    if kind in ("depends", "blocks", "parallel"):
        return _refers(value) or (_TOKEN.match(value) is not None and read_size(value, unit=True) is None)
    if kind == "implements":
        return _INTERFACES.match(value) is not None and not _refers(value)
    if kind == "delivers":
        return _IDENTIFIER.match(value) is not None and not _refers(value)
    return kind == "paths" and LOOKS_LIKE_PATH.match(value) is not None


def _refers(value: str) -> bool:
    """Whether a text begins with a reference to a wave or an effort."""
    bare = re.sub(r"\A(?:and|&|the)\s+", "", value, flags=re.IGNORECASE)
    return WAVES.match(bare) is not None or EFFORTS.match(bare) is not None


def _read_fact(piece: Text, group: bool) -> Fact | None:
    """The fact that a piece is. `group`: the piece stands in brackets, or is a line of its own."""
    value = piece.value
    if not value:
        return None
    return _of_label(piece) or _of_words(piece, group) or _of_shape(piece, group)


def _of_label(piece: Text) -> Fact | None:
    """``lines: 200``, ``deps = none``."""
    label = _LABEL.match(piece.value)
    attribute = ATTRIBUTES.get(words(label[1]), "") if label is not None else ""
    return Fact(attribute, piece.part(label.end(), len(piece.value))) if label is not None and attribute else None


def _of_words(piece: Text, group: bool) -> Fact | None:
    """``depends on E1.1``, ``implements Store``: a verb and its object."""
    value = piece.value
    rest = len(value)
    if _NO_DEPENDS.fullmatch(value):
        return Fact("depends", piece.part(rest, rest))
    if (verb := _DEPENDS.match(value)) and verb.end() < rest:
        return Fact("depends", piece.part(verb.end(), rest))
    if (verb := _AFTER.match(value)) and _is_reference(value[verb.end() :], group):
        return Fact("depends", piece.part(verb.end(), rest))
    if (verb := _BLOCKS.match(value)) and _is_reference(value[verb.end() :], group):
        return Fact("blocks", piece.part(verb.end(), rest))
    if (verb := _BESIDE.match(value)) and _is_reference(value[verb.end() :], group):
        return Fact("parallel", piece.part(verb.end(), rest))
    if group and (verb := _WITHIN.match(value)) and _refers(value[verb.end() :]):
        return Fact("depends", piece.part(verb.end(), rest))
    called = _CALLED_INTERFACE.search(value)
    if (verb := _IMPLEMENTS.match(value)) and _INTERFACES.match(
        value[: called.start() if called else rest], verb.end()
    ):
        return Fact("implements", piece.part(verb.end(), called.start() if called else rest))
    if (verb := _DELIVERS.match(value)) and _IDENTIFIER.match(value, verb.end()):
        return Fact("delivers", piece.part(verb.end(), rest))
    if verb := _BRANCH.match(value):
        return Fact("branch", piece.part(verb.end(), rest))
    if (verb := _PATHS.match(value)) and LOOKS_LIKE_PATH.match(value, verb.end()):
        return Fact("paths", piece.part(verb.end(), rest))
    if group and (verb := _OWNER.match(value)):
        return Fact("owner", piece.part(verb.end(), rest))
    return None


def _is_reference(value: str, group: bool) -> bool:
    return _refers(value) or (group and (_TOKEN.match(value) is not None or _NOTHING.match(value) is not None))


def _of_shape(piece: Text, group: bool) -> Fact | None:
    """What is known by its look: a size, a path, a number, an owner's handle."""
    value = piece.value
    if _is_size(value) or (group and (_TILDE.fullmatch(value) or _SIZED.fullmatch(value))):
        return Fact("lines", piece)
    if LOOKS_LIKE_PATH.match(value) and "/" in value and not value.startswith("@"):
        return Fact("paths", piece)
    if re.fullmatch(r"@[\w./-]+", value):
        return Fact("owner", piece)
    if not group:
        return Fact("", piece) if STATUS.fullmatch(value) else None
    if (wave := WAVES.fullmatch(value)) is not None and not wave["phase"]:
        return Fact("wave", piece)
    if EFFORTS.fullmatch(value):
        return Fact("id", piece)
    return Fact("", piece) if _SAYS_LITTLE.fullmatch(value) or STATUS.fullmatch(value) else None


def _is_size(value: str) -> bool:
    """Whether a piece is about lines of code and nothing else."""
    size = read_size(value, unit=True)
    if size is None:
        return False
    return all(_SIZE_WORDS.match(word) for word in re.findall(r"[A-Za-z]+", value))


def give_facts(taker: Taker, target: WaveMention | EffortMention, split: Split, rank: int, phase: str) -> None:
    """Give `target` the facts of its line; what cannot be used is reported."""
    for fact in split.facts:
        if fact.kind and not taker.take(target, fact.kind, fact.value, rank, phase):
            taker.found.leave("fact", f"“{short(fact.value)}” has no place here: left out", fact.value.span())
    for piece in split.unread:
        verb = _AFTER.match(piece.value)
        if verb is not None and verb.end() < len(piece.value):
            # An effort may be called by its name: the resolver says whether there is one.
            taker.take(target, "depends", piece.part(verb.end(), len(piece.value)), rank, phase)
            continue
        taker.found.leave("fact", f"“{short(piece)}” says nothing that a plan has: left out", piece.span())
