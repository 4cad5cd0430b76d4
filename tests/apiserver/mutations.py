"""CRDs changed at random as the shapes of documents allow: the right fields with values that are often wrong."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from random import Random
from typing import Any

from apiserver.broken import PROPERTIES, Doc, changed
from apiserver.rules import RULES
from scaffold.kube.shapes import STRUCTS

_V = "spec.versions.0"
_TEXTS = [
    "",
    "a",
    "A",
    " ",
    "a b",
    "a.b",
    "a-b",
    "-a",
    "a-",
    "a_b",
    "1a",
    "1",
    "ä",
    "x" * 63,
    "x" * 64,
    "x" * 254,
    "a\nb",
]
_PATHS = [
    ".spec",
    ".spec.size",
    ".spec.names",
    ".spec.labels.x",
    ".spec.labels['a']",
    ".spec['size']",
    "spec.size",
    ".",
]
_PATHS += [
    "",
    ".status.phase",
    ".status",
    ".metadata.name",
    ".metadata",
    ".kind",
    ".spec..size",
    ".spec.nope",
    ".a[",
    "['spec']",
]
_PATHS += [
    ".spec.rules[0].name",
    ".spec.nested.a",
    ".size",
    ".name",
    ".a",
    ".labels['a\\'b']",
    ".labels['']",
    "{.spec}",
]
_PATTERNS = [
    "^a",
    "(",
    "a{2,1}",
    "[[:alpha:]]+",
    "(?=a)",
    "\\d",
    "[a-z",
    "a**",
    "\\pL",
    "\\p{Nope}",
    "(?P<n>a)",
    "x{1001}",
    "\\Z",
    "(?i)a",
]
_SCALARS: list[Any] = [
    1,
    "a",
    True,
    [],
    {},
    None,
    ["a"],
    {"a": 1},
    1.5,
    "aa",
    -1,
    0,
    "",
    [1, "a"],
    {"a": None},
    [None],
    2.0,
    {"name": "a"},
]
_URLS = [
    "https://a.b",
    "https://a.b/c",
    "http://a.b",
    "https://",
    "https://u@a.b",
    "https://a.b#f",
    "https://a.b?q",
    "a",
    "",
    ":",
    "https://a b",
    "https://a:x",
    "https://[::1]/",
    "HTTPS://a.b",
    "https://a.b/%zz",
    "https://a.b#",
]

VALUES: dict[str, list[Any]] = {
    "metadata.name": ["buckets.objects.example.com", "Buckets.objects.example.com", "x.objects.example.com"],
    "ObjectMeta.generateName": ["a", "A", "-", "a-"],
    "ObjectMeta.namespace": ["default", "A", ""],
    "ObjectMeta.generation": [-1, 0, 1],
    "ObjectMeta.uid": ["x"],
    "ObjectMeta.resourceVersion": ["", "1", "x"],
    "ObjectMeta.creationTimestamp": [None, "2024-01-01T00:00:00Z", "2024-01-01", ""],
    "ObjectMeta.deletionGracePeriodSeconds": [-1, 0],
    "ObjectMeta.labels": [
        {"a": "b"},
        {"a b": "c"},
        {"a": "b c"},
        {"": ""},
        {"/a": "b"},
        {"a/b/c": "d"},
        {"x" * 64: ""},
        {"a": "x" * 64},
        {"a/": ""},
    ],
    "ObjectMeta.annotations": [
        {"a": "b"},
        {"a b": "c"},
        {"A/b": ""},
        {"": ""},
        {"/a": "b"},
        {"a": "x" * 262145},
        {"x" * 64: "a"},
        {"x" * 254 + "/a": ""},
        {"controller-gen.kubebuilder.io/version": "v0.23.0"},
        {"api-approved.kubernetes.io": "x"},
    ],
    "ObjectMeta.finalizers": [
        ["a"],
        ["a/b"],
        ["a b"],
        [""],
        ["foregroundDeletion"],
        ["orphan", "foregroundDeletion"],
        ["customresourcecleanup.apiextensions.k8s.io"],
    ],
    "ObjectMeta.ownerReferences": [
        [{"apiVersion": "v1", "kind": "K", "name": "n", "uid": "u"}],
        [{}],
        [{"apiVersion": "a/b/c", "kind": "", "name": "n", "uid": ""}],
        [{"apiVersion": "v1", "kind": "Event", "name": "n", "uid": "u"}],
        [{"apiVersion": "v1", "kind": "K", "name": "n", "uid": "u", "controller": True}] * 2,
    ],
    "ObjectMeta.managedFields": [
        [{}],
        [{"manager": "a", "operation": "Apply", "apiVersion": "v1", "fieldsType": "FieldsV1", "fieldsV1": {}}],
        [{"operation": "X"}],
        [1],
    ],
    "Spec.group": [
        "objects.example.com",
        "objects",
        "k8s.io",
        "a.k8s.io",
        "A.b",
        "a_b.c",
        "",
        "kubernetes.io",
        "x.kubernetes.io",
        "-a.b",
    ],
    "Spec.scope": ["Namespaced", "Cluster", "namespaced", "", "Both"],
    "Names.kind": ["Bucket", "bucket", "BucketList", "1B", "B_", "B.c", "", "x" * 64],
    "Names.listKind": ["BucketList", "Bucket", "1B", "", "bucketlist"],
    "Names.plural": ["buckets", "Buckets", "a.b", "", "1"],
    "Names.shortNames": [["b"], ["B"], [""], ["b", "b"], [], ["buckets"], ["a.b"]],
    "Names.categories": [["all"], ["All"], [""], ["all", "all"], ["a.b"]],
    "Version.name": ["v1", "v2", "V1", "", "v1.0", "1", "v1beta1", "a" * 64],
    "Version.deprecationWarning": ["old", "", "x" * 257, "a\tb", "a\u00a0b", "ä" * 129, "a\u200bb", "\U0001f600"],
    "Condition.type": ["Ready"],
    "Scale.specReplicasPath": _PATHS,
    "Scale.statusReplicasPath": _PATHS,
    "Scale.labelSelectorPath": _PATHS,
    "Column.name": ["", "Age", "a b"],
    "Column.type": ["string", "date", "int", "", "integer", "Number", "array"],
    "Column.format": ["int32", "date-time", "x", "", "password", "email"],
    "Column.jsonPath": [*_PATHS, ".a[?(@.b=='c')].d", ".a[*]", ".a['b']", ".a}"],
    "Column.priority": [0, 1, -1, 2147483648, "1", 1.5],
    "SelectableField.jsonPath": _PATHS,
    "Version.selectableFields": [[{"jsonPath": path}] for path in _PATHS]
    + [
        [{"jsonPath": ".spec.size"}] * 2,
        [{}],
        [],
        [{"jsonPath": f".spec.f{at}"} for at in range(9)],
        [{"jsonPath": ".spec.size"}, {"jsonPath": ".spec['size']"}],
    ],
    "Version.subresources": [
        {},
        {"status": {}},
        {"scale": {}},
        {"status": {}, "scale": {"specReplicasPath": ".spec.size", "statusReplicasPath": ".status.n"}},
    ],
    "Version.additionalPrinterColumns": [[], [{}], [{"name": "a", "type": "string", "jsonPath": ".a"}] * 2],
    "Validation.openAPIV3Schema": [
        {},
        {"type": "object"},
        {"type": "object", "x-kubernetes-preserve-unknown-fields": True},
        {"type": "string"},
        {"type": "object", "properties": {}},
        {"x-kubernetes-preserve-unknown-fields": True},
        {"x-kubernetes-int-or-string": True},
    ],
    "Conversion.strategy": ["None", "Webhook", "", "webhook"],
    "Webhook.conversionReviewVersions": [
        ["v1"],
        [],
        ["v1", "v1"],
        ["v2"],
        ["V1"],
        [""],
        ["v1", "v2", "v1beta1"],
        ["v1beta1"],
    ],
    "ClientConfig.url": _URLS,
    "ClientConfig.caBundle": ["", "YQ==", "!!", "YQ"],
    "Service.name": ["n", "", "A b"],
    "Service.namespace": ["n", "", "A b"],
    "Service.path": ["/", "", "//", "a", "/a/", "/a//b", "/A", "/a b", "//a", "/a.b/c"],
    "Service.port": [443, 0, -1, 65536, 1],
    "Schema.type": ["object", "array", "string", "integer", "number", "boolean", "", "null", "String", "any"],
    "Schema.format": ["int32", "int64", "date-time", "uuid", "x", "", "float", "email"],
    "Schema.pattern": _PATTERNS,
    "Schema.default": [
        *_SCALARS,
        [{}],
        [{"name": 1}],
        [{"name": "a"}, {"name": "a"}],
        {"size": 0},
        {"a": {"b": 1}},
        {"labels": {"a": "b"}},
        {"apiVersion": "v1", "kind": "Pod"},
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "A B"}},
        {"apiVersion": "a/b/c", "kind": "Pod", "metadata": {"x": 1}},
        ["a", "a"],
        10**18,
        1e300,
        "x" * 70,
    ],
    "Schema.example": [1, None, {"a": [1]}],
    "Schema.enum": [["a"], ["a", "a"], [], [None], [1], [{}], ["a", None], [True], [1, 1.0], ["1", 1]],
    "Schema.required": [["name"], ["a"], [], ["a", "a"], [""], ["spec"], ["size"], ["weight"]],
    "Schema.items": [
        {"type": "string"},
        {"type": "object"},
        {},
        {"type": "array"},
        {"type": "integer", "nullable": True},
        [{"type": "string"}],
        [],
        {"type": "object", "x-kubernetes-map-type": "atomic"},
        {"type": "object", "x-kubernetes-embedded-resource": True, "x-kubernetes-preserve-unknown-fields": True},
        {"type": "object", "properties": {"name": {"type": "string", "default": "a"}, "x": {"type": "string"}}},
    ],
    "Schema.additionalProperties": [
        True,
        False,
        {"type": "string"},
        {},
        {"type": "object"},
        {"type": "string", "default": "a"},
    ],
    "Schema.properties": [
        {},
        {"a": {"type": "string"}},
        {"a": {}},
        {"metadata": {"type": "object"}},
        {"metadata": {"type": "string"}},
        {"kind": {"type": "integer"}},
        {"metadata": {"type": "object", "properties": {"name": {"type": "string", "pattern": "^a"}}}},
        {"metadata": {"type": "object", "properties": {"labels": {"type": "object"}}}},
        {"": {"type": "string"}},
        {"apiVersion": {"type": "string", "enum": ["a"]}, "kind": {"type": "string", "default": "x"}},
    ],
    "Schema.allOf": [
        [],
        [{}],
        [{"minimum": 1}],
        [{"properties": {"a": {}}}],
        [{"anyOf": [{"type": "integer"}, {"type": "string"}]}],
        [{"required": ["a"]}],
        [{"pattern": "("}],
        [{"anyOf": [{"type": "integer"}, {"type": "string"}]}, {"maximum": 5}],
        [{"enum": ["a"]}],
        [{"items": {"minLength": 1}}],
        [{"properties": {"name": {"type": "string"}}}],
        [{"description": "x"}],
        [{"additionalProperties": {"minLength": 1}}],
        [{"x-kubernetes-validations": [{"rule": "true"}]}],
        [{"items": [{}]}],
        [{"format": "int32"}],
        [{"not": {"allOf": [{"properties": {"zz": {}}}]}}],
        [{"x-kubernetes-list-type": "set"}],
        [{"properties": {"metadata": {}}}],
        [{"uniqueItems": True}],
        [{"title": "x"}],
    ],
    "Schema.not": [
        {},
        {"minimum": 1},
        {"required": ["a"]},
        {"type": "string"},
        {"properties": {"size": {"minimum": 5}}},
        {"enum": [1]},
        {"nullable": True},
        {"default": None},
        {"default": 1},
    ],
    "Schema.maximum": [0, 10, 1.5, -1, 1e300],
    "Schema.minimum": [0, 10, 1.5, -1, "1"],
    "Schema.multipleOf": [0, 2, -1, 0.1, 1.5],
    "Schema.maxLength": [0, 5, -1, 2**63 - 1, 2**63, 1.5, 5.0],
    "Schema.minLength": [0, 5, -1],
    "Schema.maxItems": [0, 5, -1],
    "Schema.minItems": [0, 5, -1],
    "Schema.maxProperties": [0, 5, -1],
    "Schema.minProperties": [0, 5, -1],
    "Schema.id": ["", "x"],
    "Schema.$schema": ["", "x"],
    "Schema.$ref": ["", "#/x"],
    "Schema.patternProperties": [{}, {"a": {"type": "string"}}, {"(": {}}],
    "Schema.dependencies": [{}, {"a": ["b"]}, {"a": {"type": "string"}}],
    "Schema.additionalItems": [True, False, {}, {"type": "string"}],
    "Schema.definitions": [{}, {"a": {}}, {"a": {"type": "x"}}],
    "Schema.externalDocs": [{}, {"url": "x"}, {"url": ":"}, {"description": 1}],
    "Schema.x-kubernetes-list-type": ["atomic", "set", "map", "", "Set"],
    "Schema.x-kubernetes-map-type": ["atomic", "granular", "", "x"],
    "Schema.x-kubernetes-list-map-keys": [["name"], ["name", "weight"], ["nope"], [], ["name", "name"], [""], ["a"]],
    "Schema.x-kubernetes-validations": [
        [{"rule": "true"}],
        [{"rule": ""}],
        [{}],
        [{"rule": "self == oldSelf"}],
        [{"rule": "self == oldSelf", "optionalOldSelf": True}],
        [{"rule": "true", "optionalOldSelf": True}],
        [{"rule": "true", "optionalOldSelf": False}],
        [{"rule": "oldSelf.hasValue()", "optionalOldSelf": True}],
        [{"rule": "self.size > 0"}],
        [{"rule": "has(self.a)"}],
        [{"rule": "self > 0"}],
        [{"rule": "self.size() > 0"}],
        [{"rule": "self.all(x, x == oldSelf[0])"}],
        [{"rule": "self.metadata.name == 'a'"}],
        [{"rule": "self.kind == 'a'"}],
        [{"rule": "self.x == 1"}],
        [{"rule": "self.spec.size > 1"}],
        [{"rule": "self"}],
        [{"rule": "self == self"}],
        [{"rule": "self.matches('(')"}],
        [{"rule": "1 / 0 == 1"}],
        [],
    ],
    "Rule.rule": RULES[::5],
    "Rule.message": ["", " ", "m", "a\nb", "x" * 3000, "a\rb", " m\n"],
    "Rule.messageExpression": [
        "",
        " ",
        "'a'",
        "1",
        "self",
        "string(self)",
        "'a' + ",
        "'%d'.format([1])",
        "dyn('a')",
        "optional.none()",
    ],
    "Rule.reason": ["FieldValueInvalid", "", "x", "FieldValueForbidden"],
    "Rule.fieldPath": [*_PATHS, " ", "a\nb"],
    "Rule.optionalOldSelf": [True, False],
}
_PLAIN: dict[str, list[Any]] = {
    "string": _TEXTS,
    "bool": [True, False],
    "int32": [0, 1, -1],
    "int64": [0, 1, -1],
    "float": [0, 1, 1.5, -1],
    "any": _SCALARS,
    "bytes": ["YQ==", "!"],
    "time": ["2024-01-01T00:00:00Z", "x"],
}
_WRONG: list[Any] = [None, True, 0, 1.5, "", "a", [], {}, [None], {"a": None}, 10**30]


def mutated(document: Doc, random: Random) -> Doc:
    """A copy with one to four fields set or taken away."""
    out = copy.deepcopy(document)
    for _ in range(random.choice([1, 1, 1, 2, 2, 3, 4])):
        places = list(_structs(out, "CustomResourceDefinition"))
        # Deep inside are most of the places: the shapes are given their turn first.
        shape = random.choice(sorted({shape for shape, _ in places} | {"Schema"}))
        shape = "Schema" if random.random() < 0.5 else shape
        found = [value for name, value in places if name == shape]
        if found:
            _change(shape, random.choice(found), random)
    return out


def _change(shape: str, value: dict[str, Any], random: Random) -> None:
    turn = random.random()
    if turn < 0.12 and value:
        del value[random.choice(sorted(value))]
        return
    if turn < 0.14:
        value[random.choice(["extra", "Type", "x-extra", ""])] = 1
        return
    if not STRUCTS[shape]:
        return
    field = random.choice(sorted(STRUCTS[shape]))
    if turn < 0.16:
        value[field] = copy.deepcopy(random.choice(_WRONG))
        return
    made = _value(shape, field, random, 2)
    value[field] = made


def _value(shape: str, field: str, random: Random, depth: int) -> Any:
    key = f"{shape}.{field}"
    if field in ("anyOf", "oneOf"):
        key = "Schema.allOf"
    inner = STRUCTS[shape][field]
    known = VALUES.get(key, _PLAIN.get(inner))
    if known is not None and (depth == 0 or random.random() < 0.8):
        return copy.deepcopy(random.choice(known))
    return _of(inner, random, depth)


def _of(shape: str, random: Random, depth: int) -> Any:
    if shape.startswith("[]"):
        return [_of(shape[2:], random, depth - 1) for _ in range(random.choice([0, 1, 2]))] if depth > 0 else []
    if shape.startswith("{}"):
        return (
            {name: _of(shape[2:], random, depth - 1) for name in random.sample(["a", "name", "metadata"], 1)}
            if depth > 0
            else {}
        )
    if shape.startswith("SchemaOr"):
        shape = "Schema"
    if shape in STRUCTS:
        fields = sorted(STRUCTS[shape])
        chosen = random.sample(fields, min(len(fields), random.choice([1, 2, 3]))) if depth > 0 else []
        if shape == "Schema" and "type" not in chosen and random.random() < 0.7:
            chosen.append("type")
        return {field: _value(shape, field, random, depth - 1) for field in chosen}
    return copy.deepcopy(random.choice(_PLAIN[shape]))


def _structs(value: Any, shape: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The structs in a document with the names of their shapes."""
    if shape.startswith("SchemaOr"):
        shape = "Schema" if isinstance(value, dict) else "[]Schema"
    if shape.startswith("[]"):
        for item in value if isinstance(value, list) else ():
            yield from _structs(item, shape[2:])
    elif shape.startswith("{}"):
        for item in value.values() if isinstance(value, dict) else ():
            yield from _structs(item, shape[2:])
    elif shape in STRUCTS and isinstance(value, dict):
        yield shape, value
        for key, item in list(value.items()):
            if key in STRUCTS[shape]:
                yield from _structs(item, STRUCTS[shape][key])


