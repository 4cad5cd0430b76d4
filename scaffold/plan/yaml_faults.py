"""What YAML's syntax errors mean in a plan, and how reading goes on behind them.

The parser stops at its first error and names what it missed, not what the author did. Nearly always that is Go or prose
without quotes: ``type: []byte``, ``type: *Foo``, ``doc: Foo: bar``. `explain` finds that text; with as many harmless
characters in its place, so that nothing moves, the document is parsed again and its other faults are found in the
same run. Nothing here decides what YAML is: a wrong guess costs a worse hint.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

_BREAKS = "\r\n\x85\u2028\u2029"
_QUOTED_START = {
    "*": "an alias",
    "&": "an anchor",
    "!": "a tag",
    "[": "a list",
    "{": "a mapping",
    "|": "a block of text",
    ">": "a block of text",
    "?": "a key",
    "%": "a directive",
}


MAX_SCAN = 10_000
"""Characters before and behind a fault that are looked at to find its text."""


class Fault(NamedTuple):
    """A syntax error in the offsets of the YAML text.

    `related` is another place with what is said of it. `patch` is a stretch and what to put there, as long as it is, to
    read on behind the fault; `recovered` is whether that stretch is meant as one text.
    """

    code: str
    message: str
    start: int
    end: int
    hint: str = ""
    related: tuple[tuple[str, int], ...] = ()
    patch: tuple[int, int, str] | None = None
    recovered: bool = False


def quoted(text: str) -> str:
    """A text as YAML in quotes, for a hint; shortened in the middle if it is long."""
    if len(text) > 80:
        text = text[:50] + "…" + text[-20:]
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def unquoted(document: str, start: int, end: int, message: str, at: int | None = None) -> Fault:
    """The fault of a text from `start` to `end` that needs quotes."""
    text = document[start:end]
    place = start if at is None else at
    patch = (start, end, "x" * (end - start))
    stop = end if at is None else at + 1
    return Fault("yaml-quote", message, place, stop, f"write it in quotes: {quoted(text)}", (), patch, True)


def explain(document: str, problem: Any, brackets: int) -> Fault:
    """The fault behind a PyYAML error; `brackets` is where those begin that the parser was in, or -1."""
    in_flow = brackets >= 0
    mark = getattr(problem, "problem_mark", None)
    context_mark = getattr(problem, "context_mark", None)
    at = min(mark.index if mark is not None else 0, len(document))
    context_at = context_mark.index if context_mark is not None else at
    what = getattr(problem, "problem", None) or "this is not YAML"
    context = getattr(problem, "context", None) or ""
    place = _Place(document, at, in_flow)
    char = document[at : at + 1]
    if "tab character" in what or (char == "\t" and "cannot start any token" in what):
        return _tab(document, at)
    if "mapping values are not allowed" in what:
        return _colon(document, place)
    if "cannot start any token" in what:
        end = place.end
        colon = re.compile(r":(?=\s|\Z)").search(document, at, end)
        if colon and not place.flow and not document[place.line_start : at].strip(" -"):
            end = colon.start()  # it is a key
        if char == "%":
            return unquoted(document, at, end, "YAML takes % for a directive")
        return unquoted(document, at, end, f"a value can't begin with {char}: YAML reserves it")
    if "a quoted scalar" in context or "a double-quoted scalar" in context:
        return _quote(document, what, at, context_at)
    if "alias" in context or "anchor" in context or "a tag" in context or "tag handle" in what:
        start = context_at
        if "tag handle" in what:
            start = document.find("!", context_at)
        return _marked(document, start, in_flow)
    if "a flow" in context:
        at_end = in_flow and not document[at:].strip()
        return _flow(document, place, brackets if at_end else context_at)
    if "could not find expected ':'" in what:
        return _no_colon(document, context_at)
    if "sequence entries are not allowed" in what:
        return Fault(
            "yaml-syntax", "a list can't begin on the line of its key", at, at + 1, "begin it on a line of its own"
        )
    if "mapping keys are not allowed" in what:
        return unquoted(document, at, place.end, "YAML takes ? for the beginning of a key")
    if "block scalar" in context:
        return _block_header(document, context_at, what)
    if "directive" in context or "directive" in what:
        return Fault(
            "yaml-syntax",
            "a line that begins with % is a YAML directive",
            context_at,
            context_at + 1,
            "a plan needs none: delete it",
        )
    if "a block" in context or "document start" in what:
        return _block(document, place, context_at, context)
    return Fault("yaml-syntax", f"{what} {context}".strip(), at, at + 1)


class _Place:
    """The line around an offset: `start` is where the value that the offset belongs to begins, `end` where it ends."""

    def __init__(self, document: str, at: int, in_flow: bool) -> None:
        self.at = at
        self.line_start = at
        while self.line_start > 0 and document[self.line_start - 1] not in _BREAKS:
            self.line_start -= 1
        self.start = _VALUE.match(document, self.line_start, at).end()  # type: ignore[union-attr]  # matches nothing too
        before = document[self.start : at]
        opened = before.count("{") + before.count("[") - before.count("}") - before.count("]")
        self.flow = in_flow or (before[:1] in ("[", "{") and opened > 0)
        self.end = _flow_end(document, at) if self.flow else line_end(document, at)


# The indentation, dashes and key before a block value.
_VALUE = re.compile(r"[ \t]*+(?:-[ \t]++)*+(?:[\w./-]++[ \t]*+:[ \t]++)?+")
_COMMENT = re.compile(rf"[ \t]++#|[ \t]*+(?:[{_BREAKS}]|\Z)")


def line_end(document: str, at: int) -> int:
    """Where the line's text ends: before a comment, without white space."""
    found = re.compile(rf"(?<![ \t])(?:[ \t]++#|[ \t]*+(?:[{_BREAKS}]|\Z))").search(document, at)
    return max(at, found.start()) if found else len(document)


