"""``'%s is %d'.format([self.name, 1])``: a literal text and its arguments, held to each other.

Source: ``ext/formatting.go`` of cel-go v0.26.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from scaffold.kube.cel.ast import Call, Const, Expr, Fault, MakeList
from scaffold.kube.cel.types import Type

_TAKES = {
    "d": ("decimal clause can only be used on integers", ("int", "uint")),
    "o": ("octal clause can only be used on integers", ("int", "uint")),
    "b": ("only integers and bools can be formatted as binary", ("int", "uint", "bool")),
    "x": ("only integers, byte buffers, and strings can be formatted as hex", ("int", "uint", "string", "bytes")),
    "f": ("fixed-point clause can only be used on doubles", ("double", "string")),
    "e": ("scientific clause can only be used on doubles", ("double", "string")),
}
_TAKES["X"] = _TAKES["x"]
_UNPRINTABLE = ("struct", "opaque")


def format_fault(call: Call, type_of: Callable[[Expr], Type]) -> Fault | None:
    """What is wrong with a call of ``format``; None for one whose text or arguments are not written out."""
    text, listed = call.target, call.args[0] if len(call.args) == 1 else None
    if not (isinstance(text, Const) and isinstance(text.value, str) and isinstance(listed, MakeList)):
        return None
    seen = 0
    at = text.value.find("%")
    while at >= 0:
        if text.value[at + 1 : at + 2] == "%":
            at = text.value.find("%", at + 2)
            continue
        clause = re.compile(r"%(?:\.[0-9]+)?(.?)", re.DOTALL).match(text.value, at)
        assert clause is not None
        if not clause.group(1):
            return Fault(call.at, "unexpected end of string")
        if seen >= len(listed.elements):
            return Fault(call.at, f"index {seen} out of range")
        why = _clause(clause.group(1), type_of(listed.elements[seen]))
        if why:
            return Fault(listed.elements[seen].at, why)
        seen += 1
        at = text.value.find("%", clause.end())
    if len(listed.elements) > seen:
        why = f"too many arguments supplied to string.format (expected {seen}, got {len(listed.elements)})"
        return Fault(call.at, why)
    return None


def _clause(letter: str, type_: Type) -> str:
    if letter == "s":
        if type_.kind in _UNPRINTABLE:
            return f"error during formatting: string clause cannot print a value of type {type_.name}"
        return ""
    if letter not in _TAKES:
        return f'could not parse formatting clause: unrecognized formatting clause "{letter}"'
    words, kinds = _TAKES[letter]
    if type_.kind == "dyn" or type_.name in kinds:
        return ""
    return f"error during formatting: {words}, was given {type_.name}"
