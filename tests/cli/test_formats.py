"""``--format github`` and ``sarif``: the messages alone, on standard output."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scaffold import __version__
from terminal import PLAN, scaffold

BROKEN = "module: example.com/x\napi:\n  types:\n    - {name: T, fields: [A int]}\n    - {name: T, fields: [B int]}\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a,b%.yaml").write_text(BROKEN)
    Path("plan.yaml").write_text(PLAN)


def test_github_commands() -> None:
    ended = scaffold("validate", "a,b%.yaml", "--format", "github")
    place = "file=a%2Cb%25.yaml,line=5,endLine=5,col=14,endColumn=15,title=duplicate-name"
    words = "T is declared twice in package 'api': type%0Ahint: rename one of them, or remove it"
    assert (ended.code, ended.stdout, ended.stderr) == (1, f"::error {place}::{words}\n", "")


def test_sarif() -> None:
    ended = scaffold("validate", "a,b%.yaml", "--format", "sarif")
    where = {"uri": "a%2Cb%25.yaml"}
    region = {"startLine": 5, "startColumn": 14, "endLine": 5, "endColumn": 15}
    first = {"artifactLocation": where, "region": {"startLine": 4, "startColumn": 14}}
    rule = {"id": "duplicate-name", "shortDescription": {"text": "a package declares a name twice"}}
    result = {
        "ruleId": "duplicate-name",
        "level": "error",
        "message": {"text": "T is declared twice in package 'api': type\nhint: rename one of them, or remove it"},
        "locations": [{"physicalLocation": {"artifactLocation": where, "region": region}}],
        "relatedLocations": [{"id": 1, "physicalLocation": first, "message": {"text": "first declared here"}}],
    }
    assert ended.document == {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "scaffold", "version": __version__, "rules": [rule]}},
                "columnKind": "unicodeCodePoints",
                "results": [result],
            }
        ],
    }
    assert (ended.code, ended.stderr) == (1, "")


def test_an_absolute_plan_is_a_file() -> None:
    ended = scaffold("validate", Path("a,b%.yaml").resolve(), "--format", "sarif")
    (result,) = ended.document["runs"][0]["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == Path("a,b%.yaml").resolve().as_uri()


@pytest.mark.parametrize("form", ["github", "sarif"])
def test_answers_are_left_out(form: str) -> None:
    ended = scaffold("go", "plan.yaml", "-o", "repo", "--format", form)
    results = json.loads(ended.stdout)["runs"][0]["results"] if form == "sarif" else ended.stdout.splitlines()
    assert (ended.code, results, ended.stderr) == (0, [], "")


@pytest.mark.parametrize("form", ["github", "sarif"])
def test_wrong_use_and_what_stands_in_the_way(form: str) -> None:
    assert "usage" in scaffold("go", "plan.yaml", f"--format={form}").stdout
    Path("file").write_text("x")
    ended = scaffold("go", "plan.yaml", "-o", "file/repo", "--format", form)
    assert ended.code == 3
    assert "error" in ended.stdout
