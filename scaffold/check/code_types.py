"""The types of expressions in the plan's own code, as far as simple code needs them.

`Unsure` is the answer to everything else: whoever asked then leaves the code out rather than emit what may not
compile. Nothing here complains of anything.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from scaffold.check.code_format import check_format
from scaffold.check.code_scope import CodeScope, Unsure
from scaffold.check.constants import whole_number
from scaffold.check.facts import NOWHERE
from scaffold.golang.ast import (
    Array,
    Chan,
    Func,
    Interface,
    Map,
    Name,
    Param,
    Paren,
    Pointer,
    Slice,
    Struct,
    Type,
)

STRING, BOOL, INT, ERROR = (Name("", name, (), NOWHERE) for name in ("string", "bool", "int", "error"))
_LITERALS = {
    "int_literal": "int",
    "float_literal": "float64",
    "imaginary_literal": "complex128",
    "rune_literal": "rune",
    "interpreted_string_literal": "string",
    "raw_string_literal": "string",
}
_COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")


class Value(NamedTuple):
    """What an expression gives: one type or several, a constant without a type, a type itself, or nil."""

    types: tuple[Type, ...]
    untyped: str = ""
    is_type: bool = False
    settable: bool = False
    number: int | None = None
    """The value of an untyped whole constant, where it is known."""


NIL = Value((), untyped="nil")


def single(value: Value) -> Type:
    """The one type of a value; an untyped constant's default type."""
    if value.is_type or value.untyped == "nil" or len(value.types) != 1:
        raise Unsure("an expression has no single value")
    return value.types[0]


_RANGES = {f"int{bits}": (-(1 << bits - 1), (1 << bits - 1) - 1) for bits in (8, 16, 32, 64)}
_RANGES |= {f"uint{bits}": (0, (1 << bits) - 1) for bits in (8, 16, 32, 64)}
_RANGES |= {"byte": _RANGES["uint8"], "rune": _RANGES["int32"], "uint": _RANGES["uint32"], "int": _RANGES["int32"]}


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
    return None


