"""Random markers on random fields and types, with values that mostly fit: what controller-gen takes and refuses."""

from __future__ import annotations

from random import Random

from kube.cases import spec
from scaffold.kube.marker_table import DEFINITIONS, FIELD, TYPE

_ANY = [
    *("1", "-1", "0", "1.5", "1e3", "017", "1_000", "true", "True", "a", '"a"', "`a`", "'a'", "a b", "a;b", '"a";"b"'),
    *("{a,b}", '{"a","b"}', "{a;b}", "{}", '""', "a,b", '"a,b"', "{a: 1}", '{"a": {"b": [1]}}', "{a: {b: c}}", "null"),
    *("1;2;3", "1; 2", '"unclosed', "`unclosed", '"esc\\"aped"', '"\\x41\\u00e9"', "`back\\slash`", "1 # why", "a:b"),
    *("2024-01-15", "100Mi", "-", "é", "{1, a}", "{true,false}", "{{a: 1},{a: 2}}", "a;", ";a", "{a", "a}", "-0"),
    *(
        "9223372036854775807",
        "9223372036854775808",
        "18014398509481985",
        "1e400",
        ".5",
        "+1",
        "ref(x)",
        "[]",
        '{"x":1.50}',
    ),
]
_FITTING = {
    "int": ["1", "0", "-1", "5", "100", "0x10", "017", "1_0", "1.5", "1 "],
    "number": ["1", "0", "-1", "1.5", "1e3", "100", "-0.5", ".5", "1 # why"],
    "string": [
        *(
            "a",
            '"a"',
            "`a`",
            "a b",
            '"a,b"',
            "x:y",
            "date-time",
            "string",
            "map",
            "set",
            "atomic",
            "granular",
            "x",
            "y",
        ),
        *("^a$", "`^a\\d+$`", '""', "http://a/b", "1", "true", "{a}", "a;b"),
    ],
    "bool": ["true", "false", "True"],
    "list": ["a", "a;b", "{a,b}", '{"a","b"}', "1;2", "{1,2}", "true;false", "x;y", "{x}", 'a;"b c";3', "{}", "a,b"],
}
_RULES = ['"self.size() > 1"', '"true"', "`self == 'a'`", "self.x"]
_FIELDS = [
    *("string", "*string", "int32", "int64", "bool", "[]string", "[]int", "map[string]string", "Inner", "*Inner"),
    *("[]Inner", "Text", "Texts", "Table", "Number", "[]byte", "intstr.IntOrString", "metav1.Time", "metav1.Duration"),
    *("resource.Quantity", "[][]string", "map[string][]string", "[]Text", "runtime.RawExtension", "corev1.Protocol"),
    *("[]metav1.Condition", "apiextensionsv1.JSON", "Alias"),
]
_TYPES = [
    "string",
    "[]string",
    "map[string]string",
    "int32",
    "Inner",
    "[]Inner",
    "metav1.Time",
    "corev1.Protocol",
    "bool",
]
_STRUCT = 'struct {\n\tX *string `json:"x,omitempty"`\n\tY *string `json:"y,omitempty"`\n}'
_REST = f"""
type Inner {_STRUCT}

type Text string

type Texts []string

type Table map[string]string

type Number int32

type Alias = string
"""
_OTHER = "kubebuilder:object:"
"""Markers of another of controller-gen's generators."""


def field(random: Random) -> str:
    """A kind with one field that has some markers."""
    known = list(DEFINITIONS[FIELD])
    names = [random.choice(list(DEFINITIONS[TYPE]) if random.random() < 0.05 else known)]
    names += random.sample(known, random.choice([0, 0, 1, 2]))
    lines = [_marker(random, name) for name in names if not name.startswith(_OTHER)]
    tag = random.choice([*["f"] * 12, "f,omitempty", "f,omitzero", "-", "f,string", "-,"])
    comment = "".join(f"// {line}\n" for line in lines)
    return spec(f'{comment}F {random.choice(_FIELDS)} `json:"{tag}"`', _REST)


def declaration(random: Random) -> str:
    """A kind with fields of a type that has some markers."""
    names = [name for name in DEFINITIONS[TYPE] if not name.startswith(_OTHER)]
    lines = [_marker(random, random.choice(names)) for _ in range(random.choice([1, 1, 2, 3]))]
    comment = "".join(f"// {line}\n" for line in lines) + random.choice(["", "", "\n// T is a type.\n"])
    fields = 'F T `json:"f"`\nG []T `json:"g"`\nH *T `json:"h,omitempty"`'
    return spec(fields, f"{_REST}\n{comment}type T {random.choice([*_TYPES, _STRUCT])}\n")


def _marker(random: Random, name: str) -> str:
    definition = (DEFINITIONS[FIELD] | DEFINITIONS[TYPE])[name]
    equals = random.choice([*["="] * 8, ":="])
    arguments = definition.arguments
    if not arguments and random.random() < 0.95:
        return f"+{name}"
    if not arguments or random.random() < 0.1:
        return f"+{name}{equals}{random.choice(_ANY)}"
    if "" in arguments:
        return f"+{name}{equals}{random.choice(_FITTING.get(arguments[''].name, _ANY))}"
    given = [argument for argument in arguments if argument not in definition.optional or random.random() < 0.3]
    if random.random() < 0.05:
        given = given[1:]
    if random.random() < 0.05:
        given.append("extra")
    random.shuffle(given)
    values = []
    for argument in given:
        kind = arguments[argument].name if argument in arguments else "string"
        value = random.choice(_RULES if argument == "rule" else _FITTING[kind])
        values.append(f"{argument}{random.choice(['=', '=', '=', ':='])}{value}")
    return f"+{name}:{random.choice([',', ', ']).join(values)}"
