"""The types of values in the plan's own code, where nobody has written them down."""

from __future__ import annotations

from scaffold.check.bodies import Body
from scaffold.check.code_locals import Meaning, Unsure
from scaffold.check.code_scope import CodeScope
from scaffold.check.code_types import Expressions, Value
from scaffold.check.constants import Constants, NotConstant
from scaffold.check.facts import NOWHERE, Facts
from scaffold.check.locks import Locks
from scaffold.check.method_sets import Collector
from scaffold.check.resolve import Scope
from scaffold.check.world import Draft, Func, Typ, Val, World
from scaffold.golang.ast import NO_TEXT, FuncDecl, Name
from scaffold.golang.expressions import expression
from scaffold.source import Text

_NO_FUNCTION = FuncDecl("", None, (), (), (), NO_TEXT, NO_TEXT, NOWHERE)


def expressions_of(scope: CodeScope) -> Expressions:
    """Expressions outside of functions, which may hold function literals all the same."""
    return Body(scope, _NO_FUNCTION).expressions


class Inference:
    """Scopes for code, and the types of constants and variables by their values."""

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
        return expressions_of(scope).value(node)
