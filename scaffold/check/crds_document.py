"""Whole CustomResourceDefinitions: what the blank form leaves out is filled in, and what controller-gen adds is added.

The document that architects start from has no `names`, no `scope` and a list of `conditions` without `items`; no API
server takes it so. Each of these is supplied, with a warning.
"""

from __future__ import annotations

from typing import Any

from scaffold.diagnostics import Report
from scaffold.kube import known
from scaffold.kube.crd import CONTROLLER_GEN, VERSION_ANNOTATION
from scaffold.kube.flatten import Flattener, copied
from scaffold.kube.locate import to_node
from scaffold.node import Entry, Mapping, Node, Scalar, Sequence
from scaffold.source import Span

_OF_SERVERS = ("creationTimestamp", "generation", "managedFields", "resourceVersion", "selfLink", "uid")
"""What ``kubectl get -o yaml`` has in the metadata beside what its author wrote; no server takes it as new."""


def complete(document: Mapping, report: Report) -> Mapping:
    """The document with what it lacks; each addition is a warning."""
    spec = document.get("spec")
    if not isinstance(spec, Mapping):
        return document
    filled = _with_names(document, spec, report)
    if not _stated(filled, "scope"):
        report.warning(
            "crd-completed",
            "this CustomResourceDefinition has no scope: Namespaced is supplied",
            document_place(document),
            hint="write scope: Namespaced (or Cluster) below spec",
        )
        filled = _added(filled, "scope", "Namespaced")
    versions = filled.get("versions")
    if isinstance(versions, Sequence):
        items = tuple(_conditions(item, report) for item in versions.items)
        filled = _replaced(filled, "versions", Sequence(items, versions.span))
    return _replaced(document, "spec", filled)


def document_place(document: Mapping) -> Span:
    """Where a document is pointed at: its kind, or its beginning."""
    kind = document.get("kind")
    return kind.span if kind is not None else document.span


def _stated(node: Mapping, key: str) -> bool:
    found = node.get(key)
    return found is not None and not (isinstance(found, Scalar) and found.is_null)


def _added(node: Mapping, key: str, value: Any) -> Mapping:
    """`node` with one more key, or with another value behind a key that says nothing."""
    made = to_node({key: value}, node.span, {})
    assert isinstance(made, Mapping)
    kept = tuple(entry for entry in node.entries if entry.key.value != key)
    return Mapping((*kept, *made.entries), node.span)


def _replaced(node: Mapping, key: str, value: Node) -> Mapping:
    entries = [Entry(entry.key, value) if entry.key.value == key else entry for entry in node.entries]
    return Mapping(tuple(entries), node.span)


def _with_names(document: Mapping, spec: Mapping, report: Report) -> Mapping:
    """The spec with names, taken from ``metadata.name``, which is the plural and the group."""
    metadata, group, names = document.get("metadata"), spec.get("group"), spec.get("names")
    name = metadata.get("name") if isinstance(metadata, Mapping) else None
    if not (isinstance(name, Scalar) and isinstance(group, Scalar)) or not name.value.endswith(f".{group.value}"):
        return spec
    plural = name.value.removesuffix(f".{group.value}")
    if names is not None and not isinstance(names, Mapping):
        return (
            spec if not (isinstance(names, Scalar) and names.is_null) else _supplied(spec, None, plural, name, report)
        )
    if names is None or not _stated(names, "plural") or not _stated(names, "kind"):
        return _supplied(spec, names, plural, name, report)
    return spec


def _supplied(spec: Mapping, names: Mapping | None, plural: str, name: Scalar, report: Report) -> Mapping:
    kept = names if names is not None else Mapping((), name.span)
    if not _stated(kept, "plural"):
        kept = _added(kept, "plural", plural)
    if not _stated(kept, "kind"):
        kept = _added(kept, "kind", _kind(plural))
    report.warning(
        "crd-completed",
        f"this CustomResourceDefinition does not name its kind: {_kind(plural)} ({plural}) is taken from metadata.name",
        name.span,
        hint=f"write names: {{kind: {_kind(plural)}, plural: {plural}}} below spec",
    )
    return _with(spec, "names", kept)


def _with(node: Mapping, key: str, value: Node) -> Mapping:
    if any(entry.key.value == key for entry in node.entries):
        return _replaced(node, key, value)
    made = to_node({key: None}, node.span, {})
    assert isinstance(made, Mapping)
    return Mapping((*node.entries, Entry(made.entries[0].key, value)), node.span)


