"""The pieces of a plan that can be left out one by one, and the plan without some of them.

A piece goes by the identity of its value: tuples of the model are equal where they say the same, and only one of two
equal declarations is to go. Whoever holds keys holds the plan that they are of.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import NamedTuple, TypeVar

from scaffold.golang.ast import Decl, FuncDecl, Interface, TypeDecl, ValueDecl
from scaffold.model import Crd, CrdDocument, CrdGo, Effort, GoFragment, Plan, Section, TypePlan, Wave
from scaffold.node import Scalar
from scaffold.source import Source, Span, Text, Word

T = TypeVar("T")


class Piece(NamedTuple):
    """Something that can be left out. `what` names it in messages, `place` is where they point.

    `start` and `end` are the offsets of its text in the document. `parent` is the key of the piece around it. `code`:
    it is a declaration of Go or of a custom resource, half of which would be worse than none. `home` is its section.
    """

    key: Hashable
    what: str
    place: Span
    start: int
    end: int
    parent: Hashable | None
    code: bool
    home: Section | None
    thing: object


def skeletons_key(decl: TypeDecl) -> Hashable:
    """The key of an interface's implementations: the skeletons, without the interface."""
    return ("skeletons", id(decl))


def pieces(plan: Plan) -> list[Piece]:
    """Every piece of a plan."""
    walk = _Walk(plan.source)
    for section in plan.sections:
        walk.section(section)
    for crd in plan.crds:
        walk.crd(crd)
    for wave in plan.waves or ():
        walk.wave(wave)
    for previous in plan.previous.go:
        walk.add(previous, f"the earlier package {previous.path}", previous.path.span)
    for entry in plan.imports:
        walk.add(entry, f"the import {entry.alias}", entry.alias.span)
    for allow in plan.allow:
        walk.add(allow, f"the entry {allow.code} of allow", allow.span)
    for owner, _ in plan.owners:
        walk.add(owner, f"the owner of {owner}", owner.span)
    for kind in plan.generate.mocks or ():
        walk.add(kind, f"mocks of the kind {kind}", kind.span)
    if plan.go is not None:
        walk.add(plan.go, "the go version", plan.go.span)
    return walk.found


