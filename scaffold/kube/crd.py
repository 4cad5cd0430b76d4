"""The CustomResourceDefinition object, as controller-gen v0.23.0 makes it of the kind's Go type and its markers.

Source: ``pkg/crd/spec.go`` and ``pkg/crd/markers/crd.go`` of controller-tools v0.23.0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from scaffold.diagnostics import Report
from scaffold.kube.declared import Lookup
from scaffold.kube.description import truncated
from scaffold.kube.flatten import Schema, copied
from scaffold.kube.marker_table import TYPE
from scaffold.kube.markers import Marker, marker_line, read_markers, synthetic
from scaffold.kube.plurals import plural
from scaffold.kube.schema import Builder

CONTROLLER_GEN = "v0.23.0"
"""The version of controller-gen whose output this package writes."""
VERSION_ANNOTATION = "controller-gen.kubebuilder.io/version"
ROOT_MARKER = "+kubebuilder:object:root=true"
"""The marker of a type that is an object of Kubernetes: a kind, or its list."""


class Column(NamedTuple):
    """A printer column."""

    name: str
    type: str
    path: str
    description: str = ""
    format: str = ""
    priority: int = 0


class KindOptions(NamedTuple):
    """What a plan says of one version of a kind beside its types, to be written as markers above the kind's type."""

    plural: str
    singular: str = ""
    short_names: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    scope: str = "Namespaced"
    status: bool = False
    scale: tuple[str, str, str] | None = None
    columns: tuple[Column, ...] = ()
    storage: bool = True
    served: bool = True
    deprecated: bool = False
    deprecation_warning: str = ""


def kind_markers(options: KindOptions) -> tuple[str, ...]:
    """The marker lines above a kind's type that say what `options` say."""
    lines = [ROOT_MARKER]
    if options.status:
        lines.append("+kubebuilder:subresource:status")
    if options.scale is not None:
        spec, status, selector = options.scale
        paths = {"specpath": spec, "statuspath": status, "selectorpath": selector}
        lines.append(marker_line("kubebuilder:subresource:scale", paths))
    names = {
        "path": options.plural,
        "singular": options.singular,
        "shortName": options.short_names,
        "categories": options.categories,
        "scope": options.scope,
    }
    lines.append(marker_line("kubebuilder:resource", names))
    for column in options.columns:
        arguments = {
            "name": column.name,
            "type": column.type,
            "JSONPath": column.path,
            "description": column.description,
            "format": column.format,
            "priority": column.priority or None,
        }
        lines.append(marker_line("kubebuilder:printcolumn", arguments))
    if options.storage:
        lines.append("+kubebuilder:storageversion")
    if not options.served:
        lines.append("+kubebuilder:unservedversion")
    if options.deprecated:
        lines.append(marker_line("kubebuilder:deprecatedversion", {"warning": options.deprecation_warning}))
    return tuple(lines)


_ROOT = """type {kind} struct {{
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty,omitzero"`
{halves}}}
"""
_SPEC = """
	// Spec is the desired state of the {kind}.
	Spec {spec} `json:"spec"`
"""
_STATUS = """
	// Status is the observed state of the {kind}.
	Status {status} `json:"status,omitempty,omitzero"`
"""
_LIST = """// {name} is a list of {kind} objects.
type {name} struct {{
	metav1.TypeMeta `json:",inline"`
	metav1.ListMeta `json:"metadata,omitempty,omitzero"`
	Items           []{kind} `json:"items"`
}}
"""


def root_source(kind: str, spec: str, status: str) -> str:
    """The Go type of a kind; `spec` and `status` name the types of its halves, if it has them."""
    halves = (_SPEC.format(kind=kind, spec=spec) if spec else "") + (
        _STATUS.format(kind=kind, status=status) if status else ""
    )
    return _ROOT.format(kind=kind, halves=halves)


def list_source(kind: str, name: str) -> str:
    """The Go type of a kind's lists."""
    return _LIST.format(kind=kind, name=name)


def custom_resource(
    group: str,
    kind: str,
    versions: Iterable[tuple[str, str]],
    lookup: Lookup,
    builder: Builder,
    report: Report,
    *,
    max_description: int | None = None,
) -> dict[str, Any]:
    """The CRD of a kind: each version with the Go package that declares it. Schemas carry `flatten.PLACE`."""
    spec: dict[str, Any] = {
        "group": group,
        "names": {"kind": kind, "listKind": kind + "List", "plural": plural(kind), "singular": kind.lower()},
        "scope": "Namespaced",
        "versions": [],
    }
    metadata: dict[str, Any] = {"annotations": {VERSION_ANNOTATION: CONTROLLER_GEN}}
    for name, path in sorted(versions):
        declared = lookup(path, kind)
        if declared is None:
            continue
        version: dict[str, Any] = {
            "name": name,
            "served": True,
            "storage": False,
            "schema": {"openAPIV3Schema": _root_schema(builder.flat(path, kind), max_description)},
        }
        spec["versions"].append(version)
        # Those in the doc comment were reported when the schema was made.
        markers = read_markers(declared.decl.doc, TYPE, Report())
        markers += synthetic(declared.markers, declared.decl.span, TYPE)
        for marker in markers:
            action = _ACTIONS.get(marker.name)
            if action is not None:
                action(_Target(metadata, spec, version, report), marker)
    spec["versions"] = [version for version in spec["versions"] if not version.pop("skipped", False)]
    if len(spec["versions"]) == 1:
        spec["versions"][0]["storage"] = True
    metadata["name"] = f"{spec['names']['plural']}.{group}"
    return {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": metadata,
        "spec": spec,
    }


