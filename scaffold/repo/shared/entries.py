"""What the merges of all shared formats have in common: the request, the answer, and sets of entries by plan.

An *entry* is one thing that scaffold puts into a shared file, as a line of text in a normal form: a requirement, a
checksum, an attribute. For each file the base holds the entries that are scaffold's, by plan (`bases.Shares`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Unreadable(Exception):
    """The file on disk is not in its own format. The argument says where and why, as a clause."""


class Request(NamedTuple):
    """One merge: the file as it is, what scaffold put there before, and what the plans of this run want now.

    `disk` is None where there is no file. `wanted` is the whole text that each plan of this run would write into an
    empty repository; empty for a plan that no longer has the file. `shares` are the entries of all plans from the
    base. An `additive` run (a selection) never removes. One that may `adopt` has lost its base: what is wanted and
    there already counts as scaffold's. `alone` says that ``go.mod`` requires nothing that isn't scaffold's.
    """

    disk: str | None
    wanted: Mapping[str, str]
    shares: Mapping[str, frozenset[str]]
    additive: bool = False
    adopt: bool = False
    alone: bool = True


class Merged(NamedTuple):
    """The file as it is to be (None: it goes, or there is none), the new shares, and what a person may want to know.

    `alone` is for the request of ``go.sum``: see there; only ``go.mod`` can say it.
    """

    text: str | None
    shares: dict[str, frozenset[str]]
    notes: tuple[str, ...] = ()
    alone: bool = True


class Moves(NamedTuple):
    """What to do with entries: `add` those that are new, `drop` those that left; `shares` is the base afterwards."""

    add: list[str]
    drop: frozenset[str]
    shares: dict[str, frozenset[str]]


def moves(present: Iterable[str], wanted: Mapping[str, Iterable[str]], request: Request) -> Moves:
    """Decide about entries that are either there or not.

    `present` are the entries on disk, `wanted` those of each plan of this run. An entry in the base that is not on
    disk was removed by a person or by go mod tidy, and stays away. An entry on disk that was never in the base is
    theirs: it counts as wanted, but is never dropped.
    """
    there = set(present)
    before = frozenset().union(*request.shares.values())
    shares = {plan: entries for plan, entries in request.shares.items() if plan not in wanted or request.additive}
    for plan, entries in wanted.items():
        own = frozenset(entry for entry in entries if entry in before or entry not in there or request.adopt)
        shares[plan] = shares.get(plan, frozenset()) | own
    after = frozenset().union(*shares.values())
    add = [entry for entries in wanted.values() for entry in entries if entry not in there and entry not in before]
    shares = {plan: entries for plan, entries in shares.items() if entries}
    return Moves(list(dict.fromkeys(add)), (before - after) & there, shares)


def line_end(text: str) -> str:
    """The line end that `text` uses: CRLF if its first line does."""
    first = text.find("\n")
    return "\r\n" if first > 0 and text[first - 1] == "\r" else "\n"


def lines_with_ends(text: str) -> list[str]:
    """The lines of `text`, each with its own line end; only a line feed ends one."""
    lines = text.split("\n")
    last = lines.pop()
    ended = [line + "\n" for line in lines]
    return [*ended, last] if last else ended
