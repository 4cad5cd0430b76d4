"""Messages about a document: values that are collected, sorted and printed, never raised."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from typing import Any, NamedTuple

from scaffold.fixes import Edit, Fix
from scaffold.source import Source, Span

MAX_SHOWN = 100
"""Messages printed as text before the rest is only counted."""
MAX_COLUMNS = 200
"""Columns of a source line that a message shows."""


class Severity(Enum):
    """How much a message weighs: an error means that nothing is written."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Related(NamedTuple):
    """Another place that a message speaks of: the first declaration, the other end of a cycle."""

    message: str
    span: Span


class Diagnostic(NamedTuple):
    """One message. `code` is stable: users name it in `allow:` and in searches."""

    code: str
    severity: Severity
    message: str
    span: Span
    hint: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None


def replacement(span: Span, text: str) -> Fix | None:
    """The guess that `text` was meant where `span` is; None where the document has escapes there."""
    start, end = span.offsets
    if span.source.text[start:end] != span.text.value[span.start : span.end] or start == end:
        return None
    return Fix(f"write {text}", (Edit(start, end, text),), safe=False)


def in_quotes(span: Span) -> Fix | None:
    """The text of a span in quotes, as YAML has them: it says the same. None where the document has escapes there."""
    fix = replacement(span, "")
    if fix is None:
        return None
    text = span.text.value[span.start : span.end]
    needs_single = '"' in text or "\\" in text
    written = "'" + text.replace("'", "''") + "'" if needs_single else f'"{text}"'
    edit = fix.edits[0]._replace(text=written)
    return Fix("write it in quotes", (edit,), safe=True) if text.isprintable() else None


_ADVICE = frozenset(("missing-doc",))
"""Codes of warnings that stay warnings under ``--strict``: they say what could be better, not what may be wrong."""


class Report:
    """Where the rooms put what they find; the order of finding does not matter. `strict`: every warning is an error."""

    __slots__ = ("_found", "_promotable", "_seen", "_sound", "strict")

    def __init__(self, *, strict: bool = False) -> None:
        self.strict = strict
        self._found: list[Diagnostic] = []
        self._seen: set[tuple[str, str, int, int, str]] = set()
        # Whether none of the messages is an error, and whether one is where warnings are: rules ask very often.
        self._sound = True
        self._promotable = False

    def add(self, diagnostic: Diagnostic) -> None:
        """Take a message; the same one at the same place is kept once."""
        key = _identity(diagnostic)
        if key not in self._seen:
            self._seen.add(key)
            self._found.append(diagnostic)
            self._weigh(diagnostic)

    def error(
        self,
        code: str,
        message: str,
        span: Span,
        hint: str = "",
        related: Iterable[Related] = (),
        fix: Fix | None = None,
    ) -> None:
        """Something that must be mended before anything is written."""
        self.add(Diagnostic(code, Severity.ERROR, message, span, hint, tuple(related), fix))

    def warning(
        self,
        code: str,
        message: str,
        span: Span,
        hint: str = "",
        related: Iterable[Related] = (),
        fix: Fix | None = None,
    ) -> None:
        """Something a person should know before relying on the output."""
        self.add(Diagnostic(code, Severity.WARNING, message, span, hint, tuple(related), fix))

    def note(self, code: str, message: str, span: Span, hint: str = "", related: Iterable[Related] = ()) -> None:
        """Something that was decided on the author's behalf."""
        self.add(Diagnostic(code, Severity.NOTE, message, span, hint, tuple(related)))

    def extend(self, other: Report) -> None:
        """Take over what another report has."""
        for found in other._found:
            self.add(found)

    def drop(self, accepted: Callable[[Diagnostic], bool]) -> None:
        """Forget the messages that `accepted` says of that a person took responsibility for them."""
        kept = [found for found in self._found if not accepted(found)]
        if len(kept) < len(self._found):
            self._found = kept
            self._seen = {_identity(found) for found in kept}
            self._sound, self._promotable = True, False
            for found in kept:
                self._weigh(found)

    def _weigh(self, found: Diagnostic) -> None:
        if found.severity is Severity.ERROR:
            self._sound = False
        elif found.severity is Severity.WARNING and found.code not in _ADVICE:
            self._promotable = True

    def add_fixes(self, find: Callable[[Diagnostic], Fix | None]) -> None:
        """Give the messages that have no fix the one that `find` knows for them."""
        self._found = [one if one.fix is not None else one._replace(fix=find(one)) for one in self._found]

    @property
    def has_errors(self) -> bool:
        """Whether any message is an error."""
        return not self._sound or (self.strict and self._promotable)

    @property
    def found(self) -> tuple[Diagnostic, ...]:
        """The messages in the order of finding, of the severity that they were given."""
        return tuple(self._found)

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """The messages that are errors of themselves, not because of `strict`, in the order of finding."""
        return tuple(found for found in self._found if found.severity is Severity.ERROR)

    def _weight(self, found: Diagnostic) -> Severity:
        is_promoted = self.strict and found.severity is Severity.WARNING and found.code not in _ADVICE
        return Severity.ERROR if is_promoted else found.severity

    def __iter__(self) -> Iterator[Diagnostic]:
        """The messages by document, place, severity and text."""
        return iter(
            sorted(
                [found._replace(severity=self._weight(found)) for found in self._found],
                key=lambda d: (d.span.source.path, d.span.offsets, _RANK[d.severity], d.code, d.message),
            )
        )

    def __len__(self) -> int:
        return len(self._found)


