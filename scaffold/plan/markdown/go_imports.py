"""The imports that documents write: those that lead somewhere are kept, those of the document's own packages found.

A path that scaffold has no pinned version of would leave the repository without a complete ``go.sum``, and in documents
most of them lead nowhere: such a qualifier is explained by nothing, unless the plan's own ``imports`` give its path.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from scaffold.diagnostics import Report
from scaffold.golang import known, stdlib
from scaffold.golang.ast import ImportSpec
from scaffold.golang.imports import last_element
from scaffold.golang.loose import blanked
from scaffold.golang.parse import parse_file
from scaffold.golang.pins import requirements
from scaffold.node import Node
from scaffold.plan.markdown.nodes import composed, mapping
from scaffold.plan.markdown.placing import Home, Placed
from scaffold.source import Span

_USE = re.compile(r"(?<![\w.\"])([A-Za-z_]\w*)\s*\.\s*[A-Z]")


class Stated(NamedTuple):
    """An import as the document states it for later fences that leave it out."""

    path: str
    span: Span


class DocumentImports:
    """Goes over the pieces once; then `node` is the plan's ``imports``."""

    def __init__(self, placed: list[Placed], explained: frozenset[str], report: Report) -> None:
        self.report = report
        self.folders = {placed.home.folder: placed.home for placed in placed}
        # Qualifiers and paths that the plan's own `imports` explain.
        self.explained = explained
        self.own: dict[str, Stated] = {}
        self.stated: dict[str, Stated] = {}
        self.clashing: set[str] = set()
        self.missing: dict[str, list[Span]] = {}
        self.told: set[str] = set()
        self.placed = [self._piece(each) for each in placed]

    def _piece(self, placed: Placed) -> Placed:
        text = placed.piece.text
        specs = parse_file(text, Report()).imports  # type: ignore[union-attr]  # a text always makes a file
        code = blanked(text, [(c.start, c.end) for c in placed.piece.chunks if c.kind == "import"])
        used = {found[1] for found in _USE.finditer(_bare(code.value))}
        gone: list[tuple[int, int]] = []
        here: set[str] = set()
        for spec in specs:
            name = spec.alias or _name(spec.path)
            if not self._keep(spec, name, used, placed.home):
                gone.append((spec.span.start, spec.span.end))
            else:
                here.add(name)
        for name in used - here - {_name(spec.path) if not spec.alias else spec.alias for spec in specs}:
            self.missing.setdefault(name, []).append(text.span(0, 1))
        if not gone:
            return placed
        left = blanked(text, gone)
        empty = [
            (c.start, c.end)
            for c in placed.piece.chunks
            if c.kind == "import" and not re.search(r"[\"`]", left.value[c.code : c.end])
        ]
        return placed._replace(piece=placed.piece._replace(text=blanked(left, empty)))

    def _keep(self, spec: ImportSpec, name: str, used: set[str], home: Home) -> bool:
        """Whether an import stays in its piece."""
        if spec.alias in ("_", ".") or name not in used or spec.path == "C":
            return False
        if stdlib.is_standard(spec.path):
            self._state(name, spec)
            return True
        inside = self._inside(spec.path)
        if inside is not None:
            if inside != home and name != inside.package:
                self.own.setdefault(name, Stated(f"./{inside.folder}", spec.span))
            return False
        if name in self.explained or spec.path in self.explained:
            return True
        if requirements([spec.path]).unknown:
            if spec.path not in self.told:
                self.told.add(spec.path)
                self.report.warning(
                    "import-left-out",
                    f"scaffold pins no version of {spec.path}: the import is left out, types of it are stood in for",
                    spec.span,
                    f"state it in a YAML fence, `imports: {{{name}: {{path: {spec.path}, version: v…}}}}`",
                )
            return False
        self._state(name, spec)
        return True

    def _state(self, name: str, spec: ImportSpec) -> None:
        first = self.stated.setdefault(name, Stated(spec.path, spec.span))
        if first.path != spec.path:
            self.clashing.add(name)

    def _inside(self, path: str) -> Home | None:
        """The package of the document that an import path of some repository means."""
        parts = path.split("/")
        if "." not in parts[0] and path not in self.folders:
            # `myproject/pkg/store`: no host, so no module of anybody's.
            parts = parts[1:] if len(parts) > 1 else parts
        for at in range(len(parts)):
            found = self.folders.get("/".join(parts[at:]))
            if found is not None and (at == 0 or len(parts) - at > 1 or parts[at - 1] not in ("pkg", "internal")):
                return found
        return None

    def node(self) -> Node | None:
        """What the plan's ``imports`` get from the fences: packages of its own, and what only other fences import."""
        entries: dict[str, Stated] = dict(self.own)
        packages = {home.package for home in self.folders.values()}
        for name, spans in self.missing.items():
            stated = self.stated.get(name)
            if stated is None or name in self.clashing or name in packages or name in entries:
                continue
            if known.candidates(name, "") or stdlib.packages_named(name) or name in self.explained:
                continue
            entries[name] = stated
            self.report.note(
                "import-found", f"{name} is taken for {stated.path}, which another fence imports", spans[0]
            )
        if not entries:
            return None
        first = next(iter(entries.values()))
        return mapping(
            first.span, [(name, composed(each.path, each.span, True)) for name, each in sorted(entries.items())]
        )


def _name(path: str) -> str:
    package = stdlib.package(path)
    return package.name if package is not None else last_element(path).removeprefix("go-").replace("-", "_")


def _bare(code: str) -> str:
    """The code without comments and strings."""
    return re.sub(r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|`[^`]*`", " ", code, flags=re.DOTALL)
