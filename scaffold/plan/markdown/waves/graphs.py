"""Waves and efforts in graphs: mermaid flowcharts, and the text trees of fences without a language."""

from __future__ import annotations

import re

from scaffold.markdown.mermaid import Graph, Node, read_graph
from scaffold.plan.markdown.waves.found import (
    DETAIL,
    GRAPH,
    LOOSE,
    Arrow,
    Chain,
    Claim,
    EffortMention,
    Found,
    Statement,
    WaveKey,
    WaveMention,
    name_claim,
    single,
)
from scaffold.plan.markdown.waves.labels import Taker
from scaffold.plan.markdown.waves.titles import chain_of, name_and_notes
from scaffold.plan.markdown.waves.words import Title, read_size, read_title
from scaffold.source import Text

_BREAK = re.compile(r"<br\s*/?>|\\n|\n", re.IGNORECASE)
_WAVE_ID = re.compile(r"w(?:ave)?[-_ ]?(\d{1,7})", re.IGNORECASE)
_PHASE = re.compile(r"[^A-Za-z0-9]*phase\b", re.IGNORECASE)
_BRANCH = re.compile(r"[a-z0-9]+(?:[-/][a-z0-9.]+)+")
_OUTLINE = re.compile(r"[├└│]|‚îú|‚îî|→|──|\bdepends on\b|\bafter wave\b|must be first|\bparallel\b|↓", re.IGNORECASE)  # noqa: RUF001 - a tree in a wrong encoding
_DOWN = re.compile(r"[\s│|]*(?:↓|⬇|▼|‚Üì)+[\s│|↓⬇▼]*")  # noqa: RUF001 - a tree in a wrong encoding
_TREE = re.compile(r"[\s│├└─┬┌|+`\\>→*•·‚îúÄÜíî™-]*")  # noqa: RUF001 - a tree in a wrong encoding


def take_graph(code: Text, found: Found, phase: str) -> None:
    """Every node of a flowchart that is a wave or an effort, and the edges between them."""
    graph = read_graph(code)
    if graph is not None:
        _Drawing(graph, found, phase).take()


class _Drawing:
    def __init__(self, graph: Graph, found: Found, phase: str) -> None:
        self.graph = graph
        self.found = found
        self.phase = phase
        self.source = found.source()
        # The wave whose group a node lies in, by the node's id.
        self.around: dict[str, WaveMention] = {}
        self.known: dict[str, WaveKey | EffortMention] = {}

    def take(self) -> None:
        """All of it."""
        waves = [
            mention
            for group in self.graph.subgraphs
            if (mention := self._group_wave(group.id, group.title, group.members))
        ]
        others = [node for node in self.graph.nodes if not self.found.full and not self._node(node)]
        if not self.known:
            return
        self.found.waves += waves
        if self.graph.cut:
            self.found.leave("graph", "the graph has more edges than are read", self.graph.nodes[0].id.span())
        for edge in self.graph.edges:
            before, after = self.known.get(edge.source), self.known.get(edge.target)
            if edge.directed and before is not None and after is not None and before is not after:
                self.found.arrows.append(Arrow(before, after, edge.span, GRAPH))
        for node in others:
            text = node.label or node.id
            if _PHASE.match(text.value):
                self.found.leave("outside", f"“{_line(text)}” is outside of this plan: left out", text.span())
            elif node.id.value not in {group.id for group in self.graph.subgraphs}:
                self.found.leave("node", f"“{_line(text)}” is neither a wave nor an effort: left out", text.span())

    def _group_wave(self, name: str, title: Text, members: tuple[str, ...]) -> WaveMention | None:
        read = read_title(title.value)
        if read is None or read.kind != "wave" or len(read.numbers) != 1:
            return None
        mention = _wave(read, title, self.phase)
        groups = {group.id: group.members for group in self.graph.subgraphs}
        ahead, seen = list(members), set(members)
        while ahead:
            inner = ahead.pop()
            self.around.setdefault(inner, mention)
            fresh = [each for each in groups.get(inner, ()) if each not in seen]
            seen.update(fresh)
            ahead += fresh
        self.known[name] = mention.key
        return mention

    def _node(self, node: Node) -> bool:
        name = node.id.value
        if name in self.known:
            return True
        lines = _lines(node.label) if node.label is not None else []
        first = lines[0] if lines else node.id
        if _PHASE.match(first.value) and not re.search(r"wave|effort|\bE\d", first.value, re.IGNORECASE):
            return False
        title = read_title(first.value, bare=True)
        by_id = read_title(name)
        wave_id = _WAVE_ID.fullmatch(name)
        if (title is not None and title.kind == "wave") or (title is None and wave_id is not None and by_id is None):
            number = title.numbers[0] if title is not None else (wave_id[1],) if wave_id else ("",)
            mention = WaveMention(
                WaveKey(title.phase if title and title.phase else self.phase, number[-1]), first.span(), 2
            )
            text = first.part(title.name, len(first.value)) if title is not None else first
            mention.name = name_claim(name_and_notes(text)[0], GRAPH) if node.label is not None else None
            self.found.waves.append(mention)
            self.known[name] = mention.key
            return True
        around = self.around.get(name)
        if title is None and by_id is None and around is None:
            return False
        effort = self._effort(node, title, by_id, first, lines, around)
        self.found.efforts.append(effort)
        self.known[name] = effort
        return True

    def _effort(
        self,
        node: Node,
        title: Title | None,
        by_id: Title | None,
        first: Text,
        lines: list[Text],
        around: WaveMention | None,
    ) -> EffortMention:
        best = (
            title if title is not None and title.kind != "wave" else by_id if by_id and by_id.kind != "wave" else None
        )
        kind, number, form = (best.kind, best.numbers[0], best.form) if best else ("effort", (), node.id.value)
        effort = EffortMention(kind, number, form, node.id.span(), self.source, self.phase)
        effort.aliases.append(node.id.value)
        if around is not None:
            effort.wave = (around.key, GRAPH, around.span)
        size = next((text for text in lines if read_size(text.value, unit=True)), None)
        effort.defines = 2 if around is not None or len(number) > 1 or size is not None or kind == "pr" else 0
        if size is not None:
            Taker(self.found).take(effort, "lines", size, GRAPH, self.phase)
        for text in lines[:2]:
            self._words(effort, text, title if text is first else None)
        return effort

    def _words(self, effort: EffortMention, text: Text, title: Title | None) -> None:
        """A name, or a branch, of a node's first lines."""
        rest = text.part(title.name, len(text.value)) if title is not None else text
        if _BRANCH.fullmatch(rest.value.strip()) and re.search(r"p\d+w\d+|/", rest.value):
            effort.aliases.append(rest.value.strip().lower())
        elif not effort.names and read_size(rest.value, unit=True) is None and rest.value.strip():
            claim = name_claim(name_and_notes(rest)[0], GRAPH)
            effort.names += [claim] if claim else []


