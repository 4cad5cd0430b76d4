"""Performance requirements in words: latencies, throughput and resources of lists, tables and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from scaffold.diagnostics import Report
from scaffold.markdown.blocks import Paragraph, Table, walk
from scaffold.markdown.inline import plain
from scaffold.node import Node
from scaffold.plan.markdown.lists import entries, flow, whole
from scaffold.plan.markdown.nodes import leaf, mapping
from scaffold.plan.markdown.outline import Part
from scaffold.source import Text, joined

_PERCENTILE: Final = re.compile(r"\bp(50|95|99)\b", re.IGNORECASE)
_TIME: Final = re.compile(r"\d[\d.,]*\s*(?:ns|µs|us|ms|s|sec(?:ond)?s?|milliseconds?|minutes?|min)\b", re.IGNORECASE)
_RATE: Final = re.compile(
    r"\d[\d.,]*\s*[km]?\s*(?:[a-z]+\s*)?(?:/\s*s(?:ec(?:ond)?)?\b|per second|rps\b|qps\b|tps\b|req/sec)", re.IGNORECASE
)
_SIZE: Final = re.compile(r"\d[\d.,]*\s*(?:[KMGT]i?B)\b")
_CORES: Final = re.compile(r"\d[\d.,]*\s*(?:v?cpus?|cores?|m\b)", re.IGNORECASE)
_RESOURCES: Final = {"memory": _SIZE, "ram": _SIZE, "storage": _SIZE, "disk": _SIZE, "cpu": _CORES}
_CALLED: Final = {"ram": "memory", "disk": "storage"}


def read_performance(part: Part, report: Report) -> Node | None:
    """The entries of ``specs`` that a part gives; an item of which nothing is read is left out, with a note."""
    found: dict[str, dict[str, Text]] = {"latency": {}, "throughput": {}, "resources": {}}
    for text in _statements(part):
        before = sum(map(len, found.values()))
        _read(text, found)
        if sum(map(len, found.values())) == before:
            report.note("label-left-out", "no latency, throughput or resource is read from this: left out", text.span())
    groups = [
        (name, mapping(part.span, [(key, leaf(value)) for key, value in values.items()]))
        for name, values in found.items()
        if values
    ]
    return mapping(part.span, groups) if groups else None


def _statements(part: Part) -> Iterator[Text]:
    """Items of lists, rows of tables, and paragraphs that hold a number."""
    for entry in entries(part.blocks):
        yield plain(whole(entry))
    for block in part.blocks:
        if isinstance(block, Paragraph) and re.search(r"\d", block.text.value):
            yield plain(flow(block.text))
    for block in walk(tuple(part.blocks)):
        if isinstance(block, Table):
            yield from map(_row, block.rows)


def _row(row: tuple[Text, ...]) -> Text:
    pieces: list[str | Text] = []
    for cell in row:
        pieces += [" ", plain(flow(cell))] if pieces else [plain(flow(cell))]
    return joined(pieces)


def _read(text: Text, found: dict[str, dict[str, Text]]) -> None:
    value = text.value
    marks = list(_PERCENTILE.finditer(value))
    for mark, following in zip(marks, [*marks[1:], None], strict=False):
        end = following.start() if following is not None else len(value)
        time = _TIME.search(value, mark.end(), end)
        if time is not None:
            found["latency"].setdefault(f"p{mark[1]}", text.part(*time.span()))
    rate = _RATE.search(value)
    if rate is not None:
        is_minimum = re.search(r"\b(?:min(?:imum)?|at least)\b", value, re.IGNORECASE) is not None
        found["throughput"].setdefault("minimum" if is_minimum else "target", text.part(*rate.span()))
    for word, unit in _RESOURCES.items():
        said = re.search(rf"\b{word}\b", value, re.IGNORECASE)
        amount = unit.search(value)
        if said is not None and amount is not None:
            found["resources"].setdefault(_CALLED.get(word, word), text.part(*amount.span()))
