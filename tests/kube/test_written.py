"""The Go packages of custom resources before controller-gen: same CRDs, same deep copies."""

from __future__ import annotations

import textwrap
from pathlib import Path
from random import Random

import pytest

import golden_cases
import judges
from kube.cases import CASES as KINDS
from kube.gosource import HEADER
from kube.random_types import kind
from kube.writtentree import TOLD, complaint, complaint_of, differences, generated, tried, written
from quick_yaml import load_yaml

pytestmark = pytest.mark.slow

CASES = [case for case in golden_cases.find() if case.exit_code == 0 and (case.want / "pkg/apis").is_dir()]


UNSOUND = {"basics", "defaults", "definitions of times", "docs", "fields met twice", "merging", "validation"}
"""Kinds that scaffold refuses, for no API server takes what comes of them, or Go does not: arrays, one tag twice."""


def test_there_are_cases() -> None:
    assert CASES


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_golden_case_is_what_controller_gen_makes_of_its_go(case: golden_cases.Case, tmp_path: Path) -> None:
    out = tmp_path / "repo"
    told = set(TOLD.findall(golden_cases.run(case, out).stderr))
    theirs, ours, said = generated(out, tmp_path)
    assert said == ""
    beyond = set()
    for path in theirs:
        if path.endswith(".yaml"):
            beyond |= differences(load_yaml(ours[path]), load_yaml(theirs[path]))
    assert beyond == told
    if not told:
        assert complaint_of(theirs, ours) == ""


def plan_of(bodies: dict[str, str]) -> str:
    """A plan with each body as Go types of a group of its own."""
    lines = ["module: scaffold.test/written", "crds:"]
    for name, body in bodies.items():
        lines += [f"  - group: {name}.example.com", f"    version: {name}", "    go: |"]
        code = HEADER.format(name=name).partition("var (")[0] + body
        lines.append(textwrap.indent(code.replace("\t", "    "), "      "))
    return "\n".join(lines) + "\n"


def test_kinds_with_one_feature_each_are_what_controller_gen_makes_of_their_go(tmp_path: Path) -> None:
    bodies, refused = {}, set()
    for number, (title, body) in enumerate(KINDS.items()):
        if tried(plan_of({"p0": body}), tmp_path / str(number)).code == 0:
            bodies[f"p{number}"] = body
        else:
            refused.add(title)
    assert refused == UNSOUND
    out, _ = written(plan_of(bodies), tmp_path)
    assert judges.gofmt(out.rglob("*.go")) == ""
    assert judges.build(out) == ""
    assert complaint(out, tmp_path) == ""


def test_types_that_write_themselves_are_what_controller_gen_makes_of_them(tmp_path: Path) -> None:
    out, _ = written((Path(__file__).parent / "marshalling.yaml").read_text("utf-8"), tmp_path)
    assert complaint(out, tmp_path) == ""
    assert judges.build(out) == ""


@pytest.mark.parametrize("seed", range(3))
def test_random_kinds_are_what_controller_gen_makes_of_their_go(seed: int, tmp_path: Path) -> None:
    random = Random(seed)
    bodies = {}
    for number in range(40):
        name = f"p{number}"
        body = kind(random)
        # What scaffold refuses, controller-gen refuses as well: see test_schema.
        if tried(plan_of({name: body}), tmp_path / name).code == 0:
            bodies[name] = body
    assert len(bodies) > 10
    out, _ = written(plan_of(bodies), tmp_path)
    assert judges.gofmt(out.rglob("*.go")) == ""
    assert judges.build(out) == ""
    assert complaint(out, tmp_path) == ""
