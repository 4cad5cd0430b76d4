"""A sample object of each custom resource, in ``config/samples/``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scaffold.checked import ApiPackage, CheckedCrd
from scaffold.golang import ast
from scaffold.golang.known import META_V1
from scaffold.kinds.base import Context
from scaffold.naming import sample_path
from scaffold.tree import Mark, OutFile, Owner

_KNOWN = {(META_V1, "Duration"): "1h", (META_V1, "MicroTime"): "2026-01-01T00:00:00.000000Z"}
"""What Go reads from text that the schema says less of."""


def files(context: Context) -> Iterator[OutFile]:
    """``config/samples/GROUP_VERSION_KIND.yaml`` of the stored version, or of the first one that is served."""
    if not context.checked.crds:
        return
    from scaffold.kube.emit import dump  # plans without custom resources need none of it

    for crd in context.checked.crds:
        version = _version(crd)
        made = _object(context, crd, version) if version is not None else None
        if version is None or made is None:
            continue
        path = sample_path(crd, version["name"])
        header = "#" + context.header.removeprefix("//")
        file = context.file(path, f"{header}\n{dump(made)}", Owner.GENERATED, context.delivery.crds())
        yield file._replace(spans=(Mark(1, crd.span),))


def _version(crd: CheckedCrd) -> dict[str, Any] | None:
    served = [version for version in crd.document["spec"]["versions"] if version.get("served")]
    return next((version for version in served if version.get("storage")), served[0] if served else None)


def _object(context: Context, crd: CheckedCrd, version: dict[str, Any]) -> dict[str, Any] | None:
    from scaffold.kube.sample import NoSample, Sampler  # as above

    schema = version.get("schema", {}).get("openAPIV3Schema", {})
    properties = {
        name: part
        for name, part in schema.get("properties", {}).items()
        if name not in ("apiVersion", "kind", "metadata", "status")
    }
    required = [name for name in schema.get("required", ()) if name in properties]
    plain = {**schema, "properties": properties, "required": required}
    try:
        body = Sampler(_known(context, crd, version["name"])).value(plain)
    except NoSample as place:
        context.report.note(
            "crd-sample", f"kind {crd.kind} gets no sample: no value was found that {place} accepts", crd.span
        )
        return None
    head = {"apiVersion": f"{crd.group}/{version['name']}", "kind": crd.kind}
    metadata = {"name": f"{crd.kind.lower()}-sample"}
    return {**head, "metadata": metadata, **(body if isinstance(body, dict) else {})}


# --- what the Go types say -------------------------------------------------------------------------------------------


def _known(context: Context, crd: CheckedCrd, version: str) -> dict[tuple[str, ...], Any]:
    """The values of `_KNOWN` at the places of a kind where its Go types ask for them."""
    packages = {api.package.import_path: api for api in context.checked.apis}
    found: dict[tuple[str, ...], Any] = {}
    path = crd.import_paths.get(version, "")
    if path in packages:
        _walk(packages, ast.Name(path, crd.kind, (), crd.span), (), found, 0)
    return found


def _walk(
    packages: dict[str, ApiPackage], t: ast.Type, path: tuple[str, ...], found: dict[tuple[str, ...], Any], depth: int
) -> None:
    if depth > 20:
        return
    match t:
        case ast.Name():
            if (t.qualifier, t.name) in _KNOWN:
                found[path] = _KNOWN[t.qualifier, t.name]
            elif t.qualifier in packages:
                plan = packages[t.qualifier].package.type(t.name)
                if plan is not None:
                    _walk(packages, plan.decl.type, path, found, depth + 1)
        case ast.Pointer():
            _walk(packages, t.elem, path, found, depth + 1)
        case ast.Slice() | ast.Array():
            _walk(packages, t.elem, (*path, "[]"), found, depth + 1)
        case ast.Map():
            _walk(packages, t.value, (*path, "{}"), found, depth + 1)
        case ast.Struct():
            from scaffold.kube.tags import json_tag  # as above

            for field in t.fields:
                tag = json_tag(field.tag.value)
                if tag is not None and not tag.skipped:
                    below = path if tag.inline else (*path, tag.name)
                    _walk(packages, field.type, below, found, depth + 1)
