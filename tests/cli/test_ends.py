"""How runs end: exit codes in every situation, and streams that are full, closed, gone or of another encoding."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from scaffold.repo.writer import Writer
from terminal import EVERYTHING, HOUSE, PLAN, command, files, process, scaffold, tree


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(PLAN)


USAGE = """\
Usage: scaffold go [OPTIONS] PLAN...
Try 'scaffold go --help' for help.

Error: """


@pytest.mark.parametrize(
    ("plan", "message"),
    [
        ("nope.yaml", "there is no file 'nope.yaml'"),
        ("plan.yaml/nope", "there is no file 'plan.yaml/nope'"),
        ("nope.md", "there is no file 'nope.md'"),
        ("plan.yam", "there is no file 'plan.yam'. Did you mean 'plan.yaml'?"),
        ("./plan.yml", "there is no file './plan.yml'. Did you mean './plan.yaml'?"),
        ("", "there is no file ''"),
        (".", "'.' is a directory; a plan is a file"),
        ("no\n\x1b[31mpe", "there is no file 'no\ufffd\ufffd[31mpe'"),
    ],
)
def test_a_plan_that_is_none_is_wrong_use(plan: str, message: str) -> None:
    assert scaffold_go(plan) == (2, "", f"{USAGE}Invalid value for 'PLAN': {message}\n")
    assert scaffold("validate", plan).code == 2
    assert not Path("repo").exists()


def scaffold_go(plan: str = "plan.yaml", *arguments: str, output: str = "repo") -> tuple[int, str, str]:
    return tuple(scaffold("go", plan, "-o", output, *arguments))  # type: ignore[return-value]  # three fields


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["go"],
        ["go", "plan.yaml"],
        ["go", "plan.yaml", "plan.yaml", "-o", "repo"],
        ["go", "plan.yaml", "-o", ""],
        ["go", "plan.yaml", "-o", "plan.yaml"],
        ["go", "plan.yaml", "-o", "repo", "--module", ""],
        ["go", "plan.yaml", "-o", "repo", "--wave", "one"],
        ["go", "plan.yaml", "-o", "repo", "--format", "xml"],
        ["go", "plan.yaml", "-o", "repo", "--color", "blue"],
        ["go", "plan.yaml", "-o", "repo", "--nope"],
        ["validate"],
        ["validate", "plan.yaml", "--wave", "1"],
        ["new"],
        ["new", ""],
        ["new", "repo", "module"],
        ["new", "repo", "=x"],
        ["nope"],
        ["--nope"],
    ],
)
def test_wrong_use_is_2(arguments: list[str]) -> None:
    ended = scaffold(*arguments)
    assert (ended.code, ended.stdout) == (2, "")
    assert ended.stderr.startswith("Usage: scaffold ")
    assert not Path("repo").exists()


def test_a_command_that_is_nearly_one() -> None:
    assert scaffold("validat").stderr.splitlines()[-1] == ("Error: no such command 'validat'. Did you mean 'validate'?")


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("plan.yaml/repo", "plan.yaml/repo: error: is not a folder [repo-obstacle]\n"),
        ("dangling", "dangling: error: is a symbolic link that leads nowhere [repo-obstacle]\n"),
        ("loop", "loop: error: cannot open: Too many levels of symbolic links [repo-io]\n"),
    ],
)
def test_an_output_that_cannot_be_one_is_3(output: str, message: str) -> None:
    Path("dangling").symlink_to("gone")
    Path("loop").symlink_to("loop")
    assert scaffold_go(output=output) == (3, "", message)
    assert not Path("gone").exists()


def test_something_else_where_a_file_should_be_is_3() -> None:
    Path("repo/pkg/api/api.go").mkdir(parents=True)
    before = tree(Path("repo"))
    code, out, err = scaffold_go()
    assert (code, out) == (3, "")
    assert err.split("\n")[0].startswith("pkg/api/api.go: error: ")
    assert tree(Path("repo")) == before


def test_a_file_of_somebody_else_is_1() -> None:
    Path("repo/pkg/api").mkdir(parents=True)
    Path("repo/pkg/api/api.go").write_text("package api\n")
    before = tree(Path("repo"))
    code, out, err = scaffold_go()
    assert (code, out) == (1, "")
    assert err.split("\n")[0] == (
        "pkg/api/api.go: error: plan.yaml wants it, but there is a file that scaffold did not write [path-occupied]"
    )
    assert tree(Path("repo")) == before


@pytest.mark.parametrize("target", ["repo", "repo/sub/folder"])
def test_a_target_that_cannot_be_written_is_3(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As root nothing refuses: the refusal is made where every write goes through."""
    Path("repo").mkdir()

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", target)

    monkeypatch.setattr(os, "mkdir", refuse)
    monkeypatch.setattr(os, "open", _refusing(os.open))
    code, out, err = scaffold_go(output=target)
    assert (code, out) == (3, "")
    assert "Permission denied" in err.split("\n")[0]
    assert "Traceback" not in err
    monkeypatch.undo()
    assert tree(Path("repo")) == {}


