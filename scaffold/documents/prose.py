"""The prose of a plan in the spelling of the blank form: labels, lists, tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scaffold.documents.imports import unstated
from scaffold.documents.places import Place, heading_text, yaml_fence
from scaffold.model import Decision, Feature, Plan, Risk
from scaffold.node import Mapping, Node
from scaffold.plan.built import tree

VISION = "## \U0001f3af Phase Vision Alignment"
PREVIOUS = "## \U0001f4ca Analysis of Previous Phases"
WAVES = "## \U0001f504 Wave Parallelization Strategy"
FEATURES = "## \U0001f4c8 MVP vs Nice-to-Have Classification"
SPECS = "## \U0001f527 Technical Specifications"
INTEGRATION = "## \U0001f50c Integration Points"
SUCCESS = "## ✅ Success Criteria"
RISKS = "## \U0001f6a8 Risk Analysis and Mitigation"
APPENDIX = "## \U0001f4da Appendix"

_PHASE = (
    ("Phase Number", "number"),
    ("Phase Name", "name"),
    ("Created By", "created_by"),
    ("Created After", "created_after"),
    ("Date", "date"),
)
_DECISION = (
    ("Choice", "choice"),
    ("Rationale", "rationale"),
    ("Alternatives Considered", "alternatives"),
    ("Impact on Implementation", "impact"),
    ("Risk", "risk"),
    ("Mitigation", "mitigation"),
)
_RISK = (
    ("Probability", "probability"),
    ("Impact", "impact"),
    ("Description", "description"),
    ("Mitigation", "mitigation"),
    ("Contingency", "contingency"),
)
_TIERS = (
    ("MVP Features (Early Waves - MUST HAVE)", "mvp"),
    ("Enhanced Features (Middle Waves - SHOULD HAVE)", "enhanced"),
    ("Nice-to-Have Features (Later Waves - COULD HAVE)", "nice_to_have"),
)


class Source:
    """The tree of a plan, by key, for the forms in YAML."""

    def __init__(self, root: Mapping) -> None:
        self.root = root

    def fence(self, *keys: str) -> list[str]:
        """What stands under a key of the plan, or under a key inside that, as YAML; nothing for nothing."""
        found = self.node(*keys)
        if found is None:
            return []
        for key in reversed(keys):
            found = tree({key: found})
        return yaml_fence(found)

    def node(self, *keys: str) -> Node | None:
        """What stands under a key, and a key inside that."""
        found: Node | None = self.root
        for key in keys:
            found = found.get(key) if isinstance(found, Mapping) else None
        return found


def vision(plan: Plan, source: Source) -> Iterator[Place]:
    """Phase Vision Alignment, and what the plan as a whole is told."""
    phase = plan.phase
    labels = [f"**{label}**: {getattr(phase, key)}  " for label, key in _PHASE if getattr(phase, key)]
    yield Place("phase", (VISION,), labels, source.fence("phase"))
    settings = {key: source.node(key) for key in ("version", "module", "go", "imports", "owners", "generate", "allow")}
    more = tree(unstated(plan))
    if isinstance(more, Mapping) and more.entries:
        stated = settings["imports"]
        own = stated.entries if isinstance(stated, Mapping) else ()
        settings["imports"] = more._replace(entries=(*own, *more.entries))
    yield from _both("settings", (VISION,), {key: node for key, node in settings.items() if node is not None})
    for heading, text in (
        ("### Master Plan Alignment", phase.alignment),
        ("### Phase Mission Statement", phase.mission),
    ):
        if text:
            yield Place("phase", (VISION, heading), text.split("\n"), [])


def _both(key: str, headings: tuple[str, ...], value: dict[str, Node]) -> Iterator[Place]:
    """What is YAML in the blank form too."""
    if value:
        lines = yaml_fence(tree(value))
        yield Place(key, headings, lines, lines)


def previous(plan: Plan, source: Source) -> Iterator[Place]:
    """Analysis of Previous Phases; its Go is `scaffold.documents.contracts`' business."""
    established = (PREVIOUS, "### Established Architecture (What We Can Reuse)")
    apis = source.node("previous", "apis")
    lines = yaml_fence(apis) if isinstance(apis, Mapping) and apis.entries else []
    yield Place("apis", (*established, "#### APIs and Contracts"), lines, source.fence("previous", "apis"))
    libraries = source.node("previous", "libraries")
    lines = yaml_fence(tree({"libraries": libraries})) if plan.previous.libraries and libraries is not None else []
    yield Place("libraries", (*established, "#### Core Libraries"), lines, source.fence("previous", "libraries"))


def lessons(plan: Plan, source: Source) -> Iterator[Place]:
    """What earlier phases taught, and what they left to be paid."""
    lines = []
    for lesson in plan.previous.lessons:
        lines.append(f"- **Learning**: {lesson.learning}")
        if lesson.adjustment:
            lines.append(f"  **Adjustment**: {lesson.adjustment}")
    yield Place("lessons", (PREVIOUS, "### Lessons Learned"), lines, source.fence("previous", "lessons"))
    lines = [
        f"- [{'x' if debt.done else ' '}] {debt.item}{f': {debt.plan}' if debt.plan else ''}"
        for debt in plan.previous.debt
    ]
    yield Place("debt", (PREVIOUS, "### Technical Debt to Address"), lines, source.fence("previous", "debt"))


