"""What each schema marker does to a schema, and in which order.

Source: ``pkg/crd/markers/validation.go`` and ``topology.go`` of controller-tools v0.23.0.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

from scaffold.diagnostics import Report
from scaffold.kube.flatten import BROKEN, PLACE, Schema
from scaffold.kube.marker_table import ITEMS, VALIDATION
from scaffold.kube.markers import Marker

_PRIORITY = {
    VALIDATION + "Type": 9,
    VALIDATION + "XIntOrString": 9,
    "listType": 9,
    "k8s:listType": 9,
    "default": 9,
    VALIDATION + "AtMostOneOf": 11,
    VALIDATION + "ExactlyOneOf": 12,
    VALIDATION + "AtLeastOneOf": 13,
}
_RULES = "x-kubernetes-validations"
_REASONS = ("FieldValueRequired", "FieldValueInvalid", "FieldValueForbidden", "FieldValueDuplicate")


class _Misfit(Exception):
    """A marker that does not go with the schema's type; the text says what it wants."""


def apply_markers(
    schema: Schema, markers: Iterable[Marker], report: Report, constants: Iterable[str] | None = None
) -> None:
    """Apply the schema markers among `markers`; those that don't fit are reported at their places.

    `constants` are those of the type that the markers stand on; None for a field.
    """
    if BROKEN in schema:
        return
    ordered = sorted(markers, key=lambda marker: _PRIORITY.get(_base(marker.name), 10))
    for marker in ordered:
        if marker.name == "k8s:enum":
            _apply(schema, marker._replace(value=constants), marker.name, report)
        elif not marker.name.startswith(ITEMS):
            _apply(schema, marker, marker.name, report)
    for marker in ordered:
        if marker.name.startswith(ITEMS):
            items = schema.get("items")
            if schema.get("type") != "array" or not isinstance(items, dict):
                found = schema.get("type") or "no type of its own"
                report.error(
                    "crd-marker", f"marker +{marker.name} needs a list of plain items, found {found}", marker.span
                )
            else:
                _apply(items, marker, VALIDATION + marker.name.removeprefix(ITEMS), report)


def _base(name: str) -> str:
    return VALIDATION + name.removeprefix(ITEMS) if name.startswith(ITEMS) else name


def _apply(schema: Schema, marker: Marker, name: str, report: Report) -> None:
    action = _ACTIONS.get(name)
    if action is None:
        return
    rules = len(schema.get(_RULES, ()))
    try:
        action(schema, marker.value)
    except _Misfit as misfit:
        report.error("crd-marker", f"marker +{marker.name} {misfit}", marker.span)
    for rule in schema.get(_RULES, ())[rules:]:
        rule[PLACE] = marker.span


def _numeric(key: str) -> Callable[[Schema, Any], None]:
    def action(schema: Schema, value: float) -> None:
        kind = schema.get("type")
        if kind not in ("integer", "number"):
            raise _Misfit(f"needs a number, found {kind or 'no type of its own'}")
        if kind == "integer" and value != int(value):
            raise _Misfit(f"needs a whole number here, found {value}")
        schema[key] = value

    return action


def _exclusive(key: str) -> Callable[[Schema, Any], None]:
    def action(schema: Schema, value: bool) -> None:
        if schema.get("type") not in ("integer", "number"):
            raise _Misfit(f"needs a number, found {schema.get('type') or 'no type of its own'}")
        _flag(schema, key, value)

    return action


def _flag(schema: Schema, key: str, value: bool) -> None:
    """A boolean that JSON omits where it is false."""
    if value:
        schema[key] = True
    else:
        schema.pop(key, None)


def _typed(key: str, kind: str, what: str) -> Callable[[Schema, Any], None]:
    def action(schema: Schema, value: Any) -> None:
        fits = schema.get("type") == kind or (kind == "string" and schema.get("x-kubernetes-int-or-string"))
        if not fits:
            raise _Misfit(f"needs {what}, found {schema.get('type') or 'no type of its own'}")
        if value is False or value == "":
            schema.pop(key, None)
        else:
            schema[key] = value

    return action


