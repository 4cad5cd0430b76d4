"""``scaffold explain``."""

from __future__ import annotations

import difflib
import sys
from importlib.resources import files
from typing import NamedTuple

import click

from scaffold.cli.options import format_option, quiet_option
from scaffold.cli.output import DONE, PROBLEMS, Console
from scaffold.codes import CODES
from scaffold.diagnostics import Report, to_text
from scaffold.fixes import edited
from scaffold.nearest import nearest
from scaffold.phases import Phases, Plan
from scaffold.pipeline import Input, Settings
from scaffold.repo import errors

_EXAMPLES = """\b
Examples:
  scaffold explain field-unexported
  scaffold explain
"""


class Example(NamedTuple):
    """A plan that has a message: the name of its file and its text."""

    name: str
    text: str


@click.command("explain", short_help="What a message means, with a plan that has it.", epilog=_EXAMPLES)
@click.argument("code", required=False)
@format_option
@quiet_option
def command(code: str | None, form: str, quiet: bool) -> None:
    """Explain the message with CODE: the rule behind it, a plan that has it, and its fix.

    Without CODE all of them are listed.
    """
    console = Console(form, quiet=quiet)
    titles = {**CODES, **repository_codes(), **PROBLEMS}
    if code is None:
        console.document(titles)
        console.say("\n".join(f"{each}: {titles[each]}" for each in sorted(titles)))
        sys.exit(DONE)
    if code not in titles:
        near = nearest(code, titles)
        raise click.BadParameter(f"no message has it{f'; did you mean {near}?' if near else ''}", param_hint="CODE")
    example = examples().get(code)
    report = messages_of(example, code) if example is not None else Report()
    after = _after_its_fix(example, report) if example is not None else None
    shown = None if example is None else {"file": example.name, "text": example.text, "fixed": after}
    console.document({"code": code, "title": titles[code], "example": shown}, report)
    console.say(f"{code}: {titles[code]}")
    if example is None:
        console.say("\nIt needs more than a plan to show: a repository, an option, or another plan.")
        sys.exit(DONE)
    console.say(f"\n{example.name}\n\n{_indented(example.text)}\nhas it:\n\n{_indented(to_text(report))}".rstrip())
    if after is not None:
        lines = difflib.unified_diff(_lines(example.text), _lines(after), example.name, example.name, n=0)
        changes = "".join(line for line in lines if not line.startswith(("---", "+++", "@@")))
        console.say(f"\nIts fix:\n\n{_indented(changes)}".rstrip())
    sys.exit(DONE)


def repository_codes() -> dict[str, str]:
    """The codes of problems of a repository, with what they stand for."""
    kinds = [errors.RepoError]
    for kind in kinds:
        kinds += kind.__subclasses__()
    found = {kind.code: (kind.__doc__ or "").splitlines()[0] for kind in kinds if "code" in vars(kind)}
    found["repo-io"] = "The system refuses: permission, disk, a path that cannot be opened."
    return dict(sorted(found.items()))


def examples() -> dict[str, Example]:
    """The examples by code; ``tools/examples/make.py`` chooses them."""
    found: dict[str, Example] = {}
    text = (files("scaffold") / "data" / "examples.txt").read_text("utf-8")
    for part in f"\n{text}".split("\n=== ")[1:]:
        head, _, body = part.partition("\n")
        code, _, name = head.partition(" ")
        found[code] = Example(name, body if body.endswith("\n") else f"{body}\n")
    return found


def messages_of(example: Example, code: str) -> Report:
    """What scaffold says with that code of an example."""
    whole = Report()
    given = Input(example.text.encode(), example.name, example.name)
    Phases([Plan(given, example.name, Settings())], [], {}, None).make(whole)
    report = Report()
    for one in whole:
        if one.code == code:
            report.add(one)
    return report


def _after_its_fix(example: Example, report: Report) -> str | None:
    """The example after the first fix of its messages; None where none has edits."""
    fix = next((one.fix for one in report if one.fix is not None and one.fix.edits), None)
    return None if fix is None else edited(example.text, fix.edits)


def _lines(text: str) -> list[str]:
    return [f"{line}\n" for line in text.rstrip("\n").split("\n")]


def _indented(text: str) -> str:
    return "".join(f"    {line}\n" if line else "\n" for line in text.rstrip("\n").split("\n"))
