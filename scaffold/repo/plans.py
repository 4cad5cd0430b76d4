"""What the repository calls a plan, and what the other plans have in it.

The lock tells plans apart by name: that of the file, with the way to it where the plan lies inside the repository
(``plans/phase-1.yaml``). So two plans of one base name are two plans wherever a machine or a person put the
repository, and one that moved inside it, or into it, stays what it was.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from scaffold import observed
from scaffold.repo.disk import Disk
from scaffold.repo.errors import RepoError
from scaffold.repo.lockfile import Lock
from scaffold.tree import Owner


class Identity(NamedTuple):
    """A plan's name in the lock; `was` is the name that it has there so far, where it has moved."""

    name: str
    was: str | None = None


class GoFolder(NamedTuple):
    """A folder of a plan's Go files in the repository: (path, text) of each."""

    plan: str
    path: str
    files: tuple[tuple[str, str], ...]


def plans_of(lock: Lock | None) -> list[str]:
    """The plans that have something in the repository, sorted."""
    if lock is None:
        return []
    return sorted({*lock.options, *(plan for entry in lock.files.values() for plan in entry.plans)})


def identify(root: str, lock: Lock | None, base: str, path: str | None) -> Identity:
    """What the lock of the repository at `root` calls the plan `base` that lies at `path` (None: standard input)."""
    known = plans_of(lock)
    inside = _inside(root, path) if path is not None else None
    alike = [name for name in known if name.rpartition("/")[2] == base]
    if inside is None:
        if base in alike or len(alike) != 1:
            return Identity(base)
        # From standard input, or a copy of the plan: the one plan of that name, unless that one is another.
        return Identity(alike[0] if path is None or _same(os.path.join(root, alike[0]), path) else base)
    if inside in known:
        return Identity(inside)
    for name in alike:
        observed.note_kind(os.path.join(root, name))
    gone = [name for name in alike if not os.path.lexists(os.path.join(root, name))]
    return Identity(inside, gone[0] if len(gone) == 1 else None)


def find_plan(root: str, lock: Lock | None, given: str) -> str | None:
    """The name in the lock that a person means by a plan's path or name, which need not be there any more."""
    known = plans_of(lock)
    alike = [name for name in known if name.rpartition("/")[2] == os.path.basename(given)]
    for name in (given, _inside(root, given)):
        if name is not None and name in known:
            return name
    return alike[0] if len(alike) == 1 else None


def go_folders(root: str, lock: Lock | None, without: Collection[str], *, yours: bool = False) -> list[GoFolder]:
    """The generated Go (with `yours`: all Go) of every plan in the repository but those named, by folder."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    if lock is None or all(plan in without for plan in plans_of(lock)):
        return []
    owners = (Owner.GENERATED, Owner.YOURS) if yours else (Owner.GENERATED,)
    with Disk(root) as disk:
        for path, entry in sorted(lock.files.items()):
            if not path.endswith(".go") or entry.owner not in owners or set(entry.plans) & set(without):
                continue
            try:
                data = disk.read(path)
            except RepoError:
                continue
            if data is not None:
                folder = path.rpartition("/")[0]
                text = data.decode("utf-8", "replace")
                found.setdefault((entry.plans[0], folder), []).append((path, text))
    return [GoFolder(plan, path, tuple(files)) for (plan, path), files in sorted(found.items())]


def contracts(folders: Collection[GoFolder]) -> list[GoFolder]:
    """Those of a plan's folders that hold contracts: not the mocks, suites and the like that were derived from one."""
    names = {(folder.plan, folder.path): _package(folder) for folder in folders}
    return [folder for folder in folders if not _is_derived(folder, names)]


def importers(folders: Collection[GoFolder], module: str, gone: Collection[str]) -> Iterator[tuple[str, str]]:
    """(file, folder) for each file in `folders` that imports one of the folders that are `gone`."""
    for folder in folders:
        for path, text in folder.files:
            for other in gone:
                if f'"{module}/{other}"' in text:
                    yield path, other


_CLAUSE = re.compile(r"^package (\w+)", re.MULTILINE)


def _package(folder: GoFolder) -> str:
    clauses = (_CLAUSE.search(text) for path, text in folder.files if not path.endswith("_test.go"))
    return next((clause[1] for clause in clauses if clause), "")


def _is_derived(folder: GoFolder, names: dict[tuple[str, str], str]) -> bool:
    above, _, name = folder.path.rpartition("/")
    package = names.get((folder.plan, above), "")
    return bool(package) and name != package and package in name and any(f'/{above}"' in t for _, t in folder.files)


def _inside(root: str, path: str) -> str | None:
    """The path of a plan in the repository; None for one that lies elsewhere."""
    folder, base = os.path.split(path)
    observed.note_real_path(folder or os.curdir)
    observed.note_real_path(root)
    try:
        way = os.path.relpath(os.path.join(os.path.realpath(folder or os.curdir), base), os.path.realpath(root))
    except ValueError:
        # Windows: another drive.
        return None
    parts = way.split(os.sep)
    return None if parts[0] == os.pardir else "/".join(parts)


def _same(one: str, other: str) -> bool:
    """Whether a plan is no other than `other`: it is gone, or says the same."""
    observed.give_up()  # few plans are copies of one in the repository
    try:
        with open(one, "rb") as a, open(other, "rb") as b:
            return a.read() == b.read()
    except OSError:
        return not os.path.lexists(one)
