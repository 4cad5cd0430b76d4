"""The types of expressions in the plan's own code, and the values of constant ones (Go specification, "Expressions").

One checker for function bodies and for the values of constants and variables. `Wrong` is the answer to what Go
certainly refuses, with its place; `Unsure` to what nobody here can tell, or to what is not simple. What becomes of
either is the caller's business: nothing here reports anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from scaffold.check.code_calls import Calls
from scaffold.check.code_literals import Literals
from scaffold.check.code_locals import Absent, Meaning, Unsure
from scaffold.check.code_operators import Operators
from scaffold.check.code_scope import CodeScope
from scaffold.check.code_value import BOOL, NIL, Value, constant_of
from scaffold.check.facts import NOWHERE
from scaffold.golang import exact
from scaffold.golang.ast import Func, Name, Param

__all__ = ["Expressions", "Value"]

_LITERALS: dict[str, tuple[str, Callable[[str], exact.Exact | None]]] = {
    "int_literal": ("int", exact.read_integer),
    "float_literal": ("float64", exact.read_float),
    "imaginary_literal": ("complex128", exact.read_imaginary),
    "rune_literal": ("rune", exact.read_rune),
    "interpreted_string_literal": ("string", exact.read_string),
    "raw_string_literal": ("string", exact.read_string),
}
_NUMERALS = ("int_literal", "float_literal", "imaginary_literal")


class Expressions(Literals, Calls, Operators):
    """Finds types and values of tree-sitter's expression nodes in a scope.

    `literal` reads function literals; without it they are not simple.
    """

    def __init__(self, scope: CodeScope, literal: Callable[[Any], Value] | None = None) -> None:
        super().__init__(scope)
        self.literal = literal

    def value(self, node: Any) -> Value:
        """What the expression at `node` gives. Raises `Wrong` or `Unsure`."""
        kind = node.type
        if kind in _LITERALS:
            found = self._basic_literal(node)
        else:
            handler = getattr(self, f"_{kind}", None)
            if handler is None:
                raise Unsure(f"it has a {kind.replace('_', ' ')}")
            found = handler(node)
        return found if found.node is not None and kind == "binary_expression" else found._replace(node=node)

    def values(self, nodes: Iterable[Any]) -> list[Value]:
        """What several expressions give. What is wrong is raised before what is unsure."""
        found: list[Value] = []
        doubt: Unsure | None = None
        for node in nodes:
            try:
                found.append(self.value(node))
            except Unsure as why:
                doubt = self.postpone(why, doubt)
        if doubt is not None:
            raise doubt
        return found

    def _basic_literal(self, node: Any) -> Value:
        kind, read = _LITERALS[node.type]
        text = node.text.decode()
        if node.type in _NUMERALS:
            if len(text) > exact.MAX_LITERAL:
                raise self.wrong(node, f"excessively long constant ({len(text)} characters)")
            if not self.scope.since("1.13") and _is_modern(text):
                raise self.wrong(node, f"the literal {text} came with Go 1.13; the plan's go version is older")
        value = read(text)
        if value is None and node.type in ("int_literal", "rune_literal"):
            raise self.wrong(node, f"{text} is no literal that Go reads")
        return self.limited(constant_of(kind, value)._replace(node=node))

    # --- names -------------------------------------------------------------------------------------------------------

    def _identifier(self, node: Any) -> Value:
        name = node.text.decode()
        if name == "_":
            raise self.wrong(node, "cannot use _ as value")
        local = self.scope.local(name)
        if local is not None:
            constant = self.scope.constant(name)
            return _of_meaning(constant) if constant else Value((local,), settable=True, addressable=True)
        if self.scope.generic("", name) is not None:
            raise self.wrong(node, f"cannot use generic function {name} without instantiation")
        found = self.scope.declared(name)
        if found is not None:
            return _of_meaning(found)
        return self._predeclared(node, name)

    def _predeclared(self, node: Any, name: str) -> Value:
        if name in ("true", "false"):
            return Value((BOOL,), untyped="bool", is_constant=True, exact=name == "true")
        if name == "nil":
            return NIL
        if name == "iota":
            if self.scope.iota is None:
                raise self.wrong(node, "cannot use iota outside constant declaration")
            return constant_of("int", self.scope.iota)
        if self.scope.is_builtin(name):
            return Value((), builtin=name)
        raise self.wrong(node, f"undefined: {name}")

    _nil = _true = _false = _iota = _identifier

    def _parenthesized_expression(self, node: Any) -> Value:
        return self.value(next(child for child in node.named_children if child.type != "comment"))

    def _selector_expression(self, node: Any) -> Value:
        operand, field = node.child_by_field_name("operand"), node.child_by_field_name("field").text.decode()
        if operand.type == "identifier" and self.scope.is_qualifier(operand.text.decode()):
            return self._member(operand.text.decode(), field)
        inner = self.value(operand)
        if inner.is_type:
            return self._method_expression(node, inner, field)
        t = self.single(self.defaulted(inner, "a selector"))
        try:
            found = self.scope.select(t, field)
        except Absent:
            message = f"{self.code(inner)}.{field} undefined (type {self.type_name(t)} has no field or method {field})"
            raise self.wrong(node.child_by_field_name("field"), message) from None
        if found.method:
            if found.pointer and not found.through and not inner.addressable:
                raise self.wrong(
                    node.child_by_field_name("field"), f"cannot call pointer method {field} on {self.type_name(t)}"
                )
            if not found.pointer and not found.through and isinstance(found.of, Name):
                # A method with a value receiver copies it.
                self.copied(inner._replace(types=(found.of,), untyped=""))
            return Value((found.type,))
        there = found.through or inner.addressable
        return Value((found.type,), settable=there, addressable=there)

    def _member(self, qualifier: str, name: str) -> Value:
        return _of_meaning(self.scope.member(qualifier, name))

    def _method_expression(self, node: Any, of: Value, name: str) -> Value:
        """``T.M``: a function whose first parameter is the receiver."""
        t = of.types[0]
        try:
            found = self.scope.select(t, name)
        except Absent:
            found = None
        if found is None or not found.method or not isinstance(found.type, Func):
            raise self.wrong(node, f"{self.code(of)}.{name} undefined (type {self.type_name(t)} has no method {name})")
        if found.pointer and not found.through:
            raise self.wrong(node, f"invalid method expression {self.code(of)}.{name}: it needs a pointer receiver")
        receiver = Param("", t, False, False, NOWHERE)
        return Value((found.type._replace(params=(receiver, *found.type.params)),))

    # --- types -------------------------------------------------------------------------------------------------------

    def _a_type(self, node: Any) -> Value:
        return Value((self.scope.type_of(node),), is_type=True)

    _slice_type = _map_type = _array_type = _pointer_type = _generic_type = _a_type
    _interface_type = _struct_type = _function_type = _channel_type = _parenthesized_type = _a_type
    # The parser takes `m[k](x)` for a conversion, and k for a type.
    _type_identifier = _identifier

    def _qualified_type(self, node: Any) -> Value:
        package, name = (child.text.decode() for child in node.named_children[:2])
        return self._member(package, name) if self.scope.is_qualifier(package) else self._a_type(node)

    def _func_literal(self, node: Any) -> Value:
        if self.literal is None:
            raise Unsure("it has a func literal")
        kept, strict = self.has_call, self.strict
        self.strict = True
        try:
            return self.literal(node)
        finally:
            self.has_call, self.strict = kept, strict


def _is_modern(text: str) -> bool:
    return "_" in text or text[:2] in ("0b", "0B", "0o", "0O") or ("p" in text.lower() and text[:2] in ("0x", "0X"))


def _of_meaning(found: Meaning) -> Value:
    return Value(
        found.types,
        found.untyped,
        found.is_type,
        found.settable,
        addressable=found.settable,
        is_constant=found.is_constant,
        exact=found.exact,
    )
