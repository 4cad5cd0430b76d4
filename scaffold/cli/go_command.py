"""``scaffold go``."""

from __future__ import annotations

import sys
from contextlib import ExitStack

import click

from scaffold import observed
from scaffold.cli.go_plans import Chosen, builders, choose, in_use
from scaffold.cli.options import (
    message_options,
    module_option,
    plans_argument,
    reading_options,
    repository_option,
    wave_option,
)
from scaffold.cli.output import DONE, NO, UNABLE, Console, Problem, join_given, read_input
from scaffold.cli.verifying import ready, verified
from scaffold.diagnostics import Report
from scaffold.pipeline import MOCKS, Made, Settings
from scaffold.repo import (
    PATIENCE,
    Break,
    Changes,
    RepoError,
    Stages,
    StaleContracts,
    apply,
    exclusive,
    plan_changes,
    settled,
    stages,
)

_EXAMPLES = """\b
Examples:
  scaffold go plan.yaml -o repo/            the whole plan
  scaffold go plan.yaml -o repo/ --wave 1   contracts, mocks and CRDs
  scaffold go plan.yaml -o repo/ --check    for CI: does the repository agree?
  scaffold go one.yaml two.yaml -o repo/    the phases of one repository
  scaffold go --drop one.yaml -o repo/      a phase has left
  cat plan.yaml | scaffold go - -o repo/    the plan from standard input
"""


@click.command(
    "go",
    short_help="Expand a plan into a repository, or bring a repository up to the edited plan.",
    epilog=_EXAMPLES,
)
@plans_argument
@repository_option("The repository; made if it isn't there.")
@click.option(
    "--drop",
    multiple=True,
    is_eager=True,
    metavar="PLAN",
    help="A plan that has left: its files go as if it wanted none.",
)
@wave_option
@module_option
@click.option("--mocks", type=click.Choice(MOCKS), multiple=True, help="Kind of mocks (default: func); remembered.")
@reading_options
@click.option("--keep-going", is_flag=True, help="Generate what is sound of a plan with errors, and exit with 1.")
@click.option("--verify", is_flag=True, help="Afterwards build, vet and test what was made with Go.")
@click.option("--dry-run", is_flag=True, help="Say what would be done; write nothing.")
@click.option("--diff", is_flag=True, help="The same as a unified diff.")
@click.option("--check", is_flag=True, help="As --dry-run, and exit with 1 if anything would change.")
@click.option("--force", is_flag=True, help="Overwrite hand-edited generated files, keeping each as NAME.orig.")
@click.option(
    "--on-conflict",
    type=click.Choice(["markers", "ours", "theirs", "fail"]),
    default="markers",
    help="Lines that the plan and you changed: mark both, take yours (ours), the plan's (theirs), or stop.",
)
@click.option("--git-stages", is_flag=True, help="Put files in conflict into git's index, for git mergetool.")
@message_options
def command(
    plans: tuple[str, ...],
    output: str,
    drop: tuple[str, ...],
    wave: int | None,
    module: str | None,
    mocks: tuple[str, ...],
    settings: Settings,
    keep_going: bool,
    verify: bool,
    dry_run: bool,
    diff: bool,
    check: bool,
    force: bool,
    on_conflict: str,
    git_stages: bool,
    console: Console,
    report: Report,
) -> None:
    """Expand PLAN (- for standard input) into REPO, or bring REPO up to the edited plan.

    Several plans are the phases of one repository, in any order, in one run or several: a later phase sees the
    contracts of the earlier ones, and each file belongs to one plan.

    Generated files follow the plan; files of yours get the plan's changes, and what you wrote stays. A plan with
    errors writes nothing.
    """
    mocks = tuple(dict.fromkeys(mocks))
    if "none" in mocks and len(mocks) > 1:
        raise click.BadParameter("'none' goes with no other kind", param_hint="--mocks")
    given = join_given([(plan, read_input(plan, console)) for plan in plans])
    if wave is not None and (drop or len(given) > 1):
        raise click.UsageError("--wave goes with one plan, and not with --drop.")
    writing = not (dry_run or check or diff)
    go = ready(console, writing=writing) if verify else None
    try:
        with ExitStack() as stack:
            _hold(stack, console, output, writing=writing)
            settings = settings._replace(module=module, mocks=mocks or None, wave=wave, keep_going=keep_going)
            chosen = choose(console, output, given, drop, settings)
            made = chosen.phases(output).make(report)
            console.messages(report)
            if made is None:
                from scaffold.cli.fixing import mended

                said = mended(list(report))
                if said:
                    console.remark(f"scaffold validate can mend some of it{said}")
                console.document(None, report)
                sys.exit(NO)
            if wave is not None:
                _require_contracts(console, made[0], chosen, output, wave, report)
            changes = plan_changes(
                [file for one in made for file in one.tree],
                output,
                plans=chosen.speaking,
                options=chosen.options(made, mocks),
                # What is missing because of an error has not left the plan.
                selection=wave is not None or report.has_errors or not all(len(one.tree) for one in made),
                force=force,
                on_conflict=on_conflict,
                renames=[rename for one in made for rename in one.renames],
                renamed=chosen.renamed,
            )
            if not force:
                changes = changes._replace(errors=(*changes.errors, *in_use(output, chosen, made, changes)))
            if git_stages:
                stages.require(output)
            if changes.errors:
                console.fail([_problem(each) for each in changes.errors], changes.exit_code or UNABLE, report)
            if writing and changes.steps:
                from scaffold.cli.signals import unwinding

                with unwinding():
                    found = apply(changes)
                changes = changes._replace(kept=tuple(sorted({*changes.kept, *found})))
            if writing and git_stages and changes.stages:
                stages.write(output, changes.stages)
            for name in builders(output, chosen, changes):
                console.remark(f"{name} builds on contracts that have changed: run it too")
    except RepoError as error:
        console.fail([_problem(error)], error.exit_code, report)
    conflicts = [_conflict(each) for each in changes.stages]
    conflicts += [_break(each) for each in changes.breaks]
    console.problems(conflicts)
    if go is not None and given and not changes.conflicts:
        verified(console, go, given[0][1], made, output, report)
    advise = writing and go is None and not report.has_errors
    _answer(console, output, changes, report, conflicts, wrote=writing, diff=diff, advise=advise)
    if not changes.steps and go is None and not git_stages:
        observed.finish()
    sys.exit(NO if (check and changes.writes) or changes.conflicts or changes.blocked or report.has_errors else DONE)


