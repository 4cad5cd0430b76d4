"""What stands inside a line of Markdown: labels, code, links, and the words without their marks."""

from __future__ import annotations

import re
from typing import NamedTuple

from scaffold.source import Text

_MARKUP = re.compile(
    r"(?<!`)(?P<tick>`+)(?!`)(?P<code>[^\n`]{1,400}?)(?P=tick)(?!`)"
    r"|\*\*|__|`+|~~|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|!?\[(?P<link>[^\[\]\n]{0,400})\]\([^()\s]{0,1000}\)"
)
_MARKED = re.compile(r"[*_`~\[]")
_CODE = re.compile(r"(`+)(?!`)([^\n]{1,400}?)(?<!`)\1(?!`)")
_LABEL = re.compile(
    r"(?P<mark>\*\*|__)(?P<name>[^*_\n][^*\n]{0,80}?)(?P<in>:?)(?P=mark)[ \t]*(?P<out>[:\uff1a]?)(?=[ \t]|$|[^\w])",
)


class Labelled(NamedTuple):
    """``**Label**: value``: the label's words without colon, and the text up to the next label."""

    label: Text
    value: Text


def plain(text: Text) -> Text:
    """The words without marks: ``**Wave 1** (`api`)`` is ``Wave 1 (api)``; a link is its title."""
    if not _MARKED.search(text.value):
        return text
    pieces: list[tuple[int, int]] = []
    at = 0
    for found in _MARKUP.finditer(text.value):
        pieces.append((at, found.start()))
        kept = "code" if found["code"] is not None else "link"
        if found[kept] is not None:
            pieces.append(found.span(kept))
        at = found.end()
    pieces.append((at, len(text.value)))
    return cut(text, pieces)


def cut(text: Text, pieces: list[tuple[int, int]]) -> Text:
    """Some stretches of a text, joined."""
    value = "".join(text.value[start:end] for start, end in pieces)

    def segments() -> tuple[tuple[int, int], ...]:
        found: list[tuple[int, int]] = []
        at = 0
        for start, end in pieces:
            if end > start:
                found += [(at + offset, origin) for offset, origin in text.part(start, end).segments]
                at += end - start
        return tuple(found) or ((0, text.origin(pieces[0][0] if pieces else 0)),)

    return Text(text.source, value, segments)


def strip(text: Text) -> Text:
    """The text without white space around it."""
    start = len(text.value) - len(text.value.lstrip())
    return text.part(start, max(start, len(text.value.rstrip())))


def code_spans(text: Text) -> list[Text]:
    """What stands between backticks, in order."""
    return [strip(text.part(*found.span(2))) for found in _CODE.finditer(text.value)]


def labels(text: Text) -> tuple[Text, list[Labelled]]:
    """A paragraph as what stands before the first label, and its labels.

    A label is bold, at the beginning of a line, with a colon inside or behind it; its value runs to the next label.
    """
    found = []
    at = 0
    for line in text.value.split("\n"):
        start = at + len(line) - len(line.lstrip())
        label = _LABEL.match(text.value, start, at + len(line))
        if label is not None and (label["in"] or label["out"]):
            found.append(label)
        at += len(line) + 1
    if not found:
        return strip(text), []
    ends = [*(label.start() for label in found[1:]), len(text.value)]
    return strip(text.part(0, found[0].start())), [
        Labelled(strip(text.part(*label.span("name"))), strip(text.part(label.end(), end)))
        for label, end in zip(found, ends, strict=True)
    ]
