"""What each interface of the plan asks for, with embedding resolved."""

from __future__ import annotations

from typing import NamedTuple

from scaffold.check.facts import Env, Facts, with_numbers
from scaffold.check.world import UNKNOWN, World
from scaffold.checked import MethodSet
from scaffold.diagnostics import Related
from scaffold.golang.ast import Interface, Method, Name, Paren, Pointer, Struct, Tilde, Type, TypeDecl, TypeParam, Union
from scaffold.golang.identifiers import PREDECLARED, is_exported
from scaffold.golang.stdlib import is_standard
from scaffold.golang.substitution import substitute, substitute_method
from scaffold.golang.walk import children, names_of
from scaffold.reachability import postorder
from scaffold.source import Span

_CONSTRAINTS = "golang.org/x/exp/constraints"
MAX_EMBEDDED = 100_000
"""Methods that embedding may bring into the interfaces of a plan, all taken together: each is printed."""

_MAX_COPIES = 10 * MAX_EMBEDDED
"""Methods that are copied to find what instances and literals have: the rules ask for these more than once."""

UNION = "its type set is limited by a union or comparable, so that nothing can have it as a type"


class _Collected:
    """A method set on its way."""

    __slots__ = ("foreign", "methods", "unmockable")

    def __init__(self) -> None:
        self.methods: dict[str, Method] = {}
        self.foreign: list[Name] = []
        self.unmockable = ""


class _Place(NamedTuple):
    """Where a method came into an interface: itself, or the embedded type that brought it."""

    method: Method
    span: Span


def method_sets(world: World, facts: Facts, collector: Collector) -> dict[tuple[str, str], MethodSet]:
    """The method set of every type of the plan whose underlying type is an interface."""
    found: dict[tuple[str, str], MethodSet] = {}
    hidden = {
        (draft.import_path, name) for draft in world.drafts.values() for name in draft.types if not is_exported(name)
    }
    for draft in world.drafts.values():
        for name, typ in draft.types.items():
            decl = typ.resolved
            if not isinstance(decl.type, Interface | Name | Paren):
                continue
            collected = collector.of_type(decl.type)
            if collected is None:
                continue
            if not typ.plan.implementations and collector.is_unknown(decl.type):
                collected = _Collected()
                collected.unmockable = "nothing is known of the type that it stands for, which may be no interface"
            unmockable = (
                collected.unmockable or _hidden(hidden, collected, decl.type_params) or _captured(decl, collected)
            )
            if not collector.has_room(decl.type, collected):
                return found
            methods = tuple(collected.methods.values())
            if world.array_owners:
                methods = tuple(with_numbers(method, facts.length) for method in methods)
            found[(draft.import_path, name)] = MethodSet(methods, tuple(collected.foreign), unmockable)
    return found


def _hidden(hidden: set[tuple[str, str]], collected: _Collected, type_params: tuple[TypeParam, ...]) -> str:
    """Why a package beside the contract's could not write a type with these methods; `hidden` types have no capital."""
    for method in collected.methods.values():
        if not is_exported(method.name):
            return f"its method {method.name} is not exported"
    for method in collected.methods.values():
        for param in (*method.params, *method.results):
            name = _hidden_name(hidden, param.type)
            if name:
                return f"{name} in the signature of {method.name} is not exported"
    for type_param in type_params:
        name = _hidden_name(hidden, type_param.constraint)
        if name:
            return f"{name} in the constraint of {type_param.name} is not exported"
    return ""


def _captured(decl: TypeDecl, collected: _Collected) -> str:
    """Whether a type parameter called like a predeclared type hides that type from methods that were embedded."""
    shadows = {param.name for param in decl.type_params} & PREDECLARED
    own = {method.name for method in decl.type.methods} if isinstance(decl.type, Interface) else set()
    for method in collected.methods.values():
        if method.name in own or not shadows:
            continue
        for param in (*method.params, *method.results):
            for name in names_of(param.type):
                if not name.qualifier and name.name in shadows:
                    return (
                        f"type parameter {name.name} hides the {name.name} that the embedded method {method.name} needs"
                    )
    return ""


