"""What a rule knows of the value it is about: a schema as types of CEL, with the sizes that costs are estimated by.

Source: ``pkg/cel/common/schemas.go`` and ``pkg/cel/escaping.go`` of k8s.io/apiserver v0.34.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from scaffold.kube.cel import types as t
from scaffold.kube.cel.types import Type

MAX_REQUEST = 3 << 20
"""Bytes of a request."""

_WORDS = frozenset(
    [
        "true",
        "false",
        "null",
        "in",
        "as",
        "break",
        "const",
        "continue",
        "else",
        "for",
        "function",
        "if",
        "import",
        "let",
        "loop",
        "package",
        "namespace",
        "return",
        "var",
        "void",
        "while",
    ]
)
_ESCAPED = {"__": "__underscores__", ".": "__dot__", "-": "__dash__", "/": "__slash__"}
_STRING: dict[str, Any] = {"type": "string"}
_META: dict[str, Any] = {
    "kind": _STRING,
    "apiVersion": _STRING,
    "metadata": {"type": "object", "properties": {"name": _STRING, "generateName": _STRING}},
}


class Declared:
    """A value: its type, what it holds, the most elements (or bytes of text) it has, and its least size in JSON."""

    __slots__ = ("fields", "item", "key", "least", "most", "type")

    def __init__(self, type_: Type, *, most: int = 0, least: int = 2) -> None:
        self.type = type_
        self.most = most
        self.least = least
        self.fields: dict[str, Declared] = {}
        self.item: Declared | None = None
        self.key: Declared | None = None

    def structs(self, out: dict[str, dict[str, Type]]) -> None:
        """Add the fields of all the objects below to `out`, by the names of their types."""
        if self.type.kind == "struct":
            out[self.type.name] = {name: field.type for name, field in self.fields.items()}
        for inner in (*self.fields.values(), self.item):
            if inner is not None:
                inner.structs(out)


@lru_cache(4096)
def escape(name: str) -> str | None:
    """A field's name as rules spell it; None where they cannot."""
    if not name or name[0] in "0123456789":
        return None
    if name in _WORDS:
        return f"__{name}__"
    if re.search(r"[^a-zA-Z0-9\-./_]", name):
        return None
    return re.sub(r"__|[-./]", lambda found: _ESCAPED[found.group()], name)


def declare(schema: dict[str, Any], *, root: bool, name: str = "self") -> Declared | None:
    """The schema of a value as CEL sees it; None where rules cannot see it. `root`: it is a whole object."""
    if schema.get("x-kubernetes-int-or-string"):
        most = _most_bytes(schema) if schema.get("maxLength") is not None else MAX_REQUEST - 2
        return Declared(t.DYN, most=most, least=1)
    if root:
        schema = {**schema, "properties": {**(schema.get("properties") or {}), **_META}}
    match schema.get("type"):
        case "array":
            return _array(schema, name)
        case "object":
            return _object(schema, name)
        case "string":
            return _string(schema)
        case "boolean":
            return Declared(t.BOOL, least=4)
        case "number":
            return Declared(t.DOUBLE, least=1)
        case "integer":
            return Declared(t.INT, least=1)
    return None


def _array(schema: dict[str, Any], name: str) -> Declared | None:
    items = schema.get("items")
    item = _inner(items, f"{name}.@items") if isinstance(items, dict) else None
    if item is None:
        return None
    stated = schema.get("maxItems")
    most = max(stated, 0) if stated is not None else (MAX_REQUEST - 2) // (item.least + 1)
    made = Declared(t.list_of(item.type), most=most)
    made.item = item
    return made


def _inner(schema: dict[str, Any], name: str) -> Declared | None:
    return declare(schema, root=bool(schema.get("x-kubernetes-embedded-resource")), name=name)


def _object(schema: dict[str, Any], name: str) -> Declared | None:
    rest = schema.get("additionalProperties")
    if isinstance(rest, dict):
        value = _inner(rest, f"{name}.@values")
        if value is None:
            return None
        stated = schema.get("maxProperties")
        most = max(stated, 0) if stated is not None else (MAX_REQUEST - 2) // (value.least + 6)
        made = Declared(t.map_of(t.STRING, value.type), most=most)
        made.key, made.item = Declared(t.STRING), value
        return made
    made = Declared(Type("struct", name))
    required = schema.get("required") or ()
    for key, child in (schema.get("properties") or {}).items():
        field = _inner(child or {}, f"{name}.{key}")
        if field is None:
            continue
        escaped = escape(key)
        if escaped is not None:
            made.fields[escaped] = field
        if key in required and child.get("default") is None:
            made.least += len(key.encode()) + field.least + 4
    return made


_TIMES = {"duration": (t.DURATION, 32, 3), "date": (t.TIMESTAMP, 12, 12), "date-time": (t.TIMESTAMP, 32, 21)}


def _string(schema: dict[str, Any]) -> Declared:
    form, stated = schema.get("format"), schema.get("maxLength")
    if form in _TIMES:
        type_, most, least = _TIMES[form]
        return Declared(type_, most=most, least=least)
    if form == "byte":
        return Declared(t.BYTES, most=MAX_REQUEST - 2 if stated is None else max(stated, 0))
    if stated is not None:
        return Declared(t.STRING, most=_most_bytes(schema))
    texts = [len(value.encode()) for value in schema.get("enum") or () if isinstance(value, str)]
    return Declared(t.STRING, most=max(texts, default=0) if schema.get("enum") else MAX_REQUEST - 2)


def _most_bytes(schema: dict[str, Any]) -> int:
    """Lengths are in characters, of up to four bytes each."""
    return int(max(schema["maxLength"], 0)) * 4
