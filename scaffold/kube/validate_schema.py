"""The schema of a version: what of OpenAPI v3 an API server supports; the rest of its rules lie beside this file.

Source: ``pkg/apis/apiextensions/validation`` of k8s.io/apiextensions-apiserver v0.34.
"""

from __future__ import annotations

from typing import NamedTuple

from scaffold.kube.complaints import Complaints
from scaffold.kube.validate_defaults import check_defaults
from scaffold.kube.validate_lists import check_lists
from scaffold.kube.validate_rules import check_rules
from scaffold.kube.validate_structural import META, check_complete, check_structural, is_zero
from scaffold.kube.view import View

_TYPES = ("array", "boolean", "integer", "number", "object", "string")
_UNSUPPORTED = {
    "id": "id is not supported",
    "additionalItems": "additionalItems is not supported",
    "patternProperties": "patternProperties is not supported",
    "definitions": "definitions is not supported",
    "dependencies": "dependencies is not supported",
    "$ref": "$ref is not supported",
    "$schema": "OpenAPIV3Schema 'schema' is not supported",
}
_AT_ROOT = frozenset(
    [
        "description",
        "type",
        "format",
        "title",
        "maximum",
        "exclusiveMaximum",
        "minimum",
        "exclusiveMinimum",
        "maxLength",
        "minLength",
        "pattern",
        "maxItems",
        "minItems",
        "uniqueItems",
        "multipleOf",
        "required",
        "items",
        "properties",
        "externalDocs",
        "example",
        "x-kubernetes-preserve-unknown-fields",
        "x-kubernetes-validations",
    ]
)
"""What may stand at the root of a schema beside a status subresource."""
_POINTERS = (
    *("additionalProperties", "additionalItems", "$ref", "default", "x-kubernetes-map-type"),
    "x-kubernetes-list-type",
)
"""What an API server tells from what is left out even where it is false or empty."""


class _Place(NamedTuple):
    """What is known of a schema's surroundings. `no_defaults` says why there may be none."""

    root: bool = False
    meta: bool = False
    no_defaults: str = ""


def check_schema(root: View, rules: Complaints, *, status: bool) -> None:
    """The schema of a version; `status` says whether it has the status subresource."""
    if status:
        _status_root(root, rules)
    if root.flag("nullable"):
        rules.forbidden(root, "nullable", "crd-schema", "nullable cannot be true at the root")
    readable = not _has_unsupported(root)
    before = len(rules.wrong)
    if readable:
        check_structural(root, rules)
        check_complete(root, rules)
        check_defaults(root, rules)
    sound = readable and len(rules.wrong) == before
    _supported(root, _Place(root=True), rules)
    check_rules(root, rules, readable=readable, sound=sound)


def _status_root(root: View, rules: Complaints) -> None:
    for key, value in root.entries():
        if key == "type" and value.text != "object":
            why = 'only "object" is allowed as the type at the root of the schema if the status subresource is enabled'
            rules.invalid(root, "type", "crd-schema", why)
            return
        # Here an empty list or mapping is no zero.
        if key not in _AT_ROOT and (not is_zero(value) or value.json in ([], {}) or key in _POINTERS):
            path = f"{root.path}.{key}"
            why = f"{key} is not allowed at the root of the schema if the status subresource is enabled"
            rules.say(path, f"Invalid value: {why}", root.key_span(key), "crd-schema", "move it below spec")
            return


def _supported(view: View, place: _Place, rules: Complaints) -> None:
    _keywords(view, place, rules)
    _properties(view, place, rules)
    inner = place._replace(root=False)
    for key in ("not", "items"):
        child = view.get(key)
        if child is not None and child.is_object:
            _supported(child, inner, rules)
    for key in ("allOf", "oneOf", "anyOf"):
        found = view.get(key)
        for child in found.items() if found is not None else ():
            _supported(child, inner, rules)
    for key in ("definitions", "patternProperties", "dependencies"):
        found = view.get(key)
        for _, child in found.entries() if found is not None else ():
            if child.is_object:
                _supported(child, inner, rules)
    items = view.get("items")
    for child in items.items() if items is not None else ():
        _supported(child, inner, rules)
    check_lists(view, rules)


def _keywords(view: View, place: _Place, rules: Complaints) -> None:
    kind = view.word("type")
    if kind == "null":
        rules.forbidden(view, "type", "crd-schema", "type cannot be set to null, use nullable as an alternative")
    elif kind and kind not in _TYPES:
        rules.unsupported(view, "type", "crd-schema", _TYPES)
    if view.has("default") and place.no_defaults:
        rules.forbidden(view, "default", "crd-schema", f"must not be set {place.no_defaults}")
    for key, why in _UNSUPPORTED.items():
        found = view.get(key)
        if found is not None and (key in ("additionalItems", "$ref", "dependencies") or found.json not in ("", {})):
            hint = "write the schema out where it is used" if key == "$ref" else ""
            rules.forbidden(view, key, "crd-schema", why, hint)
    items = view.get("items")
    if items is not None and items.items():
        rules.forbidden(view, "items", "crd-schema", "items must be a schema object and not an array")
    if place.meta and view.flag("x-kubernetes-embedded-resource"):
        rules.forbidden(
            view, "x-kubernetes-embedded-resource", "crd-schema", "must not be used inside of resource meta"
        )
    if view.flag("uniqueItems"):
        why = "uniqueItems cannot be set to true since the runtime complexity becomes quadratic"
        rules.forbidden(view, "uniqueItems", "crd-schema", why, "use x-kubernetes-list-type: set")
    preserve = view.get("x-kubernetes-preserve-unknown-fields")
    if preserve is not None and not preserve.true:
        why = "false: must be true or undefined"
        rules.invalid(view, "x-kubernetes-preserve-unknown-fields", "crd-schema", why)


def _properties(view: View, place: _Place, rules: Complaints) -> None:
    rest, named = view.get("additionalProperties"), dict(view.properties())
    inner = place._replace(root=False)
    if rest is not None:
        if named and not rest.true:
            why = "additionalProperties and properties are mutual exclusive"
            hint = "properties are for structs, additionalProperties for maps"
            rules.forbidden(view, "additionalProperties", "crd-schema", why, hint)
        if rest.is_object:
            why = "inside additionalProperties applying to object metadata"
            _supported(rest, inner._replace(no_defaults=why) if place.meta else inner, rules)
    for name, child in named.items():
        below = inner
        if name in META and (place.root or view.flag("x-kubernetes-embedded-resource")):
            below = below._replace(meta=True)
            if place.root:
                below = below._replace(no_defaults=f"in top-level {name}")
        _supported(child, below, rules)


def _has_unsupported(view: View) -> bool:
    """Whether a schema has, at any depth, what a structural schema cannot even be read with."""
    for key in ("id", "$schema", "$ref"):
        if view.word(key):
            return True
    for key in ("patternProperties", "dependencies", "definitions"):
        found = view.get(key)
        if found is not None and found.json:
            return True
    if view.has("additionalItems"):
        return True
    preserve = view.get("x-kubernetes-preserve-unknown-fields")
    if preserve is not None and not preserve.true:
        return True
    items = view.get("items")
    if items is not None and items.items():
        return True
    children = [items, view.get("additionalProperties"), *view.branches()]
    children += [child for _, child in view.properties()]
    return any(_has_unsupported(child) for child in children if child is not None and child.is_object)
