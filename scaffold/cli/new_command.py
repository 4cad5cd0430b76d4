"""``scaffold new``."""

from __future__ import annotations

import os
import sys

import click

from scaffold.cli.output import NO, UNABLE, stop


@click.command(
    "new",
    short_help="Start a repository: a plan worth reading and a small shell around it.",
    epilog="Examples: scaffold new objects · scaffold new objects --no-input module=example.com/acme/objects",
)
@click.argument("directory", metavar="DIR", type=click.Path(file_okay=False))
@click.argument("values", metavar="[KEY=VALUE]...", nargs=-1)
@click.option("--template", metavar="SOURCE", help="A cookiecutter template of your own: a folder, an archive, a URL.")
@click.option("--no-input", is_flag=True, help="Ask nothing; take defaults and the given values.")
def command(directory: str, values: tuple[str, ...], template: str | None, no_input: bool) -> None:
    """Start a repository in DIR: a starter plan and a repository shell. Nothing that is there is overwritten.

    Templates are cookiecutter's; hooks of a template are never run.
    """
    given: dict[str, str] = {}
    for value in values:
        key, equals, text = value.partition("=")
        if not equals or not key:
            raise click.BadParameter(f"'{value}' is not KEY=VALUE", param_hint="KEY=VALUE")
        given[key] = text
    # cookiecutter costs more than all the rest of scaffold: only this command pays for it.
    from scaffold.starter import StarterError, write_starter

    try:
        made = write_starter(directory, template, given, no_input=no_input)
    except StarterError as error:
        stop(str(error), NO)
    except OSError as error:
        stop(f"{error.filename or directory}: {error.strerror}", UNABLE)
    except (EOFError, KeyboardInterrupt, click.Abort):
        stop("nobody answers; use --no-input and KEY=VALUE", NO)
    for path in made:
        click.echo(f"  create   {path}")
    click.echo(f"{directory}: {len(made)} created")
    if "plan.yaml" in made:
        there = "" if os.path.realpath(directory) == os.path.realpath(os.curdir) else f"cd {directory} && "
        click.echo(f"next: {there}edit plan.yaml, then scaffold go plan.yaml -o . --wave 1")
    sys.exit(0)
