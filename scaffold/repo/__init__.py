"""The room that brings files in memory into a target directory: the only one that touches the target.

`plan_changes` computes everything, `apply` carries it out; dry runs, checks and diffs are the first without the
second. A real run holds `exclusive` around both, a dry one `settled`.
"""

from __future__ import annotations

from scaffold.repo import stages
from scaffold.repo.apply import apply
from scaffold.repo.changes import Break, Changes, Kept, Stages, Step
from scaffold.repo.errors import ContractsInUse, RepoError, StaleContracts
from scaffold.repo.guard import PATIENCE, exclusive, recover_target, settled
from scaffold.repo.lockfile import Lock
from scaffold.repo.plan import plan_changes, read_lock
from scaffold.repo.recover import Recovered

__all__ = [
    "PATIENCE",
    "Break",
    "Changes",
    "ContractsInUse",
    "Kept",
    "Lock",
    "Recovered",
    "RepoError",
    "Stages",
    "StaleContracts",
    "Step",
    "apply",
    "exclusive",
    "plan_changes",
    "read_lock",
    "recover_target",
    "settled",
    "stages",
]
