"""What a run would do to a repository: the one result that dry runs, checks, diffs and real runs share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from scaffold.repo.errors import RepoError
from scaffold.repo.lockfile import FOLDER


class Kept(NamedTuple):
    """A file that was left as it is although the plan would have it otherwise, and why, as a clause.

    `blocks`: it lacks what the plan changed, and a person has to see to it.
    """

    path: str
    why: str
    blocks: bool = False


class Step(NamedTuple):
    """One change of one file, as bytes before and after; None stands for no file."""

    path: str
    old: bytes | None
    new: bytes | None


class Stages(NamedTuple):
    """A file with conflicts, as git's index wants it: the three sides, and the lines of the markers in the result."""

    path: str
    base: bytes
    ours: bytes
    theirs: bytes
    lines: tuple[int, ...]


class Note(NamedTuple):
    """What was done to a file beyond what its list says, as a clause."""

    path: str
    text: str


class Break(NamedTuple):
    """Lines of a hand-written Go file that no longer fit what the repository has after the run.

    `line` is the first of `lines`, 1-based; `message` a clause about the file. `certain`: Go is sure to refuse it.
    `blocks`: so it is in a file of the plan's that was kept, or has conflicts.
    """

    path: str
    line: int
    message: str
    certain: bool
    lines: tuple[int, ...] = ()
    blocks: bool = False


class Changes(NamedTuple):
    """Everything that a run does, before it does anything.

    The lists hold repository paths, sorted, without those in ``.scaffold/``; `steps` hold every write and removal
    in the order in which they happen, the lock last. With `errors` nothing may be applied. `adopted` files are as
    scaffold would write them but were not known to the lock. `merged` are files with text of both sides.
    `conflicts` are files that would be left with conflict markers, `stages` the sides of each. `moved` files, (old,
    new), are under `removed` and, by their new path, under one of the other lists, too. `breaks` are what the run
    leaves inconsistent in hand-written Go.
    """

    target: str
    created: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()
    conflicts: tuple[str, ...] = ()
    adopted: tuple[str, ...] = ()
    saved: tuple[str, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()
    notes: tuple[Note, ...] = ()
    stages: tuple[Stages, ...] = ()
    unchanged: int = 0
    steps: tuple[Step, ...] = ()
    errors: tuple[RepoError, ...] = ()
    breaks: tuple[Break, ...] = ()

    @property
    def blocked(self) -> tuple[str, ...]:
        """The kept and conflicting files that surely do not build any more, or lack what the plan changed."""
        broken = {each.path for each in self.breaks if each.blocks}
        return tuple(sorted(broken | {kept.path for kept in self.kept if kept.blocks}))

    @property
    def writes(self) -> bool:
        """Whether applying it changes anything at all, ``.scaffold/`` included."""
        return bool(self.steps)

    @property
    def bookkeeping(self) -> tuple[str, ...]:
        """The files in ``.scaffold/`` that change."""
        return tuple(step.path for step in self.steps if step.path.startswith(f"{FOLDER}/"))

    @property
    def exit_code(self) -> int:
        """0; or the exit code of the errors, where the environment's (3) outweighs a refusal (1)."""
        return max((error.exit_code for error in self.errors), default=0)

    def texts(self) -> Iterator[tuple[str, str | None, str | None]]:
        """(path, old text, new text) of each file outside ``.scaffold/`` that changes, in path order."""
        for step in sorted(self.steps, key=lambda step: step.path):
            if not step.path.startswith(f"{FOLDER}/"):
                yield step.path, _text(step.old), _text(step.new)


def _text(data: bytes | None) -> str | None:
    return None if data is None else data.decode("utf-8", "surrogateescape")