def _refusing(real: object) -> object:
    assert callable(real)

    def opened(path: object, flags: int, *more: object, **settings: object) -> object:
        if flags & os.O_CREAT:
            raise PermissionError(13, "Permission denied", path)
        return real(path, flags, *more, **settings)

    return opened


AS_NOBODY = """\
import os, sys
sys.path.insert(0, sys.argv.pop(1))
from scaffold.cli import main
# Every module is loaded while the house may still be read.
for words in (
    ["go", "plan.yaml", "-o", "warm", "-q"],
    ["validate", "plan.yaml"],
    ["new", "warmer", "--template", "shell", "--no-input"],
    ["new", "--help"],
):
    try:
        sys.stdout, real = open(os.devnull, "w"), sys.stdout
        main(words)
    except SystemExit as ended:
        assert ended.code == 0
    sys.stdout = real
os.setgid(65534)
os.setuid(65534)
main(prog_name="scaffold")
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="becoming another user needs root")
def test_a_user_without_permission() -> None:
    """The real refusals of the system, for a user who may read the plan and nothing more."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        for plan, mode in (("plan.yaml", 0o644), ("secret.yaml", 0o600)):
            (folder / plan).write_text(PLAN)
            (folder / plan).chmod(mode)
        (folder / "locked").mkdir(mode=0o755)
        (folder / "hidden").mkdir(mode=0o700)
        (folder / "shell/{{cookiecutter.name}}").mkdir(parents=True)
        (folder / "shell/cookiecutter.json").write_text('{"name": "x"}')
        (folder / "shell/{{cookiecutter.name}}/file").write_text("text\n")
        for path in (folder / "shell", *(folder / "shell").rglob("*")):
            path.chmod(0o755)

        def run(*arguments: str) -> tuple[int, str, str]:
            for warm in ("warm", "warmer"):
                shutil.rmtree(folder / warm, ignore_errors=True)
            start = [sys.executable, "-c", AS_NOBODY, str(HOUSE), *arguments]
            done = subprocess.run(start, cwd=folder, capture_output=True, text=True, check=False)
            return done.returncode, done.stdout, done.stderr

        unread = "error: cannot be read: Permission denied [plan-unreadable]\n"
        assert run("validate", "secret.yaml") == (3, "", f"secret.yaml: {unread}")
        assert run("validate", "hidden/plan.yaml") == (3, "", f"hidden/plan.yaml: {unread}")
        for output in ("locked/repo", "locked", "hidden", "hidden/repo"):
            code, out, err = run("go", "plan.yaml", "-o", output)
            assert (code, out) == (3, ""), (output, err)
            assert "Permission denied" in err.split("\n")[0]
        assert run("new", "locked/fresh", "--template", "shell", "--no-input") == (
            3,
            "",
            "locked/fresh: error: cannot be written: Permission denied [starter-io]\n",
        )
        assert tree(folder / "locked") == {}
        assert tree(folder / "hidden") == {}


