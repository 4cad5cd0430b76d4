"""Reads a line that is about one effort, in whatever shape: ``- **E1.2** Storage (200 lines, after E1.1)``."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from scaffold.markdown.inline import plain, strip
from scaffold.plan.markdown.waves.facts import Fact, Split, read_fact, split_facts
from scaffold.plan.markdown.waves.labels import ATTRIBUTES, words
from scaffold.plan.markdown.waves.words import Title, read_code, read_title
from scaffold.source import Text

_MARKED = re.compile(r"\s*(?:\*\*|__|`|\[)(?=\S)(?P<words>.{1,200}?)(?:\*\*|__|`|\](?!\())")
_COLON = re.compile(r"\s*[:：]?\s*(?:[–—-]\s+)?")  # noqa: RUF001 - dashes of all lengths
_SENTENCE: Final = frozenset(
    [
        *("is", "are", "was", "were", "must", "should", "will", "would", "can", "cannot", "may", "has", "have", "had"),
        *("does", "and", "or", "but", "starts", "begins", "ends", "runs", "depends", "blocks", "to", "of", "merges"),
    ]
)
"""What follows an effort's number in a sentence about it."""
_NO_NAME: Final = frozenset(
    [
        *("total", "goal", "goals", "objective", "objectives", "benefit", "benefits", "rationale", "note", "notes"),
        *("rule", "rules", "risk", "risks", "duration", "estimated duration", "timeline", "milestone", "outcome"),
        *("success criteria", "exit criteria", "entry criteria", "acceptance criteria", "definition of done", "result"),
        *("status", "owner", "purpose", "description", "summary", "why", "what", "must", "should", "budget", "limit"),
        *("each", "each effort", "every effort", "all", "all efforts", "sum", "wave size", "wave total", "total size"),
    ]
)
"""Labels of a wave that are no efforts, whatever number of lines stands behind them."""
_OF_EFFORTS: Final = frozenset(["id", "lines", "implements", "branch", "paths", "depends", "delivers"])
_LONGEST_NAME: Final = 14
"""Words of a name of an effort that has no number."""


class EffortLine(NamedTuple):
    """What a line says of an effort. `title` is None for one that is known by its name alone."""

    title: Title | None
    name: Text
    split: Split


def read_effort_line(text: Text, in_wave: bool) -> EffortLine | None:
    """The effort that a line is about. `in_wave`: the line stands below a wave, where more is one."""
    bare = strip(plain(text))
    if "\n" in bare.value:
        bare = _one_line(bare)
    marked = _MARKED.match(text.value)
    lead = len(plain(text.part(*marked.span("words"))).value.strip()) if marked is not None else 0
    if marked is not None and text.value[marked.start("words") - 1] == "[":
        lead += 2
    title = read_title(bare.value, bare=in_wave)
    if title is None and in_wave:
        title = read_code(bare.value, lead)
    if title is None:
        return _named(bare, lead, marked is not None) if in_wave else None
    if title.kind == "wave":
        return None
    split = split_facts(bare.part(title.name, len(bare.value)))
    if not title.separated and _is_sentence(bare.value[title.name :], split):
        return None
    if not split.name.value and split.unread and not _is_number(split.unread[0]):
        # `E1.1 (Contracts, 200 lines)`: the name stands in the brackets.
        split = split._replace(name=split.unread[0], unread=split.unread[1:])
    return EffortLine(title, split.name, _without_id(split))


def _is_number(text: Text) -> bool:
    return re.fullmatch(r"[\W\d]*", text.value) is not None


def read_bare_name(text: Text) -> EffortLine | None:
    """A line that is an effort's name and nothing else; None for a label, a fact or a sentence."""
    bare = strip(plain(text))
    split = split_facts(_one_line(bare) if "\n" in bare.value else bare)
    known = words(split.name.value)
    prose = re.search(r"[.!?]\s*\Z|[.!?:]\s", split.name.value)
    if not known or known in ATTRIBUTES or known in _NO_NAME or prose or len(known.split()) > _LONGEST_NAME:
        return None
    return EffortLine(None, split.name, _without_id(split)) if read_fact(bare) is None else None


def _one_line(text: Text) -> Text:
    from scaffold.plan.markdown.lists import flow

    return flow(text)


def _is_sentence(rest: str, split: Split) -> bool:
    """Whether what follows a number goes on as a sentence; ``E1.2 depends on E1.1`` says a fact and nothing else."""
    first = re.match(r"[\s,]*([a-z]+)\b", rest)
    if first is None or first[1] not in _SENTENCE:
        return False
    return bool(split.name.value) or not split.facts


def _without_id(split: Split) -> Split:
    """A second id is no fact of an effort that has one."""
    others = tuple(fact for fact in split.facts if fact.kind != "id")
    again = tuple(fact.value for fact in split.facts if fact.kind == "id")
    return split._replace(facts=others, unread=(*split.unread, *again))


def _named(bare: Text, lead: int, marked: bool) -> EffortLine | None:
    """``**contracts** (E1.1.1, 200 lines)``, ``API contracts (200 lines)``: the name first, and facts that tell it."""
    if marked and 0 < lead < len(bare.value):
        colon = _COLON.match(bare.value, lead)
        split = split_facts(bare.part(colon.end() if colon else lead, len(bare.value)))
        label = bare.part(0, lead)
        inner = split_facts(label)
        name = inner.name
        split = split._replace(facts=(*inner.facts, *split.facts), name=name)
    else:
        split = split_facts(bare)
        name = split.name
    known = words(name.value)
    if not known or known in ATTRIBUTES or known in _NO_NAME or len(name.value.split()) > _LONGEST_NAME:
        return None
    if not any(fact.kind in _OF_EFFORTS for fact in split.facts) or read_fact(bare) is not None:
        return None
    ids = [fact for fact in split.facts if fact.kind == "id"]
    title = read_title(ids[0].value.value, bare=True) if ids else None
    facts: tuple[Fact, ...] = tuple(fact for fact in split.facts if not ids or fact is not ids[0])
    return EffortLine(title, name, _without_id(split._replace(facts=facts)))
