"""go.mod, and what is said of imports that it cannot hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from scaffold.diagnostics import Report
from scaffold.pipeline import Input, Settings, make

PLAN = """\
module: example.com/m
imports: {{x: {entry}}}
api:
  doc: Package api.
  interfaces: [{{name: S, methods: ["Do(p *x.Group)"], implementations: []}}]
"""


def module_file(entry: str) -> tuple[str, list[tuple[str, str, int, int]]]:
    """go.mod of a plan with one import, and the messages: code, text, line, column."""
    report = Report()
    made = make(Input(PLAN.format(entry=entry).encode(), "plan.yaml", "plan.yaml"), Settings(), report)
    assert made is not None
    (text,) = (file.text for file in made.tree if file.path == "go.mod")
    return text, [(found.code, found.message, *found.span.begin) for found in report]


def test_a_version_that_scaffold_knows() -> None:
    text, said = module_file("{path: golang.org/x/sync/errgroup, version: v0.19.0}")
    assert text == "module example.com/m\n\ngo 1.24.0\n\nrequire golang.org/x/sync v0.19.0\n"
    assert said == []


def test_an_older_version_is_raised_and_that_is_said() -> None:
    text, said = module_file("{path: golang.org/x/sync/errgroup, version: v0.3.0}")
    assert text == "module example.com/m\n\ngo 1.24.0\n\nrequire golang.org/x/sync v0.19.0\n"
    message = "go.mod requires golang.org/x/sync v0.19.0, which is newer than v0.3.0"
    assert said == [("newer-import", message, 2, 58)]


def test_a_newer_version_is_the_plans() -> None:
    text, said = module_file("{path: golang.org/x/sync/errgroup, version: v0.999.0}")
    assert text == "module example.com/m\n\ngo 1.24.0\n\nrequire golang.org/x/sync v0.999.0\n"
    message = "no checksums of golang.org/x/sync v0.999.0 are known: go.sum lacks them"
    assert said == [("unpinned-import", message, 2, 58)]


def test_a_module_that_scaffold_does_not_know() -> None:
    text, said = module_file("{path: github.com/acme/x/v2/p, version: v2.0.1}")
    assert text == "module example.com/m\n\ngo 1.24\n\nrequire github.com/acme/x/v2 v2.0.1\n"
    message = "no checksums of github.com/acme/x/v2/p are known: go.sum lacks them"
    assert said == [("unpinned-import", message, 2, 21)]


def test_no_version() -> None:
    text, said = module_file("github.com/acme/x")
    assert text == "module example.com/m\n\ngo 1.24\n"
    message = "no version of github.com/acme/x is known: go.mod does not require it"
    assert said == [("unversioned-import", message, 2, 14)]


@pytest.mark.parametrize(
    ("entry", "required", "sums", "codes"),
    [
        ("{path: example.org/x/p, version: v1.4.0}", "example.org/x v1.4.0", "example.org/x v1.4.0", []),
        ("{path: example.org/x/p, version: v1.4.0}", "example.org/x v1.5.0", "example.org/x v1.5.0", []),
        ("example.org/x/p", "example.org/x v1.5.0", "example.org/x v1.5.0", []),
        ("{path: golang.org/x/sync/errgroup, version: v0.99.0}", "golang.org/x/sync v0.99.0",
         "golang.org/x/sync v0.99.0", []),
        ("{path: example.org/x/p, version: v1.4.0}", "example.org/x v1.3.0", "example.org/x v1.3.0",
         ["unpinned-import"]),
        ("{path: example.org/x/p, version: v1.4.0}", "example.org/x v1.4.0", "", ["unpinned-import"]),
        ("{path: example.org/x/p, version: v1.4.0}", "example.org/x v1.4.0", "example.org/x v1.4.0/go.mod",
         ["unpinned-import"]),
        ("{path: example.org/x/p, version: v1.4.0}", "example.org/xy v1.4.0", "example.org/xy v1.4.0",
         ["unpinned-import"]),
        ("example.org/x/p", "example.org/y v1.5.0", "example.org/y v1.5.0", ["unversioned-import"]),
    ],
)  # fmt: skip
def test_what_the_output_has_is_settled(tmp_path: Path, entry: str, required: str, sums: str, codes: list[str]) -> None:
    (tmp_path / "go.mod").write_text(f"module example.com/m\n\ngo 1.24\n\nrequire {required}\n")
    (tmp_path / "go.sum").write_text(f"{sums} h1:x=\n" if sums else "")
    report = Report()
    plan = Input(PLAN.format(entry=entry).encode(), "plan.yaml", "plan.yaml")
    made = make(plan, Settings(), report, str(tmp_path))
    assert [found.code for found in report] == codes
    assert made is not None
    if not codes and "golang.org" not in entry:
        (text,) = (file.text for file in made.tree if file.path == "go.mod")
        assert "\nrequire example.org/x v1." in text


def test_a_folder_that_replaces_a_module_settles_it(tmp_path: Path) -> None:
    (tmp_path / "go.mod").write_text(
        "module example.com/m\n\ngo 1.24\n\nrequire example.org/x v1.4.0\n\nreplace example.org/x => ../x\n"
    )
    report = Report()
    plan = PLAN.format(entry="{path: example.org/x, version: v1.4.0}").encode()
    assert make(Input(plan, "plan.yaml", "plan.yaml"), Settings(), report, str(tmp_path)) is not None
    assert list(report) == []


def test_a_plan_may_accept_it() -> None:
    report = Report(strict=True)
    plan = PLAN.format(entry="github.com/acme/x") + "allow: [unversioned-import, missing-doc]\n"
    assert make(Input(plan.encode(), "plan.yaml", "plan.yaml"), Settings(), report) is not None
    assert list(report) == []