def _kind(plural: str) -> str:
    """The kind that a plural name suggests: ``storage-policies`` → ``StoragePolicy``."""
    word = plural
    if word.endswith("ies") and len(word) > len("ties"):
        word = word[:-3] + "y"
    elif word.endswith(("ses", "xes", "zes", "ches", "shes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return "".join(part[:1].upper() + part[1:] for part in word.split("-"))


def _conditions(node: Node, report: Report, key: str = "") -> Node:
    """A schema, or what holds one, with ``items`` for every list of conditions that has none."""
    if isinstance(node, Sequence):
        return Sequence(tuple(_conditions(item, report) for item in node.items), node.span)
    if not isinstance(node, Mapping):
        return node
    kind = node.get("type")
    if key == "conditions" and isinstance(kind, Scalar) and kind.value == "array" and not _stated(node, "items"):
        report.warning(
            "crd-completed",
            "conditions is a list without items: those of metav1.Condition are supplied, one of each type",
            kind.span,
            hint="write items: {type: object, …}, x-kubernetes-list-type: map and x-kubernetes-list-map-keys: [type]",
        )
        filled = _added(node, "items", condition())
        if not _stated(node, "x-kubernetes-list-type") and not _stated(node, "x-kubernetes-list-map-keys"):
            # One of each type is what conditions mean everywhere.
            filled = _added(filled, "x-kubernetes-list-type", "map")
            filled = _added(filled, "x-kubernetes-list-map-keys", ["type"])
        return filled
    entries = [Entry(entry.key, _conditions(entry.value, report, entry.key.value)) for entry in node.entries]
    return Mapping(tuple(entries), node.span)


def condition() -> dict[str, Any]:
    """The schema of ``metav1.Condition``."""
    flattener = Flattener(lambda ident: known.schema(*ident) or {}, lambda *_: None, lambda _: None, lambda *_: None)
    return flattener.type((known.META_V1, "Condition"))


def normalised(data: dict[str, Any]) -> dict[str, Any]:
    """The document as controller-gen would write it: its annotation, all names, and the properties every object has."""
    out: dict[str, Any] = copied(data)
    out.pop("status", None)
    metadata, spec = out["metadata"], out["spec"]
    for key in _OF_SERVERS:
        metadata.pop(key, None)
    # It says whose schema this is: what stands here is what this version would write, whoever wrote it first.
    metadata["annotations"] = {**(metadata.get("annotations") or {}), VERSION_ANNOTATION: CONTROLLER_GEN}
    names = spec["names"]
    names["listKind"] = names.get("listKind") or names["kind"] + "List"
    names["singular"] = names.get("singular") or names["kind"].lower()
    meta = known.schema(known.META_V1, "TypeMeta") or {}
    for version in spec["versions"]:
        properties = version["schema"]["openAPIV3Schema"].setdefault("properties", {})
        for key in ("apiVersion", "kind"):
            properties.setdefault(key, copied(meta["properties"][key]))
        properties.setdefault("metadata", {"type": "object"})
    cleaned: dict[str, Any] = without_nulls(out)
    for version in cleaned["spec"]["versions"]:
        _tidy(version["schema"]["openAPIV3Schema"])
    return cleaned


def _tidy(schema: Any) -> None:
    """Required names in order and descriptions without blanks at their ends, as controller-gen has them."""
    if isinstance(schema, list):
        for item in schema:
            _tidy(item)
    if not isinstance(schema, dict):
        return
    if isinstance(schema.get("required"), list):
        schema["required"] = sorted(set(schema["required"]))
    if isinstance(schema.get("description"), str):
        schema["description"] = "\n".join(line.rstrip() for line in schema["description"].strip("\n").split("\n"))
        if not schema["description"]:
            del schema["description"]
    for key, item in schema.items():
        if key in ("items", "additionalProperties", "not", "allOf", "anyOf", "oneOf"):
            _tidy(item)
        elif key == "properties" and isinstance(item, dict):
            for below in item.values():
                _tidy(below)


def without_nulls(value: Any) -> Any:
    """A value without keys that have null behind them: to Kubernetes they are not there. Defaults keep theirs."""
    if isinstance(value, dict):
        return {
            key: item if key in ("default", "example", "enum") else without_nulls(item)
            for key, item in value.items()
            if item is not None
        }
    return [without_nulls(item) for item in value] if isinstance(value, list) else value
