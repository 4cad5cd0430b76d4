"""The golden cases: finding them, running scaffold on them, and comparing whole trees both ways.

``golden/CASE/`` holds a plan (``plan.yaml`` or ``plan.md``), further arguments of ``scaffold go`` as shell words in
``args``, the expected tree ``want/`` and the expected messages ``diagnostics.txt``. Without ``want/`` no tree is made.
``golden/regen/CASE/`` holds the plan ``before/`` and ``after/`` a change, between the two runs the files of ``edits/``
are laid over the tree as a person's edits, and the paths in ``deleted`` (one a line) are removed; ``args`` counts for
both, ``before/args`` and ``after/args`` for one. ``edits2/`` and ``after2/`` are a third run, and so on.
``unsound`` says which of Go's judges have nothing to say, since edits are no sound Go: ``gofmt``, ``build``.
``summary.txt`` is what the last run answers, the repository called REPO.
"""

from __future__ import annotations

import difflib
import json
import os
import shlex
import shutil
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import click
from click.testing import CliRunner

from scaffold import cli

GOLDEN = Path(__file__).parent.parent / "golden"
PLANS = ("plan.yaml", "plan.md")
CACHE = ".scaffold/cache/"
"""May hold anything and may be deleted at any moment: no part of the expected tree."""


class Outcome(NamedTuple):
    """How a run ended: exit code, both outputs, and the traceback where an exception escaped (else empty)."""

    code: int
    stdout: str
    stderr: str
    traceback: str


Scaffold = Callable[[list[str]], Outcome]
"""Runs scaffold with arguments in the present working directory."""


class Step(NamedTuple):
    """One run of ``scaffold go``: the folder of its plan, the plan's name, the arguments behind it, edits before it.

    `deleted` are the paths that a person removes before it.
    """

    folder: Path
    plan: str
    arguments: tuple[str, ...]
    edits: Path | None
    deleted: tuple[str, ...] = ()


class Case(NamedTuple):
    """One golden case. The last of its steps is the one whose outcome is expected."""

    name: str
    folder: Path
    steps: tuple[Step, ...]

    @property
    def want(self) -> Path:
        """The expected tree; a case may have none."""
        return self.folder / "want"

    @property
    def diagnostics(self) -> Path:
        """The expected messages; a case may have none."""
        return self.folder / "diagnostics.txt"

    @property
    def summary(self) -> Path:
        """The expected answer; only cases of several runs have one."""
        return self.folder / "summary.txt"

    def answer(self, outcome: Outcome, out: Path) -> str:
        """What the run said on standard output, with the repository called REPO."""
        return outcome.stdout.replace(str(out), "REPO") if len(self.steps) > 1 else ""

    @property
    def plan_messages(self) -> str:
        """Of the expected messages those that are about the plan, not about the repository."""
        kept: list[str] = []
        for line in self.messages.splitlines(keepends=True):
            about_plan = line.startswith((f"{self.steps[-1].plan}:", "... and "))
            if about_plan or (line.startswith(" ") and kept and kept[-1]):
                kept.append(line)
            else:
                kept.append("")
        return "".join(kept)

    @property
    def unsound(self) -> str:
        """Names of Go's judges that a person's edits have set against the case, in ``unsound`` with the reason."""
        file = self.folder / "unsound"
        return file.read_text("utf-8") if file.exists() else ""

    @property
    def judged(self) -> bool:
        """Whether Go has a say: the expected tree is a sound one, or what is sound of a plan, and holds Go."""
        return (self.exit_code == 0 or self.keeps_going) and any(self.want.rglob("*.go"))

    @property
    def keeps_going(self) -> bool:
        """Whether what is sound of a plan with errors is made, into a repository that has nothing else."""
        return "--keep-going" in self.steps[-1].arguments and len(self.steps) == 1

    @property
    def messages(self) -> str:
        """What standard error must hold."""
        return self.diagnostics.read_text("utf-8") if self.diagnostics.exists() else ""

    @property
    def exit_code(self) -> int:
        """1 where an error is among the expected messages, else 0."""
        return int(has_error(self.messages))


def has_error(messages: str) -> bool:
    """Whether an error is among messages in text form: ``FILE:LINE:COLUMN: error: …``."""
    heads = (line.split(": ", 2) for line in messages.splitlines() if not line.startswith(" "))
    return any(len(head) == 3 and head[1] == "error" for head in heads)


def _arguments(*folders: Path) -> tuple[str, ...]:
    files = (folder / "args" for folder in folders)
    return tuple(
        word for file in files if file.exists() for word in shlex.split(file.read_text("utf-8"), comments=True)
    )


def _plan(folder: Path) -> str:
    found = [name for name in PLANS if (folder / name).exists()]
    if len(found) != 1:
        raise ValueError(f"{folder}: a golden case has one of {', '.join(PLANS)}, this one has {len(found)}")
    return found[0]


def find(golden: Path = GOLDEN) -> list[Case]:
    """Every case below a folder, by name. Raises `ValueError` for a folder that is none."""
    cases = []
    for folder in _folders(golden):
        if folder.name not in ("fixes", "regen"):
            cases.append(Case(folder.name, folder, (Step(folder, _plan(folder), _arguments(folder), None),)))
    for folder in _folders(golden / "regen"):
        before = folder / "before"
        steps = [Step(before, _plan(before), _arguments(folder, before), None)]
        for number in ("", *map(str, range(2, 10))):
            after, edits, deleted = folder / f"after{number}", folder / f"edits{number}", folder / f"deleted{number}"
            if number and not after.is_dir():
                break
            gone = tuple(deleted.read_text("utf-8").split()) if deleted.is_file() else ()
            laid = edits if edits.is_dir() else None
            steps.append(Step(after, _plan(after), _arguments(folder, after), laid, gone))
        cases.append(Case(f"regen/{folder.name}", folder, tuple(steps)))
    return cases


