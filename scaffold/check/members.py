"""The names inside declarations: legal, and each given once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scaffold.check.facts import Facts
from scaffold.check.world import Draft, Typ, World
from scaffold.diagnostics import Related
from scaffold.golang.ast import Field, Name, Param, Pointer, Struct, TypeParam
from scaffold.golang.identifiers import KEYWORDS, is_identifier
from scaffold.golang.module_paths import element_problem, version_problem
from scaffold.model import Import
from scaffold.source import Span

_NAMELESS = ("", "_")


def identifier(world: World, name: str, span: Span, what: str) -> bool:
    """Complain of a name that Go cannot have; whether it is fine."""
    if is_identifier(name):
        return True
    why = "is a keyword of Go" if name in KEYWORDS else "is not a Go identifier"
    hint = "Go names are letters, digits and underscores, and begin with no digit" if name not in KEYWORDS else ""
    world.report.error("identifier", f"{what} {name!r} {why}", span, hint=hint)
    return False


def _once(world: World, names: Iterable[tuple[str, Span]], code: str, what: str) -> None:
    seen: dict[str, Span] = {}
    for name, span in names:
        if name in _NAMELESS:
            continue
        first = seen.setdefault(name, span)
        if first is not span:
            world.report.error(
                code, f"{what} {name} is there twice", span, related=[Related("the first one is here", first)]
            )


def check_type_params(world: World, params: tuple[TypeParam, ...]) -> None:
    """Type parameters of one declaration."""
    if params:
        _once(world, [(param.name, param.span) for param in params], "duplicate-parameter", "type parameter")


def check_params(world: World, params: tuple[Param, ...], taken: tuple[tuple[str, Span], ...] = ()) -> None:
    """Params and results of one signature, with the names that its scope has already."""
    names = [param.name for param in params if param.name not in _NAMELESS]
    if len(set(names)) < len(names) or (names and taken):
        _once(world, [*taken, *((p.name, p.span) for p in params)], "duplicate-parameter", "parameter or result")


def check_fields(world: World, fields: tuple[Field, ...]) -> None:
    """Fields of one struct."""
    for field in fields:
        if field.name and field.name != "_":
            identifier(world, field.name, field.span, "field name")
    if len({field.promoted_name for field in fields}) < len(fields):
        _once(world, [(field.promoted_name, field.span) for field in fields], "duplicate-field", "field")


def check_declared_names(world: World, draft: Draft) -> None:
    """The names at the top of a package."""
    for key, symbol in draft.scope.items():
        if not identifier(world, key, symbol.span, f"{symbol.what} name"):
            continue
        if key == "init":
            world.report.error("identifier", f"a {symbol.what} cannot be called init", symbol.span)
    for section in draft.sections:
        for entry in section.imports:
            check_import(world, entry)


def check_import(world: World, entry: Import) -> None:
    """The name and the path of an import in a plan."""
    for element in entry.path.value.split("/"):
        problem = element_problem(element)
        if problem:
            world.report.error("import-path", f"import path {entry.path.value!r} {problem}", entry.path.span)
            break
    if entry.version is not None:
        problem, hint = version_problem(entry.path.value, entry.version.value)
        if problem:
            message = f"version {entry.version.value!r} of {entry.path.value} {problem}"
            world.report.error("import-version", message, entry.version.span, hint=hint)
    alias = entry.alias
    if alias.value in ("_", ".", "init"):
        world.report.error("identifier", f"an import cannot be called {alias.value!r} here", alias.span)
    else:
        identifier(world, alias.value, alias.span, "import name")


def check_methods(world: World, facts: Facts, draft: Draft) -> None:
    """Methods of one type: declared in `go` blocks, written by scaffold, and the type's fields."""
    taken: dict[tuple[str, str], tuple[Span, str]] = {}
    for name, typ in draft.types.items():
        made = dict(made_methods(typ))
        for method, why in made.items():
            taken[(name, method)] = (typ.plan.decl.span, why)
        body = typ.resolved.type
        if not isinstance(body, Struct) or typ.resolved.alias:
            continue
        for field in body.fields:
            called = field.promoted_name
            if called in made:
                world.report.error(
                    "field-and-method",
                    f"{name} has a field {called}, and scaffold writes a method {called} for it",
                    field.span,
                    hint="rename the field; its json tag can stay as it is",
                )
            elif called != "_":
                taken.setdefault((name, called), (field.span, "the field of that name is here"))
    for func in draft.functions:
        receiver = func.decl.receiver
        if receiver is None or func.decl.name == "_":
            continue
        owner = _owner(facts, draft, receiver.type_name)
        first = taken.get((owner, func.decl.name))
        if first is None:
            taken[(owner, func.decl.name)] = (func.decl.span, "")
            continue
        what = first[1] or "the first one is here"
        message = f"{owner} has {func.decl.name} twice"
        world.report.error("duplicate-method", message, func.decl.span, related=[Related(what, first[0])])


def _owner(facts: Facts, draft: Draft, name: str) -> str:
    """The type behind an alias that a receiver names."""
    typ = draft.types.get(name)
    if typ is None or not typ.resolved.alias:
        return name
    target = facts.unalias(typ.resolved.type)
    if isinstance(target, Pointer):
        target = facts.unalias(target.elem)
    return target.name if isinstance(target, Name) else name


def made_methods(typ: Typ) -> Iterator[tuple[str, str]]:
    """The methods that scaffold writes for a type, each with the reason."""
    if typ.plan.values:
        yield "Valid", "scaffold writes Valid for an enumeration"
        yield "String", "scaffold writes String for an enumeration"
    body = typ.resolved.type
    if (
        typ.draft.kind != "crd"
        and isinstance(body, Struct)
        and any("validate:" in field.tag.value for field in body.fields)
    ):
        yield "Validate", "scaffold writes Validate for its validate tags"
