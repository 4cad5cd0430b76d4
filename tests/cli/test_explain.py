"""``scaffold explain``: every example has its message, and the codes without one need more than a plan."""

from __future__ import annotations

import json

import pytest

from scaffold.cli.explain_command import examples, messages_of, repository_codes
from scaffold.cli.output import PROBLEMS
from scaffold.codes import CODES
from terminal import scaffold

ELSEWHERE = ("import-", "verify-", "docs-", "mocks-", "module-", "newer-", "no-package", "no-race", "go-unreadable")
"""Beginnings of codes that a repository, an existing package or an option brings about."""


@pytest.mark.parametrize("code", sorted(examples()))
def test_an_example_has_its_message(code: str) -> None:
    assert code in CODES
    assert {one.code for one in messages_of(examples()[code], code)} == {code}


def test_most_codes_have_an_example() -> None:
    ours = [code for code in CODES if not code.startswith(ELSEWHERE)]
    without = [code for code in ours if code not in examples()]
    assert len(without) < len(ours) / 4, without


def test_an_explanation() -> None:
    ended = scaffold("explain", "ctx-type")
    assert (ended.code, ended.stderr) == (0, "")
    assert (
        ended.stdout
        == """\
ctx-type: a parameter called ctx is no context.Context

plan.yaml

    module: example.com/acme/objects
    api: {interfaces: [{name: S, methods: ["Find(ctx, ids []string) error"]}]}

has it:

    plan.yaml:2:46: warning: ctx has the type of the parameter behind it, and is no context.Context [ctx-type]
      api: {interfaces: [{name: S, methods: ["Find(ctx, ids []string) error"]}]}
                                                   ^^^
      unsafe fix: write ctx context.Context

Its fix:

    -api: {interfaces: [{name: S, methods: ["Find(ctx, ids []string) error"]}]}
    +api: {interfaces: [{name: S, methods: ["Find(ctx context.Context, ids []string) error"]}]}
"""
    )


def test_a_code_without_an_example() -> None:
    ended = scaffold("explain", "verify-build")
    said = f"verify-build: {CODES['verify-build']}\n\nIt needs more than a plan to show: "
    assert (ended.code, ended.stdout) == (0, f"{said}a repository, an option, or another plan.\n")


def test_for_machines() -> None:
    document = json.loads(scaffold("explain", "ctx-type", "--format", "json").stdout)
    text = examples()["ctx-type"].text
    fixed = text.replace("ctx,", "ctx context.Context,")
    example = {"file": "plan.yaml", "text": text, "fixed": fixed}
    assert document["result"] == {"code": "ctx-type", "title": CODES["ctx-type"], "example": example}
    assert [each["code"] for each in document["diagnostics"]] == ["ctx-type"]


def test_all_of_them() -> None:
    titles = {**CODES, **repository_codes(), **PROBLEMS}
    assert scaffold("explain").stdout == "".join(f"{code}: {titles[code]}\n" for code in sorted(titles))


def test_a_code_that_is_none() -> None:
    ended = scaffold("explain", "ctx-typ")
    assert ended.code == 2
    assert ended.stderr.endswith("Invalid value for CODE: no message has it; did you mean ctx-type?\n")
