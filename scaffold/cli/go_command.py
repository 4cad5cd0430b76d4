"""``scaffold go``."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack

import click

from scaffold.cli.output import DONE, NO, UNABLE, Console, message_options, plan_argument, read_input
from scaffold.diagnostics import Report
from scaffold.pipeline import MOCKS, Input, Made, Settings, make
from scaffold.repo import Changes, RepoError, StaleContracts, apply, exclusive, plan_changes, read_lock


@click.command(
    "go",
    short_help="Expand a plan into a repository, or bring a repository up to the edited plan.",
    epilog="Examples: scaffold go plan.yaml -o repo/ · scaffold go plan.yaml -o repo/ --wave 1 · "
    "scaffold go plan.yaml -o repo/ --check",
)
@plan_argument
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="REPO",
    type=click.Path(file_okay=False),
    help="The repository; made if it isn't there.",
)
@click.option("--wave", type=int, metavar="N", help="Only what wave N delivers; never removes anything.")
@click.option("--module", metavar="PATH", help="Go module path; overrides the plan's.")
@click.option("--mocks", type=click.Choice(MOCKS), multiple=True, help="Kind of mocks (default: func); remembered.")
@click.option("--stub-undefined/--no-stub-undefined", default=False, help="Declare undeclared types as empty structs.")
@click.option("--dry-run", is_flag=True, help="Say what would be done; write nothing.")
@click.option("--diff", is_flag=True, help="The same as a unified diff.")
@click.option("--check", is_flag=True, help="As --dry-run, and exit with 1 if anything would change.")
@click.option("--force", is_flag=True, help="Overwrite hand-edited generated files, keeping each as NAME.orig.")
@message_options
def command(
    plan: str,
    output: str,
    wave: int | None,
    module: str | None,
    mocks: tuple[str, ...],
    stub_undefined: bool,
    dry_run: bool,
    diff: bool,
    check: bool,
    force: bool,
    strict: bool,
    form: str,
    color: str,
    quiet: bool,
    verbose: bool,
) -> None:
    """Expand PLAN (- for standard input) into REPO, or bring REPO up to the edited plan.

    Generated files follow the plan; files of yours are written once and stay yours. A plan with errors writes nothing.
    """
    if "none" in mocks and len(mocks) > 1:
        raise click.BadParameter("'none' goes with no other kind", param_hint="--mocks")
    console = Console(form, color, quiet, verbose)
    report = Report(strict=strict)
    source = read_input(plan)
    writing = not (dry_run or check or diff)
    try:
        with ExitStack() as stack:
            if writing:
                stack.enter_context(exclusive(output))
            remembered = _remembered(output, source.name)
            kinds = mocks or tuple(filter(None, remembered.get("mocks", "").split(",")))
            settings = Settings(module, kinds or None, wave, stub_undefined)
            made = make(source, settings, report, output)
            console.messages(report)
            if made is None:
                console.document(None, report)
                sys.exit(NO)
            if wave is not None:
                _require_contracts(console, made, output, wave, report)
            options = {"mocks": ",".join(mocks)} if mocks else remembered
            changes = _changes(made, output, options, wave is not None, force)
            if changes.errors:
                _refused(console, changes, report)
            if writing:
                apply(changes)
    except RepoError as error:
        _print_error(console, error)
        console.document(None, report, [_error_data(error)])
        sys.exit(error.exit_code)
    _answer(console, source, output, changes, report, writing, diff)
    sys.exit(NO if (check and changes.writes) or changes.conflicts else DONE)


def _require_contracts(console: Console, made: Made, output: str, wave: int, report: Report) -> None:
    """A wave builds on the contracts of earlier ones: they must be there, as the plan has them now."""
    there = plan_changes(made.needed, output, plans={made.name}, selection=True)
    missing = sorted({*there.created, *there.updated, *(error.path for error in there.errors)})
    if missing:
        _print_error(console, StaleContracts(missing, wave))
        console.document(None, report, [_error_data(StaleContracts(missing, wave))])
        sys.exit(NO)


def _remembered(output: str, name: str) -> dict[str, str]:
    lock = read_lock(output)
    return dict(lock.options.get(name, {})) if lock is not None else {}


def _changes(made: Made, output: str, options: dict[str, str], selection: bool, force: bool) -> Changes:
    return plan_changes(
        made.tree,
        output,
        plans={made.name},
        options={made.name: options},
        selection=selection,
        force=force,
    )


def _refused(console: Console, changes: Changes, report: Report) -> None:
    """Say everything that stands in the way, and end."""
    for error in changes.errors:
        _print_error(console, error)
    console.document(None, report, [_error_data(error) for error in changes.errors])
    sys.exit(changes.exit_code or UNABLE)


def _print_error(console: Console, error: RepoError) -> None:
    if not console.json:
        click.echo(f"{error.path}: error: {error.message} [{error.code}]", err=True)
        if error.hint:
            click.echo(f"  hint: {error.hint}", err=True)


def _error_data(error: RepoError) -> dict[str, object]:
    place = {"file": error.path, "line": 1, "column": 1, "end_line": 1, "end_column": 1}
    return {
        **place,
        "code": error.code,
        "severity": "error",
        "message": error.message,
        "hint": error.hint,
        "related": [],
    }


def _answer(
    console: Console, source: Input, output: str, changes: Changes, report: Report, wrote: bool, diff: bool
) -> None:
    if console.json:
        console.document(_result(changes), report)
        return
    if diff:
        console.say(_unified(changes).rstrip("\n"))
        return
    lines: list[tuple[str, str, str]] = []
    if console.verbose or not wrote:
        lines += [("create", path, "") for path in changes.created]
    lines += [("update", path, "") for path in changes.updated]
    lines += [("merge", path, "") for path in changes.merged]
    lines += [("remove", path, "it left the plan") for path in changes.removed]
    lines += [("keep", kept.path, kept.why) for kept in changes.kept]
    lines += [("adopt", path, "it was already as scaffold would write it") for path in changes.adopted]
    lines += [("save", path, "your edit, kept beside the new file") for path in changes.saved]
    lines += [("conflict", path, "") for path in changes.conflicts]
    for what, path, why in sorted(lines, key=lambda line: line[1]):
        console.say(f"  {what:8} {path}" + (f": {why}" if why else ""))
    console.say(_summary(output, changes, wrote))
    if wrote and changes.created:
        there = "" if os.path.realpath(output) == os.path.realpath(os.curdir) else f"cd {output} && "
        console.say(f"next: {there}go test ./...")


def _summary(output: str, changes: Changes, wrote: bool) -> str:
    counts = [
        (len(changes.created), "created"),
        (len(changes.updated), "updated"),
        (len(changes.merged), "merged"),
        (len(changes.removed), "removed"),
        (len(changes.kept), "kept"),
        (len(changes.conflicts), "in conflict"),
        (changes.unchanged, "unchanged"),
    ]
    told = ", ".join(f"{count} {what}" for count, what in counts if count) or "nothing to do"
    return f"{output.rstrip(os.sep) or output}: {told}" + ("" if wrote else " (nothing was written)")


def _result(changes: Changes) -> dict[str, object]:
    return {
        "created": list(changes.created),
        "updated": list(changes.updated),
        "merged": list(changes.merged),
        "removed": list(changes.removed),
        "kept": [{"path": kept.path, "why": kept.why} for kept in changes.kept],
        "conflicts": list(changes.conflicts),
        "unchanged": changes.unchanged,
    }


def _unified(changes: Changes) -> str:
    """The changes as a diff that ``git apply`` takes."""
    import difflib

    parts: list[str] = []
    for path, old, new in changes.texts():
        before = [] if old is None else old.splitlines(keepends=True)
        after = [] if new is None else new.splitlines(keepends=True)
        names = ("/dev/null" if old is None else f"a/{path}", "/dev/null" if new is None else f"b/{path}")
        head = [f"diff --git a/{path} b/{path}\n"]
        if old is None:
            head.append("new file mode 100644\n")
        if new is None:
            head.append("deleted file mode 100644\n")
        body = []
        for line in difflib.unified_diff(before, after, *names):
            body.append(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
        parts += [*head, *body]
    return "".join(parts)
