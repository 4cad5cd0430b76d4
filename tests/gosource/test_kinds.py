"""What import makes of each kind of Go: the plan's text, or the message with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from scaffold.diagnostics import Report
from scaffold.gosource.plan import imported
from scaffold.pipeline import Input, Settings, make

GO_MOD = "module example.com/m\n\ngo 1.24\n\nrequire go.etcd.io/etcd/api/v3 v3.5.21\n"

# What import keeps: the Go of a file, and a line of the plan that it must have.
KEPT = {
    "a sentinel of fmt": ('import "fmt"\nvar ErrA = fmt.Errorf("a: broken")', "{name: ErrA, message: 'a: broken'}"),
    "a list": ("var Steps = []int{1, 2}", "var Steps = []int{1, 2}"),
    "a pointer to an unexported struct": (
        "type jsError struct{ code []int; why string }\nfunc (e *jsError) Error() string { return e.why }\n"
        'var ErrB error = &jsError{code: []int{1}, why: "b"}',
        'var ErrB error = &jsError{code: []int{1}, why: "b"}',
    ),
    "a function of the standard library": ('import "time"\nvar Now = time.Now', "var Now = time.Now"),
    "a method called like a generator's": (
        "type Info struct{ N int64 }\nfunc (i Info) Size() int64 { return i.N }",
        "func (i Info) Size() int64 { return i.N }",
    ),
    "a body with a blank name, beside another one": (
        "var _ error = (*E)(nil)\ntype E []string\n"
        'func (e *E) Error() string {\n\tfor _, s := range *e {\n\t\treturn s\n\t}\n\treturn ""\n}',
        "for _, s := range *e {",
    ),
    "a struct that holds a lock": (
        'import "sync"\ntype inner struct{ mu sync.Mutex }\ntype Cache struct{ in inner; N int }',
        "_ sync.Mutex",
    ),
    "a struct that is not comparable": ("type u struct{}\ntype Cache struct{ m map[string]u; N int }", "_ [0]func()"),
    "an enumeration": (
        'type State string\nconst (\n\tStateOn State = "on"\n\tStateOff State = "off"\n)\n'
        "func (s State) Valid() bool {\n\tswitch s {\n\tcase StateOn, StateOff:\n\t\treturn true\n"
        "\tdefault:\n\t\treturn false\n\t}\n}\nfunc (s State) String() string { return string(s) }",
        "{name: State, values: ['on', 'off']} go: | type State string",
    ),
    "a newer file": ('//go:build go1.25\n\npackage p\n\nimport "time"\ntype T = time.Time', "go: '1.25'"),
    "the module of a package": (
        'import "go.etcd.io/etcd/api/v3/authpb"\ntype User = authpb.User',
        "module: go.etcd.io/etcd/api/v3",
    ),
}

# What import leaves out: the Go of a file, what the plan lacks, and the beginning of the message, at its line.
LEFT_OUT = {
    "a type of an internal package": (
        'import "example.com/m/internal/deep"\ntype Opt = deep.Opt\ntype Kept int',
        "deep",
        "4:6: Opt is left out: it needs the internal package example.com/m/internal/deep",
    ),
    "what needs what is left out": (
        'import "example.com/m/internal/deep"\ntype Opt = deep.Opt\nfunc With(o Opt) {}\ntype Kept int',
        "With",
        "5:6: With is left out: it needs Opt, which is left out",
    ),
    "a value that would panic": (
        "func New() int {\n\ta := 1\n\tb := 2\n\tc := 3\n\td := 4\n\te := 5\n\treturn a+b+c+d+e\n}\nvar X = New()",
        "var X",
        "11:5: X is left out: its value calls New, whose body is left out: it has more than 6 lines",
    ),
    "a field of an internal package": (
        'import "example.com/m/internal/deep"\ntype T struct {\n\tO deep.Opt\n\tN int\n}',
        "deep",
        "5:2: T is without O: it needs the internal package example.com/m/internal/deep",
    ),
    "an init": ("var A = 1\nfunc init() { A = 2 }", "init", "4:6: init is left out: what it sets up is not set up"),
}


def read(folder: Path, code: str, *, previous: bool = False) -> tuple[str, list[str]]:
    """The plan of a package with one file, and the messages as ``LINE:COLUMN: TEXT``."""
    (folder / "go.mod").write_text(GO_MOD)
    text = code if "package p" in code else f"package p\n\n{code}"
    (folder / "p.go").write_text(text + "\n")
    report = Report()
    plan = imported(str(folder), below=False, previous=previous, report=report)
    assert plan is not None
    return plan, [f"{d.span.begin.line}:{d.span.begin.column}: {d.message}" for d in report]


@pytest.mark.parametrize("case", KEPT)
def test_what_is_kept(case: str, tmp_path: Path) -> None:
    code, wanted = KEPT[case]
    plan, _ = read(tmp_path, code)
    assert wanted in " ".join(plan.split()), plan
    assert make(Input(plan.encode(), "plan.yaml", "plan.yaml"), Settings(), Report()) is not None


@pytest.mark.parametrize("case", LEFT_OUT)
def test_what_is_left_out_is_reported(case: str, tmp_path: Path) -> None:
    code, absent, message = LEFT_OUT[case]
    plan, messages = read(tmp_path, code)
    assert absent not in plan
    assert message in messages


def test_an_earlier_phase_keeps_locks_and_has_a_path(tmp_path: Path) -> None:
    plan, _ = read(tmp_path, 'import "sync"\ntype Cache struct{ mu sync.Mutex; N int }', previous=True)
    assert "_ sync.Mutex" in plan
    (tmp_path / "go.mod").unlink()
    report = Report()
    text = imported(str(tmp_path), below=False, previous=True, report=report)
    assert text is not None
    assert "example.com/module" in text
    assert [d.code for d in report] == ["import-module"]


def test_the_name_of_a_package_is_its_own(tmp_path: Path) -> None:
    signer = tmp_path / "signer" / "v4"
    signer.mkdir(parents=True)
    (signer / "signer.go").write_text("package v4\n\ntype Signer struct{}\n")
    plan, messages = read(tmp_path, 'import "example.com/m/signer/v4"\nfunc Sign(s *v4.Signer) {}')
    assert 'import v4 "example.com/m/signer/v4"' in plan
    assert "func Sign(s *v4.Signer) {}" in plan
    assert [m for m in messages if "left out" in m] == []


def test_custom_resources_are_an_entry_of_crds(tmp_path: Path) -> None:
    code = (
        "// +groupName=cache.example.com\npackage p\n\n"
        'import metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"\n\n'
        "// +kubebuilder:object:root=true\n\n// Pool is one.\ntype Pool struct {\n"
        '\tmetav1.TypeMeta   `json:",inline"`\n\tmetav1.ObjectMeta `json:"metadata,omitempty"`\n}\n'
    )
    folder = tmp_path / "api" / "v1"
    folder.mkdir(parents=True)
    plan, _ = read(tmp_path, code.replace("package p", "package v1 // package p"))
    assert "crds:\n  - group: cache.example.com\n    version: v1\n" in plan
    assert "contracts:" not in plan