def _flow_end(document: str, at: int) -> int:
    """Where a value inside brackets ends: at a comma or bracket that isn't its own, at the latest with its line."""
    depth = 0
    end = line_end(document, at)
    for place in range(at, min(end, at + MAX_SCAN)):
        char = document[place]
        if char in "([{":
            depth += 1
        elif char in ")]}":
            if depth == 0 and char != ")":
                return place
            depth -= 1
        elif char == "," and depth == 0:
            return place
    return end


def _tab(document: str, at: int) -> Fault:
    lines = len(re.findall(rf"(?:\A|[{_BREAKS}])[ ]*+\t", document[: 1 << 20]))
    hint = "indent with spaces" if lines < 2 else f"indent with spaces: {lines} lines begin with tabs"
    while document[at : at + 1] == " ":
        at += 1
    return Fault("yaml-tab", "a tab can't indent YAML", at, at + 1, hint)


def _colon(document: str, place: _Place) -> Fault:
    """``doc: Foo: bar``, or a key that is indented under a text."""
    if place.start < place.at:
        end = line_end(document, place.at)
        before = document[place.line_start : place.start]
        if before.rstrip().endswith((":", "-")):
            return unquoted(
                document, place.start, end, "a second ': ' in one value: YAML takes it for another key", place.at
            )
    start = (
        place.line_start
        + len(document[place.line_start : place.at])
        - len(document[place.line_start : place.at].lstrip())
    )
    return Fault(
        "yaml-indent",
        "this key belongs to nothing: the line above it is a text that goes on here",
        start,
        place.at,
        "indent the line like the keys it belongs to, or end the line above with ':'",
    )


def _marked(document: str, start: int, in_flow: bool) -> Fault:
    """A value that begins like an alias, an anchor or a tag and isn't one."""
    char = document[start : start + 1]
    what = _QUOTED_START.get(char, "something else")
    return unquoted(
        document, start, _Place(document, start, in_flow).end, f"YAML takes {char} for the beginning of {what}"
    )


def _quote(document: str, what: str, at: int, opening: int) -> Fault:
    """Inside quotes: they never end, or a backslash means nothing."""
    quote = document[opening : opening + 1]
    if "escape" in what or "hexa" in what:
        slash = document.rfind("\\", 0, at + 1)
        if slash < 0:
            return Fault("yaml-syntax", what, at, at + 1)
        shown = document[slash : slash + 2 + {"x": 2, "u": 4, "U": 8}.get(document[slash + 1 : slash + 2], 0)]
        return Fault(
            "yaml-syntax",
            f"{shown} is no escape in double quotes",
            slash,
            slash + 2,
            "use single quotes, in which a backslash is a backslash, or write it twice",
            patch=(slash, slash + 2, "\\\\"),
            recovered=True,
        )
    return Fault(
        "yaml-syntax",
        f"the quote {quote} that begins here isn't closed",
        opening,
        opening + 1,
        f"close it with {quote}",
    )


