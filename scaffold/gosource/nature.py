"""What unexported fields make of a struct: whether it can be compared, and whether it holds a lock."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from scaffold.golang import stdlib
from scaffold.golang.ast import (
    NO_TEXT,
    Array,
    Field,
    Func,
    Map,
    Name,
    Paren,
    Slice,
    Struct,
    Type,
)
from scaffold.golang.identifiers import PREDECLARED
from scaffold.gosource.declared import Declared
from scaffold.source import Span, Text

_MAX_TYPES = 2000
"""Types within each other that are looked at for one field."""


Arguments = dict[str, Type]
"""Type arguments by the name of their parameter."""
Effect = Literal["nothing", "incomparable", "held", "unknown"]


class Nature(NamedTuple):
    """What fields make of the struct that has them.

    `held` are types of blank fields that do the same: locks, type parameters, and types of other modules of which
    nothing is known. `unknown` is the first type that neither can be judged nor be named in a plan.
    """

    comparable: bool
    held: tuple[Name, ...]
    unknown: str


class Natures:
    """Judges the types of one package. `path_of` gives the import path that a name's file calls its qualifier."""

    def __init__(self, declared: Declared, path_of: Callable[[Name], str], is_usable: Callable[[str], bool]) -> None:
        self._declared = declared
        self._path_of = path_of
        self._is_usable = is_usable
        self._lockers = {
            name
            for name, methods in declared.methods.items()
            if {"Lock", "Unlock"} <= {m.name for m in methods if not m.params and not m.results}
            and any(m.receiver is not None and m.receiver.pointer for m in methods if m.name in ("Lock", "Unlock"))
        }

    def judge(self, fields: Iterable[Field], params: Iterable[str]) -> Nature:
        """The nature of fields of a struct with the type parameters `params`."""
        generic = frozenset(params)
        comparable = True
        held: dict[str, Name] = {}
        unknown = ""
        ahead: list[tuple[Type, Arguments]] = [(field.type, {}) for field in fields]
        seen: set[str] = set()
        while ahead and len(seen) < _MAX_TYPES:
            part, arguments = ahead.pop()
            match part:
                case Slice() | Map() | Func():
                    comparable = False
                case Array():
                    ahead.append((part.elem, arguments))
                case Paren():
                    ahead.append((part.inner, arguments))
                case Struct():
                    ahead += [(field.type, arguments) for field in part.fields]
                case Name() if not part.qualifier and part.name in arguments:
                    ahead.append((arguments[part.name], {}))
                case Name() if self._is_open(part, generic):
                    if part.name not in seen:
                        seen.add(part.name)
                        ahead.append(self._open(part))
                case Name():
                    effect = self._judge_name(part, generic)
                    comparable = comparable and effect != "incomparable"
                    if effect == "held":
                        held.setdefault(f"{part.qualifier}.{part.name}", part)
                    elif effect == "unknown":
                        unknown = unknown or (f"{part.qualifier}." if part.qualifier else "") + part.name
                case _:
                    pass  # pointers, channels and interfaces compare, and copying them copies no lock
        return Nature(comparable, tuple(held.values()), unknown)

    def _is_open(self, name: Name, generic: frozenset[str]) -> bool:
        """Whether a name is one of the package's own types, which is as its underlying type is."""
        is_own = not name.qualifier and name.name in self._declared.types
        return is_own and name.name not in generic and name.name not in self._lockers

    def _open(self, name: Name) -> tuple[Type, Arguments]:
        decl = self._declared.types[name.name]
        names = (param.name for param in decl.type_params)
        return decl.type, dict(zip(names, name.args, strict=False))

    def _judge_name(self, name: Name, generic: frozenset[str]) -> Effect:
        """What a type that is not opened does to the struct."""
        if not name.qualifier:
            if name.name in generic or name.name in self._lockers:
                return "held"
            return "nothing" if name.name in PREDECLARED else "unknown"
        path = self._path_of(name)
        package = stdlib.package(path) if path else None
        symbol = package.symbol(name.name) if package is not None else None
        is_nameable = bool(path) and self._is_usable(path) and not name.args
        if isinstance(symbol, stdlib.Type) and not symbol.type_params:
            if symbol.lock != "never":
                return "held" if is_nameable else "unknown"
            return "incomparable" if symbol.comparable == "never" else "nothing"
        return "held" if is_nameable else "unknown"


def blank_field(t: Type, span: Span) -> Field:
    """``_ T``."""
    return Field("_", t, NO_TEXT, NO_TEXT, NO_TEXT, False, span)


def incomparable_field(span: Span) -> Field:
    """``_ [0]func()``: no size, and never comparable."""
    zero = Text(span.source, "0", ((0, span.offsets[0]),))
    return blank_field(Array(zero, Func((), (), span), span), span)
