"""The short form of a custom resource: its Go types and its CustomResourceDefinition."""

from __future__ import annotations

from typing import Any

from scaffold.checked import CheckedCrd
from scaffold.diagnostics import Report
from scaffold.kube import plurals
from scaffold.kube.advice import advise
from scaffold.kube.crd import Column, KindOptions, custom_resource
from scaffold.kube.declared import Lookup
from scaffold.kube.flatten import plain
from scaffold.kube.locate import Path, to_json, to_node
from scaffold.kube.markers import quoted
from scaffold.kube.schema import Builder
from scaffold.kube.validate import validate
from scaffold.model import Crd, CrdVersion, Generate, TypePlan
from scaffold.node import Mapping as NodeMapping
from scaffold.source import Span


def enum_markers(type_: TypePlan, is_text: bool) -> tuple[str, ...]:
    """The marker that makes the values of an enumeration an ``enum``; `is_text`: its underlying type is string."""
    if not type_.values:
        return ()
    if is_text:
        values = [quoted(value.value.value) for value in type_.values]
    else:
        values = [str(number) for number in type_.numbers]
    return ("+kubebuilder:validation:Enum=" + ";".join(values),)


def make(
    crd: Crd,
    group: str,
    import_paths: dict[str, str],
    lookup: Lookup,
    builder: Builder,
    generate: Generate,
    report: Report,
) -> CheckedCrd | None:
    """The checked resource; None where it has no versions."""
    if not crd.versions:
        return None
    made = custom_resource(
        group,
        crd.kind.value,
        import_paths.items(),
        lookup,
        builder,
        report,
        max_description=generate.max_description,
    )
    if crd.list_kind is not None and crd.list_kind.value != made["spec"]["names"]["listKind"]:
        made["spec"]["names"]["listKind"] = crd.list_kind.value
        _beyond("spec.names.listKind", crd.list_kind.span, report)
    if not _is_served(crd):
        for version in made["spec"]["versions"]:
            version["served"] = False
        _beyond("served: false of every version", crd.kind.span, report)
    places = _places(crd, made)
    node = to_node(made, crd.kind.span, places)
    assert isinstance(node, NodeMapping)
    if crd.conversion is not None:
        made["spec"]["conversion"] = _conversion(crd.conversion)
        _beyond("spec.conversion", crd.conversion.span, report)
        node = _with_conversion(node, crd.conversion)
    found = Report()
    if validate(node, found):
        advise(node, report, pasted=False)
    for diagnostic in found:
        # The object's name is made of the plural and the group, and those are told of where they stand.
        if diagnostic.code != "crd-name":
            report.add(diagnostic)
    return CheckedCrd(
        crd=crd,
        group=group,
        import_paths=import_paths,
        kind=crd.kind.value,
        plural=made["spec"]["names"]["plural"],
        document=plain(made),
        span=crd.kind.span,
    )


def _beyond(path: str, span: Span, report: Report) -> None:
    """Says what no marker says, and controller-gen would so not make of the Go types."""
    report.note("crd-beyond-go", f"Go types cannot say {path} as it stands here; the YAML keeps it", span)


def _is_served(crd: Crd) -> bool:
    return any(version.served for version in crd.versions)


def kind_options(crd: Crd, version: CrdVersion) -> KindOptions:
    """What the plan says of a version of a kind beside its types."""
    plural = crd.plural.value if crd.plural is not None else plurals.plural(crd.kind.value)
    scale = None
    if version.scale is not None:
        spec, status, selector = (
            version.scale.spec_replicas,
            version.scale.status_replicas,
            version.scale.label_selector,
        )
        scale = (
            spec.value if spec else ".spec.replicas",
            status.value if status else ".status.replicas",
            selector.value if selector else "",
        )
    return KindOptions(
        plural=plural,
        singular=crd.singular.value if crd.singular is not None else "",
        short_names=tuple(word.value for word in crd.short_names),
        categories=tuple(word.value for word in crd.categories),
        scope=crd.scope.value if crd.scope is not None else "",
        status=version.status_subresource,
        scale=scale,
        columns=tuple(
            Column(
                column.name.value,
                column.type.value,
                column.path.value,
                column.description,
                column.format,
                column.priority,
            )
            for column in version.printer_columns
        ),
        storage=version.storage,
        # controller-gen takes no kind without a served version.
        served=version.served or not _is_served(crd),
        deprecated=version.deprecated,
        deprecation_warning=version.deprecation_warning,
    )


def _places(crd: Crd, made: dict[str, Any]) -> dict[Path, Span]:
    """Where the plan says what the CRD says, as far as it is not in a schema."""
    out: dict[Path, Span] = {}
    spans: dict[Path, Any] = {
        ("spec", "group"): crd.group,
        ("spec", "scope"): crd.scope,
        ("spec", "names", "kind"): crd.kind,
        ("spec", "names", "plural"): crd.plural,
        ("spec", "names", "singular"): crd.singular,
        ("spec", "names", "listKind"): crd.list_kind,
    }
    out.update({path: word.span for path, word in spans.items() if word is not None})
    for key, words in (("shortNames", crd.short_names), ("categories", crd.categories)):
        out.update({("spec", "names", key, at): word.span for at, word in enumerate(words)})
    named = {version.name.value: version for version in crd.versions}
    for at, version in enumerate(made["spec"]["versions"]):
        _version_places(out, ("spec", "versions", at), named[version["name"]])
    return out


def _version_places(out: dict[Path, Span], base: Path, version: CrdVersion) -> None:
    out[base] = version.span
    out[(*base, "name")] = version.name.span
    for at, column in enumerate(version.printer_columns):
        place = (*base, "additionalPrinterColumns", at)
        out[place] = column.span
        for key, word in (("name", column.name), ("type", column.type), ("jsonPath", column.path)):
            out[(*place, key)] = word.span
    if version.scale is None:
        return
    place = (*base, "subresources", "scale")
    out[place] = version.scale.span
    for key, path in (
        ("specReplicasPath", version.scale.spec_replicas),
        ("statusReplicasPath", version.scale.status_replicas),
        ("labelSelectorPath", version.scale.label_selector),
    ):
        if path is not None:
            out[(*place, key)] = path.span


def _conversion(node: NodeMapping) -> Any:
    """The plan's conversion stanza as Kubernetes has it: a webhook means the strategy Webhook."""
    data = to_json(node)
    assert isinstance(data, dict)
    return {"strategy": "Webhook", **data} if "webhook" in data else data


def _with_conversion(node: NodeMapping, conversion: NodeMapping) -> NodeMapping:
    from scaffold.node import Entry  # only resources with several versions come here

    stated = to_node(_conversion(conversion), conversion.span, {})
    assert isinstance(stated, NodeMapping)
    kept = {entry.key.value: entry for entry in conversion.entries}
    merged = NodeMapping(tuple(kept.get(entry.key.value, entry) for entry in stated.entries), conversion.span)
    entries = []
    for entry in node.entries:
        if entry.key.value == "spec" and isinstance(entry.value, NodeMapping):
            key = entry.key._replace(text=entry.key.text)
            more = Entry(to_node("conversion", conversion.span, {}), merged)  # type: ignore[arg-type]  # a leaf
            entries.append(Entry(key, NodeMapping((*entry.value.entries, more), entry.value.span)))
        else:
            entries.append(entry)
    return NodeMapping(tuple(entries), node.span)
