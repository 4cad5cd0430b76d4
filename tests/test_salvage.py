"""What is sound of a plan with errors: it is clean Go, whatever is wrong with the rest."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan_strategies import bases, broken
from scaffold.diagnostics import Report, Severity, to_text
from scaffold.pipeline import Input, Settings, make
from test_properties import FOREIGN, Batch, Made, every, silent

ASKED = int(os.environ.get("SCAFFOLD_EXAMPLES", "0"))
BROKEN = ASKED or 120
MOST_JUDGED = ASKED or 40
SECONDS = 10
"""Rounds of checking included, on a busy machine."""


def run(text: str) -> Made:
    """Put a plan through the house, keeping going."""
    report = Report()
    start = time.perf_counter()
    made = make(
        Input(text.encode("utf-8", "surrogatepass"), "plan.yaml", "plan.yaml"), Settings(keep_going=True), report
    )
    assert time.perf_counter() - start < SECONDS
    if made is None:
        return Made(None, "", True, report)
    texts = {str(file.path): file.text for file in made.tree}
    module = texts["go.mod"].split("\n")[0].removeprefix("module ")
    alone = "require" not in texts["go.mod"] and not any(found.code in FOREIGN for found in report)
    return Made({path: text for path, text in texts.items() if path.endswith(".go")}, module, alone, report)


def plain(text: str) -> set[tuple[str, str, tuple[int, int]]]:
    """The errors of a plan without keeping going."""
    report = Report()
    make(Input(text.encode("utf-8", "surrogatepass"), "plan.yaml", "plan.yaml"), Settings(), report)
    return {(found.code, found.message, found.span.offsets) for found in report.faults}


@pytest.mark.slow
def test_what_is_left_of_broken_plans_is_clean_go(tmp_path: Path) -> None:
    # Earlier phases need more than is made.
    texts = [text for text in bases() if "previous:" not in text]
    batch = Batch()
    ends = {"sound": 0, "salvaged": 0, "nothing": 0}

    @settings(every, max_examples=BROKEN)
    @given(st.sampled_from(texts), st.integers(0, 2**32))
    def put_through(base: str, seed: int) -> None:
        text = broken(base, seed)
        made = run(text)
        errors = {(f.code, f.message, f.span.offsets) for f in made.report if f.severity is Severity.ERROR}
        assert errors == plain(text), to_text(made.report)
        ends["nothing" if made.files is None else "salvaged" if errors else "sound"] += 1
        if made.files and errors and made.alone and len(batch.texts) < MOST_JUDGED:
            batch.add(text, made)

    put_through()
    assert ends["salvaged"] > BROKEN // 10, ends
    silent(batch.complaints(tmp_path))
