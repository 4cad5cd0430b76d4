"""Deep copies of nested types before ``controller-gen object``, and before the compiler."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest

import judges
from kube.gosource import kind_source
from kube.test_written import plan_of
from kube.writtentree import complaint, tried, written

pytestmark = pytest.mark.slow

_LEAVES = [
    *("string", "int32", "bool", "[]byte", "metav1.Time", "metav1.MicroTime", "metav1.Duration", "resource.Quantity"),
    *("metav1.Condition", "metav1.LabelSelector", "corev1.ResourceList", "corev1.Protocol", "intstr.IntOrString"),
    *("corev1.LocalObjectReference", "runtime.RawExtension", "apiextensionsv1.JSON", "corev1.PodTemplateSpec"),
    *("metav1.ObjectMeta", "corev1.ResourceRequirements", "metav1.Verbs"),
]
_NAMED = {
    "Word": "string",
    "Words": "[]string",
    "Table": "map[string]string",
    "Deep": "map[string][]string",
    "Nested": "[][]string",
    "Flat": 'struct {\n\tA int32 `json:"a"`\n}',
    "Full": 'struct {\n\tA []string `json:"a"`\n}',
    "Empty": "struct{}",
    "Moments": "[]metav1.Time",
    "Amounts": "map[string]resource.Quantity",
    "Pointers": "[]*Full",
    "Same": "Full",
    "List": "Words",
}


def _type(random: Random, depth: int) -> str:
    if depth == 0 or random.random() < 0.3:
        return random.choice([*_LEAVES, *_NAMED])
    inner = _type(random, depth - 1)
    return random.choice([f"*{inner}", f"[]{inner}", f"map[string]{inner}"])


def _body(random: Random) -> str:
    fields = [f'F{at} {_type(random, 3)} `json:"f{at}"`' for at in range(12)]
    spec = "type Spec struct {\n\t" + "\n\t".join(fields) + "\n}\n"
    named = "".join(f"type {name} {of}\n\n" for name, of in _NAMED.items())
    alias = 'type Other = Full\n\ntype Holder struct {\n\tOther `json:",inline"`\n\tP *Other `json:"p"`\n}\n'
    return kind_source('Spec Spec `json:"spec"`\nH Holder `json:"h"`', named + spec + alias, "// Thing is one.")


@pytest.mark.parametrize("seed", range(2))
def test_nested_types(seed: int, tmp_path: Path) -> None:
    random = Random(seed)
    bodies = {}
    for number in range(16):
        name, body = f"p{number}", _body(random)
        ended = tried(plan_of({name: body}), tmp_path / name)
        if ended.code == 0:
            bodies[name] = body
        else:
            # What controller-gen writes for these does not compile.
            assert "controller-gen has no copies of" in ended.stderr
    assert len(bodies) > 4
    out, _ = written(plan_of(bodies), tmp_path)
    assert complaint(out, tmp_path) == ""
    assert judges.build(out) == ""


def test_copies_by_hand_markers_and_all_that_types_are_made_of(tmp_path: Path) -> None:
    # Of Box the DeepCopyObject is scaffold's own, of Crate, which copies itself, the plan's.
    out, said = written((Path(__file__).parent / "copies.yaml").read_text("utf-8"), tmp_path)
    assert "DeepCopyObject of Box: left out" in said
    assert complaint(out, tmp_path) == ""
    assert judges.build(out) == ""


BY_HAND = """module: scaffold.test/copies
crds:
  - group: objects.example.com
    version: v1
    go: |
      type Box struct {
          metav1.TypeMeta   `json:",inline"`
          metav1.ObjectMeta `json:"metadata,omitempty"`
          A Array `json:"a"`
      }

      func (in *Box) DeepCopy() *Box { return in }

      OBJECT

      type Array struct {
          A [3]string `json:"a"`
      }

      func (in *Array) DeepCopyInto(out *Array) { out.A = in.A }
"""
OBJECT = "func (in *Box) DeepCopyObject() runtime.Object { return in }"


def complaints(said: str) -> list[str]:
    """What cannot be copied, and why."""
    found = re.findall(r"error: (.*) \[crd-copy\]", said)
    return [text.replace(" cannot be copied, as every object of Kubernetes must", "") for text in found]


@pytest.mark.parametrize(
    ("object_", "options", "told"),
    [
        (OBJECT, (), []),
        ("", (), ["Box: its DeepCopy is written by hand, and then its DeepCopyObject must be too"]),
        # Copies whose bodies are left out are scaffold's to write again.
        (OBJECT, ("--bodies", "stub"), ["Array: it holds an array"]),
    ],
    ids=["whole", "without the object's", "left out"],
)
def test_copies_by_hand(object_: str, options: tuple[str, ...], told: list[str], tmp_path: Path) -> None:
    ended = tried(BY_HAND.replace("OBJECT", object_), tmp_path, *options)
    assert complaints(ended.stderr) == told
    assert (ended.code == 0) == (not told), ended.stderr
    if not told:
        assert complaint(tmp_path / "repo", tmp_path) == ""
        assert judges.build(tmp_path / "repo") == ""


@pytest.mark.parametrize(
    ("marker", "told"),
    [
        ("kubebuilder:object:generate=false", "Box: Array, which it holds, is marked to have none"),
        ("kubebuilder:object:generate:=false", "Box: Array, which it holds, is marked to have none"),
        ("k8s:deepcopy-gen=false", "Box: Array, which it holds, is marked to have none"),
    ],
)
def test_what_is_held_has_copies(marker: str, told: str, tmp_path: Path) -> None:
    plan = BY_HAND.replace("OBJECT", OBJECT).replace("func (in *Box) DeepCopy()", "func (in *Box) Other()")
    plan = plan.replace("func (in *Array) DeepCopyInto", "func (in *Array) Other").replace("[3]string", "[]string")
    ended = tried(plan.replace("type Array", f"// +{marker}\n      type Array"), tmp_path)
    assert complaints(ended.stderr) == [told]


@pytest.mark.parametrize("marker", ["kubebuilder:object:root=false", "kubebuilder:object:generate=false"])
def test_kinds_are_objects(marker: str, tmp_path: Path) -> None:
    plan = BY_HAND.replace("OBJECT", "").replace("func (in *Box) DeepCopy()", "func (in *Box) Other()")
    ended = tried(plan.replace("type Box", f"// +{marker}\n      type Box"), tmp_path)
    assert "Box: its markers say that it is none, or has no copies" in complaints(ended.stderr)
