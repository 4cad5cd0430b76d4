"""The markers that controller-gen v0.23.0 reads: what each may stand on, and what it takes.

Source: ``pkg/crd/markers`` and ``pkg/deepcopy`` of controller-tools v0.23.0; a test compares with what controller-gen
says of itself.
"""

from __future__ import annotations

from typing import NamedTuple

from scaffold.kube.marker_scanner import ANY, ANYS, BOOL, INT, NUMBER, STRING, STRINGS, Kind

VALIDATION = "kubebuilder:validation:"
ITEMS = VALIDATION + "items:"
FIELD, TYPE, PACKAGE = "field", "type", "package"
PLACES = {FIELD: "a field", TYPE: "a type", PACKAGE: "a package"}


class Definition(NamedTuple):
    """What a marker takes. `arguments` has the key ``""`` for a marker with one value; `optional` may be left out.

    `reader` is ``float``, ``int`` or ``json`` for the markers that read their text on their own.
    """

    arguments: dict[str, Kind]
    optional: frozenset[str] = frozenset()
    reader: str = ""

    @property
    def named(self) -> bool:
        """Whether it takes arguments with names."""
        return bool(self.arguments) and "" not in self.arguments


def _one(kind: Kind) -> Definition:
    return Definition({"": kind})


_NONE = Definition({})
_FLOAT = Definition({"": NUMBER}, reader="float")
_WHOLE = Definition({"": INT}, reader="int")

_VALIDATION: dict[str, Definition] = {
    "Maximum": _FLOAT,
    "Minimum": _FLOAT,
    "ExclusiveMaximum": _one(BOOL),
    "ExclusiveMinimum": _one(BOOL),
    "MultipleOf": _one(NUMBER),
    "MinProperties": _one(INT),
    "MaxProperties": _one(INT),
    "MaxLength": _one(INT),
    "MinLength": _one(INT),
    "Pattern": _one(STRING),
    "MaxItems": _WHOLE,
    "MinItems": _one(INT),
    "UniqueItems": _one(BOOL),
    "Enum": _one(ANYS),
    "Format": _one(STRING),
    "Type": _one(STRING),
    "XPreserveUnknownFields": _NONE,
    "XEmbeddedResource": _NONE,
    "XIntOrString": _NONE,
    "XValidation": Definition(
        {
            "rule": STRING,
            "message": STRING,
            "messageExpression": STRING,
            "reason": STRING,
            "fieldPath": STRING,
            "optionalOldSelf": BOOL,
        },
        frozenset(["message", "messageExpression", "reason", "fieldPath", "optionalOldSelf"]),
    ),
}
_SCHEMA: dict[str, Definition] = {
    **{VALIDATION + name: definition for name, definition in _VALIDATION.items()},
    **{ITEMS + name: definition for name, definition in _VALIDATION.items()},
    "kubebuilder:pruning:PreserveUnknownFields": _NONE,
    "kubebuilder:title": _one(ANY),
    "kubebuilder:externalDocs": Definition({"url": STRING, "description": STRING}, frozenset(["description"])),
    "listType": _one(STRING),
    "listMapKey": _one(STRING),
    "mapType": _one(STRING),
    "structType": _one(STRING),
    "k8s:listType": _one(STRING),
    "k8s:listMapKey": _one(STRING),
}
_FIELDS: dict[str, Definition] = {
    **_SCHEMA,
    VALIDATION + "Required": _NONE,
    VALIDATION + "Optional": _NONE,
    "required": _NONE,
    "optional": _NONE,
    "k8s:required": _NONE,
    "k8s:optional": _NONE,
    "nullable": _NONE,
    "kubebuilder:default": _one(ANY),
    "default": Definition({"": ANY}, reader="json"),
    "kubebuilder:example": _one(ANY),
    VALIDATION + "EmbeddedResource": _NONE,
    VALIDATION + "Schemaless": _NONE,
    "k8s:immutable": _NONE,
    "k8s:maxItems": _WHOLE,
    "k8s:minimum": _FLOAT,
    "k8s:maximum": _FLOAT,
    "k8s:enum": _NONE,
}
_TYPES: dict[str, Definition] = {
    **_SCHEMA,
    VALIDATION + "AtMostOneOf": _one(STRINGS),
    VALIDATION + "ExactlyOneOf": _one(STRINGS),
    VALIDATION + "AtLeastOneOf": _one(STRINGS),
    "k8s:enum": _NONE,
    "kubebuilder:subresource:status": _NONE,
    "kubebuilder:subresource:scale": Definition(
        {"specpath": STRING, "statuspath": STRING, "selectorpath": STRING}, frozenset(["selectorpath"])
    ),
    "kubebuilder:printcolumn": Definition(
        {"name": STRING, "type": STRING, "JSONPath": STRING, "description": STRING, "format": STRING, "priority": INT},
        frozenset(["description", "format", "priority"]),
    ),
    "kubebuilder:resource": Definition(
        {"path": STRING, "shortName": STRINGS, "categories": STRINGS, "singular": STRING, "scope": STRING},
        frozenset(["path", "shortName", "categories", "singular", "scope"]),
    ),
    "kubebuilder:storageversion": _NONE,
    "kubebuilder:skipversion": _NONE,
    "kubebuilder:unservedversion": _NONE,
    "kubebuilder:deprecatedversion": Definition({"warning": STRING}, frozenset(["warning"])),
    "kubebuilder:metadata": Definition(
        {"annotations": STRINGS, "labels": STRINGS}, frozenset(["annotations", "labels"])
    ),
    "kubebuilder:selectablefield": Definition({"JSONPath": STRING}),
    "kubebuilder:object:root": _one(BOOL),
    "kubebuilder:object:generate": _one(BOOL),
}
_PACKAGES: dict[str, Definition] = {
    "groupName": Definition({"": STRING}, frozenset([""])),
    "versionName": _one(STRING),
    VALIDATION + "Optional": _NONE,
    VALIDATION + "Required": _NONE,
    "kubebuilder:skip": _NONE,
    "kubebuilder:object:generate": _one(BOOL),
}
DEFINITIONS = {FIELD: _FIELDS, TYPE: _TYPES, PACKAGE: _PACKAGES}

OTHERS = (
    "genclient",
    "k8s:deepcopy-gen",
    "k8s:openapi-gen",
    "k8s:conversion-gen",
    "k8s:defaulter-gen",
    "k8s:protobuf-gen",
    "k8s:prerelease-lifecycle-gen",
    "k8s:validation-gen",
    "kubebuilder:rbac",
    "kubebuilder:webhook",
    "kubebuilder:webhookconfiguration",
    "kubebuilder:scaffold",
    "kubebuilder:ac",
    "kubebuilder:docs-gen",
    "kubebuilder:printerColumn",
    "resourceName",
    "patchStrategy",
    "patchMergeKey",
    "protobuf",
    "featureGate",
    "enum",
    "union",
    "unionDiscriminator",
    "nonNamespaced",
    "noStatus",
)
"""Markers of other generators, which are none of our business."""
