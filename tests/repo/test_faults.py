"""All or nothing, whatever fails and whenever the process dies: the tree before or the tree after, never another."""

from __future__ import annotations

import ast
import errno
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

import scaffold.repo
from repo.faults import CALLS, SCENES, Scene, Templates, counted, in_child, shot
from scaffold.repo import Changes, RepoError, apply, exclusive, recover_target
from scaffold.repo.errors import Interrupted

SCENE = pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
NOT_OF_THE_SYSTEM = {"fspath", "strerror", "getpid", "fsencode", "major", "minor"}


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    return Templates(tmp_path_factory.mktemp("templates"))


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Path]:
    """A place that is fast to fill and to clear, where the machine has one."""
    if not os.access("/dev/shm", os.W_OK):
        yield tmp_path / "repo"
        return
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        yield Path(folder, "repo")


def test_every_call_of_the_system_is_one_that_is_made_to_fail() -> None:
    folder = Path(scaffold.repo.__file__).parent
    found = set()
    for name in ("disk", "writer", "journal", "recover", "apply"):
        for node in ast.walk(ast.parse((folder / f"{name}.py").read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("os."):
                found.add(ast.unparse(node.func).split(".")[1].split("(")[0])
    calls = found - NOT_OF_THE_SYSTEM - {"path"}
    assert calls <= set(CALLS)
    assert len(calls) > 10


@SCENE
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EIO, errno.EXDEV])
def test_a_call_that_fails_once(scene: Scene, code: int, templates: Templates, target: Path) -> None:
    before, after = templates.of(scene)
    at = failures = 0
    while True:
        at += 1
        templates.copy(scene, target)
        changes = scene.changes(target)

        def fail(number: int, name: str, _: tuple[Any, ...], at: int = at) -> None:
            if number == at:
                raise OSError(code, "injected")

        failed = None
        with counted(fail) as count:
            try:
                apply(changes)
            except RepoError as error:
                failed = error
        if failed is not None:
            failures += 1
            assert failed.exit_code == 3
            assert shot(target) == before, f"after call {at}"
        elif shot(target) != after:
            # What only clears up may fail behind the point of no return: the next run does it.
            assert recover_target(target).outcome == "finished"
            assert shot(target) == after, f"after call {at}"
        if count[0] < at:
            break
    assert failures > 40


@SCENE
def test_a_disk_that_fails_from_some_call_on(scene: Scene, templates: Templates, target: Path) -> None:
    before, after = templates.of(scene)
    at = 0
    while True:
        at += 1
        templates.copy(scene, target)
        changes = scene.changes(target)
        calls: list[int] = []

        def fail(number: int, name: str, _: tuple[Any, ...], at: int = at, calls: list[int] = calls) -> None:
            calls.append(number)
            if number >= at:
                raise OSError(errno.EIO, "injected")

        failed = None
        with counted(fail):
            try:
                apply(changes)
            except RepoError as error:
                failed = error
        found = recover_target(target)
        assert shot(target) == (before if failed else after), f"after call {at}: {found}"
        if len(calls) < at:
            break
        if isinstance(failed, Interrupted):
            assert found.outcome in ("undone", "nothing")
    assert at > 60