class _Walk:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.found: list[Piece] = []
        self.home: Section | None = None

    def add(
        self,
        thing: object,
        what: str,
        place: Span,
        parent: object = None,
        *,
        code: bool = False,
        key: Hashable | None = None,
    ) -> None:
        """Note a piece; by default it goes by the identity of `thing`. Without a place in the document it is none."""
        extent = _extent((thing, place), self.source)
        if extent is not None:
            own = id(thing) if key is None else key
            above = None if parent is None else id(parent)
            self.found.append(Piece(own, what, place, *extent, above, code, self.home, thing))

    def section(self, section: Section) -> None:
        self.home = section
        self.add(section, f"section {section.key}", section.span)
        if section.path is not None:
            self.add(section.path, f"the path of section {section.key}", section.path.span, section)
        for entry in section.imports:
            self.add(entry, f"the import {entry.alias}", entry.alias.span, section)
        for error in section.errors:
            self.add(error, f"error {error.name}", error.name.span, section, code=True)
        for plan in section.types:
            self.type(plan, section)
        for _, decl in section.others:
            self.decl(decl, section)
        for fragment in section.go:
            self.fragment(fragment, section)
        self.home = None

    def fragment(self, fragment: GoFragment, parent: object) -> None:
        for spec in fragment.parsed.imports:
            self.add(spec, f"the import of {spec.path}", spec.span, parent)
        if fragment.file_span is not None:
            self.add(
                fragment.file_span, f"the file name {fragment.file}", fragment.file_span, parent, key=_file(fragment)
            )
        span = fragment.parsed.package_span
        if span is not None:
            self.add(span, "the package clause", span, parent, key=_clause(fragment))

    def type(self, plan: TypePlan, parent: object) -> None:
        decl = plan.decl
        what = "interface" if isinstance(decl.type, Interface) else "type"
        self.add(plan, f"{what} {decl.name}", decl.span, parent, code=True, key=id(decl))
        for implementation in plan.implementations or ():
            self.add(implementation, f"implementation {implementation.name}", implementation.name.span, decl)
        for law in plan.laws:
            self.add(law, f"a law of {decl.name}", law.span, decl)

    def decl(self, decl: Decl, parent: object) -> None:
        match decl:
            case FuncDecl():
                receiver = f"method {decl.receiver.type_name}." if decl.receiver else "function "
                self.add(decl, f"{receiver}{decl.name}", decl.span, parent, code=True)
            case ValueDecl():
                what = "constant" if decl.keyword == "const" else "variable"
                whole = _indivisible(decl)
                names = ", ".join(name for spec in decl.specs for name, _ in spec.names)
                self.add(decl, f"{what} {names}", decl.span, parent, code=whole)
                for spec in () if whole else decl.specs:
                    shown = ", ".join(name for name, _ in spec.names)
                    self.add(spec, f"{what} {shown}", spec.span, decl, code=True)
            case TypeDecl():
                self.add(decl, f"type {decl.name}", decl.span, parent, code=True)

    def crd(self, crd: Crd | CrdDocument | CrdGo) -> None:
        match crd:
            case Crd():
                self.add(crd, f"custom resource {crd.kind}", crd.span, code=True)
            case CrdDocument():
                kind = crd.document.get("metadata")
                place = kind.span if isinstance(kind, Scalar) else crd.document.span
                start = Span(place.text, place.start, min(place.start + 1, place.end))
                self.add(crd, "a CustomResourceDefinition", start, code=True)
            case CrdGo():
                self.add(crd, "custom resources written in Go", crd.span)
                for fragment in crd.fragments:
                    for decl in fragment.parsed.decls:
                        self.decl(decl, crd)
                    self.fragment(fragment, crd)

    def wave(self, wave: Wave) -> None:
        self.add(wave, f"wave {wave.number}", wave.span)
        self._words(wave.depends_on, f"wave {wave.number}", wave)
        for effort in wave.efforts:
            name = f"effort {effort.id}"
            self.add(effort, name, effort.span, wave)
            for words in (effort.delivers, effort.implements, effort.paths, effort.depends_on):
                self._words(words, name, effort)

    def _words(self, words: Iterable[Word], of: str, parent: object) -> None:
        for word in words:
            self.add(word, f"{word} of {of}", word.span, parent)


def _indivisible(decl: ValueDecl) -> bool:
    """Whether constants count on each other: one that goes would give the others new values."""
    if decl.keyword != "const":
        return False
    return any(not spec.values or any("iota" in value.value for value in spec.values) for spec in decl.specs)


def _file(fragment: GoFragment) -> Hashable:
    return ("file", id(fragment))


def _clause(fragment: GoFragment) -> Hashable:
    return ("clause", id(fragment))


def _extent(thing: object, source: Source) -> tuple[int, int] | None:
    """From the first to the last character of the document that a value leads to."""
    start, end = -1, -1
    ahead = [thing]
    while ahead:
        part = ahead.pop()
        if isinstance(part, Text):
            part = part.span() if part.value else None
        if isinstance(part, Span):
            if part.source is source:
                low, high = part.offsets
                start, end = (low if start < 0 else min(start, low)), max(end, high)
        elif isinstance(part, tuple):
            ahead.extend(part)
    return None if start < 0 else (start, end)


# --- the plan without them -------------------------------------------------------------------------------------------


def without(plan: Plan, gone: Iterable[Hashable]) -> Plan:
    """The plan without the pieces of these keys, which are keys of `pieces(plan)`."""
    return _Without(frozenset(gone)).plan(plan)


