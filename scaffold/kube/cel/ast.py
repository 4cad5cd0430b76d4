"""Expressions of CEL after macros are expanded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

Value = None | bool | int | float | str | bytes


class Fault(Exception):
    """What is wrong with an expression, and at which character of it. Never leaves this package's callers."""

    def __init__(self, at: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.at = at
        self.message = message
        self.hint = hint


class TooDeep(Exception):
    """An expression is nested deeper than this package looks into."""


class Const(NamedTuple):
    """A literal; `kind` is the name of its type."""

    at: int
    kind: str
    value: Value


class Ident(NamedTuple):
    """A name."""

    at: int
    name: str


class Select(NamedTuple):
    """``operand.field``; with `test`, ``has(operand.field)``."""

    at: int
    operand: Expr
    field: str
    test: bool = False


class Call(NamedTuple):
    """``function(args)`` or ``target.function(args)``; operators have names such as ``_+_``."""

    at: int
    function: str
    target: Expr | None
    args: tuple[Expr, ...]


class MakeList(NamedTuple):
    """``[a, ?b]``; `optional` are the indices with a question mark."""

    at: int
    elements: tuple[Expr, ...]
    optional: frozenset[int]


class MakeMap(NamedTuple):
    """``{key: value, ?key: value}``: keys, values, and whether with a question mark."""

    at: int
    entries: tuple[tuple[Expr, Expr, bool], ...]


class MakeMessage(NamedTuple):
    """``Name{field: value}``."""

    at: int
    name: str
    values: tuple[Expr, ...]


class Fold(NamedTuple):
    """A comprehension, which macros expand to: from `start`, `step` is taken for each of `source`, while `condition`.

    `names` are the one or two variables of the loop, `accumulator` the variable of what is gathered.
    """

    at: int
    source: Expr
    names: tuple[str, ...]
    accumulator: str
    start: Expr
    condition: Expr
    step: Expr
    result: Expr


Expr = Const | Ident | Select | Call | MakeList | MakeMap | MakeMessage | Fold


def walk(expr: Expr) -> Iterator[Expr]:
    """An expression and all its parts."""
    yield expr
    match expr:
        case Select():
            parts: tuple[Expr | None, ...] = (expr.operand,)
        case Call():
            parts = (expr.target, *expr.args)
        case MakeList():
            parts = expr.elements
        case MakeMap():
            parts = tuple(part for key, value, _ in expr.entries for part in (key, value))
        case MakeMessage():
            parts = expr.values
        case Fold():
            parts = (expr.source, expr.start, expr.condition, expr.step, expr.result)
        case Const() | Ident():
            parts = ()
    for part in parts:
        if part is not None:
            yield from walk(part)
