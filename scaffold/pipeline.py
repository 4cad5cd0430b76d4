"""The way through the house, in one page: bytes of a plan → files of a repository."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from scaffold import observed
from scaffold.check.options import Earlier, Options
from scaffold.checked import Checked
from scaffold.codes import CHECKED_FORMS
from scaffold.diagnostics import Related, Report
from scaffold.model import Plan
from scaffold.source import Source
from scaffold.tree import OutFile, Owner, PathClash, Rename, Tree, UnsafePath

if TYPE_CHECKING:
    from scaffold.repo.module import Module
    from scaffold.salvage import LeftOut

MOCKS = ("func", "none")
"""Kinds of mocks that can be asked for."""


class Input(NamedTuple):
    """A plan as it was given: its bytes, the name that messages show, the base name that files carry.

    `beside` are documents that belong to it: they have waves, and nothing that is generated.
    """

    data: bytes
    shown: str
    name: str
    beside: tuple[Input, ...] = ()


class Settings(NamedTuple):
    """What the command line says about the output; None where it says nothing.

    `keep_going`: generate what is sound of a plan with errors.
    """

    module: str | None = None
    mocks: tuple[str, ...] | None = None
    wave: int | None = None
    stub_undefined: bool | None = None
    group: str | None = None
    bodies: str | None = None
    on_duplicate: str = "error"
    keep_going: bool = False

    def stubs(self, plan: Plan) -> bool:
        """Whether undeclared types are declared as empty ones; by default those of lenient plans are."""
        return is_lenient(plan) if self.stub_undefined is None else self.stub_undefined


class Made(NamedTuple):
    """The files of one plan: those asked for, and, of the rest, the contracts that they import.

    `contracts` are the packages, whether asked for or not, on which other plans may build; `phase` is its number, as
    the plan has it. `renames` are those of all its files. `absent` are import paths of the module that its Go uses and
    that neither it nor another plan makes. `left_out` is what a lenient plan had to do without.
    """

    name: str
    tree: Tree
    needed: Tree
    module: str = ""
    phase: str = ""
    contracts: tuple[Earlier, ...] = ()
    renames: tuple[Rename, ...] = ()
    absent: tuple[str, ...] = ()
    left_out: LeftOut | None = None


def make(
    plan: Input,
    settings: Settings,
    report: Report,
    target: str | None = None,
    earlier: tuple[Earlier, ...] = (),
    module: str | None = None,
) -> Made | None:
    """Everything but the disk: read, check, name, make. None if the plan has errors, which are then in `report`.

    With ``keep_going`` a plan with errors makes what is sound of it, and `report` has errors all the same. `target`
    is looked at only for a go.mod that is there already; if there is none, `module` is the one that it gets from
    another plan of the run. `earlier` are the contracts of other plans. Raises `RepoError` where a go.mod cannot be
    read.
    """
    from scaffold.plan.document import read_document

    source = read_document(plan.data, plan.shown, report)
    if source is None:
        return None
    beside = [other for each in plan.beside if (other := read_document(each.data, each.shown, report)) is not None]
    typed = _read(source, plan.name, report, settings, beside)
    if typed is None:
        return None
    if has_only_waves(typed) and not report.has_errors:
        return _make_nothing(typed, report)
    found = _module(target, settings.module or (typed.module.value if typed.module else None))
    existing = found.path if found is not None else None
    options = Options(
        module=settings.module,
        existing_module=existing or module,
        stub_undefined=settings.stubs(typed),
        lenient=is_lenient(typed),
        bodies=settings.bodies,
        group=settings.group,
        on_duplicate=settings.on_duplicate,
        earlier=earlier,
    )
    made = _generate(typed, settings, options, found, report)
    if made is not None and target is not None:
        _report_absent(made, typed, target, report)
    if _wants_fixes(report) and not is_markdown(plan.name):
        from scaffold.plan.natural import add_fixes

        add_fixes(source.whole(), report)
    if is_markdown(plan.name):
        from scaffold.plan.markdown.messages import gather_messages

        for document in (source, *beside):
            gather_messages(report, document, has_module=settings.module is not None)
    return made


def _wants_fixes(report: Report) -> bool:
    """Whether the form of the plan's text may give a fix for what the check has told."""
    wanting = CHECKED_FORMS | {"undeclared-type"}
    return any(one.fix is None and one.code in wanting for one in report.found)


def _make_nothing(typed: Plan, report: Report) -> Made:
    """No files: a plan that has waves and no contracts is sound, and belongs beside another one."""
    report.note(
        "waves-only",
        "the plan has waves and no contracts: nothing is generated from it",
        typed.span,
        hint="give it together with the document that has the contracts: scaffold go CONTRACTS.md WAVES.md",
    )
    return Made(typed.name, Tree(()), Tree(()), typed.module.value if typed.module else "", typed.phase.number)


