"""Validation rules: scaffold compiles them as a real API server does, costs included."""

from __future__ import annotations

import json
import re
from random import Random
from typing import Any

import pytest

from apiserver.random_rules import rule
from apiserver.rules import PLACED, RULES, with_rule
from apiserver.server import judge
from apiserver.test_documents import complaints

pytestmark = pytest.mark.slow

RANDOM_RULES = 400
DOCUMENTS = {**{text: with_rule({"rule": text, "message": "m"}) for text in RULES}, **PLACED}


def judged(texts: list[str]) -> list[dict[str, Any]]:
    return judge([{"crd": text, "dry": True} for text in texts])


def factors(messages: list[str]) -> list[str]:
    """By how much budgets are exceeded: costs are compared by it."""
    return sorted(found for text in messages for found in re.findall(r"factor of (more than 100x|[0-9.]+x)", text))


def verdict(accepted: bool, messages: list[str]) -> tuple[bool, list[str]]:
    return accepted, factors(messages)


@pytest.fixture(scope="module")
def verdicts() -> dict[str, dict[str, Any]]:
    return dict(zip(DOCUMENTS, judged([json.dumps(document) for document in DOCUMENTS.values()]), strict=True))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_rule_is_refused_where_the_server_refuses_it(name: str, verdicts: dict[str, dict[str, Any]]) -> None:
    ours = complaints(json.dumps(DOCUMENTS[name]))
    theirs = verdicts[name]
    reasons = theirs["reasons"] or []
    assert verdict(not ours, ours) == verdict(theirs["code"] == 201, reasons), (ours, reasons)


def test_there_is_enough_of_each(verdicts: dict[str, dict[str, Any]]) -> None:
    accepted = sum(found["code"] == 201 for found in verdicts.values())
    dear = sum(bool(factors(found["reasons"] or [])) for found in verdicts.values())
    assert min(accepted, dear, len(verdicts) - accepted) >= 25


@pytest.mark.parametrize("seed", range(2))
def test_random_rules_are_refused_where_the_server_refuses_them(seed: int) -> None:
    random = Random(seed)
    texts = [rule(random) for _ in range(RANDOM_RULES)]
    documents = [json.dumps(with_rule({"rule": text, "message": "m"})) for text in texts]
    wrong = []
    for text, document, answer in zip(texts, documents, judged(documents), strict=True):
        ours, theirs = complaints(document), answer["reasons"] or []
        if verdict(not ours, ours) != verdict(answer["code"] == 201, theirs):
            wrong.append((text, ours, theirs))
    assert wrong == []
