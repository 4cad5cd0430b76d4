"""From the typed plan to the checked one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scaffold.check.docs import check_docs
from scaffold.check.earlier import forget_faults, gather_earlier
from scaffold.check.enumerations import check_enumeration
from scaffold.check.facts import Facts
from scaffold.check.functions import check_functions
from scaffold.check.graph import report_import_cycles
from scaffold.check.left_out import report_left_out
from scaffold.check.lengths import Lengths
from scaffold.check.locks import Locks
from scaffold.check.meant import check_markers, check_meant
from scaffold.check.members import check_declared_names, check_import, check_methods
from scaffold.check.method_sets import Collector, method_sets
from scaffold.check.module import NO_MODULE, go_version, module_path
from scaffold.check.options import Options
from scaffold.check.own_paths import with_own_paths
from scaffold.check.packages import gather
from scaffold.check.plan_rules import (
    check_allow,
    check_generate,
    check_implementations,
    check_owners,
    report_unused_keys,
)
from scaffold.check.recursion import report_recursion
from scaffold.check.resolution import resolve_all
from scaffold.check.resolve import Scope
from scaffold.check.signatures import SignatureRules
from scaffold.check.split import split_large_package
from scaffold.check.style import check_style
from scaffold.check.types import TypeRules
from scaffold.check.waves import check_waves
from scaffold.check.world import Draft, World
from scaffold.checked import ApiPackage, Checked, CheckedCrd, Function, MethodSet, Package, Values
from scaffold.diagnostics import Diagnostic, Report, Severity
from scaffold.model import Allow, Crd, Plan
from scaffold.source import Text

if TYPE_CHECKING:
    from scaffold.check.code_value import Value
    from scaffold.check.values import Code, Imports

_DEFAULT = Options()


def check(plan: Plan, report: Report, options: Options = _DEFAULT) -> Checked | None:
    """Hold a plan against every rule. What is wrong goes to `report`, all of it in one run.

    The checked plan is complete only where `report` then has no errors; None where not even packages could be made.
    """
    if not plan.sections and not plan.crds and not report.has_errors:
        # With a fault told already, the section that is missing here may be the one that could not be read.
        report.error(
            "empty-plan",
            "the plan declares no contract and no custom resource",
            plan.module.span if plan.module else plan.span,
            hint="add a section such as `storage:` (nothing behind it: its standard contract) or `api:`",
        )
    go = go_version(plan, report)
    module = module_path(plan, report, options)
    plan = with_own_paths(plan, module or NO_MODULE)
    world = World(plan, report, options, module or NO_MODULE, go)
    gather(world)
    report_left_out(world)
    crds: tuple[CheckedCrd, ...] = ()
    if plan.crds:
        # Most of it is Kubernetes' own lore, and plans without custom resources need not load it.
        from scaffold.check.crd_finish import check_copies, drop_doubled_warnings, finish_crds
        from scaffold.check.crd_packages import gather_crds

        gathered = gather_crds(world)
        others = gather_earlier(world)
        scopes = resolve_all(world)
        crds = finish_crds(world, gathered)
        sets, imports = _rules(world, scopes)
        check_copies(world)
        drop_doubled_warnings(world)
    else:
        others = gather_earlier(world)
        scopes = resolve_all(world)
        sets, imports = _rules(world, scopes)
    forget_faults(world, others)
    accept(plan, report)
    if module is None:
        return None
    return Checked(
        plan=plan,
        module=module,
        go=go,
        packages=tuple(_package(draft, imports[draft.import_path]) for draft in world.drafts.values()),
        method_sets=sets,
        package_names=world.package_names,
        crds=crds,
        lenient=options.lenient,
        apis=tuple(_api(world, draft, imports[draft.import_path]) for draft in world.apis.values()),
        earlier=tuple(_copied_types(world, _package(draft, {})) for draft in world.earlier.values()),
    )


def _rules(world: World, scopes: dict[int, Scope]) -> tuple[dict[tuple[str, str], MethodSet], dict[str, Imports]]:
    """Every rule over resolved declarations; the method sets are made on the way."""
    facts = Facts(world)
    collector = Collector(world, facts)
    code: Code | None = None

    def evaluate(owner: Scope, text: Text) -> Value:
        return code_of().length(owner, text)

    lengths = Lengths(world, evaluate)
    facts.length = lengths.number

    def code_of() -> Code:
        """The checker of code. It brings gofmt and Go's rules for statements along: not all plans need to load it."""
        nonlocal code
        if code is None:
            from scaffold.check.values import Code

            code = Code(world, facts, collector, lengths, scopes)
        return code

    report_recursion(world, facts)
    sets = method_sets(world, facts, collector)
    types = TypeRules(world, facts, collector, lengths)
    for draft in world.packages():
        check_functions(world, facts, draft)
        check_declared_names(world, draft)
        check_methods(world, facts, draft)
    signatures = SignatureRules(world, facts, Locks(world, facts))
    for draft in world.packages():
        for name, typ in draft.types.items():
            types.declaration(typ.resolved)
            check_enumeration(world, facts, typ)
            found = sets.get((draft.import_path, name))
            signatures.interface(typ.resolved.type, found is not None and not found.unmockable)
        for func in draft.functions:
            types.function(func.resolved)
            signatures.function(func)
        for value in draft.values:
            for spec in value.resolved.specs:
                if spec.type is not None:
                    types.type(spec.type, {})
        check_markers(world, draft)
        if draft.kind != "crd":
            check_style(world, facts, draft)
            if not world.options.lenient:
                check_meant(world, draft)
            if world.report.strict:
                check_docs(world, draft)
    of_crds = (entry for crd in world.plan.crds if isinstance(crd, Crd) for entry in crd.imports)
    for entry in (*world.plan.imports, *of_crds):
        check_import(world, entry)
    check_waves(world)
    check_owners(world)
    report_unused_keys(world)
    check_generate(world)
    check_allow(world)
    check_implementations(world)
    for draft in world.drafts.values():
        split_large_package(draft)
    # Last, for bodies lean on everything that is declared.
    imports: dict[str, Imports] = {draft.import_path: {} for draft in world.packages()}
    if world.array_owners or any(draft.values or draft.functions for draft in world.packages()):
        imports = {draft.import_path: code_of().package(draft) for draft in world.packages()}
    report_import_cycles(world)
    return sets, imports


