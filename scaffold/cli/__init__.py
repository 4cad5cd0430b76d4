"""The command line: options, printing, exit codes. A file a command; one is loaded when it is called."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from typing import Any

import click

import scaffold

_COMMANDS = {
    "docs": "The plan as the full Markdown document, or as a page of HTML.",
    "explain": "What a message means, with a plan that has it.",
    "go": "Expand a plan into a repository, or bring a repository up to the edited plan.",
    "import": "A Markdown plan, or an existing Go package, as plan.yaml.",
    "new": "Start a repository: a plan worth reading and a small shell around it.",
    "recover": "Put right what a run that was killed has left behind.",
    "validate": "Show every problem of a plan; with --fix, mend what can be mended.",
}

_EXAMPLES = """\b
Examples:
  scaffold new objects
  scaffold go plan.yaml -o repo/
  scaffold COMMAND --help
"""


class _Lazy(click.Group):
    """Commands by name; the module of one is imported when it is used, the help of all is known without."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run with click's parsing and scaffold's ends: one JSON document also for wrong use, 130 for Ctrl-C."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, False, **extra)
        _never_stumble()
        try:
            ended = super().main(args, prog_name, complete_var, False, **extra)
        except click.ClickException as error:
            error.show()
            _tell_json(list(sys.argv[1:] if args is None else args), error)
            sys.exit(error.exit_code)
        except click.Abort:
            from scaffold.cli.output import INTERRUPTED, emit

            emit("scaffold: interrupted\n", err=True)
            sys.exit(INTERRUPTED)
        sys.exit(ended if isinstance(ended, int) else 0)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command = importlib.import_module(f"scaffold.cli.{cmd_name}_command").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name and name not in _COMMANDS and not name.startswith("-"):
            from scaffold.nearest import nearest

            near = nearest(name, _COMMANDS)
            ctx.fail(f"no such command '{name}'." + (f" Did you mean '{near}'?" if near else ""))
        return super().resolve_command(ctx, args)


def _never_stumble() -> None:
    """Print what a stream's encoding lacks as an escape: plans and file names hold any character."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _tell_json(arguments: list[str], error: click.ClickException) -> None:
    """Whoever asked for a document gets one, also where the rest of the command line was wrong."""
    words = " ".join(arguments).replace("--format=", "--format ")
    for form in ("json", "github", "sarif"):
        if f"--format {form}" in words:
            from scaffold.cli.output import Console, Problem

            Console(form).document(None, problems=[Problem("<command line>", "usage", error.format_message())])
            return


@click.group(
    cls=_Lazy,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=_EXAMPLES,
)
@click.version_option(scaffold.__version__, "--version", prog_name="scaffold")
def main() -> None:
    """Turn a phase architecture plan into a Go repository that builds, and keep the two together."""
