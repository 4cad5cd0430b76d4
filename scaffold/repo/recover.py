"""Putting right what a run left that did not come to its end: in this process or, after a kill, in a later one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from typing import NamedTuple

from scaffold import observed
from scaffold.repo.changes import Kept
from scaffold.repo.disk import Disk, walk_up
from scaffold.repo.errors import Interrupted, RepoError
from scaffold.repo.journal import DONE, JOURNAL, Journal, Line, exact, parse_journal
from scaffold.repo.lockfile import FOLDER
from scaffold.repo.writer import NEW, OLD, Writer, beside


class Recovered(NamedTuple):
    """What was found and done. `outcome` is ``nothing``, ``undone`` or ``finished``.

    `restored` are the files outside ``.scaffold/`` that are again as they were. `kept` are those that somebody has
    changed since the run was killed: they stay as they are.
    """

    outcome: str = "nothing"
    restored: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()


NOTHING = Recovered()


def is_interrupted(disk: Disk) -> bool:
    """Whether a run was killed here (or is under way)."""
    names = disk.names(FOLDER)
    return "journal" in names or "journal.done" in names


def recover(disk: Writer) -> Recovered:
    """Undo, or finish, the run that was killed in this target, if one was. Nobody else may be at work in it.

    Raises `Interrupted` if some of it cannot be done; what can is done then, and the journal stays.
    """
    if not disk.exists:
        return NOTHING
    names = disk.names(FOLDER)
    if is_interrupted(disk):
        observed.give_up()
    if "journal.done" in names:
        data = disk.read(DONE) or b""
        return Recovered("finished", kept=tuple(tidy(disk, parse_journal(DONE, data))))
    if "journal" in names:
        journal = parse_journal(JOURNAL, disk.read(JOURNAL) or b"")
        undone = undo(disk, journal)
        if undone.problems:
            raise _unfinished(undone.problems[0])
        restored = (path for path in undone.restored if not path.startswith(f"{FOLDER}/"))
        return Recovered("undone", tuple(sorted(restored)), tuple(sorted(undone.kept)))
    # Killed before the journal was there, or after it was gone.
    if names or FOLDER in disk.names(""):
        disk.drop(beside(JOURNAL, NEW))
        _remove_folders(disk, [FOLDER])
    return NOTHING


class Undone(NamedTuple):
    """What undoing a journal came to. With `problems` the journal is still there."""

    restored: list[str]
    kept: list[Kept]
    problems: list[RepoError]


def undo(disk: Writer, journal: Journal, touched: Collection[str] | None = None) -> Undone:
    """Put everything back as it was before the run; in any state of it, and as often as needed.

    `touched` are the paths at which the run may have changed something, None where that is unknown: elsewhere it
    does not matter if a temporary file cannot be cleared away.
    """
    found = Undone([], [], [])
    for line in reversed(journal.lines):
        try:
            _undo_line(disk, line, found, touched)
        except RepoError as problem:
            if touched is None or line.path in touched:
                found.problems.append(problem)
    if not found.problems:
        try:
            _forget(disk, journal)
        except RepoError as problem:
            found.problems.append(problem)
    return found


def _forget(disk: Writer, journal: Journal) -> None:
    _remove_folders(disk, (folder for folder in reversed(journal.folders) if folder != FOLDER))
    disk.drop(beside(JOURNAL, NEW))
    disk.drop(JOURNAL)
    if FOLDER in journal.folders:
        _remove_folders(disk, [FOLDER])


def _remove_folders(disk: Writer, folders: Iterable[str]) -> None:
    """Remove folders that are empty; where that cannot be, an empty folder is nothing to stop for."""
    for folder in folders:
        with suppress(RepoError):
            disk.remove_folder(folder)


def _undo_line(disk: Writer, line: Line, found: Undone, touched: Collection[str] | None) -> None:
    staged = disk.is_staged(line.path)
    if line.old is not None:
        disk.drop(beside(line.path, NEW))
        _bring_back(disk, line, found)
    elif staged is not None:
        # What is at the path now is ours only if it is the very file that was staged.
        if staged:
            disk.drop(line.path)
            found.restored.append(line.path)
        disk.drop(beside(line.path, NEW))
    elif touched is None or line.path in touched:
        here = disk.read(line.path)
        if here is not None and _is_ours(here, line):
            disk.drop(line.path)
            found.restored.append(line.path)
        elif here is not None:
            found.kept.append(Kept(line.path, "it was changed after the run was interrupted"))


def _bring_back(disk: Writer, line: Line, found: Undone) -> None:
    kept = disk.read(beside(line.path, OLD))
    if kept is None:
        return
    here = disk.read(line.path)
    if here is None or _is_ours(here, line):
        disk.restore(line.path)
        found.restored.append(line.path)
    elif here == kept:
        disk.drop(beside(line.path, OLD))
    else:
        found.kept.append(_saved(disk, line.path))


def _is_ours(here: bytes, line: Line) -> bool:
    """Whether a file is what the run put there; nothing but NUL bytes is what a power cut leaves of it."""
    return exact(here) == line.new or not here.strip(b"\0")


def _saved(disk: Writer, path: str) -> Kept:
    return Kept(disk.save(path), f"{path} as it was before a run; somebody changed it at the same time")


def tidy(disk: Writer, journal: Journal, *, once: bool = False) -> list[Kept]:
    """Clear away what a run that has come to its end has replaced.

    A folder that cannot be removed is nothing to stop for, unless this is only tried `once`, before the next run.
    """
    kept: list[Kept] = []
    for line in journal.lines:
        if line.old is None:
            continue
        second = beside(line.path, OLD)
        data = disk.read(second)
        if data is None:
            continue
        if exact(data) == line.old:
            disk.drop(second)
        else:
            # Somebody was still writing into the file that was replaced.
            kept.append(_saved(disk, line.path))
    removed = {folder for line in journal.lines if line.new is None for folder in walk_up(line.path)}
    for folder in sorted(removed, key=len, reverse=True):
        try:
            disk.remove_folder(folder)
        except RepoError:
            if once:
                raise
    disk.drop(DONE)
    return kept


def _unfinished(problem: RepoError) -> Interrupted:
    return Interrupted(
        problem.path,
        f"a run was interrupted here and cannot be undone: {problem.message}",
        "settle that and run `scaffold recover -o REPO`; or delete .scaffold/journal: "
        "every file then stays as it is now",
    )
