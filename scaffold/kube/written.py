"""Go types of custom resources as they are written: whatever the plan says beyond Go becomes a marker line.

Markers of a type stand above its doc comment, apart from it, where gofmt does not touch them; controller-gen reads
them there. Those of a field stand behind the words of its comment.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from scaffold.diagnostics import Report
from scaffold.golang import ast
from scaffold.golang.ast import NO_TEXT
from scaffold.kube.comments import leading_markers, made_text
from scaffold.kube.declared import Lookup
from scaffold.kube.flatten import Ident
from scaffold.kube.marker_table import FIELD, TYPE
from scaffold.kube.markers import read_markers
from scaffold.kube.schema import Builder
from scaffold.source import Text, joined


def with_type_markers(decl: ast.TypeDecl, lines: Sequence[str]) -> ast.TypeDecl:
    """The declaration with further markers behind those its comment begins with."""
    head, rest = leading_markers(decl.doc)
    pieces: list[str | Text] = []
    if head is not None:
        pieces.append(head.part(0, len(head.value.rstrip())))
    if lines:
        pieces += (["\n"] if pieces else []) + [made_text("\n".join(lines), decl.span)]
    if rest is not None:
        pieces += (["\n\n"] if pieces else []) + [rest]
    return decl._replace(doc=joined(pieces)) if pieces else decl


def with_field_markers(field: ast.Field, lines: Sequence[str]) -> ast.Field:
    """The field with further markers behind the words of its comment."""
    if not lines:
        return field
    more = made_text("\n".join(lines), field.span)
    return field._replace(doc=joined([field.doc, "\n", more]) if field.doc.value else more)


def without_field_markers(field: ast.Field, names: Collection[str]) -> ast.Field:
    """The field without the marker lines of these names in its comment."""
    if not names:
        return field
    pieces: list[str | Text] = []
    at = 0
    for line in field.doc.value.split("\n"):
        text = field.doc.part(at, at + len(line))
        if not any(marker.name in names for marker in read_markers(text, FIELD, Report())):
            pieces += ["\n", text] if pieces else [text]
        at += len(line) + 1
    return field._replace(doc=joined(pieces) if pieces else NO_TEXT)


def plain_type(t: Any) -> Any:
    """A type as controller-gen takes it: no parentheses, bytes called byte."""
    match t:
        case ast.Paren():
            return plain_type(t.inner)
        case ast.Slice():
            elem = plain_type(t.elem)
            if isinstance(elem, ast.Name) and not elem.qualifier and elem.name == "uint8":
                elem = elem._replace(name="byte")
            return t if elem is t.elem else t._replace(elem=elem)
        case ast.Pointer() | ast.Array():
            elem = plain_type(t.elem)
            return t if elem is t.elem else t._replace(elem=elem)
        case ast.Map():
            key, value = plain_type(t.key), plain_type(t.value)
            return t if key is t.key and value is t.value else t._replace(key=key, value=value)
        case ast.Struct():
            return t._replace(fields=tuple(field._replace(type=plain_type(field.type)) for field in t.fields))
        case _:
            return t


def written(
    decl: ast.TypeDecl, path: str, lines: Iterable[str], builder: Builder, *, keeps_tags: bool = False
) -> ast.TypeDecl:
    """The declaration of a type that a custom resource holds, with every marker that it needs.

    `lines` are markers for the type itself, left out where its comment has that marker already. Rules of ``validate``
    tags that became markers go, unless `keeps_tags`.
    """
    stated = {marker.name for marker in read_markers(decl.doc, TYPE, Report())}
    lines = [line for line in lines if _name(line) not in stated]
    body = plain_type(decl.type)
    if isinstance(body, ast.Struct):
        fields = []
        for field in body.fields:
            added = builder.added(field, path)
            marked = with_field_markers(without_field_markers(field, added.without), added.lines)
            if added.tag is not None and added.tag != field.tag.value and not keeps_tags:
                marked = marked._replace(tag=made_text(added.tag, field.tag.span()))
            fields.append(marked)
        body = body._replace(fields=tuple(fields))
    return with_type_markers(decl._replace(type=body), lines)


def _name(line: str) -> str:
    return line[1:].partition("=")[0]


def reached(roots: Iterable[Ident], lookup: Lookup) -> list[Ident]:
    """The plan's types that schemas of the `roots` are made of, the roots among them, in the order they are met."""
    found: dict[Ident, None] = {}
    ahead = list(roots)
    while ahead:
        ident = ahead.pop()
        if ident in found:
            continue
        declared = lookup(*ident)
        if declared is not None:
            found[ident] = None
            ahead += named_types(declared.decl.type)
    return list(found)


def named_types(t: Any) -> list[Ident]:
    """The types with names that a type expression is made of."""
    found: list[Ident] = []
    _names(t, found.append)
    return found


def _names(t: Any, add: Callable[[Ident], None]) -> None:
    match t:
        case ast.Name():
            if t.qualifier:
                add((t.qualifier, t.name))
        case ast.Pointer() | ast.Slice() | ast.Array():
            _names(t.elem, add)
        case ast.Map():
            _names(t.key, add)
            _names(t.value, add)
        case ast.Paren():
            _names(t.inner, add)
        case ast.Struct():
            for field in t.fields:
                _names(field.type, add)
