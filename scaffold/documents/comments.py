"""What was guessed on the way from a document, as comments above what it was guessed for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from scaffold.diagnostics import Diagnostic, Severity
from scaffold.node import Node, scalars

MAX_COMMENTS = 20
"""Comments above one thing; more would bury it."""


def comments_for(root: Node, found: Iterable[Diagnostic]) -> tuple[dict[int, list[str]], list[str]]:
    """Comments by the id of the node they stand above, and those that belong to nothing that is there."""
    leaves = sorted(_leaves(root), key=lambda leaf: leaf[0])
    starts = [start for start, _, _ in leaves]
    above: dict[int, list[str]] = {}
    top: list[str] = []
    for diagnostic in found:
        if diagnostic.severity is Severity.ERROR:
            continue
        offset = diagnostic.span.offsets[0]
        at = bisect_right(starts, offset) - 1
        inside = at >= 0 and offset < leaves[at][1]
        lines = above.setdefault(leaves[at][2], []) if inside else top
        text = said(diagnostic)
        if text not in lines and (not inside or len(lines) < MAX_COMMENTS):
            lines.append(text)
    return above, top


def said(diagnostic: Diagnostic) -> str:
    """A message as a comment."""
    is_left_out = diagnostic.code.endswith("left-out") or re.match(r"[^:]*\b(is|are) left out", diagnostic.message)
    what = "left out" if is_left_out else "guessed"
    return f"{what}: line {diagnostic.span.begin.line}: {diagnostic.message.removesuffix(': left out')}"


def _leaves(node: Node) -> Iterator[tuple[int, int, int]]:
    """Where each text of a tree begins and ends in the document, and the id of its node."""
    for leaf in scalars(node):
        start, end = leaf.text.span().offsets
        yield start, max(end, start + 1), id(leaf)
