"""What a name in a type means.

A bare name means, in this order: a type parameter, a declaration of its own package, a predeclared type, a type of
exactly one other package of the plan, one of exactly one package of an earlier phase, a type that scaffold supplies.
A qualifier means: an import of its Go file, of its section, of the plan; a package of the plan, of an earlier phase, of
the standard library, or one that everybody means by it (`scaffold.golang.known`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from scaffold.check.world import GENERATED_VARIABLE, UNKNOWN, Draft, Previous, Symbol, World
from scaffold.diagnostics import Related
from scaffold.golang import known, stdlib
from scaffold.golang.ast import Name
from scaffold.golang.identifiers import PREDECLARED, PREDECLARED_TYPES, is_exported
from scaffold.golang.imports import internal_parent, last_element, may_import
from scaffold.nearest import nearest
from scaffold.source import Span

if TYPE_CHECKING:
    from scaffold.check.resolve import Scope


class Found(NamedTuple):
    """What a name was found to mean. `arity` is its number of type parameters, -1 where nobody knows."""

    path: str
    name: str
    arity: int


_COMPLAINED = Found(UNKNOWN, "", -1)


def find(scope: Scope, name: Name) -> Found | None:
    """What a name means to its first user; None where nothing declares it. Faults of the name itself are told."""
    if name.qualifier:
        return _qualified(scope, name)
    found = _bare(scope, name)
    if found is not None and found.path and found.path != UNKNOWN:
        _use(scope, name, found.path)
    return found


def package_name(world: World, path: str) -> str:
    """The name of the package at an import path: known, or what its last element suggests."""
    name = world.package_names.get(path)
    if name is None:
        package = stdlib.package(path)
        name = package.name if package is not None else last_element(path)
        world.package_names[path] = name
    return name


def type_names(world: World, path: str) -> list[str]:
    """The names of the types that the package at an import path is known to declare."""
    declaring = world.package(path) or world.previous.get(path)
    if declaring is not None:
        return list(declaring.types)
    package = stdlib.package(path)
    return [] if package is None else [n for n in package.names() if isinstance(package.symbol(n), stdlib.Type)]


def complain_of_arity(world: World, name: Name, found: Found) -> None:
    """The wrong number of type arguments."""
    shown = f"{name.qualifier}.{name.name}" if name.qualifier else name.name
    if found.arity == 0:
        message, hint = f"{shown} is not generic: it takes no type arguments", f"write {shown}"
    else:
        wanted = "1 type argument" if found.arity == 1 else f"{found.arity} type arguments"
        message = f"{shown} takes {wanted}, {len(name.args) or 'none'} given"
        hint = f"write {shown}[{', '.join('…' for _ in range(found.arity))}] with a type for each"
    world.report.error("type-arguments", message, name.span, hint=hint)


def _use(scope: Scope, name: Name, path: str) -> None:
    """Note who imports what, by which name."""
    if path == scope.own:
        return
    if not may_import(scope.own, path) and scope.own not in scope.world.previous:
        _report_internal(scope, name, path)
    called = package_name(scope.world, path)
    if name.qualifier and name.qualifier != called:
        scope.draft.aliases.setdefault(path, name.qualifier)
    if scope.world.package(path) is not None:
        scope.draft.uses.setdefault(path, name.span)
        if name.qualifier:
            scope.draft.qualified.add(path)


def _report_internal(scope: Scope, name: Name, path: str) -> None:
    """Report the first use of a package that only its neighbours may import."""
    world = scope.world
    if (scope.own, path) in world.forbidden:
        return
    world.forbidden.add((scope.own, path))
    declaring = world.package(path)
    own = scope.own.removeprefix(f"{world.module}/")
    shown = f"{name.qualifier}.{name.name}" if name.qualifier else name.name
    message = f"{shown} is of the internal package {path}, which {own} may not import"
    hint = f"only packages below {internal_parent(path) or 'the standard library'} may"
    if declaring is not None:
        hint += "; give one of the two sections another `path`"
    related = [Related("the package is here", declaring.span)] if declaring is not None else []
    world.report.error("internal-package", message, name.span, hint=hint, related=related)


# --- bare names ------------------------------------------------------------------------------------------------------


def _bare(scope: Scope, name: Name) -> Found | None:
    world, ident, draft = scope.world, name.name, scope.draft
    symbol = draft.scope.get(ident)
    if symbol is not None:
        if symbol.what == GENERATED_VARIABLE and world.options.stub_undefined:
            return None
        if symbol.what != "type":
            return _no_type(world, ident, symbol, name.span)
        return Found(scope.own, ident, _arity(draft, ident))
    if ident in PREDECLARED_TYPES:
        return Found("", ident, 0)
    if ident in PREDECLARED:
        world.report.error("not-a-type", f"{ident} is predeclared in Go and not a type", name.span)
        return _COMPLAINED
    for path in scope.dots:
        if ident in type_names(world, path):
            return _known(scope, name, path)
    if not is_exported(ident):
        return None
    others = world.declarers.get(ident, ())
    if others:
        near = [other for other in others if (scope.own, other.import_path) not in world.apart]
        return _of_the_one(scope, name, near) if near else None
    resources = [
        draft for path, draft in world.apis.items() if ident in draft.types and (scope.own, path) not in world.apart
    ]
    if resources:
        return _of_the_one(scope, name, resources)
    earlier = [previous for previous in world.previous.values() if ident in previous.types]
    if len(earlier) > 1:
        earlier = _located(world, ident, earlier)
    return _of_the_one(scope, name, list(earlier)) if earlier else None


def _located(world: World, ident: str, earlier: list[Previous]) -> list[Previous]:
    """Of the earlier packages that declare a name, those at the location that the plan gives for that API, if any."""
    places = [api.location.removeprefix("./").strip("/") for api in world.plan.previous.apis if api.api == ident]
    there = [
        package
        for package in earlier
        if any(place and f"{place}/".startswith(_folders(world, package.import_path)) for place in places)
    ]
    return there or earlier


def _folders(world: World, path: str) -> tuple[str, str]:
    """How a location in a package begins: as an import path, or as a path in the repository."""
    return f"{path}/", f"{path.removeprefix(world.module).lstrip('/')}/"


def _of_the_one(
    scope: Scope, name: Name, declaring: list[Draft | Previous] | list[Draft] | list[Previous]
) -> Found | None:
    if len(declaring) == 1:
        return Found(declaring[0].import_path, name.name, _arity(declaring[0], name.name))
    if scope.world.options.stub_undefined:
        return None
    packages = " and ".join(package.name for package in declaring)
    choice = " or ".join(f"{package.name}.{name.name}" for package in declaring)
    scope.world.report.error(
        "ambiguous-type",
        f"{name.name} could be that of package {packages}",
        name.span,
        hint=f"write {choice}",
        related=[Related(f"{p.name}.{name.name} is declared here", p.scope[name.name].span) for p in declaring],
    )
    return _COMPLAINED


def _arity(package: Draft | Previous, name: str) -> int:
    declared = package.types.get(name)
    if declared is None:
        return -1
    decl = declared.plan.decl if not isinstance(declared, tuple) else declared
    return len(decl.type_params)


def _article(what: str) -> str:
    return f"an {what}" if what[0] in "aeiou" else f"a {what}"


# --- qualified names -------------------------------------------------------------------------------------------------


def _qualified(scope: Scope, name: Name) -> Found | None:
    if name.qualifier in scope.unpinned:
        return None
    stated = scope.imported(name.qualifier)
    if stated is not None:
        found = _in_package(scope, name, moved_path(scope.world, stated[0], name.name))
        if found is not None and found.path != UNKNOWN:
            _use(scope, name, found.path)
        return found
    paths = candidates(scope.world, name)
    if not paths:
        return None
    if len(paths) > 1 and scope.world.options.stub_undefined:
        return None
    if len(paths) > 1:
        lines = " or ".join(f"{name.qualifier}: {path}" for path in paths)
        scope.world.report.error(
            "ambiguous-import",
            f"{name.qualifier}.{name.name} could be of {' or '.join(paths)}",
            name.span,
            hint=f"say which one under `imports:`: {lines}",
        )
        return _COMPLAINED
    found = _in_package(scope, name, paths[0])
    if found is not None and found.path != UNKNOWN:
        _use(scope, name, found.path)
    return found


def moved_path(world: World, path: str, name: str) -> str:
    """The package of the plan that an import means for one of its names.

    An import of the plan's own module that leads to no package of the plan, or to one without that name, follows the
    type to the one package that declares it: custom resources may lie elsewhere than the document says.
    """
    if not is_own(world, path):
        return path
    there = world.package(path) or world.previous.get(path)
    if there is not None and name in there.scope:
        return path
    last = path.rpartition("/")[2]
    declaring = [
        draft
        for draft in world.apis.values()
        if name in draft.scope and last in (draft.name, draft.path.rpartition("/")[2])
    ]
    return declaring[0].import_path if len(declaring) == 1 else path


def is_own(world: World, path: str) -> bool:
    """Whether an import path is of the plan's own module."""
    return path == world.module or path.startswith(f"{world.module}/")


