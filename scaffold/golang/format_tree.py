"""tree-sitter's tree of Go source as the formatter's nodes, simplified as ``gofmt -s`` does on the way."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING

from scaffold.golang import format_nodes as ast
from scaffold.golang.format_nodes import NOWHERE, Expr, Stmt

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
_STRINGS = ("interpreted_string_literal", "raw_string_literal")
_BRANCHES = {
    "break_statement": "break",
    "continue_statement": "continue",
    "goto_statement": "goto",
    "fallthrough_statement": "fallthrough",
}


class Lines:
    """Which line (1-based) a byte offset lies in, and where lines start."""

    __slots__ = ("source", "starts")

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.starts = [0]
        at = source.find(b"\n")
        while at >= 0:
            self.starts.append(at + 1)
            at = source.find(b"\n", at + 1)

    def line(self, offset: int) -> int:
        """The line of `offset`; 0 for ``NOWHERE``."""
        return bisect_right(self.starts, offset)

    def column(self, offset: int) -> int:
        """The 1-based column of `offset` in bytes."""
        return offset - self.starts[bisect_right(self.starts, offset) - 1] + 1


class Comments:
    """The comments of a file in Go's groups, and which of them belong to the line or the declaration beside them."""

    __slots__ = ("_behind", "_lead", "_lines", "groups")

    def __init__(self, lines: Lines, root: Node) -> None:
        self.groups: list[list[ast.Comment]] = []
        self._lines = lines
        self._behind: dict[int, bool] = {}  # end of a token -> does a comment of its line end that line
        self._lead: set[int] = set()  # starts of the tokens right below a comment
        self._collect(root)

    def ends_line(self, end: int) -> bool:
        """Whether the token that ends at `end` has a comment behind it that ends the line."""
        if self._behind.get(end, False):
            return True
        source = self._lines.source
        at = end
        while source[at : at + 1] in (b" ", b"\t"):
            at += 1
        return source[at : at + 1] == b";" and self._behind.get(at + 1, False)

    def leads(self, start: int) -> bool:
        """Whether a comment stands right above the token at `start`."""
        return start in self._lead

    def _collect(self, root: Node) -> None:
        pending: list[ast.Comment] = []
        before: tuple[int, int] | None = None
        cursor = root.walk()
        while True:
            node = cursor.node
            assert node is not None
            kind = node.type
            if kind == "comment":
                text = self._lines.source[node.start_byte : node.end_byte].decode()
                pending.append(ast.Comment(node.start_byte, node.end_byte, text))
            elif kind in _STRINGS or not node.child_count:
                if node.end_byte > node.start_byte and kind != "\n":
                    if pending:
                        self._group(pending, before, node.start_byte)
                        pending = []
                    before = (node.start_byte, node.end_byte)
            elif cursor.goto_first_child():
                continue
            while not cursor.goto_next_sibling():
                if not cursor.goto_parent():
                    if pending:
                        self._group(pending, before, NOWHERE)
                    return

    def _group(self, comments: list[ast.Comment], before: tuple[int, int] | None, after: int) -> None:
        """Group the `comments` between two tokens: those on the first one's line, then by adjacent lines."""
        line = self._lines.line
        at = 0
        if before and line(comments[0].pos) == line(before[1] - 1):
            end = line(comments[0].pos)
            while at < len(comments) and line(comments[at].pos) <= end:
                end = line(comments[at].end)
                at += 1
            self.groups.append(comments[:at])
            following = comments[at].pos if at < len(comments) else after
            alone = following == NOWHERE or line(following) != end
            self._behind[before[1]] = alone and line(before[0]) == line(comments[0].pos)
        while at < len(comments):
            start = at
            end = line(comments[at].pos)
            while at < len(comments) and line(comments[at].pos) <= end + 1:
                end = line(comments[at].end)
                at += 1
            self.groups.append(comments[start:at])
            if at == len(comments) and after != NOWHERE and end + 1 == line(after):
                self._lead.add(after)


