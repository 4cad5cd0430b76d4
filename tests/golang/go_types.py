"""Hypothesis strategies: Go types as trees, of every form, nested."""

from __future__ import annotations

from hypothesis import strategies as st

from scaffold.golang.ast import (
    NO_TEXT,
    Array,
    Chan,
    Embed,
    Field,
    Func,
    Interface,
    Map,
    Method,
    Name,
    Param,
    Paren,
    Pointer,
    Slice,
    Struct,
    Tilde,
    Type,
    TypeParam,
    Union,
)
from scaffold.source import Source, Span, Text

NOWHERE = Span(NO_TEXT, 0, 0)
WORDS = ["a", "b1", "ctx", "err", "_", "T", "größe", "世界", "nil", "string", "any", "type_", "x"]


def text(value: str) -> Text:
    return Source("", value).whole()


def names(args: st.SearchStrategy[Type]) -> st.SearchStrategy[Name]:
    return st.builds(
        Name,
        st.sampled_from(["", "", "pkg", "世"]),
        st.sampled_from(["int", "string", "T", "Object", "Ω"]),
        st.one_of(st.just(()), st.lists(args, min_size=1, max_size=2).map(tuple)),
        st.just(NOWHERE),
    )


def _grouped(named: list[tuple[str, Type, bool]], variadic: bool) -> tuple[Param, ...]:
    """Parameters with names; a group takes the type of the one behind it."""
    made: list[Param] = []
    known: Type | None = None
    for at, (name, kind, wanted) in enumerate(reversed(named)):
        grouped = wanted and known is not None and not (variadic and at == 1)
        if not grouped or known is None:
            known = kind
        made.append(Param(name, known, variadic and at == 0, grouped, NOWHERE))
    return tuple(reversed(made))


def _bare(kinds: list[Type], variadic: bool) -> tuple[Param, ...]:
    last = len(kinds) - 1
    return tuple(Param("", kind, variadic and at == last, False, NOWHERE) for at, kind in enumerate(kinds))


def params(kinds: st.SearchStrategy[Type], variadic: bool) -> st.SearchStrategy[tuple[Param, ...]]:
    dots = st.booleans() if variadic else st.just(False)
    entry = st.tuples(st.sampled_from(WORDS), kinds, st.booleans())
    return st.one_of(
        st.builds(_bare, st.lists(kinds, max_size=3), dots),
        st.builds(_grouped, st.lists(entry, max_size=4), dots),
    )


def _fields(parts: list[tuple[str, Type, bool]]) -> tuple[Field, ...]:
    made: list[Field] = []
    known: Type | None = None
    tag = NO_TEXT
    for name, kind, wanted in reversed(parts):
        grouped = wanted and known is not None
        if known is None or not grouped:
            known, tag = kind, text('json:"a"') if name > "b" else NO_TEXT
        made.append(Field(name, known, tag, NO_TEXT, NO_TEXT, grouped, NOWHERE))
    return tuple(reversed(made))


def fields(kinds: st.SearchStrategy[Type]) -> st.SearchStrategy[tuple[Field, ...]]:
    embedded = st.one_of(names(kinds), st.builds(Pointer, names(kinds), st.just(NOWHERE))).map(
        lambda kind: (Field("", kind, NO_TEXT, NO_TEXT, NO_TEXT, False, NOWHERE),)
    )
    named = st.lists(st.tuples(st.sampled_from(WORDS), kinds, st.booleans()), min_size=1, max_size=3).map(_fields)
    return st.lists(st.one_of(embedded, named), max_size=2).map(lambda groups: tuple(f for g in groups for f in g))


def constraints(kinds: st.SearchStrategy[Type]) -> st.SearchStrategy[Type]:
    term = st.one_of(kinds, st.builds(Tilde, kinds, st.just(NOWHERE)))
    union = st.builds(Union, st.lists(term, min_size=2, max_size=3).map(tuple), st.just(NOWHERE))
    return st.one_of(term, union)


def methods(kinds: st.SearchStrategy[Type]) -> st.SearchStrategy[Method]:
    return st.builds(
        lambda name, inputs, outputs: Method(name, inputs, outputs, NO_TEXT, NO_TEXT, NOWHERE, NOWHERE),
        st.sampled_from(["Get", "_", "größe", "m"]),
        params(kinds, True),
        params(kinds, False),
    )


def _interface(elements: list[Method | Type]) -> Interface:
    found: list[Method] = []
    embeds: list[Embed] = []
    order: list[int] = []
    for element in elements:
        if isinstance(element, Method):
            order.append(len(found))
            found.append(element)
        else:
            order.append(~len(embeds))
            embeds.append(Embed(element, NO_TEXT, NO_TEXT, NOWHERE))
    return Interface(tuple(found), tuple(embeds), tuple(order), NOWHERE)


def _chan(direction: str, elem: Type) -> Chan:
    if direction == "both" and isinstance(elem, Chan) and elem.direction == "receive":
        elem = Paren(elem, NOWHERE)
    return Chan(direction, elem, NOWHERE)


def _extend(kinds: st.SearchStrategy[Type]) -> st.SearchStrategy[Type]:
    at = st.just(NOWHERE)
    return st.one_of(
        names(kinds),
        st.builds(Pointer, kinds, at),
        st.builds(Slice, kinds, at),
        st.builds(Array, st.sampled_from(["3", "N", "pkg.N", "1 << 4", "len(x)", "0x1F"]).map(text), kinds, at),
        st.builds(Map, kinds, kinds, at),
        st.builds(_chan, st.sampled_from(["both", "send", "receive"]), kinds),
        st.builds(Func, params(kinds, True), params(kinds, False), at),
        st.builds(Struct, fields(kinds), at),
        st.lists(st.one_of(methods(kinds), constraints(kinds)), max_size=2).map(_interface),
    )


types: st.SearchStrategy[Type] = st.recursive(names(st.nothing()), _extend, max_leaves=8)


def type_params() -> st.SearchStrategy[tuple[TypeParam, ...]]:
    entry = st.tuples(st.sampled_from(["P", "K", "größe"]), constraints(types), st.booleans())

    def made(parts: list[tuple[str, Type, bool]]) -> tuple[TypeParam, ...]:
        found: list[TypeParam] = []
        known: Type | None = None
        for name, kind, wanted in reversed(parts):
            grouped = wanted and known is not None
            if known is None or not grouped:
                known = kind
            found.append(TypeParam(name, known, grouped, NOWHERE))
        return tuple(reversed(found))

    return st.lists(entry, min_size=1, max_size=3).map(made)
