"""Fields of types that nobody knows: their content is stored unchecked, and controller-gen agrees."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import judges
from kube.writtentree import complaint, tried, written

PLAN = """module: scaffold.test/unchecked
crds:
  - group: objects.example.com
    version: v1
    go: |
      package v1

      import (
          "encoding/json"
          "net"

          metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
      )

      // +kubebuilder:object:root=true
      type Thing struct {
          metav1.TypeMeta   `json:",inline"`
          metav1.ObjectMeta `json:"metadata,omitempty"`
          FIELDS
      }

      type Address net.IP

      type Addresses []net.IP

      type Same = net.IP
"""
FIELDS = """
          // A is an address.
          // +kubebuilder:validation:Format=ipv4
          A net.IP `json:"a"`
          // B has markers for lists of which nothing is known.
          // +listType=map
          // +listMapKey=name
          // +kubebuilder:validation:items:MinLength=2
          // +optional
          // +nullable
          B []net.IP `json:"b"`
          C map[string][]net.IP `json:"c,omitempty"`
          D map[json.Number]string `json:"d"`
          E *Address `json:"e"`
          F []Address `json:"f"`
          G Addresses `json:"g" validate:"required,min=1"`
          H []Same `json:"h"`
          I json.RawMessage `json:"i"`
          // +kubebuilder:validation:Schemaless
          // +kubebuilder:pruning:PreserveUnknownFields
          J []net.IP `json:"j"`
"""


@pytest.mark.slow
def test_what_is_not_known_is_stored_unchecked(tmp_path: Path) -> None:
    out, said = written(PLAN.replace("FIELDS", FIELDS.strip()), tmp_path)
    told = "nothing is known about a type in field {}: its content is stored unchecked"
    gone = "".join(
        f", and +{name} is left out" for name in ("listType", "listMapKey", "kubebuilder:validation:items:MinLength")
    )
    assert re.findall(r"warning: (.*) \[crd-foreign-type\]", said) == [
        told.format(name) + (gone if name == "B" else "") for name in "ABCDEFGHI"
    ]
    assert complaint(out, tmp_path) == ""
    assert judges.build(out) == ""
    assert judges.vet(out) == ""


@pytest.mark.parametrize("type_", ["time.Time", "*time.Time", "[]time.Time", "map[string]time.Time", "[]url.URL"])
def test_what_has_no_deep_copy_is_refused_wherever_it_stands(type_: str, tmp_path: Path) -> None:
    imports = '"net"\n          "net/url"\n          "time"'
    plan = PLAN.replace("FIELDS", f'A {type_} `json:"a"`').replace('"net"', imports)
    ended = tried(plan, tmp_path)
    assert re.findall(r"error: .*\[(.*)\]", ended.stderr) == ["crd-copy"]
