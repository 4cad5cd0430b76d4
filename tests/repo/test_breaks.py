"""What a run leaves inconsistent in hand-written Go is named: hand edits by edits of the plan, and single cases."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

import golden_cases
import judges
from judges.tools import environment
from repo.hand_edits import HAND, PLAN, PLANS

_IMPORTED = (
    *("context", "errors", "fmt", "slices", "strconv", "strings", "sync", "testing", "time"),
    "k8s.io/apimachinery/pkg/apis/meta/v1",
    "k8s.io/apimachinery/pkg/runtime",
    "k8s.io/apimachinery/pkg/runtime/schema",
)
"""The packages outside of the module that what is generated imports."""


class Complaint(NamedTuple):
    """What the compiler says of a line."""

    path: str
    line: int
    message: str


def compile_all(folders: list[Path]) -> dict[Path, list[Complaint]]:
    """The compiler's complaints of each of some modules, tests included."""
    done = subprocess.run(
        [judges.program("compile"), *_IMPORTED],
        input="".join(f"{folder}\n" for folder in folders),
        env=environment(network=True),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[Path, list[Complaint]] = {folder: [] for folder in folders}
    for row in done.stdout.splitlines():
        folder, path, line, message = row.split("\t", 3)
        if not message.startswith("\t"):  # "other declaration of" belongs to the complaint before it
            found[Path(folder)].append(Complaint(path, int(line), message))
    return found


def is_named(complaint: Complaint, outcome: golden_cases.Outcome) -> bool:
    """Whether a run has named the line; of a run that ended with 1 the file is enough."""
    shown = outcome.stdout + outcome.stderr
    if re.search(rf"{re.escape(complaint.path)}:{complaint.line}\b", shown):
        return True
    lines = [line for line in shown.splitlines() if complaint.path in line]
    return any(outcome.code == 1 or re.search(rf"\blines?\b[^;]*\b{complaint.line}\b", line) for line in lines)


_NOT_NAMED_YET = {
    ("method values", "type renamed with was"),  # a function type that speaks of the renamed type, in another line
    ("generic code", "type parameter removed"),  # a body that uses the type parameter
    ("embedding", "type renamed with was"),  # fields of what is embedded by its former name
}
"""Hand edits and edits of the plan of which not every line is named."""


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository of the plan, as scaffold makes it."""
    folder = tmp_path_factory.mktemp("fresh")
    (folder / "plan.yaml").write_text(PLAN)
    assert golden_cases.in_process(["go", str(folder / "plan.yaml"), "-o", str(folder / "repo")]).code == 0
    return folder / "repo"


@pytest.mark.slow
@pytest.mark.parametrize("hand", HAND)
def test_what_does_not_build_is_named(hand: str, fresh: Path, tmp_path: Path) -> None:
    edited = tmp_path / "edited"
    shutil.copytree(fresh, edited)
    HAND[hand](edited)
    outcomes: dict[str, golden_cases.Outcome] = {}
    for number, (name, change) in enumerate(PLANS.items()):
        folder = tmp_path / str(number)
        shutil.copytree(edited, folder / "repo")
        (folder / "plan.yaml").write_text(change(PLAN))
        outcomes[name] = golden_cases.in_process(["go", str(folder / "plan.yaml"), "-o", str(folder / "repo")])
    repositories = [tmp_path / str(number) / "repo" for number in range(len(outcomes))]
    complaints = compile_all([edited, *repositories])
    assert complaints[edited] == [], "the hand edit itself does not compile"
    silent: list[tuple[str, Complaint]] = []
    for (name, outcome), repository in zip(outcomes.items(), repositories, strict=True):
        assert not outcome.traceback, outcome.traceback
        missed = [(name, each) for each in complaints[repository] if not is_named(each, outcome)]
        assert bool(missed) >= ((hand, name) in _NOT_NAMED_YET), f"{name} is named now: take it off the list"
        silent += missed if (hand, name) not in _NOT_NAMED_YET else []
        if outcome.code == 1:
            assert complaints[repository], f"{name}: it builds, and the run ended with 1: {outcome.stderr}"
    assert silent == []


def _run(folder: Path, plan: str, files: Mapping[str, str], *options: str) -> golden_cases.Outcome:
    """A run with a plan, after files were laid over the repository; messages without the way to the folder."""
    for path, text in files.items():
        (folder / "repo" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "repo" / path).write_text(text)
    (folder / "plan.yaml").write_text(plan)
    here = os.getcwd()
    os.chdir(folder)
    try:
        return golden_cases.in_process(["go", "plan.yaml", "-o", "repo", *options])
    finally:
        os.chdir(here)


SMALL = """\
module: example.com/m
api:
  interfaces:
    - name: Store
      methods: ['Get(ctx context.Context, id string) (*Object, error)', Size() int]
  types:
    - {name: Object, fields: [ID string, Region string]}
"""


@pytest.mark.parametrize(
    ("old", "new", "path", "text", "expected"),
    [
        (
            "ID string, Region string",
            "ID string",
            "cmd/a/main.go",
            'package main\n\nimport "example.com/m/pkg/api"\n\nfunc main() {\n'
            '\to := api.Object{\n\t\tRegion: "x",\n\t}\n'
            "\tprintln(o.Region)\n}\n",
            "cmd/a/main.go:7:1: warning: uses Object.Region, which is gone [stale-code]\n  also: cmd/a/main.go:9\n",
        ),
        (
            "Size() int",
            "Size() int64",
            "internal/b/b.go",
            'package b\n\nimport "example.com/m/pkg/api"\n\ntype client struct{ n int }\n\n'
            "func (c client) Size() int { return c.n }\n\n"
            "func Size(s api.Store, c client) int {\n\tapi := c\n\treturn api.Size() + c.Size() + int(s.Size())\n}\n",
            "internal/b/b.go:11:1: warning: uses Store.Size, which has another signature now [stale-code]\n",
        ),
        (
            "name: Object,",
            "name: Thing,",
            "pkg/api/own.go",
            "package api\n\n// Object is a word.\nfunc (o *Object) Key() string { return o.ID }\n",
            "pkg/api/own.go:4:1: warning: uses Object, which is gone from pkg/api: "
            "if that is Thing now, write `was: Object` at Thing in the plan [stale-code]\n",
        ),
        (
            "types:",
            "types:\n    - {name: Vault, type: int}",
            "pkg/api/own.go",
            "package api\n\ntype Vault struct{}\n",
            "pkg/api/own.go:3:1: warning: declares Vault, which pkg/api/api.go:12 declares, too [stale-code]\n",
        ),
        (
            "module: example.com/m\napi:\n",
            "module: example.com/m\napi:\n  path: pkg/other/api\n",
            "cmd/a/main.go",
            'package main\n\nimport (\n\t"example.com/m/internal/api/store"\n\t_ "example.com/m/pkg/api"\n)\n\n'
            "func main() { store.New() }\n",
            "cmd/a/main.go:5:1: warning: uses package example.com/m/pkg/api, which is gone [stale-code]\n",
        ),
    ],
)
def test_lines_are_named(old: str, new: str, path: str, text: str, expected: str, tmp_path: Path) -> None:
    assert _run(tmp_path, SMALL, {}).code == 0
    changed = SMALL.replace(old, new).replace("*Object", "*Thing" if "Thing" in new else "*Object")
    outcome = _run(tmp_path, changed, {path: text})
    assert (outcome.code, outcome.stderr) == (0, expected)


def test_a_file_in_a_newer_go_is_kept_and_ends_with_1(tmp_path: Path) -> None:
    assert _run(tmp_path, SMALL, {}).code == 0
    path = "internal/api/store/store.go"
    text = (tmp_path / "repo" / path).read_text() + "\nfunc (s *Store) Map[K any](k K) K { return k }\n"
    plan = SMALL.replace("Size() int", "Size() int, Del(id string) error")
    for _ in range(2):
        outcome = _run(tmp_path, plan, {path: text})
        assert outcome.code == 1
        assert f"keep     {path}: it does not parse as Go, so it was left as it is\n" in outcome.stdout
        assert outcome.stdout.endswith(f"next: put right {path}, then run the same command again\n")
    assert (tmp_path / "repo" / path).read_text() == text


def test_a_kept_file_that_does_not_build_ends_with_1(tmp_path: Path) -> None:
    two = SMALL.replace("  types:", "    - {name: Index, methods: [Size() int]}\n  types:")
    assert _run(tmp_path, two, {}).code == 0
    path = "internal/api/index/index.go"
    text = (tmp_path / "repo" / path).read_text() + "\nfunc use(i api.Index) int { return i.Size() }\n\nvar _ = use\n"
    outcome = _run(tmp_path, SMALL, {path: text})
    assert outcome.code == 1
    line = (tmp_path / "repo" / path).read_text().split("\n").index("func use(i api.Index) int { return i.Size() }") + 1
    assert f"{path}:{line}:1: error: uses api.Index, which is gone from pkg/api [stale-code]\n" in outcome.stderr


def test_a_plan_with_another_name_is_taken_for_it_with_drop(tmp_path: Path) -> None:
    assert _run(tmp_path, SMALL, {}).code == 0
    (tmp_path / "phase-1.yaml").write_text(SMALL)
    command = ["go", str(tmp_path / "phase-1.yaml"), "-o", str(tmp_path / "repo")]
    refused = golden_cases.in_process(command)
    assert refused.code == 1
    assert "hint: if phase-1.yaml is the former plan.yaml, run again with --drop plan.yaml; else " in refused.stderr
    adopted = golden_cases.in_process([*command, "--drop", "plan.yaml"])
    assert (adopted.code, adopted.stderr) == (0, "")
    assert "plan.yaml" not in (tmp_path / "repo/.scaffold/lock").read_text()
    assert golden_cases.in_process(command).code == 0
