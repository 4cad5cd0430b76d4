"""Shared files whose entries are whole lines: the merge, apart from what a line means."""

from __future__ import annotations

from collections.abc import Callable

from scaffold.repo.shared.entries import Merged, Moves, Request, line_end, lines_with_ends, moves

Place = Callable[[list[str], list[str]], list[str]]
"""(lines of the file, new entries) → the lines with the entries in them; lines with their ends, entries without."""

Refusal = Callable[[list[str]], Callable[[str], bool]]
"""The entries of the file → whether a new entry is to be kept out because of them."""


def normal(line: str) -> str:
    """A line as an entry: without the white space around it."""
    return line.strip()


def merge_lines(
    request: Request,
    place: Place | None = None,
    refusal: Refusal | None = None,
    *,
    keep_departed: bool = False,
) -> Merged:
    """Merge a file of lines: new entries go where `place` puts them (default: after scaffold's last line).

    `refusal` may keep an entry out, given the file's entries. With `keep_departed` entries that left the plan stay
    and become the user's.
    """
    lines = lines_with_ends(request.disk or "")
    entries = [normal(line) for line in lines]
    wanted = {plan: _entries(text) for plan, text in request.wanted.items()}
    if refusal is not None:
        there, is_refused = set(entries), refusal(entries)
        wanted = {plan: [e for e in new if e in there or not is_refused(e)] for plan, new in wanted.items()}
    decided = moves(filter(None, entries), wanted, request)
    if request.disk is None and [decided.add] == list(wanted.values()):
        return Merged(next(iter(request.wanted.values())) or None, decided.shares)
    kept = [line for line, entry in zip(lines, entries, strict=True) if keep_departed or entry not in decided.drop]
    if decided.add:
        kept = _with_ends(request, place or _after_own(decided, request), kept, decided.add)
    text = "".join(kept)
    if not text.strip() and (decided.drop or request.disk is None):
        return Merged(None, decided.shares)
    return Merged(text, decided.shares)


def _entries(text: str) -> list[str]:
    return [entry for line in text.split("\n") if (entry := normal(line))]


def _with_ends(request: Request, place: Place, lines: list[str], new: list[str]) -> list[str]:
    """`place` applied to lines that all have their ends, so that nothing is glued to an unfinished last line."""
    end = line_end(request.disk or "")
    unfinished = bool(lines) and not lines[-1].endswith("\n")
    if unfinished:
        lines = [*lines[:-1], lines[-1] + end]
    return place(lines, [entry + end for entry in new])


def _after_own(decided: Moves, request: Request) -> Place:
    own = frozenset().union(*request.shares.values())

    def place(lines: list[str], new: list[str]) -> list[str]:
        at = max((at for at, line in enumerate(lines, 1) if normal(line) in own), default=len(lines))
        return [*lines[:at], *new, *lines[at:]]

    return place
