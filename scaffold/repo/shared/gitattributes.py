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
    return merge_lines(request)
