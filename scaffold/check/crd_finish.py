"""Custom resources once every name is resolved: their Go types get all their markers, and CRDs are made of those."""

from __future__ import annotations

from collections.abc import Iterable

from scaffold.check.crd_packages import Gathered
from scaffold.check.crd_placeholders import drop_value_markers
from scaffold.check.crd_unknown_fields import drop_rules_of_unknown_fields
from scaffold.check.crds import check_crds
from scaffold.check.crds_short import enum_markers
from scaffold.check.earlier import take_in_kinds
from scaffold.check.facts import Facts
from scaffold.check.world import Func, Typ, World
from scaffold.checked import CheckedCrd
from scaffold.diagnostics import Report, Severity
from scaffold.golang import ast
from scaffold.golang.known import META_V1, RUNTIME, SCHEMA
from scaffold.kube.copy_imports import CopyImports
from scaffold.kube.copy_markers import asked
from scaffold.kube.declared import Declared
from scaffold.kube.deepcopy import DeepCopies, Fault, find_external_fields, uncopyable
from scaffold.kube.flatten import MAX_NESTED, Ident
from scaffold.kube.foreign import is_api_package
from scaffold.kube.gotypes import Copies, GoTypes, manual_copies
from scaffold.kube.marker_scanner import unquote
from scaffold.kube.marker_table import FIELD, TYPE
from scaffold.kube.markers import read_markers
from scaffold.kube.marshalling import JSON, TEXT, Marshalling
from scaffold.kube.nesting import find_too_deep
from scaffold.kube.schema import Builder
from scaffold.kube.written import reached, with_type_markers, written
from scaffold.model import CrdDocument, Generate
from scaffold.source import Span

_COPYABLE = (
    "use types of Kubernetes' own (metav1.Time, resource.Quantity …), slices for arrays, and declare structs by name"
)
GENERATE = "+kubebuilder:object:generate="


def finish_crds(world: World, gathered: Gathered) -> tuple[CheckedCrd, ...]:
    """The custom resources of the plan. The drafts' types are as they are written from here on."""
    if not gathered.crds:
        return ()
    for path in (META_V1, RUNTIME, SCHEMA) if world.apis else ():
        world.package_names.setdefault(path, path.rpartition("/")[2])
    for draft in world.apis.values():
        draft.aliases.setdefault(META_V1, "metav1")
    take_in_kinds(world)
    finisher = _Finisher(world)
    roots = [(kind.path, kind.name) for kind in gathered.kinds]
    too_deep = find_too_deep(
        [(path, name) for path, draft in world.apis.items() for name in draft.types], finisher.lookup
    )
    if too_deep is not None:
        span = world.apis[too_deep[0]].types[too_deep[1]].plan.decl.span
        world.report.error(
            "crd-type",
            f"type {too_deep[1]} holds types nested more than {MAX_NESTED} deep",
            span,
            hint="fold some of them",
        )
        return ()
    held = reached(roots, finisher.lookup)
    bare = drop_value_markers(world, held)
    drop_rules_of_unknown_fields(world, held, finisher.lookup)
    finisher.write(held)
    wrong = finisher.mark_copies(set(held))
    generate = world.plan.generate
    builder = finisher.builder(world.report)
    found = check_crds(
        gathered.crds, gathered.settled, gathered.kinds, finisher.lookup, builder, generate, world.report
    )
    _keep_documents(world, gathered)
    if bare:
        world.report.drop(lambda message: message.code == "crd-list-type" and message.span.offsets in bare)
    _read_the_rest(world, builder)
    finisher.complain_of_copies(wrong)
    return found


_OF_GO = frozenset(
    ["crd-float", "crd-json-tag", "crd-map-key", "crd-marker", "crd-one-of", "crd-recursive", "crd-type"]
)
"""Codes of what only the Go types of a kind can be refused for."""


def _keep_documents(world: World, gathered: Gathered) -> None:
    """Makes notes of the errors about Go types that were made of pasted definitions: servers take those as they are."""
    places = {
        (kind.span.source.path, kind.span.offsets): kind.name
        for kind in gathered.kinds
        if isinstance(gathered.crds[kind.entry], CrdDocument)
    }
    refused = [
        found
        for found in world.report
        if found.code in _OF_GO and (found.span.source.path, found.span.offsets) in places
    ]
    world.report.drop(lambda found: found in refused)
    for found in refused:
        kind = places[found.span.source.path, found.span.offsets]
        why = f"controller-gen refuses the Go types of {kind}: {found.message}; the YAML keeps what stands here"
        world.report.note("crd-beyond-go", why, found.span)


def _read_the_rest(world: World, builder: Builder) -> None:
    """Tell of faulty markers on types that no custom resource holds: controller-gen reads those as well."""
    for path, draft in world.apis.items():
        for name, typ in draft.types.items():
            if builder.knows(path, name):
                continue
            ignored = _ignored(world, typ)
            read_markers(typ.resolved.doc, TYPE, world.report, ignored)
            for field in typ.resolved.type.fields if isinstance(typ.resolved.type, ast.Struct) else ():
                read_markers(field.doc, FIELD, world.report, ignored)


