"""``scaffold go``."""

from __future__ import annotations

import sys
from contextlib import ExitStack

import click

from scaffold.cli.output import (
    DONE,
    NO,
    UNABLE,
    Console,
    Problem,
    message_options,
    module_option,
    path_option,
    plan_argument,
    read_input,
    reading_options,
    stub_option,
)
from scaffold.cli.verifying import ready, verified
from scaffold.diagnostics import Report
from scaffold.pipeline import MOCKS, Made, Settings, make
from scaffold.repo import (
    Changes,
    RepoError,
    Stages,
    StaleContracts,
    apply,
    exclusive,
    plan_changes,
    read_lock,
    stages,
)

_EXAMPLES = """\b
Examples:
  scaffold go plan.yaml -o repo/            the whole plan
  scaffold go plan.yaml -o repo/ --wave 1   contracts, mocks and CRDs
  scaffold go plan.yaml -o repo/ --check    for CI: does the repository agree?
  cat plan.yaml | scaffold go - -o repo/    the plan from standard input
"""


@click.command(
    "go",
    short_help="Expand a plan into a repository, or bring a repository up to the edited plan.",
    epilog=_EXAMPLES,
)
@plan_argument
@path_option("-o", "--output", required=True, metavar="REPO", help="The repository; made if it isn't there.")
@click.option("--wave", type=int, metavar="N", help="Only what wave N delivers; never removes anything.")
@module_option
@click.option("--mocks", type=click.Choice(MOCKS), multiple=True, help="Kind of mocks (default: func); remembered.")
@stub_option
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
    plan: str,
    output: str,
    wave: int | None,
    module: str | None,
    mocks: tuple[str, ...],
    stub_undefined: bool | None,
    group: str | None,
    bodies: str | None,
    on_duplicate: str,
    keep_going: bool,
    verify: bool,
    dry_run: bool,
    diff: bool,
    check: bool,
    force: bool,
    on_conflict: str,
    git_stages: bool,
    strict: bool,
    form: str,
    color: str,
    quiet: bool,
    verbose: bool,
) -> None:
    """Expand PLAN (- for standard input) into REPO, or bring REPO up to the edited plan.

    Generated files follow the plan; files of yours get the plan's changes, and what you wrote stays. A plan with
    errors writes nothing.
    """
    mocks = tuple(dict.fromkeys(mocks))
    if "none" in mocks and len(mocks) > 1:
        raise click.BadParameter("'none' goes with no other kind", param_hint="--mocks")
    console = Console(form, color, quiet, verbose)
    report = Report(strict=strict)
    source = read_input(plan, console)
    writing = not (dry_run or check or diff)
    go = ready(console, writing=writing) if verify else None
    try:
        with ExitStack() as stack:
            if writing:
                stack.enter_context(exclusive(output))
            remembered = {} if mocks else _remembered(console, output, source.name)
            kinds = mocks or tuple(filter(None, remembered.get("mocks", "").split(",")))
            settings = Settings(module, kinds or None, wave, stub_undefined, group, bodies, on_duplicate, keep_going)
            made = make(source, settings, report, output)
            console.messages(report)
            if made is None:
                console.document(None, report)
                sys.exit(NO)
            if wave is not None:
                _require_contracts(console, made, output, wave, report)
            options = {"mocks": ",".join(mocks)} if mocks else remembered
            changes = plan_changes(
                made.tree,
                output,
                plans={made.name},
                options={made.name: options},
                # What is missing because of an error has not left the plan.
                selection=wave is not None or report.has_errors,
                force=force,
                on_conflict=on_conflict,
                renames=made.renames,
            )
            if git_stages:
                stages.require(output)
            if changes.errors:
                console.fail([_problem(each) for each in changes.errors], changes.exit_code or UNABLE, report)
            if writing and changes.steps:
                from scaffold.cli.signals import unwinding

                with unwinding():
                    apply(changes)
            if writing and git_stages and changes.stages:
                stages.write(output, changes.stages)
    except RepoError as error:
        console.fail([_problem(error)], error.exit_code, report)
    conflicts = [_conflict(each) for each in changes.stages]
    console.problems(conflicts)
    if go is not None and not conflicts:
        verified(console, go, source, made, output, report)
    _answer(console, output, changes, report, conflicts, wrote=writing, diff=diff)
    sys.exit(NO if (check and changes.writes) or changes.conflicts or report.has_errors else DONE)


def _remembered(console: Console, output: str, name: str) -> dict[str, str]:
    """The options that the lock remembers for this plan."""
    lock = read_lock(output)
    options = dict(lock.options.get(name, {})) if lock is not None else {}
    strange = [kind for kind in options.get("mocks", "").split(",") if kind and kind not in MOCKS]
    if strange:
        message = f"remembers mocks of a kind that this scaffold does not make: {', '.join(strange)}"
        hint = f"say which to make instead: --mocks {MOCKS[0]}"
        console.fail([Problem(".scaffold/lock", "repo-lock", message, hint)], UNABLE)
    return options


def _require_contracts(console: Console, made: Made, output: str, wave: int, report: Report) -> None:
    """A wave builds on the contracts of earlier ones: they must be there, as the plan has them now."""
    there = plan_changes(made.needed, output, plans={made.name}, selection=True)
    missing = sorted({*there.created, *there.updated, *(error.path for error in there.errors)})
    if missing:
        console.fail([_problem(StaleContracts(missing, wave))], NO, report)


def _problem(error: RepoError) -> Problem:
    return Problem(error.path, error.code, error.message, error.hint)


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
) -> None:
    from scaffold.cli import summary

    if console.json:
        console.document(summary.result(changes), report, conflicts)
    elif diff:
        from scaffold.cli.patch import unified

        console.show(unified(changes))
    else:
        summary.tell(console, output, changes, wrote=wrote)
