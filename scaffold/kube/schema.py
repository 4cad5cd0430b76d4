"""Go types as structural schemas, the way controller-gen v0.23.0 makes them.

Types come resolved: a `Name`'s qualifier is its import path, empty for predeclared types. What the types of the plan
declare is looked up through a function; Kubernetes' own come from `scaffold.kube.known`; anything else becomes a field
whose content is not checked, with a warning.
Source: ``pkg/crd/schema.go`` of controller-tools v0.23.0.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from scaffold.diagnostics import Report
from scaffold.golang import ast
from scaffold.kube import known, tags
from scaffold.kube.apply import apply_markers
from scaffold.kube.comments import leading_markers
from scaffold.kube.description import description
from scaffold.kube.flatten import PLACE, Flattener, Ident, Schema, broken, reference
from scaffold.kube.marker_table import FIELD, TYPE, VALIDATION
from scaffold.kube.markers import Marker, read_markers, synthetic
from scaffold.source import Span, Text

UNTYPED = ("+kubebuilder:validation:Schemaless", "+kubebuilder:pruning:PreserveUnknownFields")
"""The markers of a field whose type nothing is known about."""

_INTEGERS = {
    "int": "",
    "int8": "",
    "int16": "",
    "int32": "int32",
    "int64": "int64",
    "uint": "",
    "uint8": "",
    "uint16": "",
    "uint32": "int32",
    "uint64": "int64",
    "uintptr": "",
    "byte": "",
    "rune": "int32",
}
_INTERFACES = ("any", "error", "comparable")


class Declared(NamedTuple):
    """A type of the plan. `markers` are lines that scaffold adds to its doc comment (an enumeration's values).

    `marshals` is ``text`` or ``json`` for a type with its own MarshalText or MarshalJSON, else empty. `apart`: the
    markers that its comment begins with are no part of the comment in the Go that is written. `constants` are the texts
    of the constants of a string type, those declared with a literal.
    """

    decl: ast.TypeDecl
    markers: tuple[str, ...] = ()
    marshals: str = ""
    apart: bool = False
    constants: tuple[str, ...] = ()


Lookup = Callable[[str, str], Declared | None]
"""Import path and name → the type of the plan, if it declares it."""


class Builder:
    """Makes schemas of one set of Go packages; what doesn't fit into a CRD goes to the report, once."""

    __slots__ = ("_dangerous", "_flattener", "_lookup", "_optional", "_report", "_schemas", "_unknown")

    def __init__(
        self,
        lookup: Lookup,
        report: Report,
        *,
        dangerous: bool | None = False,
        embedded_object_meta: bool = False,
        optional: frozenset[str] = frozenset(),
    ) -> None:
        """`optional` are the import paths of packages whose fields may be missing unless they say otherwise.

        `dangerous` allows floats; None does with a warning.
        """
        self._lookup = lookup
        self._report = report
        self._dangerous = dangerous
        self._optional = optional
        self._schemas: dict[Ident, Schema] = {}
        self._unknown: dict[Ident, bool] = {}
        self._flattener = Flattener(self._load, self._conflict, self._cycle)
        if embedded_object_meta:
            self._schemas[known.META_V1, "ObjectMeta"] = known.OBJECT_META

    def flat(self, path: str, name: str) -> Schema:
        """The whole schema of a declared type without references; it may be changed."""
        return self._flattener.type((path, name))

    def needs_untyped(self, type_: ast.Type) -> bool:
        """Whether a field of this type has to carry `UNTYPED`: nothing is known about something in it."""
        match type_:
            case ast.Name():
                return self._is_unknown(type_)
            case ast.Pointer() | ast.Slice() | ast.Array():
                return self.needs_untyped(type_.elem)
            case ast.Map():
                return self.needs_untyped(type_.value)
            case ast.Paren():
                return self.needs_untyped(type_.inner)
            case _:
                return False

    def _is_unknown(self, name: ast.Name) -> bool:
        if not name.qualifier:
            return False
        ident = (name.qualifier, name.name)
        if ident not in self._unknown:
            self._unknown[ident] = False  # while a type that leads to itself is looked at
            declared = self._lookup(*ident)
            if declared is None:
                self._unknown[ident] = ident not in self._schemas and known.schema(*ident) is None
            else:
                self._unknown[ident] = not declared.marshals and self.needs_untyped(declared.decl.type)
        return self._unknown[ident]

    # --- types -------------------------------------------------------------------------------------------------------

    def _load(self, ident: Ident) -> Schema:
        """The schema of a type with references; made when it is first needed."""
        found = self._schemas.get(ident)
        if found is not None:
            return found
        declared = self._lookup(*ident)
        if declared is None:
            return known.schema(*ident) or {}
        schema = self._declared(ident[0], declared)
        self._schemas[ident] = schema
        return schema

    def _declared(self, path: str, declared: Declared) -> Schema:
        decl = declared.decl
        if decl.type_params:
            self._report.error(
                "crd-type", f"type {decl.name} is generic, and controller-gen reads no generic types", decl.span
            )
            return broken()
        markers = read_markers(decl.doc, TYPE, self._report)
        markers += synthetic(declared.markers, decl.span, TYPE)
        if declared.marshals:
            schema = self._marshalling(declared, markers)
            if schema is not None:
                return schema
        schema = self._type(decl.type, path, markers)
        words: Text | None = decl.doc
        if declared.apart:
            _, words = leading_markers(decl.doc)
        text = description(words.value, field=False) if words is not None else ""
        if text:
            schema["description"] = text
        else:
            schema.pop("description", None)
        schema.setdefault(PLACE, decl.span)
        apply_markers(schema, markers, self._report, declared.constants)
        return schema

    def _marshalling(self, declared: Declared, markers: list[Marker]) -> Schema | None:
        """A type that writes itself: text is a string, JSON whatever a +kubebuilder:validation:Type says."""
        schema: Schema = {"type": "string"} if declared.marshals == "text" else {}
        schema[PLACE] = declared.decl.span
        apply_markers(schema, markers, self._report)
        if declared.marshals == "text" and schema.get("type") != "string":
            self._report.error(
                "crd-type",
                f"type {declared.decl.name} has MarshalText, so it is a string and not {schema.get('type')}",
                declared.decl.span,
            )
        return schema if declared.marshals == "text" or schema.get("type") else None

    def _type(self, type_: ast.Type, path: str, markers: list[Marker] | None = None) -> Schema:
        """The schema of a type expression in the package `path`; `markers` are those of its declaration."""
        match type_:
            case ast.Name():
                return self._name(type_, path)
            case ast.Pointer():
                return self._type(type_.elem, path)
            case ast.Slice() | ast.Array():
                return self._list(type_, path)
            case ast.Map():
                return self._map(type_, path)
            case ast.Struct():
                if markers is None:
                    return self._refused(type_.span, "a struct without a name", "declare it under `types` and name it")
                return self._struct(type_, path, markers)
            case ast.Interface():
                return self._refused(type_.span, "an interface")
            case ast.Paren():
                # controller-gen takes no parentheses; the Go that scaffold writes has none here.
                return self._type(type_.inner, path)
            case ast.Func():
                return self._refused(type_.span, "a function")
            case ast.Chan():
                return self._refused(type_.span, "a channel")
            case _:
                return self._refused(type_.span, "a constraint")

    def _refused(self, span: Span, what: str, hint: str = "") -> Schema:
        hint = hint or (
            "use a concrete type, or k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1.JSON for any JSON value"
        )
        self._report.error("crd-type", f"{what} cannot be in a custom resource: it has no schema", span, hint=hint)
        return broken()

    def _name(self, name: ast.Name, path: str) -> Schema:
        if name.args:
            return self._refused(name.span, f"the generic type {name.name}", "declare a type of its own for it")
        if not name.qualifier:
            return self._basic(name)
        if name.qualifier != path:
            return self._foreign(name)
        declared = self._lookup(path, name.name)
        if declared is None:
            return {}
        decl = declared.decl
        if decl.alias:
            return self._alias(name, decl, path)
        schema: Schema = {"$ref": reference("", name.name)}
        underlying = self._underlying(decl.type, path)
        if isinstance(underlying, ast.Slice):
            schema["type"] = "array"
        elif isinstance(underlying, ast.Map):
            schema["type"] = "object"
        elif isinstance(underlying, ast.Name):
            full = self._load((path, name.name))
            schema.update({key: full[key] for key in ("type", "format") if key in full})
        return schema

    def _alias(self, name: ast.Name, decl: ast.TypeDecl, path: str) -> Schema:
        """``type A = B``: a basic type keeps A's words, any other named type is B itself."""
        target = decl.type
        if not isinstance(target, ast.Name):
            return self._refused(
                name.span, f"{name.name}, an alias of an unnamed type,", f"declare it as type {name.name} without the ="
            )
        if target.qualifier:
            return self._name(target._replace(span=name.span), path)
        return {**self._basic(target), "$ref": reference("", name.name)}

    def _underlying(self, type_: ast.Type, path: str) -> ast.Type:
        """What a type comes to behind the names; a foreign or predeclared `Name` stays."""
        for _ in range(100):
            if not isinstance(type_, ast.Name) or not type_.qualifier:
                return type_
            declared = self._lookup(type_.qualifier, type_.name)
            if declared is None:
                schema = known.schema(type_.qualifier, type_.name) or {}
                kind = "Name" if schema.get("type") in ("string", "integer", "boolean", "number") else ""
                return type_ if kind else ast.Struct((), type_.span)
            type_ = declared.decl.type
        return type_

    def _basic(self, name: ast.Name) -> Schema:
        kind = name.name
        if kind == "string":
            return {"type": "string"}
        if kind == "bool":
            return {"type": "boolean"}
        if kind in _INTEGERS:
            form = _INTEGERS[kind]
            return {"type": "integer", "format": form} if form else {"type": "integer"}
        if kind in ("float32", "float64"):
            if self._dangerous:
                return {"type": "number"}
            tell = self._report.warning if self._dangerous is None else self._report.error
            tell(
                "crd-float",
                f"{kind} in a custom resource: readers in other languages round it differently, so Kubernetes' "
                "conventions forbid it",
                name.span,
                hint="use resource.Quantity (k8s.io/apimachinery/pkg/api/resource), a string or a scaled integer; or "
                "allow it for this plan with generate: {allow_dangerous_types: true}",
            )
            return {"type": "number"} if self._dangerous is None else broken()
        if kind in _INTERFACES:
            return self._refused(name.span, kind)
        return self._refused(name.span, f"the type {kind}", "use a string or an integer")

    def _foreign(self, name: ast.Name) -> Schema:
        schema: Schema = {"$ref": reference(name.qualifier, name.name)}
        declared = self._lookup(name.qualifier, name.name)
        if declared is None:
            full = known.schema(name.qualifier, name.name) or {}
            if full.get("type") == "array":
                schema["type"] = "array"
            elif full.get("type") == "object" and "additionalProperties" in full:
                schema["type"] = "object"
            return schema
        if declared.decl.alias:
            return self._foreign_alias(name, declared.decl)
        underlying = self._underlying(declared.decl.type, name.qualifier)
        if isinstance(underlying, ast.Slice):
            schema["type"] = "array"
        elif isinstance(underlying, ast.Map):
            schema["type"] = "object"
        return schema

    def _foreign_alias(self, name: ast.Name, decl: ast.TypeDecl) -> Schema:
        """An alias of another package: go/types has only the type behind it."""
        target = decl.type
        if isinstance(target, ast.Name) and target.qualifier:
            return self._foreign(target._replace(span=name.span))
        return self._refused(
            name.span, f"{name.name}, an alias of a type without a name of its own,", "declare it without the ="
        )

    def _list(self, type_: ast.Slice | ast.Array, path: str) -> Schema:
        elem = type_.elem
        while isinstance(elem, ast.Paren):
            elem = elem.inner
        # encoding/json writes []uint8 as text as well; the Go that scaffold writes calls it []byte for controller-gen.
        byte = isinstance(elem, ast.Name) and not elem.qualifier and elem.name in ("byte", "uint8")
        if byte and isinstance(type_, ast.Slice):
            return {"type": "string", "format": "byte"}
        return {"type": "array", "items": self._type(elem, path)}

    def _map(self, type_: ast.Map, path: str) -> Schema:
        key = self._underlying(type_.key, path)
        if not (isinstance(key, ast.Name) and self._is_string(key)):
            self._report.error(
                "crd-map-key",
                "a map in a custom resource needs strings for keys: JSON has no others",
                type_.key.span,
                hint="use string, or a type that is one",
            )
            return broken()
        return {"type": "object", "additionalProperties": self._map_value(type_.value, path)}

    def _is_string(self, key: ast.Name) -> bool:
        if not key.qualifier:
            return key.name == "string"
        return (known.schema(key.qualifier, key.name) or {}).get("type") == "string"

    def _map_value(self, value: ast.Type, path: str) -> Schema:
        while isinstance(value, ast.Paren):
            value = value.inner
        if isinstance(value, ast.Name | ast.Slice | ast.Array | ast.Map | ast.Pointer):
            return self._type(value, path)
        return self._refused(value.span, "a map of unnamed structs, functions or interfaces", "declare a type for it")

    # --- structs -----------------------------------------------------------------------------------------------------

    def _struct(self, type_: ast.Struct, path: str, markers: list[Marker]) -> Schema:
        schema: Schema = {"type": "object"}
        grouped = _one_of(markers, self._report)
        properties: dict[str, Schema] = {}
        required: list[str] = []
        immutable: list[str] = []
        for field in type_.fields:
            tag = tags.json_tag(field.tag.value)
            if tag is None:
                self._untagged(field)
                continue
            if tag.skipped:
                continue
            found = self._field_markers(field)
            names = {marker.name for marker in found}
            if _is_required(names, tag, field.tag.value, path in self._optional):
                if tag.name in grouped:
                    self._report.error(
                        "crd-one-of",
                        f"field {tag.name} is one of several of which some may be missing, so it cannot be required",
                        field.span,
                        hint="add omitempty to its json tag",
                    )
                required.append(tag.name)
            child = self._field(field, path, found, names)
            if tag.inline:
                schema.setdefault("allOf", []).append(child)
                continue
            if "k8s:immutable" in names:
                immutable.append(tag.name)
            properties[tag.name] = child
        if properties:
            schema["properties"] = properties
        if required:
            schema["required"] = sorted(required)
        for name in immutable:
            if name not in required:
                rule = {
                    "rule": f"!has(oldSelf.{name}) || has(self.{name})",
                    "message": f"field {name} is immutable once set",
                }
                schema.setdefault("x-kubernetes-validations", []).append(rule)
        return schema

    def _untagged(self, field: ast.Field) -> None:
        name = field.promoted_name
        suggestion = name[:1].lower() + name[1:]
        hint = 'add `json:",inline"`' if not field.name else f'add `json:"{suggestion}"`'
        self._report.error("crd-json-tag", f"field {name} of a custom resource has no json tag", field.span, hint=hint)

    def _field_markers(self, field: ast.Field) -> list[Marker]:
        found = read_markers(field.doc, FIELD, self._report)
        return found + synthetic(self._untyped(field, {marker.name for marker in found}), field.span, FIELD)

    def _untyped(self, field: ast.Field, names: set[str]) -> tuple[str, ...]:
        """`UNTYPED` for a field of a type that nothing is known about; there is a warning then."""
        if VALIDATION + "Schemaless" in names or not self.needs_untyped(field.type):
            return ()
        self._report.warning(
            "crd-foreign-type",
            f"nothing is known about a type in field {field.promoted_name}: its content is stored unchecked",
            field.type.span,
            hint=_instead(field.type),
        )
        return UNTYPED

    def added(self, field: ast.Field, path: str) -> list[str]:
        """The marker lines that say what a field of a type in the package `path` says in other ways."""
        tag = tags.json_tag(field.tag.value)
        if tag is None or tag.skipped:
            return []
        names = {marker.name for marker in read_markers(field.doc, FIELD, Report())}
        lines = list(self._untyped(field, names))
        if not lines and self._dangerous is None and VALIDATION + "Schemaless" not in names and _is_float(field.type):
            # controller-gen takes no float by default, and does not look at a type without a schema.
            self._type(field.type, path)
            lines = [line for line in _FLOAT if line[1:].partition("=")[0] not in names]
        if "validate:" not in field.tag.value:
            return lines
        if not lines and VALIDATION + "Schemaless" not in names:
            rules = tags.validation_markers(field.tag.value, self._type(field.type, path))
            lines += [line for line in rules if line[1:].partition("=")[0] not in names]
        if tags.requires(field.tag.value) and not names & _PRESENCE:
            lines.append("+required")
        return lines

    def _field(self, field: ast.Field, path: str, markers: list[Marker], names: set[str]) -> Schema:
        if VALIDATION + "Schemaless" not in names:
            schema = self._type(field.type, path)
            lines = tags.validation_markers(field.tag.value, schema)
            markers = markers + synthetic(
                [line for line in lines if line[1:].partition("=")[0] not in names], field.span, FIELD
            )
        else:
            schema = {}
        text = description(field.doc.value, field=True)
        if text:
            schema["description"] = text
        schema[PLACE] = field.span
        apply_markers(schema, markers, self._report)
        return schema

    def _cycle(self, types: list[Ident]) -> None:
        declared = self._lookup(*types[0])
        if declared is not None:
            way = " → ".join([name for _, name in (*types, types[0])])
            self._report.error(
                "crd-recursive",
                f"type {types[0][1]} contains itself, which no structural schema can say: {way}",
                declared.decl.span,
                hint="give the inner field the markers " + " and ".join(UNTYPED),
            )

    def _conflict(self, mine: str, other: str, schema: Schema) -> None:
        place = schema.get(PLACE)
        if isinstance(place, Span):
            self._report.error(
                "crd-type", f"two types meet in one field: {mine} and {other}", place, hint="rename one of the fields"
            )


_FLOAT = (f"+{VALIDATION}Schemaless", f"+{VALIDATION}Type=number")
"""The markers of a field that is a float where those are allowed with a warning."""


def _is_float(t: ast.Type) -> bool:
    while isinstance(t, ast.Pointer | ast.Paren):
        t = t.elem if isinstance(t, ast.Pointer) else t.inner
    return isinstance(t, ast.Name) and not t.qualifier and t.name in ("float32", "float64")


def _instead(type_: ast.Type) -> str:
    """What to write in place of a type that nothing is known about."""
    while isinstance(type_, ast.Pointer | ast.Slice | ast.Array):
        type_ = type_.elem
    if isinstance(type_, ast.Name) and (type_.qualifier, type_.name) == ("time", "Time"):
        return "use metav1.Time (k8s.io/apimachinery/pkg/apis/meta/v1), a time as Kubernetes writes it"
    return "declare the type in the plan, or use one of Kubernetes' own"


_PRESENCE = frozenset(
    [VALIDATION + "Optional", VALIDATION + "Required", "optional", "required", "k8s:optional", "k8s:required"]
)


def _is_required(names: set[str], tag: tags.JsonTag, text: str, optional: bool) -> bool:
    """controller-gen's order of precedence; `optional` is the default of the package."""
    if VALIDATION + "Optional" in names:
        return False
    if VALIDATION + "Required" in names:
        return True
    if "optional" in names or "k8s:optional" in names:
        return False
    if "required" in names or "k8s:required" in names:
        return True
    return (not tag.inline and not tag.omitted and not optional) or tags.requires(text)


def _one_of(markers: list[Marker], report: Report) -> set[str]:
    """The fields that the oneOf markers of a struct speak of."""
    found: set[str] = set()
    for marker in markers:
        if marker.name in (VALIDATION + "ExactlyOneOf", VALIDATION + "AtMostOneOf", VALIDATION + "AtLeastOneOf"):
            for name in marker.value:
                if "." in name:
                    report.error("crd-one-of", f"+{marker.name} cannot name the nested field {name}", marker.span)
            found.update(marker.value)
    return found
