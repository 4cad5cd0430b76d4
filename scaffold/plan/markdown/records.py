"""Records of a document: decisions and risks below headings, in lists and in tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from scaffold.diagnostics import Report
from scaffold.markdown.blocks import Block, List, Paragraph, Table, walk
from scaffold.markdown.inline import plain, strip
from scaffold.node import Node, Sequence
from scaffold.plan.markdown.lists import Value, bare, entries, flow, prose, split, values
from scaffold.plan.markdown.nodes import composed, leaf, mapping, sequence
from scaffold.plan.markdown.outline import Part
from scaffold.plan.markdown.paragraphs import name_risk
from scaffold.source import Text

_DASH: Final = "[:.)\u2013\u2014-]"
_NUMBER: Final = re.compile(
    rf"^\W*(?:(?:decision|risk|adr)\s*[-#]?\s*(?:\d+\s*{_DASH}*|{_DASH}+)|[a-z]?\d+\s*{_DASH}+)\s*", re.IGNORECASE
)
_LABEL: Final = re.compile(r"(?P<mark>\*\*|__)(?P<label>[^*_\n]{1,40}?):?(?P=mark):?[ \t]+")
_ADR: Final = re.compile(r"^\W*ADR[\s#-]*\d+\b", re.IGNORECASE)


class Form(NamedTuple):
    """A kind of record: `keys` by label, `names` the columns of tables that name it, `body` the key of other text.

    `lists` are the keys whose nested items stay a list.
    """

    keys: Mapping[str, str]
    names: tuple[str, ...]
    body: str
    lists: tuple[str, ...] = ()


DECISION: Final = Form(
    {
        "choice": "choice",
        "chosen": "choice",
        "decision": "choice",
        "decision outcome": "choice",
        "outcome": "choice",
        "selected": "choice",
        "rationale": "rationale",
        "reason": "rationale",
        "reasons": "rationale",
        "reasoning": "rationale",
        "justification": "rationale",
        "why": "rationale",
        "alternatives considered": "alternatives",
        "alternatives": "alternatives",
        "considered options": "alternatives",
        "options considered": "alternatives",
        "impact on implementation": "impact",
        "impact": "impact",
        "risk": "risk",
        "risks": "risk",
        "mitigation": "mitigation",
        "mitigations": "mitigation",
    },
    ("decision", "name", "topic", "title", "area", "question"),
    "rationale",
    ("alternatives",),
)
RISK: Final = Form(
    {
        "probability": "probability",
        "likelihood": "probability",
        "impact": "impact",
        "severity": "impact",
        "description": "description",
        "details": "description",
        "mitigation": "mitigation",
        "mitigations": "mitigation",
        "mitigation strategy": "mitigation",
        "response": "mitigation",
        "contingency": "contingency",
        "contingency plan": "contingency",
        "fallback": "contingency",
    },
    ("risk", "name", "title", "threat", "issue", "description", "concern"),
    "description",
)


def label_key(label: Text) -> str:
    """A label's words in lower case, without marks."""
    return re.sub(r"\s+", " ", re.sub(r"[^a-z ]", " ", plain(label).value.lower())).strip()


class Fields:
    """The labels of one record: those of its form by key, all others in `more`."""

    def __init__(self, form: Form, report: Report) -> None:
        self._form = form
        self._report = report
        self._known: dict[str, Node] = {}
        self._more: dict[str, tuple[Text, Node]] = {}

    @property
    def is_known(self) -> bool:
        """Whether a label of the form is among them."""
        return bool(self._known)

    def add(self, label: Text, node: Node | None) -> None:
        """Take a label with what stands behind it. A second one of a kind is left out, with a note."""
        if node is None:
            return
        name = bare(plain(label))
        key = self._form.keys.get(label_key(label), "")
        if key and key not in self._known:
            self._known[key] = node
        elif not key and name.value and name.value not in self._more:
            self._more[name.value] = name, node
        else:
            message = f"{name.value} of this record is stated twice: the second one is left out"
            self._report.note("label-left-out", message, label.span())

    def add_values(self, found: list[Value]) -> None:
        """Take labelled lines and items."""
        for value in found:
            self.add(value.label, self._value(value))

    def _value(self, value: Value) -> Node | None:
        key = self._form.keys.get(label_key(value.label), "")
        if value.items and key in self._form.lists and not value.text.value:
            return sequence(leaf(item) for item in value.items)
        if value.items:
            text = "; ".join(part.value for part in (value.text, *value.items) if part.value)
            return composed(text, value.items[0].span())
        return leaf(value.text) if value.text.value else None

    def add_body(self, text: Text | None) -> None:
        """Take a text without a label."""
        if text is not None and text.value:
            self._known.setdefault(self._form.body, leaf(text))

    def node(self, name: Text) -> Node:
        """The record."""
        more = mapping(name.span(), self._more.values()) if self._more else None
        return mapping(name.span(), [("name", leaf(name)), *self._known.items(), ("more", more)])


def read_records(part: Part, form: Form, report: Report) -> Sequence | None:
    """Every record of a part: below headings, else in lists, and in tables."""
    found: list[Node] = []
    for inner in part.parts:
        if inner.role and inner.role != part.role:
            continue
        record = read_record(inner, form, report)
        if record is not None:
            inner.use()
            found.append(record)
        else:
            nested = read_records(inner, form, report)
            if nested is not None:
                inner.use()
                found += nested.items
    found += _of_lists(part, form, report)
    found += _of_tables(part, form, report)
    return sequence(found)


