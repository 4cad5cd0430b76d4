"""Rules evaluated: scaffold says of objects what a real API server says of them."""

from __future__ import annotations

import json
import re
from random import Random
from typing import Any

import pytest

from apiserver.random_rules import rule
from apiserver.rule_values import an_object, with_rules
from apiserver.rules import RULES
from apiserver.server import judge
from apiserver.test_documents import complaints
from scaffold.kube.cel.rules import Rules

pytestmark = pytest.mark.slow

OBJECTS = 8
TOGETHER = 40


def groups(texts: list[str]) -> list[list[str]]:
    """The rules that compile, as many together as the budget of a definition allows."""
    sound = [text for text in texts if not complaints(json.dumps(with_rules([text])))]
    out: list[list[str]] = [[]]
    for text in sound:
        if len(out[-1]) == TOGETHER or complaints(json.dumps(with_rules([*out[-1], text]))):
            out.append([])
        out[-1].append(text)
    return out


def refused(reasons: list[str] | None, rules: list[str]) -> set[str]:
    """The rules that the server names."""
    return {rules[int(found[1])] for reason in reasons or () if (found := re.search(r"\bm(\d+)$", reason))}


def ours(made: dict[str, Any], schema: dict[str, Any], rules: Rules) -> tuple[set[str], set[str]]:
    """The rules that an object breaks, and those of which we cannot tell."""
    found = list(rules.broken(made, schema, root=True))
    return {one.rule for one in found if not one.unknown}, {one.rule for one in found if one.unknown}


@pytest.mark.parametrize("seed", range(2))
def test_rules_say_of_objects_what_the_server_says(seed: int) -> None:
    random = Random(seed)
    batches = groups([rule(random) for _ in range(250)] + (RULES if seed == 0 else []))
    objects = [[an_object(random) for _ in range(OBJECTS)] for _ in batches]
    cases = [
        {"crd": json.dumps(with_rules(batch)), "objects": [json.dumps(one) for one in made]}
        for batch, made in zip(batches, objects, strict=True)
    ]
    wrong, told, untold = [], 0, 0
    for batch, made, case, answer in zip(batches, objects, cases, judge(cases), strict=True):
        schema = json.loads(str(case["crd"]))["spec"]["versions"][0]["schema"]["openAPIV3Schema"]
        rules = Rules()
        for one, given in zip(made, answer["objects"], strict=True):
            broken, unknown = ours(one, schema, rules)
            theirs = refused(given["reasons"], batch)
            told, untold = told + len(batch) - len(unknown), untold + len(unknown)
            wrong += [(text, text in broken, one["spec"]) for text in (broken ^ theirs) - unknown]
    assert wrong == []
    assert untold < told / 50
