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
        f"tells how types of {package} are copied: an assignment may share what they point to | declare the type in "
        "the plan, or write (in *ThingSpec) DeepCopyInto(out *ThingSpec) in `go`"
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
            B string `json:"b"`
            C string `json:"c"`
            // +kubebuilder:validation:MinLength=1
            D string `json:"d"`
        }
        type ThingSpec struct {
            Inner `json:",inline"`
            // +kubebuilder:validation:MaxItems=3
            A []string `json:"a"`
            B string `json:"b"`
            C int `json:"c"`
            // +kubebuilder:validation:MinLength=2
            D string `json:"d"`
        }
        """,
        (
            "error crd-type: two fields have one json name, once by inlining, and no schema can say both | rename one "
            "of the fields, or leave one of them out",
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

TYPES += [
    Case(
        "markers that controller-gen ignores",
        """
        // +nullable
        // +kubebuilder:object:generate:false
        type Word string
        type ThingSpec struct {
            // +optional.
            // + kubebuilder:validation:Required
            A Word `json:"a"`
        }
        """,
        (
            "warning crd-marker-place: marker +nullable belongs on a field, not on a type | controller-gen ignores it "
            "here",
            "warning crd-marker-unknown: unknown marker +kubebuilder:object:generate:false | did you mean "
            "+kubebuilder:object:generate?",
            "warning crd-marker-unknown: unknown marker +optional. | did you mean +optional?",
            "warning crd-marker-unknown: marker +kubebuilder:validation:Required: a space stands behind the + | "
            "write +kubebuilder:validation:Required without a space and on a line of its own: controller-gen ignores "
            "this one",
        ),
    ),
    Case(
        "rules that lead into unknown types",
        """
        // +kubebuilder:validation:XValidation:rule="self.ref.name != ''"
        // +kubebuilder:validation:XValidation:rule="self.b != ''"
        // +kubebuilder:validation:ExactlyOneOf=ref;b
        type ThingSpec struct {
            A cm.ObjectReference `json:"ref,omitempty"`
            B string             `json:"b,omitempty"`
        }
        """,
        (
            "warning crd-copy-external: types of github.com/cert-manager/cert-manager/pkg/apis/meta/v1 are copied by "
            "their own DeepCopyInto where they have one, and by assignment where they have none: ObjectReference | "
            "`ObjectReference` declared in the plan has a deep copy for certain",
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

PASTED = """
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.objects.example.com}
spec:
  group: objects.example.com
  names: {kind: Thing, plural: things}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
                PROPERTY
"""
AT = "Go types cannot say spec.versions[0].schema.openAPIV3Schema.properties.spec.properties.a"
KEPT = "as it stands here; the YAML keeps it | "
PRESERVE = "x-kubernetes-preserve-unknown-fields"
PROPERTIES = [
    Case(
        "numbers in a list",
        "a: {type: array, items: {type: number}}",
        tuple(f"note crd-beyond-go: {AT}.{key} {KEPT}" for key in ("items", "type", PRESERVE)),
    ),
    Case(
        "numbers in maps of lists",
        "a: {type: object, additionalProperties: {type: array, items: {type: number, minimum: 1}}}",
        tuple(f"note crd-beyond-go: {AT}.{key} {KEPT}" for key in ("additionalProperties", "type", PRESERVE)),
    ),
    Case(
        "lengths of numbers or texts",
        "a: {x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}], maxLength: 5}",
    ),
    Case("a word that looks like a marker", 'a: {type: string, description: "kubebuilder:default=3"}'),
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


@pytest.mark.parametrize("case", _named(PROPERTIES))
def test_properties_of_pasted_definitions(case: Case) -> None:
    body = textwrap.indent(PASTED.replace("PROPERTY", case.code).strip(), "    ").strip()
    assert sorted(said_of(f"module: example.com/m\ncrds:\n  - {body}\n")) == sorted(case.said)


def test_a_version_need_not_say_whether_it_is_served() -> None:
    plan = PASTED.replace("PROPERTY", "a: {type: string}").replace("      served: true\n", "")
    body = textwrap.indent(plan.strip(), "    ").strip()
    assert said_of(f"module: example.com/m\ncrds:\n  - {body}\n") == [
        "warning crd-unserved: no version of kind Thing is served: nobody can make or read an object of it | serve one "
        "of them, unless the kind is to go",
        "note crd-beyond-go: Go types cannot say spec.versions[0].served as it stands here; the YAML keeps it | ",
    ]


def test_a_plan_accepts_markers_that_controller_gen_ignores() -> None:
    body = "      // +Optional\n      type ThingSpec struct{}\n"
    assert said_of(GO + body + "allow: [crd-marker-unknown]\n") == []


STATED = """module: example.com/m
previous:
  go:
    example.com/old/types: |
      package types

      type Flat struct {
          Name string `json:"name"`
      }
crds:
  - group: objects.example.com
    kind: Thing
    version: v1
    imports: {types: {path: example.com/old/types, version: v1.0.0, module: example.com/old}}
    spec:
      - {name: A, type: types.Flat, json: a}
"""


def test_types_of_earlier_phases_have_schemas() -> None:
    checked, _ = check_text(STATED)
    assert checked is not None
    (crd,) = checked.crds
    schema = crd.document["spec"]["versions"][0]["schema"]["openAPIV3Schema"]["properties"]["spec"]["properties"]
    assert schema == {
        "a": {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]},
    }


FOLDERS = [
    ("", ["objects.example.com"], "v1", ["pkg/apis/objects/v1"]),
    ("", ["internal.example.com"], "v1", ["pkg/apis/internal.example.com/v1"]),
    (
        "",
        ["vendor.example.com", "testdata.example.com"],
        "v1",
        ["pkg/apis/vendor.example.com/v1", "pkg/apis/testdata.example.com/v1"],
    ),
    ("", ["con.example.com"], "main", ["pkg/apis/api-con.example.com/apimain"]),
    ("", ["objects.example.com"], "internal", ["pkg/apis/objects/apiinternal"]),
    ("generate: {layout: kubebuilder}", ["objects.example.com"], "v1", ["api/v1"]),
    ("generate: {layout: kubebuilder}", ["a.example.com", "b.example.com"], "v2", ["api/a/v2", "api/b/v2"]),
]


@pytest.mark.parametrize(("options", "groups", "version", "folders"), FOLDERS)
def test_folders(options: str, groups: list[str], version: str, folders: list[str]) -> None:
    crds = [f"  - {{kind: K{number}, group: {group}, version: {version}}}" for number, group in enumerate(groups)]
    checked, _ = check_text("\n".join(["module: example.com/m", options, "crds:", *crds, ""]))
    assert checked is not None
    assert [api.package.path for api in checked.apis] == folders


@pytest.mark.parametrize("case", _named(PLANS))
def test_resources(case: Case) -> None:
    body = textwrap.indent(textwrap.dedent(case.code).strip(), "    ").strip()
    assert sorted(said_of(f"module: example.com/m\ncrds:\n  - {body}\n")) == sorted(case.said)
