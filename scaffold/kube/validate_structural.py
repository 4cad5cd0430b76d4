"""What makes a schema structural: every field with its type, and nothing but values below ``allOf`` and the like.

Source: ``pkg/apiserver/schema`` (``validation.go``, ``complete.go``) of k8s.io/apiextensions-apiserver v0.34.
"""

from __future__ import annotations

from scaffold.kube import re2
from scaffold.kube.complaints import Complaints
from scaffold.kube.view import View

META = ("metadata", "kind", "apiVersion")
"""The fields that every object has."""

_CODE = "crd-structural"
_ROOT, _ITEM, _FIELD = "at the root", "for specified array items", "for specified object fields"
_SILENT = ("example", "externalDocs")
_EVEN_EMPTY = frozenset(
    [
        *("default", "required", "not", "properties", "x-kubernetes-list-map-keys", "x-kubernetes-list-type"),
        *("x-kubernetes-map-type", "x-kubernetes-validations"),
    ]
)
"""What an API server tells from what is left out even where it is empty."""
_NOT_NESTED = (
    ("type", "empty"),
    ("default", "undefined"),
    ("title", "empty"),
    ("description", "empty"),
    ("nullable", "false"),
    ("x-kubernetes-preserve-unknown-fields", "false"),
    ("x-kubernetes-embedded-resource", "false"),
    ("x-kubernetes-int-or-string", "false"),
    ("x-kubernetes-list-map-keys", "empty"),
    ("x-kubernetes-list-type", "undefined"),
    ("x-kubernetes-map-type", "undefined"),
    ("x-kubernetes-validations", "empty"),
)
"""What may not stand below ``allOf``, ``anyOf``, ``oneOf`` or ``not``, and what it must be."""


def check_structural(root: View, rules: Complaints) -> None:
    """The rules of a structural schema, for the schema of a version."""
    _structural(root, _ROOT, rules)


def _structural(view: View, level: str, rules: Complaints) -> None:
    items, rest = view.get("items"), view.get("additionalProperties")
    embedded, preserves, either = (
        view.flag(f"x-kubernetes-{name}") for name in ("embedded-resource", "preserve-unknown-fields", "int-or-string")
    )
    if view.word("type") == "array" and (items is None or items.json == []):
        hint = "say what the list holds: items: {type: string}, for example"
        rules.required(view, "items", _CODE, "must be specified", hint)
    if items is not None and items.is_object:
        _structural(items, _ITEM, rules)
    for _, child in view.properties():
        _structural(child, _FIELD, rules)
    if rest is not None:
        if level == _ROOT:
            rules.forbidden(view, "additionalProperties", _CODE, "must not be used at the root")
        if rest.is_object:
            _structural(rest, _FIELD, rules)
    for flag, name in ((preserves, "preserve-unknown-fields"), (embedded, "embedded-resource")):
        if either and flag:
            why = "must be false if x-kubernetes-int-or-string is true"
            rules.invalid(view, f"x-kubernetes-{name}", _CODE, why)
    _values(view, level, rules, nested=False)
    _type(view, level, rules, embedded=embedded, open_=either or preserves)
    _metadata(view, rules, root=level == _ROOT, embedded=embedded)
    if embedded and rest is not None:
        why = "must not be used if x-kubernetes-embedded-resource is set"
        rules.forbidden(view, "additionalProperties", _CODE, why)
    if embedded and not preserves and not any(True for _ in view.properties()):
        why = "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields"
        rules.required(view, "properties", _CODE, why)


def _type(view: View, level: str, rules: Complaints, *, embedded: bool, open_: bool) -> None:
    kind = view.word("type")
    if embedded and kind != "object":
        why = "must be object if x-kubernetes-embedded-resource is true"
        (rules.invalid if kind else rules.required)(view, "type", _CODE, why)
    elif not kind and not open_:
        hint = "every field of a structural schema states its type"
        rules.required(view, "type", _CODE, f"must not be empty {level}", hint)
    if level == _ROOT and kind and kind != "object":
        rules.invalid(view, "type", _CODE, "must be object at the root")


def _metadata(view: View, rules: Complaints, *, root: bool, embedded: bool) -> None:
    for name, wanted in (("kind", "string"), ("apiVersion", "string"), ("metadata", "object")):
        found = view.field(name)
        if found is not None and (root or embedded) and found.word("type") != wanted:
            rules.invalid(found, "type", _CODE, ("" if found.word("type") else '"": ') + f"must be {wanted}")
    found = view.field("metadata")
    if root and found is not None and _restricts(found):
        why = "must not specify anything other than name and generateName, but metadata is implicitly specified"
        rules.say(found.path, f"Forbidden: {why}", found.span, _CODE, "write metadata: {type: object}")


