"""The emitted Go types with controller-runtime's client and its fake."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import judges
from golden_cases import GOLDEN
from kube.writtentree import written

pytestmark = pytest.mark.slow

PROGRAM = Path(__file__).parent / "client"


def plan() -> str:
    """The resources of two golden cases, the short form and Go, in one plan."""
    short, go = ((GOLDEN / name / "plan.yaml").read_text("utf-8") for name in ("crd-short", "crd-go"))
    return short + go.partition("crds:\n")[2]


def test_a_client_works_with_the_types(tmp_path: Path) -> None:
    module = tmp_path / "client"
    shutil.copytree(PROGRAM, module)
    written(plan(), module)
    (module / "plan.yaml").unlink()
    assert judges.go_test(module) == ""
