"""Whole CustomResourceDefinitions as Go: the types of each version, and what a definition says that they cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from scaffold.check.crds_document import condition
from scaffold.diagnostics import Report
from scaffold.golang import ast
from scaffold.kube.crd import VERSION_ANNOTATION, Column, KindOptions, kind_markers
from scaffold.kube.fromschema import FromSchema
from scaffold.kube.locate import Path
from scaffold.kube.markers import marker_line
from scaffold.node import Mapping, Node, Sequence
from scaffold.source import Span

_SHOWN = 20
"""Differences that are told one by one."""


def version_types(
    data: dict[str, Any], version: dict[str, Any], span: Span, taken: Callable[[str], bool], *, dangerous: bool
) -> list[ast.TypeDecl]:
    """The types of a version of a definition, the kind's own last."""
    kind = data["spec"]["names"]["kind"]
    maker = FromSchema(kind, span, taken, condition(), dangerous=dangerous)
    return maker.kind(version["schema"]["openAPIV3Schema"], _markers(data, version))


def _markers(data: dict[str, Any], version: dict[str, Any]) -> list[str]:
    """The markers above the kind's type."""
    spec, names = data["spec"], data["spec"]["names"]
    scale = (version.get("subresources") or {}).get("scale")
    singular = names.get("singular", "")
    options = KindOptions(
        plural=names["plural"],
        singular=singular if singular != names["kind"].lower() else "",
        short_names=tuple(names.get("shortNames", ())),
        categories=tuple(names.get("categories", ())),
        scope=spec.get("scope", "Namespaced"),
        status="status" in (version.get("subresources") or {}),
        scale=None
        if scale is None
        else (scale["specReplicasPath"], scale["statusReplicasPath"], scale.get("labelSelectorPath", "")),
        columns=tuple(
            Column(
                column["name"],
                column["type"],
                column["jsonPath"],
                column.get("description", ""),
                column.get("format", ""),
                column.get("priority", 0),
            )
            for column in version.get("additionalPrinterColumns", ())
        ),
        storage=bool(version.get("storage")),
        # controller-gen takes no definition without a served version.
        served=bool(version.get("served")) or not any(one.get("served") for one in spec["versions"]),
        deprecated=bool(version.get("deprecated")),
        deprecation_warning=version.get("deprecationWarning", ""),
    )
    lines = list(kind_markers(options))
    for field in version.get("selectableFields", ()):
        lines.append(marker_line("kubebuilder:selectablefield", {"JSONPath": field["jsonPath"]}))
    metadata = data["metadata"]
    pairs = {
        key: [f"{name}={text}" for name, text in (metadata.get(key) or {}).items() if name != VERSION_ANNOTATION]
        for key in ("annotations", "labels")
    }
    if any(pairs.values()):
        lines.append(marker_line("kubebuilder:metadata", pairs))
    return lines


# --- what Go cannot say ----------------------------------------------------------------------------------------------


def report_beyond_go(document: Mapping, data: dict[str, Any], made: dict[str, Any], report: Report) -> None:
    """List what a definition says that controller-gen would not make of the Go types."""
    found = list(_differences(data, made, ()))
    for path in found[:_SHOWN]:
        shown = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
        report.note(
            "crd-beyond-go",
            f"Go types cannot say {shown} as it stands here; the YAML keeps it",
            _place(document, path),
        )
    if len(found) > _SHOWN:
        more = len(found) - _SHOWN
        report.note("crd-beyond-go", f"{more} more places that Go types cannot say; the YAML keeps them", document.span)


def _differences(want: Any, got: Any, path: Path) -> Iterator[Path]:
    if isinstance(want, dict) and isinstance(got, dict):
        for key in sorted({*want, *got}):
            if key not in got or key not in want:
                yield (*path, key)
            else:
                yield from _differences(want[key], got[key], (*path, key))
    elif isinstance(want, list) and isinstance(got, list) and len(want) == len(got):
        for at, (mine, other) in enumerate(zip(want, got, strict=True)):
            yield from _differences(mine, other, (*path, at))
    elif want != got or isinstance(want, bool) != isinstance(got, bool):
        yield path


def _place(node: Node, path: Path) -> Span:
    """Where the document says what stands at a path; where it says nothing, what lies around it."""
    span = node.span
    for part in path:
        if isinstance(node, Mapping):
            entry = next((entry for entry in node.entries if entry.key.value == part), None)
            if entry is None:
                return span
            span, node = entry.key.span, entry.value
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
            span = node.span
        else:
            return span
    return span