def _restricts(metadata: View) -> bool:
    """Whether a root's metadata says more than its type, its name and its generateName."""
    for key, value in metadata.entries():
        if key in ("type", "default", "externalDocs", "example", "$schema"):
            continue
        if key == "properties":
            if any(name not in ("name", "generateName") for name, _ in value.entries()):
                return True
        elif not is_zero(value) or key == "additionalProperties":
            return True
    return False


def _values(view: View, level: str, rules: Complaints, *, nested: bool, skip_any: bool = False) -> None:
    """What a schema says of values: its combinations and its pattern.

    The pattern of an integer or a string, ``anyOf: [{type: integer}, {type: string}]``, is taken for none, except
    `nested` in another combination; `skip_any` leaves out the ``anyOf``, which is that pattern.
    """
    for key in ("anyOf", "allOf", "oneOf"):
        found = view.get(key)
        if found is None or (key == "anyOf" and (skip_any or (not nested and _is_int_or_string(found)))):
            continue
        for at, child in enumerate(found.items()):
            inner = child.get("anyOf")
            pattern = inner is not None and _is_int_or_string(inner)
            _nested(child, level, rules, skip_any=not nested and key == "allOf" and at == 0 and pattern)
    negated = view.get("not")
    if negated is not None:
        _nested(negated, level, rules)
    pattern_text = view.word("pattern")
    problem = re2.problem(pattern_text) if pattern_text else ""
    if problem:
        hint = "the dialect is Go's (RE2): no lookaround, no backreferences"
        why = f"must be a valid regular expression, but isn't: {problem}"
        rules.invalid(view, "pattern", "crd-schema", why, hint)


def _says(key: str, value: View) -> bool:
    """Whether a keyword says anything of values, even if nothing can keep to it."""
    if key in ("items", "additionalProperties") and value.is_object:
        return True
    return key not in _SILENT and (key in _EVEN_EMPTY or not is_zero(value))


def _is_int_or_string(branches: View) -> bool:
    """Whether a list of schemas is ``[{type: integer}, {type: string}]``, but for what says nothing of values."""
    said = [{key: value.json for key, value in branch.entries() if _says(key, value)} for branch in branches.items()]
    return said == [{"type": "integer"}, {"type": "string"}]


def _nested(view: View, level: str, rules: Complaints, *, skip_any: bool = False) -> None:
    """A schema below ``allOf``, ``anyOf``, ``oneOf`` or ``not``: it may only restrict values."""
    _values(view, level, rules, nested=True, skip_any=skip_any)
    items = view.get("items")
    if items is not None and items.is_object:
        _nested(items, level, rules)
    for name, child in view.properties():
        _nested(child, _FIELD, rules)
        if name == "metadata":
            rules.say(child.path, "Forbidden: must not be specified in a nested context", child.span, _CODE)
    rest = view.get("additionalProperties")
    if rest is not None and (rest.is_object or rest.true):
        rules.forbidden(view, "additionalProperties", _CODE, "must be undefined to be structural")
    for key, word in _NOT_NESTED:
        found = view.get(key)
        if found is not None and (word == "undefined" or not is_zero(found)):
            hint = "state it once, outside of allOf, anyOf, oneOf and not"
            rules.forbidden(view, key, _CODE, f"must be {word} to be structural", hint)


def check_complete(root: View, rules: Complaints) -> None:
    """What the root's ``allOf`` and the like speak of must be specified outside of them as well."""
    for child in root.branches():
        _covered(child, root, root.path, rules)


def _covered(nested: View, outside: View | None, path: str, rules: Complaints) -> None:
    if outside is None:
        rules.say(path, f"Required value: because it is defined in {nested.path}", nested.span, _CODE)
        return
    for child in nested.branches():
        _covered(child, outside, path, rules)
    items = nested.get("items")
    if items is not None and items.is_object:
        _covered(items, outside.get("items"), f"{path}.items", rules)
    for name, child in nested.properties():
        _covered(child, outside.field(name), f"{path}.properties[{name}]", rules)


def is_zero(value: View) -> bool:
    """Whether Go's decoder cannot tell a value from one that is left out. A number is behind a pointer there."""
    found = value.json
    return found is False or (not isinstance(found, int | float) and not found)
