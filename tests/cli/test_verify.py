"""``--verify``: what Go says, at the plan's line; with the real Go and with commands that only look like it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import judges
from judges import tools
from terminal import PLAN, Ended, files, scaffold

CODE = """\
module: example.com/acme/tiny
api:
  types: [{name: Object, fields: [ID string]}]
  go: |
    // Größe und mehr.
    func Double(ünits int) int {
      x := ünits
          return   x + missing
    }
    func Greet(n int) string { return fmt.Sprintf("%s", n) }
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def go(monkeypatch: pytest.MonkeyPatch) -> None:
    """The judges' Go is the one on PATH."""
    for name, value in tools.environment().items():
        monkeypatch.setenv(name, value)


def run(text: str, *arguments: str) -> Ended:
    Path("plan.yaml").write_text(text, "utf-8")
    return scaffold("go", "plan.yaml", "-o", "repo", "--verify", *arguments)


def told(ended: Ended) -> list[tuple[str, int, int, str, str]]:
    """File, line, column, code and message of every diagnostic, verify's only."""
    return [
        (each["file"], each["line"], each["column"], each["code"], each["message"])
        for each in ended.document["diagnostics"]
        if each["code"].startswith(("verify", "no-"))
    ]


# --- the real Go -----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("go")
def test_what_is_sound_has_no_complaint() -> None:
    judges.toolchain()
    ended = run(PLAN)
    assert (ended.code, ended.stderr) == (0, "")


@pytest.mark.usefixtures("go")
def test_compilers_complaints_stand_at_the_line_of_the_plan() -> None:
    ended = run(CODE, "--bodies", "keep", "--format", "json")
    assert ended.code == 1
    assert told(ended) == [("plan.yaml", 8, 24, "verify-build", "undefined: missing")]
    (found,) = (each for each in ended.document["diagnostics"] if each["code"] == "verify-build")
    there = {"file": "repo/pkg/api/api.go", "line": 14, "column": 13, "message": "in what was made of it"}
    assert (found["end_column"], found["related"]) == (31, [there])


@pytest.mark.usefixtures("go")
def test_vets_complaints_stand_at_the_line_of_the_plan() -> None:
    ended = run(CODE.replace("missing", "1"), "--bodies", "keep", "--format", "json")
    assert ended.code == 1
    message = "fmt.Sprintf format %s has arg n of wrong type int (printf)"
    assert told(ended) == [("plan.yaml", 10, 52, "verify-vet", message)]


@pytest.mark.usefixtures("go")
def test_complaints_in_files_of_yours_stand_there() -> None:
    assert run(PLAN).code == 0
    test = Path("repo/internal/api/greeter/greeter_test.go")
    text = test.read_text("utf-8")
    test.write_text(text + '\nfunc TestMine(t *testing.T) {\n\tt.Run("sub", func(t *testing.T) { t.Error("no") })\n}\n')
    ended = run(PLAN, "--format", "json")
    line = text.count("\n") + 3
    assert ended.code == 1
    assert told(ended) == [(f"repo/{test.relative_to('repo')}", line, 2, "verify-test", "TestMine/sub fails: no")]
    test.write_text(text + "\nfunc TestMine(t *testing.T) { nothing() }\n")
    ended = run(PLAN, "--format", "json")
    assert told(ended) == [(f"repo/{test.relative_to('repo')}", line - 1, 31, "verify-build", "undefined: nothing")]


@pytest.mark.usefixtures("go")
def test_races_and_panics_lead_to_their_first_frame() -> None:
    assert run(PLAN).code == 0
    test = Path("repo/internal/api/greeter/greeter_test.go")
    text = test.read_text("utf-8")
    race = "\tx := 0\n\tdone := make(chan bool)\n\tgo func() { x++; done <- true }()\n\tx++\n\t<-done\n\t_ = x\n"
    test.write_text(text + f"\nfunc TestRace(t *testing.T) {{\n{race}}}\n")
    ended = run(PLAN, "--format", "json")
    ((file, line, _, code, message),) = told(ended)
    assert (file, code, message) == (f"repo/{test.relative_to('repo')}", "verify-test", "TestRace fails: a data race")
    assert line in (text.count("\n") + 5, text.count("\n") + 6)
    test.write_text(text + "\nfunc TestPanic(t *testing.T) {\n\tvar m map[string]int\n\tm[t.Name()] = 1\n}\n")
    ended = run(PLAN, "--format", "json")
    message = "TestPanic fails: panic: assignment to entry in nil map"
    assert told(ended) == [(file, text.count("\n") + 4, 2, "verify-test", message)]


