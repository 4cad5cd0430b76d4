"""The files that scaffold shares with people and other tools, merged entry by entry; a module a format.

A merge keeps every byte that was there and is not an entry of scaffold's own. What it gets and gives is the same for
all of them, so that a new format is one module and one line in `MERGES`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scaffold.repo.shared import codeowners, gitattributes, gomod, gosum, kustomization
from scaffold.repo.shared.entries import Merged, Request, Unreadable

__all__ = ["Merged", "Request", "Unreadable", "merge_for"]

MERGES: Mapping[str, Callable[[Request], Merged]] = {
    "go.mod": gomod.merge,
    "go.sum": gosum.merge,
    ".gitattributes": gitattributes.merge,
    "CODEOWNERS": codeowners.merge,
    "kustomization.yaml": kustomization.merge,
}


def merge_for(path: str) -> Callable[[Request], Merged] | None:
    """The merge for a shared file, by its name; None for a format that has none."""
    return MERGES.get(path.rpartition("/")[2])