def _hidden_name(hidden: set[tuple[str, str]], t: Type) -> str:
    """A name in a type that means something else in another package: of a type, or of a literal's field or method."""
    if isinstance(t, Name) and (t.qualifier, t.name) in hidden:
        return t.name
    if isinstance(t, Struct):
        for field in t.fields:
            name = field.name or _embedded_name(field.type)
            if not is_exported(name):
                return f"field {name}"
    if isinstance(t, Interface):
        for method in t.methods:
            if not is_exported(method.name):
                return f"method {method.name}"
    return next(filter(None, (_hidden_name(hidden, inner) for inner in children(t))), "")


def _embedded_name(t: Type) -> str:
    while isinstance(t, Pointer | Paren):
        t = t.elem if isinstance(t, Pointer) else t.inner
    return t.name if isinstance(t, Name) else ""


def _without_parentheses(t: Type) -> Type:
    while isinstance(t, Paren):
        t = t.inner
    return t


class Collector:
    """Flattens interfaces; each conflict between embedded methods is told where it arises."""

    def __init__(self, world: World, facts: Facts) -> None:
        self._world = world
        self._facts = facts
        self._known: dict[tuple[str, str], _Collected | None] = {}
        self._open: set[tuple[str, str]] = set()
        # Methods that embedding has brought into declared interfaces, and all that were copied.
        self._embedded = 0
        self._copied = 0
        self._is_full = False

    def has_room(self, t: Type, collected: _Collected) -> bool:
        """Count the methods of a declared interface that are not its own; whether there were few enough so far."""
        own = len(t.methods) if isinstance(t, Interface) else 0
        self._embedded += len(collected.methods) - own
        if self._embedded > MAX_EMBEDDED:
            self._stop(MAX_EMBEDDED, t.embeds[0].type.span if isinstance(t, Interface) and t.embeds else t.span)
        return not self._is_full

    def _may_copy(self, count: int, span: Span) -> bool:
        """Count methods that are about to be copied; whether there were few enough so far."""
        self._copied += count
        if self._copied > _MAX_COPIES:
            self._stop(_MAX_COPIES, span)
        return not self._is_full

    def _stop(self, most: int, span: Span) -> None:
        """Say once that embedding brings too many methods; nothing is embedded from then on."""
        if not self._is_full:
            self._world.report.error(
                "embedded-methods",
                f"embedding brings more than {most:,} methods into the interfaces of this plan",
                span,
                hint="embed fewer interfaces in one another, or smaller ones",
            )
        self._is_full = True

    def is_limited(self, t: Type) -> bool:
        """Whether `t` is an interface that can only constrain type parameters."""
        found = self.of_type(t)
        return found is not None and found.unmockable == UNION

    def is_unknown(self, t: Type) -> bool:
        """Whether `t` is a type of another module of which nothing is known, not even whether it is an interface."""
        while isinstance(t, Paren):
            t = t.inner
        if not isinstance(t, Name) or not t.qualifier or not self._facts.is_outside(t.qualifier):
            return False
        return self._facts.symbol(t.qualifier, t.name) is None

    def of_type(self, t: Type) -> _Collected | None:
        """The method set of an interface type; None for what is no interface, or not known to be one."""
        while isinstance(t, Paren):
            t = t.inner
        if self._is_full:
            return None
        if isinstance(t, Interface):
            return self._of_interface(t)
        if not isinstance(t, Name):
            return None
        if not t.qualifier and t.name == "comparable":
            limited = _Collected()
            limited.unmockable = UNION
            return limited
        if not t.qualifier or not self._facts.is_outside(t.qualifier):
            return self._of_name(t)
        return self._of_outside(t)

    def _of_name(self, t: Name) -> _Collected | None:
        key = (t.qualifier, t.name)
        if not t.qualifier:
            inner = self._facts.under(t)
            return self._of_interface(inner) if isinstance(inner, Interface) else None
        decl = self._facts.decl(*key)
        if decl is None or key in self._open:
            return None
        for name in self._needed(key):
            self._open.add(name)
            needed = self._facts.decl(*name)
            self._known[name] = self.of_type(needed.type) if needed is not None else None
            self._open.discard(name)
        known = self._known[key]
        if known is None or not t.args or len(t.args) != len(decl.type_params):
            return known
        env: Env = {param.name: arg for param, arg in zip(decl.type_params, t.args, strict=True)}
        made = _Collected()
        if not self._may_copy(len(known.methods), t.span):
            return made
        made.methods = {name: substitute_method(method, env) for name, method in known.methods.items()}
        made.foreign = [self._foreign(name, env) for name in known.foreign]
        made.unmockable = known.unmockable
        return made

    def _needed(self, key: tuple[str, str]) -> list[tuple[str, str]]:
        """The names without a method set that `key` is built on, each behind those it needs; `key` itself is the last.

        A chain of names may be as long as a plan: it is not walked by recursion.
        """
        if key in self._known:
            return []
        skipped = (self._known, self._open)
        return postorder(
            key, lambda name: (other for other in self._built_on(name) if not any(other in names for names in skipped))
        )

    def _built_on(self, key: tuple[str, str]) -> list[tuple[str, str]]:
        """The named types of the plan that a type stands for or embeds."""
        decl = self._facts.decl(*key)
        if decl is None:
            return []
        types = [embed.type for embed in decl.type.embeds] if isinstance(decl.type, Interface) else [decl.type]
        names = [t for t in map(_without_parentheses, types) if isinstance(t, Name)]
        return [(t.qualifier, t.name) for t in names if t.qualifier and not self._facts.is_outside(t.qualifier)]

    @staticmethod
    def _foreign(name: Name, env: Env) -> Name:
        replaced = substitute(name, env)
        return replaced if isinstance(replaced, Name) else name

    def _of_outside(self, t: Name) -> _Collected | None:
        """An interface of the standard library is flattened, one of another module stays as it is."""
        symbol = self._facts.symbol(t.qualifier, t.name)
        made = _Collected()
        if symbol is None:
            if t.qualifier == UNKNOWN:
                return None
            if t.qualifier == _CONSTRAINTS:
                made.unmockable = UNION
            made.foreign.append(t)
            return made
        if symbol.kind != "interface":
            return None
        if symbol.constraint_only:
            made.unmockable = UNION
            return made
        if not is_standard(t.qualifier):
            made.foreign.append(t)
            return made
        if symbol.hidden:
            made.unmockable = f"{t.name} of {t.qualifier} has unexported methods"
        inner = self._facts.under(t)
        if isinstance(inner, Interface):
            for method in inner.methods:
                made.methods[method.name] = method
        return made

    def _of_interface(self, t: Interface) -> _Collected:
        made = _Collected()
        places: dict[str, _Place] = {}
        for index in t.order:
            if index >= 0:
                method = t.methods[index]
                self._take(made, places, method, method.name_span)
                continue
            embed = t.embeds[~index]
            inner = embed.type
            while isinstance(inner, Paren):
                inner = inner.inner
            if isinstance(inner, Union | Tilde):
                made.unmockable = made.unmockable or UNION
                continue
            found = self.of_type(inner)
            if found is None:
                # A type that is no interface limits the type set to itself; of an unknown one nothing can be said.
                if self._facts.under(inner) is not None:
                    made.unmockable = made.unmockable or UNION
                continue
            for method in found.methods.values() if self._may_copy(len(found.methods), embed.type.span) else ():
                self._take(made, places, method, embed.type.span)
            known = {(name.qualifier, name.name) for name in made.foreign}
            made.foreign += [name for name in found.foreign if (name.qualifier, name.name) not in known]
            made.unmockable = made.unmockable or found.unmockable
        names = [name.name for name in made.foreign]
        twice = next((name for name in names if names.count(name) > 1), "") if len(names) > 1 else ""
        if twice:
            made.unmockable = made.unmockable or f"it embeds two interfaces called {twice}, and no struct can"
        return made

    def _take(self, made: _Collected, places: dict[str, _Place], method: Method, span: Span) -> None:
        first = places.get(method.name)
        if first is None:
            places[method.name] = _Place(method, span)
            made.methods[method.name] = method
            return
        same = self._facts.signature(method.params, method.results)
        written = span is method.name_span and first.span is first.method.name_span
        if not written and same == self._facts.signature(first.method.params, first.method.results):
            return
        if "?" in same:
            return
        message = f"method {method.name} is declared twice"
        if not written:
            message = f"method {method.name} comes twice into this interface, with different signatures"
        self._world.report.error(
            "duplicate-method",
            message,
            span,
            hint="rename one of the methods, or give both the same parameters and results",
            related=[Related("the first one comes from here", first.span)],
        )
