"""What the rules of a schema say of a value: those that it breaks, and those of which nobody here can tell.

Source: ``pkg/apiserver/schema/cel/validation.go`` of k8s.io/apiextensions-apiserver v0.34.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from scaffold.kube.budget import Budget
from scaffold.kube.cel import types as t
from scaffold.kube.cel.ast import Expr
from scaffold.kube.cel.compile import Compiled, compile_rule
from scaffold.kube.cel.declare import declare
from scaffold.kube.cel.distance import distance
from scaffold.kube.cel.evaluate import evaluate
from scaffold.kube.cel.values import CelError, Maybe, Unknown, value_of
from scaffold.kube.scalars import Json

WORK = 1_000_000
"""The budget where none is given: some seconds."""
RULES = "x-kubernetes-validations"


class Broken(NamedTuple):
    """A rule that a value breaks; with `unknown`, one that it may break."""

    path: str
    rule: str
    message: str
    unknown: bool = False
    by: float = 1
    """How far the value is from keeping it."""


class Rules:
    """Evaluates rules. What was compiled for a schema is kept as long as this is, and so are the schemas.

    What comes after `budget` is spent is unknown.
    """

    def __init__(self, budget: Budget | None = None) -> None:
        self.budget = budget or Budget(WORK)
        self._compiled: dict[int, tuple[dict[str, Any], list[Compiled]]] = {}

    def broken(
        self, value: Json, schema: dict[str, Any], path: str = "", *, root: bool = False, same: bool = False
    ) -> Iterator[Broken]:
        """The rules of a schema, and of those below, that a new value breaks.

        `root`: it is a whole object. `same`: it is held against itself as the old value, instead of against none.
        """
        if value is None:
            return
        yield from self.own(value, schema, path, root=root, same=same)
        if isinstance(value, list):
            items = schema.get("items")
            # Only the items of lists that are maps have old values.
            correlated = same and schema.get("x-kubernetes-list-type") == "map"
            if isinstance(items, dict):
                for at, item in enumerate(value):
                    yield from self.broken(item, items, f"{path}[{at}]", same=correlated)
        elif isinstance(value, dict):
            properties, rest = schema.get("properties") or {}, schema.get("additionalProperties")
            for name, item in value.items():
                below = properties.get(name, rest)
                if isinstance(below, dict):
                    yield from self.broken(item, below, f"{path}.{name}", same=same)

    def own(
        self, value: Json, schema: dict[str, Any], path: str = "", *, root: bool = False, same: bool = False
    ) -> Iterator[Broken]:
        """As `broken`, without the rules of the schemas below."""
        rules = schema.get(RULES)
        if not rules:
            return
        found = value_of(value, schema, root=root)
        for rule, compiled in zip(rules, self._of(schema, rules, root=root), strict=True):
            text, optional = rule.get("rule", ""), bool(rule.get("optionalOldSelf"))
            if compiled.expr is None or (compiled.uses_old and not same and not optional):
                continue
            old: Any = Maybe((found,) if same else ()) if optional else found
            message = rule.get("message") or f"failed rule: {text}"
            variables = {"self": found, "oldSelf": old}
            try:
                if evaluate(compiled.expr, compiled.names, variables, self.budget) is True:
                    continue
            except CelError as error:
                message = f"{error} evaluating rule: {text}"
            except Unknown:
                yield Broken(path, text, message, unknown=True)
                continue
            yield Broken(path, text, message, by=distance(compiled.expr, compiled.names, variables, self.budget))

    def expressions(self, schema: dict[str, Any], *, root: bool = False) -> Iterator[Expr]:
        """The rules of a schema and of those below."""
        for compiled in self._of(schema, schema.get(RULES) or [], root=root):
            if compiled.expr is not None:
                yield compiled.expr
        below = [schema.get("items"), schema.get("additionalProperties"), *(schema.get("properties") or {}).values()]
        for inner in below:
            if isinstance(inner, dict):
                yield from self.expressions(inner)

    def _of(self, schema: dict[str, Any], rules: list[dict[str, Any]], *, root: bool) -> list[Compiled]:
        kept = self._compiled.get(id(schema))
        if kept is not None:
            return kept[1]
        whole = root or bool(schema.get("x-kubernetes-embedded-resource"))
        declared = declare(schema, root=whole)
        made = [
            compile_rule(rule.get("rule", ""), declared, t.BOOL, optional_old=bool(rule.get("optionalOldSelf")))
            if declared is not None
            else Compiled()
            for rule in rules
        ]
        self._compiled[id(schema)] = (schema, made)
        return made
