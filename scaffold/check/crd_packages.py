"""The Go packages of custom resources: what the plan declares there, as drafts that names are resolved in.

They lie beside the contract packages; each sees the types of the others.
"""

from __future__ import annotations

from typing import NamedTuple

from scaffold.check.crd_go import (
    RESERVED_FILES,
    declared,
    expanded,
    kinds,
    package_markers,
    roots,
    stated_folder,
)
from scaffold.check.crd_json_tags import stored, tagged
from scaffold.check.crds import AnyCrd, Kind, Settled, fitted, settle, sound, version_package
from scaffold.check.packages import add_type, declare
from scaffold.check.supplied import declarations
from scaffold.check.world import GENERATED_VARIABLE, Draft, Func, Symbol, Typ, Val, World
from scaffold.golang.ast import NO_TEXT, Decl, FuncDecl, TypeDecl, ValueDecl
from scaffold.golang.identifiers import (
    file_name_problem,
    folder_name,
    is_exported,
    is_identifier,
    package_name_problem,
)
from scaffold.kube.comments import made_text
from scaffold.kube.copy_markers import states_root
from scaffold.kube.crd import ROOT_MARKER, kind_markers, list_source, root_source
from scaffold.kube.known import META_V1
from scaffold.kube.written import with_type_markers
from scaffold.model import Crd, CrdDocument, CrdGo, CrdVersion, EnumValue, GoFragment, Import, Section, TypePlan
from scaffold.source import Span, Text, Word


class Gathered(NamedTuple):
    """The plan's custom resources, each with its place, and the kinds that they declare in Go."""

    crds: tuple[AnyCrd, ...]
    settled: tuple[Settled | None, ...]
    kinds: tuple[Kind, ...]


def gather_crds(world: World) -> Gathered:
    """Make a draft of each group and version, in `world.apis`."""
    if not world.plan.crds:
        return Gathered((), (), ())
    crds = fitted(expanded(world.plan.crds), world.report, lenient=world.options.lenient)
    layout = world.plan.generate.layout
    settled = settle(
        crds, world.report, module=world.module, group=world.options.group, taken=world.drafts, layout=layout
    )
    found: list[Kind] = []
    for entry, (crd, place) in enumerate(zip(crds, settled, strict=True)):
        if place is None:
            continue
        if isinstance(crd, Crd):
            found += _short(world, crd, place, entry)
        elif isinstance(crd, CrdGo) and crd.version is not None:
            found += _go(world, crd, place, crd.version, entry)
        elif isinstance(crd, CrdDocument):
            found += _document(world, crd, place, entry)
    for draft in world.apis.values():
        _registration(world, draft)
    return Gathered(crds, settled, tuple(found))


def draft_of(world: World, place: Settled, version: Word, span: Span, clause: str = "") -> Draft:
    """The package of a group and version; made when it is first asked for. `clause` is what its Go calls it."""
    path = place.import_paths[version.value]
    draft = world.apis.get(path)
    if draft is None:
        folder = path.removeprefix(f"{world.module}/")
        name = Word(clause or version_package(version.value), version.span)
        draft = world.apis[path] = Draft(name, folder, path, "crd", "types.go", NO_TEXT)
        world.groups[path] = (place.group, version.value)
        world.package_names[path] = name.value
    return draft


def _section(name: str, span: Span, doc: Text, imports: tuple[Import, ...]) -> Section:
    """A section for an entry's imports: what resolves names asks one for them."""
    return Section("crds", "crd", Word(name, span), None, doc, imports, (), (), (), (), None, False, span)


def types_file(kind: str) -> str:
    """The file of a kind's types."""
    return f"{folder_name(kind.lower())}_types.go"


def add(world: World, draft: Draft, typ: Typ) -> None:
    """Enter a type into a package of custom resources, unless it stands there already."""
    known = draft.types.get(typ.plan.decl.name)
    if known is None or known.plan.decl is not typ.plan.decl:
        add_type(world, draft, typ, contract=False)


def _own(draft: Draft, text: str, span: Span, file: str) -> Typ:
    """A type that scaffold writes, whose metav1 is Kubernetes' own, whatever the plan calls so."""
    imports = (Import(Word("metav1", span), Word(META_V1, span), None),)
    typ = Typ(TypePlan(declarations(text, span)[0]), _section(draft.name, span, NO_TEXT, imports), draft, file, None)
    typ.made = True
    return typ