def _generate(typed: Plan, settings: Settings, options: Options, found: Module | None, report: Report) -> Made | None:
    """The files of a typed plan, or of what is sound of it."""
    read = report.found
    made = _build(typed, settings, options, found, report)
    if made is not None or not (settings.keep_going or options.lenient):
        return made
    from scaffold.salvage import only_declarations, salvage

    # What is wrong inside one declaration of a document costs that one, with a warning, and not the run.
    lenient = options.lenient and not report.strict and only_declarations(typed, report.faults)
    if not settings.keep_going and not lenient:
        return None

    def attempt(rest: Plan, notes: Report, left_out: Mapping[str, bool]) -> Made | None:
        cautious = options._replace(stub_undefined=True, cautious=True, left_out=left_out)
        return _build(rest, settings, cautious, found, notes)

    salvaged = salvage(typed, read, report, attempt, lenient=lenient)
    return None if salvaged is None else salvaged.result._replace(left_out=salvaged.left_out)


def _build(typed: Plan, settings: Settings, options: Options, module: Module | None, report: Report) -> Made | None:
    """From the typed plan to its files; None where `report` has errors."""
    from scaffold import kinds
    from scaffold.check.api import accept, check
    from scaffold.delivery import Delivery
    from scaffold.kinds.base import Context, deprecated
    from scaffold.kinds.contents import make_lookups
    from scaffold.naming import settle

    checked = check(typed, report, options)
    if checked is None:
        return None
    names = settle(checked, report)
    delivery = Delivery(checked)
    if settings.wave is not None and settings.wave not in delivery.numbers:
        known = ", ".join(map(str, delivery.numbers)) or "none"
        # The mistake is on the command line; the plan's waves are what to look at.
        span = typed.waves[0].span if typed.waves else typed.span
        report.error("unknown-wave", f"--wave {settings.wave}: the plan has no such wave; it has {known}", span)
    if report.has_errors:
        return None
    mocks = settings.mocks
    if mocks is None:
        mocks = tuple(word.value for word in typed.generate.mocks) if typed.generate.mocks is not None else ("func",)
    own_module = module is None or module.own
    resolved = module.resolved if module is not None else {}
    lookups = make_lookups(checked, names.skeletons)
    context = Context(checked, names, delivery, mocks, own_module, report, deprecated(checked), lookups, resolved)
    tree = _tree(lambda: kinds.files(context), typed.source, report)
    delivery.report_assumed(report)
    accept(typed, report)
    if tree is None or report.has_errors:
        return None
    found = Made(typed.name, tree, Tree(()), checked.module, typed.phase.number, _contracts(tree, checked))
    found = found._replace(
        renames=tuple(dict.fromkeys(rename for file in tree for rename in file.renames)),
        absent=_absent_packages(checked, tree, options.earlier),
    )
    if settings.wave is None:
        return found
    from scaffold.wave_files import files_of_wave

    files = files_of_wave(tree, delivery, settings.wave, checked.module)
    if all(file.owner is Owner.SHARED for file in files.made):
        delivery.report_empty(settings.wave, report)
    for package in dict.fromkeys(file.path.rpartition("/")[0] for file in files.early):
        message = f"wave {settings.wave} builds on {package}, and does not wait for the wave that delivers it"
        report.note("wave-early", f"{message}: it is made now", typed.span)
    return found._replace(tree=files.made, needed=files.needed)


def _absent_packages(checked: Checked, tree: Tree, earlier: tuple[Earlier, ...]) -> tuple[str, ...]:
    """Import paths of the module that the Go of a plan uses, and that neither it nor another plan makes."""
    below = f"{checked.module}/"
    made = {below + file.path.rpartition("/")[0] for file in tree} | {below + package.path for package in earlier}
    asked = [path for path in checked.package_names if path.startswith(below) and path not in made]
    code = [file.text for file in tree if file.path.endswith(".go")] if asked else []
    return tuple(path for path in asked if any(f'"{path}"' in text for text in code))


def _report_absent(made: Made, typed: Plan, target: str, report: Report) -> None:
    """Report packages of previous phases that the repository does not have: until it does, nothing builds."""
    for path in made.absent:
        folder = path.removeprefix(f"{made.module}/")
        place = os.path.join(target, folder)
        if any(name.endswith(".go") for name in _names_in(place)):
            continue
        stated = next((package.path.span for package in typed.previous.go if package.path.value == path), typed.span)
        report.warning(
            "previous-missing",
            f"the repository has no package {folder}, which the plan takes from a previous phase",
            stated,
            hint="what is made builds once it is there: generate the previous phase's plan into the same repository",
        )


