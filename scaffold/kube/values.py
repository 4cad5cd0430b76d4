"""Values held against schemas, as the API server holds a default: types, bounds, enumerations, unknown fields."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any

from scaffold.kube import re2
from scaffold.kube.formats import fits_format
from scaffold.kube.scalars import Json, json_number

_EXACT = 1 << 53
"""Below it every whole number is a float of its own."""
_META = ("apiVersion", "kind", "metadata")
RULES = "x-kubernetes-validations"


def faults(value: Json, schema: dict[str, Any], path: str) -> Iterator[str]:
    """What a schema has against a value, each a sentence that begins with the path. CEL rules are not run."""
    yield from own_faults(value, schema, path)
    for item, below, where in parts_of(value, schema, path):
        yield from faults(item, below, where)


def own_faults(value: Json, schema: dict[str, Any], path: str) -> Iterator[str]:
    """As `faults`, without those of items and fields."""
    if isinstance(value, float) and math.isfinite(value):
        value = json_number(value)
    kind, form = schema.get("type", ""), schema.get("format", "")
    allowed = value is None and (schema.get("nullable") or not kind)
    if (kind or form) and not allowed and not _is_of(value, kind, form):
        yield f"{path}: Invalid value: {_shown(value)}: {path} in body must be of type {kind or form}"
        return
    enum = schema.get("enum")
    if enum and not _is_one_of(value, enum):
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


def parts_of(value: Json, schema: dict[str, Any], path: str) -> Iterator[tuple[Json, dict[str, Any], str]]:
    """The items or fields of a value with their schemas and paths."""
    kind = schema.get("type", "")
    if isinstance(value, list) and kind in ("", "array"):
        items = schema.get("items")
        if isinstance(items, dict):
            for at, item in enumerate(value):
                yield item, items, f"{path}[{at}]"
    elif isinstance(value, dict) and kind in ("", "object"):
        properties, rest = schema.get("properties") or {}, schema.get("additionalProperties")
        for name, item in value.items():
            below = properties.get(name, rest)
            if isinstance(below, dict):
                yield item, below, f"{path}.{name}"


def _shown(value: Json) -> str:
    return f'"{value}"' if isinstance(value, str) else "null" if value is None else str(value).lower()


def _is_of(value: Json, kind: str, form: str) -> bool:
    """Whether a value is of a type, with the server's view of formats: they may stand for a type, and may hide it."""
    found = _kind(value)
    whole = isinstance(value, float) and kind == "integer" and _is_whole(value)
    if found == kind or whole or (found == "integer" and kind == "number"):
        return True
    return bool(form) and found in ("string", "array") and kind not in ("integer", "number")


def _kind(value: Json) -> str:
    match value:
        case bool():
            return "boolean"
        case int() if -(1 << 63) <= value < 1 << 63:
            return "integer"
        case int() | float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
        case dict():
            return "object"
    return "null"


def _is_one_of(value: Json, enum: list[Json]) -> bool:
    if isinstance(value, str):
        return value in enum
    return any(_equal(_like(value, item), item) for item in enum)


def _like(value: Json, item: Json) -> Json:
    """A value as it is compared with one of an enumeration: without its fraction, where that has none."""
    fraction = isinstance(value, float) and isinstance(item, int) and not isinstance(item, bool)
    return int(value) if fraction and isinstance(value, float) and math.isfinite(value) else value


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
        if compiled is not None and compiled.matches(value) is False:
            yield f"{path}: Invalid value: \"{value}\": {path} in body should match '{pattern}'"
    form = schema.get("format")
    if form and not fits_format(value, form):
        yield f'{path}: Invalid value: "{value}": {path} in body must be of type {form}: "{value}"'