def test_a_repository_that_another_run_holds_is_3(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scaffold.cli.go_command.PATIENCE", 0.2)
    scaffold_go()
    folder = os.open("repo", os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        code, out, err = scaffold_go()
        assert (code, out) == (3, "")
        waiting, error, hint = err.splitlines()
        assert waiting.endswith(" is at work here; waiting for it")
        assert error.startswith("repo: error: another scaffold ")
        assert hint == "  hint: wait until it is done"
        assert scaffold_go("plan.yaml", "--check")[0] == 0  # looking disturbs nobody
    finally:
        os.close(folder)
    assert scaffold_go()[0] == 0


def test_a_lock_that_is_no_lock_is_3() -> None:
    scaffold_go()
    Path("repo/.scaffold/lock").write_bytes(b"\xff\x00 nonsense\n")
    before = tree(Path("repo"))
    code, out, err = scaffold_go()
    assert (code, out, "[repo-lock]" in err.split("\n")[0]) == (3, "", True)
    assert tree(Path("repo")) == before


def test_a_plan_from_a_fifo() -> None:
    os.mkfifo("pipe.yaml")
    writer = threading.Thread(target=lambda: Path("pipe.yaml").write_text(PLAN))
    writer.start()
    assert scaffold_go("pipe.yaml")[0] == 0
    writer.join()
    assert files(Path("repo")) == EVERYTHING


def test_a_plan_that_is_a_socket_is_3() -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("plan.sock")
        code, out, err = scaffold_go("plan.sock")
    assert (code, out) == (3, "")
    assert err.startswith("plan.sock: error: cannot be read: ")


def test_a_plan_without_end_is_read_to_a_limit() -> None:
    code, out, err = scaffold_go("/dev/zero")
    assert (code, out) == (1, "")
    assert err.split("\n")[0].endswith("[document-size]")


def test_an_empty_plan_is_1() -> None:
    code, out, err = scaffold_go("/dev/null")
    assert (code, out) == (1, "")
    assert err.split("\n")[0].endswith("[empty-document]")
    assert not Path("repo").exists()


@pytest.mark.parametrize("arguments", [["go", "-", "-o", "repo"], ["validate", "-"]])
def test_standard_input_that_is_closed_is_3(arguments: list[str], tmp_path: Path) -> None:
    ended = process(*arguments, cwd=tmp_path, preexec_fn=lambda: os.close(0))
    assert ended == (3, "", "<stdin>: error: standard input is closed [plan-unreadable]\n")


@pytest.mark.parametrize("closed", [(1,), (2,), (1, 2), (0, 1, 2)])
def test_outputs_that_are_closed(closed: tuple[int, ...], tmp_path: Path) -> None:
    def close() -> None:
        for descriptor in closed:
            os.close(descriptor)

    done = subprocess.run(command("go", "plan.yaml", "-o", "repo"), cwd=tmp_path, preexec_fn=close, check=False)
    assert done.returncode == 0
    assert files(Path("repo")) == EVERYTHING
    Path("bad.yaml").write_text("colour: x\n")
    done = subprocess.run(command("validate", "bad.yaml"), cwd=tmp_path, preexec_fn=close, check=False)
    assert done.returncode == 1


@pytest.mark.parametrize("arguments", [["--dry-run", "-v"], ["--check"], ["--diff"], ["--format", "json"], []])
def test_a_reader_who_goes_away_changes_nothing(arguments: list[str], tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            command("go", "plan.yaml", "-o", "repo", *arguments),
            cwd=tmp_path,
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (int("--check" in arguments), b"")
    assert Path("repo").exists() == (arguments in ([], ["--format", "json"]))


def test_a_reader_of_messages_who_goes_away(tmp_path: Path) -> None:
    Path("bad.yaml").write_text("colour: x\n")
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        command("validate", "bad.yaml"), cwd=tmp_path, stdout=subprocess.PIPE, stderr=writing, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stdout) == (1, b"bad.yaml: 2 errors, 0 warnings\n")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has /dev/full")
def test_an_output_that_is_full_is_3(tmp_path: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            command("validate", "plan.yaml"), cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (
        3,
        "scaffold: standard output cannot be written: No space left on device\n",
    )


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_terminal_of_another_encoding(encoding: str, form: str, tmp_path: Path) -> None:
    name = "größe-日本-\udcff.yaml"
    Path(name).write_text("colour: «日本» 😀\n", "utf-8")
    env = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": encoding}
    ended = process("validate", name, "--format", form, cwd=tmp_path, env=env)
    assert ended.code == 1
    assert "Traceback" not in ended.stderr
    if form == "json":
        assert ended.stderr == ""
        assert [each["code"] for each in json.loads(ended.stdout)["diagnostics"]] == ["no-module", "unknown-key"]
    else:
        assert ended.stdout.endswith(".yaml: 2 errors, 0 warnings\n")
        heads = [line for line in ended.stderr.splitlines() if not line.startswith(" ")]
        assert [head.split("yaml:")[1] for head in heads] == [
            "1:1: error: the plan names no module [no-module]",
            "1:1: error: a plan has no key colour [unknown-key]",
        ]


def test_control_c_ends_with_130_and_without_a_traceback(tmp_path: Path) -> None:
    started = subprocess.Popen(
        command("go", "-", "-o", "repo"),
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    _wait_until_it_reads(started.pid)
    started.send_signal(signal.SIGINT)
    out, err = started.communicate(timeout=30)
    assert (started.returncode, out, err) == (130, "", "\nscaffold: interrupted\n")
    assert not Path("repo").exists()


def _wait_until_it_reads(pid: int) -> None:
    """Until the process sleeps in a read of its standard input; where nobody says so, for a second."""
    import time

    for _ in range(300):
        try:
            blocked = Path(f"/proc/{pid}/syscall").read_text().startswith(("0 0x0 ", "63 0x0 "))
        except OSError:
            time.sleep(1)
            return
        if blocked:
            return
        time.sleep(0.05)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_while_writing_leaves_every_file_as_it_was(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The signal comes between two files, and again, impatiently, at each step of the undoing."""
    number = signal.Signals[name]
    scaffold_go()
    before = tree(Path("repo"))
    Path("plan.yaml").write_text(PLAN.replace("Greet(name string)", "Greet(name, title string)"))
    real = Writer.put
    done: list[str] = []

    def put(self: Writer, path: str, *, replaces: bool) -> None:
        done.append(path)
        if len(done) > 2:
            os.kill(os.getpid(), number)
        real(self, path, replaces=replaces)

    handlers = [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
    monkeypatch.setattr(Writer, "put", put)
    said = "\nscaffold: interrupted\n" if name == "SIGINT" else ""
    assert scaffold_go() == (128 + number, "", said)
    assert len(done) > 2  # the first file was put back
    assert tree(Path("repo")) == before
    assert [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)] == handlers
    monkeypatch.setattr(Writer, "put", real)
    assert scaffold_go()[0] == 0


def test_a_thread_may_run_scaffold() -> None:
    ended: list[int] = []
    thread = threading.Thread(target=lambda: ended.append(_in_thread()))
    thread.start()
    thread.join()
    assert ended == [0]
    assert files(Path("repo")) == EVERYTHING


def _in_thread() -> int:
    from scaffold.cli import main

    try:
        main(["go", "plan.yaml", "-o", "repo", "-q"])
    except SystemExit as end:
        return int(end.code or 0)
    return -1


WATCHED = """\
import atexit, sys
sys.path.insert(0, sys.argv.pop(1))
{watch}
atexit.register(print, "the interpreter ends")
from scaffold.__main__ import run
run()
"""


@pytest.mark.parametrize(
    ("watch", "is_seen"),
    [
        ("", False),
        ("sys.settrace(lambda *_: None)", True),
        ("sys.setprofile(lambda *_: None)", True),
        ("monitoring = getattr(sys, 'monitoring', None); monitoring and monitoring.use_tool_id(1, 'coverage')", None),
    ],
)
def test_only_a_watched_process_takes_the_interpreter_apart(watch: str, is_seen: bool | None, tmp_path: Path) -> None:
    start = [sys.executable, "-c", WATCHED.format(watch=watch), str(HOUSE), "validate", "plan.yaml"]
    done = subprocess.run(start, cwd=tmp_path, capture_output=True, text=True, check=False)
    expected = is_seen if is_seen is not None else hasattr(sys, "monitoring")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == ["plan.yaml: sound", *(["the interpreter ends"] if expected else [])]


def test_the_version_is_printed_without_click(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *command("--version")[1:]],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, scaffold("--version").stdout)
    assert "click" not in done.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has /dev/full")
@pytest.mark.parametrize("arguments", [["--version"], ["validate", "plan.yaml"]])
def test_streams_that_fail_end_alike(arguments: list[str], tmp_path: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(command(*arguments), cwd=tmp_path, stdout=full, stderr=full, check=False)
    assert done.returncode == 3
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(command(*arguments), cwd=tmp_path, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
