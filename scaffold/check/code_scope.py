"""What the plan's own code can do with values of a type: select, compare, assign to interfaces."""

from __future__ import annotations

from typing import NamedTuple

from scaffold.check.code_declarations import Declarations
from scaffold.check.code_locals import Absent, Unsure
from scaffold.check.code_names import CodeNames, signature_of
from scaffold.check.comparable import incomparable_part
from scaffold.check.facts import NOWHERE, Facts
from scaffold.check.locks import Locks
from scaffold.check.method_sets import Collector
from scaffold.check.resolve import Scope
from scaffold.check.world import UNKNOWN, Draft, World
from scaffold.golang import stdlib
from scaffold.golang.ast import Func as FuncType
from scaffold.golang.ast import Interface, Method, Name, Param, Pointer, Struct, Type
from scaffold.golang.identifiers import is_exported
from scaffold.golang.printing import type_text
from scaffold.golang.substitution import substitute


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

    def __init__(
        self,
        world: World,
        facts: Facts,
        collector: Collector,
        scope: Scope,
        draft: Draft,
        declarations: Declarations,
    ) -> None:
        super().__init__(world, facts, scope, draft, declarations)
        # Knows which types hold locks.
        self.locks: Locks | None = None
        self.collector = collector

    def may_see(self, t: Type, member: str) -> bool:
        """Whether code of this package may name a field or method of `t`."""
        if is_exported(member):
            return True
        named = self.facts.unalias(t)
        return not (isinstance(named, Name) and named.qualifier not in ("", self._draft.import_path))

    def type_name(self, t: Type) -> str:
        """A type as messages call it: names of other packages with their package's."""
        return " ".join(type_text(t, self._name_of).split())

    def _name_of(self, name: Name) -> str:
        if name.qualifier in ("", UNKNOWN, self._draft.import_path):
            return name.name
        return f"{self.world.package_names.get(name.qualifier) or name.qualifier.rpartition('/')[2]}.{name.name}"

    def select(self, t: Type, member: str) -> Selected:
        """The field or method that a selector on a value of type `t` means: the one that lies least deep.

        Raises `Absent` where there certainly is none, and `Unsure` where nobody can tell.
        """
        level: list[tuple[Type, bool]] = [(t, False)]
        doubt = ""
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
                elif self._may_have(base, member):
                    doubt = f"nothing is known of {member}"
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
        if doubt or level:
            raise Unsure(doubt or f"nothing is known of {member}")
        raise Absent(f"missing method {member}")

    def _may_have(self, base: Type, member: str) -> bool:
        """Whether a type may have a member that is not known of: what scaffold writes, or another package hides."""
        named = self.facts.unalias(base)
        if not isinstance(named, Name):
            return False
        if not named.qualifier:
            return self.is_type_param(named.name)
        if not self.may_see(base, member):
            return False
        draft = self.world.package(named.qualifier)
        if draft is None:
            symbol = self.facts.symbol(named.qualifier, named.name)
            return symbol is None or (symbol.kind == "struct" and symbol.hidden) or symbol.kind == "interface"
        if draft.kind == "crd" or (named.qualifier, named.name) in self.world.stubs:
            return True
        typ = draft.types.get(named.name)
        under = self.facts.under(named)
        return typ is None or typ.made or under is None or member in draft.methods.get(named.name, {})

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
        func = self.declarations.method(draft, named.name, member)
        if func is not None and func.decl.receiver is not None:
            receiver = func.decl.receiver
            t: Type = signature_of(func.resolved)
            if draft is self._draft:
                self.used.add(f"{named.name}.{member}")
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
        return self.missing_method(t, interface) == ""

    def missing_method(self, t: Type, interface: Type) -> str | None:
        """Why a value of type `t` does not satisfy an interface; empty where it does, None where nobody can tell."""
        wanted = self.collector.of_type(interface)
        if wanted is None or wanted.foreign or wanted.unmockable:
            return None
        have = self.collector.of_type(t)
        unsure = have is not None and bool(have.foreign or have.unmockable)
        problem: str | None = ""
        for name, method in wanted.methods.items():
            if have is not None:
                found = have.methods.get(name)
                absent: str | None = (
                    "" if found is not None and self._same(found, method) else f"has another method {name}"
                )
                if found is None:
                    absent = f"lacks the method {name}"
                elif absent and "?" in self._signature(found) + self._signature(method):
                    problem, absent = None, ""
            else:
                absent = self._lacks(t, name, method)
            if absent and not unsure:
                return absent
            if absent is None or absent:
                problem = None
        return problem

    def _lacks(self, t: Type, name: str, method: Method) -> str | None:
        """Why a type that is no interface lacks a method; empty where it has it, None where nobody can tell."""
        try:
            found = self.select(t, name)
        except Absent:
            return None if self.facts.under(t) is None else f"lacks the method {name}"
        except Unsure:
            return None
        if not found.method or not isinstance(found.type, FuncType):
            return f"has a field {name}, not a method"
        if found.pointer and not found.through:
            return f"has the method {name} on its pointer only"
        have, want = self.facts.signature(found.type.params, found.type.results), self._signature(method)
        if have == want and "?" not in have:
            return ""
        return None if "?" in have + want or ".interface{" in have + want else f"has another method {name}"

    def contradicts(self, one: Type, two: Type) -> bool:
        """Whether two interfaces have a method of one name with different signatures, or nobody can tell."""
        first, second = self.collector.of_type(one), self.collector.of_type(two)
        if first is None or second is None:
            return True
        shared = first.methods.keys() & second.methods.keys()
        return not all(self._same(first.methods[name], second.methods[name]) for name in shared)

    def _same(self, one: Method, two: Method) -> bool:
        return self._signature(one) == self._signature(two)

    def _signature(self, method: Method) -> str:
        return self.facts.signature(method.params, method.results)
