"""Custom resources that hold types of another plan's: their schemas and deep copies are whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from golden_cases import in_process
from judges import gocode
from kube.writtentree import complaint

pytestmark = pytest.mark.slow

FIRST = """\
module: example.com/acme/objects
phase: {number: 1}
api:
  types:
    - {name: Class, values: [hot, cold]}
    - {name: Owner, fields: ["Name string `json:\\"name\\"`", "Class Class `json:\\"class\\"`"]}
crds:
  - kind: Bucket
    group: objects.example.com
    version: v1alpha1
    spec:
      - Region Region `json:"region"`
      - Rules []Rule `json:"rules,omitempty"`
      - Hidden *Rule `json:"hidden,omitempty"`
    types:
      - {name: Region, values: [north, south]}
      - name: Rule
        fields:
          - {name: Paths, type: "[]string", json: paths, validate: "min=1", markers: ["listType=set"]}
          - "Limits map[string]resource.Quantity `json:\\"limits,omitempty\\"`"
          - "Any *runtime.RawExtension `json:\\"any,omitempty\\"`"
  - group: objects.example.com
    version: v1
    go: |
      // Package v1 has fields that may be missing.
      //
      // +kubebuilder:validation:Optional
      package v1

      type Names []string

      // +kubebuilder:validation:MaxLength=7
      type Short string

      // +kubebuilder:validation:XValidation:rule="self.low < self.high"
      type Span struct {
          Low  int32 `json:"low"`
          High int32 `json:"high"`
      }

      type Pool struct {
          metav1.TypeMeta   `json:",inline"`
          metav1.ObjectMeta `json:"metadata,omitempty"`
          Spec              Span `json:"spec"`
      }
"""
SECOND = """\
module: example.com/acme/objects
phase: {number: 2}
crds:
  - kind: Replica
    group: objects.example.com
    version: v1beta1
    imports: {v1: example.com/acme/objects/pkg/apis/objects/v1}
    spec:
      - Of BucketSpec `json:"of"`
      - Rules []Rule `json:"rules,omitempty"`
      - {name: More, type: "map[string]*Rule", json: "more,omitempty"}
      - Region v1alpha1.Region `json:"region"`
      - Names v1.Names `json:"names"`
      - Short v1.Short `json:"short"`
      - Span v1.Span `json:"span"`
      - Owner Owner `json:"owner"`
      - Classes []api.Class `json:"classes"`
"""


@pytest.mark.parametrize("plans", [("one.yaml", "two.yaml"), ("two.yaml", "one.yaml")])
def test_types_of_another_plans_kinds(plans: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(FIRST)
    (tmp_path / "two.yaml").write_text(SECOND)
    out = tmp_path / "repo"
    ended = in_process(["go", *(str(tmp_path / name) for name in plans), "-o", str(out)])
    assert (ended.code, ended.traceback) == (0, ""), ended.stderr
    assert complaint(out, tmp_path) == ""
    assert gocode.build(out) == ""
    # By itself, the later phase reads what lies in the repository.
    again = in_process(["go", str(tmp_path / "two.yaml"), "-o", str(out), "--check"])
    assert again.code == 0, again.stdout
