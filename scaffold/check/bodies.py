"""Which function bodies and initialisers of the plan are copied: simple ones in which every name resolves."""

from __future__ import annotations

from typing import Any

from scaffold.check.code_scope import CodeScope, Unsure
from scaffold.check.code_types import Expressions, Value, single
from scaffold.golang.ast import FuncDecl, Name, Slice, Type
from scaffold.golang.expressions import block

_MAX_STATEMENTS = 60
"""A body with more of them is not simple."""


class Body:
    """Reads one body. Raises `Unsure` where it is not simple or may not compile."""

    def __init__(self, scope: CodeScope, decl: FuncDecl) -> None:
        self.scope = scope
        self.expressions = Expressions(scope)
        self.decl = decl
        self.statements = 0

    def read(self, own: Type | None) -> None:
        """Read it all. `own` is the receiver's type."""
        root = block(self.decl.body.value)
        if root is None:
            raise Unsure("it cannot be read")
        receiver = self.decl.receiver
        if receiver is not None and receiver.name and own is not None:
            self.scope.declare(receiver.name, own, False)
        for param in self.decl.params:
            if param.name:
                t: Type = Slice(param.type, param.span) if param.variadic else param.type
                self.scope.declare(param.name, t, False)
        for result in self.decl.results:
            if result.name:
                self.scope.declare(result.name, result.type, False)
        ends = self.block(root)
        if self.decl.results and not ends:
            raise Unsure("it may end without a return")

    def block(self, node: Any) -> bool:
        """Statements of a block in a scope of their own; whether the last one ends the function."""
        self.scope.enter()
        ends = False
        for statement in _statements(node):
            if ends:
                raise Unsure("it has code that is never reached")
            ends = self.statement(statement)
        self.scope.leave()
        return ends

    def statement(self, node: Any) -> bool:
        """One statement; whether it ends the function."""
        self.statements += 1
        if self.statements > _MAX_STATEMENTS:
            raise Unsure("it is long")
        handler = getattr(self, f"_{node.type}", None)
        if handler is None:
            raise Unsure(f"it has a {node.type.replace('_', ' ')}")
        return bool(handler(node))

    def _block(self, node: Any) -> bool:
        return self.block(node)

    def _return_statement(self, node: Any) -> bool:
        values = self._list(node.named_children[0]) if node.named_children else []
        results = self.decl.results
        if not values:
            if results and not results[0].name:
                raise Unsure("it returns nothing where results are due")
            return True
        if len(values) == 1 and len(results) > 1 and len(values[0].types) == len(results):
            values = [Value((t,)) for t in values[0].types]
        if len(values) != len(results):
            raise Unsure("it returns the wrong number of results")
        for result, value in zip(results, values, strict=True):
            self.expressions.assign(result.type, value)
        return True

    def _list(self, node: Any) -> list[Value]:
        nodes = node.named_children if node.type == "expression_list" else [node]
        return [self.expressions.value(child) for child in nodes if child.type != "comment"]

    def _expression_statement(self, node: Any) -> bool:
        inner = node.named_children[0]
        if inner.type != "call_expression":
            raise Unsure("it has an expression that nobody uses")
        function = inner.child_by_field_name("function").text.decode()
        builtin = self.scope.is_builtin(function)
        if builtin and function != "panic":
            raise Unsure(f"it calls {function} for nothing")
        called = self.expressions.value(inner)
        if not called.types and not builtin:
            return False
        # vet's unusedresult and a conversion that nobody uses are not worth telling apart.
        if called.types and function.partition(".")[0] in ("fmt", "errors", "strings", "sort", "context"):
            raise Unsure("it drops a result")
        return builtin

    def _assignment_statement(self, node: Any) -> bool:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        operator = node.child_by_field_name("operator").type
        if left.text == right.text:
            raise Unsure("it assigns something to itself")
        targets = [child for child in left.named_children if child.type != "comment"]
        values = self._list(right)
        if len(values) == 1 and len(targets) == len(values[0].types) > 1:
            values = [Value((t,)) for t in values[0].types]
        if len(values) != len(targets):
            raise Unsure("it assigns the wrong number of values")
        for target, value in zip(targets, values, strict=True):
            if target.type == "identifier" and target.text == b"_":
                single(value)
                continue
            t = self._target(target)
            if operator == "=":
                self.expressions.assign(t, value)
            elif operator in ("+=", "-=", "*="):
                self.expressions.assign(t, value)
                under = self.scope.facts.under(t)
                if not isinstance(under, Name) or under.name == "bool" or (under.name == "string" and operator != "+="):
                    raise Unsure(f"it has the operator {operator}")
            else:
                raise Unsure(f"it has the operator {operator}")
        return False

    def _target(self, node: Any) -> Type:
        if node.type == "identifier":
            local = self.scope.local(node.text.decode(), use=False)
            if local is not None:
                return local
        value = self.expressions.value(node)
        if not value.settable:
            raise Unsure("it assigns to what is no variable")
        return single(value)

    def _short_var_declaration(self, node: Any) -> bool:
        names = [child.text.decode() for child in node.child_by_field_name("left").named_children]
        values = self._list(node.child_by_field_name("right"))
        if len(values) == 1 and len(names) == len(values[0].types) > 1:
            values = [Value((t,)) for t in values[0].types]
        if len(values) != len(names):
            raise Unsure("it declares the wrong number of variables")
        fresh = False
        for name, value in zip(names, values, strict=True):
            old = self.scope.declared_here(name)
            if old is not None:
                self.expressions.assign(old, value)
            else:
                fresh = fresh or name != "_"
                self.scope.declare(name, single(value))
        if not fresh:
            raise Unsure("it declares nothing new")
        return False

    def _var_declaration(self, node: Any) -> bool:
        for spec in node.named_children:
            if spec.type != "var_spec":
                raise Unsure("it has a group of variables")
            of, given = spec.child_by_field_name("type"), spec.child_by_field_name("value")
            names = [child.text.decode() for child in spec.children_by_field_name("name") if child.type == "identifier"]
            t = self.scope.type_of(of.text.decode()) if of is not None else None
            values = self._list(given) if given is not None else []
            if values and len(values) != len(names):
                raise Unsure("it declares the wrong number of variables")
            for at, name in enumerate(names):
                if t is None:
                    self.scope.declare(name, single(values[at]))
                    continue
                if values:
                    self.expressions.assign(t, values[at])
                self.scope.declare(name, t)
        return False

    def _inc_statement(self, node: Any) -> bool:
        under = self.scope.facts.under(self._target(node.named_children[0]))
        if not isinstance(under, Name) or under.name in ("string", "bool"):
            raise Unsure("it counts what is no number")
        return False

    _dec_statement = _inc_statement

    def _if_statement(self, node: Any) -> bool:
        self.scope.enter()
        first = node.child_by_field_name("initializer")
        if first is not None:
            self.statement(first)
        condition = self.expressions.value(node.child_by_field_name("condition"))
        under = self.scope.facts.under(single(condition))
        if not isinstance(under, Name) or under.name != "bool":
            raise Unsure("it has a condition that is no bool")
        ends = self.block(node.child_by_field_name("consequence"))
        other = node.child_by_field_name("alternative")
        other_ends = self.statement(other) if other is not None else False
        self.scope.leave()
        return ends and other_ends

    def _expression_switch_statement(self, node: Any) -> bool:
        self.scope.enter()
        if node.child_by_field_name("initializer") is not None:
            raise Unsure("it has a switch with a statement")
        subject = node.child_by_field_name("value")
        t = single(self.expressions.value(subject)) if subject is not None else None
        seen: set[bytes] = set()
        ends, default = True, False
        for case in node.named_children:
            if case.type not in ("expression_case", "default_case"):
                continue
            self.scope.enter()
            last = False
            default = default or case.type == "default_case"
            for child in case.named_children:
                if (
                    child.type == "expression_list"
                    and case.type == "expression_case"
                    and child == case.named_children[0]
                ):
                    for option in child.named_children:
                        if option.text in seen:
                            raise Unsure("it has one case twice")
                        seen.add(option.text)
                        value = self.expressions.value(option)
                        self.expressions.assign(t or Name("", "bool", (), self.decl.span), value)
                elif child.type == "statement_list":
                    for statement in _statements(child):
                        if last:
                            raise Unsure("it has code that is never reached")
                        last = self.statement(statement)
                elif child.type != "comment":
                    last = self.statement(child)
            self.scope.leave()
            ends = ends and last
        self.scope.leave()
        return ends and default


def _statements(node: Any) -> list[Any]:
    found = []
    for child in node.named_children:
        if child.type == "statement_list":
            found += _statements(child)
        elif child.type not in ("comment", "empty_statement"):
            found.append(child)
    return found
