"""Enumerations as scaffold writes them: a type, its constants, Valid and String, which `values:` says in one line."""

from __future__ import annotations

import re
from typing import NamedTuple

from scaffold.golang.ast import FuncDecl, Name, TypeDecl, ValueDecl, ValueSpec
from scaffold.golang.loose import tokens_of
from scaffold.golang.numerals import enum_constant, numeral_literal, parse_numeral
from scaffold.golang.parse_tokens import unquote
from scaffold.golang.printing import string_text
from scaffold.gosource.declared import Declared
from scaffold.source import Span

_FORMAT = re.compile(r"\b(\w+)\.(FormatInt|FormatUint)\(")
_CASE = re.compile(r"case\s+([^\W\d]\w*):\s*return\s+(\"(?:[^\"\\\n]|\\.)*\")")
_WIDE = {"FormatInt": "int64", "FormatUint": "uint64"}


class Value(NamedTuple):
    """A value of an enumeration: its text, and the comment of its constant."""

    text: str
    doc: str


class Enumeration(NamedTuple):
    """An enumeration; `spans` are those of the declarations that its values bring, its `constants` among them."""

    values: tuple[Value, ...]
    constants: tuple[str, ...]
    spans: frozenset[Span]


def find_enumerations(declared: Declared) -> dict[str, Enumeration]:
    """The enumerations of a package by the names of their types; only those that `values:` says in full."""
    constants: dict[str, list[ValueDecl]] = {}
    for decl in dict.fromkeys(declared.values.values()):
        first = decl.specs[0] if decl.specs else None
        if decl.keyword == "const" and first is not None and isinstance(first.type, Name) and not first.type.qualifier:
            constants.setdefault(first.type.name, []).append(decl)
    found: dict[str, Enumeration] = {}
    for name, decls in constants.items():
        type_ = declared.types.get(name)
        methods = {method.name: method for method in declared.methods.get(name, ())}
        if type_ is None or len(decls) != 1 or "Valid" not in methods or "String" not in methods:
            continue
        values = _read_values(type_, decls[0], methods["Valid"], methods["String"])
        if values:
            spans = frozenset((decls[0].span, methods["Valid"].span, methods["String"].span))
            constants_ = tuple(spec.names[0][0] for spec in decls[0].specs)
            found[name] = Enumeration(values, constants_, spans)
    return found


def _read_values(decl: TypeDecl, constants: ValueDecl, valid: FuncDecl, string: FuncDecl) -> tuple[Value, ...]:
    """The values, or nothing where a constant or method is not as scaffold writes it."""
    names = [spec.names[0][0] for spec in constants.specs if len(spec.names) == 1]
    if decl.alias or decl.type_params or len(names) != len(constants.specs) or not isinstance(decl.type, Name):
        return ()
    if not _is_plain_method(valid, "bool") or not _is_plain_method(string, "string"):
        return ()
    receiver = valid.receiver.name if valid.receiver is not None else ""
    expected = f"{{ switch {receiver} {{ case {', '.join(names)}: return true\ndefault: return false }} }}"
    if tokens_of(valid.body.value) != tokens_of(expected):
        return ()
    texts = _texts(decl, constants, names, string)
    is_text = decl.type.name == "string"
    if [enum_constant(decl.name, text, is_text) for text in texts] != names:
        return ()
    return tuple(Value(text, spec.doc.value) for text, spec in zip(texts, constants.specs, strict=True))


def _is_plain_method(method: FuncDecl, result: str) -> bool:
    receiver = method.receiver
    results = [param.type.name for param in method.results if isinstance(param.type, Name) and not param.name]
    return receiver is not None and not receiver.pointer and not method.params and results == [result]


def _texts(decl: TypeDecl, constants: ValueDecl, names: list[str], string: FuncDecl) -> list[str]:
    """The texts of the values; none where String says something else."""
    receiver = string.receiver.name if string.receiver is not None else ""
    body = string.body.value
    if tokens_of(body) == tokens_of(f"{{ return string({receiver}) }}"):
        return [_literal(spec) for spec in constants.specs if _is_text(spec, decl.name)]
    cases = _CASE.findall(body)
    call = _FORMAT.search(body)
    if call is None or [name for name, _ in cases] != names:
        return []
    function = f"{call[1]}.{call[2]}({_WIDE[call[2]]}({receiver}), 10)"
    lines = "\n".join(f"case {name}: return {text}" for name, text in cases)
    expected = f'{{ switch {receiver} {{\n{lines}\ndefault: return "{decl.name}(" + {function} + ")"\n}} }}'
    texts = [unquote(text, 0, len(text))[0] for _, text in cases]
    if tokens_of(body) != tokens_of(expected) or not _are_numbered(constants.specs, texts):
        return []
    return texts


def _is_text(spec: ValueSpec, name: str) -> bool:
    is_typed = isinstance(spec.type, Name) and spec.type.name == name
    return is_typed and len(spec.values) == 1 and spec.values[0].value == string_text(_literal(spec))


def _literal(spec: ValueSpec) -> str:
    value = spec.values[0].value if spec.values else ""
    return unquote(value, 0, len(value))[0] if value[:1] in ('"', "`") else ""


def _are_numbered(specs: tuple[ValueSpec, ...], texts: list[str]) -> bool:
    """Whether the constants count from 0, or are the numbers that the texts say."""
    if specs[0].values and specs[0].values[0].value == "iota":
        return all(not spec.values for spec in specs[1:])
    literals = [spec.values[0].value if len(spec.values) == 1 else "" for spec in specs]
    return all(
        parse_numeral(text) is not None and numeral_literal(text) == one
        for text, one in zip(texts, literals, strict=True)
    )
