"""The files of one wave out of a plan's tree: what it delivers, and what must be there before it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from scaffold.delivery import Delivery
from scaffold.tree import OutFile, Owner, Tree


class WaveFiles(NamedTuple):
    """`made` are the files of a wave; `needed` those that waves ahead of it have made and that its files build on.

    `early` are files of `made` that belong to waves which are not ahead of this one, and are needed all the same.
    """

    made: Tree
    needed: Tree
    early: tuple[OutFile, ...]


def files_of_wave(tree: Tree, delivery: Delivery, number: int, module: str) -> WaveFiles:
    """The files of wave `number`. A wave builds by itself once the waves ahead of it are there."""
    made = [file for file in tree if file.wave == number or (file.owner is Owner.SHARED and file.wave is None)]
    needs = _Needs(tree, module)
    needed: dict[str, OutFile] = {}
    early: list[OutFile] = []
    taken = {file.path for file in made}
    ahead = list(made)
    while ahead:
        for file in needs.of(ahead.pop()):
            if file.path in taken:
                continue
            taken.add(file.path)
            if file.wave is not None and file.wave != number and delivery.is_ahead(file.wave, number):
                needed[file.path] = file
            else:
                early.append(file)
                ahead.append(file)
    return WaveFiles(Tree([*made, *early]), Tree(needed.values()), tuple(sorted(early)))


class _Needs:
    """Which generated Go files a file builds on: those of packages that it imports, and of its own."""

    def __init__(self, tree: Tree, module: str) -> None:
        self.folders: dict[str, list[OutFile]] = {}
        for file in tree:
            if file.owner is Owner.GENERATED and file.path.endswith(".go"):
                self.folders.setdefault(file.path.rpartition("/")[0], []).append(file)
        self.imports = {"/".join(filter(None, (module, folder))): folder for folder in self.folders}
        self.declared: dict[str, set[str]] = {}

    def of(self, file: OutFile) -> Iterable[OutFile]:
        """The files that `file` needs to build."""
        if not file.path.endswith(".go"):
            return
        head = file.text.partition("\n)\n")[0] if "\nimport (" in file.text else file.text
        for path in re.findall(r'"([^"\n]+)"', head):
            if path in self.imports:
                yield from self.folders[self.imports[path]]
        own = self.folders.get(file.path.rpartition("/")[0], ())
        waves = {other.wave for other in own}
        if len(waves) < 2:
            return
        used = _identifiers(file.text)
        for other in own:
            if other.path != file.path and self._names(other) & used:
                yield other

    def _names(self, file: OutFile) -> set[str]:
        """What a file of a contract package declares for the other files."""
        if file.path not in self.declared:
            self.declared[file.path] = _declared(file.text)
        return self.declared[file.path]


def _identifiers(code: str) -> set[str]:
    from scaffold.golang.loose import tokens_of

    return set(tokens_of(code))


def _declared(code: str) -> set[str]:
    """The names of the package that a file declares."""
    from scaffold.diagnostics import Report
    from scaffold.golang.ast import FuncDecl, TypeDecl
    from scaffold.golang.parse import parse_file
    from scaffold.source import Source

    parsed = parse_file(Source("", code).whole(), Report())
    names: set[str] = set()
    for decl in parsed.decls if parsed is not None else ():
        if isinstance(decl, TypeDecl | FuncDecl):
            names.add(decl.name)
        else:
            names |= {name for spec in decl.specs for name, _ in spec.names}
    return names
