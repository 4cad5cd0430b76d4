"""Tables that read YAML: what may stand under which key, said once, for reading, for the schema and for the docs.

A *shape* says what a node may be and what becomes of it. ``shape.read(node, reading)`` gives the value, or None after a
message; so no shape's value is ever None. All faults are collected: a bad item leaves its list, a bad
optional value counts as absent, and a record is built as soon as its required keys have values.

    EFFORT = record(
        "an effort",
        lambda f: Effort(f["id"], f["name"], f["paths"], f["lines"], f.span),
        {
            "id": Key(word, required=True, doc="Identifier, e.g. E2.1."),
            "name": Key(text),                          # "" where it isn't given
            "paths": Key(list_of(word, single=True)),   # () where it isn't given
            "lines": Key(integer(0, 100_000), default=0),
            "mode": Key(choice("fast", "safe")),        # a Word, None where it isn't given
        },
    )
    WAVE = record("a wave", build_wave, {"efforts": Key(list_of(either(word, EFFORT)))})
    wave = WAVE.read(node, Reading(report))

Nothing behind a key (``storage:``, or ``~``, or ``null``) reads like an absent key, but `Fields.has` tells that it was
there; a record all of whose keys are optional is then built as from ``{}``. Where a text is expected in a list
or map, ``null`` is a text like any other (``plan-format.md``, principle 5).

Codes: ``wrong-type``, ``unknown-key``, ``missing-key``, ``duplicate-key``, ``unknown-value``, ``out-of-range``,
``too-many-faults``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Mapping as Table
from typing import Any, Generic, TypeVar

from scaffold.diagnostics import Related
from scaffold.nearest import nearest
from scaffold.node import Mapping, Node, Scalar
from scaffold.plan.shapes import (
    Choice,
    Custom,
    Either,
    Integer,
    ListOf,
    MapOf,
    Reading,
    Shape,
    choice,
    custom,
    doc_text,
    either,
    flag,
    integer,
    list_of,
    map_of,
    prose,
    raw,
    shown,
    text,
    word,
)
from scaffold.plan.yaml_cuts import report_cut
from scaffold.source import Span, Word

__all__ = [
    "Choice",
    "Custom",
    "Either",
    "Fields",
    "Integer",
    "Key",
    "ListOf",
    "MapOf",
    "Reading",
    "Record",
    "Shape",
    "choice",
    "custom",
    "doc_text",
    "either",
    "flag",
    "integer",
    "list_of",
    "map_of",
    "prose",
    "raw",
    "record",
    "shown",
    "text",
    "word",
]

T = TypeVar("T")

MAX_HINTS = 100
"""Unknown keys whose nearest relative is looked for: as many as are printed."""


class Key(Generic[T]):
    """A key of a record: what stands behind it, whether it must, what it is for, what it is when it isn't there."""

    __slots__ = ("aliases", "default", "doc", "required", "shape")

    def __init__(
        self,
        shape: Shape[T],
        *,
        required: bool = False,
        doc: str = "",
        aliases: tuple[str, ...] = (),
        default: Any = ...,
    ) -> None:
        self.shape = shape
        self.required = required
        self.doc = doc
        self.aliases = aliases
        self.default = shape.empty if default is ... else default


class Fields:
    """What stood in a record: ``fields["key"]`` is the value or the key's default."""

    __slots__ = ("_values", "keys", "node", "span")

    def __init__(self, values: dict[str, Any], keys: dict[str, Scalar], node: Node) -> None:
        self._values = values
        self.keys = keys
        """The keys that were there, also with nothing or something wrong behind them."""
        self.node = node
        self.span = node.span

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def has(self, name: str) -> bool:
        """Whether the key was there at all."""
        return name in self.keys

    def word(self, name: str) -> Word:
        """The key as it was written; only for one that was there."""
        key = self.keys[name]
        return Word(key.text.value, key.span)


