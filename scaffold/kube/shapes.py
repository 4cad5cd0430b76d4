"""The fields of a CustomResourceDefinition and their types, as a server that decodes strictly knows them.

Sources: ``pkg/apis/apiextensions/v1`` of k8s.io/apiextensions-apiserver and ``pkg/apis/meta/v1`` of
k8s.io/apimachinery, v0.34.
"""

from __future__ import annotations

from scaffold.diagnostics import Report
from scaffold.kube.locate import scalar
from scaffold.kube.scalars import is_timestamp, json_number
from scaffold.nearest import nearest
from scaffold.node import Mapping, Node, Scalar, Sequence

Shape = str
"""``string``, ``bool``, ``int32``, ``int64``, ``float``, ``bytes``, ``time``, ``any``; the name of a struct of
`STRUCTS`; ``[]X`` for a list and ``{}X`` for a map of X."""

_NAMES = {
    "plural": "string",
    "singular": "string",
    "shortNames": "[]string",
    "kind": "string",
    "listKind": "string",
    "categories": "[]string",
}

STRUCTS: dict[str, dict[str, Shape]] = {
    "CustomResourceDefinition": {
        "apiVersion": "string",
        "kind": "string",
        "metadata": "ObjectMeta",
        "spec": "Spec",
        "status": "Status",
    },
    "ObjectMeta": {
        "name": "string",
        "generateName": "string",
        "namespace": "string",
        "selfLink": "string",
        "uid": "string",
        "resourceVersion": "string",
        "generation": "int64",
        "creationTimestamp": "time",
        "deletionTimestamp": "time",
        "deletionGracePeriodSeconds": "int64",
        "labels": "{}string",
        "annotations": "{}string",
        "ownerReferences": "[]OwnerReference",
        "finalizers": "[]string",
        "managedFields": "[]ManagedFields",
    },
    "ManagedFields": {
        "manager": "string",
        "operation": "string",
        "apiVersion": "string",
        "time": "time",
        "fieldsType": "string",
        "fieldsV1": "any",
        "subresource": "string",
    },
    "OwnerReference": {
        "apiVersion": "string",
        "kind": "string",
        "name": "string",
        "uid": "string",
        "controller": "bool",
        "blockOwnerDeletion": "bool",
    },
    "Spec": {
        "group": "string",
        "names": "Names",
        "scope": "string",
        "versions": "[]Version",
        "conversion": "Conversion",
        "preserveUnknownFields": "bool",
    },
    "Names": _NAMES,
    "Version": {
        "name": "string",
        "served": "bool",
        "storage": "bool",
        "deprecated": "bool",
        "deprecationWarning": "string",
        "schema": "Validation",
        "subresources": "Subresources",
        "additionalPrinterColumns": "[]Column",
        "selectableFields": "[]SelectableField",
    },
    "Validation": {"openAPIV3Schema": "Schema"},
    "Subresources": {"status": "Nothing", "scale": "Scale"},
    "Nothing": {},
    "Scale": {"specReplicasPath": "string", "statusReplicasPath": "string", "labelSelectorPath": "string"},
    "Column": {
        "name": "string",
        "type": "string",
        "format": "string",
        "description": "string",
        "priority": "int32",
        "jsonPath": "string",
    },
    "SelectableField": {"jsonPath": "string"},
    "Conversion": {"strategy": "string", "webhook": "Webhook"},
    "Webhook": {"clientConfig": "ClientConfig", "conversionReviewVersions": "[]string"},
    "ClientConfig": {"url": "string", "service": "Service", "caBundle": "bytes"},
    "Service": {"namespace": "string", "name": "string", "path": "string", "port": "int32"},
    "Status": {"conditions": "[]Condition", "acceptedNames": "Names", "storedVersions": "[]string"},
    "Condition": {
        "type": "string",
        "status": "string",
        "lastTransitionTime": "time",
        "reason": "string",
        "message": "string",
    },
    "Schema": {
        "id": "string",
        "$schema": "string",
        "$ref": "string",
        "description": "string",
        "type": "string",
        "format": "string",
        "title": "string",
        "default": "any",
        "maximum": "float",
        "exclusiveMaximum": "bool",
        "minimum": "float",
        "exclusiveMinimum": "bool",
        "maxLength": "int64",
        "minLength": "int64",
        "pattern": "string",
        "maxItems": "int64",
        "minItems": "int64",
        "uniqueItems": "bool",
        "multipleOf": "float",
        "enum": "[]any",
        "maxProperties": "int64",
        "minProperties": "int64",
        "required": "[]string",
        "items": "SchemaOrList",
        "allOf": "[]Schema",
        "oneOf": "[]Schema",
        "anyOf": "[]Schema",
        "not": "Schema",
        "properties": "{}Schema",
        "additionalProperties": "SchemaOrBool",
        "patternProperties": "{}Schema",
        "dependencies": "{}SchemaOrNames",
        "additionalItems": "SchemaOrBool",
        "definitions": "{}Schema",
        "externalDocs": "Docs",
        "example": "any",
        "nullable": "bool",
        "x-kubernetes-preserve-unknown-fields": "bool",
        "x-kubernetes-embedded-resource": "bool",
        "x-kubernetes-int-or-string": "bool",
        "x-kubernetes-list-map-keys": "[]string",
        "x-kubernetes-list-type": "string",
        "x-kubernetes-map-type": "string",
        "x-kubernetes-validations": "[]Rule",
    },
    "Docs": {"description": "string", "url": "string"},
    "Rule": {
        "rule": "string",
        "message": "string",
        "messageExpression": "string",
        "reason": "string",
        "fieldPath": "string",
        "optionalOldSelf": "bool",
    },
}

