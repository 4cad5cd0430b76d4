"""``scaffold recover``."""

from __future__ import annotations

import os
import sys

import click

from scaffold.cli.options import colour_option, format_option, quiet_option, repository_option
from scaffold.cli.output import DONE, Console, Problem, visible
from scaffold.cli.signals import unwinding
from scaffold.repo import PATIENCE, Recovered, RepoError, recover_target

_EXAMPLES = """\b
Examples:
  scaffold recover -o repo/
"""


@click.command("recover", short_help="Put right what a run that was killed has left behind.", epilog=_EXAMPLES)
@repository_option("The repository.")
@format_option
@colour_option
@quiet_option
def command(output: str, form: str, color: str, quiet: bool) -> None:
    """Undo the run that was killed in REPO, or finish it where only clearing up was left.

    Any other run that writes does the same before it begins.
    """
    if not os.path.isdir(output):
        raise click.BadParameter(f"there is no folder '{visible(output)}'", param_hint="'-o'")
    console = Console(form, color, quiet)
    try:
        with unwinding():
            found = recover_target(output, PATIENCE, console.remark)
    except RepoError as error:
        console.fail([Problem(error.path, error.code, error.message, error.hint)], error.exit_code)
    console.document(result(found))
    for line in lines(found):
        console.say(f"  {line}")
    console.say(f"{visible(output)}: {told(found)}")
    sys.exit(DONE)


def told(found: Recovered) -> str:
    """What was done, in a clause."""
    if found.outcome == "nothing":
        return "there is nothing to recover"
    if found.outcome == "finished":
        return "an interrupted run had come to its end; what it left was cleared away"
    count = len(found.restored)
    return f"an interrupted run was undone, {count} file{'' if count == 1 else 's'} put back"


def lines(found: Recovered) -> list[str]:
    """Each file that was put back, or left as somebody has changed it since."""
    told = [(path, f"{'restore':8} {path}") for path in found.restored]
    told += [(kept.path, f"{'keep':8} {kept.path}: {kept.why}") for kept in found.kept]
    return [line for _, line in sorted(told)]


def result(found: Recovered) -> dict[str, object]:
    """The answer as data."""
    kept = [{"path": kept.path, "why": kept.why} for kept in found.kept]
    return {"outcome": found.outcome, "restored": list(found.restored), "kept": kept}
