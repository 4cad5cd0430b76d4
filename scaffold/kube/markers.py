"""Kubebuilder's markers: the ``+`` lines of doc comments that controller-gen v0.23.0 reads.

controller-gen ignores a marker it doesn't know or that stands in the wrong place; here both are errors, with the
nearest one that fits.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from scaffold.diagnostics import Report
from scaffold.kube.marker_scanner import (
    ANY,
    ANYS,
    BOOL,
    INT,
    NUMBER,
    STRING,
    STRINGS,
    Kind,
    MarkerFault,
    Scanner,
    parse,
)
from scaffold.kube.scalars import parse_float
from scaffold.nearest import nearest
from scaffold.source import Span, Text

VALIDATION = "kubebuilder:validation:"
ITEMS = VALIDATION + "items:"
FIELD, TYPE, PACKAGE = "field", "type", "package"


class Marker(NamedTuple):
    """One marker: `name` without the ``+``, its value (a dict for named arguments, None for none), its place."""

    name: str
    value: Any
    span: Span


class Definition(NamedTuple):
    """What a marker takes. `arguments` has the key ``""`` for a marker with one value; `optional` may be left out.

    `reader` is ``float``, ``int`` or ``json`` for the markers that read their text on their own.
    """

    arguments: dict[str, Kind]
    optional: frozenset[str] = frozenset()
    reader: str = ""


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
_DEFINITIONS = {FIELD: _FIELDS, TYPE: _TYPES, PACKAGE: _PACKAGES}

_OTHERS = (
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
    "union",
    "unionDiscriminator",
    "nonNamespaced",
    "noStatus",
)
"""Markers of other generators, which are none of our business."""


def is_marker(line: str) -> bool:
    """Whether controller-gen takes a line of a comment for a marker, and so for no part of the description."""
    return line.lstrip().startswith("+")


def read_markers(doc: Text, target: str, report: Report) -> list[Marker]:
    """The markers in a doc comment of a `target` (`FIELD`, `TYPE` or `PACKAGE`), in order; the broken ones reported."""
    found: list[Marker] = []
    if "+" not in doc.value:
        return found
    at = 0
    for line in doc.value.split("\n"):
        stripped = line.strip()
        if stripped.startswith("+"):
            start = at + line.index("+")
            marker = read_marker(stripped, doc.span(start, start + len(stripped)), target, report)
            if marker is not None:
                found.append(marker)
        at += len(line) + 1
    return found


def synthetic(lines: Iterable[str], span: Span, target: str) -> list[Marker]:
    """Markers that scaffold writes itself, such as ``+kubebuilder:validation:Minimum=1``; all of them are sound."""
    quiet = Report()
    found = [read_marker(line, span, target, quiet) for line in lines]
    return [marker for marker in found if marker is not None]


def read_marker(text: str, span: Span, target: str, report: Report) -> Marker | None:
    """One marker with its ``+``; None where it is broken (reported) or another tool's."""
    head, equals, rest = text[1:].partition("=")
    definitions = _DEFINITIONS[target]
    name, _, last = head.rpartition(":")
    if head in definitions:
        name, definition = head, definitions[head]
        if definition.arguments and "" not in definition.arguments and equals:
            # controller-gen takes the name's last part for an argument's.
            rest = f"{head.rpartition(':')[2]}={rest}"
    elif equals and name in definitions:
        definition = definitions[name]
        if definition.arguments and "" not in definition.arguments:
            rest = f"{last}={rest}"
    else:
        _unknown(head, bool(equals), span, target, report)
        return None
    try:
        return Marker(name, _value(name, definition, rest), span)
    except MarkerFault as fault:
        report.error("crd-marker", f"marker +{name}: {fault}", span, hint=_usage(name, definition))
        return None


