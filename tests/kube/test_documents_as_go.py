"""Whole definitions as Go: controller-gen makes them again, but for what the run lists."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

import judges
from apiserver.broken import CHANGES, GOOD, changed
from apiserver.random_schemas import document
from kube.writtentree import TOLD, differences, generated, tried, written
from quick_yaml import load_yaml

pytestmark = pytest.mark.slow


def plan_of(documents: dict[str, dict[str, Any]]) -> str:
    """A plan with each document under a group of its own."""
    listed = []
    for name, given in documents.items():
        made = copy.deepcopy(given)
        made["spec"]["group"] = f"{name}.example.com"
        made["metadata"]["name"] = f"{made['spec']['names']['plural']}.{name}.example.com"
        listed.append(made)
    return json.dumps({"module": "scaffold.test/documents", "crds": listed}, indent=1)


def sound(documents: dict[str, dict[str, Any]], folder: Path) -> dict[str, dict[str, Any]]:
    """Those of the documents that scaffold takes."""
    found = {}
    for name, made in documents.items():
        try:
            plan = plan_of({name: made})
        except (KeyError, TypeError):
            continue
        if tried(plan, folder / name).code == 0:
            found[name] = made
    return found


def hold(documents: dict[str, dict[str, Any]], folder: Path) -> int:
    """Hold each document against controller-gen; how many of them Go says whole."""
    repository, _ = written(plan_of(documents), folder)
    assert judges.gofmt(repository.rglob("*.go")) == ""
    assert judges.build(repository) == ""
    theirs, ours, said = generated(repository, folder)
    assert said == ""
    whole = 0
    for name, made in documents.items():
        words = tried(plan_of({name: made}), folder / f"again-{name}").stderr
        told = set(TOLD.findall(words))
        path = next(path for path in ours if f"/{name}.example.com_" in path)
        if path not in theirs:
            assert "there are no Go types of it" in words
        elif not told:
            assert ours[path] == theirs[path]
            whole += 1
        elif len(told) < 20:
            assert differences(load_yaml(ours[path]), load_yaml(theirs[path])) == told, json.dumps(made)
    copies = [path for path in ours if path.endswith(".go")]
    assert copies
    assert {path: ours[path] for path in copies} == {path: theirs[path] for path in copies}
    return whole


def test_the_documents_that_are_sound(tmp_path: Path) -> None:
    documents = {f"c{at}": changed(changes) for at, changes in enumerate(CHANGES.values())}
    found = sound({name: made for name, made in documents.items() if isinstance(made, dict)}, tmp_path)
    assert hold(found, tmp_path) > 20


@pytest.mark.parametrize("seed", range(2))
def test_random_documents(seed: int, tmp_path: Path) -> None:
    random = Random(seed)
    documents = {f"r{at}": document(random) for at in range(120)}
    found = sound(documents, tmp_path)
    assert len(found) > 10
    assert hold(found, tmp_path) > 3


RICH: dict[str, Any] = {
    "type": "object",
    "description": "Spec says what is wanted.",
    "required": ["name"],
    "x-kubernetes-validations": [{"rule": "self.size > 0 || self.name != ''", "message": "one, of them"}],
    "properties": {
        "name": {"type": "string", "minLength": 1, "maxLength": 63, "pattern": "^[a-z]([-a-z0-9]*\\d)?$"},
        "size": {"type": "integer", "format": "int64", "minimum": 0, "maximum": 10, "default": 3},
        "ratio": {"type": "number", "minimum": 0.5},
        "class": {"type": "string", "enum": ["hot", "cold"], "default": "hot", "description": "Class: how fast."},
        "port": {"x-kubernetes-int-or-string": True, "anyOf": [{"type": "integer"}, {"type": "string"}]},
        "raw": {"type": "object", "x-kubernetes-preserve-unknown-fields": True},
        "any": {"x-kubernetes-preserve-unknown-fields": True},
        "since": {"type": "string", "format": "date-time"},
        "data": {"type": "string", "format": "byte"},
        "tags": {"type": "array", "items": {"type": "string", "maxLength": 9}, "x-kubernetes-list-type": "set"},
        "labels": {"type": "object", "additionalProperties": {"type": "string"}},
        "limits": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 1}},
        "flag": {"type": "boolean", "nullable": True},
        "grid": {"type": "array", "items": {"type": "array", "items": {"type": "integer"}, "minItems": 1}},
        "rules": {
            "type": "array",
            "x-kubernetes-list-type": "map",
            "x-kubernetes-list-map-keys": ["name"],
            "items": {
                "type": "object",
                "description": "A rule.",
                "required": ["name"],
                "properties": {"name": {"type": "string"}, "weight": {"type": "integer", "format": "int32"}},
            },
        },
    },
}


def test_a_rich_document_is_said_whole(tmp_path: Path) -> None:
    made = copy.deepcopy(GOOD)
    version = made["spec"]["versions"][0]
    version["schema"]["openAPIV3Schema"]["properties"]["spec"] = RICH
    version["subresources"] = {"status": {}}
    version["selectableFields"] = [{"jsonPath": ".spec.name"}]
    assert hold({"rich": made}, tmp_path) == 1
