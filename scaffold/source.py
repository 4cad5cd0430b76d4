"""Text with a place: the documents people edit, and the strings that were read out of them.

Everything downstream points back with a `Span`. A span is kept in the coordinates of the string it was
found in and is turned into lines and columns only when a message is printed, so that reading a plan of
ten thousand lines costs nothing for the messages it does not have.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

Segments = tuple[tuple[int, int], ...]
"""(offset in the string, offset in its origin) pairs, ascending: from each on, both run in step."""


class Position(NamedTuple):
    """A place in a document. Both numbers are 1-based; the column counts characters."""

    line: int
    column: int


class Source:
    """One document as a person edits it: a path to show, and its text without a byte-order mark.

    Lines end at ``\\n`` (``\\r\\n`` included), as editors count them.
    """

    __slots__ = ("_starts", "path", "text")

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self._starts: list[int] | None = None

    def __repr__(self) -> str:
        return f"Source({self.path!r})"

    def _line_starts(self) -> list[int]:
        if self._starts is None:
            starts = [0]
            at = self.text.find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = self.text.find("\n", at + 1)
            self._starts = starts
        return self._starts

    def position(self, offset: int) -> Position:
        """The line and column of a character offset; offsets past the end mean the end."""
        offset = max(0, min(offset, len(self.text)))
        starts = self._line_starts()
        line = bisect_right(starts, offset)
        return Position(line, offset - starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """The text of a 1-based line, without its line end; empty beyond the last one."""
        starts = self._line_starts()
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] - 1 if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r")

    def whole(self) -> Text:
        """The document itself as a `Text`."""
        return Text(self, self.text, ((0, 0),))

    def span(self, start: int, end: int) -> Span:
        """A span given directly in offsets of the document."""
        return Span(self.whole(), start, end)


class Text:
    """A string that was read out of a source, perhaps dedented or unescaped on the way.

    It knows where each of its characters stands in the document. The mapping is given as segments or, where
    working it out costs something (YAML's quoted and folded scalars), as a function that is called once, when
    the first message needs it.
    """

    __slots__ = ("_segments", "source", "value")

    def __init__(self, source: Source, value: str, segments: Segments | Callable[[], Segments]) -> None:
        self.source = source
        self.value = value
        self._segments = segments

    def __repr__(self) -> str:
        return f"Text({self.value!r})"

    @property
    def segments(self) -> Segments:
        """The way back to the document, worked out if nobody needed it before."""
        if callable(self._segments):
            self._segments = self._segments()
        return self._segments

    def origin(self, offset: int) -> int:
        """The offset in the source's text of the character at `offset` of this string."""
        segments = self.segments
        at = bisect_right(segments, offset, key=lambda pair: pair[0]) - 1
        start, origin = segments[max(at, 0)]
        return origin + (offset - start)

    def part(self, start: int, end: int) -> Text:
        """The stretch ``value[start:end]`` as a text of its own."""

        def cut() -> Segments:
            self.origin(0)
            segments = self._segments
            assert not callable(segments)
            # A document of one paragraph has many segments, and many parts.
            first = bisect_right(segments, start, key=lambda pair: pair[0])
            last = bisect_left(segments, end, first, key=lambda pair: pair[0])
            inside = ((at - start, origin) for at, origin in segments[first:last])
            return ((0, self.origin(start)), *inside)

        return Text(self.source, self.value[start:end], cut)

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The span of ``value[start:end]``; the whole string by default."""
        return Span(self, start, len(self.value) if end is None else end)


def joined(pieces: Sequence[str | Text]) -> Text:
    """One text of several: what was composed for the author leads to the author's next piece, or to the last one.

    At least one of `pieces` is a `Text`; all of them are of one source.
    """
    first = next(piece for piece in pieces if isinstance(piece, Text))

    def segments() -> Segments:
        found: list[tuple[int, int]] = []
        at, end = 0, first.origin(0)
        for number, piece in enumerate(pieces):
            if isinstance(piece, Text):
                found += [(at + start, origin) for start, origin in piece.segments]
                end = piece.origin(max(len(piece.value) - 1, 0))
            else:
                following = next((later for later in pieces[number:] if isinstance(later, Text)), None)
                place = end if following is None else following.origin(0)
                found += [(at + offset, place) for offset in range(len(piece))]
            at += len(piece.value if isinstance(piece, Text) else piece)
        return tuple(found)

    value = "".join(piece.value if isinstance(piece, Text) else piece for piece in pieces)
    return Text(first.source, value, segments)


class Span(NamedTuple):
    """A stretch of a `Text`: half open, in characters of that text's value."""

    text: Text
    start: int
    end: int

    @property
    def source(self) -> Source:
        """The document the span lies in."""
        return self.text.source

    @property
    def offsets(self) -> tuple[int, int]:
        """Start and end as offsets of the document; the end is that of the last character, plus one."""
        start = self.text.origin(self.start)
        if self.end <= self.start:
            return start, start
        return start, self.text.origin(self.end - 1) + 1

    @property
    def begin(self) -> Position:
        """Where the span begins in the document."""
        return self.source.position(self.offsets[0])

    @property
    def finish(self) -> Position:
        """Where the span ends in the document: the place after its last character."""
        return self.source.position(self.offsets[1])


class Word(NamedTuple):
    """A short string of a plan together with where it stands, for checks that may complain of it."""

    value: str
    span: Span

    def __str__(self) -> str:
        return self.value
