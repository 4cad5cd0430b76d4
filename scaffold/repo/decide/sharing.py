"""Files that several plans and people have entries in."""

from __future__ import annotations

from scaffold.repo.bases import base_path, format_shares, parse_shares
from scaffold.repo.changes import Kept, Step
from scaffold.repo.decide.ledger import IGNORED_BY, Ledger
from scaffold.repo.errors import BadLock, Obstacle, RepoError
from scaffold.repo.lockfile import Entry
from scaffold.repo.shared import Request, Unreadable, merge_for
from scaffold.tree import Owner


def shared(run: Ledger) -> None:
    """Shared files: those that are wanted, and those that a plan of this run had entries in."""
    paths = {path for path, files in run.wanted.files.items() if files[0].owner is Owner.SHARED}
    if not run.wanted.selection:
        plans = run.wanted.plans
        paths |= {path for path, e in run.known.items() if e.owner is Owner.SHARED and not plans.isdisjoint(e.plans)}
    alone = True
    # go.mod comes before go.sum, whose merge leans on what it found.
    for path in sorted(paths):
        if path in run.found.ignored:
            run.kept.append(Kept(path, IGNORED_BY))
        else:
            alone = _merge(run, path, alone)


def _merge(run: Ledger, path: str, alone: bool) -> bool:
    content = run.contents.get(path)
    base = run.contents.get(base_path(path))
    files = run.wanted.files.get(path, ())
    merge = merge_for(path)
    if isinstance(content, RepoError) or isinstance(base, RepoError) or merge is None:
        error = content if isinstance(content, RepoError) else base
        run.errors.append(error if isinstance(error, RepoError) else Obstacle(path, "cannot be merged by entry"))
        return alone
    plans = run.wanted.plans if not run.wanted.selection else frozenset(file.plan for file in files)
    texts = dict.fromkeys(sorted(plans), "") | {file.plan: file.text for file in files}
    disk = None if content is None else content.decode("utf-8", "surrogateescape")
    try:
        shares = parse_shares(path, base, run.wanted.renamed) if base is not None else {}
        result = merge(Request(disk, texts, shares, run.wanted.selection, run.lost, alone))
    except BadLock as error:
        run.errors.append(error)
        return alone
    except Unreadable as error:
        run.kept.append(Kept(path, f"scaffold cannot read it ({error}), so it was left as it is"))
        run.unchanged += 1
        return False
    known = run.known.get(path)
    others = {plan for plan in known.plans if plan not in plans or run.wanted.selection} if known else set()
    owners = others | result.shares.keys() | {file.plan for file in files}
    if owners:
        run.lock[path] = Entry(Owner.SHARED, (), tuple(sorted(owners)))
    else:
        run.lock.pop(path, None)
    run.set_base(path, format_shares(path, result.shares) if result.shares else None)
    new = None if result.text is None else result.text.encode("utf-8", "surrogateescape")
    if new == content:
        run.unchanged += new is not None
    elif new is None:
        run.removals.append(Step(path, content, None))
    else:
        run.writes.append(Step(path, content, new))
        if content is not None:
            run.merged.append(path)
    run.kept += [Kept(path, note) for note in result.notes]
    return result.alone if path.rpartition("/")[2] == "go.mod" else alone