def _hold(stack: ExitStack, console: Console, output: str, *, writing: bool) -> None:
    """Hold the repository for this run, and say what was found there: another run, or what a killed one left."""
    if not writing:
        stack.enter_context(settled(output, PATIENCE, console.remark))
        return
    found = stack.enter_context(exclusive(output, PATIENCE, console.remark))
    if found.outcome != "nothing":
        from scaffold.cli.recover_command import lines, told

        for line in (told(found), *lines(found)):
            console.remark(line)


def _require_contracts(console: Console, made: Made, chosen: Chosen, output: str, wave: int, report: Report) -> None:
    """A wave builds on the contracts of earlier ones: they must be there, as the plan has them now."""
    there = plan_changes(made.needed, output, plans={made.name}, selection=True, renamed=chosen.renamed)
    missing = sorted({*there.created, *there.updated, *(error.path for error in there.errors)})
    if missing:
        console.fail([_problem(StaleContracts(missing, wave))], NO, report)


def _problem(error: RepoError) -> Problem:
    return Problem(error.path, error.code, error.message, error.hint)


def _break(each: Break) -> Problem:
    severity = "error" if each.blocks else "warning"
    others = tuple(line for line in each.lines if line != each.line)
    return Problem(each.path, "stale-code", each.message, None, each.line, severity, others)


def _conflict(stages: Stages) -> Problem:
    where = ", ".join(map(str, stages.lines))
    message = f"the plan and you changed the same lines: markers at lines {where}"
    return Problem(stages.path, "merge-conflict", message, "settle them, and run scaffold again", stages.lines[0])


def _answer(
    console: Console,
    output: str,
    changes: Changes,
    report: Report,
    conflicts: list[Problem],
    *,
    wrote: bool,
    diff: bool,
    advise: bool,
) -> None:
    from scaffold.cli import summary

    if console.json:
        console.document(summary.result(changes), report, conflicts)
    elif diff:
        from scaffold.cli.patch import unified

        console.show(unified(changes))
    else:
        summary.tell(console, output, changes, wrote=wrote)
        if advise:
            summary.advise(console, output, changes, needs_tidy=_needs_tidy(report))


def _needs_tidy(report: Report) -> bool:
    return any(each.code in ("unpinned-import", "unversioned-import") for each in report)
