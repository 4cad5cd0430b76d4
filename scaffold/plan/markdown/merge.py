"""Trees of one plan that stand in several places of a document, put together."""

from __future__ import annotations

from collections.abc import Iterable

from scaffold.diagnostics import Related, Report
from scaffold.node import Entry, Mapping, Node, Scalar, Sequence, is_nothing
from scaffold.source import Span


def merged(entries: Iterable[Entry], at: Span, report: Report) -> Mapping:
    """One mapping: under one key, mappings are put together, lists follow each other, of two texts the first counts."""
    found: dict[str, Entry] = {}
    for entry in entries:
        key = entry.key.value
        first = found.get(key)
        found[key] = entry if first is None else Entry(first.key, _one(key, first.value, entry.value, report))
    return Mapping(tuple(found.values()), at)


def _one(key: str, first: Node, second: Node, report: Report) -> Node:
    if is_nothing(first) or is_nothing(second):
        return first if is_nothing(second) else second
    if isinstance(first, Mapping) and isinstance(second, Mapping):
        return merged([*first.entries, *second.entries], first.span, report)
    if isinstance(first, Sequence) and isinstance(second, Sequence):
        return Sequence((*first.items, *second.items), first.span)
    listed = key == "go" or isinstance(first, Sequence) or isinstance(second, Sequence)
    if listed and not isinstance(first, Mapping) and not isinstance(second, Mapping):
        return Sequence((*_items(first), *_items(second)), first.span)
    if isinstance(first, Scalar) and isinstance(second, Scalar) and first.value.strip() == second.value.strip():
        return first
    report.warning(
        "stated-twice",
        f"{key} is stated twice, and differently: the first one counts",
        second.span,
        related=[Related("the first one", first.span)],
    )
    return first


def _items(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, Sequence) else (node,)
