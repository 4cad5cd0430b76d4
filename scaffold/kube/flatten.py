"""Flattening: references resolved, and the ``allOf`` that they leave merged away, as controller-gen does it.

A field of a named type has what the type says and what the field says; the field's words win for documentation, and
two constraints of one kind that differ stay side by side in an ``allOf``.
Source: ``pkg/crd/flatten.go`` of controller-tools v0.23.0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Schema = dict[str, Any]
"""A JSONSchemaProps as JSON, without keys that JSON would omit. `PLACE` may hold the span it comes from."""

PLACE = "\0place"
"""The key under which a schema carries the span of what it was made of; `plain` drops it."""

BROKEN = "\0broken"
"""The key of a schema that could not be made and has been complained of: nothing more is to be said about it."""

_ORIGIN = "\0origin"
"""While schemas are merged: what tells whether two defaults are one and the same marker's.

Go's copies of a schema share the pointer to its default, and no other one, so that only this value is equal to itself.
"""

Ident = tuple[str, str]
"""A type: import path and name."""

DEFINITIONS = "#/definitions/"

_DOCUMENTATION = ("description", "title", "externalDocs", "example", PLACE)
_NOTES = (PLACE, BROKEN)
_STRUCTURE = frozenset(["items"])
"""What a structural schema has no room for in an ``allOf``."""
MAX_PARTS = 60_000
"""Schemas that one type comes to: no store of an API server takes a document with as many."""
MAX_NESTED = 100
"""Types within each other."""
_COMPARABLE = frozenset(
    [
        "type",
        "format",
        "pattern",
        "exclusiveMaximum",
        "exclusiveMinimum",
        "uniqueItems",
        "nullable",
        "x-kubernetes-embedded-resource",
        "x-kubernetes-int-or-string",
        "id",
    ]
)
"""Values that Go compares by value; everything else is a pointer or a slice there, never equal to another one."""


def reference(path: str, name: str) -> str:
    """The ``$ref`` of a type: ``#/definitions/example.com~1pkg~0Name``."""
    return f"{DEFINITIONS}{path.replace('/', '~1')}~0{name}" if path else DEFINITIONS + name


def identify(ref: str, path: str) -> Ident:
    """The type that a ``$ref`` in a schema of the package `path` names."""
    package, _, name = ref.removeprefix(DEFINITIONS).rpartition("~0")
    return (package.replace("~1", "/") or path, name)


