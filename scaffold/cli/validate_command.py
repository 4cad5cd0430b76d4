"""``scaffold validate``."""

from __future__ import annotations

import sys

import click

from scaffold.cli.options import message_options, module_option, plans_argument, reading_options
from scaffold.cli.output import DONE, NO, Console, join_given, read_input, visible
from scaffold.diagnostics import Report, Severity
from scaffold.phases import Phases, Plan
from scaffold.pipeline import Settings

_EXAMPLES = """\b
Examples:
  scaffold validate plan.yaml
  scaffold validate plan.yaml --strict --format json
"""


@click.command("validate", short_help="Show every problem of a plan; write nothing.", epilog=_EXAMPLES)
@plans_argument
@module_option
@reading_options
@message_options
def command(
    plans: tuple[str, ...],
    module: str | None,
    settings: Settings,
    console: Console,
    report: Report,
) -> None:
    """Show every problem of PLAN (- for standard input). Exits with 1 if one of them is an error.

    Several plans are the phases of one repository: a later one sees the contracts of the earlier ones.
    """
    settings = settings._replace(module=module)
    joined = join_given([(plan, read_input(plan, console)) for plan in plans])
    given = [Plan(source, plan, settings) for plan, source in joined]
    Phases(given, [], {}, None).make(report)
    console.messages(report)
    found = list(report)
    errors = sum(one.severity is Severity.ERROR for one in found)
    warnings = sum(one.severity is Severity.WARNING for one in found)
    console.document({"errors": errors, "warnings": warnings}, report)
    shown = " and ".join(visible(plan.given.shown) for plan in given)
    if errors:
        console.say(f"{shown}: {_count(errors, 'error')}, {_count(warnings, 'warning')}")
    else:
        console.say(f"{shown}: sound" + (f", {_count(warnings, 'warning')}" if warnings else ""))
    sys.exit(NO if errors else DONE)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
