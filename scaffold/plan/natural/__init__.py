"""Natural forms: what a plan says in other words and forms than those of the format, understood and given a fix.

Only a plan with faults is looked at. Each form is told once, with the edits that make it the format's; the edits are
made in a copy, and that copy is what is read and checked on, so that a form hides nothing behind it. Its places lead
back to the document that the author has.
"""

from __future__ import annotations

from collections.abc import Iterable

from scaffold.diagnostics import Diagnostic, Report, Severity
from scaffold.fixes import Edit, Fix, compatible, edits_of
from scaffold.node import Mapping
from scaffold.plan.natural.findings import Finding, Findings
from scaffold.plan.natural.top import Top
from scaffold.plan.natural.yaml_edits import Yaml
from scaffold.plan.yaml_nodes import compose
from scaffold.source import Span, Text, joined

MAX_CHARACTERS = 1_000_000
"""Of a plan that is looked at; a longer one is told its faults alone."""
MAX_WALKS = 20
"""Times that a plan is looked at: what a fix uncovers is found by the next one."""


def understand(text: Text, report: Report) -> Text | None:
    """The plan with every natural form in the words of the format; the forms themselves go to `report`, as errors.

    None where there is none.
    """
    if len(text.value) > MAX_CHARACTERS:
        return None
    current = text
    told: set[tuple[str, str, int]] = set()
    for walk in range(MAX_WALKS):
        findings = _look(current)
        for finding in findings:
            span = Span(current, finding.start, finding.end)
            key = (finding.code, finding.message, span.offsets[0])
            if key not in told:
                told.add(key)
                report.add(_diagnostic(finding, span, first=walk == 0))
        fixes = compatible(finding.fix for finding in findings if finding.fix is not None)
        if not fixes:
            break
        current = _edited(current, edits_of(fixes))
    return current if told else None


def add_fixes(text: Text, report: Report) -> None:
    """Give the messages about a plan whose form is right the fixes of what it says in other words."""
    if len(text.value) > MAX_CHARACTERS or any(one.fix is not None for one in report):
        return
    found = [finding for finding in _look(text) if finding.fix is not None]

    def find(one: Diagnostic) -> Fix | None:
        start, end = one.span.offsets
        of_text = one.span.source is text.source
        inside = (f.fix for f in found if of_text and f.code == one.code and f.start <= start and end <= f.end)
        return next(inside, None)

    if found:
        report.add_fixes(find)


def _look(text: Text) -> list[Finding]:
    """What one walk over a plan finds."""
    tree = compose(text, Report())
    findings = Findings(Yaml(text.value, tree))
    if isinstance(tree, Mapping):
        Top(findings, tree).walk()
    return findings.found


def _diagnostic(finding: Finding, span: Span, *, first: bool) -> Diagnostic:
    """A finding as a message. The edits of what another fix uncovers are none of the document as it is."""
    fix = finding.fix
    if fix is not None and not first:
        fix = Fix(fix.title, (), fix.safe)
    return Diagnostic(finding.code, Severity.ERROR, finding.message, span, finding.hint, (), fix)


def _edited(text: Text, edits: Iterable[Edit]) -> Text:
    """The text after edits, which remembers where in the document its characters stand."""
    pieces: list[str | Text] = []
    at = 0
    for edit in edits:
        pieces += [text.part(at, edit.start), edit.text]
        at = edit.end
    return joined([*(piece for piece in pieces if not isinstance(piece, str) or piece), text.part(at, len(text.value))])
