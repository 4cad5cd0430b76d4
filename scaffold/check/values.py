"""Constants, variables, initialisers and bodies: copied, or left out with a word about it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from scaffold.check.bodies import Body
from scaffold.check.code_locals import Meaning, Unsure
from scaffold.check.code_names import agree
from scaffold.check.code_scope import CodeScope
from scaffold.check.code_types import Expressions, Value
from scaffold.check.constants import Constants, NotConstant
from scaffold.check.facts import NOWHERE, Facts
from scaffold.check.locks import Locks
from scaffold.check.method_sets import Collector
from scaffold.check.resolve import Scope
from scaffold.check.satisfy import declared_method
from scaffold.check.walk import array_lengths
from scaffold.check.world import Draft, Func, Typ, Val, World
from scaffold.diagnostics import Report
from scaffold.golang.ast import NO_TEXT, FuncDecl, Interface, Name, Pointer, Type, ValueSpec
from scaffold.golang.expressions import expression
from scaffold.golang.gofmt import format_body
from scaffold.golang.identifiers import PREDECLARED
from scaffold.golang.parse import expression_names, parse_type
from scaffold.golang.stdlib import package as outside_package
from scaffold.source import Span, Text

Imports = dict[str, dict[str, str]]
"""File → name in the code → import path."""


_LITERAL = "scaffold cannot tell whether this function literal compiles"
_NO_FUNCTION = FuncDecl("", None, (), (), (), NO_TEXT, NO_TEXT, NOWHERE)


def _expressions(scope: CodeScope) -> Expressions:
    """Expressions outside of functions, which may hold function literals all the same."""
    return Body(scope, _NO_FUNCTION).expressions


class Code:
    """Decides about the plan's own code, package by package."""

    def __init__(
        self, world: World, facts: Facts, collector: Collector, constants: Constants, scopes: dict[int, Scope]
    ) -> None:
        self._constants = constants
        self._locks = Locks(world, facts)
        self._world = world
        self._facts = facts
        self._collector = collector
        self._scopes = scopes
        self._inferred: dict[tuple[int, int, int], Meaning | Unsure] = {}
        # The files of the package that are there only to have imports of their own.
        self._split: set[str] = set()

    def package(self, draft: Draft) -> Imports:
        """Settle every body and initialiser of a package; the imports they need, by file."""
        imports: Imports = {}
        self._split.clear()
        if self._world.array_owners:
            for typ in draft.types.values():
                for text in array_lengths(typ.resolved.type):
                    scope = self._scope(draft, typ)
                    problem = self._unresolved(scope, draft, text)
                    if problem is not None and "len(" in text.value:
                        # The value of a length of something is not known; that it is there can be.
                        self._world.report.error("array-length", f"in the length of an array, {problem[0]}", problem[1])
                    typ.file = self._take(draft, imports, typ.file, scope.imports, typ.plan.decl.span)
        for value in draft.values:
            self._values(draft, value, imports)
        self._cycles(draft)
        functions = []
        for func in draft.functions:
            self._function(draft, func, imports)
            if func.decl.name == "init" and func.decl.receiver is None and not func.kept:
                continue
            functions.append(func)
        draft.functions = functions
        return imports

    def _scope(self, draft: Draft, thing: Func | Val | Typ) -> CodeScope:
        key = id(thing.fragment) if thing.fragment is not None else id(thing.section)
        scope = CodeScope(self._world, self._facts, self._collector, self._scopes[key], draft)
        scope.infer = self._infer
        scope.number = self._number
        scope.locks = self._locks
        return scope

    def _number(self, draft: Draft, name: str) -> int | None:
        """The value of a whole constant of a package."""
        try:
            found = self._constants.named(draft.import_path, name)
        except NotConstant:
            return None
        return found if isinstance(found, int) and not isinstance(found, bool) else None

    def _infer(self, draft: Draft, value: Val, number: int, at: int) -> Meaning:
        """The type that a constant or variable has from its value."""
        key = (id(value), number, at)
        if key not in self._inferred:
            # Met again on the way to its own type, a name leads to itself.
            self._inferred[key] = Unsure("it leads to itself")
            try:
                self._inferred[key] = self._infer_once(draft, value, number, at)
            except Unsure as why:
                self._inferred[key] = why
        found = self._inferred[key]
        if isinstance(found, Unsure):
            raise found
        return found

    def _infer_once(self, draft: Draft, value: Val, number: int, at: int) -> Meaning:
        constant = value.decl.keyword == "const"
        spec = value.resolved.specs[number]
        while constant and not spec.values and spec.type is None and number > 0:
            number -= 1
            spec = value.resolved.specs[number]
        if spec.type is not None:
            return Meaning((spec.type,), settable=not constant)
        scope = self._scope(draft, value)
        if constant:
            scope.declare("iota", Name("", "int", (), spec.span), False)
        if len(spec.values) == 1 and len(spec.names) > 1:
            several = self._value(scope, spec.values[0]).types
            if at >= len(several):
                raise Unsure("it has the wrong number of values")
            return Meaning((several[at],), settable=True)
        if at >= len(spec.values):
            raise Unsure("the type of a name is not written down")
        found = self._value(scope, spec.values[at])
        if len(found.types) != 1 or found.is_type:
            raise Unsure("the type of a name is not written down")
        if not constant:
            return Meaning(found.types, settable=True)
        whole = isinstance(found.types[0], Name) and found.types[0].name == "int" and not found.types[0].qualifier
        return Meaning(found.types, found.untyped or ("int" if whole else ""))

    @staticmethod
    def _value(scope: CodeScope, text: Text) -> Value:
        node = expression(text.value)
        if node is None:
            raise Unsure("a value cannot be read")
        return _expressions(scope).value(node)

    # --- bodies ------------------------------------------------------------------------------------------------------

    def _function(self, draft: Draft, func: Func, imports: Imports) -> None:
        mode = self._world.options.bodies
        decl = func.resolved
        if not decl.body.value:
            self._world.report.warning(
                "body-stubbed", f"{decl.name} has no body: it gets one that does nothing yet", decl.span
            )
            return
        if mode == "stub":
            return
        scope = self._scope(draft, func)
        receiver = decl.receiver
        own: Type | None = None
        scope.params = {param.name: param for param in decl.type_params}
        if receiver is not None:
            typ = draft.types.get(receiver.type_name)
            declared = typ.resolved.type_params if typ is not None else ()
            scope.params = dict.fromkeys(receiver.params, receiver) | dict(zip(receiver.params, declared, strict=False))
            args: tuple[Type, ...] = tuple(Name("", name, (), receiver.span) for name in receiver.params)
            own = Name(draft.import_path, receiver.type_name, args, receiver.span)
            own = Pointer(own, receiver.span) if receiver.pointer else own
        try:
            if mode == "keep":
                if not isinstance(format_body(decl.body.value), str):
                    raise Unsure("it cannot be read")
                self._import_all(scope, decl.body)
            else:
                Body(scope, decl).read(own)
            func.file = self._take(draft, imports, func.file, scope.imports, decl.span)
        except Unsure as why:
            what = "left out" if decl.name == "init" and receiver is None else "replaced by a stub"
            self._world.report.warning(
                "body-stubbed",
                f"the body of {decl.name} is {what}: {why}",
                decl.span,
                hint="--bodies keep copies it as it is" if mode != "keep" else "",
            )
            return
        func.kept = True

    def _import_all(self, scope: CodeScope, body: Text) -> None:
        """The imports of a body that is kept whatever it holds."""
        for name in expression_names(Text(body.source, f"func() {body.value}", ((0, 0),))):
            if name.qualifier and scope.is_qualifier(name.qualifier):
                try:
                    path = scope.path_of(name.qualifier, name.name)
                except Unsure:
                    continue
                scope.imports.setdefault(name.qualifier, path)

    def _take(self, draft: Draft, imports: Imports, file: str, wanted: dict[str, str], span: Span) -> str:
        """Add imports to those of a file; the file, which is another one where a name means another package in it.

        Code is copied as written, so that no two pieces of one file may call two packages by one name.
        """
        place = next(place for place in self._places(draft, file) if agree(imports.get(place, {}), wanted))
        imports.setdefault(place, {}).update(wanted)
        if place != file:
            self._split.add(place)
            names = sorted(wanted.keys() & imports[file].keys()) or sorted(wanted)
            self._world.report.note(
                "file-split",
                f"this goes to {place}: elsewhere in {file} {' and '.join(names)} means another package",
                span,
            )
        return place

    def _places(self, draft: Draft, file: str) -> Iterator[str]:
        """Where something of `file` may go: there, else to a numbered file beside it that the plan does not use."""
        yield file
        taken = _files(draft) - self._split
        for number in count(2):
            place = f"{file.removesuffix('.go')}{number}.go"
            if place not in taken:
                yield place

    # --- constants and variables -------------------------------------------------------------------------------------

    def _cycles(self, draft: Draft) -> None:
        """Constants and variables whose values lead back to themselves; told at the first of each circle."""
        uses: dict[str, tuple[Span, set[str]]] = {}
        for value in draft.values:
            values: tuple[Text, ...] = ()
            for spec in value.resolved.specs:
                values = spec.values or (values if value.decl.keyword == "const" else ())
                for at, (name, span) in enumerate(spec.names):
                    own = values[at : at + 1] if len(values) == len(spec.names) else values
                    found = {used.qualifier or used.name for text in own for used in expression_names(text)}
                    uses[name] = (span, found)
        told: set[str] = set()
        for name, (span, _) in uses.items():
            reached: set[str] = set()
            ahead = [name]
            while ahead:
                for other in uses[ahead.pop()][1] & uses.keys() - reached:
                    reached.add(other)
                    ahead.append(other)
            if name in reached and name not in told:
                told |= reached
                self._world.report.error("initialization-cycle", f"the value of {name} leads back to {name}", span)

    def _values(self, draft: Draft, value: Val, imports: Imports) -> None:
        specs = []
        wanted: dict[str, str] = {}
        for spec in value.resolved.specs:
            specs.append(self._spec(draft, value, spec, wanted))
        value.resolved = value.resolved._replace(specs=tuple(specs))
        value.file = self._take(draft, imports, value.file, wanted, value.decl.span)

    def _spec(self, draft: Draft, value: Val, spec: ValueSpec, wanted: dict[str, str]) -> ValueSpec:
        scope = self._scope(draft, value)
        report = self._world.report
        constant = value.decl.keyword == "const"
        if not spec.values:
            return spec
        if not constant and self._world.options.bodies == "stub" and spec.type is not None:
            return spec._replace(values=())
        if len(spec.values) != len(spec.names) and not (len(spec.values) == 1 and not constant):
            report.error(
                "value-count",
                f"{len(spec.names)} names and {len(spec.values)} values",
                spec.span,
                hint="give each name one value",
            )
            return spec
        for text in spec.values:
            problem = self._unresolved(scope, draft, text)
            if problem is None:
                continue
            why, span = problem
            if constant or spec.type is None:
                report.error("undeclared-name", why, span, hint=self._way_out(constant, spec, why))
                return spec
            report.warning("value-dropped", f"the value of {spec.names[0][0]} is left out: {why}", span)
            return spec._replace(values=())
        shaky = self._shaky(draft, value, spec) if self._world.stubs or self._world.options.cautious else None
        if shaky is not None:
            if constant or spec.type is None:
                hint = "declare the types that it leans on"
                report.error(
                    "undeclared-name", f"the value of {spec.names[0][0]} cannot be copied: {shaky}", spec.span, hint
                )
                return spec
            report.warning("value-dropped", f"the value of {spec.names[0][0]} is left out: {shaky}", spec.span)
            return spec._replace(values=())
        if agree(wanted, scope.imports):
            wanted.update(scope.imports)
        else:
            names = " and ".join(sorted(wanted.keys() & scope.imports.keys()))
            report.error("import-clash", f"{names} means another package above in this declaration", spec.span)
        for text in spec.values:
            if self._is_type(scope, text):
                report.error("value-type", f"{text.value} is a type, not a value", text.span())
            elif constant:
                self._constant(draft, value, spec, text)
        if spec.type is not None and len(spec.values) == len(spec.names):
            self._fits(scope, spec)
        return spec

    def _shaky(self, draft: Draft, value: Val, spec: ValueSpec) -> str | None:
        """Why a value that leans on declarations of the plan may not compile where some of them are stubs."""
        for text in spec.values:
            names = {name.qualifier or name.name for name in expression_names(text)}
            packages = {other.name for other in self._world.drafts.values()}
            if names.isdisjoint(packages | draft.scope.keys()):
                continue
            scope = self._scope(draft, value)
            if value.decl.keyword == "const":
                scope.declare("iota", Name("", "int", (), spec.span), False)
            try:
                found = self._value(scope, text)
                if spec.type is not None and len(spec.values) == len(spec.names):
                    Expressions(scope).assign(spec.type, found)
            except Unsure as why:
                return str(why)
        return None

    def _way_out(self, constant: bool, spec: ValueSpec, why: str) -> str:
        if constant or not why.startswith(_LITERAL):
            return "declare it, or leave the declaration out"
        return f"write the type, `var {spec.names[0][0]} …`: the value is then left out, with a warning"

    def _constant(self, draft: Draft, value: Val, spec: ValueSpec, text: Text) -> None:
        try:
            self._constants.evaluate(draft.import_path, text, value.resolved.specs.index(spec))
        except NotConstant as why:
            self._world.report.error("value-type", f"{text.value} {why}", text.span(), hint="make it a variable: var")

    def _is_type(self, scope: CodeScope, text: Text) -> bool:
        try:
            return self._value(scope, text).is_type
        except Unsure:
            # Most type literals are no expressions at all.
            return expression(text.value) is None and parse_type(text, Report()) is not None

    def _fits(self, scope: CodeScope, spec: ValueSpec) -> None:
        """A literal that certainly is of another kind than its type."""
        under = self._facts.under(spec.type) if spec.type is not None else None
        if isinstance(under, Interface) and spec.type is not None:
            self._implements(scope, spec.type, spec)
        if not isinstance(under, Name) or under.qualifier:
            return
        for text in spec.values:
            node = expression(text.value)
            if node is None or not node.type.endswith("_literal"):
                continue
            try:
                value = Expressions(scope).value(node)
            except Unsure:
                continue
            textual = value.untyped == "string"
            if value.untyped and textual != (under.name == "string"):
                self._world.report.error(
                    "value-type", f"{text.value} is no {under.name}", text.span(), hint="change the value or the type"
                )

    def _implements(self, scope: CodeScope, interface: Type, spec: ValueSpec) -> None:
        """``var _ I = (*T)(nil)`` where T certainly lacks a method."""
        wanted = self._collector.of_type(interface)
        for text in spec.values if wanted is not None else ():
            try:
                value = self._value(scope, text)
            except Unsure:
                continue
            if value.untyped or len(value.types) != 1 or self._facts.is_interface(value.types[0]) is not False:
                continue
            for name in wanted.methods if wanted is not None else ():
                if declared_method(self._facts, value.types[0], name) == "no":
                    self._world.report.error(
                        "value-type", f"{text.value} has no method {name}, which its interface asks for", text.span()
                    )
                    break

    def _unresolved(self, scope: CodeScope, draft: Draft, text: Text) -> tuple[str, Span] | None:
        """The first name in an initialiser that nothing explains."""
        if "func" in text.value and "{" in text.value and "func(" in text.value.replace(" ", ""):
            node = expression(text.value)
            if node is not None and _has(node, "func_literal"):
                try:
                    _expressions(scope).value(node)
                except Unsure as why:
                    return f"{_LITERAL}: {why}", text.span()
                return None
        for name in expression_names(text):
            if not name.qualifier or not scope.is_qualifier(name.qualifier):
                ident = name.qualifier or name.name
                if ident in draft.scope or ident in PREDECLARED:
                    continue
                return f"nothing declares {ident}", name.span
            try:
                path = scope.path_of(name.qualifier, name.name)
            except Unsure as why:
                return str(why), name.span
            declaring = self._world.package(path)
            package = outside_package(path)
            if declaring is not None and name.name not in declaring.scope:
                return f"nothing declares {name.qualifier}.{name.name}", name.span
            if declaring is None and package is not None and package.symbol(name.name) is None:
                return f"package {path} has no {name.name}", name.span
            if scope.imports.setdefault(name.qualifier, path) != path:
                return f"{name.qualifier} means two packages here", name.span
            if declaring is not None:
                draft.uses.setdefault(path, name.span)
        return None


def _files(draft: Draft) -> set[str]:
    """The files that the plan speaks of."""
    things: list[Typ | Val | Func] = [*draft.types.values(), *draft.values, *draft.functions]
    return {draft.main_file, *(thing.file for thing in things)}


def _has(node: object, kind: str) -> bool:
    children = getattr(node, "named_children", ())
    return getattr(node, "type", "") == kind or any(_has(child, kind) for child in children)
