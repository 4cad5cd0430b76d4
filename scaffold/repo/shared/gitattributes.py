"""`.gitattributes`: one line a generated file, so that reviews fold what nobody wrote.

Exact paths, not patterns such as ``/pkg/api/*.go``: people put files of their own beside generated ones, and a
pattern would hide those from their reviewers.
"""

from __future__ import annotations

from collections.abc import Iterable

from scaffold.repo.shared.entries import Merged, Request
from scaffold.repo.shared.lines import merge_lines

_STATE = (
    # A merge of two branches keeps the lines of both sides, which is how scaffold reads these files.
    "/.scaffold/lock linguist-generated=true merge=union",
    "/.scaffold/bases/** linguist-generated=true",
)
_WILD = "*?[]\\"


def text_for(generated: Iterable[str], folders: Iterable[str] = ()) -> str:
    """The `.gitattributes` of a repository with these generated files, and folders that hold nothing else."""
    whole = tuple(f"{folder}/" for folder in folders)
    patterns = [f"{_pattern(folder)}**" for folder in whole]
    patterns += [_pattern(path) for path in generated if not path.startswith(whole)]
    lines = [*_STATE, *(f"{pattern} linguist-generated=true" for pattern in sorted(set(patterns)))]
    return "".join(line + "\n" for line in lines)


def _pattern(path: str) -> str:
    """The pattern that matches this path of the repository and no other."""
    escaped = "".join(f"\\{char}" if char in _WILD else char for char in path)
    if " " not in escaped and '"' not in escaped:
        return f"/{escaped}"
    # git reads a quoted pattern as a C string.
    return '"/' + escaped.replace("\\", "\\\\").replace('"', '\\"') + '"'


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
