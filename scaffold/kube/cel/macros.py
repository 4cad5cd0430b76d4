"""CEL's macros: ``has``, ``all``, ``exists``, ``map`` and their like, as the comprehensions they stand for.

Source: ``parser/macro.go``, ``cel/library.go`` and ``ext/comprehensions.go`` of cel-go v0.26.
"""

from __future__ import annotations

from collections.abc import Callable

from scaffold.kube.cel.ast import Call, Const, Expr, Fault, Fold, Ident, MakeList, MakeMap, Select

ACCUMULATOR = "@result"


def expand(call: Call) -> Expr:
    """What a call means: itself, unless it is a macro's. Raises `Fault`."""
    if call.target is None:
        return _has(call) if call.function == "has" and len(call.args) == 1 else call
    found = _MACROS.get((call.function, len(call.args)))
    return found(call, call.target) if found is not None else call


def _has(call: Call) -> Expr:
    argument = call.args[0]
    if not isinstance(argument, Select) or argument.test:
        raise Fault(argument.at, "invalid argument to has() macro")
    return argument._replace(at=call.at, test=True)


def _names(args: tuple[Expr, ...]) -> tuple[str, ...]:
    out: list[str] = []
    for argument in args:
        if not isinstance(argument, Ident):
            raise Fault(argument.at, "argument must be a simple name")
        if argument.name in out:
            raise Fault(argument.at, f"duplicate variable name: {argument.name}")
        out.append(argument.name)
    return tuple(out)


def _fold(call: Call, names: tuple[str, ...], start: Expr, condition: Expr, step: Expr, result: Expr) -> Expr:
    assert call.target is not None
    return Fold(call.at, call.target, names, ACCUMULATOR, start, condition, step, result)


def _call(at: int, function: str, *args: Expr) -> Call:
    return Call(at, function, None, args)


def _quantified(count: int, kind: str) -> Callable[[Call, Expr], Expr]:
    """``all``, ``exists`` or ``exists_one`` with `count` variables."""

    def macro(call: Call, target: Expr) -> Expr:
        at, names, predicate = call.at, _names(call.args[:count]), call.args[count]
        so_far, true = Ident(at, ACCUMULATOR), Const(at, "bool", True)
        if kind == "one":
            zero, one = Const(at, "int", 0), Const(at, "int", 1)
            step = _call(at, "_?_:_", predicate, _call(at, "_+_", so_far, one), so_far)
            return _fold(call, names, zero, true, step, _call(at, "_==_", so_far, one))
        if kind == "all":
            condition, sign = _call(at, "@not_strictly_false", so_far), "_&&_"
        else:
            condition, sign = _call(at, "@not_strictly_false", _call(at, "!_", so_far)), "_||_"
        start = Const(at, "bool", kind == "all")
        return _fold(call, names, start, condition, _call(at, sign, so_far, predicate), so_far)

    return macro


def _gathered(count: int, kind: str, *, filtered: bool) -> Callable[[Call, Expr], Expr]:
    """A new list or map of what is made of each element; `kind` is ``list``, ``map`` or ``entry``."""

    def macro(call: Call, target: Expr) -> Expr:
        at, names, made = call.at, _names(call.args[:count]), call.args[-1]
        so_far = Ident(at, ACCUMULATOR)
        if kind == "list":
            start: Expr = MakeList(at, (), frozenset())
            step = _call(at, "_+_", so_far, MakeList(at, (made,), frozenset()))
        else:
            start = MakeMap(at, ())
            key = (Ident(at, names[0]),) if kind == "map" else ()
            step = _call(at, "cel.@mapInsert", so_far, *key, made)
        if filtered:
            step = _call(at, "_?_:_", call.args[count], step, so_far)
        return _fold(call, names, start, Const(at, "bool", True), step, so_far)

    return macro


def _filter(call: Call, target: Expr) -> Expr:
    at, names = call.at, _names(call.args[:1])
    so_far = Ident(at, ACCUMULATOR)
    longer = _call(at, "_+_", so_far, MakeList(at, (call.args[0],), frozenset()))
    step = _call(at, "_?_:_", call.args[1], longer, so_far)
    return _fold(call, names, MakeList(at, (), frozenset()), Const(at, "bool", True), step, so_far)


def _optional(*, wrapped: bool) -> Callable[[Call, Expr], Expr]:
    """``optMap`` and ``optFlatMap``: a value of an optional, if it has one, with a name."""

    def macro(call: Call, target: Expr) -> Expr:
        at, (name,) = call.at, _names(call.args[:1])
        value = Call(at, "value", target, ())
        bound = Fold(
            at,
            MakeList(at, (), frozenset()),
            ("#unused",),
            name,
            value,
            Const(at, "bool", False),
            Ident(at, name),
            call.args[1],
        )
        yes = _call(at, "optional.of", bound) if wrapped else bound
        return _call(at, "_?_:_", Call(at, "hasValue", target, ()), yes, _call(at, "optional.none"))

    return macro


_MACROS: dict[tuple[str, int], Callable[[Call, Expr], Expr]] = {
    ("all", 2): _quantified(1, "all"),
    ("exists", 2): _quantified(1, "some"),
    ("exists_one", 2): _quantified(1, "one"),
    ("all", 3): _quantified(2, "all"),
    ("exists", 3): _quantified(2, "some"),
    ("exists_one", 3): _quantified(2, "one"),
    ("existsOne", 3): _quantified(2, "one"),
    ("map", 2): _gathered(1, "list", filtered=False),
    ("map", 3): _gathered(1, "list", filtered=True),
    ("filter", 2): _filter,
    ("optMap", 2): _optional(wrapped=True),
    ("optFlatMap", 2): _optional(wrapped=False),
    ("transformList", 3): _gathered(2, "list", filtered=False),
    ("transformList", 4): _gathered(2, "list", filtered=True),
    ("transformMap", 3): _gathered(2, "map", filtered=False),
    ("transformMap", 4): _gathered(2, "map", filtered=True),
    ("transformMapEntry", 3): _gathered(2, "entry", filtered=False),
    ("transformMapEntry", 4): _gathered(2, "entry", filtered=True),
}
