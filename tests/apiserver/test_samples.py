"""Sample objects of random kinds and random documents before a real API server."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from apiserver.broken import GOOD
from apiserver.random_schemas import document
from apiserver.random_sound import schema
from apiserver.server import judge
from apiserver.test_documents import complaints
from apiserver.violations import violations
from kube.random_types import kind
from kube.test_documents_as_go import plan_of as plan_of_documents
from kube.test_written import plan_of
from kube.writtentree import tried
from quick_yaml import dump_yaml, load_yaml
from scaffold.kube.sample import NoSample, Sampler

pytestmark = pytest.mark.slow


def cases(folder: Path, plans: list[str]) -> list[tuple[str, str]]:
    """The definition and the sample of each plan that scaffold takes, as YAML."""
    found = []
    for at, plan in enumerate(plans):
        repository = folder / str(at)
        if tried(plan, repository).code:
            continue
        bases = list((repository / "repo/config/crd/bases").glob("*.yaml"))
        samples = [p for p in (repository / "repo/config/samples").glob("*.yaml") if p.name != "kustomization.yaml"]
        if len(bases) == len(samples) == 1:
            found.append((bases[0].read_text("utf-8"), samples[0].read_text("utf-8")))
    return found


def refused(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The samples that the server does not take, each with its reasons."""
    answers = judge([{"crd": crd, "objects": [sample]} for crd, sample in found])
    return [
        (sample, str(answer["reasons"] or answer["objects"][0]["reasons"]))
        for (_, sample), answer in zip(found, answers, strict=True)
        if answer["code"] != 201 or answer["objects"][0]["code"] != 201
    ]


def test_samples_of_random_kinds(tmp_path: Path) -> None:
    random = Random(5)
    found = cases(tmp_path, [plan_of({f"p{at}": kind(random)}) for at in range(25)])
    assert len(found) > 10
    assert refused(found) == []


def test_samples_of_random_documents(tmp_path: Path) -> None:
    random = Random(6)
    found = cases(tmp_path, [plan_of_documents({f"d{at}": document(random)}) for at in range(80)])
    assert len(found) > 10
    assert refused(found) == []


@pytest.mark.parametrize("seed", range(2))
def test_samples_of_schemas_dense_with_constraints(seed: int) -> None:
    random = Random(seed)
    made = copy.deepcopy(GOOD)
    properties = made["spec"]["versions"][0]["schema"]["openAPIV3Schema"]["properties"]["spec"]["properties"]
    properties.clear()
    found: dict[str, Any] = {}
    without = 0
    while len(found) < 120:
        name, one = f"s{len(found)}", schema(random)
        try:
            found[name] = Sampler({}).value(one, ("spec", name))
        except NoSample:
            without += 1  # some keep nothing, and the search is no proof
            continue
        properties[name] = one
        if complaints(json.dumps(made)):
            del properties[name], found[name]
    head = {"apiVersion": "objects.example.com/v1", "kind": "Bucket", "metadata": {"name": "a"}}
    (answer,) = judge([{"crd": json.dumps(made), "objects": [json.dumps({**head, "spec": found})]}])
    assert (answer["code"], answer["objects"][0]["reasons"]) == (201, None)
    assert without < len(found) / 8


EVERYTHING: dict[str, Any] = {
    "type": "object",
    "required": ["name"],
    "x-kubernetes-validations": [{"rule": "self.low <= self.high"}],
    "properties": {
        "name": {"type": "string", "minLength": 2, "maxLength": 8, "pattern": "^[a-z]+$"},
        "class": {"type": "string", "enum": ["hot", "cold"]},
        "low": {"type": "integer", "minimum": 1, "maximum": 9, "exclusiveMaximum": True},
        "high": {"type": "integer", "multipleOf": 3, "enum": [3, 6]},
        "share": {"type": "number", "minimum": 0, "exclusiveMinimum": True, "maximum": 1},
        "port": {"x-kubernetes-int-or-string": True, "x-kubernetes-validations": [{"rule": "self != 'none'"}]},
        "on": {"type": "boolean"},
        "maybe": {"type": "string", "nullable": True},
        "defaulted": {"type": "integer", "default": 5, "minimum": 2},
        "set": {
            "type": "array",
            "x-kubernetes-list-type": "set",
            "minItems": 1,
            "maxItems": 3,
            "items": {"type": "string"},
        },
        "map": {
            "type": "array",
            "x-kubernetes-list-type": "map",
            "x-kubernetes-list-map-keys": ["key"],
            "items": {
                "type": "object",
                "required": ["key"],
                "properties": {
                    "key": {"type": "string"},
                    "deep": {"type": "object", "properties": {"x": {"type": "integer"}}},
                },
            },
        },
        "labels": {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 2,
            "additionalProperties": {"type": "string", "maxLength": 63},
        },
        "either": {
            "type": "object",
            "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
            "oneOf": [{"required": ["a"]}, {"required": ["b"]}],
        },
        "any": {"type": "integer", "anyOf": [{"maximum": 1}, {"minimum": 100}]},
        "never": {"type": "string", "not": {"enum": ["a"]}, "allOf": [{"minLength": 1}]},
        "template": {
            "type": "object",
            "x-kubernetes-embedded-resource": True,
            "x-kubernetes-preserve-unknown-fields": True,
        },
        **{
            f"a{number}": {"type": "string", "format": form}
            for number, form in enumerate(["date-time", "date", "duration", "email", "ipv4", "ipv6", "cidr", "uuid"])
        },
        **{
            f"b{number}": {"type": "string", "format": form}
            for number, form in enumerate(["uri", "hostname", "byte", "mac", "isbn", "creditcard", "ssn", "rgbcolor"])
        },
    },
}
CONSTRAINTS = {
    *("type", "required", "null", "unknown field", "enum", "format", "pattern", "minLength", "maxLength"),
    *("minimum", "maximum", "multipleOf", "minItems", "maxItems", "list-type", "minProperties", "maxProperties"),
    *("int-or-string", "embedded-resource", "allOf", "anyOf", "oneOf", "not", "rule"),
}


def test_a_rich_sample_and_what_breaks_it(tmp_path: Path) -> None:
    made = copy.deepcopy(GOOD)
    made["spec"]["versions"][0]["schema"]["openAPIV3Schema"]["properties"]["spec"] = EVERYTHING
    ((crd, sample),) = cases(tmp_path, [plan_of_documents({"rich": made})])
    whole = load_yaml(crd)["spec"]["versions"][0]["schema"]["openAPIV3Schema"]
    wrong = list(violations(load_yaml(sample), whole))
    assert {each.constraint for each in wrong} >= CONSTRAINTS
    (answer,) = judge([{"crd": crd, "objects": [sample, *(dump_yaml(each.made) for each in wrong)]}])
    first, *rest = answer["objects"]
    assert (first["code"], first["reasons"]) == (201, None)
    accepted = [each[:2] for each, given in zip(wrong, rest, strict=True) if given["code"] not in (400, 422)]
    assert accepted == []