class Expressions:
    """Finds types of tree-sitter's expression nodes in a scope."""

    def __init__(self, scope: CodeScope) -> None:
        self.scope = scope
        self.facts = scope.facts

    def value(self, node: Any) -> Value:
        """What the expression at `node` gives. Raises `Unsure`."""
        kind = node.type
        if kind in _LITERALS:
            name = _LITERALS[kind]
            number = whole_number(node.text.decode()) if kind == "int_literal" else None
            return Value((Name("", name, (), NOWHERE),), untyped=name, number=number)
        handler = getattr(self, f"_{kind}", None)
        if handler is None:
            raise Unsure(f"it has a {kind.replace('_', ' ')}")
        found: Value = handler(node)
        return found

    # --- names -------------------------------------------------------------------------------------------------------

    def _nil(self, node: Any) -> Value:
        return NIL

    def _true(self, node: Any) -> Value:
        return Value((BOOL,), untyped="bool")

    _false = _true

    def _identifier(self, node: Any) -> Value:
        name = node.text.decode()
        local = self.scope.local(name)
        if local is not None:
            return Value((local,), settable=True)
        found = self.scope.declared(name)
        if found is not None:
            return Value(found.types, found.untyped, found.is_type, found.settable)
        raise Unsure(f"nothing declares {name}")

    def _parenthesized_expression(self, node: Any) -> Value:
        return self.value(node.named_children[0])

    def _selector_expression(self, node: Any) -> Value:
        operand, field = node.child_by_field_name("operand"), node.child_by_field_name("field").text.decode()
        if operand.type == "identifier" and self.scope.is_qualifier(operand.text.decode()):
            found = self.scope.member(operand.text.decode(), field)
            return Value(found.types, found.untyped, found.is_type, found.settable)
        inner = self.value(operand)
        if inner.is_type:
            raise Unsure("it uses a method expression")
        selected = self.scope.select(single(inner), field)
        return Value((selected,), settable=not isinstance(selected, Func))

    # --- types -------------------------------------------------------------------------------------------------------

    def _a_type(self, node: Any) -> Value:
        return Value((self.scope.type_of(node.text.decode()),), is_type=True)

    _slice_type = _map_type = _array_type = _pointer_type = _generic_type = _qualified_type = _a_type
    _type_identifier = _interface_type = _struct_type = _function_type = _channel_type = _parenthesized_type = _a_type

    def _composite_literal(self, node: Any) -> Value:
        t = self.scope.type_of(node.child_by_field_name("type").text.decode())
        self._elements(t, node.child_by_field_name("body"))
        return Value((t,))

    def _elements(self, t: Type, body: Any) -> None:
        under = self.facts.under(t)
        elements = [child for child in body.named_children if child.type != "comment"]
        match under:
            case Struct():
                self._struct_elements(t, under, elements)
            case Slice() | Array():
                for element in elements:
                    if element.type == "keyed_element":
                        raise Unsure("it has a literal with indices")
                    self._element(under.elem, element)
            case Map():
                keys: set[bytes] = set()
                for element in elements:
                    if element.type != "keyed_element":
                        raise Unsure("a map literal lacks a key")
                    key, value = element.named_children
                    if key.text in keys:
                        raise Unsure("a map literal has a key twice")
                    keys.add(key.text)
                    self._element(under.key, key)
                    self._element(under.value, value)
            case _:
                raise Unsure("it has a literal of a type that nothing is known of")

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
        if any(element.type != "keyed_element" for element in elements):
            raise Unsure("it has a struct literal without field names")
        seen = set()
        for element in elements:
            key, value = element.named_children
            name = key.text.decode()
            field = next((field for field in struct.fields if field.promoted_name == name), None)
            if field is None or name in seen or not self.scope.may_see(t, name):
                raise Unsure(f"{name} is no field of the literal's type")
            seen.add(name)
            self._element(field.type, value)

    # --- operators ---------------------------------------------------------------------------------------------------

    def _unary_expression(self, node: Any) -> Value:
        operator = node.child_by_field_name("operator").type
        operand = node.child_by_field_name("operand")
        inner = self.value(operand)
        t = inner.types[0] if inner.is_type and inner.types else single(inner)
        if inner.is_type and operator != "*":
            raise Unsure("it computes with a type")
        if operator == "&":
            if operand.type != "composite_literal" and not inner.settable:
                raise Unsure("it takes the address of a value")
            return Value((Pointer(t, NOWHERE),))
        if operator == "*" and inner.is_type:
            return Value((Pointer(inner.types[0], NOWHERE),), is_type=True)
        if operator == "*":
            under = self.facts.under(t)
            if not isinstance(under, Pointer):
                raise Unsure("it follows what is no pointer")
            return Value((under.elem,), settable=True)
        if operator == "!" and self._basic(t) == "bool":
            return Value((t,), inner.untyped)
        if operator in ("-", "+") and self._is_number(t):
            number = inner.number if inner.number is None or operator == "+" else -inner.number
            return Value((t,), inner.untyped, number=number)
        raise Unsure(f"it has the operator {operator}")

    def _binary_expression(self, node: Any) -> Value:
        operator = node.child_by_field_name("operator").type
        left = self.value(node.child_by_field_name("left"))
        right = self.value(node.child_by_field_name("right"))
        if operator in _COMPARISONS:
            self._comparable(left, right, operator)
            return Value((BOOL,), untyped="bool")
        if left.untyped == "nil" or right.untyped == "nil":
            raise Unsure("it computes with nil")
        t = self._common(left, right)
        untyped = left.untyped if left.untyped and right.untyped else ""
        basic = self._basic(t)
        if operator in ("&&", "||") and basic == "bool":
            return Value((t,), untyped)
        if operator == "+" and basic == "string":
            return Value((t,), untyped)
        if operator in ("+", "-", "*", "/") and self._is_number(t):
            if operator == "/" and right.untyped and node.child_by_field_name("right").text in (b"0", b"0.0"):
                raise Unsure("it divides by zero")
            return Value((t,), untyped, number=_computed(operator, left, right) if untyped else None)
        raise Unsure(f"it has the operator {operator}")

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

    def _comparable(self, left: Value, right: Value, operator: str) -> None:
        if left.untyped == "nil" or right.untyped == "nil":
            other = single(right if left.untyped == "nil" else left)
            if operator not in ("==", "!="):
                raise Unsure("it orders nil")
            self.assign(other, NIL)
            return
        t = self._common(left, right)
        if operator not in ("==", "!="):
            if not self._is_number(t) and self._basic(t) != "string":
                raise Unsure("it orders what has no order")
        elif not self.scope.is_comparable(t):
            raise Unsure("it compares what cannot be compared")

    def _basic(self, t: Type) -> str:
        under = self.facts.under(t)
        if isinstance(under, Name) and not under.qualifier and not self.scope.is_type_param(under.name):
            return under.name
        return ""

    def _is_number(self, t: Type) -> bool:
        name = self._basic(t)
        return name not in ("", "string", "bool", "comparable")

    # --- indices and calls -------------------------------------------------------------------------------------------

    def _index_expression(self, node: Any) -> Value:
        under = self.facts.under(single(self.value(node.child_by_field_name("operand"))))
        index = self.value(node.child_by_field_name("index"))
        match under:
            case Map():
                self.assign(under.key, index)
                return Value((under.value,), settable=True)
            case Slice():
                if index.untyped != "int" and not self._is_number(single(index)):
                    raise Unsure("it has an index that is no number")
                return Value((under.elem,), settable=True)
        raise Unsure("it indexes what nothing is known of")

    def _call_expression(self, node: Any) -> Value:
        if node.child_by_field_name("type_arguments") is not None:
            raise Unsure("it calls a generic function")
        function = node.child_by_field_name("function")
        arguments = [child for child in node.child_by_field_name("arguments").named_children if child.type != "comment"]
        spread = node.child_by_field_name("arguments").text.rstrip(b") \n").endswith(b"...")
        if function.type == "identifier":
            name = function.text.decode()
            if self.scope.is_builtin(name):
                return self._builtin(name, arguments)
        called = self.value(function)
        if called.is_type:
            return self._conversion(single(Value(called.types)), arguments)
        under = self.facts.under(single(called))
        if not isinstance(under, Func) or spread:
            raise Unsure("it calls what is no known function")
        self._arguments(under.params, arguments)
        check_format(self, function, arguments)
        return Value(tuple(result.type for result in under.results))

    def _arguments(self, params: tuple[Param, ...], arguments: list[Any]) -> None:
        values = [self.value(argument) for argument in arguments]
        if len(values) == 1 and len(values[0].types) > 1:
            raise Unsure("it passes several results on")
        variadic = bool(params) and params[-1].variadic
        fixed = len(params) - 1 if variadic else len(params)
        if len(values) < fixed or (len(values) > fixed and not variadic):
            raise Unsure("it calls a function with the wrong number of arguments")
        for at, value in enumerate(values):
            self.assign(params[min(at, len(params) - 1)].type, value)

    def _type_conversion_expression(self, node: Any) -> Value:
        t = self.scope.type_of(node.child_by_field_name("type").text.decode())
        return self._conversion(t, [node.child_by_field_name("operand")])

    def _conversion(self, t: Type, arguments: list[Any]) -> Value:
        if len(arguments) != 1:
            raise Unsure("it converts other than one value")
        value = self.value(arguments[0])
        if value.untyped == "nil":
            self.assign(t, value)
            return Value((t,))
        source = single(value)
        to, of = self.facts.under(t), self.facts.under(source)
        if to is None or of is None:
            raise Unsure("it converts types that nothing is known of")
        one, two = self._basic(t), self._basic(source)
        if one and two:
            # string(65) is vet's business.
            if one == two or (self._is_number(t) and self._is_number(source)):
                if value.untyped:
                    self._constant(one, value)
                return Value((t,))
            raise Unsure("it has a conversion that may not be one")
        text = isinstance(to, Slice) and self._basic(to.elem) in ("byte", "uint8", "rune", "int32")
        bytes_ = isinstance(of, Slice) and self._basic(of.elem) in ("byte", "uint8", "rune", "int32")
        if (text and two == "string") or (one == "string" and bytes_) or self.facts.canon(to) == self.facts.canon(of):
            return Value((t,))
        raise Unsure("it has a conversion that may not be one")

    def _builtin(self, name: str, arguments: list[Any]) -> Value:
        if name == "len" and len(arguments) == 1:
            t = single(self.value(arguments[0]))
            if isinstance(self.facts.under(t), Slice | Map | Array | Chan) or self._basic(t) == "string":
                return Value((INT,))
        if name == "append" and arguments:
            t = single(self.value(arguments[0]))
            under = self.facts.under(t)
            if isinstance(under, Slice):
                for argument in arguments[1:]:
                    self.assign(under.elem, self.value(argument))
                return Value((t,))
        if name == "make" and arguments:
            t = single(Value(self.value(arguments[0]).types))
            if isinstance(self.facts.under(t), Map | Chan) or len(arguments) > 1:
                for argument in arguments[1:]:
                    self.assign(INT, self.value(argument))
                return Value((t,))
        if name == "new" and len(arguments) == 1:
            inner = self.value(arguments[0])
            if inner.is_type:
                return Value((Pointer(single(Value(inner.types)), NOWHERE),))
        if name == "panic" and len(arguments) == 1:
            self.value(arguments[0])
            return Value(())
        raise Unsure(f"it calls {name} in a way that is not simple")

    # --- assignability -----------------------------------------------------------------------------------------------

    def assign(self, target: Type, value: Value) -> None:
        """Raise `Unsure` unless a value certainly fits a variable of type `target`."""
        under = self.facts.under(target)
        while isinstance(under, Paren):
            under = under.inner
        if under is None:
            raise Unsure("it uses a type that nothing is known of")
        if value.untyped == "nil":
            if not isinstance(under, Pointer | Slice | Map | Chan | Func | Interface):
                raise Unsure("it gives nil to what cannot be nil")
            return
        t = single(value)
        if self.facts.canon(t) == self.facts.canon(target):
            return
        if isinstance(under, Interface):
            if not self.scope.implements(t, target):
                raise Unsure("it gives a value to an interface that it may not satisfy")
            return
        if value.untyped:
            self._constant(self._basic(target), value)
            return
        # Types with one underlying type fit if one of them has no name.
        if not isinstance(t, Name) or not isinstance(target, Name):
            of = self.facts.under(t)
            if of is not None and self.facts.canon(of) == self.facts.canon(under):
                return
        raise Unsure("it gives a value to a variable of another type")

    @staticmethod
    def _constant(basic: str, value: Value) -> None:
        whole = (
            "int",
            "int64",
            "uint",
            "uint64",
            "int32",
            "uint32",
            "rune",
            "int16",
            "uint16",
            "int8",
            "uint8",
            "byte",
        )
        fits = {
            "int": (*whole, "float64", "float32", "uintptr"),
            "rune": whole,
            "float64": ("float64", "float32"),
            "string": ("string",),
            "bool": ("bool",),
        }
        if basic not in fits.get(value.untyped, ()):
            raise Unsure("a constant does not fit its type")
        if value.untyped == "int" and not basic.startswith("float"):
            low, high = _RANGES.get(basic, _RANGES["int64"])
            if value.number is None or not low <= value.number <= high:
                raise Unsure("a constant may not fit its type")
