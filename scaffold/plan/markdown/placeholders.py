"""What an unfilled template still has: ``[NAME]``, ``{{NAME}}``, ``<NAME>``, or a hint in brackets for a sentence.

In Go such a thing is refused wherever Go cannot mean it; in prose only where the document follows the blank form, for
brackets are common elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from scaffold.diagnostics import Report
from scaffold.markdown.blocks import Block, Document, Fence, Heading, Paragraph, Table, walk
from scaffold.plan.markdown.go_fences import GO, language, looks_like_go
from scaffold.plan.markdown.outline import Part
from scaffold.source import Span, Text

_VOCABULARY: Final = frozenset(
    [
        *("NUMBER", "NAME", "DATE", "LIBRARY", "VERSION", "METHOD", "GROUP", "PARAMS", "RETURNS", "PREVIOUS", "TERM"),
        *("DEFINITION", "PHASE", "AUTHOR", "OWNER", "TITLE", "MODULE"),
    ]
)
"""Single words that the blank form, or one like it, has in brackets; longer ones are known by their underscores."""
_MANY = 4
"""Parts of the blank form that make a document one that follows it."""

_NAMED = re.compile(
    r"\[([A-Z][A-Z0-9]*(?:[_'][A-Z0-9_']+)?)\](?![(\[])|\{\{ ?([A-Z][A-Z0-9_]*) ?\}\}|<([A-Z][A-Z0-9]*_[A-Z0-9_]*)>"
)
_HINT = re.compile(
    r"(?:^|(?<=: )|(?<=\| )|(?<=\*\*:)|(?<=\*\* ))\[(?=[^\]\n]*[ /])[A-Z0-9][^\[\]\n]{3,300}\](?=[ \t]*(?:$|\|))",
    re.MULTILINE,
)
_GO_BRACKET = re.compile(
    r"(?<![\w\]\[*)])\[([A-Z][A-Z0-9_]+)\](?![A-Za-z_*\[(]|\s*=)|"
    r"^[ \t]*\[([A-Z][A-Z0-9_]+)\]|(?<=type )\[([A-Z][A-Z0-9_]+)\]|(?<=func )\[([A-Z][A-Z0-9_]+)\]",
    re.MULTILINE,
)
_GO_OTHER = re.compile(r"\{\{ ?([A-Za-z][\w .]*?) ?\}\}|<([A-Z][A-Z0-9_]+)>")
_GO_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_GO_STRING = re.compile(r"\"(?:\\.|[^\"\\\n])*\"|`[^`]*`")


def report_placeholders(document: Document, root: Part, report: Report) -> bool:
    """Tell every placeholder at its place; whether there was any."""
    roles = {part.role for part in root.walk() if part.role}
    follows = len(roles) >= _MANY
    found = False
    for block in walk(document.blocks):
        for span in _spans(block, follows):
            found = True
            text = span.text.value[span.start : span.end]
            report.error(
                "placeholder",
                f"{text} is a placeholder of the template",
                span,
                "write down what it stands for, or leave the line out",
            )
    return found


def _spans(block: Block, follows: bool) -> Iterator[Span]:
    if isinstance(block, Fence):
        tag = language(block)
        if tag in GO or (not tag and looks_like_go(block.code)):
            yield from _in_go(block.code)
        elif tag in ("yaml", "yml") and follows:
            # What has commas is a list there.
            yield from (span for span in _in_prose(block.code) if "," not in span.text.value[span.start : span.end])
    elif not follows:
        return
    elif isinstance(block, Heading | Paragraph):
        yield from _in_prose(block.text)
    elif isinstance(block, Table):
        for row in (block.header, *block.rows):
            for cell in row:
                yield from _in_prose(cell)


def _in_prose(text: Text) -> Iterator[Span]:
    if "[" not in text.value and "{{" not in text.value and "<" not in text.value:
        return
    taken: list[tuple[int, int]] = []
    for match in _NAMED.finditer(text.value):
        word = match[1] or match[2] or match[3]
        if match[1] is None or "_" in word or word in _VOCABULARY:
            taken.append(match.span())
    for match in _HINT.finditer(text.value):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            taken.append(match.span())
    for start, end in sorted(taken):
        yield text.span(start, end)


def _in_go(text: Text) -> Iterator[Span]:
    if "[" not in text.value and "{{" not in text.value and "<" not in text.value:
        return
    comments = [match.span() for match in _GO_COMMENT.finditer(text.value)]
    strings = [match.span() for match in _GO_STRING.finditer(text.value)]
    taken: set[tuple[int, int]] = set()
    for pattern in (_GO_BRACKET, _GO_OTHER):
        for match in pattern.finditer(text.value):
            number = next(n for n in range(1, pattern.groups + 1) if match[n] is not None)
            start, end = match.span(number)
            around = (start - 1, end + 1) if pattern is _GO_BRACKET else match.span()
            known = number > 2 or "_" in match[number] or match[number] in _VOCABULARY or pattern is _GO_OTHER
            if known and not any(first <= around[0] < last for first, last in (*comments, *strings)):
                taken.add(around)
    # A placeholder that a name goes on behind (`[NAME]Service`) or that begins a method's name.
    for match in re.finditer(
        r"(?<![\w\])])\[([A-Z][A-Z0-9_]*)\](?=[A-Z]\w*\s+(?:interface|struct|func)|\()", text.value
    ):
        if match.start() == 0 or text.value[match.start() - 1] in " \t\n(":
            taken.add(match.span())
    for start, end in comments:
        for match in _NAMED.finditer(text.value, start, end):
            if match[1] is not None and ("_" in match[1] or match[1] in _VOCABULARY):
                taken.add(match.span())
    for start, end in sorted(taken):
        yield text.span(start, end)
