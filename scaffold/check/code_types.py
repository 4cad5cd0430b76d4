"""The types of expressions in the plan's own code, as far as simple code needs them.

`Unsure` is the answer to everything else: whoever asked then leaves the code out rather than emit what may not
compile. Nothing here complains of anything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scaffold.check.code_calls import Calls
from scaffold.check.code_locals import Meaning, Unsure
from scaffold.check.code_scope import CodeScope
from scaffold.check.code_value import BOOL, NIL, WHOLE, Assigning, Value, shiftable, single
from scaffold.check.code_vet import check_bools
from scaffold.check.constants import whole_number
from scaffold.check.facts import NOWHERE
from scaffold.golang.ast import Array, Chan, Func, Interface, Map, Name, Pointer, Slice, Struct, Type
from scaffold.source import Source, Text

__all__ = ["Expressions", "Value", "single"]

_LITERALS = {
    "int_literal": "int",
    "float_literal": "float64",
    "imaginary_literal": "complex128",
    "rune_literal": "rune",
    "interpreted_string_literal": "string",
    "raw_string_literal": "string",
}
_ESCAPES = {f"\\{mark}": code for mark, code in zip("abfnrtv\\'", (7, 8, 12, 10, 13, 9, 11, 92, 39), strict=True)}
"""Escaped characters of rune literals, and what they are."""
_COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")
_OF_WHOLE = ("%", "&", "|", "^", "&^")


class Expressions(Calls, Assigning):
    """Finds types of tree-sitter's expression nodes in a scope.

    `literal` reads function literals; without it they are not simple.
    """

    def __init__(self, scope: CodeScope, literal: Callable[[Any], Value] | None = None) -> None:
        super().__init__(scope)
        self.literal = literal

    def value(self, node: Any) -> Value:
        """What the expression at `node` gives. Raises `Unsure`."""
        kind = node.type
        if kind in _LITERALS:
            return _literal_value(node, _LITERALS[kind])
        handler = getattr(self, f"_{kind}", None)
        if handler is None:
            raise Unsure(f"it has a {kind.replace('_', ' ')}")
        found: Value = handler(node)
        return found

    # --- names -------------------------------------------------------------------------------------------------------

    def _nil(self, node: Any) -> Value:
        if self.scope.local("nil", False) is not None:
            raise Unsure("it calls something nil")
        return NIL

    def _true(self, node: Any) -> Value:
        return Value((BOOL,), untyped="bool")

    _false = _true

    def _iota(self, node: Any) -> Value:
        return self._identifier(node)

    def _identifier(self, node: Any) -> Value:
        name = node.text.decode()
        local = self.scope.local(name)
        if local is not None:
            constant = self.scope.constant(name)
            return _of_meaning(constant) if constant else Value((local,), settable=True, addressable=True)
        found = self.scope.declared(name)
        if found is not None:
            return _of_meaning(found)
        raise Unsure(f"nothing declares {name}")

    def _parenthesized_expression(self, node: Any) -> Value:
        return self.value(node.named_children[0])

    def _selector_expression(self, node: Any) -> Value:
        operand, field = node.child_by_field_name("operand"), node.child_by_field_name("field").text.decode()
        if operand.type == "identifier" and self.scope.is_qualifier(operand.text.decode()):
            return _of_meaning(self.scope.member(operand.text.decode(), field))
        inner = self.value(operand)
        if inner.is_type:
            raise Unsure("it uses a method expression")
        found = self.scope.select(single(inner), field)
        if found.method:
            if found.pointer and not found.through and not inner.addressable:
                raise Unsure(f"{field} needs a variable to be called on")
            if not found.pointer and not found.through and isinstance(found.of, Name):
                # A method with a value receiver copies it.
                self.copied(inner._replace(types=(found.of,), untyped=""))
            return Value((found.type,))
        there = found.through or inner.addressable
        return Value((found.type,), settable=there, addressable=there)

    # --- types -------------------------------------------------------------------------------------------------------

    def _a_type(self, node: Any) -> Value:
        return Value((self.scope.type_of(node.text.decode()),), is_type=True)

    _slice_type = _map_type = _array_type = _pointer_type = _generic_type = _qualified_type = _a_type
    _type_identifier = _interface_type = _struct_type = _function_type = _channel_type = _parenthesized_type = _a_type

    def _func_literal(self, node: Any) -> Value:
        if self.literal is None:
            raise Unsure("it has a func literal")
        return self.literal(node)

    def _composite_literal(self, node: Any) -> Value:
        of, body = node.child_by_field_name("type"), node.child_by_field_name("body")
        if of.type == "implicit_length_array_type":
            elem = self.scope.type_of(of.child_by_field_name("element").text.decode())
            elements = [child for child in body.named_children if child.type != "comment"]
            keyed = any(child.type == "keyed_element" for child in elements)
            length = "?" if keyed else str(len(elements))
            t: Type = Array(Text(Source("", length), length, ((0, 0),)), elem, NOWHERE)
        else:
            t = self.scope.type_of(of.text.decode())
        self._elements(t, body)
        return Value((t,), fresh=True)

    def _elements(self, t: Type, body: Any) -> None:
        under = self.facts.under(t)
        elements = [child for child in body.named_children if child.type != "comment"]
        match under:
            case Struct():
                self._struct_elements(t, under, elements)
            case Slice() | Array():
                if any(element.type == "keyed_element" for element in elements):
                    self._indexed(under, elements)
                    return
                for element in elements:
                    self._element(under.elem, element)
                if isinstance(under, Array) and not self._has_room(under, len(elements)):
                    raise Unsure("it has an array literal that may be too long")
            case Map():
                self._map_elements(under, elements)
            case _:
                raise Unsure("it has a literal of a type that nothing is known of")

    def _indexed(self, t: Slice | Array, elements: list[Any]) -> None:
        """A literal all of whose elements have indices: constants that are known to differ."""
        if isinstance(t, Array) and t.length.value != "?":
            raise Unsure("it has an array literal with indices")
        seen: set[int] = set()
        for element in elements:
            if element.type != "keyed_element":
                raise Unsure("it has a literal with and without indices")
            key, value = element.named_children
            number = self._index_of(key.named_children[0] if key.type == "literal_element" else key)
            if number is None or number < 0 or number > 10_000 or number in seen:
                raise Unsure("it has a literal with indices that nothing is known of")
            seen.add(number)
            self._element(t.elem, value)

    def _index_of(self, node: Any) -> int | None:
        found = self.value(node)
        if found.number is not None or node.type != "identifier" or found.settable:
            return found.number
        return self.scope.number_of(node.text.decode()) if self.is_whole(single(found)) else None

    def _has_room(self, array: Array, count: int) -> bool:
        length = self.facts.length(array.length)
        return length.isdecimal() and count <= int(length)

    def _map_elements(self, t: Map, elements: list[Any]) -> None:
        keys: set[object] = set()
        for element in elements:
            if element.type != "keyed_element":
                raise Unsure("a map literal lacks a key")
            key, value = element.named_children
            known = self._constant_key(key)
            if known in keys:
                raise Unsure("a map literal has a key twice")
            keys.add(known)
            self._element(t.key, key)
            self._element(t.value, value)

    def _constant_key(self, key: Any) -> object:
        """What tells a constant key from others: its value where that is known."""
        inner = key.named_children[0] if key.type == "literal_element" and key.named_children else key
        return inner.text

    def _element(self, t: Type, element: Any) -> None:
        inner = element.named_children[0] if element.type == "literal_element" else element
        if inner.type == "literal_value":
            of = self.facts.under(t)
            self._elements(of.elem if isinstance(of, Pointer) else t, inner)
        else:
            self.assign(t, self.value(inner))

    def _struct_elements(self, t: Type, struct: Struct, elements: list[Any]) -> None:
        if not elements:
            return
        if all(element.type != "keyed_element" for element in elements):
            if len(elements) != len(struct.fields) or not self.scope.is_own(t):
                raise Unsure("it has a struct literal without field names")
            for field, element in zip(struct.fields, elements, strict=True):
                self._element(field.type, element)
            return
        seen = set()
        for element in elements:
            if element.type != "keyed_element":
                raise Unsure("it has a struct literal with and without field names")
            key, value = element.named_children
            name = key.text.decode()
            found = next((field for field in struct.fields if field.promoted_name == name), None)
            if found is None or name in seen or not self.scope.may_see(t, name):
                raise Unsure(f"{name} is no field of the literal's type")
            seen.add(name)
            self._element(found.type, value)

    # --- operators ---------------------------------------------------------------------------------------------------

    def _unary_expression(self, node: Any) -> Value:
        operator = node.child_by_field_name("operator").type
        operand = node.child_by_field_name("operand")
        inner = self.value(operand)
        if inner.is_type:
            if operator != "*" or not inner.types:
                raise Unsure("it computes with a type")
            return Value((Pointer(inner.types[0], NOWHERE),), is_type=True)
        t = single(inner)
        match operator:
            case "&":
                if operand.type != "composite_literal" and not inner.addressable:
                    raise Unsure("it takes the address of a value")
                return Value((Pointer(t, NOWHERE),), fresh=True)
            case "*":
                under = self.facts.under(t)
                if not isinstance(under, Pointer):
                    raise Unsure("it follows what is no pointer")
                return Value((under.elem,), settable=True, addressable=True)
            case "<-":
                channel = self.facts.under(t)
                if not isinstance(channel, Chan) or channel.direction == "send":
                    raise Unsure("it receives from what is no channel")
                return Value((channel.elem,), either=True)
            case "!" if self.basic(t) == "bool":
                return Value((t,), inner.untyped)
            case "-" | "+" if self.is_number(t):
                number = inner.number if inner.number is None or operator == "+" else -inner.number
                return Value((t,), inner.untyped, number=number)
            case "^" if self.is_whole(t) and not inner.untyped:
                return Value((t,))
        raise Unsure(f"it has the operator {operator}")

    def _binary_expression(self, node: Any) -> Value:
        operator = node.child_by_field_name("operator").type
        left_node, right_node = node.child_by_field_name("left"), node.child_by_field_name("right")
        left, right = self.value(left_node), self.value(right_node)
        if operator in _COMPARISONS:
            self.comparable(left, right, operator)
            if left_node.text == right_node.text:
                raise Unsure("it compares something with itself")
            return Value((BOOL,), untyped="bool")
        if left.untyped == "nil" or right.untyped == "nil":
            raise Unsure("it computes with nil")
        if operator in ("<<", ">>"):
            return self._shift(operator, left, right)
        t = self._common(left, right)
        untyped = left.untyped if left.untyped and right.untyped else ""
        basic = self.basic(t)
        if operator in ("&&", "||") and basic == "bool":
            check_bools(operator, node)
            return Value((t,), untyped)
        if operator == "+" and basic == "string":
            return Value((t,), untyped)
        whole = operator in _OF_WHOLE and basic in WHOLE
        if whole or (operator in ("+", "-", "*", "/") and self.is_number(t)):
            if operator in ("/", "%") and right.untyped and right_node.text in (b"0", b"0.0"):
                raise Unsure("it divides by zero")
            if operator in ("/", "%") and right.untyped == "int" and not right.number:
                raise Unsure("it may divide by zero")
            return Value((t,), untyped, number=_computed(operator, left, right) if untyped else None)
        raise Unsure(f"it has the operator {operator}")

    def _shift(self, operator: str, left: Value, right: Value) -> Value:
        """A shift by a small constant, or of something with a type."""
        t = single(left)
        if not self.is_whole(t) or not self.is_whole(single(right)):
            raise Unsure("it shifts what is no whole number")
        if right.untyped:
            most = 64 if left.untyped else shiftable(self.basic(t))
            if right.number is None or not 0 <= right.number < most:
                raise Unsure("it shifts by much")
            number = _computed(operator, left, right) if left.untyped else None
            return Value((t,), left.untyped, number=number)
        if left.untyped:
            raise Unsure("it shifts a constant")
        return Value((t,))

    def _common(self, left: Value, right: Value) -> Type:
        one, two = single(left), single(right)
        if left.untyped and right.untyped:
            if one.name != two.name:  # type: ignore[union-attr]  # untyped constants have named types
                raise Unsure("it mixes kinds of constants")
            return one
        if left.untyped:
            self.assign(two, left)
            return two
        if right.untyped:
            self.assign(one, right)
            return one
        if self.facts.canon(one) != self.facts.canon(two):
            raise Unsure("it mixes types")
        return one

    def comparable(self, left: Value, right: Value, operator: str) -> None:
        """Raise `Unsure` unless two values can be compared."""
        if left.untyped == "nil" or right.untyped == "nil":
            other = right if left.untyped == "nil" else left
            if operator not in ("==", "!=") or other.untyped:
                raise Unsure("it orders nil")
            if isinstance(self.facts.under(single(other)), Func) and not other.settable:
                raise Unsure("it compares a function with nil")
            self.assign(single(other), NIL)
            return
        if not left.untyped and not right.untyped and operator in ("==", "!="):
            one, two = single(left), single(right)
            for concrete, wide in ((one, two), (two, one)):
                wider = isinstance(self.facts.under(wide), Interface) and self.scope.implements(concrete, wide)
                if wider and self.scope.is_comparable(concrete):
                    return
        t = self._common(left, right)
        if operator not in ("==", "!="):
            if (not self.is_number(t) or self.basic(t).startswith("complex")) and self.basic(t) != "string":
                raise Unsure("it orders what has no order")
        elif not self.scope.is_comparable(t):
            raise Unsure("it compares what cannot be compared")


def _of_meaning(found: Meaning) -> Value:
    return Value(
        found.types, found.untyped, found.is_type, found.settable, number=found.number, addressable=found.settable
    )


def _literal_value(node: Any, name: str) -> Value:
    text = node.text.decode()
    number = None
    if name == "int":
        number = whole_number(text)
        if number is None:
            raise Unsure("it has a number that is none")
    elif name == "rune":
        number = ord(text[1]) if len(text) == 3 else _ESCAPES.get(text[1:-1])
    return Value((Name("", name, (), NOWHERE),), untyped=name, number=number)


def _computed(operator: str, left: Value, right: Value) -> int | None:
    if left.number is None or right.number is None:
        return None
    match operator:
        case "+":
            return left.number + right.number
        case "-":
            return left.number - right.number
        case "*":
            return left.number * right.number
        case "/" if left.number >= 0 and right.number > 0:
            return left.number // right.number
        case "<<" if abs(left.number) < 1 << 64:
            return left.number << right.number
        case ">>":
            return left.number >> right.number
    return None
