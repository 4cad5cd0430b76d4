"""Trees that no document says: built from values, for what is written rather than read."""

from __future__ import annotations

from collections.abc import Mapping as Table
from typing import Any

from scaffold.node import Entry, Mapping, Node, Scalar, Sequence
from scaffold.source import Source, Text

_NOWHERE = Source("", "")
_SPAN = _NOWHERE.span(0, 0)


def tree(value: Any) -> Node:
    """A tree of dictionaries, lists, texts, numbers, booleans and None; nodes stay as they are.

    A text is one even where YAML would take it for a number. Entries whose value is ``...`` are left out.
    """
    if isinstance(value, Scalar | Sequence | Mapping):
        return value
    if isinstance(value, Table):
        entries = (Entry(_scalar(key, True), tree(item)) for key, item in value.items() if item is not ...)
        return Mapping(tuple(entries), _SPAN)
    if isinstance(value, str):
        return _scalar(value, False)
    if value is None or isinstance(value, bool | int):
        return _scalar("" if value is None else str(value).lower(), True)
    return Sequence(tuple(tree(item) for item in value), _SPAN)


def _scalar(value: str, plain: bool) -> Scalar:
    return Scalar(Text(_NOWHERE, value, ((0, 0),)), plain, _SPAN)
