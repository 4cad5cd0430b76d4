"""Names that nothing declares: collected over the whole plan, then supplied, stubbed, or told once each."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from scaffold.check.graph import reaches
from scaffold.check.lookup import candidates, package_name, type_names
from scaffold.check.packages import add_type
from scaffold.check.standard import HOME, SUPPLIED
from scaffold.check.supplied import declarations, stub
from scaffold.check.world import Draft, Placeholder, Typ, World
from scaffold.diagnostics import Related, Severity, replacement
from scaffold.fixes import Fix
from scaffold.golang.ast import Interface, Name, Struct
from scaffold.golang.identifiers import PREDECLARED_TYPES, go_case, is_exported
from scaffold.model import TypePlan
from scaffold.nearest import Words
from scaffold.source import Span, Text

if TYPE_CHECKING:
    from scaffold.check.resolve import Scope

MAX_RELATED = 8
"""Further uses that a message lists."""


class Use(NamedTuple):
    """One use of a missing name. `interface`: it is embedded in an interface or constrains a type parameter."""

    span: Span
    arguments: int
    interface: bool
    scope: Scope


class Missing:
    """(package that uses it, qualifier, name) → uses; and of which basic type the constants are that have it."""

    __slots__ = ("constants", "uses", "words")

    def __init__(self) -> None:
        self.uses: dict[tuple[str, str, str], list[Use]] = {}
        self.constants: dict[tuple[str, str, str], str] = {}
        # What each package's missing names may be slips of; and those that a qualifier's may be.
        self.words: dict[str, Words] = {}

    def add(self, scope: Scope, name: Name, interface: bool) -> None:
        """Remember a use."""
        use = Use(name.span, len(name.args), interface, scope)
        self.uses.setdefault((scope.own, name.qualifier, name.name), []).append(use)

    def nearest(self, key: str, word: str, candidates: Callable[[], Iterable[str]]) -> str | None:
        """The nearest of the `candidates`, which are the same for each word of one `key`."""
        if key not in self.words:
            self.words[key] = Words(candidates())
        return self.words[key].nearest(word)


def supply(world: World, missing: Missing) -> bool:
    """Declare `Event`, `Capability` and `Handler` where they are used and not declared. Whether any was."""
    added = False
    for name, text in SUPPLIED.items():
        users = [own for own, qualifier, wanted in missing.uses if wanted == name and not qualifier]
        drafts = [world.drafts[own] for own in users if own in world.drafts]
        if not drafts or name in world.declarers:
            continue
        home = _home(world, name, drafts)
        span = next(uses[0].span for key, uses in missing.uses.items() if key[1:] == ("", name))
        _declare(world, home, TypePlan(declarations(text, span)[0]))
        added = True
    return added


def _home(world: World, name: str, users: list[Draft]) -> Draft:
    """The package for a supplied type: that of its kind or of the first user, unless that would close a cycle."""
    of_kind = [draft for draft in world.drafts.values() if draft.kind == HOME[name]]
    for draft in (*of_kind, *users):
        if not any(user is not draft and reaches(world, draft, user) for user in users):
            return draft
    return users[0]


def _declare(world: World, draft: Draft, plan: TypePlan) -> None:
    typ = Typ(plan, draft.sections[0], draft, draft.main_file, None)
    typ.made = True
    add_type(world, draft, typ, contract=draft.import_path in world.drafts)


def stub_all(world: World, missing: Missing) -> bool:
    """Declare an empty type for whatever is left, each with a warning. Whether any was."""
    added = False
    for (own, qualifier, name), uses in missing.uses.items():
        draft = world.package(own)
        if draft is None:
            continue
        target = _home_of_stub(world, draft, qualifier, name, uses[0].scope)
        for arguments in dict.fromkeys(use.arguments for use in uses):
            _stub(world, target, qualifier, name, [use for use in uses if use.arguments == arguments], missing)
        _tell(world, missing, (own, qualifier, name), uses, Severity.WARNING)
        added = True
    return added


def _home_of_stub(world: World, draft: Draft, qualifier: str, name: str, scope: Scope) -> Draft:
    """The package of a placeholder: the one that the qualifier means, unless that imports the user; else the user's."""
    if qualifier and qualifier not in scope.unpinned and is_exported(name):
        of_plan = [each for each in world.drafts_named(qualifier) if name not in each.scope]
        if len(of_plan) == 1 and not reaches(world, of_plan[0], draft):
            return of_plan[0]
    return draft