_WORDS = {
    "string": "text",
    "bool": "true or false",
    "int32": "a whole number",
    "int64": "a whole number",
    "float": "a number",
    "bytes": "base64 text",
    "time": "a time such as 2006-01-02T15:04:05Z",
}


def decode(node: Node, report: Report) -> set[int] | None:
    """What a strict server would say of the document before it looks at what it means.

    None where values have wrong forms, so that no more can be judged; else the ids of the mappings with unknown keys:
    what they seem to lack may stand there under another name.
    """
    found = Report()
    strangers: set[int] = set()
    _check(node, "CustomResourceDefinition", "", found, strangers)
    for diagnostic in found:
        report.add(diagnostic)
    return None if any(diagnostic.code == "crd-wrong-type" for diagnostic in found) else strangers


def _check(node: Node, shape: Shape, path: str, report: Report, strangers: set[int], *, lenient: bool = False) -> None:
    """`lenient`: a server passes over unknown keys here."""
    if shape == "any" or (isinstance(node, Scalar) and node.is_null):
        return
    if shape.startswith("[]"):
        if not isinstance(node, Sequence):
            _wrong(node, "a list", path, report)
            return
        for at, item in enumerate(node.items):
            _check(item, shape[2:], f"{path}[{at}]", report, strangers, lenient=lenient)
    elif shape.startswith("{}"):
        if not isinstance(node, Mapping):
            _wrong(node, "a mapping", path, report)
            return
        for entry in node.entries:
            _check(entry.value, shape[2:], f"{path}[{entry.key.value}]", report, strangers, lenient=lenient)
    elif shape in STRUCTS:
        _struct(node, shape, path, report, strangers, lenient=lenient)
    elif shape.startswith("SchemaOr"):
        _alternatives(node, shape, path, report, strangers)
    elif shape == "bytes" and isinstance(node, Sequence):
        _check(node, "[]int32", path, report, strangers)
    else:
        _leaf(node, shape, path, report)


def _alternatives(node: Node, shape: Shape, path: str, report: Report, strangers: set[int]) -> None:
    """A schema or something else. They have decoders of their own, and what is below is never decoded strictly."""
    if isinstance(node, Mapping):
        _struct(node, "Schema", path, report, strangers, lenient=True)
    elif isinstance(node, Sequence) and shape != "SchemaOrBool":
        _check(node, "[]Schema" if shape == "SchemaOrList" else "[]string", path, report, strangers, lenient=True)
    elif shape == "SchemaOrBool" and not (isinstance(node, Scalar) and isinstance(scalar(node), bool)):
        _wrong(node, "true, false or a schema", path, report)


def _struct(node: Node, shape: Shape, path: str, report: Report, strangers: set[int], *, lenient: bool) -> None:
    if not isinstance(node, Mapping):
        _wrong(node, "a mapping", path, report)
        return
    fields = STRUCTS[shape]
    for entry in node.entries:
        key = entry.key.value
        below = f"{path}.{key}" if path else key
        if key in fields:
            _check(entry.value, fields[key], below, report, strangers, lenient=lenient)
            continue
        near = nearest(key, fields)
        hint = f"did you mean {near}?" if near else ""
        if lenient:
            why = f"unknown field {below!r}: API servers pass over it"
            report.warning("crd-ignored-key", why, entry.key.span, hint=hint)
            continue
        strangers.add(id(node))
        report.error("crd-unknown-key", f"unknown field {below!r}: no API server takes it", entry.key.span, hint=hint)


def _leaf(node: Node, shape: Shape, path: str, report: Report) -> None:
    value = scalar(node) if isinstance(node, Scalar) else None
    if not isinstance(node, Scalar):
        fits = False
    elif shape == "string":
        fits = isinstance(value, str)
    elif shape == "bytes":
        fits = isinstance(value, str) and _is_base64(value)
    elif shape == "time":
        fits = isinstance(value, str) and _is_time(value)
    elif shape == "bool":
        fits = isinstance(value, bool)
    else:
        fits = _fits_number(value, shape)
    if not fits:
        hint = "quote it: YAML reads it as something else than text" if isinstance(node, Scalar) and node.plain else ""
        _wrong(node, _WORDS[shape], path, report, hint if shape == "string" else "")


def _is_time(text: str) -> bool:
    """RFC 3339, as Go's time package reads it."""
    return len(text) > len("2006-01-02") and text[10] == "T" and is_timestamp(text)


def _is_base64(text: str) -> bool:
    """As Go's encoding/base64 reads it, which passes over line breaks."""
    import binascii  # few documents have such a text

    try:
        return binascii.a2b_base64(text.replace("\n", "").replace("\r", ""), strict_mode=True) is not None
    except (binascii.Error, ValueError):
        return False


def _fits_number(value: object, shape: Shape) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    if shape == "float":
        return True
    number = json_number(value) if isinstance(value, float) else value
    bits = 31 if shape == "int32" else 63
    return isinstance(number, int) and -(1 << bits) <= number < 1 << bits


def _wrong(node: Node, wanted: str, path: str, report: Report, hint: str = "") -> None:
    report.error("crd-wrong-type", f"{path or 'the document'} must be {wanted}", node.span, hint=hint)
