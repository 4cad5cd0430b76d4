"""Sections become packages: names, paths, merged sections, standard contracts, and what each package declares."""

from __future__ import annotations

from scaffold.check.left_out import has_constraint
from scaffold.check.paths import directory_problem
from scaffold.check.standard import CONTRACTS, DOCS
from scaffold.check.supplied import anchored, declarations
from scaffold.check.world import Draft, Func, Previous, Symbol, Typ, Val, World
from scaffold.diagnostics import Related
from scaffold.golang.ast import FuncDecl, TypeDecl, ValueDecl
from scaffold.golang.identifiers import file_name_problem, folder_name, package_file_problem, package_name_problem
from scaffold.golang.imports import last_element
from scaffold.model import GoFragment, Section, TypePlan
from scaffold.source import Word


def gather(world: World) -> None:
    """Make a `Draft` of every package of the plan, and fill its scope."""
    for entry in world.plan.imports:
        world.imports.setdefault(entry.alias.value, entry)
    for section in world.plan.sections:
        draft = _draft(world, section)
        if draft is not None:
            draft.keys.append(section.key)
            draft.sections.append(section)
            world.sections[section.key] = draft
    for draft in world.drafts.values():
        for section in draft.sections:
            _fill(world, draft, section)
    for previous in world.plan.previous.go:
        add_previous(world, previous.path, previous.fragments)


def _draft(world: World, section: Section) -> Draft | None:
    """The package that a section belongs to; None where another one has its directory.

    A section whose name or path makes none is told of and gets a place of its own, so that its other faults are found
    in the same run.
    """
    name = section.package
    stand_in = f"unusable{len(world.drafts)}"
    problem = package_name_problem(name.value)
    if problem:
        world.report.error(
            "package-name",
            f"package name {name.value!r} {problem}",
            name.span,
            hint="choose a short lower-case word that says what the package holds",
        )
        name = Word(stand_in, name.span)
    place = section.path or name
    path = section.path.value.strip("/").removeprefix("./") if section.path else f"pkg/{folder_name(name.value)}"
    if section.path is not None:
        problem, hint = directory_problem(section.path.value.removeprefix("./").rstrip("/"))
        if problem:
            world.report.error("package-path", f"path {section.path.value!r} {problem}", section.path.span, hint=hint)
            path = f"pkg/{stand_in}"
    import_path = f"{world.module}/{path}" if path != "." else world.module
    draft = world.drafts.get(import_path)
    if draft is None:
        draft = Draft(name, path, import_path, section.kind, _main_file(name.value), section.doc)
        world.drafts[import_path] = draft
        world.package_names[import_path] = name.value
        return draft
    if draft.name != name.value:
        world.report.error(
            "package-clash",
            f"two packages in one directory: {path} holds package {draft.name!r} and package {name.value!r}",
            place.span,
            hint="give one of the sections another `path`, or both the same `package`",
            related=[Related(f"package {draft.name!r} is here", draft.span)],
        )
        return None
    if section.doc.value.strip():
        if not draft.doc.value.strip():
            draft.doc = section.doc
        elif draft.doc.value.strip() != section.doc.value.strip():
            world.report.note(
                "package-doc",
                f"package {draft.name!r} has a comment already; this one is left out",
                section.doc.span(),
                related=[Related("the comment that is used", draft.doc.span())],
            )
    return draft


def _main_file(package: str) -> str:
    """The file that takes what the plan puts into none: named like the package, where Go compiles such a file."""
    name = f"{folder_name(package)}.go"
    return f"{folder_name(package)}_contract.go" if file_name_problem(name) or name == "validate.go" else name


def _fill(world: World, draft: Draft, section: Section) -> None:
    fragments = {id(decl): fragment for fragment in section.go for decl in fragment.parsed.decls}
    for fragment in section.go:
        _fragment(world, draft, fragment)
    for error in section.errors:
        draft.errors.append((error, draft.main_file))
        declare(world, draft, error.name.value, Symbol("error", error.name.span))
    for plan in section.types:
        fragment_of = fragments.get(id(plan.decl))
        add_type(world, draft, Typ(plan, section, draft, plan.file or draft.main_file, fragment_of))
    for file, decl in section.others:
        fragment_of = fragments.get(id(decl))
        name = file or draft.main_file
        if isinstance(decl, TypeDecl):
            add_type(world, draft, Typ(TypePlan(decl, file), section, draft, name, fragment_of))
        elif isinstance(decl, ValueDecl):
            draft.values.append(Val(decl, section, draft, name, fragment_of))
            for spec in decl.specs:
                for ident, span in spec.names:
                    what = "constant" if decl.keyword == "const" else "variable"
                    declare(world, draft, ident, Symbol(what, span))
        else:
            _function(world, draft, Func(decl, section, draft, name, fragment_of))
    if section.standard and section.kind in CONTRACTS:
        _standard(world, draft, section)
    elif not (section.types or section.others or section.errors or world.report.has_errors):
        world.report.error(
            "empty-section",
            f"section {section.key!r} declares nothing, and there is no standard contract of its kind",
            section.span,
            hint="declare `interfaces`, `types`, `errors` or `go`, or leave the section out",
        )


