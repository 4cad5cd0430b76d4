"""What an expression of the plan's own code gives, and which variables take it (Go's "Assignability")."""

from __future__ import annotations

from typing import Any, NamedTuple

from scaffold.check.code_locals import Unsure, Wrong, WrongCount
from scaffold.check.code_scope import CodeScope
from scaffold.check.facts import NOWHERE
from scaffold.golang import exact
from scaffold.golang.ast import Chan, Func, Interface, Map, Name, Param, Pointer, Slice, Type
from scaffold.golang.exact import Exact

BOOL, INT, BYTE, RUNE, ANY, STRING = (
    Name("", name, (), NOWHERE) for name in ("bool", "int", "byte", "rune", "any", "string")
)

WHOLE = frozenset(exact.INTEGER_BITS)
"""The basic types of whole numbers."""
FLOATS = frozenset(("float32", "float64"))
COMPLEX = frozenset(("complex64", "complex128"))
NUMBERS = WHOLE | FLOATS | COMPLEX
KINDS = ("int", "rune", "float64", "complex128")
"""Kinds of numbers without a type, by their default types; the later one wins where two meet."""
_KIND_WORDS = {"float64": "float", "complex128": "complex"}
_LONGEST_SHOWN = 60


class Value(NamedTuple):
    """What an expression gives: one type or several, a constant without a type, a type itself, or nil.

    `untyped` is the default type of what has no type yet. `is_constant`: it is a constant, and `exact` its value where
    that is known. `settable`: it may stand left of ``=``; `addressable`: its address may be taken. `either`: it also
    gives a bool where two values are asked for (``v, ok := m[k]``). `fresh`: it was made here (a literal, a call's
    result), so that nothing is copied by passing it on. `node` is the expression; `builtin` the name of a builtin
    function.
    """

    types: tuple[Type, ...]
    untyped: str = ""
    is_type: bool = False
    settable: bool = False
    addressable: bool = False
    either: bool = False
    fresh: bool = False
    is_constant: bool = False
    exact: Exact | None = None
    node: Any = None
    builtin: str = ""

    @property
    def number(self) -> int | None:
        """The value of a whole constant, where it is known."""
        whole = self.is_constant and isinstance(self.exact, int) and not isinstance(self.exact, bool)
        return self.exact if whole else None  # type: ignore[return-value]  # by `whole`


NIL = Value((), untyped="nil")


def constant_of(kind: str, value: Exact | None) -> Value:
    """A constant without a type."""
    return Value((Name("", kind, (), NOWHERE),), untyped=kind, is_constant=True, exact=value)


