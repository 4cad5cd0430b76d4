"""What Go asks of types beyond names: map keys, embedding, constraints, recursion."""

from __future__ import annotations

from scaffold.check.comparable import incomparable_part
from scaffold.check.facts import Facts
from scaffold.check.lengths import Lengths
from scaffold.check.members import check_fields, check_params, check_type_params
from scaffold.check.method_sets import UNION, Collector
from scaffold.check.satisfy import unsatisfied
from scaffold.check.tags import check_tags
from scaffold.check.world import UNKNOWN, World
from scaffold.golang import stdlib
from scaffold.golang.ast import (
    Array,
    Chan,
    Func,
    FuncDecl,
    Interface,
    Map,
    Name,
    Param,
    Paren,
    Pointer,
    Receiver,
    Slice,
    Struct,
    Tilde,
    Type,
    TypeDecl,
    TypeParam,
    Union,
)
from scaffold.source import Span

Params = dict[str, TypeParam]
"""Type parameters in scope."""


class TypeRules:
    """Walks types once and holds every part against the rules of its place."""

    def __init__(self, world: World, facts: Facts, collector: Collector, lengths: Lengths) -> None:
        self._report = world.report
        self._world = world
        self._facts = facts
        self._collector = collector
        self._lengths = lengths
        # Names that may be used as types anywhere: most uses are of these.
        self._fine: set[tuple[str, str]] = set()

    def declaration(self, decl: TypeDecl) -> None:
        """A type declaration with its type parameters."""
        params = {param.name: param for param in decl.type_params}
        self._type_params(decl.type_params, params)
        if decl.alias and decl.type_params and stdlib.too_new("1.24", self._world.go):
            self._report.error(
                "too-new", f"generic aliases came with Go 1.24; the plan's go version is {self._world.go}", decl.span
            )
        body = decl.type
        while isinstance(body, Paren):
            body = body.inner
        if isinstance(body, Name) and not body.qualifier and body.name in params:
            self._report.error(
                "type-parameter",
                f"{decl.name} cannot be declared as its own type parameter {body.name}",
                body.span,
                hint=f"wrap it: struct {{ Value {body.name} }}",
            )
        elif isinstance(body, Name):
            # `type A B` and `type A = B` may name a constraint: the new type is then one as well.
            self._arguments(body, params)
        elif isinstance(body, Interface):
            self._interface(body, params)
        else:
            self.type(body, params)

    def function(self, decl: FuncDecl) -> None:
        """A function or method: receiver, type parameters, parameters and results share one scope."""
        params = {param.name: param for param in decl.type_params}
        self._type_params(decl.type_params, params)
        taken = [(param.name, param.span) for param in decl.type_params]
        receiver = decl.receiver
        if receiver is not None:
            taken += [(receiver.name, receiver.span), *((name, receiver.span) for name in receiver.params)]
            of = self._receiver_params(receiver)
            params = dict(zip(receiver.params, of, strict=False))
        self.signature((*decl.params, *decl.results), params, tuple(taken))

    def _receiver_params(self, receiver: Receiver) -> tuple[TypeParam, ...]:
        for draft in self._world.packages():
            if any(func.decl.receiver is receiver for func in draft.functions):
                typ = draft.types.get(receiver.type_name)
                return typ.resolved.type_params if typ is not None else ()
        return ()

    def _type_params(self, found: tuple[TypeParam, ...], params: Params) -> None:
        check_type_params(self._world, found)
        for param in found:
            self.constraint(param.constraint, params)

    def type(self, t: Type, params: Params) -> None:
        """A type of a variable, field, element, parameter or result."""
        # The usual forms first, and without the cost of matching: a plan of 1000 interfaces has 40,000 of them.
        kind = type(t)
        if kind is Name:
            if t.args or (t.qualifier, t.name) not in self._fine:  # type: ignore[union-attr]  # by `kind`
                self._name(t, params)  # type: ignore[arg-type]  # by `kind`
            return
        if kind is Pointer or kind is Slice:
            self.type(t.elem, params)  # type: ignore[union-attr]  # by `kind`
            return
        match t:
            case Chan():
                self.type(t.elem, params)
            case Array():
                self.type(t.elem, params)
                self._lengths.check(t)
            case Map():
                self.type(t.key, params)
                self.type(t.value, params)
                self._map_key(t, params)
            case Func():
                self.signature((*t.params, *t.results), params)
            case Struct():
                check_fields(self._world, t.fields)
                check_tags(self._world, self._facts, t)
                for field in t.fields:
                    self.type(field.type, params)
                    if not field.name:
                        self._embedded(field.type, params)
            case Interface():
                self._interface(t, params)
                if t.embeds and self._collector.is_limited(t):
                    self._not_ordinary("this interface", t)
            case Paren():
                self.type(t.inner, params)
            case Tilde() | Union():
                self._report.error("constraint-as-type", "a union or ~ can only constrain a type parameter", t.span)

    def signature(self, parts: tuple[Param, ...], params: Params, taken: tuple[tuple[str, Span], ...] = ()) -> None:
        """Parameters and results, with the names that their scope has already."""
        check_params(self._world, parts, taken)
        for part in parts:
            of = part.type
            # Most types are bare names that are known to be fine by now.
            if type(of) is not Name or of.args or (of.qualifier, of.name) not in self._fine:
                self.type(of, params)

    def _name(self, t: Name, params: Params) -> None:
        if not t.qualifier and t.name in params:
            return
        if t.args:
            self._arguments(t, params)
        key = (t.qualifier, t.name)
        if key in self._fine or t.qualifier == UNKNOWN:
            return
        if self._collector.is_limited(t):
            self._not_ordinary(t.name, t)
            return
        self._fine.add(key)

    def _not_ordinary(self, shown: str, t: Type) -> None:
        self._report.error(
            "constraint-as-type",
            f"{shown} can only constrain a type parameter: {UNION}",
            t.span,
            hint="use a type parameter with this constraint, or `any`",
        )

    def _arguments(self, t: Name, params: Params) -> None:
        for arg in t.args:
            self.type(arg, params)
        if not t.args:
            return
        decl = self._facts.decl(t.qualifier, t.name)
        if decl is None or len(decl.type_params) != len(t.args):
            return
        problem = unsatisfied(self._facts, self._collector, decl, t, params)
        if problem:
            self._report.error("type-arguments", problem, t.span)

    # --- maps, embedding ---------------------------------------------------------------------------------------------

    def _map_key(self, t: Map, params: Params) -> None:
        part = incomparable_part(self._facts, t.key, params)
        if part:
            self._report.error(
                "map-key",
                f"a map key must be comparable, and this one {part}",
                t.key.span,
                hint="use a string, a number, an array or a struct of such as the key",
            )

    def _embedded(self, t: Type, params: Params) -> None:
        """An embedded field: a type name or a pointer to one that is no interface."""
        pointer = isinstance(t, Pointer)
        inner = t.elem if isinstance(t, Pointer) else t
        while isinstance(inner, Paren):
            inner = inner.inner
        if not isinstance(inner, Name):
            return
        problem = ""
        if not inner.qualifier and inner.name in params:
            problem = "is a type parameter"
        elif inner.qualifier == "unsafe" and inner.name == "Pointer":
            problem = "is unsafe.Pointer"
        else:
            target = self._facts.unalias(inner)
            if isinstance(target, Pointer):
                # An alias of *T may be embedded as *T itself may.
                if pointer:
                    problem = "is a pointer"
                target, pointer = target.elem, True
            under = self._facts.under(target)
            if isinstance(under, Pointer):
                problem = "is a pointer"
            elif pointer and isinstance(under, Interface):
                problem = "is a pointer to an interface"
        if problem:
            self._report.error(
                "embedded-field",
                f"an embedded field must be a type or a pointer to one, and {inner.name} {problem}",
                t.span,
                hint="give the field a name",
            )

    # --- interfaces and constraints ----------------------------------------------------------------------------------

    def constraint(self, t: Type, params: Params) -> None:
        """What stands behind a type parameter, or is embedded in an interface."""
        match t:
            case Paren():
                self.constraint(t.inner, params)
            case Interface():
                self._interface(t, params)
            case Union():
                for term in t.terms:
                    self._term(term, params)
                self._overlap(t)
            case Tilde():
                self._term(t, params)
            case Name():
                self._arguments(t, params)
                if not t.qualifier and t.name in params:
                    self._report.error(
                        "type-parameter", f"type parameter {t.name} cannot stand in a constraint on its own", t.span
                    )
            case _:
                self.type(t, params)

    def _interface(self, t: Interface, params: Params) -> None:
        for method in t.methods:
            if method.name == "_":
                self._report.error("identifier", "a method of an interface cannot be called _", method.name_span)
            self.signature((*method.params, *method.results), params)
        for embed in t.embeds:
            self.constraint(embed.type, params)

    def _term(self, t: Type, params: Params) -> None:
        """A term of a union."""
        inner = t.inner if isinstance(t, Tilde) else t
        while isinstance(inner, Paren):
            inner = inner.inner
        if isinstance(inner, Name) and not inner.qualifier and inner.name in params:
            self._report.error("union-term", f"type parameter {inner.name} cannot be a term of a union", t.span)
            return
        if isinstance(inner, Name) and not inner.qualifier and inner.name == "comparable":
            self._report.error("union-term", "comparable cannot be in a union", t.span)
            return
        if isinstance(inner, Name):
            self._arguments(inner, params)
        elif not isinstance(inner, Interface):
            self.type(inner, params)
        under = self._facts.under(inner)
        if under is None:
            return
        if isinstance(t, Tilde):
            if isinstance(under, Interface):
                self._report.error("union-term", f"~ needs a type that is no interface, not {_shown(inner)}", t.span)
            elif self._facts.canon(inner) != self._facts.canon(under):
                self._report.error(
                    "union-term",
                    f"~{_shown(inner)} is never true: its underlying type is {_shown(under)}",
                    t.span,
                    hint=f"write ~{_shown(under)}",
                )
        elif isinstance(under, Interface):
            found = self._collector.of_type(inner)
            if found is not None and (found.methods or found.foreign):
                self._report.error("union-term", f"{_shown(inner)} has methods: it cannot be in a union", t.span)

    def _overlap(self, t: Union) -> None:
        seen: dict[str, bool] = {}
        for term in t.terms:
            tilde = isinstance(term, Tilde)
            inner = term.inner if isinstance(term, Tilde) else term
            under = self._facts.under(inner)
            if under is None or isinstance(under, Interface):
                continue
            exact, base = self._facts.canon(inner), self._facts.canon(under)
            if exact in seen or (seen.get(base)) or (tilde and any(key == base for key in seen)):
                self._report.error("union-term", f"{_shown(inner)} overlaps with another term of the union", term.span)
            seen[exact] = tilde


def _shown(t: Type) -> str:
    """A type as messages call it."""
    return t.span.text.value[t.span.start : t.span.end] or (t.name if isinstance(t, Name) else "it")
