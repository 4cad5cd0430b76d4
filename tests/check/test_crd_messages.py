"""What is said of custom resources: the whole message with its hint, one a fault."""

from __future__ import annotations

import textwrap
from typing import NamedTuple

import pytest

from check.check_snippets import check_text

GO = """module: example.com/m
crds:
  - group: objects.example.com
    version: v1
    go: |
      package v1

      import (
          cm "github.com/cert-manager/cert-manager/pkg/apis/meta/v1"
          semver "github.com/Masterminds/semver/v3"
          metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
          yaml "gopkg.in/yaml.v2"
      )

      type Thing struct {
          metav1.TypeMeta   `json:",inline"`
          metav1.ObjectMeta `json:"metadata,omitempty"`
          Spec ThingSpec    `json:"spec,omitempty"`
      }

"""
SHORT = """module: example.com/m
crds:
  - group: objects.example.com
    kind: Thing
    version: v1
    spec:
"""
IGNORED = frozenset(["unused-import", "unversioned-import", "crd-foreign-type", "crd-required-default"])
"""What the imports above cause, and what has a test elsewhere."""


class Case(NamedTuple):
    """Go types or fields of a spec, and all that is said of them: `SEVERITY CODE: message | hint`."""

    name: str
    code: str
    said: tuple[str, ...] = ()


def _copy(name: str, package: str) -> str:
    return (
        f"error crd-copy: ThingSpec cannot be copied, as every object of Kubernetes must: it holds {name}, and nothing "
        f"is known about package {package}: an assignment may share what it points to | declare the type in the plan, "
        "or write (in *ThingSpec) DeepCopyInto(out *ThingSpec) in `go`"
    )


SEMVER = "github.com/Masterminds/semver/v3"
JSON = (
    "use a concrete type, apiextensionsv1.JSON (k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1) for any JSON "
    "value, or runtime.RawExtension (k8s.io/apimachinery/pkg/runtime) for any object"
)
NO_TYPE = "cannot be in a custom resource: it has no schema"
NOT_EMBEDDED = "is not embedded, so that Go's JSON does not inline it: it writes"
UNSAID = "no marker says what the validate tag of field A says, so that servers do not check it:"
SAY_IT = "say it with a marker, such as +kubebuilder:validation:XValidation, or check it in the controller"

