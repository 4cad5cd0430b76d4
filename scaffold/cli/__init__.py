"""The command line: options, printing, exit codes. A file a command; one is loaded when it is called."""

from __future__ import annotations

import importlib

import click

import scaffold

_COMMANDS = {
    "go": "Expand a plan into a repository, or bring a repository up to the edited plan.",
    "new": "Start a repository: a plan worth reading and a small shell around it.",
    "validate": "Show every problem of a plan; write nothing.",
}


class _Lazy(click.Group):
    """Commands by name; the module of one is imported when it is used, the help of all is known without."""

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


@click.group(
    cls=_Lazy,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: scaffold go plan.yaml -o repo/",
)
@click.version_option(scaffold.__version__, "--version", prog_name="scaffold")
def main() -> None:
    """Turn a phase architecture plan into a Go repository that builds, and keep the two together."""
