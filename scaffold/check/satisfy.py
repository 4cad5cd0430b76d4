"""Whether type arguments satisfy their constraints, as far as that can be told without method sets of foreign types."""

from __future__ import annotations

from collections.abc import Mapping

from scaffold.check.comparable import incomparable_part
from scaffold.check.facts import Facts
from scaffold.check.method_sets import Collector
from scaffold.check.world import UNKNOWN
from scaffold.golang.ast import Interface, Name, Paren, Pointer, Struct, Tilde, Type, TypeDecl, TypeParam, Union
from scaffold.golang.substitution import substitute

_MAX_STEPS = 1_000
"""Interfaces that one constraint may be built of; of more, nothing is claimed."""


def unsatisfied(facts: Facts, collector: Collector, decl: TypeDecl, use: Name, params: Mapping[str, TypeParam]) -> str:
    """Why the type arguments of `use` do not fit `decl`; empty where they do, or nobody can tell."""
    env = {param.name: arg for param, arg in zip(decl.type_params, use.args, strict=True)}
    for param, arg in zip(decl.type_params, use.args, strict=True):
        constraint = substitute(param.constraint, env)
        problem = _problem(facts, collector, constraint, arg, params)
        if problem:
            return f"{param.name} of {use.name} must satisfy its constraint, and the argument {problem}"
    return ""


def _problem(facts: Facts, collector: Collector, constraint: Type, arg: Type, params: Mapping[str, TypeParam]) -> str:
    """Why an argument does not satisfy a constraint; each interface that it embeds is looked at once."""
    ahead: list[tuple[Type, bool]] = [(constraint, False)]
    seen: set[str] = set()
    while ahead:
        constraint, embeds_fit = ahead.pop()
        while isinstance(constraint, Paren):
            constraint = constraint.inner
        problem = ""
        if embeds_fit:
            problem = _lacks(facts, collector, constraint, arg, params)
        elif isinstance(constraint, Name) and constraint.qualifier == UNKNOWN:
            continue
        elif isinstance(constraint, Name) and not constraint.qualifier and constraint.name == "comparable":
            problem = incomparable_part(facts, arg, params)
        elif isinstance(constraint, Union | Tilde):
            problem = _not_in(facts, constraint, arg, params)
        elif (under := facts.under(constraint)) is None:
            continue
        elif not isinstance(under, Interface):
            problem = _not_in(facts, constraint, arg, params)
        elif len(seen) < _MAX_STEPS and (shape := facts.canon(constraint)) not in seen:
            seen.add(shape)
            ahead.append((constraint, True))
            ahead += [(embed.type, False) for embed in reversed(under.embeds)]
        if problem:
            return problem
    return ""


def _lacks(facts: Facts, collector: Collector, constraint: Type, arg: Type, params: Mapping[str, TypeParam]) -> str:
    """Methods that an argument certainly does not have: basic types have none, interfaces those of their set."""
    wanted = collector.of_type(constraint)
    if wanted is None or not wanted.methods or wanted.foreign:
        return ""
    if isinstance(arg, Name) and not arg.qualifier and arg.name in params:
        have = collector.of_type(params[arg.name].constraint)
        if have is None:
            others = {name: param for name, param in params.items() if name != arg.name}
            return _lacks(facts, collector, constraint, params[arg.name].constraint, others)
    else:
        under = facts.under(arg)
        if isinstance(under, Interface):
            have = collector.of_type(arg)
        elif isinstance(arg, Name) and not arg.qualifier:
            return f"{arg.name} has no method {next(iter(wanted.methods))}"
        else:
            return next(
                (f"has no method {name}" for name in wanted.methods if declared_method(facts, arg, name) == "no"), ""
            )
    if have is None or have.foreign:
        return ""
    for name, method in wanted.methods.items():
        other = have.methods.get(name)
        if other is None:
            return f"has no method {name}"
        if facts.signature(other.params, other.results) != facts.signature(method.params, method.results):
            return f"has another signature of method {name}"
    return ""


def declared_method(facts: Facts, t: Type, name: str) -> str:
    """Whether a type that is no interface has a method: ``yes``, ``no``, or empty where nobody can tell."""
    pointer = isinstance(t, Pointer)
    named = facts.unalias(t.elem if isinstance(t, Pointer) else t)
    if not isinstance(named, Name):
        return "" if isinstance(named, Struct) else "no"
    if not named.qualifier:
        return "no"
    symbol = facts.symbol(named.qualifier, named.name)
    if symbol is not None:
        return "yes" if any(m.name == name and (pointer or not m.pointer) for m in symbol.methods) else "no"
    draft = facts.world.package(named.qualifier)
    typ = draft.types.get(named.name) if draft is not None else None
    if draft is None or typ is None:
        return ""
    for func in draft.functions:
        receiver = func.decl.receiver
        if receiver is not None and receiver.type_name == named.name and func.decl.name == name:
            return "yes" if pointer or not receiver.pointer else "no"
    body = facts.under(named)
    if typ.plan.values or (isinstance(body, Struct) and any(not field.name for field in body.fields)):
        return ""
    return "no"


def _terms(facts: Facts, t: Type) -> list[Type] | None:
    """The terms of a union, those of the unions that it names included; None where they cannot be told."""
    found: list[Type] = []
    seen: set[str] = set()
    ahead = [t]
    while ahead:
        t = ahead.pop()
        while isinstance(t, Paren):
            t = t.inner
        if isinstance(t, Union):
            ahead += reversed(t.terms)
            continue
        if isinstance(t, Tilde):
            found.append(t)
            continue
        under = facts.under(t)
        if under is None:
            return None
        if not isinstance(under, Interface):
            found.append(t)
            continue
        if len(under.embeds) != 1 or under.methods or len(seen) > _MAX_STEPS:
            return None
        shape = facts.canon(t)
        if "?" in shape:
            return None
        if shape not in seen:
            seen.add(shape)
            ahead.append(under.embeds[0].type)
    return found


def _not_in(facts: Facts, union: Type, arg: Type, params: Mapping[str, TypeParam]) -> str:
    """Whether an argument is none of the types of a union."""
    terms = _terms(facts, union)
    if terms is None:
        return ""
    allowed = {_allowed(facts, term) for term in terms}
    if isinstance(arg, Name) and not arg.qualifier and arg.name in params:
        own = _terms(facts, params[arg.name].constraint)
        if own is None:
            unlimited = facts.under(params[arg.name].constraint)
            plain = isinstance(unlimited, Interface) and not unlimited.embeds
            return f"{arg.name} may be of a type that is not among the constraint's" if plain else ""
        return next((problem for term in own if (problem := _matches_none(facts, allowed, term))), "")
    return _matches_none(facts, allowed, arg)


def _allowed(facts: Facts, term: Type) -> tuple[bool, str]:
    """A term of a union: whether it has a tilde, and its type."""
    return (True, facts.canon(term.inner)) if isinstance(term, Tilde) else (False, facts.canon(term))


def _matches_none(facts: Facts, allowed: set[tuple[bool, str]], arg: Type) -> str:
    tilde = isinstance(arg, Tilde)
    inner = arg.inner if isinstance(arg, Tilde) else arg
    under = facts.under(inner)
    if under is None:
        return ""
    if (True, facts.canon(under)) in allowed or (not tilde and (False, facts.canon(inner)) in allowed):
        return ""
    shown = inner.span.text.value[inner.span.start : inner.span.end]
    return f"{shown} is not among the types that it allows"
