"""Go's builtin functions in the plan's own code (Go specification, "Built-in functions")."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from scaffold.check.code_operators import Operators
from scaffold.check.code_value import (
    ANY,
    COMPLEX,
    FLOATS,
    INT,
    KINDS,
    NUMBERS,
    Value,
    constant_of,
    value_kind,
)
from scaffold.check.facts import NOWHERE
from scaffold.golang import exact
from scaffold.golang.ast import Array, Chan, Map, Name, Pointer, Slice, Type

_COUNTS: dict[str, tuple[int, int | None]] = {
    **dict.fromkeys(("cap", "clear", "close", "imag", "len", "new", "panic", "real"), (1, 1)),
    **dict.fromkeys(("complex", "copy", "delete"), (2, 2)),
    **dict.fromkeys(("append", "max", "min"), (1, None)),
    "make": (1, 3),
    "print": (0, None),
    "println": (0, None),
    "recover": (0, 0),
}
"""How many arguments a builtin takes."""
_SINCE = {"clear": "1.21", "max": "1.21", "min": "1.21"}


class Builtins(Operators):
    """What calls of builtin functions give. Those who mix it in know `value` and `values`."""

    if TYPE_CHECKING:
        value: Callable[[Any], Value]
        values: Callable[[Iterable[Any]], list[Value]]

    def check_index(self, index: Value, length: int | None, *, exactly: bool = False) -> None:
        """Raise unless a value is an index: whole, not negative, and below `length` where that is known.

        `exactly`: bodies may not index beyond it, so that what is not known is unsure there.
        """
        t = self.single(index)
        if index.untyped:
            index = self.converted(index, INT, "index")
        elif not self.is_whole(t):
            self.under(t)
            raise self.wrong(index.node, f"invalid argument: index {self.shown(index)} must be integer")
        if not index.is_constant:
            return
        if index.exact is None or (exactly and length is None):
            self.doubt("it has an index that may be out of range")
        number = index.number
        if number is not None and number < 0:
            raise self.wrong(index.node, f"invalid argument: index {self.shown(index)} must not be negative")
        if number is not None and length is not None and number >= length:
            raise self.wrong(index.node, f"invalid argument: index {number} out of bounds [0:{length}]")

    def call_builtin(self, node: Any, name: str, arguments: list[Any]) -> Value:
        """What a call of a builtin function gives."""
        least, most = _COUNTS[name]
        if len(arguments) < least or (most is not None and len(arguments) > most):
            few = "not enough" if len(arguments) < least else "too many"
            raise self.wrong(node, f"{few} arguments for {name}()")
        if name in _SINCE and not self.scope.since(_SINCE[name]):
            raise self.wrong(node, f"{name} came with Go {_SINCE[name]}; the plan's go version is older")
        spread = [argument for argument in arguments if argument.type == "variadic_argument"]
        if spread and name != "append":
            raise self.wrong(spread[0], f"invalid operation: invalid use of ... with built-in {name}")
        outer, self.has_call = self.has_call, False
        made = self._builtin(node, name, arguments)
        called = self.has_call or not made.is_constant
        self.has_call = outer or (called and not made.is_constant)
        return made

    def _builtin(self, node: Any, name: str, arguments: list[Any]) -> Value:
        match name:
            case "len" | "cap":
                return self._length_of(node, name, self.value(arguments[0]))
            case "append":
                return self._append(node, arguments)
            case "make":
                return self._make(node, arguments)
            case "new":
                return self._new(arguments[0])
            case "min" | "max":
                return self._extreme(node, name, self.values(arguments))
            case "complex" | "real" | "imag":
                return self._complex(node, name, self.values(arguments))
            case "copy":
                return self._copy(node, self.values(arguments))
            case "panic":
                self.assign(ANY, self.value(arguments[0]), "argument to panic")
                return Value(())
            case "recover":
                return Value((ANY,), fresh=True)
            case "print" | "println":
                for value in self.values(arguments):
                    self.copied(self.defaulted(value, "argument"))
                return Value(())
        return self._for_effect(node, name, self.values(arguments))

    def _for_effect(self, node: Any, name: str, values: list[Value]) -> Value:
        """Builtins that give nothing: clear, close and delete."""
        under = self.under(self.single(values[0]))
        if name == "clear" and isinstance(under, Slice | Map):
            return Value(())
        if name == "close" and isinstance(under, Chan) and under.direction != "receive":
            return Value(())
        if name == "delete" and isinstance(under, Map):
            self.assign(under.key, values[1], "argument to delete")
            return Value(())
        raise self.wrong(node, f"invalid argument: {self.shown(values[0])} for built-in {name}")

    # --- lengths -----------------------------------------------------------------------------------------------------

    def _length_of(self, node: Any, name: str, value: Value) -> Value:
        t = self.single(value)
        under = self.under(t)
        if name == "len" and (value.untyped or self.basic(t)) == "string":
            if not value.is_constant:
                return Value((INT,))
            size = len(value.exact) if isinstance(value.exact, bytes) else None
            return Value((INT,), is_constant=True, exact=size)
        array = self.facts.under(under.elem) if isinstance(under, Pointer) else under
        if isinstance(array, Array):
            # "The expression is constant if it contains no channel receives or (non-constant) function calls."
            if self.has_call:
                return Value((INT,))
            length = self.facts.length(array.length)
            return Value((INT,), is_constant=True, exact=int(length) if length.isdecimal() else None)
        if isinstance(under, Slice | Chan) or (name == "len" and isinstance(under, Map)):
            return Value((INT,))
        raise self.wrong(value.node, f"invalid argument: {self.shown(value)} for built-in {name}")

    # --- slices ------------------------------------------------------------------------------------------------------

    def _append(self, node: Any, arguments: list[Any]) -> Value:
        if any(argument.type == "variadic_argument" for argument in arguments[:-1]):
            raise self.wrong(node, "can only use ... with the final argument")
        first = self.value(arguments[0])
        if first.untyped == "nil":
            raise self.wrong(node, "first argument to append must be a typed slice; have untyped nil")
        t = self.single(first)
        under = self.under(t)
        if not isinstance(under, Slice):
            raise self.wrong(first.node, f"invalid argument: {self.shown(first)} is not a slice")
        if len(arguments) == 1:
            raise self.wrong(node, "append with no values (vet)")
        if arguments[-1].type != "variadic_argument":
            for value in self.values(arguments[1:]):
                self.assign(under.elem, value, "argument to append")
            return Value((t,), fresh=True)
        if len(arguments) != 2:
            raise self.wrong(node, "can only use ... with one slice")
        rest = self.value(arguments[1].named_children[0])
        textual = rest.untyped == "string" or (rest.types and self.basic(rest.types[0]) == "string")
        if textual and self.basic(under.elem) in ("byte", "uint8"):
            return Value((t,), fresh=True)
        self.assign(Slice(under.elem, NOWHERE), rest, "argument to append")
        return Value((t,), fresh=True)

    def _copy(self, node: Any, values: list[Value]) -> Value:
        to, of = values
        target, source = self.under(self.single(to)), self.under(self.single(of))
        textual = (of.untyped or self.basic(of.types[0])) == "string"
        if isinstance(target, Slice):
            if textual and self.basic(target.elem) in ("byte", "uint8"):
                return Value((INT,))
            if isinstance(source, Slice) and self.identical(target.elem, source.elem):
                return Value((INT,))
        raise self.wrong(node, f"invalid argument: copy takes two slices, not {self.shown(to)} and {self.shown(of)}")

    def _make(self, node: Any, arguments: list[Any]) -> Value:
        made = self.value(arguments[0])
        if not made.is_type:
            raise self.wrong(arguments[0], f"{self.shown(made)} is not a type")
        t = made.types[0]
        under = self.under(t)
        least = 2 if isinstance(under, Slice) else 1
        most = 3 if isinstance(under, Slice) else 2
        if not isinstance(under, Slice | Map | Chan):
            message = f"invalid argument: cannot make {self.type_name(t)}: it is no slice, map or channel"
            raise self.wrong(arguments[0], message)
        if not least <= len(arguments) <= most:
            raise self.wrong(
                node, f"invalid operation: make of {self.type_name(t)} expects {least} or {most} arguments"
            )
        sizes = self.values(arguments[1:])
        for size in sizes:
            self.check_index(size, None)
        numbers = [size.number for size in (self.converted(s, INT) if s.untyped else s for s in sizes)]
        if len(numbers) == 2 and None not in numbers and numbers[0] > numbers[1]:  # type: ignore[operator]  # no None
            raise self.wrong(
                arguments[1], f"invalid argument: length and capacity swapped in make({self.type_name(t)})"
            )
        return Value((t,), fresh=True)

    def _new(self, argument: Any) -> Value:
        inner = self.value(argument)
        if inner.is_type:
            return Value((Pointer(inner.types[0], NOWHERE),), fresh=True)
        if not self.scope.since("1.26"):
            raise self.wrong(argument, f"{self.shown(inner)} is not a type: new of a value came with Go 1.26")
        t = self.copied(self.defaulted(inner, "argument to new"))
        return Value((Pointer(t, NOWHERE),), fresh=True)

    # --- numbers -----------------------------------------------------------------------------------------------------

    def _extreme(self, node: Any, name: str, values: list[Value]) -> Value:
        for value in values:
            t = self.single(value)
            self.under(t)
            if value_kind(self, value) not in (NUMBERS - COMPLEX) | {"string"}:
                raise self.wrong(value.node, f"invalid argument: {self.shown(value)} cannot be ordered")
        best = values[0]
        for value in values[1:]:
            left, right = self.matched(node, best, value, name)
            known = left.is_constant and right.is_constant
            both = known and left.exact is not None and right.exact is not None
            smaller = exact.compare("<", right.exact, left.exact) if both else None  # type: ignore[arg-type]  # by `both`
            best = right if smaller == (name == "min") else left
            if not known or smaller is None:
                best = best._replace(is_constant=known, exact=None, addressable=False, settable=False)
        return best._replace(node=node, addressable=False, settable=False)

    def _complex(self, node: Any, name: str, values: list[Value]) -> Value:
        if name != "complex":
            return self._part(node, name, values[0])
        left, right = self.matched(node, values[0], values[1], name)
        t = left.types[0]
        self.under(t)
        constant = left.is_constant and right.is_constant
        kind = left.untyped or self.basic(t)
        if (left.untyped and kind not in KINDS) or (not left.untyped and kind not in FLOATS):
            raise self.wrong(
                node, f"invalid argument: arguments have type {self.type_name(t)}, expected floating-point"
            )
        number = None
        if constant and left.exact is not None and right.exact is not None:
            if isinstance(left.exact, exact.Complex) or isinstance(right.exact, exact.Complex):
                raise self.wrong(node, "invalid argument: complex takes real numbers")
            number = exact.complex_number(left.exact, right.exact)  # type: ignore[arg-type]  # both are real
        if left.untyped and constant:
            return constant_of("complex128", number)
        made = Name("", "complex64" if kind == "float32" else "complex128", (), NOWHERE)
        return Value((made,), is_constant=constant, exact=number)

    def _part(self, node: Any, name: str, value: Value) -> Value:
        t = self.single(value)
        self.under(t)
        kind = value.untyped or self.basic(t)
        if kind not in COMPLEX and not (value.untyped in KINDS and value.is_constant):
            raise self.wrong(node, f"invalid argument: {self.shown(value)} is not of a complex type")
        number: exact.Exact | None = None
        if value.exact is not None and not isinstance(value.exact, bool | bytes):
            number = exact.parts(value.exact)[0 if name == "real" else 1]
        if value.untyped:
            return constant_of("float64", number)
        made: Type = Name("", "float32" if kind == "complex64" else "float64", (), NOWHERE)
        return Value((made,), is_constant=value.is_constant, exact=number)
