"""Texts without quotes that YAML reads as less than what stands there: cut by a comment, or joined to one line."""

from __future__ import annotations

import re
from typing import Final

from scaffold.diagnostics import Report
from scaffold.node import Scalar
from scaffold.source import Span

# A comment directly behind a text that begins like a word of it: "#1", "#channel"; or nothing at all: "C #".
_CUT: Final = re.compile(r"[ \t]+(#(?!(?:TODO|FIXME|XXX|NOTE|HACK)\b)(?:[^\W_][^\r\n]*|(?=[ \t]*(?:[\r\n]|\Z))))")
_ITEM: Final = re.compile(r"\n[ \t]*(?:[-*+]|[0-9]+[.)])[ \t]")


def report_cut(node: Scalar, report: Report) -> None:
    """Warn where the text of an unquoted scalar was probably meant to go on, or to have lines."""
    document, end = node.span.text.value, node.span.end
    if not node.plain:
        return
    found = _CUT.match(document, end) if document[end : end + 1] in (" ", "\t") else None
    if found is not None:
        rest = found[1].rstrip()
        report.warning(
            "yaml-quote",
            f"YAML takes {_short(rest)} for a comment, and the text ends before it",
            Span(node.span.text, found.start(1), found.start(1) + len(rest)),
            hint="write the whole text in quotes; for a comment put a blank behind the #",
        )
    lines = document[node.span.start : end]
    item = _ITEM.search(lines) if "\n" in lines else None
    if item is not None:
        start = node.span.start + item.end() - 2
        report.warning(
            "yaml-quote",
            "YAML joins the lines of this text, and the list becomes a part of its sentence",
            Span(node.span.text, start, start + 1),
            hint="begin the text with `|` and a new line: its lines then stay",
        )


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:60] + "…"
