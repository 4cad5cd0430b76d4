"""What the imports of a Go file call each package."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scaffold.golang.ast import File, ImportSpec
from scaffold.golang.imports import last_element
from scaffold.golang.loose import bare
from scaffold.gosource.modules import Packages
from scaffold.source import Source

_USE = re.compile(r"(?:(?<![\w.\"])|(?<=\.\.\.))([^\W\d]\w*)\s*\.\s*[^\W\d]")


def qualifiers_in(code: str) -> set[str]:
    """What stands before a dot in Go: names of packages, and of everything else that has members."""
    return {match[1] for match in _USE.finditer(bare(code))}


class FileImports:
    """The imports of one file: name in the file → import path. `dots` are imported without a name.

    The name of a package is the one in its own clause. Where its source cannot be found, a name that the path suggests
    and the file uses is taken; `unnamed` are imports for which there is none.
    """

    def __init__(self, file: File, source: Source, packages: Packages, declared: Iterable[str]) -> None:
        self.paths: dict[str, str] = {}
        self.dots: list[str] = []
        self.unnamed: list[ImportSpec] = []
        guessed: list[ImportSpec] = []
        for spec in file.imports:
            name = spec.alias or packages.name(spec.path)
            if name == ".":
                self.dots.append(spec.path)
            elif name and name != "_":
                self.paths.setdefault(name, spec.path)
            elif not name:
                guessed.append(spec)
        if guessed:
            self._guess(guessed, qualifiers_in(source.text) - self.paths.keys() - set(declared))

    def _guess(self, specs: list[ImportSpec], open_names: set[str]) -> None:
        """Names for imports whose packages are not on this machine."""
        left: list[ImportSpec] = []
        for spec in specs:
            name = next((guess for guess in _guesses(spec.path) if guess in open_names), "")
            if name:
                self.paths.setdefault(name, spec.path)
                open_names.discard(name)
            else:
                left.append(spec)
        self.unnamed = left


def _guesses(path: str) -> list[str]:
    """Names that a package at an import path may have, the likeliest first."""
    last = last_element(path)
    plain = re.sub(r"\.v\d+$", "", last)
    guesses = [last, plain, plain.replace("-", "_"), plain.replace("-", ""), plain.replace(".", "_")]
    guesses += [plain.removeprefix("go-"), plain.removesuffix("-go"), plain.removeprefix("go."), *plain.split("-")]
    guesses += [plain.rpartition(".")[2], plain.partition(".")[0], plain.removesuffix(".go"), path.rpartition("/")[2]]
    return guesses
