"""Go types for a schema, so that controller-gen would make that schema again of them, as far as Go can say it.

What a schema says of one property becomes a field with markers; an object gets a struct of its own, whose markers say
what holds for the object as a whole. What no marker says is simply not there: whoever asks compares.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from scaffold.golang import ast
from scaffold.golang.identifiers import KEYWORDS, exported, is_exported, is_identifier
from scaffold.kube import known
from scaffold.kube.comments import made_text
from scaffold.kube.marker_table import DEFINITIONS, FIELD, ITEMS, VALIDATION
from scaffold.kube.markers import is_marker, marker_line, quoted
from scaffold.kube.scalars import Json, go_float
from scaffold.source import Span

IMPORTS = {
    "metav1": "k8s.io/apimachinery/pkg/apis/meta/v1",
    "apiextensionsv1": "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1",
    "intstr": "k8s.io/apimachinery/pkg/util/intstr",
    "resource": "k8s.io/apimachinery/pkg/api/resource",
    "runtime": "k8s.io/apimachinery/pkg/runtime",
}
"""What the qualifiers of the made types mean."""

_QUANTITY = known.schema(IMPORTS["resource"], "Quantity") or {}
_INT_OR_STRING = [{"type": "integer"}, {"type": "string"}]
_DOCUMENTATION = ("description", "title", "externalDocs", "example", "default", "nullable")
_OWN_META = ("apiVersion", "kind", "metadata")
_UNTYPED = "+kubebuilder:validation:Schemaless"
_PRESERVE = "+kubebuilder:pruning:PreserveUnknownFields"
_SCALARS = {
    "minimum": "Minimum",
    "maximum": "Maximum",
    "exclusiveMinimum": "ExclusiveMinimum",
    "exclusiveMaximum": "ExclusiveMaximum",
    "multipleOf": "MultipleOf",
    "minLength": "MinLength",
    "maxLength": "MaxLength",
    "pattern": "Pattern",
    "format": "Format",
    "minItems": "MinItems",
    "maxItems": "MaxItems",
    "uniqueItems": "UniqueItems",
    "minProperties": "MinProperties",
    "maxProperties": "MaxProperties",
}
"""Keys of schemas with the markers that say them."""

_NUMBERS = frozenset(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"))
_WORDS = frozenset(("minLength", "maxLength", "pattern"))
_FITTING = {
    **dict.fromkeys(_NUMBERS, ("integer", "number")),
    **dict.fromkeys(_WORDS, ("string",)),
    **dict.fromkeys(("minItems", "maxItems", "uniqueItems"), ("array",)),
    **dict.fromkeys(("minProperties", "maxProperties"), ("object",)),
}
"""The types that controller-gen wants beside a marker. An API server takes such keys anywhere, for nothing."""

_FORMATS = {"int32": "int32", "int64": "int64"}


class Typed:
    """What stands for a schema in a field: a Go type, markers, and whether the type may be pointed to."""

    __slots__ = ("markers", "pointer", "type")

    def __init__(self, t: ast.Type, markers: list[str], *, pointer: bool = False) -> None:
        self.type = t
        self.markers = markers
        self.pointer = pointer


class FromSchema:
    """Makes the types of one version of a kind. `taken` says which names are not free, `condition` is the schema of
    ``metav1.Condition``, `dangerous` allows floats.
    """

    def __init__(
        self, kind: str, span: Span, taken: Callable[[str], bool], condition: dict[str, Any], *, dangerous: bool
    ) -> None:
        self._kind = kind
        self._span = span
        self._taken = taken
        self._condition = condition
        self._dangerous = dangerous
        self._made: dict[str, tuple[dict[str, Any], ast.TypeDecl]] = {}

    # --- kinds -------------------------------------------------------------------------------------------------------

    def kind(self, schema: dict[str, Any], markers: Iterable[str]) -> list[ast.TypeDecl]:
        """The kind's type, first, and all that it is made of."""
        fields = [
            self._field_of("", self._name("metav1", "TypeMeta"), 'json:",inline"', []),
            self._field_of("", self._name("metav1", "ObjectMeta"), 'json:"metadata,omitempty,omitzero"', []),
        ]
        required = schema.get("required", ())
        if "metadata" in required:
            fields[1] = self._field_of("", self._name("metav1", "ObjectMeta"), 'json:"metadata"', [])
        properties = {k: v for k, v in schema.get("properties", {}).items() if k not in _OWN_META}
        fields += self._fields(properties, required, self._kind, {"TypeMeta", "ObjectMeta"}, root=True)
        lines = [*markers, *_object_markers(schema), *_documentation(schema)]
        root = self._decl(self._kind, ast.Struct(tuple(fields), self._span), lines, schema.get("description", ""))
        return [*(decl for _, decl in self._made.values()), root]

    # --- properties --------------------------------------------------------------------------------------------------

    def _fields(
        self,
        properties: dict[str, Any],
        required: Iterable[str],
        owner: str,
        used: set[str],
        *,
        root: bool = False,
    ) -> list[ast.Field]:
        fields = []
        for name, schema in sorted(properties.items()):
            if not isinstance(schema, dict) or any(char in name for char in '",`\\') or not name.isprintable():
                continue  # no json tag says such a name
            go = exported(name)
            if not is_identifier(go) or not is_exported(go) or go in KEYWORDS:
                go = "Field" + "".join(char for char in go if char.isascii() and char.isalnum())
            wish, number = go, 2
            while go in used:
                go, number = f"{wish}{number}", number + 1
            used.add(go)
            fields.append(self._field(name, go, schema, name in required, owner, root=root))
        return fields

    def _field(
        self, name: str, go: str, schema: dict[str, Any], required: bool, owner: str, *, root: bool
    ) -> ast.Field:
        typed = self._typed(schema, owner, go)
        t = typed.type
        # The halves of an object are values, as everybody expects; `name` may be "-", which needs its comma.
        half = root and schema.get("type") == "object" and not schema.get("nullable")
        options = [] if required else ["omitempty", "omitzero"] if half else ["omitempty"]
        if typed.pointer and not half and (not required or schema.get("nullable")):
            t = ast.Pointer(t, self._span)
        tag = f'json:"{",".join([name, *(options or ([""] if name == "-" else []))])}"'
        lines = [*([] if required else ["+optional"]), *typed.markers, *_documentation(schema)]
        return self._field_of(go, t, tag, lines, schema.get("description", ""))

    def _typed(self, schema: dict[str, Any], owner: str, go: str) -> Typed:
        """The Go type of a property and the markers of its field, documentation apart."""
        kind = schema.get("type")
        if schema.get("x-kubernetes-int-or-string") and schema.get("anyOf") == _INT_OR_STRING and not kind:
            if schema.get("pattern") == _QUANTITY["pattern"]:
                return Typed(self._name("resource", "Quantity"), _markers(schema, "pattern"), pointer=True)
            rest = _markers(schema)
            # What is said of text needs to know that it may be text.
            own = [f"+{VALIDATION}XIntOrString"] if _WORDS & set(schema) else []
            return Typed(self._name("intstr", "IntOrString"), [*own, *rest], pointer=True)
        if not self._dangerous and kind in ("array", "object") and _holds_numbers(schema):
            # No marker describes what is in a list or a map, and controller-gen takes no floats there.
            return Typed(self._of_numbers(schema), [_UNTYPED, _PRESERVE])
        match kind:
            case "string":
                return self._text(schema)
            case "integer":
                format_ = schema.get("format", "")
                name = self._name("", _FORMATS.get(format_, "int"))
                return Typed(name, _markers(schema, "format" if format_ in _FORMATS else ""), pointer=True)
            case "number" if self._dangerous:
                return Typed(self._name("", "float64"), _markers(schema), pointer=True)
            case "boolean":
                return Typed(self._name("", "bool"), _markers(schema), pointer=True)
            case "array" if isinstance(schema.get("items"), dict):
                return self._list(schema, owner, go)
            case "object":
                return self._object(schema, owner, go)
        return self._untyped(schema)

    def _of_numbers(self, schema: dict[str, Any]) -> ast.Type:
        """The list or map of numbers, or of such lists and maps, that a schema describes."""
        match schema["type"]:
            case "array":
                return ast.Slice(self._of_numbers(schema["items"]), self._span)
            case "object":
                value = self._of_numbers(schema["additionalProperties"])
                return ast.Map(self._name("", "string"), value, self._span)
        return self._name("", "float64")

    def _untyped(self, schema: dict[str, Any]) -> Typed:
        """Any JSON, with what markers alone say of it."""
        own = self._name("apiextensionsv1", "JSON")
        keys = set(schema) - {*_DOCUMENTATION}
        if keys == {"x-kubernetes-preserve-unknown-fields"}:
            return Typed(own, [], pointer=True)
        kind = schema.get("type")
        lines = [_UNTYPED, *([f"+{VALIDATION}Type={kind}"] if kind else [])]
        if schema.get("x-kubernetes-int-or-string"):
            lines.append(f"+{VALIDATION}XIntOrString")
            own = self._name("intstr", "IntOrString")
        elif kind == "number":
            own = self._name("", "float64")
        if schema.get("x-kubernetes-preserve-unknown-fields"):
            lines.append(_PRESERVE)
        return Typed(own, [*lines, *_markers(schema)], pointer=True)

    def _text(self, schema: dict[str, Any]) -> Typed:
        format_ = schema.get("format")
        bare = not set(schema) - {"type", "format", *_DOCUMENTATION}
        if format_ == "byte" and bare:
            return Typed(ast.Slice(self._name("", "byte"), self._span), [])
        if format_ == "date-time" and bare and not isinstance(schema.get("default"), str):
            return Typed(self._name("metav1", "Time"), [], pointer=True)
        return Typed(self._name("", "string"), _markers(schema), pointer=bool(schema.get("nullable")))

    def _list(self, schema: dict[str, Any], owner: str, go: str) -> Typed:
        items = schema["items"]
        markers = _markers(schema) + _topology(schema)
        bare = {key: value for key, value in items.items() if key != "description"}
        if bare == {key: value for key, value in self._condition.items() if key != "description"}:
            return Typed(ast.Slice(self._name("metav1", "Condition"), self._span), markers)
        inner, lines = self._element(items, owner, _singular(go))
        return Typed(ast.Slice(inner, self._span), markers + lines)

    def _element(self, schema: dict[str, Any], owner: str, go: str) -> tuple[ast.Type, list[str]]:
        """The type of the items of a list, and the markers of its field that speak of them."""
        simple = schema.get("type") in ("string", "integer", "boolean")
        typed = self._typed(schema, owner, go)
        if not typed.markers and not set(_DOCUMENTATION) & set(schema):
            return typed.type, []
        foreign = isinstance(typed.type, ast.Name) and bool(typed.type.qualifier)
        if foreign or (simple and not set(_DOCUMENTATION) & set(schema)):
            return typed.type, [line for marker in typed.markers if (line := _of_items(marker))]
        if isinstance(typed.type, ast.Name) and not typed.type.qualifier and typed.type.name in self._made:
            return typed.type, []
        return self._named(schema, typed, owner, go), []

    def _value(self, schema: dict[str, Any], owner: str, go: str) -> ast.Type:
        """The type of the values of a map, for which a field has no markers."""
        typed = self._typed(schema, owner, go)
        own = isinstance(typed.type, ast.Name) and not typed.type.qualifier and typed.type.name in self._made
        foreign = isinstance(typed.type, ast.Name) and bool(typed.type.qualifier)
        # A type of its own made of somebody else's would not be written and read as that one is.
        if own or foreign or (not typed.markers and not set(_DOCUMENTATION) & set(schema)):
            return typed.type
        return self._named(schema, typed, owner, go)

    def _named(self, schema: dict[str, Any], typed: Typed, owner: str, go: str) -> ast.Type:
        """A type of its own for something that is no field and needs markers."""
        lines = [line for line in typed.markers if line != _UNTYPED]
        name = self._free(schema, owner, go)
        if name not in self._made:
            decl = self._decl(name, typed.type, [*lines, *_documentation(schema)], schema.get("description", ""))
            self._made[name] = (schema, decl)
        return self._name("", name)

    def _object(self, schema: dict[str, Any], owner: str, go: str) -> Typed:
        rest = schema.get("additionalProperties")
        preserve = bool(schema.get("x-kubernetes-preserve-unknown-fields"))
        if isinstance(rest, dict) and "properties" not in schema:
            value = self._value(rest, owner, f"{go}Value")
            t = ast.Map(self._name("", "string"), value, self._span)
            return Typed(t, [*([_PRESERVE] if preserve else []), *_markers(schema), *_topology(schema)])
        if schema.get("x-kubernetes-embedded-resource") and "properties" not in schema:
            more = [f"+{VALIDATION}EmbeddedResource"]
            if not preserve:
                return Typed(self._struct(schema, owner, go), more, pointer=True)
            raw = self._name("runtime", "RawExtension")
            return Typed(raw, [*more, *_raw_markers(schema)], pointer=True)
        if preserve and "properties" not in schema:
            return Typed(self._name("runtime", "RawExtension"), _raw_markers(schema), pointer=True)
        more = [f"+{VALIDATION}EmbeddedResource"] if schema.get("x-kubernetes-embedded-resource") else []
        return Typed(self._struct(schema, owner, go), more, pointer=True)

    def _struct(self, schema: dict[str, Any], owner: str, go: str) -> ast.Type:
        name = self._free(schema, owner, go)
        if name not in self._made:
            # Its place among the others comes before those of what it holds.
            empty = self._decl(name, ast.Struct((), self._span), [], "")
            self._made[name] = (schema, empty)
            fields = self._fields(schema.get("properties", {}), schema.get("required", ()), name, set())
            lines = _object_markers(schema)
            body = ast.Struct(tuple(fields), self._span)
            self._made[name] = (schema, self._decl(name, body, lines, schema.get("description", "")))
        return self._name("", name)

    def _free(self, schema: dict[str, Any], owner: str, go: str) -> str:
        """A name for a type: the kind's and the property's, with the owner's between where that is taken."""
        for name in (f"{self._kind}{go}", f"{owner}{go}"):
            known = self._made.get(name)
            if known is not None and known[0] == schema:
                return name
            if known is None and not self._taken(name) and name != self._kind and name != f"{self._kind}List":
                return name
        number = 2
        while f"{owner}{go}{number}" in self._made or self._taken(f"{owner}{go}{number}"):
            number += 1
        return f"{owner}{go}{number}"

    # --- Go ----------------------------------------------------------------------------------------------------------

    def _name(self, qualifier: str, name: str) -> ast.Name:
        return ast.Name(qualifier, name, (), self._span)

    def _text_of(self, lines: list[str], description: str, *, apart: bool) -> Any:
        words = "" if any(is_marker(line) for line in description.split("\n")) else description
        parts = [part for part in ("\n".join(lines), words) if part] if apart else [words, *lines]
        text = ("\n\n" if apart else "\n").join(part for part in parts if part)
        return made_text(text, self._span) if text else ast.NO_TEXT

    def _decl(self, name: str, body: ast.Type, lines: list[str], description: str) -> ast.TypeDecl:
        doc = self._text_of(lines, description, apart=True)
        return ast.TypeDecl(name, (), body, False, doc, ast.NO_TEXT, self._span)

    def _field_of(self, name: str, t: ast.Type, tag: str, lines: list[str], description: str = "") -> ast.Field:
        doc = self._text_of(lines, description, apart=False)
        return ast.Field(name, t, made_text(tag, self._span), doc, ast.NO_TEXT, False, self._span)


