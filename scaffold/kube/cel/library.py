"""The functions that a rule may call, as an API server of Kubernetes v1.34 declares them.

`tools/celfunctions` writes the table from the server's own environment.
"""

from __future__ import annotations

import os
from functools import cache
from typing import NamedTuple

from scaffold.kube.cel.types import Type, read

_DATA = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(__file__))), "data", "kube", "cel.tsv")


class Overload(NamedTuple):
    """One way to call a function: a `member`'s first argument stands before the dot. `params` stand for any types."""

    id: str
    member: bool
    args: tuple[Type, ...]
    result: Type
    params: tuple[Type, ...]


@cache
def functions() -> dict[str, tuple[Overload, ...]]:
    """Every function with its overloads, in the order in which the server tries them."""
    out: dict[str, list[Overload]] = {}
    with open(_DATA, encoding="utf-8") as file:
        for line in file:
            name, overload, member, args, result = line.rstrip("\n").split("\t")
            types = tuple(read(arg) for arg in args.split(";")) if args else ()
            made = read(result)
            params = sorted({param for type_ in (*types, made) for param in _params(type_)})
            out.setdefault(name, []).append(Overload(overload, member == "m", types, made, tuple(params)))
    return {name: tuple(overloads) for name, overloads in out.items()}


def _params(type_: Type) -> list[Type]:
    if type_.kind == "param":
        return [type_]
    return [param for inner in type_.params for param in _params(inner)]


@cache
def type_names() -> dict[str, Type]:
    """The names of types, which are values too: ``type(self.port) == string``."""
    names = ["bool", "bytes", "double", "int", "list", "map", "null_type", "string", "type", "uint"]
    names += ["google.protobuf.Duration", "google.protobuf.Timestamp"]
    spelled = {"list": "list(A)", "map": "map(A, B)"}
    return {name: Type("type", "type", (read(spelled.get(name, name)),)) for name in names}
