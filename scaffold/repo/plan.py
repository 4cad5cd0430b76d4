"""Looking at a target, so that `decide` has all it needs."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping

from scaffold.repo.bases import base_path
from scaffold.repo.changes import Changes
from scaffold.repo.decide import IGNORE, Content, Found, Wanted, decide
from scaffold.repo.digest import digest
from scaffold.repo.disk import Disk
from scaffold.repo.errors import RepoError
from scaffold.repo.gitmerge import has_markers, merged_by_git
from scaffold.repo.lockfile import LOCK, Lock, Options, parse_lock, renamed_plans
from scaffold.tree import OutFile, Owner


def plan_changes(
    tree: Iterable[OutFile],
    target: str | os.PathLike[str],
    *,
    plans: Collection[str] | None = None,
    options: Options | None = None,
    selection: bool = False,
    force: bool = False,
    renamed: Mapping[str, str] | None = None,
) -> Changes:
    """What has to be done so that the repository at `target` has the files of `tree`. Nothing is written.

    `tree` may hold one shared file for each plan at one path, all other paths once. `plans` are the plans that this
    run speaks for (default: those of the files); their files that are in the lock and not in `tree` have left, unless
    it is a `selection`. `options` are remembered in the lock for each plan: None leaves what is remembered, an empty
    mapping forgets it. `force` overwrites generated files that were edited by hand, keeping copies. `renamed` are plans
    that the lock calls otherwise so far: former name → name.

    What stands in the way of single files is in `Changes.errors`. Raises `RepoError` where there is no going on: an
    unreadable target or lock.
    """
    files: dict[str, tuple[OutFile, ...]] = {}
    for file in tree:
        files[file.path] = (*files.get(file.path, ()), file)
    speaking = frozenset(plans) if plans is not None else frozenset(f.plan for each in files.values() for f in each)
    wanted = Wanted(files, speaking, options, selection, force, renamed or {})
    root = os.fspath(target)
    with Disk(root) as disk:
        return decide(root, wanted, _look(disk, wanted))


def read_lock(target: str | os.PathLike[str]) -> Lock | None:
    """The lock of the repository at `target`; None if it has none. Raises `RepoError` if it cannot be read."""
    with Disk(os.fspath(target)) as disk:
        data = disk.read(LOCK)
    return None if data is None else parse_lock(data)


def _look(disk: Disk, wanted: Wanted) -> Found:
    data = disk.read(LOCK)
    lock = None if data is None else renamed_plans(parse_lock(data), wanted.renamed)
    known = lock.files if lock is not None else {}
    contents: dict[str, Content] = {}
    for path in sorted(_paths(wanted, lock)):
        try:
            contents[path] = disk.read(path)
        except RepoError as error:
            contents[path] = error
    bases = [base_path(path) for path in _with_bases(wanted, lock, contents)]
    for path in [*sorted(bases), IGNORE]:
        try:
            contents[path] = disk.read(path)
        except RepoError as error:
            contents[path] = error
    fresh = [path for path in wanted.files if path not in known]
    copies = {}
    if wanted.force:
        for path, files in wanted.files.items():
            content = contents[path]
            if files[0].owner is Owner.GENERATED and isinstance(content, bytes) and content != files[0].text.encode():
                copies[path] = _free_name(disk, path)
    return Found(lock, data, contents, _twins(disk, fresh), copies, _merged(disk, lock, contents))


def _merged(disk: Disk, lock: Lock | None, contents: dict[str, Content]) -> frozenset[str]:
    """The generated files that are a merge of git's and nothing more."""
    found = {}
    for path, entry in lock.files.items() if lock is not None else ():
        content = contents.get(path)
        if entry.owner is not Owner.GENERATED or not isinstance(content, bytes):
            continue
        if (len(entry.hashes) > 1 or has_markers(content)) and digest(content) not in entry.hashes:
            found[path] = content, entry.hashes
    return merged_by_git(disk.root, found)


def _paths(wanted: Wanted, lock: Lock | None) -> set[str]:
    paths = set(wanted.files)
    if lock is not None and not wanted.selection:
        paths |= {path for path, entry in lock.files.items() if not wanted.plans.isdisjoint(entry.plans)}
    return paths


def _with_bases(wanted: Wanted, lock: Lock | None, contents: dict[str, Content]) -> list[str]:
    """The files whose bases this run may read or write; an unchanged file of yours needs none."""
    known = lock.files if lock is not None else {}
    found = []
    for path in contents:
        files = wanted.files.get(path)
        entry = known.get(path)
        owners = {entry.owner if entry else None, files[0].owner if files else None}
        if Owner.SHARED in owners or (Owner.YOURS in owners and len(owners) > 1):
            found.append(path)
    return found


def _twins(disk: Disk, paths: Iterable[str]) -> dict[str, str]:
    """For each path that is on disk in another case only: that one, up to the part that differs."""
    twins: dict[str, str] = {}
    listings: dict[str, dict[str, str]] = {}
    for path in paths:
        folder = ""
        for name in path.split("/"):
            names = listings.get(folder)
            if names is None:
                names = listings[folder] = _listing(disk, folder)
            there = names.get(name, names.get(name.casefold()))
            if there != name:
                if there is not None:
                    twins[path] = f"{folder}/{there}" if folder else there
                break
            folder = f"{folder}/{name}" if folder else name
    return twins


def _listing(disk: Disk, folder: str) -> dict[str, str]:
    """The names in a folder, by themselves and by what they are without case; empty where it cannot be listed."""
    try:
        names = disk.names(folder)
    except RepoError:
        return {}
    return {name.casefold(): name for name in names} | {name: name for name in names}


def _free_name(disk: Disk, path: str) -> str:
    folder, _, name = path.rpartition("/")
    try:
        taken = {other.casefold() for other in disk.names(folder)}
    except RepoError:
        taken = set()
    free, number = f"{name}.orig", 0
    while free.casefold() in taken:
        number += 1
        free = f"{name}.orig.{number}"
    return f"{folder}/{free}" if folder else free