class Assigning:
    """Which values variables of which types take.

    `strict`: what vet or staticcheck may refuse counts as unsure too, as in bodies; otherwise only what is wrong or
    unknown to the compiler does.
    """

    def __init__(self, scope: CodeScope) -> None:
        self.scope = scope
        self.facts = scope.facts
        self.strict = False
        # The receiver of a method that printing calls, which must not print itself there.
        self.printed = ""

    def wrong(self, node: Any, message: str) -> Wrong:
        """What to raise for code that Go refuses, at a node."""
        return Wrong(message, self.scope.place(node) if node is not None else None)

    def doubt(self, message: str) -> None:
        """Raise `Unsure` in bodies: the compiler takes it, and vet or a reader may not."""
        if self.strict:
            raise Unsure(message)

    # --- types -------------------------------------------------------------------------------------------------------

    def single(self, value: Value) -> Type:
        """The one type of a value; the default type of what has none."""
        if value.is_type:
            raise self.wrong(value.node, f"{self.shown(value)} is not an expression")
        if value.builtin:
            raise self.wrong(value.node, f"{value.builtin} (built-in) must be called")
        if value.untyped == "nil":
            raise self.wrong(value.node, "use of untyped nil")
        if not value.types:
            raise self.wrong(value.node, f"{self.code(value)} (no value) used as value")
        if len(value.types) != 1:
            raise self.wrong(value.node, f"{self.code(value)} gives {len(value.types)} values where one is wanted")
        return value.types[0]

    def under(self, t: Type) -> Type:
        """The underlying type. Raises `Unsure` where it is not known, and for type parameters."""
        under = self.facts.under(t)
        if under is None:
            raise Unsure("it uses a type that nothing is known of")
        if isinstance(under, Name) and (under.qualifier or self.scope.is_type_param(under.name)):
            raise Unsure("it computes with a type parameter")
        return under

    def basic(self, t: Type) -> str:
        """The name of the basic type under a type; empty where it is none."""
        under = self.facts.under(t)
        if isinstance(under, Name) and not under.qualifier and not self.scope.is_type_param(under.name):
            return under.name
        return ""

    def is_number(self, t: Type) -> bool:
        """Whether a type is one of numbers."""
        return self.basic(t) in NUMBERS

    def is_whole(self, t: Type) -> bool:
        """Whether a type is one of whole numbers."""
        return self.basic(t) in WHOLE

    def identical(self, one: Type, two: Type) -> bool:
        """Whether two types are one. Raises `Unsure` where that cannot be told."""
        first, second = self.facts.canon(one), self.facts.canon(two)
        if "?" in first or "?" in second:
            raise Unsure("it uses a type that nothing is known of")
        if first == second:
            return True
        # Interfaces are written in many ways.
        if ".interface{" in first.replace(".interface{}", "") and ".interface{" in second.replace(".interface{}", ""):
            raise Unsure("it mixes interfaces")
        return False

    def is_named(self, t: Type) -> bool:
        """Whether a type is a named one in Go's sense: declared, predeclared or a type parameter."""
        return isinstance(self.facts.unalias(t), Name) and not self._is_any(t)

    def _is_any(self, t: Type) -> bool:
        named = self.facts.unalias(t)
        return isinstance(named, Name) and not named.qualifier and named.name == "any"

    # --- words -------------------------------------------------------------------------------------------------------

    def code(self, value: Value) -> str:
        """An expression as messages call it."""
        if value.node is None:
            return "it"
        written = self.scope.written(value.node)
        return shorten(written.value if written is not None else value.node.text.decode())

    def type_name(self, t: Type) -> str:
        """A type as messages call it."""
        return self.scope.type_name(t)

    def shown(self, value: Value) -> str:
        """An operand with what it is, in the words of Go's own messages."""
        code = self.code(value)
        if value.is_type:
            return f"{code} (type)"
        if value.untyped == "nil":
            return "untyped nil"
        if value.builtin:
            return f"{code} (built-in)"
        if not value.types:
            return f"{code} (no value)"
        if value.untyped:
            kind = _KIND_WORDS.get(value.untyped, value.untyped)
            if not value.is_constant:
                return f"{code} (untyped {kind} value)"
            number = _number_text(value.exact)
            known = f" {number}" if number and number != code and value.untyped in KINDS else ""
            return f"{code} (untyped {kind} constant{known})"
        of = f"of type {self.type_name(value.types[0])}"
        if value.is_constant:
            number = _number_text(value.exact)
            return f"{code} (constant {number} {of})" if number else f"{code} (constant {of})"
        what = "variable" if value.addressable else "map index expression" if value.settable else "value"
        return f"{code} ({what} {of})"

    # --- constants ---------------------------------------------------------------------------------------------------

    def represented(self, value: Value, t: Type, basic: str, where: str) -> Exact | None:
        """The value of a constant as one of type `t`, whose basic type is `basic`. Raises `Wrong`."""
        textual, logical = value_kind(self, value) == "string", value_kind(self, value) == "bool"
        if (basic == "string") != textual or (basic == "bool") != logical:
            raise self.mismatch(value, t, where)
        if textual or logical or value.exact is None or isinstance(value.exact, bool | bytes):
            return value.exact
        try:
            return exact.represent(value.exact, basic)
        except exact.DoesNotFit as why:
            if where:
                raise self.wrong(
                    value.node, f"cannot use {self.shown(value)} as {self.type_name(t)} value in {where} ({why})"
                ) from None
            number = _number_text(value.exact) or self.code(value)
            what = f"overflows {self.type_name(t)}" if str(why) == "overflows" else f"truncated to {self.type_name(t)}"
            raise self.wrong(value.node, f"constant {number} {what}") from None

    def mismatch(self, value: Value, t: Type, where: str) -> Wrong:
        """What to raise for a value of another type than a place asks for."""
        place = f" in {where}" if where else ""
        return self.wrong(value.node, f"cannot use {self.shown(value)} as {self.type_name(t)} value{place}")

    def converted(self, value: Value, target: Type, where: str = "") -> Value:
        """An untyped value as one of type `target`. Raises `Wrong` or `Unsure`."""
        under = self.under(target)
        if value.untyped == "nil":
            if not isinstance(under, Pointer | Slice | Map | Chan | Func | Interface):
                raise self.mismatch(value, target, where)
            return value._replace(types=(target,), untyped="")
        if isinstance(under, Interface):
            if under.methods or under.embeds:
                missing = self.scope.missing_method(value.types[0], target)
                if missing is None:
                    raise Unsure("it gives a value to an interface that it may not satisfy")
                if missing:
                    raise self.mismatch(value, target, where)
            return self.defaulted(value, where)
        if not isinstance(under, Name):
            raise self.mismatch(value, target, where)
        if value.is_constant:
            number = self.represented(value, target, under.name, where)
            return value._replace(types=(target,), untyped="", exact=number)
        if value.untyped == "bool" or under.name not in NUMBERS:
            if value.untyped != under.name:
                raise self.mismatch(value, target, where)
        elif under.name not in WHOLE:
            message = f"shifted operand in {self.code(value)} must be integer, not {self.type_name(target)}"
            raise self.wrong(value.node, f"invalid operation: {message}")
        return value._replace(types=(target,), untyped="")

    def defaulted(self, value: Value, where: str = "variable declaration") -> Value:
        """A value with a type: its default type where it had none."""
        t = self.single(value)
        if not value.untyped:
            return value
        if value.is_constant or value.untyped in KINDS:
            return self.converted(value, t, where)
        return value._replace(untyped="")

    # --- assignment --------------------------------------------------------------------------------------------------

    def assign(self, target: Type, value: Value, where: str = "assignment") -> Value:
        """The value as a variable of type `target` has it. Raises `Wrong`, or `Unsure` where nobody can tell."""
        if self.facts.under(target) is None:
            raise Unsure("it uses a type that nothing is known of")
        if value.untyped:
            return self.converted(value, target, where)
        t = self.copied(value)
        if self._same(t, target):
            return value
        under, of = self.under(target), self.under(t)
        if isinstance(under, Interface):
            missing = self.scope.missing_method(t, target)
            if missing is None:
                raise Unsure("it gives a value to an interface that it may not satisfy")
            if missing:
                cannot = f"cannot use {self.shown(value)} as {self.type_name(target)} value in {where}"
                raise self.wrong(value.node, f"{cannot}: {self.type_name(t)} {missing}")
            return value._replace(types=(target,), is_constant=False, exact=None)
        # Types with one underlying type fit if one of them has no name.
        if not (self.is_named(t) and self.is_named(target)):
            if self.identical(of, under):
                return value._replace(types=(target,))
            channels = isinstance(of, Chan) and isinstance(under, Chan) and of.direction == "both"
            if channels and self.identical(of.elem, under.elem):  # type: ignore[union-attr]  # both are
                return value._replace(types=(target,))
        raise self.mismatch(value, target, where)

    def _same(self, one: Type, two: Type) -> bool:
        first = self.facts.canon(one)
        return "?" not in first and first == self.facts.canon(two)

    def copied(self, value: Value) -> Type:
        """The one type of a value that is copied; vet's copylocks refuses some."""
        t = self.single(value)
        if not value.fresh and self.scope.locks is not None:
            lock = self.scope.locks.held(t)
            if lock:
                raise self.wrong(value.node, f"{self.code(value)} is copied, and it holds the lock {lock} (vet)")
        return t

    def spread(self, values: list[Value], wanted: int, node: Any, what: str = "names") -> list[Value]:
        """As many values as are asked for: one expression may give several."""
        if len(values) == 1 and wanted == len(values[0].types) > 1 and not values[0].is_type:
            return [Value((t,), fresh=True, node=values[0].node) for t in values[0].types]
        if len(values) == 1 and wanted == 2 and values[0].either:
            first = values[0]._replace(either=False)
            return [first, Value((BOOL,), untyped="bool", node=values[0].node)]
        if len(values) != wanted:
            given = len(values[0].types) if len(values) == 1 else len(values)
            message = f"{wanted} {what} and {given} value{'' if given == 1 else 's'}"
            raise WrongCount(message, self.scope.place(node))
        return values

    def params(self, types: tuple[Type, ...]) -> tuple[Param, ...]:
        """Parameters without names."""
        return tuple(Param("", t, False, False, NOWHERE) for t in types)


def value_kind(assigning: Assigning, value: Value) -> str:
    """The basic type, or the untyped kind, of a constant."""
    return value.untyped or assigning.basic(value.types[0])


def shiftable(basic: str) -> int:
    """The bits of a whole number: vet refuses shifts by as many."""
    return exact.INTEGER_BITS[basic][0] if basic in exact.INTEGER_BITS else 0


def shorten(code: str) -> str:
    """Code in one line, and not too long for a message."""
    line = " ".join(code.split())
    return line if len(line) <= _LONGEST_SHOWN else f"{line[: _LONGEST_SHOWN - 1]}…"


def _number_text(value: Exact | None) -> str:
    """A number as messages show it; empty for what is none, or not known."""
    if value is None or isinstance(value, bool | bytes | exact.Complex):
        return ""
    if isinstance(value, int):
        return str(value) if value.bit_length() <= 256 else ""
    try:
        return f"{float(value):g}"
    except OverflowError:
        return ""
