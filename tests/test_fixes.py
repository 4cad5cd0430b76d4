"""First tries of people who know other formats: what is told of them, and what their fixes make of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import golden_cases
import judges
from golden_cases import in_process
from scaffold.fixes import Edit, edited

CASES = sorted((golden_cases.GOLDEN / "fixes").iterdir())
"""Each: ``before.yaml`` as its author wrote it, ``messages.txt`` about it, ``after.yaml`` with every fix made, and
``left.txt``, what is then still told of it."""

every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def validate(folder: Path, *arguments: str) -> golden_cases.Outcome:
    """``scaffold validate plan.yaml`` in a folder."""
    return in_process(["validate", str(folder / "plan.yaml"), *arguments])


def laid(case: Path, folder: Path) -> Path:
    """The plan of a case in a folder of its own."""
    plan = folder / "plan.yaml"
    plan.write_bytes((case / "before.yaml").read_bytes())
    return plan


def told(outcome: golden_cases.Outcome, folder: Path) -> str:
    """All that a run printed, without the folder."""
    return (outcome.stderr + outcome.stdout).replace(f"{folder}/", "")


@every_case
def test_a_first_try(case: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    plan = laid(case, tmp_path)
    found = {"messages.txt": told(validate(tmp_path), tmp_path)}
    difference = validate(tmp_path, "--diff", "--unsafe-fixes").stdout
    assert plan.read_bytes() == (case / "before.yaml").read_bytes(), "--diff writes nothing"
    fixed = validate(tmp_path, "--fix", "--unsafe-fixes")
    found |= {"after.yaml": plan.read_text("utf-8"), "left.txt": told(fixed, tmp_path)}
    if request.config.getoption("--update-golden"):
        for name, text in found.items():
            (case / name).write_text(text, "utf-8")
    assert found == {name: (case / name).read_text("utf-8") for name in found}
    again = validate(tmp_path, "--fix", "--unsafe-fixes")
    assert told(again, tmp_path) == found["left.txt"]
    assert plan.read_text("utf-8") == found["after.yaml"], "fixes come to an end"
    assert ("\n+" in difference) == (found["after.yaml"] != (case / "before.yaml").read_text("utf-8"))


@every_case
def test_no_comment_is_lost(case: Path) -> None:
    before, after = ((case / name).read_text("utf-8") for name in ("before.yaml", "after.yaml"))
    comments = [line.partition(" #")[2].strip() for line in before.splitlines() if " #" in line or line.startswith("#")]
    assert [words for words in comments if words not in after] == []


@every_case
def test_each_fix_alone_makes_its_message_go(case: Path, tmp_path: Path) -> None:
    plan = laid(case, tmp_path)
    before = plan.read_text("utf-8")
    found = json.loads(validate(tmp_path, "--format", "json").stdout)["diagnostics"]
    starts = [0]
    for line in before.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    kept: list[str] = []
    for each in found:
        if each["fix"] is None or not each["fix"]["edits"]:
            continue
        edits = [
            Edit(starts[e["line"] - 1] + e["column"] - 1, starts[e["end_line"] - 1] + e["end_column"] - 1, e["text"])
            for e in each["fix"]["edits"]
        ]
        plan.write_text(edited(before, edits), "utf-8")
        now = json.loads(validate(tmp_path, "--format", "json").stdout)["diagnostics"]
        said = (each["code"], each["message"])
        times = [sum((one["code"], one["message"]) == said for one in some) for some in (found, now)]
        if times[1] >= times[0]:
            kept.append(f"{each['line']}:{each['column']}: {each['message']}")
    assert kept == []


def test_what_is_sound_after_its_fixes_builds(tmp_path: Path) -> None:
    sound = [case for case in CASES if "unversioned-import" not in (case / "left.txt").read_text("utf-8")]
    built: list[str] = []
    for case in sound:
        out = tmp_path / case.name
        if in_process(["go", str(case / "after.yaml"), "-o", str(out)]).code == 0:
            built.append(case.name)
            assert (judges.build(out), judges.vet(out)) == ("", ""), case.name
    assert len(built) > len(sound) / 2
