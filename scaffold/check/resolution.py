"""Every declaration of every package, resolved; what nothing declares is supplied, stubbed or told."""

from __future__ import annotations

from collections.abc import Mapping

from scaffold.check.graph import bare_edge_of_a_cycle
from scaffold.check.missing import Missing, report_all, stub_all, supply
from scaffold.check.resolve import Scope
from scaffold.check.world import Draft, Previous, World
from scaffold.golang.ast import FuncDecl, Name, TypeDecl, ValueDecl
from scaffold.model import GoFragment, Section


def resolve_all(world: World) -> dict[int, Scope]:
    """Put resolved declarations into the drafts of `world`; the scopes by the id of their fragment or section."""
    missing = Missing()
    scopes: dict[tuple[str, int], Scope] = {}
    everything: list[Draft | Previous] = [
        *world.drafts.values(),
        *world.apis.values(),
        *world.previous.values(),
    ]
    _pass(world, missing, scopes, everything)
    if missing.uses and supply(world, missing):
        _again(world, missing, scopes)
    if world.options.stub_undefined:
        _part(world, missing, scopes, everything)
        if missing.uses and stub_all(world, missing):
            _again(world, missing, scopes)
    report_all(world, missing)
    return {key: scope for (_, key), scope in scopes.items()}


def _part(
    world: World, missing: Missing, scopes: dict[tuple[str, int], Scope], everything: list[Draft | Previous]
) -> None:
    """Where packages would import each other for bare names, which nobody said to be of another package, end that."""
    while edge := bare_edge_of_a_cycle(world):
        world.apart.add(edge)
        for draft in world.packages():
            draft.uses.clear()
            draft.qualified.clear()
            draft.aliases.clear()
        missing.uses.clear()
        for scope in scopes.values():
            scope.forget()
        _pass(world, missing, scopes, everything)


def _again(world: World, missing: Missing, scopes: dict[tuple[str, int], Scope]) -> None:
    """Resolve once more the packages that lacked something, now that types were declared."""
    lacking = {key[0] for key in missing.uses}
    missing.uses.clear()
    for scope in scopes.values():
        scope.forget()
    packages: list[Draft | Previous] = [
        draft
        for draft in (*world.drafts.values(), *world.apis.values())
        if draft.import_path in lacking or any(typ.made for typ in draft.types.values())
    ]
    packages += [previous for previous in world.previous.values() if previous.import_path in lacking]
    _pass(world, missing, scopes, packages)


def _pass(
    world: World, missing: Missing, scopes: dict[tuple[str, int], Scope], packages: list[Draft | Previous]
) -> None:
    for package in packages:
        if isinstance(package, Previous):
            for fragment in package.fragments:
                scope = _scope(world, missing, scopes, package, None, fragment)
                for decl in fragment.parsed.decls:
                    if isinstance(decl, TypeDecl):
                        package.types[decl.name] = scope.decl(decl)
            continue
        for typ in package.types.values():
            scope = _scope(world, missing, scopes, package, typ.section, typ.fragment)
            typ.resolved = scope.decl(typ.plan.decl)
        for func in package.functions:
            scope = _scope(world, missing, scopes, package, func.section, func.fragment)
            func.resolved = _function(scope, func.decl, package)
        for value in package.values:
            scope = _scope(world, missing, scopes, package, value.section, value.fragment)
            value.resolved = _values(scope, value.decl)


def _scope(
    world: World,
    missing: Missing,
    scopes: dict[tuple[str, int], Scope],
    package: Draft | Previous,
    section: Section | None,
    fragment: GoFragment | None,
) -> Scope:
    """The scope of a Go fragment, or of the structured part of a section."""
    key = (package.import_path, id(section) if fragment is None else id(fragment))
    scope = scopes.get(key)
    if scope is None:
        imports = section.imports if section is not None else ()
        specs = fragment.parsed.imports if fragment is not None else ()
        scope = scopes[key] = Scope(world, missing, package, imports, specs)
    return scope


def _function(scope: Scope, decl: FuncDecl, package: Draft) -> FuncDecl:
    params: Mapping[str, object] = {param.name: param for param in decl.type_params}
    if decl.receiver is not None:
        params = dict.fromkeys(decl.receiver.params, decl)
    return decl._replace(
        type_params=scope.type_params(decl.type_params, {}),
        params=tuple([scope.param(param, params) for param in decl.params]),
        results=tuple([scope.param(param, params) for param in decl.results]),
    )


def _values(scope: Scope, decl: ValueDecl) -> ValueDecl:
    if decl.keyword == "const":
        for spec in decl.specs:
            if isinstance(spec.type, Name) and spec.values:
                key = (scope.own, spec.type.qualifier, spec.type.name)
                scope.missing.constants.setdefault(key, _basic(spec.values[0].value))
    return decl._replace(
        specs=tuple(
            [spec if spec.type is None else spec._replace(type=scope.type(spec.type, {})) for spec in decl.specs]
        )
    )


def _basic(value: str) -> str:
    """The basic type that a constant's value, as written, suggests."""
    if value[:1] in ('"', "`"):
        return "string"
    if value in ("true", "false"):
        return "bool"
    return "float64" if value[:1].isdecimal() and "." in value else "int"