TYPES = [
    Case(
        "types that may hold anything",
        """
        type ThingSpec struct {
            A yaml.MapSlice             `json:"a"`
            B semver.Version            `json:"b"`
            C *semver.Version           `json:"c"`
            D map[string]semver.Version `json:"d"`
            E []*semver.Version         `json:"e"`
            F Own                       `json:"f"`
        }
        type Own = semver.Version
        """,
        (_copy("yaml.v2.MapSlice", "gopkg.in/yaml.v2"), *[_copy("semver.Version", SEMVER)] * 5),
    ),
    Case(
        "a deep copy by hand",
        """
        type ThingSpec struct {
            A semver.Version `json:"a"`
        }
        func (in *ThingSpec) DeepCopyInto(out *ThingSpec) { *out = *in }
        """,
    ),
    Case(
        "types that copy themselves",
        """
        type ThingSpec struct {
            A cm.ObjectReference   `json:"a"`
            B []cm.ConditionStatus `json:"b"`
        }
        """,
        (
            "warning crd-copy-external: types of github.com/cert-manager/cert-manager/pkg/apis/meta/v1 are copied by "
            "their own DeepCopyInto where they have one, and by assignment where they have none: ObjectReference, "
            "ConditionStatus | `ObjectReference` declared in the plan has a deep copy for certain",
        ),
    ),
    Case(
        "inlined with a name",
        """
        type Common struct {
            A string `json:"a"`
        }
        type ThingSpec struct {
            Com Common          `json:",inline"`
            Also *Common        `json:",omitempty"`
            X string            `json:""`
            Common              `json:"common,inline"`
        }
        """,
        (
            f"error crd-json-tag: field Com {NOT_EMBEDDED} 'Com', which the schema would lack | write `json:\"com\"`, "
            'or embed it without the name, `Common json:",inline"`',
            f"error crd-json-tag: field Also {NOT_EMBEDDED} 'Also', which the schema would lack | write "
            '`json:"also"`, or embed it without the name, `Common json:",inline"`',
            f"error crd-json-tag: field X {NOT_EMBEDDED} 'X', which the schema would lack | write `json:\"x\"`",
            "error crd-json-tag: embedded Common has the json name 'common', so that Go's JSON does not inline it | "
            'write `json:",inline"` or `json:"common"`',
        ),
    ),
    Case(
        "inlined without being a struct",
        """
        type Word string
        type hidden struct {
            A string `json:"a"`
        }
        type ThingSpec struct {
            Word    `json:",inline"`
            *hidden `json:",inline"`
        }
        """,
        (
            "error crd-json-tag: embedded Word is no struct, so that Go's JSON does not inline it | write "
            '`json:"word"`',
            "error crd-json-tag: embedded *hidden is not exported: Go's JSON cannot make one when it reads an object | "
            "embed hidden without the *",
        ),
    ),
    Case(
        "numbers written as text",
        """
        type ThingSpec struct {
            A int32 `json:"a,string"`
            // +kubebuilder:validation:Type=string
            B int32  `json:"b,string"`
        }
        """,
        (
            "error crd-json-tag: the json option `string` writes field A as text, and its schema says it is none | "
            "leave the option out, or add the marker +kubebuilder:validation:Type=string",
        ),
    ),
    Case(
        "a field that is not exported",
        """
        type ThingSpec struct {
            state int
        }
        """,
        (
            "error crd-json-tag: field state of a custom resource is not exported, so that no object can hold it | "
            'write `State … json:"state"`, or keep the field out of objects with `json:"-"`',
        ),
    ),
    Case(
        "keys of an alias",
        """
        type Alias = string
        type ThingSpec struct {
            A map[Alias]int  `json:"a"`
            B map[int]string `json:"b"`
        }
        """,
        (
            "error crd-map-key: Alias is an alias, and controller-gen takes no alias for the keys of a map | declare "
            "it without the =, `type Alias string`, or use string for the keys",
            "error crd-map-key: a map in a custom resource needs strings for keys: JSON has no others | use string for "
            "the keys",
        ),
    ),
    Case(
        "one json name twice",
        """
        type Inner struct {
            A []string `json:"a"`
            // +kubebuilder:default=x
            B string `json:"b"`
            C string `json:"c"`
            // +kubebuilder:validation:MinLength=1
            D string `json:"d"`
        }
        type ThingSpec struct {
            Inner `json:",inline"`
            // +kubebuilder:validation:MaxItems=3
            A []string `json:"a"`
            // +kubebuilder:default=y
            B string `json:"b"`
            C int `json:"c"`
            // +kubebuilder:validation:MinLength=2
            D string `json:"d"`
        }
        """,
        (
            *[
                "error crd-type: two fields have one json name, once by inlining, and no schema can say both | rename "
                "one of the fields, or leave one of them out"
            ]
            * 2,
            "error crd-type: two types meet in one field: string and integer | rename one of the fields",
        ),
    ),
    Case(
        "anything",
        """
        type ThingSpec struct {
            A map[string]interface{} `json:"a"`
            B any                    `json:"b"`
            C []interface{}          `json:"c"`
            D map[string]struct{}    `json:"d"`
        }
        """,
        (
            f"error crd-type: an interface {NO_TYPE} | {JSON}",
            f"error crd-type: any {NO_TYPE} | {JSON}",
            f"error crd-type: an interface {NO_TYPE} | {JSON}",
            f"error crd-type: a map of structs without names {NO_TYPE} | declare a type for it",
        ),
    ),
    Case(
        "values separated by commas",
        """
        type ThingSpec struct {
            // +kubebuilder:validation:Enum=A,B, C
            A string `json:"a"`
        }
        """,
        (
            "error crd-marker: marker +kubebuilder:validation:Enum: there is more behind its value: ',B, C' | separate "
            "the values with ;: +kubebuilder:validation:Enum=A;B;C",
        ),
    ),
]

FIELDS = [
    Case(
        "no rule that a schema has",
        '{name: A, type: string, json: a, validate: "uuid4|ip,required_if=B x,iso3166_1_alpha2"}',
        (f"warning crd-validate: {UNSAID} uuid4|ip, required_if=B x, iso3166_1_alpha2 | {SAY_IT}",),
    ),
    Case(
        "values and keys of a map",
        '{name: A, type: "map[string]string", json: a, validate: "min=1,dive,keys,alpha,endkeys,max=3"}',
        (f"warning crd-validate: {UNSAID} keys, alpha, endkeys, max=3 | {SAY_IT}",),
    ),
    Case(
        "lists of lists",
        '{name: A, type: "[][]string", json: a, validate: "min=1,dive,max=3,dive,email"}',
        (f"warning crd-validate: {UNSAID} max=3, email | {SAY_IT}",),
    ),
    Case(
        "a zero value that passes",
        '{name: A, type: string, json: a, validate: "omitempty,min=3"}',
        (
            f"warning crd-validate: {UNSAID} min=3 | add omitempty to the json tag: then the schema need not let the "
            "zero value pass",
        ),
    ),
    Case(
        "two patterns",
        '{name: A, type: string, json: a, validate: "alpha,startswith=a"}',
        (f"warning crd-validate: {UNSAID} startswith=a | {SAY_IT}",),
    ),
    Case(
        "a marker that says something else",
        '{name: A, type: string, json: a, validate: "min=3,max=9", markers: ["kubebuilder:validation:MinLength=4"]}',
        (f"warning crd-validate: {UNSAID} min=3 | {SAY_IT}",),
    ),
    Case("a rule that is said", '{name: A, type: "[]string", json: a, validate: "required,max=3,dive,required,email"}'),
    Case(
        "a faulty rule, which is told of once",
        '{name: A, type: string, json: a, validate: "emale"}',
        ("error validate-rule: 'emale' is no rule of validator v10 | ",),
    ),
]

