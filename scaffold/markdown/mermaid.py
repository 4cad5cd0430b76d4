"""Mermaid flowcharts as nodes, edges and subgraphs, each with its place. Knows no plans, and never complains.

What it cannot read it skips, a line at a time; reading takes time in proportion to the text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from scaffold.source import Span, Text

MAX_EDGES = 20_000
"""Edges of one graph: ``A & B --> C & D`` makes four of four words, and a hostile line makes millions."""


class Node(NamedTuple):
    """A node: its id where it first stands, and its last label, quotes and brackets off."""

    id: Text
    label: Text | None


class Edge(NamedTuple):
    """From one node to another. `directed` is false for lines without a head and for those with two."""

    source: str
    target: str
    label: Text | None
    directed: bool
    span: Span


class Subgraph(NamedTuple):
    """A group of nodes and of the groups inside it, by their ids."""

    id: str
    title: Text
    members: tuple[str, ...]


class Graph(NamedTuple):
    """A flowchart. Nodes are in the order of their first mention; `cut`: edges were left out for their number."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    subgraphs: tuple[Subgraph, ...]
    cut: bool


_HEAD = re.compile(r"(?:graph|flowchart(?:-elk)?)\b[^\n;]*")
_SKIP = re.compile(r"(?:classDef|class|style|linkStyle|click|direction|accTitle|accDescr|title)\b[^\n]*")
_BLANK = re.compile(r"[ \t\r]+")
_SPACE = re.compile(r"[\s;]+")
_COMMENT = re.compile(r"%%\{.*?\}%%|%%[^\n]*", re.DOTALL)
_SUBGRAPH = re.compile(r"subgraph\b[ \t]*")
_END = re.compile(r"end\b(?![ \t]*(?:[-=.&\[({>]|~~~))")
# A dot or a dash inside an id is followed by a letter or digit; before that, it begins a link.
_ID = re.compile(r"(?:[^\W]|[/\\$#!?*+'`]|[-.](?=\w))+")
_OPEN = re.compile(r"\(\(\(|\(\(|\(\[|\[\[|\[\(|\[/|\[\\|\{\{|\(|\[|\{|>")
_CLOSE = {
    "(((": (")))",),
    "((": ("))",),
    "([": ("])",),
    "[[": ("]]",),
    "[(": (")]",),
    "[/": ("/]", "\\]"),
    "[\\": ("\\]", "/]"),
    "{{": ("}}",),
    "(": (")",),
    "[": ("]",),
    "{": ("}",),
    ">": ("]",),
}
_CLASS = re.compile(r":::[\w-]+")
_DATA = re.compile(r"@\{([^{}\n]{0,1000})\}")
_DATA_LABEL = re.compile(r"\blabel:\s*(?:\"([^\"]*)\"|'([^']*)'|([^,\"']+))")
_LINK = re.compile(
    r"(?P<tail>[<xo](?=[-=]))?(?:--+(?P<solid>[->]|[xo](?!\w))|==+(?P<thick>[=>]|[xo](?!\w))|-\.+-(?P<dotted>[>xo]?)"
    r"|~~~+|->|=>)"
)
_TEXT_LINK = re.compile(r"(?P<tail>[<xo](?=[-=]))?(?P<open>--|==|-\.)")
_TEXT_END = {
    "--": re.compile(r"--+(?P<head>[->xo])"),
    "==": re.compile(r"==+(?P<head>[=>xo])"),
    "-.": re.compile(r"\.+-(?P<head>[>xo]?)"),
}
_PIPE = re.compile(r"[ \t]*\|([^|\n]*)\|")


def read_graph(code: Text) -> Graph | None:
    """The flowchart of a mermaid fence; None where it is another kind of diagram."""
    reader = _Reader(code)
    return reader.graph() if reader.head() else None


