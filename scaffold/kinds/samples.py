"""A sample object of each custom resource, in ``config/samples/``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from scaffold.checked import ApiPackage, CheckedCrd
from scaffold.golang import ast
from scaffold.golang.known import META_V1
from scaffold.kinds.base import Context
from scaffold.naming import sample_path
from scaffold.tree import Mark, OutFile, Owner

if TYPE_CHECKING:
    from scaffold.kube.budget import Budget
    from scaffold.kube.sample import Sampler

_KNOWN = {(META_V1, "Duration"): "1h", (META_V1, "MicroTime"): "2026-01-01T00:00:00.000000Z"}
"""What Go reads from text that the schema says less of."""

_WORK, _LEAST_WORK = 2_000_000, 30_000
"""The budget of all kinds of a plan together, and what each of them has whatever the others took."""
_HINT = "an example or a default of a field is what a sample has"
_META = ("apiVersion", "kind", "metadata")
_SUBDOMAIN = {
    "minLength": 1,
    "maxLength": 253,
    "pattern": r"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
}
"""What every object's name is held to."""


def files(context: Context) -> Iterator[OutFile]:
    """``config/samples/GROUP_VERSION_KIND.yaml`` of the stored version, or of the first one that is served."""
    if not context.checked.crds:
        return
    # Plans without custom resources need none of it.
    from scaffold.kube.budget import Budget
    from scaffold.kube.emit import dump
    from scaffold.kube.sample import WORK

    pool = Budget(_WORK)
    for crd in context.checked.crds:
        version = _version(crd)
        budget = Budget(max(min(pool.left, WORK), _LEAST_WORK))
        before = budget.left
        made = _object(context, crd, version, budget) if version is not None else None
        pool.spend(before - budget.left)
        if version is None or made is None:
            continue
        path = sample_path(crd, version["name"])
        header = "#" + context.header.removeprefix("//")
        file = context.file(path, f"{header}\n{dump(made)}", Owner.GENERATED, context.delivery.crds())
        yield file._replace(spans=(Mark(1, crd.span),))


def _version(crd: CheckedCrd) -> dict[str, Any] | None:
    served = [version for version in crd.document["spec"]["versions"] if version.get("served")]
    return next((version for version in served if version.get("storage")), served[0] if served else None)


def _object(context: Context, crd: CheckedCrd, version: dict[str, Any], budget: Budget) -> dict[str, Any] | None:
    from scaffold.kube.sample import NoSample, Sampler  # as above
    from scaffold.kube.values import is_ruled

    schema = version.get("schema", {}).get("openAPIV3Schema", {})
    head = {"apiVersion": f"{crd.group}/{version['name']}", "kind": crd.kind}
    sampler = Sampler(_known(context, crd, version["name"]), budget)
    try:
        metadata = _metadata(crd, schema, sampler)
        body = sampler.value(_body_schema(schema))
        made: Any = {**head, "metadata": metadata, **(body if isinstance(body, dict) else {})}
        if not is_ruled(schema):
            return dict(made)
        if any(not found.unknown for found in sampler.rules.own(made, schema, root=True)):
            made = sampler.keeping([made], _whole_schema(schema, made), root=True)
    except NoSample as place:
        if not place.best:
            why = f"kind {crd.kind} gets no sample: no value was found that {place} accepts"
            context.report.note("crd-sample", why, crd.span, hint=_HINT)
            return None
        made = place.best[0]
    _report_rules(context, crd, made, schema)
    return dict(made)


def _report_rules(context: Context, crd: CheckedCrd, made: dict[str, Any], schema: dict[str, Any]) -> None:
    """Say which rules a sample breaks or may break: a search ends with the best that it has."""
    from scaffold.kube.cel.rules import Rules  # as above

    rules = list(Rules().broken(made, schema, root=True))
    broken = list(dict.fromkeys(found.rule for found in rules if not found.unknown))
    if broken:
        more = f" and {len(broken) - 1} more" if len(broken) > 1 else ""
        why = (
            f"the sample of kind {crd.kind} breaks the rule {broken[0]!r}{more}: the search for a better one was ended"
        )
        context.report.note("crd-sample", why, crd.span, hint=_HINT)
    for rule in dict.fromkeys(found.rule for found in rules if found.unknown):
        why = f"whether the sample of kind {crd.kind} keeps the rule {rule!r} is not known"
        context.report.note("crd-sample", why, crd.span)


def _body_schema(schema: dict[str, Any]) -> dict[str, Any]:
    """What of an object is not the same for all kinds. Rules of the whole object come later."""
    rest = {key: value for key, value in schema.items() if key != "x-kubernetes-validations"}
    properties = {name: part for name, part in schema.get("properties", {}).items() if name not in (*_META, "status")}
    return {**rest, "properties": properties, "required": [n for n in schema.get("required", ()) if n in properties]}


def _whole_schema(schema: dict[str, Any], made: dict[str, Any]) -> dict[str, Any]:
    """The schema of an object of which only the name and what is no metadata may be another one."""
    properties = {name: part for name, part in schema.get("properties", {}).items() if name != "status"}
    for name in ("apiVersion", "kind"):
        properties[name] = {"type": "string", "enum": [made[name]]}
    name_schema = _name_schema(schema)
    properties["metadata"] = {"type": "object", "properties": {"name": name_schema}, "required": ["name"]}
    required = [name for name in schema.get("required", ()) if name != "status"]
    return {**schema, "properties": properties, "required": [*_META, *required]}


def _name_schema(schema: dict[str, Any]) -> dict[str, Any]:
    stated: dict[str, Any] = schema.get("properties", {}).get("metadata", {}).get("properties", {}).get("name", {})
    return {**stated, "type": "string", "allOf": [*stated.get("allOf", ()), _SUBDOMAIN]}


def _metadata(crd: CheckedCrd, schema: dict[str, Any], sampler: Sampler) -> dict[str, Any]:
    from scaffold.kube.values import fits  # as above

    name = f"{crd.kind.lower()}-sample"
    wanted = _name_schema(schema)
    return {"name": name if fits(name, wanted) else sampler.value(wanted)}


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
