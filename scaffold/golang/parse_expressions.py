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
    last_call = -1  # the closing parenthesis of the call walked over last

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
        if self.kind in _UNARY:
            self.next()
            self.unary()
        else:
            self.primary()
        self.depth -= 1

    def primary(self) -> None:
        """Walk over an operand and its selectors, indices, calls and literal values."""
        literal, ambiguous = self.operand()
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
                ambiguous = True
            elif kind == "(":
                self._call()
                literal = False
            elif kind == "{" and literal and (self.level >= 0 or not ambiguous):
                self.literal_value()
                literal = False
            else:
                return

    def operand(self) -> tuple[bool, bool]:
        """Walk over an operand: whether a literal value may follow it, and whether that could be a block instead."""
        kind = self.kind
        if kind == "name":
            self.next()
            return True, True
        if kind in LITERALS:
            self.next()
            return False, False
        if kind == "(":
            self.next()
            saved, self.level = self.level, 0
            self.expression()
            self.level = saved
            self.expect(")", " to close the parenthesis")
            return False, False
        if kind == "func":
            self.next()
            self.skip_signature()
            if self.kind == "{":
                saved, self.level = self.level, 0
                self.skip_body()
                self.level = saved
            return False, False
        if kind in _TYPE_WORDS:
            if kind == "[" and self.peek() == "..." and self.kinds[self.at + 2] == "]":
                self.jump(self.at + 3)
            self.skip_type()
            return kind in ("[", "struct", "map"), False
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
        if self.kind == "]":
            raise self.fault("an operand (an index or a type)")
        if self.kind != ":":
            self.expression()
        if self.kind == ":":
            self._slice()
        while self.kind == ",":
            self.next()
            if self.kind == "]":
                break
            self.expression()
        self.level = saved
        self.closing("]", opened, "the index")

    def _slice(self) -> None:
        """Walk over the rest of ``a[i:j:k]`` from the first colon; with two colons j and k are needed."""
        self.next()
        if self.kind not in (":", "]"):
            self.expression()
        elif self.kind == ":":
            raise self.fault("the middle index of a slice with three")
        if self.kind == ":":
            self.next()
            if self.kind == "]":
                raise self.fault("the last index of a slice with three")
            self.expression()
        if self.kind == ",":
            raise self.fault("']'")

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
        self.last_call = self.at - 1

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
