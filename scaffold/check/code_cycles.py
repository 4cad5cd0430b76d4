"""Initialisation cycles: variables and constants whose values lead back to them (Go's "Package initialization")."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

Uses = dict[str, set[str]]
"""Name of a constant, variable, function or method (``T.M``) → those that its value or body refers to."""


def leading_back(uses: Mapping[str, set[str]], values: Container[str]) -> list[str]:
    """The first constant or variable of each circle. Functions that only call each other are none."""
    found = []
    order = {name: number for number, name in enumerate(uses)}
    for circle in _circles(uses):
        members = sorted((name for name in circle if name in values), key=order.__getitem__)
        if members and (len(circle) > 1 or circle[0] in uses[circle[0]]):
            found.append(members[0])
    return sorted(found, key=order.__getitem__)


def _circles(uses: Mapping[str, set[str]]) -> Iterator[list[str]]:
    """Strongly connected components (Tarjan), with a stack of our own: chains may be long."""
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    waiting: list[str] = []
    open_: set[str] = set()
    for root in uses:
        if root in number:
            continue
        work: list[tuple[str, Iterator[str]]] = []
        following: str | None = root
        while True:
            if following is not None:
                number[following] = lowest[following] = len(number)
                waiting.append(following)
                open_.add(following)
                work.append((following, iter(sorted(uses[following] & uses.keys()))))
            name, needs = work[-1]
            following = None
            for other in needs:
                if other not in number:
                    following = other
                    break
                if other in open_:
                    lowest[name] = min(lowest[name], number[other])
            if following is not None:
                continue
            work.pop()
            if work:
                lowest[work[-1][0]] = min(lowest[work[-1][0]], lowest[name])
            if lowest[name] == number[name]:
                at = _last(waiting, name)
                circle = waiting[at:]
                del waiting[at:]
                open_.difference_update(circle)
                yield circle
            if not work:
                break


def _last(names: list[str], name: str) -> int:
    position = len(names) - 1
    while names[position] != name:
        position -= 1
    return position
