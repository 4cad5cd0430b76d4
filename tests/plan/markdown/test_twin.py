"""The blank form, filled in, says what the same plan says in YAML."""

from __future__ import annotations

from pathlib import Path

from markdown_plain import plain
from scaffold.diagnostics import Report, to_text
from scaffold.plan.document import read_document
from scaffold.plan.markdown.reader import read_markdown
from scaffold.plan.reader import read_plan

ROOT = Path(__file__).parents[3]
DOCUMENT = ROOT / "golden" / "tour-markdown" / "plan.md"
TWIN = ROOT / "tests" / "plan" / "data" / "twin.yaml"


def test_the_filled_form_and_its_twin_are_one_plan() -> None:
    report = Report()
    document = read_document(DOCUMENT.read_bytes(), "plan.md", report)
    twin = read_document(TWIN.read_bytes(), "twin.yaml", report)
    assert document is not None
    assert twin is not None
    left, right = plain(read_markdown(document, "plan", report)), plain(read_plan(twin, "plan", report))
    # What the form prints into the wave graph itself says nothing of this phase.
    assert [(d.span.begin.line, d.code) for d in report] == [(230, "wave-left-out")], to_text(report)
    assert left[1].keys() == right[1].keys()
    for key in right[1]:
        assert left[1][key] == right[1][key], key
