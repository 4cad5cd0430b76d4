"""The prose parts of the blank form: each becomes the node that stands under its key in plan.yaml."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from scaffold.diagnostics import Report
from scaffold.markdown.blocks import Table, walk
from scaffold.markdown.inline import plain, strip
from scaffold.node import Entry, Node, Scalar
from scaffold.plan.markdown.lists import Value, bare, entries, flow, prose, split, values, whole
from scaffold.plan.markdown.nodes import composed, leaf, mapping, number, sequence
from scaffold.plan.markdown.outline import Part, words
from scaffold.plan.markdown.paragraphs import read_revisions, read_risks, read_terms
from scaffold.plan.markdown.performance import read_performance
from scaffold.plan.markdown.records import (
    DECISION,
    RISK,
    Form,
    is_decision_record,
    label_key,
    read_record,
    read_records,
    split_labels,
)
from scaffold.source import Span, Text, joined

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
_OF_MODULE: Final = frozenset(["module", "go module", "module path", "repository", "go module path"])
"""Labels of the module, which is read by itself."""
_NUMBER_AND_NAME: Final = re.compile(r"(\d[\w.]*)\s*(?:[-:.–—]\s*(.+))?$")  # noqa: RUF001 - dashes of all lengths
_TITLE: Final = re.compile(
    r"\W*phase\s+#?(\d[\d.]*)\b(?:\s+(?:architecture|implementation|design|plan|document))*\s*(?:[-:–—]\s*(.+))?$",  # noqa: RUF001
    re.IGNORECASE,
)
_NOTHING: Final = re.compile(
    r"\W*(?:n/?a|none|not applicable|nothing|tbd|no open \w+)"
    r"(?:\s+(?:yet|so far|now|(?:at|in|for) th\w+ \w+|for now))?\W*(?:$|[.,:;(])",
    re.IGNORECASE,
)
_SHORT: Final = 120
"""Characters of a text that says that there is nothing."""
_LINK: Final = re.compile(r"(?<!!)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?([^()\s<>]*)>?(?:\s+\"[^\"]*\")?\s*\)")
_WAVE: Final = re.compile(r"\s*\(\s*wave\s+(\d+)\s*\)\s*$", re.IGNORECASE)


def _phase(part: Part, report: Report) -> Node | None:
    found = _phase_labels([*values(part.blocks), *_plain_values(part)], report)
    for inner in part.walk():
        if inner.role in ("alignment", "mission"):
            text = prose(inner.blocks)
            if text is not None:
                inner.use()
                found.setdefault(inner.role, leaf(text))
    return mapping(part.span, found.items()) if found else None


def _plain_values(part: Part) -> Iterator[Value]:
    """Labels without marks in lists, ``- Phase Number: 4``, and rows of a label and its value."""
    for entry in entries(part.blocks):
        label, text = split(entry.rest) if entry.head is None else (entry.rest, None)
        if text is not None and label_key(label) in _PHASE:
            yield Value(label, text, ())
    for block in part.blocks:
        if not isinstance(block, Table) or len(block.header) != 2:
            continue
        is_headless = label_key(block.header[0]) in _PHASE
        for label, text in (block.header, *block.rows) if is_headless else block.rows:
            if label.value.strip() and text.value.strip():
                yield Value(bare(label), flow(text), ())


def _phase_labels(labels: list[Value], report: Report | None) -> dict[str, Node]:
    """What labels say of the phase. Others are left out, with a note if there is a report."""
    found: dict[str, Node] = {}
    for value in labels:
        key = _PHASE.get(label_key(value.label))
        if key is None and label_key(value.label) in _OF_MODULE:
            continue
        number = _NUMBER_AND_NAME.match(value.text.value) if key == "number" else None
        if key is None or key in found or not value.text.value:
            if report is not None:
                why = "is stated twice" if key in found else "is no part of the phase"
                name = plain(value.label).value.strip()
                report.note("label-left-out", f"{name} {why}: left out", value.label.span())
        elif number is not None:
            found["number"] = leaf(value.text.part(*number.span(1)))
            if number[2]:
                found.setdefault("name", leaf(value.text.part(*number.span(2))))
        else:
            found[key] = leaf(value.text)
    return found


def _title_phase(root: Part, stated: bool, report: Report) -> Node | None:
    """What the title and the labels right below it say of the phase; only of the `stated` keys' absence is it asked."""
    title = root.parts[0] if root.parts and root.parts[0].level == 1 else None
    if title is None or stated:
        return None
    labels = values([*root.blocks, *title.blocks])
    found = _phase_labels(labels, None)
    others = [value.label for value in labels if label_key(value.label) not in _PHASE]
    if others and found:
        names = ", ".join(plain(label).value.strip() for label in others)
        report.note("label-left-out", f"no part of the phase, and left out: {names}", others[0].span())
    match = _TITLE.match(title.text.value)
    if match is not None:
        found.setdefault("number", leaf(title.text.part(*match.span(1))))
        if match[2]:
            found.setdefault("name", leaf(strip(title.text.part(*match.span(2)))))
    return mapping(title.span, found.items()) if found else None


def _part_of_phase(part: Part, report: Report) -> Node | None:
    """Mission or alignment under a heading of its own."""
    text = prose(part.blocks)
    return mapping(part.span, [(part.role, leaf(text))]) if text is not None and not part.inside("vision") else None


def _lessons(part: Part, report: Report) -> Node | None:
    found: list[Node] = []
    for entry in entries(part.blocks):
        record: dict[str, Node] = {}
        for each in entry.labels:
            text, inline = split_labels(flow(each.value))
            if text is not None and text.value:
                record[label_key(each.label)] = leaf(text)
            record |= {label_key(label): leaf(value) for label, value in inline if value.value}
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


