"""Shapes of what plans write in Go: fields, methods, types and whole blocks, in their short and long forms."""

from __future__ import annotations

from typing import Any, NamedTuple

from scaffold.golang import ast
from scaffold.golang.parse import parse_embed, parse_field, parse_file, parse_method, parse_type, parse_type_params
from scaffold.model import EnumValue, GoFragment, Implementation, Import, Law, MethodRename, TypePlan
from scaffold.node import Mapping, Node
from scaffold.plan.records import (
    Fields,
    Key,
    Reading,
    Shape,
    custom,
    either,
    list_of,
    map_of,
    prose,
    record,
    text,
    word,
)
from scaffold.source import Span, Text, Word, joined

# --- leaves ----------------------------------------------------------------------------------------------------------


def _go_type(node: Node, reading: Reading) -> ast.Type | None:
    code = prose.read(node, reading)
    return None if code is None else parse_type(code, reading.report)


def _go_type_params(node: Node, reading: Reading) -> tuple[ast.TypeParam, ...] | None:
    code = prose.read(node, reading)
    return None if code is None else parse_type_params(code, reading.report)


def _go_embed(node: Node, reading: Reading) -> ast.Embed | None:
    code = prose.read(node, reading)
    return None if code is None else parse_embed(code, reading.report)


def _go_fields(node: Node, reading: Reading) -> tuple[ast.Field, ...] | None:
    code = prose.read(node, reading)
    return None if code is None else parse_field(code, reading.report) or None


def _go_method(node: Node, reading: Reading) -> ast.Method | None:
    code = prose.read(node, reading)
    return None if code is None else parse_method(code, reading.report)


_CODE = list_of(prose, single=True)
_FILES = map_of(_CODE)


def _go_block(node: Node, reading: Reading) -> tuple[GoFragment, ...] | None:
    blocks = _CODE.read(node, reading)
    return None if blocks is None else _fragments("", blocks, reading)


def _go_blocks(node: Node, reading: Reading) -> tuple[GoFragment, ...] | None:
    if not isinstance(node, Mapping):
        return _go_block(node, reading)
    files = _FILES.read(node, reading)
    if files is None:
        return None
    return tuple(found for file, code in files for found in _fragments(file.value, code, reading, file.span))


def _fragments(
    file: str, blocks: tuple[Text, ...], reading: Reading, file_span: Span | None = None
) -> tuple[GoFragment, ...]:
    parsed = [(code, parse_file(code, reading.report)) for code in blocks]
    return tuple(GoFragment(file, found, code, file_span) for code, found in parsed if found is not None)


go_type: Shape[ast.Type] = custom("a Go type", _go_type, (prose,))
go_type_params: Shape[tuple[ast.TypeParam, ...]] = custom("Go type parameters", _go_type_params, (prose,))
go_embed: Shape[ast.Embed] = custom("an embedded type", _go_embed, (prose,))
go_block: Shape[tuple[GoFragment, ...]] = custom("Go declarations", _go_block, (_CODE,))
go_blocks: Shape[tuple[GoFragment, ...]] = custom("Go declarations, or files of them", _go_blocks, (_CODE, _FILES))


# --- imports ---------------------------------------------------------------------------------------------------------


def _path_only(node: Node, reading: Reading) -> tuple[Word, None] | None:
    path = word.read(node, reading)
    return None if path is None else (path, None)


_IMPORT: Shape[tuple[Word, Word | None]] = either(
    custom("an import path", _path_only, (word,)),
    record(
        "an import",
        lambda f: (f["path"], f["version"]),
        {
            "path": Key(word, required=True, doc="Import path of the package."),
            "version": Key(word, doc="Module version, for go.mod."),
        },
    ),
)


_IMPORTS = map_of(_IMPORT)


def _imports(node: Node, reading: Reading) -> tuple[Import, ...] | None:
    found = _IMPORTS.read(node, reading)
    return None if found is None else tuple(Import(alias, path, version) for alias, (path, version) in found)


imports: Shape[tuple[Import, ...]] = custom("a mapping of names to import paths", _imports, (_IMPORTS,))


# --- fields ----------------------------------------------------------------------------------------------------------


def _long_field(fields: Fields) -> tuple[ast.Field, ...]:
    name: Word | None = fields["name"]
    pieces: list[str | Text] = []
    for key in ("json", "validate"):
        value: Text = fields[key]
        if fields.has(key) and value is not ast.NO_TEXT:
            pieces += [" " if pieces else "", f'{key}:"', value, '"']
    if fields["tag"] is not ast.NO_TEXT:
        pieces += [" " if pieces else "", fields["tag"]]
    doc: list[str | Text] = [fields["doc"]] if fields["doc"].value else []
    for marker in fields["markers"]:
        # Markers may be written with or without their plus sign.
        doc += ["\n" if doc else "", "" if marker.value.startswith("+") else "+", marker]
    return (
        ast.Field(
            name=name.value if name else "",
            type=fields["type"],
            tag=joined(pieces) if pieces else ast.NO_TEXT,
            doc=joined(doc) if doc else ast.NO_TEXT,
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
            "doc": Key(prose, doc="Doc comment."),
        },
    ),
)


