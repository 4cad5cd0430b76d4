"""What a func mock does, as Go sees it: panics, stubs, records, copies, names that give way, races."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import golden_cases
import judges

HERE = Path(__file__).parent / "mock_func"


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("mocked") / "repo"
    outcome = golden_cases.in_process(["go", str(HERE / "plan.yaml"), "-o", str(out)])
    assert outcome.traceback == ""
    assert outcome.code == 0, outcome.stderr
    shutil.copy(HERE / "mock_test.go", out / "pkg/api/apimock/mock_test.go")
    return out


def test_mocks_do_as_promised_under_race(repo: Path) -> None:
    assert judges.test_race(repo) == ""


def test_awkward_output_is_clean(repo: Path) -> None:
    assert judges.gofmt(sorted(repo.rglob("*.go"))) == ""
    assert judges.vet(repo) == ""


@pytest.mark.slow
def test_staticcheck_has_nothing_to_say(repo: Path) -> None:
    assert judges.staticcheck(repo) == ""