def _unknown(head: str, valued: bool, span: Span, target: str, report: Report) -> None:
    """Says what is wrong with a marker that has no definition, if it is one of ours at all."""
    short = head.rpartition(":")[0]
    for other, definitions in _DEFINITIONS.items():
        if other != target and (head in definitions or (valued and short in definitions)):
            places = {FIELD: "a field", TYPE: "a type", PACKAGE: "a package"}
            report.error(
                "crd-marker-place", f"marker +{head} belongs on {places[other]}, not on {places[target]}", span
            )
            return
    if any(head == other or head.startswith(other + ":") for other in _OTHERS):
        return
    candidates = _DEFINITIONS[target]
    near = nearest(head, candidates)
    if near is None and ":" in head:
        near = next((name for name in candidates if name.lower().endswith(":" + head.lower().rpartition(":")[2])), None)
    if near is None and valued and short:
        near = nearest(short, candidates)
    if near is not None or head.startswith("kubebuilder"):
        hint = f"did you mean +{near}?" if near else "controller-gen would ignore it"
        report.error("crd-marker-unknown", f"unknown marker +{head}", span, hint=hint)


def _usage(name: str, definition: Definition) -> str:
    if not definition.arguments:
        return f"write +{name} alone"
    if "" in definition.arguments:
        return f"write +{name}=VALUE"
    return f"write +{name}:" + ",".join(f"{argument}=…" for argument in definition.arguments)


def _value(name: str, definition: Definition, text: str) -> Any:
    if definition.reader:
        return _own(name, definition.reader, text)
    scanner = Scanner(text)
    kind = definition.arguments.get("")
    value: Any = None
    if kind is not None:
        if scanner.peek:
            value = parse(scanner, kind)
        elif "" not in definition.optional:
            raise MarkerFault("its value is missing")
    elif definition.arguments:
        value = _arguments(definition, scanner)
    if scanner.scan():
        raise MarkerFault(f"there is more behind its value: {text[scanner.start :]!r}")
    return value


def _arguments(definition: Definition, scanner: Scanner) -> dict[str, Any]:
    found: dict[str, Any] = {}
    while scanner.peek:
        if scanner.scan() != "ident":
            raise MarkerFault(f"expected an argument's name, got {scanner.token!r}")
        argument = scanner.token
        if scanner.scan() != "=":
            raise MarkerFault(f"expected = behind {argument}")
        kind = definition.arguments.get(argument)
        if kind is None:
            near = nearest(argument, definition.arguments)
            raise MarkerFault(f"unknown argument {argument!r}" + (f"; did you mean {near}?" if near else ""))
        found[argument] = parse(scanner, kind)
        if not scanner.peek:
            break
        if scanner.scan() != ",":
            raise MarkerFault(f"expected a comma, got {scanner.token!r}")
    missing = [name for name in definition.arguments if name not in found and name not in definition.optional]
    if missing:
        raise MarkerFault(f"argument {missing[0]!r} is missing")
    return found


def _own(name: str, reader: str, text: str) -> Any:
    if name.startswith("k8s:"):
        text = text.partition("#")[0]
    if reader == "json":
        if text.strip().startswith("ref("):
            return None
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            raise MarkerFault(f"its value is not JSON: {text!r}") from None
    text = text.strip()
    if reader == "int":
        digits = text[1:] if text[:1] in ("+", "-") else text
        if not (digits.isascii() and digits.isdigit() and len(digits) < 19):
            raise MarkerFault(f"{text!r} is no integer")
        return int(text)
    number = parse_float(text)
    if number is None:
        raise MarkerFault(f"{text!r} is no number")
    return number


def quoted(text: str) -> str:
    """`text` as a string in a marker: a Go literal without line breaks."""
    out = ['"']
    for char in text:
        if char in '"\\':
            out.append("\\" + char)
        elif char == "\n":
            out.append("\\n")
        elif char == "\t":
            out.append("\\t")
        elif ord(char) < 0x20 or char in "\x7f\x85\u2028\u2029\ufeff":
            out.append(f"\\u{ord(char):04x}")
        else:
            out.append(char)
    out.append('"')
    return "".join(out)


def marker_line(name: str, arguments: dict[str, Any]) -> str:
    """A marker with named arguments as a line; arguments that are None or empty are left out."""
    parts = [f"{key}={_printed(value)}" for key, value in arguments.items() if value not in (None, "", [], ())]
    return f"+{name}" + (":" + ",".join(parts) if parts else "")


def _printed(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, list | tuple):
        return "{" + ",".join(_printed(item) for item in value) + "}"
    return str(value)