def _set(key: str) -> Callable[[Schema, Any], None]:
    def action(schema: Schema, value: Any) -> None:
        if value in ("", []):
            schema.pop(key, None)
        else:
            schema[key] = value

    return action


def _switch(key: str) -> Callable[[Schema, Any], None]:
    def action(schema: Schema, value: None) -> None:
        schema[key] = True

    return action


def _default(schema: Schema, value: Any) -> None:
    schema["default"] = [] if value == {} and schema.get("type") == "array" else value


def _plain_default(schema: Schema, value: Any) -> None:
    if value is not None:
        schema["default"] = value


def _example(schema: Schema, value: Any) -> None:
    schema["example"] = value


def _title(schema: Schema, value: Any) -> None:
    if not isinstance(value, str):
        raise _Misfit("needs text; quote it")
    _set("title")(schema, value)


def _constants(schema: Schema, value: Iterable[str] | None) -> None:
    if value is None:
        raise _Misfit("belongs on a type, not on a field")
    if schema.get("type") != "string":
        raise _Misfit(f"needs a string type, found {schema.get('type') or 'no type of its own'}")
    texts = sorted(value, key=json.dumps)
    if not texts:
        raise _Misfit("finds no constants of its type that are declared with a literal")
    schema["enum"] = texts


def _docs(schema: Schema, value: dict[str, Any]) -> None:
    url = value["url"]
    if not url.startswith("/") and not re.match(r"[A-Za-z][-+.A-Za-z0-9]*:", url):
        raise _Misfit(f"needs a URL, found {url!r}")
    schema["externalDocs"] = {key: text for key, text in value.items() if text or key == "url"}


def _list_type(schema: Schema, value: str) -> None:
    if schema.get("type") != "array":
        raise _Misfit(f"needs a list, found {schema.get('type') or 'no type of its own'}")
    if value not in ("map", "set", "atomic"):
        raise _Misfit(f"must be map, set or atomic, not {value!r}")
    schema["x-kubernetes-list-type"] = value


def _list_key(schema: Schema, value: str) -> None:
    if schema.get("type") != "array":
        raise _Misfit(f"needs a list, found {schema.get('type') or 'no type of its own'}")
    if schema.get("x-kubernetes-list-type") != "map":
        raise _Misfit("needs +listType=map beside it")
    keys = schema.setdefault("x-kubernetes-list-map-keys", [])
    if value not in keys:
        keys.append(value)


def _map_type(schema: Schema, value: str) -> None:
    if schema.get("type") != "object":
        raise _Misfit(f"needs a map, found {schema.get('type') or 'no type of its own'}")
    _granular(schema, value)


def _struct_type(schema: Schema, value: str) -> None:
    if schema.get("type") not in ("object", None):
        raise _Misfit(f"needs a struct, found {schema.get('type')}")
    _granular(schema, value)


def _granular(schema: Schema, value: str) -> None:
    if value not in ("atomic", "granular"):
        raise _Misfit(f"must be granular or atomic, not {value!r}")
    schema["x-kubernetes-map-type"] = value


def _rule(schema: Schema, value: dict[str, Any]) -> None:
    reason = value.get("reason")
    if reason and reason not in _REASONS:
        raise _Misfit(f"has no reason {reason!r}; there are {', '.join(_REASONS)}")
    rule = {key: item for key, item in value.items() if item != "" or key == "rule"}
    schema.setdefault(_RULES, []).append(rule)


def _append_rule(schema: Schema, rule: str, message: str) -> None:
    schema.setdefault(_RULES, []).append({"rule": rule, "message": message})


def _at_most(schema: Schema, fields: list[str]) -> None:
    if fields:
        _append_rule(schema, f"{_sum(fields)} <= 1", f"at most one of the fields in [{' '.join(fields)}] may be set")