def _labelled(record: Decision | Risk, labels: Iterable[tuple[str, str]]) -> list[str]:
    known = [(label, str(getattr(record, key))) for label, key in labels if getattr(record, key)]
    return [f"- **{label}**: {text}" for label, text in (*known, *record.more)]


def decisions(plan: Plan, source: Source, architecture: str) -> Iterator[Place]:
    """Core Architectural Decisions."""
    head = (architecture, "### Core Architectural Decisions")
    fenced = source.fence("decisions")
    for number, decision in enumerate(plan.decisions, 1):
        heading = f"#### Decision {number}: {heading_text(decision.name)}"
        yield Place("decisions", (*head, heading), _labelled(decision, _DECISION), [])
    yield Place("decisions", head, [], fenced if plan.decisions else [])


def enablers(plan: Plan, source: Source) -> Iterator[Place]:
    """Parallelization Enablers."""
    head = (WAVES, "### Parallelization Enablers")
    for name, rules in plan.enablers:
        lines = []
        for enabler in rules:
            lines.append(f"- {enabler.rule}")
            if enabler.benefit:
                lines.append(f"- **Benefit**: {enabler.benefit}")
        yield Place("enablers", (*head, f"#### {heading_text(name)}"), lines, [])
    yield Place("enablers", head, [], source.fence("enablers") if plan.enablers else [])


def features(plan: Plan, source: Source) -> Iterator[Place]:
    """MVP vs Nice-to-Have."""
    fenced = source.fence("features")
    for heading, key in _TIERS:
        found: tuple[Feature, ...] = getattr(plan.features, key)
        lines = [f"{number}. {_feature(feature)}" for number, feature in enumerate(found, 1)]
        if lines:
            yield Place("features", (FEATURES, f"### {heading}"), lines, fenced)
            fenced = []


def _feature(feature: Feature) -> str:
    wave = f" (Wave {feature.wave.value})" if feature.wave is not None else ""
    return f"**{feature.name}**{': ' if feature.why else ''}{feature.why}{wave}"


def specs(plan: Plan, source: Source) -> Iterator[Place]:
    """Technical Specifications."""
    numbers = {key: source.node("specs", key) for key in ("latency", "throughput", "resources")}
    there = {key: node for key, node in numbers.items() if node is not None}
    if there:
        heading = (SPECS, "### Performance Requirements")
        yield Place("performance", heading, yaml_fence(tree(there)), yaml_fence(tree({"specs": there})))
    for title, key in (
        ("### Security Requirements", "security"),
        ("### Scalability Considerations", "scalability"),
    ):
        lines = [f"- **{name}**: {text}" for name, text in getattr(plan.specs, key)]
        yield Place(key, (SPECS, title), lines, source.fence("specs", key))


def integration(plan: Plan, source: Source) -> Iterator[Place]:
    """Integration Points, the extension points apart."""
    for key, heading in (("integrations", "### Previous Phase APIs"), ("external", "### External Systems")):
        node = source.node(key)
        yield from _both(key, (INTEGRATION, heading), {} if node is None else {key: node})


def success(plan: Plan, source: Source) -> Iterator[Place]:
    """Success Criteria."""
    fenced = source.fence("success")
    for heading, found in (
        ("### Architectural Success", plan.success.architecture),
        ("### Implementation Success", plan.success.implementation),
    ):
        lines = [f"- [{'x' if criterion.done else ' '}] {criterion.text}" for criterion in found]
        if lines:
            yield Place("success", (SUCCESS, heading), lines, fenced)
            fenced = []


def risks(plan: Plan, source: Source) -> Iterator[Place]:
    """Risk Analysis and Mitigation."""
    for number, risk in enumerate(plan.risks, 1):
        yield Place("risks", (RISKS, f"### Risk {number}: {heading_text(risk.name)}"), _labelled(risk, _RISK), [])
    yield Place("risks", (RISKS,), [], source.fence("risks"))


def appendix(plan: Plan, source: Source) -> Iterator[Place]:
    """Glossary, references, history."""
    lines = [f"- **{term}**: {text}" for term, text in plan.glossary]
    yield Place("glossary", (APPENDIX, "### Glossary"), lines, source.fence("glossary"))
    lines = [f"- [{each.title}]({each.url})" if each.url else f"- {each.title}" for each in plan.references]
    yield Place("references", (APPENDIX, "### References"), lines, source.fence("references"))
    lines = [_row(each) for each in plan.history]
    head = ["| Version | Date | Author | Changes |", "|---------|------|--------|---------|"]
    yield Place(
        "history", (APPENDIX, "### Document History"), [*head, *lines] if lines else [], source.fence("history")
    )


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
