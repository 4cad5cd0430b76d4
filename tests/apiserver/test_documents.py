"""Whole CRDs: scaffold refuses exactly what a real API server refuses."""

from __future__ import annotations

import json
import re
from random import Random
from typing import Any

import pytest

from apiserver.broken import CHANGES, changed, torn
from apiserver.mutations import mutated, rich
from apiserver.random_schemas import document
from apiserver.rules import RULES, with_rule
from apiserver.server import judge
from scaffold.diagnostics import Report, Severity
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
    return [diagnostic.message for diagnostic in report if diagnostic.severity is Severity.ERROR]


@pytest.fixture(scope="module")
def verdicts() -> dict[str, dict[str, Any]]:
    texts = [json.dumps(changed(changes)) for changes in CHANGES.values()]
    return dict(zip(CHANGES, judge([{"crd": text, "dry": True} for text in texts]), strict=True))


@pytest.mark.parametrize("name", CHANGES)
def test_a_document_is_refused_where_the_server_refuses_it(name: str, verdicts: dict[str, dict[str, Any]]) -> None:
    ours = complaints(json.dumps(changed(CHANGES[name])))
    theirs = verdicts[name]
    assert (not ours) == (theirs["code"] == 201), (ours, theirs["reasons"])


def place(path: str) -> str:
    """A path that both sides name the same: the server has older names for some."""
    path = path.replace("spec.validation.", "spec.versions[0].schema.").replace("JSONPath", "jsonPath")
    path = re.sub(r"^spec\.(additionalPrinterColumns|subresources|selectableFields)", r"spec.versions[0].\1", path)
    path = re.sub(r"^spec\.conversion\.(webhook\.)?(conversionReviewVersions)", r"spec.conversion.\2", path)
    path = path.replace("spec.conversion.webhookClientConfig", "spec.conversion.webhook.clientConfig")
    path = re.sub(r"^(metadata\.(labels|annotations|finalizers)).*", r"\1", path)
    return re.sub(r"^(metadata\.ownerReferences)\[\d+\]", r"\1", path)


# Where the words differ on purpose: what follows from another fault is not told again, and the place is a nearer one.
TOLD_OTHERWISE = {
    "no metadata": "metadata itself is missing",
    "no spec": "one complaint, not one for each field of it",
    "one version twice": "at the version",
    "root nullable": "at the key",
    "root with additional properties": "at the key",
    "root with minProperties and status": "at the key",
    "root with oneOf and status": "at the key",
    "schema url": "at the key",
    "service without a name": "the server says that the namespace is missing",
    "default list of numbers": "the server puts a dot before the index",
    "default object that lacks a field": "the server puts a dot before the index",
}
DERIVED = {"status.storedVersions", "spec.version", "spec.names.listKind", "spec.names.singular"}
"""What the server says of values that it has filled in itself."""


@pytest.mark.parametrize("name", [name for name in CHANGES if name not in TOLD_OTHERWISE])
def test_the_reasons_are_the_servers(name: str, verdicts: dict[str, dict[str, Any]]) -> None:
    theirs = verdicts[name]["reasons"] or []
    if any("cannot be handled as a CustomResourceDefinition" in reason for reason in theirs):
        return  # it could not even be decoded, and the words for that are other ones
    ours = complaints(json.dumps(changed(CHANGES[name])))
    found = {place(message.partition(": ")[0]) for message in ours}
    wanted = {place(reason.partition(": ")[0]) for reason in theirs}
    assert found == wanted - (DERIVED - found), (ours, theirs)


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


MUTATED_CASES = 1500


@pytest.mark.parametrize("seed", range(2))
def test_mutated_documents_are_refused_where_the_server_refuses_them_and_for_its_reasons(seed: int) -> None:
    random = Random(seed)
    sources = [rich(), rich(), rich(), changed([])]
    texts = [json.dumps(mutated(random.choice(sources), random), ensure_ascii=False) for _ in range(MUTATED_CASES)]
    wrong = []
    for text, answer in zip(texts, judge([{"crd": text, "dry": True} for text in texts]), strict=True):
        ours, theirs = complaints(text), answer["reasons"] or []
        if any(message.startswith(("apiVersion: ", "kind: ")) for message in ours):
            continue  # the server knows what it is sent; a file has to say it
        if (not ours) != (answer["code"] == 201) or (answer["code"] == 422 and untold(ours, theirs)):
            wrong.append((text, ours, theirs))
    assert wrong == []


def untold(ours: list[str], theirs: list[str]) -> set[str]:
    """The places of which the server complains and scaffold does not."""
    if any(message.startswith("spec: ") for message in ours):
        return set()  # one complaint, not one for each field of it
    told = {nearer(message) for message in ours}
    # A rule that does not compile is told where it stands, not at the default as well.
    # Nor is a default looked at that stands in the metadata of an embedded object which can be none.
    apart = [reason for reason in theirs if "rule compile error" not in reason and "valid metadata" not in reason]
    wanted = {nearer(reason) for reason in apart if place(reason.partition(": ")[0]) not in DERIVED}
    # What a rule does not use is not told of one that does not compile, nor a default's own faults where it may not be.
    return {path for path in wanted - told if not path.endswith((".optionalOldSelf", "openAPIV3Schema.default"))}


def nearer(message: str) -> str:
    """The place of a complaint, as exact as both sides are."""
    path = place(message.partition(": ")[0])
    if "at the root of the schema if the status subresource" in message:
        return "spec.versions[0].schema.openAPIV3Schema"
    path = re.sub(r"^spec\.(schema|versions\[\d+\])", "spec.versions[0]", path)
    if message.endswith(" is not supported"):
        return "spec.versions[0].schema.openAPIV3Schema"  # the server tells some at the root, and some at the key
    path = re.sub(r"^metadata(\.name)?$", "metadata.name", path)
    path = re.sub(r"^(metadata\.(finalizers|ownerReferences)).*", r"\1", path)
    path = re.sub(r"clientConfig\.service\.(name|namespace)$", "clientConfig.service", path)
    path = re.sub(r"^spec\.versions(\[0\]\.name)?$", "spec.versions", path)
    return re.sub(r"(\.default)\b.*", r"\1", path)


TORN_CASES = 1500


@pytest.mark.parametrize("seed", range(2))
def test_torn_documents_are_refused_where_the_server_refuses_them(seed: int) -> None:
    random = Random(seed)
    documents = [changed(changes) for changes in CHANGES.values()]
    documents += [with_rule({"rule": text, "message": "m"}) for text in RULES[::10]]
    texts = [json.dumps(torn(random.choice(documents), random)) for _ in range(TORN_CASES)]
    wrong = []
    for text, answer in zip(texts, judge([{"crd": text, "dry": True} for text in texts]), strict=True):
        ours = complaints(text)
        # The server knows what it is sent; a file has to say it.
        typed = not any(message.startswith(("apiVersion: ", "kind: ")) for message in ours)
        if typed and (not ours) != (answer["code"] == 201):
            wrong.append((text, ours, answer["reasons"]))
    assert wrong == []
