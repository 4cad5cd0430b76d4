"""Locks by value, as vet's copylocks sees them."""

from __future__ import annotations

from scaffold.check.facts import Facts
from scaffold.check.world import UNKNOWN, World
from scaffold.golang.ast import Array, Name, Paren, Struct, Type
from scaffold.golang.walk import names_by_value
from scaffold.reachability import postorder


class Locks:
    """Which types hold a lock. `lockers` are the plan's types with Lock and Unlock on their pointers."""

    def __init__(self, world: World, facts: Facts) -> None:
        self._facts = facts
        self._known: dict[tuple[str, str], str] = {}
        self._lockers: set[tuple[str, str]] = set()
        for draft in world.packages():
            of: dict[str, dict[str, bool]] = {}
            for func in draft.functions:
                receiver = func.decl.receiver
                if receiver is not None and not func.decl.params and not func.decl.results:
                    of.setdefault(receiver.type_name, {})[func.decl.name] = receiver.pointer
            for name, methods in of.items():
                both = "Lock" in methods and "Unlock" in methods
                if both and (methods["Lock"] or methods["Unlock"]):
                    self._lockers.add((draft.import_path, name))

    def held(self, t: Type) -> str:
        """The lock that a value of type `t` holds, as messages call it; empty for none."""
        if type(t) is Name:
            if not t.qualifier:
                return ""
            key = (t.qualifier, t.name)
            known = self._known.get(key)
            if known is not None:
                return known
            if not t.args:
                # Chains of structs may be long: those that this one holds are settled before it.
                for path, name in postorder(key, self._held_names):
                    self._held(Name(path, name, (), t.span), frozenset())
        elif not isinstance(t, Struct | Array | Paren):
            return ""
        return self._held(t, frozenset())

    def _held_names(self, key: tuple[str, str]) -> list[tuple[str, str]]:
        """The names without type arguments that a type of the plan holds by value and that are not settled."""
        decl = None if self._facts.is_outside(key[0]) else self._facts.decl(*key)
        under = self._facts.under(decl.type) if decl is not None and not decl.type_params else None
        return [name for name in names_by_value(under) if name not in self._known] if under is not None else []

    def _held(self, t: Type, open_: frozenset[tuple[str, str]]) -> str:
        while isinstance(t, Paren | Array):
            t = t.inner if isinstance(t, Paren) else t.elem
        if isinstance(t, Struct):
            return next((lock for field in t.fields if (lock := self._held(field.type, open_))), "")
        if not isinstance(t, Name) or t.qualifier in ("", UNKNOWN):
            return ""
        key = (t.qualifier, t.name)
        if key in self._known:
            return self._known[key]
        if key in open_:
            return ""
        if key in self._lockers:
            return t.name
        symbol = self._facts.symbol(*key)
        if symbol is not None:
            shown = f"{t.qualifier.rpartition('/')[2]}.{t.name}"
            if symbol.lock == "arguments":
                return next((shown for arg in t.args if self._held(arg, open_ | {key})), "")
            lock = shown if symbol.lock == "always" else ""
        else:
            under = self._facts.under(t)
            lock = self._held(under, open_ | {key}) if isinstance(under, Struct | Array) else ""
        if not t.args:
            self._known[key] = lock
        return lock
