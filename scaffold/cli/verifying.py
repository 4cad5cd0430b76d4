"""``scaffold go --verify``: Go's judges behind a run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from scaffold.cli.output import UNABLE, Console, Problem
from scaffold.diagnostics import Report
from scaffold.pipeline import Input, Made
from scaffold.source import Source

if TYPE_CHECKING:
    from scaffold.verify import Go


def ready(console: Console, *, writing: bool) -> Go:
    """The Go to verify with. Ends the program with 3 where there is none, before anything is written."""
    if not writing:
        raise click.UsageError("--verify judges what was written: it goes with neither --dry-run, --diff nor --check.")
    from scaffold.verify import NoGo, find_go

    try:
        return find_go()
    except NoGo as why:
        hint = "install Go (https://go.dev/dl), or leave --verify out"
        console.fail([Problem("go", "no-go", str(why), hint)], UNABLE)


def verified(console: Console, go: Go, source: Input, made: Sequence[Made], output: str, report: Report) -> None:
    """Judge what was written for the plans of a run, `source` the first; complaints are printed, and go to `report`."""
    from scaffold.verify import verify

    found = Report()
    plan = Source(source.shown, source.data.decode("utf-8", "replace").removeprefix("\ufeff"))
    verify(go, output, [file for one in made for file in one.tree], found, plan.span(0, 0))
    console.messages(found)
    for each in found:
        report.add(each)
