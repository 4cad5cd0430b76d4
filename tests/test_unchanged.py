"""Answers that are repeated: only where a full run would give the very same, whatever has happened in between."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scaffold import observed, unchanged
from terminal import PLAN, Ended, command, scaffold, tree


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(unchanged.SWITCH)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    Path("plan.yaml").write_text(PLAN)


class Answer(NamedTuple):
    """How a run ended, and whether the answer was an earlier run's."""

    ended: Ended
    is_repeated: bool


def go(*arguments: str) -> Answer:
    """What a process of ``scaffold go`` does, in this process."""
    words = ["go", "plan.yaml", "-o", "repo", *arguments]
    memory = unchanged.memory_of(words)
    if memory is None:
        return Answer(scaffold(*words), False)
    output = memory.recall()
    if output is not None:
        out, err = ("".join(text for of_err, text in output if of_err == stream) for stream in (False, True))
        return Answer(Ended(0, out, err), True)
    with observing() as run:
        ended = scaffold(*words)
    if ended.code == 0:
        memory.keep(run)
    return Answer(ended, False)


@contextmanager
def observing() -> Iterator[observed.Run]:
    try:
        yield observed.begin()
    finally:
        observed._run = None


def full(*arguments: str) -> Ended:
    return scaffold("go", "plan.yaml", "-o", "repo", *arguments)


def settle(*arguments: str) -> None:
    """Run until the answer is repeated."""
    assert [go(*arguments).is_repeated for _ in range(3)] == [False, False, True]


# --- what is repeated ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [[], ["--check"], ["--dry-run"], ["-v"], ["--format", "json"], ["-q"]])
def test_an_answer_is_repeated(arguments: list[str]) -> None:
    full()
    before = tree(Path())
    first, second = go(*arguments), go(*arguments)
    assert (first.is_repeated, second.is_repeated) == (False, True)
    assert first.ended == second.ended == full(*arguments)
    assert tree(Path()) == before  # nothing is kept inside the repository


def test_a_run_that_writes_is_not_repeated() -> None:
    settle()
    Path("repo/pkg/api/api.go").unlink()
    assert "1 created" in go().ended.stdout
    assert go().ended.stdout == "repo: 6 unchanged\n"


def test_messages_are_repeated() -> None:
    Path("plan.yaml").write_text(PLAN.replace("name string", "id uuid.UUID") + "imports: {uuid: github.com/a/uuid}\n")
    full()
    first, second = go(), go()
    assert "warning" in first.ended.stderr
    assert (second.ended, second.is_repeated) == (first.ended, True)


@pytest.mark.parametrize("arguments", [["--verify"], ["--git-stages"], ["--diff", "--color", "always", "-o", "gone"]])
def test_what_depends_on_more_is_not_kept(arguments: list[str]) -> None:
    full()
    go(*arguments)
    assert not go(*arguments).is_repeated


def test_errors_are_not_kept() -> None:
    full()
    Path("plan.yaml").write_text(PLAN + "waves: []\n")
    assert [go().is_repeated for _ in range(3)] == [False] * 3
    assert go().ended.code == 1


def test_a_plan_that_is_no_file_is_not_kept() -> None:
    full()
    with observing() as run:
        scaffold("go", "-", "-o", "repo", stdin=PLAN)
    assert (run.is_repeatable, run.gave_up) == (True, True)


# --- what ends it ----------------------------------------------------------------------------------------------------


Edit = Callable[[], None]


def write(path: str, text: str) -> Edit:
    def edit() -> None:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text)

    return edit


def append(path: str, text: str) -> Edit:
    def edit() -> None:
        Path(path).write_text(Path(path).read_text() + text)

    return edit


def remove(path: str) -> Edit:
    def edit() -> None:
        if Path(path).is_dir():
            shutil.rmtree(path)
        else:
            Path(path).unlink()

    return edit


def replace(path: str, make: Callable[[str], None]) -> Edit:
    """Put something else in the place of a file or folder."""

    def edit() -> None:
        remove(path)()
        make(path)

    return edit


