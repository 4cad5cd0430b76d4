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
    "vision": ("phase vision alignment", "vision alignment", "phase vision"),
    "alignment": ("master plan alignment",),
    "mission": ("phase mission statement", "mission statement", "phase mission", "mission"),
    "previous": ("analysis previous phases", "previous phase analysis"),
    "established": ("established architecture what we can reuse", "established architecture"),
    "libraries": ("core libraries",),
    "lessons": ("lessons learned",),
    "debt": ("technical debt address", "technical debt"),
    "decisions": ("core architectural decisions", "architectural decisions", "architecture decisions"),
    "api": ("apis contracts", "api contracts", "primary apis contracts", "service contracts"),
    "abstractions": ("abstractions interfaces", "abstractions"),
    "contracts": ("contract packages", "other contracts"),
    "crds": ("crds schemas", "crds", "custom resource definitions", "crd schemas"),
    "plugins": ("plugin system architecture", "plugin architecture", "plugin system"),
    "waves": ("wave parallelization strategy", "parallelization strategy", "wave strategy"),
    "graph": ("wave dependency graph",),
    "features": ("mvp vs nice have classification", "mvp vs nice have", "mvp nice have"),
    "mvp": ("mvp features", "mvp"),
    "enhanced": ("enhanced features",),
    "nice_to_have": ("nice have features", "nice have"),
    "specs": ("technical specifications",),
    "performance": ("performance requirements",),
    "security": ("security requirements",),
    "scalability": ("scalability considerations", "scalability"),
    "integration": ("integration points",),
    "integrations": ("previous phase apis",),
    "external": ("external systems",),
    "extensions": ("future phase hooks", "future hooks", "extension points"),
    "success": ("success criteria",),
    "architecture": ("architectural success",),
    "implementation": ("implementation success",),
    "risks": ("risk analysis mitigation", "risk analysis", "risks", "risks mitigations"),
    "appendix": ("appendix",),
    "glossary": ("glossary",),
    "references": ("references",),
    "history": ("document history", "revision history"),
}
_INSIDE: Final = {
    "mvp": "features",
    "enhanced": "features",
    "nice_to_have": "features",
    "architecture": "success",
    "implementation": "success",
    "established": "previous",
    "libraries": "previous",
    "lessons": "previous",
    "debt": "previous",
    "mission": "vision",
    "alignment": "vision",
    "security": "specs",
    "scalability": "specs",
    "performance": "specs",
}
"""Parts that mean something only inside another one: these words are common elsewhere."""

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
        found = _TABLE.get(frozenset(words(self.title).split()), "") if self.heading else ""
        if found and _INSIDE.get(found, "") and not self.inside(_INSIDE[found]):
            return ""
        return found

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
