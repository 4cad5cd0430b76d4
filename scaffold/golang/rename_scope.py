"""The renaming of one resolved file: each identifier that certainly means something renamed gets the new name.

What may mean it, but cannot be told without types, is left alone and said, with its line.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from scaffold.golang.gofmt import nodes as ast
from scaffold.golang.imports import last_element
from scaffold.golang.operands import Operands, Owners
from scaffold.golang.renaming import Leftover, Renaming
from scaffold.golang.scope import DECLARES, FIELD, KEY, MEMBER, METHOD, USES, Resolved, Symbol, Use, import_name


class Renamer:
    """Collects the `edits` of a file, the `names` that they replace and the `leftovers`."""

    def __init__(self, resolved: Resolved, renaming: Renaming, elsewhere: Collection[str]) -> None:
        self.edits: list[tuple[int, int, str]] = []
        self.names: list[Leftover] = []
        self.leftovers: list[Leftover] = []
        self._resolved = resolved
        self._renaming = renaming
        self._elsewhere = elsewhere
        self._operands = Operands(resolved, elsewhere)
        # An external test package declares nothing of the package that it tests.
        self._is_external = resolved.package.endswith("_test")
        self._moved: dict[str, str] = {}
        self._words = {use.ident.name for use in resolved.uses if use.role in (DECLARES, USES, KEY)}
        self._paths: set[str] = set()
        self._bare: dict[str, str] = {}
        self._members = _member_names(renaming)

    def run(self) -> None:
        """Look at all identifiers."""
        self._imports()
        for path in self._resolved.dots:
            now = self._path(path)
            self._bare |= {old: new for (package, old), new in self._renaming.qualified.items() if package == now}
        for use in sorted(self._resolved.uses, key=lambda use: use.ident.pos):
            if use.role == USES and use.symbol is not None and use.symbol.kind == "import":
                self._package(use.ident, use.symbol)
            elif use.role in (USES, DECLARES):
                self._name(use)
            elif use.role == KEY:
                self._key(use)
            elif use.role == MEMBER:
                self._member(use)
            elif use.role == METHOD:
                self._method(use)
            elif use.role == FIELD and self._is_likely_method(use.ident.name) and _is_method(use):
                self._leave(use.ident, is_certain=False)

    def _path(self, path: str) -> str:
        """The present import path of a package."""
        return self._renaming.packages.get(path, (path, ""))[0]

    # Packages

    def _imports(self) -> None:
        names = set(self._resolved.imports)
        for decl in self._resolved.file.decls:
            if not isinstance(decl, ast.GenDecl) or decl.word != "import":
                continue
            for spec in decl.specs:
                if isinstance(spec, ast.ImportSpec):
                    self._import(spec, names)

    def _import(self, spec: ast.ImportSpec, taken: set[str]) -> None:
        old = spec.path.text[1:-1]
        path, package = self._renaming.packages.get(old, (old, ""))
        local = spec.name.name if spec.name is not None else ""
        self._paths.add(path)
        if path == old:
            return
        called = import_name(local, old)
        if not local and package != called:
            if package in taken or package in self._words or package in self._elsewhere:
                local = called  # something else has the new name already
            else:
                self._moved[old] = package
        if not local and last_element(path) != package:
            local = package
        end = spec.path.end
        self.edits.append((spec.pos, end, f'{local} "{path}"' if local else f'"{path}"'))
        self._note(spec.path.pos, old)

    def _package(self, ident: ast.Ident, symbol: Symbol) -> None:
        if symbol.path in self._moved:
            self._replace(ident, self._moved[symbol.path], symbol.path)

    # Names of packages' declarations

    def _name(self, use: Use) -> None:
        symbol, old = use.symbol, use.ident.name
        if symbol is not None and symbol.is_local:
            return
        new = self._own_name(use)
        if new is None and symbol is None and old not in self._elsewhere:
            new = self._bare.get(old)
        if new is None:
            return
        hiding = use.scope.lookup_at(new, use.ident.pos)
        if hiding is not None and (hiding.is_local or hiding.kind == "import"):
            self._leave(use.ident, is_certain=True)
        else:
            self._replace(use.ident, new)

    def _own_name(self, use: Use) -> str | None:
        """The new name of a declaration of the file's own package."""
        old, symbol = use.ident.name, use.symbol
        if self._is_external and symbol is None:
            return None
        if old in self._renaming.types:
            return self._renaming.types[old] if symbol is None or symbol.kind == "type" else None
        if symbol is None or symbol.kind != "type":
            return self._renaming.functions.get(old)
        return None

    def _key(self, use: Use) -> None:
        """A key that is a field or an expression: nobody knows."""
        old, symbol = use.ident.name, use.symbol
        is_local = symbol is not None and symbol.is_local
        if old in self._members or (not is_local and (self._own_name(use) or old in self._bare)):
            owners = self._operands.owners_in(use.of, old) if use.of is not None else None
            new = self._selected(owners, old) if owners is not None else None
            if new is not None:
                self._replace(use.ident, new)
            elif owners is None or not owners.is_known:
                self._leave(use.ident, is_certain=False)

    # Members

    def _member(self, use: Use) -> None:
        old = use.ident.name
        symbol = self._resolved.symbol_of(use.of) if isinstance(use.of, ast.Ident) else None
        if symbol is not None and symbol.kind == "import":
            new = self._renaming.qualified.get((self._path(symbol.path), old))
            if new is not None:
                self._replace(use.ident, new, f"{symbol.name}.{old}")
            return
        if use.of is None or old not in self._members:
            return
        owners = self._operands.owners(use.of, old)
        if not owners.types and not owners.is_known:
            # The key of a literal: its type.
            owners = self._operands.owners_in(use.of, old) if self._is_key(use) else owners
        new = self._selected(owners, old)
        if new is not None:
            prefix = f"{use.of.name}." if isinstance(use.of, ast.Ident) else ""
            self._replace(use.ident, new, prefix + old)
        elif self._is_likely(old) and not self._is_other(owners, old):
            self._leave(use.ident, is_certain=False)

    def _is_other(self, owners: Owners, old: str) -> bool:
        """Whether a member surely is not one that was renamed. A type of such a package may embed whatever it likes."""
        paths = self._members.get(old, frozenset())
        return owners.is_known and not any(self._path(path) in paths for path, _ in owners.types if path)

    def _is_key(self, use: Use) -> bool:
        """Whether a member is the key of a literal and not what stands behind a dot."""
        return use.of is not None and self._resolved.data[use.of.end : use.ident.pos].strip() != b"."

    def _selected(self, owners: Owners, old: str) -> str | None:
        """The new name of a member."""
        if owners.embedded is not None:
            path, name = owners.embedded
            own = self._renaming.types.get(name) if not path and not self._is_external else None
            return own or self._renaming.qualified.get((self._path(path), name))
        for path, name in owners.types:
            new = self._of_type(self._path(path), name, old)
            if new is not None:
                return new
        return None

    def _of_type(self, path: str, owner: str, old: str) -> str | None:
        if not path:
            found = {new for (kind, name), new in self._renaming.methods.items() if name == old and owner in ("", kind)}
        else:
            every = self._renaming.selected.items()
            found = {new for (p, kind, name), new in every if p == path and name == old and owner in ("", kind)}
        return found.pop() if len(found) == 1 else None

    def _method(self, use: Use) -> None:
        owner = self._operands.name_of(use.of) if use.of is not None else None
        old = use.ident.name
        if owner is not None and not self._is_external and (owner.name, old) in self._renaming.methods:
            self._replace(use.ident, self._renaming.methods[owner.name, old], f"{owner.name}.{old}")
        elif self._is_likely_method(old):
            self._leave(use.ident, is_certain=False)

    def _is_likely(self, name: str) -> bool:
        """Whether something is called as members were of types of packages that the file has to do with."""
        return any(not path or path in self._paths for path in self._members.get(name, ()))

    def _is_likely_method(self, name: str) -> bool:
        """The same of methods alone, and not of what types embed."""
        renaming = self._renaming
        return any(name == old for _, old in renaming.methods) or any(
            name == old and path in self._paths for path, _, old in renaming.selected
        )

    # What comes of it

    def _replace(self, ident: ast.Ident, new: str, name: str = "") -> None:
        self.edits.append((ident.pos, ident.end, new))
        self._note(ident.pos, name or ident.name)

    def _note(self, offset: int, name: str) -> None:
        self.names.append(Leftover(self._resolved.line(offset), name, True))

    def _leave(self, ident: ast.Ident, *, is_certain: bool) -> None:
        self.leftovers.append(Leftover(self._resolved.line(ident.pos), ident.name, is_certain))


def _member_names(renaming: Renaming) -> Mapping[str, frozenset[str]]:
    """The former names that members may have, with the import paths of their packages; the own package's is empty."""
    found: dict[str, frozenset[str]] = {}
    members = [("", name) for _, name in renaming.methods] + [("", name) for name in renaming.types]
    members += [(path, name) for path, _, name in renaming.selected] + list(renaming.qualified)
    for path, name in members:
        found[name] = found.get(name, frozenset()) | {path}
    return found


def _is_method(use: Use) -> bool:
    """Whether a field is a method of an interface type."""
    return isinstance(use.of, ast.InterfaceType)
