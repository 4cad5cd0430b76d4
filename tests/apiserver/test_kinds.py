"""CRDs that scaffold makes of Go types, before a real API server."""

from __future__ import annotations

from typing import Any

import pytest

from apiserver.server import judge
from kube.cases import CASES
from kube.gosource import declared, ours
from scaffold.diagnostics import Report
from scaffold.kube.validate import validate
from scaffold.plan.yaml_nodes import compose
from scaffold.source import Source

pytestmark = pytest.mark.slow

# Their rules are words, not CEL.
NOT_CEL = ("merging",)
NAMES = {f"p{number}": title for number, title in enumerate(CASES) if title not in NOT_CEL}
ESTABLISHED = ["NamesAccepted=True", "Established=True"]


def made(name: str) -> str:
    return ours(name, declared({name: CASES[NAMES[name]]}, Report()), Report())


@pytest.fixture(scope="module")
def verdicts() -> dict[str, dict[str, Any]]:
    return dict(zip(NAMES, judge([{"crd": made(name)} for name in NAMES]), strict=True))


@pytest.mark.parametrize("name", NAMES, ids=NAMES.values())
def test_a_crd_becomes_established_or_scaffold_refuses_it(name: str, verdicts: dict[str, dict[str, Any]]) -> None:
    report = Report()
    node = compose(Source("plan.yaml", made(name)).whole(), report)
    assert node is not None
    accepted = validate(node, report)
    verdict = verdicts[name]
    assert accepted == (verdict["code"] == 201), ([found.message for found in report], verdict["reasons"])
    if accepted:
        assert verdict["conditions"] == ESTABLISHED


def test_most_kinds_are_accepted(verdicts: dict[str, dict[str, Any]]) -> None:
    assert sum(verdict["code"] == 201 for verdict in verdicts.values()) >= 10
