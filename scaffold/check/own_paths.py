"""Import paths that begin with ``./``: packages of the repository itself, whatever its module is called."""

from __future__ import annotations

from scaffold.model import Crd, Import, Plan
from scaffold.source import Word


def with_own_paths(plan: Plan, module: str) -> Plan:
    """The plan with every ``./pkg/x`` among its imports and earlier packages as a path of its module."""
    if not any(entry.path.value.startswith("./") for entry in _all(plan)) and not any(
        package.path.value.startswith("./") for package in plan.previous.go
    ):
        return plan
    return plan._replace(
        imports=_imports(plan.imports, module),
        sections=tuple(section._replace(imports=_imports(section.imports, module)) for section in plan.sections),
        crds=tuple(
            crd._replace(imports=_imports(crd.imports, module)) if isinstance(crd, Crd) else crd for crd in plan.crds
        ),
        previous=plan.previous._replace(
            go=tuple(package._replace(path=_path(package.path, module)) for package in plan.previous.go)
        ),
    )


def _all(plan: Plan) -> list[Import]:
    found = list(plan.imports)
    for section in plan.sections:
        found += section.imports
    for crd in plan.crds:
        if isinstance(crd, Crd):
            found += crd.imports
    return found


def _imports(entries: tuple[Import, ...], module: str) -> tuple[Import, ...]:
    return tuple(entry._replace(path=_path(entry.path, module)) for entry in entries)


def _path(path: Word, module: str) -> Word:
    if not path.value.startswith("./"):
        return path
    rest = path.value.removeprefix("./").strip("/")
    return Word(f"{module}/{rest}" if rest else module, path.span)