def _stub(world: World, target: Draft, qualifier: str, name: str, uses: list[Use], missing: Missing) -> None:
    """Declare one placeholder type, and lead its uses to it where it has another name than they have."""
    own, arguments = uses[0].scope.own, uses[0].arguments
    origin = Placeholder(qualifier if target.import_path == own else "", name, arguments)
    wanted = _free_name(world, target, go_case(origin.qualifier) + name if origin.qualifier else name, origin)
    if wanted != name or origin.qualifier:
        for use in uses:
            use.scope.renamed[qualifier, name, arguments] = (target.import_path, wanted)
    if (target.import_path, wanted) in world.stubs:
        return
    broken = name in world.options.left_out
    interface = any(use.interface for use in uses) or world.options.left_out.get(name, False)
    basic = missing.constants.get((own, qualifier, name), "")
    decl = stub(wanted, arguments, interface, [use.span for use in uses], broken, basic)
    _declare(world, target, TypePlan(decl))
    world.stubs[target.import_path, wanted] = origin
    world.stub_names.setdefault((target.import_path, origin), wanted)


def _free_name(world: World, target: Draft, name: str, origin: Placeholder) -> str:
    """A name for a placeholder that nothing in its package has: no declaration, and of outside types no member."""
    known = world.stub_names.get((target.import_path, origin))
    if known is not None:
        return known
    taken = target.scope.keys() | (_members(target) if origin.qualifier else set())
    candidates = itertools.chain([name, f"{name}Placeholder"], (f"{name}Placeholder{n}" for n in itertools.count(2)))
    return next(candidate for candidate in candidates if candidate not in taken)


def _members(draft: Draft) -> set[str]:
    """The names of all fields and methods of a package: an embedded placeholder must not be called like one."""
    found = {func.decl.name for func in draft.functions}
    for typ in draft.types.values():
        body = typ.plan.decl.type
        if isinstance(body, Struct):
            found |= {field.promoted_name for field in body.fields}
        elif isinstance(body, Interface):
            found |= {method.name for method in body.methods}
    return found


def _in_go(name: str, uses: list[Use]) -> str:
    """What Go says for a missing type that other languages have; empty where none is known to."""
    from scaffold.golang.other_languages import go_type, meaning  # few plans need it

    span = uses[0].span
    return go_type(span.text.value[span.start : span.end]) if uses[0].arguments else meaning(name)


def _explained(missing: Missing) -> set[tuple[str, str, str]]:
    """The missing names that are used in type arguments of types of other languages alone: one hint has them too."""
    outer: dict[Text, list[Span]] = {}
    for (_, qualifier, name), uses in missing.uses.items():
        for use in uses if not qualifier else ():
            if use.arguments and _in_go(name, [use]):
                outer.setdefault(use.span.text, []).append(use.span)

    def is_inside(use: Use) -> bool:
        spans = outer.get(use.span.text, ())
        return any(span.start < use.span.start and use.span.end < span.end for span in spans)

    return {key for key, uses in missing.uses.items() if all(map(is_inside, uses))} if outer else set()


def report_all(world: World, missing: Missing) -> None:
    """Tell every missing name once, at its first use."""
    explained = _explained(missing)
    for (own, qualifier, name), uses in missing.uses.items():
        if (own, qualifier, name) in explained:
            continue
        _tell(world, missing, (own, qualifier, name), uses, Severity.ERROR)


