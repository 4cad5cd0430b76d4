"""Shapes of types and their fields, in their short and long forms."""

from __future__ import annotations

from typing import Any

from scaffold.golang import ast
from scaffold.golang.parse import parse_field
from scaffold.model import EnumValue, TypePlan
from scaffold.node import Mapping, Node, Scalar
from scaffold.plan.go_code import go_type, go_type_params
from scaffold.plan.go_entries import FILE_KEY, Addition, Entry, declaration, doc_and_markers, formless
from scaffold.plan.records import (
    Fields,
    Key,
    Reading,
    Shape,
    custom,
    doc_text,
    either,
    list_of,
    prose,
    record,
    word,
)
from scaffold.plan.yaml_cuts import report_cut
from scaffold.source import Text, Word, joined

# --- fields ----------------------------------------------------------------------------------------------------------


def _go_fields(node: Node, reading: Reading) -> tuple[ast.Field, ...] | None:
    code = prose.read(node, reading)
    return None if code is None else parse_field(code, reading.report) or None


def _long_field(fields: Fields) -> tuple[ast.Field, ...]:
    name: Word | None = fields["name"]
    pieces: list[str | Text] = []
    for key in ("json", "validate"):
        value: Text = fields[key]
        if fields.has(key) and value is not ast.NO_TEXT:
            pieces += [" " if pieces else "", f'{key}:"', value, '"']
    if fields["tag"] is not ast.NO_TEXT:
        pieces += [" " if pieces else "", fields["tag"]]
    return (
        ast.Field(
            name=name.value if name else "",
            type=fields["type"],
            tag=joined(pieces) if pieces else ast.NO_TEXT,
            doc=doc_and_markers(fields),
            comment=ast.NO_TEXT,
            grouped=False,
            span=name.span if name else fields["type"].span,
        ),
    )


field_shape: Shape[tuple[ast.Field, ...]] = either(
    custom("a Go field", _go_fields, (prose,)),
    record(
        "a field",
        _long_field,
        {
            "name": Key(word, doc="The field's name; left out for an embedded type."),
            "type": Key(go_type, required=True, doc="The field's Go type."),
            "json": Key(prose, doc="The json tag: name and options."),
            "validate": Key(prose, doc="The validate tag: rules of go-playground/validator."),
            "tag": Key(prose, doc='Further tags, as in Go: `yaml:"parts"`.'),
            "markers": Key(list_of(prose, single=True), doc="kubebuilder markers."),
            "doc": Key(doc_text, doc="Doc comment."),
        },
    ),
)


def fields_of(groups: tuple[tuple[ast.Field, ...], ...]) -> tuple[ast.Field, ...]:
    """The fields of a struct: an entry may declare several (``A, B int``)."""
    return tuple(field for group in groups for field in group)


# --- types -----------------------------------------------------------------------------------------------------------


def _value_only(node: Node, reading: Reading) -> EnumValue | None:
    value = word.read(node, reading)
    if type(node) is Scalar:
        report_cut(node, reading.report)
    return None if value is None else EnumValue(value, ast.NO_TEXT)


_VALUE: Shape[EnumValue] = either(
    custom("a value", _value_only, (word,)),
    record(
        "a value",
        lambda f: EnumValue(f["value"], f["doc"]),
        {
            "value": Key(word, required=True, aliases=("name",), doc="The value's text or number."),
            "doc": Key(doc_text, doc="Doc comment of its constant."),
        },
    ),
)


_TYPE_KEYS: dict[str, Key[Any]] = {
    "name": Key(word, required=True, doc="The type's name."),
    "doc": Key(doc_text, doc="Doc comment."),
    "type_params": Key(go_type_params, doc='Type parameters: "[T any]".'),
    "fields": Key(list_of(field_shape), doc="Fields of a struct: Go, or {name, type, json, …}."),
    "type": Key(go_type, doc="Underlying type."),
    "alias": Key(go_type, doc="The type that this is another name of."),
    "values": Key(list_of(_VALUE), doc="Values of an enumeration."),
    "markers": Key(list_of(prose, single=True), doc="kubebuilder markers."),
    "was": Key(word, doc="The type's former name."),
}


