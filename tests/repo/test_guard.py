"""Two runs in one repository, and a run in what a killed one left."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from repo.faults import counted, in_child, shot
from repo.room import HEADER, generated, run, shared, tree, write, yours
from scaffold.repo import Kept, Recovered, apply, exclusive, plan_changes, recover_target, settled
from scaffold.repo.errors import BadJournal, Busy, Interrupted
from scaffold.repo.journal import JOURNAL, Journal, Line, format_journal, parse_journal
from scaffold.repo.writer import Writer


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "repo"


def killed(target: Path, call: str, nth: int, *files: object) -> None:
    """Run in a process that is killed before its n-th `call`."""
    changes = plan_changes(files, target, force=True)  # type: ignore[arg-type]
    seen = [0]

    def kill(_: int, name: str, __: object) -> None:
        seen[0] += name == call
        if seen[0] == nth:
            os.kill(os.getpid(), signal.SIGKILL)

    def job() -> None:
        with counted(kill):
            apply(changes)

    assert in_child(job) == signal.SIGKILL


def test_whoever_comes_second_waits(target: Path) -> None:
    heard: list[str] = []
    inside = threading.Event()

    def first() -> None:
        with exclusive(target):
            inside.set()
            time.sleep(0.4)
            run(target, generated("a.go", "first\n"))

    thread = threading.Thread(target=first)
    thread.start()
    inside.wait()
    with exclusive(target, 30, heard.append):
        run(target, generated("a.go", "second\n"))
    thread.join()
    assert tree(target) == {"a.go": HEADER + "second\n"}
    assert len(heard) == 1
    assert heard[0].endswith("is at work here; waiting for it")


def test_whoever_has_waited_long_enough_is_told_who_it_is(target: Path) -> None:
    with exclusive(target), pytest.raises(Busy) as caught, exclusive(target, 0.2):
        pass
    assert caught.value.exit_code == 3
    if os.path.exists("/proc/locks"):
        assert caught.value.message == f"another scaffold (process {os.getpid()}) is at work here"


def test_looking_waits_only_while_another_run_is_writing(target: Path) -> None:
    run(target, generated("a.go", "one\n"))
    with exclusive(target):
        with settled(target):
            pass
        write(target, {JOURNAL: "as if it was under way\n"})
        with pytest.raises(Busy), settled(target, 0.2):
            pass


def test_those_who_only_read_do_not_wait_for_each_other(target: Path) -> None:
    target.mkdir()
    with settled(target), settled(target), pytest.raises(Busy), exclusive(target):
        pass


def test_the_folder_is_made_for_the_run_and_taken_away_if_it_stays_empty(tmp_path: Path) -> None:
    target = tmp_path / "not" / "there"
    with exclusive(target):
        assert target.is_dir()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_was_taken_away_while_one_waited_is_made_again(target: Path) -> None:
    inside = threading.Event()

    def first() -> None:
        with exclusive(target):
            inside.set()
            time.sleep(0.3)

    thread = threading.Thread(target=first)
    thread.start()
    inside.wait()
    with exclusive(target, 30):
        run(target, generated("a.go"))
    thread.join()
    assert set(tree(target)) == {"a.go"}


def test_the_lock_of_a_process_that_died_is_nobodys(target: Path) -> None:
    def job() -> None:
        with exclusive(target):
            os.kill(os.getpid(), signal.SIGKILL)

    assert in_child(job) == signal.SIGKILL
    with exclusive(target) as found:
        assert found.outcome == "nothing"


@pytest.fixture(params=[errno.EBADF, errno.ENOLCK])
def _no_folder_locks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on network file systems that lock files only."""
    real = fcntl.flock

    def flock(descriptor: int, how: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{descriptor}"):
            raise OSError(request.param, "no")
        real(descriptor, how)

    monkeypatch.setattr(fcntl, "flock", flock)


@pytest.mark.usefixtures("_no_folder_locks")
def test_where_folders_cannot_be_locked_a_file_is(target: Path) -> None:
    with exclusive(target), settled(target):
        run(target, generated("a.go"))
        started = time.monotonic()
        with pytest.raises(Busy), exclusive(target, 0.2):
            pass
        assert time.monotonic() - started >= 0.2
    with exclusive(target):
        run(target, generated("a.go", "two\n"))

    def job() -> None:
        with exclusive(target):
            os.kill(os.getpid(), signal.SIGKILL)

    assert in_child(job) == signal.SIGKILL
    with exclusive(target):
        pass


def test_a_dry_run_does_not_look_at_what_a_killed_one_left(target: Path) -> None:
    run(target, generated("a.go", "one\n"))
    before = shot(target)
    killed(target, "rename", 1, generated("a.go", "two\n"))
    with pytest.raises(Interrupted) as caught, settled(target):
        pass
    assert (caught.value.path, caught.value.exit_code) == (JOURNAL, 3)
    with pytest.raises(Interrupted):
        apply(plan_changes([generated("b.go")], target))
    assert recover_target(target).outcome == "undone"
    assert shot(target) == before
    with settled(target):
        pass


def test_what_somebody_changed_after_the_kill_is_kept(target: Path) -> None:
    old = [generated("a.go", "one\n"), generated("b.go", "one\n"), generated("gone.go"), generated("left.go")]
    run(target, *old)
    (target / "b.go").write_text("// mine, before\n")
    killed(target, "rename", 4, *NEW)
    assert tree(target)["a.go"] == HEADER + "two\n"
    write(target, {"a.go": "// mine, after\n", "new.go": "// mine too\n"})
    (target / "b.go").unlink()
    found = recover_target(target)
    assert found == Recovered(
        "undone",
        ("b.go", "b.go.orig", "gone.go"),
        (
            Kept("a.go.orig", "a.go as it was before a run; somebody changed it at the same time"),
            Kept("new.go", "it was changed after the run was interrupted"),
        ),
    )
    assert tree(target) == {
        "a.go": "// mine, after\n",
        "a.go.orig": HEADER + "one\n",
        "b.go": "// mine, before\n",
        "gone.go": HEADER + "package api\n",
        "left.go": HEADER + "package api\n",
        "new.go": "// mine too\n",
    }


NEW = (generated("a.go", "two\n"), generated("b.go", "two\n"), generated("left.go"), generated("new.go"))


def test_somebody_who_writes_into_the_very_file_that_is_replaced_loses_nothing(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(target, generated("a.go", "one\n"))
    changes = plan_changes([generated("a.go", "two\n")], target)
    with open(target / "a.go", "a") as editor:
        real = Writer.put

        def put(self: Writer, path: str, *, replaces: bool) -> None:
            real(self, path, replaces=replaces)
            if path == "a.go":
                editor.write("// mine\n")
                editor.flush()

        monkeypatch.setattr(Writer, "put", put)
        assert apply(changes) == (
            Kept("a.go.orig", "a.go as it was before a run; somebody changed it at the same time"),
        )
    assert tree(target) == {"a.go": HEADER + "two\n", "a.go.orig": HEADER + "one\n// mine\n"}


def test_where_files_have_one_name_only_copies_do(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "no")

    monkeypatch.setattr(os, "link", link)
    run(target, generated("a.go", "one\n"), generated("gone.go"), yours("y.go"))
    before = shot(target)
    changes = plan_changes([generated("a.go", "two\n"), yours("y.go"), generated("new.go")], target)
    (target / "new.go").write_text("mine\n")
    with pytest.raises(Busy):
        apply(changes)
    (target / "new.go").unlink()
    assert shot(target) == before
    killed(target, "unlink", 1, generated("a.go", "two\n"), yours("y.go"), generated("new.go"))
    assert recover_target(target).outcome == "undone"
    assert shot(target) == before
    run(target, generated("a.go", "two\n"), yours("y.go"), generated("new.go"))
    assert set(tree(target)) == {"a.go", "y.go", "new.go"}


def test_a_repository_that_was_copied_in_the_middle_recovers_elsewhere(target: Path, tmp_path: Path) -> None:
    run(target, generated("a.go", "one\n"), shared("go.mod", "module m\n"))
    before = shot(target)
    killed(target, "rename", 2, generated("a.go", "two\n"), shared("go.mod", "module m\n\ngo 1.24\n"))
    shutil.copytree(target, tmp_path / "copy", symlinks=True)
    assert recover_target(tmp_path / "copy").outcome == "undone"
    assert shot(tmp_path / "copy") == before


def test_a_journal_is_read_back_and_a_damaged_one_is_named() -> None:
    journal = Journal((Line("pkg/a b.go", None, "a" * 32), Line("step", "b" * 32, None)), (".scaffold", "pkg"))
    data = format_journal(journal)
    assert parse_journal(JOURNAL, data)._replace(holder="") == journal
    assert parse_journal(JOURNAL, data).holder.startswith(f"process {os.getpid()} on ")
    for end in range(len(data) - 1):
        with pytest.raises(BadJournal):
            parse_journal(JOURNAL, data[:end])
    for wrong in (
        b"step\t.git/config\t-\t-\n",
        b"step\t../x\t-\t-\n",
        b"step\tx\t-\n",
        b"folder\t/x\n",
        b'"\n',
        b"\xff",
    ):
        with pytest.raises(BadJournal):
            parse_journal(JOURNAL, wrong + data)
    with pytest.raises(BadJournal) as caught:
        parse_journal(JOURNAL, data.replace(b"format\t1", b"format\t2"))
    assert caught.value.exit_code == 3


RACE = """
import sys
sys.path.insert(0, sys.argv[3])
from repo.room import generated
from scaffold.repo import apply, exclusive, plan_changes
for number in range(10):
    with exclusive(sys.argv[1], 60):
        files = [generated(f"pkg/{name}.go", f"{sys.argv[2]} {number}\\n") for name in "abcdef"]
        apply(plan_changes(files, sys.argv[1]))
"""


@pytest.mark.slow
def test_eight_at_once_end_as_if_one_after_the_other(target: Path) -> None:
    tests = str(Path(__file__).parent.parent)
    runs = [
        subprocess.Popen([sys.executable, "-c", RACE, str(target), str(each), tests], cwd=Path(tests).parent)
        for each in range(8)
    ]
    assert [each.wait(120) for each in runs] == [0] * 8
    assert len(set(tree(target).values())) == 1
    assert len(tree(target)) == 6
    assert plan_changes([], target, plans={"plan.yaml"}).removed == tuple(sorted(tree(target)))
