"""Custom resources in the forms of manifests, kubebuilder and OpenAPI."""

from __future__ import annotations

from scaffold.fixes import Edit
from scaffold.node import Entry, Mapping, Node, Scalar, Sequence
from scaffold.plan.natural.fields import Fields
from scaffold.plan.natural.findings import Findings, View
from scaffold.plan.natural.imports import Imports
from scaffold.plan.natural.synonyms import plain_key
from scaffold.plan.natural.types import Types
from scaffold.plan.natural.yaml_edits import Edits, one_pair
from scaffold.plan.shapes import shown
from scaffold.plan.yaml_scalars import on_one_line


class Crds:
    """The walk over `crds`."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.yaml = findings.yaml
        self.fields = Fields(findings, of_resource=True)

    def entries(self, node: Node) -> None:
        """What stands under `crds`."""
        if isinstance(node, Mapping) and _is_resource(node):
            self.findings.one_record(node, "crds")
            self._resource(node)
        elif isinstance(node, Mapping):
            edits = self.yaml.itemize(node, lambda _entry, _flow: None, _kind)
            self.findings.add("wrong-type", "crds is a list, and this is a mapping", node, "make it a list", edits)
            for entry in node.entries:
                if isinstance(entry.value, Mapping):
                    self._resource(entry.value)
        elif isinstance(node, Sequence):
            for item in node.items:
                if isinstance(item, Mapping):
                    self._resource(item)

    def _resource(self, node: Mapping) -> None:
        kind = node.get("kind")
        if node.get("go") is not None or (isinstance(kind, Scalar) and kind.value == "CustomResourceDefinition"):
            return
        api = next((entry for entry in node.entries if entry.key.value == "apiVersion"), None)
        if api is not None:
            self._api_version(node, api)
        view = self.findings.view(node, "crd", frozenset(("api_version",)))
        self._version(node, view)
        versions = view.get("versions")
        if versions is not None and isinstance(versions.value, Sequence):
            for item in versions.value.items:
                if isinstance(item, Mapping):
                    self._version(item, self.findings.view(item, "crd version"))

    def _api_version(self, node: Mapping, entry: Entry) -> None:
        """``apiVersion: GROUP/VERSION`` of a resource's short form."""
        if not isinstance(entry.value, Scalar):
            return
        group, slash, version = entry.value.value.partition("/")
        edits: Edits | None = None
        if slash and node.get("group") is None and node.get("version") is None:
            gap = ", " if self.yaml.is_flow(node) else "\n" + " " * self.yaml.column(entry.key.span.start)
            written = f"group: {group}{gap}version: {version}"
            edits = [Edit(entry.key.span.start, self.yaml.entry_end(entry), written)]
        message = "a custom resource has no key apiVersion: here it is group and version"
        self.findings.add("unknown-key", message, entry.key, "write group and version", edits)

    def _version(self, node: Mapping, view: View) -> None:
        """What a version has, or all of them."""
        if "imports" in view:
            Imports(self.findings).entries(node, view["imports"])
        for half in ("spec", "status"):
            if half in view:
                self._half(half, view[half])
        if "types" in view:
            Types(self.findings).entries(view["types"].value)
        if "printer_columns" in view:
            self._columns(view["printer_columns"].value)

    def _half(self, half: str, entry: Entry) -> None:
        """The fields of a spec or a status."""
        pair = one_pair(entry.value)
        if pair is None or plain_key(pair.key.value) not in ("fields", "properties", "props"):
            self.fields.entries(entry.value, half)
            return
        edits: Edits | None = None
        start = pair.key.span.start
        if self.yaml.is_flow(entry.value):
            edits = [
                Edit(entry.value.span.start, pair.value.span.start, ""),
                Edit(pair.value.span.end, entry.value.span.end, ""),
            ]
        elif self.yaml.begins_line(start) and not self.yaml.is_flow(pair.value):
            edits = [Edit(self.yaml.line_start(start), self.yaml.next_line(start), "")]
        message = f"{half} is its fields, without a key {shown(pair.key.value)}"
        self.findings.add("wrong-type", message, pair.key, "take the key out", edits)

    def _columns(self, node: Node) -> None:
        """The columns of ``kubectl get``."""
        if isinstance(node, Mapping):
            edits = self.yaml.itemize(node, _column)
            message = "printer_columns is a list, and this is a mapping"
            self.findings.add("wrong-type", message, node, "make it a list", edits)
        elif isinstance(node, Sequence):
            for item in node.items:
                if isinstance(item, Mapping):
                    self.findings.view(item, "printer column")


def _is_resource(node: Mapping) -> bool:
    return node.get("kind") is not None and (node.get("group") is not None or node.get("spec") is not None)


def _kind(entry: Entry) -> list[str] | None:
    """The kind of a resource that stands behind it."""
    own = entry.value.get("kind") if isinstance(entry.value, Mapping) else None
    return [] if own is not None else [f"kind: {on_one_line(entry.key.value, entry.key.plain, True)}"]


def _column(entry: Entry, flow: bool) -> str | None:
    """``Phase: .status.phase`` as a column."""
    del flow
    if not isinstance(entry.value, Scalar) or not entry.value.value.startswith("."):
        return None
    name, path = (on_one_line(text, True, True) for text in (entry.key.value, entry.value.value))
    return f"{{name: {name}, type: string, path: {path}}}"
