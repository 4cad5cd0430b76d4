"""Import paths of packages of the repository itself, whatever its module is called.

They begin with ``./``, or with the plan's own module where the repository gets another one (``--module``).
"""

from __future__ import annotations

from typing import NamedTuple

from scaffold.golang.identifiers import folder_name
from scaffold.model import Crd, CrdDocument, CrdGo, GoFragment, Import, Plan
from scaffold.source import Word


class _OwnPaths(NamedTuple):
    """The module of the repository, and the paths of the plan's sections by those that they have in the plan."""

    module: str
    moved: dict[str, str]

    def resolve(self, path: str) -> str:
        """An import path of the plan as the repository has it."""
        if not path.startswith("./"):
            return self.moved.get(path, path)
        rest = path.removeprefix("./").strip("/")
        return f"{self.module}/{rest}" if rest else self.module

    def word(self, path: Word) -> Word:
        """The same of a word."""
        resolved = self.resolve(path.value)
        return path if resolved == path.value else Word(resolved, path.span)

    def imports(self, entries: tuple[Import, ...]) -> tuple[Import, ...]:
        """The same of entries of `imports`."""
        return tuple(entry._replace(path=self.word(entry.path)) for entry in entries)

    def fragments(self, fragments: tuple[GoFragment, ...]) -> tuple[GoFragment, ...]:
        """The same of the imports of Go."""
        if not any(self.resolve(spec.path) != spec.path for part in fragments for spec in part.parsed.imports):
            return fragments
        return tuple(self._fragment(fragment) for fragment in fragments)

    def _fragment(self, fragment: GoFragment) -> GoFragment:
        specs = tuple(spec._replace(path=self.resolve(spec.path)) for spec in fragment.parsed.imports)
        return fragment._replace(parsed=fragment.parsed._replace(imports=specs))


def with_own_paths(plan: Plan, module: str) -> Plan:
    """The plan with the import paths of its own packages as paths of its module."""
    paths = _OwnPaths(module, _moved(plan, module))
    if not paths.moved and not _has_relative(plan):
        return plan
    return plan._replace(
        imports=paths.imports(plan.imports),
        sections=tuple(
            section._replace(imports=paths.imports(section.imports), go=paths.fragments(section.go))
            for section in plan.sections
        ),
        crds=tuple(_crd(crd, paths) for crd in plan.crds),
        previous=plan.previous._replace(
            go=tuple(
                package._replace(path=paths.word(package.path), fragments=paths.fragments(package.fragments))
                for package in plan.previous.go
            )
        ),
    )


def _moved(plan: Plan, module: str) -> dict[str, str]:
    """The import paths of sections below the module that the plan names, where the repository has another one."""
    old = plan.module.value if plan.module is not None else ""
    if not old or old == module:
        return {}
    found = {}
    for section in plan.sections:
        path = section.path.value if section.path else f"pkg/{folder_name(section.package.value)}"
        folder = path.removeprefix("./").strip("/")
        inside = "" if folder in ("", ".") else f"/{folder}"
        found[f"{old}{inside}"] = f"{module}{inside}"
    return found


def _crd(crd: Crd | CrdDocument | CrdGo, paths: _OwnPaths) -> Crd | CrdDocument | CrdGo:
    if isinstance(crd, Crd):
        return crd._replace(imports=paths.imports(crd.imports))
    return crd._replace(fragments=paths.fragments(crd.fragments)) if isinstance(crd, CrdGo) else crd


def _has_relative(plan: Plan) -> bool:
    entries = list(plan.imports)
    for section in plan.sections:
        entries += section.imports
    for crd in plan.crds:
        if isinstance(crd, Crd):
            entries += crd.imports
    paths = [entry.path for entry in entries] + [package.path for package in plan.previous.go]
    return any(path.value.startswith("./") for path in paths)
