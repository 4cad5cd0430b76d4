"""How deep types lie within each other: schemas and copies of them are made recursively."""

from __future__ import annotations

from collections.abc import Iterable

from scaffold.kube.declared import Lookup
from scaffold.kube.flatten import MAX_NESTED, Ident
from scaffold.kube.written import named_types


def find_too_deep(types: Iterable[Ident], lookup: Lookup) -> Ident | None:
    """The first type that holds others nested more than `MAX_NESTED` deep; None where none does.

    A type that leads back to itself ends there.
    """
    depths: dict[Ident, int] = {}
    for first in types:
        ahead = [(first, False)]
        while ahead:
            ident, is_walked = ahead.pop()
            declared = lookup(*ident)
            if declared is None or (ident in depths and not is_walked):
                continue
            names = named_types(declared.decl.type)
            if is_walked:
                depths[ident] = 1 + max((depths.get(name, 0) for name in names), default=0)
                if depths[ident] > MAX_NESTED:
                    return first
                continue
            depths[ident] = 0  # while it is walked
            ahead.append((ident, True))
            ahead += [(name, False) for name in names if name not in depths]
    return None
