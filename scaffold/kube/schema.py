"""Go types as structural schemas, the way controller-gen v0.23.0 makes them.

Types come resolved: a `Name`'s qualifier is its import path, empty for predeclared types. What the types of the plan
declare is looked up through a function; Kubernetes' own come from `scaffold.kube.known`; anything else becomes a field
whose content is not checked, with a warning.
Source: ``pkg/crd/schema.go`` of controller-tools v0.23.0.
"""

from __future__ import annotations

from typing import NamedTuple

from scaffold.diagnostics import Report, Severity
from scaffold.golang import ast
from scaffold.kube import known, tags
from scaffold.kube.apply import apply_markers
from scaffold.kube.comments import leading_markers
from scaffold.kube.declared import Declared, Lookup
from scaffold.kube.description import description
from scaffold.kube.expressions import Expressions
from scaffold.kube.flatten import PLACE, Flattener, Ident, Schema, broken
from scaffold.kube.json_fields import TagFault, inlining_fault, is_quoted_number, untagged_fault
from scaffold.kube.marker_table import FIELD, TYPE, VALIDATION
from scaffold.kube.markers import Marker, read_markers, synthetic
from scaffold.kube.presence import PRESENCE, is_required, one_of
from scaffold.kube.unchecked import FLOAT, SCHEMALESS, UNTYPED, Unknowns, holds_floats, instead, is_float
from scaffold.source import Span, Text

_TYPED = (f"{VALIDATION}XValidation", "k8s:immutable")
"""Markers of rules in CEL, which speak of nothing where a schema has no type."""


class Additions(NamedTuple):
    """What a field's comment needs so that controller-gen reads what scaffold does: lines more, markers less."""

    lines: list[str]
    without: frozenset[str] = frozenset()
    tag: str | None = None
    """The field's tag without the rules that are said by markers now; None where it stays as it is."""


