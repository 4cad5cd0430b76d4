"""Which blanks stand around operators, and how numbers are spelled."""

from __future__ import annotations

from typing import NamedTuple

from scaffold.golang.gofmt import nodes as ast

PRECEDENCE = {
    **dict.fromkeys(["*", "/", "%", "<<", ">>", "&", "&^"], 5),
    **dict.fromkeys(["+", "-", "|", "^"], 4),
    **dict.fromkeys(["==", "!=", "<", "<=", ">", ">="], 3),
    "&&": 2,
    "||": 1,
}


class Mix(NamedTuple):
    """What an expression mixes: operators of precedence 4 and 5, and the worst clash of two signs."""

    four: bool
    five: bool
    worst: int


def mix(x: ast.Binary, known: dict[int, Mix]) -> Mix:
    """The mix of the whole expression; `known` holds those of its parts, by identity."""
    chain = [x]
    while id(chain[-1]) not in known and isinstance(chain[-1].x, ast.Binary):
        chain.append(chain[-1].x)
    for node in reversed(chain):
        if id(node) in known:
            continue
        own = PRECEDENCE[node.op]
        four, five, worst = own == 4, own == 5, _clash(node)
        for side, least in ((node.x, own), (node.y, own + 1)):
            if isinstance(side, ast.Binary) and PRECEDENCE[side.op] >= least:
                inner = known[id(side)] if id(side) in known else mix(side, known)
                four, five, worst = four or inner.four, five or inner.five, max(worst, inner.worst)
        known[id(node)] = Mix(four, five, worst)
    return known[id(x)]


def _clash(x: ast.Binary) -> int:
    """The precedence that blanks must be kept for, lest an operator and the sign behind it read as one."""
    if isinstance(x.y, ast.Star):
        return 5 if x.op == "/" else 0
    if isinstance(x.y, ast.Unary):
        signs = x.op + x.y.op
        if signs in ("&&", "&^"):
            return 5
        if signs in ("++", "--"):
            return 4
    return 0


def cutoff(mix: Mix, depth: int) -> int:
    """The precedence from which on operators stand without blanks."""
    if mix.worst > 0:
        return mix.worst + 1
    if mix.four and mix.five:
        return 5 if depth == 1 else 4
    return 6 if depth == 1 else 4


def normal_number(text: str) -> str:
    """A number with its prefix and exponent in lower case, an imaginary one without leading zeros."""
    prefix = text[:2]
    if prefix in ("0X", "0x"):
        head, mark, tail = text[2:].rpartition("P")
        return "0x" + (f"{head}p{tail}" if mark else text[2:])
    if prefix in ("0O", "0o", "0B", "0b"):
        return prefix.lower() + text[2:]
    head, mark, tail = text.rpartition("E")
    if mark:
        return f"{head}e{tail}"
    if text[-1] == "i" and "." not in text and "e" not in text:
        text = text.lstrip("0_")
        return "0i" if text == "i" else text
    return text