class _Without:
    def __init__(self, gone: frozenset[Hashable]) -> None:
        self.gone = gone
        # A declaration stands in its section and in its fragment: both must get the same one.
        self.made: dict[int, Decl | None] = {}

    def rest(self, items: Iterable[T]) -> tuple[T, ...]:
        """The items that stay."""
        return tuple(item for item in items if id(item) not in self.gone)

    def plan(self, plan: Plan) -> Plan:
        """See `without`."""
        generate = plan.generate
        if generate.mocks is not None:
            generate = generate._replace(mocks=self.rest(generate.mocks) or None)
        return plan._replace(
            go=None if id(plan.go) in self.gone else plan.go,
            sections=tuple(self.section(section) for section in self.rest(plan.sections)),
            crds=tuple(self.crd(crd) for crd in self.rest(plan.crds)),
            waves=None if plan.waves is None else tuple(self.wave(wave) for wave in self.rest(plan.waves)),
            previous=plan.previous._replace(go=self.rest(plan.previous.go)),
            imports=self.rest(plan.imports),
            allow=self.rest(plan.allow),
            owners=tuple(owner for owner in plan.owners if id(owner[0]) not in self.gone),
            generate=generate,
        )

    def section(self, section: Section) -> Section:
        moved = {id(decl) for f in section.go if _file(f) in self.gone for decl in f.parsed.decls}
        types = tuple(
            self.type(plan._replace(file="") if id(plan.decl) in moved else plan)
            for plan in section.types
            if id(plan.decl) not in self.gone
        )
        others = []
        for file, decl in section.others:
            kept = self.decl(decl)
            if kept is not None:
                others.append(("" if id(decl) in moved else file, kept))
        return section._replace(
            path=None if id(section.path) in self.gone else section.path,
            imports=self.rest(section.imports),
            errors=self.rest(section.errors),
            types=types,
            others=tuple(others),
            go=tuple(self.fragment(fragment) for fragment in section.go),
        )

    def type(self, plan: TypePlan) -> TypePlan:
        implementations = plan.implementations
        if skeletons_key(plan.decl) in self.gone:
            implementations = ()
        elif implementations is not None:
            implementations = self.rest(implementations)
        return plan._replace(implementations=implementations, laws=self.rest(plan.laws))

    def fragment(self, fragment: GoFragment) -> GoFragment:
        kept = (self.decl(decl) for decl in fragment.parsed.decls)
        parsed = fragment.parsed._replace(
            decls=tuple(decl for decl in kept if decl is not None), imports=self.rest(fragment.parsed.imports)
        )
        if _clause(fragment) in self.gone:
            parsed = parsed._replace(package="", package_span=None)
        if _file(fragment) in self.gone:
            return GoFragment("", parsed, fragment.text)
        return fragment._replace(parsed=parsed)

    def decl(self, decl: Decl) -> Decl | None:
        """What stays of a declaration; None for nothing."""
        if id(decl) not in self.made:
            kept: Decl | None = None if id(decl) in self.gone else decl
            if isinstance(kept, ValueDecl):
                specs = self.rest(kept.specs)
                kept = (kept if len(specs) == len(kept.specs) else kept._replace(specs=specs)) if specs else None
            self.made[id(decl)] = kept
        return self.made[id(decl)]

    def crd(self, crd: Crd | CrdDocument | CrdGo) -> Crd | CrdDocument | CrdGo:
        if isinstance(crd, CrdGo):
            return crd._replace(fragments=tuple(self.fragment(fragment) for fragment in crd.fragments))
        return crd

    def wave(self, wave: Wave) -> Wave:
        return wave._replace(
            depends_on=self.rest(wave.depends_on),
            efforts=tuple(self.effort(effort) for effort in self.rest(wave.efforts)),
        )

    def effort(self, effort: Effort) -> Effort:
        return effort._replace(
            delivers=self.rest(effort.delivers),
            implements=self.rest(effort.implements),
            paths=self.rest(effort.paths),
            depends_on=self.rest(effort.depends_on),
        )
