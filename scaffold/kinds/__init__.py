"""The kinds of output, one file each: checked plan → view → files in memory. This is their registry."""

from __future__ import annotations

from scaffold.kinds import apis, contract, crd, deepcopies, mock_func, samples, shared, skeleton
from scaffold.kinds.base import Context
from scaffold.tree import OutFile

KINDS = (contract.files, mock_func.files, skeleton.files, apis.files, deepcopies.files, crd.files, samples.files)


def files(context: Context) -> list[OutFile]:
    """Every file that a plan makes, in no particular order."""
    made = [file for kind in KINDS for file in kind(context)]
    return [*made, *shared.files(context, made)]
