"""A plan as the whole document in the order of the blank form.

What is written is read again: whatever the form for people does not say exactly is written in YAML instead, so that
the document means what the plan means.
"""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.diagnostics import Report
from scaffold.documents import contracts, prose
from scaffold.documents.places import Place, assembled
from scaffold.documents.same import sayings
from scaffold.documents.waves import wave_places
from scaffold.model import Plan
from scaffold.node import Mapping
from scaffold.plan.markdown.reader import read_markdown
from scaffold.plan.order import ordered
from scaffold.source import Source

_ROUNDS = 4


def document(root: Mapping, plan: Plan, report: Report) -> str:
    """The document of a plan and its tree. What even YAML cannot say in a document is told."""
    tree = ordered(root)
    assert isinstance(tree, Mapping)
    places = list(_places(plan, prose.Source(tree)))
    title = f"# {_phase(plan)}Architecture Plan"
    wanted = sayings(plan)
    fenced: set[str] = set()
    text = assembled(title, places, fenced)
    different: set[str] = set()
    for _ in range(_ROUNDS):
        different = _different(text, wanted)
        more = different & {place.key for place in places} - fenced
        if not more:
            break
        fenced |= more
        text = assembled(title, places, fenced)
    for key in sorted(different):
        name = key.removeprefix("section:")
        report.warning("docs-differ", f"{name} cannot be said in a document as the plan says it", plan.span)
    return text


def _phase(plan: Plan) -> str:
    return f"Phase {plan.phase.number} " if plan.phase.number else ""


def _places(plan: Plan, source: prose.Source) -> Iterator[Place]:
    architecture = f"## \U0001f3d7️ {_phase(plan)}Architecture"
    yield from prose.vision(plan, source)
    yield from prose.previous(plan, source)
    yield from contracts.previous_go(plan, source)
    yield from prose.lessons(plan, source)
    yield from prose.decisions(plan, source, architecture)
    hooks: list[Place] = []
    after: list[Place] = []
    packages: list[Place] = []
    for section in plan.sections:
        found = list(contracts.section_places(section, source, architecture))
        if section.key == "extensions":
            hooks += found
        elif section.key == "plugins":
            after += found
        elif section.key.startswith("contracts."):
            packages += found
        else:
            yield from found
    yield from packages
    yield from contracts.crd_places(plan, source, architecture)
    yield from after
    yield from wave_places(plan, source)
    yield from prose.features(plan, source)
    yield from prose.specs(plan, source)
    yield from prose.integration(plan, source)
    yield from hooks
    yield from prose.success(plan, source)
    yield from prose.risks(plan, source)
    yield from prose.appendix(plan, source)


def _different(text: str, wanted: dict[str, object]) -> set[str]:
    """What the document says differently from the plan."""
    found = read_markdown(Source("plan.md", text), "plan.md", Report())
    said = sayings(found) if found is not None else {}
    empty = sayings(Plan(Source("", ""), ""))
    return {key for key in {*wanted, *said} if wanted.get(key, empty.get(key)) != said.get(key, empty.get(key))}
