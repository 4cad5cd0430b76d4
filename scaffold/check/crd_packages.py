"""The Go packages of custom resources: what the short forms declare, as drafts that names are resolved in.

They lie beside the contract packages and see their types; the contracts do not see theirs.
"""

from __future__ import annotations

from scaffold.check.crds import AnyCrd, Settled, check_crds, settle
from scaffold.check.world import Draft, Symbol, Typ, World
from scaffold.checked import CheckedCrd
from scaffold.golang.ast import NO_TEXT, TypeDecl
from scaffold.model import Crd, CrdGo, CrdVersion, Section, TypePlan
from scaffold.source import Word


def gather_crds(world: World) -> tuple[Settled | None, ...]:
    """Make a draft of each group and version, in `world.apis`. Where each resource of the plan belongs."""
    settled = settle(world.plan, world.report, module=world.module, group=world.options.group)
    for crd, place in zip(world.plan.crds, settled, strict=True):
        if isinstance(crd, CrdGo):
            world.report.warning(
                "crd-go",
                "custom resources written as Go types are read, and not made into YAML yet",
                crd.span,
                hint="use the short form or a whole CustomResourceDefinition",
            )
        if not isinstance(crd, Crd) or place is None:
            continue
        section = _section(crd)
        for version in crd.versions:
            path = place.import_paths[version.name.value]
            draft = world.apis.get(path)
            if draft is None:
                folder = path.removeprefix(f"{world.module}/")
                draft = world.apis[path] = Draft(version.name, folder, path, "crd", "types.go", NO_TEXT)
            for plan in _types(version):
                if plan.decl.name not in draft.types:
                    draft.types[plan.decl.name] = Typ(plan, section, draft, draft.main_file, None)
                    draft.scope[plan.decl.name] = Symbol("type", plan.decl.span)
    return settled


def _section(crd: Crd) -> Section:
    """A section for the resource's imports: what resolves names asks one for them."""
    name = Word(crd.kind.value, crd.kind.span)
    return Section("crds", "crd", name, None, crd.doc, crd.imports, (), (), (), (), None, False, crd.span)


def _types(version: CrdVersion) -> list[TypePlan]:
    halves = [TypePlan(half) for half in (version.spec, version.status) if half is not None]
    return [*halves, *version.types]


def finish_crds(world: World, settled: tuple[Settled | None, ...]) -> tuple[CheckedCrd, ...]:
    """The custom resources, once every name is resolved."""
    resolved = [_resolved(world, crd, place) for crd, place in zip(world.plan.crds, settled, strict=True)]

    def contract_type(path: str, name: str) -> TypePlan | None:
        typ = world.drafts[path].types.get(name) if path in world.drafts else None
        return None if typ is None else typ.plan._replace(decl=typ.resolved)

    return check_crds(world.plan, resolved, settled, contract_type, world.report)


def _resolved(world: World, crd: AnyCrd, place: Settled | None) -> AnyCrd:
    if not isinstance(crd, Crd) or place is None:
        return crd
    return crd._replace(versions=tuple(_version(world.apis[place.import_paths[v.name.value]], v) for v in crd.versions))


def _version(draft: Draft, version: CrdVersion) -> CrdVersion:
    def half(decl: TypeDecl | None) -> TypeDecl | None:
        return None if decl is None else draft.types[decl.name].resolved

    return version._replace(
        spec=half(version.spec),
        status=half(version.status),
        types=tuple(plan._replace(decl=draft.types[plan.decl.name].resolved) for plan in version.types),
    )
