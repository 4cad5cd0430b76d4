"""The way back from a complaint about a file to the plan's line that it comes from."""

from __future__ import annotations

import os
from collections.abc import Iterable

from scaffold.diagnostics import Diagnostic, Related, Severity
from scaffold.source import Source, Span
from scaffold.tree import OutFile, Owner
from scaffold.verify.complaints import Complaint

_CODES = {"build": "verify-build", "vet": "verify-vet", "test": "verify-test"}
_FARTHEST = 400
"""Lines behind a declaration's first in which a line of the plan is looked for that stands in the output."""


class Places:
    """Leads complaints back. `root` is the repository as messages show it."""

    def __init__(self, root: str, files: Iterable[OutFile]) -> None:
        self._root = root
        self._files = {str(file.path): file for file in files}
        self._sources: dict[str, Source] = {}

    def diagnostic(self, complaint: Complaint) -> Diagnostic:
        """A complaint as a message: at the plan's line behind it, else at the file's own."""
        there = self._in_file(complaint)
        message = f"{complaint.test} fails: {complaint.message}" if complaint.test else complaint.message
        code = _CODES[complaint.judge]
        span = self._in_plan(complaint)
        if span is None:
            return Diagnostic(code, Severity.ERROR, message, there)
        return Diagnostic(code, Severity.ERROR, message, span, "", (Related("in what was made of it", there),))

    def _source(self, path: str) -> Source:
        if path not in self._sources:
            full = os.path.join(self._root, path)
            try:
                with open(full, encoding="utf-8", errors="replace", newline="") as file:
                    text = file.read()
            except OSError:
                text = ""
            self._sources[path] = Source(full, text)
        return self._sources[path]

    def _in_file(self, complaint: Complaint) -> Span:
        path, line = complaint.path, complaint.line
        if not path:
            path, line = self._somewhere(complaint)
        source = self._source(path)
        start, end = _stretch(source, line, complaint.column)
        return source.span(start, end)

    def _somewhere(self, complaint: Complaint) -> tuple[str, int]:
        """The test that a complaint without a place is about, else the first file of its package, else go.mod."""
        tests = [
            path
            for path in self._files
            if path.endswith("_test.go") and complaint.package.endswith(f"/{path.rpartition('/')[0]}")
        ]
        name = complaint.test.partition("/")[0]
        for path in tests:
            lines = self._source(path).text.split("\n")
            found = [number for number, line in enumerate(lines, 1) if name and line.startswith(f"func {name}(")]
            if found:
                return path, found[0]
        return (tests[0] if tests else "go.mod"), 1

    def _in_plan(self, complaint: Complaint) -> Span | None:
        file = self._files.get(complaint.path)
        if file is None or file.owner is not Owner.GENERATED or self._source(complaint.path).text != file.text:
            return None
        before = [mark for mark in file.spans if mark.line <= complaint.line]
        if not before:
            return None
        mark = max(before, key=lambda each: each.line)
        return self._same_line(complaint, mark.line, mark.span) or mark.span

    def _same_line(self, complaint: Complaint, line: int, span: Span) -> Span | None:
        """The line of the plan that was copied to the complaint's, at the complaint's column."""
        written = self._source(complaint.path).line(complaint.line)
        wanted = "".join(written.split())
        plan = span.source
        first = span.begin.line
        likely = first + complaint.line - line
        if not wanted:
            return None
        for number in sorted(range(first, first + _FARTHEST), key=lambda each: abs(each - likely)):
            text = plan.line(number)
            if "".join(text.split()) == wanted:
                start, end = _stretch(plan, number, _moved(written, text, complaint.column))
                return plan.span(start, end)
        return None


def _moved(written: str, text: str, column: int) -> int:
    """The column of the same character in a line with other spaces."""
    if not column:
        return 0
    before = len("".join(written.encode()[: column - 1].decode("utf-8", "replace").split()))
    for at, char in enumerate(text):
        if char.isspace():
            continue
        if not before:
            return len(text[:at].encode()) + 1
        before -= 1
    return 0


def _stretch(source: Source, line: int, column: int) -> tuple[int, int]:
    """The offsets of a place: the word at the column, which counts bytes; the whole line where there is none."""
    text = source.line(line)
    number = 0
    for _ in range(max(line - 1, 0)):
        following = source.text.find("\n", number)
        if following < 0:
            return len(source.text), len(source.text)
        number = following + 1
    if not column:
        indent = len(text) - len(text.lstrip())
        return number + indent, number + len(text)
    start = len(text.encode()[: column - 1].decode("utf-8", "replace"))
    end = start
    while end < len(text) and (text[end].isalnum() or text[end] == "_"):
        end += 1
    return number + start, number + max(end, min(start + 1, len(text)))
