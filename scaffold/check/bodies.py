"""Which function bodies of the plan are copied: those that certainly compile, and that vet has nothing against."""

from __future__ import annotations

from typing import Any

from scaffold.check.body_flow import Flow, statements
from scaffold.check.code_locals import Meaning, Unsure
from scaffold.check.code_names import plain_text
from scaffold.check.code_scope import CodeScope
from scaffold.check.code_types import Expressions
from scaffold.check.code_value import Value, shiftable
from scaffold.check.code_vet import drops_result, makes_cancel
from scaffold.golang.ast import Chan, Func, FuncDecl, Name, Param, Slice, Type
from scaffold.golang.expressions import BEFORE_BODY, block

_MAX_STATEMENTS = 200
"""A body with more of them is not simple."""
_PRINTING = ("String", "Error", "GoString", "Format")
_OF_NUMBERS = ("+=", "-=", "*=", "/=")
_OF_WHOLE = ("%=", "&=", "|=", "^=", "&^=", "<<=", ">>=")
_FOR_NOTHING = ("copy", "delete", "clear", "close", "print", "println", "recover")


class Body(Flow):
    """Reads one body. Raises `Unsure` where it is not simple or may not compile."""

    def __init__(self, scope: CodeScope, decl: FuncDecl) -> None:
        self.scope = scope
        self.facts = scope.facts
        self.expressions = Expressions(scope, self._literal)
        self.expressions.strict = True
        self.decl = decl
        self.results = decl.results
        self.root = 0
        self.count = 0
        self.targets: list[list[bool]] = []
        # Functions that cancel contexts, until a deferred call settles that they are called.
        self.cancels: set[str] = set()

    def read(self, own: Type | None) -> None:
        """Read it all. `own` is the receiver's type."""
        root = block(self.decl.body.value)
        self.scope.read(self.decl.body, BEFORE_BODY)
        if root is None:
            raise Unsure("it cannot be read")
        self.scope.enter()
        receiver = self.decl.receiver
        if receiver is not None and receiver.name and own is not None:
            self.scope.declare(receiver.name, own, False)
            if self.decl.name in _PRINTING:
                self.expressions.printed = receiver.name
        self._function(self.decl.params, self.decl.results, root)
        self.scope.leave()
        if self.cancels:
            raise Unsure("it may not call what cancels a context")

    def _function(self, params: tuple[Param, ...], results: tuple[Param, ...], root: Any) -> None:
        """A body in the open scope, which it shares with its parameters."""
        kept = self.results, self.root, self.targets
        self.results, self.root, self.targets = results, self.scope.depth, []
        for param in params:
            if param.name:
                t: Type = Slice(param.type, param.span) if param.variadic else param.type
                self.scope.declare(param.name, t, False)
        for result in results:
            if result.name:
                self.scope.declare(result.name, result.type, False)
        ends = self.sequence(statements(root))
        if results and not ends:
            raise Unsure("it may end without a return")
        self.results, self.root, self.targets = kept

    def _literal(self, node: Any) -> Value:
        """A function literal: a body of its own that sees what is around it."""
        body = node.child_by_field_name("body")
        header = node.text[: body.start_byte - node.start_byte].decode().rstrip()
        written = self.scope.written(node)
        t = self.scope.type_in(written.part(0, len(header)) if written is not None else plain_text(header))
        if not isinstance(t, Func):
            raise Unsure("it has a func literal")
        names = [param.name for param in (*t.params, *t.results) if param.name not in ("", "_")]
        if len(set(names)) != len(names):
            raise Unsure("it has a func literal with two parameters of one name")
        printed, self.expressions.printed = self.expressions.printed, ""
        self.scope.enter()
        self._function(t.params, t.results, body)
        self.scope.leave()
        self.expressions.printed = printed
        return Value((t,), fresh=True)

    def sequence(self, nodes: list[Any]) -> bool:
        """Statements one behind the other; whether the last one ends the function."""
        ends = False
        for at, node in enumerate(nodes):
            if ends:
                raise Unsure("it has code that is never reached")
            self._with_next(node, nodes[at + 1] if at + 1 < len(nodes) else None)
            ends = self.statement(node)
        return ends

    def _with_next(self, node: Any, following: Any) -> None:
        """What vet asks of two statements: a response is looked at behind its error only."""
        if node.type != "short_var_declaration" or following is None or following.type != "defer_statement":
            return
        first = node.child_by_field_name("left").named_children[0].text.decode()
        if following.text.decode().startswith(f"defer {first}.") and b"err" in node.child_by_field_name("left").text:
            raise Unsure("it defers a call before it looks at the error")

    def statement(self, node: Any) -> bool:
        """One statement; whether it ends the function."""
        self.count += 1
        if self.count > _MAX_STATEMENTS:
            raise Unsure("it is long")
        handler = getattr(self, f"_{node.type}", None)
        if handler is None:
            raise Unsure(f"it has a {node.type.replace('_', ' ')}")
        return bool(handler(node))

    def block(self, node: Any) -> bool:
        """Statements of a block in a scope of their own; whether the last one ends the function."""
        self.scope.enter()
        ends = self.sequence(statements(node))
        self.scope.leave()
        return ends

    def _block(self, node: Any) -> bool:
        return self.block(node)

    # --- returns and calls -------------------------------------------------------------------------------------------

    def _return_statement(self, node: Any) -> bool:
        given = [child for child in node.named_children if child.type != "comment"]
        values = self.values(given[0]) if given else []
        if not values:
            if self.results and not self.results[0].name:
                raise Unsure("it returns nothing where results are due")
            if any(self.scope.shadowed(result.name, self.root) for result in self.results):
                raise Unsure("it returns a result whose name means something else")
            return True
        if len(values) == 1 and values[0].either:
            values = [values[0]._replace(either=False)]
        for result, value in zip(
            self.results, self.expressions.spread(values, len(self.results), node, "results"), strict=True
        ):
            self.expressions.assign(result.type, value)
        return True

    def values(self, node: Any) -> list[Value]:
        """The values of a list of expressions."""
        nodes = node.named_children if node.type == "expression_list" else [node]
        return [self.expressions.value(child) for child in nodes if child.type != "comment"]

    def _expression_statement(self, node: Any) -> bool:
        inner = node.named_children[0]
        if inner.type == "unary_expression" and inner.child_by_field_name("operator").type == "<-":
            self.expressions.value(inner)
            return False
        if inner.type != "call_expression":
            raise Unsure("it has an expression that nobody uses")
        return self._call(inner)

    def _call(self, inner: Any) -> bool:
        """A call for its own sake; whether it never comes back."""
        function = inner.child_by_field_name("function").text.decode()
        if self.scope.is_builtin(function):
            if function != "panic" and function not in _FOR_NOTHING:
                raise Unsure(f"it calls {function} for nothing")
            self.expressions.value(inner)
            return bool(function == "panic")
        called = self.expressions.value(inner)
        if called.is_type or not called.fresh:
            raise Unsure("it has a conversion that nobody uses")
        if called.types and drops_result(function):
            raise Unsure("it drops a result")
        return False

    def _go_statement(self, node: Any) -> bool:
        inner = node.named_children[0]
        if inner.type != "call_expression" or b".Add(" in inner.text or inner.text == b"recover()":
            raise Unsure("it starts a goroutine in a way that is not simple")
        self._call(inner)
        return False

    def _defer_statement(self, node: Any) -> bool:
        inner = node.named_children[0]
        if inner.type != "call_expression":
            raise Unsure("it defers what is no call")
        if b"time.Since" in inner.text and b"func" not in inner.text:
            raise Unsure("it defers a call whose argument is computed at once")
        function = inner.child_by_field_name("function").text.decode()
        if function == "recover" and self.scope.is_builtin(function):
            raise Unsure("it recovers from nothing")
        self._call(inner)
        self.cancels.discard(function)
        return False

    def _send_statement(self, node: Any) -> bool:
        channel = self.facts.under(self.expressions.single(self.expressions.value(node.child_by_field_name("channel"))))
        if not isinstance(channel, Chan) or channel.direction == "receive":
            raise Unsure("it sends to what is no channel")
        self.expressions.assign(channel.elem, self.expressions.value(node.child_by_field_name("value")))
        return False

    # --- variables ---------------------------------------------------------------------------------------------------

    def _assignment_statement(self, node: Any) -> bool:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        operator = node.child_by_field_name("operator").type
        if left.text == right.text:
            raise Unsure("it assigns something to itself")
        targets = [child for child in left.named_children if child.type != "comment"]
        self._cancel([target.text.decode() for target in targets], right)
        values = self.expressions.spread(self.values(right), len(targets), node)
        if operator != "=":
            self._computed(operator, targets, values)
            return False
        for target, value in zip(targets, values, strict=True):
            if target.type == "identifier" and target.text == b"_":
                if value.untyped != "nil":
                    self.expressions.copied(value)
                    continue
                raise Unsure("it assigns nil to nothing")
            self.expressions.assign(self._target(target), value)
        return False

    def _computed(self, operator: str, targets: list[Any], values: list[Value]) -> None:
        if len(targets) != 1 or (targets[0].type == "identifier" and targets[0].text == b"_"):
            raise Unsure("it computes with several values")
        t = self._target(targets[0])
        textual = self.expressions.basic(t) == "string" and operator == "+="
        if operator in ("<<=", ">>="):
            number = values[0].number if values[0].is_constant else 0
            most = shiftable(self.expressions.basic(t))
            if (
                not self.expressions.is_whole(self.expressions.single(values[0]))
                or number is None
                or not 0 <= number < most
            ):
                raise Unsure("it shifts by much")
        elif textual or (operator in _OF_NUMBERS and self.expressions.is_number(t)) or operator in _OF_WHOLE:
            self.expressions.assign(t, values[0])
            if operator in ("/=", "%=") and values[0].is_constant and not values[0].exact:
                raise Unsure("it may divide by zero")
        else:
            raise Unsure(f"it has the operator {operator}")
        if operator in _OF_WHOLE and not self.expressions.is_whole(t):
            raise Unsure(f"it has the operator {operator}")

    def _target(self, node: Any) -> Type:
        if node.type == "identifier":
            local = self.scope.local(node.text.decode(), use=False)
            if local is not None:
                if self.scope.constant(node.text.decode()) is not None:
                    raise Unsure("it assigns to a constant")
                return local
        value = self.expressions.value(node)
        if not value.settable:
            raise Unsure("it assigns to what is no variable")
        return self.expressions.single(value)

    def _short_var_declaration(self, node: Any) -> bool:
        names = [child.text.decode() for child in node.child_by_field_name("left").named_children]
        right = node.child_by_field_name("right")
        values = self.expressions.spread(self.values(right), len(names), node)
        self._cancel(names, right)
        fresh = False
        found: list[tuple[str, Type]] = []
        for name, value in zip(names, values, strict=True):
            old = self.scope.declared_here(name)
            if old is not None and self.scope.constant(name) is not None:
                raise Unsure(f"it declares {name} twice")
            if old is not None:
                self.expressions.assign(old, value)
                continue
            fresh = fresh or name != "_"
            found.append((name, self.expressions.copied(value)))
        if not fresh or len(set(names) - {"_"}) != len([name for name in names if name != "_"]):
            raise Unsure("it declares nothing new")
        for name, t in found:
            self.scope.declare(name, t)
        return False

    def _cancel(self, names: list[str], right: Any) -> None:
        calls = [node for node in right.named_children if node.type == "call_expression"]
        if calls and makes_cancel(calls[0].child_by_field_name("function").text.decode()):
            if len(names) != 2 or names[1] == "_":
                raise Unsure("it may not call what cancels a context")
            self.cancels.add(names[1])

    def _var_declaration(self, node: Any) -> bool:
        for spec in node.named_children:
            if spec.type == "var_spec_list":
                self._var_declaration(spec)
                continue
            if spec.type == "comment":
                continue
            of, given = spec.child_by_field_name("type"), spec.child_by_field_name("value")
            names = [child.text.decode() for child in spec.children_by_field_name("name") if child.type == "identifier"]
            t = self.scope.type_of(of) if of is not None else None
            values = self.expressions.spread(self.values(given), len(names), node) if given is not None else []
            if given is not None and any(makes_cancel(part) for part in given.text.decode().split("(")):
                raise Unsure("it may not call what cancels a context")
            for at, name in enumerate(names):
                if t is None:
                    self.scope.declare(name, self.expressions.copied(values[at]))
                    continue
                if values:
                    self.expressions.assign(t, values[at])
                if self.facts.under(t) is None:
                    raise Unsure("it uses a type that nothing is known of")
                self.scope.declare(name, t)
        return False

    def _const_declaration(self, node: Any) -> bool:
        for spec in node.named_children:
            if spec.type == "comment":
                continue
            names, of = spec.children_by_field_name("name"), spec.child_by_field_name("type")
            given = spec.child_by_field_name("value")
            names = [name for name in names if name.is_named]
            if given is None or len(names) != 1 or b"iota" in given.text:
                raise Unsure("it has constants that count")
            (value,) = self.values(given)
            if not value.is_constant or len(value.types) != 1:
                raise self.expressions.wrong(given, f"{self.expressions.shown(value)} is not constant")
            if of is not None:
                t = self.scope.type_of(of)
                value = self.expressions.assign(t, value, "constant declaration")
                if not self.expressions.basic(t):
                    raise Unsure("it has a constant that may be none")
            meaning = Meaning(value.types, value.untyped, is_constant=True, exact=value.exact)
            self.scope.declare_constant(names[0].text.decode(), meaning)
        return False

    def _inc_statement(self, node: Any) -> bool:
        under = self.facts.under(self._target(node.named_children[0]))
        if not isinstance(under, Name) or not self.expressions.is_number(under):
            raise Unsure("it counts what is no number")
        return False

    _dec_statement = _inc_statement
