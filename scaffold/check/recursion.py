"""Types that contain themselves: by value, by embedding, or as aliases of each other."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.check.facts import MAX_STEPS, Facts
from scaffold.check.world import World
from scaffold.diagnostics import Related
from scaffold.golang.ast import Array, Interface, Name, Paren, Struct, Type, Union
from scaffold.golang.substitution import substitute
from scaffold.golang.walk import children

Key = tuple[str, str]
MAX_SEEN = 2000
"""Types held by one type, instances told apart, that are looked into."""
MAX_INSTANCES = 6
"""Instances of generic types inside each other that are looked into: they can grow without end."""


def report_recursion(world: World, facts: Facts) -> None:
    """Every cycle is told once, at its first type."""
    told: set[Key] = set()
    for draft in world.packages():
        for name, typ in draft.types.items():
            key = (draft.import_path, name)
            if key in told:
                continue
            cycle = _alias_cycle(facts, key) if typ.resolved.alias else None
            cycle = cycle or _value_cycle(facts, key)
            if not cycle:
                continue
            told.update(cycle)
            shown = " → ".join([*(member[1] for member in cycle), name])
            places = [(member, facts.decl(*member)) for member in cycle[1:]]
            alone = len(cycle) == 1
            of_interfaces = all((decl := facts.decl(*each)) and isinstance(decl.type, Interface) for each in cycle)
            hint = "break the circle with a pointer, a slice or a map"
            if of_interfaces:
                hint = "an interface cannot embed itself: leave the embedding out, or move the methods that both have"
            world.report.error(
                "recursive-type",
                f"{name} contains itself" if alone else f"types contain each other: {shown}",
                typ.plan.decl.span,
                hint=hint,
                related=[Related(f"{m[1]} is declared here", decl.span) for m, decl in places if decl is not None],
            )


def _alias_cycle(facts: Facts, start: Key) -> list[Key] | None:
    """Aliases that lead to themselves through nothing but type literals and other aliases."""

    seen: set[Key] = set()

    def follow(key: Key, path: list[Key]) -> list[Key] | None:
        decl = facts.decl(*key)
        if decl is None or not decl.alias or len(path) > MAX_STEPS or key in seen:
            return None
        seen.add(key)
        for name in _all_names(decl.type):
            after = (name.qualifier, name.name)
            if after == start:
                return path
            if after not in path and not facts.is_outside(after[0]):
                found = follow(after, [*path, after])
                if found:
                    return found
        return None

    return follow(start, [start])


def _all_names(t: Type) -> Iterator[Name]:
    if isinstance(t, Name) and t.qualifier:
        yield t
    for inner in children(t):
        yield from _all_names(inner)


def _held(t: Type) -> Iterator[Name]:
    """The named types that a type holds by value, or embeds."""
    ahead = [t]
    while ahead:
        t = ahead.pop()
        if isinstance(t, Name):
            yield t
        elif isinstance(t, Array):
            ahead.append(t.elem)
        elif isinstance(t, Paren):
            ahead.append(t.inner)
        elif isinstance(t, Struct):
            ahead.extend([field.type for field in t.fields])
        elif isinstance(t, Interface):
            ahead.extend([embed.type for embed in t.embeds])
        elif isinstance(t, Union):
            ahead.extend(t.terms)


def _value_cycle(facts: Facts, start: Key) -> list[Key] | None:
    """The chain of named types by which `start` holds itself."""
    decl = facts.decl(*start)
    if decl is None or not _may_hold(decl.type):
        return None
    seen: set[str] = set()

    def follow(t: Type, path: list[Key], instances: int = 0) -> list[Key] | None:
        if len(path) > MAX_STEPS or instances > MAX_INSTANCES:
            return None
        for name in _held(t):
            key = (name.qualifier, name.name)
            if not name.qualifier:
                continue
            if key == start:
                return path
            if facts.is_outside(key[0]):
                if name.args:
                    found = follow_outside(name, path)
                    if found:
                        return found
                continue
            shape = facts.canon(name) if name.args else f"{key[0]}.{key[1]}"
            if shape in seen or len(seen) > MAX_SEEN:
                continue
            seen.add(shape)
            declared = facts.decl(*key)
            if declared is None:
                continue
            env = dict(zip([param.name for param in declared.type_params], name.args, strict=False))
            found = follow(substitute(declared.type, env), [*path, key], instances + bool(name.args))
            if found:
                return found
        return None

    def follow_outside(name: Name, path: list[Key]) -> list[Key] | None:
        symbol = facts.symbol(name.qualifier, name.name)
        # Which type arguments a foreign struct holds is known only where a lock would be held by it.
        if symbol is None or symbol.lock != "arguments":
            return None
        for arg in name.args:
            found = follow(arg, path)
            if found:
                return found
        return None

    return follow(decl.type, [start])


def _may_hold(t: Type) -> bool:
    return isinstance(t, Struct | Array | Name | Interface | Paren)
