"""The blocks of a Markdown document, each with its way back to the lines a person edits.

markdown-it-py finds the structure; what it strips on the way (list indentation, quote marks, tabs) is mapped back here,
so that a column inside a fence inside a list is the column of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from scaffold.diagnostics import Report
from scaffold.source import Segments, Source, Text

MAX_LINES = 200_000
"""The most lines of a Markdown document: what reads in a few seconds however they are filled."""
MAX_TOKENS = 60_000
"""The most tokens that markdown-it-py makes of one, three a heading or paragraph: long documents have 2,000."""
_NESTING = 100


class Heading(NamedTuple):
    """A heading of level 1 to 6; `text` without its marks, inline markup included."""

    level: int
    text: Text


class Paragraph(NamedTuple):
    """Consecutive lines of prose, inline markup included."""

    text: Text


class Fence(NamedTuple):
    """A code block. `info` is what stands behind the opening fence, empty for none; `code` holds its lines.

    `indented` is true for a block that is code by its indentation alone; `closed` is false where the fence runs into
    the end of the document or of what it stands in. `within` is ``list``, ``quote`` or empty.
    """

    info: Text
    code: Text
    indented: bool
    closed: bool
    within: str


class Table(NamedTuple):
    """A table: the cells of its header and of its rows, as many in each row as in the header."""

    header: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]


class Item(NamedTuple):
    """An item of a list. `mark` is its number as written, empty for a bullet."""

    mark: str
    blocks: tuple[Block, ...]


class List(NamedTuple):
    """A list, bulleted or numbered."""

    items: tuple[Item, ...]


class Quote(NamedTuple):
    """A block quote."""

    blocks: tuple[Block, ...]


class Html(NamedTuple):
    """A block of HTML: a comment, mostly."""

    text: Text


Block = Heading | Paragraph | Fence | Table | List | Quote | Html


class Document(NamedTuple):
    """The blocks in order. `front` is the YAML between ``---`` lines at the very beginning, if there is any."""

    blocks: tuple[Block, ...]
    front: Text | None


def read_blocks(source: Source, report: Report) -> Document | None:
    """The blocks of a document; None, with an error (``document-size``), where it has too many lines."""
    lines = _Lines(source)
    if len(lines.starts) > MAX_LINES:
        report.error(
            "document-size",
            f"the document has {len(lines.starts):,} lines; {MAX_LINES:,} are the limit",
            source.span(0, 0),
            "split it into several plans: one run takes them all",
        )
        return None
    text, front = source.text, None
    found = re.match(r"---[ \t]*\r?\n(.*?\n)?(---|\.\.\.)[ \t]*\r?(?:\n|\Z)", text, re.DOTALL)
    if found is not None and ":" in (found[1] or ""):
        front = source.whole().part(found.start(1), found.end(1))
        # A rule of dashes would make a heading of it; as empty lines it is nothing, and places stay.
        text = "\n" * len(re.findall(r"\r\n?|\n", found[0])) + text[found.end() :]
    tokens = _parser().parse(text)
    if len(tokens) > MAX_TOKENS:
        line = next((token.map[0] for token in tokens[MAX_TOKENS:] if token.map), 0)
        report.error(
            "document-size",
            "the document has too many headings, paragraphs, items and cells: reading stops here",
            source.span(lines.starts[line], lines.ends[line]),
            "split it into several plans: one run takes them all",
        )
        return None
    builder = _Builder(source, lines, tokens)
    return Document(tuple(builder.blocks("", "")), front)


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block in the order of the document, those inside lists and quotes included; containers come first."""
    for block in blocks:
        yield block
        if isinstance(block, List):
            for item in block.items:
                yield from walk(item.blocks)
        elif isinstance(block, Quote):
            yield from walk(block.blocks)


@cache
def _parser() -> Any:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": _NESTING}).enable("table")
    # What stands inside a line is read where it is needed: most of a document is prose that nobody asks for.
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


