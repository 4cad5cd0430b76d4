"""Natural forms: what a plan says in other words and forms than those of the format, understood and given a fix.

Only a plan with faults is looked at. Each form is told once, with the edits that make it the format's; the edits are
made in a copy, and that copy is what is read and checked on, so that a form hides nothing behind it. Its places lead
back to the document that the author has.
"""

from __future__ import annotations

from collections.abc import Sequence

from scaffold.codes import CHECKED_FORMS
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
MAX_TOLD = 1000
"""Forms that are told; a plan that has more is understood as far as they go."""
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
        findings = [finding for finding in _look(current) if finding.code not in CHECKED_FORMS]
        for finding in findings:
            span = Span(current, finding.start, finding.end)
            key = (finding.code, finding.message, span.offsets[0])
            if key not in told:
                told.add(key)
                report.add(_diagnostic(finding, span, first=walk == 0))
        if len(told) >= MAX_TOLD:
            break
        fixes = compatible(finding.fix for finding in findings if finding.fix is not None)
        if not fixes:
            break
        current = _edited(current, edits_of(fixes))
    return current if told else None


def add_fixes(text: Text, report: Report) -> None:
    """Give the messages about a plan whose form is right the fixes of what it says in other words."""
    if len(text.value) > MAX_CHARACTERS:
        return
    wanted = CHECKED_FORMS | {"undeclared-type"}
    found = [finding for finding in _look(text) if finding.fix is not None and finding.code in wanted]

    def find(one: Diagnostic) -> Fix | None:
        start, end = one.span.offsets
        of_text = one.span.source is text.source
        near = (f for f in found if of_text and f.code == one.code)
        return next(
            (f.fix for f in near if f.start <= start and end <= max(f.end, f.fix.extent[1] if f.fix else 0)), None
        )

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


def _edited(text: Text, edits: Sequence[Edit]) -> Text:
    """The text after edits, which remembers where in the document its characters stand."""
    gone = _lines_taken_out(text, edits)
    pieces: list[str | Text] = []
    at = 0
    for edit in edits:
        pieces.append(text.part(at, edit.start))
        for line in edit.text.splitlines(keepends=True):
            pieces += _placed(text, line, edit.start, gone)
        at = edit.end
    return joined([*pieces, text.part(at, len(text.value))])


def _lines_taken_out(text: Text, edits: Sequence[Edit]) -> dict[str, list[int]]:
    """Where lines stand that edits take out, by what is on them: what is moved is still the author's."""
    found: dict[str, list[int]] = {}
    for edit in edits:
        at = edit.start
        for line in text.value[edit.start : edit.end].splitlines(keepends=True):
            words = line.strip()
            if words:
                found.setdefault(words, []).append(at + line.index(words))
            at += len(line)
    return found


def _placed(text: Text, line: str, start: int, gone: dict[str, list[int]]) -> list[str | Text]:
    """A line of an edit with its place: that of the line that was taken out, else where the edit begins."""
    words = line.strip()
    places = gone.get(words)
    if places:
        at = places.pop(0)
        before, _, behind = line.partition(words)
        return [before, text.part(at, at + len(words)), behind]
    place = text.origin(start)
    return [Text(text.source, line, tuple((offset, place) for offset in range(len(line))))]