def _lines(label: Text) -> list[Text]:
    """The lines of a label, those without words left out."""
    found: list[Text] = []
    at = 0
    for match in [*_BREAK.finditer(label.value), None]:
        end = match.start() if match else len(label.value)
        piece = label.value[at:end]
        start = at + len(piece) - len(piece.lstrip())
        if piece.strip():
            found.append(single(label, start, start + len(piece.strip())))
        at = match.end() if match else end
    return found


def _line(text: Text) -> str:
    value = " ".join(_BREAK.sub(" ", text.value).split())
    return value if len(value) <= 60 else value[:60] + "…"


def _wave(title: Title, text: Text, phase: str) -> WaveMention:
    number = title.numbers[0]
    key = WaveKey(title.phase or (number[0] if len(number) > 1 else phase), number[-1])
    mention = WaveMention(key, text.span(), 2)
    mention.name = name_claim(name_and_notes(text.part(title.name, len(text.value)))[0], GRAPH)
    return mention


# --- text trees ------------------------------------------------------------------------------------------------------


def take_outline(code: Text, found: Found, phase: str) -> None:
    """The blank form's tree: a line a wave, what it is about below it; other text is left alone."""
    if "ave" not in code.value or len(code.value) > 100_000:
        return
    lines: list[tuple[Text, bool, Title | None]] = []
    at = 0
    for value in code.value.split("\n"):
        bare = value.strip()
        if bare:
            start = at + len(value) - len(value.lstrip())
            tree = _TREE.match(value)
            inside = tree is not None and bool(tree[0].strip() or len(tree[0].expandtabs()) > 1)
            lines.append((single(code, start, start + len(bare)), inside, read_title(bare)))
        at += len(value) + 1
    if not any(title and title.kind == "wave" for _, _, title in lines) or not _OUTLINE.search(code.value):
        return
    _Tree(found, phase).take(lines)


class _Tree:
    def __init__(self, found: Found, phase: str) -> None:
        self.found = found
        self.taker = Taker(found)
        self.phase = phase
        self.source = found.source()
        self.waves: list[WaveMention] = []
        self.above: list[WaveMention] = []

    def take(self, lines: list[tuple[Text, bool, Title | None]]) -> None:
        """Line by line."""
        told = False
        for text, inside, title in lines:
            if self.found.full:
                return
            links = chain_of(text)
            if links:
                self.found.chains.append(Chain(links, self.phase))
            elif _DOWN.fullmatch(text.value):
                self.above = self.waves
            elif title is not None and title.kind == "wave" and (title.sure or title.separated):
                self._wave(text, title, inside)
            elif title is not None and title.kind != "wave" and self.waves and (inside or title.kind == "effort"):
                self._effort(text, title)
            elif inside and not told and self.waves:
                told = True
                self.found.leave(
                    "outline", "what stands below the waves of this tree is no effort: left out", text.span()
                )

    def _wave(self, text: Text, title: Title, inside: bool) -> None:
        name, notes = name_and_notes(text.part(title.name, len(text.value)))
        above, self.above = self.above, []
        mentions = []
        for number in title.numbers:
            key = WaveKey(title.phase or (number[0] if len(number) > 1 else self.phase), number[-1])
            mention = WaveMention(key, text.span(), 2)
            if len(title.numbers) == 1 and (title.separated or notes):
                mention.name = name_claim(name, GRAPH)
            else:
                mention.parallel.append(Statement(text, LOOSE, self.phase))
            for kind, note in notes:
                self.taker.take(mention, kind, note, GRAPH, self.phase)
            self.found.arrows += [Arrow(before.key, key, text.span(), GRAPH) for before in above]
            mentions.append(mention)
        self.found.waves += mentions
        if not inside or not self.waves:
            self.waves = mentions

    def _effort(self, text: Text, title: Title) -> None:
        effort = EffortMention(title.kind, title.numbers[0], title.form, text.span(), self.source, self.phase)
        if len(self.waves) == 1:
            effort.wave = (self.waves[0].key, DETAIL, self.waves[0].span)
        effort.defines = 2 if title.kind in ("effort", "pr") or title.separated else 1
        name, notes = name_and_notes(text.part(title.name, len(text.value)))
        claim: Claim | None = name_claim(name, GRAPH if title.kind != "agent" else LOOSE)
        effort.names += [claim] if claim else []
        for kind, note in notes:
            self.taker.take(effort, kind, note, GRAPH, self.phase)
        self.found.efforts.append(effort)
