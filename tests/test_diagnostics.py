"""Messages as text: what is shown of many."""

from __future__ import annotations

from scaffold.diagnostics import MAX_SHOWN, Report, to_text
from scaffold.source import Source


def test_an_error_is_shown_before_a_hundred_notes() -> None:
    source = Source("plan.md", "x\n" * 300)
    report = Report()
    for line in range(2 * MAX_SHOWN):
        report.note("go-left-out", f"note {line}", source.span(2 * line, 2 * line + 1))
    report.error("go-syntax", "the error", source.span(598, 599))
    text = to_text(report)
    heads = [line for line in text.splitlines() if line.startswith("plan.md:")]
    assert len(heads) == MAX_SHOWN
    assert heads[0] == "plan.md:1:1: note: note 0 [go-left-out]"
    assert heads[-1] == "plan.md:300:1: error: the error [go-syntax]"
    assert text.splitlines()[-1] == f"... and {MAX_SHOWN + 1} more messages"
