"""Go's expressions, recognised without building a tree: the plan keeps them as written."""

from __future__ import annotations

from scaffold.golang.parse_cursor import Cursor
from scaffold.golang.parse_tokens import LITERALS

BINARY = frozenset(
    ["||", "&&", "==", "!=", "<", "<=", ">", ">=", "+", "-", "|", "^", "*", "/", "%", "<<", ">>", "&", "&^"]
)
_UNARY = frozenset(["+", "-", "!", "^", "&", "*", "<-", "~"])
_TYPE_WORDS = frozenset(["struct", "interface", "map", "chan", "[", "func"])
TYPE_STARTS = frozenset(["name", "*", "(", "<-", *_TYPE_WORDS])


class ExpressionCursor(Cursor):
    """A cursor that can walk over an expression; `level` below zero forbids composite literals, as after ``if``."""

    level = 0

    def skip_type(self) -> None:
        """Walk over a type."""
        raise NotImplementedError

    def skip_signature(self) -> None:
        """Walk over parameters and results."""
        raise NotImplementedError

    def skip_body(self) -> None:
        """Walk over a block in braces."""
        raise NotImplementedError

    def expression(self) -> None:
        """Walk over an expression (or a type where Go's grammar takes both)."""
        self.unary()
        while self.kind in BINARY:
            self.next()
            self.unary()

    def unary(self) -> None:
        """Walk over a unary expression."""
        self.deeper()
        if self.kind == "<-" and self.peek() == "chan":
            self.skip_type()
        elif self.kind in _UNARY:
            self.next()
            self.unary()
        else:
            self.primary()
        self.depth -= 1

    def primary(self) -> None:
        """Walk over an operand and its selectors, indices, calls and literal values."""
        literal = self.operand()
        while True:
            kind = self.kind
            if kind == ".":
                self.next()
                if self.kind == "name":
                    self.next()
                elif self.kind == "(":
                    self._assertion()
                    literal = False
                else:
                    raise self.fault("a name or '(' after '.'")
            elif kind == "[":
                self._index()
            elif kind == "(":
                self._call()
                literal = False
            elif kind == "{" and literal and (self.level >= 0 or self._unambiguous):
                self.literal_value()
                literal = False
            else:
                return

    _unambiguous = False

    def operand(self) -> bool:
        """Walk over an operand; whether a literal value may follow it."""
        kind = self.kind
        self._unambiguous = False
        if kind == "name":
            self.next()
            return True
        if kind in LITERALS:
            self.next()
            return False
        if kind == "(":
            self.next()
            saved, self.level = self.level, 0
            self.expression()
            self.level = saved
            self.expect(")", " to close the parenthesis")
            return False
        if kind == "func":
            self.next()
            self.skip_signature()
            if self.kind in ("{", "block"):
                saved, self.level = self.level, 0
                self.skip_body()
                self.level = saved
            return False
        if kind in _TYPE_WORDS:
            if kind == "[" and self.peek() == "..." and self.kinds[self.at + 2] == "]":
                self.jump(self.at + 3)
            self.skip_type()
            self._unambiguous = True
            return True
        raise self.fault("an operand (a name, a literal or a parenthesis)")

    def _assertion(self) -> None:
        self.next()
        if self.kind == "type":
            self.next()
        else:
            self.skip_type()
        self.expect(")", " after the asserted type")

    def _index(self) -> None:
        opened = self.starts[self.at]
        self.next()
        saved, self.level = self.level, 0
        colons = 0
        if self.kind == "]":
            raise self.fault("an operand (an index or a type)")
        while self.kind not in ("]", "eof"):
            if self.kind == ":":
                colons += 1
                self.next()
            elif self.kind == ",":
                self.next()
            else:
                self.expression()
                if self.kind not in ("]", ":", ","):
                    self.closing("]", opened, "the index")
                    break
        self.level = saved
        self.expect("]", " to close the index")

    def _call(self) -> None:
        opened = self.starts[self.at]
        self.next()
        saved, self.level = self.level, 0
        while self.kind not in (")", "eof"):
            self.expression()
            if self.kind == "...":
                self.next()
            if self.kind != ",":
                break
            self.next()
        self.level = saved
        self.closing(")", opened, "the arguments")

    def literal_value(self) -> None:
        """Walk over the braces of a composite literal."""
        opened = self.expect("{")
        saved, self.level = self.level, 0
        while self.kind not in ("}", "eof"):
            self._element()
            if self.kind == ":":
                self.next()
                self._element()
            if self.kind != ",":
                break
            self.next()
        self.level = saved
        self.closing("}", opened, "the literal")

    def _element(self) -> None:
        self.deeper()
        if self.kind == "{":
            self.literal_value()
        else:
            self.expression()
        self.depth -= 1
