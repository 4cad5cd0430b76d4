"""Waves and efforts in graphs: mermaid flowcharts, and the text trees of fences without a language."""

from __future__ import annotations

import re

from scaffold.markdown.mermaid import Graph, Node, read_graph
from scaffold.plan.markdown.waves.chains import chain_of
from scaffold.plan.markdown.waves.effort_lines import EffortLine, read_effort_line
from scaffold.plan.markdown.waves.facts import give_facts, read_fact, split_facts
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
from scaffold.plan.markdown.waves.words import Title, read_title
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
            mention.name = name_claim(split_facts(text).name, GRAPH) if node.label is not None else None
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
        facts = [fact for text in lines[1:] if (fact := read_fact(text)) is not None and fact.kind]
        rest = first.part(title.name, len(first.value)) if title is not None and title.kind != "wave" else first
        split = split_facts(rest)
        sized = any(fact.kind == "lines" for fact in (*facts, *split.facts))
        effort.defines = 2 if around is not None or len(number) > 1 or sized or kind == "pr" else 0
        give_facts(Taker(self.found), effort, split._replace(facts=(*split.facts, *facts)), GRAPH, self.phase)
        for text in lines[:2]:
            self._words(effort, text, title if text is first else None)
        return effort

    def _words(self, effort: EffortMention, text: Text, title: Title | None) -> None:
        """A name, or a branch, of a node's first lines."""
        rest = text.part(title.name, len(text.value)) if title is not None else text
        if _BRANCH.fullmatch(rest.value.strip()) and re.search(r"p\d+w\d+|/", rest.value):
            effort.aliases.append(rest.value.strip().lower())
        elif not effort.names and read_fact(rest) is None and rest.value.strip():
            claim = name_claim(split_facts(rest).name, GRAPH)
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
    mention.name = name_claim(split_facts(text.part(title.name, len(text.value))).name, GRAPH)
    return mention


# --- text trees ------------------------------------------------------------------------------------------------------


def take_outline(code: Text, found: Found, phase: str) -> None:
    """The blank form's tree: a line a wave, what it is about below it; other text is left alone."""
    if "ave" not in code.value or len(code.value) > 100_000:
        return
    lines: list[tuple[Text, int, Title | None]] = []
    at = 0
    for value in code.value.split("\n"):
        bare = value.strip()
        if bare:
            tree = _TREE.match(value)
            column = len(tree[0].expandtabs()) if tree is not None else 0
            start = at + (
                tree.end() if tree is not None and tree.end() < len(value) else len(value) - len(value.lstrip())
            )
            text = single(code, start, at + len(value.rstrip()))
            lines.append((text, column, read_title(text.value)))
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
        # The waves that are open, outermost first, each with the column in which it begins.
        self.open: list[tuple[int, list[WaveMention]]] = []
        self.above: list[WaveMention] = []
        # The effort of the line before, with its column: facts may stand below it.
        self.effort: tuple[int, EffortMention] | None = None

    def take(self, lines: list[tuple[Text, int, Title | None]]) -> None:
        """Line by line."""
        told = False
        for text, column, title in lines:
            if self.found.full:
                return
            links = chain_of(text)
            if links:
                self.found.chains.append(Chain(links, self.phase))
            elif _DOWN.fullmatch(text.value):
                self.above = self.open[0][1] if self.open else []
            elif title is not None and title.kind == "wave" and (title.sure or title.separated):
                self._wave(text, title, column)
            elif self.open and self._effort(text, column):
                continue
            elif self.open and column > self.open[0][0] and not told:
                told = True
                self.found.leave(
                    "outline", "what stands below the waves of this tree is no effort: left out", text.span()
                )

    def _wave(self, text: Text, title: Title, column: int) -> None:
        split = split_facts(text.part(title.name, len(text.value)))
        above, self.above = self.above, []
        self.effort = None
        mentions = []
        for number in title.numbers:
            key = WaveKey(title.phase or (number[0] if len(number) > 1 else self.phase), number[-1])
            mention = WaveMention(key, text.span(), 2)
            if len(title.numbers) == 1 and (title.separated or split.facts):
                mention.name = name_claim(split.name, GRAPH)
            else:
                mention.parallel.append(Statement(text, LOOSE, self.phase))
            give_facts(self.taker, mention, split, GRAPH, self.phase)
            self.found.arrows += [Arrow(before.key, key, text.span(), GRAPH) for before in above]
            mentions.append(mention)
        self.found.waves += mentions
        self._close(column)
        self.open.append((column, mentions))

    def _close(self, column: int) -> None:
        while self.open and self.open[-1][0] >= column:
            self.open.pop()

    def _effort(self, text: Text, column: int) -> bool:
        """An effort of the innermost wave that stands further left; or a fact of the effort above."""
        inside = column > self.open[0][0]
        if self.effort is not None and column > self.effort[0]:
            fact = read_fact(text)
            if (
                fact is not None
                and fact.kind
                and self.taker.take(self.effort[1], fact.kind, fact.value, GRAPH, self.phase)
            ):
                return True
        line = read_effort_line(text, inside)
        if line is None or (not inside and (line.title is None or line.title.kind != "effort")):
            return False
        while inside and len(self.open) > 1 and self.open[-1][0] >= column:
            self.open.pop()
        self._take_effort(line, text, column)
        return True

    def _take_effort(self, line: EffortLine, text: Text, column: int) -> None:
        title, waves = line.title, self.open[-1][1]
        kind = title.kind if title is not None else "name"
        form = title.form if title is not None else line.name.value
        number = title.numbers[0] if title is not None else ()
        effort = EffortMention(kind, number, form, text.span(), self.source, self.phase)
        if len(waves) == 1:
            effort.wave = (waves[0].key, DETAIL, waves[0].span)
        effort.defines = 2 if kind not in ("agent", "task") or (title is not None and title.separated) else 1
        claim: Claim | None = name_claim(line.name, GRAPH if kind != "agent" else LOOSE)
        effort.names += [claim] if claim else []
        give_facts(self.taker, effort, line.split, GRAPH, self.phase)
        self.found.efforts.append(effort)
        self.effort = column, effort
