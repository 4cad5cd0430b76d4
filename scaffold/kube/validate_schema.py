"""The rules of an OpenAPI v3 schema in a CRD: what is supported, and what makes it structural.

Sources: ``pkg/apis/apiextensions/validation`` and ``pkg/apiserver/schema`` of k8s.io/apiextensions-apiserver v0.34. CEL
expressions are not compiled here.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from scaffold.diagnostics import Report
from scaffold.kube import re2
from scaffold.kube.field_path import resolve_path
from scaffold.kube.values import faults, unknown
from scaffold.kube.view import View
from scaffold.source import Span

_TYPES = ("array", "boolean", "integer", "number", "object", "string")
_META = ("metadata", "kind", "apiVersion")
_UNSUPPORTED = {
    "id": "id is not supported",
    "additionalItems": "additionalItems is not supported",
    "patternProperties": "patternProperties is not supported",
    "definitions": "definitions is not supported",
    "dependencies": "dependencies is not supported",
    "$ref": "$ref is not supported",
    "$schema": "OpenAPIV3Schema 'schema' is not supported",
}
_REASONS = ("FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired")
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
_INT_OR_STRING = [{"type": "integer"}, {"type": "string"}]
_ROOT, _ITEM, _FIELD = "at the root", "for specified array items", "for specified object fields"


class _Place(NamedTuple):
    """What is known of a schema's surroundings. `no_defaults` says why there may be none."""

    root: bool = False
    meta: bool = False
    no_defaults: str = ""


