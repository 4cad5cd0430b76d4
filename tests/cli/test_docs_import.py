"""``scaffold docs`` and ``scaffold import`` as commands: where the answer goes, and how runs end."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from terminal import PLAN, scaffold

DOCUMENT = "# Phase 1 Architecture Plan\n\n## APIs and Contracts\n\n```yaml\nmodule: example.com/x\n```\n\n"
FENCE = "```go\ntype Greeter interface{ Greet(name string) error }\n```\n"
YAML = """\
# From plan.md by scaffold import.

module: example.com/x

phase:
  number: '1'

api:
  go: |
    type Greeter interface{ Greet(name string) error }
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(PLAN)
    Path("plan.md").write_text(DOCUMENT + FENCE)


def test_the_answer_goes_to_standard_output() -> None:
    assert scaffold("import", "plan.md") == (0, YAML, "")
    ended = scaffold("docs", "plan.yaml")
    assert (ended.code, ended.stderr) == (0, "")
    assert ended.stdout.startswith("# Architecture Plan\n\n## \U0001f3af Phase Vision Alignment\n")


def test_quiet_still_answers() -> None:
    assert scaffold("import", "plan.md", "-q") == (0, YAML, "")


def test_both_read_standard_input() -> None:
    assert scaffold("import", "-", stdin=DOCUMENT + FENCE) == (0, YAML, "")
    assert scaffold("docs", "-", stdin=PLAN).stdout == scaffold("docs", "plan.yaml").stdout


def test_documents_are_read_by_docs_too() -> None:
    again = scaffold("docs", "plan.md")
    assert again.code == 0
    Path("again.md").write_text(again.stdout, "utf-8")
    assert scaffold("docs", "again.md") == (0, again.stdout, "")


@pytest.mark.parametrize("words", [("docs", "plan.yaml"), ("docs", "plan.yaml", "--html"), ("import", "plan.md")])
def test_a_file_is_written_once(words: tuple[str, ...]) -> None:
    printed = scaffold(*words).stdout
    assert scaffold(*words, "-o", "out") == (0, "out: written\n", "")
    assert Path("out").read_text("utf-8") == printed
    ended = scaffold(*words, "-o", "out")
    assert (ended.code, ended.stdout) == (1, "")
    assert ended.stderr == (
        "out: error: it is there already, and left alone [output-exists]\n  hint: --force overwrites it\n"
    )
    Path("out").write_text("mine")
    Path("out").chmod(0o640)
    assert scaffold(*words, "-o", "out", "--force").code == 0
    assert Path("out").read_text("utf-8") == printed
    assert stat.S_IMODE(Path("out").stat().st_mode) == 0o640
    assert sorted(os.listdir()) == ["out", "plan.md", "plan.yaml"]


def test_a_link_is_followed_only_by_force() -> None:
    Path("real").write_text("mine")
    Path("link").symlink_to("real")
    assert scaffold("import", "plan.md", "-o", "link").code == 1
    assert Path("real").read_text() == "mine"
    assert scaffold("import", "plan.md", "-o", "link", "--force").code == 0
    assert Path("link").is_symlink()
    assert Path("real").read_text() == YAML


def test_where_nothing_can_be_written() -> None:
    ended = scaffold("import", "plan.md", "-o", "no/where")
    assert (ended.code, ended.stdout) == (3, "")
    assert ended.stderr == "no/where: error: cannot be written: No such file or directory [output-unwritable]\n"


def test_a_special_file_takes_the_answer() -> None:
    assert scaffold("import", "plan.md", "-o", "/dev/null").code == 0


def test_errors_write_nothing() -> None:
    Path("plan.md").write_text(DOCUMENT + "```go\ntype Greeter interface{ Greet(name [NAME]) }\n```\n")
    Path("plan.yaml").write_text("api: {interface: []}")
    for words in (("import", "plan.md"), ("docs", "plan.yaml"), ("docs", "plan.md")):
        ended = scaffold(*words, "-o", "out")
        assert (ended.code, ended.stdout) == (1, "")
        assert ": error: " in ended.stderr
    assert not Path("out").exists()


def test_which_of_two_declarations_counts() -> None:
    Path("plan.md").write_text(DOCUMENT + "```go\ntype T struct{ A int }\n```\n\n```go\ntype T struct{ B int }\n```\n")
    assert scaffold("import", "plan.md").code == 1
    assert "type T struct{ B int }" in scaffold("import", "plan.md", "--on-duplicate", "last").stdout


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("plan.yaml", "Invalid value for SOURCE: it is YAML, which is what import makes"),
        ("x.go", "Invalid value for SOURCE: a package is a folder: give the one it lies in"),
        ("nope.md", "Invalid value for SOURCE: there is no file or folder 'nope.md'"),
    ],
)
def test_what_import_does_not_take(source: str, message: str) -> None:
    Path("x.go").write_text("package x")
    ended = scaffold("import", source)
    assert (ended.code, ended.stdout) == (2, "")
    assert ended.stderr.endswith(f"Error: {message}\n")


def test_json() -> None:
    ended = scaffold("import", "plan.md", "--format", "json")
    assert ended.document == {"result": {"output": None, "plan": YAML}, "diagnostics": []}
    ended = scaffold("import", "plan.md", "-o", "out", "--format", "json")
    assert ended.document == {"result": {"output": "out", "plan": YAML}, "diagnostics": []}
    ended = scaffold("import", "plan.md", "-o", "out", "--format", "json")
    assert ended.document["result"] is None
    assert [each["code"] for each in ended.document["diagnostics"]] == ["output-exists"]
