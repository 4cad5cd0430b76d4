"""The document as parts under headings, and which part of the blank form each is.

Headings are matched by their words: emoji, emoji in a wrong encoding, numbers, case, brackets and "Phase 3" do not
count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from scaffold.markdown.blocks import Block, Document, Heading, Item, List, Paragraph, Quote
from scaffold.markdown.inline import plain
from scaffold.source import Span, Text

_ROLES: Final = {
    "vision": (
        "phase vision alignment",
        "vision alignment",
        "phase vision",
        "phase overview",
        "phase information",
        "document information",
        "metadata",
    ),
    "alignment": ("master plan alignment",),
    "mission": (
        "phase mission statement",
        "mission statement",
        "phase mission",
        "mission",
        "phase goal",
        "phase objective",
    ),
    "previous": ("analysis previous phases", "previous phase analysis"),
    "established": ("established architecture what we can reuse", "established architecture"),
    "libraries": ("core libraries",),
    "lessons": ("lessons learned", "lessons", "lessons previous phases", "lessons from previous phases"),
    "debt": ("technical debt address", "technical debt", "tech debt", "known technical debt"),
    "decisions": (
        "core architectural decisions",
        "architectural decisions",
        "architecture decisions",
        "key design decisions",
        "design decisions",
        "key decisions",
        "key architectural decisions",
        "key architecture decisions",
        "technical decisions",
        "key technical decisions",
        "major decisions",
        "architecture decision records",
        "architectural decision records",
        "decision records",
        "adrs",
        "decisions",
        "decision log",
    ),
    "api": ("apis contracts", "api contracts", "primary apis contracts", "service contracts"),
    "abstractions": ("abstractions interfaces", "abstractions"),
    "enablers": ("parallelization enablers",),
    "contracts": ("contract packages", "other contracts"),
    "crds": ("crds schemas", "crds", "custom resource definitions", "crd schemas"),
    "plugins": ("plugin system architecture", "plugin architecture", "plugin system"),
    "waves": ("wave parallelization strategy", "parallelization strategy", "wave strategy"),
    "graph": ("wave dependency graph",),
    "features": (
        "mvp vs nice have classification",
        "mvp vs nice have",
        "mvp nice have",
        "features",
        "feature classification",
        "scope features",
    ),
    "mvp": ("mvp features", "mvp"),
    "enhanced": ("enhanced features",),
    "nice_to_have": ("nice have features", "nice have"),
    "specs": (
        "technical specifications",
        "technical requirements",
        "non functional requirements",
        "nonfunctional requirements",
        "quality attributes",
        "specifications",
    ),
    "performance": (
        "performance requirements",
        "performance targets",
        "performance goals",
        "performance objectives",
        "performance specifications",
        "performance budget",
        "performance criteria",
        "performance",
        "slos",
        "service level objectives",
    ),
    "security": ("security requirements", "security", "security considerations"),
    "scalability": ("scalability considerations", "scalability", "scalability requirements"),
    "integration": ("integration points",),
    "integrations": ("previous phase apis",),
    "external": ("external systems",),
    "extensions": ("future phase hooks", "future hooks", "extension points"),
    "success": (
        "success criteria",
        "success metrics",
        "acceptance criteria",
        "definition done",
        "exit criteria",
        "phase success criteria",
        "success measures",
    ),
    "architecture": ("architectural success",),
    "implementation": ("implementation success",),
    "risks": (
        "risk analysis mitigation",
        "risk analysis",
        "risks",
        "risks mitigations",
        "risk assessment",
        "risk assessment mitigation",
        "risk register",
        "risk matrix",
        "risk management",
        "risk mitigation",
        "risks mitigation",
        "risks mitigation strategies",
        "technical risks",
        "risks assumptions",
        "key risks",
        "risks open questions",
        "risks concerns",
    ),
    "appendix": ("appendix",),
    "glossary": (
        "glossary",
        "terminology",
        "definitions",
        "glossary terms",
        "glossary abbreviation",
        "glossary abbreviations",
        "terms definitions",
        "terms",
        "key terms",
        "definitions terms",
    ),
    "references": (
        "references",
        "related documents",
        "further reading",
        "related documentation",
        "reference documents",
        "links",
    ),
    "history": (
        "document history",
        "revision history",
        "change log",
        "changelog",
        "version history",
        "change history",
        "implementation history",
        "document revisions",
    ),
}
_INSIDE: Final = {
    "mvp": "features",
    "enhanced": "features",
    "nice_to_have": "features",
    "architecture": "success",
    "implementation": "success",
    "established": "previous",
    "libraries": "previous",
}
"""Parts that mean something only inside another one."""

_COMMON: Final = {
    "security": "specs",
    "scalability": "specs",
    "performance": "specs",
    "features": "",
    "specifications": "",
    "slos": "specs",
    "metadata": "",
    "definitions": "appendix",
    "terms": "appendix",
    "links": "appendix",
    "lessons": "previous",
}
"""Single words that are common headings: they mean a part of the form only inside this one, empty for nowhere."""

_ABOUT_RISKS: Final = frozenset(
    (
        *("risk", "risks", "analysis", "assessment", "assumptions", "challenges", "concerns", "key", "main", "major"),
        *("management", "matrix", "mitigation", "mitigations", "open", "plan", "potential", "project", "questions"),
        *("register", "strategies", "strategy", "technical", "top"),
    )
)
_STEP = re.compile(r"\b(?:wave|effort|agent|task|stream|pr|milestone|sprint|step)\b", re.IGNORECASE)
"""A part of the work: criteria and risks under such a heading are those of the step, not of the plan."""

_NUMBERING = re.compile(
    r"^\W*(?:(?:section|part|chapter|step)\s+)?(?:\d+[\d.]*|[a-z]\.|[ivx]+\.)\s*[.):-]?\s+", re.IGNORECASE
)
_PHASE = re.compile(r"\bphase\s*[-#]?\s*(?:\d[\d.]*|[ivx]+\b|\[[^\]]*\])\s*[:.-]?", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)")
_STOP = frozenset(["and", "the", "of", "to", "for", "a", "an", "in", "s", "our", "this", "with"])


def words(title: str) -> str:
    """What counts of a heading: its words in lower case, single-spaced."""
    bare = _PHASE.sub(" ", _BRACKETS.sub(" ", title))
    bare = _NUMBERING.sub("", re.sub(r"[^\x00-\x7f]+", " ", bare).strip())
    return " ".join(word for word in re.findall(r"[a-z0-9]+", bare.lower()) if word not in _STOP)


_TABLE: Final = {frozenset(title.split()): role for role, titles in _ROLES.items() for title in titles}


class Part:
    """A heading with what stands under it. The document itself is the part without a heading.

    `blocks` are those before the next heading, `parts` the headings of a lower level inside. `role` is its place in the
    blank form, empty for none.
    """

    __slots__ = ("blocks", "heading", "parent", "parts", "role", "title", "used")

    def __init__(self, heading: Heading | None, parent: Part | None) -> None:
        self.heading = heading
        self.parent = parent
        self.blocks: list[Block] = []
        self.parts: list[Part] = []
        self.title = plain(heading.text).value.strip() if heading else ""
        self.role = self._role()
        # Whether the plan took anything from it.
        self.used = False

    @property
    def level(self) -> int:
        """The level of the heading; 0 for the document."""
        return self.heading.level if self.heading else 0

    @property
    def text(self) -> Text:
        """The words of the heading, without marks."""
        assert self.heading is not None
        return plain(self.heading.text)

    @property
    def span(self) -> Span:
        """The heading's place."""
        assert self.heading is not None
        return self.heading.text.span()

    def _role(self) -> str:
        title = words(self.title) if self.heading else ""
        role = _TABLE.get(frozenset(title.split()), "")
        if not role and _is_of_risks(title):
            role = "risks"
        outer = _COMMON.get(title, _INSIDE.get(role))
        if outer is not None and not self.inside(outer):
            return ""
        return "" if role in ("success", "risks") and self._is_of_step() else role

    def _is_of_step(self) -> bool:
        part = self.parent
        while part is not None and part.heading is not None:
            if part.role == "waves" or (part.level > 1 and _STEP.search(part.title)):
                return True
            part = part.parent
        return False

    def inside(self, role: str) -> bool:
        """Whether the part stands somewhere under one of that role."""
        part = self.parent
        while part is not None:
            if part.role == role:
                return True
            part = part.parent
        return False

    def is_below(self, other: Part) -> bool:
        """Whether the part stands somewhere under another one."""
        part = self.parent
        while part is not None and part is not other:
            part = part.parent
        return part is other

    def walk(self) -> Iterator[Part]:
        """This part and those inside, in order."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def use(self) -> None:
        """Note that the plan took something from here."""
        part: Part | None = self
        while part is not None and not part.used:
            part.used = True
            part = part.parent


def _is_of_risks(title: str) -> bool:
    """Whether a heading speaks of risks and of nothing else."""
    found = set(title.split())
    return bool(found & {"risk", "risks"}) and found <= _ABOUT_RISKS


def outline(document: Document) -> Part:
    """The parts of a document."""
    root = Part(None, None)
    current = root
    for block in document.blocks:
        if isinstance(block, Heading):
            while current.level >= block.level:
                assert current.parent is not None
                current = current.parent
            part = Part(block, current)
            current.parts.append(part)
            current = part
        else:
            current.blocks.append(block)
    return root


def with_before(
    blocks: list[Block] | tuple[Block, ...], lead: Text | None = None
) -> Iterator[tuple[Block, Text | None]]:
    """Every block, those in lists and quotes included, each with the prose right before it.

    For the first block of a list's item that is what introduces the list; headings inside quotes are prose.
    """
    before = lead
    for block in blocks:
        yield block, before
        if isinstance(block, List):
            for item in block.items:
                yield from with_before(item.blocks, before)
        elif isinstance(block, Quote):
            yield from with_before(block.blocks, before)
        before = block.text if isinstance(block, Paragraph | Heading) else _last(block)


def _last(block: Block) -> Text | None:
    """The prose that a block ends with: a list's last item introduces the fence behind it, badly indented."""
    if isinstance(block, List) and block.items:
        last: Item = block.items[-1]
        if len(last.blocks) == 1 and isinstance(last.blocks[0], Paragraph):
            return last.blocks[0].text
    return None
