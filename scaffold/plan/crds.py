"""The shapes of custom resources: the short form, a whole document, Go types."""

from __future__ import annotations

from typing import Any

from scaffold.golang import ast
from scaffold.model import Crd, CrdDocument, CrdGo, CrdVersion, PrinterColumn, Scale
from scaffold.node import Mapping, Node, Scalar, is_nothing
from scaffold.plan.go_code import go_blocks, imports
from scaffold.plan.go_types import field_shape, fields_of, type_plan
from scaffold.plan.records import (
    Fields,
    Key,
    Reading,
    Shape,
    custom,
    doc_text,
    either,
    flag,
    integer,
    list_of,
    raw,
    record,
    text,
    word,
)
from scaffold.source import Span, Word

_SCALE: Shape[Scale] = record(
    "the scale subresource",
    lambda f: Scale(f["spec_replicas"], f["status_replicas"], f["label_selector"], f.span),
    {
        "spec_replicas": Key(
            word,
            aliases=("spec_replicas_path", "specReplicasPath"),
            doc="JSON path of the wanted replicas; default .spec.replicas.",
        ),
        "status_replicas": Key(
            word,
            aliases=("status_replicas_path", "statusReplicasPath"),
            doc="JSON path of the present replicas; default .status.replicas.",
        ),
        "label_selector": Key(
            word, aliases=("label_selector_path", "labelSelectorPath"), doc="JSON path of the selector."
        ),
    },
)

_SUBRESOURCES: Shape[Fields] = record(
    "the subresources",
    lambda f: f,
    {
        "status": Key(
            either(flag, record("the status subresource", lambda f: True, {})),
            default=None,
            doc="Whether the status is written apart from the spec.",
        ),
        "scale": Key(_SCALE, doc="Paths of the scale subresource."),
    },
)

_COLUMN: Shape[PrinterColumn] = record(
    "a printer column",
    lambda f: PrinterColumn(f["name"], f["type"], f["path"], f["format"], f["description"], f["priority"] or 0, f.span),
    {
        "name": Key(word, required=True, doc="Heading of the column."),
        "type": Key(word, required=True, doc="integer, number, string, boolean or date."),
        "path": Key(word, required=True, aliases=("json_path", "jsonPath"), doc="JSON path of the value."),
        "format": Key(text, doc="OpenAPI format."),
        "description": Key(text, doc="What the column tells."),
        "priority": Key(integer(0, 2**31 - 1), doc="Above 0: only in wide output."),
    },
)

_PER_VERSION: dict[str, Key[Any]] = {
    "spec": Key(list_of(field_shape), default=None, doc="Fields of the spec."),
    "status": Key(list_of(field_shape), default=None, doc="Fields of the status."),
    "types": Key(list_of(type_plan), default=None, doc="Nested types."),
    "subresources": Key(_SUBRESOURCES, doc="status: true, scale: {…}."),
    "printer_columns": Key(list_of(_COLUMN), default=None, doc="Columns of kubectl get."),
    "served": Key(flag, default=True, doc="Whether the version is served; default true."),
    "storage": Key(flag, doc="Whether objects are stored in this version."),
    "deprecated": Key(flag, default=False, doc="Whether clients are warned."),
    "deprecation_warning": Key(text, doc="What they are told."),
}

_VERSION: Shape[Any] = either(
    word,
    record("a version", lambda f: f, {"name": Key(word, required=True, doc="v1, v1alpha1 …"), **_PER_VERSION}),
)

_CRD: Shape[Fields] = record(
    "a custom resource",
    lambda f: f,
    {
        "kind": Key(word, required=True, doc="The kind, in CamelCase."),
        "group": Key(word, doc="API group, a domain name."),
        "version": Key(word, doc="Its only version."),
        "versions": Key(list_of(_VERSION), default=None, doc="Its versions, exactly one of them stored."),
        "plural": Key(word, doc="Plural name; derived by default."),
        "singular": Key(word, doc="Singular name; derived by default."),
        "list_kind": Key(word, doc="Kind of its lists; derived by default."),
        "scope": Key(word, doc="Namespaced (default) or Cluster."),
        "short_names": Key(list_of(word, single=True), doc="Short names for kubectl."),
        "categories": Key(list_of(word, single=True), doc="Groups of resources it belongs to."),
        "doc": Key(doc_text, doc="Doc comment."),
        "imports": Key(imports, doc="Names of third-party packages used in types."),
        "conversion": Key(raw, doc="Conversion between versions: {webhook: {…}}."),
        "was": Key(word, doc="The kind's former name."),
        **_PER_VERSION,
    },
)

