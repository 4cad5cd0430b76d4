"""A typed plan as plain data, without places: what two spellings of one plan must have in common."""

from __future__ import annotations

from typing import Any

from scaffold.golang.loose import tokens_of
from scaffold.model import GoFragment
from scaffold.node import Mapping, Scalar, Sequence
from scaffold.source import Source, Span, Text, Word


def plain(value: Any) -> Any:
    """The value without spans, sources and layout; the code of a fragment by its tokens."""
    if isinstance(value, GoFragment):
        return ("fragment", value.file, tokens_of(value.text.value))
    if isinstance(value, Word):
        return value.value
    if isinstance(value, Text):
        return value.value.strip()
    if isinstance(value, Span | Source):
        return None
    if isinstance(value, Scalar):
        return value.value
    if isinstance(value, Sequence):
        return [plain(item) for item in value.items]
    if isinstance(value, Mapping):
        return {entry.key.value: plain(entry.value) for entry in value.entries}
    if isinstance(value, tuple):
        items = tuple(plain(item) for item in value)
        fields: tuple[str, ...] | None = getattr(value, "_fields", None)
        if fields is None:
            return items
        return type(value).__name__, dict(zip(fields, items, strict=True))
    return value
