"""``x-kubernetes-list-type``, ``-list-map-keys`` and ``-map-type``: how lists and maps merge.

Source: ``pkg/apis/apiextensions/validation`` of k8s.io/apiextensions-apiserver v0.34.
"""

from __future__ import annotations

from scaffold.kube.complaints import Complaints
from scaffold.kube.view import View

_LIST, _MAP, _KEYS = "x-kubernetes-list-type", "x-kubernetes-map-type", "x-kubernetes-list-map-keys"
_CODE = "crd-schema"


def check_lists(view: View, rules: Complaints) -> None:
    """What a schema says of merging."""
    map_type, list_type = view.get(_MAP), view.get(_LIST)
    if map_type is not None:
        if view.word("type") != "object":
            _typed(view, "object", _MAP, rules)
        if map_type.text not in ("atomic", "granular"):
            rules.unsupported(view, _MAP, _CODE, ("atomic", "granular"))
    keys = view.words(_KEYS)
    if keys and (list_type is None or list_type.text != "map"):
        why = "must be map if x-kubernetes-list-map-keys is non-empty"
        (rules.required if list_type is None else rules.invalid)(view, _LIST, _CODE, why)
    if list_type is None:
        return
    if view.word("type") != "array":
        _typed(view, "array", _LIST, rules)
    elif list_type.text == "set":
        _set_items(view, rules)
    if list_type.text not in ("atomic", "set", "map"):
        rules.unsupported(view, _LIST, _CODE, ("atomic", "set", "map"))
    items = view.get("items")
    if list_type.text in ("set", "map") and items is not None and items.flag("nullable"):
        rules.forbidden(items, "nullable", _CODE, f"cannot be nullable when {_LIST} is {list_type.text}")
    if list_type.text == "map":
        _list_map(view, keys, rules)


def _typed(view: View, kind: str, key: str, rules: Complaints) -> None:
    why = f"must be {kind} if {key} is specified"
    (rules.invalid if view.word("type") else rules.required)(view, "type", _CODE, why)


def _set_items(view: View, rules: Complaints) -> None:
    items = view.get("items")
    if items is None or not items.is_object:
        return
    kind = items.word("type")
    why = "must be atomic as item of a list with x-kubernetes-list-type=set"
    nested = items.get(_LIST)
    if kind == "array" and nested is not None and nested.text != "atomic":
        rules.invalid(items, _LIST, _CODE, why)
    if kind == "object" and items.word(_MAP) != "atomic":
        rules.invalid(items, _MAP, _CODE, why)


def _list_map(view: View, keys: list[str], rules: Complaints) -> None:
    items = view.get("items")
    if not keys:
        rules.required(view, _KEYS, _CODE, f"must not be empty if {_LIST} is map")
    if items is None:
        rules.required(view, "items", _CODE, f"must have a schema if {_LIST} is map")
        return
    if not items.is_object:
        rules.invalid(view, "items", _CODE, f"must only have a single schema if {_LIST} is map")
        return
    if items.word("type") != "object":
        rules.invalid(items, "type", _CODE, f"must be object if parent array's {_LIST} is map")
        return
    required = items.words("required")
    for at, key in enumerate(keys):
        if key in keys[:at]:
            rules.invalid(view, _KEYS, _CODE, "must not contain duplicate entries")
        found = items.field(key)
        if found is None:
            rules.invalid(view, _KEYS, _CODE, f'entries must all be names of item properties, and "{key}" is none')
        else:
            _key(found, required=key in required, rules=rules)


def _key(found: View, *, required: bool, rules: Complaints) -> None:
    """A property that tells the items of a list apart."""
    if found.word("type") in ("array", "object"):
        rules.invalid(found, "type", _CODE, f"must be a scalar type if parent array's {_LIST} is map")
    if not required and not found.has("default"):
        why = f"this property is in {_KEYS}, so it must have a default or be a required property"
        rules.required(found, "default", _CODE, why)
    if found.flag("nullable"):
        rules.forbidden(found, "nullable", _CODE, f"this property is in {_KEYS}, so it cannot be nullable")
