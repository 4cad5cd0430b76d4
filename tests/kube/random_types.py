"""Random kinds in Go with random markers: what controller-gen is asked to agree with."""

from __future__ import annotations

from random import Random

from kube.gosource import kind_source

_BASIC = ["string", "int", "int32", "int64", "bool", "[]byte", "*string", "uint16", "metav1.Time", "resource.Quantity"]
_KUBE = ["metav1.Condition", "corev1.LocalObjectReference", "intstr.IntOrString", "metav1.Duration", "corev1.Protocol"]
_TEXT_MARKERS = [
    "+kubebuilder:validation:MinLength=1",
    "+kubebuilder:validation:MaxLength=63",
    "+kubebuilder:validation:Pattern=`^[a-z]([-a-z0-9]*[a-z0-9])?$`",
    "+kubebuilder:validation:Enum=a;b;c",
    '+kubebuilder:validation:Enum={"yes","1",x y}',
    "+kubebuilder:default=a",
    '+kubebuilder:default="no"',
    "+kubebuilder:validation:Format=uri",
    '+kubebuilder:example="an: example"',
]
_NUMBER_MARKERS = [
    "+kubebuilder:validation:Minimum=1",
    "+kubebuilder:validation:Maximum=1e6",
    "+kubebuilder:validation:ExclusiveMinimum=true",
    "+kubebuilder:validation:MultipleOf=5",
    "+kubebuilder:default=-3",
    "+kubebuilder:validation:Enum=1;2;3",
]
_LIST_MARKERS = [
    "+listType=atomic",
    "+listType=set",
    "+kubebuilder:validation:MinItems=1",
    "+kubebuilder:validation:MaxItems=10",
    "+kubebuilder:default={}",
]
_ANY_MARKERS = [
    "+optional",
    "+required",
    "+nullable",
    '+kubebuilder:validation:XValidation:rule="self == oldSelf",message="it is, immutable"',
    "+kubebuilder:title=A title",
]
_FIELD_ONLY = ("+kubebuilder:default", "+kubebuilder:example")
_WORDS = [
    *("the", "a", "of", "it's", '"quoted"', "long-word:", "#", "yes", "no", "12", "-", "{x}", "[y]", "&", "*z"),
    *("TODO", "---", "e.g.", "i.e.", "https://example.com/x?y=z"),
]


FLAGGED = ["float64", "float32", "Ratio", "metav1.ObjectMeta", "Template", "corev1.PodTemplateSpec"]
"""Types whose schemas controller-gen's flags change, or that it takes with a flag alone."""
FLAGGED_TYPES = """// Ratio is a float.
// +kubebuilder:validation:Minimum=0
type Ratio float64

// Template has metadata of its own.
type Template struct {
	metav1.ObjectMeta `json:"metadata,omitempty"`

	// Of is what it is made of.
	Of Ratio `json:"of"`
}
"""


def kind(random: Random, more: list[str] | None = None, declarations: str = "") -> str:
    """The kind Thing with a few struct, map, list and text types below it, and `more` types that fields are of."""
    names = ["Alpha", "Beta", "Gamma"]
    named = {"Text": "string", "Number": "int32", "Texts": "[]string", "Table": "map[string]string"}
    declared = [_named(random, name, target) for name, target in named.items()]
    for at, name in enumerate(names):
        # A struct only uses those before it: no recursion.
        declared.append(_struct(random, name, [*_BASIC, *_KUBE, *named, *names[:at]]))
    declared.append(_struct(random, "Spec", [*_BASIC, *_KUBE, *named, *names, *names, *(more or []) * 2]))
    return kind_source('Spec Spec `json:"spec"`', "\n".join([*declared, declarations]), doc=_doc(random, []))


def short_fields(random: Random, types: list[str]) -> list[dict[str, object]]:
    """The fields of a struct in the long form of a plan."""
    fields: list[dict[str, object]] = []
    for at in range(random.randint(2, 7)):
        type_ = random.choice([*_BASIC, *_KUBE, *types, *types])
        wrapped = random.choice([type_, type_, f"*{type_}", f"[]{type_}", f"map[string]{type_}"])
        field: dict[str, object] = {
            "name": f"F{at}",
            "type": wrapped,
            "json": f"f{at}{random.choice(['', ',omitempty', ',omitzero'])}",
            "doc": "\n".join(
                " ".join(random.choices(_WORDS, k=random.randint(0, 18))) for _ in range(random.randint(0, 3))
            ),
            "markers": [marker.removeprefix("+") for marker in _markers(random, wrapped)],
        }
        if wrapped in ("string", "int32") and random.random() < 0.3:
            field["validate"] = random.choice(["required,max=9", "min=1"])
        fields.append(field)
    return fields


def _named(random: Random, name: str, target: str) -> str:
    markers = [marker for marker in _markers(random, target) if not marker.startswith(_FIELD_ONLY)]
    return f"{_doc(random, markers, extra=False)}\ntype {name} {target}\n"


def _struct(random: Random, name: str, types: list[str]) -> str:
    fields = []
    for at in range(random.randint(1, 6)):
        type_ = random.choice(types)
        wrapped = random.choice([type_, type_, type_, f"*{type_}", f"[]{type_}", f"map[string]{type_}"])
        options = random.choice(["", "", ",omitempty", ",omitzero"])
        doc = _doc(random, _markers(random, wrapped))
        fields.append(f'{doc}\nF{at} {wrapped} `json:"f{at}{options}"`')
    body = "\n".join(fields).replace("\n", "\n\t")
    return f"{_doc(random, [])}\ntype {name} struct {{\n\t{body}\n}}\n"


def _markers(random: Random, type_: str) -> list[str]:
    own = {
        "string": _TEXT_MARKERS,
        "int": _NUMBER_MARKERS,
        "int32": _NUMBER_MARKERS,
        "int64": _NUMBER_MARKERS,
        "Text": _TEXT_MARKERS,
        "Number": _NUMBER_MARKERS,
        "Texts": _LIST_MARKERS,
        "[]string": [*_LIST_MARKERS, "+kubebuilder:validation:items:MaxLength=5"],
        "[]int": _LIST_MARKERS,
        "map[string]string": ["+mapType=atomic", "+kubebuilder:validation:MaxProperties=4"],
    }.get(type_, [])
    return random.sample(own, min(len(own), random.choice([0, 0, 1, 2])))


def _doc(random: Random, markers: list[str], *, extra: bool = True) -> str:
    lines = []
    for _ in range(random.choice([0, 1, 1, 2, 4])):
        lines.append(random.choice(["", "", "  - ", "   "]) + " ".join(random.choices(_WORDS, k=random.randint(0, 18))))
    if extra and markers and random.random() < 0.4:
        markers = [*markers, random.choice(_ANY_MARKERS)]
    lines += markers
    return "\n".join(f"// {line}".rstrip() for line in lines) or "// Text."
