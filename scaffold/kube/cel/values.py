"""The values that rules compute with: those of JSON as a schema sees them, and times, optionals and the like.

Source: ``pkg/cel/common/values.go`` of k8s.io/apiserver v0.34, ``common/types`` of cel-go v0.26.

An integer is an ``int``, an unsigned one a `Uint`, a double a ``float``; texts, bytes, lists and null are Python's.
Maps and objects are ``dict``, objects with the names that rules use.
"""

from __future__ import annotations

import base64
import binascii
from typing import Any, NamedTuple

from scaffold.kube.cel.declare import escape
from scaffold.kube.cel.times import Duration, Timestamp, parse_date, parse_duration, parse_time
from scaffold.kube.scalars import Json

INT_MIN, INT_MAX, UINT_MAX = -(1 << 63), (1 << 63) - 1, (1 << 64) - 1

Value = Any
"""What an expression evaluates to."""


class CelError(Exception):
    """An expression has no value: a missing key, a division by zero."""


class Unknown(Exception):
    """This package cannot tell what an expression evaluates to."""


class Uint(int):
    """An unsigned integer."""


class Maybe(NamedTuple):
    """An optional; a tuple of nothing or of one value."""

    held: tuple[Value, ...] = ()


class TypeName(NamedTuple):
    """A type as a value."""

    name: str


class Broken(NamedTuple):
    """In place of a value that does not fit its schema: using it is an error."""

    why: str


def kind_of(value: Value) -> str:
    """The name of a value's type."""
    match value:
        case None:
            return "null_type"
        case bool():
            return "bool"
        case Uint():
            return "uint"
        case int():
            return "int"
        case float():
            return "double"
        case str():
            return "string"
        case bytes():
            return "bytes"
        case list():
            return "list"
        case dict():
            return "map"
        case Maybe():
            return "optional_type"
        case TypeName():
            return "type"
        case Timestamp():
            return "google.protobuf.Timestamp"
        case Duration():
            return "google.protobuf.Duration"
    return type(value).__name__


def is_number(value: Value) -> bool:
    """Whether it is an integer or a double."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def equal(a: Value, b: Value) -> bool:
    """CEL's ``==``: numbers of any kind are compared as numbers, values of different kinds are not the same."""
    if is_number(a) and is_number(b):
        return bool(a == b)
    if kind_of(a) != kind_of(b):
        return False
    if isinstance(a, list):
        return len(a) == len(b) and all(equal(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, dict):
        return len(a) == len(b) and all(key in b and equal(value, b[key]) for key, value in a.items())
    if isinstance(a, Maybe):
        return equal(list(a.held), list(b.held))
    if isinstance(a, Broken):
        raise CelError(a.why)
    return bool(a == b)


def compare(a: Value, b: Value) -> int:
    """Less than 0, 0, or more, for values that have an order."""
    ordered = (is_number(a) and is_number(b)) or (
        kind_of(a) == kind_of(b) and isinstance(a, bool | str | bytes | Timestamp | Duration)
    )
    if not ordered:
        raise CelError("no such overload")
    return int(a > b) - int(a < b)


def value_of(value: Json, schema: dict[str, Any], *, root: bool = False) -> Value:
    """A value of JSON as rules see it through its schema. `root`: it is a whole object."""
    if value is None:
        return None if schema.get("nullable") else Broken("got null for a schema that is not nullable")
    if schema.get("x-kubernetes-int-or-string"):
        return value if isinstance(value, str | int) and not isinstance(value, bool) else Broken("no integer or text")
    kind = schema.get("type")
    if kind == "object":
        return _object(value, schema, root=root or bool(schema.get("x-kubernetes-embedded-resource")))
    if kind == "array":
        items = schema.get("items")
        if not isinstance(value, list) or not isinstance(items, dict):
            return Broken("no list")
        return [value_of(item, items) for item in value]
    if schema.get("x-kubernetes-preserve-unknown-fields"):
        return value
    return _scalar(value, schema)


_TEXT: dict[str, Any] = {"type": "string"}
_META: dict[str, Any] = {
    "kind": _TEXT,
    "apiVersion": _TEXT,
    "metadata": {"type": "object", "properties": {"name": _TEXT, "generateName": _TEXT}},
}


def _object(value: Json, schema: dict[str, Any], *, root: bool) -> Value:
    if not isinstance(value, dict):
        return Broken("no object")
    rest = schema.get("additionalProperties")
    properties = {**(schema.get("properties") or {}), **(_META if root else {})}
    if not properties and isinstance(rest, dict):
        return {key: value_of(item, rest) for key, item in value.items()}
    out: dict[Value, Value] = {}
    for key, item in value.items():
        name = escape(key)
        if key in properties and name is not None:
            out[name] = value_of(item, properties[key] or {})
    return out


def _scalar(value: Json, schema: dict[str, Any]) -> Value:
    kind = schema.get("type")
    if kind == "string" and isinstance(value, str):
        return _text(value, schema.get("format"))
    if kind == "boolean" and isinstance(value, bool):
        return value
    if kind == "number" and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if kind == "integer" and isinstance(value, int | float) and not isinstance(value, bool) and value == int(value):
        return int(value)
    return Broken(f"no {kind or 'value with a type'}")


def _text(value: str, form: str | None) -> Value:
    found: Value = value
    if form == "byte":
        try:
            found = base64.b64decode(value, validate=True)
        except (binascii.Error, ValueError):
            found = None
    elif form == "duration":
        found = parse_duration(value)
    elif form == "date":
        found = parse_date(value)
    elif form == "date-time":
        found = parse_time(value)
    return Broken(f"no {form}") if found is None else found
