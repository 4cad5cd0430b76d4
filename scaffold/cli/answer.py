"""The answer of a command that makes a text: on standard output, or in a file."""

from __future__ import annotations

import sys

from scaffold.cli.output import NO, UNABLE, Console, Problem, emit, visible
from scaffold.diagnostics import Report
from scaffold.repo.answer import write_answer


def give(console: Console, text: str | None, output: str | None, *, force: bool, report: Report, what: str) -> None:
    """Print the messages and the text, or write it; `what` names it in the JSON document.

    Ends the program where that fails, and where there are errors or there is no text.
    """
    console.messages(report)
    if text is None or report.has_errors:
        console.document(None, report)
        sys.exit(NO)
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
