"""Other names for what a Go file speaks of: its own types and functions, other packages' names, packages themselves.

Only names are changed, where the tree says that they mean what was renamed; comments and all layout stay.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from scaffold.golang.gofmt import nodes as ast
from scaffold.golang.imports import last_element
from scaffold.golang.split import tree_of


class Renaming(NamedTuple):
    """What is called otherwise now, old → new.

    `types` and `functions` are the file's own package's, `methods` are by (type's old name, method's old name).
    `qualified` are names of other packages, by (import path, old name); of packages that moved the new path counts.
    `packages` gives for an old import path the new one and the package's new name. `selected` are methods and fields of
    types of other packages, by (import path, type's old name, old name).
    """

    types: Mapping[str, str] = {}
    functions: Mapping[str, str] = {}
    methods: Mapping[tuple[str, str], str] = {}
    qualified: Mapping[tuple[str, str], str] = {}
    packages: Mapping[str, tuple[str, str]] = {}
    selected: Mapping[tuple[str, str, str], str] = {}

    def __bool__(self) -> bool:
        return any(self)


class ImportSpec(NamedTuple):
    """One import: its own name (empty where the package's counts), its path, and its place in the text, in bytes."""

    name: str
    path: str
    start: int
    end: int

    @property
    def local(self) -> str:
        """What the file calls it, as far as the path tells."""
        if self.name:
            return self.name
        last = last_element(self.path)
        # gopkg.in/yaml.v3 is called yaml.
        stem, dot, version = last.rpartition(".v")
        return stem if dot and version.isdigit() else last


def import_specs(root: Any) -> Iterator[ImportSpec]:
    """The imports of a file, given its tree."""
    for node in root.children:
        if node.type != "import_declaration":
            continue
        for child in node.children:
            for spec in child.children if child.type == "import_spec_list" else [child]:
                if spec.type == "import_spec":
                    name = spec.child_by_field_name("name")
                    path = spec.child_by_field_name("path")
                    text = "" if name is None else name.text.decode()
                    yield ImportSpec(text, path.text.decode()[1:-1], spec.start_byte, spec.end_byte)


def qualifiers(text: str) -> frozenset[str] | None:
    """The names of packages that a file, or a piece of one without its imports, uses; None where it does not parse."""
    from scaffold.golang.scope import resolve

    resolved = resolve(text if text.startswith("package ") else f"package p\n{text}")
    if resolved is None:
        return None
    selected = (use.of for use in resolved.uses if use.role == "member" and isinstance(use.of, ast.Ident))
    symbols = ((ident.name, resolved.symbol_of(ident)) for ident in selected)
    return frozenset(name for name, symbol in symbols if symbol is None or symbol.kind == "import")


def requalified(text: str, names: Mapping[str, str]) -> str:
    """A file in which imports are called otherwise, by path: its import declarations and all that they are used for."""
    from scaffold.golang.scope import USES, resolve

    resolved = resolve(text) if names else None
    found = tree_of(text) if resolved is not None else None
    if resolved is None or found is None:
        return text
    edits = []
    for use in resolved.uses:
        symbol = use.symbol
        if use.role == USES and symbol is not None and symbol.kind == "import" and symbol.path in names:
            edits.append((use.ident.pos, use.ident.end, names[symbol.path]))
    for spec in import_specs(found[1]):
        if spec.path in names and spec.name not in ("_", ".") and names[spec.path] != spec.local:
            name = names[spec.path]
            bare = ImportSpec("", spec.path, 0, 0).local == name
            edits.append((spec.start, spec.end, f'"{spec.path}"' if bare else f'{name} "{spec.path}"'))
    return edited(resolved.data, edits)


class Leftover(NamedTuple):
    """A name that a file still has for something that is called otherwise now, or may have: its line and the name as
    it stands there. `is_certain` says that it surely means what was renamed."""

    line: int
    name: str
    is_certain: bool


class RenamedText(NamedTuple):
    """A file with new names, and what could not be renamed in it: its `leftovers`, by line.

    `names` are the names that were replaced, with their lines in the text as it was.
    """

    text: str
    names: tuple[Leftover, ...] = ()
    leftovers: tuple[Leftover, ...] = ()


def renamed(text: str, renaming: Renaming, elsewhere: Collection[str] = ()) -> str:
    """A file with everything called by its new name, where scopes settle what a name means; itself where it does not
    parse. `elsewhere` are the names that other files of its package declare."""
    return rename_in(text, renaming, elsewhere).text


def rename_in(text: str, renaming: Renaming, elsewhere: Collection[str] = ()) -> RenamedText:
    """The same, with what was renamed and what is left."""
    if not renaming or not _may_concern(text, renaming):
        return RenamedText(text)
    from scaffold.golang.rename_scope import Renamer
    from scaffold.golang.scope import resolve

    mark = "\ufeff" if text.startswith("\ufeff") else ""
    resolved = resolve(text[len(mark) :])
    if resolved is None:
        return RenamedText(text)
    renamer = Renamer(resolved, renaming, elsewhere)
    renamer.run()
    new = mark + edited(resolved.data, renamer.edits)
    return RenamedText(new, tuple(sorted(set(renamer.names))), tuple(sorted(set(renamer.leftovers))))


def _may_concern(text: str, renaming: Renaming) -> bool:
    """Whether a text has one of the former names at all."""
    words = {*renaming.types, *renaming.functions, *(name for _, name in renaming.methods), *renaming.packages}
    words |= {name for _, name in renaming.qualified} | {name for _, _, name in renaming.selected}
    return any(word in text for word in words)


def edited(data: bytes, edits: list[tuple[int, int, str]]) -> str:
    """A text with other words at some places, which are given in bytes."""
    for start, end, new in sorted(set(edits), reverse=True):
        data = data[:start] + new.encode() + data[end:]
    return data.decode()
