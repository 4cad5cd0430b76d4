"""What an expression of the plan's own code gives, and which variables certainly take it."""

from __future__ import annotations

from typing import NamedTuple

from scaffold.check.code_locals import Unsure
from scaffold.check.code_scope import CodeScope
from scaffold.check.facts import NOWHERE
from scaffold.golang.ast import Chan, Func, Interface, Map, Name, Paren, Pointer, Slice, Type

BOOL, INT, BYTE, RUNE, ANY = (Name("", name, (), NOWHERE) for name in ("bool", "int", "byte", "rune", "any"))

WHOLE = (
    *("int", "int64", "uint", "uint64", "int32", "uint32", "rune", "int16", "uint16", "int8", "uint8", "byte"),
    "uintptr",
)
"""The basic types of whole numbers."""
_FITS = {
    "int": (*WHOLE, "float64", "float32"),
    "rune": WHOLE,
    "float64": ("float64", "float32"),
    "string": ("string",),
    "bool": ("bool",),
}
RANGES = {f"int{bits}": (-(1 << bits - 1), (1 << bits - 1) - 1) for bits in (8, 16, 32, 64)}
RANGES |= {f"uint{bits}": (0, (1 << bits) - 1) for bits in (8, 16, 32, 64)}
RANGES |= {"byte": RANGES["uint8"], "rune": RANGES["int32"], "uint": RANGES["uint32"], "int": RANGES["int32"]}
RANGES["uintptr"] = RANGES["uint32"]
"""What fits each of them on every machine."""


class Value(NamedTuple):
    """What an expression gives: one type or several, a constant without a type, a type itself, or nil.

    `settable`: it may stand left of ``=``; `addressable`: its address may be taken. `either`: it also gives a bool
    where two values are asked for (``v, ok := m[k]``). `number` is the value of an untyped whole constant, where it is
    known. `fresh`: it was made here (a literal, a call's result), so that nothing is copied by passing it on.
    """

    types: tuple[Type, ...]
    untyped: str = ""
    is_type: bool = False
    settable: bool = False
    number: int | None = None
    addressable: bool = False
    either: bool = False
    fresh: bool = False


NIL = Value((), untyped="nil")


def single(value: Value) -> Type:
    """The one type of a value; an untyped constant's default type."""
    if value.is_type or value.untyped == "nil" or len(value.types) != 1:
        raise Unsure("an expression has no single value")
    return value.types[0]


def spread(values: list[Value], wanted: int, what: str) -> list[Value]:
    """As many values as are asked for: one expression may give several."""
    if len(values) == 1 and wanted == len(values[0].types) > 1:
        return [Value((t,), fresh=True) for t in values[0].types]
    if len(values) == 1 and wanted == 2 and values[0].either:
        return [values[0]._replace(either=False), Value((BOOL,), untyped="bool")]
    if len(values) != wanted:
        raise Unsure(f"it {what} the wrong number of values")
    return values


class Assigning:
    """Which values variables of which types take."""

    def __init__(self, scope: CodeScope) -> None:
        self.scope = scope
        self.facts = scope.facts
        # The receiver of a method that printing calls, which must not print itself there.
        self.printed = ""

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
        self.copied(value)
        if self.facts.canon(t) == self.facts.canon(target) and not value.untyped:
            return
        if isinstance(under, Interface):
            if not self.scope.implements(t, target):
                raise Unsure("it gives a value to an interface that it may not satisfy")
            return
        if value.untyped:
            constant(self.basic(target), value)
            return
        # Types with one underlying type fit if one of them has no name.
        if not (isinstance(t, Name) and isinstance(target, Name)):
            of = self.facts.under(t)
            if of is not None and self.facts.canon(of) == self.facts.canon(under):
                return
            channels = isinstance(of, Chan) and isinstance(under, Chan) and of.direction == "both"
            if channels and self.facts.canon(of.elem) == self.facts.canon(under.elem):  # type: ignore[union-attr]  # both are
                return
        raise Unsure("it gives a value to a variable of another type")

    def copied(self, value: Value) -> Type:
        """The one type of a value that is copied; vet's copylocks refuses some."""
        t = single(value)
        if not value.fresh and self.scope.locks is not None and self.scope.locks.held(t):
            raise Unsure("it copies a lock")
        return t

    def basic(self, t: Type) -> str:
        """The name of the basic type under a type; empty where it is none."""
        under = self.facts.under(t)
        if isinstance(under, Name) and not under.qualifier and not self.scope.is_type_param(under.name):
            return under.name
        return ""

    def is_number(self, t: Type) -> bool:
        """Whether a type is one of numbers."""
        return self.basic(t) not in ("", "string", "bool", "comparable")

    def is_whole(self, t: Type) -> bool:
        """Whether a type is one of whole numbers."""
        return self.basic(t) in WHOLE


def shiftable(basic: str) -> int:
    """The bits of a whole number on every machine: vet refuses shifts by as many."""
    return (RANGES[basic][1] - RANGES[basic][0] + 1).bit_length() - 1 if basic in RANGES else 0


def constant(basic: str, value: Value) -> None:
    """Raise `Unsure` unless an untyped constant certainly fits a basic type."""
    if basic not in _FITS.get(value.untyped, ()):
        raise Unsure("a constant does not fit its type")
    if value.untyped in ("int", "rune") and not basic.startswith("float"):
        if value.untyped == "rune" and value.number is None and basic in ("rune", "int32", "int", "int64"):
            return
        low, high = RANGES[basic]
        if value.number is None or not low <= value.number <= high:
            raise Unsure("a constant may not fit its type")
