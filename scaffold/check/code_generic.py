"""Calls of generic functions: type arguments are found from the arguments, where they stand there plainly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scaffold.check.code_locals import Unsure
from scaffold.check.code_value import KINDS, Value
from scaffold.check.facts import NOWHERE
from scaffold.check.satisfy import unsatisfied
from scaffold.golang.ast import (
    Chan,
    Func,
    FuncDecl,
    Interface,
    Map,
    Name,
    Pointer,
    Slice,
    Tilde,
    Type,
    TypeDecl,
    Union,
)
from scaffold.golang.substitution import substitute

if TYPE_CHECKING:
    from scaffold.check.code_value import Assigning


def instance(
    assigning: Assigning, node: Any, decl: FuncDecl, values: list[Value] | None, explicit: tuple[Type, ...] = ()
) -> tuple[Type, ...]:
    """The types of the results of a generic function called with these values; without values its own type.

    `explicit` are the type arguments that are written. Raises `Wrong` or `Unsure`.
    """
    params = decl.params
    if len(explicit) > len(decl.type_params):
        raise assigning.wrong(node, f"got {len(explicit)} type arguments but {decl.name} has {len(decl.type_params)}")
    env: dict[str, Type] = {param.name: arg for param, arg in zip(decl.type_params, explicit, strict=False)}
    names = {param.name for param in decl.type_params}
    wanted: list[Type] = []
    if values is not None:
        variadic = bool(params) and params[-1].variadic
        if len(values) < len(params) - variadic or (len(values) > len(params) and not variadic):
            few = "not enough" if len(values) < len(params) else "too many"
            raise assigning.wrong(node, f"{few} arguments in call to {decl.name}")
        wanted = [params[min(at, len(params) - 1)].type for at in range(len(values))]
        _infer(assigning, wanted, values, names, env)
    _cores(assigning, decl, names, env)
    if env.keys() != names:
        raise Unsure("it calls a generic function whose types are not plain")
    stand_in = TypeDecl(decl.name, decl.type_params, Interface((), (), (), NOWHERE), False, decl.doc, decl.doc, NOWHERE)
    use = Name("", decl.name, tuple(env[param.name] for param in decl.type_params), NOWHERE)
    problem = unsatisfied(assigning.facts, assigning.scope.collector, stand_in, use, {})
    if problem:
        raise assigning.wrong(node, problem)
    for param, arg in zip(decl.type_params, use.args, strict=True):
        if not _surely(assigning, substitute(param.constraint, env), arg):
            raise Unsure("it calls a generic function with types that it may not take")
    for t, value in zip(wanted, values or (), strict=True):
        assigning.assign(substitute(t, env), value, "argument")
    if values is None:
        ins = tuple(param._replace(type=substitute(param.type, env)) for param in params)
        outs = tuple(result._replace(type=substitute(result.type, env)) for result in decl.results)
        return (Func(ins, outs, NOWHERE),)
    return tuple(substitute(result.type, env) for result in decl.results)


def _infer(
    assigning: Assigning, wanted: list[Type], values: list[Value], names: set[str], env: dict[str, Type]
) -> None:
    """Find type arguments from values: those with a type first."""
    settled: set[str] = set()
    for of_constants in (False, True):
        if of_constants:
            settled = set(env)
        for t, value in zip(wanted, values, strict=True):
            if value.untyped == "nil" or bool(value.untyped) != of_constants:
                continue
            given = assigning.single(value)
            if of_constants and isinstance(t, Name) and not t.qualifier and t.name in env:
                if t.name not in settled:
                    _check_kinds(assigning, value, env[t.name])
                continue
            _unify(assigning, t, given, names, env)


def _check_kinds(assigning: Assigning, value: Value, before: Type) -> None:
    """Raise for an untyped constant where a constant of another kind has given the type argument."""
    kind, known = value.untyped, assigning.basic(before)
    if kind in KINDS and known in KINDS and kind != known:
        raise Unsure("it calls a generic function with constants of several kinds")


def _cores(assigning: Assigning, decl: FuncDecl, names: set[str], env: dict[str, Type]) -> None:
    """Parameters that follow from others: ``S ~[]E`` gives E where S is known."""
    for param in decl.type_params:
        core = _core(param.constraint)
        if core is not None and param.name in env:
            under = assigning.facts.under(env[param.name])
            if under is not None:
                _unify(assigning, core, under, names, env)


def _core(constraint: Type) -> Type | None:
    if isinstance(constraint, Interface) and len(constraint.embeds) == 1 and not constraint.methods:
        constraint = constraint.embeds[0].type
    return constraint.inner if isinstance(constraint, Tilde) else None


def _surely(assigning: Assigning, constraint: Type, arg: Type) -> bool:
    """Whether an argument certainly satisfies its constraint."""
    facts, scope = assigning.facts, assigning.scope
    if isinstance(arg, Name) and scope.is_type_param(arg.name) and not arg.qualifier:
        return isinstance(facts.under(constraint), Interface) and _is_any(assigning, constraint)
    if isinstance(constraint, Name) and not constraint.qualifier and constraint.name == "comparable":
        return scope.is_comparable(arg)
    core = _core(constraint)
    if core is not None:
        under = facts.under(arg)
        return under is not None and facts.canon(under) == facts.canon(core)
    if isinstance(constraint, Name) and (constraint.qualifier, constraint.name) == ("cmp", "Ordered"):
        basic = assigning.basic(arg)
        return basic == "string" or (assigning.is_number(arg) and not basic.startswith("complex"))
    if isinstance(constraint, Union):
        return False
    return _is_any(assigning, constraint) or scope.implements(arg, constraint)


def _is_any(assigning: Assigning, constraint: Type) -> bool:
    under = assigning.facts.under(constraint)
    return isinstance(under, Interface) and not under.methods and not under.embeds


def _unify(assigning: Assigning, pattern: Type, t: Type, names: set[str], env: dict[str, Type]) -> None:
    """Find what type parameters in `pattern` stand for where it is `t`."""
    facts = assigning.facts
    if isinstance(pattern, Name) and not pattern.qualifier and pattern.name in names:
        known = env.setdefault(pattern.name, t)
        if facts.canon(known) != facts.canon(t):
            raise Unsure("it calls a generic function with different types for one")
        return
    if isinstance(pattern, Name):
        if isinstance(t, Name) and len(pattern.args) == len(t.args):
            for inner, arg in zip(pattern.args, t.args, strict=True):
                _unify(assigning, inner, arg, names, env)
        return
    under = facts.under(t)
    match pattern, under:
        case Pointer(elem=one), Pointer(elem=two):
            _unify(assigning, one, two, names, env)
        case Slice(elem=one), Slice(elem=two):
            _unify(assigning, one, two, names, env)
        case Chan(elem=one), Chan(elem=two):
            _unify(assigning, one, two, names, env)
        case Map(), Map():
            _unify(assigning, pattern.key, under.key, names, env)
            _unify(assigning, pattern.value, under.value, names, env)
        case Func(), Func() if len(pattern.params) == len(under.params) and len(pattern.results) == len(under.results):
            ours, theirs = (*pattern.params, *pattern.results), (*under.params, *under.results)
            for param, other in zip(ours, theirs, strict=True):
                _unify(assigning, param.type, other.type, names, env)
