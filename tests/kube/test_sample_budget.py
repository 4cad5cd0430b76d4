"""Samples of schemas that would take forever, or a repository full of text."""

from __future__ import annotations

import json
from typing import Any

import pytest

from scaffold.kube.budget import Budget
from scaffold.kube.embedded import embedded_faults
from scaffold.kube.sample import WORK, NoSample, Sampler
from scaffold.kube.sample_size import LARGEST

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}


def ruled(schema: Schema, *rules: str) -> Schema:
    return {**schema, "x-kubernetes-validations": [{"rule": rule} for rule in rules]}


def of_fields(required: str = "", /, **fields: Schema) -> Schema:
    return {"type": "object", "properties": fields, "required": required.split()}


def nested(schema: Schema, depth: int, **around: Any) -> Schema:
    """A list of lists, or a map of maps, of something."""
    for _ in range(depth):
        key = "items" if around["type"] == "array" else "additionalProperties"
        schema = {**around, key: schema}
    return schema


def union(depth: int, innermost: Schema) -> Schema:
    for _ in range(depth):
        schema = of_fields("type", type={**TEXT, "enum": ["X", "Z"]}, y=innermost)
        innermost = ruled(schema, 'self.type == "X" ? has(self.y) : !has(self.y)')
    return innermost


DIGEST = ruled(TEXT, 'self.split("@")[1].matches("^sha256:[a-f0-9]{64}$")', 'self.split("@")[0].matches("^[a-z]+/.*$")')
LOOPS = "[1,2,3,4,5,6,7,8,9].all(a, " * 4 + "a > self.n" + ")" * 4
HOSTILE: dict[str, Schema] = {
    "bytes": ruled({**TEXT, "format": "byte"}, "string(self).startsWith('BEGIN KEY')"),
    "unions": union(3, DIGEST),
    "deep unions": union(12, DIGEST),
    "long text": of_fields("a", a={**TEXT, "minLength": 10**12}),
    "long texts": of_fields(**{f"a{at}": {**TEXT, "minLength": 40_000} for at in range(50)}),
    "lists": of_fields("a", a=nested(TEXT, 12, type="array", minItems=20)),
    "optional lists": of_fields(a=nested(TEXT, 12, type="array", minItems=20)),
    "sets": of_fields("a", a=nested(TEXT, 3, type="array", minItems=9, **{"x-kubernetes-list-type": "set"})),
    "maps": of_fields("a", a=nested(TEXT, 12, type="object", minProperties=20)),
    "enumeration": ruled({**TEXT, "enum": [f"v{at}" for at in range(10_000)]}, "self.startsWith('w')"),
    "pattern": {**TEXT, "pattern": "^(a|b|ab){900}c(x|y){90}$", "maxLength": 5},
    "backtracking": {**TEXT, "pattern": "^(([a-z]{1,40}x?){1,20})+[0-9]{40}$", "minLength": 100},
    "products": {**TEXT, "allOf": [{"anyOf": [{"pattern": f"^{a}{b}"} for a in "abcdef"]} for b in "abcdef"]},
    "choices": {**of_fields(**{f"p{at}": TEXT for at in range(200)}), "oneOf": [{"required": ["p1", "q"]}] * 200},
    "rules": ruled(of_fields("n", n={"type": "integer"}), *[f"self.n != {at} || has(self.m)" for at in range(500)]),
    "broken rules": ruled(
        of_fields(**{f"p{at}": TEXT for at in range(40)}), "has(self.p1) && self.p2 == self.p3 + 'a'"
    ),
    "loops": ruled(of_fields("n", n={"type": "integer"}), LOOPS, "self.n > 5"),
    "growing": ruled({**TEXT, "maxLength": 10**5}, "(self + self + self).replace('a', self).size() == 123457"),
    "steps": of_fields("a", a={"type": "number", "multipleOf": 1e-300, "minimum": 1e300}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_the_search_has_a_budget(name: str) -> None:
    budget = Budget(WORK)
    try:
        made = Sampler({}, budget).value(HOSTILE[name])
    except NoSample as none:
        made = none.best
    assert budget.left > -WORK
    assert len(json.dumps(made)) <= 4 * LARGEST


def test_past_the_budget_there_is_the_best_value_so_far() -> None:
    with pytest.raises(NoSample, match="with the rule") as none:
        Sampler({}, Budget(3_000)).value(ruled(of_fields("n", n={"type": "integer"}), "self.n > 1000 && self.n < 1001"))
    assert [type(value) for value in none.value.best] == [dict]


def test_whole_objects_within_objects_have_an_api_version_and_a_kind() -> None:
    template: Schema = {
        **of_fields("spec", spec=of_fields("x", x=TEXT), kind={**TEXT, "enum": ["Job", "CronJob"]}),
        "x-kubernetes-embedded-resource": True,
    }
    schema = of_fields("template", template=template, list={"type": "array", "items": {**template, "required": []}})
    made = Sampler({}).value(schema)
    assert made["template"] == {  # type: ignore[index,call-overload]  # an object
        "apiVersion": "v1",
        "kind": "Job",
        "metadata": {"name": "example"},
        "spec": {"x": "example"},
    }
    assert list(embedded_faults(made, schema, "")) == []