def _tell(world: World, missing: Missing, key: tuple[str, str, str], uses: list[Use], severity: Severity) -> None:
    _, qualifier, name = key
    tell = world.report.error if severity is Severity.ERROR else world.report.warning
    code = "undeclared-type"
    unpinned = uses[0].scope.unpinned.get(qualifier)
    outside = candidates(world, Name(qualifier, name, (), uses[0].span)) if qualifier else []
    stated = uses[0].scope.imported(qualifier)
    several = [] if stated is not None else outside
    meant = ""
    if not qualifier:
        message, hint, meant = _bare(world, missing, name, uses)
    elif unpinned is not None:
        code = "unpinned-import"
        message = f"scaffold pins no version of {unpinned}, which {qualifier} is"
        hint = f"state it: `imports: {{{qualifier}: {{path: {unpinned}, version: v…}}}}`"
    elif len(several) > 1:
        code = "ambiguous-import"
        message = f"{qualifier}.{name} could be of {' or '.join(several)}"
        hint = f"say which one under `imports:`: {' or '.join(f'{qualifier}: {path}' for path in several)}"
    else:
        inside = uses[0].scope.known_package(qualifier)
        if inside is not None:
            near = missing.nearest(f"types of {inside}", name, partial(type_names, world, inside))
            message = f"package {inside} declares no type {name}"
            hint = f"did you mean {qualifier}.{near}?" if near else f"declare {name} in that package"
            meant = f"{qualifier}.{near}" if near else ""
        elif stated is not None or outside:
            path = stated[0] if stated is not None else outside[0]
            near = missing.nearest(f"types of {path}", name, partial(type_names, world, path))
            message = f"package {path} declares no type {name}"
            hint = f"did you mean {qualifier}.{near}?" if near else ""
            meant = f"{qualifier}.{near}" if near else ""
        else:
            code = "unknown-package"
            message = f"nothing says which package {qualifier} of {qualifier}.{name} is"
            hint = f"add its import path under `imports:`, such as `{qualifier}: example.com/…/{qualifier}`"
            near = missing.nearest("qualifiers", qualifier, partial(_qualifiers, world))
            if near:
                hint = f"did you mean {near}.{name}? Else {hint}"
                meant = f"{near}.{name}"
    if name in world.options.left_out:
        message, hint, meant = f"{name} is left out for its errors", "mend its declaration", ""
    if severity is Severity.WARNING:
        message += "; an empty type stands in for it"
    others = [Related("also used here", use.span) for use in uses[1 : MAX_RELATED + 1]]
    if len(uses) > MAX_RELATED + 1:
        message += f" ({len(uses)} uses)"
    tell(code, message, uses[0].span, hint=hint, related=others, fix=_everywhere(uses, meant) if meant else None)


def _everywhere(uses: list[Use], meant: str) -> Fix | None:
    """The guess that another name was meant, wherever the missing one is used."""
    fixes = [replacement(use.span, meant) for use in uses]
    edits = sorted({edit for fix in fixes if fix is not None for edit in fix.edits})
    return Fix(f"write {meant}", tuple(edits), safe=False) if None not in fixes else None


def _qualifiers(world: World) -> list[str]:
    names = {draft.name for draft in world.drafts.values()} | set(world.imports)
    names |= {package_name(world, path) for path in world.previous}
    return [*sorted(names), "context", "time", "io", "errors", "json", "http", "metav1", "corev1"]


def _types_in_reach(world: World, scope: Scope) -> Iterable[str]:
    """The names of types that a bare name may be a slip of."""
    return dict.fromkeys([*scope.draft.types, *world.declarers, *SUPPLIED, *PREDECLARED_TYPES])


def _bare(world: World, missing: Missing, name: str, uses: list[Use]) -> tuple[str, str, str]:
    """What is said of a name without a package: the message, its hint, and the name that was meant, perhaps."""
    scope = uses[0].scope
    declaring = [
        draft
        for draft in world.declarers.get(name, ())
        if is_exported(name) and draft.import_path != scope.own and not draft.types[name].made
    ]
    near = [draft for draft in declaring if (scope.own, draft.import_path) not in world.apart]
    if len(near) > 1:
        choice = " or ".join(f"{draft.name}.{name}" for draft in near)
        return f"{name} could be that of package {' and '.join(draft.name for draft in near)}", f"write {choice}", ""
    if declaring:
        message = f"{name} is declared in package {declaring[0].name}, which needs this package itself"
        return message, "move what both need into a package of its own, or declare it here as well", ""
    message = f"{name} is declared nowhere in the plan"
    close = missing.nearest(f"names in {scope.own}", name, lambda: _types_in_reach(world, scope))
    hint = f"declare it: `types: [{{name: {name}, fields: [ID string]}}]`, or in a `go:` block"
    if any(use.interface for use in uses):
        hint = f"declare it: `interfaces: [{{name: {name}, methods: [Do() error]}}]`, or in a `go:` block"
    meant = _in_go(name, uses) if close not in scope.draft.types else ""
    if meant:
        return message, f"Go says {meant}. Else {hint}" if is_exported(name) else f"Go says {meant}", ""
    if close:
        elsewhere = [d for d in world.declarers.get(close, ()) if d.import_path != scope.own]
        where = f" of package {elsewhere[0].name!r}" if elsewhere and close not in scope.draft.types else ""
        return message, f"did you mean {close}{where}? Else {hint}", close
    if not is_exported(name) and any(name in draft.types for draft in world.drafts.values()):
        hint = "another package declares it, but unexported: begin its name with a capital letter"
    return message, hint, ""
