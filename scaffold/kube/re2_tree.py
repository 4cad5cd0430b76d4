"""The syntax tree of a regular expression, with the sizes that RE2 limits."""

from __future__ import annotations

from typing import NamedTuple

from scaffold.kube.re2_classes import Ranges

MAX_REPEAT = 1000
"""Repetitions, those of repetitions within each other multiplied."""
MAX_HEIGHT = 1000
MAX_SIZE = (128 << 20) // 40
"""Instructions of the compiled expression."""

CHARS, ASSERTION, SEQUENCE, CHOICE, REPEAT, GROUP = "chars", "assertion", "sequence", "choice", "repeat", "group"


class Tree(NamedTuple):
    """One node. `op` is one of the words above; which of the others count depends on it.

    `kind` of an assertion: ``\\A``, ``\\z``, ``^``, ``$`` (of lines), ``\\b``, ``\\B``. `most` is -1 without a limit.
    """

    op: str
    parts: tuple[Tree, ...] = ()
    chars: Ranges = ()
    kind: str = ""
    least: int = 0
    most: int = 0
    greedy: bool = True
    braces: bool = False
    """Whether a repetition is written as a count: no other counts for the limit of repetitions."""
    size: int = 1
    height: int = 1


def make_chars(chars: Ranges) -> Tree:
    """One character of a set."""
    return Tree(CHARS, chars=chars)


def make_group(inner: Tree) -> Tree:
    """A group that captures."""
    return Tree(GROUP, (inner,), size=2 + inner.size, height=1 + inner.height)


def make_sequence(parts: list[Tree]) -> Tree:
    """One after the other."""
    return parts[0] if len(parts) == 1 else _of_parts(SEQUENCE, parts, 0)


def make_choice(parts: list[Tree]) -> Tree:
    """One of them, the first that leads to a match."""
    return parts[0] if len(parts) == 1 else _of_parts(CHOICE, parts, len(parts) - 1)


def _of_parts(op: str, parts: list[Tree], more: int) -> Tree:
    flat: list[Tree] = []
    for part in parts:
        flat += part.parts if part.op == op else (part,)
    size = max(1, sum(part.size for part in flat) + more)
    return Tree(op, tuple(flat), size=size, height=1 + max((part.height for part in flat), default=0))


def make_repeat(part: Tree, least: int, most: int, *, greedy: bool, braces: bool) -> Tree:
    """The part so many times; `most` is -1 without a limit."""
    endless = 1 + least * part.size if least else 2 + part.size
    size = endless if most < 0 else most * part.size + most - least
    return Tree(
        REPEAT,
        (part,),
        least=least,
        most=most,
        greedy=greedy,
        braces=braces,
        size=max(1, size),
        height=1 + part.height,
    )


def has_valid_repeats(tree: Tree) -> bool:
    """Whether counted repetitions within each other come to `MAX_REPEAT` at most."""
    ahead = [(tree, MAX_REPEAT)]
    while ahead:
        node, allowed = ahead.pop()
        if node.op == REPEAT and node.braces:
            count = node.most if node.most >= 0 else node.least
            if count > allowed:
                return False
            if node.most == 0:
                continue
            allowed = allowed // count if count > 0 else allowed
        ahead += [(part, allowed) for part in node.parts]
    return True
