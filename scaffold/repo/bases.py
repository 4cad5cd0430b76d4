"""`.scaffold/bases/`: what scaffold last wrote into the files that it shares with people, a file each.

A file of yours has its full text as base; a shared file has the entries that scaffold put there, by plan, one a
line. Their names end in ``.base``, so that no tool takes them for source: gofmt, unlike go, walks into dot folders.
"""

from __future__ import annotations

from collections.abc import Mapping

from scaffold.repo.errors import BadLock
from scaffold.repo.fields import joined, lines_of, sides_of, unquoted
from scaffold.tree import RelPath

Shares = Mapping[str, frozenset[str]]
"""The entries of a shared file that are scaffold's: plan → entries in the form of that file's merge."""


def base_path(path: str) -> RelPath:
    """Where the base of the file at `path` lies."""
    return RelPath(f".scaffold/bases/{path}.base")


def base_texts(path: str, data: bytes) -> tuple[bytes, ...]:
    """The text in the base of the file of yours at `path`; two, ours first, where git left its conflict markers.

    Raises `MergeLeftovers` for markers that do not match up.
    """
    ours, theirs = sides_of(base_path(path), data)
    return (ours,) if ours == theirs else (ours, theirs)


def format_shares(path: str, shares: Shares) -> bytes:
    """The base of the shared file at `path`; `parse_shares` reads it back."""
    lines = sorted(joined((plan, entry)) for plan, entries in shares.items() for entry in entries)
    return f"# The entries of {path} that scaffold put there, by plan.\n{''.join(lines)}".encode()


def parse_shares(path: str, data: bytes, renamed: Mapping[str, str] | None = None) -> dict[str, frozenset[str]]:
    """The entries in the base of the shared file at `path`; both sides of git's conflict markers count.

    `renamed` are plans that are called otherwise now.

    Raises `BadLock` for a damaged line, `MergeLeftovers` for markers that do not match up.
    """
    where = base_path(path)
    found: dict[str, set[str]] = {}
    for number, line in lines_of(where, data):
        try:
            plan, entry = map(unquoted, line.split("\t"))
        except ValueError:
            raise BadLock(where, f"line {number} is damaged", "take it back from version control") from None
        found.setdefault((renamed or {}).get(plan, plan), set()).add(entry)
    return {plan: frozenset(entries) for plan, entries in found.items()}