def fields_of(groups: tuple[tuple[ast.Field, ...], ...]) -> tuple[ast.Field, ...]:
    """The fields of a struct: an entry may declare several (``A, B int``)."""
    return tuple(field for group in groups for field in group)


# --- interfaces ------------------------------------------------------------------------------------------------------


class _Method(NamedTuple):
    """A method with its former name; of one that the section's Go declares, only the names (`method` is then None)."""

    name: Word
    method: ast.Method | None
    was: Word | None


def _short_method(node: Node, reading: Reading) -> _Method | None:
    method = _go_method(node, reading)
    return None if method is None else _Method(Word(method.name, method.name_span), method, None)


def _long_method(fields: Fields) -> _Method:
    method: ast.Method = fields["signature"]
    if fields["doc"].value:
        method = method._replace(doc=fields["doc"])
    return _Method(Word(method.name, method.name_span), method, fields["was"])


_LONG_METHOD: Shape[_Method] = record(
    "a method",
    _long_method,
    {
        "signature": Key(
            custom("a method's signature", _go_method, (prose,)),
            required=True,
            doc="Name, parameters and results, as in a Go interface.",
        ),
        "doc": Key(prose, doc="Doc comment."),
        "was": Key(word, doc="The method's former name."),
    },
)

_RENAMED_METHOD: Shape[_Method] = record(
    "a renamed method",
    lambda f: _Method(f["name"], None, f["was"]),
    {
        "name": Key(word, required=True, doc="Name of a method of the interface that go: declares."),
        "was": Key(word, required=True, doc="The method's former name."),
    },
)


def _method(node: Node, reading: Reading) -> _Method | None:
    renamed = isinstance(node, Mapping) and node.get("signature") is None and node.get("was") and node.get("name")
    return (_RENAMED_METHOD if renamed else _LONG_METHOD).read(node, reading)


_METHOD: Shape[_Method] = either(
    custom("a method's signature", _short_method, (prose,)),
    custom("a mapping", _method, (_LONG_METHOD, _RENAMED_METHOD)),
)


def _named_only(node: Node, reading: Reading) -> Implementation | None:
    name = word.read(node, reading)
    return None if name is None else Implementation(name, None)


_IMPLEMENTATION: Shape[Implementation] = either(
    custom("a name", _named_only, (word,)),
    record(
        "an implementation",
        lambda f: Implementation(f["name"], f["path"]),
        {
            "name": Key(word, required=True, doc="Name of the implementation."),
            "path": Key(word, doc="Directory of its package."),
        },
    ),
)


_LAW: Shape[Law] = record(
    "a law",
    lambda f: Law(f["name"], f["text"], f["off"], f["reason"], f.span),
    {
        "name": Key(word, doc="Name of a law of one's own."),
        "text": Key(text, doc="What the law says."),
        "off": Key(word, doc="Name of a standard law to switch off."),
        "reason": Key(text, doc="Why it is off."),
    },
)


class Addition(NamedTuple):
    """What a plan says of a type that the section's own Go declares. `markers` are in its `doc`."""

    name: Word
    interface: bool
    doc: Text
    was: Word | None
    implementations: tuple[Implementation, ...] | None
    laws: tuple[Law, ...]
    methods: tuple[tuple[Word, Word], ...]
    values: tuple[EnumValue, ...] = ()


class Entry(NamedTuple):
    """An entry of `interfaces` or `types`: a declaration of its own (`plan`), an addition to one in Go, or either where
    nothing is said that Go could say: an interface without methods, values without their type."""

    plan: TypePlan | None
    addition: Addition | None


def _interface(fields: Fields) -> Entry:
    name: Word = fields["name"]
    written: tuple[_Method, ...] = fields["methods"]
    methods = [entry.method for entry in written if entry.method is not None]
    embeds: tuple[ast.Embed, ...] = fields["embeds"]
    order = (*(~index for index in range(len(embeds))), *range(len(methods)))
    body = ast.Interface(tuple(methods), embeds, order, name.span)
    implementations = fields["implementations"] if fields.has("implementations") else None
    bare = not (methods or embeds or fields["type_params"])
    addition = Addition(
        name=name,
        interface=True,
        doc=fields["doc"],
        was=fields["was"],
        implementations=implementations,
        laws=fields["laws"],
        methods=tuple((m.name, m.was) for m in written if m.method is None and m.was is not None),
    )
    plan = TypePlan(
        decl=_declaration(fields, body),
        was=fields["was"],
        implementations=implementations,
        laws=fields["laws"],
        method_renames=tuple(MethodRename(m.name.value, m.was) for m in written if m.method and m.was is not None),
        extent=fields.span,
    )
    return Entry(plan, addition if bare or addition.methods else None)


