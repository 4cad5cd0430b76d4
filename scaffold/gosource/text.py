"""Pieces of a package as Go: the imports that their declarations use, and the declarations."""

from __future__ import annotations

import re

from scaffold.golang import layout
from scaffold.golang.ast import Decl, FuncDecl, ImportSpec, TypeDecl
from scaffold.golang.declarations import func_lines, type_lines, value_lines
from scaffold.golang.imports import last_element
from scaffold.golang.loose import bare
from scaffold.golang.printing import written_name
from scaffold.golang.stdlib import is_standard
from scaffold.golang.stdlib import package as standard_package
from scaffold.gosource.package import Piece

_USE = re.compile(r"(?:(?<![\w.\"])|(?<=\.\.\.))([^\W\d]\w*)\s*\.\s*[^\W\d]")


def code_of(piece: Piece, package: str = "") -> tuple[str, dict[str, str]]:
    """The Go of a piece, and what it imports (name in the code → import path). `package`: begin with a clause."""
    declared = ["\n".join(_lines(decl)) for decl in piece.decls]
    body = "\n\n".join(declared)
    used = {found[1] for found in _USE.finditer(bare(body))}
    imports: dict[str, str] = {}
    for spec in piece.parsed.imports:
        for name in sorted(used - imports.keys()):
            if _explains(spec, name):
                imports[name] = spec.path
    parts = [f"package {package}"] if package else []
    if imports:
        specs = [
            layout.Import(path, name if name != last_element(path) else "", 0 if is_standard(path) else 1)
            for name, path in imports.items()
        ]
        parts.append("\n".join(layout.import_block(specs)))
    return "\n\n".join([*parts, body]) + "\n", imports


def _lines(decl: Decl) -> list[str]:
    if isinstance(decl, TypeDecl):
        return type_lines(decl, written_name)
    if isinstance(decl, FuncDecl):
        return func_lines(decl, written_name)
    return value_lines(decl, written_name)


def _explains(spec: ImportSpec, name: str) -> bool:
    """Whether an import gives `name`: the package's own name is only guessed from its path."""
    if spec.alias:
        return spec.alias == name
    known = standard_package(spec.path)
    if known is not None:
        return known.name == name
    last = last_element(spec.path)
    plain = re.sub(r"\.v\d+$", "", last)
    guesses = {last, plain, plain.replace("-", "_"), plain.replace("-", ""), plain.replace(".", "_")}
    guesses |= {plain.removeprefix("go-"), plain.removesuffix("-go"), plain.removeprefix("go."), *plain.split("-")}
    guesses |= {plain.rpartition(".")[2], plain.partition(".")[0], plain.removesuffix(".go")}
    return name in guesses
