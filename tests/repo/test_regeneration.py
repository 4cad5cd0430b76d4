"""Random edits of plan and repository, and what must hold after each run; see `regeneration_model`."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from repo.regeneration_model import Regeneration

Regeneration.TestCase.settings = settings(
    max_examples=20, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestRegeneration = pytest.mark.slow(Regeneration.TestCase)
