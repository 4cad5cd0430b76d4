"""Whether == and map keys are legal for a type (Go specification, "Comparison operators")."""

from __future__ import annotations

from collections.abc import Mapping

from scaffold.check.facts import MAX_STEPS, Facts
from scaffold.check.world import UNKNOWN
from scaffold.golang.ast import (
    Array,
    Func,
    Interface,
    Map,
    Name,
    Paren,
    Slice,
    Struct,
    Tilde,
    Type,
    TypeParam,
    Union,
)
from scaffold.golang.walk import names_by_value
from scaffold.reachability import postorder

MAX_SHOWN = 200
"""Characters of a message that say where in a type its incomparable part is."""

MAX_OPEN = 8
"""Types around an instance of a generic one for it to be looked into: instances can grow without end."""

MAX_CONSTRAINTS = 1_000
"""Interfaces that one constraint may be built of; of more, nothing is claimed."""


def incomparable_part(
    facts: Facts, t: Type, params: Mapping[str, TypeParam], open_: frozenset[str] = frozenset()
) -> str:
    """What keeps a type from being comparable, as a predicate (``is a slice``); empty where it is comparable."""
    while isinstance(t, Paren):
        t = t.inner
    if isinstance(t, Name):
        return _of_name(facts, t, params, open_)
    match t:
        case Slice():
            return "is a slice"
        case Map():
            return "is a map"
        case Func():
            return "is a function"
        case Array():
            part = incomparable_part(facts, t.elem, params, open_)
            return f"holds elements, each of which {_shortened(part)}" if part else ""
        case Struct():
            for field in t.fields:
                part = incomparable_part(facts, field.type, params, open_)
                if part:
                    return f"has a field {field.promoted_name}, which {_shortened(part)}"
    return ""


def _of_name(facts: Facts, t: Name, params: Mapping[str, TypeParam], open_: frozenset[str]) -> str:
    if not t.qualifier:
        param = params.get(t.name)
        if param is None:
            return ""
        # A constraint that leads back to its own parameter says nothing new.
        others = {name: other for name, other in params.items() if name != t.name}
        if not only_comparable(facts, param.constraint, others):
            return f"is the type parameter {t.name}, which need not be"
        return ""
    if t.qualifier == UNKNOWN:
        return ""
    symbol = facts.symbol(t.qualifier, t.name)
    if symbol is not None:
        # Structs of other packages have fields that only the facts know of.
        if symbol.comparable == "never":
            return f"is {t.name}, which is not"
        if symbol.comparable == "arguments":
            return next((part for arg in t.args if (part := incomparable_part(facts, arg, params, open_))), "")
        return ""
    if not t.args:
        return _of_plain_name(facts, t)
    key = facts.canon(t)
    under = facts.under(t)
    # A type that holds itself is another rule's business.
    if under is None or key in open_ or len(open_) > MAX_OPEN or isinstance(under, Name):
        return ""
    known = facts.incomparable_within(params)
    if key not in known:
        known[key] = incomparable_part(facts, under, params, open_ | {key})
    return known[key]


def _of_plain_name(facts: Facts, t: Name) -> str:
    """What keeps a type of the plan without type arguments from being comparable."""

    def is_settled(name: tuple[str, str]) -> bool:
        return facts.is_outside(name[0]) or ".".join(name) in facts.incomparable

    def held(name: tuple[str, str]) -> list[tuple[str, str]]:
        under = facts.under(Name(*name, (), t.span))
        return [] if under is None else [inner for inner in names_by_value(under) if not is_settled(inner)]

    own = (t.qualifier, t.name)
    if not is_settled(own):
        # Chains of structs may be long: those that this one holds are settled before it.
        order = postorder(own, held)
        # A type that holds itself is another rule's business.
        facts.incomparable.update((".".join(name), "") for name in order)
        for name in order:
            under = facts.under(Name(*name, (), t.span))
            if under is not None and not isinstance(under, Name):
                facts.incomparable[".".join(name)] = incomparable_part(facts, under, {})
    return facts.incomparable[".".join(own)]


def _shortened(part: str) -> str:
    """What keeps a part from being comparable, without the way there where that is long."""
    if len(part) < MAX_SHOWN:
        return part
    return f"has a part, further in, that {part.rpartition('which ')[2].rpartition('that ')[2]}"


def only_comparable(
    facts: Facts, t: Type, params: Mapping[str, TypeParam], seen: dict[str, bool] | None = None, depth: int = 0
) -> bool:
    """Whether every type that a constraint allows is (strictly) comparable; each interface is looked at once."""
    seen = {} if seen is None else seen
    if depth > MAX_STEPS:
        return True
    while isinstance(t, Paren):
        t = t.inner
    if isinstance(t, Name) and not t.qualifier:
        if t.name == "comparable":
            return True
        if t.name in params:
            return False
    if isinstance(t, Union):
        return all(only_comparable(facts, term, params, seen, depth + 1) for term in t.terms)
    if isinstance(t, Tilde):
        return strictly_comparable(facts, t.inner, params)
    under = facts.under(t)
    if under is None:
        return True
    if not isinstance(under, Interface):
        return strictly_comparable(facts, t, params)
    symbol = facts.symbol(t.qualifier, t.name) if isinstance(t, Name) and t.qualifier else None
    if symbol is not None and symbol.constraint_only and not under.embeds:
        return symbol.comparable != "never"
    shape = facts.canon(t)
    if shape not in seen:
        # Meanwhile, and where there are more of them than anybody writes, it counts as one.
        seen[shape] = True
        if len(seen) < MAX_CONSTRAINTS:
            found = [only_comparable(facts, embed.type, params, seen, depth + 1) for embed in under.embeds]
            seen[shape] = any(found)
    return seen[shape]


def strictly_comparable(facts: Facts, t: Type, params: Mapping[str, TypeParam]) -> bool:
    """Whether a type is comparable and no part of it is an interface that could panic; what is unknown counts as it."""
    return not incomparable_part(facts, t, params)
