"""``scaffold validate --fix``: plans with the fixes of their messages made, over and over until none is left."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from scaffold.cli.output import UNABLE, Console, Problem
from scaffold.diagnostics import Diagnostic, Report
from scaffold.fixes import Edit, compatible, edited, edits_of
from scaffold.pipeline import Input
from scaffold.repo.answer import write_answer

MAX_ROUNDS = 50
"""Times that a plan is read again after its fixes were made."""

_MARK = b"\xef\xbb\xbf"

Check = Callable[[Sequence[Input]], Report]


class Fixed(NamedTuple):
    """Plans after their fixes: `number` of these were made, and `report` is what is said of the plans now."""

    inputs: list[Input]
    report: Report
    number: int


def fix_plans(inputs: Sequence[Input], check: Check, *, unsafe: bool) -> Fixed:
    """Make the safe fixes of the plans, or with `unsafe` all of them. Nothing is written."""
    now = list(inputs)
    report = check(now)
    count = 0
    for _ in range(MAX_ROUNDS):
        changed = False
        for at, plan in enumerate(now):
            found = [
                each.fix
                for each in report
                if each.fix is not None and each.span.source.path == plan.shown and (unsafe or each.fix.safe)
            ]
            chosen = compatible(found)
            data = _with_edits(plan.data, edits_of(chosen)) if chosen else plan.data
            if data != plan.data:
                now[at] = plan._replace(data=data)
                count += len(chosen)
                changed = True
        if not changed:
            break
        report = check(now)
    return Fixed(now, report, count)


def _with_edits(data: bytes, edits: Sequence[Edit]) -> bytes:
    """The bytes of a plan after edits, with its byte-order mark and its line ends."""
    text = data.decode("utf-8")
    mark, text = (_MARK, text[1:]) if text.startswith("\ufeff") else (b"", text)
    if "\r\n" in text:
        edits = [Edit(start, end, new.replace("\r\n", "\n").replace("\n", "\r\n")) for start, end, new in edits]
    return mark + edited(text, edits).encode("utf-8")


def write_fixed(before: Sequence[Input], after: Sequence[Input], paths: Sequence[str], console: Console) -> None:
    """Write the plans that fixes have changed. Ends the program with 3 where one cannot be written, or was changed."""
    for old, new, path in zip(before, after, paths, strict=True):
        if old.data == new.data:
            continue
        if path == "-":
            console.show(new.data)
            continue
        try:
            with open(path, "rb") as file:
                present = file.read()
            if present != old.data:
                problem = Problem(
                    old.shown, "plan-changed", "it was changed while its fixes were made; it is left alone"
                )
                console.fail([problem], UNABLE)
            write_answer(path, new.data, force=True)
        except OSError as error:
            problem = Problem(old.shown, "plan-unwritable", f"cannot be written: {error.strerror}")
            console.fail([problem], UNABLE)


def difference(before: Sequence[Input], after: Sequence[Input]) -> bytes:
    """What the fixes change, as a unified diff."""
    parts: list[str] = []
    for old, new in zip(before, after, strict=True):
        for line in difflib.unified_diff(_lines(old.data), _lines(new.data), old.shown, new.shown):
            parts.append(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
    return "".join(parts).encode("utf-8")


def _lines(data: bytes) -> list[str]:
    """The lines of a plan with their ends; only a line feed ends one."""
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    return [line for line in re.split(r"(?<=\n)", text) if line]


def mended(found: Sequence[Diagnostic]) -> str:
    """How many of some messages a fix makes go away, in brackets; empty where none does."""
    safe = sum(one.fix is not None and one.fix.safe for one in found)
    unsafe = sum(one.fix is not None and not one.fix.safe for one in found)
    said = [f"--fix: {safe}"] if safe else []
    if unsafe:
        said.append(f"--fix --unsafe-fixes: {safe + unsafe}")
    return f" ({', '.join(said)})" if said else ""
