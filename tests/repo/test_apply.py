"""All or nothing: a step that fails leaves every file as it was, and a killed run is finished by the next."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from repo.room import generated, run, shared, stamps, tree, write, yours
from scaffold.repo import apply, exclusive, plan_changes
from scaffold.repo.errors import Busy

BEFORE = (
    generated("pkg/a.go", "one\n"),
    generated("pkg/old/old.go"),
    yours("internal/x/x.go"),
    shared("go.mod", "module m\n\ngo 1.24\n\nrequire (\n\ta.b/c v1.0.0\n)\n"),
)
AFTER = (
    generated("pkg/a.go", "two\n"),
    generated("pkg/new/new.go"),
    yours("internal/y/y.go"),
    shared("go.mod", "module m\n\ngo 1.24\n\nrequire (\n\ta.b/c v1.1.0\n\td.d/d v1.0.0\n)\n"),
)


def test_the_lock_is_written_last(tmp_path: Path) -> None:
    assert [step.path for step in plan_changes(BEFORE, tmp_path).steps][-1] == ".scaffold/lock"


def test_only_one_run_at_a_time(tmp_path: Path) -> None:
    before = stamps(tmp_path)
    with exclusive(tmp_path):
        with pytest.raises(Busy) as caught, exclusive(tmp_path):
            pass
        assert caught.value.exit_code == 3
        if os.path.exists("/proc/locks"):
            assert caught.value.message == f"another scaffold (process {os.getpid()}) is at work here"
        run(tmp_path, generated("a.go"))
    with exclusive(tmp_path), exclusive(tmp_path / "not there"):
        pass
    assert before.keys() < stamps(tmp_path).keys()


def test_two_runs_that_decided_at_once_do_not_both_write(tmp_path: Path) -> None:
    one, two = plan_changes(BEFORE, tmp_path), plan_changes(AFTER, tmp_path)
    apply(one)
    before = tree(tmp_path, state=True)
    with pytest.raises(Busy):
        apply(two)
    assert tree(tmp_path, state=True) == before


def test_leftovers_of_a_killed_run_are_no_obstacle(tmp_path: Path) -> None:
    write(tmp_path, {".a.go.scaffold-tmp": "half"})
    run(tmp_path, generated("a.go"))
    assert set(tree(tmp_path)) == {"a.go"}
