"""``--format json``: exactly one document on standard output, whatever happens."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from terminal import EVERYTHING, PLAN, Ended, scaffold

KEYS = ["file", "line", "column", "end_line", "end_column", "code", "severity", "message", "hint", "related", "fix"]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(PLAN)


def run(*arguments: str) -> tuple[int, Any]:
    """Exit code and document; nothing is on standard error but what wrong use says to people."""
    ended: Ended = scaffold(*arguments, "--format", "json")
    assert (ended.stderr == "") == (ended.code != 2), ended.stderr
    document = ended.document
    assert list(document) == ["result", "diagnostics"]
    for each in document["diagnostics"]:
        assert list(each) == KEYS
    return ended.code, document


def result(**said: object) -> dict[str, object]:
    lists: dict[str, object] = {key: [] for key in ("created", "updated", "merged", "removed", "kept", "conflicts")}
    return {**lists, "unchanged": 0, **said}


def test_success() -> None:
    made = {"result": result(created=EVERYTHING), "diagnostics": []}
    assert run("go", "plan.yaml", "-o", "repo", "--dry-run") == (0, made)
    assert run("go", "plan.yaml", "-o", "repo", "--diff") == (0, made)
    assert run("go", "plan.yaml", "-o", "repo", "--check") == (1, made)
    assert run("go", "plan.yaml", "-o", "repo", "-q", "-v") == (0, made)
    assert run("go", "plan.yaml", "-o", "repo") == (0, {"result": result(unchanged=6), "diagnostics": []})


def test_what_is_kept_and_why() -> None:
    run("go", "plan.yaml", "-o", "repo")
    Path("repo/internal/api/greeter/greeter.go").unlink()
    kept = {"path": "internal/api/greeter/greeter.go", "why": "it was removed by hand, and stays removed"}
    assert run("go", "plan.yaml", "-o", "repo") == (0, {"result": result(kept=[kept], unchanged=5), "diagnostics": []})


def test_errors_of_the_plan() -> None:
    Path("plan.yaml").write_text("modul: example.com/x\napi:\n  interfaces: [{name: I}, {name: I}]\n", "utf-8")
    code, document = run("go", "plan.yaml", "-o", "repo")
    assert (code, document["result"]) == (1, None)
    places = [(each["file"], each["line"], each["column"], each["code"]) for each in document["diagnostics"]]
    assert places == sorted(places)
    assert ("plan.yaml", 1, 1, "unknown-key") in places
    (unknown,) = (each for each in document["diagnostics"] if each["code"] == "unknown-key")
    assert unknown == {
        "file": "plan.yaml",
        "line": 1,
        "column": 1,
        "end_line": 1,
        "end_column": 6,
        "code": "unknown-key",
        "severity": "error",
        "message": "a plan has no key modul",
        "hint": "did you mean module?",
        "related": [],
        "fix": {
            "title": "rename it to module",
            "safe": False,
            "edits": [{"line": 1, "column": 1, "end_line": 1, "end_column": 6, "text": "module"}],
        },
    }
    assert run("validate", "plan.yaml") == (
        1,
        {"result": {"errors": len(places), "warnings": 0}, "diagnostics": document["diagnostics"]},
    )


def test_columns_are_characters() -> None:
    Path("plan.yaml").write_text(PLAN.replace("Greet(name string)", "Greet(größe 日本, b 😀Typ)"), "utf-8")
    _, document = run("validate", "plan.yaml")
    places = [(each["line"], each["column"], each["end_column"]) for each in document["diagnostics"]]
    assert places == [(6, 29, 30)]


def test_a_sound_plan() -> None:
    assert run("validate", "plan.yaml") == (0, {"result": {"errors": 0, "warnings": 0}, "diagnostics": []})


def problem(file: str, code: str, message: str, hint: str | None = None) -> dict[str, object]:
    values: tuple[object, ...] = (file, 1, 1, 1, 1, code, "error", message, hint, [], None)
    return dict(zip(KEYS, values, strict=True))


def test_errors_of_the_repository() -> None:
    run("go", "plan.yaml", "-o", "repo")
    with Path("repo/pkg/api/api.go").open("a") as file:
        file.write("// mine\n")
    hint = "undo the edit; or overwrite it with --force, which keeps it as NAME.orig"
    edited = problem("pkg/api/api.go", "edited-generated", "is generated, but was edited by hand", hint)
    assert run("go", "plan.yaml", "-o", "repo") == (1, {"result": None, "diagnostics": [edited]})


def test_an_output_that_cannot_be_opened() -> None:
    place = problem("plan.yaml/repo", "repo-obstacle", "is not a folder")
    assert run("go", "plan.yaml", "-o", "plan.yaml/repo") == (3, {"result": None, "diagnostics": [place]})


def test_a_wave_without_its_contracts() -> None:
    code, document = run("go", "plan.yaml", "-o", "repo", "--wave", "2")
    assert (code, document["result"]) == (1, None)
    assert [each["code"] for each in document["diagnostics"]] == ["stale-contracts"]


def test_a_plan_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    unread = problem("plan.yaml", "plan-unreadable", "cannot be read: Permission denied")
    assert run("validate", "plan.yaml") == (3, {"result": None, "diagnostics": [unread]})


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["go", "nope.yaml", "-o", "repo"], "Invalid value for 'PLAN': there is no file 'nope.yaml'"),
        (["go", "plan.yaml"], "Missing option '-o' / '--output'."),
        (["validate", "plan.yaml", "--wave=1"], "No such option '--wave'."),
        (["nope"], "no such command 'nope'."),
    ],
)
def test_wrong_use(arguments: list[str], message: str) -> None:
    code, document = run(*arguments)
    assert (code, document["result"]) == (2, None)
    (usage,) = document["diagnostics"]
    assert usage == problem("<command line>", "usage", usage["message"])
    assert usage["message"].startswith(message)


def test_the_other_spelling_of_the_option() -> None:
    assert scaffold("go", "nope.yaml", "-o", "repo", "--format=json").document["result"] is None
    assert scaffold("go", "nope.yaml", "-o", "repo", "--format=text").stdout == ""


def test_a_new_repository() -> None:
    ended = scaffold("new", "fresh", "--no-git", "--format", "json")
    made = sorted(path.relative_to("fresh").as_posix() for path in Path("fresh").rglob("*") if path.is_file())
    assert (ended.code, ended.stderr, ended.document) == (
        0,
        "",
        {"result": {"created": made, "kept": [], "git": False}, "diagnostics": []},
    )
    again = scaffold("new", "fresh", "--no-git", "--format", "json")
    kept = [{"path": path, "why": "it is there already"} for path in made]
    assert (again.code, again.stderr, again.document) == (
        0,
        "",
        {"result": {"created": [], "kept": kept, "git": False}, "diagnostics": []},
    )
