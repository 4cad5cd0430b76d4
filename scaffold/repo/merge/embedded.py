"""Methods that a type has already because of what it embeds: a stub for one would hide it."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import NamedTuple

from scaffold.golang.gofmt import nodes as ast
from scaffold.golang.operands import Operands, TypeName
from scaffold.golang.scope import Resolved, resolve
from scaffold.golang.split import Parts


class Promotion(NamedTuple):
    """An embedded type that has a method, or, if it is not `is_certain`, may have it."""

    type: str
    is_certain: bool


class Embedded:
    """What the types of a file get from what they embed. `elsewhere` are the names that other files declare."""

    def __init__(self, ours: Parts, theirs: Parts, elsewhere: Collection[str]) -> None:
        self._ours = ours
        self._theirs = theirs
        self._elsewhere = elsewhere

    @cached_property
    def _resolved(self) -> Resolved | None:
        return resolve(self._ours.text.removeprefix("\ufeff"))

    @cached_property
    def _contracts(self) -> frozenset[TypeName]:
        return _asserted(self._theirs)

    def promotion(self, owner: str, method: str) -> Promotion | None:
        """Where a type may have a method from that it does not declare itself."""
        resolved = self._resolved
        if resolved is None or owner not in resolved.types:
            return None
        owners = Operands(resolved, self._elsewhere).owners_in(TypeName("", owner), method)
        embedded = owners.types[1:]
        for name in embedded:
            if name in self._contracts:
                return Promotion(_shown(name, resolved), True)
        if owners.is_declared:
            return Promotion(_shown(embedded[-1], resolved), True) if embedded else None
        for name in embedded:
            known = _standard_method(name, method)
            if known or (known is None and (name.path or name.name not in resolved.types)):
                return Promotion(_shown(name, resolved), bool(known))
        return None


def _asserted(theirs: Parts) -> frozenset[TypeName]:
    """The interfaces that the plan's file asserts to be implemented: they have every method that the plan adds."""
    resolved = resolve(theirs.text)
    if resolved is None:
        return frozenset()
    operands = Operands(resolved)
    found = set()
    for decl in resolved.file.decls:
        for spec in decl.specs if isinstance(decl, ast.GenDecl) else ():
            if isinstance(spec, ast.ValueSpec) and spec.type is not None and [n.name for n in spec.names] == ["_"]:
                found.add(operands.name_of(spec.type))
    return frozenset(name for name in found if name is not None)


def _standard_method(name: TypeName, method: str) -> bool | None:
    """Whether a type of the standard library has a method; None for one of which nothing is known."""
    from scaffold.golang import stdlib

    package = stdlib.package(name.path) if name.path else None
    symbol = package.symbol(name.name) if package is not None else None
    return any(each.name == method for each in symbol.methods) if isinstance(symbol, stdlib.Type) else None


def _shown(name: TypeName, resolved: Resolved) -> str:
    """A type as the file calls it."""
    local = next((symbol.name for symbol in resolved.imports.values() if symbol.path == name.path), "")
    return f"{local}.{name.name}" if name.path and local else name.name
