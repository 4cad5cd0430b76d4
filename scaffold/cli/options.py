"""Arguments and options that commands share: each is spelled, checked and turned into what a command uses here."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any, TypeVar, cast

import click

from scaffold.cli.output import FORMS, Console, visible
from scaffold.diagnostics import Report
from scaffold.pipeline import Settings

_PLAN_SUFFIXES = (".yaml", ".yml", ".md", ".markdown")

F = TypeVar("F", bound=Callable[..., Any])


def _plan_path(ctx: click.Context, parameter: click.Parameter, value: str) -> str:
    """Refuse what cannot be a plan at all; what only cannot be read is for `read_input` to say."""
    if value == "-":
        return value
    try:
        mode = os.stat(value).st_mode
    except (FileNotFoundError, NotADirectoryError):
        message = f"there is no file '{visible(value)}'{_nearest_file(value)}"
        raise click.BadParameter(message, ctx, parameter, "'PLAN'") from None
    except OSError:
        return value
    if stat.S_ISDIR(mode):
        raise click.BadParameter(f"'{visible(value)}' is a directory; a plan is a file", ctx, parameter, "'PLAN'")
    return value


def _nearest_file(path: str) -> str:
    """The plan that lies where `path` leads and is called nearly so, as a question; empty for none."""
    from scaffold.nearest import nearest

    folder, name = os.path.split(path)
    with suppress(OSError, ValueError):
        plans = sorted(entry.name for entry in os.scandir(folder or os.curdir) if entry.name.endswith(_PLAN_SUFFIXES))
        near = nearest(name, plans)
        if near is not None:
            return f". Did you mean '{visible(os.path.join(folder, near))}'?"
    return ""


def _complete_wave(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """The waves of the plan on the command line; none where it cannot be read."""
    from scaffold.pipeline import Input, wave_numbers

    found: set[int] = set()
    # An option without its value ends the parsing: the words before it are left as they are.
    for path in (*(ctx.params.get("plans") or ()), *ctx.args):
        with suppress(OSError), open(path, "rb") as file:
            found.update(wave_numbers(Input(file.read(), path, os.path.basename(path))))
    return [str(number) for number in sorted(found) if str(number).startswith(incomplete)]


def wave_option(function: F) -> F:
    """``--wave``."""
    text = "Only what wave N delivers; never removes anything."
    return click.option("--wave", type=int, metavar="N", shell_complete=_complete_wave, help=text)(function)


def plan_argument(function: F) -> F:
    """`plan`: a file or ``-`` for standard input."""
    kind = click.Path(allow_dash=True, readable=False)
    return click.argument("plan", metavar="PLAN", type=kind, callback=_plan_path)(function)


def plans_argument(function: F) -> F:
    """`plans`: one or more, each a file or ``-`` for standard input; none only where others are to be dropped."""

    def each(ctx: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
        for value in values:
            _plan_path(ctx, parameter, value)
        if not values and not ctx.params.get("drop"):
            raise click.MissingParameter(ctx=ctx, param=parameter)
        return values

    kind = click.Path(allow_dash=True, readable=False)
    return click.argument("plans", metavar="PLAN...", nargs=-1, type=kind, callback=each)(function)


def _not_empty(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value == "":
        raise click.BadParameter("it is empty", ctx, parameter)
    return value


def repository_option(text: str) -> Callable[[F], F]:
    """``-o``: `output`, the folder of the repository, which may be missing."""
    kind = click.Path(file_okay=False, readable=False)
    return click.option("-o", "--output", type=kind, callback=_not_empty, required=True, metavar="REPO", help=text)


def answer_options(function: F) -> F:
    """``-o`` and ``--force``: where `give` puts the text that a command makes."""
    where = click.Path(dir_okay=False, readable=False, allow_dash=True)
    return _each(
        function,
        click.option("-o", "--output", type=where, metavar="FILE", help="Where to write; default: standard output."),
        click.option("--force", is_flag=True, help="Overwrite FILE if it is there."),
    )


def duplicate_option(function: F) -> F:
    """``--on-duplicate``."""
    text = "Which of two different declarations of one type counts in a Markdown plan."
    kinds = click.Choice(["error", "first", "last"])
    return click.option("--on-duplicate", type=kinds, default="error", help=text)(function)


def group_option(function: F) -> F:
    """``--group``."""
    text = "API group of custom resources that state none."
    return click.option("--group", metavar="NAME", help=text)(function)


def module_option(function: F) -> F:
    """``--module``."""
    text = "Go module path; overrides the plan's."
    return click.option("--module", metavar="PATH", callback=_not_empty, help=text)(function)


def reading_options(function: F) -> F:
    """How plans are read: ``--stub-undefined``, ``--group``, ``--bodies`` and ``--on-duplicate``.

    The command gets them as `settings`, a `Settings`.
    """

    @wraps(function)
    def command(
        *,
        stub_undefined: bool | None,
        group: str | None,
        bodies: str | None,
        on_duplicate: str,
        **rest: Any,
    ) -> Any:
        settings = Settings(stub_undefined=stub_undefined, group=group, bodies=bodies, on_duplicate=on_duplicate)
        return function(settings=settings, **rest)

    return _each(
        cast(F, command),
        click.option(
            "--stub-undefined/--no-stub-undefined",
            default=None,
            help="Declare undeclared types as empty structs (default for Markdown plans).",
        ),
        group_option,
        click.option(
            "--bodies",
            type=click.Choice(["keep", "stub"]),
            help="Function bodies of the plan: all copied, or all stubs.",
        ),
        duplicate_option,
    )


def format_option(function: F) -> F:
    """``--format``: `form`."""
    kind = click.Choice(FORMS)
    text = "Form of messages and answer; github and sarif have the messages alone."
    return click.option("--format", "form", type=kind, default="text", help=text)(function)


def colour_option(function: F) -> F:
    """``--color``."""
    colours = click.Choice(["auto", "always", "never"])
    text = "Colour in messages; NO_COLOR turns it off too."
    return click.option("--color", type=colours, default="auto", help=text)(function)


def quiet_option(function: F) -> F:
    """``-q``."""
    return click.option("-q", "--quiet", is_flag=True, help="Errors only.")(function)


def message_options(function: F) -> F:
    """``--strict``, ``--format``, ``--color``, ``-q`` and ``-v``: what is told of a plan, and how.

    The command gets them as `console` and an empty `report`.
    """

    @wraps(function)
    def command(*, strict: bool, form: str, color: str, quiet: bool, verbose: bool, **rest: Any) -> Any:
        return function(console=Console(form, color, quiet, verbose), report=Report(strict=strict), **rest)

    return _each(
        cast(F, command),
        click.option("--strict", is_flag=True, help="Warnings are errors."),
        format_option,
        colour_option,
        quiet_option,
        click.option("-v", "--verbose", is_flag=True, help="Name every file."),
    )


def _each(function: F, *options: Callable[[F], F]) -> F:
    """Add options that are shown in this order."""
    for option in reversed(options):
        function = option(function)
    return function
