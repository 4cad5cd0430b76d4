"""JSON values and YAML nodes: a pasted document as data, and data as nodes that lead back to the plan.

The checks of `scaffold.kube.validate` work on nodes, so that a made CRD is held to the same rules as a pasted one and
each complaint stands at the plan's words that caused it.
"""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from typing import Any

from scaffold.kube.flatten import BROKEN, PLACE
from scaffold.kube.scalars import Json, resolve
from scaffold.node import Entry, Mapping, Node, Scalar, Sequence
from scaffold.source import Span, Text

Path = tuple[str | int, ...]


def to_json(node: Node) -> Json:
    """What a node means as Kubernetes reads it. Infinities and NaN, which JSON lacks, are text."""
    if isinstance(node, Mapping):
        return {entry.key.value: to_json(entry.value) for entry in node.entries}
    if isinstance(node, Sequence):
        return [to_json(item) for item in node.items]
    return scalar(node)


def scalar(node: Scalar) -> Json:
    """The value of a leaf."""
    if not node.plain:
        return node.value
    value = resolve(node.value)
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return node.value
    return value


def to_node(value: Any, span: Span, places: AnyMapping[Path, Span], path: Path = ()) -> Node:
    """A JSON value as a node. `places` gives the spans of single values, `PLACE` in a mapping that of all of it."""
    span = places.get(path, span)
    if isinstance(value, dict):
        own = value.get(PLACE)
        span = own if isinstance(own, Span) else span
        entries = [
            Entry(_leaf(key, span), to_node(item, span, places, (*path, key)))
            for key, item in value.items()
            if key not in (PLACE, BROKEN)
        ]
        return Mapping(tuple(entries), span)
    if isinstance(value, list):
        items = [to_node(item, span, places, (*path, at)) for at, item in enumerate(value)]
        return Sequence(tuple(items), span)
    return _leaf(value, span)


def _leaf(value: Any, span: Span) -> Scalar:
    if isinstance(value, str):
        return Scalar(Text(span.source, value, lambda: ((0, span.offsets[0]),)), False, span)
    text = "null" if value is None else ("true" if value else "false") if isinstance(value, bool) else repr(value)
    return Scalar(Text(span.source, text, lambda: ((0, span.offsets[0]),)), True, span)
