"""Every golden case, and what holds for all output: same bytes everywhere, quiet second runs, Go's judges content."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import click
import pytest

import golden_cases
import judges
from golden_cases import Case, Outcome, Step
from scaffold.cli import main

CASES = golden_cases.find()
SOUND = [case for case in CASES if case.exit_code == 0]
JUDGED = [case for case in CASES if case.judged and "build" not in case.unsound]
FORMATTED = [case for case in CASES if case.judged and "gofmt" not in case.unsound]
COMMANDLINE = click.core.ParameterSource.COMMANDLINE
LONGEST_PLAN = 60
"""Lines: one feature a case. The tour shows all of them together and may be longer."""

every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
every_sound_case = pytest.mark.parametrize("case", SOUND, ids=lambda case: case.name)
every_judged_case = pytest.mark.parametrize("case", JUDGED, ids=lambda case: case.name)


class Produced(NamedTuple):
    """What scaffold made of a case: the repository (it may not exist) and how the run ended."""

    out: Path
    outcome: Outcome


Produce = Callable[[Case], Produced]


@pytest.fixture(scope="session")
def produced(tmp_path_factory: pytest.TempPathFactory) -> Produce:
    """Runs a case once a session. The repositories are not to be changed."""
    root = tmp_path_factory.mktemp("golden")
    made: dict[str, Produced] = {}

    def produce(case: Case) -> Produced:
        if case.name not in made:
            out = root / case.name
            made[case.name] = Produced(out, golden_cases.run(case, out))
        return made[case.name]

    return produce


@pytest.fixture(scope="session")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Outcome]]:
    """All cases again, in another process: another order, directory, hash seed, time zone and locale."""
    out = tmp_path_factory.mktemp("elsewhere")
    # An ASCII locale that Python may not mend: whoever reads or writes a file without naming its encoding fails here.
    odd = {"PYTHONHASHSEED": "12345", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANGUAGE": "tr"}
    strict = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONPATH": str(golden_cases.GOLDEN.parent)}
    done = subprocess.run(
        [sys.executable, golden_cases.__file__],
        input=json.dumps({"golden": str(golden_cases.GOLDEN), "out": str(out)}),
        env={**os.environ, **odd, **strict},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return out, {name: Outcome(*fields) for name, fields in json.loads(done.stdout).items()}


def silent(complaint: str) -> None:
    """Fails with the whole complaint, which pytest would cut, where there is one."""
    if complaint:
        pytest.fail(complaint, pytrace=False)


def assert_no_traceback(outcome: Outcome) -> None:
    silent(outcome.traceback)
    assert outcome.code in (0, 1), f"exit code {outcome.code}\n{outcome.stderr}"


def test_there_are_cases() -> None:
    assert CASES
    assert JUDGED


@every_case
def test_plan_shows_one_thing(case: Case) -> None:
    for step in case.steps:
        lines = len((step.folder / step.plan).read_text("utf-8").splitlines())
        assert lines <= LONGEST_PLAN or "tour" in case.name


@every_case
def test_outcome_is_the_expected_one(case: Case, produced: Produce, request: pytest.FixtureRequest) -> None:
    out, outcome = produced(case)
    assert_no_traceback(outcome)
    if request.config.getoption("--update-golden"):
        golden_cases.update(case, out, outcome)
    silent(golden_cases.text_difference("diagnostics.txt", case.messages, outcome.stderr))
    if len(case.steps) > 1:
        answer = case.summary.read_text("utf-8") if case.summary.exists() else ""
        silent(golden_cases.text_difference("summary.txt", answer, case.answer(outcome, out)))
    assert outcome.code == case.exit_code
    want, got = golden_cases.read_tree(case.want), golden_cases.read_tree(out)
    silent(golden_cases.differences(want, got))
    assert out.exists() == case.want.exists(), "a plan with errors makes no tree, not even its folder"


@every_case
def test_outcome_is_the_same_elsewhere(
    case: Case, produced: Produce, elsewhere: tuple[Path, dict[str, Outcome]]
) -> None:
    here, (root, outcomes) = produced(case), elsewhere
    there = outcomes[case.name]
    assert_no_traceback(there)
    silent(golden_cases.text_difference("diagnostics.txt", here.outcome.stderr, there.stderr))
    assert there.code == here.outcome.code
    got = golden_cases.read_tree(root / case.name)
    silent(golden_cases.differences(golden_cases.read_tree(here.out), got))


def _stamps(root: Path) -> dict[str, tuple[int, int, int, int]]:
    """What every write leaves a trace in, of every file and folder: both times, inode and size."""
    paths = [root, *root.rglob("*")]
    states = {str(path.relative_to(root)): path.lstat() for path in paths}
    return {path: (s.st_mtime_ns, s.st_ctime_ns, s.st_ino, s.st_size) for path, s in states.items()}


@every_sound_case
def test_second_run_writes_nothing(case: Case, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = golden_cases.run(case, out)
    assert_no_traceback(first)
    for path in [*out.rglob("*"), out]:
        os.utime(path, (1_000_000_000, 1_000_000_000), follow_symlinks=False)
    before = _stamps(out)
    second = golden_cases.run_step(case.steps[-1], out)
    assert (second.code, second.stderr, second.traceback) == (first.code, _without_breaks(first.stderr), "")
    assert _stamps(out) == before


def _without_breaks(messages: str) -> str:
    """Messages without those of hand-written code that no longer fits: only the run that changes something has them."""
    return re.sub(r"(?m)^.*\[stale-code\]\n(?:  also: .*\n)?", "", messages)


def _shared_options(step: Step) -> list[str]:
    """Those of the options given to ``scaffold go`` in a step that ``scaffold validate`` takes as well."""
    go, validate = (main.get_command(click.Context(main), name) for name in ("go", "validate"))
    assert go
    assert validate
    context = go.make_context("go", [step.plan, *step.arguments, "-o", "unused"])
    words: list[str] = []
    for option in validate.params:
        name = option.name or ""
        if not isinstance(option, click.Option) or context.get_parameter_source(name) is not COMMANDLINE:
            continue
        value = context.params[name]
        if option.is_flag:
            words.append(option.opts[0] if value else option.secondary_opts[0])
        else:
            for one in value if option.multiple else [value]:
                words += [option.opts[0], str(one)]
    return words


@every_case
def test_validate_says_the_same(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    step = case.steps[-1]
    monkeypatch.chdir(step.folder)
    said = golden_cases.in_process(["validate", step.plan, *_shared_options(step)])
    assert_no_traceback(said)
    assert said.code == int(golden_cases.has_error(case.plan_messages))
    if "--keep-going" in step.arguments:
        # What is left out, and what leans on that, is told only where something is made.
        assert _errors(said.stderr) == _errors(case.plan_messages)
        return
    silent(golden_cases.text_difference("diagnostics.txt", case.plan_messages, said.stderr))


def _errors(messages: str) -> list[str]:
    return [line for line in messages.splitlines() if not line.startswith(" ") and ": error: " in line]


@pytest.mark.parametrize("case", FORMATTED, ids=lambda case: case.name)
def test_gofmt_changes_nothing(case: Case, produced: Produce) -> None:
    silent(judges.gofmt(produced(case).out.rglob("*.go")))


@every_judged_case
def test_builds_and_vets(case: Case, produced: Produce) -> None:
    out = produced(case).out
    silent(judges.build(out))
    silent(judges.vet(out))


@pytest.mark.slow
@every_judged_case
def test_staticcheck_has_no_complaint(case: Case, produced: Produce) -> None:
    said = judges.staticcheck(produced(case).out)
    if any(step.edits is not None for step in case.steps):
        # What a person wrote and does not use is not of our making.
        said = "".join(line for line in said.splitlines(keepends=True) if "(U1000)" not in line)
    silent(said.strip())


@pytest.mark.slow
@every_judged_case
def test_tests_pass_under_the_race_detector(case: Case, produced: Produce) -> None:
    silent(judges.test_race(produced(case).out))
