"""Where the packages of a plan declare constants, variables and functions, found by name."""

from __future__ import annotations

from typing import NamedTuple

from scaffold.check.world import Draft, Func, Val


class ValuePlace(NamedTuple):
    """Where a constant or variable is declared: its declaration, the line in it, and the name's place in that."""

    value: Val
    line: int
    place: int


class _Index(NamedTuple):
    values: dict[str, ValuePlace]
    functions: dict[str, Func]
    methods: dict[tuple[str, str], Func]


class Declarations:
    """Looks up declarations by name; each package is indexed once."""

    def __init__(self) -> None:
        self._packages: dict[str, _Index] = {}

    def value(self, draft: Draft, name: str) -> ValuePlace | None:
        """The constant or variable of that name."""
        return self._index(draft).values.get(name)

    def function(self, draft: Draft, name: str) -> Func | None:
        """The function of that name."""
        return self._index(draft).functions.get(name)

    def method(self, draft: Draft, type_name: str, name: str) -> Func | None:
        """The method of that name of a type."""
        return self._index(draft).methods.get((type_name, name))

    def _index(self, draft: Draft) -> _Index:
        found = self._packages.get(draft.import_path)
        if found is None:
            found = self._packages[draft.import_path] = _index(draft)
        return found


def _index(draft: Draft) -> _Index:
    made = _Index({}, {}, {})
    for value in draft.values:
        for line, spec in enumerate(value.decl.specs):
            for place, (name, _) in enumerate(spec.names):
                made.values.setdefault(name, ValuePlace(value, line, place))
    for func in draft.functions:
        receiver = func.decl.receiver
        if receiver is None:
            made.functions.setdefault(func.decl.name, func)
        else:
            made.methods.setdefault((receiver.type_name, func.decl.name), func)
    return made
