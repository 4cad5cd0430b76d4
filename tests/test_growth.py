"""Plans that grow in one direction and once took too long or too much memory end within the benchmark's limits."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
SIZE = 500
"""A size at which each takes about a second of the ten that it may, and took far more."""


def growth() -> Any:
    """The benchmark, which is no part of a package."""
    sys.path.insert(0, str(BENCHMARKS))
    try:
        return importlib.import_module("growth")
    finally:
        sys.path.remove(str(BENCHMARKS))


ONCE_BAD = [shape for shape in growth().SHAPES if shape.was_bad]


@pytest.mark.slow
@pytest.mark.parametrize("shape", ONCE_BAD, ids=[shape.name for shape in ONCE_BAD])
def test_what_once_grew_too_fast_ends_within_the_limits(shape: Any) -> None:
    assert growth().measure(shape, SIZE).fault == ""