def make_link(path: str) -> Edit:
    """Put a symbolic link to the very same in the place of a file or folder."""

    def edit() -> None:
        moved = Path(f"{path}.moved")
        Path(path).rename(moved)
        Path(path).symlink_to(moved.name)

    return edit


EDITS: dict[str, Edit] = {
    "the plan": append("plan.yaml", "# more\n"),
    "the plan's method": write("plan.yaml", PLAN.replace("Greet(", "Meet(")),
    "the plan is gone": remove("plan.yaml"),
    "the plan is a link": make_link("plan.yaml"),
    "a generated file": append("repo/pkg/api/api.go", "// mine\n"),
    "a generated file is gone": remove("repo/pkg/api/api.go"),
    "a generated file is empty": write("repo/pkg/api/api.go", ""),
    "a file of yours": append("repo/internal/api/greeter/greeter.go", "// mine\n"),
    "a file of yours is gone": remove("repo/internal/api/greeter/greeter.go"),
    "a file is a link": make_link("repo/pkg/api/api.go"),
    "a file is a fifo": replace("repo/pkg/api/api.go", os.mkfifo),
    "a file is a folder": replace("repo/pkg/api/api.go", os.mkdir),
    "a folder is a link": make_link("repo/pkg"),
    "an inner folder is a link": make_link("repo/internal/api/greeter"),
    "a folder is gone": remove("repo/pkg"),
    "a folder is a file": replace("repo/pkg", os.mknod),
    "the repository is a link": make_link("repo"),
    "the repository is gone": remove("repo"),
    "the lock": append("repo/.scaffold/lock", "option\tplan.yaml\tmocks\tnone\n"),
    "the lock is gone": remove("repo/.scaffold/lock"),
    "the lock is damaged": append("repo/.scaffold/lock", "nonsense\n"),
    "a base is gone": remove("repo/.scaffold/bases"),
    "a journal": write("repo/.scaffold/journal", "nonsense"),
    "a finished journal": write("repo/.scaffold/journal.done", "nonsense"),
    "ignored files": write("repo/.scaffoldignore", "api.go\n"),
    "scaffold's ignore file is gone": remove("repo/.scaffold/.gitignore"),
    "go.mod": append("repo/go.mod", "\nrequire example.com/other v1.2.3\n"),
    "go.mod is gone": remove("repo/go.mod"),
    "go.mod above": write("go.mod", "module example.com/above\n\ngo 1.24\n"),
    "another's file": write("repo/pkg/api/other.go", "package api\n"),
    "nothing": lambda: None,
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_change_ends_it(edit: str) -> None:
    settle()
    shutil.copytree("repo", "copy/repo", symlinks=True)
    shutil.copy("plan.yaml", "copy/plan.yaml")
    EDITS[edit]()
    repeated = go()
    ended, after = repeated.ended, tree(Path("repo")) if Path("repo").is_dir() else {}
    os.chdir("copy")
    EDITS[edit]()
    assert (ended, after) == (full(), tree(Path("repo")) if Path("repo").is_dir() else {})
    assert repeated.is_repeated <= (edit in ("nothing", "another's file", "go.mod above", "the plan is a link"))


@settings(max_examples=10)
@given(st.lists(st.lists(st.sampled_from(sorted(EDITS)), max_size=2), min_size=2, max_size=4))
def test_random_edits_give_what_full_runs_give(rounds: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as root:
        sides: list[tuple[Path, Callable[[], Ended]]] = [
            (Path(root, "kept"), lambda: go().ended),
            (Path(root, "full"), full),
        ]
        for side, _ in sides:
            side.mkdir()
            (side / "plan.yaml").write_text(PLAN)
        for edits in rounds:
            results = []
            for side, run in sides:
                os.chdir(side)
                run()
                run()
                for edit in edits:
                    _try(EDITS[edit])
                results.append((run(), run(), run(), *map(_tree, ("repo", "repo.moved"))))
            assert results[0] == results[1]


def _try(edit: Edit) -> None:
    """Edit where that can be: another edit may have taken what this one needs."""
    with suppress(OSError):
        edit()


def _tree(path: str) -> dict[str, bytes | None]:
    return tree(Path(path)) if Path(path).is_dir() else {}


def test_surroundings_end_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settle()
    with monkeypatch.context() as other:
        other.setenv("NO_COLOR", "1")
        assert not go().is_repeated
    with monkeypatch.context() as other:
        other.setattr("scaffold.__version__", "9.9.9")
        assert not go().is_repeated
    with monkeypatch.context() as other:
        other.syspath_prepend(tmp_path)
        assert not go().is_repeated
    with monkeypatch.context() as other:
        other.setenv(unchanged.SWITCH, "1")
        assert not go().is_repeated
    with monkeypatch.context() as other:
        other.setenv("_SCAFFOLD_COMPLETE", "bash_complete")
        assert unchanged.memory_of(["go"]) is None
    assert not go("-v").is_repeated
    assert go().is_repeated


def test_another_folder_is_another_command() -> None:
    settle()
    shutil.copytree(Path(), "copy")
    os.chdir("copy")
    assert not go().is_repeated


@pytest.mark.parametrize("path", ["scaffold/module.py", "scaffold/data/facts.txt", "go_templates/mock/file.go.j2"])
def test_scaffolds_own_files_end_it(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "house" / path
    file.parent.mkdir(parents=True)
    file.write_text("one")
    (tmp_path / "house/scaffold").mkdir(exist_ok=True)
    monkeypatch.setattr(unchanged, "__file__", str(tmp_path / "house/scaffold/unchanged.py"))
    before = unchanged._code()
    assert unchanged._code() == before
    file.write_text("two")
    os.utime(file, ns=(1, 1))
    assert unchanged._code() != before


# --- nothing that a run looks at goes unnoticed ----------------------------------------------------------------------


@pytest.mark.parametrize("above", ["", "module example.com/acme\n\ngo 1.24\n"])
def test_every_look_is_noted(above: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if above:
        Path("go.mod").write_text(above)
        Path("plan.yaml").write_text(PLAN.partition("\n")[2])
    assert full().code == 0
    module = "" if above else "module: example.com/acme/tiny\n"
    two = f"{module}storage: {{interfaces: [{{name: Store, methods: [Put(key string) error]}}]}}\n"
    Path("two.yaml").write_text(two)
    assert scaffold("go", "two.yaml", "-o", "repo").code == 0
    looked: set[tuple[bool, str]] = set()

    def watch(module: Any, name: str) -> None:
        real = getattr(module, name)

        def watched(path: Any = ".", *rest: Any, **named: Any) -> Any:
            whole = _whole_path(path, named.get("dir_fd"))
            looked.add((name == "open" and not os.path.isdir(whole), whole))
            return real(path, *rest, **named)

        monkeypatch.setattr(module, name, watched)

    for name in ("open", "stat", "lstat", "listdir", "scandir", "readlink", "access"):
        watch(os, name)
    watch(__import__("builtins"), "open")
    monkeypatch.setattr(subprocess, "Popen", None)
    with observing() as run:
        assert scaffold("go", "plan.yaml", "-o", "repo").code == 0
    monkeypatch.undo()
    assert run.is_repeatable
    assert not run.gave_up
    contents = {observed.FILE, observed.CONTENT}
    noted = {(look in contents, os.path.normpath(tmp_path / "work" / path)) for look, path in run.looks}
    # The kind of what was read is known, and `realpath` and `Disk` look at each folder on the way.
    noted |= {(False, path) for _, path in noted}
    noted |= {(False, str(parent)) for _, path in noted for parent in Path(path).parents}
    below = {(opened, path) for opened, path in looked if path.startswith(f"{tmp_path}{os.sep}")}
    assert len(below) > 20
    assert below - noted == set()


def _whole_path(path: Any, folder: int | None) -> str:
    if isinstance(path, int):
        return os.readlink(f"/proc/self/fd/{path}") if os.path.isdir("/proc/self/fd") else ""
    above = os.readlink(f"/proc/self/fd/{folder}") if folder is not None else os.getcwd()
    return os.path.normpath(os.path.join(above, os.fsdecode(path)))


# --- whom it trusts --------------------------------------------------------------------------------------------------


def answer_file(tmp_path: Path) -> Path:
    (path,) = (tmp_path / "cache/scaffold/answers").iterdir()
    return path


def test_answers_are_the_users_alone(tmp_path: Path) -> None:
    settle()
    path = answer_file(tmp_path)
    assert [stat.S_IMODE(each.stat().st_mode) for each in (path, path.parent)] == [0o600, 0o700]
    path.parent.chmod(0o770)
    assert [go().is_repeated for _ in range(2)] == [False, False]
    path.parent.chmod(0o700)
    assert go().is_repeated
    elsewhere = tmp_path / "elsewhere"
    path.parent.rename(elsewhere)
    path.parent.symlink_to(elsewhere)
    assert not go().is_repeated


@pytest.mark.skipif(os.geteuid() != 0, reason="giving a folder away needs root")
def test_answers_of_another_user_do_not_count(tmp_path: Path) -> None:
    settle()
    os.chown(answer_file(tmp_path).parent, 65534, 65534)
    assert not go().is_repeated


def test_damaged_answers_do_not_count(tmp_path: Path) -> None:
    settle()
    path = answer_file(tmp_path)
    whole = path.read_bytes()
    step = max(1, len(whole) // 40)
    for damaged in (
        *(whole[:end] for end in range(0, len(whole), step)),
        *(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(0, len(whole), step)),
        whole + b"more",
        b"\0" * len(whole),
    ):
        path.write_bytes(damaged)
        memory = unchanged.memory_of(["go", "plan.yaml", "-o", "repo"])
        assert memory is not None
        assert memory.recall() is None
    path.unlink()
    path.mkdir()
    assert not go().is_repeated


@pytest.mark.parametrize(
    "fields", ["", "00", "00\0x", "00\0" + "1", "zz\0" + "0", "00\0" + "1\0file", "00\0" + "0\0" + "1"]
)
def test_fields_that_are_none(fields: str, tmp_path: Path) -> None:
    settle()
    rest = f"{fields}\0".encode()
    answer_file(tmp_path).write_bytes(unchanged._FORMAT + sha256(rest).digest() + rest)
    assert not go().is_repeated


def test_the_oldest_answers_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unchanged, "_MOST", 2)
    full()
    for arguments in (["-v"], ["-q"], []):
        go(*arguments)
    assert len(list((tmp_path / "cache/scaffold/answers").iterdir())) == 2
    assert go().is_repeated


def test_without_a_home_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    for home in ("", "relative"):
        monkeypatch.setenv("HOME", home)
        assert unchanged.memory_of(["go"]) is None


# --- whole processes -------------------------------------------------------------------------------------------------


def test_a_process_repeats_without_the_rest_of_scaffold(tmp_path: Path) -> None:
    start = command("go", "plan.yaml", "-o", "repo")
    runs = [subprocess.run(start, capture_output=True, text=True, check=False) for _ in range(2)]
    watched = [sys.executable, "-X", "importtime", *start[1:]]
    again = subprocess.run(watched, capture_output=True, text=True, check=False)
    assert (again.returncode, again.stdout) == (0, runs[1].stdout)
    loaded = {line.rpartition("|")[2].strip() for line in again.stderr.splitlines() if line.startswith("import time:")}
    assert {name for name in loaded if name.startswith("scaffold")} == {
        *("scaffold", "scaffold.__main__", "scaffold.observed", "scaffold.unchanged")
    }
    assert not loaded & {"click", "typing", "re", "json", "inspect"}
    with open("/dev/full", "wb") as file:
        assert subprocess.run(start, stdout=file, stderr=file, check=False).returncode == 3
    reading, writing = os.pipe()
    os.close(reading)
    gone = subprocess.run(start, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (gone.returncode, gone.stderr) == (0, b"")
