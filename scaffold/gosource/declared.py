"""Everything that a package declares, by name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from scaffold.golang.ast import File, FuncDecl, TypeDecl, ValueDecl
from scaffold.golang.identifiers import is_exported
from scaffold.source import Span


class Declared:
    """The declarations of a package's files; of two with one name the first. Methods go by their receiver's type."""

    def __init__(self, files: Iterable[File]) -> None:
        self.types: dict[str, TypeDecl] = {}
        self.values: dict[str, ValueDecl] = {}
        self.funcs: dict[str, FuncDecl] = {}
        self.methods: dict[str, list[FuncDecl]] = {}
        for file in files:
            for decl in file.decls:
                if isinstance(decl, TypeDecl):
                    self.types.setdefault(decl.name, decl)
                elif isinstance(decl, ValueDecl):
                    for spec in decl.specs:
                        for name, _ in spec.names:
                            self.values.setdefault(name, decl)
                elif decl.receiver is None:
                    self.funcs.setdefault(decl.name, decl)
                else:
                    self.methods.setdefault(decl.receiver.type_name, []).append(decl)

    def __contains__(self, name: str) -> bool:
        # Nothing refers to what is called _, whatever declares it: `for _, x := range …` is another one.
        if name == "_":
            return False
        return name in self.types or name in self.values or name in self.funcs

    def span(self, name: str) -> Span:
        """Where a name is declared."""
        if name in self.types:
            return self.types[name].span
        if name in self.funcs:
            return self.funcs[name].span
        return next(span for spec in self.values[name].specs for ident, span in spec.names if ident == name)

    @cached_property
    def private_methods(self) -> frozenset[str]:
        """The names of unexported methods."""
        return frozenset(m.name for methods in self.methods.values() for m in methods if not is_exported(m.name))


def is_counting(decl: ValueDecl) -> bool:
    """Whether what a constant is depends on its place in the declaration."""
    return any(not spec.values or any("iota" in value.value for value in spec.values) for spec in decl.specs)
