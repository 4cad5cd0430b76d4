"""tree-sitter's tree of Go source as the formatter's nodes: files, declarations and statements."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from scaffold.golang.gofmt import nodes as ast
from scaffold.golang.gofmt.nodes import NOWHERE, Expr, Stmt
from scaffold.golang.gofmt.tree_expr import ExprConverter, Unreadable

if TYPE_CHECKING:
    from tree_sitter import Node

_BRANCHES = {
    "break_statement": "break",
    "continue_statement": "continue",
    "goto_statement": "goto",
    "fallthrough_statement": "fallthrough",
}


class Converter(ExprConverter):
    """Makes nodes of one tree."""

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
        stmt = self.stmt(rest[0]) if rest else ast.Empty(node.end_byte, node.end_byte)
        return ast.Labeled(node.start_byte, node.end_byte, self._ident(label), colon, stmt)

    def _empty(self, node: Node) -> Stmt:
        return ast.Empty(node.start_byte, node.end_byte)


def _is_blank(x: Expr) -> bool:
    return isinstance(x, ast.Ident) and x.name == "_"


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
