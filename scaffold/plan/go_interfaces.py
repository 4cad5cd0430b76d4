"""Shapes of interfaces: methods in their short and long forms, implementations, laws."""

from __future__ import annotations

from typing import NamedTuple

from scaffold.golang import ast
from scaffold.golang.parse import parse_method
from scaffold.model import Implementation, Law, MethodRename, TypePlan
from scaffold.node import Mapping, Node
from scaffold.plan.go_code import go_embed, go_type_params
from scaffold.plan.go_entries import FILE_KEY, Addition, Entry, declaration
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
    text,
    word,
)
from scaffold.plan.shapes import shown
from scaffold.source import Word


def _go_method(node: Node, reading: Reading) -> ast.Method | None:
    code = prose.read(node, reading)
    return None if code is None else parse_method(code, reading.report)


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
        "doc": Key(doc_text, doc="Doc comment."),
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
    if isinstance(node, Mapping) and any("(" in key.text.value for key, _ in node.entries):
        from scaffold.golang.other_languages import go_signature  # texts with errors only

        # `Get(id: string) error` without quotes: for YAML a key and its value.
        written = " ".join(node.span.text.value[node.span.start : node.span.end].split())
        hint = go_signature(written) or "Name(key string) error"
        reading.error("go-syntax", f"{shown(written)} is not Go: no colon stands in it", node.span, f"write {hint}")
        return None
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
        file=fields["file"] or "",
    )
    plan = TypePlan(
        decl=declaration(fields, body),
        file=fields["file"] or "",
        was=fields["was"],
        implementations=implementations,
        laws=fields["laws"],
        method_renames=tuple(MethodRename(m.name.value, m.was) for m in written if m.method and m.was is not None),
        extent=fields.span,
    )
    return Entry(plan, addition if bare or addition.methods else None)


interface: Shape[Entry] = record(
    "an interface",
    _interface,
    {
        "name": Key(word, required=True, doc="The interface's name."),
        "doc": Key(doc_text, doc="Doc comment."),
        "type_params": Key(go_type_params, doc='Type parameters: "[K comparable, V any]".'),
        "embeds": Key(list_of(go_embed, single=True), doc="Embedded interfaces."),
        "methods": Key(list_of(_METHOD), doc="Signatures, or {signature, doc, was}."),
        "implementations": Key(list_of(_IMPLEMENTATION), doc="Skeletons to make; [] for none."),
        "laws": Key(list_of(_LAW), doc="Laws of the conformance suite."),
        "file": FILE_KEY,
        "was": Key(word, doc="The interface's former name."),
    },
)
