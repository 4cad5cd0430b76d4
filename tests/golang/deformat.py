"""Go source with other white space and comments in it: the same program, and nothing that gofmt would leave alone."""

from __future__ import annotations

import random

import tree_sitter_go
from tree_sitter import Language, Node, Parser

_PARSER = Parser(Language(tree_sitter_go.language()))
_OPEN = frozenset(["(", "{", "[", ",", "+", "-", "*", "/", "&&", "||", "==", "=", ".", ":=", "|", "&"])


def parse(source: bytes) -> Node:
    """The root of the source's tree."""
    return _PARSER.parse(source).root_node


def tokens(source: bytes) -> list[tuple[int, int, str]]:
    """Start, end and kind of each token and comment."""
    found = []
    cursor = parse(source).walk()
    while True:
        node = cursor.node
        assert node is not None
        kind = node.type
        if kind in ("comment", "rune_literal") or kind.endswith("string_literal") or not node.child_count:
            if node.end_byte > node.start_byte and kind != "\n":
                found.append((node.start_byte, node.end_byte, kind))
        elif cursor.goto_first_child():
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return found


def deformat(source: bytes, rng: random.Random, level: int) -> bytes:
    """Level 0 changes blanks and indentation, 1 also line breaks, 2 also puts comments in."""
    out: list[bytes] = []
    previous: tuple[int, int, str] | None = None
    for start, end, kind in tokens(source):
        if previous is not None:
            out.append(_gap(source[previous[1] : start], previous[2], kind, rng, level))
        out.append(source[start:end])
        previous = (start, end, kind)
    return b"".join([*out, b"\n"])


def _gap(gap: bytes, before: str, after: str, rng: random.Random, level: int) -> bytes:
    comment = before == "comment"
    newlines = gap.count(b"\n")
    if newlines:
        indent = rng.choice([b"", b"", b"  ", b"\t", b"\t\t\t"])
        made = b"\n" * (newlines if level == 0 or rng.random() < 0.9 else rng.randint(newlines, 4)) + indent
        if level >= 2 and not comment and rng.random() < 0.05:
            made = b" // c%d" % rng.randint(0, 99) + made
        if level >= 2 and rng.random() < 0.05:
            made += rng.choice([b"/* x */ ", b"// own\n", b"/* own\n  two */\n"])
        return made
    if gap:
        gap = rng.choice([b" ", b"  ", b"   ", b"\t"])
    elif not comment and after != "comment" and rng.random() < 0.3:
        gap = rng.choice([b" ", b"  "])
    if before in _OPEN:
        if level >= 1 and rng.random() < 0.03:
            gap = rng.choice([b"\n", b"\n\n", b"\n\t"])
        if level >= 2 and rng.random() < 0.01:
            gap = b" // l\n"
    if level >= 2 and rng.random() < 0.01:
        gap += b"/* m */" + gap
    return gap