class Converter:
    """Makes nodes of one tree. `simplify` applies the rules of ``gofmt -s``."""

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

    # Files and declarations

    def file(self, root: Node) -> ast.File:
        """The whole tree."""
        package = None
        decls: list[ast.Decl] = []
        pos = root.start_byte
        for child in self._named(root):
            if child.type == "package_clause":
                package = self._ident(self._named(child)[0])
                pos = child.start_byte
            elif child.type in ("function_declaration", "method_declaration"):
                decls.append(self._func(child))
            elif child.type.endswith("_declaration"):
                decl = self._gen(child)
                if not (self._simplify and self._is_empty(decl)):
                    decls.append(decl)
            else:
                raise Unreadable(child.start_byte)
        return ast.File(pos, package, decls)

    def _is_empty(self, decl: ast.GenDecl) -> bool:
        if decl.doc or decl.specs:
            return False
        return not any(decl.pos <= group[0].pos and group[-1].end <= decl.end for group in self._comments.groups)

    def _func(self, node: Node) -> ast.FuncDecl:
        body = node.child_by_field_name("body")
        receiver = node.child_by_field_name("receiver")
        return ast.FuncDecl(
            node.start_byte,
            node.end_byte,
            self._fields(receiver) if receiver is not None else None,
            self._ident(self._field(node, "name")),
            self._signature(node),
            self.block(body) if body is not None else None,
            self._comments.leads(node.start_byte),
        )

    def _gen(self, node: Node) -> ast.GenDecl:
        word = node.type.removesuffix("_declaration")
        holder = node
        for child in node.children:
            if child.type.endswith("_spec_list"):
                holder = child
        opening = self._token(holder, "(")
        closing = self._token(holder, ")")
        specs = [self._spec(child) for child in self._named(holder)]
        doc = self._comments.leads(node.start_byte)
        return ast.GenDecl(node.start_byte, node.end_byte, word, opening, specs, closing, doc)

    def _spec(self, node: Node) -> ast.Spec:
        start, end = node.start_byte, node.end_byte
        kind = node.type
        if kind == "import_spec":
            name = node.child_by_field_name("name")
            path = self.expr(self._field(node, "path"))
            assert isinstance(path, ast.Literal)
            return ast.ImportSpec(start, end, self._ident(name) if name is not None else None, path)
        type_ = node.child_by_field_name("type")
        if kind in ("type_spec", "type_alias"):
            params = node.child_by_field_name("type_parameters")
            return ast.TypeSpec(
                start,
                end,
                self._ident(self._field(node, "name")),
                self._fields(params) if params is not None else None,
                kind == "type_alias",
                self.expr(self._field(node, "type")),
            )
        if kind not in ("const_spec", "var_spec"):
            raise Unreadable(start)
        return ast.ValueSpec(
            start,
            end,
            self._names(node),
            self.expr(type_) if type_ is not None else None,
            self._exprs(node.child_by_field_name("value")),
            self._comments.ends_line(end),
        )

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
            # An arrow belongs to the leftmost channel that can have it; tree-sitter sometimes gives it to the right one.
            inner = self._chan_from(value, self._token(value, "chan"), NOWHERE)
            return ast.ChanType(start, node.end_byte, "send", value.start_byte, inner)
        direction = "both" if arrow == NOWHERE else "receive" if arrow == start else "send"
        return ast.ChanType(start, node.end_byte, direction, arrow, self.expr(value))

    # Statements

    def block(self, node: Node) -> ast.Block:
        """A block in braces."""
        items: list[Stmt] = []
        for child in self._named(node):
            items.extend(self.statements(child))
        return ast.Block(node.start_byte, node.end_byte, items)

    def statements(self, node: Node) -> list[Stmt]:
        """The statements of a ``statement_list``."""
        if node.type == "statement_list":
            return [self.stmt(child) for child in self._named(node)]
        return [self.stmt(node)]

    def stmt(self, node: Node) -> Stmt:
        """One statement."""
        kind = node.type
        if kind in _BRANCHES:
            label = self._named(node)
            name = self._ident(label[0]) if label else None
            return ast.Branch(node.start_byte, node.end_byte, _BRANCHES[kind], name)
        handler = _STATEMENTS.get(kind)
        if handler is not None:
            return handler(self, node)
        if kind.endswith("_declaration"):
            return self._gen(node)
        return ast.Simple(node.start_byte, node.end_byte, self.expr(node))

    def _maybe_stmt(self, node: Node, field: str) -> Stmt | None:
        child = node.child_by_field_name(field)
        return self.stmt(child) if child is not None and child.type != "empty_statement" else None

    def _maybe_expr(self, node: Node, field: str) -> Expr | None:
        child = node.child_by_field_name(field)
        return self.expr(child) if child is not None else None

    def _simple(self, node: Node) -> Stmt:
        return ast.Simple(node.start_byte, node.end_byte, self._only(node))

    def _send(self, node: Node) -> Stmt:
        channel, value = self.expr(self._field(node, "channel")), self.expr(self._field(node, "value"))
        return ast.Send(node.start_byte, node.end_byte, channel, self._token(node, "<-"), value)

    def _step(self, node: Node) -> Stmt:
        op = "++" if node.type == "inc_statement" else "--"
        return ast.Step(node.start_byte, node.end_byte, self._only(node), op, self._token(node, op))

    def _assign(self, node: Node) -> Stmt:
        operator = node.child_by_field_name("operator")
        left = self._exprs(node.child_by_field_name("left"))
        right = self._exprs(self._field(node, "right"))
        if operator is not None:
            op, at = self._text(operator), operator.start_byte
        else:
            op, at = ":=", self._token(node, ":=")
            if at == NOWHERE:
                op, at = "=", self._token(node, "=")
        if not left:
            return ast.Simple(node.start_byte, node.end_byte, right[0])
        return ast.Assign(node.start_byte, node.end_byte, left, op, at, right)

    def _spawn(self, node: Node) -> Stmt:
        word = node.type.removesuffix("_statement")
        return ast.Spawn(node.start_byte, node.end_byte, word, self._only(node))

    def _return(self, node: Node) -> Stmt:
        values = self._named(node)
        return ast.Return(node.start_byte, node.end_byte, self._exprs(values[0]) if values else [])

    def _if(self, node: Node) -> Stmt:
        return ast.If(
            node.start_byte,
            node.end_byte,
            self._maybe_stmt(node, "initializer"),
            self.expr(self._field(node, "condition")),
            self.block(self._field(node, "consequence")),
            self._maybe_stmt(node, "alternative"),
        )

    def _for(self, node: Node) -> Stmt:
        body = self.block(self._field(node, "body"))
        head = self._named(node)[0]
        start, end = node.start_byte, node.end_byte
        if head.type == "range_clause":
            left = self._exprs(head.child_by_field_name("left"))
            if self._simplify and len(left) > 1 and _is_blank(left[1]):
                left = left[:1]
            if self._simplify and len(left) == 1 and _is_blank(left[0]):
                left = []
            op = ":=" if self._token(head, ":=") != NOWHERE else "="
            key, value = [*left, None, None][:2]
            x = self.expr(self._field(head, "right"))
            return ast.Range(start, end, key, value, op, self._token(head, op), x, body)
        if head.type == "for_clause":
            init, post = self._maybe_stmt(head, "initializer"), self._maybe_stmt(head, "update")
            return ast.For(start, end, init, self._maybe_expr(head, "condition"), post, body)
        condition = self.expr(head) if head.type != "block" else None
        return ast.For(start, end, None, condition, None, body)

    def _switch(self, node: Node) -> Stmt:
        init, body = self._maybe_stmt(node, "initializer"), self._clauses(node)
        return ast.Switch(node.start_byte, node.end_byte, init, self._maybe_expr(node, "value"), body)

    def _type_switch(self, node: Node) -> Stmt:
        x = self.expr(self._field(node, "value"))
        paren = next(child for child in node.children if child.type == "(" and child.start_byte >= x.end)
        close = next(child for child in node.children if child.type == ")" and child.start_byte > paren.start_byte)
        guard = ast.Assert(x.pos, close.end_byte, x, paren.start_byte, None)
        head: Stmt = ast.Simple(guard.pos, guard.end, guard)
        names = self._exprs(node.child_by_field_name("alias"))
        if names:
            head = ast.Assign(names[0].pos, guard.end, names, ":=", self._token(node, ":="), [guard])
        init = self._maybe_stmt(node, "initializer")
        return ast.TypeSwitch(node.start_byte, node.end_byte, init, head, self._clauses(node))

    def _select(self, node: Node) -> Stmt:
        return ast.Select(node.start_byte, node.end_byte, self._clauses(node))

    def _clauses(self, node: Node) -> ast.Block:
        brace = next(child for child in reversed(node.children) if child.type == "{")
        items: list[Stmt] = []
        for child in self._named(node):
            if child.start_byte < brace.start_byte:
                continue
            colon = self._token(child, ":")
            body: list[Stmt] = []
            for part in self._named(child):
                if part.start_byte > colon:
                    body.extend(self.statements(part))
            start, end = child.start_byte, child.end_byte
            if node.type == "select_statement":
                items.append(ast.Comm(start, end, self._maybe_stmt(child, "communication"), colon, body))
                continue
            listed: list[Expr] | None = None
            if child.type == "expression_case":
                listed = self._exprs(self._field(child, "value"))
            elif child.type == "type_case":
                listed = [self.expr(one) for one in child.children_by_field_name("type") if one.is_named]
            items.append(ast.Case(start, end, listed, colon, body))
        return ast.Block(brace.start_byte, node.end_byte, items)

    def _labeled(self, node: Node) -> Stmt:
        label, *rest = self._named(node)
        colon = self._token(node, ":")
        stmt = self.stmt(rest[0]) if rest else ast.Empty(node.end_byte, node.end_byte, True)
        return ast.Labeled(node.start_byte, node.end_byte, self._ident(label), colon, stmt)

    def _empty(self, node: Node) -> Stmt:
        return ast.Empty(node.start_byte, node.end_byte, False)


