"""All or nothing: a step that fails leaves every file as it was, and a killed run is finished by the next."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from repo.room import HEADER, generated, run, shared, stamps, tree, write, yours
from scaffold.repo import RepoError, apply, exclusive, plan_changes
from scaffold.repo.errors import Busy

BEFORE = (
    generated("pkg/a.go", "one\n"),
    generated("pkg/old/old.go"),
    yours("internal/x/x.go"),
    shared("go.mod", "module m\n\ngo 1.24\n\nrequire (\n\ta.b/c v1.0.0\n)\n"),
)
AFTER = (
    generated("pkg/a.go", "two\n"),
    generated("pkg/new/new.go"),
    yours("internal/y/y.go"),
    shared("go.mod", "module m\n\ngo 1.24\n\nrequire (\n\ta.b/c v1.1.0\n\td.d/d v1.0.0\n)\n"),
)


class Countdown:
    """Stands for the calls in `os` that change something, and fails at the n-th."""

    NAMES = ("open", "write", "rename", "unlink", "mkdir", "fchmod", "fsync")

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: int, failure: Callable[[], BaseException]) -> None:
        self.left = at
        for name in self.NAMES:
            monkeypatch.setattr(os, name, self.wrap(getattr(os, name), name, failure))

    def wrap(
        self, real: Callable[..., object], name: str, failure: Callable[[], BaseException]
    ) -> Callable[..., object]:
        def call(*args: object, **more: object) -> object:
            if name == "open" and not args[1] & os.O_CREAT:  # type: ignore[operator]
                return real(*args, **more)
            self.left -= 1
            if self.left == 0:
                raise failure()
            return real(*args, **more)

        return call


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, None])
def test_every_step_may_fail_and_every_file_is_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int | None
) -> None:
    at = 0
    while True:
        at += 1
        target = tmp_path / str(at)
        run(target, *BEFORE)
        before, places = tree(target, state=True), stamps(target).keys()
        changes = plan_changes(AFTER, target)
        with monkeypatch.context() as patch:
            countdown = Countdown(patch, at, KeyboardInterrupt if code is None else lambda: OSError(code, "injected"))
            failed = False
            try:
                apply(changes)
            except (RepoError, KeyboardInterrupt) as error:
                failed = isinstance(error, KeyboardInterrupt) is (code is None) or pytest.fail(repr(error))
        if countdown.left > 0:
            break
        # What only makes things tidy or lasting may fail after the lock is written.
        after = tree(target, state=True)
        assert failed is False or after != before or stamps(target).keys() == places
        if failed and after != before:
            assert changes.steps[-1].new == (target / ".scaffold/lock").read_bytes()
        assert not [path for path in after if "tmp" in path]
        run(target, *AFTER)
        assert tree(target)["pkg/a.go"] == HEADER + "two\n"
        assert "pkg/old/old.go" not in tree(target)
    assert at > 30


def test_a_target_that_could_not_be_filled_is_not_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changes = plan_changes(BEFORE, tmp_path / "a" / "b")
    with monkeypatch.context() as patch:
        Countdown(patch, 9, lambda: OSError(errno.ENOSPC, "injected"))
        with pytest.raises(RepoError):
            apply(changes)
    assert list(tmp_path.iterdir()) == []


KILLED = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from repo.test_apply import AFTER
from scaffold.repo import apply, plan_changes
changes = plan_changes(AFTER, sys.argv[1])
left = int(sys.argv[2])
def wrap(real):
    def call(*args, **more):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), 9)
        return real(*args, **more)
    return call
for name in ("write", "rename", "unlink", "mkdir", "rmdir"):
    setattr(os, name, wrap(getattr(os, name)))
apply(changes)
"""


@pytest.mark.slow
def test_a_run_that_was_killed_is_finished_by_the_next(tmp_path: Path) -> None:
    wanted = None
    for at in range(1, 60):
        target = tmp_path / str(at)
        run(target, *BEFORE)
        if wanted is None:
            run(tmp_path / "wanted", *BEFORE)
            run(tmp_path / "wanted", *AFTER)
            wanted = tree(tmp_path / "wanted")
        tests = str(Path(__file__).parent.parent)
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(target), str(at), tests], cwd=Path(tests).parent, check=False
        )
        run(target, *AFTER)
        # Not yet .scaffold/ too: without a journal an entry that was written before its base counts as a person's.
        assert tree(target) == wanted
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL
    else:
        pytest.fail("never came to an end")
    assert at > 20


def test_the_lock_is_written_last(tmp_path: Path) -> None:
    assert [step.path for step in plan_changes(BEFORE, tmp_path).steps][-1] == ".scaffold/lock"


def test_only_one_run_at_a_time(tmp_path: Path) -> None:
    before = stamps(tmp_path)
    with exclusive(tmp_path):
        with pytest.raises(Busy) as caught, exclusive(tmp_path):
            pass
        assert caught.value.exit_code == 3
        if os.path.exists("/proc/locks"):
            assert caught.value.message == f"another scaffold (process {os.getpid()}) is at work here"
        run(tmp_path, generated("a.go"))
    with exclusive(tmp_path), exclusive(tmp_path / "not there"):
        pass
    assert before.keys() < stamps(tmp_path).keys()


def test_two_runs_that_decided_at_once_do_not_both_write(tmp_path: Path) -> None:
    one, two = plan_changes(BEFORE, tmp_path), plan_changes(AFTER, tmp_path)
    apply(one)
    before = tree(tmp_path, state=True)
    with pytest.raises(Busy):
        apply(two)
    assert tree(tmp_path, state=True) == before


def test_leftovers_of_a_killed_run_are_no_obstacle(tmp_path: Path) -> None:
    write(tmp_path, {".a.go.scaffold-tmp": "half"})
    run(tmp_path, generated("a.go"))
    assert set(tree(tmp_path)) == {"a.go"}
