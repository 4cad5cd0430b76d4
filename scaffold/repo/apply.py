"""Carrying out a decision: everything is written beside its place first, then put there, the lock last."""

from __future__ import annotations

import os
from collections.abc import Sequence

from scaffold.repo.changes import Changes, Step
from scaffold.repo.disk import Disk, walk_up
from scaffold.repo.errors import RepoError
from scaffold.repo.lockfile import FOLDER, LOCK


def apply(changes: Changes) -> None:
    """Bring the target to what `changes` say; does nothing at all if they say nothing.

    Raises the first of `changes.errors` if there are any, and `RepoError` if it could not be done: then every file
    is as it was.
    """
    if changes.errors:
        raise changes.errors[0]
    if not changes.steps:
        return
    with Disk(changes.target) as disk:
        made = disk.make_root()
        try:
            execute(disk, changes.steps)
        except BaseException:
            disk.close()
            for folder in reversed(made):
                try:
                    os.rmdir(folder)
                except OSError:
                    break
            raise


def execute(disk: Disk, steps: Sequence[Step]) -> None:
    """Carry out all the steps, or none. The one place through which every write and removal goes."""
    staged: list[str] = []
    made: list[str] = []
    done: list[Step] = []
    try:
        for step in steps:
            if step.new is not None:
                staged.append(step.path)
                disk.stage(step.path, step.new, made, durable=step.old is not None or step.path == LOCK)
        for step in steps:
            if step.new is None:
                assert step.old is not None
                disk.remove(step.path, step.old)
            else:
                disk.commit(step.path, step.old)
            done.append(step)
    except BaseException:
        _undo(disk, done, staged, made)
        raise
    removed = {folder for step in steps if step.new is None for folder in walk_up(step.path)}
    for folder in sorted(removed, key=len, reverse=True):
        disk.remove_folder(folder)
    if any(step.path == LOCK for step in steps):
        disk.sync_folder(FOLDER)


def _undo(disk: Disk, done: list[Step], staged: list[str], made: list[str]) -> None:
    """Put every file back as it was. What cannot be put back is left, and never overwritten if it changed again."""
    for step in reversed(done):
        try:
            if step.old is None:
                assert step.new is not None
                disk.remove(step.path, step.new)
            else:
                disk.stage(step.path, step.old, [], durable=True)
                disk.commit(step.path, step.new)
        except RepoError:
            disk.unstage(step.path)
    for path in staged:
        disk.unstage(path)
    for folder in sorted(made, key=len, reverse=True):
        disk.remove_folder(folder)
