"""Go's statements, recognised without building a tree: bodies are kept as written."""

from __future__ import annotations

from scaffold.golang.parse_cursor import Fault
from scaffold.golang.parse_expressions import BINARY
from scaffold.golang.parse_members import MemberCursor

_ASSIGNMENTS = frozenset([":=", "=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", "&^="])
_BRANCHES = frozenset(["break", "continue", "goto", "fallthrough"])


class StatementCursor(MemberCursor):
    """A cursor that can walk over a function's body."""

    _balanced: bool | None = None

    def skip_declaration(self) -> None:
        """Walk over a declaration."""
        raise NotImplementedError

    def skip_body(self) -> None:
        """Walk over a block in braces."""
        self.block("body")

    def block(self, what: str) -> None:
        """Walk over a block; a fault in one of its statements is reported, and the others are read."""
        opened = self.expect("{")
        saved, self.level = self.level, 0
        self.deeper()
        self._statements(what, opened)
        if self.kind == "}":
            self.next()
        self.depth -= 1
        self.level = saved

    def _statements(self, what: str, opened: int) -> None:
        depth = self.depth
        while self.kind not in ("}", "case", "default"):
            if self.kind == "eof" or self._next_declaration():
                # Told once, by the innermost block.
                raise self.unclosed(what, opened)
            first = self.at
            try:
                self.statement()
            except Fault as fault:
                self.recover(fault, first, depth)
                self.level = 0

    def _next_declaration(self) -> bool:
        """Whether a declaration begins that cannot belong to this body: a brace was forgotten."""
        if not self.at_declaration():
            return False
        if self.kind == "import" or (self.kind == "func" and self._declares_function()):
            return True
        if self._balanced is None:
            self._balanced = self.kinds.count("{") == self.kinds.count("}")
        return not self._balanced

    def _declares_function(self) -> bool:
        """Whether ``func`` begins a declaration, not a literal."""
        if self.peek() == "name":
            return True
        at, depth = self.at + 1, 0
        while self.kinds[at] != "eof":
            depth += (self.kinds[at] == "(") - (self.kinds[at] == ")")
            at += 1
            if not depth:
                break
        return self.kinds[at] == "name" and self.kinds[min(at + 1, len(self.kinds) - 1)] == "("

    def _end(self) -> None:
        self.item_end("the statement", "}")

    def statement(self) -> None:
        """Walk over a statement with its labels and its end."""
        while self._unlabelled():
            pass

    def _unlabelled(self) -> bool:
        """Walk over a statement, or over a label: true where its statement is to come."""
        kind = self.kind
        if kind in ("const", "type", "var"):
            self.skip_declaration()
        elif kind == ";":
            self.next()
        elif kind == "{":
            self.block("block")
            self._end()
        elif kind in ("go", "defer"):
            self.next()
            self._called(kind)
            self._end()
        elif kind == "return":
            self.next()
            if self.kind not in (";", "}"):
                self._list()
            self._end()
        elif kind in _BRANCHES:
            self.next()
            if kind == "goto" and self.kind != "name":
                raise self.fault("the name of a label")
            if kind != "fallthrough" and self.kind == "name":
                self.next()
            self._end()
        elif kind == "if":
            self._if()
            self._end()
        elif kind in ("switch", "select"):
            self._clauses(kind)
            self._end()
        elif kind == "for":
            self._for()
            self._end()
        elif self._simple(label=True) == "label":
            return self._labelled()
        else:
            self._end()
        return False

    def _labelled(self) -> bool:
        """Whether a statement follows a label."""
        if self.kind in ("case", "default"):
            raise self.fault("a statement", "write ';' for a statement that does nothing")
        return self.kind != "}"

    def _called(self, what: str) -> None:
        start = self.at
        self.last_call = -1
        self.primary()
        last = self.at - 1
        if self.last_call != last or self.kind in BINARY or self._wrapped(start, last):
            raise Fault(self.since(self.starts[start]), f"what {what} runs must be a function call", "write f()")

    def _wrapped(self, start: int, last: int) -> bool:
        """Whether one pair of parentheses holds the tokens from `start` to `last`."""
        if self.kinds[start] != "(":
            return False
        depth = 0
        for at in range(start, last):
            depth += (self.kinds[at] == "(") - (self.kinds[at] == ")")
            if not depth:
                return False
        return True

    def _list(self) -> int:
        """Walk over expressions with commas between; how many they are."""
        count = 1
        self.expression()
        while self.kind == ",":
            self.next()
            self.expression()
            count += 1
        return count

    def _simple(self, label: bool = False, ranged: bool = False) -> str:
        """Walk over a simple statement: ``expression``, ``statement``, ``label`` (its colon passed) or ``range``."""
        start = self.at
        if ranged and self.kind == "range":
            self.next()
            self.expression()
            return "range"
        count = self._list()
        kind = self.kind
        if kind in _ASSIGNMENTS:
            self.next()
            if ranged and kind in (":=", "=") and self.kind == "range":
                if count > 2:
                    raise Fault(self.since(self.starts[start]), "range gives at most 2 values")
                self.next()
                self.expression()
                return "range"
            self._list()
            return "statement"
        if count > 1:
            raise Fault(self.since(self.starts[start]), "expected one expression, found several")
        if kind == ":" and label:
            if self.kinds[start] != "name" or self.at != start + 1:
                raise Fault(self.here(), "this is no place for a label")
            self.next()
            return "label"
        if kind == "<-":
            self.next()
            self.expression()
            return "statement"
        if kind in ("++", "--"):
            self.next()
            return "statement"
        return "expression"

    def _condition(self, what: str, ranged: bool = False) -> str:
        """Walk over an initialiser, if there is one, and what should be an expression, if that is there."""
        start = self.at
        found = "none"
        if self.kind != ";":
            found = self._simple(ranged=ranged)
        if self.kind == ";" and found != "range":
            return ";"
        if found == "statement":
            hint = "a composite literal here needs parentheses around it" if self.kind == "{" else ""
            raise Fault(self.since(self.starts[start]), f"expected {what}, found a statement", hint)
        return found

    def _if(self) -> None:
        """Walk over ``if`` and all its ``else if``."""
        while True:
            self._if_header()
            if self.kind != "else":
                return
            self.next()
            if self.kind == "if":
                continue
            if self.kind != "{":
                raise self.fault("if or '{' after else")
            self.block("else block")
            return

    def _if_header(self) -> None:
        self.next()
        if self.kind == "{":
            raise Fault(self.here(), "missing condition in if statement")
        saved, self.level = self.level, -1
        if self._condition("a boolean expression") == ";":
            if self.starts[self.at] == self.ends[self.at] and self.peek() == "{":
                raise self.fault("'{' after the if clause", "Go wants '{' on the line of its statement")
            semicolon = self.here()
            self.next()
            if self.kind == "{":
                raise Fault(semicolon, "missing condition in if statement")
            if self._condition("a boolean expression") == ";":
                raise self.fault("'{' after the if clause")
        self.level = saved
        self._header_block("if")

    def _header_block(self, what: str) -> None:
        if self.kind != "{":
            hint = "Go wants '{' on the line of its statement" if self.kind == ";" else ""
            raise self.fault(f"'{{' after the {what} clause", hint)
        self.block(f"{what} block")

    def _for(self) -> None:
        self.next()
        saved, self.level = self.level, -1
        if self.kind != "{" and self._condition("a boolean or range expression", ranged=True) == ";":
            self.next()
            if self.kind == "{":
                raise self.fault("the loop's condition or ';'")
            if self.kind != ";" and self._condition("a boolean expression") != ";":
                raise self.fault("';' after the loop's condition")
            self.next()
            if self.kind != "{":
                self._simple()
        self.level = saved
        self._header_block("for")

    def _clauses(self, what: str) -> None:
        """Walk over ``switch`` or ``select``."""
        self.deeper()
        self.next()
        saved, self.level = self.level, -1
        if what == "switch" and self.kind != "{":
            self._switch_header()
        self.level = 0
        if self.kind != "{":
            raise self.fault(f"'{{' after the {what} clause")
        opened = self.expect("{")
        while self.kind in ("case", "default"):
            if self.kind == "case":
                self.next()
                self._communication() if what == "select" else self._list()
            else:
                self.next()
            self.expect(":")
            self._statements(f"{what} block", opened)
        self.level = saved
        if self.kind != "}":
            raise self.fault("case, default or '}'")
        self.next()
        self.depth -= 1

    def _switch_header(self) -> None:
        start = self.at
        found = "none" if self.kind == ";" else self._simple()
        if self.kind == ";":
            self.next()
            start = self.at
            found = "none" if self.kind == "{" else self._simple()
        if found == "statement" and self.kinds[self.at - 3 : self.at] != ["(", "type", ")"]:
            raise Fault(self.since(self.starts[start]), "expected a switch expression, found a statement")

    def _communication(self) -> None:
        start = self.at
        count = self._list()
        if self.kind == "<-":
            self.next()
            self.expression()
        elif self.kind in (":=", "="):
            if count > 2:
                raise Fault(self.since(self.starts[start]), "expected one or two expressions")
            self.next()
            self.expression()
        elif count > 1:
            raise Fault(self.since(self.starts[start]), "expected one expression, found several")