def _exactly(schema: Schema, fields: list[str]) -> None:
    if fields:
        _append_rule(schema, f"{_sum(fields)} == 1", f"exactly one of the fields in [{' '.join(fields)}] must be set")


def _at_least(schema: Schema, fields: list[str]) -> None:
    if fields:
        rule = "||".join(f"has(self.{field})" for field in fields)
        _append_rule(schema, rule, f"at least one of the fields in [{' '.join(fields)}] must be set")


def _sum(fields: list[str]) -> str:
    return "+".join(f"(has(self.{field})?1:0)" for field in fields)


def _immutable(schema: Schema, value: None) -> None:
    _append_rule(schema, "self == oldSelf", "field is immutable")


def _required(schema: Schema, value: None) -> None:
    """``+k8s:required`` asks for something in the value as well."""
    key = {"string": "minLength", "array": "minItems", "object": "minProperties"}.get(schema.get("type", ""))
    if key is None and "$ref" in schema:
        key = "minProperties"
    if key is not None:
        schema.setdefault(key, 1)


_ACTIONS: dict[str, Callable[[Schema, Any], None]] = {
    VALIDATION + "Maximum": _numeric("maximum"),
    VALIDATION + "Minimum": _numeric("minimum"),
    "k8s:maximum": _numeric("maximum"),
    "k8s:minimum": _numeric("minimum"),
    VALIDATION + "ExclusiveMaximum": _exclusive("exclusiveMaximum"),
    VALIDATION + "ExclusiveMinimum": _exclusive("exclusiveMinimum"),
    VALIDATION + "MultipleOf": _numeric("multipleOf"),
    VALIDATION + "MinProperties": _typed("minProperties", "object", "an object"),
    VALIDATION + "MaxProperties": _typed("maxProperties", "object", "an object"),
    VALIDATION + "MaxLength": _typed("maxLength", "string", "text"),
    VALIDATION + "MinLength": _typed("minLength", "string", "text"),
    VALIDATION + "Pattern": _typed("pattern", "string", "text"),
    VALIDATION + "MaxItems": _typed("maxItems", "array", "a list"),
    "k8s:maxItems": _typed("maxItems", "array", "a list"),
    VALIDATION + "MinItems": _typed("minItems", "array", "a list"),
    VALIDATION + "UniqueItems": _typed("uniqueItems", "array", "a list"),
    VALIDATION + "Enum": _set("enum"),
    VALIDATION + "Format": _set("format"),
    VALIDATION + "Type": _set("type"),
    VALIDATION + "XPreserveUnknownFields": _switch("x-kubernetes-preserve-unknown-fields"),
    "kubebuilder:pruning:PreserveUnknownFields": _switch("x-kubernetes-preserve-unknown-fields"),
    VALIDATION + "XEmbeddedResource": _switch("x-kubernetes-embedded-resource"),
    VALIDATION + "EmbeddedResource": _switch("x-kubernetes-embedded-resource"),
    VALIDATION + "XIntOrString": _switch("x-kubernetes-int-or-string"),
    VALIDATION + "XValidation": _rule,
    VALIDATION + "AtMostOneOf": _at_most,
    VALIDATION + "ExactlyOneOf": _exactly,
    VALIDATION + "AtLeastOneOf": _at_least,
    "nullable": _switch("nullable"),
    "kubebuilder:default": _default,
    "default": _plain_default,
    "kubebuilder:example": _example,
    "kubebuilder:title": _title,
    "kubebuilder:externalDocs": _docs,
    "listType": _list_type,
    "k8s:listType": _list_type,
    "listMapKey": _list_key,
    "k8s:listMapKey": _list_key,
    "mapType": _map_type,
    "structType": _struct_type,
    "k8s:enum": _constants,
    "k8s:immutable": _immutable,
    "k8s:required": _required,
}
