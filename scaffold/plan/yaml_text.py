"""Where each character of a YAML scalar's value stands in the document.

The parser gives a value and the stretch of text it came from. What it did on the way (unescaping, folding,
dedenting) is done again here, only for scalars that a message speaks of, and only to learn the places.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from scaffold.source import Segments, Text

# YAML 1.1's line breaks: the last two stay in a value what they are, the others become "\n".
_KEPT_BREAKS = "\u2028\u2029"
_BREAK = f"(?:\r\n|[\r\n\x85{_KEPT_BREAKS}])"
_FOLD = rf"(?P<first>{_BREAK})(?P<rest>(?:[ \t]*+{_BREAK})*+)[ \t]*+"
_SPECIAL = {
    "": _FOLD,
    "'": rf"''|{_FOLD}",
    # An escaped line break, any other escape, and what folds.
    '"': rf"\\{_BREAK}(?P<joined>(?:[ \t]*+{_BREAK})*+)[ \t]*+|"
    rf"\\(?:x.{{2}}|u.{{4}}|U.{{8}}|.)|{_FOLD}",
}


class _Trail:
    """Segments as they are found; a stretch that runs on in step is one segment."""

    def __init__(self) -> None:
        self.length = 0
        self.segments: list[tuple[int, int]] = []

    def copy(self, at: int, count: int = 1) -> None:
        """The next `count` characters of the value are those from `at` on."""
        if count:
            if not self.segments or self.length - self.segments[-1][0] != at - self.segments[-1][1]:
                self.segments.append((self.length, at))
            self.length += count


def scalar_segments(document: str, start: int, end: int, style: str | None, value: str) -> Segments:
    """The way from `value` to `document`, whose stretch from `start` to `end` (quotes included) holds the scalar.

    `style` is PyYAML's: none or empty for a plain scalar, or one of ``' " | >``.
    """
    if style == "|" or style == ">":
        trail = _block(document, start, end, style == ">", value)
    else:
        quote = 1 if style else 0
        start, end = start + quote, end - quote
        if end - start == len(value):
            # Nothing that quoting or folding does makes a text longer, so here every step kept its length.
            return ((0, start),)
        trail = _flow(document, start, end, style or "")
    return tuple(trail.segments) or ((0, start),)


def _flow(document: str, start: int, end: int, style: str) -> _Trail:
    """The trail of a plain or quoted scalar, quotes excluded."""
    trail = _Trail()
    at = start
    for match in re.compile(_SPECIAL[style], re.DOTALL).finditer(document, start, end):
        stop = match.start()
        groups = match.groupdict()
        if groups["first"] is not None:
            while stop > at and document[stop - 1] in " \t":
                stop -= 1
        trail.copy(at, stop - at)
        at = match.end()
        if groups["first"] is not None:
            kept = [found.end() - 1 for found in re.finditer(_BREAK, match["rest"])]
            kept = [match.start("rest") + place for place in kept]
            first = match.end("first") - 1
            if match["first"] in _KEPT_BREAKS or not kept:
                kept.insert(0, first)
        elif groups.get("joined") is not None:
            kept = [match.start("joined") + found.end() - 1 for found in re.finditer(_BREAK, match["joined"])]
        else:
            kept = [match.start()]
        for place in kept:
            trail.copy(place)
    trail.copy(at, end - at)
    return trail


def _block(document: str, start: int, end: int, folded: bool, value: str) -> _Trail:
    """The trail of a literal or folded scalar, which begins at its indicator."""
    trail = _Trail()
    breaks = list(re.compile(_BREAK).finditer(document, start, end))
    leading = len(value) - len(value.lstrip("\n" + _KEPT_BREAKS))
    if not breaks:
        return trail
    indent = end  # no line is content
    if leading < len(value) and leading < len(breaks):
        # Leading blank lines leave one break each, so this is the first line with content.
        line = document[breaks[leading].end() : breaks[leading + 1].start() if leading + 1 < len(breaks) else end]
        shown = value[leading:]
        indent = len(line) - len(line.lstrip(" ")) - (len(shown) - len(shown.lstrip(" ")))
    pending: list[int] = []  # breaks since the last content
    before_blank = None  # whether the last content began with white space; none if there was none
    for number, found in enumerate(breaks):
        line_start = found.end()
        last = number + 1 == len(breaks)
        line_end = end if last else breaks[number + 1].start()
        if line_end - line_start > indent:
            blank = document[line_start + indent] in " \t"
            _between(trail, document, pending, folded and before_blank is False and not blank)
            trail.copy(line_start + indent, line_end - line_start - indent)
            pending, before_blank = [], blank
        if not last:
            pending.append(breaks[number + 1].end() - 1)
    for place in pending[: len(value) - trail.length]:
        trail.copy(place)
    return trail


def _between(trail: _Trail, document: str, pending: list[int], folds: bool) -> None:
    """The breaks between two lines of content: a single one folds to a space, more lose their first."""
    if folds and len(pending) > 1 and document[pending[0]] not in _KEPT_BREAKS:
        pending = pending[1:]
    for place in pending:
        trail.copy(place)


def within(outer: Text, inner: Segments, length: int) -> Segments:
    """Segments that lead into `outer`'s value, carried on to its document; `length` is that of the inner value."""
    ways = outer.segments
    if len(ways) == 1:
        shift = ways[0][1] - ways[0][0]
        return tuple((at, place + shift) for at, place in inner) if shift else inner
    # A text that was put together has as many ways as pieces, and holds as many scalars: each looks at its own.
    carried: list[tuple[int, int]] = []
    for number, (at, place) in enumerate(inner):
        stop = inner[number + 1][0] if number + 1 < len(inner) else length
        way = max(bisect_right(ways, place, key=lambda each: each[0]) - 1, 0)
        carried.append((at, ways[way][1] + place - ways[way][0]))
        way += 1
        while way < len(ways) and ways[way][0] < place + stop - at:
            carried.append((at + ways[way][0] - place, ways[way][1]))
            way += 1
    return tuple(carried)