def read_record(part: Part, form: Form, report: Report) -> Node | None:
    """The record that a part is: its heading names it; labels or headings inside say the rest. None if it is none."""
    fields = Fields(form, report)
    fields.add_values(values(part.blocks))
    for inner in part.parts:
        if label_key(inner.text) in form.keys or is_decision_record(part):
            fields.add(inner.text, _text_of(inner, report))
            inner.use()
    is_numbered = re.match(r"^\W*(?:decision|risk|adr)\b[\s#-]*\d+", part.title, re.IGNORECASE) is not None
    if not fields.is_known and not (is_numbered and prose(part.blocks)):
        return None
    if not fields.is_known:
        fields.add_body(prose(part.blocks))
    return fields.node(record_name(part))


def is_decision_record(part: Part) -> bool:
    """Whether a heading is that of an architecture decision record, such as ``ADR-001: Title``."""
    return _ADR.match(part.title) is not None


def record_name(part: Part) -> Text:
    """A heading without its ``Decision 1:``."""
    return _without_number(part.text)


def _without_number(text: Text) -> Text:
    match = _NUMBER.match(text.value)
    end = match.end() if match else 0
    return strip(text.part(end if end < len(text.value) else 0, len(text.value)))


def _text_of(part: Part, report: Report) -> Node | None:
    """The paragraphs and lists of a part, with those of headings inside. Tables are left out, with a note."""
    texts = [text for inner in part.walk() if (text := prose(inner.blocks)) is not None]
    for inner in part.walk():
        inner.use()
        for block in inner.blocks:
            if isinstance(block, Table):
                report.note("label-left-out", "a table inside a record is left out", block.header[0].span())
    if len(texts) == 1:
        return leaf(texts[0])
    return composed("\n\n".join(text.value for text in texts), part.span) if texts else None


def _of_lists(part: Part, form: Form, report: Report) -> Iterator[Node]:
    for block in part.blocks:
        if not isinstance(block, List):
            continue
        for item, entry in zip(_leading(block), entries([block]), strict=True):
            fields = Fields(form, report)
            labels = entry.labels
            if labels and label_key(labels[0].label) in form.keys:
                # A list of labels is one record, which a heading would have named.
                continue
            name, rest = (entry.head, entry.rest) if entry.head is not None else split(entry.rest)
            body, inline = split_labels(rest)
            if form is RISK and body is not None and body.value and label_key(name) in ("risk", "risks"):
                name, body = name_risk(body)
            fields.add_body(body)
            for name_of_label, value in inline:
                fields.add(name_of_label, leaf(value) if value.value else None)
            for label in labels[1:] if entry.head is not None else labels:
                fields.add(label.label, leaf(flow(label.value)))
            nested: list[Block] = [inner for inner in item if isinstance(inner, List)]
            fields.add_values(values(nested))
            _add_plain_labels(fields, nested, form)
            if bare(name).value:
                yield fields.node(_without_number(bare(name)))


def _add_plain_labels(fields: Fields, nested: Iterable[Block], form: Form) -> None:
    """Take items ``Mitigation: …`` without marks. Several of one label are one text."""
    found: dict[str, tuple[Text, list[Text]]] = {}
    for entry in entries(list(nested)):
        label, value = split(entry.rest) if entry.head is None else (entry.rest, None)
        if value is not None and value.value and label_key(label) in form.keys:
            found.setdefault(form.keys[label_key(label)], (label, []))[1].append(value)
    for label, texts in found.values():
        whole = "\n".join(text.value for text in texts)
        fields.add(label, leaf(texts[0]) if len(texts) == 1 else composed(whole, texts[0].span()))


def split_labels(text: Text | None) -> tuple[Text | None, list[tuple[Text, Text]]]:
    """A text up to its first ``**Label**:``, and each label with the text up to the next one."""
    if text is None:
        return None, []
    marks = list(_LABEL.finditer(text.value))
    if not marks:
        return text, []
    ends = [mark.start() for mark in marks[1:]] + [len(text.value)]
    found = [
        (text.part(*mark.span("label")), strip(text.part(mark.end(), end)))
        for mark, end in zip(marks, ends, strict=True)
    ]
    return strip(text.part(0, marks[0].start())), found


def _leading(block: List) -> Iterator[tuple[object, ...]]:
    """The blocks of each item that begins with text."""
    for item in block.items:
        if item.blocks and isinstance(item.blocks[0], Paragraph):
            yield tuple(item.blocks)


def _of_tables(part: Part, form: Form, report: Report) -> Iterator[Node]:
    for block in walk(tuple(part.blocks)):
        if not isinstance(block, Table):
            continue
        columns = [label_key(cell) for cell in block.header]
        name_at = next((columns.index(name) for name in form.names if name in columns), None)
        if name_at is None:
            continue
        for row in block.rows:
            fields = Fields(form, report)
            for at, (header, cell) in enumerate(zip(block.header, row, strict=True)):
                is_number = columns[at] in ("", "id", "no", "nr")
                if at != name_at and cell.value.strip() and not is_number:
                    fields.add(header, leaf(flow(cell)))
            if bare(row[name_at]).value:
                yield fields.node(bare(row[name_at]))