def _records(form: Form) -> Callable[[Part, Report], Node | None]:
    """A list of records."""

    def read(part: Part, report: Report) -> Node | None:
        if _is_below_its_like(part):
            return None
        found = read_records(part, form, report)
        return sequence(read_risks(part)) if found is None and form is RISK else found

    return read


def _is_below_its_like(part: Part) -> bool:
    """Whether the part is inside one of the same role, which reads it."""
    return part.inside(part.role)


def _decision_record(part: Part, report: Report) -> Node | None:
    """An architecture decision record that stands by itself."""
    if not is_decision_record(part) or part.inside("decisions"):
        return None
    record = read_record(part, DECISION, report)
    return sequence([record]) if record is not None else None


def _enablers(part: Part, report: Report) -> Node | None:
    found: list[tuple[str | Text, Node | None]] = []
    for inner in part.parts:
        rules = _rules(inner)
        if rules:
            inner.use()
            found.append((inner.text, sequence(rules)))
    return mapping(part.span, found) if found else None


def _rules(part: Part) -> list[Node]:
    """The rules of an enabler; a benefit belongs to the rule before it."""
    found: list[list[tuple[str | Text, Node | None]]] = []
    for entry in entries(part.blocks):
        if entry.head is not None and label_key(entry.head) in ("benefit", "benefits") and found:
            found[-1].append(("benefit", leaf(entry.rest)))
        else:
            found.append([("rule", leaf(bare(whole(entry)) if entry.head is None else whole(entry)))])
    return [mapping(part.span, pairs) if len(pairs) > 1 else pairs[0][1] for pairs in found if pairs[0][1] is not None]


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
    terms = list(read_terms(part))
    dashed = any(entry.head is None and " - " in entry.rest.value for entry in entries(part.blocks))
    found = _named(part, report) if not (terms and dashed) else []
    known = {name.value for name, _ in found if isinstance(name, Text)}
    for term, meaning in terms:
        if term.value not in known:
            known.add(term.value)
            found.append((term, leaf(meaning)))
    taken = {name.value for name, _ in found if isinstance(name, Text)}
    for block in walk(tuple(part.blocks)):
        for row in block.rows if isinstance(block, Table) and len(block.header) > 1 else ():
            term = bare(row[0])
            if term.value and term.value not in taken and row[1].value.strip():
                taken.add(term.value)
                found.append((term, leaf(flow(row[1]))))
    return mapping(part.span, found) if found else None


def _success(part: Part, report: Report) -> Node | None:
    found: dict[str, list[Node]] = {}
    if part.inside("success"):
        return None
    for inner in part.walk():
        criteria = [*_criteria(inner)]
        if criteria:
            inner.use()
            kind = "architecture" if _is_architectural(inner, part) else "implementation"
            found.setdefault(kind, []).extend(criteria)
    listed = [(kind, sequence(criteria)) for kind, criteria in sorted(found.items())]
    return mapping(part.span, listed) if listed else None


def _is_architectural(part: Part | None, top: Part) -> bool:
    while part is not None and part is not top:
        if "architectur" in part.title.lower():
            return True
        part = part.parent
    return False


def _criteria(part: Part) -> Iterator[Node]:
    for entry in entries(part.blocks):
        text = whole(entry)
        done = composed("true", text.span(), True) if entry.done else None
        if text.value:
            yield mapping(text.span(), [("text", leaf(text)), ("done", done)]) if done else leaf(text)
    for block in walk(tuple(part.blocks)):
        for row in block.rows if isinstance(block, Table) else ():
            cells = [bare(cell) for cell in row if cell.value.strip()]
            if cells:
                rest = [piece for cell in cells[1:] for piece in (", ", cell)][1:]
                yield leaf(joined([cells[0], ": ", *rest])) if rest else leaf(cells[0])


def _references(part: Part, report: Report) -> Node | None:
    found: list[Node] = []
    for entry in entries(part.blocks):
        text = whole(entry)
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
    return sequence([*found, *read_revisions(part, report)])


_READERS: Final[dict[str, tuple[str, Callable[[Part, Report], Node | None]]]] = {
    "vision": ("phase", _phase),
    "lessons": ("previous", _lessons),
    "debt": ("previous", _debt),
    "mission": ("phase", _part_of_phase),
    "alignment": ("phase", _part_of_phase),
    "decisions": ("decisions", _records(DECISION)),
    "enablers": ("enablers", _enablers),
    "features": ("features", _features),
    "security": ("specs", _pairs("security")),
    "scalability": ("specs", _pairs("scalability")),
    "success": ("success", _success),
    "risks": ("risks", _records(RISK)),
    "performance": ("specs", read_performance),
    "glossary": ("glossary", _glossary),
    "references": ("references", _references),
    "history": ("history", _history),
}


def read_prose(root: Part, report: Report) -> Iterator[Entry]:
    """The entries of the plan that its prose parts give."""
    is_phase_stated = False
    for part in root.walk():
        if part.heading is None:
            continue
        if _is_empty(part):
            part.use()
        key, read = _READERS.get(part.role, ("decisions", _decision_record))
        node = read(part, report)
        if node is not None:
            part.use()
            is_phase_stated = is_phase_stated or part.role == "vision"
            yield Entry(_word(key, part.span), node)
    phase = _title_phase(root, is_phase_stated, report)
    if phase is not None:
        root.parts[0].use()
        yield Entry(_word("phase", phase.span), phase)


def _is_empty(part: Part) -> bool:
    """Whether a part says that it has nothing: ``N/A``, ``None yet``."""
    text = prose(part.blocks) if not part.parts else None
    return text is not None and len(text.value) <= _SHORT and _NOTHING.match(plain(text).value) is not None


def _word(key: str, at: Span) -> Scalar:
    return composed(key, at, True)
