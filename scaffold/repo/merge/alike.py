"""Type parameters called as a person calls them: to Go, ``Cache[K, V]`` and ``Cache[Key, Value]`` are one type."""

from __future__ import annotations

from collections.abc import Mapping

from scaffold.golang.type_parameters import Names, type_parameters, with_type_parameters


def alike(base: str, ours: str, theirs: str) -> tuple[str, str]:
    """Base and theirs with the type parameters of each declaration called as in ours, as far as it has them."""
    was, here, new = (type_parameters(text) for text in (base, ours, theirs))
    if not here or not new:
        return base, theirs
    old: dict[str, Mapping[str, str]] = {}
    plan: dict[str, Mapping[str, str]] = {}
    for key in {**was, **new}:
        # A method that is not in ours is called as its type is.
        like = key if key in here else key.partition(".")[0]
        before, own, after = was.get(like, ()), here.get(like, ()), new.get(like, ())
        old[key] = _placed(before, own)
        plan[key] = _called(before, own, after)
    return with_type_parameters(base, old), with_type_parameters(theirs, plan)


def _placed(names: Names, own: Names) -> dict[str, str]:
    if len(names) != len(own):
        return {}
    return {name: mine for name, mine in zip(names, own, strict=True) if mine != "_"}


def _called(before: Names, own: Names, after: Names) -> Mapping[str, str]:
    """What to call each of the plan's parameters: one that base has too by its name, another one by its place."""
    if len(before) != len(own):
        return _placed(after, own)
    mine = _placed(before, own)
    names = {}
    for place, name in enumerate(after):
        if name in before:
            names[name] = mine.get(name, name)
        elif place < len(before) and before[place] not in after:
            names[name] = mine.get(before[place], name)
        else:
            names[name] = name
    return names if len(set(names.values())) == len(after) else {}