def _declaration(fields: Fields, type_: ast.Type, alias: bool = False) -> ast.TypeDecl:
    name: Word = fields["name"]
    return ast.TypeDecl(
        name=name.value,
        type_params=fields["type_params"] or (),
        type=type_,
        alias=alias,
        doc=fields["doc"],
        comment=ast.NO_TEXT,
        span=name.span,
    )


interface: Shape[Entry] = record(
    "an interface",
    _interface,
    {
        "name": Key(word, required=True, doc="The interface's name."),
        "doc": Key(prose, doc="Doc comment."),
        "type_params": Key(go_type_params, doc='Type parameters: "[K comparable, V any]".'),
        "embeds": Key(list_of(go_embed, single=True), doc="Embedded interfaces."),
        "methods": Key(list_of(_METHOD), doc="Signatures, or {signature, doc, was}."),
        "implementations": Key(list_of(_IMPLEMENTATION), doc="Skeletons to make; [] for none."),
        "laws": Key(list_of(_LAW), doc="Laws of the conformance suite."),
        "was": Key(word, doc="The interface's former name."),
    },
)


# --- types -----------------------------------------------------------------------------------------------------------


def _value_only(node: Node, reading: Reading) -> EnumValue | None:
    value = word.read(node, reading)
    return None if value is None else EnumValue(value, ast.NO_TEXT)


_VALUE: Shape[EnumValue] = either(
    custom("a value", _value_only, (word,)),
    record(
        "a value",
        lambda f: EnumValue(f["value"], f["doc"]),
        {
            "value": Key(word, required=True, aliases=("name",), doc="The value's text."),
            "doc": Key(prose, doc="Doc comment of its constant."),
        },
    ),
)


_TYPE_KEYS: dict[str, Key[Any]] = {
    "name": Key(word, required=True, doc="The type's name."),
    "doc": Key(prose, doc="Doc comment."),
    "type_params": Key(go_type_params, doc='Type parameters: "[T any]".'),
    "fields": Key(list_of(field_shape), doc="Fields of a struct: Go, or {name, type, json, …}."),
    "type": Key(go_type, doc="Underlying type."),
    "alias": Key(go_type, doc="The type that this is another name of."),
    "values": Key(list_of(_VALUE), doc="Values of an enumeration."),
    "markers": Key(list_of(prose, single=True), doc="kubebuilder markers."),
    "was": Key(word, doc="The type's former name."),
}


def _type_doc(fields: Fields) -> Text:
    doc: list[str | Text] = [fields["doc"]] if fields["doc"].value else []
    for marker in fields["markers"]:
        doc += ["\n" if doc else "", "" if marker.value.startswith("+") else "+", marker]
    return joined(doc) if doc else ast.NO_TEXT


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
    decl = _declaration(fields, body, alias)._replace(doc=_type_doc(fields))
    return TypePlan(decl=decl, was=fields["was"], values=fields["values"], extent=fields.span)


_TYPE: Shape[Fields] = record("a type", lambda f: f, _TYPE_KEYS)


def _read_entry(node: Node, reading: Reading) -> Entry | None:
    before = reading.faults + len(reading.report)
    fields = _TYPE.read(node, reading)
    if fields is None:
        return None
    forms = [key for key in ("fields", "type", "alias") if fields.has(key)]
    if fields.has("values"):
        forms = [key for key in forms if key != "type"] + ["values"]
    name: Word = fields["name"]
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
        return Entry(None, Addition(name, False, _type_doc(fields), fields["was"], None, (), ()))
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


def formless(name: Word, reading: Reading) -> None:
    """Report an entry that says nothing of what its type is."""
    reading.error(
        "type-form",
        f"what {name.value} is, is not said",
        name.span,
        "give it fields: […], type: …, alias: … or values: […]; an empty struct is fields: []",
    )


def _read_type(node: Node, reading: Reading) -> TypePlan | None:
    entry = _read_entry(node, reading)
    if entry is not None and entry.plan is None and entry.addition is not None:
        formless(entry.addition.name, reading)
    return None if entry is None else entry.plan


type_entry: Shape[Entry] = custom("a type", _read_entry, (_TYPE,))
type_plan: Shape[TypePlan] = custom("a type", _read_type, (_TYPE,))