class _Reader:
    def __init__(self, code: Text) -> None:
        self.code = code
        self.text = code.value
        self.at = 0
        self.line_end = 0
        self.nodes: dict[str, Node] = {}
        self.edges: list[Edge] = []
        self.subgraphs: list[Subgraph] = []
        self.open: list[tuple[str, Text, dict[str, None]]] = []
        self.cut = False
        # Closers that do not stand before this place any more: looking for each again and again would take too long.
        self.missing: dict[str, int] = {}

    def piece(self, start: int, end: int) -> Text:
        """A stretch of the code without white space and quotes around it."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if end - start > 1 and self.text[start] == self.text[end - 1] and self.text[start] in "\"'`":
            return self.piece(start + 1, end - 1)
        code = self.code
        if "\n" in self.text[start:end]:
            return code.part(start, end)
        return Text(code.source, self.text[start:end], lambda: ((0, code.origin(start)),))

    def head(self) -> bool:
        """Whether it begins as a flowchart does; front matter and directives may stand before."""
        front = re.match(r"\s*---[ \t]*\n.*?\n---[ \t]*\n", self.text, re.DOTALL)
        if front is not None:
            self.at = front.end()
        self._blank()
        found = _HEAD.match(self.text, self.at)
        if found is None:
            return False
        self.at = found.end()
        return True

    def graph(self) -> Graph:
        """All of it."""
        while True:
            self._blank()
            if self.at >= len(self.text):
                break
            end = self.text.find("\n", self.at)
            self.line_end = len(self.text) if end < 0 else end
            before = self.at
            self._statement()
            if self.at == before:
                self.at = self.line_end
        while self.open:
            self._close()
        return Graph(tuple(self.nodes.values()), tuple(self.edges), tuple(self.subgraphs), self.cut)

    def _blank(self) -> None:
        while True:
            found = _SPACE.match(self.text, self.at) or _COMMENT.match(self.text, self.at)
            if found is None:
                return
            self.at = found.end()

    def _spaces(self) -> None:
        found = _BLANK.match(self.text, self.at)
        if found is not None:
            self.at = found.end()

    def _statement(self) -> None:
        skipped = _SKIP.match(self.text, self.at)
        if skipped is not None and not _LINK.match(self.text, self._after_blank(self.at + len(skipped[0].split()[0]))):
            self.at = skipped.end()
        elif _SUBGRAPH.match(self.text, self.at):
            self._subgraph()
        elif found := _END.match(self.text, self.at):
            self._close()
            self.at = found.end()
        else:
            self._chain()

    def _after_blank(self, at: int) -> int:
        found = _BLANK.match(self.text, at)
        return found.end() if found else at

    def _subgraph(self) -> None:
        found = _SUBGRAPH.match(self.text, self.at)
        assert found is not None
        start = found.end()
        line = self.text[start : self.line_end]
        titled = re.match(r"([^\s\[\]\"]+)[ \t]*\[(.*)\]", line)
        if titled is not None:
            name, title = titled[1], self.piece(start + titled.start(2), start + titled.end(2))
        else:
            title = self.piece(start, self.line_end)
            name = title.value
        if self.open:
            self.open[-1][2][name] = None
        self.open.append((name, title, {}))
        self.at = self.line_end

    def _close(self) -> None:
        if self.open:
            name, title, members = self.open.pop()
            self.subgraphs.append(Subgraph(name, title, tuple(members)))

    def _chain(self) -> None:
        sources, start = self._group(), self.at
        while sources:
            self._spaces()
            start = self.at
            link = self._link()
            if link is None:
                return
            label, directed = link
            if self.text[self.at : self.at + 1] == "\n":
                self._blank()
                end = self.text.find("\n", self.at)
                self.line_end = len(self.text) if end < 0 else end
            targets = self._group()
            span = Span(self.code, start, self.at)
            for source in sources:
                if len(self.edges) + len(targets) > MAX_EDGES:
                    self.cut = True
                    break
                self.edges += [Edge(source, target, label, directed, span) for target in targets]
            sources = targets

    def _group(self) -> list[str]:
        found: list[str] = []
        while True:
            self._spaces()
            name = self._node()
            if name is None:
                return found
            found.append(name)
            self._spaces()
            if self.text[self.at : self.at + 1] != "&":
                return found
            self.at += 1

    def _node(self) -> str | None:
        found = _ID.match(self.text, self.at, self.line_end)
        if found is None:
            return None
        name = found[0]
        label: Text | None = None
        self.at = found.end()
        data = _DATA.match(self.text, self.at, self.line_end)
        if data is not None:
            inner = _DATA_LABEL.search(data[1])
            if inner is not None:
                span = next(inner.span(n) for n in (1, 2, 3) if inner[n] is not None)
                label = self.piece(data.start(1) + span[0], data.start(1) + span[1])
            self.at = data.end()
        else:
            label = self._label()
        marked = _CLASS.match(self.text, self.at)
        if marked is not None:
            self.at = marked.end()
        known = self.nodes.get(name)
        if known is None:
            self.nodes[name] = Node(self.piece(*found.span()), label)
        elif label is not None:
            self.nodes[name] = known._replace(label=label)
        if self.open:
            self.open[-1][2][name] = None
        return name

    def _label(self) -> Text | None:
        opening = _OPEN.match(self.text, self.at, self.line_end)
        if opening is None:
            return None
        start = opening.end()
        closers = _CLOSE[opening[0]]
        quote = _BLANK.match(self.text, start)
        inner = quote.end() if quote else start
        if self.text[inner : inner + 1] == '"':
            end = self._find('"', inner + 1, len(self.text))
            if end >= 0:
                after = self._after_blank(end + 1)
                for closer in closers:
                    if self.text.startswith(closer, after):
                        self._move(after + len(closer))
                        return self.piece(inner + 1, end)
        ends = [(end, closer) for closer in closers if (end := self._find(closer, start, self.line_end)) >= 0]
        if not ends:
            return None
        end, closer = min(ends)
        self.at = end + len(closer)
        return self.piece(start, end)

    def _move(self, at: int) -> None:
        self.at = at
        if at > self.line_end:
            end = self.text.find("\n", at)
            self.line_end = len(self.text) if end < 0 else end

    def _find(self, what: str, start: int, end: int) -> int:
        if start < self.missing.get(what, 0) and end <= self.missing[what]:
            return -1
        found = self.text.find(what, start, end)
        if found < 0:
            self.missing[what] = end
        return found

    def _link(self) -> tuple[Text | None, bool] | None:
        """A link's text and whether it has one head."""
        found = _LINK.match(self.text, self.at, self.line_end)
        if found is not None:
            tail = found["tail"]
            head = found["solid"] or found["thick"] or found["dotted"] or (">" if found[0] in ("->", "=>") else "")
            self.at = found.end()
        else:
            opening = _TEXT_LINK.match(self.text, self.at, self.line_end)
            if opening is None or self.missing.get(opening["open"], 0) >= self.line_end:
                return None
            closing = _TEXT_END[opening["open"]].search(self.text, opening.end(), self.line_end)
            if closing is None:
                self.missing[opening["open"]] = self.line_end
                return None
            tail, head = opening["tail"], closing["head"]
            self.at = closing.end()
            return self.piece(opening.end(), closing.start()), head in (">", "x", "o") and head != "" and not tail
        label = None
        pipe = _PIPE.match(self.text, self.at, self.line_end)
        if pipe is not None:
            label = self.piece(*pipe.span(1))
            self.at = pipe.end()
        return label, head in (">", "x", "o") and not tail