def _holds_numbers(schema: dict[str, Any]) -> bool:
    """Whether a schema is that of a list or a map of numbers, or of such lists and maps."""
    inner: Any = schema
    while isinstance(inner, dict) and inner.get("type") in ("array", "object") and "properties" not in inner:
        inner = inner.get("items" if inner["type"] == "array" else "additionalProperties")
    return isinstance(inner, dict) and inner is not schema and inner.get("type") == "number"


def _singular(go: str) -> str:
    if go.endswith("ies") and len(go) > 4:
        return f"{go[:-3]}y"
    if go.endswith("s") and not go.endswith(("ss", "us", "is")):
        return go[:-1]
    return f"{go}Item"


def _object_markers(schema: dict[str, Any]) -> list[str]:
    """The markers of a struct's type: what holds for the object as a whole."""
    preserve = [_PRESERVE] if schema.get("x-kubernetes-preserve-unknown-fields") else []
    atomic = schema.get("x-kubernetes-map-type")
    return [*preserve, *_markers(schema), *([f"+structType={atomic}"] if atomic else [])]


def _topology(schema: dict[str, Any]) -> list[str]:
    lines = []
    if schema.get("type") == "array" and "x-kubernetes-list-type" in schema:
        lines.append(f"+listType={schema['x-kubernetes-list-type']}")
        if schema["x-kubernetes-list-type"] == "map":
            lines += [f"+listMapKey={key}" for key in schema.get("x-kubernetes-list-map-keys", ())]
    if schema.get("type") == "object" and "x-kubernetes-map-type" in schema:
        lines.append(f"+mapType={schema['x-kubernetes-map-type']}")
    return lines


