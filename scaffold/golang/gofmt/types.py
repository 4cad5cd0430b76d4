"""Types, signatures and lists in gofmt's spacing and line breaks."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log
from typing import Any

from scaffold.golang.gofmt import nodes as ast
from scaffold.golang.gofmt.lines import Lines
from scaffold.golang.gofmt.nodes import NOWHERE, Expr
from scaffold.golang.gofmt.operators import Mix
from scaffold.golang.gofmt.writer import (
    BLANK,
    FORMFEED,
    IGNORE,
    INDENT,
    INFINITY,
    UNINDENT,
    VTAB,
    DoesNotFit,
    Writer,
)

_WIDEST_LINE = 1_000_000  # larger than any line; the size of what fits on one
_SMALL = 40  # keys up to this size align whatever their ratio
_RATIO = 2.5  # beyond it a key starts a new section


class TypePrinter(Writer):
    """Prints types and lists, given a way to print expressions."""

    def __init__(
        self, lines: Lines, groups: Any, indent: int, sizes: dict[int, int] | None = None, *, measuring: bool = False
    ) -> None:
        super().__init__(lines, groups, indent, measuring=measuring)
        self._sizes: dict[int, int] = {} if sizes is None else sizes  # by identity of the node
        self._mixes: dict[int, Mix] = {}

    def node_size(self, node: Any, limit: int) -> int:
        """The bytes of the node on one line; more than `limit` where it does not fit there."""
        known = self._sizes.get(id(node))
        if known is not None:
            return known
        self._sizes[id(node)] = limit + 1
        printer = type(self)(self.lines, (), 0, self._sizes, measuring=True)
        try:
            printer.measure(node)
            printer.flush((INFINITY, INFINITY, 1), "EOF")
        except DoesNotFit:
            return limit + 1
        if printer.size <= limit:
            self._sizes[id(node)] = printer.size
            return printer.size
        return limit + 1

    def measure(self, node: Any) -> None:
        """Print any node."""
        self.expr(node)

    def func_body(self, header: int, separator: str, body: ast.Block | None) -> None:
        """A function's body behind a header of `header` bytes."""
        raise NotImplementedError

    def expr1(self, x: Expr, precedence: int, depth: int) -> None:
        """An operand of an operator with this precedence."""
        raise NotImplementedError

    def expr(self, x: Expr) -> None:
        """An expression that stands for itself."""
        self.expr1(x, 0, 1)

    def expr0(self, x: Expr, depth: int) -> None:
        """An expression inside others; the depth decides on blanks around operators."""
        self.expr1(x, 0, depth)

    # Lists

    def name_list(self, names: Sequence[ast.Ident], indent: bool) -> None:
        """Names with commas."""
        self.expr_list(NOWHERE, names, 1, NOWHERE, indent=indent)

    def expr_list(
        self,
        before: int,
        items: Sequence[Expr],
        depth: int,
        after: int,
        *,
        comma: bool = False,
        indent: bool = True,
    ) -> None:
        """Expressions with commas, their line breaks kept.

        `before` and `after` are where the tokens around the list stand; `comma` ends a list whose closing token is on
        a line of its own.
        """
        if not items:
            return
        line_of = self.line_of
        before_line, after_line = line_of(before), line_of(after)
        if before_line and before_line == line_of(items[0].pos) == line_of(items[-1].end):
            for index, x in enumerate(items):
                if index:
                    self.place(x.pos)
                    self.token(",")
                    self.space(BLANK)
                self.expr0(x, depth)
            return
        held = INDENT if indent else IGNORE
        line = line_of(items[0].pos)
        last_break = -1
        if before_line and before_line < line and self.linebreak(line, 0, held, True) > 0:
            held = IGNORE
            last_break = 0
        size = 0
        total, count = 0.0, 0  # of the sizes' logarithms, for their geometric mean
        previous_line = before_line
        for index, x in enumerate(items):
            line = line_of(x.pos)
            previous_size = size
            pair = x if isinstance(x, ast.KeyValue) else None
            size = self.node_size(x, _WIDEST_LINE)
            if size > _WIDEST_LINE or not before_line or not after_line:
                size = 0
            elif pair is not None:
                size = self.node_size(pair.key, _WIDEST_LINE)
            breaks = 0 < previous_line < line
            if index:
                if not breaks:
                    self.place(x.pos)
                self.token(",")
                needs_blank = True
                if breaks:
                    section = _starts_section(previous_size, size, total, count) or last_break + 1 < index
                    made = self.linebreak(line, 0, held, section)
                    if made > 0:
                        held = IGNORE
                        last_break = index
                        needs_blank = False
                    if made > 1:
                        total, count = 0.0, 0
                if needs_blank:
                    self.space(BLANK)
            if pair is not None and len(items) > 1 and size > 0 and breaks:
                self.expr(pair.key)
                self.place(pair.colon)
                self.token(":")
                self.space(VTAB)
                self.expr(pair.value)
            else:
                self.expr0(x, depth)
            if size > 0:
                total += log(size)
                count += 1
            previous_line = line
        if comma and after_line and self.line < after_line:
            self.token(",")
            if held == IGNORE and indent:
                self.space(UNINDENT)
            self.space(FORMFEED)
        elif held == IGNORE and indent:
            self.space(UNINDENT)

    def parameters(self, fields: ast.Fields, *, type_params: str = "") -> None:
        """A parameter list; `type_params` is ``type`` or ``func`` for the type parameters of one."""
        self.place(fields.pos)
        self.token("[" if type_params else "(")
        closing = fields.end - 1 if fields.end != NOWHERE else NOWHERE
        if fields.items:
            previous_line = self.line_of(fields.pos)
            held = INDENT
            for index, field in enumerate(fields.items):
                line = self.line_of(field.pos)
                breaks = 0 < previous_line < line
                if index:
                    if not breaks:
                        self.place(field.pos)
                    self.token(",")
                if breaks and self.linebreak(line, 0, held, True) > 0:
                    held = IGNORE
                elif index:
                    self.space(BLANK)
                if field.names:
                    self.name_list(field.names, held == INDENT)
                    self.space(BLANK)
                self.expr(_without_parens(field.type))
                previous_line = self.line_of(field.end)
            closing_line = self.line_of(closing)
            if 0 < previous_line < closing_line:
                self.token(",")
                self.linebreak(closing_line, 0, IGNORE, True)
            elif type_params == "type" and _needs_comma(fields):
                self.token(",")
            if held == IGNORE:
                self.space(UNINDENT)
        self.place(closing)
        self.token("]" if type_params else ")")

    def signature(self, type_: ast.FuncType) -> None:
        """Type parameters, parameters and results."""
        if type_.type_params is not None:
            self.parameters(type_.type_params, type_params="func")
        self.parameters(type_.params)
        results = type_.results
        if results is not None and results.items:
            self.space(BLANK)
            if len(results.items) == 1 and not results.items[0].names:
                self.expr(_without_parens(results.items[0].type))
            else:
                self.parameters(results)

    def fits_one_line(self, fields: Sequence[ast.Field]) -> bool:
        """Whether a struct or interface with these fields may stay on one line."""
        if len(fields) != 1 or fields[0].tag is not None or fields[0].comment:
            return False
        return (1 if fields[0].names else 0) + self.node_size(fields[0].type, 30) <= 30

    def field_list(self, fields: ast.Fields, is_struct: bool) -> None:
        """The braces of a struct or interface type and what is in them."""
        opening, closing = fields.pos, fields.end - 1
        items = fields.items
        commented = self.comment_before(closing)
        if not commented and self.line_of(opening) == self.line_of(closing):
            if not items:
                self.place(opening)
                self.token("{")
                self.place(closing)
                self.token("}")
                return
            if self.fits_one_line(items):
                self.place(opening)
                self.token("{")
                self.space(BLANK)
                self._short_field(items[0], is_struct)
                self.space(BLANK)
                self.place(closing)
                self.token("}")
                return
        self.space(BLANK)
        self.place(opening)
        self.token("{")
        self.space(INDENT)
        if commented or items:
            self.space(FORMFEED)
        separator = VTAB if len(items) > 1 else BLANK
        recorder = [0]
        for index, field in enumerate(items):
            if index:
                self.linebreak(self.line_of(field.pos), 1, IGNORE, self.lines_from(recorder) > 0)
            recorder = self.record_line()
            if is_struct:
                self._struct_field(field, separator)
            else:
                self._element(field)
        self.space(UNINDENT, FORMFEED)
        self.place(closing)
        self.token("}")

    def _short_field(self, field: ast.Field, is_struct: bool) -> None:
        if not is_struct:
            self._element(field)
            return
        for index, name in enumerate(field.names):
            if index:
                self.token(",")
                self.space(BLANK)
            self.expr(name)
        if field.names:
            self.space(BLANK)
        self.expr(field.type)

    def _element(self, field: ast.Field) -> None:
        if field.names:
            self.expr(field.names[0])
            assert isinstance(field.type, ast.FuncType)
            self.signature(field.type)
        else:
            self.expr(field.type)

    def _struct_field(self, field: ast.Field, separator: str) -> None:
        missing = 2
        if field.names:
            self.name_list(field.names, False)
            self.space(separator)
            missing = 1
        self.expr(field.type)
        if field.tag is not None:
            if field.names and separator == VTAB:
                self.space(separator)
            self.space(separator)
            self.expr(field.tag)
            missing = 0
        if field.comment:
            self.space(*[separator] * missing)

    # One method for each kind of type; all have the same parameters.

    def _array(self, x: ast.ArrayType, precedence: int, depth: int) -> None:
        self.token("[")
        if x.length is not None:
            self.expr(x.length)
        self.token("]")
        self.expr(x.elem)

    def _struct(self, x: ast.StructType, precedence: int, depth: int) -> None:
        self.token("struct")
        self.field_list(x.fields, True)

    def _func_type(self, x: ast.FuncType, precedence: int, depth: int) -> None:
        self.token("func")
        self.signature(x)

    def _interface(self, x: ast.InterfaceType, precedence: int, depth: int) -> None:
        self.token("interface")
        self.field_list(x.fields, False)

    def _map(self, x: ast.MapType, precedence: int, depth: int) -> None:
        self.token("map")
        self.token("[")
        self.expr(x.key)
        self.token("]")
        self.expr(x.value)

    def _chan(self, x: ast.ChanType, precedence: int, depth: int) -> None:
        if x.direction == "receive":
            self.token("<-")
        self.token("chan")
        if x.direction == "send":
            self.place(x.arrow)
            self.token("<-")
        self.space(BLANK)
        self.expr(x.value)


