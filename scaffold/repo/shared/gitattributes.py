"""`.gitattributes`: an entry is a line; one that says of a pattern what somebody has said already is left out."""

from __future__ import annotations

from collections.abc import Callable

from scaffold.repo.shared.entries import Merged, Request
from scaffold.repo.shared.lines import merge_lines, normal


def merge(request: Request) -> Merged:
    """Merge by line; see `entries.Request`.

    Scaffold's lines are in one order, whichever plan brought them first, as long as nobody wrote between them.
    """
    own = frozenset().union(*request.shares.values())

    def place(lines: list[str], new: list[str]) -> list[str]:
        at = [number for number, line in enumerate(lines) if normal(line) in own]
        first, end = (at[0], at[-1] + 1) if at else (len(lines), len(lines))
        if end - first != len(at):
            return [*lines[:end], *new, *lines[end:]]
        return [*lines[:first], *sorted([*lines[first:end], *new], key=_order), *lines[end:]]

    return merge_lines(request, place, refusal=_decided)


def _order(line: str) -> tuple[bool, str]:
    """Scaffold's own folder as it comes, then by path."""
    path = line.lstrip('"')
    return (True, path) if not path.startswith("/.scaffold/") else (False, "")


def _decided(entries: list[str]) -> Callable[[str], bool]:
    """Whether somebody has already said of the very pattern of an entry what scaffold would say."""
    said: dict[str, list[set[str]]] = {}
    for entry in entries:
        pattern, names = _parsed(entry)
        said.setdefault(pattern, []).append(names)

    def is_decided(entry: str) -> bool:
        pattern, names = _parsed(entry)
        return any(names <= others for others in said.get(pattern, ()))

    return is_decided


def _parsed(line: str) -> tuple[str, set[str]]:
    """The pattern of a line, as written, and the names of the attributes it sets, unsets or leaves open."""
    end = 0
    if line.startswith('"'):
        end = 1
        while end < len(line) and line[end] != '"':
            end += 2 if line[end] == "\\" else 1
    while end < len(line) and line[end] not in " \t":
        end += 1
    return line[:end], {word.lstrip("-!").partition("=")[0] for word in line[end:].split()}
