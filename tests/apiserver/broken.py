"""CRD documents with one change each: name → the document. Most are broken, some only look it."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

Doc = dict[str, Any]

GOOD: Doc = {
    "apiVersion": "apiextensions.k8s.io/v1",
    "kind": "CustomResourceDefinition",
    "metadata": {"name": "buckets.objects.example.com"},
    "spec": {
        "group": "objects.example.com",
        "scope": "Namespaced",
        "names": {"kind": "Bucket", "plural": "buckets", "shortNames": ["bkt"], "categories": ["all"]},
        "versions": [
            {
                "name": "v1",
                "served": True,
                "storage": True,
                "subresources": {"status": {}},
                "additionalPrinterColumns": [{"name": "Phase", "type": "string", "jsonPath": ".status.phase"}],
                "schema": {
                    "openAPIV3Schema": {
                        "type": "object",
                        "properties": {
                            "spec": {
                                "type": "object",
                                "properties": {
                                    "size": {"type": "integer", "minimum": 1},
                                    "names": {"type": "array", "items": {"type": "string"}},
                                    "labels": {"type": "object", "additionalProperties": {"type": "string"}},
                                    "rules": {
                                        "type": "array",
                                        "items": {
                                            "type": "object",
                                            "properties": {"name": {"type": "string"}, "weight": {"type": "integer"}},
                                            "required": ["name"],
                                        },
                                    },
                                    "nested": {"type": "object", "properties": {"a": {"type": "string"}}},
                                },
                            },
                            "status": {"type": "object", "properties": {"phase": {"type": "string"}}},
                        },
                    }
                },
            }
        ],
    },
}

SIZE = "spec.versions.0.schema.openAPIV3Schema.properties.spec.properties.size"
ROOT = "spec.versions.0.schema.openAPIV3Schema"
PROPERTIES = f"{ROOT}.properties.spec.properties"
NAMES = f"{PROPERTIES}.names"
RULES = f"{PROPERTIES}.rules"
NESTED = f"{PROPERTIES}.nested"
LABELS = f"{PROPERTIES}.labels"
V = "spec.versions.0"
RULES_KEY = "x-kubernetes-validations"
EMBEDDED: dict[str, Any] = {
    "type": "object",
    "x-kubernetes-embedded-resource": True,
    "x-kubernetes-preserve-unknown-fields": True,
}
WEBHOOK: dict[str, Any] = {"clientConfig": {"url": "https://a.example.com/x"}, "conversionReviewVersions": ["v1"]}
SERVICE: dict[str, Any] = {
    "clientConfig": {"service": {"name": "n", "namespace": "s"}},
    "conversionReviewVersions": ["v1"],
}

DELETED = object()
"""In place of a value: the key is taken away."""

# path → value; several changes make one case where a tuple of pairs stands.
CHANGES: dict[str, list[tuple[str, Any]]] = {
    "nothing": [],
    # the document itself
    "api version v1beta1": [("apiVersion", "apiextensions.k8s.io/v1beta1")],
    "another kind": [("kind", "CustomResource")],
    "no metadata": [("metadata", DELETED)],
    "no name": [("metadata.name", DELETED)],
    "wrong name": [("metadata.name", "bucket.objects.example.com")],
    "upper-case name": [("metadata.name", "Buckets.objects.example.com")],
    "namespace": [("metadata.namespace", "default")],
    "label with a space": [("metadata.labels", {"a": "b c"})],
    "label key with a space": [("metadata.labels", {"a b": "c"})],
    "prefixed label": [("metadata.labels", {"example.com/a": "b.c-d_E"})],
    "label prefix in upper case": [("metadata.labels", {"Example.com/a": "b"})],
    "annotation prefix in upper case": [("metadata.annotations", {"Example.com/a": "b c\nd"})],
    "long label": [("metadata.labels", {"a": "b" * 64})],
    "empty label": [("metadata.labels", {"a": ""})],
    "number as a label": [("metadata.labels", {"a": 1})],
    "unknown top field": [("extra", 1)],
    "unknown spec field": [("spec.extra", 1)],
    "unknown version field": [(f"{V}.server", True)],
    "unknown schema field": [(f"{SIZE}.minumum", 1)],
    "old validation field": [("spec.validation", {})],
    "old version field": [("spec.version", "v1")],
    "status": [("status", {"conditions": [], "acceptedNames": {"kind": "", "plural": ""}, "storedVersions": []})],
    "creation timestamp null": [("metadata.creationTimestamp", None)],
    "creation timestamp nonsense": [("metadata.creationTimestamp", "yesterday")],
    "no spec": [("spec", DELETED)],
    "generated name": [("metadata.generateName", "bucket-")],
    "finalizer": [("metadata.finalizers", ["example.com/a"])],
    "finalizer with a blank": [("metadata.finalizers", ["a b"])],
    "finalizers that exclude each other": [("metadata.finalizers", ["orphan", "foregroundDeletion"])],
    "owner without a kind": [("metadata.ownerReferences", [{"apiVersion": "v1", "name": "n", "uid": "u", "kind": ""}])],
    "managed fields of a number": [("metadata.managedFields", [1])],
    "negative generation": [("metadata.generation", -1)],
    "empty creation timestamp": [("metadata.creationTimestamp", "")],
    "unknown field below items": [(f"{NAMES}.items.maxLenght", 1)],
    "unknown field below additional properties": [(f"{LABELS}.additionalProperties.maxLenght", 1)],
    "unknown field below oneOf": [(f"{SIZE}.oneOf", [{"minumum": 1}])],
    "null in place of a schema": [(SIZE, None)],
    # group, scope, names
    "no group": [("spec.group", DELETED)],
    "group without a dot": [("spec.group", "objects"), ("metadata.name", "buckets.objects")],
    "group in upper case": [("spec.group", "Objects.example.com")],
    "group with an underscore": [("spec.group", "a_b.example.com")],
    "community group": [("spec.group", "x.k8s.io"), ("metadata.name", "buckets.x.k8s.io")],
    "approved group": [
        ("spec.group", "x.k8s.io"),
        ("metadata", {"name": "buckets.x.k8s.io", "annotations": {"api-approved.kubernetes.io": "https://x.y/1"}}),
    ],
    "unapproved group": [
        ("spec.group", "x.k8s.io"),
        ("metadata", {"name": "buckets.x.k8s.io", "annotations": {"api-approved.kubernetes.io": "unapproved, test"}}),
    ],
    "badly approved group": [
        ("spec.group", "x.k8s.io"),
        ("metadata", {"name": "buckets.x.k8s.io", "annotations": {"api-approved.kubernetes.io": "yes"}}),
    ],
    "no scope": [("spec.scope", DELETED)],
    "scope in lower case": [("spec.scope", "namespaced")],
    "cluster scope": [("spec.scope", "Cluster")],
    "no names": [("spec.names", DELETED)],
    "no kind": [("spec.names.kind", DELETED)],
    "no plural": [("spec.names.plural", DELETED)],
    "kind with an underscore": [("spec.names.kind", "My_Bucket")],
    "kind that begins with a digit": [("spec.names.kind", "1Bucket")],
    "kind with a dash": [("spec.names.kind", "My-Bucket")],
    "plural in upper case": [("spec.names.plural", "Buckets"), ("metadata.name", "Buckets.objects.example.com")],
    "singular in upper case": [("spec.names.singular", "Bucket")],
    "short name in upper case": [("spec.names.shortNames", ["BKT"])],
    "empty short name": [("spec.names.shortNames", [""])],
    "category with a dot": [("spec.names.categories", ["a.b"])],
    "list kind like the kind": [("spec.names.listKind", "Bucket")],
    "list kind of its own": [("spec.names.listKind", "Buckets")],
    "short names as text": [("spec.names.shortNames", "bkt")],
    "long kind": [("spec.names.kind", "B" * 64)],
    "kind with a long list kind": [("spec.names.kind", "B" * 60)],
    # versions
    "no versions": [("spec.versions", [])],
    "version name in upper case": [(f"{V}.name", "V1")],
    "version name with a dot": [(f"{V}.name", "v1.0")],
    "version of another form": [(f"{V}.name", "first")],
    "no storage": [(f"{V}.storage", False)],
    "nothing served": [(f"{V}.served", False)],
    "served left out": [(f"{V}.served", DELETED)],
    "storage as text": [(f"{V}.storage", "true")],
    "two stored": [("spec.versions.1", ("copy", "spec.versions.0", {"name": "v2"}))],
    "two versions": [("spec.versions.1", ("copy", "spec.versions.0", {"name": "v2", "storage": False}))],
    "one version twice": [("spec.versions.1", ("copy", "spec.versions.0", {"storage": False}))],
    "warning without deprecation": [(f"{V}.deprecationWarning", "old")],
    "deprecated": [(f"{V}.deprecated", True), (f"{V}.deprecationWarning", "old")],
    "empty warning": [(f"{V}.deprecated", True), (f"{V}.deprecationWarning", "")],
    "long warning": [(f"{V}.deprecated", True), (f"{V}.deprecationWarning", "x" * 257)],
    "warning with a break": [(f"{V}.deprecated", True), (f"{V}.deprecationWarning", "a\nb")],
    "no schema": [(f"{V}.schema", DELETED)],
    "empty schema": [(f"{V}.schema", {})],
    "schema null": [(ROOT, None)],
    "preserve unknown fields": [("spec.preserveUnknownFields", True)],
    "do not preserve unknown fields": [("spec.preserveUnknownFields", False)],
    # columns, scale, selectable fields
    "column without a name": [(f"{V}.additionalPrinterColumns.0.name", DELETED)],
    "column without a type": [(f"{V}.additionalPrinterColumns.0.type", DELETED)],
    "column of a strange type": [(f"{V}.additionalPrinterColumns.0.type", "int")],
    "column without a path": [(f"{V}.additionalPrinterColumns.0.jsonPath", DELETED)],
    "column path without a dot": [(f"{V}.additionalPrinterColumns.0.jsonPath", "status.phase")],
    "column path with a filter": [(f"{V}.additionalPrinterColumns.0.jsonPath", ".a[?(@.b=='c')].d")],
    "column path of nonsense": [(f"{V}.additionalPrinterColumns.0.jsonPath", ".a[")],
    "column with a strange format": [(f"{V}.additionalPrinterColumns.0.format", "uri")],
    "column with a format": [(f"{V}.additionalPrinterColumns.0.format", "date-time")],
    "column with JSONPath": [
        (f"{V}.additionalPrinterColumns.0.JSONPath", ".a"),
        (f"{V}.additionalPrinterColumns.0.jsonPath", DELETED),
    ],
    "priority beyond int32": [(f"{V}.additionalPrinterColumns.0.priority", 2**31)],
    "priority as a float": [(f"{V}.additionalPrinterColumns.0.priority", 1.5)],
    "scale": [(f"{V}.subresources.scale", {"specReplicasPath": ".spec.size", "statusReplicasPath": ".status.n"})],
    "empty scale": [(f"{V}.subresources.scale", {})],
    "scale with a wrong spec path": [
        (f"{V}.subresources.scale", {"specReplicasPath": ".status.size", "statusReplicasPath": ".status.n"})
    ],
    "scale with a wrong status path": [
        (f"{V}.subresources.scale", {"specReplicasPath": ".spec.size", "statusReplicasPath": "status.n"})
    ],
    "scale with a wrong selector": [
        (
            f"{V}.subresources.scale",
            {"specReplicasPath": ".spec.size", "statusReplicasPath": ".status.n", "labelSelectorPath": ".metadata.x"},
        )
    ],
    "status subresource as a flag": [(f"{V}.subresources.status", True)],
    "selectable field": [(f"{V}.selectableFields", [{"jsonPath": ".spec.size"}])],
    "selectable metadata": [(f"{V}.selectableFields", [{"jsonPath": ".metadata.name"}])],
    "selectable list": [(f"{V}.selectableFields", [{"jsonPath": ".spec.names"}])],
    "selectable nothing": [(f"{V}.selectableFields", [{"jsonPath": ".spec.other"}])],
    "selectable twice": [(f"{V}.selectableFields", [{"jsonPath": ".spec.size"}, {"jsonPath": ".spec.size"}])],
    "selectable without a dot": [(f"{V}.selectableFields", [{"jsonPath": "spec.size"}])],
    "selectable brackets": [(f"{V}.selectableFields", [{"jsonPath": ".spec['size']"}])],
    "selectable map entry": [(f"{V}.selectableFields", [{"jsonPath": ".spec.labels.x"}])],
    "selectable empty": [(f"{V}.selectableFields", [{"jsonPath": ""}])],
    "too many selectable": [
        (PROPERTIES, {f"f{number}": {"type": "string"} for number in range(9)}),
        (f"{V}.selectableFields", [{"jsonPath": f".spec.f{number}"} for number in range(9)]),
    ],
    # conversion
    "conversion none": [("spec.conversion", {"strategy": "None"})],
    "conversion webhook": [("spec.conversion", {"strategy": "Webhook", "webhook": WEBHOOK})],
    "conversion service": [("spec.conversion", {"strategy": "Webhook", "webhook": SERVICE})],
    "conversion of unknown fields": [
        ("spec.conversion", {"strategy": "Webhook", "webhook": WEBHOOK}),
        ("spec.preserveUnknownFields", True),
    ],
    "bundle that is no base64": [
        (
            "spec.conversion",
            {
                "strategy": "Webhook",
                "webhook": {**WEBHOOK, "clientConfig": {"url": "https://a.b", "caBundle": "!"}},
            },
        )
    ],
    "webhook with a broken escape": [
        ("spec.conversion", {"strategy": "Webhook", "webhook": {**WEBHOOK, "clientConfig": {"url": "https://a/%zz"}}})
    ],
    "conversion without a strategy": [("spec.conversion", {"webhook": WEBHOOK})],
    "conversion in lower case": [("spec.conversion", {"strategy": "webhook", "webhook": WEBHOOK})],
    "conversion without a webhook": [("spec.conversion", {"strategy": "Webhook"})],
    "conversion none with a webhook": [("spec.conversion", {"strategy": "None", "webhook": WEBHOOK})],
    "webhook without a client": [
        ("spec.conversion", {"strategy": "Webhook", "webhook": {"conversionReviewVersions": ["v1"]}})
    ],
    "webhook without review versions": [
        ("spec.conversion", {"strategy": "Webhook", "webhook": {"clientConfig": WEBHOOK["clientConfig"]}})
    ],
    "webhook with strange review versions": [
        ("spec.conversion", {"strategy": "Webhook", "webhook": {**WEBHOOK, "conversionReviewVersions": ["v2"]}})
    ],
    "webhook with review versions twice": [
        ("spec.conversion", {"strategy": "Webhook", "webhook": {**WEBHOOK, "conversionReviewVersions": ["v1", "v1"]}})
    ],
    "webhook by http": [
        ("spec.conversion", {"strategy": "Webhook", "webhook": {**WEBHOOK, "clientConfig": {"url": "http://a.b"}}})
    ],
    "webhook with a query": [
        ("spec.conversion", {"strategy": "Webhook", "webhook": {**WEBHOOK, "clientConfig": {"url": "https://a.b?c"}}})
    ],
    "webhook with url and service": [
        (
            "spec.conversion",
            {
                "strategy": "Webhook",
                "webhook": {**WEBHOOK, "clientConfig": {"url": "https://a.b", **SERVICE["clientConfig"]}},
            },
        )
    ],
    "service without a name": [
        (
            "spec.conversion",
            {"strategy": "Webhook", "webhook": {**WEBHOOK, "clientConfig": {"service": {"namespace": "s"}}}},
        )
    ],
    "service with a strange port": [
        (
            "spec.conversion",
            {
                "strategy": "Webhook",
                "webhook": {**WEBHOOK, "clientConfig": {"service": {"name": "n", "namespace": "s", "port": 70000}}},
            },
        )
    ],
    "service with a strange path": [
        (
            "spec.conversion",
            {
                "strategy": "Webhook",
                "webhook": {**WEBHOOK, "clientConfig": {"service": {"name": "n", "namespace": "s", "path": "a/b"}}},
            },
        )
    ],
    "service with a path": [
        (
            "spec.conversion",
            {
                "strategy": "Webhook",
                "webhook": {**WEBHOOK, "clientConfig": {"service": {"name": "n", "namespace": "s", "path": "/a/b/"}}},
            },
        )
    ],
    # structural schemas
    "root without a type": [(f"{ROOT}.type", DELETED)],
    "root of another type": [(f"{ROOT}.type", "string")],
    "root nullable": [(f"{ROOT}.nullable", True)],
    "root with additional properties": [(f"{ROOT}.additionalProperties", True)],
    "root with minProperties and status": [(f"{ROOT}.minProperties", 1)],
    "root with minProperties alone": [(f"{ROOT}.minProperties", 1), (f"{V}.subresources", DELETED)],
    "root with required and status": [(f"{ROOT}.required", ["spec"])],
    "root with oneOf and status": [(f"{ROOT}.oneOf", [{"required": ["spec"]}])],
    "root preserving unknown fields": [(f"{ROOT}.x-kubernetes-preserve-unknown-fields", True)],
    "field without a type": [(f"{SIZE}.type", DELETED)],
    "field of an unknown type": [(f"{SIZE}.type", "int")],
    "field of type null": [(f"{SIZE}.type", "null")],
    "types as a list": [(f"{SIZE}.type", ["integer", "string"])],
    "array without items": [(f"{NAMES}.items", DELETED)],
    "items without a type": [(f"{NAMES}.items", {})],
    "items as a list": [(f"{NAMES}.items", [{"type": "string"}])],
    "map without a type": [(f"{LABELS}.additionalProperties", {})],
    "map of anything": [(f"{LABELS}.additionalProperties", True)],
    "map of nothing": [(f"{LABELS}.additionalProperties", False)],
    "properties and map": [(f"{NESTED}.additionalProperties", {"type": "string"})],
    "properties and anything": [(f"{NESTED}.additionalProperties", True)],
    "properties and nothing": [(f"{NESTED}.additionalProperties", False)],
    "unique items": [(f"{NAMES}.uniqueItems", True)],
    "no unique items": [(f"{NAMES}.uniqueItems", False)],
    "reference": [(f"{NESTED}.$ref", "#/definitions/X")],
    "id": [(f"{NESTED}.id", "x")],
    "schema url": [(f"{NESTED}.$schema", "http://json-schema.org/schema#")],
    "definitions": [(f"{NESTED}.definitions", {"X": {"type": "string"}})],
    "dependencies": [(f"{NESTED}.dependencies", {"a": ["b"]})],
    "pattern properties": [(f"{NESTED}.patternProperties", {"a": {"type": "string"}})],
    "additional items": [(f"{NAMES}.additionalItems", True)],
    "bad pattern": [(SIZE, {"type": "string", "pattern": "("})],
    "lookahead": [(SIZE, {"type": "string", "pattern": "^(?=a)a"})],
    "backreference": [(SIZE, {"type": "string", "pattern": "(a)\\1"})],
    "pattern with a class": [(SIZE, {"type": "string", "pattern": "^[[:alpha:]_-]{1,63}\\z"})],
    "pattern with Unicode": [(SIZE, {"type": "string", "pattern": "^\\p{Greek}+\\pL$"})],
    "pattern with an unknown script": [(SIZE, {"type": "string", "pattern": "\\p{Klingon}"})],
    "pattern repeated too often": [(SIZE, {"type": "string", "pattern": "a{1001}"})],
    "pattern repeated twice": [(SIZE, {"type": "string", "pattern": "a**"})],
    "pattern with a lone brace": [(SIZE, {"type": "string", "pattern": "a{,2}b{x}"})],
    "minimum of a string": [(SIZE, {"type": "string", "minimum": 1})],
    "minimum above maximum": [(SIZE, {"type": "integer", "minimum": 5, "maximum": 1})],
    "minimum as text": [(f"{SIZE}.minimum", "1")],
    "minLength below zero": [(SIZE, {"type": "string", "minLength": -1})],
    "minLength as a float": [(SIZE, {"type": "string", "minLength": 1.5})],
    "empty enum": [(f"{SIZE}.enum", [])],
    "enum of another type": [(f"{SIZE}.enum", ["a"])],
    "unknown format": [(f"{SIZE}.format", "nonsense")],
    "required without a property": [(f"{NESTED}.required", ["zzz"])],
    "description as a number": [(f"{SIZE}.description", 5)],
    "multipleOf zero": [(f"{SIZE}.multipleOf", 0)],
    # metadata, kind, apiVersion
    "metadata": [(f"{ROOT}.properties.metadata", {"type": "object"})],
    "metadata without a type": [(f"{ROOT}.properties.metadata", {})],
    "metadata with a name": [
        (f"{ROOT}.properties.metadata", {"type": "object", "properties": {"name": {"type": "string", "maxLength": 5}}})
    ],
    "metadata with labels": [
        (f"{ROOT}.properties.metadata", {"type": "object", "properties": {"labels": {"type": "object"}}})
    ],
    "metadata with a description": [(f"{ROOT}.properties.metadata", {"type": "object", "description": "x"})],
    "metadata with required": [(f"{ROOT}.properties.metadata", {"type": "object", "required": ["name"]})],
    "kind as an integer": [(f"{ROOT}.properties.kind", {"type": "integer"})],
    "kind with an enum": [(f"{ROOT}.properties.kind", {"type": "string", "enum": ["Bucket"]})],
    "apiVersion with a default": [(f"{ROOT}.properties.apiVersion", {"type": "string", "default": "x/v1"})],
    # Kubernetes' extensions
    "int or string": [(SIZE, {"x-kubernetes-int-or-string": True})],
    "int or string with anyOf": [
        (SIZE, {"x-kubernetes-int-or-string": True, "anyOf": [{"type": "integer"}, {"type": "string"}]})
    ],
    "int or string turned round": [
        (SIZE, {"x-kubernetes-int-or-string": True, "anyOf": [{"type": "string"}, {"type": "integer"}]})
    ],
    "int or string within allOf": [
        (
            SIZE,
            {
                "x-kubernetes-int-or-string": True,
                "allOf": [{"anyOf": [{"type": "integer"}, {"type": "string"}]}, {"pattern": "^a"}],
            },
        )
    ],
    "int or string with a type": [(SIZE, {"type": "string", "x-kubernetes-int-or-string": True})],
    "int or string that preserves": [
        (SIZE, {"x-kubernetes-int-or-string": True, "x-kubernetes-preserve-unknown-fields": True})
    ],
    "preserved without a type": [(SIZE, {"x-kubernetes-preserve-unknown-fields": True})],
    "preserved false": [(f"{NESTED}.x-kubernetes-preserve-unknown-fields", False)],
    "embedded resource": [
        (
            NESTED,
            {
                "type": "object",
                "x-kubernetes-embedded-resource": True,
                "x-kubernetes-preserve-unknown-fields": True,
            },
        )
    ],
    "embedded resource with nothing": [(NESTED, {"type": "object", "x-kubernetes-embedded-resource": True})],
    "embedded resource without a type": [
        (NESTED, {"x-kubernetes-embedded-resource": True, "x-kubernetes-preserve-unknown-fields": True})
    ],
    "embedded resource with metadata": [
        (
            NESTED,
            {
                "type": "object",
                "x-kubernetes-embedded-resource": True,
                "properties": {
                    "metadata": {"type": "object", "properties": {"labels": {"type": "object"}}},
                    "x": {"type": "string"},
                },
            },
        )
    ],
    "embedded resource as a map": [
        (
            NESTED,
            {
                "type": "object",
                "x-kubernetes-embedded-resource": True,
                "additionalProperties": True,
                "x-kubernetes-preserve-unknown-fields": True,
            },
        )
    ],
    "list set": [(f"{NAMES}.x-kubernetes-list-type", "set")],
    "list set of objects": [(f"{RULES}.x-kubernetes-list-type", "set")],
    "list set of atomic objects": [
        (f"{RULES}.x-kubernetes-list-type", "set"),
        (f"{RULES}.items.x-kubernetes-map-type", "atomic"),
    ],
    "list set of nullable items": [
        (f"{NAMES}.x-kubernetes-list-type", "set"),
        (f"{NAMES}.items.nullable", True),
    ],
    "list set of sets": [
        (
            NAMES,
            {
                "type": "array",
                "x-kubernetes-list-type": "set",
                "items": {"type": "array", "x-kubernetes-list-type": "set", "items": {"type": "string"}},
            },
        )
    ],
    "list map": [
        (f"{RULES}.x-kubernetes-list-type", "map"),
        (f"{RULES}.x-kubernetes-list-map-keys", ["name"]),
    ],
    "list map without keys": [(f"{RULES}.x-kubernetes-list-type", "map")],
    "list map with an unknown key": [
        (f"{RULES}.x-kubernetes-list-type", "map"),
        (f"{RULES}.x-kubernetes-list-map-keys", ["nam"]),
    ],
    "list map with an optional key": [
        (f"{RULES}.x-kubernetes-list-type", "map"),
        (f"{RULES}.x-kubernetes-list-map-keys", ["name", "weight"]),
    ],
    "list map with a defaulted key": [
        (f"{RULES}.x-kubernetes-list-type", "map"),
        (f"{RULES}.x-kubernetes-list-map-keys", ["name", "weight"]),
        (f"{RULES}.items.properties.weight.default", 1),
    ],
    "list map with a key twice": [
        (f"{RULES}.x-kubernetes-list-type", "map"),
        (f"{RULES}.x-kubernetes-list-map-keys", ["name", "name"]),
    ],
    "list map of strings": [
        (f"{NAMES}.x-kubernetes-list-type", "map"),
        (f"{NAMES}.x-kubernetes-list-map-keys", ["name"]),
    ],
    "list map with a nullable key": [
        (f"{RULES}.x-kubernetes-list-type", "map"),
        (f"{RULES}.x-kubernetes-list-map-keys", ["name"]),
        (f"{RULES}.items.properties.name.nullable", True),
    ],
    "list map keys alone": [(f"{RULES}.x-kubernetes-list-map-keys", ["name"])],
    "list type of an object": [(f"{NESTED}.x-kubernetes-list-type", "atomic")],
    "unknown list type": [(f"{NAMES}.x-kubernetes-list-type", "bag")],
    "map type": [(f"{NESTED}.x-kubernetes-map-type", "atomic")],
    "map type of a list": [(f"{NAMES}.x-kubernetes-map-type", "atomic")],
    "unknown map type": [(f"{NESTED}.x-kubernetes-map-type", "soft")],
    # value validations
    "nested type": [(f"{SIZE}.anyOf", [{"type": "integer"}])],
    "nested bounds": [(f"{SIZE}.anyOf", [{"minimum": 1}, {"maximum": 5}])],
    "nested description": [(f"{SIZE}.not", {"description": "x", "minimum": 1})],
    "nested default": [(f"{SIZE}.allOf", [{"default": 1}])],
    "nested nullable": [(f"{SIZE}.allOf", [{"nullable": True}])],
    "nested not nullable": [(f"{SIZE}.allOf", [{"nullable": False}])],
    "nested property": [(f"{NESTED}.oneOf", [{"properties": {"a": {"minLength": 1}}}])],
    "nested unknown property": [(f"{NESTED}.oneOf", [{"properties": {"zzz": {"minLength": 1}}}])],
    "nested unknown property at the root": [
        (f"{V}.subresources", DELETED),
        (f"{ROOT}.oneOf", [{"properties": {"zzz": {"minLength": 1}}}]),
    ],
    "nested known property at the root": [
        (f"{V}.subresources", DELETED),
        (f"{ROOT}.anyOf", [{"properties": {"spec": {"properties": {"size": {"minimum": 1}}}}}]),
    ],
    "nested unknown property below the root": [
        (f"{V}.subresources", DELETED),
        (f"{ROOT}.not", {"properties": {"spec": {"properties": {"zzz": {"minimum": 1}}}}}),
    ],
    "nested metadata": [(f"{NESTED}.allOf", [{"properties": {"metadata": {"minProperties": 1}}}])],
    "nested map": [(f"{LABELS}.allOf", [{"additionalProperties": {"minLength": 1}}])],
    "nested map of nothing": [(f"{LABELS}.allOf", [{"additionalProperties": False}])],
    "nested list type": [(f"{NAMES}.allOf", [{"x-kubernetes-list-type": "set"}])],
    "nested items": [(f"{NAMES}.allOf", [{"items": {"minLength": 1}}])],
    "nested pattern": [(f"{NAMES}.items.anyOf", [{"pattern": "["}])],
    "nested rule": [(f"{SIZE}.allOf", [{"x-kubernetes-validations": [{"rule": "self > 0"}]}])],
    "not as a list": [(f"{SIZE}.not", [{"minimum": 1}])],
    "allOf as a mapping": [(f"{SIZE}.allOf", {"minimum": 1})],
    # defaults
    "default": [(f"{SIZE}.default", 5)],
    "default of another type": [(f"{SIZE}.default", "5")],
    "default below the minimum": [(f"{SIZE}.default", 0)],
    "default null": [(f"{SIZE}.default", None)],
    "default list": [(f"{NAMES}.default", ["a"])],
    "default list of numbers": [(f"{NAMES}.default", [1])],
    "default object": [(f"{NESTED}.default", {"a": "x"})],
    "default object with an unknown field": [(f"{NESTED}.default", {"b": "x"})],
    "default object in a list": [(f"{RULES}.default", [{"name": "a"}])],
    "default object that lacks a field": [(f"{RULES}.default", [{"weight": 1}])],
    "default map": [(f"{LABELS}.default", {"a": "b"})],
    "default map of numbers": [(f"{LABELS}.default", {"a": 1})],
    "default in a map": [(f"{LABELS}.additionalProperties.default", "x")],
    "default at the root": [(f"{ROOT}.default", {}), (f"{V}.subresources", DELETED)],
    "default not in the enum": [(SIZE, {"type": "string", "enum": ["a"], "default": "b"})],
    "default in the enum": [(SIZE, {"type": "string", "enum": ["a", "b"], "default": "b"})],
    "default against the pattern": [(SIZE, {"type": "string", "pattern": "^a+$", "default": "ab"})],
    "default by the pattern": [(SIZE, {"type": "string", "pattern": "^[[:lower:]]+$", "default": "ab"})],
    "default too long": [(SIZE, {"type": "string", "maxLength": 2, "default": "\u00e4\u00f6\u00fc"})],
    "default long enough": [(SIZE, {"type": "string", "minLength": 3, "default": "\u00e4\u00f6\u00fc"})],
    "default of an int or string": [(SIZE, {"x-kubernetes-int-or-string": True, "default": "5%"})],
    "default float for an integer": [(f"{SIZE}.default", 1.5)],
    "default whole float for an integer": [(f"{SIZE}.default", 2.0)],
    "default nullable": [(SIZE, {"type": "integer", "nullable": True, "default": None})],
    "default against anyOf": [(SIZE, {"type": "integer", "anyOf": [{"minimum": 5}, {"maximum": 1}], "default": 3})],
    "default against not": [(SIZE, {"type": "integer", "not": {"enum": [3]}, "default": 3})],
    "default against multipleOf": [(SIZE, {"type": "integer", "multipleOf": 2, "default": 3})],
    "default of an exclusive minimum": [
        (SIZE, {"type": "integer", "minimum": 3, "exclusiveMinimum": True, "default": 3})
    ],
    "default by a format": [(SIZE, {"type": "string", "format": "date-time", "default": "2024-01-01T00:00:00Z"})],
    "default against a format": [(SIZE, {"type": "string", "format": "date-time", "default": "yesterday"})],
    "default text for a format of integers": [(SIZE, {"type": "integer", "format": "int32", "default": "1"})],
    "default list where a format hides the type": [(SIZE, {"type": "string", "format": "uuid", "default": ["a"]})],
    "default against a bound with a fraction": [(SIZE, {"type": "integer", "minimum": 1.5, "default": 1})],
    "default of no multiple": [(SIZE, {"type": "integer", "multipleOf": 0.5, "default": 1})],
    "default of a large float": [(SIZE, {"type": "integer", "default": 1e18})],
    "default by a rule": [(SIZE, {"type": "integer", "default": 5, RULES_KEY: [{"rule": "self > 3"}]})],
    "default against a rule": [(SIZE, {"type": "integer", "default": 3, RULES_KEY: [{"rule": "self > 3"}]})],
    "default against a rule below": [
        (NESTED, {"type": "object", "properties": {"a": {"type": "string", RULES_KEY: [{"rule": "self != 'x'"}]}}}),
        (f"{NESTED}.default", {"a": "x"}),
    ],
    "default that is not what it was": [
        (SIZE, {"type": "integer", "default": 3, RULES_KEY: [{"rule": "self > oldSelf"}]}),
    ],
    "default that was not there": [
        (SIZE, {"type": "integer", "default": 3, RULES_KEY: [{"rule": "oldSelf.hasValue()", "optionalOldSelf": True}]}),
    ],
    "default of an embedded object": [
        (
            NESTED,
            {"type": "object", "properties": {"x": EMBEDDED}, "default": {"x": {"apiVersion": "v1", "kind": "Pod"}}},
        ),
    ],
    "default of an embedded object of nothing": [
        (
            NESTED,
            {"type": "object", "properties": {"x": EMBEDDED}, "default": {"x": {"apiVersion": "a/b/c", "kind": "A B"}}},
        ),
    ],
    # rules
    "rule": [(f"{SIZE}.x-kubernetes-validations", [{"rule": "self > 0", "message": "m", "fieldPath": ""}])],
    "rule without a rule": [(f"{SIZE}.x-kubernetes-validations", [{"message": "m"}])],
    "rule of blanks": [(f"{SIZE}.x-kubernetes-validations", [{"rule": "  "}])],
    "rule with a blank message": [(f"{SIZE}.x-kubernetes-validations", [{"rule": "self > 0", "message": " "}])],
    "rule with a broken message": [(f"{SIZE}.x-kubernetes-validations", [{"rule": "self > 0", "message": "a\nb"}])],
    "rule with breaks": [(f"{SIZE}.x-kubernetes-validations", [{"rule": "self\n> 0"}])],
    "rule with breaks and a message": [(f"{SIZE}.x-kubernetes-validations", [{"rule": "self\n> 0", "message": "m"}])],
    "rule with a strange reason": [(f"{SIZE}.x-kubernetes-validations", [{"rule": "self > 0", "reason": "Bad"}])],
    "rule with a reason": [(f"{SIZE}.x-kubernetes-validations", [{"rule": "self > 0", "reason": "FieldValueInvalid"}])],
    "rule with a path": [(f"{NESTED}.x-kubernetes-validations", [{"rule": "has(self.a)", "fieldPath": ".a"}])],
    "rule with a wrong path": [(f"{NESTED}.x-kubernetes-validations", [{"rule": "has(self.a)", "fieldPath": ".b"}])],
    "rule with a path without a dot": [
        (f"{NESTED}.x-kubernetes-validations", [{"rule": "has(self.a)", "fieldPath": "a"}])
    ],
    "rule with a path in brackets": [
        (f"{NESTED}.x-kubernetes-validations", [{"rule": "has(self.a)", "fieldPath": "['a']"}])
    ],
    "rule with a path into a list": [
        (f"{ROOT}.properties.spec.x-kubernetes-validations", [{"rule": "true", "fieldPath": ".names[0]"}])
    ],
    "rule with a path into a map": [
        (f"{ROOT}.properties.spec.x-kubernetes-validations", [{"rule": "true", "fieldPath": ".labels['a.b']"}])
    ],
    "rule with a blank message expression": [
        (f"{SIZE}.x-kubernetes-validations", [{"rule": "self > 0", "messageExpression": " "}])
    ],
    "unknown rule field": [(f"{SIZE}.x-kubernetes-validations", [{"rule": "self > 0", "msg": "x"}])],
}


def changed(changes: list[tuple[str, Any]]) -> Doc:
    """The good document with some values changed."""
    document = copy.deepcopy(GOOD)
    for path, stated in changes:
        value = stated
        if isinstance(stated, tuple):
            _, source, update = stated
            value = {**copy.deepcopy(_reach(document, source.split("."))), **update}
        *way, last = _steps(path)
        target = _reach(document, way)
        if value is DELETED:
            del target[last]
        elif isinstance(target, list):
            target[int(last) :] = [value]
        else:
            target[last] = copy.deepcopy(value)
    return document


def _steps(path: str) -> list[str]:
    return path.split(".")


def _reach(document: Any, steps: list[str]) -> Any:
    for step in steps:
        document = document[int(step)] if isinstance(document, list) else document[step]
    return document


VALUES: list[Any] = [
    None,
    True,
    False,
    0,
    -1,
    1.5,
    10**30,
    "",
    "a",
    [],
    {},
    [None],
    {"a": None},
    [[]],
    {"": {}},
    [{}],
    "\n",
    "(?",
]
"""What a value of a document may be torn into."""


def torn(document: Doc, random: Random) -> Doc:
    """A copy of a document with something in it changed or taken away, whatever it is."""
    out = copy.deepcopy(document)
    value: Any = out
    while True:
        keys: list[Any] = list(value) if isinstance(value, dict) else list(range(len(value)))
        if not keys:
            return out
        key = random.choice(keys)
        inner = value[key]
        if isinstance(inner, dict | list) and random.random() > 0.15:
            value = inner
        elif random.random() < 0.2 and isinstance(value, dict):
            del value[key]
            return out
        else:
            value[key] = copy.deepcopy(random.choice(VALUES))
            return out
