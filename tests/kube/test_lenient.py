"""Floats in Markdown plans: a warning, and markers that make controller-gen take them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import judges
from golden_cases import in_process
from kube.writtentree import complaint

PLAN = """# Phase 1

## CRDs

```go
// pkg/apis/objects.example.com/v1/types.go
package v1

// +kubebuilder:object:root=true
type Thing struct {
    metav1.TypeMeta   `json:",inline"`
    metav1.ObjectMeta `json:"metadata,omitempty"`
    Spec ThingSpec `json:"spec"`
}

type ThingSpec struct {
    Ratio float64 `json:"ratio"`
    // +kubebuilder:validation:Minimum=0
    Share *float32 `json:"share,omitempty"`
}
```
"""


@pytest.mark.slow
def test_floats_of_a_document(tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text(PLAN, "utf-8")
    out = tmp_path / "repo"
    ended = in_process(["go", str(tmp_path / "plan.md"), "-o", str(out), "--module", "scaffold.test/floats"])
    assert (ended.code, ended.stderr.count("[crd-float]")) == (0, 2), ended.stderr
    assert complaint(out, tmp_path) == ""


# Fields in Markdown, each with what is told of it, where no list of objects is meant: code, times.
FLOATS = """
    // +kubebuilder:validation:Minimum=0
    A Ratio `json:"a"`
    B *Ratio `json:"b,omitempty"`
    // C is a list.
    // +listType=atomic
    // +kubebuilder:validation:MaxItems=3
    // +optional
    C []float64 `json:"c"`
    D map[string]float32 `json:"d"`
    E [][]*float64 `json:"e"`
    F []Ratio `json:"f"`
    G Ratios `json:"g"`
    H map[string][]Ratio `json:"h" validate:"min=1"`
    // +listType=atomic
    I []Share `json:"i"`
"""
FLOAT_TYPES = """
// Ratio is a float.
type Ratio float64

type Ratios []Ratio

type Share struct {
    Of float64 `json:"of"`
}
"""


@pytest.mark.slow
def test_floats_within_lists_maps_and_names(tmp_path: Path) -> None:
    text = PLAN.replace('    Ratio float64 `json:"ratio"`\n', FLOATS).replace("\n```\n", f"\n{FLOAT_TYPES}```\n", 1)
    (tmp_path / "plan.md").write_text(text.replace("```go\n" + FLOAT_TYPES, "```go\n"), "utf-8")
    out = tmp_path / "repo"
    ended = in_process(["go", str(tmp_path / "plan.md"), "-o", str(out), "--module", "scaffold.test/floats"])
    assert ended.code == 0, ended.stderr
    told = re.findall(r"warning: (.*) \[crd-float\]", ended.stderr)
    unchecked = "floats in a list or a map in field {}: its content is stored unchecked"
    gone = ", and +listType is left out, and +kubebuilder:validation:MaxItems is left out"
    assert [line for line in told if "round it differently" not in line] == [
        unchecked.format("C") + gone,
        *map(unchecked.format, "DEFGH"),
    ]
    assert complaint(out, tmp_path) == ""
    assert judges.build(out) == ""


@pytest.mark.slow
def test_times_of_a_document_are_stored_unchecked_and_copied_by_assignment(tmp_path: Path) -> None:
    fields = 'At time.Time `json:"at"`\n    All []time.Time `json:"all"`\n    By map[string]*time.Time `json:"by"`'
    (tmp_path / "plan.md").write_text(PLAN.replace('Ratio float64 `json:"ratio"`', fields), "utf-8")
    out = tmp_path / "repo"
    ended = in_process(["go", str(tmp_path / "plan.md"), "-o", str(out), "--module", "scaffold.test/times"])
    assert (ended.code, ended.stderr.count("[crd-foreign-type]")) == (0, 3), ended.stderr
    assert judges.build(out) == ""
    assert judges.vet(out) == ""
