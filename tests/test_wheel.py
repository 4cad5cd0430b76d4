"""The built wheel, installed into a fresh environment away from the checkout, does what the checkout does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

import golden_cases
import scaffold

REPOSITORY = Path(__file__).parent.parent
TOUR = golden_cases.GOLDEN / "tour"

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path) -> str:
    """Standard output of a command that knows nothing of the checkout; fails with what it said where it fails."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, cwd=cwd, env=kept, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode:
        pytest.fail(f"{command}\n{done.stdout}{done.stderr}", pytrace=False)
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `scaffold` command of the wheel, in an environment of its own."""
    root = tmp_path_factory.mktemp("wheel")
    # Without --no-isolation the build would download its backend each time.
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", root, ".", cwd=REPOSITORY)
    (wheel,) = root.glob("*.whl")
    environment = root / "environment"
    venv.create(environment, with_pip=False)
    binaries = environment / ("Scripts" if os.name == "nt" else "bin")
    # The dependencies are those that this environment has: that the wheel names them all is seen when it runs.
    run(sys.executable, "-m", "pip", "--python", binaries / "python", "install", "--quiet", wheel, cwd=root)
    return binaries / "scaffold"


def test_it_tells_its_version(installed: Path, tmp_path: Path) -> None:
    assert run(installed, "--version", cwd=tmp_path) == f"scaffold, version {scaffold.__version__}\n"


def test_it_does_the_main_job(installed: Path, tmp_path: Path) -> None:
    (case,) = (case for case in golden_cases.find() if case.folder == TOUR)
    (step,) = case.steps
    shutil.copyfile(step.folder / step.plan, tmp_path / step.plan)
    run(installed, "go", step.plan, *step.arguments, "-o", "repo", cwd=tmp_path)
    complaint = golden_cases.differences(golden_cases.read_tree(case.want), golden_cases.read_tree(tmp_path / "repo"))
    if complaint:
        pytest.fail(complaint, pytrace=False)


def test_it_starts_a_repository_that_it_can_expand(installed: Path, tmp_path: Path) -> None:
    run(installed, "new", "started", "--no-input", cwd=tmp_path)
    started = tmp_path / "started"
    (plan,) = started.glob("*.yaml")
    run(installed, "go", plan, "-o", started, "--wave", "1", cwd=tmp_path)
    run(installed, "go", plan, "-o", started, cwd=tmp_path)
    run(installed, "go", plan, "-o", started, "--check", cwd=tmp_path)
