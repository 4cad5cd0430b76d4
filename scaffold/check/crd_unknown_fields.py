"""Rules and selectable fields that lead into fields of unknown types: a server knows no such fields, so they go."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from scaffold.check.world import Typ, World
from scaffold.golang.ast import NO_TEXT, Field, Struct, TypeDecl
from scaffold.golang.walk import names_of
from scaffold.kube.declared import Lookup
from scaffold.kube.flatten import Ident
from scaffold.kube.tags import json_tag
from scaffold.kube.unchecked import SCHEMALESS, Unknowns
from scaffold.source import Span, Text, joined

_RULE: Final = re.compile(r"[ \t]*\+kubebuilder:(?:validation:(?:items:)?XValidation:|selectablefield:)")
_CHOICE: Final = re.compile(r"[ \t]*\+kubebuilder:validation:(?:AtMost|Exactly|AtLeast)OneOf=(.*)")


def drop_rules_of_unknown_fields(world: World, held: Iterable[Ident], lookup: Lookup) -> None:
    """Takes the markers off that speak of fields whose types nobody knows; each has a warning."""
    unknowns = Unknowns(lookup)
    types: dict[Ident, Typ] = {}
    fields: dict[Ident, set[str]] = {}
    for path, name in held:
        draft = world.known(path)
        if draft is None or name not in draft.types:
            continue
        types[path, name] = draft.types[name]
        body = draft.types[name].resolved.type
        for field in body.fields if isinstance(body, Struct) else ():
            tag = json_tag(field.tag.value)
            if tag is not None and tag.name and SCHEMALESS not in field.doc.value and unknowns.within(field.type):
                fields.setdefault((path, name), set()).add(tag.name)
    if fields:
        dropper = _RuleDropper(world, types, fields)
        for ident, typ in types.items():
            typ.resolved = dropper.without_rules(ident, typ.resolved)


class _RuleDropper:
    """`types` are those that custom resources hold; `fields` the JSON names of the unknown fields of each."""

    def __init__(self, world: World, types: dict[Ident, Typ], fields: dict[Ident, set[str]]) -> None:
        self._world = world
        self._types = types
        self._fields = fields
        self._reached: dict[Ident, set[str]] = {}

    def without_rules(self, ident: Ident, decl: TypeDecl) -> TypeDecl:
        """The declaration without the markers that speak of unknown fields."""
        gone: list[tuple[str, Span, str]] = []
        doc = _filtered(decl.doc, self._fields_below(ident), gone)
        body = decl.type
        if isinstance(body, Struct):
            body = body._replace(fields=tuple(self._field(field, gone) for field in body.fields))
        for line, span, name in gone:
            self._world.report.warning(
                "crd-foreign-type",
                f"left out, for nothing is known about the type of field {name}, of which it speaks: {line}",
                span,
                hint="declare the type in the plan",
            )
        return decl._replace(doc=doc, type=body) if gone else decl

    def _field(self, field: Field, gone: list[tuple[str, Span, str]]) -> Field:
        if "+kubebuilder:" not in field.doc.value:
            return field
        below: set[str] = set()
        for name in names_of(field.type):
            below |= self._fields_below((name.qualifier, name.name))
        return field._replace(doc=_filtered(field.doc, below, gone))

    def _fields_below(self, ident: Ident) -> set[str]:
        """The JSON names of unknown fields of a type and of all that it holds."""
        if ident not in self._reached:
            found: set[str] = set()
            seen, ahead = {ident}, [ident]
            while ahead:
                here = ahead.pop()
                found |= self._fields.get(here, set())
                for name in names_of(self._types[here].resolved.type) if here in self._types else ():
                    inner = (name.qualifier, name.name)
                    if inner not in seen:
                        seen.add(inner)
                        ahead.append(inner)
            self._reached[ident] = found
        return self._reached[ident]


def _filtered(doc: Text, names: set[str], gone: list[tuple[str, Span, str]]) -> Text:
    """A comment without the markers that speak of these fields, which are added to `gone`."""
    if not names or "+kubebuilder:" not in doc.value:
        return doc
    kept: list[str | Text] = []
    before, at = len(gone), 0
    for line in doc.value.split("\n"):
        spoken_of = _spoken_of(line, names)
        if spoken_of is None:
            kept += [doc.part(at, at + len(line)), "\n"]
        else:
            start = at + line.index("+")
            gone.append((line.strip(), doc.span(start, at + len(line.rstrip())), spoken_of))
        at += len(line) + 1
    if len(gone) == before:
        return doc
    return joined(kept[:-1]) if kept else NO_TEXT


def _spoken_of(line: str, names: set[str]) -> str | None:
    """The first of these fields that a marker speaks of."""
    choice = _CHOICE.match(line)
    if choice:
        words = set(re.findall(r"[^;{}\"`\s]+", choice[1]))
        return min(words & names, default=None)
    if _RULE.match(line):
        return next((name for name in sorted(names) if re.search(rf"\.{re.escape(name)}\b", line)), None)
    return None
