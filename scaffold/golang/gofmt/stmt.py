"""Statements in gofmt's line breaks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from scaffold.golang.gofmt import nodes as ast
from scaffold.golang.gofmt.decl import DeclPrinter
from scaffold.golang.gofmt.nodes import NOWHERE, Expr, Stmt
from scaffold.golang.gofmt.writer import BLANK, IGNORE, INDENT, NEWLINE, UNINDENT

_LONGEST_ONE_LINER = 100  # bytes of a function's header and body on one line
_MOST_STATEMENTS = 5  # of a function on one line


class StmtPrinter(DeclPrinter):
    """Prints statements."""

    def measure(self, node: Any) -> None:
        """Print a statement or an expression."""
        printer = _PRINTERS.get(type(node))
        if printer is None:
            self.expr(node)
        else:
            if isinstance(node, ast.Labeled):
                self.indent = 1
            self.stmt(node, False)

    def statements(self, items: Sequence[Stmt], indent: int, next_is_brace: bool) -> None:
        """Statements on lines of their own, after a line end; `indent` is 0 for the clauses of a switch."""
        if indent:
            self.space(INDENT)
        recorder = [0]
        first = True
        for index, item in enumerate(items):
            if isinstance(item, ast.Empty):
                continue
            if self.written or self.size:
                section = first or indent == 0 or self.lines_from(recorder) > 0
                self.linebreak(self.line_of(item.pos), 1, IGNORE, section)
            recorder = self.record_line()
            self.stmt(item, next_is_brace and index == len(items) - 1)
            inner: Stmt = item
            while isinstance(inner, ast.Labeled):
                recorder[0] += 1
                inner = inner.stmt
            first = False
        if indent:
            self.space(UNINDENT)

    def block(self, block: ast.Block, indent: int) -> None:
        """Braces on at least two lines."""
        self.place(block.pos)
        self.token("{")
        self.statements(block.items, indent, True)
        closing = block.end - 1
        self.linebreak(self.line_of(closing), 1, IGNORE, True)
        self.place(closing)
        self.token("}")

    def body_size(self, body: ast.Block, limit: int) -> int:
        """The size of a function's body on one line; more than `limit` where it is on several in the source."""
        closing = body.end - 1
        if self.line_of(body.pos) != self.line_of(closing) or len(body.items) > _MOST_STATEMENTS:
            return limit + 1
        size = self.comment_size_before(closing)
        for index, item in enumerate(body.items):
            if size > limit:
                break
            size += (2 if index else 0) + self.node_size(item, limit)
        return size

    def func_body(self, header: int, separator: str, body: ast.Block | None) -> None:
        """A function's body: on the header's line if it is there in the source and short enough."""
        if body is None:
            return
        level, self.level = self.level, 0
        if header + self.body_size(body, _LONGEST_ONE_LINER) <= _LONGEST_ONE_LINER:
            self.space(separator)
            self.place(body.pos)
            self.token("{")
            if body.items:
                self.space(BLANK)
                for index, item in enumerate(body.items):
                    if index:
                        self.token(";")
                        self.space(BLANK)
                    self.stmt(item, index == len(body.items) - 1)
                self.space(BLANK)
            kept = self.no_extra_linebreak
            self.no_extra_linebreak = not kept
            self.place(body.end - 1)
            self.token("}")
            self.no_extra_linebreak = kept
        else:
            self.space(BLANK)
            self.block(body, 1)
        self.level = level

    def stmt(self, stmt: Stmt, next_is_brace: bool) -> None:
        """One statement."""
        self.place(stmt.pos)
        _PRINTERS[type(stmt)](self, stmt, next_is_brace)

    def _clause(
        self, init: Stmt | None, condition: Expr | None, post: Stmt | None = None, *, is_for: bool = False
    ) -> None:
        """What stands between ``if``, ``for`` or ``switch`` and the brace."""
        self.space(BLANK)
        needs_blank = False
        if init is None and post is None:
            if condition is not None:
                self.expr(_strip_parens(condition))
                needs_blank = True
        else:
            if init is not None:
                self.stmt(init, False)
            self.token(";")
            self.space(BLANK)
            if condition is not None:
                self.expr(_strip_parens(condition))
                needs_blank = True
            if is_for:
                self.token(";")
                self.space(BLANK)
                needs_blank = post is not None
                if post is not None:
                    self.stmt(post, False)
        if needs_blank:
            self.space(BLANK)

    def _block(self, s: ast.Block, next_is_brace: bool) -> None:
        self.block(s, 1)

    def _empty(self, s: ast.Empty, next_is_brace: bool) -> None:
        pass

    def _simple(self, s: ast.Simple, next_is_brace: bool) -> None:
        self.expr0(s.x, 1)

    def _labeled(self, s: ast.Labeled, next_is_brace: bool) -> None:
        self.space(UNINDENT)
        self.expr(s.label)
        self.place(s.colon)
        self.token(":")
        self.space(INDENT)
        if isinstance(s.stmt, ast.Empty):
            if not next_is_brace:
                self.space(NEWLINE)
                self.place(s.stmt.pos)
                self.token(";")
                return
        else:
            self.linebreak(self.line_of(s.stmt.pos), 1, IGNORE, True)
        self.stmt(s.stmt, next_is_brace)

    def _send(self, s: ast.Send, next_is_brace: bool) -> None:
        self.expr0(s.channel, 1)
        self.space(BLANK)
        self.place(s.arrow)
        self.token("<-")
        self.space(BLANK)
        self.expr0(s.value, 1)

    def _step(self, s: ast.Step, next_is_brace: bool) -> None:
        self.expr0(s.x, 2)
        self.place(s.op_pos)
        self.token(s.op)

    def _assign(self, s: ast.Assign, next_is_brace: bool) -> None:
        depth = 2 if len(s.left) > 1 and len(s.right) > 1 else 1
        self.expr_list(s.pos, s.left, depth, s.op_pos)
        self.space(BLANK)
        self.place(s.op_pos)
        self.token(s.op)
        self.space(BLANK)
        self.expr_list(s.op_pos, s.right, depth, NOWHERE)

    def _spawn(self, s: ast.Spawn, next_is_brace: bool) -> None:
        self.token(s.word)
        self.space(BLANK)
        self.expr(s.call)

    def _return(self, s: ast.Return, next_is_brace: bool) -> None:
        self.token("return")
        if not s.results:
            return
        self.space(BLANK)
        if self._indents_whole(s.results):
            self.space(INDENT)
            self.expr_list(NOWHERE, s.results, 1, NOWHERE, indent=False)
            self.space(UNINDENT)
        else:
            self.expr_list(NOWHERE, s.results, 1, NOWHERE)

    def _indents_whole(self, items: Sequence[Expr]) -> bool:
        """Whether results look better indented from the first on: several of them span lines, or one starts a line."""
        if len(items) < 2:
            return False
        line = self.line_of(items[0].pos)
        if line >= self.line_of(items[-1].end):
            return False
        spanning = 0
        for x in items:
            begin, end = self.line_of(x.pos), self.line_of(x.end)
            if line < begin:
                return True
            spanning += begin < end
            line = end
        return spanning > 1

    def _branch(self, s: ast.Branch, next_is_brace: bool) -> None:
        self.token(s.word)
        if s.label is not None:
            self.space(BLANK)
            self.expr(s.label)

    def _if(self, s: ast.If, next_is_brace: bool) -> None:
        # A chain of else-ifs can be long; it is no deeper for that.
        while True:
            self.token("if")
            self._clause(s.init, s.condition)
            self.block(s.body, 1)
            if s.other is None:
                return
            self.space(BLANK)
            self.token("else")
            self.space(BLANK)
            if not isinstance(s.other, ast.If):
                self.stmt(s.other, next_is_brace)
                return
            s = s.other
            self.place(s.pos)

    def _case(self, s: ast.Case, next_is_brace: bool) -> None:
        if s.items is not None:
            self.token("case")
            self.space(BLANK)
            self.expr_list(s.pos, s.items, 1, s.colon)
        else:
            self.token("default")
        self.place(s.colon)
        self.token(":")
        self.statements(s.body, 1, next_is_brace)

    def _comm(self, s: ast.Comm, next_is_brace: bool) -> None:
        if s.comm is not None:
            self.token("case")
            self.space(BLANK)
            self.stmt(s.comm, False)
        else:
            self.token("default")
        self.place(s.colon)
        self.token(":")
        self.statements(s.body, 1, next_is_brace)

    def _switch(self, s: ast.Switch, next_is_brace: bool) -> None:
        self.token("switch")
        self._clause(s.init, s.tag)
        self.block(s.body, 0)

    def _type_switch(self, s: ast.TypeSwitch, next_is_brace: bool) -> None:
        self.token("switch")
        if s.init is not None:
            self.space(BLANK)
            self.stmt(s.init, False)
            self.token(";")
        self.space(BLANK)
        self.stmt(s.head, False)
        self.space(BLANK)
        self.block(s.body, 0)

    def _select(self, s: ast.Select, next_is_brace: bool) -> None:
        self.token("select")
        self.space(BLANK)
        closing = s.body.end - 1
        if s.body.items or self.comment_before(closing):
            self.block(s.body, 0)
            return
        self.place(s.body.pos)
        self.token("{")
        self.place(closing)
        self.token("}")

    def _for(self, s: ast.For, next_is_brace: bool) -> None:
        self.token("for")
        self._clause(s.init, s.condition, s.post, is_for=True)
        self.block(s.body, 1)

    def _range(self, s: ast.Range, next_is_brace: bool) -> None:
        self.token("for")
        self.space(BLANK)
        if s.key is not None:
            self.expr(s.key)
            if s.value is not None:
                self.place(s.value.pos)
                self.token(",")
                self.space(BLANK)
                self.expr(s.value)
            self.space(BLANK)
            self.place(s.op_pos)
            self.token(s.op)
            self.space(BLANK)
        self.token("range")
        self.space(BLANK)
        self.expr(_strip_parens(s.x))
        self.space(BLANK)
        self.block(s.body, 1)


