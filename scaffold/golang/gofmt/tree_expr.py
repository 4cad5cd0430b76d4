"""tree-sitter's expressions, types and signatures as the formatter's nodes, simplified as ``gofmt -s`` does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from scaffold.golang.gofmt import nodes as ast
from scaffold.golang.gofmt.lines import STRINGS, Comments, Lines
from scaffold.golang.gofmt.nodes import NOWHERE, Expr

if TYPE_CHECKING:
    from tree_sitter import Node

_KINDS = {
    "int_literal": "INT",
    "float_literal": "FLOAT",
    "imaginary_literal": "IMAG",
    "rune_literal": "CHAR",
    "interpreted_string_literal": "STRING",
    "raw_string_literal": "STRING",
}


class Unreadable(Exception):
    """The tree holds something that is no Go; `offset` is where."""

    def __init__(self, offset: int) -> None:
        self.offset = offset
        super().__init__(offset)


class ExprConverter:
    """Makes nodes of expressions and types. `simplify` applies the rules of ``gofmt -s``."""

    def __init__(self, lines: Lines, comments: Comments, *, simplify: bool) -> None:
        self._lines = lines
        self._comments = comments
        self._simplify = simplify

    # Helpers

    def _text(self, node: Node) -> str:
        return self._lines.source[node.start_byte : node.end_byte].decode()

    @staticmethod
    def _named(node: Node) -> list[Node]:
        return [child for child in node.named_children if child.type != "comment"]

    @staticmethod
    def _field(node: Node, name: str) -> Node:
        child = node.child_by_field_name(name)
        if child is None:
            raise Unreadable(node.start_byte)
        return child

    @staticmethod
    def _token(node: Node, *kinds: str) -> int:
        """Where the first of the tokens `kinds` stands among the node's children."""
        for child in node.children:
            if child.type in kinds:
                return child.start_byte
        return NOWHERE

    def _ident(self, node: Node) -> ast.Ident:
        return ast.Ident(node.start_byte, node.end_byte, self._text(node))

    def _exprs(self, node: Node | None) -> list[Expr]:
        """The expressions of an ``expression_list``, or the one expression."""
        if node is None:
            return []
        if node.type == "expression_list":
            return [self.expr(child) for child in self._named(node)]
        return [self.expr(node)]

    def block(self, node: Node) -> ast.Block:
        """A block in braces."""
        raise NotImplementedError

    def _names(self, node: Node) -> list[ast.Ident]:
        return [self._ident(child) for child in node.children_by_field_name("name") if child.is_named]

    # Signatures and fields

    def _signature(self, node: Node) -> ast.FuncType:
        params = self._field(node, "parameters")
        type_params = node.child_by_field_name("type_parameters")
        result = node.child_by_field_name("result")
        results = None
        if result is not None and result.type == "parameter_list":
            results = self._fields(result)
        elif result is not None:
            type_ = self.expr(result)
            field = ast.Field(type_.pos, type_.end, [], type_, None, False)
            results = ast.Fields(NOWHERE, NOWHERE, [field])
        return ast.FuncType(
            node.start_byte,
            (result if result is not None else params).end_byte,
            self._fields(type_params) if type_params is not None else None,
            self._fields(params),
            results,
        )

    def _fields(self, node: Node) -> ast.Fields:
        return ast.Fields(node.start_byte, node.end_byte, [self._one_field(child) for child in self._named(node)])

    def _one_field(self, node: Node) -> ast.Field:
        start, end = node.start_byte, node.end_byte
        kind = node.type
        comment = self._comments.ends_line(end)
        if kind == "method_elem":
            return ast.Field(start, end, [self._ident(self._field(node, "name"))], self._signature(node), None, comment)
        if kind in ("type_elem", "type_constraint"):
            return ast.Field(start, end, [], self.expr(node), None, comment)
        if kind not in (
            "field_declaration",
            "parameter_declaration",
            "variadic_parameter_declaration",
            "type_parameter_declaration",
        ):
            raise Unreadable(start)
        type_ = self.expr(self._field(node, "type"))
        star = self._token(node, "*", "...")
        if star != NOWHERE:
            wrap: Callable[[int, int, Expr], Expr] = ast.Star if kind == "field_declaration" else ast.Ellipsis
            type_ = wrap(star, type_.end, type_)
        tag_node = node.child_by_field_name("tag")
        tag = self.expr(tag_node) if tag_node is not None else None
        assert tag is None or isinstance(tag, ast.Literal)
        return ast.Field(start, end, self._names(node), type_, tag, comment)

    # Expressions and types

    def expr(self, node: Node) -> Expr:
        """An expression or a type."""
        kind = node.type
        if kind in _KINDS:
            return ast.Literal(node.start_byte, node.end_byte, self._text(node), _KINDS[kind])
        handler = _EXPRESSIONS.get(kind)
        if handler is None:
            raise Unreadable(node.start_byte)
        return handler(self, node)

    def _only(self, node: Node) -> Expr:
        return self.expr(self._named(node)[0])

    def _paren(self, node: Node) -> Expr:
        return ast.Paren(node.start_byte, node.end_byte, self._only(node))

    def _binary(self, node: Node) -> Expr:
        # Iterative: a sum of a thousand terms is a tree a thousand deep.
        pending = []
        while node.type == "binary_expression":
            pending.append(node)
            node = self._field(node, "left")
        left = self.expr(node)
        for one in reversed(pending):
            operator = self._field(one, "operator")
            right = self.expr(self._field(one, "right"))
            op = self._text(operator)
            left = ast.Binary(one.start_byte, one.end_byte, left, op, operator.start_byte, right)
        return left

    def _alternatives(self, node: Node) -> Expr:
        parts = [child for child in node.children if child.type != "comment"]
        left = self.expr(parts[0])
        for bar, term in zip(parts[1::2], parts[2::2], strict=True):
            right = self.expr(term)
            left = ast.Binary(left.pos, right.end, left, "|", bar.start_byte, right)
        return left

    def _unary(self, node: Node) -> Expr:
        operand = self.expr(self._field(node, "operand"))
        op = self._text(self._field(node, "operator"))
        if op == "*":
            return ast.Star(node.start_byte, node.end_byte, operand)
        return ast.Unary(node.start_byte, node.end_byte, op, operand)

    def _tilde(self, node: Node) -> Expr:
        return ast.Unary(node.start_byte, node.end_byte, "~", self._only(node))

    def _pointer(self, node: Node) -> Expr:
        return ast.Star(node.start_byte, node.end_byte, self._only(node))

    def _selector(self, node: Node) -> Expr:
        operand = self.expr(self._field(node, "operand"))
        return ast.Selector(node.start_byte, node.end_byte, operand, self._ident(self._field(node, "field")))

    def _qualified(self, node: Node) -> Expr:
        package = self._ident(self._field(node, "package"))
        return ast.Selector(node.start_byte, node.end_byte, package, self._ident(self._field(node, "name")))

    def _index(self, node: Node) -> Expr:
        operand = self.expr(self._field(node, "operand"))
        item = self.expr(self._field(node, "index"))
        return ast.Index(node.start_byte, node.end_byte, operand, self._token(node, "["), [item])

    def _generic(self, node: Node) -> Expr:
        args = self._field(node, "type_arguments")
        return self._instance(self.expr(self._field(node, "type")), args)

    def _instance(self, generic: Expr, args: Node) -> ast.Index:
        items = [self.expr(child) for child in self._named(args)]
        return ast.Index(generic.pos, args.end_byte, generic, args.start_byte, items)

    def _instantiation(self, node: Node) -> Expr:
        generic, *items = [self.expr(child) for child in self._named(node)]
        return ast.Index(node.start_byte, node.end_byte, generic, self._token(node, "["), items)

    def _slice(self, node: Node) -> Expr:
        operand_node = self._field(node, "operand")
        bounds: list[Expr | None] = []
        for name in ("start", "end", "capacity"):
            bound = node.child_by_field_name(name)
            if bound is not None and name == "end" and self._is_length(operand_node, bound, node):
                bound = None
            if bound is not None or name != "capacity":
                bounds.append(self.expr(bound) if bound is not None else None)
        operand = self.expr(operand_node)
        return ast.SliceOf(node.start_byte, node.end_byte, operand, self._token(node, "["), bounds)

    def _is_length(self, operand: Node, bound: Node, node: Node) -> bool:
        """Whether ``s[a:len(s)]`` may lose its upper bound."""
        if not self._simplify or operand.type != "identifier" or node.child_by_field_name("capacity") is not None:
            return False
        return _leaves(bound) == [b"len", b"(", operand.text, b")"]

    def _assertion(self, node: Node) -> Expr:
        operand = self.expr(self._field(node, "operand"))
        type_ = self.expr(self._field(node, "type"))
        return ast.Assert(node.start_byte, node.end_byte, operand, self._token(node, "("), type_)

    def _call(self, node: Node) -> Expr:
        fun = self.expr(self._field(node, "function"))
        type_args = node.child_by_field_name("type_arguments")
        if type_args is not None:
            fun = self._instance(fun, type_args)
        arguments = self._field(node, "arguments")
        ellipsis = NOWHERE
        args = []
        for child in self._named(arguments):
            if child.type == "variadic_argument":
                ellipsis = self._token(child, "...")
                args.append(self._only(child))
            else:
                args.append(self.expr(child))
        return ast.Call(node.start_byte, node.end_byte, fun, arguments.start_byte, args, ellipsis)

    def _conversion(self, node: Node) -> Expr:
        fun = self.expr(self._field(node, "type"))
        args = [self.expr(self._field(node, "operand"))]
        return ast.Call(node.start_byte, node.end_byte, fun, self._token(node, "("), args, NOWHERE)

    def _composite(self, node: Node) -> Expr:
        type_node = self._field(node, "type")
        return self._literal(self._field(node, "body"), type_node, self.expr(type_node))

    def _bare_literal(self, node: Node) -> Expr:
        return self._literal(node, None, None)

    def _literal(self, body: Node, type_node: Node | None, type_: Expr | None) -> ast.Composite:
        key_type = elem_type = None
        if self._simplify and type_node is not None:
            elem_type = type_node.child_by_field_name("element")
            if type_node.type == "map_type":
                key_type = self._field(type_node, "key")
                elem_type = self._field(type_node, "value")
        items: list[Expr] = []
        for child in self._named(body):
            if child.type == "keyed_element":
                key = self._element(self._field(child, "key"), key_type)
                value = self._element(self._field(child, "value"), elem_type)
                items.append(ast.KeyValue(key.pos, value.end, key, self._token(child, ":"), value))
            else:
                items.append(self._element(child, elem_type))
        pos = type_.pos if type_ is not None else body.start_byte
        return ast.Composite(pos, body.end_byte, type_, body.start_byte, items)

    def _element(self, node: Node, type_node: Node | None) -> Expr:
        """An element of a composite literal, without a type that the literal's own type implies."""
        inner = self._named(node)[0]
        x = self.expr(inner)
        if type_node is None:
            return x
        if isinstance(x, ast.Composite) and x.type is not None:
            if _leaves(self._field(inner, "type")) == _leaves(type_node):
                return x._replace(pos=x.brace, type=None)
        elif type_node.type == "pointer_type" and isinstance(x, ast.Unary) and x.op == "&":
            pointee = self._field(inner, "operand")
            literal = x.x if pointee.type == "composite_literal" else None
            if isinstance(literal, ast.Composite):
                pointed_at = _leaves(type_node)[1:]
                if _leaves(self._field(pointee, "type")) == pointed_at:
                    return literal._replace(pos=literal.brace, type=None)
        return x

    def _func_literal(self, node: Node) -> Expr:
        return ast.FuncLit(node.start_byte, node.end_byte, self._signature(node), self.block(self._field(node, "body")))

    def _array(self, node: Node) -> Expr:
        length: Expr | None = None
        if node.type == "array_type":
            length = self.expr(self._field(node, "length"))
        elif node.type == "implicit_length_array_type":
            at = self._token(node, "...")
            length = ast.Ellipsis(at, at + 3, None)
        return ast.ArrayType(node.start_byte, node.end_byte, length, self.expr(self._field(node, "element")))

    def _struct(self, node: Node) -> Expr:
        return ast.StructType(node.start_byte, node.end_byte, self._fields(self._named(node)[0]))

    def _interface(self, node: Node) -> Expr:
        opening = self._token(node, "{")
        items = [self._one_field(child) for child in self._named(node)]
        return ast.InterfaceType(node.start_byte, node.end_byte, ast.Fields(opening, node.end_byte, items))

    def _map(self, node: Node) -> Expr:
        key, value = self.expr(self._field(node, "key")), self.expr(self._field(node, "value"))
        return ast.MapType(node.start_byte, node.end_byte, key, value)

    def _chan(self, node: Node) -> Expr:
        return self._chan_from(node, node.start_byte, self._token(node, "<-"))

    def _chan_from(self, node: Node, start: int, arrow: int) -> Expr:
        """A channel type that begins at `start`, which is later than its node's where an arrow was taken from it."""
        value = self._field(node, "value")
        if arrow == NOWHERE and value.type == "channel_type" and value.start_byte == self._token(value, "<-"):
            # An arrow belongs to the leftmost channel that can have it; tree-sitter may give it to the right one.
            inner = self._chan_from(value, self._token(value, "chan"), NOWHERE)
            return ast.ChanType(start, node.end_byte, "send", value.start_byte, inner)
        direction = "both" if arrow == NOWHERE else "receive" if arrow == start else "send"
        return ast.ChanType(start, node.end_byte, direction, arrow, self.expr(value))