# --- the short form --------------------------------------------------------------------------------------------------


def _short(world: World, crd: Crd, place: Settled, entry: int) -> list[Kind]:
    from scaffold.check.crds_short import kind_options  # no plan without such resources needs it

    section = _section(crd.kind.value, crd.span, crd.doc, crd.imports)
    kind, file = crd.kind.value, types_file(crd.kind.value)
    found = []
    for version in crd.versions:
        draft = draft_of(world, place, version.name, version.name.span)
        draft.sections.append(section)
        for plan in _types(kind, version):
            add(world, draft, Typ(plan, section, draft, file, None))
        spec, status = (half.name if half is not None else "" for half in (version.spec, version.status))
        root = _own(draft, root_source(kind, spec, status), crd.kind.span, file)
        options = kind_options(crd, version)
        words = f"{kind} is the schema of the {options.plural} API."
        doc = crd.doc if crd.doc.value.strip() else made_text(words, crd.kind.span)
        decl = with_type_markers(root.plan.decl._replace(doc=doc), kind_markers(options))
        root.plan = TypePlan(decl, was=crd.was)
        add(world, draft, root)
        found.append(Kind(kind, draft.import_path, entry, crd.kind.span))
        listed = crd.list_kind.value if crd.list_kind is not None else ""
        _list(world, draft, kind, crd.kind.span, file, listed)
    return found


def _list(world: World, draft: Draft, kind: str, span: Span, file: str, name: str = "") -> None:
    """The list type of a kind, where nobody declares it."""
    name = name if is_identifier(name) and is_exported(name) else f"{kind}List"
    if name not in draft.scope:
        typ = _own(draft, list_source(kind, name), span, file)
        typ.plan = TypePlan(with_type_markers(typ.plan.decl, [ROOT_MARKER]))
        add(world, draft, typ)
    world.kinds.setdefault(draft.import_path, []).extend((kind, name))


def _types(kind: str, version: CrdVersion) -> list[TypePlan]:
    halves = []
    for half, words in ((version.spec, "desired"), (version.status, "observed")):
        if half is not None:
            article = "an" if kind[0] in "AEIO" else "a"  # a U is as often spoken as in User
            text = f"{half.name} is the {words} state of {article} {kind}."
            halves.append(TypePlan(half._replace(doc=made_text(text, half.span))))
    return [*halves, *version.types]


# --- whole documents -------------------------------------------------------------------------------------------------


def _document(world: World, crd: CrdDocument, place: Settled, entry: int) -> list[Kind]:
    from scaffold.check.crds_document_go import version_types
    from scaffold.kube.fromschema import IMPORTS

    data = sound(crd)
    if data is None:
        return []
    kind = data["spec"]["names"]["kind"]
    span = crd.document.span
    node = crd.document.get("kind")
    span = node.span if node is not None else span
    if not is_identifier(kind) or not is_exported(kind):
        world.report.note(
            "crd-beyond-go", f"kind {kind} is no exported Go name: there are no Go types of it, only the YAML", span
        )
        return []
    imports = tuple(Import(Word(alias, span), Word(path, span), None) for alias, path in IMPORTS.items())
    found = []
    for version in data["spec"]["versions"]:
        draft = draft_of(world, place, Word(version["name"], span), span)
        section = _section(kind, span, NO_TEXT, imports)
        draft.sections.append(section)
        taken = frozenset(draft.scope)
        dangerous = bool(world.plan.generate.allow_dangerous_types)
        for decl in version_types(data, version, span, taken.__contains__, dangerous=dangerous):
            typ = Typ(TypePlan(decl), section, draft, types_file(kind), None)
            typ.made = typ.of_schema = True
            add(world, draft, typ)
        found.append(Kind(kind, draft.import_path, entry, span))
        _list(world, draft, kind, span, types_file(kind), data["spec"]["names"]["listKind"])
    return found


# --- Go --------------------------------------------------------------------------------------------------------------


