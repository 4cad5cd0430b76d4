"""`.gitattributes`: an entry is a line; one that says of a pattern what somebody has said already is left out."""

from __future__ import annotations

from scaffold.repo.shared.entries import Merged, Request
from scaffold.repo.shared.lines import merge_lines


def merge(request: Request) -> Merged:
    """Merge by line; see `entries.Request`."""
    return merge_lines(request, refused=_decided)


def _decided(entry: str, entries: list[str]) -> bool:
    """Whether somebody has already said of this very pattern what scaffold would say."""
    pattern, names = _parsed(entry)
    return any(other[0] == pattern and names <= other[1] for other in map(_parsed, entries))


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
