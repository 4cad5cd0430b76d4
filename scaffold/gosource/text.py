"""Pieces of a package as Go: the imports that their declarations use, and the declarations."""

from __future__ import annotations

from scaffold.golang import layout
from scaffold.golang.ast import Decl, FuncDecl, TypeDecl
from scaffold.golang.declarations import func_lines, type_lines, value_lines
from scaffold.golang.imports import last_element
from scaffold.golang.printing import written_name
from scaffold.golang.stdlib import is_standard
from scaffold.gosource.filenames import qualifiers_in
from scaffold.gosource.package import Piece


def code_of(piece: Piece, package: str = "") -> tuple[str, dict[str, str]]:
    """The Go of a piece, and what it imports (name in the code → import path). `package`: begin with a clause."""
    declared = ["\n".join(_lines(decl)) for decl in piece.decls]
    body = "\n\n".join(declared)
    used = qualifiers_in(body)
    imports = {name: path for name, path in piece.imports.paths.items() if name in used}
    parts = [f"package {package}"] if package else []
    specs = [
        layout.Import(path, name if name != last_element(path) else "", 0 if is_standard(path) else 1)
        for name, path in imports.items()
    ]
    specs += [layout.Import(path, ".", 0 if is_standard(path) else 1) for path in piece.imports.dots]
    if specs:
        parts.append("\n".join(layout.import_block(specs)))
    return "\n\n".join([*parts, body]) + "\n", imports


def _lines(decl: Decl) -> list[str]:
    if isinstance(decl, TypeDecl):
        return type_lines(decl, written_name)
    if isinstance(decl, FuncDecl):
        return func_lines(decl, written_name)
    return value_lines(decl, written_name)
