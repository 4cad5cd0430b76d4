"""Operators in the plan's own code: arithmetic, comparisons and shifts, of constants and of values."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from scaffold.check.code_locals import Unsure, Wrong
from scaffold.check.code_value import BOOL, INT, KINDS, NUMBERS, WHOLE, Assigning, Value, shiftable, value_kind
from scaffold.check.code_vet import check_bools
from scaffold.check.facts import NOWHERE
from scaffold.golang import exact
from scaffold.golang.ast import Chan, Func, Interface, Map, Name, Pointer, Slice, Type

_COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")
_OF_WHOLE = ("%", "&", "|", "^", "&^")
_NUMERIC = ("+", "-", "*", "/")


class Operators(Assigning):
    """What unary and binary expressions give. Those who mix it in know `value`."""

    has_call = False
    """Whether the expression so far calls a function or receives from a channel."""

    if TYPE_CHECKING:
        value: Callable[[Any], Value]

    def postpone(self, why: Unsure, before: Unsure | None) -> Unsure:
        """A doubt to raise once the neighbours have been looked at; what is wrong, and all in bodies, is raised now."""
        if self.strict or isinstance(why, Wrong):
            raise why
        return before or why

    def limited(self, value: Value) -> Value:
        """A constant that was computed. Raises `Wrong` where its type, or Go's compiler, does not hold it."""
        if not value.is_constant or value.exact is None:
            return value
        if value.untyped:
            number = value.exact
            if value.untyped in ("int", "rune") and isinstance(number, int) and number.bit_length() > exact.MAX_BITS:
                raise self.wrong(value.node, f"constant {self.code(value)} overflows: it has more than 512 bits")
            return value
        basic = self.basic(value.types[0])
        if basic not in NUMBERS:
            return value
        return value._replace(exact=self.represented(value, value.types[0], basic, ""))

    # --- unary -------------------------------------------------------------------------------------------------------

    def _unary_expression(self, node: Any) -> Value:
        operator = node.child_by_field_name("operator").type
        operand = node.child_by_field_name("operand")
        inner = self.value(operand)
        if inner.is_type and operator == "*" and inner.types:
            return Value((Pointer(inner.types[0], NOWHERE),), is_type=True)
        if operator == "&":
            return self._address(node, operand, inner)
        if operator == "*":
            if inner.untyped == "nil":
                raise self.wrong(operand, "invalid operation: cannot indirect untyped nil")
            under = self.under(self.single(inner)) if not inner.untyped else None
            if not isinstance(under, Pointer):
                self.single(inner)
                raise self.wrong(operand, f"invalid operation: cannot indirect {self.shown(inner)}")
            return Value((under.elem,), settable=True, addressable=True)
        t = self.single(inner)
        if operator == "<-":
            channel = self.under(t)
            if not isinstance(channel, Chan) or channel.direction == "send":
                raise self.wrong(operand, f"invalid operation: cannot receive from {self.shown(inner)}")
            self.has_call = True
            return Value((channel.elem,), either=True)
        self.under(t)
        kind = inner.untyped or self.basic(t)
        allowed = {"!": kind == "bool", "^": kind in WHOLE, "-": kind in NUMBERS, "+": kind in NUMBERS}
        if not allowed.get(operator, False):
            raise self.wrong(operand, f"invalid operation: operator {operator} not defined on {self.shown(inner)}")
        made = Value((t,), inner.untyped, is_constant=inner.is_constant, node=node)
        if not inner.is_constant or inner.exact is None:
            return made
        return self.limited(made._replace(exact=_negated(operator, inner.exact, kind)))

    def _address(self, node: Any, operand: Any, inner: Value) -> Value:
        while operand.type == "parenthesized_expression":
            operand = operand.named_children[0]
        t = self.single(inner)
        if operand.type != "composite_literal" and not inner.addressable:
            raise self.wrong(operand, f"invalid operation: cannot take address of {self.shown(inner)}")
        return Value((Pointer(t, NOWHERE),), fresh=True)

    # --- binary ------------------------------------------------------------------------------------------------------

    def _binary_expression(self, node: Any) -> Value:
        # Sums of many terms lean to the left.
        spine = [node]
        while spine[-1].child_by_field_name("left").type == "binary_expression":
            spine.append(spine[-1].child_by_field_name("left"))
        doubt: Unsure | None = None
        left: Value | None = None
        try:
            left = self.value(spine[-1].child_by_field_name("left"))
        except Unsure as why:
            doubt = self.postpone(why, doubt)
        for part in reversed(spine):
            try:
                right = self.value(part.child_by_field_name("right"))
                left = None if left is None else self._binary(part, left, right)._replace(node=part)
            except Unsure as why:
                doubt, left = self.postpone(why, doubt), None
        if left is None:
            raise doubt or Unsure("it has an operator")
        return left

    def _binary(self, node: Any, left: Value, right: Value) -> Value:
        operator = node.child_by_field_name("operator").type
        if operator in ("<<", ">>"):
            return self._shift(node, operator, left, right)
        if operator in _COMPARISONS:
            same = node.child_by_field_name("left").text == node.child_by_field_name("right").text
            found = self._compared(node, operator, left, right)
            if same:
                self.doubt("it compares something with itself")
            return found
        for side in (left, right):
            if side.untyped == "nil":
                raise self.wrong(node, f"invalid operation: operator {operator} not defined on nil")
        left, right = self.matched(node, left, right, operator)
        t = left.types[0]
        self.under(t)
        kind = left.untyped or self.basic(t)
        allowed = (
            (operator in _NUMERIC and kind in NUMBERS)
            or (operator == "+" and kind == "string")
            or (operator in _OF_WHOLE and kind in WHOLE)
            or (operator in ("&&", "||") and kind == "bool")
        )
        if not allowed:
            raise self.wrong(node, f"invalid operation: operator {operator} not defined on {self.shown(left)}")
        if operator in ("/", "%"):
            self._check_divisor(left, right, kind)
        if operator in ("&&", "||") and self.strict:
            check_bools(operator, node)
        made = Value((t,), left.untyped, is_constant=left.is_constant and right.is_constant, node=node)
        if not made.is_constant or left.exact is None or right.exact is None:
            return made
        return self.limited(made._replace(exact=_computed(operator, left.exact, right.exact, kind in WHOLE)))

    def _check_divisor(self, left: Value, right: Value, kind: str) -> None:
        if right.is_constant and (left.is_constant or kind in WHOLE):
            if right.exact is None:
                self.doubt("it may divide by zero")
            elif right.exact == 0:
                raise self.wrong(right.node, "invalid operation: division by zero")

    def matched(self, node: Any, left: Value, right: Value, operator: str) -> tuple[Value, Value]:
        """Both operands with one type, or with one kind where neither has a type."""
        one, two = self.single(left), self.single(right)
        t: Type
        mismatch = self.wrong(
            node,
            f"invalid operation: {self.code(left)} {operator} {self.code(right)} (mismatched types "
            f"{self._type_or_kind(left)} and {self._type_or_kind(right)})",
        )
        if left.untyped and right.untyped:
            if left.untyped == right.untyped:
                return left, right
            if left.untyped not in KINDS or right.untyped not in KINDS:
                raise mismatch
            kind = max(left.untyped, right.untyped, key=KINDS.index)
            t = Name("", kind, (), NOWHERE)
            return left._replace(untyped=kind, types=(t,)), right._replace(untyped=kind, types=(t,))
        if left.untyped or right.untyped:
            typed, free = (right, left) if left.untyped else (left, right)
            t = typed.types[0]
            if not isinstance(self.under(t), Interface) and not self._may_convert(free, self.basic(t)):
                raise mismatch
            made = self.converted(free, t, "")
            if isinstance(self.under(t), Interface):
                made = made._replace(types=(t,), is_constant=False, exact=None)
            return (made, typed) if left.untyped else (typed, made)
        if not self.identical(one, two):
            raise mismatch
        return left, right

    @staticmethod
    def _may_convert(free: Value, basic: str) -> bool:
        logical, textual = free.untyped == "bool", free.untyped == "string"
        return bool(basic) and logical == (basic == "bool") and textual == (basic == "string")

    def _type_or_kind(self, value: Value) -> str:
        if value.untyped:
            kind = {"float64": "float", "complex128": "complex"}.get(value.untyped, value.untyped)
            return f"untyped {kind}"
        return self.type_name(value.types[0])

    # --- comparisons -------------------------------------------------------------------------------------------------

    def _compared(self, node: Any, operator: str, left: Value, right: Value) -> Value:
        made = Value((BOOL,), untyped="bool", node=node)
        if left.untyped == "nil" or right.untyped == "nil":
            self._with_nil(node, operator, left, right)
            return made
        one, two = self.single(left), self.single(right)
        if left.untyped or right.untyped or not self._mixed_interface(left, right):
            left, right = self.matched(node, left, right, operator)
            one = two = left.types[0]
        for t in (one, two):
            self._check_operator(node, operator, t, left, right)
        if left.is_constant and right.is_constant:
            known = left.exact is not None and right.exact is not None
            result = exact.compare(operator, left.exact, right.exact) if known else None  # type: ignore[arg-type]
            return made._replace(is_constant=True, exact=result)
        if left.untyped:
            self.defaulted(left, "comparison")
            self.defaulted(right, "comparison")
        return made

    def comparable(self, left: Value, right: Value, operator: str, node: Any = None) -> None:
        """Raise unless two values can be compared."""
        self._compared(node, operator, left, right)

    def _check_operator(self, node: Any, operator: str, t: Type, left: Value, right: Value) -> None:
        if operator in ("==", "!=") and self.scope.is_comparable(t):
            if self.facts.under(t) is None:
                raise Unsure("it uses a type that nothing is known of")
            return
        under = self.under(t)
        if operator in ("==", "!="):
            what = {Slice: "slice", Map: "map", Func: "func"}.get(type(under))
            why = f"{what} can only be compared to nil" if what else f"{self.type_name(t)} cannot be compared"
            raise self.wrong(node, f"invalid operation: {self.code(left)} {operator} {self.code(right)} ({why})")
        basic = self.basic(t)
        if basic not in NUMBERS - {"complex64", "complex128"} and basic != "string":
            raise self.wrong(node, f"invalid operation: operator {operator} not defined on {self.shown(left)}")

    def _mixed_interface(self, left: Value, right: Value) -> bool:
        """Whether one of two values is of an interface type that the other one satisfies."""
        one, two = left.types[0], right.types[0]
        first, second = (isinstance(self.facts.under(t), Interface) for t in (one, two))
        if not first and not second:
            return False
        pairs = [(one, two)] if second else []
        pairs += [(two, one)] if first else []
        answers = [self.scope.missing_method(concrete, wide) for concrete, wide in pairs]
        if "" in answers:
            return True
        if None in answers:
            raise Unsure("it compares interfaces that may not be comparable")
        return False

    def _with_nil(self, node: Any, operator: str, left: Value, right: Value) -> None:
        other = right if left.untyped == "nil" else left
        if other.untyped == "nil" or operator not in ("==", "!="):
            raise self.wrong(node, f"invalid operation: operator {operator} not defined on nil")
        t = self.single(other)
        under = self.under(t)
        if not isinstance(under, Pointer | Slice | Map | Chan | Func | Interface):
            raise self.wrong(node, f"invalid operation: {self.shown(other)} cannot be compared with nil")
        named = other.node
        while named is not None and named.type == "parenthesized_expression":
            named = named.named_children[0]
        # vet looks at names alone: what a literal, a call or a map gives it leaves to the program.
        is_named = named is not None and named.type in ("identifier", "selector_expression")
        if isinstance(under, Func) and not other.settable and is_named:
            raise self.wrong(node, f"{self.code(other)} is a function, which is never nil (vet)")

    # --- shifts ------------------------------------------------------------------------------------------------------

    def _shift(self, node: Any, operator: str, left: Value, right: Value) -> Value:
        t = self.single(left)
        self.under(t)
        whole = value_kind(self, left) in WHOLE
        if not whole and not (left.untyped in KINDS and left.is_constant and isinstance(left.exact, int | None)):
            raise self.wrong(left.node, f"invalid operation: shifted operand {self.shown(left)} must be integer")
        count = self._count(right)
        if right.is_constant and left.is_constant:
            if count is not None and count > exact.MAX_SHIFT:
                raise self.wrong(right.node, f"invalid shift count {self.shown(right)}")
            kind = left.untyped
            if kind and not whole:
                kind, t = "int", INT
            known = count is not None and isinstance(left.exact, int)
            number = exact.shift(operator, left.exact, count) if known else None  # type: ignore[arg-type]  # by `known`
            return self.limited(Value((t,), kind, is_constant=True, exact=number, node=node))
        if left.is_constant and left.untyped:
            self.doubt("it shifts a constant")
            return Value((t,), left.untyped)
        bits = shiftable(self.basic(t)) if not left.untyped else 0
        if right.is_constant and not left.is_constant and bits:
            if count is None:
                self.doubt("it shifts by much")
            elif count >= bits:
                message = f"{self.code(left)} ({bits} bits) too small for shift of {count} (vet)"
                raise self.wrong(node, message)
        return Value((t,), left.untyped)

    def _count(self, right: Value) -> int | None:
        """The constant count of a shift; None where it varies or is not known."""
        t = self.single(right)
        if right.is_constant:
            if value_kind(self, right) not in NUMBERS or (right.exact is not None and right.number is None):
                raise self.wrong(right.node, f"invalid operation: shift count {self.shown(right)} must be integer")
            if right.number is not None and right.number < 0:
                raise self.wrong(right.node, f"invalid operation: negative shift count {self.shown(right)}")
            if right.untyped and right.number is not None and right.number.bit_length() > 64:
                raise self.wrong(right.node, f"invalid shift count {self.shown(right)}")
            return right.number
        if not right.untyped:
            self.under(t)
        if right.untyped not in ("", "int", "rune") or (not right.untyped and not self.is_whole(t)):
            raise self.wrong(right.node, f"invalid operation: shift count {self.shown(right)} must be integer")
        return None


def _negated(operator: str, value: exact.Exact, kind: str) -> exact.Exact | None:
    if operator == "!":
        return not value
    if isinstance(value, bool | bytes) or operator == "+":
        return value
    if operator == "-":
        return exact.compute("-", 0, value, whole=False)
    if not isinstance(value, int):
        return None
    bits, signed = exact.INTEGER_BITS[kind]
    return ~value if signed else ~value & ((1 << bits) - 1)


def _computed(operator: str, left: exact.Exact, right: exact.Exact, whole: bool) -> exact.Exact | None:
    if isinstance(left, bytes) and isinstance(right, bytes):
        return left + right if len(left) + len(right) <= exact.LONGEST else None
    if isinstance(left, bool) and isinstance(right, bool):
        return (left and right) if operator == "&&" else (left or right)
    if isinstance(left, bool | bytes) or isinstance(right, bool | bytes):
        return None
    return exact.compute(operator, left, right, whole=whole)