_CRD_GO: Shape[CrdGo] = record(
    "custom resources in Go",
    lambda f: CrdGo(f["group"], f["version"], f["go"], f.span, tuple(f["types"] or ())),
    {
        "go": Key(go_blocks, required=True, doc="Go types with kubebuilder markers."),
        "group": Key(word, doc="API group."),
        "version": Key(word, doc="Version."),
        "types": Key(list_of(type_plan), default=None, doc="Values of enumerations that the Go declares."),
    },
)


def _half(kind: Word, what: str, own: Fields | None, shared: Fields) -> ast.TypeDecl | None:
    """``<Kind>Spec`` or ``<Kind>Status``: the version's own fields, or those of all versions."""
    fields = own if own is not None and own.has(what) else shared
    if not fields.has(what):
        return None
    at = fields.word(what).span
    body = ast.Struct(fields_of(fields[what] or ()), at)
    name = f"{kind.value}{what.capitalize()}"
    return ast.TypeDecl(name, (), body, False, ast.NO_TEXT, ast.NO_TEXT, at)


def _version(name: Word, own: Fields | None, shared: Fields, only: bool, span: Span) -> CrdVersion:
    kind: Word = shared["kind"]

    def either_of(key: str) -> Any:
        return own[key] if own is not None and own.has(key) else shared[key]

    subresources = either_of("subresources")
    status = _half(kind, "status", own, shared)
    flagged = subresources["status"] if isinstance(subresources, Fields) else None
    storage = own["storage"] if own is not None else shared["storage"] if only else None
    return CrdVersion(
        name=name,
        served=bool(either_of("served")),
        storage=only if storage is None else bool(storage),
        deprecated=bool(either_of("deprecated")),
        deprecation_warning=str(either_of("deprecation_warning") or ""),
        spec=_half(kind, "spec", own, shared),
        status=status,
        types=tuple(either_of("types") or ()),
        printer_columns=tuple(either_of("printer_columns") or ()),
        # Who declares a status wants to write it apart from the spec, as every controller does.
        status_subresource=status is not None if flagged is None else bool(flagged),
        scale=subresources["scale"] if isinstance(subresources, Fields) else None,
        span=span,
    )


def _short(node: Node, reading: Reading) -> Crd | None:
    fields = _CRD.read(node, reading)
    if fields is None:
        return None
    kind: Word = fields["kind"]
    if fields.has("version") and fields.has("versions"):
        reading.error(
            "crd-versions",
            f"{kind.value} has both version and versions",
            fields.word("versions").span,
            "keep one of them",
        )
    versions: list[CrdVersion] = []
    stated = fields["versions"]
    if fields["version"] is not None and not fields.has("versions"):
        versions.append(_version(fields["version"], None, fields, True, fields["version"].span))
    for entry in stated or ():
        name, own = (entry, None) if isinstance(entry, Word) else (entry["name"], entry)
        versions.append(_version(name, own, fields, len(stated) == 1, name.span))
    conversion = fields["conversion"]
    if fields.has("conversion") and not isinstance(conversion, Mapping) and not is_nothing(conversion):
        reading.error("wrong-type", "expected a mapping", conversion.span, "conversion: {webhook: {…}}")
    return Crd(
        kind=kind,
        group=fields["group"],
        plural=fields["plural"],
        singular=fields["singular"],
        list_kind=fields["list_kind"],
        scope=fields["scope"],
        short_names=fields["short_names"],
        categories=fields["categories"],
        doc=fields["doc"],
        imports=fields["imports"] or (),
        versions=tuple(versions),
        conversion=conversion if isinstance(conversion, Mapping) else None,
        was=fields["was"],
        span=kind.span,
        extent=fields.span,
    )


def _check_types(crd: CrdGo | None, reading: Reading) -> CrdGo | None:
    """Custom resources in Go whose `types` add values to types that it declares, and nothing else."""
    if crd is None or not crd.types:
        return crd
    declared = {
        decl.name for fragment in crd.fragments for decl in fragment.parsed.decls if isinstance(decl, ast.TypeDecl)
    }
    for plan in crd.types:
        if plan.decl.name not in declared or not plan.values:
            message = f"{plan.decl.name} is no enumeration of this entry's Go"
            reading.error("type-form", message, plan.decl.span, "declare it in `go`, and give its values here")
    return crd


def _read(node: Node, reading: Reading) -> Crd | CrdDocument | CrdGo | None:
    if isinstance(node, Mapping):
        kind = node.get("kind")
        if node.get("apiVersion") is not None or (
            isinstance(kind, Scalar) and kind.value == "CustomResourceDefinition"
        ):
            return CrdDocument(node)
        if node.get("go") is not None:
            return _check_types(_CRD_GO.read(node, reading), reading)
    return _short(node, reading)


crd: Shape[Crd | CrdDocument | CrdGo] = custom("a custom resource", _read, (_CRD, _CRD_GO, raw))
