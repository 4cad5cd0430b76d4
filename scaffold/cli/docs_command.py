"""``scaffold docs``."""

from __future__ import annotations

import click

from scaffold.cli.answer import give
from scaffold.cli.options import answer_options, duplicate_option, message_options, plan_argument
from scaffold.cli.output import Console, read_input
from scaffold.diagnostics import Report

_EXAMPLES = """\b
Examples:
  scaffold docs plan.yaml -o PHASE-2-ARCHITECTURE-PLAN.md
  scaffold docs plan.yaml --html -o plan.html
"""


@click.command("docs", short_help="The plan as the full Markdown document, or as a page of HTML.", epilog=_EXAMPLES)
@plan_argument
@click.option("--html", is_flag=True, help="One page of HTML that needs nothing else.")
@duplicate_option
@answer_options
@message_options
def command(
    plan: str,
    html: bool,
    on_duplicate: str,
    output: str | None,
    force: bool,
    console: Console,
    report: Report,
) -> None:
    """Write PLAN (- for standard input) as a Markdown document in the order of the blank form.

    The document means what the plan means: `scaffold go` makes the same of both. What a plan's prose and Go cannot say
    stands in YAML beside them.
    """
    from scaffold.documents.convert import as_document, read
    from scaffold.pipeline import is_markdown

    source = read_input(plan, console)
    spelled = read(source.data, source.shown, source.name, is_markdown(source.name), report, on_duplicate)
    text = as_document(spelled, report) if spelled is not None else None
    if html and text is not None and not report.has_errors:
        from scaffold.markdown.page import page

        text = page(text)
    give(console, text, output, force=force, report=report, what="document")
