"""A plan as the whole document in the order of the blank form.

What is written is read again: whatever the form for people does not say exactly is written in YAML instead, so that
the document means what the plan means.
"""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.diagnostics import Report, Severity
from scaffold.documents import contracts, prose
from scaffold.documents.convert import is_readable
from scaffold.documents.places import Place, assembled, heading_text
from scaffold.documents.same import sayings
from scaffold.documents.waves import wave_places
from scaffold.model import Plan
from scaffold.node import Mapping
from scaffold.plan.document import read_document
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
    for _ in range(_ROUNDS):
        text = assembled(title, places, fenced)
        scratch = Report()
        different = _different(text, wanted, scratch)
        known = {place.key for place in places}
        # Where something is read that the plan does not say, any of the forms may be what is misread.
        more = different & known - fenced or (known - fenced if different else set())
        if not more:
            break
        fenced |= more
    unreadable = next((found for found in scratch if found.severity is Severity.ERROR), None)
    if unreadable is not None:
        report.warning("docs-differ", f"the document cannot be read as a plan: {unreadable.message}", plan.span)
    else:
        for key in sorted(different):
            name = key.removeprefix("section:")
            report.warning("docs-differ", f"{name} cannot be said in a document as the plan says it", plan.span)
    return text


def _phase(plan: Plan) -> str:
    number = heading_text(plan.phase.number)
    return f"Phase {number} " if number else ""


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
    yield from prose.enablers(plan, source)
    yield from prose.features(plan, source)
    yield from prose.specs(plan, source)
    yield from prose.integration(plan, source)
    yield from hooks
    yield from prose.success(plan, source)
    yield from prose.risks(plan, source)
    yield from prose.appendix(plan, source)


def _different(text: str, wanted: dict[str, object], report: Report) -> set[str]:
    """What the document says differently from the plan; everything, where it is refused."""
    source = read_document(text.encode("utf-8", "replace"), "plan.md", report)
    found = read_markdown(source, "plan.md", report) if source is not None else None
    said = sayings(found) if found is not None and is_readable(found, report) else {}
    empty = sayings(Plan(Source("", ""), ""))
    return {key for key in {*wanted, *said} if wanted.get(key, empty.get(key)) != said.get(key, empty.get(key))}
