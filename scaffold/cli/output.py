"""What every command shares: reading plans, printing messages, the exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from typing import Any, NoReturn, TypeVar

import click

from scaffold.diagnostics import Diagnostic, Report, to_data, to_text
from scaffold.pipeline import Input

DONE, NO, UNABLE = 0, 1, 3
"""Exit codes: done; the answer is no; could not do it. 2, wrong use of the command line, is click's own."""

F = TypeVar("F", bound=Callable[..., Any])

_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan", "caret": "green"}


def plan_argument(function: F) -> F:
    """The plan, a file or ``-`` for standard input."""
    return click.argument("plan", type=click.Path(exists=True, dir_okay=False, allow_dash=True))(function)


def message_options(function: F) -> F:
    """``--format``, ``--color``, ``--strict``, ``-q`` and ``-v``."""
    for option in reversed(
        [
            click.option("--strict", is_flag=True, help="Warnings are errors."),
            click.option(
                "--format", "form", type=click.Choice(["text", "json"]), default="text", help="Form of the messages."
            ),
            click.option(
                "--color",
                type=click.Choice(["auto", "always", "never"]),
                default="auto",
                help="Colour in messages; NO_COLOR turns it off too.",
            ),
            click.option("-q", "--quiet", is_flag=True, help="Errors only."),
            click.option("-v", "--verbose", is_flag=True, help="Name every file."),
        ]
    ):
        function = option(function)
    return function


def read_input(plan: str) -> Input:
    """The bytes of a plan. Ends the program with 3 if they cannot be read."""
    try:
        if plan == "-":
            return Input(sys.stdin.buffer.read(), "<stdin>", "plan.yaml")
        with open(plan, "rb") as file:
            return Input(file.read(), plan, os.path.basename(plan))
    except OSError as error:
        stop(f"{plan}: {error.strerror}", UNABLE)


def stop(message: str, code: int) -> NoReturn:
    """End the program with a message about something other than the plan."""
    click.echo(f"scaffold: {message}", err=True)
    sys.exit(code)


class Console:
    """How this run prints."""

    def __init__(self, form: str, color: str, quiet: bool, verbose: bool) -> None:
        self.json = form == "json"
        self.quiet = quiet
        self.verbose = verbose
        if color == "auto":
            self._coloured = not os.environ.get("NO_COLOR") and sys.stderr.isatty()
        else:
            self._coloured = color == "always"

    def messages(self, report: Report) -> None:
        """The diagnostics as text, on standard error; in JSON they are part of `document`."""
        if self.json:
            return
        found: Iterable[Diagnostic] = report
        if self.quiet:
            found = [one for one in report if one.severity.value == "error"]
        style = self._paint if self._coloured else None
        click.echo(to_text(found, style), err=True, nl=False, color=self._coloured or None)

    def document(self, result: object, report: Report, more: Iterable[dict[str, object]] = ()) -> None:
        """The one JSON document of a command, on standard output."""
        if self.json:
            import json

            document = {"result": result, "diagnostics": [*more, *to_data(report)]}
            click.echo(json.dumps(document, indent=2, ensure_ascii=False))

    def say(self, text: str) -> None:
        """An answer, on standard output."""
        if not self.json and not self.quiet:
            click.echo(text)

    def _paint(self, text: str, what: str) -> str:
        return click.style(text, fg=_COLOURS.get(what), bold=what == "error")
