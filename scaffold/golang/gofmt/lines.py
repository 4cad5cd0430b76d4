"""Places and comments of Go source: lines and columns, and Go's groups of comments with what they belong to."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from scaffold.golang.gofmt import nodes as ast
from scaffold.golang.gofmt.nodes import NOWHERE

if TYPE_CHECKING:
    from tree_sitter import Node

STRINGS = ("interpreted_string_literal", "raw_string_literal")
"""The kinds of token that tree-sitter gives children to."""


class Lines:
    """Which line (1-based) a byte offset lies in, and where lines start."""

    __slots__ = ("source", "starts")

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.starts = [0]
        at = source.find(b"\n")
        while at >= 0:
            self.starts.append(at + 1)
            at = source.find(b"\n", at + 1)

    def line(self, offset: int) -> int:
        """The line of `offset`; 0 for ``NOWHERE``."""
        return bisect_right(self.starts, offset)

    def column(self, offset: int) -> int:
        """The 1-based column of `offset` in bytes."""
        return offset - self.starts[bisect_right(self.starts, offset) - 1] + 1


class Comments:
    """The comments of a file in Go's groups, and which of them belong to the line or the declaration beside them."""

    __slots__ = ("_behind", "_lead", "_lines", "groups")

    def __init__(self, lines: Lines, root: Node | None) -> None:
        self.groups: list[list[ast.Comment]] = []
        self._lines = lines
        self._behind: dict[int, bool] = {}  # end of a token -> does a comment of its line end that line
        self._lead: set[int] = set()  # starts of the tokens right below a comment
        if root is not None:  # nobody prints the file
            self._collect(root)

    def ends_line(self, end: int) -> bool:
        """Whether the token that ends at `end` has a comment behind it that ends the line."""
        if self._behind.get(end, False):
            return True
        source = self._lines.source
        at = end
        while source[at : at + 1] in (b" ", b"\t"):
            at += 1
        return source[at : at + 1] == b";" and self._behind.get(at + 1, False)

    def leads(self, start: int) -> bool:
        """Whether a comment stands right above the token at `start`."""
        return start in self._lead

    def _collect(self, root: Node) -> None:
        pending: list[ast.Comment] = []
        before: tuple[int, int] | None = None
        cursor = root.walk()
        while True:
            node = cursor.node
            assert node is not None
            kind = node.type
            if kind == "comment":
                text = self._lines.source[node.start_byte : node.end_byte].decode()
                pending.append(ast.Comment(node.start_byte, node.end_byte, text))
            elif kind in STRINGS or not node.child_count:
                if node.end_byte > node.start_byte and kind != "\n":
                    if pending:
                        self._group(pending, before, node.start_byte)
                        pending = []
                    before = (node.start_byte, node.end_byte)
            elif cursor.goto_first_child():
                continue
            while not cursor.goto_next_sibling():
                if not cursor.goto_parent():
                    if pending:
                        self._group(pending, before, NOWHERE)
                    return

    def _group(self, comments: list[ast.Comment], before: tuple[int, int] | None, after: int) -> None:
        """Group the `comments` between two tokens: those on the first one's line, then by adjacent lines."""
        line = self._lines.line
        at = 0
        if before and line(comments[0].pos) == line(before[1] - 1):
            end = line(comments[0].pos)
            while at < len(comments) and line(comments[at].pos) <= end:
                end = line(comments[at].end)
                at += 1
            self.groups.append(comments[:at])
            following = comments[at].pos if at < len(comments) else after
            alone = following == NOWHERE or line(following) != end
            self._behind[before[1]] = alone and line(before[0]) == line(comments[0].pos)
        while at < len(comments):
            start = at
            end = line(comments[at].pos)
            while at < len(comments) and line(comments[at].pos) <= end + 1:
                end = line(comments[at].end)
                at += 1
            self.groups.append(comments[start:at])
            if at == len(comments) and after != NOWHERE and end + 1 == line(after):
                self._lead.add(after)
