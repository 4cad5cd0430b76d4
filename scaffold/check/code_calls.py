"""Indices, calls, conversions, assertions and Go's builtins in the plan's own code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scaffold.check.code_format import check_format
from scaffold.check.code_generic import instance
from scaffold.check.code_locals import Unsure
from scaffold.check.code_value import ANY, BYTE, INT, Assigning, Value, constant, single, spread
from scaffold.check.code_vet import KEYED, check_call
from scaffold.check.facts import NOWHERE
from scaffold.golang.ast import Array, Chan, Func, Interface, Map, Name, Param, Pointer, Slice, Type

if TYPE_CHECKING:
    from collections.abc import Callable

_TEXTUAL = ("byte", "uint8", "rune", "int32")


class Calls(Assigning):
    """What calls and indices give. Those who mix it in know `value`."""

    if TYPE_CHECKING:
        value: Callable[[Any], Value]

    # --- indices -----------------------------------------------------------------------------------------------------

    def _index_expression(self, node: Any) -> Value:
        operand = self.value(node.child_by_field_name("operand"))
        if operand.is_type or not operand.types:
            raise Unsure("it names a generic function or type")
        of = single(operand)
        under = self.facts.under(of)
        index_node = node.child_by_field_name("index")
        index = self.value(index_node)
        if isinstance(under, Map):
            self.assign(under.key, index)
            return Value((under.value,), settable=True, either=True)
        self._whole(index)
        if isinstance(under, Pointer):
            under = self.facts.under(under.elem)
            if not isinstance(under, Array):
                raise Unsure("it indexes what nothing is known of")
            operand = operand._replace(addressable=True)
        match under:
            case Slice():
                return Value((under.elem,), settable=True, addressable=True)
            case Array():
                if not self._varies(index, index_node):
                    self._below(index, self.facts.length(under.length))
                return Value((under.elem,), settable=operand.addressable, addressable=operand.addressable)
        if self.basic(of) == "string" and not operand.untyped:
            return Value((BYTE,))
        raise Unsure("it indexes what nothing is known of")

    def _whole(self, index: Value) -> None:
        """An index: a whole number, not negative."""
        if index.untyped == "int":
            if index.number is None or not 0 <= index.number < 1 << 31:
                raise Unsure("it has an index that may be out of range")
        elif index.untyped or not self.is_whole(single(index)):
            raise Unsure("it has an index that is no whole number")

    def _varies(self, index: Value, node: Any) -> bool:
        """Whether an index certainly is no constant: a variable is in it, and no length."""
        if index.untyped or b"len(" in node.text:
            return False
        ahead = [node]
        while ahead:
            part = ahead.pop()
            name = part.text.decode()
            if part.type == "identifier" and self.scope.local(name) is not None and not self.scope.constant(name):
                return True
            ahead += part.named_children
        return False

    @staticmethod
    def _below(index: Value, length: str) -> None:
        if index.number is None or not (length.isdecimal() and index.number < int(length)):
            raise Unsure("it has an index that may be out of range")

    def _slice_expression(self, node: Any) -> Value:
        operand = self.value(node.child_by_field_name("operand"))
        of = single(operand)
        bounds = [self.value(bound) for bound in node.named_children[1:] if bound.type != "comment"]
        for bound in bounds:
            self._whole(bound)
        numbers = [bound.number for bound in bounds if bound.number is not None]
        if numbers != sorted(numbers):
            raise Unsure("it slices backwards")
        under = self.facts.under(of)
        if isinstance(under, Slice) or (self.basic(of) == "string" and not operand.untyped and len(bounds) < 3):
            return Value((of,), fresh=True)
        pointed = self.facts.under(under.elem) if isinstance(under, Pointer) else None
        if isinstance(pointed, Array):
            under, operand = pointed, operand._replace(addressable=True)
        if isinstance(under, Array) and operand.addressable:
            nodes = [bound for bound in node.named_children[1:] if bound.type != "comment"]
            for bound, written in zip(bounds, nodes, strict=True):
                if not self._varies(bound, written):
                    length = self.facts.length(under.length)
                    self._below(bound, str(int(length) + 1) if length.isdecimal() else length)
            return Value((Slice(under.elem, NOWHERE),), fresh=True)
        raise Unsure("it slices what nothing is known of")

    def _type_assertion_expression(self, node: Any) -> Value:
        operand = self.value(node.child_by_field_name("operand"))
        target = self.scope.type_of(node.child_by_field_name("type").text.decode())
        self.asserted(single(operand), target)
        return Value((target,), either=True, fresh=True)

    def asserted(self, of: Type, target: Type) -> None:
        """Raise `Unsure` unless a value of interface type `of` may hold a `target`."""
        if not isinstance(self.facts.under(of), Interface):
            raise Unsure("it asserts the type of what is no interface")
        under = self.facts.under(target)
        if under is None:
            raise Unsure("it asserts a type that nothing is known of")
        if isinstance(under, Interface):
            if self.scope.contradicts(of, target):
                raise Unsure("it asserts an interface that nothing can satisfy")
        elif not self.scope.implements(target, of):
            raise Unsure("it asserts a type that is no such interface")

    # --- calls -------------------------------------------------------------------------------------------------------

    def _call_expression(self, node: Any) -> Value:
        function = node.child_by_field_name("function")
        given = node.child_by_field_name("arguments")
        arguments = [child for child in given.named_children if child.type != "comment"]
        name = function.text.decode()
        if function.type == "identifier" and self.scope.is_builtin(name):
            return self._builtin(name, arguments)
        explicit = node.child_by_field_name("type_arguments")
        if explicit is not None:
            raise Unsure("it calls a generic function with types")
        generic = self._generic(function)
        if generic is not None:
            values = [self.value(argument) for argument in arguments]
            return Value(instance(self, generic, values), fresh=True)
        called = self.value(function)
        if called.is_type:
            return self._conversion(single(Value(called.types)), arguments)
        under = self.facts.under(single(called))
        if not isinstance(under, Func):
            raise Unsure("it calls what is no known function")
        values = self._arguments(under.params, arguments)
        check_call(self, name, values, arguments, self._logger(function))
        if len(values) == len(arguments):
            check_format(self, function, under.params, arguments, values)
        return Value(tuple(result.type for result in under.results), fresh=True)

    def _logger(self, function: Any) -> bool:
        """Whether a call is of slog or of one of its loggers."""
        name = function.text.decode()
        if name.startswith("slog."):
            return True
        if function.type != "selector_expression" or name.rpartition(".")[2] not in KEYED:
            return False
        operand = function.child_by_field_name("operand")
        if operand.type == "identifier" and self.scope.is_qualifier(operand.text.decode()):
            return False
        return self.facts.canon(single(self.value(operand))).lstrip("*") == "log/slog.Logger"

    def _generic(self, function: Any) -> Any:
        """The declaration of a generic function, called without its types."""
        if function.type == "identifier":
            name = function.text.decode()
            return None if self.scope.local(name, False) is not None else self.scope.generic("", name)
        if function.type == "selector_expression":
            operand, field = function.child_by_field_name("operand"), function.child_by_field_name("field")
            qualifier = operand.text.decode()
            if operand.type == "identifier" and self.scope.is_qualifier(qualifier):
                return self.scope.generic(qualifier, field.text.decode())
        return None

    def _arguments(self, params: tuple[Param, ...], arguments: list[Any]) -> list[Value]:
        spread_last = bool(arguments) and arguments[-1].type == "variadic_argument"
        nodes = [node.named_children[0] if node.type == "variadic_argument" else node for node in arguments]
        values = [self.value(node) for node in nodes]
        variadic = bool(params) and params[-1].variadic
        if len(values) == 1 and len(values[0].types) > 1:
            if variadic or spread_last:
                raise Unsure("it passes several results on")
            values = spread(values, len(params), "passes")
        fixed = len(params) - 1 if variadic else len(params)
        if len(values) < fixed or (len(values) > fixed and not variadic):
            raise Unsure("it calls a function with the wrong number of arguments")
        if spread_last:
            if not variadic or len(values) != len(params):
                raise Unsure("it spreads a slice where none is taken")
            self.assign(Slice(params[-1].type, NOWHERE), values[-1])
            values_in_turn = values[:-1]
        else:
            values_in_turn = values
        for at, value in enumerate(values_in_turn):
            self.assign(params[min(at, len(params) - 1)].type, value)
        return values

    def _type_conversion_expression(self, node: Any) -> Value:
        t = self.scope.type_of(node.child_by_field_name("type").text.decode())
        return self._conversion(t, [node.child_by_field_name("operand")])

    def _conversion(self, t: Type, arguments: list[Any]) -> Value:
        if len(arguments) != 1 or arguments[0].type == "variadic_argument":
            raise Unsure("it converts other than one value")
        value = self.value(arguments[0])
        if value.untyped == "nil":
            self.assign(t, value)
            return Value((t,))
        source = self.copied(value)
        to, of = self.facts.under(t), self.facts.under(source)
        if to is None or of is None:
            raise Unsure("it converts types that nothing is known of")
        if isinstance(to, Interface):
            self.assign(t, value)
            return Value((t,))
        one, two = self.basic(t), self.basic(source)
        if one and two:
            # string(65) is vet's business.
            if one == two or (self.is_number(t) and self.is_number(source)):
                if value.untyped:
                    constant(one, value)
                return Value((t,))
            raise Unsure("it has a conversion that may not be one")
        if isinstance(to, Pointer) and isinstance(of, Pointer):
            ours, theirs = self.facts.under(to.elem), self.facts.under(of.elem)
            if ours is not None and theirs is not None and self.facts.canon(ours) == self.facts.canon(theirs):
                return Value((t,))
        text = isinstance(to, Slice) and self.basic(to.elem) in _TEXTUAL
        bytes_ = isinstance(of, Slice) and self.basic(of.elem) in _TEXTUAL
        if (text and two == "string") or (one == "string" and bytes_) or self.facts.canon(to) == self.facts.canon(of):
            return Value((t,))
        raise Unsure("it has a conversion that may not be one")

    # --- builtins ----------------------------------------------------------------------------------------------------

    def _builtin(self, name: str, arguments: list[Any]) -> Value:
        handler = getattr(self, f"_builtin_{name}", None)
        found: Value | None = handler(arguments) if handler is not None else None
        if found is None:
            raise Unsure(f"it calls {name} in a way that is not simple")
        return found

    def _one(self, arguments: list[Any]) -> tuple[Value, Type] | None:
        if len(arguments) != 1 or arguments[0].type == "variadic_argument":
            return None
        value = self.value(arguments[0])
        return value, single(value)

    def _builtin_len(self, arguments: list[Any]) -> Value | None:
        one = self._one(arguments)
        if one is not None and one[0].untyped != "string":
            under = self.facts.under(one[1])
            if isinstance(under, Slice | Map | Chan | Array) or self.basic(one[1]) == "string":
                return Value((INT,))
        return None

    def _builtin_cap(self, arguments: list[Any]) -> Value | None:
        one = self._one(arguments)
        return Value((INT,)) if one is not None and isinstance(self.facts.under(one[1]), Slice | Chan) else None

    def _builtin_append(self, arguments: list[Any]) -> Value | None:
        if len(arguments) < 2 or arguments[0].type == "variadic_argument":
            return None
        t = single(self.value(arguments[0]))
        under = self.facts.under(t)
        if not isinstance(under, Slice):
            return None
        if arguments[-1].type == "variadic_argument":
            if len(arguments) != 2:
                return None
            rest = self.value(arguments[1].named_children[0])
            if self.basic(under.elem) in ("byte", "uint8") and self.basic(single(rest)) == "string":
                return Value((t,), fresh=True)
            of = self.facts.under(single(rest))
            if not isinstance(of, Slice) or self.facts.canon(of.elem) != self.facts.canon(under.elem):
                return None
            return Value((t,), fresh=True)
        for argument in arguments[1:]:
            self.assign(under.elem, self.value(argument))
        return Value((t,), fresh=True)

    def _builtin_copy(self, arguments: list[Any]) -> Value | None:
        if len(arguments) != 2 or any(argument.type == "variadic_argument" for argument in arguments):
            return None
        to, of = (self.facts.under(single(self.value(argument))) for argument in arguments)
        if isinstance(to, Slice) and isinstance(of, Slice) and self.facts.canon(to.elem) == self.facts.canon(of.elem):
            return Value((INT,))
        if isinstance(to, Slice) and self.basic(to.elem) in ("byte", "uint8") and isinstance(of, Name):
            return Value((INT,)) if of.name == "string" and not of.qualifier else None
        return None

    def _builtin_delete(self, arguments: list[Any]) -> Value | None:
        if len(arguments) != 2:
            return None
        under = self.facts.under(single(self.value(arguments[0])))
        if not isinstance(under, Map):
            return None
        self.assign(under.key, self.value(arguments[1]))
        return Value(())

    def _builtin_clear(self, arguments: list[Any]) -> Value | None:
        one = self._one(arguments)
        known = one is not None and isinstance(self.facts.under(one[1]), Slice | Map) and self.scope.since("1.21")
        return Value(()) if known else None

    def _builtin_close(self, arguments: list[Any]) -> Value | None:
        one = self._one(arguments)
        under = self.facts.under(one[1]) if one is not None else None
        return Value(()) if isinstance(under, Chan) and under.direction != "receive" else None

    def _builtin_make(self, arguments: list[Any]) -> Value | None:
        if not arguments:
            return None
        made = self.value(arguments[0])
        if not made.is_type:
            return None
        t = single(Value(made.types))
        under = self.facts.under(t)
        sizes = [self.value(argument) for argument in arguments[1:]]
        for size in sizes:
            self._whole(size)
        numbers = [size.number for size in sizes if size.number is not None]
        fits = isinstance(under, Slice) and len(sizes) in (1, 2) and numbers == sorted(numbers)
        if fits or (isinstance(under, Map | Chan) and len(sizes) < 2):
            return Value((t,), fresh=True)
        return None

    def _builtin_new(self, arguments: list[Any]) -> Value | None:
        if len(arguments) != 1:
            return None
        inner = self.value(arguments[0])
        return Value((Pointer(single(Value(inner.types)), NOWHERE),), fresh=True) if inner.is_type else None

    def _builtin_panic(self, arguments: list[Any]) -> Value | None:
        if len(arguments) != 1:
            return None
        value = self.value(arguments[0])
        if value.untyped != "nil":
            self.copied(value)
        return Value(())

    def _builtin_recover(self, arguments: list[Any]) -> Value | None:
        return None if arguments else Value((ANY,), fresh=True)

    def _builtin_min(self, arguments: list[Any]) -> Value | None:
        if not arguments or not self.scope.since("1.21"):
            return None
        values = [self.value(argument) for argument in arguments]
        typed = next((value for value in values if not value.untyped), None)
        if typed is None or not (self.is_number(single(typed)) or self.basic(single(typed)) == "string"):
            return None
        for value in values:
            if value.untyped or self.facts.canon(single(value)) == self.facts.canon(single(typed)):
                self.assign(single(typed), value)
            else:
                return None
        return Value(typed.types)

    _builtin_max = _builtin_min