class _Lines:
    """The lines as markdown-it-py counts them: a lone carriage return ends one, too."""

    def __init__(self, source: Source) -> None:
        self.source = source
        ends = [(found.start(), found.end()) for found in re.finditer(r"\r\n?|\n", source.text)]
        self.starts = [0, *(end for _, end in ends)]
        self.ends = [*(start for start, _ in ends), len(source.text)]

    def text(self, number: int) -> str:
        """The text of a 0-based line without its end."""
        return self.source.text[self.starts[number] : self.ends[number]]

    def locate(self, content: str, first: int, after: int = 0) -> Segments:
        """The way back for lines of content that stand in the document from line `first` on, `after` its offset."""
        segments: list[tuple[int, int]] = []
        at = 0
        for number, line in enumerate(content.split("\n"), first):
            if number >= len(self.starts):
                break
            start, whole = self.starts[number], self.text(number)
            bare = line.strip()
            place = whole.rfind(bare) if bare else len(whole)
            if after and number == first:
                blank = len(whole[after - start :]) - len(whole[after - start :].lstrip())
                place = max(whole.find(bare, after - start), after - start + blank)
            if place < 0:
                place = len(whole) - len(whole.lstrip())
            indent = len(line) - len(line.lstrip()) if bare else len(line)
            # White space that a tab was expanded to has no place of its own.
            back = min(indent, place) if whole[max(place - indent, 0) : place].strip() == "" else 0
            for step in range(indent - back):
                segments.append((at + step, start + place - back))
            segments.append((at + indent - back, start + place - back))
            at += len(line) + 1
        return tuple(segments) or ((0, len(self.source.text)),)


class _Builder:
    """Walks over markdown-it-py's flat tokens and builds the tree."""

    def __init__(self, source: Source, lines: _Lines, tokens: list[Any]) -> None:
        self.source = source
        self.lines = lines
        self.tokens = tokens
        self.at = 0

    def blocks(self, closer: str, within: str) -> Iterator[Block]:
        """The blocks up to a closing token, which is consumed."""
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            kind = token.type
            if kind == closer:
                return
            if kind == "heading_open":
                yield Heading(int(token.tag[1]), self._inline())
            elif kind == "paragraph_open":
                yield Paragraph(self._inline())
            elif kind in ("fence", "code_block"):
                yield self._fence(token, within)
            elif kind in ("bullet_list_open", "ordered_list_open"):
                yield List(tuple(self._items(kind.replace("open", "close"))))
            elif kind == "blockquote_open":
                yield Quote(tuple(self.blocks("blockquote_close", "quote")))
            elif kind == "table_open":
                yield self._table()
            elif kind == "html_block":
                yield Html(self._text(token.content, token.map[0]))

    def _text(self, content: str, line: int, after: int = 0) -> Text:
        return Text(self.source, content, lambda: self.lines.locate(content, line, after))

    def _inline(self) -> Text:
        token = self.tokens[self.at]
        self.at += 2  # it and its closing token
        return self._text(token.content, token.map[0])

    def _items(self, closer: str) -> Iterator[Item]:
        while self.tokens[self.at].type != closer:
            mark = self.tokens[self.at].info
            self.at += 1
            yield Item(mark, tuple(self.blocks("list_item_close", "list")))
        self.at += 1

    def _fence(self, token: Any, within: str) -> Fence:
        first, last = token.map
        if token.type == "code_block":
            code = self._text(token.content, first)
            return Fence(code.part(0, 0), code, True, True, within)
        code = self._text(token.content, first + 1)
        opening = self.lines.text(first)
        mark = opening.find(token.markup)
        start = self.lines.starts[first] + mark + len(token.markup)
        info = self.source.whole().part(start, max(start, self.lines.ends[first]))
        closing = self.lines.text(last - 1).strip(" \t>") if last - 1 > first else ""
        closed = len(closing) >= len(token.markup) and not closing.strip(token.markup[0])
        return Fence(info, code, False, closed, within)

    def _table(self) -> Table:
        rows: list[tuple[Text, ...]] = []
        cells: list[Text] = []
        after = 0
        while True:
            token = self.tokens[self.at]
            self.at += 1
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                cells, after = [], self.lines.starts[token.map[0]]
            elif token.type == "inline":
                cell = self._text(token.content, token.map[0], after)
                cells.append(cell)
                after = self._cell_end(cell, token.map[0], after)
            elif token.type == "tr_close":
                rows.append(tuple(cells))
        return Table(rows[0], tuple(rows[1:]))

    def _cell_end(self, cell: Text, line: int, after: int) -> int:
        """The offset behind a cell's bar; a bar behind a backslash belongs to the cell."""
        end = self.lines.ends[line]
        text = self.source.text
        at = max(after, cell.origin(0)) if cell.value else after
        if cell.value and text.startswith(cell.value, at):
            at += len(cell.value)
        elif text[at : at + 1] == "|" and not cell.value:
            return at + 1
        while at < end and not (text[at] == "|" and text[at - 1] != "\\"):
            at += 1
        return min(at + 1, end)