def candidates(world: World, name: Name) -> list[str]:
    """The import paths that a qualified name may mean where no import says it."""
    inside: list[Draft | Previous] = [*world.drafts_named(name.qualifier)]
    inside += [previous for previous in world.previous.values() if previous.name == name.qualifier]
    declaring = [package.import_path for package in inside if name.name in package.types]
    if declaring:
        return declaring
    outside = known.candidates(name.qualifier, name.name)
    for candidate in outside:
        world.package_names.setdefault(candidate.path, candidate.name)
    paths = [candidate.path for candidate in outside]
    if inside:
        # A package of the plan that shares its name with one of the standard library hides it only where it can.
        exporting = [path for path in paths if name.name in type_names(world, path)]
        return exporting or [package.import_path for package in inside]
    return paths


def _in_package(scope: Scope, name: Name, path: str) -> Found | None:
    """The type in a package that is settled; None where a package of the plan does not declare it."""
    world = scope.world
    package = world.package(path) or world.previous.get(path)
    if package is None:
        return _known(scope, name, path)
    symbol = package.scope.get(name.name)
    if symbol is None:
        return None
    if symbol.what != "type":
        return _no_type(world, f"{name.qualifier}.{name.name}", symbol, name.span)
    if path != scope.own and not is_exported(name.name):
        world.report.error(
            "unexported-type",
            f"{name.name} of package {package.name!r} is not exported: other packages cannot name it",
            name.span,
            hint="begin its name with a capital letter",
            related=[Related("declared here", symbol.span)],
        )
        return _COMPLAINED
    return Found(path, name.name, _arity(package, name.name))