def _killed(scene: Scene, target: Path, at: int, *, torn: bool = False) -> bool:
    """Run the scene in a process that is killed before its n-th call, or in the middle of its n-th write."""
    changes = scene.changes(target)

    def kill(number: int, name: str, args: tuple[Any, ...]) -> None:
        if number == at:
            if torn and name == "write":
                real_write(args[0], bytes(args[1])[: len(args[1]) // 2])
            os.kill(os.getpid(), signal.SIGKILL)

    real_write = os.write

    def job() -> None:
        with counted(kill):
            apply(changes)

    status = in_child(job)
    assert status in (0, signal.SIGKILL)
    return status != 0


@SCENE
@pytest.mark.parametrize("torn", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["between calls", "torn"])
def test_a_process_that_is_killed_before_some_call(
    scene: Scene, torn: bool, templates: Templates, target: Path
) -> None:
    before, after = templates.of(scene)
    outcomes = set()
    at = 0
    while True:
        at += 1
        templates.copy(scene, target)
        if not _killed(scene, target, at, torn=torn):
            break
        found = recover_target(target)
        outcomes.add(found.outcome)
        ends = {"undone": [before], "finished": [after], "nothing": [before, after]}[found.outcome]
        assert shot(target) in ends, f"before call {at}: {found}"
        assert recover_target(target).outcome == "nothing"
        if at % 5 == 0:
            apply(scene.changes(target))
            assert shot(target) == after, f"before call {at}"
    assert outcomes == {"nothing", "undone", "finished"}
    assert at > 60


@pytest.mark.slow
@SCENE
def test_a_recovery_that_is_killed_too(scene: Scene, templates: Templates, target: Path) -> None:
    before, after = templates.of(scene)
    total = 0
    at = 5
    while True:
        templates.copy(scene, target)
        if not _killed(scene, target, at):
            break
        second = 0
        while True:
            second += 1

            def kill(number: int, name: str, _: tuple[Any, ...], second: int = second) -> None:
                if number == second:
                    os.kill(os.getpid(), signal.SIGKILL)

            def job() -> None:
                with counted(kill):
                    recover_target(target)

            total += 1
            if in_child(job) == 0:
                break
        assert shot(target) in (before, after), f"before call {at}"
        at += 13
    assert total > 60


@pytest.mark.slow
@SCENE
def test_what_a_power_cut_leaves(scene: Scene, templates: Templates, target: Path, tmp_path: Path) -> None:
    """What was written and not synced is empty afterwards: nothing of a person's is among it, a run makes the rest."""
    before, after = templates.of(scene)
    real_write, real_stat = os.write, os.fstat
    at = 0
    while True:
        at += 1
        log = tmp_path / "log"
        templates.copy(scene, target)
        log.write_text("")
        noted = os.open(log, os.O_WRONLY | os.O_APPEND)

        def cut(number: int, name: str, args: tuple[Any, ...], at: int = at, noted: int = noted) -> None:
            if number == at:
                os.kill(os.getpid(), signal.SIGKILL)
            if name in ("write", "fsync"):
                real_write(noted, f"{name} {real_stat(args[0]).st_ino}\n".encode())

        changes = scene.changes(target)

        def job(changes: Changes = changes) -> None:
            with counted(cut):
                apply(changes)

        ended = in_child(job) == 0
        os.close(noted)
        loose: set[str] = set()
        for line in log.read_text().splitlines():
            name, inode = line.split()
            (loose.add if name == "write" else loose.discard)(inode)
        for file in target.rglob("*"):
            if file.is_file() and str(file.stat().st_ino) in loose:
                file.write_bytes(b"")
        recover_target(target)
        now = shot(target).files
        for path, (data, _) in (before if now.keys() == before.files.keys() else after).files.items():
            # Whole, or empty where a run makes it again.
            assert now[path][0] == data or (now[path][0] == b"" and not _of_a_person(path)), f"call {at}: {path}"
        apply(scene.changes(target))
        for path, (data, _) in after.files.items():
            left = shot(target).files[path][0]
            assert left == data or (left == b"" and path in NEVER_EDITED), f"call {at}: {path}"
        if ended:
            break


# Not synced, for there may be thousands of them; and whoever decides cannot tell that they are damaged.
NEVER_EDITED = {
    *("internal/x/x.go", "internal/y/y.go", ".scaffold/.gitignore"),
    *(".scaffold/bases/internal/x/x.go.base", ".scaffold/bases/internal/y/y.go.base"),
}


def _of_a_person(path: str) -> bool:
    return path in ("pkg/edited.go.orig", "notes.txt", "go.mod", ".scaffold/lock", ".scaffold/bases/go.mod.base")


@SCENE
def test_a_run_that_writes_recovers_by_itself(scene: Scene, templates: Templates, target: Path) -> None:
    before, after = templates.of(scene)
    templates.copy(scene, target)
    for at in range(60, 0, -1):
        if _killed(scene, target, at):
            with exclusive(target) as found:
                assert shot(target) in (before, after)
                if found.outcome == "finished":
                    templates.copy(scene, target)
    assert shot(target) == before


PLANTS = ("pkg", "pkg/a.go", "pkg/.a.go.scaffold-tmp", "pkg/.a.go.scaffold-old", "internal", ".scaffold", "go.mod")


@pytest.mark.parametrize("place", PLANTS)
def test_a_link_that_is_planted_before_some_call(
    place: str, templates: Templates, target: Path, tmp_path: Path
) -> None:
    """It leads out of the target, into a place that looks just like it: nothing there is touched, nothing is lost."""
    scene = SCENES[1]
    outside = tmp_path / "outside"
    templates.copy(scene, outside)
    there = shot(outside)
    lines = {data for data, _ in there.files.values() if b"mine" in data}
    real_rename = os.rename
    at = 0
    while True:
        at += 1
        templates.copy(scene, target)
        moved = target.parent / "moved"
        changes = scene.changes(target)

        def plant(number: int, name: str, _: tuple[Any, ...], at: int = at, moved: Path = moved) -> None:
            if number == at:
                if os.path.lexists(target / place):
                    real_rename(target / place, moved)
                if (target / place).parent.is_dir():
                    os.symlink(outside / place, target / place)

        with counted(plant) as count, suppress(RepoError):
            apply(changes)
        with suppress(RepoError):
            recover_target(target)
        assert shot(outside) == there, f"before call {at}"
        left = {path.read_bytes() for path in target.parent.rglob("*") if path.is_file() and not path.is_symlink()}
        assert lines <= left, f"before call {at}"
        if moved.is_dir():
            shutil.rmtree(moved)
        else:
            moved.unlink(missing_ok=True)
        if count[0] < at:
            break
    assert at > 60
