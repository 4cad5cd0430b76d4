"""Files that are no longer wanted."""

from __future__ import annotations

from scaffold.repo.bases import base_path
from scaffold.repo.changes import Kept, Note, Step
from scaffold.repo.decide.ledger import IGNORED_BY, Ledger
from scaffold.repo.digest import digest
from scaffold.repo.errors import RepoError
from scaffold.repo.lockfile import Entry
from scaffold.repo.merge import Sides, merge_file, without_assertions
from scaffold.tree import Owner


def departed(run: Ledger) -> None:
    """Files of the run's plans that are no longer wanted go if nobody touched them."""
    if run.wanted.selection:
        return
    former = frozenset(run.found.moved.values())
    for path, entry in run.known.items():
        rest = tuple(plan for plan in entry.plans if plan not in run.wanted.plans)
        if path in run.wanted.files or entry.owner is Owner.SHARED or len(rest) == len(entry.plans):
            continue
        if path in former:
            continue
        if path in run.found.ignored:
            run.kept.append(Kept(path, IGNORED_BY))
            continue
        if rest:
            run.lock[path] = entry._replace(plans=rest)
            continue
        content = run.contents.get(path)
        if isinstance(content, RepoError):
            run.kept.append(Kept(path, f"it left the plan, but {content.message}"))
        elif content is None or digest(content) in entry.hashes or path in run.found.merged:
            del run.lock[path]
            if content is not None:
                run.removals.append(Step(path, content, None))
            if entry.owner is Owner.YOURS:
                run.set_base(path, None)
        elif entry.owner is Owner.GENERATED and path in run.found.copies:
            # It makes way for what the plan now wants there.
            copy = run.found.copies[path]
            run.copies.append(Step(copy, None, content))
            run.kept.append(Kept(copy, f"your edited {path}"))
            run.removals.append(Step(path, content, None))
            del run.lock[path]
        else:
            run.kept.append(Kept(path, "it left the plan, but was edited by hand"))
            _unasserted(run, path, content, entry)


def _unasserted(run: Ledger, path: str, content: bytes, entry: Entry) -> None:
    """Take back what scaffold asserts of a file that is the plan's no more: that it implements a contract."""
    base = run.contents.get(base_path(path))
    if entry.owner is not Owner.YOURS or not path.endswith(".go") or not isinstance(base, bytes):
        return
    less = without_assertions(base)
    if less is None or less == base:
        return
    merged = merge_file(path, Sides(base, content, less), "ours")
    if merged is not None and merged.data != content:
        run.writes.append(Step(path, content, merged.data))
        run.merged.append(path)
        run.notes.append(Note(path, "it no longer says that it implements the contract"))
        run.lock[path] = entry._replace(hashes=(digest(less),))
        run.set_base(path, less)
