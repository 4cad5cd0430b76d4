"""Kinds in Go that controller-gen makes a CRD of, one feature each: name → Go declarations."""
# ruff: noqa: E501  # Go in strings keeps its own lines

from __future__ import annotations

from kube.gosource import kind_source

ONE = 'Spec Spec `json:"spec"`'


def spec(fields: str, rest: str = "", doc: str = "") -> str:
    """The kind Thing with a Spec of these fields."""
    indented = fields.strip("\n").replace("\n", "\n\t")
    return kind_source(ONE, f"type Spec struct {{\n\t{indented}\n}}\n" + rest, doc)


CASES: dict[str, str] = {
    "nothing": kind_source(""),
    "basics": spec(
        """
A string `json:"a"`
B bool `json:"b"`
C int `json:"c"`
D int32 `json:"d,omitempty"`
E int64 `json:"e,omitzero"`
F uint8 `json:"f"`
G uint32 `json:"g"`
H uint64 `json:"h"`
I byte `json:"i"`
J rune `json:"j"`
K []byte `json:"k"`
L [4]byte `json:"l"`
M [3]string `json:"m"`
N *string `json:"n"`
O **int `json:"o,omitempty"`
P int8 `json:"p"`
Q uintptr `json:"q"`
R string `json:"-"`
S string `json:"-,"`
"""
    ),
    "collections": spec(
        """
A []string `json:"a"`
B [][]int `json:"b"`
C map[string]string `json:"c"`
D map[string][]Inner `json:"d"`
E map[string]map[string]*Inner `json:"e"`
F []*Inner `json:"f"`
G map[Name]int `json:"g"`
H map[Name][]byte `json:"h"`
""",
        'type Name string\n\n// Inner is inside.\ntype Inner struct {\n\t// X is x.\n\tX string `json:"x,omitempty"`\n}\n',
    ),
    "docs": spec(
        """
// One line.
A string `json:"a"`
// Two
// lines.
//
//
// And a paragraph.
// TODO: not this
// but this
B string `json:"b"`
// Before.
// ---
// After.
C string `json:"c"`
// List:
//   - one
//   - two
// ```
// TODO kept
// --- kept
// ```
//   code
// +optional
// End.
D string `json:"d"`
// +optional
E string `json:"e"`
/* Block
comment. */
F string `json:"f"`
// It's "quoted": a value, # not a comment, %s {and} [more] that goes on and on beyond eighty columns for sure.
G string `json:"g"` // trailing
H, I string `json:"h"`
""",
        doc="// Thing is a thing.\n//\n//   code\n//\n//  - list\n//\n// # Heading\n// +kubebuilder:resource:scope=Cluster",
    ),
    "named": spec(
        """
// A is a field.
A Kind `json:"a"`
B *Kind `json:"b"`
C []Kind `json:"c"`
D Names `json:"d"`
E Table `json:"e"`
// F has a doc.
F Inner `json:"f"`
G Inner `json:"g"`
H Other `json:"h"`
I Deep `json:"i"`
""",
        """
// Kind is a kind.
// +kubebuilder:validation:Enum=a;b
type Kind string

// Names are names.
type Names []string

type Table map[string]Inner

// Inner is inner.
type Inner struct {
	// X.
	X string `json:"x"`
}

// Other is another.
type Other Inner

// Deep goes deep.
type Deep Deeper

// Deeper goes deeper.
// +kubebuilder:validation:MinLength=2
type Deeper string
""",
    ),
    "aliases": spec(
        'A Text `json:"a"`\nB Alias `json:"b"`',
        "// Text is text.\ntype Text = string\n\n// Alias is not seen.\ntype Alias = Inner\n\n"
        '// Inner is.\ntype Inner struct {\n\tX int `json:"x"`\n}\n',
    ),
    "definitions of times": spec(
        'A Moment `json:"a"`\nB []Span `json:"b"`',
        "// Moment is a time.\n// +kubebuilder:validation:Format=date\ntype Moment metav1.Time\n\n"
        "// Span is long.\ntype Span metav1.Duration\n",
    ),
    "aliases of other packages": spec(
        'A Protocol `json:"a"`\nB []Protocol `json:"b"`\nC Resources `json:"c"`\nD map[string]Reference `json:"d"`',
        "// Protocol is not seen.\n// +kubebuilder:validation:Enum=TCP\ntype Protocol = corev1.Protocol\n\n"
        "type Resources = corev1.ResourceList\n\ntype Reference = corev1.LocalObjectReference\n",
    ),
    "embedded": spec(
        'Inline `json:",inline"`\n*Pointed `json:",inline"`\nNamed `json:"named"`\nX string `json:"x"`\nEmpty `json:""`',
        """
// Inline docs.
type Inline struct {
	A string `json:"a"`
	B string `json:"b,omitempty"`
}

type Pointed struct {
	C string `json:"c"`
	Inline2 `json:",inline"`
}

type Inline2 struct {
	D string `json:"d"`
}

type Named struct {
	E string `json:"e"`
}

type Empty struct {
	F string `json:"f"`
}
""",
    ),
    "required": spec(
        """
// +optional
A string `json:"a"`
// +required
B string `json:"b,omitempty"`
// +kubebuilder:validation:Optional
C string `json:"c"`
// +kubebuilder:validation:Required
D string `json:"d,omitempty"`
// +k8s:optional
E string `json:"e"`
// +k8s:required
F string `json:"f,omitempty"`
// +k8s:required
G []string `json:"g"`
// +k8s:required
H map[string]string `json:"h"`
// +k8s:required
I Inner `json:"i"`
// +k8s:required
// +kubebuilder:validation:MinLength=3
J string `json:"j"`
// +required
// +optional
K string `json:"k"`
""",
        'type Inner struct {\n\tX string `json:"x"`\n}\n',
    ),
    "wellknown": spec(
        """
A metav1.Time `json:"a"`
B *metav1.Duration `json:"b"`
C metav1.MicroTime `json:"c"`
D resource.Quantity `json:"d"`
E intstr.IntOrString `json:"e"`
F runtime.RawExtension `json:"f"`
G apiextensionsv1.JSON `json:"g"`
H metav1.LabelSelector `json:"h"`
I []metav1.Condition `json:"i,omitempty"`
J metav1.ObjectMeta `json:"j"`
K corev1.LocalObjectReference `json:"k"`
L corev1.ResourceRequirements `json:"l"`
M []corev1.EnvVar `json:"m"`
N corev1.ResourceList `json:"n"`
O corev1.ObjectReference `json:"o"`
P []corev1.Toleration `json:"p"`
Q *corev1.SecretKeySelector `json:"q"`
R map[string]resource.Quantity `json:"r"`
S corev1.Protocol `json:"s"`
T corev1.PodTemplateSpec `json:"t"`
U map[corev1.ResourceName]string `json:"u"`
// V is documented.
// +listType=map
// +listMapKey=type
V []metav1.Condition `json:"v"`
// +kubebuilder:default="5m"
W metav1.Duration `json:"w"`
""",
    ),
    "validation": spec(
        """
// +kubebuilder:validation:Minimum=1
// +kubebuilder:validation:Maximum=10
// +kubebuilder:validation:ExclusiveMaximum=true
// +kubebuilder:validation:ExclusiveMinimum=false
// +kubebuilder:validation:MultipleOf=2
A int `json:"a"`
// +kubebuilder:validation:MinLength=0
// +kubebuilder:validation:MaxLength=100
// +kubebuilder:validation:Pattern=`^[a-z]+$`
B string `json:"b"`
// +kubebuilder:validation:Pattern="^a\\"b\\\\d$"
C string `json:"c"`
// +kubebuilder:validation:Pattern=^[a-z]+/[0-9]*$
D string `json:"d"`
// +kubebuilder:validation:MinItems=1
// +kubebuilder:validation:MaxItems=5
// +kubebuilder:validation:UniqueItems=true
// +kubebuilder:validation:items:MinLength=2
// +kubebuilder:validation:items:Enum=aa;bb
E []string `json:"e"`
// +kubebuilder:validation:MinProperties=1
// +kubebuilder:validation:MaxProperties=5
F map[string]string `json:"f"`
// +kubebuilder:validation:Enum=a;"b c";3;true;1.5
G string `json:"g"`
// +kubebuilder:validation:Enum={x,y}
H string `json:"h"`
// +kubebuilder:validation:Enum=1;2;3
I int `json:"i"`
// +kubebuilder:validation:Format=date-time
J string `json:"j"`
// +kubebuilder:validation:Type=string
// +kubebuilder:validation:MinLength=1
K int `json:"k"`
// +nullable
L *string `json:"l"`
// +kubebuilder:validation:XIntOrString
// +kubebuilder:validation:Pattern="^[0-9]+%?$"
M intstr.IntOrString `json:"m"`
// +kubebuilder:validation:EmbeddedResource
// +kubebuilder:pruning:PreserveUnknownFields
N runtime.RawExtension `json:"n"`
// +kubebuilder:validation:Schemaless
// +kubebuilder:pruning:PreserveUnknownFields
O Inner `json:"o"`
// +kubebuilder:title="A title: yes"
// +kubebuilder:example={a: 1, b: {c: "d"}}
P Inner `json:"p"`
// +k8s:minimum=3 # why
// +k8s:maximum=5
Q int `json:"q"`
// +kubebuilder:validation:Minimum=-1.0
R int `json:"r"`
// +kubebuilder:externalDocs:url="https://example.com/a",description="Docs here"
S string `json:"s"`
// +k8s:immutable
T string `json:"t,omitempty"`
// +k8s:immutable
U string `json:"u"`
// +kubebuilder:validation:XValidation:rule="self.startsWith('a')",message="must start"
// +kubebuilder:validation:XValidation:rule="self != oldSelf",messageExpression="'x' + self",reason=FieldValueForbidden,fieldPath=".spec",optionalOldSelf=true
V string `json:"v"`
// +kubebuilder:validation:Maximum=1000000
// +kubebuilder:validation:Minimum=1e3
W int64 `json:"w"`
// +kubebuilder:validation:XEmbeddedResource
// +kubebuilder:validation:XPreserveUnknownFields
X Inner `json:"x"`
""",
        'type Inner struct {\n\tX string `json:"x,omitempty"`\n}\n',
    ),
    "defaults": spec(
        """
// +kubebuilder:default=5
A int `json:"a"`
// +kubebuilder:default=abc
B string `json:"b"`
// +kubebuilder:default="yes"
C string `json:"c"`
// +kubebuilder:default=true
D bool `json:"d"`
// +kubebuilder:default={}
E []string `json:"e"`
// +kubebuilder:default={}
F Inner `json:"f"`
// +kubebuilder:default={"a","b"}
G []string `json:"g"`
// +kubebuilder:default={x: "1", y: 2, z: {w: true}}
H map[string]Inner `json:"h"`
// +default="json"
I string `json:"i"`
// +default={"x": [1, 2.5, null]}
J Inner `json:"j"`
// +kubebuilder:default=100Mi
K string `json:"k"`
// +kubebuilder:default=1;2;3
L []int `json:"l"`
// +kubebuilder:default=""
M string `json:"m"`
// +kubebuilder:default="a,b;c"
N string `json:"n"`
// +kubebuilder:default=-7
O int `json:"o"`
// +kubebuilder:default={{a: 1}, {a: 2}}
P []Inner `json:"p"`
// +kubebuilder:default=a b  c
Q string `json:"q"`
// +kubebuilder:default=2024-01-15
R string `json:"r"`
// +kubebuilder:default=http://example.com/x
S string `json:"s"`
// +kubebuilder:default='single'
T string `json:"t"`
// +kubebuilder:default=1.50
U string `json:"u"`
// +default=ref(x)
V string `json:"v"`
// +kubebuilder:default=087bdd
W string `json:"w"`
""",
        'type Inner struct {\n\tX string `json:"x,omitempty"`\n}\n',
    ),
    "topology": spec(
        """
// +listType=set
A []string `json:"a"`
// +listType=map
// +listMapKey=x
// +listMapKey=y
B []Inner `json:"b"`
// +mapType=atomic
C map[string]string `json:"c"`
// +structType=atomic
D Inner `json:"d"`
E Granular `json:"e"`
// +listType=atomic
F Names `json:"f"`
// +k8s:listType=map
// +k8s:listMapKey=x
G []Inner `json:"g"`
""",
        """
type Inner struct {
	X string `json:"x"`
	Y string `json:"y"`
}

// +structType=granular
type Granular struct {
	X string `json:"x"`
}

// +listType=set
type Names []string
""",
    ),
    "oneof": spec(
        'A *string `json:"a,omitempty"`\nB *string `json:"b,omitempty"`\nC Choice `json:"c"`',
        """
// +kubebuilder:validation:ExactlyOneOf=x;y
// +kubebuilder:validation:AtMostOneOf=x;z
// +kubebuilder:validation:AtLeastOneOf=y;z
// +kubebuilder:validation:XValidation:rule="has(self.x)"
type Choice struct {
	X *string `json:"x,omitempty"`
	Y *string `json:"y,omitempty"`
	Z *string `json:"z,omitempty"`
}
""",
    ),
    "merging": spec(
        """
// +kubebuilder:validation:MinLength=5
A Text `json:"a"`
// +kubebuilder:validation:Pattern="^b"
B Text `json:"b"`
// +kubebuilder:validation:Enum=p;q
C Text `json:"c"`
// +kubebuilder:validation:XValidation:rule="outer"
D Inner `json:"d"`
// +kubebuilder:default="x"
E Text `json:"e"`
// +kubebuilder:validation:MaxItems=3
F List `json:"f"`
// +nullable
G Inner `json:"g"`
// +k8s:required
H Inner `json:"h"`
// +kubebuilder:validation:Format=email
I Text `json:"i"`
""",
        """
// Text is text.
// +kubebuilder:validation:MinLength=2
// +kubebuilder:validation:Pattern="^a"
// +kubebuilder:validation:Enum=a;b
// +kubebuilder:validation:Format=hostname
type Text string

// +kubebuilder:validation:XValidation:rule="inner"
// +kubebuilder:validation:MinProperties=1
type Inner struct {
	Base `json:",inline"`
	X string `json:"x"`
}

type Base struct {
	// X of base.
	X string `json:"x"`
	Y string `json:"y"`
}

// +kubebuilder:validation:MaxItems=9
type List []string
""",
    ),
    "enumerations by constants": spec(
        'A Phase `json:"a"`\nB []Phase `json:"b"`',
        """
// Phase is where it stands.
// +k8s:enum
type Phase string

const (
	PhaseReady   Phase = "Ready"
	PhasePending Phase = `Pending "yet"`
	PhaseOther         = "Other"
)

const PhaseAgain Phase = "Again"
""",
    ),
    "columns": kind_source(
        'Spec Spec `json:"spec,omitempty"`\nStatus Status `json:"status,omitempty"`',
        'type Spec struct {\n\tN int32 `json:"n,omitempty"`\n}\n\ntype Status struct {\n\tP string `json:"p,omitempty"`\n}\n',
        """// Thing.
// +kubebuilder:object:root=true
// +kubebuilder:subresource:status
// +kubebuilder:subresource:scale:specpath=.spec.n,statuspath=.status.n,selectorpath=.status.p
// +kubebuilder:resource:path=thingies,singular=thingy,shortName={tg,th},categories=all;mine,scope=Cluster
// +kubebuilder:printcolumn:name="N",type=integer,JSONPath=`.spec.n`,priority=1,format=int32,description="The: n"
// +kubebuilder:printcolumn:name=Age,type="date",JSONPath=".metadata.creationTimestamp"
// +kubebuilder:storageversion
// +kubebuilder:deprecatedversion:warning="use another, please"
// +kubebuilder:metadata:annotations={"a.b/c=d","yes=no"},labels="x=y"
// +kubebuilder:selectablefield:JSONPath=.spec.n""",
    ),
    "markers apart": kind_source(
        ONE,
        """
// A comment that nobody means.
// +kubebuilder:validation:MinProperties=9

/* The closest comment counts.
 +kubebuilder:validation:MinProperties=8 */
// TODO: say more.
// +kubebuilder:validation:MinProperties=1
// More words.
// +kubebuilder:validation:MaxProperties=7



// Spec is far below its markers.
// +structType=atomic
type Spec struct {
	// +optional

	// A has its marker apart.
	A string `json:"a"` // +kubebuilder:validation:MinLength=9
	// Words, and a marker:
	// +kubebuilder:default="x"


	B string `json:"b"`

	// +kubebuilder:default="never"

	// Only the closest.

	// C is C.
	C string `json:"c"`
	// +optional
	D struct{} `json:"-"`
	E string `json:"e"`
}
""",
        """// Words above the markers.
// +kubebuilder:resource:shortName=th
// Words below them.

// Thing is a thing.""",
    ),
    "directives": spec(
        """
// A is said.
//nolint:all // of linters
A string `json:"a"` //nolint:lll
//nolint:lll
B string `json:"b"`
// See https://example.com.
//see this
//note:this is one
// note:this is none
C string `json:"c"`
""",
        doc="//nolint:all\n// Thing is\n//go:generate x\n// a thing.",
    ),
    "fields met twice": kind_source(
        ONE,
        """
type Spec struct {
	// Own.
	// +optional
	Auth *Safe `json:"auth,omitempty"`
	Base `json:",inline"`
	// +kubebuilder:default="one"
	Same string `json:"same"`
}
type Base struct {
	// Based.
	// +optional
	Auth *Safe `json:"auth,omitempty"`
	// +kubebuilder:default="one"
	Same string `json:"same"`
}
type Safe struct {
	Type string `json:"type,omitempty"`
	Cred *corev1.SecretKeySelector `json:"cred,omitempty"`
	// +kubebuilder:default="x"
	// +kubebuilder:validation:MinLength=3
	X string `json:"x"`
	// +kubebuilder:default="y"
	W Text `json:"w"`
	Y Text `json:"y"`
	// +kubebuilder:validation:MinLength=3
	Z Text `json:"z"`
	// +kubebuilder:validation:MinLength=4
	Y2 Text2 `json:"y2"`
}
// +kubebuilder:validation:MinLength=3
type Text string
// +kubebuilder:validation:MinLength=3
type Text2 string
""",
    ),
    "justcolumns": kind_source(
        ONE,
        'type Spec struct {\n\tN int32 `json:"n,omitempty"`\n}\n',
        "// +kubebuilder:printcolumn:name=Age,type=date,JSONPath=.metadata.creationTimestamp\n"
        "// +kubebuilder:deprecatedversion\n// +kubebuilder:resource:path=things",
    ),
}
