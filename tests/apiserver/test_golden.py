"""Every CRD in a golden output is taken by a real API server, its sample too, and nothing that breaks its rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from apiserver.server import judge
from apiserver.violations import violations
from quick_yaml import dump_yaml, load_yaml

pytestmark = pytest.mark.slow

GOLDEN = Path(__file__).parent.parent.parent / "golden"
ESTABLISHED = ["NamesAccepted=True", "Established=True"]


def test_every_golden_crd_becomes_established() -> None:
    files = sorted(GOLDEN.rglob("config/crd/bases/*.yaml"))
    assert files
    answers = judge([{"crd": file.read_text(encoding="utf-8")} for file in files])
    found = {
        str(file.relative_to(GOLDEN)): (answer["code"], answer["reasons"], answer.get("conditions"))
        for file, answer in zip(files, answers, strict=True)
    }
    for path, (code, reasons, conditions) in found.items():
        if "api-approved.kubernetes.io: unapproved" in (GOLDEN / path).read_text("utf-8"):
            # The server takes a group of the Kubernetes community without an approval, and says so sooner or later.
            found[path] = (code, _without_approval(reasons), _without_approval(conditions))
    assert found == dict.fromkeys(found, (201, None, ESTABLISHED))


def _without_approval(said: list[str] | None) -> list[str] | None:
    """What a server says besides the policy of approvals; None where that is nothing."""
    return [one for one in said or [] if not one.startswith("KubernetesAPIApprovalPolicy")] or None


def definition_of(sample: Path) -> Path:
    """The definition that a sample is an object of."""
    made = load_yaml(sample.read_text("utf-8"))
    for file in (sample.parent.parent / "crd/bases").glob("*.yaml"):
        spec = load_yaml(file.read_text("utf-8"))["spec"]
        if (spec["group"], spec["names"]["kind"]) == (made["apiVersion"].partition("/")[0], made["kind"]):
            return file
    raise AssertionError(f"{sample}: no definition of its kind")


def schema_of(definition: dict[str, Any], sample: dict[str, Any]) -> dict[str, Any]:
    """The schema of a sample's version."""
    wanted = sample["apiVersion"].partition("/")[2]
    (version,) = [one for one in definition["spec"]["versions"] if one["name"] == wanted]
    schema: dict[str, Any] = version["schema"]["openAPIV3Schema"]
    return schema


SAMPLES = sorted(file for file in GOLDEN.rglob("config/samples/*.yaml") if file.name != "kustomization.yaml")


def test_every_definition_has_a_sample() -> None:
    with_sample = {definition_of(sample) for sample in SAMPLES}
    assert with_sample == set(GOLDEN.rglob("config/crd/bases/*.yaml"))


def test_every_sample_is_accepted_and_every_violation_refused() -> None:
    cases, broken = [], []
    for sample in SAMPLES:
        definition = definition_of(sample).read_text("utf-8")
        made = load_yaml(sample.read_text("utf-8"))
        wrong = list(violations(made, schema_of(load_yaml(definition), made)))
        broken.append([f"{each.path}: {each.constraint}" for each in wrong])
        objects = [sample.read_text("utf-8"), *(dump_yaml(each.made) for each in wrong)]
        cases.append({"crd": definition, "objects": objects})
    assert sum(map(len, broken)) > 500
    wrong_answers = []
    for sample, names, answer in zip(SAMPLES, broken, judge(cases), strict=True):
        first, *rest = answer["objects"]
        if first["code"] != 201:
            wrong_answers.append((str(sample), first["reasons"]))
        wrong_answers += [
            (str(sample), f"accepted: {name}")
            for name, given in zip(names, rest, strict=True)
            if given["code"] not in (400, 422)
        ]
    assert wrong_answers == []