def with_descriptions(document: dict[str, Any], max_description: int | None) -> dict[str, Any]:
    """A CRD with its descriptions cut to that many bytes, as controller-gen cuts them; the same one for None."""
    if max_description is None:
        return document
    made: dict[str, Any] = copied(document)
    for version in made["spec"]["versions"]:
        _truncate(version["schema"]["openAPIV3Schema"], max_description)
    return made


def _root_schema(schema: Schema, max_description: int | None) -> Schema:
    if max_description is not None:
        _truncate(schema, max_description)
    properties = schema.get("properties", {})
    if "metadata" in properties:
        properties["metadata"] = {"type": "object"}
    return schema


def _truncate(value: Any, limit: int, *, schema: bool = True) -> None:
    """Shorten the descriptions of a schema and those below it; values such as defaults stay."""
    if isinstance(value, list):
        for item in value:
            _truncate(item, limit)
    if not isinstance(value, dict):
        return
    if schema and isinstance(value.get("description"), str):
        value["description"] = truncated(value["description"], limit)
        if not value["description"]:
            del value["description"]
    for key, item in value.items():
        if not schema or key in ("items", "additionalProperties", "not", "allOf", "anyOf", "oneOf"):
            _truncate(item, limit)
        elif key == "properties":
            _truncate(item, limit, schema=False)


class _Target(NamedTuple):
    """What the markers of a kind change."""

    metadata: dict[str, Any]
    spec: dict[str, Any]
    version: dict[str, Any]
    report: Report


def _subresources(target: _Target) -> dict[str, Any]:
    found: dict[str, Any] = target.version.setdefault("subresources", {})
    return found


def _status(target: _Target, marker: Marker) -> None:
    _subresources(target)["status"] = {}


def _scale(target: _Target, marker: Marker) -> None:
    paths = {
        "specReplicasPath": marker.value["specpath"],
        "statusReplicasPath": marker.value["statuspath"],
    }
    if "selectorpath" in marker.value:
        paths["labelSelectorPath"] = marker.value["selectorpath"]
    _subresources(target)["scale"] = paths


def _column(target: _Target, marker: Marker) -> None:
    # controller-gen makes the (empty) subresources along with the first column.
    _subresources(target)
    value = marker.value
    column = {"name": value["name"], "type": value["type"], "jsonPath": value["JSONPath"]}
    column.update({key: value[key] for key in ("description", "format", "priority") if value.get(key)})
    target.version.setdefault("additionalPrinterColumns", []).append(column)


def _resource(target: _Target, marker: Marker) -> None:
    value, names = marker.value, target.spec["names"]
    if value.get("path"):
        names["plural"] = value["path"]
    if value.get("singular"):
        names["singular"] = value["singular"]
    for key, argument in (("shortNames", "shortName"), ("categories", "categories")):
        names.pop(key, None)
        if value.get(argument):
            names[key] = value[argument]
    target.spec["scope"] = value.get("scope") or "Namespaced"


def _storage(target: _Target, marker: Marker) -> None:
    target.version["storage"] = True


def _unserved(target: _Target, marker: Marker) -> None:
    target.version["served"] = False


def _skip(target: _Target, marker: Marker) -> None:
    target.version["skipped"] = True


def _deprecated(target: _Target, marker: Marker) -> None:
    target.version["deprecated"] = True
    if "warning" in (marker.value or {}):
        target.version["deprecationWarning"] = marker.value["warning"]


def _metadata(target: _Target, marker: Marker) -> None:
    for key in ("annotations", "labels"):
        for pair in marker.value.get(key, ()):
            name, equals, text = pair.partition("=")
            if not equals:
                target.report.error("crd-marker", f"{pair!r} is not in the form key=value", marker.span)
            else:
                target.metadata.setdefault(key, {})[name] = text


def _selectable(target: _Target, marker: Marker) -> None:
    target.version.setdefault("selectableFields", []).append({"jsonPath": marker.value["JSONPath"]})


_ACTIONS: dict[str, Callable[[_Target, Marker], None]] = {
    "kubebuilder:subresource:status": _status,
    "kubebuilder:subresource:scale": _scale,
    "kubebuilder:printcolumn": _column,
    "kubebuilder:resource": _resource,
    "kubebuilder:storageversion": _storage,
    "kubebuilder:unservedversion": _unserved,
    "kubebuilder:skipversion": _skip,
    "kubebuilder:deprecatedversion": _deprecated,
    "kubebuilder:metadata": _metadata,
    "kubebuilder:selectablefield": _selectable,
}
