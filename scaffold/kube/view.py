"""A YAML node as a value with a path: what the checks of a CRD look at.

Null stands for nothing, as in Kubernetes: a key with null behind it is a key left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.kube.locate import scalar, to_json
from scaffold.kube.scalars import Json
from scaffold.node import Mapping, Node, Scalar, Sequence
from scaffold.source import Span


class View:
    """A node at a path such as ``spec.versions[0].name``."""

    __slots__ = ("node", "path")

    def __init__(self, node: Node, path: str = "") -> None:
        self.node = node
        self.path = path

    @property
    def span(self) -> Span:
        """Where the value stands; for a mapping or a list its beginning."""
        return self.node.span

    @property
    def is_object(self) -> bool:
        """Whether it is a mapping."""
        return isinstance(self.node, Mapping)

    def get(self, key: str) -> View | None:
        """The value under a key; None where there is none or null."""
        found = self.node.get(key) if isinstance(self.node, Mapping) else None
        return None if found is None or _null(found) else View(found, f"{self.path}.{key}" if self.path else key)

    def at(self, *keys: str) -> View | None:
        """The value at the end of a chain of keys."""
        found: View | None = self
        for key in keys:
            found = found.get(key) if found is not None else None
        return found

    def field(self, name: str) -> View | None:
        """The schema of a property of a schema."""
        return next((found for key, found in self.properties() if key == name), None)

    def properties(self) -> Iterator[tuple[str, View]]:
        """The properties of a schema, by name; null is an empty schema."""
        found = self.get("properties")
        yield from found.entries(nulls=True) if found is not None else ()

    def branches(self) -> list[View]:
        """What stands below a schema's ``not``, ``allOf``, ``anyOf`` and ``oneOf``."""
        out = [self.get("not")]
        for key in ("allOf", "anyOf", "oneOf"):
            found = self.get(key)
            out += found.items() if found is not None else []
        return [child for child in out if child is not None]

    def has(self, key: str) -> bool:
        """Whether there is a value under a key."""
        return self.get(key) is not None

    def key_span(self, key: str) -> Span:
        """Where a key stands; the mapping's place if it isn't there."""
        if isinstance(self.node, Mapping):
            for entry in self.node.entries:
                if entry.key.value == key:
                    return entry.key.span
        return self.span

    def key_spans(self) -> dict[str, Span]:
        """Where each of the keys of a mapping stands."""
        return (
            {entry.key.value: entry.key.span for entry in self.node.entries} if isinstance(self.node, Mapping) else {}
        )

    def entries(self, *, nulls: bool = False) -> Iterator[tuple[str, View]]:
        """The keys of a mapping with what stands behind them; paths are ``properties[key]``.

        Null is left out, but for `nulls`: where the keys are anyone's, null behind one is an empty value.
        """
        if isinstance(self.node, Mapping):
            for entry in self.node.entries:
                if nulls or not _null(entry.value):
                    yield entry.key.value, View(entry.value, f"{self.path}[{entry.key.value}]")

    def items(self) -> list[View]:
        """The items of a list; empty for anything else."""
        if not isinstance(self.node, Sequence):
            return []
        return [View(item, f"{self.path}[{at}]") for at, item in enumerate(self.node.items)]

    @property
    def json(self) -> Json:
        """The whole value as data."""
        return to_json(self.node)

    @property
    def text(self) -> str:
        """The text of a string; empty for anything else."""
        value = scalar(self.node) if isinstance(self.node, Scalar) else None
        return value if isinstance(value, str) else ""

    @property
    def true(self) -> bool:
        """Whether it is the boolean true."""
        return isinstance(self.node, Scalar) and scalar(self.node) is True

    def word(self, key: str) -> str:
        """The text under a key; empty where there is none."""
        found = self.get(key)
        return found.text if found is not None else ""

    def flag(self, key: str) -> bool:
        """Whether true stands under a key."""
        found = self.get(key)
        return found is not None and found.true

    def words(self, key: str) -> list[str]:
        """The texts of a list under a key."""
        found = self.get(key)
        return [item.text for item in found.items()] if found is not None else []


def _null(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_null
