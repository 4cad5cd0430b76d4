"""What the plan's own code can do with values of a type: select, compare, assign to interfaces."""

from __future__ import annotations

from typing import NamedTuple

from scaffold.check.code_locals import Unsure
from scaffold.check.code_names import CodeNames, signature_of
from scaffold.check.comparable import incomparable_part
from scaffold.check.facts import NOWHERE, Facts, substitute
from scaffold.check.locks import Locks
from scaffold.check.method_sets import Collector
from scaffold.check.resolve import Scope
from scaffold.check.world import Draft, World
from scaffold.golang import stdlib
from scaffold.golang.ast import Func as FuncType
from scaffold.golang.ast import Interface, Method, Name, Param, Pointer, Struct, Type
from scaffold.golang.identifiers import is_exported


class Selected(NamedTuple):
    """What a selector means: a field, or with `method` a method, of its type `of`.

    `pointer`: the method's receiver is a pointer. `through`: a pointer is followed on the way, so that what is selected
    has an address whatever it is selected from.
    """

    type: Type
    of: Type
    method: bool
    pointer: bool
    through: bool


_COMPARABLE = {("", "comparable"), ("cmp", "Ordered")}
_DEEPEST = 6
"""Embedded fields within each other that a selector is looked up through."""


class CodeScope(CodeNames):
    """Everything that one function body or initialiser has to know."""

    def __init__(self, world: World, facts: Facts, collector: Collector, scope: Scope, draft: Draft) -> None:
        super().__init__(world, facts, scope, draft)
        # Knows which types hold locks.
        self.locks: Locks | None = None
        self.collector = collector

    def may_see(self, t: Type, member: str) -> bool:
        """Whether code of this package may name a field or method of `t`."""
        if is_exported(member):
            return True
        named = self.facts.unalias(t)
        return not (isinstance(named, Name) and named.qualifier not in ("", self._draft.import_path))

    def select(self, t: Type, member: str) -> Selected:
        """The field or method that a selector on a value of type `t` means: the one that lies least deep."""
        level: list[tuple[Type, bool]] = [(t, False)]
        for depth in range(_DEEPEST):
            hits: list[Selected] = []
            following: list[tuple[Type, bool]] = []
            for of, before in level:
                under = self.facts.under(of)
                if under is None and depth:
                    raise Unsure(f"nothing is known of a type that may have {member}")
                if isinstance(under, Pointer) and isinstance(self.facts.unalias(of), Name):
                    raise Unsure("it selects from a type that is a pointer")
                base = under.elem if isinstance(under, Pointer) else of
                through = before or isinstance(under, Pointer)
                found = self._direct(base, member, through, pointer=isinstance(under, Pointer))
                if found is not None:
                    hits.append(found)
                shape = self.facts.under(base)
                for field in shape.fields if isinstance(shape, Struct) else ():
                    if not field.name:
                        following.append((field.type, through))
            if len(hits) == 1:
                return hits[0]
            if hits:
                raise Unsure(f"{member} may mean several things")
            level = following
            if not level:
                break
        raise Unsure(f"nothing is known of {member}")

    def _direct(self, base: Type, member: str, through: bool, *, pointer: bool) -> Selected | None:
        """A field or method that a type has itself."""
        shape = self.facts.under(base)
        if not self.may_see(base, member):
            return None
        if isinstance(shape, Struct):
            field = next((field for field in shape.fields if field.promoted_name == member), None)
            if field is not None:
                return Selected(field.type, base, False, False, through)
        elif isinstance(shape, Interface) and not pointer:
            found = self.collector.of_type(base)
            method = found.methods.get(member) if found is not None else None
            if method is not None:
                return Selected(FuncType(method.params, method.results, NOWHERE), base, True, False, True)
        return self._method(base, member, through)

    def _method(self, t: Type, member: str, through: bool) -> Selected | None:
        named = self.facts.unalias(t)
        if not isinstance(named, Name) or not named.qualifier:
            return None
        draft = self.world.package(named.qualifier)
        if draft is not None:
            return self._of_draft(draft, named, member, through)
        symbol, package = self.facts.symbol(named.qualifier, named.name), stdlib.package(named.qualifier)
        for method in symbol.methods if symbol is not None else ():
            if method.name == member and package is not None:
                if stdlib.too_new(method.since, self.world.go):
                    raise Unsure(f"{member} is newer than go {self.world.go}")
                made: Type = self.outside_func(package, method.signature)
                decl = self.facts.decl(named.qualifier, named.name)
                if decl is not None and decl.type_params:
                    names = [param.name for param in decl.type_params]
                    made = substitute(made, dict(zip(names, named.args, strict=False)))
                return Selected(made, named, True, method.pointer, through)
        return None

    def _of_draft(self, draft: Draft, named: Name, member: str, through: bool) -> Selected | None:
        """A method that the plan declares, or that an enumeration gets."""
        for func in draft.functions:
            receiver = func.decl.receiver
            if receiver is not None and receiver.type_name == named.name and func.decl.name == member:
                t: Type = signature_of(func.resolved)
                if receiver.params:
                    t = substitute(t, dict(zip(receiver.params, named.args, strict=False)))
                return Selected(t, named, True, receiver.pointer, through)
        typ = draft.types.get(named.name)
        if typ is not None and typ.plan.values and member in ("String", "Valid"):
            result = Name("", "string" if member == "String" else "bool", (), NOWHERE)
            signature = FuncType((), (Param("", result, False, False, NOWHERE),), NOWHERE)
            return Selected(signature, named, True, False, through)
        return None

    def is_comparable(self, t: Type) -> bool:
        """Whether == is legal."""
        if isinstance(t, Name) and t.name in self.params and not t.qualifier:
            constraint = getattr(self.params[t.name], "constraint", None)
            return isinstance(constraint, Name) and (constraint.qualifier, constraint.name) in _COMPARABLE
        return not incomparable_part(self.facts, t, {})

    def implements(self, t: Type, interface: Type) -> bool:
        """Whether a value of type `t` certainly satisfies an interface."""
        wanted = self.collector.of_type(interface)
        if wanted is None or wanted.foreign or wanted.unmockable:
            return False
        if not wanted.methods:
            return True
        have = self.collector.of_type(t)
        if have is not None:
            return all(
                name in have.methods and self._same(have.methods[name], method)
                for name, method in wanted.methods.items()
            )
        for name, method in wanted.methods.items():
            try:
                found = self.select(t, name)
            except Unsure:
                return False
            if not found.method or (found.pointer and not found.through) or not isinstance(found.type, FuncType):
                return False
            signature = self.facts.signature(found.type.params, found.type.results)
            if signature != self.facts.signature(method.params, method.results) or "?" in signature:
                return False
        return True

    def contradicts(self, one: Type, two: Type) -> bool:
        """Whether two interfaces have a method of one name with different signatures, or nobody can tell."""
        first, second = self.collector.of_type(one), self.collector.of_type(two)
        if first is None or second is None:
            return True
        shared = first.methods.keys() & second.methods.keys()
        return not all(self._same(first.methods[name], second.methods[name]) for name in shared)

    def _same(self, one: Method, two: Method) -> bool:
        return self.facts.signature(one.params, one.results) == self.facts.signature(two.params, two.results)
