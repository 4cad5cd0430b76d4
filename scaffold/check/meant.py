"""What is sound, and hardly what its author meant: warnings, each of which says what to write instead."""

from __future__ import annotations

import re

from scaffold.check.world import Draft, Typ, World
from scaffold.diagnostics import Report
from scaffold.fixes import Edit, Fix
from scaffold.golang import stdlib
from scaffold.golang.ast import Func, Interface, Name, Param, Struct
from scaffold.golang.identifiers import exported, go_case, is_exported, is_identifier
from scaffold.golang.numerals import repeats_type
from scaffold.model import EnumValue
from scaffold.source import Text

_EQUALS = re.compile(r"[^\W\d]\w*\s*=\s*\S+")
_MARKER = re.compile(r"\+[a-zA-Z][\w:]*(?:=|$)")
_ENCODES = frozenset(("MarshalText", "MarshalJSON", "MarshalBinary", "UnmarshalText", "UnmarshalJSON", "Value", "Scan"))
"""Methods that say how a value looks outside of the program."""


def check_meant(world: World, draft: Draft) -> None:
    """Warn of what the types of one package say and hardly mean."""
    with_methods = {func.resolved.receiver.type_name for func in draft.functions if func.resolved.receiver is not None}
    for typ in draft.types.values():
        if typ.made or typ.of_schema:
            continue
        body = typ.resolved.type
        if isinstance(body, Interface):
            for method in body.methods:
                _contexts(world.report, method.params)
        elif isinstance(body, Func):
            _contexts(world.report, body.params)
        if typ.plan.extent is None:
            continue
        if isinstance(body, Struct) and typ.resolved.name not in with_methods:
            _fields(world.report, typ, body)
        for value in typ.plan.values:
            _value(world.report, typ, value)
        if isinstance(body, Name) and not typ.resolved.alias and not typ.plan.values:
            _methods(world.report, typ, body)


def check_markers(world: World, draft: Draft) -> None:
    """Warn of markers behind fields: tools read those that stand above."""
    for typ in draft.types.values():
        body = typ.resolved.type
        if typ.made or typ.of_schema or not isinstance(body, Struct):
            continue
        for field in body.fields:
            words = field.comment.value.removeprefix("//").strip()
            if _MARKER.match(words):
                name = field.promoted_name
                message = f"the marker behind field {name} is read by nobody: markers stand above"
                fix = _above(field.comment, words)
                world.report.warning(
                    "marker-behind", message, field.comment.span(), f"write // {words} above {name}", fix=fix
                )


def _above(comment: Text, words: str) -> Fix | None:
    """The comment behind a line of Go on a line of its own above; None where the line is not Go alone."""
    source = comment.source
    at = comment.origin(0)
    start = source.text.rfind("\n", 0, at) + 1
    end = source.text.find("\n", at)
    end = len(source.text) if end < 0 else end
    line = source.text[start:at].rstrip().removesuffix("//").rstrip()
    code = line.lstrip()
    if (
        not code
        or not (code[0].isalpha() or code[0] == "*")
        or source.text[at:end].strip() not in (words, f"// {words}")
    ):
        return None
    indent = line[: len(line) - len(code)]
    return Fix(
        "write it above", (Edit(start, start, f"{indent}// {words}\n"), Edit(start + len(line), end, "")), safe=False
    )


def _fields(report: Report, typ: Typ, struct: Struct) -> None:
    """Fields that no other package sees, of a struct that has no methods to use them."""
    for field in struct.fields:
        if field.name in ("", "_") or is_exported(field.name) or "json:" in field.tag.value:
            continue
        if not is_identifier(field.name) or not is_exported(exported(field.name)):
            continue
        report.warning(
            "field-unexported",
            f"field {field.name} of {typ.resolved.name} is not exported: no other package sees it",
            field.span,
            hint=f"write {exported(field.name)}",
        )


def _contexts(report: Report, params: tuple[Param, ...]) -> None:
    """``ctx, users []UserID``: for Go, both have the type that stands last."""
    for param in params:
        if param.name == "ctx" and param.grouped:
            end = param.span.start + len("ctx")
            place = param.span.text.span(param.span.start, end)
            fix = None
            if place.source.text[slice(*place.offsets)] == "ctx":
                at = place.offsets[1]
                fix = Fix("write ctx context.Context", (Edit(at, at, " context.Context"),), safe=False)
            message = "ctx has the type of the parameter behind it, and is no context.Context"
            report.warning("ctx-type", message, place, hint="write ctx context.Context", fix=fix)


def _value(report: Report, typ: Typ, value: EnumValue) -> None:
    """Values with a number of their own, or with the type's name before them."""
    text, name = value.value.value, typ.resolved.name
    if typ.base in ("", "string") and _EQUALS.fullmatch(text):
        message = f"the value is the whole text {text!r}: numbers of values are not read"
        report.warning("enum-text", message, value.value.span, hint="write the word alone")
    elif repeats_type(name, text):
        message = f"the constant of {text} repeats the name of its type: {name}{go_case(text)}"
        report.warning("enum-repeats", message, value.value.span, hint="leave the type's name out of the value")


def _methods(report: Report, typ: Typ, body: Name) -> None:
    """A defined type has no methods of the one that defines it; with them goes how it looks in JSON."""
    package = stdlib.package(body.qualifier) if body.qualifier else None
    symbol = package.symbol(body.name) if package is not None else None
    if not isinstance(symbol, stdlib.Type):
        return
    lost = [method.name for method in symbol.methods if method.name in _ENCODES]
    if lost and symbol.kind != "interface":
        name = typ.resolved.name
        message = f"{name} has no methods of {package.name if package else ''}.{body.name}: not {', '.join(lost)}"
        report.warning("type-methods", message, body.span, hint="alias: keeps them, as another name of the type")