class SchemaRules:
    """Holds one version's schema to the rules; what is wrong goes to the report."""

    def __init__(self, report: Report) -> None:
        self._report = report
        # Paths that were complained of.
        self._wrong: list[str] = []

    def _say(self, path: str, message: str, span: Span, hint: str = "", code: str = "crd-schema") -> None:
        self._wrong.append(path)
        self._report.error(code, f"{path}: {message}", span, hint=hint)

    def _required(self, view: View, key: str, message: str, hint: str = "", code: str = "crd-structural") -> None:
        self._say(f"{view.path}.{key}", f"Required value: {message}", view.key_span(key), hint, code)

    def _forbidden(self, view: View, key: str, message: str, hint: str = "", code: str = "crd-structural") -> None:
        self._say(f"{view.path}.{key}", f"Forbidden: {message}", view.key_span(key), hint, code)

    def _invalid(self, view: View, key: str, message: str, hint: str = "", code: str = "crd-schema") -> None:
        found = view.get(key)
        span = found.span if found is not None else view.key_span(key)
        self._say(f"{view.path}.{key}", f"Invalid value: {message}", span, hint, code)

    def check(self, root: View, *, status: bool) -> None:
        """The schema of a version; `status` says whether it has the status subresource."""
        if status:
            self._status_root(root)
        if root.flag("nullable"):
            self._forbidden(root, "nullable", "nullable cannot be true at the root", code="crd-schema")
        if not _has_unsupported(root):
            self._structural(root, _ROOT)
            self._complete(root)
            self._defaults(root, is_root=True, inside_meta=False)
        self._supported(root, _Place(root=True))

    def _status_root(self, root: View) -> None:
        for key, value in root.entries():
            if key == "type" and value.text != "object":
                message = (
                    'only "object" is allowed as the type at the root of the schema if the status subresource is '
                    "enabled"
                )
                self._invalid(root, "type", message)
                return
            if key not in _AT_ROOT and not _zero(value):
                self._say(
                    f"{root.path}.{key}",
                    f"Invalid value: {key} is not allowed at the root of the schema if the status subresource is "
                    "enabled",
                    root.key_span(key),
                    hint="move it below spec",
                )
                return

    # --- what is supported at all ------------------------------------------------------------------------------------

    def _supported(self, view: View, place: _Place) -> None:
        self._keywords(view, place)
        self._properties(view, place)
        for key in ("not", "items"):
            child = view.get(key)
            if child is not None and child.is_object:
                self._supported(child, place._replace(root=False))
        for key in ("allOf", "oneOf", "anyOf"):
            found = view.get(key)
            for child in found.items() if found is not None else ():
                self._supported(child, place._replace(root=False))
        self._lists(view)
        self._rules(view)

    def _keywords(self, view: View, place: _Place) -> None:
        kind = view.word("type")
        if kind and kind not in _TYPES:
            supported = ", ".join(f'"{name}"' for name in _TYPES)
            self._say(
                f"{view.path}.type", f'Unsupported value: "{kind}": supported values: {supported}', _span(view, "type")
            )
        if view.has("default") and place.no_defaults:
            self._forbidden(view, "default", f"must not be set {place.no_defaults}", code="crd-schema")
        for key, message in _UNSUPPORTED.items():
            found = view.get(key)
            if found is not None and (key in ("additionalItems", "$ref", "dependencies") or found.json not in ("", {})):
                hint = "write the schema out where it is used" if key == "$ref" else ""
                self._forbidden(view, key, message, hint, code="crd-schema")
        items = view.get("items")
        if items is not None and items.items():
            self._forbidden(view, "items", "items must be a schema object and not an array", code="crd-schema")
        if place.meta and view.flag("x-kubernetes-embedded-resource"):
            key = "x-kubernetes-embedded-resource"
            self._forbidden(view, key, "must not be used inside of resource meta", code="crd-schema")
        if view.flag("uniqueItems"):
            message = "uniqueItems cannot be set to true since the runtime complexity becomes quadratic"
            self._forbidden(view, "uniqueItems", message, "use x-kubernetes-list-type: set", code="crd-schema")
        preserve = view.get("x-kubernetes-preserve-unknown-fields")
        if preserve is not None and not preserve.true:
            self._invalid(view, "x-kubernetes-preserve-unknown-fields", "false: must be true or undefined")

    def _properties(self, view: View, place: _Place) -> None:
        properties, rest = view.get("properties"), view.get("additionalProperties")
        named = dict(properties.entries()) if properties is not None else {}
        if rest is not None:
            if named and not rest.true:
                message = "additionalProperties and properties are mutual exclusive"
                hint = "properties are for structs, additionalProperties for maps"
                self._forbidden(view, "additionalProperties", message, hint, code="crd-schema")
            if rest.is_object:
                inner = place._replace(root=False)
                if place.meta:
                    inner = inner._replace(no_defaults="inside additionalProperties applying to object metadata")
                self._supported(rest, inner)
        for name, child in named.items():
            inner = place._replace(root=False)
            if name in _META and (place.root or view.flag("x-kubernetes-embedded-resource")):
                inner = inner._replace(meta=True)
                if place.root:
                    inner = inner._replace(no_defaults=f"in top-level {name}")
            self._supported(child, inner)

    def _lists(self, view: View) -> None:
        kind, map_type, list_type = (
            view.get(key) for key in ("type", "x-kubernetes-map-type", "x-kubernetes-list-type")
        )
        name = kind.text if kind is not None else ""
        if map_type is not None:
            if name != "object":
                self._typed(view, "object", "x-kubernetes-map-type")
            if map_type.text not in ("atomic", "granular"):
                self._unsupported(view, "x-kubernetes-map-type", map_type.text, ("atomic", "granular"))
        keys = view.words("x-kubernetes-list-map-keys")
        if list_type is not None:
            if name != "array":
                self._typed(view, "array", "x-kubernetes-list-type")
            elif list_type.text == "set":
                self._set_items(view)
            if list_type.text not in ("atomic", "set", "map"):
                self._unsupported(view, "x-kubernetes-list-type", list_type.text, ("atomic", "set", "map"))
        if keys and (list_type is None or list_type.text != "map"):
            message = "must be map if x-kubernetes-list-map-keys is non-empty"
            if list_type is None:
                self._required(view, "x-kubernetes-list-type", message, code="crd-schema")
            else:
                self._invalid(view, "x-kubernetes-list-type", f'"{list_type.text}": {message}')
        if list_type is not None and list_type.text in ("set", "map"):
            items = view.get("items")
            if items is not None and items.flag("nullable"):
                message = f"cannot be nullable when x-kubernetes-list-type is {list_type.text}"
                self._forbidden(items, "nullable", message, code="crd-schema")
        if list_type is not None and list_type.text == "map":
            self._list_map(view, keys)

    def _typed(self, view: View, kind: str, key: str) -> None:
        message = f"must be {kind} if {key} is specified"
        if view.word("type"):
            self._invalid(view, "type", f'"{view.word("type")}": {message}')
        else:
            self._required(view, "type", message, code="crd-schema")

    def _unsupported(self, view: View, key: str, value: str, supported: tuple[str, ...]) -> None:
        words = ", ".join(f'"{name}"' for name in supported)
        self._say(f"{view.path}.{key}", f'Unsupported value: "{value}": supported values: {words}', _span(view, key))

    def _set_items(self, view: View) -> None:
        items = view.get("items")
        if items is None or not items.is_object:
            return
        kind = items.word("type")
        message = "must be atomic as item of a list with x-kubernetes-list-type=set"
        nested = items.get("x-kubernetes-list-type")
        if kind == "array" and nested is not None and nested.text != "atomic":
            self._invalid(items, "x-kubernetes-list-type", message)
        if kind == "object" and items.word("x-kubernetes-map-type") != "atomic":
            self._invalid(items, "x-kubernetes-map-type", message)

    def _list_map(self, view: View, keys: list[str]) -> None:
        items = view.get("items")
        if not keys:
            self._required(
                view,
                "x-kubernetes-list-map-keys",
                "must not be empty if x-kubernetes-list-type is map",
                code="crd-schema",
            )
        if items is None:
            message = "must have a schema if x-kubernetes-list-type is map"
            self._required(view, "items", message, code="crd-schema")
            return
        if not items.is_object:
            self._invalid(view, "items", "must only have a single schema if x-kubernetes-list-type is map")
            return
        if items.word("type") != "object":
            message = f'"{items.word("type")}": must be object if parent array\'s x-kubernetes-list-type is map'
            self._invalid(items, "type", message)
            return
        required = items.words("required")
        for at, key in enumerate(keys):
            found = items.at("properties", key)
            if key in keys[:at]:
                self._invalid(view, "x-kubernetes-list-map-keys", "must not contain duplicate entries")
            if found is None:
                message = f'entries must all be names of item properties, and "{key}" is none'
                self._invalid(view, "x-kubernetes-list-map-keys", message)
                continue
            if found.word("type") in ("array", "object"):
                message = "must be a scalar type if parent array's x-kubernetes-list-type is map"
                self._invalid(found, "type", message)
            if key not in required and not found.has("default"):
                message = (
                    "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required "
                    "property"
                )
                self._required(found, "default", message, code="crd-schema")
            if found.flag("nullable"):
                message = "this property is in x-kubernetes-list-map-keys, so it cannot be nullable"
                self._forbidden(found, "nullable", message, code="crd-schema")

    def _rules(self, view: View) -> None:
        found = view.get("x-kubernetes-validations")
        for rule in found.items() if found is not None else ():
            text, message = rule.word("rule"), rule.word("message")
            expression, where = rule.word("messageExpression"), rule.word("fieldPath")
            if not text.strip():
                self._required(rule, "rule", "rule is not specified", code="crd-rule")
            elif message and not message.strip():
                self._invalid(rule, "message", "must be non-empty if specified", code="crd-rule")
            elif _broken(message.strip()):
                self._invalid(rule, "message", "must not contain line breaks", code="crd-rule")
            elif _broken(text.strip()) and not message.strip():
                why = "message must be specified if rule contains line breaks"
                self._required(rule, "message", why, code="crd-rule")
            if expression and not expression.strip():
                why = "messageExpression must be non-empty if specified"
                self._required(rule, "messageExpression", why, code="crd-rule")
            reason = rule.get("reason")
            if reason is not None and reason.text not in _REASONS:
                self._unsupported(rule, "reason", reason.text, _REASONS)
            if where and not where.strip():
                self._invalid(rule, "fieldPath", "must be non-empty if specified", code="crd-rule")
            if _broken(where):
                self._invalid(rule, "fieldPath", "must not contain line breaks", code="crd-rule")
            if where and not _has_unsupported(view) and isinstance(resolve_path(where, view), str):
                self._invalid(rule, "fieldPath", f'"{where}": must be a valid path', code="crd-rule")

    # --- structural schemas ------------------------------------------------------------------------------------------

    def _structural(self, view: View, level: str) -> None:
        kind, items, rest = view.word("type"), view.get("items"), view.get("additionalProperties")
        embedded = view.flag("x-kubernetes-embedded-resource")
        preserves = view.flag("x-kubernetes-preserve-unknown-fields")
        either = view.flag("x-kubernetes-int-or-string")
        if kind == "array" and items is None:
            hint = "say what the list holds: items: {type: string}, for example"
            self._required(view, "items", "must be specified", hint)
        if items is not None and items.is_object:
            self._structural(items, _ITEM)
        properties = view.get("properties")
        for _, child in properties.entries() if properties is not None else ():
            self._structural(child, _FIELD)
        if rest is not None:
            if level == _ROOT:
                self._forbidden(view, "additionalProperties", "must not be used at the root")
            if rest.is_object:
                self._structural(rest, _FIELD)
        for flag, name in ((preserves, "preserve-unknown-fields"), (embedded, "embedded-resource")):
            if either and flag:
                message = "must be false if x-kubernetes-int-or-string is true"
                self._invalid(view, f"x-kubernetes-{name}", message, code="crd-structural")
        self._combinations(view, level)
        self._type(view, level, kind, embedded, open_=either or preserves)
        if embedded and rest is not None:
            message = "must not be used if x-kubernetes-embedded-resource is set"
            self._forbidden(view, "additionalProperties", message)
        self._metadata(view, level, embedded)
        if embedded and not preserves and not (properties is not None and any(True for _ in properties.entries())):
            message = (
                "must not be empty if x-kubernetes-embedded-resource is true without "
                "x-kubernetes-preserve-unknown-fields"
            )
            self._required(view, "properties", message)

    def _type(self, view: View, level: str, kind: str, embedded: bool, *, open_: bool) -> None:
        if embedded and kind != "object":
            message = "must be object if x-kubernetes-embedded-resource is true"
            if kind:
                self._invalid(view, "type", f'"{kind}": {message}', code="crd-structural")
            else:
                self._required(view, "type", message)
        elif not kind and not open_:
            hint = "every field of a structural schema states its type"
            self._required(view, "type", f"must not be empty {level}", hint)
        if level == _ROOT and kind and kind != "object":
            self._invalid(view, "type", f'"{kind}": must be object at the root', code="crd-structural")

    def _metadata(self, view: View, level: str, embedded: bool) -> None:
        checked = level == _ROOT or embedded
        for name in ("kind", "apiVersion"):
            found = view.at("properties", name)
            if found is not None and checked and found.word("type") != "string":
                self._invalid(found, "type", f'"{found.word("type")}": must be string', code="crd-structural")
        found = view.at("properties", "metadata")
        if found is None:
            return
        if checked and found.word("type") != "object":
            self._invalid(found, "type", f'"{found.word("type")}": must be object', code="crd-structural")
        if level == _ROOT and _restricts(found):
            message = (
                "Forbidden: must not specify anything other than name and generateName, but metadata is implicitly "
                "specified"
            )
            self._say(found.path, message, found.span, "write metadata: {type: object}", "crd-structural")

    def _combinations(self, view: View, level: str, *, skip_any: bool = False) -> None:
        anyone, every = view.get("anyOf"), view.get("allOf")
        if not skip_any and anyone is not None and anyone.json != _INT_OR_STRING:
            for child in anyone.items():
                self._nested(child, level, rules=False)
        for at, child in enumerate(every.items() if every is not None else ()):
            inner = child.get("anyOf")
            self._nested(
                child, level, rules=False, skip_any=at == 0 and inner is not None and inner.json == _INT_OR_STRING
            )
        one = view.get("oneOf")
        for child in one.items() if one is not None else ():
            self._nested(child, level, rules=False)
        negated = view.get("not")
        if negated is not None:
            self._nested(negated, level, rules=False)
        pattern = view.word("pattern")
        why = re2.problem(pattern) if pattern else ""
        if why:
            message = f'"{pattern}": must be a valid regular expression, but isn\'t: {why}'
            self._invalid(view, "pattern", message, "the dialect is Go's (RE2): no lookaround, no backreferences")

    def _nested(self, view: View, level: str, *, rules: bool, skip_any: bool = False) -> None:
        """A schema below ``allOf``, ``anyOf``, ``oneOf`` or ``not``: it may only restrict values."""
        self._nested_values(view, level, skip_any=skip_any)
        items = view.get("items")
        if items is not None and items.is_object:
            self._nested(items, level, rules=rules)
        properties = view.get("properties")
        for name, child in properties.entries() if properties is not None else ():
            self._nested(child, _FIELD, rules=rules)
            if name == "metadata":
                message = "Forbidden: must not be specified in a nested context"
                self._say(child.path, message, child.span, code="crd-structural")
        rest = view.get("additionalProperties")
        if rest is not None and (rest.is_object or rest.true):
            self._forbidden(view, "additionalProperties", "must be undefined to be structural")
        for key, word in (
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
        ):
            found = view.get(key)
            if found is None or (word != "undefined" and _zero(found)):
                continue
            hint = "state it once, outside of allOf, anyOf, oneOf and not"
            self._forbidden(view, key, f"must be {word} to be structural", hint)

    def _nested_values(self, view: View, level: str, *, skip_any: bool) -> None:
        """What a nested schema says of values. There the integer-or-string pattern is no exception of its own."""
        for key in ("anyOf", "allOf", "oneOf"):
            found = view.get(key)
            for child in found.items() if found is not None and not (skip_any and key == "anyOf") else ():
                self._nested(child, level, rules=False)
        negated = view.get("not")
        if negated is not None:
            self._nested(negated, level, rules=False)
        pattern = view.word("pattern")
        why = re2.problem(pattern) if pattern else ""
        if why:
            self._invalid(view, "pattern", f'"{pattern}": must be a valid regular expression, but isn\'t: {why}')

    # --- completeness ------------------------------------------------------------------------------------------------

    def _complete(self, root: View) -> None:
        """What the root's ``allOf`` and the like speak of must be specified outside of them as well."""
        for child in _branches(root):
            self._covered(child, root)

    def _covered(self, nested: View, outside: View | None, path: str = "") -> None:
        if outside is None:
            self._say(
                path, f"Required value: because it is defined in {nested.path}", nested.span, code="crd-structural"
            )
            return
        for child in _branches(nested):
            self._covered(child, outside)
        items = nested.get("items")
        if items is not None and items.is_object:
            self._covered(items, outside.get("items"), f"{outside.path}.items")
        properties = nested.get("properties")
        for name, child in properties.entries() if properties is not None else ():
            self._covered(child, outside.at("properties", name), f"{outside.path}.properties[{name}]")

    # --- defaults ----------------------------------------------------------------------------------------------------

    def _defaults(self, view: View, *, is_root: bool, inside_meta: bool) -> None:
        embedded = is_root or view.flag("x-kubernetes-embedded-resource")
        if embedded:
            inside_meta = False
        found = view.get("default")
        # A value is only held to a schema that is itself sound.
        if found is not None and not any(path.startswith(view.path) for path in self._wrong):
            schema: Any = view.json
            if not inside_meta:
                for name in unknown(found.json, schema, ""):
                    message = f"Invalid value: must not have unknown fields, such as {name.lstrip('.')}"
                    self._say(found.path, message, found.span, code="crd-default")
                    break
            if embedded and found.is_object:
                for name in ("apiVersion", "kind"):
                    if not found.word(name):
                        self._say(f"{found.path}.{name}", "Required value", found.span, code="crd-default")
            for message in faults(found.json, schema, found.path):
                path, _, text = message.partition(": ")
                self._say(path, text, found.span, code="crd-default")
        items = view.get("items")
        if items is not None and items.is_object:
            self._defaults(items, is_root=False, inside_meta=inside_meta)
        properties = view.get("properties")
        for name, child in properties.entries() if properties is not None else ():
            self._defaults(child, is_root=False, inside_meta=inside_meta or (embedded and name in _META))