def _package(draft: Draft, imports: Imports) -> Package:
    types = tuple(typ.plan._replace(decl=typ.resolved, file=typ.file, base=typ.base) for typ in draft.types.values())
    former = [section.was.value for section in draft.sections if section.was is not None]
    return Package(
        name=draft.name,
        path=draft.path,
        import_path=draft.import_path,
        kind=draft.kind,
        keys=tuple(draft.keys),
        doc=draft.doc,
        errors=tuple(draft.errors),
        types=types,
        values=tuple(Values(value.resolved, value.file) for value in draft.values),
        functions=tuple(Function(func.resolved, func.file, func.kept) for func in draft.functions),
        aliases=draft.aliases,
        body_imports={file: tuple(sorted(names.items())) for file, names in imports.items() if names},
        span=draft.span,
        former=tuple(name for name in dict.fromkeys(former) if name != draft.name),
        by_name={plan.decl.name: plan for plan in types},
    )


def _api(world: World, draft: Draft, imports: Imports) -> ApiPackage:
    group, version = world.groups[draft.import_path]
    package = _package(draft, imports)
    # A deep copy that does nothing would be worse than none: scaffold writes those itself.
    written = tuple(f for f in package.functions if f.kept or not f.decl.name.startswith("DeepCopy"))
    return ApiPackage(
        package=package._replace(functions=written),
        group=group,
        version=version,
        registered=tuple(dict.fromkeys(world.kinds.get(draft.import_path, ()))),
        optional=draft.import_path in world.optional_apis,
    )


def _copied_types(world: World, package: Package) -> Package:
    """The package of another plan with those types alone whose deep copies are known."""
    kept = tuple(plan for plan in package.types if (package.import_path, plan.decl.name) not in world.uncopied)
    return package._replace(types=kept)


def accept(plan: Plan, report: Report) -> None:
    """Drop the warnings that the plan accepts; an error is never accepted."""
    if not plan.allow:
        return
    report.drop(lambda found: found.severity is Severity.WARNING and any(_accepts(a, found) for a in plan.allow))


def _accepts(allow: Allow, found: Diagnostic) -> bool:
    """Whether an entry of `allow` means a message: its code and, if it says where, a name on its line or in it."""
    if allow.code.value != found.code:
        return False
    name = allow.where.rpartition(".")[2]
    line = found.span.source.line(found.span.begin.line)
    return not name or name in found.message or name in line
