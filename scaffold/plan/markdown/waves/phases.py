"""Documents that call their waves something else: ``## Phase 1: Extractor``, ``## Milestone 2``, ``## Sprint 3``.

A document of one phase of many speaks of phases, too. Only where no wave is named anywhere, and several headings, or
the rows of one table, count phases of their own, these are its waves. The words are then read as ``Wave``, in texts of
the same length, so that every place stays a place of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from scaffold.markdown.blocks import Block, Fence, Heading, Item, List, Paragraph, Quote, Table, walk
from scaffold.markdown.inline import plain
from scaffold.source import Span, Text

_WORDS: Final = ("phase", "milestone", "sprint", "iteration")
_WAVE = re.compile(r"\bwaves?\s*[-#]?\s*\d", re.IGNORECASE)
_TITLE = re.compile(
    rf"[^A-Za-z0-9]*(?:\d{{1,3}}(?:\.\d+)*[.)]?\s+)?({'|'.join(_WORDS)})\s*[-#]?\s*(\d{{1,7}}(?:\.\d{{1,7}})?)\b"
    r"(?!\s+(?:assessment|review|retrospective|results?|recap|lessons)\b)",
    re.IGNORECASE,
)
_ROW = re.compile(rf"\W*(?:(?:{'|'.join(_WORDS)})\s*)?\d{{1,3}}\b", re.IGNORECASE)


class Phases:
    """What a document calls its waves. `word` is what stands for ``wave``; `span` where the first of them is."""

    def __init__(self, word: str, span: Span) -> None:
        self.word = word
        self.span = span
        number = r"(?=\s*[-#]?\s*\d)"
        self._words = re.compile(rf"\b({word})(s?)\b{number}|\b(all|previous|prior)\s+({word})(s?)\b", re.IGNORECASE)

    def rename(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """The blocks with ``Wave`` where they say the other word with a number."""
        return tuple(self._block(block) for block in blocks)

    def original(self, text: str, span: Span) -> str:
        """What the document has where a renamed text says `text`."""
        start, end = span.offsets
        said = " ".join(span.source.text[start:end].split())
        return said if self._renamed(said).split() == text.split() else text

    def _block(self, block: Block) -> Block:
        match block:
            case Heading() | Paragraph():
                return block._replace(text=self._text(block.text))
            case Fence():
                is_drawn = not block.info.value.strip() or block.info.value.split()[0].lower() in _DRAWN
                return block._replace(code=self._text(block.code)) if is_drawn else block
            case Table():
                header = tuple(self._header(cell) for cell in block.header)
                return Table(header, tuple(tuple(self._text(cell) for cell in row) for row in block.rows))
            case List():
                return List(tuple(Item(item.mark, self.rename(item.blocks)) for item in block.items))
            case Quote():
                return Quote(self.rename(block.blocks))
            case _:
                return block

    def _header(self, cell: Text) -> Text:
        if plain(cell).value.strip().lower() != self.word:
            return self._text(cell)
        value = re.sub(self.word, lambda found: _wave(found[0], ""), cell.value, flags=re.IGNORECASE)
        return Text(cell.source, value, lambda: cell.segments)

    def _text(self, text: Text) -> Text:
        value = self._renamed(text.value)
        return text if value == text.value else Text(text.source, value, lambda: text.segments)

    def _renamed(self, value: str) -> str:
        return self._words.sub(self._replacement, value)

    def _replacement(self, found: re.Match[str]) -> str:
        if found[1]:
            return _wave(found[1], found[2])
        return found[0][: found.start(4) - found.start()] + _wave(found[4], found[5])


_DRAWN: Final = ("mermaid", "text", "txt", "plain", "plaintext", "ascii")


def _wave(word: str, plural: str) -> str:
    """``Wave`` or ``Waves``, as long as the word that it stands for."""
    wave = ("Wave" if word[0].isupper() else "wave") + plural
    return wave.ljust(len(word) + len(plural))


def find_phases(blocks: tuple[Block, ...]) -> Phases | None:
    """What the waves of a document are called; None where it names waves, or counts nothing else."""
    every = tuple(walk(blocks))
    if any(_WAVE.search(text.value) for block in every for text in _texts(block)):
        return None
    first = next((block for block in every if isinstance(block, Heading)), None)
    if first is not None and _TITLE.match(plain(first.text).value):
        # The document is about one phase.
        return None
    counted: dict[tuple[str, int], dict[str, Span]] = {}
    for block in every:
        if isinstance(block, Heading) and (found := _TITLE.match(plain(block.text).value)):
            counted.setdefault((found[1].lower(), block.level), {}).setdefault(found[2], block.text.span())
    for (word, _), numbers in counted.items():
        if len(numbers) > 1:
            return Phases(word, next(iter(numbers.values())))
    tables = (_of_table(block) for block in every if isinstance(block, Table))
    return next((phases for phases in tables if phases is not None), None)


def _of_table(table: Table) -> Phases | None:
    """A table with a row for each phase, which says what waits for what."""
    headers = [plain(cell).value.strip().lower() for cell in table.header]
    word = next((header for header in headers if header in _WORDS), None)
    if word is None or not any(re.search(r"\b(?:depend|deps|effort|loc\b|lines\b)", header) for header in headers):
        return None
    at = headers.index(word)
    rows = [row[at] for row in table.rows if _ROW.match(plain(row[at]).value)]
    return Phases(word, rows[0].span()) if len(rows) > 1 else None


def _texts(block: Block) -> Iterator[Text]:
    match block:
        case Heading() | Paragraph():
            yield block.text
        case Table():
            for row in (block.header, *block.rows):
                yield from row
        case Fence() if not block.info.value.strip() or block.info.value.split()[0].lower() in _DRAWN:
            yield block.code
        case _:
            return