class Flattener:
    """Resolves references. `load` gives the schema of a type; `conflict` hears of two types in one place, `cycle` of
    types that contain one another, `excess` of a type that is too large and why, `unmergeable` of a schema that two
    fields of one name would make no structural one of.
    """

    __slots__ = ("_conflict", "_cycle", "_excess", "_flat", "_is_full", "_load", "_open", "_parts", "_unmergeable")

    def __init__(
        self,
        load: Callable[[Ident], Schema],
        conflict: Callable[[str, str, Schema], None],
        cycle: Callable[[list[Ident]], None],
        excess: Callable[[Ident, str], None],
        unmergeable: Callable[[Schema], None] = lambda _: None,
    ) -> None:
        self._load = load
        self._conflict = conflict
        self._cycle = cycle
        self._excess = excess
        self._unmergeable = unmergeable
        self._parts: dict[Ident, int] = {}
        self._is_full = False
        self._flat: dict[Ident, Schema] = {}
        self._open: list[Ident] = []

    def type(self, ident: Ident) -> Schema:
        """The flat schema of a type, free to be changed."""
        found = self._type(ident)
        schema = self.merge_all(copied(broken() if self._is_full else found))
        for child in _schemas(schema):
            child.pop(_ORIGIN, None)
        return schema

    def _type(self, ident: Ident) -> Schema:
        found = self._flat.get(ident)
        if found is None:
            if ident in self._open:
                self._cycle(self._open[self._open.index(ident) :])
                return broken()
            self._open.append(ident)
            self._parts[ident] = 0
            loaded = copied(self._load(ident))
            for child in _schemas(loaded):
                if "default" in child:
                    child[_ORIGIN] = object()
            self._parts[ident] += sum(1 for _ in _schemas(loaded))
            found = self._flat[ident] = self._resolved(loaded, ident[0])
            self._open.pop()
        return found

    def _resolved(self, schema: Schema, path: str) -> Schema:
        """`schema` without references; it is changed in place where it has none of its own."""
        ref = schema.get("$ref")
        if ref:
            return self._referred(identify(ref, path), schema)
        for key, child in schema.items():
            if key in ("items", "not", "additionalProperties") and isinstance(child, dict):
                schema[key] = self._resolved(child, path)
            elif key in ("allOf", "oneOf", "anyOf"):
                schema[key] = [self._resolved(item, path) for item in child]
            elif key == "properties":
                schema[key] = {name: self._resolved(item, path) for name, item in child.items()}
        return schema

    def _referred(self, ident: Ident, schema: Schema) -> Schema:
        """The schema of a field that is of a type. What it adds to is counted before it is copied."""
        found = self._type(ident)
        within = self._open[-1]
        self._parts[within] += self._parts.get(ident, 1)
        if self._parts[within] > MAX_PARTS and not self._is_full:
            self._is_full = True
            self._excess(self._open[0], f"comes to a schema of more than {MAX_PARTS} parts")
        if self._is_full:
            found = broken()
        return _preserved(found, schema)

    def merge_all(self, schema: Schema) -> Schema:
        """`schema` with every ``allOf`` merged, from the outside in; changed in place."""
        for part in schema.pop("allOf", ()):
            self._merge(schema, part)
        for key, child in schema.items():
            if key in ("items", "not", "additionalProperties") and isinstance(child, dict):
                self.merge_all(child)
            elif key in ("allOf", "oneOf", "anyOf"):
                for item in child:
                    self.merge_all(item)
            elif key == "properties":
                for item in child.values():
                    self.merge_all(item)
        return schema

    def _merge(self, target: Schema, source: Schema) -> None:
        for part in source.get("allOf", ()):
            self._merge(target, part)
        target_rest: Schema = {}
        source_rest: Schema = {}
        for key, value in source.items():
            if key == "allOf" or key == _ORIGIN or key in _DOCUMENTATION:
                continue
            same = key in _COMPARABLE or (key == "default" and target.get(_ORIGIN) is source[_ORIGIN])
            if key not in target:
                target[key] = copied(value)
                if key == "default":
                    target[_ORIGIN] = source[_ORIGIN]
            elif key == "enum" or (same and target[key] == value):
                continue
            elif not self._reconciled(target, key, value):
                for name in (key, _ORIGIN) if key == "default" else (key,):
                    source_rest[name] = copied(source[name])
                    target_rest[name] = target.pop(name)
        structure = source_rest.keys() & _STRUCTURE
        if structure:
            self._unmergeable(target)
            for key in structure:
                target[key] = target_rest.pop(key)
                del source_rest[key]
        if source_rest:
            target.setdefault("allOf", []).extend([target_rest, source_rest])
        if target.get("required"):
            target["required"] = sorted(set(target["required"]))

    def _reconciled(self, target: Schema, key: str, value: Any) -> bool:
        """Settle a key that both have; False where both stay, in an ``allOf``."""
        mine = target[key]
        if key == "properties":
            for name, child in value.items():
                if name in mine:
                    self._merge(mine[name], child)
                else:
                    mine[name] = copied(child)
        elif key == "required":
            mine.extend(value)
        elif key in ("minProperties", "maxProperties"):
            return bool(mine == value)
        elif key == "type":
            self._conflict(str(mine), str(value), target)
        elif key == "additionalProperties":
            if isinstance(value, dict):
                if not isinstance(mine, dict):
                    mine = target[key] = {}
                self._merge(mine, value)
        elif key in (
            "x-kubernetes-preserve-unknown-fields",
            "x-kubernetes-map-type",
            "x-kubernetes-list-type",
            "x-kubernetes-list-map-keys",
        ):
            target[key] = copied(value)
        elif key == "x-kubernetes-validations":
            target[key] = [*copied(value), *mine]
        else:
            return False
        return True


def _preserved(type_schema: Schema, field: Schema) -> Schema:
    """The schema of a field of a type: both in an ``allOf``, the field's documentation first."""
    out: Schema = {key: type_schema[key] for key in _DOCUMENTATION if key in type_schema}
    out.update({key: field[key] for key in _DOCUMENTATION if key in field})
    rest = {key: value for key, value in field.items() if key not in _DOCUMENTATION and key != "$ref"}
    out["allOf"] = [copied(type_schema), rest]
    return out


def _schemas(schema: Schema) -> Iterator[Schema]:
    """A schema and all those within it."""
    yield schema
    for key, child in schema.items():
        if key in ("items", "not", "additionalProperties") and isinstance(child, dict):
            yield from _schemas(child)
        elif key in ("allOf", "oneOf", "anyOf"):
            for item in child:
                yield from _schemas(item)
        elif key == "properties":
            for item in child.values():
                yield from _schemas(item)


def copied(value: Any) -> Any:
    """A copy of a JSON value down to its leaves; spans are shared."""
    if isinstance(value, dict):
        return {key: copied(item) if key != PLACE else item for key, item in value.items()}
    if isinstance(value, list):
        return [copied(item) for item in value]
    return value


def broken() -> Schema:
    """The schema of what has none; it says what keeps the rules of schemas from complaining as well."""
    return {BROKEN: True, "x-kubernetes-preserve-unknown-fields": True}


def plain(value: Any) -> Any:
    """A copy without places: what is written."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items() if key not in _NOTES}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value
