"""The contracts of other phases: packages that other plans have in the repository, as names that this one may use.

They are read from the Go that was generated, as if the plan had them under `previous.go`. What the plan says there
itself, and its own packages, come first. A package that leads back to this plan by its imports is no earlier one.
"""

from __future__ import annotations

from collections.abc import Iterable

from scaffold.check.options import Earlier
from scaffold.check.packages import add_previous
from scaffold.check.world import Draft, Func, Previous, Typ, Val, World
from scaffold.diagnostics import Report
from scaffold.golang.ast import NO_TEXT, FuncDecl, Map, Name, Paren, Pointer, Slice, Struct, Type, TypeDecl
from scaffold.golang.identifiers import PREDECLARED_TYPES
from scaffold.golang.parse import parse_file
from scaffold.model import GoFragment, Section, TypePlan
from scaffold.source import Source, Word

_DEEPEST = 50
"""How many names of types are followed into each other."""


def gather_earlier(world: World) -> list[Source]:
    """Add the packages of other plans to `world`; the documents that they were read from."""
    found: dict[str, list[GoFragment]] = {}
    for folder in world.options.earlier:
        path = _import_path(world, folder)
        if path in world.drafts or path in world.apis or path in world.previous:
            continue
        fragments = [fragment for fragment in map(_fragment, folder.files) if fragment is not None]
        if fragments:
            found[path] = fragments
    imports = {path: {spec.path for each in found[path] for spec in each.parsed.imports} for path in found}
    ours = {*world.drafts, *world.apis}
    sources = []
    for path, fragments in found.items():
        if not _leads_to(path, imports, ours):
            add_previous(world, Word(path, fragments[0].text.span(0, 0)), tuple(fragments))
            sources += [fragment.text.source for fragment in fragments]
    return sources


def take_in_kinds(world: World) -> None:
    """Make the types of other plans known to schemas and deep copies, those that can be copied.

    Generated deep copies tell which types have any; types that assignment copies need none. The plan's own words about
    earlier packages may be an extract: schemas are made of them, and which copies are unknown stands in `uncopied`.
    """
    # No plan without custom resources needs them.
    from scaffold.check.crd_go import package_markers

    generated = {_import_path(world, folder) for folder in world.options.earlier}
    for path, stated in world.previous.items():
        if path not in generated:
            functions = [
                decl for fragment in stated.fragments for decl in fragment.parsed.decls if isinstance(decl, FuncDecl)
            ]
            folder_path = path.removeprefix(f"{world.module}/")
            copied = _draft(stated, folder_path, _copied(functions)).types
            storable = {name for name, decl in stated.types.items() if _is_storable(decl.type)}
            draft = world.earlier[path] = _draft(stated, folder_path, storable | copied.keys())
            world.uncopied |= {(path, name) for name in draft.types if name not in copied}
    for folder in world.options.earlier:
        path = _import_path(world, folder)
        previous = world.previous.get(path)
        if previous is None:
            continue
        functions = [
            decl
            for fragment in previous.fragments
            for decl in (fragment.parsed.decls if _is_of_copies(fragment) else ())
            if isinstance(decl, FuncDecl)
        ]
        draft = world.earlier[path] = _draft(previous, folder.path, _copied(functions))
        if any(package_markers(fragment).optional for fragment in previous.fragments):
            world.optional_apis.add(draft.import_path)


def _copied(functions: Iterable[FuncDecl]) -> set[str]:
    """The types that have a DeepCopyInto among `functions`."""
    found = (decl.receiver for decl in functions if decl.name == "DeepCopyInto")
    return {receiver.type_name for receiver in found if receiver is not None}


def _import_path(world: World, folder: Earlier) -> str:
    return f"{world.module}/{folder.path}" if folder.path else world.module


def _draft(previous: Previous, folder: str, copied: set[str]) -> Draft:
    name = Word(previous.name, previous.span)
    draft = Draft(name, folder, previous.import_path, "crd", "types.go", NO_TEXT)
    section = Section("crds", "crd", name, None, NO_TEXT, (), (), (), (), (), None, False, previous.span)
    for fragment in previous.fragments:
        for decl in () if _is_of_copies(fragment) else fragment.parsed.decls:
            if isinstance(decl, TypeDecl):
                resolved = previous.types[decl.name]
                if decl.name in copied or _is_flat(previous, resolved.type):
                    draft.types[decl.name] = Typ(TypePlan(resolved), section, draft, "", fragment)
            elif isinstance(decl, FuncDecl):
                draft.functions.append(Func(decl, section, draft, "", fragment))
            else:
                draft.values.append(Val(decl, section, draft, "", fragment))
    return draft


def _is_flat(previous: Previous, t: Type, depth: int = 0) -> bool:
    """Whether assignment copies all of a type."""
    if isinstance(t, Struct):
        return all(_is_flat(previous, field.type, depth) for field in t.fields)
    if not isinstance(t, Name) or t.args or depth > _DEEPEST:
        return False
    if not t.qualifier:
        return t.name in PREDECLARED_TYPES and t.name not in ("error", "any", "comparable")
    own = previous.types.get(t.name) if t.qualifier == previous.import_path else None
    return own is not None and not own.type_params and _is_flat(previous, own.type, depth + 1)


def _is_storable(t: Type) -> bool:
    """Whether a type looks as if objects were meant to hold it: its fields have json tags and no interfaces."""
    from scaffold.kube import tags  # as above

    match t:
        case Struct():
            return all(
                tags.lookup(field.tag.value, "json") is not None and _is_storable(field.type) for field in t.fields
            )
        case Name():
            return t.name not in ("error", "any") or bool(t.qualifier)
        case Pointer() | Slice() | Paren():
            return _is_storable(t.inner if isinstance(t, Paren) else t.elem)
        case Map():
            return _is_storable(t.value)
        case _:
            return False


def _is_of_copies(fragment: GoFragment) -> bool:
    return fragment.text.source.path.rpartition("/")[2] == "zz_generated.deepcopy.go"


def forget_faults(world: World, sources: list[Source]) -> None:
    """Drop what was said of the other plans' own text: it is theirs to mend."""
    if sources:
        theirs = {id(source) for source in sources}
        world.report.drop(lambda found: id(found.span.source) in theirs)


def _fragment(file: tuple[str, str]) -> GoFragment | None:
    text = Source(*file).whole()
    report = Report()
    parsed = parse_file(text, report)
    return None if parsed is None or report.has_errors else GoFragment("", parsed, text)


def _leads_to(path: str, imports: dict[str, set[str]], ours: set[str]) -> bool:
    seen: set[str] = set()
    open_ = [path]
    while open_:
        here = open_.pop()
        if here in ours:
            return True
        if here not in seen:
            seen.add(here)
            open_ += imports.get(here, ())
    return False
