"""What holds for every plan: it ends in clean Go or in messages with a place, soon, and always in the same way.

A bounded number of plans in CI, always the same ones; more by hand: ``SCAFFOLD_EXAMPLES=2000 pytest
tests/test_properties.py`` draws other ones each time.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import judges
from plan_strategies import bases, broken, legal_plans, text_of
from scaffold.diagnostics import Report, Severity, to_text
from scaffold.pipeline import Input, Settings, make

ASKED = int(os.environ.get("SCAFFOLD_EXAMPLES", "0"))
LEGAL = ASKED or 40
BROKEN = ASKED or 300
MOST_JUDGED = ASKED or 40
"""Damaged plans that are still legal and whose Go is judged: that takes a second each."""
SECONDS = 5
"""No plan of a few kilobytes takes longer, on a busy machine too; most take a hundredth of it."""

REFUSALS = {
    "no-skeleton",
    "duplicate-derived-name",
    "duplicate-path",
    "enum-constant",
    "enum-value",
    "duplicate-name",
    "duplicate-method",
}
"""What a generated plan may be refused for: names that meet or nobody else may use, numbers among words."""

FOREIGN = {"unversioned-import", "unpinned-import"}

every = settings(
    deadline=None,
    database=None,
    derandomize=not ASKED,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


class Made(NamedTuple):
    """What became of a plan: its Go files by path, or none; the module that they are of; and what was said.

    `alone` is false where other modules are needed, which the module that all plans share does not require.
    """

    files: dict[str, str] | None
    module: str
    alone: bool
    report: Report


def run(text: str) -> Made:
    """Put a plan through the house, which it leaves within some seconds."""
    report = Report()
    data = text.encode("utf-8", "surrogatepass")
    start = time.perf_counter()
    made = make(Input(data, "plan.yaml", "plan.yaml"), Settings(), report)
    assert time.perf_counter() - start < SECONDS
    if made is None:
        return Made(None, "", True, report)
    texts = {str(file.path): file.text for file in made.tree}
    module = texts["go.mod"].split("\n")[0].removeprefix("module ")
    alone = "require" not in texts["go.mod"] and not any(found.code in FOREIGN for found in report)
    return Made({path: text for path, text in texts.items() if path.endswith(".go")}, module, alone, report)


def assert_sane(text: str, made: Made) -> None:
    """No tree with errors, no error without a place in the document, and the same again."""
    assert (made.files is None) == made.report.has_errors, to_text(made.report)
    lines = text.removeprefix("\ufeff").split("\n")
    for found in made.report:
        for span in (found.span, *(related.span for related in found.related)):
            begin, finish = span.begin, span.finish
            assert 1 <= begin.line <= finish.line <= len(lines), found
            assert 1 <= begin.column <= len(lines[begin.line - 1]) + 1, found
            assert begin <= finish, found
        assert found.message.strip(), found
    again = run(text)
    assert again.files == made.files
    assert to_text(again.report) == to_text(made.report)


class Batch:
    """Plans that Go judges at once: each is a folder of one module."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.files: dict[str, str] = {}
        self.warned: set[str] = set()

    def add(self, text: str, made: Made) -> None:
        """Take the Go that a plan has made."""
        name = f"p{len(self.texts):04}"
        self.texts[name] = text
        if any(found.severity is Severity.WARNING for found in made.report):
            self.warned.add(name)
        for path, code in (made.files or {}).items():
            self.files[f"{name}/{path}"] = code.replace(f'"{made.module}/', f'"example.com/batch/{name}/')

    def complaints(self, folder: Path) -> list[str]:
        """What Go's judges say, a complaint for each plan that they name."""
        (folder / "go.mod").write_text("module example.com/batch\n\ngo 1.26\n")
        for path, code in self.files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(code, encoding="utf-8")
        said = judges.gofmt(folder.rglob("*.go")) + judges.vet(folder)
        lines = said.splitlines()
        # What the plan was warned of staticcheck may say again.
        for line in judges.staticcheck(folder).splitlines():
            if not any(line.startswith(f"{name}/") for name in self.warned):
                lines.append(line)
        blamed = {name: [line for line in lines if f"{name}/" in line] for name in self.texts}
        found = ["\n".join([*said, "--- of the plan", self.texts[name]]) for name, said in blamed.items() if said]
        return found or ["\n".join(lines)] * bool(lines)


def silent(complaints: list[str]) -> None:
    """Fail with the first complaints, whole."""
    if complaints:
        pytest.fail(f"{len(complaints)} plans:\n" + "\n\n".join(complaints[:5]), pytrace=False)


def tellable(text: str, report: Report) -> str:
    return f"{to_text(report)}\n--- of the plan\n{text}"


@pytest.mark.slow
def test_legal_plans_become_clean_go(tmp_path: Path) -> None:
    batch = Batch()
    refused: list[str] = []

    @settings(every, max_examples=LEGAL)
    @given(legal_plans())
    def put_through(plan: dict[str, Any]) -> None:
        text = text_of(plan)
        made = run(text)
        assert_sane(text, made)
        errors = {found.code for found in made.report if found.severity is Severity.ERROR}
        if made.files is not None:
            batch.add(text, made)
        elif not errors <= REFUSALS:
            refused.append(tellable(text, made.report))

    put_through()
    silent(refused)
    assert len(batch.texts) > LEGAL // 2
    silent(batch.complaints(tmp_path))


@pytest.mark.slow
def test_broken_plans_end_in_messages_or_clean_go(tmp_path: Path) -> None:
    # Bodies and initialisers are the plan's own: only the compiler would see what is damaged in them. Earlier phases
    # need more than is made.
    apart = ("func (", " = ", "previous:")
    texts = [text for text in bases() if not any(mark in text for mark in apart)]
    batch = Batch()
    ends = {True: 0, False: 0}

    @settings(every, max_examples=BROKEN)
    @given(st.sampled_from(texts), st.integers(0, 2**32))
    def put_through(base: str, seed: int) -> None:
        text = broken(base, seed)
        made = run(text)
        assert_sane(text, made)
        ends[made.files is None] += 1
        if made.files and made.alone and ends[False] <= MOST_JUDGED and " = " not in text:
            batch.add(text, made)

    put_through()
    assert min(ends.values()) > BROKEN // 20, ends
    silent(batch.complaints(tmp_path))


@settings(every, max_examples=BROKEN)
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))))
def test_anything_ends_in_messages(data: bytes) -> None:
    report = Report()
    assert make(Input(data, "plan.yaml", "plan.yaml"), Settings(), report) is None
    assert report.has_errors
