"""`go.sum`: a line a checksum, ``MODULE VERSION[/go.mod] h1:HASH``."""

from __future__ import annotations

from collections.abc import Callable

from scaffold.repo.shared.entries import Merged, Request, Unreadable
from scaffold.repo.shared.lines import merge_lines
from scaffold.versions import sum_key


def merge(request: Request) -> Merged:
    """Merge by line; see `entries.Request`.

    A checksum that is there is never contradicted. Where the repository requires modules of its own, checksums that
    scaffold no longer needs stay: one of those modules may need them, and a line too many harms nobody.
    """
    for number, line in enumerate((request.disk or "").split("\n"), 1):
        if len(line.split()) not in (0, 3):
            raise Unreadable(f"line {number} is not a module, a version and a hash")
    return merge_lines(request, _place, _contradicted, keep_departed=not request.alone)


def _contradicted(entries: list[str]) -> Callable[[str], bool]:
    """Whether a module and version has a checksum already."""
    subjects = {_subject(entry) for entry in entries}
    return lambda entry: _subject(entry) in subjects


def _subject(entry: str) -> tuple[str, ...]:
    return tuple(entry.split()[:2])


def _place(lines: list[str], new: list[str]) -> list[str]:
    keys = [sum_key(line) for line in lines if line.strip()]
    if len(keys) != len(lines) or keys != sorted(keys):
        return [*lines, *new]
    return sorted([*lines, *new], key=sum_key)