def _branches(view: View) -> list[View]:
    out = [view.get("not")]
    for key in ("allOf", "anyOf", "oneOf"):
        found = view.get(key)
        out += found.items() if found is not None else []
    return [child for child in out if child is not None]


def _restricts(metadata: View) -> bool:
    """Whether a root's metadata says more than its type, its name and its generateName."""
    for key, value in metadata.entries():
        if key in ("type", "default", "externalDocs", "example", "$schema"):
            continue
        if key == "properties":
            if any(name not in ("name", "generateName") for name, _ in value.entries()):
                return True
        elif not _zero(value) or key == "additionalProperties":
            return True
    return False


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
    children = [items, view.get("additionalProperties"), *_branches(view)]
    properties = view.get("properties")
    children += [child for _, child in properties.entries()] if properties is not None else []
    return any(_has_unsupported(child) for child in children if child is not None and child.is_object)


def _zero(value: View) -> bool:
    """Whether Go's decoder cannot tell a value from one that is left out. A number is behind a pointer there."""
    found = value.json
    return found is False or (not isinstance(found, int | float) and not found)


def _broken(text: str) -> bool:
    return "\n" in text or "\r" in text


def _span(view: View, key: str) -> Span:
    found = view.get(key)
    return found.span if found is not None else view.key_span(key)
