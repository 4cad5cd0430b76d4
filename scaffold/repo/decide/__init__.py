"""From the wanted files, the lock and what is on disk to the changes of a run. Pure: it reads and writes nothing."""

from __future__ import annotations

from scaffold.repo.changes import Changes
from scaffold.repo.decide.departed import departed
from scaffold.repo.decide.ledger import Ledger
from scaffold.repo.decide.merging import markers
from scaffold.repo.decide.moving import moves
from scaffold.repo.decide.owned import owned_files
from scaffold.repo.decide.request import Found, Wanted
from scaffold.repo.decide.sharing import shared


def decide(target: str, wanted: Wanted, found: Found) -> Changes:
    """The changes that bring what is `found` in `target` to what is `wanted`."""
    run = Ledger(wanted, found)
    markers(run)
    moves(run)
    departed(run)
    owned_files(run)
    shared(run)
    return run.changes(target)
