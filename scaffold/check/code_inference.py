"""The types of constants and variables by their values, and the values of constants.

Each is settled once. A chain of them, however long, is settled from its far end, with a stack of our own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from scaffold.check.bodies import Body
from scaffold.check.code_declarations import Declarations, ValuePlace
from scaffold.check.code_locals import Meaning, Unsure, Wrong
from scaffold.check.code_scope import CodeScope
from scaffold.check.code_types import Expressions
from scaffold.check.code_value import INT, Value
from scaffold.check.facts import NOWHERE, Facts
from scaffold.check.lengths import Lengths
from scaffold.check.locks import Locks
from scaffold.check.method_sets import Collector
from scaffold.check.resolve import Scope
from scaffold.check.types import TypeRules
from scaffold.check.world import Draft, Func, Typ, Val, World
from scaffold.diagnostics import Report
from scaffold.golang.ast import NO_TEXT, FuncDecl, Name, Type, TypeParam, ValueSpec
from scaffold.golang.expressions import BEFORE_EXPRESSION, expression
from scaffold.golang.parse import expression_names, parse_type
from scaffold.golang.walk import array_lengths, names_of
from scaffold.source import Text

MAX_DEPTH = 20
"""Names that are inferred because another one refers to them: what does not lead to itself is settled in order."""

_NO_FUNCTION = FuncDecl("", None, (), (), (), NO_TEXT, NO_TEXT, NOWHERE)


class _Object(NamedTuple):
    """A constant, variable or type on which values may depend."""

    draft: Draft
    name: str


def expressions_of(scope: CodeScope) -> Expressions:
    """Expressions outside of functions, which may hold function literals all the same."""
    made = Body(scope, _NO_FUNCTION).expressions
    made.strict = False
    return made


class Inference:
    """Scopes for code, and what constants and variables are by their values."""

    def __init__(
        self, world: World, facts: Facts, collector: Collector, lengths: Lengths, scopes: dict[int, Scope]
    ) -> None:
        self._lengths = lengths
        self._world = world
        self._facts = facts
        self._collector = collector
        self._scopes = scopes
        self._locks: Locks | None = None
        self._declarations = Declarations()
        self._inferred: dict[tuple[int, int, int], Meaning | Unsure] = {}
        # Of each declaration of constants: for each line the one whose type and values it has.
        self._origins: dict[int, list[int]] = {}
        self._settled: set[tuple[str, str]] = set()
        # Names whose inference has led to the one that is being inferred.
        self._depth = 0
        # What the value of a constant or variable refers to in its package, as far as that was read.
        self._used: dict[tuple[int, int, int], set[str]] = {}

    # --- scopes ------------------------------------------------------------------------------------------------------

    def _scope(self, draft: Draft, thing: Func | Val | Typ) -> CodeScope:
        key = id(thing.fragment) if thing.fragment is not None else id(thing.section)
        return self._scope_of(draft, self._scopes[key])

    def _scope_of(self, draft: Draft, names: Scope) -> CodeScope:
        if self._locks is None:
            self._locks = Locks(self._world, self._facts)
        scope = CodeScope(self._world, self._facts, self._collector, names, draft, self._declarations)
        scope.infer = self._infer
        scope.check_type = self._check_type
        scope.locks = self._locks
        return scope

    def _check_type(self, t: Type, params: Mapping[str, object]) -> None:
        """Raise `Wrong` for a type in code that breaks a rule of types."""
        if isinstance(t, Name) and not t.args:
            return
        kept, self._world.report = self._world.report, Report()
        try:
            known = {name: param for name, param in params.items() if isinstance(param, TypeParam)}
            if len(known) == len(params):
                TypeRules(self._world, self._facts, self._collector, self._lengths).type(t, known)
            faults = self._world.report.faults
        finally:
            self._world.report = kept
        if faults:
            raise Wrong(faults[0].message, faults[0].span)

    # --- lengths -----------------------------------------------------------------------------------------------------

    def length(self, owner: Scope, text: Text) -> Value:
        """The length of an array, as written where `owner` says what names mean. Raises `Wrong` or `Unsure`."""
        draft = owner.draft
        if not isinstance(draft, Draft):
            raise Unsure("the constants of an earlier package are not known")
        node = expression(text.value)
        if node is None:
            if parse_type(text, Report()) is not None and len(text.value) < 600:
                raise Wrong("is no constant", text.span())
            raise Unsure("a length cannot be read")
        self._settle([*self._named(draft, owner, expression_names(text))])
        scope = self._scope_of(draft, owner)
        scope.read(text, BEFORE_EXPRESSION)
        expressions = expressions_of(scope)
        found = expressions.value(node)
        expressions.single(found)
        if not found.is_constant:
            raise Wrong(f"{expressions.shown(found)} must be constant", text.span())
        if found.untyped:
            return expressions.converted(found, INT, "array length")
        if not expressions.is_whole(found.types[0]):
            raise Wrong(f"{expressions.shown(found)} must be integer", text.span())
        return found

    # --- order -------------------------------------------------------------------------------------------------------

    def _settle(self, objects: list[_Object]) -> None:
        """Infer what values depend on before the values themselves."""
        stack: list[tuple[_Object, Iterator[_Object]]] = [(o, self._needs(o)) for o in objects if self._begin(o)]
        while stack:
            current, needs = stack[-1]
            following = next((other for other in needs if self._begin(other)), None)
            if following is not None:
                stack.append((following, self._needs(following)))
                continue
            stack.pop()
            self._settle_one(current)

    def _begin(self, found: _Object) -> bool:
        key = (found.draft.import_path, found.name)
        fresh = key not in self._settled
        self._settled.add(key)
        return fresh

    def _settle_one(self, found: _Object) -> None:
        place = self._declarations.value(found.draft, found.name)
        if place is not None:
            try:
                self._infer(found.draft, *place)
            except Unsure:
                return
        typ = found.draft.types.get(found.name)
        for length in array_lengths(typ.resolved.type) if typ is not None else ():
            self._facts.length(length)

    def _needs(self, found: _Object) -> Iterator[_Object]:
        """The constants, variables and types whose own settling a value or type may ask for."""
        draft = found.draft
        place = self._declarations.value(draft, found.name)
        typ = draft.types.get(found.name)
        if place is not None:
            scope = self._scopes[_scope_key(place.value)]
            spec, values = self._origin(place)
            if spec.type is not None:
                yield from self._of_type(draft, scope, spec.type)
            if spec.type is None or place.value.decl.keyword == "const":
                for text in values:
                    yield from self._named(draft, scope, expression_names(text))
        elif typ is not None:
            yield from self._of_type(draft, self._scopes[_scope_key(typ)], typ.resolved.type)

    def _of_type(self, draft: Draft, scope: Scope, t: Type) -> Iterator[_Object]:
        for name in names_of(t):
            other = self._world.package(name.qualifier)
            if other is not None:
                yield _Object(other, name.name)
        for length in array_lengths(t):
            yield from self._named(draft, scope, expression_names(length))

    def _named(self, draft: Draft, scope: Scope, names: tuple[Name, ...]) -> Iterator[_Object]:
        for name in names:
            if not name.qualifier or name.qualifier in draft.scope:
                yield _Object(draft, name.qualifier or name.name)
                continue
            path = scope.known_package(name.qualifier)
            other = self._world.package(path) if path is not None else None
            if other is not None:
                yield _Object(other, name.name)

    def _origin(self, place: ValuePlace) -> tuple[ValueSpec, tuple[Text, ...]]:
        """The line whose type and values a constant has: an earlier one where it repeats that."""
        specs = place.value.resolved.specs
        line = place.line
        if place.value.decl.keyword == "const":
            origins = self._origins.get(id(place.value))
            if origins is None:
                origins = self._origins[id(place.value)] = []
                for at, spec in enumerate(specs):
                    origins.append(at if spec.values or spec.type is not None else origins[-1] if origins else 0)
            line = origins[line]
        return specs[line], place.value.decl.specs[line].values

    # --- inference ---------------------------------------------------------------------------------------------------

    def _infer(self, draft: Draft, value: Val, line: int, place: int) -> Meaning:
        """The type that a constant or variable has from its value, and the value of a constant."""
        key = (id(value), line, place)
        if key not in self._inferred:
            name = value.decl.specs[line].names[place][0]
            if name != "_":
                self._settle([_Object(draft, name)])
        if key not in self._inferred:
            # Met again on the way to its own type, a name leads to itself; so do many names in a row that are not
            # settled yet.
            self._inferred[key] = Unsure("it leads to itself")
            if self._depth < MAX_DEPTH:
                self._depth += 1
                try:
                    self._inferred[key] = self._infer_once(draft, ValuePlace(value, line, place))
                except Unsure as why:
                    self._inferred[key] = why
                finally:
                    self._depth -= 1
        found = self._inferred[key]
        if isinstance(found, Unsure):
            raise found
        return found

    def _infer_once(self, draft: Draft, place: ValuePlace) -> Meaning:
        constant = place.value.decl.keyword == "const"
        spec, values = self._origin(place)
        if spec.type is not None and not constant:
            return Meaning((spec.type,), settable=True)
        scope = self._scope(draft, place.value)
        scope.iota = place.line if constant else None
        self._used[place_key(place)] = scope.used
        expressions = expressions_of(scope)
        if not constant and len(values) == 1 and len(spec.names) > 1:
            whole = read_value(expressions, values[0])
            several = expressions.spread([whole], len(spec.names), whole.node)
            return Meaning((expressions.defaulted(several[place.place]).types[0],), settable=True)
        if place.place >= len(values):
            raise Unsure("the type of a name is not written down")
        try:
            if constant and spec.type is not None and not isinstance(self._facts.under(spec.type), Name | None):
                raise Wrong(f"invalid constant type {expressions.type_name(spec.type)}", spec.type.span)
            found = read_value(expressions, values[place.place])
            if not constant:
                return Meaning((self._variable(expressions, found),), settable=True)
            return self._constant(expressions, found, spec)
        except Wrong as why:
            own = place.value.decl.specs[place.line]
            if own.values:
                raise
            raise Wrong(str(why), own.names[place.place][1]) from None

    @staticmethod
    def _variable(expressions: Expressions, found: Value) -> Type:
        expressions.single(found)
        if found.untyped:
            found = expressions.defaulted(found)
        return expressions.copied(found)

    @staticmethod
    def _constant(expressions: Expressions, found: Value, spec: ValueSpec) -> Meaning:
        if found.untyped != "nil":
            expressions.single(found)
        if not found.is_constant:
            raise expressions.wrong(found.node, f"{expressions.shown(found)} is not constant")
        if spec.type is not None:
            found = expressions.assign(spec.type, found, "constant declaration")
        return Meaning(found.types, found.untyped, is_constant=True, exact=found.exact)


def place_key(place: ValuePlace) -> tuple[int, int, int]:
    """What a constant or variable is remembered by."""
    return id(place.value), place.line, place.place


def read_value(expressions: Expressions, text: Text) -> Value:
    """What an initialiser gives."""
    node = expression(text.value)
    if node is None:
        if parse_type(text, Report()) is not None:
            raise Wrong(f"{text.value} (type) is not an expression", text.span())
        raise Unsure("a value cannot be read")
    expressions.scope.read(text, BEFORE_EXPRESSION)
    return expressions.value(node)


def _scope_key(thing: Val | Typ) -> int:
    return id(thing.fragment) if thing.fragment is not None else id(thing.section)
