"""What every command says, and how it ends: printing for people and for machines, reading plans, the exit codes."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import IO, NamedTuple, NoReturn

import click

from scaffold import observed
from scaffold.diagnostics import Diagnostic, Report, to_data, to_text
from scaffold.pipeline import Input

DONE, NO, WRONG_USE, UNABLE, INTERRUPTED = 0, 1, 2, 3, 130
"""Exit codes: done; the answer is no; wrong use of the command line; could not do it; Ctrl-C, as shells have it."""

MAX_PLAN = 64 * 1024 * 1024
"""Bytes of a plan that are read at most: enough to say that it is too large, wherever it comes from."""

PROBLEMS = {
    "no-go": "there is no Go to verify with",
    "output-exists": "the file to write to is there already",
    "output-unwritable": "the file to write to cannot be written",
    "plan-changed": "the plan was changed while its fixes were made",
    "plan-unreadable": "the plan is there and cannot be read",
    "plan-unwritable": "the plan cannot be written with its fixes",
    "stale-code": "hand-written Go uses what a run has changed or removed",
    "starter": "there is no new repository, and why",
    "starter-io": "the new repository cannot be written",
    "usage": "wrong use of the command line",
}
"""Codes of problems that lie neither in the plan nor in the repository."""

FORMS = ("text", "json", "github", "sarif")
"""Forms of messages: for people, and for machines."""

_OTHERS = 50
"""Further places that are shown of one problem."""

_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan", "caret": "green"}


class Problem(NamedTuple):
    """Something other than the plan's text that stands in the way: a file, the repository, the command line.

    `others` are further lines of the file that it is true of.
    """

    file: str
    code: str
    message: str
    hint: str | None = None
    line: int = 0
    severity: str = "error"
    others: tuple[int, ...] = ()

    def data(self) -> dict[str, object]:
        """In the shape of a diagnostic, at the line's first character; the file's where there is no line."""
        line = self.line or 1
        place = {"file": self.file, "line": line, "column": 1, "end_line": line, "end_column": 1}
        said = {"code": self.code, "severity": self.severity, "message": self.message, "hint": self.hint or None}
        related = [{"file": self.file, "line": other, "column": 1, "message": "here, too"} for other in self.others]
        return {**place, **said, "related": related, "fix": None}


def visible(text: str) -> str:
    """`text` on one line of a terminal: what would move the cursor, or is no character, is replaced."""
    return text if text.isprintable() else "".join(char if char.isprintable() else "\ufffd" for char in text)


def read_input(plan: str, console: Console) -> Input:
    """The bytes of a plan. Ends the program with 3 if they cannot be read."""
    try:
        if plan == "-":
            observed.give_up()
            if sys.stdin is None:
                console.fail([Problem("<stdin>", "plan-unreadable", "standard input is closed")], UNABLE)
            return Input(sys.stdin.buffer.read(MAX_PLAN), "<stdin>", "plan.yaml")
        with open(plan, "rb") as file:
            data = file.read(MAX_PLAN)
            if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                observed.note(observed.CONTENT, plan, data)
            else:
                observed.give_up()
            return Input(data, plan if console.json else visible(plan), os.path.basename(plan))
    except OSError as error:
        shown = "<stdin>" if plan == "-" else plan
        console.fail([Problem(shown, "plan-unreadable", f"cannot be read: {error.strerror}")], UNABLE)


def join_given(given: list[tuple[str, Input]]) -> list[tuple[str, Input]]:
    """The plans of a run by argument, with documents that have waves alone beside the plan that has the contracts."""
    if len(given) < 2:
        return given
    from scaffold.pipeline import join_documents

    joined = join_documents([source for _, source in given])
    whole = [(path, source, next((one for one in joined if one.shown == source.shown), None)) for path, source in given]
    return [(path, one) for path, _, one in whole if one is not None]


class Console:
    """How this run prints: answers on standard output, messages on standard error, or one document for machines.

    `json`: it is such a document, in JSON or in a `form` that has the messages alone.
    """

    def __init__(self, form: str, color: str = "auto", quiet: bool = False, verbose: bool = False) -> None:
        self.form = form
        self.json = form != "text"
        self.quiet = quiet
        self.verbose = verbose
        if color == "auto":
            self._coloured = not os.environ.get("NO_COLOR") and sys.stderr is not None and sys.stderr.isatty()
        else:
            self._coloured = color == "always"

    def messages(self, report: Report) -> None:
        """The diagnostics as text, on standard error; in JSON they are part of `document`."""
        if self.json:
            return
        found: Iterable[Diagnostic] = report
        if self.quiet:
            found = [one for one in report if one.severity.value == "error"]
        self._tell(to_text(found, self._paint if self._coloured else None))

    def document(self, result: object, report: Report | None = None, problems: Iterable[Problem] = ()) -> None:
        """The one document of a command, on standard output, where one is asked for."""
        if not self.json:
            return
        import json

        found = [*(problem.data() for problem in problems), *(to_data(report) if report is not None else [])]
        found.sort(key=lambda each: (each["file"], each["line"], each["column"]))
        if self.form != "json":
            from scaffold.cli import formats

            emit(formats.github(found) if self.form == "github" else formats.sarif(found))
            return
        # ASCII: parsers read it whatever the terminal's encoding is, and names that are no Unicode survive.
        emit(json.dumps({"result": result, "diagnostics": found}, indent=2) + "\n")

    def say(self, text: str) -> None:
        """A line of the answer, on standard output."""
        if not self.json and not self.quiet:
            emit(text + "\n")

    def remark(self, text: str) -> None:
        """A line about the run itself, on standard error; in JSON nobody asks for it."""
        if not self.json and not self.quiet:
            self._tell(f"scaffold: {visible(text)}\n")

    def show(self, data: bytes) -> None:
        """An answer that is bytes, on standard output."""
        if not self.json and not self.quiet:
            emit(data)

    def fail(self, problems: list[Problem], code: int, report: Report | None = None) -> NoReturn:
        """Say everything that stands in the way, and end the program."""
        self.problems(problems)
        self.document(None, report, problems)
        sys.exit(code)

    def problems(self, problems: Iterable[Problem]) -> None:
        """What stands in the way as text, on standard error; in JSON it is part of `document`."""
        if self.json:
            return
        for problem in problems:
            if self.quiet and problem.severity != "error":
                continue
            severity = problem.severity
            error = self._paint(severity, severity) if self._coloured else severity
            place = f"{visible(problem.file)}:{problem.line}:1" if problem.line else visible(problem.file)
            self._tell(f"{place}: {error}: {visible(problem.message)} [{problem.code}]\n")
            if problem.hint:
                self._tell(f"  hint: {problem.hint}\n")
            if problem.others:
                places = ", ".join(f"{visible(problem.file)}:{line}" for line in problem.others[:_OTHERS])
                more = f" and {len(problem.others) - _OTHERS} more" if len(problem.others) > _OTHERS else ""
                self._tell(f"  also: {places}{more}\n")

    def _tell(self, text: str) -> None:
        emit(text, err=True, color=self._coloured or None)

    def _paint(self, text: str, what: str) -> str:
        return click.style(text, fg=_COLOURS.get(what), bold=what == "error")


def emit(data: str | bytes, *, err: bool = False, color: bool | None = None) -> None:
    """Print as it is. A reader who has gone away takes nothing from what the run does; a full disk does."""
    observed.note_printed(data, err=err, color=color)
    try:
        click.echo(data, err=err, nl=False, color=color)
    except OSError as error:
        report_unwritable(error, err=err)


def report_unwritable(error: OSError, *, err: bool = False) -> None:
    """Take note that a stream cannot be written. Ends the program with 3, except where its reader has gone away."""
    _silence(sys.stderr if err else sys.stdout)
    if error.errno != errno.EPIPE:
        name = "standard error" if err else "standard output"
        if not err:
            with suppress(OSError):
                click.echo(f"scaffold: {name} cannot be written: {error.strerror}", err=True)
        sys.exit(UNABLE)


def _silence(stream: IO[str]) -> None:
    """Let what is still buffered go nowhere, so that Python does not complain when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
