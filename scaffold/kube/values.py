"""Values held against schemas, as the API server holds a default: types, bounds, enumerations, unknown fields."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from scaffold.kube import re2
from scaffold.kube.scalars import Json

_META = ("apiVersion", "kind", "metadata")


def faults(value: Json, schema: dict[str, Any], path: str) -> Iterator[str]:
    """What a schema has against a value, each a sentence that begins with the path. CEL rules are not run."""
    if value is None and schema.get("nullable"):
        return
    kind = schema.get("type", "")
    if kind and not _is(value, kind):
        yield f"{path}: Invalid value: {_shown(value)}: {path} in body must be of type {kind}"
        return
    enum = schema.get("enum")
    if enum and not any(_equal(value, item) for item in enum):
        yield f"{path}: Unsupported value: {_shown(value)}: supported values: {', '.join(map(_shown, enum))}"
    if isinstance(value, str):
        yield from _text(value, schema, path)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield from _number(value, schema, path)
    elif isinstance(value, list):
        yield from _list(value, schema, path)
    elif isinstance(value, dict):
        yield from _object(value, schema, path)
    yield from _combined(value, schema, path)


def _shown(value: Json) -> str:
    return f'"{value}"' if isinstance(value, str) else "null" if value is None else str(value).lower()


def _is(value: Json, kind: str) -> bool:
    match kind:
        case "object":
            return isinstance(value, dict)
        case "array":
            return isinstance(value, list)
        case "string":
            return isinstance(value, str)
        case "boolean":
            return isinstance(value, bool)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "integer":
            whole = isinstance(value, int) or (isinstance(value, float) and value == math.floor(value))
            return whole and not isinstance(value, bool)
    return True


def _equal(a: Json, b: Json) -> bool:
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    return a == b


def _text(value: str, schema: dict[str, Any], path: str) -> Iterator[str]:
    least, most, pattern = schema.get("minLength"), schema.get("maxLength"), schema.get("pattern")
    if least is not None and len(value) < least:
        yield f'{path}: Invalid value: "{value}": {path} in body should be at least {least} chars long'
    if most is not None and len(value) > most:
        yield f'{path}: Invalid value: "{value}": {path} in body should be at most {most} chars long'
    if pattern:
        compiled = re2.compiled(pattern)
        if compiled is not None and not compiled.search(value):
            yield f"{path}: Invalid value: \"{value}\": {path} in body should match '{pattern}'"


def _number(value: float, schema: dict[str, Any], path: str) -> Iterator[str]:
    least, most, step = schema.get("minimum"), schema.get("maximum"), schema.get("multipleOf")
    if least is not None and (value <= least if schema.get("exclusiveMinimum") else value < least):
        yield f"{path}: Invalid value: {value}: {path} in body should be greater than {least}"
    if most is not None and (value >= most if schema.get("exclusiveMaximum") else value > most):
        yield f"{path}: Invalid value: {value}: {path} in body should be less than {most}"
    if step and step > 0 and (value / step) != math.floor(value / step):
        yield f"{path}: Invalid value: {value}: {path} in body should be a multiple of {step}"


def _list(value: list[Json], schema: dict[str, Any], path: str) -> Iterator[str]:
    least, most = schema.get("minItems"), schema.get("maxItems")
    if least is not None and len(value) < least:
        yield f"{path}: Invalid value: {path} in body should have at least {least} items"
    if most is not None and len(value) > most:
        yield f"{path}: Invalid value: {path} in body should have at most {most} items"
    items = schema.get("items")
    if isinstance(items, dict):
        for at, item in enumerate(value):
            yield from faults(item, items, f"{path}[{at}]")


def _object(value: dict[str, Json], schema: dict[str, Any], path: str) -> Iterator[str]:
    least, most = schema.get("minProperties"), schema.get("maxProperties")
    if least is not None and len(value) < least:
        yield f"{path}: Invalid value: {path} in body should have at least {least} properties"
    if most is not None and len(value) > most:
        yield f"{path}: Invalid value: {path} in body should have at most {most} properties"
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{path}.{name}: Required value"
    properties = schema.get("properties", {})
    rest = schema.get("additionalProperties")
    for name, item in value.items():
        if name in properties:
            yield from faults(item, properties[name], f"{path}.{name}")
        elif isinstance(rest, dict):
            yield from faults(item, rest, f"{path}.{name}")
        elif rest is False:
            yield f"{path}: Invalid value: {path}.{name} in body is a forbidden property"


def _combined(value: Json, schema: dict[str, Any], path: str) -> Iterator[str]:
    for part in schema.get("allOf", ()):
        yield from faults(value, part, path)
    anyone, one, no = schema.get("anyOf"), schema.get("oneOf"), schema.get("not")
    if anyone and not any(fits(value, part) for part in anyone):
        yield f"{path}: Invalid value: {_shown(value)}: {path} in body must validate at least one schema (anyOf)"
    if one and sum(fits(value, part) for part in one) != 1:
        yield f"{path}: Invalid value: {_shown(value)}: {path} in body must validate one and only one schema (oneOf)"
    if isinstance(no, dict) and fits(value, no):
        yield f"{path}: Invalid value: {_shown(value)}: {path} in body must not validate the schema (not)"


def fits(value: Json, schema: dict[str, Any]) -> bool:
    """Whether a schema has nothing against a value."""
    return next(faults(value, schema, ""), None) is None


def unknown(value: Json, schema: dict[str, Any] | None, path: str) -> Iterator[str]:
    """The paths of the fields in a value that pruning would drop."""
    preserved = bool(schema and schema.get("x-kubernetes-preserve-unknown-fields"))
    if isinstance(value, dict):
        properties = (schema or {}).get("properties", {})
        rest = (schema or {}).get("additionalProperties")
        for name, item in value.items():
            if schema and schema.get("x-kubernetes-embedded-resource") and name in _META:
                continue
            below = f"{path}.{name}"
            if name in properties:
                yield from unknown(item, properties[name], below)
            elif schema is not None and rest is not None:
                yield from () if preserved and not isinstance(rest, dict) else unknown(item, _schema(rest), below)
            elif not preserved:
                yield below
    elif isinstance(value, list) and not (preserved and "items" not in (schema or {})):
        items = (schema or {}).get("items")
        for at, item in enumerate(value):
            yield from unknown(item, _schema(items), f"{path}[{at}]")


def _schema(value: Any) -> dict[str, Any] | None:
    return value if isinstance(value, dict) else None
