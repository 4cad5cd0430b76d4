"""Commas in unquoted texts inside brackets: ``{json: a,omitempty}`` and ``[Get(ctx context.Context, key string)]``.

For YAML the comma ends the text, and what follows is a key without a value or another item. No plan means
that, so the pieces are put together again and an error asks for quotes.
"""

from __future__ import annotations

from collections.abc import Callable

from scaffold.node import Node, Scalar

Join = Callable[[Scalar, int], Node]
"""Report the text that begins with a scalar and ends at an offset, and make one scalar of it."""


def join_values(document: str, items: list[Node], join: Join) -> list[Node]:
    """Keys and values in turn of a mapping in braces, each value together with what its commas cut off."""
    joined: list[Node] = []
    at = 0
    while at < len(items):
        value = items[at + 1]
        joined.append(items[at])
        at += 2
        end = 0
        if type(value) is Scalar and value.plain and value.text.value:
            while at < len(items) and _bare(document, items[at], items[at + 1]):
                if not _comma_between(document, end or value.span.end, items[at]):
                    break
                end = items[at].span.end
                at += 2
            if end:
                value = join(value, end)
        joined.append(value)
    return joined


def join_items(document: str, items: list[Node], join: Join) -> list[Node]:
    """Items of a list in brackets, each with an open parenthesis together with those up to the closing one."""
    joined: list[Node] = []
    at = 0
    while at < len(items):
        item = items[at]
        at += 1
        if type(item) is Scalar and item.plain and _open(item.text.value) > 0:
            balance, to, end = _open(item.text.value), at, item.span.end
            while balance > 0 and to < len(items):
                piece = items[to]
                if type(piece) is not Scalar or not piece.plain or not _comma_between(document, end, piece):
                    break
                balance, to, end = balance + _open(piece.text.value), to + 1, piece.span.end
            if balance == 0:
                item, at = join(item, end), to
        joined.append(item)
    return joined


def _open(text: str) -> int:
    return text.count("(") - text.count(")")


def _bare(document: str, key: Node, value: Node) -> bool:
    """Whether a key stands there without any ``:``."""
    if type(key) is not Scalar or type(value) is not Scalar or not key.plain or not value.plain:
        return False
    empty = key.text.value and not value.text.value
    return bool(empty) and not document[key.span.end : value.span.start].strip()


def _comma_between(document: str, end: int, node: Node) -> bool:
    return end < node.span.start and document[end : node.span.start].strip(" \t") == ","
