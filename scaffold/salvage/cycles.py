"""Which declarations go where packages import each other."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scaffold.golang.ast import Name
from scaffold.model import Section
from scaffold.salvage.pieces import Piece
from scaffold.source import Span, Text

_Place = tuple[str, str]


def cutting(edges: list[Piece], everything: Iterable[Piece]) -> list[Piece]:
    """The declarations to leave out so that one edge of an import cycle is gone.

    `edges` are the declarations in which each package of the cycle first uses the next one. The edge that the fewest
    declarations make is cut; among equals the one that leads from an earlier section of the plan to a later one, for
    plans begin with what the rest builds on.
    """
    all_ = [piece for piece in everything if piece.code and piece.home is not None]
    best: tuple[int, bool, int] | None = None
    found: list[Piece] = []
    for at, edge in enumerate(edges):
        following = edges[(at + 1) % len(edges)]
        if edge.home is None or following.home is None:
            continue
        users = _users(_package(edge.home), _package(following.home), all_)
        if edge not in users:
            users.append(edge)
        backward = edge.home.span.offsets > following.home.span.offsets
        rank = (len(users), backward, at)
        if best is None or rank < best:
            best, found = rank, users
    return found


def _package(section: Section) -> _Place:
    return section.package.value, section.path.value if section.path else ""


def _users(own: _Place, other: _Place, everything: list[Piece]) -> list[Piece]:
    """The declarations of one package that name the other one."""
    here = {name for piece in everything if piece.home and _package(piece.home) == own for name in _declared(piece)}
    there = {name for piece in everything if piece.home and _package(piece.home) == other for name in _declared(piece)}
    return [
        piece
        for piece in everything
        if piece.home and _package(piece.home) == own and _names(piece.thing, other[0], there - here)
    ]


def _declared(piece: Piece) -> list[str]:
    return [piece.what.rpartition(" ")[2]]


def _names(thing: object, package: str, bare: set[str]) -> bool:
    qualified = re.compile(rf"\b{re.escape(package)}\s*\.")
    ahead = [thing]
    while ahead:
        part = ahead.pop()
        if isinstance(part, Name):
            if part.qualifier == package or (not part.qualifier and part.name in bare):
                return True
            ahead.extend(part.args)
        elif isinstance(part, Text):
            if qualified.search(part.value):
                return True
        elif isinstance(part, tuple) and not isinstance(part, Span):
            ahead.extend(part)
    return False
