"""Floats in Markdown plans: a warning, and markers that make controller-gen take them."""

from __future__ import annotations

from pathlib import Path

import pytest

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
