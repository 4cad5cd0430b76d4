"""Whole CRDs: scaffold refuses exactly what a real API server refuses."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest

from apiserver.broken import CHANGES, changed
from apiserver.random_schemas import document
from apiserver.server import judge
from scaffold.diagnostics import Report
from scaffold.kube.validate import validate
from scaffold.plan.yaml_nodes import compose
from scaffold.source import Source

pytestmark = pytest.mark.slow

RANDOM_CASES = 1500


def complaints(text: str) -> list[str]:
    """What scaffold has against a document."""
    report = Report()
    node = compose(Source("plan.yaml", text).whole(), report)
    assert node is not None
    accepted = validate(node, report)
    assert accepted is not report.has_errors
    return [diagnostic.message for diagnostic in report]


@pytest.fixture(scope="module")
def verdicts() -> dict[str, dict[str, Any]]:
    texts = [json.dumps(changed(changes)) for changes in CHANGES.values()]
    return dict(zip(CHANGES, judge([{"crd": text, "dry": True} for text in texts]), strict=True))


@pytest.mark.parametrize("name", CHANGES)
def test_a_document_is_refused_where_the_server_refuses_it(name: str, verdicts: dict[str, dict[str, Any]]) -> None:
    ours = complaints(json.dumps(changed(CHANGES[name])))
    theirs = verdicts[name]
    assert (not ours) == (theirs["code"] == 201), (ours, theirs["reasons"])


def test_most_of_the_documents_are_broken(verdicts: dict[str, dict[str, Any]]) -> None:
    assert sum(verdict["code"] != 201 for verdict in verdicts.values()) >= 60


@pytest.mark.parametrize("seed", range(2))
def test_random_schemas_are_refused_where_the_server_refuses_them(seed: int) -> None:
    random = Random(seed)
    texts = [json.dumps(document(random)) for _ in range(RANDOM_CASES)]
    answers = judge([{"crd": text, "dry": True} for text in texts])
    wrong = [
        (text, complaints(text), answer["reasons"])
        for text, answer in zip(texts, answers, strict=True)
        if (not complaints(text)) != (answer["code"] == 201)
    ]
    assert wrong == []