def _leaves(node: Node) -> list[bytes | None]:
    """The tokens of a node, comments aside."""
    found: list[bytes | None] = []
    todo = [node]
    while todo:
        one = todo.pop()
        if one.type == "comment":
            continue
        if one.child_count and one.type not in STRINGS:
            todo.extend(reversed(one.children))
        else:
            found.append(one.text)
    return found


_EXPRESSIONS: dict[str, Callable[[ExprConverter, Node], Expr]] = {
    **dict.fromkeys(
        (
            *("identifier", "blank_identifier", "type_identifier", "field_identifier", "package_identifier"),
            *("nil", "true", "false", "iota", "dot", "label_name"),
        ),
        ExprConverter._ident,
    ),
    "parenthesized_expression": ExprConverter._paren,
    "parenthesized_type": ExprConverter._paren,
    "binary_expression": ExprConverter._binary,
    "type_constraint": ExprConverter._alternatives,
    "type_elem": ExprConverter._alternatives,
    "unary_expression": ExprConverter._unary,
    "negated_type": ExprConverter._tilde,
    "pointer_type": ExprConverter._pointer,
    "selector_expression": ExprConverter._selector,
    "qualified_type": ExprConverter._qualified,
    "index_expression": ExprConverter._index,
    "generic_type": ExprConverter._generic,
    "type_instantiation_expression": ExprConverter._instantiation,
    "slice_expression": ExprConverter._slice,
    "type_assertion_expression": ExprConverter._assertion,
    "call_expression": ExprConverter._call,
    "type_conversion_expression": ExprConverter._conversion,
    "composite_literal": ExprConverter._composite,
    "literal_value": ExprConverter._bare_literal,
    "literal_element": ExprConverter._only,
    "func_literal": ExprConverter._func_literal,
    "function_type": ExprConverter._signature,
    "array_type": ExprConverter._array,
    "implicit_length_array_type": ExprConverter._array,
    "slice_type": ExprConverter._array,
    "struct_type": ExprConverter._struct,
    "interface_type": ExprConverter._interface,
    "map_type": ExprConverter._map,
    "channel_type": ExprConverter._chan,
}