def _raw_markers(schema: dict[str, Any]) -> list[str]:
    """The markers of a field that holds any object: its Go type is a struct, which has no type of schemas by itself."""
    lines = _markers(schema)
    if _FITTING.keys() & schema.keys() & {"minProperties", "maxProperties"}:
        lines.insert(0, f"+{VALIDATION}Type=object")
    granular = schema.get("x-kubernetes-map-type")
    return [*lines, *([f"+structType={granular}"] if granular else [])]


_OF_ITEMS = {
    _PRESERVE: f"+{ITEMS}XPreserveUnknownFields",
    f"+{VALIDATION}EmbeddedResource": f"+{ITEMS}XEmbeddedResource",
}


def _of_items(line: str) -> str:
    """A marker as it is said of the items of a list; empty where there is none."""
    if line in _OF_ITEMS:
        return _OF_ITEMS[line]
    name = line.removeprefix("+").partition("=")[0].partition(":rule")[0]
    said = name.removeprefix(VALIDATION)
    return f"+{ITEMS}{line.removeprefix('+' + VALIDATION)}" if f"{ITEMS}{said}" in DEFINITIONS[FIELD] else ""


def _fits(key: str, schema: dict[str, Any]) -> bool:
    """Whether controller-gen takes the marker of a key beside the type of the schema."""
    kind, kinds = schema.get("type"), _FITTING.get(key)
    if kinds is None or (key in _WORDS and schema.get("x-kubernetes-int-or-string")):
        return True
    whole = not isinstance(schema[key], float) or schema[key] == int(schema[key])
    return kind in kinds and (kind == "number" or key not in ("minimum", "maximum") or whole)


