"""The keys of a plan in the order of the format, whatever order a document said them in."""

from __future__ import annotations

from typing import Any

from scaffold.node import Mapping, Node, Scalar, Sequence
from scaffold.plan.reader import PLAN
from scaffold.plan.records import Record
from scaffold.plan.shapes import Custom, Either, ListOf, MapOf, Shape


def ordered(node: Node, shape: Shape[Any] = PLAN) -> Node:
    """`node` with the keys of its records in order; maps with keys of the author's choice stay as they are."""
    if isinstance(node, Scalar):
        return node
    shape = _chosen(shape, node)
    if isinstance(node, Sequence):
        if not isinstance(shape, ListOf):
            return node
        return node._replace(items=tuple(ordered(item, shape.item) for item in node.items))
    if isinstance(shape, MapOf):
        return node._replace(entries=tuple(e._replace(value=ordered(e.value, shape.value)) for e in node.entries))
    if not isinstance(shape, Record):
        return node
    order = list(shape.keys)
    table = shape.table

    def rank(entry: Any) -> int:
        known = table.get(entry.key.value)
        return len(order) if known is None else order.index(known[0])

    entries = [
        entry._replace(value=ordered(entry.value, table[entry.key.value][1])) if entry.key.value in table else entry
        for entry in node.entries
    ]
    return node._replace(entries=tuple(sorted(entries, key=rank)))


def _chosen(shape: Shape[Any], node: Sequence | Mapping) -> Shape[Any]:
    """The shape that a list or mapping is read by, of those that may stand there."""
    while isinstance(shape, Either | Custom | ListOf):
        if isinstance(shape, Either):
            shape = shape.long
        elif isinstance(shape, ListOf):
            if isinstance(node, Sequence):
                return shape
            # One item without its list.
            shape = shape.item
        else:
            shape = max(shape.schema, key=lambda each: _fits(_chosen(each, node), node), default=Shape())
            if isinstance(shape, Record | MapOf):
                return shape
    return shape


def _fits(shape: Shape[Any], node: Sequence | Mapping) -> int:
    """How well a shape suits: whether it is of the right form, and how many keys it knows."""
    if isinstance(node, Sequence):
        return int(isinstance(shape, ListOf))
    if isinstance(shape, Record):
        known = [entry.key.value in shape.table for entry in node.entries]
        # A document of somebody else's format shares a key or two with ours.
        return 1 + sum(known) if all(known) else 0
    return int(isinstance(shape, MapOf))
