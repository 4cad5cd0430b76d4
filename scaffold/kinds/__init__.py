"""The kinds of output, one file each: checked plan → view → files in memory. This is their registry."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.kinds.base import Context
from scaffold.tree import OutFile


def files(context: Context) -> Iterator[OutFile]:
    """Every file that a plan makes, in no particular order."""
    from scaffold.kinds import contract, mock_func, shared, skeleton

    for kind in (contract, mock_func, skeleton, shared):
        yield from kind.files(context)
