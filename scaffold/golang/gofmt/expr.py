"""Expressions in gofmt's spacing and line breaks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scaffold.golang.gofmt import nodes as ast
from scaffold.golang.gofmt.nodes import NOWHERE, Expr
from scaffold.golang.gofmt.operators import PRECEDENCE, cutoff, mix, normal_number
from scaffold.golang.gofmt.types import TypePrinter
from scaffold.golang.gofmt.writer import BLANK, FORMFEED, INDENT, INFINITY, NEWLINE, UNINDENT

_UNARY, _HIGHEST = 6, 7  # precedences above those of the binary operators


class ExprPrinter(TypePrinter):
    """Prints expressions."""

    def expr1(self, x: Expr, precedence: int, depth: int) -> None:
        """An operand of an operator with this precedence."""
        self.place(x.pos)
        if type(x) is ast.Ident:
            self.word(x.name)
        else:
            _PRINTERS[type(x)](self, x, precedence, depth)

    # One method for each kind of expression; all have the same parameters.

    def _binary(self, x: ast.Binary, precedence: int, depth: int) -> None:
        # Iterative on the left: the operands of a long sum are as deep as it is long.
        pending: list[tuple[ast.Binary, int, int]] = []
        known = self._mixes
        node: Expr = x
        while isinstance(node, ast.Binary):
            own = PRECEDENCE[node.op]
            if own < precedence:
                break
            pending.append((node, cutoff(mix(node, known), depth), depth))
            precedence = own
            depth += 0 if isinstance(node.x, ast.Binary) and PRECEDENCE[node.x.op] == own else 1
            node = node.x
        self.expr1(node, precedence, depth)
        for one, kept, its_depth in reversed(pending):
            self._right_side(one, kept, its_depth)

    def _right_side(self, x: ast.Binary, kept: int, depth: int) -> None:
        own = PRECEDENCE[x.op]
        blank = own < kept  # the precedence from which on operators stand close
        if blank:
            self.space(BLANK)
        left_line, right_line = self.line, self.line_of(x.y.pos)
        self.place(x.op_pos)
        self.token(x.op)
        indented = False
        if left_line != right_line and self.linebreak(right_line, 1, INDENT, True) > 0:
            indented = True
            blank = False
        if blank:
            self.space(BLANK)
        self.expr1(x.y, own + 1, depth + 1)
        if indented:
            self.space(UNINDENT)

    def _key_value(self, x: ast.KeyValue, precedence: int, depth: int) -> None:
        self.expr(x.key)
        self.place(x.colon)
        self.token(":")
        self.space(BLANK)
        self.expr(x.value)

    def _star(self, x: ast.Star, precedence: int, depth: int) -> None:
        self.token("*")
        self.expr(x.x)

    def _unary(self, x: ast.Unary, precedence: int, depth: int) -> None:
        self.token(x.op)
        self.expr1(x.x, _UNARY, depth)

    def _literal(self, x: ast.Literal, precedence: int, depth: int) -> None:
        text = x.text
        if x.kind in ("INT", "FLOAT", "IMAG") and len(text) > 1:
            text = normal_number(text)
        self.literal(text, x.kind)

    def _func_lit(self, x: ast.FuncLit, precedence: int, depth: int) -> None:
        self.place(x.type.pos)
        self.token("func")
        start = self.out_column - len("func")
        self.signature(x.type)
        self.func_body(self.distance(x.type.pos, start), BLANK, x.body)

    def distance(self, offset: int, column: int) -> int:
        """The bytes written since `column`, if the source's `offset` is still on the same line."""
        return self.out_column - column if self.line_of(offset) == self.line else INFINITY

    def _paren(self, x: ast.Paren, precedence: int, depth: int) -> None:
        if isinstance(x.x, ast.Paren):
            self.expr0(x.x, depth)
            return
        self.token("(")
        self.expr0(x.x, max(depth - 1, 1))
        self.place(x.end - 1)
        self.token(")")

    def _selector(self, x: ast.Selector, precedence: int, depth: int) -> None:
        self._print_selector(x, depth, is_method=False)

    def _print_selector(self, x: ast.Selector, depth: int, *, is_method: bool) -> bool:
        """Tells whether the selector left the text indented, for the call that it belongs to."""
        self.expr1(x.x, _HIGHEST, depth)
        self.token(".")
        if self.line < self.line_of(x.sel.pos):
            self.space(INDENT, NEWLINE)
            self.place(x.sel.pos)
            self.word(x.sel.name)
            if not is_method:
                self.space(UNINDENT)
            return True
        self.place(x.sel.pos)
        self.word(x.sel.name)
        return False

    def _assert(self, x: ast.Assert, precedence: int, depth: int) -> None:
        self.expr1(x.x, _HIGHEST, depth)
        self.token(".")
        self.place(x.paren)
        self.token("(")
        if x.type is not None:
            self.expr(x.type)
        else:
            self.token("type")
        self.place(x.end - 1)
        self.token(")")

    def _index(self, x: ast.Index, precedence: int, depth: int) -> None:
        self.expr1(x.x, _HIGHEST, 1)
        self.place(x.bracket)
        self.token("[")
        if len(x.items) == 1:
            self.expr0(x.items[0], depth + 1)
        else:
            self.expr_list(x.bracket, x.items, depth + 1, x.end - 1, comma=True)
        self.place(x.end - 1)
        self.token("]")

    def _slice(self, x: ast.SliceOf, precedence: int, depth: int) -> None:
        self.expr1(x.x, _HIGHEST, 1)
        self.place(x.bracket)
        self.token("[")
        given = [bound for bound in x.bounds if bound is not None]
        blanks = depth <= 1 and len(given) > 1 and any(isinstance(bound, ast.Binary) for bound in given)
        for index, bound in enumerate(x.bounds):
            if index:
                if x.bounds[index - 1] is not None and blanks:
                    self.space(BLANK)
                self.token(":")
                if bound is not None and blanks:
                    self.space(BLANK)
            if bound is not None:
                self.expr0(bound, depth + 1)
        self.place(x.end - 1)
        self.token("]")

    def _call(self, x: ast.Call, precedence: int, depth: int) -> None:
        if len(x.args) > 1:
            depth += 1
        fun = x.fun
        paren = isinstance(fun, ast.FuncType) or (isinstance(fun, ast.ChanType) and fun.direction == "receive")
        if paren:
            self.token("(")
        indented = False
        if isinstance(fun, ast.Selector):
            indented = self._print_selector(fun, depth, is_method=True)
        else:
            self.expr1(fun, _HIGHEST, depth)
        if paren:
            self.token(")")
        closing = x.end - 1
        self.place(x.paren)
        self.token("(")
        if x.ellipsis != NOWHERE:
            self.expr_list(x.paren, x.args, depth, x.ellipsis)
            self.place(x.ellipsis)
            self.token("...")
            if self.line_of(x.ellipsis) < self.line_of(closing):
                self.token(",")
                self.space(FORMFEED)
        else:
            self.expr_list(x.paren, x.args, depth, closing, comma=True)
        self.place(closing)
        self.token(")")
        if indented:
            self.space(UNINDENT)

    def _composite(self, x: ast.Composite, precedence: int, depth: int) -> None:
        if x.type is not None:
            self.expr1(x.type, _HIGHEST, depth)
        self.level += 1
        self.place(x.brace)
        self.token("{")
        closing = x.end - 1
        self.expr_list(x.brace, x.items, 1, closing, comma=True)
        self.space(INDENT, UNINDENT)
        kept = (self.no_extra_linebreak, self.no_extra_blank)
        self.no_extra_linebreak = not kept[0]
        if x.items:
            self.no_extra_blank = not kept[1]
        self.place(closing)
        self.token("}")
        self.no_extra_linebreak, self.no_extra_blank = kept
        self.level -= 1

    def _ellipsis(self, x: ast.Ellipsis, precedence: int, depth: int) -> None:
        self.token("...")
        if x.elem is not None:
            self.expr(x.elem)


_PRINTERS: dict[type, Callable[[ExprPrinter, Any, int, int], None]] = {
    ast.Literal: ExprPrinter._literal,
    ast.Binary: ExprPrinter._binary,
    ast.Unary: ExprPrinter._unary,
    ast.Star: ExprPrinter._star,
    ast.Paren: ExprPrinter._paren,
    ast.Selector: ExprPrinter._selector,
    ast.Index: ExprPrinter._index,
    ast.SliceOf: ExprPrinter._slice,
    ast.Assert: ExprPrinter._assert,
    ast.Call: ExprPrinter._call,
    ast.Composite: ExprPrinter._composite,
    ast.KeyValue: ExprPrinter._key_value,
    ast.FuncType: ExprPrinter._func_type,
    ast.FuncLit: ExprPrinter._func_lit,
    ast.ArrayType: ExprPrinter._array,
    ast.StructType: ExprPrinter._struct,
    ast.InterfaceType: ExprPrinter._interface,
    ast.MapType: ExprPrinter._map,
    ast.ChanType: ExprPrinter._chan,
    ast.Ellipsis: ExprPrinter._ellipsis,
}