PLANS = [
    Case(
        "nothing is stored",
        "{kind: Thing, group: objects.example.com, versions: [v1, v1beta1]}",
        (
            "error crd-storage: spec.versions: Invalid value: must have exactly one version marked as storage version, "
            "not none | mark one of v1, v1beta1 as stored: `storage: true`, in Go the marker "
            "+kubebuilder:storageversion",
        ),
    ),
    Case(
        "two are stored",
        "{kind: Thing, group: objects.example.com, versions: [{name: v1, storage: true}, {name: v2, storage: true}]}",
        (
            "error crd-storage: spec.versions: Invalid value: must have exactly one version marked as storage version, "
            "not v1, v2 | keep only one of v1, v2 stored",
        ),
    ),
    Case(
        "nothing is served",
        "{kind: Thing, group: objects.example.com, version: v1, served: false}",
        (
            "warning crd-unserved: no version of kind Thing is served: nobody can make or read an object of it | serve "
            "one of them, unless the kind is to go",
            "note crd-beyond-go: Go types cannot say served: false of every version as it stands here; the YAML keeps "
            "it | ",
        ),
    ),
    Case(
        "versions with different fields",
        """
        kind: Thing
        group: objects.example.com
        types:
          - {name: Part, fields: ['X string `json:"x"`']}
        versions:
          - name: v1
            storage: true
            spec: ['A string `json:"a"`', 'N int32 `json:"n"`', 'P []Part `json:"p"`']
          - name: v1beta1
            spec: ['B string `json:"b"`', 'N string `json:"n"`', 'P []Part `json:"p"`']
            types:
              - {name: Part, fields: ['Y string `json:"y"`']}
          - name: v1alpha1
            served: false
            spec: ['C string `json:"c"`']
        """,
        (
            "warning crd-lost-fields: nothing converts between the versions of Thing, so that servers drop what one of "
            "them lacks: spec.a (not in v1beta1), spec.n (integer in v1, string in v1beta1), spec.p[].x (not in "
            "v1beta1), spec.p[].y (not in v1), spec.b (not in v1) | give the versions the same fields, or convert with "
            "a webhook: `conversion: {webhook: {…}}`",
            "warning crd-list-type: p is a list of objects without a list type: two appliers overwrite "
            "each other's items | add the marker +listType=atomic, or +listType=map with +listMapKey=FIELD for what "
            "tells items apart",
            "warning crd-list-type: p is a list of objects without a list type: two appliers overwrite "
            "each other's items | add the marker +listType=atomic, or +listType=map with +listMapKey=FIELD for what "
            "tells items apart",
        ),
    ),
    Case(
        "versions with different fields and a conversion",
        """
        kind: Thing
        group: objects.example.com
        conversion: {strategy: Webhook, webhook: {conversionReviewVersions: [v1], clientConfig: {url: "https://a.b/c"}}}
        versions:
          - {name: v1, storage: true, spec: ['A string `json:"a"`']}
          - {name: v1beta1, spec: ['B string `json:"b"`']}
        """,
        ("note crd-beyond-go: Go types cannot say spec.conversion as it stands here; the YAML keeps it | ",),
    ),
]


def said_of(plan: str) -> list[str]:
    """All that is said of a plan, in order."""
    _, report = check_text(plan)
    return [
        f"{found.severity.value} {found.code}: {found.message} | {found.hint}"
        for found in report
        if found.code not in IGNORED
    ]


def _named(cases: list[Case]) -> list[object]:
    return [pytest.param(case, id=case.name) for case in cases]


@pytest.mark.parametrize("case", _named(TYPES))
def test_go_types(case: Case) -> None:
    body = textwrap.indent(textwrap.dedent(case.code).strip() + "\n", "      ")
    assert sorted(said_of(GO + body)) == sorted(case.said)


@pytest.mark.parametrize("case", _named(FIELDS))
def test_fields(case: Case) -> None:
    assert said_of(f"{SHORT}      - {case.code}\n") == list(case.said)


@pytest.mark.parametrize("case", _named(PLANS))
def test_resources(case: Case) -> None:
    body = textwrap.indent(textwrap.dedent(case.code).strip(), "    ").strip()
    assert sorted(said_of(f"module: example.com/m\ncrds:\n  - {body}\n")) == sorted(case.said)