@pytest.mark.usefixtures("go")
def test_without_a_c_compiler_a_note_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CC", "there-is-no-such-compiler")
    ended = run(PLAN, "--format", "json")
    message = "the tests ran without the race detector, which takes cgo and a C compiler"
    assert (ended.code, told(ended)) == (0, [("plan.yaml", 1, 1, "no-race", message)])


@pytest.mark.usefixtures("go")
def test_only_packages_of_the_plan_are_judged_and_nothing_is_written() -> None:
    run(PLAN)
    other = Path("repo/cmd/other/main.go")
    other.parent.mkdir(parents=True)
    other.write_text("package main\n\nfunc main() { broken }\n")
    Path("repo/internal/api/greeter/greeter.go").write_text("package main\n\nfunc main() {}\n")
    Path("repo/internal/api/greeter/greeter_test.go").unlink()
    before = files(Path("repo"))
    assert run(PLAN).code == 0
    assert files(Path("repo")) == before


# --- commands that only look like Go ---------------------------------------------------------------------------------


def pretend(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A ``go`` that is a shell script, and nothing else on PATH but the shell's tools."""
    command = folder / "bin" / "go"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\ncase "$1" in\n{script}\nesac\n')
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{command.parent}{os.pathsep}/bin")


ENV = """env) echo '{"CGO_ENABLED": "1", "CC": "sh"}' ;;\nlist) echo example.com/acme/tiny ;;"""


def test_no_go_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    ended = run(PLAN)
    hint = "  hint: install Go (https://go.dev/dl), or leave --verify out\n"
    assert (ended.code, ended.stderr) == (3, f"go: error: there is no `go` on PATH [no-go]\n{hint}")
    assert not Path("repo").exists()


def test_a_go_that_does_not_work_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(tmp_path, monkeypatch, "*) echo 'go: no such toolchain' >&2; exit 2 ;;")
    ended = run(PLAN, "--format", "json")
    assert (ended.code, ended.document["diagnostics"][0]["code"]) == (3, "no-go")
    assert ended.document["diagnostics"][0]["message"].endswith("bin/go does not work: go: no such toolchain")


def test_what_go_says_of_no_line_is_told_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing = "build) echo 'go: updates to go.mod needed' >&2; exit 1 ;;\n*) exit 0 ;;"
    pretend(tmp_path, monkeypatch, f"{ENV}\n{failing}")
    ended = run(PLAN, "--format", "json")
    assert ended.code == 1
    assert told(ended) == [("repo/go.mod", 1, 1, "verify-build", "go: updates to go.mod needed")]


def test_a_platform_without_race_detector_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = 'test) case "$*" in *-race*) echo "go: -race is not supported on linux/x" >&2; exit 2 ;; esac ;;'
    pretend(tmp_path, monkeypatch, f"{ENV}\n{script}")
    ended = run(PLAN, "--format", "json")
    assert (ended.code, [code for *_, code, _ in told(ended)]) == (0, ["no-race"])


def test_noise_is_no_complaint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    noise = (
        "echo 'go: downloading example.com/x v1.0.0' >&2; echo '{\"Action\":\"start\"}'; echo '{ no json'; echo '[1]'"
    )
    pretend(tmp_path, monkeypatch, f"{ENV}\n*) {noise} ;;")
    assert run(PLAN).code == 0


@pytest.mark.parametrize("option", ["--dry-run", "--diff", "--check"])
def test_nothing_is_verified_that_is_not_written(option: str) -> None:
    ended = run(PLAN, option)
    assert ended.code == 2
    assert "--verify judges what was written" in ended.stderr
