"""Markers that speak of the values of placeholder types: they fit no empty type, so they go, with a warning."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from scaffold.check.world import Typ, World
from scaffold.diagnostics import Related
from scaffold.golang.ast import NO_TEXT, Field, Map, Pointer, Slice, Struct, Type
from scaffold.golang.walk import names_of
from scaffold.kube.flatten import Ident
from scaffold.source import Span, Text, joined

_OF_VALUES: Final = re.compile(
    r"[ \t]*\+(?:kubebuilder:validation:(?!Optional\b|Required\b)|kubebuilder:default\b|default=|"
    r"kubebuilder:example\b|listType=|listMapKey=|mapType=|structType=|k8s:(?!optional\b|required\b))"
)
"""Markers that say something of a field's values."""
_OF_LISTS: Final = re.compile(
    r"[ \t]*\+(?:kubebuilder:validation:(?:Max|Min)Items=|listType=atomic|k8s:(?:max|min)Items=|k8s:listType=atomic)"
)
_OF_MAPS: Final = re.compile(r"[ \t]*\+(?:kubebuilder:validation:(?:Max|Min)Properties=|mapType=)")
_RULE: Final = re.compile(r"[ \t]*\+kubebuilder:validation:XValidation:")


def drop_value_markers(world: World, held: Iterable[Ident]) -> frozenset[tuple[int, int]]:
    """Take those markers off that a placeholder type cannot have; each placeholder has one warning for all of them.

    Returns the places of the fields that lost any: advice about those markers is no use there.
    """
    if not world.stubs:
        return frozenset()
    dropper = _Dropper(world, held)
    dropper.drop()
    return frozenset(span.offsets for markers in dropper.gone.values() for _, span in markers)


class _Dropper:
    def __init__(self, world: World, held: Iterable[Ident]) -> None:
        self._world = world
        self._types: dict[Ident, Typ] = {
            (path, name): typ for path, draft in world.apis.items() for name, typ in draft.types.items()
        }
        for path, name in held:
            draft = world.known(path)
            if draft is not None and name in draft.types:
                self._types.setdefault((path, name), draft.types[name])
        self._empty: dict[Ident, Ident] = {ident: ident for ident in world.stubs}
        # JSON names of fields that are placeholders, by the type that has them.
        self._fields: dict[Ident, dict[str, Ident]] = {}
        self._reached: dict[Ident, dict[str, Ident]] = {}
        self.gone: dict[Ident, list[tuple[str, Span]]] = {}

    def drop(self) -> None:
        """Go over all types."""
        self._follow()
        for ident, typ in self._types.items():
            body = typ.resolved.type
            if isinstance(body, Struct):
                self._fields[ident] = {_json_name(f): e for f in body.fields if (e := self._placeholder(f.type))}
        for ident, typ in self._types.items():
            self._type(ident, typ)
        for placeholder, markers in self.gone.items():
            name = self._world.stubs[placeholder].name
            shown = ", ".join(dict.fromkeys(marker for marker, _ in markers))
            self._world.report.warning(
                "placeholder-markers",
                f"left out, for nothing declares {name}, of which they speak: {shown}",
                markers[0][1],
                hint=f"declare {name} in the document",
                related=[Related("also here", span) for _, span in markers[1:]],
            )

    def _follow(self) -> None:
        """Types that are declared as a placeholder, or as lists of them."""
        changed = True
        while changed:
            changed = False
            for ident, typ in self._types.items():
                if ident not in self._empty and not isinstance(typ.resolved.type, Struct):
                    placeholder = self._placeholder(typ.resolved.type)
                    if placeholder is not None:
                        self._empty[ident] = placeholder
                        changed = True

    def _placeholder(self, t: Type) -> Ident | None:
        return next((self._empty[i] for n in names_of(t) if (i := (n.qualifier, n.name)) in self._empty), None)

    def _type(self, ident: Ident, typ: Typ) -> None:
        body = typ.resolved.type
        rules = self._below(ident)
        placeholder = self._empty.get(ident) if ident not in self._world.stubs else None
        doc = self._without(typ.resolved.doc, typ.resolved.span, body, placeholder, rules)
        if isinstance(body, Struct):
            fields = tuple(self._field(field) for field in body.fields)
            body = body._replace(fields=fields)
        typ.resolved = typ.resolved._replace(doc=doc, type=body)

    def _field(self, field: Field) -> Field:
        if "+" not in field.doc.value:
            return field
        rules: dict[str, Ident] = {}
        for name in names_of(field.type):
            rules.update(self._below((name.qualifier, name.name)))
        doc = self._without(field.doc, field.span, field.type, self._placeholder(field.type), rules)
        return field if doc is field.doc else field._replace(doc=doc)

    def _below(self, ident: Ident) -> dict[str, Ident]:
        """The JSON names of placeholder fields in a type and in what it holds."""
        if ident in self._reached:
            return self._reached[ident]
        found: dict[str, Ident] = {}
        seen, ahead = {ident}, [ident]
        while ahead:
            here = ahead.pop()
            found.update(self._fields.get(here, {}))
            typ = self._types.get(here)
            for name in names_of(typ.resolved.type) if typ is not None else ():
                if (name.qualifier, name.name) not in seen:
                    seen.add((name.qualifier, name.name))
                    ahead.append((name.qualifier, name.name))
        self._reached[ident] = found
        return found

    def _without(self, doc: Text, span: Span, t: Type, placeholder: Ident | None, rules: dict[str, Ident]) -> Text:
        """A comment without the markers that cannot stay."""
        if "+" not in doc.value:
            return doc
        kept: list[str | Text] = []
        whole = True
        at = 0
        for line in doc.value.split("\n"):
            cause = self._cause(line, t, placeholder, rules)
            if cause is None:
                kept += [doc.part(at, at + len(line)), "\n"]
            else:
                whole = False
                self.gone.setdefault(cause, []).append((line.strip(), span))
            at += len(line) + 1
        if whole:
            return doc
        return joined(kept[:-1]) if kept else NO_TEXT

    def _cause(self, line: str, t: Type, placeholder: Ident | None, rules: dict[str, Ident]) -> Ident | None:
        """The placeholder for which a marker goes; None where it stays."""
        if placeholder is not None and _OF_VALUES.match(line):
            container = t.elem if isinstance(t, Pointer) else t
            fits = (isinstance(container, Slice) and _OF_LISTS.match(line)) or (
                isinstance(container, Map) and _OF_MAPS.match(line)
            )
            return None if fits else placeholder
        if _RULE.match(line):
            said = re.sub(r"\bhas\([\w.]*\)", "", line)
            return next((cause for name, cause in rules.items() if re.search(rf"\.{re.escape(name)}\b", said)), None)
        return None


def _json_name(field: Field) -> str:
    found = re.search(r'json:"([^",]+)', field.tag.value)
    return found[1] if found else field.promoted_name
