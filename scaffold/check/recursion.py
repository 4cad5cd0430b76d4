"""Types that contain themselves: by value, by embedding, or as aliases of each other."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.check.facts import Facts
from scaffold.check.world import World
from scaffold.diagnostics import Related
from scaffold.golang.ast import Array, Interface, Name, Paren, Struct, Type, TypeDecl, Union
from scaffold.golang.walk import names_of
from scaffold.reachability import cycles

Key = tuple[str, str]
"""Import path and name of a type."""

Parameter = tuple[str, str, str]
"""Import path and name of a generic type, and the name of one of its type parameters."""

MAX_SHOWN = 8
"""Types of a circle that a message names."""


def report_recursion(world: World, facts: Facts) -> None:
    """Report each circle once, at its first type."""
    decls = {(draft.import_path, name): typ.resolved for draft in world.packages() for name, typ in draft.types.items()}
    own = set(decls)
    for previous in world.previous.values():
        decls.update({(previous.import_path, name): decl for name, decl in previous.types.items()})
    told: set[Key] = set()
    for of_aliases in (True, False):
        edges = _alias_edges(decls) if of_aliases else _value_edges(facts, decls)
        for cycle in cycles(edges):
            if cycle[0] in own and told.isdisjoint(cycle):
                told.update(cycle)
                _report(world, decls, cycle)


def _report(world: World, decls: dict[Key, TypeDecl], cycle: list[Key]) -> None:
    first = decls[cycle[0]]
    names = [*(name for _, name in cycle), first.name]
    if len(names) > MAX_SHOWN + 2:
        names = [*names[:MAX_SHOWN], f"… ({len(cycle) - MAX_SHOWN} more)", first.name]
    hint = "break the circle with a pointer, a slice or a map"
    if all(isinstance(decls[key].type, Interface) for key in cycle):
        hint = "an interface cannot embed itself: leave the embedding out, or move the methods that both have"
    world.report.error(
        "recursive-type",
        f"{first.name} contains itself" if len(cycle) == 1 else f"types contain each other: {' → '.join(names)}",
        first.span,
        hint=hint,
        related=[Related(f"{name} is declared here", decls[path, name].span) for path, name in cycle[1:MAX_SHOWN]],
    )


# --- aliases ---------------------------------------------------------------------------------------------------------


def _alias_edges(decls: dict[Key, TypeDecl]) -> dict[Key, list[Key]]:
    """The aliases that each alias names, in type literals as well."""
    aliases = {key: decl for key, decl in decls.items() if decl.alias}
    return {
        key: [inner for name in names_of(decl.type) if (inner := (name.qualifier, name.name)) in aliases]
        for key, decl in aliases.items()
    }


# --- values ----------------------------------------------------------------------------------------------------------


def _value_edges(facts: Facts, decls: dict[Key, TypeDecl]) -> dict[Key, list[Key]]:
    """The types that each type holds by value, or embeds, also by way of type arguments.

    An instance holds what its generic type holds, and those type arguments whose parameters the generic type holds. So
    types are told apart by their declarations alone, however instances are nested in each other.
    """
    parameters = _held_parameters(facts, decls)
    edges: dict[Key, list[Key]] = {}
    for key, decl in decls.items():
        held = (name for name, through in _held(facts, decls, decl.type) if parameters.issuperset(through))
        edges[key] = [inner for inner in dict.fromkeys((name.qualifier, name.name) for name in held) if inner in decls]
    return edges


def _held_parameters(facts: Facts, decls: dict[Key, TypeDecl]) -> set[Parameter]:
    """The type parameters of generic types that these hold by value."""
    # Type parameter → those that are held where it is, each with how many others must be held for that.
    dependent: dict[Parameter, list[tuple[Parameter, list[int]]]] = {}
    ahead: list[Parameter] = []
    for (path, name), decl in decls.items():
        own = {param.name for param in decl.type_params}
        for inner, through in _held(facts, decls, decl.type) if own else ():
            if inner.qualifier or inner.name not in own:
                continue
            parameter = (path, name, inner.name)
            missing = [len(through)]
            for outer in through:
                dependent.setdefault(outer, []).append((parameter, missing))
            if not through:
                ahead.append(parameter)
    held: set[Parameter] = set()
    while ahead:
        parameter = ahead.pop()
        if parameter in held:
            continue
        held.add(parameter)
        for other, missing in dependent.get(parameter, ()):
            missing[0] -= 1
            if missing[0] == 0:
                ahead.append(other)
    return held


def _held(facts: Facts, decls: dict[Key, TypeDecl], t: Type) -> Iterator[tuple[Name, tuple[Parameter, ...]]]:
    """The named types that a type holds by value, or embeds, each with the type parameters it is an argument for.

    It is held only where all of these are.
    """
    ahead: list[tuple[Type, tuple[Parameter, ...]]] = [(t, ())]
    while ahead:
        t, through = ahead.pop()
        match t:
            case Name():
                yield t, through
                ahead += _arguments(facts, decls, t, through)
            case Array():
                ahead.append((t.elem, through))
            case Paren():
                ahead.append((t.inner, through))
            case Struct():
                ahead += [(field.type, through) for field in t.fields]
            case Interface():
                ahead += [(embed.type, through) for embed in t.embeds]
            case Union():
                ahead += [(term, through) for term in t.terms]


def _arguments(
    facts: Facts, decls: dict[Key, TypeDecl], name: Name, through: tuple[Parameter, ...]
) -> Iterator[tuple[Type, tuple[Parameter, ...]]]:
    """The type arguments of an instance, each with the type parameters it is an argument for."""
    decl = decls.get((name.qualifier, name.name))
    if decl is not None:
        for param, arg in zip(decl.type_params, name.args, strict=False):
            yield arg, (*through, (name.qualifier, name.name, param.name))
        return
    symbol = facts.symbol(name.qualifier, name.name) if name.args else None
    # Which type arguments a struct of another module holds is known only where a lock would be held by it.
    if symbol is not None and symbol.lock == "arguments":
        for arg in name.args:
            yield arg, through
