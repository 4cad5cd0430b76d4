"""The answer of a command that makes a text: on standard output, or in a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from scaffold.cli.output import NO, UNABLE, Console, Problem, emit, visible
from scaffold.diagnostics import Report
from scaffold.repo.answer import write_answer

F = TypeVar("F", bound=Callable[..., Any])


def answer_options(function: F) -> F:
    """``-o`` and ``--force``."""
    where = click.Path(dir_okay=False, readable=False, allow_dash=True)
    options: list[Callable[[F], F]] = [
        click.option("-o", "--output", type=where, metavar="FILE", help="Where to write; default: standard output."),
        click.option("--force", is_flag=True, help="Overwrite FILE if it is there."),
    ]
    for option in reversed(options):
        function = option(function)
    return function


def give(console: Console, text: str, output: str | None, *, force: bool, report: Report, what: str) -> None:
    """Print the text, or write it; `what` names it in the JSON document. Ends the program where that fails."""
    data = text.encode("utf-8", "surrogateescape")
    if output in (None, "-"):
        if console.json:
            console.document({"output": None, what: text}, report)
        else:
            emit(data)
        return
    assert output is not None
    try:
        write_answer(output, data, force=force)
    except FileExistsError:
        problem = Problem(output, "output-exists", "it is there already, and left alone", "--force overwrites it")
        console.fail([problem], NO, report)
    except OSError as error:
        problem = Problem(output, "output-unwritable", f"cannot be written: {error.strerror}")
        console.fail([problem], UNABLE, report)
    console.document({"output": output, what: text}, report)
    console.say(f"{visible(output)}: written")