def _no_type(world: World, shown: str, symbol: Symbol, span: Span) -> Found:
    """Report a name that the plan declares as something else."""
    message = f"{shown} is {_article(symbol.what)}, not a type"
    world.report.error("not-a-type", message, span, related=[Related("declared here", symbol.span)])
    return _COMPLAINED


def _known(scope: Scope, name: Name, path: str) -> Found | None:
    """The type in a package outside the plan, as far as its facts are known; None where a stub may stand in for it."""
    world = scope.world
    package = stdlib.package(path)
    if package is None:
        # Without a dot in its first element a path is of the standard library, or of a module called so.
        first, own = path.partition("/")[0], world.module.partition("/")[0]
        if "." not in first and first != own and world.options.stub_undefined:
            return None
        if "." not in first and first != own:
            world.report.error("import-path", f"there is no package {path} in the standard library", name.span)
            return _COMPLAINED
        return Found(path, name.name, -1)
    symbol = package.symbol(name.name)
    shown = f"{name.qualifier}.{name.name}" if name.qualifier else name.name
    if not isinstance(symbol, stdlib.Type) and world.options.stub_undefined:
        return None
    if not isinstance(symbol, stdlib.Type):
        near = nearest(name.name, type_names(world, path))
        message = f"package {path} declares no type {name.name}"
        if symbol is not None:
            message = f"{shown} is {_kind(symbol)} of package {path}, not a type"
        world.report.error(
            "undeclared-type", message, name.span, hint=f"did you mean {package.name}.{near}?" if near else ""
        )
        return _COMPLAINED
    since = symbol.since or package.since
    if stdlib.too_new(since, world.go):
        world.report.error(
            "too-new",
            f"{shown} came with Go {since}; the plan's go version is {world.go}",
            name.span,
            hint=f'set `go: "{since}"`, or do without it',
        )
        return _COMPLAINED
    deprecated = symbol.deprecated or package.deprecated
    if deprecated is not None:
        world.report.warning(
            "deprecated",
            f"{shown} is deprecated: {deprecated.text}",
            name.span,
            hint="staticcheck reports it as SA1019",
        )
    return Found(path, name.name, symbol.type_params.count(",") + 1 if symbol.type_params else 0)


def _kind(symbol: stdlib.Symbol) -> str:
    match symbol:
        case stdlib.Func():
            return "a function"
        case stdlib.Const():
            return "a constant"
        case stdlib.Var():
            return "a variable"
    return "a value"
