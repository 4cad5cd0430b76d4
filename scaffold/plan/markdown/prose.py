"""The prose parts of the blank form: each becomes the node that stands under its key in plan.yaml."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from scaffold.diagnostics import Report
from scaffold.markdown.blocks import Table, walk
from scaffold.markdown.inline import plain, strip
from scaffold.node import Entry, Node, Scalar
from scaffold.plan.markdown.lists import Value, bare, entries, flow, prose, split, values
from scaffold.plan.markdown.nodes import composed, leaf, mapping, number, sequence
from scaffold.plan.markdown.outline import Part, words
from scaffold.source import Span, Text

_PHASE: Final = {
    "phase number": "number",
    "number": "number",
    "phase": "number",
    "phase name": "name",
    "name": "name",
    "created by": "created_by",
    "author": "created_by",
    "created after": "created_after",
    "date": "date",
    "created": "date",
    "mission": "mission",
    "phase mission": "mission",
    "alignment": "alignment",
}
_DECISION: Final = {
    "choice": "choice",
    "decision": "choice",
    "rationale": "rationale",
    "reason": "rationale",
    "alternatives considered": "alternatives",
    "alternatives": "alternatives",
    "impact on implementation": "impact",
    "impact": "impact",
    "risk": "risk",
    "risks": "risk",
    "mitigation": "mitigation",
}
_RISK: Final = {
    "probability": "probability",
    "likelihood": "probability",
    "impact": "impact",
    "description": "description",
    "mitigation": "mitigation",
    "contingency": "contingency",
    "contingency plan": "contingency",
}
_NUMBERED: Final = re.compile(r"^\W*(?:decision|risk|adr)\s*[-#]?\s*\d*\s*[:.)–—-]*\s*", re.IGNORECASE)  # noqa: RUF001
_LINK: Final = re.compile(r"(?<!!)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?([^()\s<>]*)>?(?:\s+\"[^\"]*\")?\s*\)")
_WAVE: Final = re.compile(r"\s*\(\s*wave\s+(\d+)\s*\)\s*$", re.IGNORECASE)


def _key(label: Text) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[^a-z ]", " ", plain(label).value.lower())).strip()


def _record(found: list[Value], keys: dict[str, str], report: Report, lists: tuple[str, ...] = ()) -> dict[str, Node]:
    """Labels as entries of a record; one that means nothing there is told."""
    entries_of: dict[str, Node] = {}
    for value in found:
        key = keys.get(_key(value.label))
        if key is None or key in entries_of:
            why = "is no part of it" if key is None else "stands there already"
            report.note("label-left-out", f"{plain(value.label).value.strip()} {why}: left out", value.label.span())
        elif value.items and key in lists and not value.text.value:
            listed = sequence(leaf(item) for item in value.items)
            assert listed is not None
            entries_of[key] = listed
        elif value.items:
            text = "; ".join(part.value for part in (value.text, *value.items) if part.value)
            entries_of[key] = composed(text, value.items[0].span())
        elif value.text.value:
            entries_of[key] = leaf(value.text)
    return entries_of


def _phase(part: Part, report: Report) -> Node | None:
    found = _record(values(part.blocks), _PHASE, report)
    for inner in part.walk():
        if inner.role in ("alignment", "mission"):
            text = prose(inner.blocks)
            if text is not None:
                inner.use()
                found[inner.role] = leaf(text)
    return mapping(part.span, found.items()) if found else None


def _lessons(part: Part, report: Report) -> Node | None:
    found: list[Node] = []
    for entry in entries(part.blocks):
        record = {_key(each.label): leaf(flow(each.value)) for each in entry.labels}
        pair = {key: record[key] for key in ("learning", "adjustment") if key in record}
        if not pair and entry.rest.value:
            pair = {"learning": leaf(entry.rest)}
        if pair:
            found.append(mapping(entry.rest.span(), pair.items()))
    listed = sequence(found)
    return None if listed is None else mapping(part.span, [("lessons", listed)])


def _debt(part: Part, report: Report) -> Node | None:
    found: list[Node] = []
    for entry in entries(part.blocks):
        head, rest = (entry.head, entry.rest) if entry.head is not None else split(entry.rest)
        done = composed("true", entry.rest.span(), True) if entry.done else None
        items = [("item", leaf(bare(head))), ("plan", leaf(rest) if rest else None), ("done", done)]
        found.append(mapping(entry.rest.span(), items))
    listed = sequence(found)
    return None if listed is None else mapping(part.span, [("debt", listed)])


def _name(part: Part) -> Text:
    """A heading without its ``Decision 1:``."""
    text = part.text
    found = _NUMBERED.match(text.value)
    return strip(text.part(found.end() if found else 0, len(text.value)))


def _records(keys: dict[str, str], lists: tuple[str, ...] = ()) -> Callable[[Part, Report], Node | None]:
    """A list of records, each under a heading of its own."""

    def read(part: Part, report: Report) -> Node | None:
        found: list[Node] = []
        for inner in part.parts:
            labelled = values(inner.blocks)
            if not any(_key(value.label) in keys for value in labelled):
                continue
            inner.use()
            record = _record(labelled, keys, report, lists)
            found.append(mapping(inner.span, [("name", leaf(_name(inner))), *record.items()]))
        return sequence(found)

    return read


def _features(part: Part, report: Report) -> Node | None:
    found: list[tuple[str | Text, Node | None]] = []
    for inner in part.walk():
        if inner.role in ("mvp", "enhanced", "nice_to_have"):
            listed = sequence(_feature_items(inner))
            if listed is not None:
                inner.use()
                found.append((inner.role, listed))
    return mapping(part.span, found) if found else None


def _feature_items(part: Part) -> Iterator[Node]:
    for entry in entries(part.blocks):
        name, why = (entry.head, entry.rest) if entry.head is not None else (entry.rest, None)
        text = why if why is not None and why.value else name
        wave = _WAVE.search(text.value)
        if wave is not None:
            left = strip(text.part(0, wave.start()))
            name, why = (name, left) if text is why else (left, why)
            at = text.part(*wave.span(1))
            yield mapping(name.span(), [("name", leaf(bare(name))), ("why", _some(why)), ("wave", number(at))])
        elif why is not None and why.value:
            yield mapping(name.span(), [("name", leaf(bare(name))), ("why", leaf(why))])
        else:
            yield leaf(bare(name))


def _some(text: Text | None) -> Node | None:
    return leaf(text) if text is not None and text.value else None


def _pairs(key: str) -> Callable[[Part, Report], Node | None]:
    """A list of ``**Name**: text`` as a mapping under one key of the specifications."""

    def read(part: Part, report: Report) -> Node | None:
        found = _named(part, report)
        return mapping(part.span, [(key, mapping(part.span, found))]) if found else None

    return read


def _named(part: Part, report: Report) -> list[tuple[str | Text, Node | None]]:
    found: list[tuple[str | Text, Node | None]] = []
    taken: set[str] = set()
    for entry in entries(part.blocks):
        head, rest = (entry.head, entry.rest) if entry.head is not None else split(entry.rest)
        if rest is None or not rest.value:
            report.note("label-left-out", "this item has no name and text: left out", entry.rest.span())
            continue
        name = bare(head)
        if name.value in taken:
            report.note("label-left-out", f"{name.value} stands there already: left out", name.span())
            continue
        taken.add(name.value)
        found.append((name, leaf(rest)))
    return found


def _glossary(part: Part, report: Report) -> Node | None:
    found = _named(part, report)
    return mapping(part.span, found) if found else None


def _success(part: Part, report: Report) -> Node | None:
    found: list[tuple[str | Text, Node | None]] = []
    for inner in part.walk():
        if inner.role in ("architecture", "implementation"):
            criteria: list[Node] = []
            for entry in entries(inner.blocks):
                text = entry.rest if entry.head is None else _whole(entry.head, entry.rest)
                done = composed("true", text.span(), True) if entry.done else None
                criteria.append(mapping(text.span(), [("text", leaf(text)), ("done", done)]) if done else leaf(text))
            if criteria:
                inner.use()
                found.append((inner.role, sequence(criteria)))
    return mapping(part.span, found) if found else None


def _whole(head: Text, rest: Text) -> Text:
    if not rest.value:
        return head
    return Text(
        head.source,
        f"{head.value}: {rest.value}",
        lambda: (*head.segments, *((len(head.value) + 2 + at, origin) for at, origin in rest.segments)),
    )


def _references(part: Part, report: Report) -> Node | None:
    found: list[Node] = []
    for entry in entries(part.blocks):
        text = entry.rest if entry.head is None else _whole(entry.head, entry.rest)
        link = _LINK.search(text.value)
        if link is not None:
            title, url = text.part(*link.span(1)), text.part(*link.span(2))
            found.append(mapping(text.span(), [("title", leaf(strip(title))), ("url", leaf(url))]))
        elif text.value:
            found.append(leaf(text))
    return sequence(found)


def _history(part: Part, report: Report) -> Node | None:
    found: list[Node] = []
    for block in walk(tuple(part.blocks)):
        if not isinstance(block, Table):
            continue
        keys = [words(plain(cell).value) for cell in block.header]
        for row in block.rows:
            cells: dict[str, Text] = {}
            for key, cell in zip(keys, row, strict=True):
                known = {"version": "version", "date": "date", "author": "author", "changes": "changes"}.get(key)
                known = known or ("changes" if "change" in key or "description" in key else None)
                if known is not None and cell.value:
                    cells.setdefault(known, cell)
            if cells:
                first = next(iter(cells.values()))
                found.append(mapping(first.span(), [(key, leaf(cell)) for key, cell in cells.items()]))
    return sequence(found)


_READERS: Final[dict[str, tuple[str, Callable[[Part, Report], Node | None]]]] = {
    "vision": ("phase", _phase),
    "lessons": ("previous", _lessons),
    "debt": ("previous", _debt),
    "decisions": ("decisions", _records(_DECISION, ("alternatives",))),
    "features": ("features", _features),
    "security": ("specs", _pairs("security")),
    "scalability": ("specs", _pairs("scalability")),
    "success": ("success", _success),
    "risks": ("risks", _records(_RISK)),
    "glossary": ("glossary", _glossary),
    "references": ("references", _references),
    "history": ("history", _history),
}


def read_prose(root: Part, report: Report) -> Iterator[Entry]:
    """The entries of the plan that its prose parts give."""
    for part in root.walk():
        reader = _READERS.get(part.role)
        if reader is None:
            continue
        key, read = reader
        node = read(part, report)
        if node is not None:
            part.use()
            yield Entry(_word(key, part.span), node)


def _word(key: str, at: Span) -> Scalar:
    return composed(key, at, True)
