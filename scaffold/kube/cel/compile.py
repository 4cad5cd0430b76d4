"""A rule of a schema, compiled: what is wrong with it, whether it looks at the old value, and what it costs at worst.

Source: ``pkg/apiserver/schema/cel/compilation.go`` of k8s.io/apiextensions-apiserver v0.34.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from scaffold.kube.cel import types as t
from scaffold.kube.cel.ast import Expr, Fault, TooDeep
from scaffold.kube.cel.check import Checker
from scaffold.kube.cel.cost import Coster
from scaffold.kube.cel.declare import Declared
from scaffold.kube.cel.parse import parse
from scaffold.kube.cel.types import Type


class Compiled(NamedTuple):
    """`faults` keep an expression from being used; `cost` is 0 then. `judged` is false where it is too deep to tell.

    `expr` is there to be evaluated where nothing is wrong, `names` are its functions with a dot in them, by their ids.
    """

    faults: tuple[Fault, ...] = ()
    uses_old: bool = False
    cost: int = 0
    judged: bool = True
    expr: Expr | None = None
    names: Mapping[int, str] = MappingProxyType({})


def compile_rule(text: str, declared: Declared, result: Type, *, optional_old: bool) -> Compiled:
    """An expression about a value that is `declared`, to be of the type `result`.

    `optional_old`: there may be no old value, so ``oldSelf`` is an optional.
    """
    structs: dict[str, dict[str, Type]] = {}
    declared.structs(structs)
    old = t.optional_of(declared.type) if optional_old else declared.type
    checker = Checker({"self": declared.type, "oldSelf": old}, structs)
    try:
        expr = parse(text)
        found = t.substitute({}, checker.check(expr))
        if checker.faults:
            return Compiled(tuple(checker.faults))
        uses_old = "oldSelf" in checker.uses
        if checker.type_of(expr) != result:
            what = "a bool" if result == t.BOOL else "a string"
            return Compiled((Fault(-1, f"must evaluate to {what}, not to {found}"),), uses_old)
        return Compiled((), uses_old, Coster(checker, declared).cost(expr), expr=expr, names=checker.names)
    except Fault as fault:
        return Compiled((fault,))
    except (TooDeep, RecursionError):
        return Compiled(judged=False)
