"""``scaffold validate``."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from scaffold.cli.options import message_options, module_option, plans_argument, reading_options
from scaffold.cli.output import DONE, NO, Console, join_given, read_input, visible
from scaffold.diagnostics import Report, Severity
from scaffold.phases import Phases, Plan
from scaffold.pipeline import Input, Settings

_EXAMPLES = """\b
Examples:
  scaffold validate plan.yaml
  scaffold validate plan.yaml --fix --unsafe-fixes --diff
  scaffold validate plan.yaml --strict --format json
"""


@click.command(
    "validate", short_help="Show every problem of a plan; with --fix, mend what can be mended.", epilog=_EXAMPLES
)
@plans_argument
@module_option
@reading_options
@click.option("--fix", is_flag=True, help="Write the plan with the safe fixes of its messages made.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: those that guess what was meant, too.")
@click.option("--diff", is_flag=True, help="Show what --fix would change; write nothing.")
@message_options
def command(
    plans: tuple[str, ...],
    module: str | None,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    settings: Settings,
    console: Console,
    report: Report,
) -> None:
    """Show every problem of PLAN (- for standard input). Exits with 1 if one of them is an error.

    Several plans are the phases of one repository: a later one sees the contracts of the earlier ones.
    """
    settings = settings._replace(module=module)
    paths = list(plans)
    given = [read_input(plan, console) for plan in plans]
    joined: list[tuple[str, Input]] = []

    def check(inputs: Sequence[Input]) -> Report:
        said = Report(strict=report.strict)
        joined[:] = join_given(list(zip(paths, inputs, strict=True)))
        Phases([Plan(source, plan, settings) for plan, source in joined], [], {}, None).make(said)
        return said

    fixed: int | None = None
    if fix or diff:
        from scaffold.cli.fixing import difference, fix_plans, write_fixed

        done = fix_plans(given, check, unsafe=unsafe_fixes)
        fixed = done.number
        if diff:
            console.show(difference(given, done.inputs))
            report.extend(check(given))
        else:
            write_fixed(given, done.inputs, paths, console)
            report.extend(done.report)
    else:
        report.extend(check(given))
    console.messages(report)
    found = list(report)
    errors = sum(one.severity is Severity.ERROR for one in found)
    warnings = sum(one.severity is Severity.WARNING for one in found)
    result = {"errors": errors, "warnings": warnings}
    console.document(result if fixed is None else {**result, "fixed": fixed}, report)
    shown = " and ".join(visible(plan.shown) for _, plan in joined)
    say = console.remark if diff or ("-" in plans and fix) else console.say
    if errors:
        from scaffold.cli.fixing import mended

        mends = mended(found)
        said = f"{shown}: {_count(errors, 'error')}, {_count(warnings, 'warning')}"
        say(f"{said}; fixes mend some{mends}" if mends else said)
    else:
        say(f"{shown}: sound" + (f", {_count(warnings, 'warning')}" if warnings else ""))
    sys.exit(NO if errors else DONE)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
