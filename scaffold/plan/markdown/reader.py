"""From a Markdown document to the tree of a plan, and to the plan.

Whatever is left out or guessed on the way is told at its line, so that silence means read and used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from scaffold.diagnostics import Report
from scaffold.markdown.blocks import Block, Document, Fence, Heading, Paragraph, Table, read_blocks
from scaffold.model import Plan
from scaffold.node import Entry, Mapping, Node, Scalar, Sequence, scalars
from scaffold.plan.contracts import SECTION_KINDS
from scaffold.plan.markdown.contracts import Contracts
from scaffold.plan.markdown.crd_types import stated_groups
from scaffold.plan.markdown.go_fences import GO, language, looks_like_go, pieces
from scaffold.plan.markdown.merge import merged
from scaffold.plan.markdown.module import StatedModule, find_module
from scaffold.plan.markdown.nodes import composed, leaf
from scaffold.plan.markdown.outline import Part, outline, with_before
from scaffold.plan.markdown.placeholders import report_placeholders
from scaffold.plan.markdown.prose import read_prose
from scaffold.plan.markdown.waves import read_waves
from scaffold.plan.markdown.waves.known import Known, known_of
from scaffold.plan.markdown.yaml_fences import YAML, Found, read_fence
from scaffold.plan.reader import plan_of
from scaffold.source import Source, Text

_FENCE_IN_FENCE = re.compile(r"^[ \t]*(`{3,}|~{3,})[ \t]*(\w[\w.+-]*)[ \t]*$", re.MULTILINE)
_MODULE = re.compile(
    r"^module(?:[ \t]+([\w.~-]+(?:/[\w.~-]+)*)|:[ \t]+[\"']?([\w.~-]+(?:/[\w.~-]+)+)[\"']?)[ \t]*(?://.*|#.*)?$",
    re.MULTILINE,
)


class _Block(NamedTuple):
    """A fence where it stands."""

    fence: Fence
    part: Part
    before: Text | None


_CONTRACTS = frozenset([*SECTION_KINDS, "contracts", "crds"])
"""Keys of a plan under which something is declared."""


class Choices(NamedTuple):
    """What else counts for reading a document.

    `on_duplicate` is ``error``, ``first`` or ``last``: which of two declarations of one type stays. `group` is the API
    group that the command line gives to kinds without one. `known` is what another document of the plan declares.
    """

    on_duplicate: str = "error"
    group: str | None = None
    known: Known | None = None


def read_markdown(source: Source, name: str, report: Report, choices: Choices | None = None) -> Plan | None:
    """Read a Markdown plan. `name` is the base name that generated files carry.

    None if the document cannot be read or is an unfilled template; else everything that could be read.
    """
    tree = read_tree(source, report, choices)
    return None if tree is None else plan_of(source, name, tree, report)


def read_tree(source: Source, report: Report, choices: Choices | None = None) -> Mapping | None:
    """The tree of a Markdown plan, as plan.yaml would have it."""
    document = read_blocks(source, report)
    if document is None:
        return None
    root = outline(document)
    if report_placeholders(document, root, report):
        return None
    return _Reader(source, document, root, report, choices or Choices()).read()


class _Reader:
    def __init__(self, source: Source, document: Document, root: Part, report: Report, choices: Choices) -> None:
        self.source = source
        self.document = document
        self.root = root
        self.report = report
        self.choices = choices
        self.contracts = Contracts(report, choices.on_duplicate, choices.group)
        self.yaml = Found([], [], [])
        self.module: Scalar | None = None
        # Fences that nothing was taken from, by where they begin: the waves may yet want one.
        self.left: list[tuple[_Block, str]] = []

    def read(self) -> Mapping:
        """All of it."""
        fences = list(self._fences())
        self._go([each for each in fences if _is_go(each.fence)])
        for each in fences:
            if not _is_go(each.fence):
                self._other(each)
        at = self.source.span(0, 0)
        groups = stated_groups([each.fence.code for each in fences if language(each.fence) in YAML])
        stated = frozenset(_stated_imports(self.yaml.entries))
        entries = [
            *self._module(fences),
            *read_prose(self.root, self.report),
            *self.yaml.entries,
            *self.contracts.entries(groups, stated),
        ]
        if self.yaml.crds:
            entries.append(Entry(composed("crds", self.yaml.crds[0].span, True), _list(self.yaml.crds)))
        waves = None
        if not any(entry.key.value == "waves" for entry in self.yaml.entries):
            waves, owners = read_waves(self.document.blocks, self.report, self._known(entries))
            if owners is not None:
                entries.append(Entry(composed("owners", owners.span, True), owners))
        if waves is not None:
            entries.append(Entry(composed("waves", waves.span, True), waves))
        self._leftovers(waves)
        return merged(entries, at, self.report)

    # --- fences ----------------------------------------------------------------------------------------------------

    def _fences(self) -> Iterator[_Block]:
        for part in self.root.walk():
            for block, before in with_before(part.blocks, part.heading.text if part.heading else None):
                if isinstance(block, Fence):
                    for fence in self._parted(block):
                        yield _Block(fence, part, before)

    def _parted(self, fence: Fence) -> Iterator[Fence]:
        """The fences that a fence without its end has swallowed: no closing fence names a language."""
        code = fence.code
        marks: list[tuple[int, int, Text]] = [(0, 0, fence.info)]
        if not fence.indented and language(fence) not in ("markdown", "md", "text", "txt"):
            marks += [
                (found.start(), min(found.end() + 1, len(code.value)), code.part(*found.span(2)))
                for found in _FENCE_IN_FENCE.finditer(code.value)
            ]
        for number, (_, start, info) in enumerate(marks):
            following = marks[number + 1][0] if number + 1 < len(marks) else None
            if following is not None:
                line = code.span(marks[number + 1][0], marks[number + 1][0] + 1).begin.line
                why = f"is not closed before another one opens in line {line}"
            elif not fence.closed and not fence.indented:
                why = "is never closed"
            else:
                why = ""
            if why:
                self.report.warning("fence-unclosed", f"the fence that opens here {why}", info.span(0, 1), "close it")
            part = code if len(marks) == 1 else code.part(start, len(code.value) if following is None else following)
            yield fence._replace(info=info, code=part)

    def _go(self, fences: list[_Block]) -> None:
        found = []
        for each in fences:
            of_fence = pieces(each.fence, self.report)
            if of_fence:
                each.part.use()
                self._tell_odd(each.fence)
                found.append((each.part, of_fence, each.before))
        self.contracts.take(found)

    def _tell_odd(self, fence: Fence) -> None:
        at = fence.code.span(0, 1)
        if fence.indented:
            self.report.note("go-found", "an indented block is read as Go", at)
        elif not language(fence):
            self.report.note("go-found", "a fence without a language is read as Go", at)
        elif fence.within:
            self.report.note("go-found", f"a fence inside a {fence.within} is read as Go", at)

    def _other(self, each: _Block) -> None:
        tag = language(each.fence)
        if tag in YAML:
            if read_fence(each.fence, each.part, self.report, self.yaml):
                each.part.use()
        elif not each.fence.indented:
            self.left.append((each, f"a fence of {tag}" if tag else "a fence without a language"))

    def _known(self, entries: list[Entry]) -> Callable[[], Known] | None:
        """What waves may refer to; None where the document has waves alone, so that nothing can be told of it."""
        if any(entry.key.value in _CONTRACTS for entry in entries):
            return lambda: known_of(entries)
        known = self.choices.known
        return (lambda: known) if known is not None else None

    # --- the rest --------------------------------------------------------------------------------------------------

    def _module(self, fences: list[_Block]) -> Iterator[Entry]:
        """The module path, from a go.mod in the document, or as people state it; keys in YAML come in by themselves."""
        if self.document.front is not None:
            self.report.note(
                "front-matter", "of the front matter only the module is read", self.document.front.span(0, 1)
            )
        for each in fences:
            found = _MODULE.search(each.fence.code.value)
            if found is not None and language(each.fence) in (*GO, "", "go.mod", "gomod", "mod", "text"):
                path = each.fence.code.part(*found.span(1 if found[1] else 2))
                where = "a go.mod" if found[1] else "a line"
                self.report.note("module-found", f"the module is {path.value}, as {where} here says", path.span())
                self.left = [(left, what) for left, what in self.left if left.fence is not each.fence]
                each.part.use()
                yield Entry(composed("module", path.span(), True), leaf(path))
                return
        if any(entry.key.value == "module" for entry in self.yaml.entries):
            return
        stated = find_module(self.document, self.contracts.placed)
        in_yaml = self.yaml.modules
        if (stated is None or stated.guess) and len({text.value for text in in_yaml}) == 1:
            stated = StatedModule(in_yaml[0], "YAML that is no part of a plan")
        if stated is None:
            return
        if stated.guess:
            self.report.note(
                "module-found",
                f"the module is taken to be {stated.path.value}, from {stated.guess}",
                stated.path.span(),
                "state it: a line `**Module**: …`",
            )
        yield Entry(composed("module", stated.path.span(), True), leaf(stated.path))

    def _leftovers(self, waves: Sequence | None) -> None:
        """Tell what nothing was taken from: fences, and headings under which there is nothing of the plan."""
        places = sorted(leaf.span.offsets[0] for leaf in scalars(waves)) if waves is not None else []
        for part in self.root.walk():
            if part.heading is not None and not part.used and _holds(part, places):
                part.use()
        for each, what in self.left:
            code = each.fence.code
            graph = waves is not None and language(each.fence) == "mermaid"
            # What the waves leave out of a graph they tell themselves.
            if not graph and not _between(places, code) and each.part.used:
                self.report.note("fence-left-out", f"{what} has no place in a plan: left out", code.span(0, 1))
        self._unused(self.root)

    def _unused(self, part: Part) -> None:
        for inner in part.parts:
            if inner.used:
                self._unused(inner)
            elif inner.blocks or inner.parts:
                title = inner.title if len(inner.title) <= 60 else inner.title[:60] + "…"
                self.report.note("section-left-out", f"“{title}” has nothing for a plan: left out", inner.span)


def _is_go(fence: Fence) -> bool:
    tag = language(fence)
    return tag in GO or (not tag and looks_like_go(fence.code))


def _list(nodes: list[Node]) -> Sequence:
    return Sequence(tuple(nodes), nodes[0].span)


def _stated_imports(entries: list[Entry]) -> Iterator[str]:
    """The names and paths that the plan's own ``imports`` explain."""
    for entry in entries:
        if entry.key.value == "imports" and isinstance(entry.value, Mapping):
            for inner in entry.value.entries:
                yield inner.key.value
                path = inner.value.get("path") if isinstance(inner.value, Mapping) else inner.value
                if isinstance(path, Scalar):
                    yield path.value


def _between(places: list[int], text: Text) -> bool:
    from bisect import bisect_left

    first, last = text.origin(0), text.origin(max(len(text.value) - 1, 0))
    at = bisect_left(places, first)
    return at < len(places) and places[at] <= last


def _holds(part: Part, places: list[int]) -> bool:
    """Whether any of the places lies in the heading or in the blocks right under it."""
    if not places or part.heading is None:
        return False
    texts = [part.heading.text, *_texts(part.blocks)]
    return any(_between(places, text) for text in texts if text.value)


def _texts(blocks: list[Block] | tuple[Block, ...]) -> Iterator[Text]:
    for block, _ in with_before(blocks):
        if isinstance(block, Fence):
            yield block.code
        elif isinstance(block, Paragraph | Heading):
            yield block.text
        elif isinstance(block, Table):
            for row in (block.header, *block.rows):
                yield from row