def _identity(found: Diagnostic) -> tuple[str, str, int, int, str]:
    """What two messages share that say the same of the same place."""
    return (found.code, found.span.source.path, *found.span.offsets, found.message)


def _excerpt(span: Span) -> list[str]:
    """The source line with a caret under the span, cut to `MAX_COLUMNS` around it."""
    begin, finish = span.begin, span.finish
    line = span.source.line(begin.line)
    start = begin.column - 1
    end = finish.column - 1 if finish.line == begin.line else len(line)
    shift = 0
    if len(line) > MAX_COLUMNS:
        shift = max(0, min(start - MAX_COLUMNS // 4, len(line) - MAX_COLUMNS))
        line = line[shift : shift + MAX_COLUMNS]
    start, end = start - shift, min(end - shift, len(line))
    # Tabs stay tabs so that the caret stands under its character whatever a tab's width is; what a terminal would
    # act on is shown as the replacement character.
    shown = "".join(char if char.isprintable() or char == "\t" else "\ufffd" for char in line)
    pad = "".join("\t" if char == "\t" else " " for char in shown[:start])
    return [f"  {shown}", f"  {pad}{'^' * max(1, end - start)}"]


_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def _weightiest(found: list[Diagnostic]) -> list[Diagnostic]:
    """The messages that are shown of many, in their order: an error is not lost behind a hundred notes."""
    if len(found) <= MAX_SHOWN:
        return found
    chosen = sorted(range(len(found)), key=lambda at: (_RANK[found[at].severity], at))[:MAX_SHOWN]
    return [found[at] for at in sorted(chosen)]


def to_text(diagnostics: Iterable[Diagnostic], style: Any = None) -> str:
    """The messages as people read them: ``path:line:column: severity: message [code]``, the line, a caret, the hint.

    `style` is a function ``(text, what) -> text`` that colours a severity or caret; none by default. Of
    more than `MAX_SHOWN` messages the errors are shown first of all, then the warnings; of the rest only the number.
    """
    paint = style or (lambda text, what: text)
    found = list(diagnostics)
    lines: list[str] = []
    for d in _weightiest(found):
        place = d.span.begin
        lines.append(
            f"{d.span.source.path}:{place.line}:{place.column}: "
            f"{paint(d.severity.value, d.severity.value)}: {d.message} [{d.code}]"
        )
        line, caret = _excerpt(d.span)
        if line.strip():
            lines += [line, paint(caret, "caret")]
        for other in d.related:
            at = other.span.begin
            lines.append(f"  {other.span.source.path}:{at.line}:{at.column}: {other.message}")
        if d.hint and (d.fix is None or d.hint != d.fix.title):
            lines.append(f"  hint: {d.hint}")
        if d.fix is not None:
            lines.append(f"  fix: {d.fix.title}" if d.fix.safe else f"  unsafe fix: {d.fix.title}")
    if len(found) > MAX_SHOWN:
        lines.append(f"... and {len(found) - MAX_SHOWN} more messages")
    return "".join(line + "\n" for line in lines)


def to_data(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """The messages as plain data in the shape that `--format json` promises."""
    return [
        {
            "file": d.span.source.path,
            "line": d.span.begin.line,
            "column": d.span.begin.column,
            "end_line": d.span.finish.line,
            "end_column": d.span.finish.column,
            "code": d.code,
            "severity": d.severity.value,
            "message": d.message,
            "hint": d.hint or None,
            "related": [
                {
                    "file": other.span.source.path,
                    "line": other.span.begin.line,
                    "column": other.span.begin.column,
                    "message": other.message,
                }
                for other in d.related
            ],
            "fix": None if d.fix is None else _fix_data(d.fix, d.span.source),
        }
        for d in diagnostics
    ]


def _fix_data(fix: Fix, source: Source) -> dict[str, Any]:
    """A fix as plain data; the end of an edit is the place behind the last character that it replaces."""
    edits = []
    for edit in fix.edits:
        if not edit.text and edit.start == edit.end:
            continue
        begin, finish = source.position(edit.start), source.position(edit.end)
        place = {"line": begin.line, "column": begin.column, "end_line": finish.line, "end_column": finish.column}
        edits.append({**place, "text": edit.text})
    return {"title": fix.title, "safe": fix.safe, "edits": edits}
