"""Walking over tokens: what every part of Go's grammar needs, and the way errors are told and survived."""

from __future__ import annotations

from scaffold.diagnostics import Report
from scaffold.golang.parse_tokens import KEYWORDS, MAX_FAULTS, LexicalFault, Tokens
from scaffold.source import Span, Text

MAX_DEPTH = 100
"""Types nested deeper than this are refused (plan format, principle 6)."""

DECLARATIONS = frozenset(["type", "func", "var", "const", "import"])
_CALLABLE = frozenset(["the method", "the function"])
_OPENING = {"(": ")", "[": "]", "{": "}"}
_CLOSING = frozenset(_OPENING.values())


class Fault(Exception):
    """A syntax error on its way from where it was met to the item that is skipped because of it."""

    def __init__(self, span: Span, message: str, hint: str = "", code: str = "go-syntax") -> None:
        super().__init__(message)
        self.span, self.message, self.hint, self.code = span, message, hint, code
        self.unclosed = False


class Cursor:
    """A place in a list of tokens; `kind` is the current token's."""

    def __init__(self, text: Text, tokens: Tokens, report: Report) -> None:
        self.text = text
        self.value = text.value
        self.tokens = tokens
        self.report = report
        self.kinds, self.starts, self.ends = tokens.kinds, tokens.starts, tokens.ends
        self.at = 0
        self.kind = self.kinds[0]
        self.depth = 0
        self.failed = False
        self._told = 0
        self._bad_lines: set[int] = set()
        for fault in tokens.faults:
            self.lexical(fault)

    def lexical(self, fault: LexicalFault) -> None:
        """Report text that is no token."""
        self.failed = True
        self.report.error("go-syntax", fault.message, Span(self.text, fault.start, fault.end), fault.hint)
        # What is said of the rest of such a line, or of a text cut off by an unclosed quote, is mostly its echo.
        self._bad_lines.add(self.line_start(fault.start))
        self._bad_lines.add(self.line_start(fault.end))

    def tell(self, fault: Fault) -> None:
        """Report a fault, unless its line is known to be broken already; after `MAX_FAULTS` give the text up."""
        self.failed = True
        self._told += 1
        if self._told > MAX_FAULTS:
            self.jump(len(self.kinds) - 1)
        elif not self._bad_lines or self.line_start(fault.span.start) not in self._bad_lines:
            self.report.error(fault.code, fault.message, fault.span, fault.hint)

    def line_start(self, offset: int) -> int:
        """Where the line of a character begins."""
        return self.value.rfind("\n", 0, offset) + 1

    def next(self) -> None:
        """Go to the next token; the last one, ``eof``, stays."""
        if self.kind != "eof":
            self.at += 1
            self.kind = self.kinds[self.at]

    def jump(self, at: int) -> None:
        """Go to a token by its index."""
        self.at = at
        self.kind = self.kinds[at]

    def peek(self) -> str:
        """The kind of the token after this one."""
        return self.kinds[min(self.at + 1, len(self.kinds) - 1)]

    def word(self) -> str:
        """The current token as written."""
        return self.value[self.starts[self.at] : self.ends[self.at]]

    def here(self) -> Span:
        """The span of the current token."""
        return Span(self.text, self.starts[self.at], self.ends[self.at])

    def since(self, start: int) -> Span:
        """The span from a character to the end of the token before this one."""
        return Span(self.text, start, self.ends[self.at - 1] if self.at else start)

    def shown(self) -> str:
        """The current token in the words of a message."""
        kind = self.kind
        if kind == "eof":
            return "the end"
        if kind == ";":
            return "';'" if self.ends[self.at] > self.starts[self.at] else "the end of the line"
        word = self.word()
        if len(word) > 40:
            word = word[:40] + "…"
        return f"keyword {word}" if kind in KEYWORDS else f"'{word}'" if "'" not in word else word

    def fault(self, expected: str, hint: str = "") -> Fault:
        """What to raise where the current token is not what Go's grammar wants."""
        if self.kind in KEYWORDS and not hint and "name" in expected:
            hint = f"{self.kind} is a keyword of Go and cannot be a name"
        return Fault(self.here(), f"expected {expected}, found {self.shown()}", hint)

    def expect(self, kind: str, context: str = "") -> int:
        """Pass a token of this kind; its start."""
        if self.kind != kind:
            raise self.fault(f"'{kind}'{context}")
        start = self.starts[self.at]
        self.next()
        return start

    def closing(self, kind: str, opened: int, what: str) -> None:
        """Pass a closing bracket; complain of the list it should close otherwise."""
        if self.kind == kind:
            self.next()
            return
        if self.kind in (";", "eof") and self.ends[self.at] == self.starts[self.at]:
            if self.kind == ";" and self._closes_soon(kind):
                raise Fault(
                    self.here(),
                    f"expected ',' before the end of the line in {what}",
                    f"end the line with a comma or put '{kind}' on it",
                )
            where = self.text.source.position(self.text.origin(opened))
            hint = f"'{self.value[opened]}' was opened at line {where.line}, column {where.column}"
            raise Fault(self.here(), f"expected '{kind}' to close {what}, found {self.shown()}", hint)
        raise self.fault(f"',' or '{kind}' in {what}")

    def _closes_soon(self, kind: str) -> bool:
        """Whether the bracket is there after this line end."""
        following = self.kinds[self.at + 1]
        return following == kind

    def item_end(self, what: str, closer: str) -> None:
        """Pass the semicolon or line end behind an item; a closing bracket needs none."""
        if self.kind == ";":
            self.next()
        elif self.kind != closer and self.kind != "eof":
            hint = "several results stand in parentheses" if self.kind == "," and what in _CALLABLE else ""
            if what == "the field" and self.kind == "name" and self.peek() == ":":
                hint = f'a tag stands in backticks: `{self.word()}:"name"`'
            raise self.fault(f"the end of the line after {what}", hint)

    def deeper(self) -> None:
        """Enter a nested type; the caller leaves it by ``depth -= 1``."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.too_deep()

    def too_deep(self) -> Fault:
        """What to raise beyond `MAX_DEPTH`."""
        return Fault(self.here(), f"nested more than {MAX_DEPTH} levels deep", code="go-depth")

    def at_declaration(self, column: int = 0) -> bool:
        """Whether the current token begins a declaration at the start of a line, `column` characters in."""
        if self.kind not in DECLARATIONS:
            return False
        start = self.starts[self.at]
        return start - self.line_start(start) <= column

    def skip_item(self, first: int, closer: str, column: int = 0) -> None:
        """After a fault, go on behind the item that began at token `first`.

        That is behind the line end that no bracket of the item keeps open, before `closer` or before a declaration
        at the start of a line. A bracket that a line end leaves open is taken as forgotten, except a brace.
        """
        stack: list[str] = []
        met, self.at = self.at, first
        self.kind = self.kinds[first]
        while self.kind != "eof":
            kind = self.kind
            if self.at > first and self.at >= met and self.at_declaration(column):
                return
            if kind in _OPENING:
                stack.append(_OPENING[kind])
            elif kind in _CLOSING:
                while stack and stack[-1] != kind and kind == "}":
                    stack.pop()
                if stack and stack[-1] == kind:
                    stack.pop()
                elif kind == closer and self.at >= met:
                    return
            elif kind == ";" and self.at >= met and "}" not in stack:
                self.next()
                return
            self.next()