WEBHOOK = {
    "clientConfig": {"service": {"name": "n", "namespace": "s", "path": "/a", "port": 443}, "caBundle": "YQ=="},
    "conversionReviewVersions": ["v1"],
}


def rich() -> Doc:
    """A good document with something of everything."""
    return changed(
        [
            ("metadata.labels", {"a": "b"}),
            ("metadata.annotations", {"a": "b"}),
            ("spec.names.singular", "bucket"),
            ("spec.names.listKind", "BucketList"),
            ("spec.conversion", {"strategy": "Webhook", "webhook": WEBHOOK}),
            (
                "spec.versions.1",
                ("copy", _V, {"name": "v2", "storage": False, "deprecated": True, "deprecationWarning": "old"}),
            ),
            (
                f"{_V}.subresources.scale",
                {"specReplicasPath": ".spec.size", "statusReplicasPath": ".status.n", "labelSelectorPath": ".status.s"},
            ),
            (f"{_V}.selectableFields", [{"jsonPath": ".spec.size"}, {"jsonPath": ".spec.nested.a"}]),
            (
                f"{PROPERTIES}.port",
                {"x-kubernetes-int-or-string": True, "anyOf": [{"type": "integer"}, {"type": "string"}]},
            ),
            (
                f"{PROPERTIES}.template",
                {
                    "type": "object",
                    "x-kubernetes-embedded-resource": True,
                    "x-kubernetes-preserve-unknown-fields": True,
                },
            ),
            (
                f"{PROPERTIES}.embedded",
                {
                    "type": "object",
                    "x-kubernetes-embedded-resource": True,
                    "properties": {
                        "metadata": {"type": "object"},
                        "spec": {"type": "object", "properties": {"a": {"type": "string"}}},
                    },
                },
            ),
            (
                f"{PROPERTIES}.open",
                {
                    "type": "object",
                    "x-kubernetes-preserve-unknown-fields": True,
                    "properties": {"a": {"type": "integer", "default": 1}},
                },
            ),
            (f"{PROPERTIES}.class", {"type": "string", "enum": ["hot", "cold"], "default": "hot", "maxLength": 10}),
            (f"{PROPERTIES}.rules.x-kubernetes-list-type", "map"),
            (f"{PROPERTIES}.rules.x-kubernetes-list-map-keys", ["name"]),
            (f"{PROPERTIES}.names.x-kubernetes-list-type", "set"),
            (f"{PROPERTIES}.size.x-kubernetes-validations", [{"rule": "self > 0", "message": "m"}]),
            (f"{PROPERTIES}.nested.oneOf", [{"required": ["a"]}, {"required": ["b"]}]),
            (f"{PROPERTIES}.nested.default", {"a": "x"}),
        ]
    )
