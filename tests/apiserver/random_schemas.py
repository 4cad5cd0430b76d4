"""Random schemas, most of them wrong somewhere, for CRDs that differ from a good one only there."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

from apiserver.broken import GOOD, Doc

_KINDS = ["object", "array", "string", "integer", "number", "boolean"]
_PATTERNS = ["^a", "(", "a{2,1}", "[[:alpha:]]+", "(?=a)", "\\d"]
_VALUES = [1, "a", True, [], {}, None, ["a"], {"a": 1}, 1.5, "aa", -1]


def document(random: Random) -> Doc:
    """The good document with a random schema below ``spec``, sometimes at the root as well."""
    made = copy.deepcopy(GOOD)
    version = made["spec"]["versions"][0]
    if random.random() < 0.5:
        del version["subresources"]
    root = version["schema"]["openAPIV3Schema"]
    root["properties"]["spec"] = _schema(random, 3)
    if random.random() < 0.2:
        root.update(_extras(random, 1))
    if random.random() < 0.2:
        root["properties"]["metadata"] = _schema(random, 1)
    return made


def _schema(random: Random, depth: int) -> dict[str, Any]:
    kind = random.choice(_KINDS if depth else _KINDS[2:])
    out: dict[str, Any] = {"type": kind}
    if kind == "object" and random.random() < 0.85:
        if random.random() < 0.75:
            out["properties"] = {name: _schema(random, depth - 1) for name in random.sample(["a", "b", "metadata"], 2)}
        if random.random() < 0.25:
            out["additionalProperties"] = random.choice([True, False, _schema(random, depth - 1)])
    if kind == "array" and random.random() < 0.95:
        out["items"] = _schema(random, depth - 1)
    if random.random() < 0.35:
        out.update(_extras(random, depth))
    if random.random() < 0.05:
        del out["type"]
    return out


def _extras(random: Random, depth: int) -> dict[str, Any]:
    choices: list[dict[str, Any]] = [
        {"nullable": True},
        {"description": "text"},
        {"pattern": random.choice(_PATTERNS)},
        {"default": random.choice(_VALUES)},
        {"default": {"a": random.choice(_VALUES)}},
        {"default": [random.choice(_VALUES)]},
        {"enum": random.sample(_VALUES, 3)},
        {"minLength": random.choice([0, 1, 2])},
        {"minimum": random.choice([0, 1, 1.5])},
        {"maxItems": random.choice([0, 1])},
        {"required": random.sample(["a", "b", "c"], 1)},
        {"x-kubernetes-preserve-unknown-fields": random.choice([True, True, False])},
        {"x-kubernetes-embedded-resource": True, "x-kubernetes-preserve-unknown-fields": True},
        {"x-kubernetes-embedded-resource": True},
        {"x-kubernetes-int-or-string": True},
        {"x-kubernetes-list-type": random.choice(["atomic", "set", "map"])},
        {"x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": random.sample(["a", "b", "c"], 1)},
        {"x-kubernetes-map-type": random.choice(["atomic", "granular"])},
        {random.choice(["allOf", "anyOf", "oneOf"]): [_nested(random, depth), _nested(random, depth)]},
        {"not": _nested(random, depth)},
        {"uniqueItems": True},
        {"format": random.choice(["int32", "date-time", "nonsense"])},
    ]
    return random.choice(choices)


def _nested(random: Random, depth: int) -> dict[str, Any]:
    choices: list[dict[str, Any]] = [
        {"minimum": 1},
        {"maxLength": 3},
        {"required": ["a"]},
        {"properties": {"a": {"minLength": 1}}},
        {"properties": {"c": {}}},
        {"properties": {"metadata": {"minProperties": 1}}},
        {"items": {"minimum": 1}},
        {"enum": ["a", 1]},
        {"type": "string"},
        {"pattern": random.choice(_PATTERNS)},
        {"additionalProperties": random.choice([True, False, {"minimum": 1}])},
        {"anyOf": [{"type": "integer"}, {"type": "string"}]},
        {"nullable": random.choice([True, False])},
    ]
    return random.choice(choices)
