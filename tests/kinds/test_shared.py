"""go.mod, and what is said of imports that it cannot hold."""

from __future__ import annotations

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


def test_a_plan_may_accept_it() -> None:
    report = Report(strict=True)
    plan = PLAN.format(entry="github.com/acme/x") + "allow: [unversioned-import, missing-doc]\n"
    assert make(Input(plan.encode(), "plan.yaml", "plan.yaml"), Settings(), report) is not None
    assert list(report) == []
