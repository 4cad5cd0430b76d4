"""Custom resources once every name is resolved: their Go types get all their markers, and CRDs are made of those."""

from __future__ import annotations

from scaffold.check.crd_packages import Gathered
from scaffold.check.crds import check_crds
from scaffold.check.crds_short import enum_markers
from scaffold.check.world import UNKNOWN, Draft, Typ, World
from scaffold.checked import CheckedCrd
from scaffold.diagnostics import Report
from scaffold.golang import ast
from scaffold.kube.deepcopy import uncopyable
from scaffold.kube.flatten import Ident
from scaffold.kube.gotypes import Copies, GoTypes
from scaffold.kube.schema import Builder, Declared
from scaffold.kube.written import reached, with_type_markers, written

GENERATE = "+kubebuilder:object:generate="


def finish_crds(world: World, gathered: Gathered) -> tuple[CheckedCrd, ...]:
    """The custom resources of the plan. The drafts' types are as they are written from here on."""
    if not gathered.crds:
        return ()
    finisher = _Finisher(world)
    roots = [(kind.path, kind.name) for kind in gathered.kinds]
    held = reached(roots, finisher.lookup)
    finisher.write(held)
    finisher.mark_copies(set(held))
    generate = world.plan.generate
    builder = finisher.builder(world.report)
    return check_crds(
        gathered.crds, gathered.settled, gathered.kinds, finisher.lookup, builder, generate, world.report
    )


def manual_copies(draft: Draft, name: str) -> Copies:
    """The deep copies that the plan itself writes for a type, as controller-gen tells them."""
    into = copy = pointer = False
    for func in draft.functions:
        receiver, decl = func.decl.receiver, func.resolved
        if receiver is None or receiver.type_name != name:
            continue
        if decl.name == "DeepCopyInto" and len(decl.params) == 1 and not decl.results:
            into = _is(decl.params[0].type, name, pointer=True)
        elif decl.name == "DeepCopy" and not decl.params and len(decl.results) == 1:
            copy = _is(decl.results[0].type, name, pointer=receiver.pointer)
            pointer = copy and receiver.pointer
    return Copies(into, copy, pointer)


def _is(t: ast.Type, name: str, *, pointer: bool) -> bool:
    if pointer:
        return isinstance(t, ast.Pointer) and _is(t.elem, name, pointer=False)
    return isinstance(t, ast.Name) and t.name == name


class _Finisher:
    """The types of the plan on their way into custom resources."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._types = GoTypes(self._decl, self._copies)

    def _typ(self, path: str, name: str) -> Typ | None:
        draft = self._world.apis.get(path) or self._world.drafts.get(path)
        return draft.types.get(name) if draft is not None else None

    def _decl(self, path: str, name: str) -> ast.TypeDecl | None:
        typ = self._typ(path, name)
        return typ.resolved if typ is not None else None

    def _copies(self, path: str, name: str) -> Copies | None:
        draft = self._world.apis.get(path) or self._world.drafts.get(path)
        return manual_copies(draft, name) if draft is not None else None

    def lookup(self, path: str, name: str) -> Declared | None:
        """A type of the plan as the kube room knows types."""
        typ = self._typ(path, name)
        return None if typ is None else Declared(typ.resolved, marshals=_marshals(typ.draft, name))

    def builder(self, report: Report) -> Builder:
        """What makes schemas of the types as they are now."""
        generate = self._world.plan.generate
        return Builder(
            self.lookup,
            report,
            dangerous=bool(generate.allow_dangerous_types),
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
                made[path, name] = written(typ.resolved, path, enum_markers(typ.plan), builder)
        for (path, name), decl in made.items():
            typ = self._typ(path, name)
            if typ is not None:
                typ.resolved = decl
        # What is wrong with a type is told when its schema is made; here it is only looked at.
        for found in said:
            if found.code == "crd-foreign-type" and not self._world.report.has_errors:
                self._world.report.add(found)

    def mark_copies(self, held: set[Ident]) -> None:
        """Say of each type that cannot have deep copies that it has none; custom resources must not hold such."""
        for path, draft in self._world.apis.items():
            decls = [typ.resolved for typ in draft.types.values() if self._copied(typ)]
            for name, why in uncopyable(self._types, path, decls).items():
                typ = draft.types[name]
                if (path, name) not in held:
                    typ.resolved = with_type_markers(typ.resolved, [f"{GENERATE}false"])
                elif UNKNOWN not in why and not self._world.report.has_errors:
                    self._world.report.error(
                        "crd-copy",
                        f"type {name} cannot be copied, as every object of Kubernetes must: {why}",
                        typ.resolved.span,
                        hint="use types of Kubernetes' own (metav1.Time, resource.Quantity …), slices for arrays, "
                        "and declare structs by name",
                    )

    @staticmethod
    def _copied(typ: Typ) -> bool:
        return f"{GENERATE}false" not in typ.resolved.doc.value


def _marshals(draft: Draft, name: str) -> str:
    """How a type writes itself: ``text`` or ``json``, empty for the usual way."""
    found = ""
    for func in draft.functions:
        decl = func.decl
        if decl.receiver is None or decl.receiver.type_name != name or decl.params or len(decl.results) != 2:
            continue
        if decl.name == "MarshalJSON":
            return "json"
        if decl.name == "MarshalText":
            found = "text"
    return found