def _strip_parens(x: Expr) -> Expr:
    """A condition without its outer parentheses, unless they keep a composite literal from being read as a block."""
    while isinstance(x, ast.Paren) and not _has_bare_literal(x.x):
        x = x.x
    return x


def _has_bare_literal(x: object) -> bool:
    """Whether a composite literal that begins with a type's name stands in `x` outside parentheses."""
    todo = [x]
    while todo:
        one = todo.pop()
        if isinstance(one, ast.Composite):
            if one.type is not None and _is_type_name(one.type):
                return True
        elif isinstance(one, list) or (isinstance(one, tuple) and not isinstance(one, ast.Paren)):
            todo.extend(one)
    return False


def _is_type_name(x: Expr) -> bool:
    while isinstance(x, ast.Selector):
        x = x.x
    return isinstance(x, ast.Ident)


_PRINTERS: dict[type, Callable[[StmtPrinter, Any, bool], None]] = {
    ast.Block: StmtPrinter._block,
    ast.Empty: StmtPrinter._empty,
    ast.Simple: StmtPrinter._simple,
    ast.Labeled: StmtPrinter._labeled,
    ast.Send: StmtPrinter._send,
    ast.Step: StmtPrinter._step,
    ast.Assign: StmtPrinter._assign,
    ast.Spawn: StmtPrinter._spawn,
    ast.Return: StmtPrinter._return,
    ast.Branch: StmtPrinter._branch,
    ast.If: StmtPrinter._if,
    ast.Case: StmtPrinter._case,
    ast.Comm: StmtPrinter._comm,
    ast.Switch: StmtPrinter._switch,
    ast.TypeSwitch: StmtPrinter._type_switch,
    ast.Select: StmtPrinter._select,
    ast.For: StmtPrinter._for,
    ast.Range: StmtPrinter._range,
    ast.GenDecl: StmtPrinter.gen,
}
