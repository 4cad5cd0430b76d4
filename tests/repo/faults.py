"""Calls of the system that fail, kill the process, or lose what was not on the disk: under the room that writes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from repo.room import generated, run, shared, write, yours
from scaffold.repo import Changes, plan_changes
from scaffold.tree import OutFile

CALLS = (
    *("open", "close", "read", "write", "fstat", "stat", "fchmod", "fsync", "listdir"),
    *("link", "rename", "replace", "unlink", "mkdir", "rmdir"),
)
"""Every call in `os` that the room makes of the system; a test holds the two together."""


class Shot(NamedTuple):
    """Everything below a folder: files with bytes and mode, and the folders."""

    files: dict[str, tuple[bytes, int]]
    folders: frozenset[str]


def shot(target: Path) -> Shot:
    """What is there now; a target that is not there, and an empty one, are the same."""
    files, folders = {}, set()
    for path in sorted(target.rglob("*")):
        name = path.relative_to(target).as_posix()
        if path.is_dir() and not path.is_symlink():
            folders.add(name)
        else:
            files[name] = (path.read_bytes(), path.stat().st_mode)
    return Shot(files, frozenset(folders))


class Scene(NamedTuple):
    """A run worth breaking: the repository before it, and the files it is to have."""

    name: str
    before: tuple[OutFile, ...]
    edits: dict[str, str]
    after: tuple[OutFile, ...]

    def lay(self, target: Path) -> None:
        """Make the repository as it is before the run."""
        if self.before:
            run(target, *self.before)
            (target / "pkg/mode.go").chmod(0o600)
        write(target, self.edits)

    def changes(self, target: Path) -> Changes:
        """What the run is to do."""
        return plan_changes(self.after, target, plans={"plan.yaml"}, force=True)


def _mod(*requires: str) -> OutFile:
    return shared("go.mod", "module m\n\ngo 1.24\n\nrequire (\n" + "".join(f"\t{each}\n" for each in requires) + ")\n")


SCENES = (
    Scene("fresh", (), {}, (generated("pkg/a.go"), generated("pkg/deep/b.go"), yours("internal/x/x.go"))),
    Scene(
        "regenerated",
        (
            generated("pkg/a.go", "one\n"),
            generated("pkg/mode.go", "one\n"),
            generated("pkg/edited.go", "one\n"),
            generated("pkg/old/deep/old.go"),
            yours("internal/x/x.go"),
            _mod("a.b/c v1.0.0"),
        ),
        {"pkg/edited.go": "// mine\n", "notes.txt": "mine\n"},
        (
            generated("pkg/a.go", "two\n"),
            generated("pkg/mode.go", "two\n"),
            generated("pkg/edited.go", "two\n"),
            generated("pkg/new/new.go"),
            yours("internal/y/y.go"),
            _mod("a.b/c v1.1.0", "d.d/d v1.0.0"),
        ),
    ),
)


class Templates:
    """The scenes' repositories before and after, made once, to be copied for each fault."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made: dict[str, tuple[Shot, Shot]] = {}

    def of(self, scene: Scene) -> tuple[Shot, Shot]:
        """What the repository of a scene is before the run, and after it."""
        if scene.name not in self.made:
            from scaffold.repo import apply

            place = self.folder / scene.name
            place.mkdir(parents=True)
            scene.lay(place)
            before = shot(place)
            done = self.folder / f"{scene.name}-after"
            shutil.copytree(place, done)
            apply(scene.changes(done))
            self.made[scene.name] = before, shot(done)
        return self.made[scene.name]

    def copy(self, scene: Scene, target: Path) -> None:
        """Lay the scene's repository, as it is before the run, at `target`."""
        self.of(scene)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.folder / scene.name, target)


@contextmanager
def counted(before: Callable[[int, str, tuple[Any, ...]], None]) -> Iterator[list[int]]:
    """Call `before` with number, name and arguments of each call of the system; the list holds how many there were.

    What `before` raises is what the call does; a descriptor is closed all the same.
    """
    real = {name: getattr(os, name) for name in CALLS}
    count = [0]

    def wrap(name: str) -> Callable[..., Any]:
        def call(*args: Any, **more: Any) -> Any:
            count[0] += 1
            try:
                before(count[0], name, args)
            except OSError:
                if name == "close":
                    real["close"](*args)
                raise
            # No test cuts the power: what waiting for the disk costs is saved.
            return None if name == "fsync" else real[name](*args, **more)

        return call

    try:
        for name in CALLS:
            setattr(os, name, wrap(name))
        yield count
    finally:
        for name in CALLS:
            setattr(os, name, real[name])


def in_child(job: Callable[[], object]) -> int:
    """Run `job` in a process that is a copy of this one; its exit status as of `os.waitpid`, 0 for done."""
    child = os.fork()
    if child == 0:
        code = 70
        try:
            job()
            code = 0
        finally:
            os._exit(code)
    return os.waitpid(child, 0)[1]