class Builder:
    """Makes schemas of one set of Go packages; what doesn't fit into a CRD goes to the report, once."""

    __slots__ = ("_dangerous", "_expressions", "_flattener", "_lookup", "_optional", "_report", "_schemas", "_unknowns")

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
        self._unknowns = Unknowns(lookup)
        self._expressions = Expressions(lookup, report, self._load, dangerous=dangerous)
        self._flattener = Flattener(self._load, self._conflict, self._cycle, self._excess, self._unmergeable)
        if embedded_object_meta:
            self._schemas[known.META_V1, "ObjectMeta"] = known.OBJECT_META

    def flat(self, path: str, name: str) -> Schema:
        """The whole schema of a declared type without references; it may be changed."""
        return self._flattener.type((path, name))

    def knows(self, path: str, name: str) -> bool:
        """Whether the schema of a declared type was made, and its markers with it."""
        return (path, name) in self._schemas

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
        markers = read_markers(decl.doc, TYPE, self._report, declared.ignored)
        markers += synthetic(declared.markers, decl.span, TYPE)
        if declared.marshals:
            schema = self._marshalling(declared, markers)
            if schema is not None:
                return schema
        body = decl.type
        while isinstance(body, ast.Paren):
            body = body.inner
        schema = (
            self._struct(body, path, markers, declared.ignored)
            if isinstance(body, ast.Struct)
            else self._expressions.schema(body, path)
        )
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

    # --- structs -----------------------------------------------------------------------------------------------------

    def _struct(self, type_: ast.Struct, path: str, markers: list[Marker], ignored: Severity | None) -> Schema:
        schema: Schema = {"type": "object"}
        grouped = one_of(markers, self._report)
        properties: dict[str, Schema] = {}
        required: list[str] = []
        immutable: list[str] = []
        for field in type_.fields:
            tag = tags.json_tag(field.tag.value)
            if tag is None:
                self._report_tag(field, untagged_fault(field))
                continue
            if tag.skipped:
                read_markers(field.doc, FIELD, self._report, ignored)
                continue
            fault = inlining_fault(field, tag, self._lookup)
            if fault is not None:
                self._report_tag(field, fault)
                continue
            found = self._field_markers(field, ignored)
            names = {marker.name for marker in found}
            if is_required(names, tag, field.tag.value, path in self._optional):
                if tag.name in grouped:
                    self._report.error(
                        "crd-one-of",
                        f"field {tag.name} is one of several of which some may be missing, so it cannot be required",
                        field.span,
                        hint="add omitempty to its json tag",
                    )
                required.append(tag.name)
            child = self._field(field, path, found, names)
            if is_quoted_number(tag, child.get("type", "")):
                name = field.promoted_name
                why = f"the json option `string` writes field {name} as text, and its schema says it is none"
                hint = f"leave the option out, or add the marker +{VALIDATION}Type=string"
                self._report_tag(field, TagFault(why, hint))
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

    def _report_tag(self, field: ast.Field, fault: TagFault) -> None:
        self._report.error("crd-json-tag", fault.why, field.span, hint=fault.hint)

    def _field_markers(self, field: ast.Field, ignored: Severity | None) -> list[Marker]:
        found = read_markers(field.doc, FIELD, self._report, ignored)
        return found + synthetic(self._untyped(field, {marker.name for marker in found}), field.span, FIELD)

    def _untyped(self, field: ast.Field, names: set[str]) -> tuple[str, ...]:
        """`UNTYPED` for a field of a type that nothing is known about; there is a warning then."""
        if SCHEMALESS in names or not self._unknowns.within(field.type):
            return ()
        self._unchecked("crd-foreign-type", "nothing is known about a type in", field, instead(field.type))
        return UNTYPED

    def _unchecked(self, code: str, why: str, field: ast.Field, hint: str) -> None:
        gone = "".join(f", and +{name} is left out" for name in dict.fromkeys(_misfits(field)))
        message = f"{why} field {field.promoted_name}: its content is stored unchecked{gone}"
        self._report.warning(code, message, field.type.span, hint=hint)

    def _floats(self, field: ast.Field, path: str, names: set[str]) -> tuple[str, ...]:
        """The markers of a field that is a float or holds some, where floats are allowed with a warning.

        controller-gen takes no float by default, and does not look at a type without a schema.
        """
        if self._dangerous is not None or SCHEMALESS in names:
            return ()
        if is_float(field.type, self._lookup):
            self._expressions.schema(field.type, path)
            return FLOAT
        if holds_floats(field.type, self._lookup):
            hint = "generate: {allow_dangerous_types: true} describes them"
            self._unchecked("crd-float", "floats in a list or a map in", field, hint)
            return UNTYPED
        return ()

    def added(self, field: ast.Field, path: str) -> Additions:
        """The marker lines that say what a field of a type in the package `path` says in other ways."""
        tag = tags.json_tag(field.tag.value)
        if tag is None or tag.skipped:
            return Additions([])
        names = {marker.name for marker in read_markers(field.doc, FIELD, Report())}
        made = self._untyped(field, names) or self._floats(field, path, names)
        lines = [line for line in made if line[1:].partition("=")[0] not in names]
        gone = frozenset(_misfits(field)) if made == UNTYPED else frozenset[str]()
        if "validate:" not in field.tag.value:
            return Additions(lines, gone)
        has_schema = not made and SCHEMALESS not in names
        of_tag = tags.translate(field.tag.value, self._expressions.schema(field.type, path) if has_schema else {})
        # A marker of the comment counts, whatever the tag says.
        overruled = {line for line in of_tag.lines if line[1:].partition("=")[0] in names}
        lines += [line for line in of_tag.lines if line not in overruled]
        overruled -= {line.strip() for line in field.doc.value.split("\n")}
        rules = [rule._replace(is_said=rule.is_said and overruled.isdisjoint(rule.markers)) for rule in of_tag.rules]
        of_tag = of_tag._replace(rules=rules)
        if tags.requires(field.tag.value) and not names & PRESENCE:
            lines.append("+required")
        self._warn_of_rules(field, of_tag)
        return Additions(lines, gone, tags.without_said(field.tag.value, of_tag))

    def _warn_of_rules(self, field: ast.Field, of_tag: tags.Translation) -> None:
        unsaid = of_tag.unsaid
        if not unsaid:
            return
        rules = ", ".join(dict.fromkeys(unsaid))
        hint = "say it with a marker, such as +kubebuilder:validation:XValidation, or check it in the controller"
        if (
            any(rule.text == "omitempty" for rule in of_tag.rules)
            and "omitempty" not in field.tag.value.partition("validate:")[0]
        ):
            hint = "add omitempty to the json tag: then the schema need not let the zero value pass"
        self._report.warning(
            "crd-validate",
            f"no marker says what the validate tag of field {field.promoted_name} says, so that servers do not check "
            f"it: {rules}",
            field.tag.span(),
            hint=hint,
        )

    def _field(self, field: ast.Field, path: str, markers: list[Marker], names: set[str]) -> Schema:
        if SCHEMALESS not in names:
            schema = self._expressions.schema(field.type, path)
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

    def _excess(self, ident: Ident, why: str) -> None:
        declared = self._lookup(*ident)
        if declared is not None:
            hint = "give a field on the way the markers " + " and ".join(UNTYPED)
            self._report.error(
                "crd-type", f"type {ident[1]} {why}: no API server takes it", declared.decl.span, hint=hint
            )

    def _unmergeable(self, schema: Schema) -> None:
        place = schema.get(PLACE)
        if isinstance(place, Span):
            why = "two fields have one json name, once by inlining, and no schema can say both"
            self._report.error("crd-type", why, place, hint="rename one of the fields, or leave one of them out")

    def _conflict(self, mine: str, other: str, schema: Schema) -> None:
        place = schema.get(PLACE)
        if isinstance(place, Span):
            self._report.error(
                "crd-type", f"two types meet in one field: {mine} and {other}", place, hint="rename one of the fields"
            )


def _misfits(field: ast.Field) -> list[str]:
    """The markers of a field that need a schema of its type, which it has none of."""
    found = []
    for marker in read_markers(field.doc, FIELD, Report()):
        tried = Report()
        apply_markers({}, [marker], tried)
        if tried.has_errors or marker.name in _TYPED:
            found.append(marker.name)
    return found
