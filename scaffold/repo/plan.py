"""Looking at a target, so that `decide` has all it needs."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping

from scaffold.repo.bases import base_path
from scaffold.repo.carry import moves
from scaffold.repo.changes import Break, Changes
from scaffold.repo.decide import decide
from scaffold.repo.decide.ledger import IGNORE
from scaffold.repo.decide.request import Content, Found, Wanted
from scaffold.repo.digest import digest
from scaffold.repo.disk import Disk
from scaffold.repo.errors import RepoError
from scaffold.repo.former import follow
from scaffold.repo.gitmerge import has_markers, merged_by_git
from scaffold.repo.ignore import SCAFFOLDIGNORE, ignored
from scaffold.repo.lockfile import LOCK, Entry, Lock, Options, parse_lock, renamed_plans
from scaffold.repo.module import module_of
from scaffold.repo.writer import NEW, OLD
from scaffold.tree import OutFile, Owner, Rename


def plan_changes(
    tree: Iterable[OutFile],
    target: str | os.PathLike[str],
    *,
    plans: Collection[str] | None = None,
    options: Options | None = None,
    selection: bool = False,
    force: bool = False,
    on_conflict: str = "markers",
    renames: Iterable[Rename] | None = None,
    renamed: Mapping[str, str] | None = None,
) -> Changes:
    """What has to be done so that the repository at `target` has the files of `tree`. Nothing is written.

    `tree` may hold one shared file for each plan at one path, all other paths once. `plans` are the plans that this
    run speaks for (default: those of the files); their files that are in the lock and not in `tree` have left, unless
    it is a `selection`. `options` are remembered in the lock for each plan: None leaves what is remembered, an empty
    mapping forgets it. `force` overwrites generated files that were edited by hand, keeping copies. `on_conflict`
    says what becomes of lines that the plan and a person changed: ``markers``, ``ours`` (the person's), ``theirs``
    (the plan's, keeping a copy) or ``fail``. `renames` are what the plans call otherwise now (default: what the files
    of `tree` say).
    `renamed` are plans that the lock calls otherwise so far: former name → name.

    What stands in the way of single files is in `Changes.errors`. Raises `RepoError` where there is no going on: an
    unreadable target or lock.
    """
    files: dict[str, tuple[OutFile, ...]] = {}
    for file in tree:
        files[file.path] = (*files.get(file.path, ()), file)
    speaking = frozenset(plans) if plans is not None else frozenset(f.plan for each in files.values() for f in each)
    if renames is None:
        renames = (rename for each in files.values() for file in each for rename in file.renames)
    wanted = Wanted(
        files, speaking, options, selection, force, on_conflict, tuple(dict.fromkeys(renames)), renamed or {}
    )
    root = os.fspath(target)
    with Disk(root) as disk:
        found = _look(disk, wanted)
        changes = follow(disk, wanted, found, decide(root, wanted, found))
        return changes._replace(breaks=_breaks(disk, wanted, found, changes))


def _breaks(disk: Disk, wanted: Wanted, found: Found, changes: Changes) -> tuple[Break, ...]:
    """What the run leaves inconsistent in Go files that people write."""
    if changes.errors or not any(step.path.endswith(".go") and step.old is not None for step in changes.steps):
        return ()
    from scaffold.repo.breaks import find_breaks  # only where Go has changed

    module = module_of(disk.root)
    return find_breaks(disk, module.path, wanted, found.lock, changes) if module is not None else ()


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
        contents[path] = _read(disk, path)
    moved = moves(wanted.files, known, wanted.plans)
    for path in moved.values():
        if path not in contents:
            contents[path] = _read(disk, path)
    bases = [base_path(path) for path in _with_bases(wanted, lock, contents, moved)]
    for path in [*sorted(bases), IGNORE]:
        contents[path] = _read(disk, path)
    fresh = [path for path in wanted.files if path not in known]
    beside = dict(_beside(disk, wanted, known, contents, moved))
    return Found(
        lock,
        data,
        contents,
        _twins(disk, fresh),
        _copies(disk, wanted, known, contents, moved),
        moved,
        beside,
        ignored(disk.read(SCAFFOLDIGNORE), (*contents, *beside)),
        _merged(disk, lock, contents),
    )


def _read(disk: Disk, path: str) -> Content:
    try:
        return disk.read(path)
    except RepoError as error:
        return error


def _copies(
    disk: Disk, wanted: Wanted, known: Mapping[str, Entry], contents: dict[str, Content], moved: Mapping[str, str]
) -> dict[str, str]:
    """Free names for copies of what this run may overwrite or remove although a person edited it."""
    copies = {}
    targets = {old: new for new, old in moved.items()}
    for path, content in contents.items():
        files, entry = wanted.files.get(path), known.get(path)
        text = files[0].text.encode() if files else None
        if not isinstance(content, bytes) or content == text:
            continue
        if files is None and wanted.selection:
            continue
        owner = files[0].owner if files else entry.owner if entry else None
        if (owner is Owner.GENERATED and wanted.force) or (owner is Owner.YOURS and wanted.on_conflict == "theirs"):
            copies[path] = _free_name(disk, targets.get(path, path))
    return copies


def _beside(
    disk: Disk, wanted: Wanted, known: Mapping[str, Entry], contents: dict[str, Content], moved: Mapping[str, str]
) -> Iterator[tuple[str, Content]]:
    """The files beside those of yours that the plan changed: what they declare, and what goes where those go."""
    folders = {path.rpartition("/")[0] for pair in moved.items() for path in pair}
    moving = set(folders)
    for path, files in wanted.files.items():
        entry, content = known.get(path), contents.get(path)
        changed = entry is not None and digest(files[0].text.encode()) not in entry.hashes
        if files[0].owner is Owner.YOURS and changed and isinstance(content, bytes):
            folders.add(path.rpartition("/")[0])
    for folder in sorted(folders):
        names = _names(disk, folder)
        for name in names:
            path = f"{folder}/{name}" if folder else name
            if path not in contents and (name.endswith(".go") or folder in moving) and not name.endswith((NEW, OLD)):
                yield path, _read(disk, path)
        if folder in moving and "testdata" in names:
            for path in _below(disk, f"{folder}/testdata"):
                yield path, _read(disk, path)


def _below(disk: Disk, folder: str) -> Iterator[str]:
    for name in _names(disk, folder):
        path = f"{folder}/{name}"
        if isinstance(_read(disk, path), bytes):
            yield path
        else:
            yield from _below(disk, path)


def _names(disk: Disk, folder: str) -> list[str]:
    try:
        return disk.names(folder)
    except RepoError:
        return []


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


def _with_bases(wanted: Wanted, lock: Lock | None, contents: dict[str, Content], moved: Mapping[str, str]) -> list[str]:
    """The files whose bases this run may read or write; an unchanged file of yours needs none."""
    known = lock.files if lock is not None else {}
    found = []
    for path, content in contents.items():
        files = wanted.files.get(path)
        entry = known.get(path)
        owners = {entry.owner if entry else None, files[0].owner if files else None}
        # What the plan has now; where it has nothing any more, what is there.
        text = files[0].text.encode() if files is not None else content
        known_hashes = entry.hashes if entry is not None else ()
        changed = isinstance(text, bytes) and isinstance(content, bytes) and digest(text) not in known_hashes
        if Owner.SHARED in owners or (Owner.YOURS in owners and (len(owners) > 1 or changed)):
            found.append(path)
    there = set(found)
    return [*found, *(path for pair in moved.items() for path in pair if path not in there)]


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
