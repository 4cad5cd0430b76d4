"""``scaffold new``."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from scaffold.cli.options import format_option, quiet_option
from scaffold.cli.output import DONE, NO, UNABLE, Console, Problem, emit, visible

if TYPE_CHECKING:
    from scaffold.starter import Started

_KEPT = "it is there already"

_EXAMPLES = """\b
Examples:
  scaffold new objects
  scaffold new objects --no-input module=example.com/acme/objects
  scaffold new objects --template ../our-shell
  scaffold new --example > plan.yaml
"""


def _print_example(context: click.Context, _: click.Parameter, value: bool) -> None:
    if not value:
        return
    from importlib.resources import files

    emit((files("scaffold") / "data" / "example.yaml").read_bytes())
    context.exit(DONE)


@click.command(
    "new",
    short_help="Start a repository: a plan worth reading and a small shell around it.",
    epilog=_EXAMPLES,
)
@click.argument("directory", metavar="DIR", type=click.Path(readable=False))
@click.argument("values", metavar="[KEY=VALUE]...", nargs=-1)
@click.option("--template", metavar="SOURCE", help="A cookiecutter template of your own: a folder, an archive, a URL.")
@click.option(
    "--git/--no-git", default=True, help="Run `git init` where DIR lies in no git repository (default: --git)."
)
@click.option(
    "--example",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_example,
    help="Print a plan that has every form once, and exit.",
)
@click.option("--no-input", is_flag=True, help="Ask nothing; take defaults and the given values.")
@format_option
@quiet_option
def command(
    directory: str, values: tuple[str, ...], template: str | None, git: bool, no_input: bool, form: str, quiet: bool
) -> None:
    """Start a repository in DIR: a starter plan and a repository shell. Files that are there stay as they are.

    Templates are cookiecutter's; hooks of a template are never run.
    """
    if not directory:
        raise click.BadParameter("it is empty", param_hint="DIR")
    given: dict[str, str] = {}
    for value in values:
        key, equals, text = value.partition("=")
        if not equals or not key:
            raise click.BadParameter(f"'{visible(value)}' is not KEY=VALUE", param_hint="KEY=VALUE")
        given[key] = text
    console = Console(form, quiet=quiet)
    # cookiecutter costs more than all the rest of scaffold: only this command pays for it.
    from scaffold.starter import StarterError, init_repository, write_starter

    try:
        # Questions would be asked on standard output, which is for the document.
        started = write_starter(directory, template, given, no_input=no_input or console.json)
    except StarterError as error:
        console.fail([Problem(directory, "starter", str(error))], NO)
    except OSError as error:
        message = f"cannot be written: {error.strerror or error}"
        console.fail([Problem(str(error.filename or directory), "starter-io", message)], UNABLE)
    except EOFError:
        hint = "use --no-input and KEY=VALUE"
        console.fail([Problem(directory, "starter", "nobody answers the questions", hint)], NO)
    initialised = git and init_repository(directory)
    _answer(console, directory, started, initialised=initialised)
    sys.exit(DONE)


def _answer(console: Console, directory: str, started: Started, *, initialised: bool) -> None:
    from scaffold.cli.summary import go_there

    console.document(
        {
            "created": started.created,
            "kept": [{"path": path, "why": _KEPT} for path in started.kept],
            "git": initialised,
        }
    )
    lines = [("create", path, "") for path in started.created] + [("keep", path, _KEPT) for path in started.kept]
    for word, path, why in sorted(lines, key=lambda line: line[1]):
        console.say(f"  {word:8} {visible(path)}" + (f": {why}" if why else ""))
    counts = [(len(started.created), "created"), (len(started.kept), "kept")]
    summary = ", ".join(f"{count} {word}" for count, word in counts if count)
    git = "; git repository initialised" if initialised else ""
    console.say(f"{visible(directory)}: {summary}{git}")
    if "plan.yaml" in started.created:
        plan = visible(os.path.join(directory, "plan.yaml"))
        console.say(f"next: edit {plan}, then: {go_there(directory)}scaffold go plan.yaml -o . --wave 1")
