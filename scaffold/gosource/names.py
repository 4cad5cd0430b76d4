"""Which declarations of a package can be named in a plan: not what needs internal packages, or what is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from scaffold.golang.ast import FuncDecl, Interface, Name, Struct, Type, TypeDecl, ValueDecl, ValueSpec
from scaffold.golang.identifiers import PREDECLARED
from scaffold.golang.parse import expression_names
from scaffold.golang.printing import lengths_in, names_in
from scaffold.gosource.declared import Declared, is_counting
from scaffold.gosource.filenames import FileImports
from scaffold.gosource.modules import Packages

_NO_NAMES: frozenset[str] = frozenset()


class Names:
    """The names of one package. `imports` are those of its files by path.

    `dropped` are types, constants and functions that are left out, and why; it begins with what the checks refused.
    """

    def __init__(
        self, declared: Declared, imports: Mapping[str, FileImports], packages: Packages, refused: Mapping[str, str]
    ) -> None:
        self._declared = declared
        self._imports = imports
        self._packages = packages
        self.dropped: dict[str, str] = {name: why for name, why in refused.items() if name in declared}
        self._drop()

    def imports_of(self, decl: FuncDecl | ValueDecl) -> FileImports:
        """The imports of the file that a declaration stands in."""
        return self._imports[decl.span.source.path]

    def path_of(self, name: Name) -> str:
        """The import path behind a name's qualifier; empty where nothing says it."""
        return self._imports[name.span.source.path].paths.get(name.qualifier, "")

    def can_bring(self, name: Name, decl: TypeDecl) -> bool:
        """Whether a type that is named in any file can be named in that of `decl`, which gets the import it needs."""
        path = self.path_of(name)
        imports = self._imports[decl.span.source.path]
        if not name.qualifier or imports.paths.get(name.qualifier) == path:
            return True
        if name.qualifier in imports.paths or name.qualifier in self._declared:
            return False
        imports.paths[name.qualifier] = path
        return True

    def is_own(self, name: str) -> bool:
        """Whether the package declares a name."""
        return name in self._declared

    def is_closed(self, path: str) -> bool:
        """Whether a package may not be imported by what is generated."""
        return self._packages.is_internal(path)

    def why_not(self, t: Type, params: Iterable[str] = ()) -> str:
        """Why a type cannot stand in a plan; empty where it can."""
        for name in names_in(t):
            problem = self._why_not_name(name, params)
            if problem:
                return problem
        for array in lengths_in(t):
            for name in expression_names(array.length):
                problem = self._why_not_name(name, params)
                if problem:
                    return problem
        return ""

    def why_not_func(self, decl: FuncDecl) -> str:
        """Why the signature of a function or method cannot stand in a plan; empty where it can."""
        receiver = decl.receiver
        params = [param.name for param in decl.type_params] + list(receiver.params if receiver is not None else ())
        if receiver is not None and receiver.type_name in self.dropped:
            return f"{receiver.type_name} is left out"
        types = [param.type for param in (*decl.params, *decl.results)]
        types += [param.constraint for param in decl.type_params]
        return next((why for t in types if (why := self.why_not(t, params))), "")

    def _why_not_name(self, name: Name, params: Iterable[str]) -> str:
        imports = self._imports[name.span.source.path]
        if name.qualifier and name.qualifier not in self._declared:
            path = imports.paths.get(name.qualifier)
            if path is None:
                return f"no import of its file is known to be called {name.qualifier}"
            return f"it needs the internal package {path}" if self.is_closed(path) else ""
        own = name.qualifier or name.name
        if own in params or own in PREDECLARED:
            return ""
        if own in self.dropped:
            return f"it needs {own}, which is left out"
        if own not in self._declared and not imports.dots:
            return f"no Go file that is read declares {own}"
        return next((f"it needs the internal package {path}" for path in imports.dots if self.is_closed(path)), "")

    # --- what is left out --------------------------------------------------------------------------------------------

    def _drop(self) -> None:
        """Drop what cannot stand in a plan, and whatever needs it, until nothing changes."""
        users: dict[str, list[str]] = {}
        for name, needed in self._needs():
            for other in needed:
                users.setdefault(other, []).append(name)
        ahead = list(self.dropped)
        for name, why in list(self._reasons()):
            if name not in self.dropped:
                self.dropped[name] = why
                ahead.append(name)
        while ahead:
            gone = ahead.pop()
            for user in users.get(gone, ()):
                if user not in self.dropped:
                    self.dropped[user] = f"it needs {gone}, which is left out"
                    ahead.append(user)

    def _wholes(self) -> Iterator[tuple[str, list[Type], list[Name], frozenset[str]]]:
        """Declarations that go as a whole: their names, types, names in expressions and type parameters."""
        for decl in self._declared.types.values():
            params = frozenset(param.name for param in decl.type_params)
            yield decl.name, _outer_types(decl), [], params
        for func in self._declared.funcs.values():
            params = frozenset(param.name for param in func.type_params)
            types = [param.type for param in (*func.params, *func.results)]
            yield func.name, [*types, *(param.constraint for param in func.type_params)], [], params
        for name, value in self._declared.values.items():
            if value.keyword == "const":
                specs = value.specs if is_counting(value) else _specs_of(value, name)
                types = [spec.type for spec in specs if spec.type is not None]
                used = [each for spec in specs for text in spec.values for each in expression_names(text)]
                yield name, types, used, _NO_NAMES

    def _needs(self) -> Iterator[tuple[str, set[str]]]:
        """Names with the package's own names that they need."""
        for name, types, used, params in self._wholes():
            named = [*used, *(each for t in types for each in _all_names(t))]
            found = {each.qualifier or each.name for each in named}
            yield name, {other for other in found if other in self._declared and other not in params and other != name}

    def _reasons(self) -> Iterator[tuple[str, str]]:
        """Names that cannot stand in a plan whatever else does, and why."""
        for name, types, used, params in self._wholes():
            if name in self.dropped:
                continue
            problem = next((why for t in types if (why := self.why_not(t, params))), "")
            if not problem:
                problem = next((why for each in used if (why := self._why_not_name(each, ()))), "")
            if problem:
                yield name, problem


def _all_names(t: Type) -> Iterator[Name]:
    yield from names_in(t)
    for array in lengths_in(t):
        yield from expression_names(array.length)


def _outer_types(decl: TypeDecl) -> list[Type]:
    """The types that a declaration cannot do without: of structs and interfaces only their type parameters."""
    types = [param.constraint for param in decl.type_params]
    return types if isinstance(decl.type, Struct | Interface) else [decl.type, *types]


def _specs_of(decl: ValueDecl, name: str) -> list[ValueSpec]:
    return [spec for spec in decl.specs if any(ident == name for ident, _ in spec.names)]