def _go(world: World, crd: CrdGo, place: Settled, version: Word, entry: int) -> list[Kind]:
    draft = draft_of(world, place, version, version.span, _clause(crd))
    section = _section(version.value, crd.span, NO_TEXT, ())
    draft.sections.append(section)
    found: list[Kind] = []
    files: dict[str, str] = {}
    copied = roots(crd.fragments)
    values = {plan.decl.name: plan.values for plan in crd.types}
    for fragment in crd.fragments:
        decls = declared(fragment, copied, world.report)
        of_package = package_markers(fragment)
        if of_package.doc.value and not draft.doc.value:
            draft.doc = of_package.doc
        if of_package.optional:
            world.optional_apis.add(draft.import_path)
        if world.options.lenient:
            held = stored(crd)
            decls = [
                tagged(decl, world.report) if isinstance(decl, TypeDecl) and decl.name in held else decl
                for decl in decls
            ]
        here = kinds(decls)
        file = _file(world, fragment, here)
        for decl in decls:
            _declaration(world, draft, section, decl, fragment, file, values)
        for decl in here:
            files[decl.name] = file
            found.append(Kind(decl.name, draft.import_path, entry, decl.span))
    for kind, file in files.items():
        _list(world, draft, kind, draft.types[kind].plan.decl.span, file)
        for name in (kind, f"{kind}List"):
            _as_root(draft, name)
    if not found:
        world.report.warning(
            "crd-no-kind",
            "these Go types hold no kind: no struct embeds metav1.TypeMeta and metav1.ObjectMeta",
            crd.span,
            hint='embed them: metav1.TypeMeta `json:",inline"` and metav1.ObjectMeta `json:"metadata,omitempty"`',
        )
    return found


def _clause(crd: CrdGo) -> str:
    """The package's name where the plan states its folder, which need not be called like the version."""
    folder = stated_folder(crd)
    clauses = (fragment.parsed.package for fragment in crd.fragments)
    return next((clause for clause in clauses if folder and clause and not package_name_problem(clause)), "")


def _file(world: World, fragment: GoFragment, here: list[TypeDecl]) -> str:
    """The file that takes a fragment: the one it names, else that of its first kind."""
    name = fragment.file.rpartition("/")[2]
    if name and name not in RESERVED_FILES:
        problem = file_name_problem(name)
        if problem:
            place = fragment.file_span or fragment.text.span(0, 1)
            world.report.error("file-name", f"file name {name!r} {problem}", place)
        return name
    return types_file(here[0].name) if here else "types.go"


def _declaration(
    world: World,
    draft: Draft,
    section: Section,
    decl: Decl,
    fragment: GoFragment,
    file: str,
    values: dict[str, tuple[EnumValue, ...]],
) -> None:
    if isinstance(decl, TypeDecl):
        plan = TypePlan(decl, file, values=values.get(decl.name, ()))
        add(world, draft, Typ(plan, section, draft, file, fragment))
    elif isinstance(decl, ValueDecl):
        draft.values.append(Val(decl, section, draft, file, fragment))
        for spec in decl.specs:
            for ident, span in spec.names:
                declare(world, draft, ident, Symbol("constant" if decl.keyword == "const" else "variable", span))
    elif isinstance(decl, FuncDecl):
        draft.functions.append(Func(decl, section, draft, file, fragment))
        if decl.receiver is None and decl.name not in ("init", "_"):
            declare(world, draft, decl.name, Symbol("function", decl.span))


def _as_root(draft: Draft, name: str) -> None:
    """The marker that makes a type an object of Kubernetes, unless it says itself whether it is one."""
    typ = draft.types.get(name)
    if typ is not None and not states_root(typ.plan.decl.doc):
        typ.plan = typ.plan._replace(decl=with_type_markers(typ.plan.decl, [ROOT_MARKER]))


def _registration(world: World, draft: Draft) -> None:
    """The names that every such package has; a type of the plan with one of them is told of."""
    for name in ("GroupVersion", "SchemeGroupVersion", "SchemeBuilder", "AddToScheme", "addKnownTypes"):
        symbol = draft.scope.get(name)
        if symbol is not None:
            world.report.error(
                "duplicate-name",
                f"{name} is what scaffold calls a part of the scheme registration of every such package",
                symbol.span,
                hint="rename it",
            )
        draft.scope.setdefault(name, Symbol(GENERATED_VARIABLE, draft.span))
