"""Walking over types."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.golang.ast import (
    Array,
    Chan,
    Func,
    Interface,
    Map,
    Name,
    Paren,
    Pointer,
    Slice,
    Struct,
    Tilde,
    Type,
    Union,
)
from scaffold.source import Text


def children(t: Type) -> Iterator[Type]:
    """The types directly inside a type, in the order written."""
    match t:
        case Name():
            yield from t.args
        case Pointer() | Slice() | Array() | Chan():
            yield t.elem
        case Map():
            yield t.key
            yield t.value
        case Func():
            for param in (*t.params, *t.results):
                yield param.type
        case Struct():
            for field in t.fields:
                yield field.type
        case Interface():
            for method in t.methods:
                for param in (*method.params, *method.results):
                    yield param.type
            for embed in t.embeds:
                yield embed.type
        case Paren() | Tilde():
            yield t.inner
        case Union():
            yield from t.terms


def array_lengths(t: Type) -> Iterator[Text]:
    """The length of every array in a type."""
    if isinstance(t, Array):
        yield t.length
    for inner in children(t):
        yield from array_lengths(inner)


def names_by_value(t: Type) -> list[tuple[str, str]]:
    """The packages and names of the types that a type literal holds by value; of instances it has none."""
    found: list[tuple[str, str]] = []
    ahead = [t]
    while ahead:
        t = ahead.pop()
        match t:
            case Name() if t.qualifier and not t.args:
                found.append((t.qualifier, t.name))
            case Array():
                ahead.append(t.elem)
            case Paren():
                ahead.append(t.inner)
            case Struct():
                ahead += [field.type for field in t.fields]
    return found


def names_of(t: Type) -> Iterator[Name]:
    """Every type name in a type."""
    ahead = [t]
    while ahead:
        t = ahead.pop()
        if type(t) is Name:
            yield t
            if not t.args:
                continue
        ahead.extend(children(t))