class Unreadable(Exception):
    """The tree holds something that is no Go; `offset` is where."""

    def __init__(self, offset: int) -> None:
        self.offset = offset
        super().__init__(offset)


def _is_blank(x: Expr) -> bool:
    return isinstance(x, ast.Ident) and x.name == "_"


def _leaves(node: Node) -> list[bytes | None]:
    """The tokens of a node, comments aside."""
    found: list[bytes | None] = []
    todo = [node]
    while todo:
        one = todo.pop()
        if one.type == "comment":
            continue
        if one.child_count and one.type not in _STRINGS:
            todo.extend(reversed(one.children))
        else:
            found.append(one.text)
    return found


_EXPRESSIONS: dict[str, Callable[[Converter, Node], Expr]] = {
    **dict.fromkeys(
        (
            *("identifier", "blank_identifier", "type_identifier", "field_identifier", "package_identifier"),
            *("nil", "true", "false", "iota", "dot", "label_name"),
        ),
        Converter._ident,
    ),
    "parenthesized_expression": Converter._paren,
    "parenthesized_type": Converter._paren,
    "binary_expression": Converter._binary,
    "type_constraint": Converter._alternatives,
    "type_elem": Converter._alternatives,
    "unary_expression": Converter._unary,
    "negated_type": Converter._tilde,
    "pointer_type": Converter._pointer,
    "selector_expression": Converter._selector,
    "qualified_type": Converter._qualified,
    "index_expression": Converter._index,
    "generic_type": Converter._generic,
    "type_instantiation_expression": Converter._instantiation,
    "slice_expression": Converter._slice,
    "type_assertion_expression": Converter._assertion,
    "call_expression": Converter._call,
    "type_conversion_expression": Converter._conversion,
    "composite_literal": Converter._composite,
    "literal_value": Converter._bare_literal,
    "literal_element": Converter._only,
    "func_literal": Converter._func_literal,
    "function_type": Converter._signature,
    "array_type": Converter._array,
    "implicit_length_array_type": Converter._array,
    "slice_type": Converter._array,
    "struct_type": Converter._struct,
    "interface_type": Converter._interface,
    "map_type": Converter._map,
    "channel_type": Converter._chan,
}

_STATEMENTS: dict[str, Callable[[Converter, Node], Stmt]] = {
    "block": Converter.block,
    "expression_statement": Converter._simple,
    "send_statement": Converter._send,
    "receive_statement": Converter._assign,
    "inc_statement": Converter._step,
    "dec_statement": Converter._step,
    "assignment_statement": Converter._assign,
    "short_var_declaration": Converter._assign,
    "labeled_statement": Converter._labeled,
    "return_statement": Converter._return,
    "go_statement": Converter._spawn,
    "defer_statement": Converter._spawn,
    "if_statement": Converter._if,
    "for_statement": Converter._for,
    "expression_switch_statement": Converter._switch,
    "type_switch_statement": Converter._type_switch,
    "select_statement": Converter._select,
    "empty_statement": Converter._empty,
}
