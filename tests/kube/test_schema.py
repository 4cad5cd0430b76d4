"""Schemas and CRD objects against controller-gen itself."""
# ruff: noqa: E501  # Go in strings keeps its own lines

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from kube.cases import CASES, spec
from kube.gosource import declared, generate, kind_source, messages, ours
from kube.random_types import kind
from scaffold.diagnostics import Report

NAMES = {f"p{number}": title for number, title in enumerate(CASES)}
BODIES = {name: CASES[title] for name, title in NAMES.items()}


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return generate(BODIES, tmp_path_factory.mktemp("kinds"))


def test_controller_gen_takes_every_case(generated: dict[str, str]) -> None:
    assert generated[""] == ""


@pytest.mark.parametrize("name", NAMES, ids=NAMES.values())
def test_a_kind_is_what_controller_gen_makes_of_it(name: str, generated: dict[str, str]) -> None:
    report = Report()
    made = ours(name, declared(BODIES, report), report)
    assert (messages(report), made) == ("", generated[name])


# Declarations behind the kind, each with one fault that controller-gen complains of.
REFUSED = {
    "a float": spec('A float64 `json:"a"`'),
    "an interface": spec('A any `json:"a"`'),
    "a function": spec('A func() `json:"a"`'),
    "a channel": spec('A chan int `json:"a"`'),
    "a complex number": spec('A complex128 `json:"a"`'),
    "a map with numbers for keys": spec('A map[int]string `json:"a"`'),
    "a map with an alias of text for keys": spec('A map[B]string `json:"a"`', "type B = string\n"),
    "a map with an alias of a text type for keys": spec('A map[B]string `json:"a"`', "type B = C\n\ntype C string\n"),
    "a map of structs without a name": spec('A map[string]struct{} `json:"a"`'),
    "a struct without a name": spec('A struct{} `json:"a"`'),
    "a field without a tag": spec("A string"),
    "a marker for numbers on text": spec('// +kubebuilder:validation:Minimum=1\nA string `json:"a"`'),
    "a marker for text on a number": spec('// +kubebuilder:validation:MinLength=1\nA int `json:"a"`'),
    "a marker for lists on text": spec('// +kubebuilder:validation:MinItems=1\nA string `json:"a"`'),
    "a marker for items on text": spec('// +kubebuilder:validation:items:MinLength=1\nA string `json:"a"`'),
    "a marker for maps on text": spec('// +kubebuilder:validation:MinProperties=1\nA string `json:"a"`'),
    "a fraction for an integer": spec('// +kubebuilder:validation:Minimum=1.5\nA int `json:"a"`'),
    "a marker without its value": spec('// +kubebuilder:validation:MinLength\nA string `json:"a"`'),
    "a marker with a wrong value": spec('// +kubebuilder:validation:MinLength=a\nA string `json:"a"`'),
    "a marker with more behind it": spec('// +kubebuilder:validation:Pattern=a,b\nA string `json:"a"`'),
    "a marker with an unknown argument": spec('// +kubebuilder:validation:XValidation:rul="a"\nA string `json:"a"`'),
    "a rule with a strange reason": spec(
        '// +kubebuilder:validation:XValidation:rule="a",reason=Bad\nA string `json:"a"`'
    ),
    "a list type on text": spec('// +listType=set\nA string `json:"a"`'),
    "an unknown list type": spec('// +listType=bag\nA []string `json:"a"`'),
    "a list key without a map": spec('// +listMapKey=a\nA []string `json:"a"`'),
    "a map type on text": spec('// +mapType=atomic\nA string `json:"a"`'),
    "a struct type on text": spec('// +structType=atomic\nA string `json:"a"`'),
    "a title that is no text": spec('// +kubebuilder:title=5\nA string `json:"a"`'),
    "documents at no URL": spec('// +kubebuilder:externalDocs:url=nowhere\nA string `json:"a"`'),
    "constants for a field": spec('// +k8s:enum\nA string `json:"a"`'),
    "an enumeration without constants": spec('A B `json:"a"`', "// +k8s:enum\ntype B string\n"),
    "an enumeration of numbers": spec('A B `json:"a"`', "// +k8s:enum\ntype B int\n\nconst C B = 1\n"),
    "an argument too many": spec('// +kubebuilder:validation:Schemaless=true\nA string `json:"a"`'),
    "metadata without a value": kind_source("", doc="// +kubebuilder:metadata:annotations=a"),
    "an unclosed quote": spec('// +kubebuilder:validation:Pattern="a\nA string `json:"a"`'),
    "an alias of a list": spec('A B `json:"a"`', "type B = []string\n"),
    "an alias of text elsewhere, with markers for text": spec(
        'A Protocol `json:"a"`', "// +kubebuilder:validation:MinLength=1\ntype Protocol = corev1.Protocol\n"
    ),
    "an interface behind a name": spec('A B `json:"a"`', "type B interface{}\n"),
    "one of several required": spec(
        'A B `json:"a"`',
        '// +kubebuilder:validation:ExactlyOneOf=x;y\ntype B struct {\n\tX string `json:"x"`\n\tY string `json:"y"`\n}\n',
    ),
    "one of several nested": spec(
        'A B `json:"a"`',
        '// +kubebuilder:validation:AtMostOneOf=x.y\ntype B struct {\n\tX string `json:"x,omitempty"`\n}\n',
    ),
}
REFUSED_NAMES = {f"p{number}": title for number, title in enumerate(REFUSED)}


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> str:
    bodies = {name: REFUSED[title] for name, title in REFUSED_NAMES.items()}
    return generate(bodies, tmp_path_factory.mktemp("refused"))[""]


@pytest.mark.parametrize("name", REFUSED_NAMES, ids=REFUSED_NAMES.values())
def test_what_controller_gen_refuses_is_refused(name: str, refused: str) -> None:
    report = Report()
    ours(name, declared({name: REFUSED[REFUSED_NAMES[name]]}, report), report)
    assert (f"/{name}/types.go:" in refused, report.has_errors) == (True, True)


def test_what_controller_gen_crashes_on_is_refused(tmp_path: Path) -> None:
    body = spec('A B `json:"a"`', "type B = corev1.Protocol\n")
    assert generate({"p0": body}, tmp_path)[""].startswith("panic: ")
    report = Report()
    ours("p0", declared({"p0": body}, report), report)
    assert [found.code for found in report] == ["crd-type"]


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.slow), pytest.param(2, marks=pytest.mark.slow)])
def test_random_types_are_what_controller_gen_makes_of_them(seed: int, tmp_path: Path) -> None:
    random = Random(seed)
    bodies = {f"p{number}": kind(random) for number in range(60)}
    made = generate(bodies, tmp_path)
    for name, body in bodies.items():
        report = Report()
        mine = ours(name, declared({name: body}, report), report)
        if f"/{name}/types.go:" in made[""] or report.has_errors:
            assert (f"/{name}/types.go:" in made[""], report.has_errors) == (True, True), messages(report)
        else:
            assert mine == made[name]


def test_two_types_in_one_place_are_refused() -> None:
    # controller-gen complains as well, but of no place.
    body = spec('B `json:",inline"`\nA string `json:"a"`', 'type B struct {\n\tA int `json:"a"`\n}\n')
    report = Report()
    ours("p0", declared({"p0": body}, report), report)
    assert [(found.code, found.message) for found in report] == [
        ("crd-type", "two types meet in one field: integer and string")
    ]