def _starts_section(previous: int, size: int, total: float, count: int) -> bool:
    """Whether an element's line begins a new section of columns: keys of very different sizes do not align."""
    if previous <= 0 or size <= 0:
        return True
    if count == 0 or (previous <= _SMALL and size <= _SMALL):
        return False
    ratio = size / exp(total / count)
    return ratio * _RATIO <= 1 or ratio >= _RATIO


def _without_parens(x: Expr) -> Expr:
    while isinstance(x, ast.Paren):
        x = x.x
    return x


def _needs_comma(type_params: ast.Fields) -> bool:
    """Whether the only type parameter would be read as an array's length without a comma behind it."""
    if len(type_params.items) != 1 or len(type_params.items[0].names) > 1:
        return False
    return _combines_with_name(_without_parens(type_params.items[0].type))


def _combines_with_name(x: Expr) -> bool:
    """Whether a name followed by `x` reads as a product or a call, so that ``[P *T,]`` needs its comma."""
    if isinstance(x, ast.Star):
        return not _is_type_element(x.x)
    if isinstance(x, ast.Binary):
        return _combines_with_name(x.x) and not _is_type_element(x.y)
    if isinstance(x, ast.Paren):
        return not _is_type_element(x.x)
    return False


def _is_type_element(x: Expr) -> bool:
    """Whether `x` can only be a type."""
    if isinstance(x, ast.Unary):
        return x.op == "~"
    if isinstance(x, ast.Binary):
        return _is_type_element(x.x) or _is_type_element(x.y)
    if isinstance(x, ast.Paren):
        return _is_type_element(x.x)
    return isinstance(x, ast.ArrayType | ast.StructType | ast.FuncType | ast.InterfaceType | ast.MapType | ast.ChanType)
