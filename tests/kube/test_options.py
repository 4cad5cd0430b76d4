"""The plan's `generate` options as controller-gen's flags, for all three spellings of a custom resource."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

import judges
from kube.gosource import generate
from kube.random_types import FLAGGED, FLAGGED_TYPES, kind, short_fields
from kube.test_documents_as_go import plan_of as plan_of_documents
from kube.test_written import plan_of
from kube.writtentree import BASES, TOLD, complaint, differences, generated, tried, written
from quick_yaml import load_yaml

pytestmark = pytest.mark.slow

FLAGS = {
    "embedded_object_meta": "generateEmbeddedObjectMeta",
    "allow_dangerous_types": "allowDangerousTypes",
    "max_description": "maxDescLen",
}
CHOICES: list[dict[str, Any]] = [
    {"allow_dangerous_types": True},
    {"allow_dangerous_types": True, "embedded_object_meta": True, "max_description": 0},
    {"allow_dangerous_types": True, "embedded_object_meta": True, "max_description": 40},
    {"allow_dangerous_types": False, "embedded_object_meta": True},
    {"embedded_object_meta": False, "max_description": 7},
    {"max_description": 100000, "allow_dangerous_types": True},
]


def options(chosen: dict[str, Any]) -> list[str]:
    """What a plan's options are called on controller-gen's command line."""
    return [f"{FLAGS[name]}={str(value).lower()}" for name, value in chosen.items()]


def with_options(plan: str, chosen: dict[str, Any]) -> str:
    return f"{plan}generate: {json.dumps(chosen)}\n"


def wanted(chosen: dict[str, Any]) -> tuple[list[str], str]:
    """The types that flags change and their declarations, without floats where those are refused."""
    if chosen.get("allow_dangerous_types"):
        return FLAGGED, FLAGGED_TYPES
    types = [name for name in FLAGGED if "float" not in name and name != "Ratio"]
    return types, FLAGGED_TYPES.replace("float64", "int64").replace("is a float", "is a number")


def short_plan(random: Random, number: int, chosen: dict[str, Any]) -> str:
    """A plan with kinds in the short form."""
    types, _ = wanted(chosen)
    ratio = "float64" if chosen.get("allow_dangerous_types") else "int64"
    crds = []
    for at in range(number):
        metadata = {"name": "", "type": "metav1.ObjectMeta", "json": "metadata,omitempty"}
        crds.append(
            {
                "kind": f"Thing{at}",
                "group": f"g{at}.example.com",
                "version": "v1",
                "doc": "Thing is a thing. It has: words. And more of them!",
                "spec": short_fields(random, types),
                "types": [
                    {"name": "Ratio", "type": ratio, "doc": "Ratio is a number."},
                    {
                        "name": "Template",
                        "fields": [f'{metadata["type"]} `json:"metadata,omitempty"`', 'Of Ratio `json:"of"`'],
                    },
                ],
            }
        )
    return json.dumps({"module": "scaffold.test/options", "crds": crds}, indent=1).removesuffix("\n}") + ",\n"


@pytest.mark.parametrize("chosen", CHOICES, ids=lambda chosen: "-".join(options(chosen)))
def test_kinds_in_go(chosen: dict[str, Any], tmp_path: Path) -> None:
    random = Random(len(options(chosen)))
    bodies = {}
    for number in range(12):
        body = kind(random, *wanted(chosen))
        if tried(with_options(plan_of({"p0": body}), chosen), tmp_path / f"p{number}").code == 0:
            bodies[f"p{number}"] = body
    assert len(bodies) > 5
    out, _ = written(with_options(plan_of(bodies), chosen), tmp_path)
    assert complaint(out, tmp_path, *options(chosen)) == ""


@pytest.mark.parametrize("chosen", CHOICES, ids=lambda chosen: "-".join(options(chosen)))
def test_kinds_in_the_short_form(chosen: dict[str, Any], tmp_path: Path) -> None:
    random = Random(len(options(chosen)))
    taken = []
    for number in range(12):
        plan = short_plan(random, 1, chosen) + f'"generate": {json.dumps(chosen)}}}\n'
        if tried(plan, tmp_path / f"p{number}").code == 0:
            taken.append(json.loads(plan)["crds"][0])
    assert len(taken) > 5
    crds = [{**crd, "kind": f"Thing{at}", "group": f"g{at}.example.com"} for at, crd in enumerate(taken)]
    plan = json.dumps({"module": "scaffold.test/options", "crds": crds, "generate": chosen})
    out, _ = written(plan, tmp_path)
    assert judges.build(out) == ""
    assert complaint(out, tmp_path, *options(chosen)) == ""


@pytest.mark.parametrize("chosen", CHOICES, ids=lambda chosen: "-".join(options(chosen)))
def test_documents(chosen: dict[str, Any], tmp_path: Path) -> None:
    # What controller-gen makes of Go is a document that Go can say, with the same flags.
    random = Random(len(options(chosen)))
    bodies = {f"p{number}": kind(random, *wanted(chosen)) for number in range(12)}
    folder = tmp_path / "go"
    folder.mkdir()
    whole = {name: value for name, value in chosen.items() if name != "max_description"}
    made = generate(bodies, folder, *options(whole))
    documents = {}
    for name, text in made.items():
        if name and f"/{name}/types.go:" not in made[""]:
            plan = json.loads(plan_of_documents({name: load_yaml(text)})) | {"generate": chosen}
            if tried(json.dumps(plan), tmp_path / name).code == 0:
                documents[name] = load_yaml(text)
    assert len(documents) > 2
    plan = json.loads(plan_of_documents(documents)) | {"generate": chosen}
    out, said = written(json.dumps(plan), tmp_path)
    theirs, ours, complaints = generated(out, tmp_path, *options(chosen))
    assert complaints == ""
    told = set(TOLD.findall(said))
    for path in ours:
        if path.startswith(BASES):
            found = differences(load_yaml(ours[path]), load_yaml(theirs[path]))
            assert found <= told, path
            if not found:
                assert ours[path] == theirs[path]
