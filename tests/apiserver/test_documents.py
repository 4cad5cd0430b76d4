"""Whole CRDs: scaffold refuses exactly what a real API server refuses."""

from __future__ import annotations

import json
from typing import Any

import pytest

from apiserver.broken import CHANGES, changed
from apiserver.server import judge
from scaffold.diagnostics import Report, to_text
from scaffold.kube.validate import validate
from scaffold.plan.yaml_nodes import compose
from scaffold.source import Source

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def verdicts() -> dict[str, dict[str, Any]]:
    texts = [json.dumps(changed(changes)) for changes in CHANGES.values()]
    return dict(zip(CHANGES, judge([{"crd": text, "dry": True} for text in texts]), strict=True))


@pytest.mark.parametrize("name", CHANGES)
def test_a_document_is_refused_where_the_server_refuses_it(name: str, verdicts: dict[str, dict[str, Any]]) -> None:
    report = Report()
    node = compose(Source("plan.yaml", json.dumps(changed(CHANGES[name]))).whole(), report)
    assert node is not None
    accepted = validate(node, report)
    verdict = verdicts[name]
    assert (accepted, to_text(report)) == (True, "") if verdict["code"] == 201 else not accepted, verdict["reasons"]


def test_every_refusal_says_what_the_server_says(verdicts: dict[str, dict[str, Any]]) -> None:
    """The same number of cases refused, and no case refused for a reason that the server does not have."""
    refused = [name for name, verdict in verdicts.items() if verdict["code"] != 201]
    assert len(refused) >= 60