def _markers(schema: dict[str, Any], left_out: str = "") -> list[str]:
    """The markers of validation that say what the schema says, in a fixed order; those that do not fit are left out."""
    lines = []
    for key, name in _SCALARS.items():
        if key in schema and key != left_out and _fits(key, schema):
            lines.append(f"+{VALIDATION}{name}={_scalar(schema[key])}")
    values = schema.get("enum")
    if values and all(isinstance(value, str | int | bool) for value in values):
        lines.append(f"+{VALIDATION}Enum=" + ";".join(_scalar(value) for value in values))
    for rule in schema.get("x-kubernetes-validations", ()):
        lines.append(marker_line(f"{VALIDATION}XValidation", rule))
    return lines


def _scalar(value: Json) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"`{value}`" if "\\" in value and "`" not in value and value.isprintable() else quoted(value)
    return go_float(value) if isinstance(value, float) else str(value)


def _documentation(schema: dict[str, Any]) -> list[str]:
    """The markers of what may differ from field to field of one type."""
    lines = []
    if schema.get("nullable"):
        lines.append("+nullable")
    if "default" in schema:
        value = schema["default"]
        plain = isinstance(value, str | int | bool) and "\n" not in str(value)
        lines.append(f"+kubebuilder:default={_scalar(value)}" if plain else f"+default={_json(value)}")
    if isinstance(schema.get("example"), str | int | bool):
        lines.append(f"+kubebuilder:example={_scalar(schema['example'])}")
    if isinstance(schema.get("title"), str):
        lines.append(f"+kubebuilder:title={quoted(schema['title'])}")
    docs = schema.get("externalDocs")
    if isinstance(docs, dict):
        lines.append(marker_line("kubebuilder:externalDocs", docs))
    return lines


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
