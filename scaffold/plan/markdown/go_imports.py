"""The imports that documents write: those of the document's own packages are found, those that nobody uses dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from scaffold.diagnostics import Related, Report
from scaffold.golang import known, stdlib
from scaffold.golang.ast import ImportSpec
from scaffold.golang.imports import last_element
from scaffold.golang.loose import Chunk, bare, blanked
from scaffold.golang.pins import requirements
from scaffold.node import Node
from scaffold.plan.markdown.nodes import composed, mapping
from scaffold.plan.markdown.placing import Home, Placed
from scaffold.source import Span, Text, joined

_SPEC = re.compile(r"//[^\n]*|/\*.*?\*/|(?:(?P<alias>[\w.]+)[ \t]+)?(?P<path>\"[^\"\n]*\"|`[^`\n]*`)", re.DOTALL)
_USE = re.compile(r"(?<![\w.\"])([A-Za-z_]\w*)\s*\.\s*[A-Z]")


class Stated(NamedTuple):
    """An import as the document states it for later fences that leave it out."""

    path: str
    span: Span


class DocumentImports:
    """Goes over the pieces once; then `node` is the plan's ``imports``, and `placed` the pieces with theirs."""

    def __init__(self, placed: list[Placed], explained: frozenset[str], report: Report) -> None:
        self.report = report
        self.folders = {each.home.folder: each.home for each in placed}
        # Qualifiers that the plan's own `imports` explain.
        self.explained = explained
        self.own: dict[str, Stated] = {}
        self.stated: dict[str, Stated] = {}
        self.clashing: set[str] = set()
        self._told: set[str] = set()
        self._declared: dict[Home, set[str]] = {}
        for each in placed:
            self._declared.setdefault(each.home, set()).update(each.piece.names())
        found = [self._piece(each) for each in placed]
        self._known_names = self.clashing | {home.package for home in self.folders.values()} | self.explained
        self.placed = [self._complete(each, missing) for each, missing in found]

    def _piece(self, placed: Placed) -> tuple[Placed, list[str]]:
        """The piece without the imports that lead nowhere, and the qualifiers that it does not import."""
        text = placed.piece.text
        specs = [spec for c in placed.piece.chunks if c.kind == "import" for spec in _specs(text, c)]
        code = blanked(text, [(c.start, c.end) for c in placed.piece.chunks if c.kind == "import"])
        used = dict.fromkeys(found[1] for found in _USE.finditer(bare(code.value)))
        gone: list[tuple[int, int]] = []
        for spec in specs:
            name = spec.alias or _name(spec.path)
            if not self._keep(spec, name, used, placed.home) and not self._is_external(spec, name, placed.home, code):
                gone.append((spec.span.start, spec.span.end))
        missing = [name for name in used if name not in {spec.alias or _name(spec.path) for spec in specs}]
        if not gone:
            return placed, missing
        left = blanked(text, gone)
        empty = [
            (c.start, c.end)
            for c in placed.piece.chunks
            if c.kind == "import" and not re.search(r"[\"`]", left.value[c.code : c.end])
        ]
        return placed._replace(piece=placed.piece._replace(text=blanked(left, empty))), missing

    def _keep(self, spec: ImportSpec, name: str, used: dict[str, None], home: Home) -> bool:
        """Whether an import stays in its piece."""
        if spec.alias in ("_", ".") or name not in used or spec.path == "C":
            return False
        inside = None if stdlib.is_standard(spec.path) else self._inside(spec.path)
        if inside is not None:
            if inside != home and name != inside.package:
                self.own.setdefault(name, Stated(f"./{inside.folder}", spec.span))
            return False
        first = self.stated.setdefault(name, Stated(spec.path, spec.span))
        if first.path != spec.path:
            self.clashing.add(name)
        return True

    def _is_external(self, spec: ImportSpec, name: str, home: Home, code: Text) -> bool:
        """Whether an import that ends like the fence's own package is of another repository: none imports itself."""
        if stdlib.is_standard(spec.path) or self._inside(spec.path) != home:
            return False
        used = set(re.findall(rf"(?<![\w.]){re.escape(name)}\s*\.\s*([A-Z]\w*)", bare(code.value)))
        return bool(used) and used.isdisjoint(self._declared[home])

    def _inside(self, path: str) -> Home | None:
        """The package of the document that an import path of some repository means."""
        parts = path.split("/")
        for at in range(len(parts)):
            found = self.folders.get("/".join(parts[at:]))
            if found is not None and (at == 0 or len(parts) - at > 1):
                return found
        # `shop/internal/users/domain` of a document that has one package domain, and says nowhere else where it is.
        named = [home for home in self.folders.values() if home.package == parts[-1]]
        return named[0] if len(named) == 1 and requirements([path]).unknown else None

    def _complete(self, placed: Placed, missing: list[str]) -> Placed:
        """The piece with the imports that other fences have for names that it uses and nothing else explains."""
        lines = []
        for name in missing:
            stated = self.stated.get(name)
            if stated is None or name in self._known_names or name in self.own:
                continue
            if stdlib.packages_named(name) == (stated.path,) or stated.path in known.KNOWN.get(name, ()):
                continue
            lines.append(f'import {name} "{stated.path}"\n')
            if name not in self._told:
                self._told.add(name)
                self.report.note(
                    "import-found",
                    f"{name} is taken for {stated.path}, which another fence imports",
                    placed.piece.span,
                    related=[Related("imported here", stated.span)],
                )
        if not lines:
            return placed
        text = placed.piece.text
        clause = next((c.end for c in placed.piece.chunks if c.kind == "package"), 0)
        added = "\n" + "".join(lines)
        made = joined([text.part(0, clause), added, text.part(clause, len(text.value))])
        chunks = tuple(_moved(c, len(added)) if c.code >= clause else c for c in placed.piece.chunks)
        return placed._replace(piece=placed.piece._replace(text=made, chunks=chunks))

    def node(self) -> Node | None:
        """The plan's ``imports``: packages of its own that the document calls by other names."""
        if not self.own:
            return None
        first = next(iter(self.own.values()))
        return mapping(
            first.span, [(name, composed(each.path, each.span, True)) for name, each in sorted(self.own.items())]
        )


def _specs(text: Text, chunk: Chunk) -> Iterator[ImportSpec]:
    """What an import declaration imports."""
    for found in _SPEC.finditer(text.value, chunk.code + len("import"), chunk.end):
        if found["path"]:
            yield ImportSpec(found["alias"] or "", found["path"].strip('"`'), text.span(*found.span()))


def _moved(chunk: Chunk, by: int) -> Chunk:
    body = (chunk.body[0] + by, chunk.body[1] + by) if chunk.body else None
    return chunk._replace(start=chunk.start + by, code=chunk.code + by, end=chunk.end + by, body=body)


def _name(path: str) -> str:
    package = stdlib.package(path)
    return package.name if package is not None else last_element(path).removeprefix("go-").replace("-", "_")
