"""Existing Go as a plan: a module with a bit of everything, and the standard library."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judges import gocode, tools
from plan_strategies import broken
from scaffold.diagnostics import Report
from scaffold.gosource.plan import imported
from scaffold.pipeline import Input, Settings, make
from terminal import scaffold

FOLDER = Path(__file__).parent


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)


def golden(request: pytest.FixtureRequest, name: str, text: str) -> None:
    path = FOLDER / name
    if request.config.getoption("--update-golden"):
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("contracts", ["module/..."]),
        ("previous", ["module/...", "--previous"]),
        ("one", ["module/pkg/v2/store"]),
    ],
)
def test_a_module(request: pytest.FixtureRequest, name: str, arguments: list[str]) -> None:
    ended = scaffold("import", *arguments)
    assert ended.code == 0
    golden(request, f"{name}.yaml", ended.stdout)
    golden(request, f"{name}.txt", ended.stderr)
    text = ended.stdout
    if "--previous" in arguments:
        text += (
            "\napi:\n  interfaces:\n    - {name: Reader, methods: ['Read(s store.Store[string, int]) *store.Object']}\n"
        )
    report = Report()
    assert make(Input(text.encode(), "plan.yaml", "plan.yaml"), Settings(), report) is not None, list(report)


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["module"], 1, "module:1:1: error: there is no Go package here that exports anything [no-package]"),
        (["module/cmd/..."], 1, "module/cmd:1:1: error: there is no Go package here or below that exports anything"),
        (["nothing"], 2, "there is no file or folder 'nothing'"),
        (["nothing/..."], 2, "there is no file or folder 'nothing'"),
        (["contracts.yaml", "--previous"], 2, "Invalid value for --previous: it goes with a folder of Go"),
    ],
)
def test_what_is_no_package(arguments: list[str], code: int, message: str) -> None:
    ended = scaffold("import", *arguments)
    assert (ended.code, ended.stdout) == (code, "")
    assert message in ended.stderr


@pytest.mark.slow
@pytest.mark.parametrize("package", ["io/fs", "database/sql/driver", "net/http", "sort", "go/ast"])
def test_packages_of_the_standard_library_build(tmp_path: Path, package: str) -> None:
    root = tools.toolchain().root
    report = Report()
    text = imported(str(root / "src" / package), below=False, previous=False, report=report)
    assert text is not None
    plan, out = tmp_path / "plan.yaml", tmp_path / "repo"
    plan.write_text(text, "utf-8")
    ended = scaffold("go", plan, "-o", out)
    assert ended.code == 0, ended.stderr
    assert gocode.gofmt(sorted(out.rglob("*.go"))) == ""
    assert gocode.vet(out) == ""


SELECTED = {"import-skipped", "import-body", "import-changed"}
"""Codes of what is left out or written otherwise."""


@pytest.mark.slow
@pytest.mark.parametrize(("below", "previous"), [("", True), ("encoding", False), ("go", False), ("text", False)])
def test_the_standard_library_is_read(below: str, previous: bool) -> None:
    report = Report()
    folder = tools.toolchain().root / "src" / below
    text = imported(str(folder), below=True, previous=previous, report=report)
    assert text is not None
    assert text.count("\n") > 1_000
    assert {found.code for found in report} <= SELECTED | {"import-module"}
    assert [found.message for found in report if found.code == "import-module"] == [
        "module std is the standard library's own: the plan says example.com/module"
    ]


MODULES = {
    "no go.mod": ("", False, ["no go.mod says what module this is: the plan says example.com/module"]),
    "no go.mod, previous": (
        "",
        True,
        ["no go.mod says what module this is: the plan says example.com/module, and import paths below it"],
    ),
    "a module": ("module example.com/acme\n", False, []),
    "a module, previous": ("module example.com/acme\n", True, []),
    "std": (
        "module std\n",
        True,
        ["module std is the standard library's own: the plan says example.com/module"],
    ),
    "a go.mod without a module": (
        "go 1.24\n",
        False,
        ["no go.mod says what module this is: the plan says example.com/module"],
    ),
}
"""Texts of go.mod, whether the package is of an earlier phase, and what is said of the module."""


@pytest.mark.parametrize("case", MODULES)
def test_no_module_is_made_up_in_silence(case: str, tmp_path: Path) -> None:
    modfile, previous, messages = MODULES[case]
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "store.go").write_text("package store\n\ntype Key string\n")
    if modfile:
        (tmp_path / "go.mod").write_text(modfile)
    report = Report()
    text = imported(str(tmp_path), below=True, previous=previous, report=report)
    assert text is not None
    assert [(found.code, found.message) for found in report] == [("import-module", message) for message in messages]
    assert ("module: example.com/module\n" in text) == bool(messages)
    path = "example.com/acme/store" if "acme" in modfile else "store" if modfile else "example.com/module/store"
    if previous:
        assert f"    {path}: |" in text


BASES = [path.read_text("utf-8") for path in sorted(FOLDER.rglob("*.go"))]


@given(st.sampled_from(BASES), st.integers(0, 2**32), st.booleans())
def test_any_file_ends(base: str, seed: int, previous: bool) -> None:
    text = broken(base, random.Random(seed).randrange(2**32))
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.go").write_bytes(text.encode("utf-8", "surrogatepass"))
        found = imported(folder, below=False, previous=previous, report=Report())
    if found is not None:
        # Whatever was read can be read again.
        make(Input(found.encode(), "p.yaml", "p.yaml"), Settings(), Report())
