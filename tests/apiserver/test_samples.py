"""Sample objects of random kinds and random documents before a real API server."""

from __future__ import annotations

import copy
from pathlib import Path
from random import Random

import pytest
import yaml

from apiserver.broken import GOOD
from apiserver.random_schemas import document
from apiserver.server import judge
from apiserver.violations import violations
from kube.random_types import kind
from kube.test_documents_as_go import RICH
from kube.test_documents_as_go import plan_of as plan_of_documents
from kube.test_written import plan_of
from kube.writtentree import tried

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


def test_a_rich_sample_and_what_breaks_it(tmp_path: Path) -> None:
    made = copy.deepcopy(GOOD)
    made["spec"]["versions"][0]["schema"]["openAPIV3Schema"]["properties"]["spec"] = RICH
    ((crd, sample),) = cases(tmp_path, [plan_of_documents({"rich": made})])
    schema = yaml.safe_load(crd)["spec"]["versions"][0]["schema"]["openAPIV3Schema"]
    wrong = list(violations(yaml.safe_load(sample), schema))
    assert len(wrong) > 5
    (answer,) = judge([{"crd": crd, "objects": [sample, *(yaml.safe_dump(each) for _, each in wrong)]}])
    first, *rest = answer["objects"]
    assert (first["code"], first["reasons"]) == (201, None)
    accepted = [name for (name, _), given in zip(wrong, rest, strict=True) if given["code"] not in (400, 422)]
    assert accepted == []
