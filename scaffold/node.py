"""A YAML-shaped tree that remembers its places: what a document says before anybody knows what it means.

The plan reader turns it into the model; a whole CustomResourceDefinition in a plan stays one, since its keys are
Kubernetes' business and its problems are shown where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from scaffold.source import Span, Text


class Scalar(NamedTuple):
    """A leaf. `text` is the value as it stands there (`go: 1.20` is ``1.20``), with its way back to the document.

    `plain` is true for an unquoted scalar: only those can be null, a boolean or a number. `span` includes quotes.
    """

    text: Text
    plain: bool
    span: Span

    @property
    def value(self) -> str:
        """The scalar's text."""
        return self.text.value

    @property
    def is_null(self) -> bool:
        """Nothing stands there, or YAML's word for nothing."""
        return self.plain and self.text.value in ("", "~", "null", "Null", "NULL")


class Sequence(NamedTuple):
    """A list of nodes."""

    items: tuple[Node, ...]
    span: Span


class Entry(NamedTuple):
    """A key and its value. Keys of a mapping that passed the reader are scalars and unique."""

    key: Scalar
    value: Node


class Mapping(NamedTuple):
    """Keys and values in the order of the document."""

    entries: tuple[Entry, ...]
    span: Span

    def get(self, key: str) -> Node | None:
        """The value under `key`."""
        for entry in self.entries:
            if entry.key.value == key:
                return entry.value
        return None


Node = Scalar | Sequence | Mapping


def scalars(node: Node) -> Iterator[Scalar]:
    """The leaves of a tree, in the order of the document; keys are none."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from scalars(item)
    else:
        for entry in node.entries:
            yield from scalars(entry.value)


def is_nothing(node: Node | None) -> bool:
    """Whether there is no node, or one where nothing stands."""
    return node is None or (isinstance(node, Scalar) and node.is_null)
