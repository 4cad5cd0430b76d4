"""``scaffold import``."""

from __future__ import annotations

import os

import click

from scaffold.cli.answer import give
from scaffold.cli.options import answer_options, duplicate_option, group_option, message_options
from scaffold.cli.output import Console, read_input
from scaffold.diagnostics import Report

_EXAMPLES = """\b
Examples:
  scaffold import PHASE-2-ARCHITECTURE-PLAN.md -o plan.yaml
  scaffold import ./pkg/storage           a Go package as a section
  scaffold import ./pkg/... --previous    packages of an earlier phase
"""


@click.command("import", short_help="A Markdown plan, or an existing Go package, as plan.yaml.", epilog=_EXAMPLES)
@click.argument("source", metavar="SOURCE")
@click.option("--previous", is_flag=True, help="Go packages as existing ones of an earlier phase: never generated.")
@group_option
@duplicate_option
@answer_options
@message_options
def command(
    source: str,
    previous: bool,
    group: str | None,
    on_duplicate: str,
    output: str | None,
    force: bool,
    console: Console,
    report: Report,
) -> None:
    """Write the YAML spelling of SOURCE: a Markdown plan (- for standard input), a folder with a Go package, or
    FOLDER/... with packages below it. No Go toolchain is needed.
    """
    folder = source.removesuffix("...").rstrip("/") or "." if source.endswith("...") else source
    if os.path.isdir(folder):
        from scaffold.gosource.plan import imported

        text = imported(folder, below=folder != source, previous=previous, report=report)
    elif previous:
        raise click.BadParameter("it goes with a folder of Go", param_hint="--previous")
    elif source != "-" and not os.path.lexists(folder):
        raise click.BadParameter(f"there is no file or folder '{folder}'", param_hint="SOURCE")
    elif source.endswith((".go", ".yaml", ".yml")):
        is_go = source.endswith(".go")
        what = "a package is a folder: give the one it lies in" if is_go else "it is YAML, which is what import makes"
        raise click.BadParameter(what, param_hint="SOURCE")
    else:
        text = _document(source, console, report, on_duplicate, group)
    give(console, text, output, force=force, report=report, what="plan")


def _document(source: str, console: Console, report: Report, on_duplicate: str, group: str | None) -> str | None:
    """The YAML of a Markdown plan."""
    from scaffold.documents.understood import write_plan

    given = read_input(source, console)
    if source == "-":
        given = given._replace(name="plan.md")
    return write_plan(given, report, on_duplicate, group)
