"""Comments of types: the markers that they begin with, and the words."""

from __future__ import annotations

from scaffold.kube.markers import is_marker
from scaffold.source import Span, Text


def made_text(text: str, span: Span) -> Text:
    """Text that scaffold wrote, leading back to the plan's place it was written for."""
    place = span.offsets[0]
    return Text(span.source, text, lambda: tuple((at, place) for at in range(len(text) + 1)))


def leading_markers(doc: Text) -> tuple[Text | None, Text | None]:
    """A doc comment as the marker lines that it begins with, and the rest; None for a part that is empty."""
    at = 0
    value = doc.value
    while at < len(value):
        end = value.find("\n", at)
        end = len(value) if end < 0 else end
        line = value[at:end]
        if line.strip() and not is_marker(line):
            break
        at = end + 1
    head, rest = doc.part(0, min(at, len(value))), doc.part(min(at, len(value)), len(value))
    return (head if head.value.strip() else None), (rest if rest.value.strip() else None)
