"""Risks, terms and revisions where they stand in prose: in paragraphs and in the lines of lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from scaffold.diagnostics import Report
from scaffold.markdown.blocks import Paragraph
from scaffold.markdown.inline import labels, plain, strip
from scaffold.node import Node
from scaffold.plan.markdown.lists import bare, entries, flow
from scaffold.plan.markdown.nodes import composed, leaf, mapping
from scaffold.plan.markdown.outline import Part
from scaffold.source import Text

_LEAD: Final = re.compile(
    r"(?:(\*\*|__)(?P<bold>[^*_\n]{3,120}?)[.:]?\1[.:]?\s+|(?P<label>Risks?|Mitigations?)\s*:\s+)"
)
_MITIGATION: Final = re.compile(
    r"(?:to mitigate|mitigat|(?:this|we|it) (?:can|could|will|would)? ?(?:be )?mitigate)", re.I
)
_INLINE_MITIGATION: Final = re.compile(r"(?<=[.!?;])\s+(?:\*\*)?Mitigations?(?:\*\*)?:(?:\*\*)?\s+")
_SENTENCE_END: Final = re.compile(r"[.!?](?=\s|$)(?<!e\.g\.)(?<!i\.e\.)")
_LONGEST_NAME: Final = 160
"""Characters of a sentence that names a risk."""
_TERM: Final = re.compile(r"(?P<term>[A-Z][\w /()-]{0,50}?)\s*:\s+(?=\S)")
_DASHED: Final = re.compile(r"(?P<term>[^\s:.][^:.\n]{0,60}?)\s+[-–—]\s+(?=\S)")  # noqa: RUF001 - dashes of all lengths
_DATE: Final = (
    r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|\d{4}-\d{2}"
    r"|(?:\d{1,2}\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(?:\d{1,2}(?:st|nd|rd|th)?,?\s+)?\d{4}"
)
_REVISION: Final = re.compile(
    rf"\W{{0,3}}(?:v?(?P<version>\d+(?:\.\d+)+)\s*(?:[-:–—,(]\s*)+)?(?P<date>{_DATE})\W*\s(?P<changes>\S.*)",  # noqa: RUF001
    re.IGNORECASE | re.DOTALL,
)


def read_risks(part: Part) -> Iterator[Node]:
    """A risk a paragraph, called by its bold words or its first sentence; what mitigates it may follow."""
    name: Text | None = None
    description: Text | None = None
    mitigation: list[Text] = []
    for block in part.blocks:
        if not isinstance(block, Paragraph):
            continue
        for text, says_mitigation in _statements(block.text):
            if says_mitigation and name is not None:
                mitigation.append(text)
                continue
            if name is not None:
                yield _risk(name, description, mitigation)
            name, description = name_risk(text)
            mitigation = []
    if name is not None:
        yield _risk(name, description, mitigation)


def _risk(name: Text, description: Text | None, mitigation: list[Text]) -> Node:
    how = leaf(mitigation[0]) if len(mitigation) == 1 else None
    if len(mitigation) > 1:
        how = composed("\n\n".join(text.value for text in mitigation), mitigation[0].span())
    said = leaf(description) if description is not None and description.value else None
    return mapping(name.span(), [("name", leaf(name)), ("description", said), ("mitigation", how)])


def _statements(text: Text) -> Iterator[tuple[Text, bool]]:
    """A paragraph, or its labelled pieces ``**Risk**: …`` and ``**Mitigation**: …``; whether each is a mitigation."""
    before, found = labels(text)
    pairs = [(plain(label.label).value.strip().lower(), label.value) for label in found]
    if not pairs or not all(label.rstrip("s") in ("risk", "mitigation") for label, _ in pairs):
        inline = _INLINE_MITIGATION.search(text.value)
        if inline is not None and not pairs:
            yield flow(text.part(0, inline.start())), False
            yield flow(text.part(inline.end(), len(text.value))), True
            return
        lead = _LEAD.match(text.value)
        word = (lead["label"] or "").lower() if lead is not None else ""
        rest = text.part(lead.end(), len(text.value)) if lead is not None and word else text
        yield flow(rest), word.startswith("mitigation") or (not word and _MITIGATION.match(text.value) is not None)
        return
    if before.value:
        yield flow(before), False
    for label, value in pairs:
        if value.value:
            yield flow(value), label.startswith("mitigation")


def name_risk(text: Text) -> tuple[Text, Text | None]:
    """What a risk is called, and what is said of it."""
    lead = _LEAD.match(text.value)
    if lead is not None and lead["bold"]:
        return bare(text.part(*lead.span("bold"))), strip(text.part(lead.end(), len(text.value)))
    end = _SENTENCE_END.search(text.value)
    if end is None or end.start() > _LONGEST_NAME:
        text = text.part(0, len(text.value.rstrip(" \\")))
        cut = text.value.rfind(" ", 0, 60) if len(text.value) > _LONGEST_NAME else len(text.value)
        name = bare(text.part(0, cut))
        return name, text if cut < len(text.value) else None
    return bare(text.part(0, end.start())), strip(text.part(end.end(), len(text.value)))


def read_terms(part: Part) -> Iterator[tuple[Text, Text]]:
    """Terms with what they mean: ``**Term**: …`` and ``Term: …`` in paragraphs, ``Term - …`` in lists."""
    for block in part.blocks:
        if isinstance(block, Paragraph):
            yield from _terms_of(block.text)
    for entry in entries(part.blocks):
        found = _DASHED.match(entry.rest.value) if entry.head is None else None
        if found is not None:
            yield bare(entry.rest.part(*found.span("term"))), strip(entry.rest.part(found.end(), len(entry.rest.value)))


def _terms_of(text: Text) -> Iterator[tuple[Text, Text]]:
    _, found = labels(text)
    for label in found:
        if label.value.value:
            yield bare(label.label), flow(label.value)
    term = _TERM.match(text.value) if not found else None
    if term is not None and len(term["term"].split()) <= 5:
        yield bare(text.part(*term.span("term"))), flow(text.part(term.end(), len(text.value)))


def read_revisions(part: Part, report: Report) -> Iterator[Node]:
    """The lines of a list that begin with a date: ``- 2024-05-01: Initial draft``."""
    listed = [(entry, flow(entry.rest)) for entry in entries(part.blocks)]
    texts = [(entry, text if entry.head is None else _joined(entry.head, text)) for entry, text in listed]
    found = [_REVISION.match(text.value) for _, text in texts]
    if not any(found):
        return
    for (entry, text), match in zip(texts, found, strict=True):
        if match is None or entry.done is False:
            report.note(
                "label-left-out", "this line of the history has no date, or is still to be: left out", text.span()
            )
            continue
        keys = [key for key in ("version", "date", "changes") if match[key]]
        yield mapping(text.span(), [(key, leaf(strip(text.part(*match.span(key))))) for key in keys])


def _joined(head: Text, rest: Text) -> Text:
    from scaffold.source import joined

    return joined([head, ": ", rest]) if rest.value else head