def _standard(world: World, draft: Draft, section: Section) -> None:
    """The contract of an empty section."""
    for decl in declarations(CONTRACTS[section.kind], section.span):
        typ = Typ(TypePlan(decl), section, draft, draft.main_file, None)
        typ.made = True
        add_type(world, draft, typ)
    if not draft.doc.value.strip():
        draft.doc = anchored(DOCS[section.kind].format(name=draft.name), section.span)


def _fragment(world: World, draft: Draft, fragment: GoFragment) -> None:
    parsed = fragment.parsed
    if fragment.file:
        place = fragment.file_span or fragment.text.span(0, 1)
        problem = package_file_problem(fragment.file)
        if problem:
            world.report.error("file-name", f"file name {fragment.file!r} {problem}", place)
    if parsed.package and parsed.package_span is not None and parsed.package != draft.name:
        world.report.error(
            "package-clause",
            f"the package clause says {parsed.package!r}, the section's package is {draft.name!r}",
            parsed.package_span,
            hint=f"write `package {draft.name}`, leave the clause out, or set the section's `package`",
        )


def add_type(world: World, draft: Draft, typ: Typ, *, contract: bool = True) -> None:
    """Put a type into its package, with the constants and methods that an enumeration brings.

    Only the types of a `contract` are found from other packages by their bare names.
    """
    decl = typ.plan.decl
    if not declare(world, draft, decl.name, Symbol("type", decl.span)):
        return
    # Go allows any number of types called _, and nothing can refer to them.
    key = decl.name if decl.name != "_" else f"_{len(draft.types)}"
    draft.types[key] = typ
    if contract:
        world.declarers.setdefault(decl.name, []).append(draft)
    if not typ.plan.values:
        return
    seen: dict[str, Word] = {}
    for value, constant in zip(typ.plan.values, typ.plan.constants, strict=True):
        first = seen.get(constant)
        if first is not None:
            world.report.error(
                "enum-constant",
                f"values {first.value!r} and {value.value.value!r} of {decl.name} would both be constant {constant}",
                value.value.span,
                hint="remove one of them"
                if first.value == value.value.value
                else "declare the type and its constants in a `go` block, where you name them yourself",
                related=[Related(f"{first.value!r} is here", first.span)],
            )
        elif constant == decl.name:
            world.report.error(
                "enum-constant",
                f"value {value.value.value!r} of {decl.name} has neither a letter nor a digit to name its constant by",
                value.value.span,
                hint="declare the type and its constants in a `go` block, where you name them yourself",
            )
        else:
            seen[constant] = value.value
            declare(world, draft, constant, Symbol("constant", value.value.span))


def declare(world: World, draft: Draft, name: str, symbol: Symbol) -> bool:
    """Enter a name into the package's scope; complain and return False where it is taken."""
    if name == "_":
        return True
    first = draft.scope.setdefault(name, symbol)
    if first is symbol:
        return True
    # Both halves of a package that build constraints split would be compiled.
    constrained = any(has_constraint(fragment) for section in draft.sections for fragment in section.go)
    hint = "rename one of them, or remove it"
    if constrained:
        hint = "build constraints are left out: keep one of the two, and write the other file by hand"
    what = symbol.what if symbol.what == first.what else f"{symbol.what} (there is a {first.what} of that name)"
    world.report.error(
        "duplicate-name",
        f"{name} is declared twice in package {draft.name!r}: {what}",
        symbol.span,
        hint=hint,
        related=[Related("first declared here", first.span)],
    )
    return False


def _function(world: World, draft: Draft, func: Func) -> None:
    decl: FuncDecl = func.decl
    draft.functions.append(func)
    if decl.receiver is not None or decl.name in ("init", "_"):
        return
    declare(world, draft, decl.name, Symbol("function", decl.span))


def add_previous(world: World, path: Word, fragments: tuple[GoFragment, ...]) -> None:
    """Make a package of an earlier phase known: what it declares may be named, and is never generated."""
    stated = next((fragment.parsed.package for fragment in fragments if fragment.parsed.package), "")
    name = stated or last_element(path.value)
    first = world.previous.get(path.value)
    if first is not None:
        world.report.error(
            "duplicate-package",
            f"package {path.value!r} of an earlier phase is given twice",
            path.span,
            related=[Related("first given here", first.span)],
        )
        return
    previous = Previous(path, name, fragments)
    for decl in (decl for fragment in fragments for decl in fragment.parsed.decls):
        if isinstance(decl, TypeDecl):
            previous.types.setdefault(decl.name, decl)
            previous.scope.setdefault(decl.name, Symbol("type", decl.span))
    world.previous[path.value] = previous
    world.package_names[path.value] = name
