"""Objects that break one constraint of a schema each, made from an object that keeps all of them."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

Path = tuple[str | int, ...]
META = ("apiVersion", "kind", "metadata", "status")


def violations(sample: dict[str, Any], schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each with the path and the constraint that it breaks."""
    for path, key, value in _broken(sample, schema, ()):
        made = copy.deepcopy(sample)
        _put(made, path, value)
        yield "/".join(map(str, (*path, key))), made


_GONE = object()


def _put(root: Any, path: Path, value: Any) -> None:
    for part in path[:-1]:
        root = root[part]
    if value is _GONE:
        del root[path[-1]]
    else:
        root[path[-1]] = value


def _broken(value: Any, schema: dict[str, Any], path: Path) -> Iterator[tuple[Path, str, Any]]:
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        for name in schema.get("required", ()):
            # A default would stand in for it.
            if name in value and "default" not in properties.get(name, {}):
                yield (*path, name), "required", _GONE
        for name, item in value.items():
            if path or name not in META:
                below = properties.get(name, schema.get("additionalProperties"))
                if isinstance(below, dict):
                    yield from _own(item, below, (*path, name))
                    yield from _broken(item, below, (*path, name))
    elif isinstance(value, list) and isinstance(schema.get("items"), dict):
        for at, item in enumerate(value):
            yield from _own(item, schema["items"], (*path, at))
            yield from _broken(item, schema["items"], (*path, at))


def _own(value: Any, schema: dict[str, Any], path: Path) -> Iterator[tuple[Path, str, Any]]:
    kind = schema.get("type")
    if kind:
        yield path, "type", [] if kind == "object" else {"no": "such"}
    if isinstance(value, str):
        if schema.get("minLength"):
            yield path, "minLength", ""
        if "maxLength" in schema:
            yield path, "maxLength", "x" * (schema["maxLength"] + 1)
        if "enum" in schema:
            yield path, "enum", "none-of-them"
        if schema.get("pattern", "").startswith("^") and schema["pattern"].endswith("$"):
            yield path, "pattern", "\n\x7f"
        if schema.get("format") in ("date-time", "byte", "ipv4", "uuid", "date"):
            yield path, "format", "?"
    if isinstance(value, int) and not isinstance(value, bool):
        if "minimum" in schema:
            yield path, "minimum", schema["minimum"] - 1
        if "maximum" in schema:
            yield path, "maximum", schema["maximum"] + 1
    if isinstance(value, list):
        if schema.get("minItems"):
            yield path, "minItems", []
        if "maxItems" in schema and value:
            yield path, "maxItems", value * (schema["maxItems"] + 1)
        if schema.get("x-kubernetes-list-type") in ("set", "map") and value:
            yield path, "list-type", [value[0], value[0]]
    if isinstance(value, dict) and schema.get("minProperties"):
        yield path, "minProperties", {}
