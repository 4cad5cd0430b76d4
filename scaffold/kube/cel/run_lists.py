"""CEL's functions of lists and maps, run.

Sources: ``ext/sets.go`` of cel-go v0.26, ``pkg/cel/library/lists.go`` of k8s.io/apiserver v0.34.
"""

from __future__ import annotations

import math
from functools import reduce
from itertools import pairwise

from scaffold.kube.cel import run_texts
from scaffold.kube.cel.run_core import FUNCTIONS as CORE
from scaffold.kube.cel.run_core import Function
from scaffold.kube.cel.times import Duration
from scaffold.kube.cel.values import Broken, CelError, Maybe, Value, compare, equal, is_number, kind_of


def key_of(value: Value) -> Value:
    """A key of a map: numbers of one value are one key, whatever their kinds."""
    if kind_of(value) not in ("bool", "int", "uint", "string", "double"):
        raise CelError("unsupported key type")
    if isinstance(value, float) and not value.is_integer():
        return math.nan
    return int(value) if is_number(value) else value


def _has_key(value: Value, mapping: dict[Value, Value]) -> bool:
    key = key_of(value)
    # True is 1 for Python.
    return any(equal(key, other) for other in mapping) if isinstance(key, bool) else key in mapping


def _size(value: Value) -> int:
    if isinstance(value, str | bytes | list | dict):
        return len(value)
    raise CelError("no such overload")


def _in(value: Value, where: Value) -> bool:
    if isinstance(where, list):
        return any(equal(value, item) for item in where)
    if isinstance(where, dict):
        return _has_key(value, where)
    raise CelError("no such overload")


def _index(where: Value, at: Value) -> Value:
    found = _optional_index(where, at)
    if isinstance(where, Maybe):
        return found
    if not found.held:
        raise CelError(f"no such key or index: {at}")
    return found.held[0]


def _optional_index(where: Value, at: Value) -> Maybe:
    if isinstance(where, Maybe):
        return _optional_index(where.held[0], at) if where.held else where
    if isinstance(where, list):
        if not is_number(at) or at != int(at):
            raise CelError("no such overload")
        found = where[int(at)] if 0 <= at < len(where) else None
        return _maybe(found) if 0 <= at < len(where) else Maybe()
    if isinstance(where, dict):
        return _maybe(where[key_of(at)]) if _has_key(at, where) else Maybe()
    raise CelError("no such overload")


def _maybe(value: Value) -> Maybe:
    if isinstance(value, Broken):
        raise CelError(value.why)
    return Maybe((value,))


def _insert(mapping: dict[Value, Value], *entry: Value) -> dict[Value, Value]:
    more = entry[0] if len(entry) == 1 else {key_of(entry[0]): entry[1]}
    if any(key in mapping for key in more):
        raise CelError("insert failed: key already exists")
    return {**mapping, **more}


def _sum(values: list[Value]) -> Value:
    if not values:
        return 0
    start: Value = Duration(0) if isinstance(values[0], Duration) else type(values[0])(0)
    return reduce(CORE["_+_"], values, start)


def _extreme(sign: int) -> Function:
    def find(values: list[Value]) -> Value:
        if not values:
            raise CelError("called on an empty list")
        return reduce(lambda a, b: b if compare(b, a) * sign > 0 else a, values)

    return find


def _index_of(values: Value, value: Value, *start: int) -> int:
    if isinstance(values, str):
        return run_texts.index_of(values, value, *start)
    return next((at for at, item in enumerate(values) if equal(item, value)), -1)


def _last_index_of(values: Value, value: Value, *start: int) -> int:
    if isinstance(values, str):
        return run_texts.last_index_of(values, value, *start)
    return next((at for at in reversed(range(len(values))) if equal(values[at], value)), -1)


def _holds(a: list[Value], b: list[Value]) -> bool:
    return all(_in(item, a) for item in b)


FUNCTIONS: dict[str, Function] = {
    "size": _size,
    "@in": _in,
    "_[_]": _index,
    "_[?_]": _optional_index,
    "cel.@mapInsert": _insert,
    "isSorted": lambda values: all(compare(a, b) <= 0 for a, b in pairwise(values)),
    "sum": _sum,
    "min": _extreme(-1),
    "max": _extreme(1),
    "indexOf": _index_of,
    "lastIndexOf": _last_index_of,
    "first": lambda values: _maybe(values[0]) if values else Maybe(),
    "last": lambda values: _maybe(values[-1]) if values else Maybe(),
    "sets.contains": _holds,
    "sets.equivalent": lambda a, b: _holds(a, b) and _holds(b, a),
    "sets.intersects": lambda a, b: any(_in(item, a) for item in b),
}