def _type_plan(fields: Fields) -> TypePlan:
    name: Word = fields["name"]
    if fields["alias"] is not None:
        body, alias = fields["alias"], True
    elif fields["type"] is not None:
        body, alias = fields["type"], False
    elif fields.has("values"):
        body, alias = ast.Name("", "string", (), name.span), False
    else:
        body, alias = ast.Struct(fields_of(fields["fields"]), name.span), False
    decl = declaration(fields, body, alias)._replace(doc=doc_and_markers(fields))
    return TypePlan(decl=decl, was=fields["was"], values=fields["values"], extent=fields.span)


_TYPE: Shape[Fields] = record("a nested type", lambda f: f, _TYPE_KEYS)
_SECTION_TYPE: Shape[Fields] = record("a type", lambda f: f, {**_TYPE_KEYS, "file": FILE_KEY})
"""A type of a contract section says its file; the nested types of custom resources have files of their own."""


def _read_section_entry(node: Node, reading: Reading) -> Entry | None:
    before = reading.faults + len(reading.report)
    fields = _SECTION_TYPE.read(node, reading)
    entry = None if fields is None else _entry(fields, before, reading)
    if fields is None or entry is None or not fields["file"]:
        return entry
    file: str = fields["file"]
    plan, addition = entry
    return Entry(plan and plan._replace(file=file), addition and addition._replace(file=file))


def _read_entry(node: Node, reading: Reading) -> Entry | None:
    before = reading.faults + len(reading.report)
    fields = _TYPE.read(node, reading)
    return None if fields is None else _entry(fields, before, reading)


def _entry(fields: Fields, before: int, reading: Reading) -> Entry | None:
    """A type's entry. `before`: how much was wrong with the plan before it was read."""
    forms = [key for key in ("fields", "type", "alias") if fields.has(key)]
    if fields.has("values"):
        forms = [key for key in forms if key != "type"] + ["values"]
    name: Word = fields["name"]
    if reading.faults + len(reading.report) == before and not fields.has("values"):
        empty = next((key for key in ("type", "alias") if fields.has(key) and fields[key] is None), None)
        if empty is not None:
            reading.error("missing-key", f"nothing stands behind {empty}", fields.word(empty).span)
            return None
    if len(forms) > 1:
        reading.error(
            "type-form",
            f"{name.value} has {' and '.join(forms)}: a type is one of them",
            fields.word(forms[1]).span,
            "keep one of fields, type, alias or values (values go with type)",
        )
        return None
    if not forms and not fields.has("type"):
        if fields.has("type_params"):
            formless(name, reading)
            return None
        return Entry(None, Addition(name, False, doc_and_markers(fields), fields["was"], None, (), ()))
    stated = fields.node.get("fields") if isinstance(fields.node, Mapping) else None
    if isinstance(stated, Scalar) and stated.is_null:
        message = f"nothing stands behind fields: {name.value} is an empty struct"
        hint = "say what it has, or write fields: [] where that is meant"
        reading.report.warning("type-form", message, fields.word("fields").span, hint)
    if fields.has("values") and not fields["values"]:
        reading.error("enum-empty", f"{name.value} is an enumeration without values", fields.word("values").span)
        return None
    if reading.faults + len(reading.report) > before and fields["type"] is None and fields.has("type"):
        return None
    plan = _type_plan(fields)
    if fields.has("values") and not fields.has("type") and not fields.has("type_params"):
        addition = Addition(name, False, plan.decl.doc, plan.was, None, (), (), plan.values)
        return Entry(plan, addition)
    return Entry(plan, None)


def _read_type(node: Node, reading: Reading) -> TypePlan | None:
    entry = _read_entry(node, reading)
    if entry is not None and entry.plan is None and entry.addition is not None:
        formless(entry.addition.name, reading)
    return None if entry is None else entry.plan


type_entry: Shape[Entry] = custom("a type", _read_section_entry, (_SECTION_TYPE,))
type_plan: Shape[TypePlan] = custom("a type", _read_type, (_TYPE,))