def _number(value: float, schema: dict[str, Any], path: str) -> Iterator[str]:
    least, most, step = schema.get("minimum"), schema.get("maximum"), schema.get("multipleOf")
    if isinstance(value, int):
        # Integers are held to bounds without fractions, as Go converts them.
        least, most, step = (_int64(bound) for bound in (least, most, step))
    if least is not None and (value <= least if schema.get("exclusiveMinimum") else value < least):
        yield f"{path}: Invalid value: {value}: {path} in body should be greater than {least}"
    if most is not None and (value >= most if schema.get("exclusiveMaximum") else value > most):
        yield f"{path}: Invalid value: {value}: {path} in body should be less than {most}"
    if step is not None and step <= 0:
        yield f"{path}: Invalid value: {step}: factor MultipleOf declared for {path} must be positive: {step}"
    elif step is not None and not _is_multiple(value, step):
        yield f"{path}: Invalid value: {value}: {path} in body should be a multiple of {step}"


def _int64(bound: float | None) -> int | None:
    whole = 0 if bound is None or not math.isfinite(bound) else int(bound)
    return None if bound is None else whole if -(1 << 63) <= whole < 1 << 63 else -(1 << 63)


def _is_multiple(value: float, step: float) -> bool:
    if isinstance(value, int):
        return value % step == 0
    return _is_whole(1 / step * value if step < 1 else value / step)


def _is_whole(value: float) -> bool:
    """Whether a float is a whole number, or as good as one."""
    if not abs(value) < _EXACT:
        return False
    exact, whole = abs(value), abs(math.trunc(value))
    return exact == whole or bool(exact and whole and abs(exact - whole) / (exact + whole) < 1e-9)


def _list(value: list[Json], schema: dict[str, Any], path: str) -> Iterator[str]:
    least, most = schema.get("minItems"), schema.get("maxItems")
    if least is not None and len(value) < least:
        yield f"{path}: Invalid value: {path} in body should have at least {least} items"
    if most is not None and len(value) > most:
        yield f"{path}: Invalid value: {path} in body should have at most {most} items"


def _object(value: dict[str, Json], schema: dict[str, Any], path: str) -> Iterator[str]:
    least, most = schema.get("minProperties"), schema.get("maxProperties")
    if least is not None and len(value) < least:
        yield f"{path}: Invalid value: {path} in body should have at least {least} properties"
    if most is not None and len(value) > most:
        yield f"{path}: Invalid value: {path} in body should have at most {most} properties"
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{path}.{name}: Required value"
    if schema.get("additionalProperties") is False:
        properties = schema.get("properties", {})
        for name in value:
            if name not in properties:
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


def repeats(value: Json, schema: dict[str, Any]) -> bool:
    """Whether a list that is a set or a map by its schema, at any depth, has an item twice. Defaults may."""
    return has_repeated_items(value, schema) or any(
        repeats(item, below) for item, below, _ in parts_of(value, schema, "")
    )


def has_repeated_items(value: Json, schema: dict[str, Any]) -> bool:
    """As `repeats`, of the value itself."""
    kind = schema.get("x-kubernetes-list-type")
    if not isinstance(value, list) or kind not in ("set", "map"):
        return False
    keys = schema.get("x-kubernetes-list-map-keys") or ()
    names = value if kind == "set" else [{key: x.get(key) for key in keys} for x in value if isinstance(x, dict)]
    return len({json.dumps(json_value(name), sort_keys=True) for name in names}) < len(names)


def json_value(value: Json) -> Json:
    """The value with whole floats as the integers that they are equal to."""
    if isinstance(value, float) and math.isfinite(value):
        return json_number(value)
    if isinstance(value, list):
        return [json_value(item) for item in value]
    return {key: json_value(item) for key, item in value.items()} if isinstance(value, dict) else value


def is_ruled(schema: dict[str, Any]) -> bool:
    """Whether there are CEL rules for a value of a schema or what it holds: few have any, and running them costs."""
    below = [schema.get("items"), schema.get("additionalProperties"), *(schema.get("properties") or {}).values()]
    return bool(schema.get(RULES)) or any(is_ruled(inner) for inner in below if isinstance(inner, dict))


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
