"""Descriptions: a doc comment as controller-gen puts it into a schema.

It reads the comment in the Go file, so what gofmt does to it counts. Markers are no part of it, nor are lines that
begin with ``TODO``, nor anything from a line of dashes on; in a fenced block all lines count.
Source: ``extractDoc`` in ``pkg/markers/zip.go`` of controller-tools v0.23.0 and ``CommentGroup.Text`` of ``go/ast``.
"""

from __future__ import annotations

from scaffold.golang.doccomment import comment_lines
from scaffold.kube.markers import is_marker

_SENTENCE_ENDS = (
    ".!?\u0589\u061e\u061f\u06d4\u0964\u0965\u104a\u104b\u1362\u203c\u203d\u2047\u2048\u2049"
    "\u3002\ufe52\uff01\uff0e\uff1f\uff61"
)
_SPACES = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f"
    "\u205f\u3000"
)


def description(doc: str, *, field: bool) -> str:
    """The description that the doc comment `doc` gives a type or, with `field`, a field (gofmt formats those less)."""
    if not doc.strip():
        return ""
    lines = [line[2:] for line in comment_lines(doc, doc=not field) if not is_marker(line[2:])]
    return "\n".join(_kept(_text(lines)))


def _text(lines: list[str]) -> list[str]:
    """``CommentGroup.Text``: one space off the front, blanks off the end, at most one empty line in a row."""
    out: list[str] = []
    for line in lines:
        text = line[1:] if line.startswith(" ") else line
        text = text.rstrip(" \t\r\n")
        if text or (out and out[-1]):
            out.append(text)
    while out and not out[-1]:
        out.pop()
    return out


def _kept(lines: list[str]) -> list[str]:
    out: list[str] = []
    fenced = False
    for line in lines:
        if line.startswith(("```", "~~~")):
            fenced = not fenced
        if not fenced:
            if line.startswith("TODO"):
                continue
            if line.startswith("---"):
                break
        out.append(line)
    return out


def truncated(text: str, limit: int) -> str:
    """`text` in at most `limit` bytes: up to the last end of a sentence, else of a word, as controller-gen cuts it."""
    if limit < 0 or len(text.encode()) <= limit:
        return text
    if limit == 0:
        return ""
    cut = text.encode()[:limit]
    kept = cut.decode(errors="ignore")
    for at in range(len(kept) - 1, 0, -1):
        if kept[at] in _SENTENCE_ENDS:
            return kept[: at + 1]
    for at in range(len(kept) - 1, 0, -1):
        if kept[at] in _SPACES:
            return kept[:at] + "..."
    # What is left of a character that was cut in two: encoding/json writes a replacement for each of its bytes.
    return kept + "\ufffd" * (len(cut) - len(kept.encode())) + "..."
