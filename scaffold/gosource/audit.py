"""What scaffold's own checks refuse of a plan that was read from Go, by the declarations that it is of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from scaffold.diagnostics import Diagnostic, Report, Severity
from scaffold.golang.ast import Decl, FuncDecl, Interface, Struct, TypeDecl, ValueDecl
from scaffold.gosource.package import Refusals, shown_name
from scaffold.model import CrdGo, GoFragment, Plan
from scaffold.pipeline import Input, Settings, make
from scaffold.plan.reader import read_plan
from scaffold.source import Source

_BODIES = ("body-stubbed",)
_VALUES = ("value-dropped",)
_NAME = "plan.yaml"


class _Place(NamedTuple):
    """A stretch of the plan that begins at an offset: what it declares, in which section.

    `has_body`: it is a function that is written with its body.
    """

    offset: int
    section: str
    name: str
    has_body: bool


def find_refusals(text: str) -> dict[str, Refusals]:
    """What the checks refuse, by section of `contracts`. What has no place in a declaration is not among it."""
    report = Report()
    make(Input(text.encode(), _NAME, _NAME), Settings(), report)
    plan = read_plan(Source(_NAME, text), _NAME, Report())
    problems = [problem for problem in report if _is_refusal(problem)]
    found: dict[str, Refusals] = {}
    if plan is None or not problems:
        return found
    places = sorted(_places(plan))
    ahead = 0
    # Messages come in the order of their places.
    for problem in problems:
        offset = problem.span.offsets[0]
        while ahead < len(places) and places[ahead].offset <= offset:
            ahead += 1
        if not ahead:
            continue
        place = places[ahead - 1]
        refusals = found.setdefault(place.section, Refusals({}, {}))
        if problem.code in _BODIES:
            if place.has_body:
                refusals.bodies.setdefault(place.name, _reason(problem))
        else:
            refusals.decls.setdefault(place.name, _reason(problem))
    return found


def _is_refusal(problem: Diagnostic) -> bool:
    return problem.severity is Severity.ERROR or problem.code in (*_BODIES, *_VALUES)


def _reason(problem: Diagnostic) -> str:
    message = problem.message
    if problem.code in _BODIES and ": " in message:
        message = message.partition(": ")[2]
    return message


def _places(plan: Plan) -> Iterator[_Place]:
    for section in plan.sections:
        yield _Place(section.span.offsets[0], section.key, "", False)
        for fragment in section.go:
            yield from _fragment(section.key, fragment)
    for number, crd in enumerate(plan.crds):
        if isinstance(crd, CrdGo):
            for fragment in crd.fragments:
                yield from _fragment(f"crds.{number}", fragment)


def _fragment(section: str, fragment: GoFragment) -> Iterator[_Place]:
    yield _Place(fragment.text.span(0, 0).offsets[0], section, "", False)
    for decl in fragment.parsed.decls:
        yield from _decl(section, decl)


def _decl(section: str, decl: Decl) -> Iterator[_Place]:
    match decl:
        case FuncDecl():
            start = decl.receiver.span if decl.receiver is not None else decl.span
            yield _Place(start.offsets[0], section, shown_name(decl), bool(decl.body.value))
        case ValueDecl():
            for spec in decl.specs:
                for name, _ in spec.names:
                    yield _Place(spec.span.offsets[0], section, name, False)
        case TypeDecl():
            yield _Place(decl.span.offsets[0], section, decl.name, False)
            if isinstance(decl.type, Struct):
                for field in decl.type.fields:
                    yield _Place(field.span.offsets[0], section, f"{decl.name}.{field.promoted_name}", False)
            elif isinstance(decl.type, Interface):
                for method in decl.type.methods:
                    yield _Place(method.span.offsets[0], section, f"{decl.name}.{method.name}", False)
