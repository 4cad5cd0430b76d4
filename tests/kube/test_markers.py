"""The vocabulary of markers against what controller-gen says of itself, and what becomes of names outside of it."""

from __future__ import annotations

import json
import subprocess

import pytest

from judges.tools import CONTROLLER_GEN, tool
from scaffold.diagnostics import Report
from scaffold.kube.marker_table import DEFINITIONS, FIELD, PACKAGE, TYPE
from scaffold.kube.markers import read_markers
from scaffold.source import Source

# What controller-gen calls a number is nothing at all.
GO_KINDS = {"string": "string", "int": "int", "number": "", "bool": "bool", "any": "any", "list": "slice"}
OTHER_GENERATORS = ("k8s:deepcopy-gen",)


def test_the_vocabulary_is_controller_gens() -> None:
    said = subprocess.run([tool(CONTROLLER_GEN), "crd", "object", "-wwww"], capture_output=True, check=True)
    theirs = {
        (marker["name"], marker["target"]): {
            field["name"]: (field["type"], field["optional"]) for field in marker.get("fields", [])
        }
        for category in json.loads(said.stdout)
        for marker in category["markers"]
        if not marker["name"].startswith(OTHER_GENERATORS)
    }
    ours = {
        (name, target): {
            # +default reads JSON by itself, whatever its definition says.
            "value" if name == "default" else argument: (GO_KINDS[kind.name], argument in definition.optional)
            for argument, kind in definition.arguments.items()
        }
        for target, definitions in DEFINITIONS.items()
        for name, definition in definitions.items()
    }
    assert ours == theirs


WORDS = {
    # what is written → where, the code, what is proposed
    "+kubebuilder:validation:minimum=1": (FIELD, "crd-marker-unknown", "+kubebuilder:validation:Minimum?"),
    "+kubebuilder:validation:Minimun=1": (FIELD, "crd-marker-unknown", "+kubebuilder:validation:Minimum?"),
    "+kubebuilder:validations:Minimum=1": (TYPE, "crd-marker-unknown", "+kubebuilder:validation:Minimum?"),
    "+Kubebuilder:validation:Minimum=1": (FIELD, "crd-marker-unknown", "+kubebuilder:validation:Minimum?"),
    "+kubebuilder:Minimum=1": (FIELD, "crd-marker-unknown", "+kubebuilder:validation:Minimum?"),
    "+validation:Minimum=1": (FIELD, "crd-marker-unknown", "+kubebuilder:validation:Minimum?"),
    "+kubebuilder:validation:Items:MinLength=1": (
        FIELD,
        "crd-marker-unknown",
        "+kubebuilder:validation:items:MinLength?",
    ),
    "+kubebuilder:validation:Default=3": (FIELD, "crd-marker-unknown", "+kubebuilder:default?"),
    "+kubebuilder:validation:optional": (TYPE, "crd-marker-unknown", "+kubebuilder:validation:Optional?"),
    "+kubebuilder:validation:Required.": (TYPE, "crd-marker-unknown", "+kubebuilder:validation:Required?"),
    "+kubebuilder:nullable": (FIELD, "crd-marker-unknown", "+nullable?"),
    "+kubebuilder:listType=map": (FIELD, "crd-marker-unknown", "+listType?"),
    "+kubebuilder:printcolumns:name=a": (FIELD, "crd-marker-unknown", "+kubebuilder:printcolumn?"),
    "+kubebuilder:validation:MaxLength:5": (FIELD, "crd-marker-unknown", "+kubebuilder:validation:MaxLength?"),
    "+kubebuilder:whatever": (FIELD, "crd-marker-unknown", "controller-gen would ignore it"),
    "+k8s:minLength=1": (FIELD, "crd-marker-unknown", "+kubebuilder:validation:MinLength?"),
    "+listtype=map": (FIELD, "crd-marker-unknown", "+listType?"),
    "+listMapKeys=a": (TYPE, "crd-marker-unknown", "+listMapKey?"),
    "+optionl": (TYPE, "crd-marker-unknown", "+optional?"),
    "+Optional": (FIELD, "crd-marker-unknown", "+optional?"),
    "kubebuilder:validation:Minimum=1": (FIELD, "crd-marker-unknown", "+kubebuilder:validation:Minimum=1?"),
    "+ kubebuilder:default=3": (FIELD, "crd-marker-unknown", "without a space"),
    "+optional # for now": (FIELD, "crd-marker-unknown", "on a line of its own"),
    "+kubebuilder:validation:MinItems 1": (FIELD, "crd-marker-unknown", "on a line of its own"),
    "+nullable=true": (FIELD, "crd-marker", "write +nullable alone"),
    "+kubebuilder:example=a": (TYPE, "crd-marker-place", ""),
    "+kubebuilder:printcolumn:name=a,type=b,JSONPath=.c": (FIELD, "crd-marker-place", ""),
    "+groupName=a": (TYPE, "crd-marker-place", ""),
    "+kubebuilder:resource:scope=Cluster": (PACKAGE, "crd-marker-place", ""),
    "+kubebuilder:resource:scop=Cluster": (TYPE, "crd-marker", "scope=…"),
}


@pytest.mark.parametrize("line", WORDS)
def test_what_controller_gen_passes_over_is_an_error(line: str) -> None:
    target, code, hint = WORDS[line]
    report = Report()
    doc = Source("types.go", f"Text.\n  {line}\nmore").whole()
    assert read_markers(doc, target, report) == []
    (found,) = report
    assert (found.code, found.span.begin.line, found.span.begin.column) == (code, 2, 3)
    assert hint in found.hint


OTHERS = [
    "+genclient",
    "+genclient:nonNamespaced",
    "+k8s:openapi-gen=true",
    "+k8s:deepcopy-gen:interfaces=k8s.io/apimachinery/pkg/runtime.Object",
    "+k8s:conversion-fn=drop",
    "+operator-sdk:csv:customresourcedefinitions:type=spec",
    "+openshift:compatibility-gen:level=1",
    "+enum",
    "+union",
    "+featureGate=Foo",
    "+patchStrategy=merge",
    "+protobuf=true",
    "+kubebuilder:rbac:groups=apps,resources=pods,verbs=get",
    "+kubebuilder:object:generate=true",
    "+1 from me",
    "+",
    "kubebuilder is a tool",
    "kubebuilder: the tool",
]


@pytest.mark.parametrize("line", OTHERS)
@pytest.mark.parametrize("target", [FIELD, TYPE])
def test_what_is_not_ours_is_passed_over(line: str, target: str) -> None:
    if "object:generate" in line and target == FIELD:
        return
    report = Report()
    read_markers(Source("types.go", line).whole(), target, report)
    assert [found.message for found in report] == []
