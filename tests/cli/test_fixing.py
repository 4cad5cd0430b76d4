"""``scaffold validate --fix``: what is written, what is not, and how it ends."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from scaffold.cli import fixing
from scaffold.cli.output import Console
from scaffold.pipeline import Input
from terminal import PLAN, scaffold

SLIP = PLAN.replace("interfaces:", "interface:")
GUESS = PLAN.replace("name: Greeting", "nmae: Greeting")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def lay(text: str | bytes) -> Path:
    plan = Path("plan.yaml")
    plan.write_bytes(text.encode() if isinstance(text, str) else text)
    return plan


def test_safe_fixes_are_written() -> None:
    plan = lay(SLIP)
    ended = scaffold("validate", "plan.yaml", "--fix")
    assert (ended.code, ended.stdout, ended.stderr) == (0, "plan.yaml: sound\n", "")
    assert plan.read_text() == PLAN


def test_guesses_are_not_written_unasked() -> None:
    plan = lay(GUESS)
    assert scaffold("validate", "plan.yaml", "--fix").stdout == (
        "plan.yaml: 1 error, 0 warnings; fixes mend some (--fix --unsafe-fixes: 1)\n"
    )
    assert plan.read_text() == GUESS
    assert scaffold("validate", "plan.yaml", "--fix", "--unsafe-fixes").stdout == "plan.yaml: sound\n"
    assert plan.read_text() == PLAN


def test_a_sound_plan_is_left_alone() -> None:
    plan = lay(PLAN)
    before = plan.stat()
    assert scaffold("validate", "plan.yaml", "--fix", "--unsafe-fixes").code == 0
    assert (plan.stat().st_ino, plan.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_difference() -> None:
    plan = lay(SLIP)
    ended = scaffold("validate", "plan.yaml", "--diff")
    lines = ended.stdout.splitlines()
    assert (ended.code, lines[:2]) == (1, ["--- plan.yaml", "+++ plan.yaml"])
    assert [line for line in lines[3:] if not line.startswith(" ")] == ["-  interface:", "+  interfaces:"]
    assert plan.read_text() == SLIP
    assert ended.stderr.endswith("scaffold: plan.yaml: 1 error, 0 warnings; fixes mend some (--fix: 1)\n")


def test_standard_input_goes_fixed_to_standard_output() -> None:
    ended = scaffold("validate", "-", "--fix", stdin=SLIP)
    assert (ended.code, ended.stdout) == (0, PLAN)
    assert ended.stderr == "scaffold: <stdin>: sound\n"


def test_marks_and_line_ends_stay() -> None:
    plan = lay(b"\xef\xbb\xbf" + SLIP.replace("\n", "\r\n").encode())
    assert scaffold("validate", "plan.yaml", "--fix").code == 0
    assert plan.read_bytes() == b"\xef\xbb\xbf" + PLAN.replace("\n", "\r\n").encode()


def test_links_and_rights_stay() -> None:
    plan = lay(SLIP)
    plan.rename("real.yaml")
    os.symlink("real.yaml", "plan.yaml")
    os.chmod("real.yaml", 0o640)
    assert scaffold("validate", "plan.yaml", "--fix").code == 0
    assert (plan.is_symlink(), Path("real.yaml").read_text(), Path("real.yaml").stat().st_mode & 0o777) == (
        True,
        PLAN,
        0o640,
    )


def test_a_run_is_not_repeated_from_memory() -> None:
    plan = lay(SLIP)
    for _ in range(3):
        lay(SLIP)
        assert scaffold("validate", "plan.yaml", "--fix").code == 0
        assert plan.read_text() == PLAN


def test_a_plan_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = lay(SLIP)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(fixing, "write_answer", refuse)
    ended = scaffold("validate", "plan.yaml", "--fix")
    assert (ended.code, ended.stdout) == (3, "")
    assert ended.stderr == "plan.yaml: error: cannot be written: Permission denied [plan-unwritable]\n"
    assert plan.read_text() == SLIP


def test_a_plan_that_changed_meanwhile(capsys: pytest.CaptureFixture[str]) -> None:
    plan = lay(PLAN)
    old, new = (Input(text.encode(), "plan.yaml", "plan.yaml") for text in (SLIP, PLAN + "# fixed\n"))
    with pytest.raises(SystemExit) as ended:
        fixing.write_fixed([old], [new], ["plan.yaml"], Console("text"))
    assert ended.value.code == 3
    said = "plan.yaml: error: it was changed while its fixes were made; it is left alone [plan-changed]\n"
    assert capsys.readouterr().err == said
    assert plan.read_text() == PLAN


def test_fixes_of_several_plans() -> None:
    lay(SLIP)
    Path("b.yaml").write_text("module: example.com/acme/tiny\nstorage: {type: [{name: A, fields: [ID string]}]}\n")
    assert scaffold("validate", "plan.yaml", "b.yaml", "--fix").code == 0
    assert Path("plan.yaml").read_text() == PLAN
    assert (
        Path("b.yaml").read_text()
        == "module: example.com/acme/tiny\nstorage: {types: [{name: A, fields: [ID string]}]}\n"
    )


def test_a_document_is_not_edited_beyond_its_names() -> None:
    text = "# Plan\n\nModule: `example.com/x`\n\n```go\ntype A struct{ B *Bee }\n\ntype Bees struct{ N int }\n```\n"
    Path("plan.md").write_text(text)
    scaffold("validate", "plan.md", "--fix")
    assert Path("plan.md").read_text() == text


def test_fixes_for_machines() -> None:
    lay(SLIP)
    (found,) = json.loads(scaffold("validate", "plan.yaml", "--format", "json").stdout)["diagnostics"]
    place = {"line": 3, "column": 3, "end_line": 3, "end_column": 12}
    assert found["fix"] == {
        "title": "rename it to interfaces",
        "safe": True,
        "edits": [{**place, "text": "interfaces"}],
    }
    (run,) = json.loads(scaffold("validate", "plan.yaml", "--format", "sarif").stdout)["runs"]
    region = {"startLine": 3, "startColumn": 3, "endLine": 3, "endColumn": 12}
    replacements = [{"deletedRegion": region, "insertedContent": {"text": "interfaces"}}]
    changes = [{"artifactLocation": {"uri": "plan.yaml"}, "replacements": replacements}]
    assert run["results"][0]["fixes"] == [
        {"description": {"text": "rename it to interfaces"}, "artifactChanges": changes}
    ]


def test_go_says_what_a_fix_would_mend() -> None:
    lay(SLIP)
    ended = scaffold("go", "plan.yaml", "-o", "repo")
    assert ended.code == 1
    assert ended.stderr.splitlines()[-1] == "scaffold: scaffold validate can mend some of it (--fix: 1)"