def _folders(parent: Path) -> list[Path]:
    return sorted(entry for entry in parent.iterdir() if entry.is_dir()) if parent.is_dir() else []


def in_process(arguments: list[str]) -> Outcome:
    """Runs scaffold's command in this process: a tenth of the time of a process of its own."""
    result = CliRunner().invoke(cli.main, arguments, prog_name="scaffold")
    escaped = result.exception
    shown = ""
    if escaped is not None and not isinstance(escaped, SystemExit):
        shown = "".join(traceback.format_exception(escaped))
    return Outcome(result.exit_code, result.stdout, result.stderr, shown)


def run(case: Case, out: Path, scaffold: Scaffold = in_process, *, elsewhere: bool = False) -> Outcome:
    """The outcome of the case's last step, with the repository at `out`.

    Runs lie in the plan's folder, so that messages call it by its base name; with `elsewhere` in the root directory,
    where messages that name the plan by its whole path are given back with the base name.
    """
    outcome = Outcome(0, "", "", "")
    for step in case.steps:
        if step.edits:
            shutil.copytree(step.edits, out, dirs_exist_ok=True)
        for path in step.deleted:
            (out / path).unlink()
        outcome = run_step(step, out, scaffold, elsewhere=elsewhere)
        if outcome.traceback:
            break
    return outcome


def run_step(step: Step, out: Path, scaffold: Scaffold = in_process, *, elsewhere: bool = False) -> Outcome:
    """The outcome of one step; see `run`."""
    previous = Path.cwd()
    os.chdir("/" if elsewhere else step.folder)
    try:
        plan = str(step.folder / step.plan) if elsewhere else step.plan
        outcome = scaffold(["go", plan, *step.arguments, "-o", str(out)])
    finally:
        os.chdir(previous)
    if elsewhere:
        outcome = outcome._replace(stderr=outcome.stderr.replace(f"{step.folder}{os.sep}", ""))
    return outcome


def parameters(step: Step) -> dict[str, Any]:
    """What ``scaffold go`` understands of a step's arguments, by parameter name; asked in the step's folder."""
    command = cli.main.get_command(click.Context(cli.main), "go")
    assert command
    return command.make_context("go", [step.plan, *step.arguments, "-o", "unused"]).params


def read_tree(root: Path) -> dict[str, bytes]:
    """Every file below `root` with its bytes, by relative path; links and empty folders show as what they are."""
    found: dict[str, bytes] = {}
    for folder, folders, files in os.walk(root):
        here = Path(folder)
        for name in [*folders, *files]:
            path = here / name
            relative = path.relative_to(root).as_posix()
            if path.is_symlink():
                found[relative] = b"symbolic link to " + os.fsencode(os.readlink(path))
            elif path.is_file():
                found[relative] = path.read_bytes()
            elif not any(path.iterdir()):
                found[relative + "/"] = b"empty folder"
    return {path: data for path, data in sorted(found.items()) if not path.startswith(CACHE)}


def differences(want: dict[str, bytes], got: dict[str, bytes]) -> str:
    """How two trees differ, the empty string where they don't: missing and extra files, and a diff for each other."""
    parts = [f"missing: {path}\n" for path in want if path not in got]
    parts += [f"extra: {path}\n" for path in got if path not in want]
    for path, data in want.items():
        if path in got and data != got[path]:
            parts.append(text_difference(path, _decode(data), _decode(got[path])))
    return "".join(parts)


def _decode(data: bytes) -> str:
    return data.decode("utf-8", "backslashreplace")


def text_difference(name: str, want: str, got: str) -> str:
    """A unified diff; the empty string where the texts are equal. A missing last line end is told."""
    lines: Iterator[str] = difflib.unified_diff(
        want.splitlines(keepends=True), got.splitlines(keepends=True), f"want/{name}", f"got/{name}"
    )
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def update(case: Case, out: Path, outcome: Outcome) -> None:
    """Makes what scaffold does now the case's expectation."""
    if case.want.exists():
        shutil.rmtree(case.want)
    for path, data in read_tree(out).items():
        if path.endswith("/"):
            raise ValueError(f"{case.name}: the tree holds the empty folder {path}, which git cannot keep")
        target = case.want / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    if len(case.steps) > 1:
        case.summary.write_text(case.answer(outcome, out), "utf-8")
    if outcome.stderr:
        case.diagnostics.write_text(outcome.stderr, "utf-8")
    else:
        case.diagnostics.unlink(missing_ok=True)


def main() -> None:
    """Runs all cases in the reverse order from the root directory, for a process with another environment.

    Standard input is JSON: the golden folder and the folder for the repositories. Standard output is a JSON object of
    outcomes by case name.
    """
    asked = json.load(sys.stdin)
    outcomes = {}
    for case in reversed(find(Path(asked["golden"]))):
        outcomes[case.name] = run(case, Path(asked["out"]) / case.name, elsewhere=True)
    json.dump(outcomes, sys.stdout)


if __name__ == "__main__":
    main()
