"""Nodes made of what stands in a Markdown document: the leaves lead to it, and so does what was composed for them."""

from __future__ import annotations

from collections.abc import Iterable

from scaffold.node import Entry, Mapping, Node, Scalar, Sequence
from scaffold.source import Span, Text


def leaf(text: Text) -> Scalar:
    """The text as it stands there."""
    return Scalar(text, False, text.span())


def number(text: Text) -> Scalar:
    """The text as a number, a boolean, or nothing."""
    return Scalar(text, True, text.span())


def composed(value: str, at: Span, plain: bool = False) -> Scalar:
    """A text that the document does not have as it is: all of it leads to `at`."""
    start = at.offsets[0]
    text = Text(at.source, value, lambda: tuple((offset, start) for offset in range(len(value) or 1)))
    return Scalar(text, plain, at)


def mapping(at: Span, entries: Iterable[tuple[str | Text, Node | None]]) -> Mapping:
    """A mapping at a place; a key is a text of the document or a word of the format, which then leads to its value.

    Entries without a value are left out.
    """
    found = []
    for key, value in entries:
        if value is not None:
            found.append(Entry(leaf(key) if isinstance(key, Text) else composed(key, value.span, True), value))
    return Mapping(tuple(found), at)


def sequence(items: Iterable[Node], at: Span | None = None) -> Sequence | None:
    """A list; None of nothing."""
    found = tuple(items)
    return Sequence(found, at or found[0].span) if found else None