def _flow(document: str, place: _Place, opening: int) -> Fault:
    """Inside brackets: they aren't closed on their line, or a value that needs quotes stands in them."""
    bracket = document[opening : opening + 1]
    at = place.at
    char = document[at : at + 1]
    if bracket not in ("[", "{"):
        return Fault("yaml-syntax", f"a value is missing before {char}" if char else "a value is missing", at, at + 1)
    end = line_end(document, opening)
    if not _closed(document, opening):
        fault = unquoted(document, opening, end, f"the {bracket} that begins here isn't closed", opening)
        if opening + 1 < end:
            return fault._replace(code="yaml-syntax", hint=f"close it; if it is one text, {fault.hint}")
        return fault._replace(code="yaml-syntax", hint="close it", patch=None)
    start = _flow_start(document, opening, at)
    if start < at and char in ("[", "{"):
        message = f"YAML takes {char} for the beginning of {_QUOTED_START[char]}"
        return unquoted(document, start, _flow_end(document, start), message, at)
    if char == ":":
        hint = "put a comma between the entries"
        return Fault("yaml-syntax", "a comma is missing before this entry", start, at, hint)
    hint = "put a comma between the entries, or write a text that has such characters in quotes"
    return Fault("yaml-syntax", f"expected a comma or {'}' if bracket == '{' else ']'}", at, at + 1, hint)


def _flow_start(document: str, opening: int, at: int) -> int:
    """Where the value around `at` begins, in the brackets at `opening`; a comma in parentheses is its own."""
    depth = 0
    start = opening + 1
    for place in range(max(opening + 1, at - MAX_SCAN), at):
        char = document[place]
        if char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        elif depth == 0 and (char == "," or (char == ":" and document[place + 1] == " ")):
            start = place + 1
    while start < at and document[start].isspace():
        start += 1
    return start


def _closed(document: str, opening: int) -> bool:
    """Whether the bracket at `opening` is closed, counting brackets only."""
    depth = 0
    for found in re.compile(r"[\[\]{}]").finditer(document, opening):
        depth += 1 if found[0] in "[{" else -1
        if depth == 0:
            return True
    return False


def _no_colon(document: str, start: int) -> Fault:
    """A line among keys that has no ``key: value``."""
    end = line_end(document, start)
    text = document[start:end]
    hint = "put a space behind the ':'" if ":" in text else "a list entry begins with '- ', a longer text with 'key: |'"
    return Fault(
        "yaml-syntax",
        "expected 'key: value'",
        start,
        end,
        hint,
        patch=(start, end, "#" * (end - start)) if text else None,
    )


def _block_header(document: str, start: int, what: str) -> Fault:
    end = line_end(document, start)
    if "tab" in what:
        return _tab(document, start)
    return Fault(
        "yaml-syntax",
        f"behind {document[start : start + 1]} the text begins on the next line",
        start,
        end,
        f"begin it there; if it is one line, write it in quotes: {quoted(document[start:end])}",
    )


def _block(document: str, place: _Place, opening: int, context: str) -> Fault:
    """Something behind a complete value, or a line whose indentation fits nothing."""
    at = place.at
    first = document[place.start : place.start + 1]
    if place.start < at and first in "[{\"'*&!":
        end = line_end(document, at)
        if first in "\"'":
            return unquoted(document, place.start, end, "text behind the closing quote", at)
        return unquoted(
            document, place.start, end, f"YAML takes {first} for the beginning of {_QUOTED_START[first]}", place.start
        )
    if document[at : at + 1] in ("]", "}"):
        return Fault("yaml-syntax", f"this {document[at]} closes nothing", at, at + 1)
    if document[at : at + 1] == ":":
        return Fault("yaml-key", "the key before ':' is missing", at, at + 1)
    if document[at : at + 2] in ("- ", "-\n", "-\r", "-") and "mapping" in context:
        message = "a list entry stands among the keys of a mapping"
    elif "collection" in context or "sequence" in context:
        message = "this is no entry of the list above: it begins without '- '"
    elif "mapping" in context:
        message = "this line's indentation fits none of the lines above"
    else:
        message = "the document's value ends before this"
    end = max(at + 1, line_end(document, at))
    around = ("the mapping" if "mapping" in context else "the list") + " above begins here"
    related = ((around, opening),) if context and opening != at else ()
    return Fault("yaml-indent", message, at, end, "indent it like the lines it belongs to", related)
