"""Expressions, types and signatures in gofmt's spacing and line breaks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp, log
from typing import Any, NamedTuple

from scaffold.golang import format_nodes as ast
from scaffold.golang.format_nodes import NOWHERE, Expr
from scaffold.golang.format_printer import (
    BLANK,
    FORMFEED,
    IGNORE,
    INDENT,
    INFINITY,
    NEWLINE,
    UNINDENT,
    VTAB,
    DoesNotFit,
    Writer,
)
from scaffold.golang.format_tree import Lines

_PRECEDENCE = {
    **dict.fromkeys(["*", "/", "%", "<<", ">>", "&", "&^"], 5),
    **dict.fromkeys(["+", "-", "|", "^"], 4),
    **dict.fromkeys(["==", "!=", "<", "<=", ">", ">="], 3),
    "&&": 2,
    "||": 1,
}
_LOWEST, _UNARY, _HIGHEST = 0, 6, 7

_WIDEST_LINE = 1_000_000  # larger than any line; the size of what fits on one
_SMALL = 40  # keys up to this size align whatever their ratio
_RATIO = 2.5  # beyond it a key starts a new section


class ExprPrinter(Writer):
    """Prints expressions."""

    def __init__(
        self, lines: Lines, groups: Any, indent: int, sizes: dict[int, int] | None = None, *, measuring: bool = False
    ) -> None:
        super().__init__(lines, groups, indent, measuring=measuring)
        self._sizes: dict[int, int] = {} if sizes is None else sizes  # by identity of the node
        self._mixes: dict[int, _Mix] = {}

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

    # Entry

    def expr(self, x: Expr) -> None:
        """An expression that stands for itself."""
        self.expr1(x, _LOWEST, 1)

    def expr0(self, x: Expr, depth: int) -> None:
        """An expression inside others; the depth decides on blanks around operators."""
        self.expr1(x, _LOWEST, depth)

    def expr1(self, x: Expr, precedence: int, depth: int) -> None:
        """An operand of an operator with this precedence."""
        self.place(x.pos)
        if type(x) is ast.Ident:
            self.word(x.name)
        else:
            _PRINTERS[type(x)](self, x, precedence, depth)

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

    # One method for each kind of expression; all have the same parameters.

    def _binary(self, x: ast.Binary, precedence: int, depth: int) -> None:
        # Iterative on the left: the operands of a long sum are as deep as it is long.
        pending: list[tuple[ast.Binary, int, int]] = []
        known = self._mixes
        node: Expr = x
        while isinstance(node, ast.Binary):
            own = _PRECEDENCE[node.op]
            if own < precedence:
                break
            pending.append((node, _cutoff(_mix(node, known), depth), depth))
            precedence = own
            depth += 0 if isinstance(node.x, ast.Binary) and _PRECEDENCE[node.x.op] == own else 1
            node = node.x
        self.expr1(node, precedence, depth)
        for one, cutoff, its_depth in reversed(pending):
            self._right_side(one, cutoff, its_depth)

    def _right_side(self, x: ast.Binary, cutoff: int, depth: int) -> None:
        own = _PRECEDENCE[x.op]
        blank = own < cutoff
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
            text = _normal_number(text)
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


class _Mix(NamedTuple):
    """What an expression mixes: operators of precedence 4 and 5, and the worst clash of two signs."""

    four: bool
    five: bool
    worst: int


def _mix(x: ast.Binary, known: dict[int, _Mix]) -> _Mix:
    """The mix of the whole expression; `known` holds those of its parts, by identity."""
    chain = [x]
    while id(chain[-1]) not in known and isinstance(chain[-1].x, ast.Binary):
        chain.append(chain[-1].x)
    for node in reversed(chain):
        if id(node) in known:
            continue
        own = _PRECEDENCE[node.op]
        four, five, worst = own == 4, own == 5, _clash(node)
        for side, least in ((node.x, own), (node.y, own + 1)):
            if isinstance(side, ast.Binary) and _PRECEDENCE[side.op] >= least:
                inner = known[id(side)] if id(side) in known else _mix(side, known)
                four, five, worst = four or inner.four, five or inner.five, max(worst, inner.worst)
        known[id(node)] = _Mix(four, five, worst)
    return known[id(x)]


def _clash(x: ast.Binary) -> int:
    """The precedence that blanks must be kept for, lest an operator and the sign behind it read as one."""
    if isinstance(x.y, ast.Star):
        return 5 if x.op == "/" else 0
    if isinstance(x.y, ast.Unary):
        signs = x.op + x.y.op
        if signs in ("&&", "&^"):
            return 5
        if signs in ("++", "--"):
            return 4
    return 0


def _cutoff(mix: _Mix, depth: int) -> int:
    """The precedence from which on operators stand without blanks."""
    if mix.worst > 0:
        return mix.worst + 1
    if mix.four and mix.five:
        return 5 if depth == 1 else 4
    return 6 if depth == 1 else 4


def _normal_number(text: str) -> str:
    """A number with its prefix and exponent in lower case, an imaginary one without leading zeros."""
    prefix = text[:2]
    if prefix in ("0X", "0x"):
        head, mark, tail = text[2:].rpartition("P")
        return "0x" + (f"{head}p{tail}" if mark else text[2:])
    if prefix in ("0O", "0o", "0B", "0b"):
        return prefix.lower() + text[2:]
    head, mark, tail = text.rpartition("E")
    if mark:
        return f"{head}e{tail}"
    if text[-1] == "i" and "." not in text and "e" not in text:
        text = text.lstrip("0_")
        return "0i" if text == "i" else text
    return text


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