def has_only_waves(plan: Plan | None) -> bool:
    """Whether a plan has waves and nothing that is generated."""
    return plan is not None and bool(plan.waves) and not plan.sections and not plan.crds


def _names_in(folder: str) -> list[str]:
    """The names in a folder; none where there is none."""
    try:
        names = os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        observed.note(observed.NAMES, folder, None)
        return []
    observed.note_names(folder, names)
    return names


def phase_of(plan: Input) -> str:
    """The number of a plan's phase, as it says; empty where it says none, or cannot be read."""
    typed = _read_input(plan)
    return typed.phase.number if typed is not None else ""


def wave_numbers(plan: Input) -> list[int]:
    """The numbers that ``--wave`` takes; empty for a plan that cannot be read."""
    from scaffold.delivery import DERIVED_WAVES

    typed = _read_input(plan)
    if typed is None:
        return []
    return sorted({wave.number for wave in typed.waves}) if typed.waves is not None else list(DERIVED_WAVES)


def _read_input(plan: Input) -> Plan | None:
    from scaffold.plan.document import read_document

    source = read_document(plan.data, plan.shown, Report())
    return _read(source, plan.name, Report(), Settings()) if source is not None else None


def _contracts(tree: Tree, checked: Checked) -> tuple[Earlier, ...]:
    """The Go of the packages that the plan declares."""
    folders = {package.path for package in (*checked.packages, *(api.package for api in checked.apis))}
    files: dict[str, list[tuple[str, str]]] = {}
    for file in tree:
        folder = file.path.rpartition("/")[0]
        if file.path.endswith(".go") and file.owner is Owner.GENERATED and (folder or ".") in folders:
            files.setdefault(folder, []).append((file.path, file.text))
    return tuple(Earlier(folder, tuple(found)) for folder, found in files.items())


def is_markdown(name: str) -> bool:
    """Whether a plan of this file name is spelled in Markdown."""
    return name.lower().endswith((".md", ".markdown"))


def is_lenient(plan: Plan) -> bool:
    """Whether a plan is forgiven what documents are: it is one, or it says so."""
    return is_markdown(plan.name) or bool(plan.generate.lenient)


def join_documents(plans: Sequence[Input]) -> list[Input]:
    """The plans of a run: documents that have waves and no contracts go beside the one that has contracts and no waves.

    Where several could take them, the first does.
    """
    if len(plans) < 2 or not any(is_markdown(plan.name) for plan in plans):
        return list(plans)
    read = [(plan, _read_input(plan)) for plan in plans]
    waves = [plan for plan, typed in read if is_markdown(plan.name) and has_only_waves(typed)]
    others = [plan for plan in plans if plan not in waves]
    taker = next((plan for plan, typed in read if plan in others and typed is not None and not typed.waves), None)
    if not waves or taker is None:
        return list(plans)
    return [plan._replace(beside=tuple(waves)) if plan is taker else plan for plan in others]


def _read(source: Source, name: str, report: Report, settings: Settings, beside: Sequence[Source] = ()) -> Plan | None:
    if beside:
        from scaffold.plan.joined import read_joined
        from scaffold.plan.markdown.reader import Choices

        choices = Choices(settings.on_duplicate, settings.group)
        return read_joined(source, name, beside, report, choices, markdown=is_markdown(name))
    if is_markdown(name):
        from scaffold.plan.markdown.reader import Choices, read_markdown

        return read_markdown(source, name, report, Choices(settings.on_duplicate, settings.group))
    from scaffold.plan.reader import read_plan

    return read_plan(source, name, report)


def _module(target: str | None, wanted: str | None) -> Module | None:
    """The module that the target lies in; None where the repository gets a go.mod of its own."""
    if target is None:
        return None
    from scaffold.repo.module import module_of

    observed.note_real_path(target)
    found = module_of(os.path.realpath(target))
    if found is None or (not found.own and wanted is not None and found.path != wanted):
        return None
    return found


def _tree(files: Callable[[], list[OutFile]], source: Source, report: Report) -> Tree | None:
    try:
        return Tree(files())
    except (PathClash, UnsafePath) as problem:
        # The rules of naming should have found it; this is the last wall before the disk.
        span = source.span(0, 0)
        related: tuple[Related, ...] = ()
        if isinstance(problem, PathClash) and problem.second.spans:
            span = problem.second.spans[0].span
            related = tuple(Related("the other one", mark.span) for mark in problem.first.spans[:1])
        report.error("duplicate-path", str(problem), span, related=related)
        return None