class Record(Shape[T]):
    """A mapping with known keys, built into a value."""

    what = "a mapping"

    def __init__(self, name: str, build: Callable[[Fields], T | None], keys: Table[str, Key[Any]]) -> None:
        self.name = name
        self.build = build
        self.keys = keys
        self.required = tuple(name for name, key in keys.items() if key.required)
        self.null = not self.required
        self.defaults = {name: key.default for name, key in keys.items()}
        self.table: dict[str, tuple[str, Shape[Any]]] = {}
        for known, key in keys.items():
            for spelling in (known, *key.aliases):
                self.table[spelling] = (known, key.shape)

    def read(self, node: Node, reading: Reading) -> T | None:
        """See `Shape.read`."""
        if type(node) is Mapping:
            entries = node.entries
        elif self.null and type(node) is Scalar and node.is_null:
            entries = ()
        else:
            return self.wrong(node, reading)
        values = self.defaults.copy()
        present: dict[str, Scalar] = {}
        empty: set[str] = set()
        failed: set[str] = set()
        misspelled: set[str | None] = set()
        reading.open.append(self)
        for key, item in entries:
            known = self.table.get(key.text.value)
            if known is None:
                misspelled.add(self._unknown(key, reading))
                continue
            name, shape = known
            if name in present:
                self._twice(key, present[name], reading)
                continue
            present[name] = key
            if type(item) is Scalar and item.is_null and not shape.null:
                if shape is text or shape is doc_text:
                    report_cut(item, reading.report)
                empty.add(name)
                continue
            value = shape.read(item, reading)
            if value is None:
                failed.add(name)
            else:
                values[name] = value
        reading.open.pop()
        complete = True
        for name in self.required:
            if name in failed or (name in misspelled and name not in present):
                complete = False
            elif name not in present or name in empty:
                complete = False
                self._missing(name, present.get(name), node, reading)
        return self.build(Fields(values, present, node)) if complete else None

    def _missing(self, name: str, key: Scalar | None, node: Node, reading: Reading) -> None:
        if key is not None:
            reading.error("missing-key", f"nothing stands behind {name}", key.span, f"{self.name} needs it")
            return
        reading.error("missing-key", f"{self.name} needs the key {name}", _first(node), self.keys[name].doc)

    def _twice(self, key: Scalar, first: Scalar, reading: Reading) -> None:
        message = f"{shown(key.text.value)} and {shown(first.text.value)} mean the same"
        reading.error("duplicate-key", message, key.span, "", (Related("the first one", first.span),))

    def _unknown(self, key: Scalar, reading: Reading) -> str | None:
        """Report a key that means nothing here; the key that was probably meant."""
        name = key.text.value
        hint = ""
        near = None
        reading.hints += 1
        if reading.hints <= MAX_HINTS:
            hints = []
            near = nearest(name, self.keys)
            if near is not None:
                hints.append(f"did you mean {near}?")
            hints += [f"{name} is a key of {other}" for other in self._elsewhere(name, reading)]
            hint = "; ".join(hints) or "known keys: " + ", ".join(self.keys)
        reading.error("unknown-key", f"{self.name} has no key {shown(name)}", key.span, hint)
        return near

    def _elsewhere(self, name: str, reading: Reading) -> list[str]:
        """The records one level up and down that have the key: the misplaced key's home."""
        around = [record.name for record in reading.open[-2:-1] if name in record.table]
        for known, key in self.keys.items():
            inner = _record_of(key.shape)
            if inner is not None and name in inner.table:
                around.append(f"{inner.name} (in {known})")
        return around[:2]


def record(name: str, build: Callable[[Fields], T | None], keys: Table[str, Key[Any]]) -> Record[T]:
    """A mapping with known keys; `name` with its article says in messages what it is."""
    return Record(name, build, keys)


def _record_of(shape: Shape[Any]) -> Record[Any] | None:
    while True:
        if isinstance(shape, Record):
            return shape
        if isinstance(shape, ListOf):
            shape = shape.item
        elif isinstance(shape, Either):
            shape = shape.long
        else:
            return None


def _first(node: Node) -> Span:
    """The beginning of a node: where a message about all of it points."""
    return Span(node.span.text, node.span.start, min(node.span.start + 1, node.span.end))
