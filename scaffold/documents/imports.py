"""Imports that a document must state: there, a block of Go imports only what scaffold has a version of."""

from __future__ import annotations

from scaffold.golang.imports import last_element
from scaffold.golang.pins import requirements
from scaffold.model import Plan


def unstated(plan: Plan) -> dict[str, str]:
    """Name → import path of what blocks of Go import, scaffold has no version of, and no `imports` names.

    None of a lenient plan, which imports no more than a document does.
    """
    if plan.generate.lenient:
        return {}
    known = {entry.alias.value for entry in plan.imports} | {entry.path.value for entry in plan.imports}
    known |= {package.path.value for package in plan.previous.go}
    found: dict[str, str] = {}
    for section in plan.sections:
        own = known | {entry.path.value for entry in section.imports}
        for fragment in section.go:
            for spec in fragment.parsed.imports:
                name = spec.alias or last_element(spec.path)
                if name in ("_", ".") or name in own or spec.path in own or not requirements([spec.path]).unknown:
                    continue
                found.setdefault(name, spec.path)
    return dict(sorted(found.items()))