def _ignored(world: World, typ: Typ) -> Severity | None:
    """How much a marker weighs that controller-gen ignores: Go that people bring along builds with it."""
    if typ.of_schema:
        return None
    return Severity.WARNING if typ.fragment is not None or world.options.lenient else Severity.ERROR


def drop_doubled_warnings(world: World) -> None:
    """Drops the warnings of ``validate`` tags that are faulty: the error says it all."""
    faulty = {found.span.offsets for found in world.report if found.code == "validate-rule"}
    world.report.drop(lambda found: found.code == "crd-validate" and found.span.offsets in faulty)


def check_copies(world: World) -> None:
    """Tell what has no deep copy of those whose bodies are not taken over: these copies are scaffold's to write."""
    if not any(_left_out(func) for draft in world.apis.values() for func in draft.functions):
        return
    finisher = _Finisher(world, kept_only=True)
    finisher.complain_of_copies(finisher.mark_copies(set(), mark=False))


def _left_out(func: Func) -> bool:
    return not func.kept and func.decl.name.startswith("DeepCopy")


class _Finisher:
    """The types of the plan on their way into custom resources."""

    def __init__(self, world: World, *, kept_only: bool = False) -> None:
        """`kept_only`: of the deep copies by hand only those count whose bodies are taken over."""
        self._world = world
        self._facts = Facts(world)
        self._kept_only = kept_only
        self._types = GoTypes(self._copied_decl, self._copies, lenient=world.options.lenient)
        self._marshalling = Marshalling(self._decl, self._functions)

    def _typ(self, path: str, name: str) -> Typ | None:
        draft = self._world.known(path)
        return draft.types.get(name) if draft is not None else None

    def _decl(self, path: str, name: str) -> ast.TypeDecl | None:
        typ = self._typ(path, name)
        return typ.resolved if typ is not None else None

    def _copied_decl(self, path: str, name: str) -> ast.TypeDecl | None:
        return None if (path, name) in self._world.uncopied else self._decl(path, name)

    def _functions(self, path: str) -> list[ast.FuncDecl]:
        draft = self._world.known(path)
        return [func.resolved for func in draft.functions] if draft is not None else []

    def _copies(self, path: str, name: str) -> Copies | None:
        draft = self._world.known(path)
        if draft is None:
            return None
        functions = [func.resolved for func in draft.functions if not (self._kept_only and _left_out(func))]
        return manual_copies(functions, name)

    def lookup(self, path: str, name: str) -> Declared | None:
        """A type of the plan as the kube room knows types."""
        typ = self._typ(path, name)
        if typ is None:
            return None
        text = self._marshalling.has(path, name, TEXT)
        marshals = "json" if self._marshalling.has(path, name, JSON) else "text" if text else ""
        return Declared(
            typ.resolved,
            marshals=marshals,
            key=text,
            apart=True,
            constants=self._constants(typ),
            ignored=_ignored(self._world, typ),
        )

    def builder(self, report: Report) -> Builder:
        """What makes schemas of the types as they are now."""
        generate = self._world.plan.generate
        return Builder(
            self.lookup,
            report,
            dangerous=_dangerous(generate, lenient=self._world.options.lenient),
            embedded_object_meta=bool(generate.embedded_object_meta),
            optional=frozenset(self._world.optional_apis),
        )

    def write(self, held: list[Ident]) -> None:
        """Put every marker that the schemas of these types need into their comments."""
        said = Report()
        builder = self.builder(said)
        made = {}
        for path, name in held:
            typ = self._typ(path, name)
            if typ is not None:
                # Constants are values already where the plan says so itself.
                lines = () if "+k8s:enum" in typ.resolved.doc.value else enum_markers(typ.plan, self._is_text(typ))
                keeps_tags = path not in self._world.apis
                made[path, name] = written(typ.resolved, path, lines, builder, keeps_tags=keeps_tags)
        for (path, name), decl in made.items():
            typ = self._typ(path, name)
            if typ is not None:
                typ.resolved = decl
        # What is wrong with a type is told when its schema is made; here it is only looked at.
        for found in said:
            told = found.code == "crd-foreign-type" and not self._world.report.has_errors
            if (
                told
                or found.code == "crd-validate"
                or (found.code == "crd-float" and found.severity is Severity.WARNING)
            ):
                self._world.report.add(found)

    def _is_text(self, typ: Typ) -> bool:
        """Whether a type's underlying type is ``string``, also behind other types of the plan."""
        under = self._facts.under(typ.resolved.type)
        return isinstance(under, ast.Name) and (under.qualifier, under.name) == ("", "string")

    def _constants(self, typ: Typ) -> tuple[str, ...]:
        """The texts of the constants of a type that are declared with a literal."""
        name = typ.resolved.name
        if "+k8s:enum" not in typ.resolved.doc.value or not self._is_text(typ):
            return ()
        found = [value.value.value for value in typ.plan.values]
        for val in typ.draft.values:
            for spec in val.decl.specs if val.decl.keyword == "const" else ():
                if isinstance(spec.type, ast.Name) and spec.type.name == name:
                    texts = [value.value for value in spec.values if value.value.startswith(('"', "`"))]
                    found += [unquote(text) for text in texts]
        return tuple(found)

    def mark_copies(self, held: set[Ident], *, mark: bool = True) -> list[tuple[Typ, list[Fault]]]:
        """Say of each type that cannot have deep copies that it has none. Those that custom resources hold, and why.

        Without `mark` it is too late for that, and all of them are answered.
        """
        # Asked before scaffold adds marks of its own.
        wrong = self._without_object()
        for path, draft in self._world.apis.items():
            decls = [typ.resolved for typ in draft.types.values() if self._copied(typ)]
            for name, faults in uncopyable(self._types, path, decls).items():
                typ = draft.types[name]
                if (path, name) in held or not mark:
                    wrong.append((typ, faults))
                else:
                    typ.resolved = with_type_markers(typ.resolved, [f"{GENERATE}false"])
        return wrong + self._mark_contracts(held)

    def _without_object(self) -> list[tuple[Typ, list[Fault]]]:
        """Kinds and lists that get no DeepCopyObject, which their scheme asks for, and do not have one by hand."""
        wrong = []
        for path, names in self._world.kinds.items():
            draft = self._world.apis[path]
            methods = [func.decl for func in draft.functions if func.decl.name == "DeepCopyObject"]
            written_for = {decl.receiver.type_name for decl in methods if decl.receiver is not None}
            for name in dict.fromkeys(names):
                typ = draft.types.get(name)
                why = self._no_object(path, typ) if typ is not None and name not in written_for else ""
                if typ is not None and why:
                    wrong.append((typ, [Fault(why, typ.resolved.span)]))
        return wrong

    def _no_object(self, path: str, typ: Typ) -> str:
        """Why controller-gen makes no DeepCopyObject for a type; empty where it does."""
        if asked(typ.resolved.doc, True) != (True, True):
            return "its markers say that it is none, or has no copies"
        copies = self._copies(path, typ.resolved.name)
        by_hand = copies is not None and copies.copy
        return "its DeepCopy is written by hand, and then its DeepCopyObject must be too" if by_hand else ""

    def _mark_contracts(self, held: set[Ident]) -> list[tuple[Typ, list[Fault]]]:
        """Ask for deep copies of the contracts' types that custom resources hold."""
        wrong = []
        for path, draft in self._world.drafts.items():
            own = [typ for name, typ in draft.types.items() if (path, name) in held]
            reasons = uncopyable(self._types, path, [typ.resolved for typ in own])
            copied = DeepCopies(self._types, path, CopyImports(""))
            for typ in own:
                if typ.resolved.name in reasons:
                    wrong.append((typ, reasons[typ.resolved.name]))
                elif copied.wanted(typ.resolved):
                    typ.resolved = with_type_markers(typ.resolved, [f"{GENERATE}true"])
        return wrong

    def complain_of_copies(self, wrong: list[tuple[Typ, list[Fault]]]) -> None:
        """Tell what cannot be copied; not of what has no schema either, which was told."""
        report = self._world.report
        told = {found.span.begin.line for found in report if found.severity is Severity.ERROR}
        for typ, faults in wrong:
            for fault in faults:
                if fault.span.begin.line not in told:
                    name = typ.resolved.name
                    why = f"{name} cannot be copied, as every object of Kubernetes must: {fault.why}"
                    by_hand = f"declare the type in the plan, or write (in *{name}) DeepCopyInto(out *{name}) in `go`"
                    report.error("crd-copy", why, fault.span, hint=by_hand if fault.is_unknown else _COPYABLE)
        self._warn_of_external_copies(typ for typ, _ in wrong)

    def _warn_of_external_copies(self, wrong: Iterable[Typ]) -> None:
        """Names the unknown types of other packages that the deep copies pass to those types' own DeepCopyInto."""
        refused = {id(typ) for typ in wrong}
        names: dict[str, dict[str, Span]] = {}
        for path, draft in {**self._world.apis, **self._world.drafts}.items():
            default = path in self._world.apis
            for typ in draft.types.values():
                by_hand = self._copies(path, typ.resolved.name) or Copies()
                is_made = id(typ) not in refused and not (by_hand.into or by_hand.copy)
                if is_made and asked(typ.resolved.doc, default)[0]:
                    for (package, name), span in find_external_fields(self._types, path, typ.resolved):
                        names.setdefault(package, {}).setdefault(name, span)
        for package, spans in names.items():
            how = "by their own DeepCopyInto where they have one, and by assignment where they have none"
            if not is_api_package(package):
                how = "by assignment: a copy shares what they point to"
            self._world.report.warning(
                "crd-copy-external",
                f"types of {package} are copied {how}: {', '.join(spans)}",
                next(iter(spans.values())),
                hint=f"`{next(iter(spans))}` declared in the plan has a deep copy for certain",
            )

    @staticmethod
    def _copied(typ: Typ) -> bool:
        return asked(typ.resolved.doc, True)[0]


def _dangerous(generate: Generate, *, lenient: bool) -> bool | None:
    """Whether floats are allowed; None: with a warning."""
    return None if lenient and generate.allow_dangerous_types is None else bool(generate.allow_dangerous_types)
