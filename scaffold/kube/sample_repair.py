"""Samples made to keep the rules of their schemas: small changes are tried until no rule is broken.

What is tried comes from the schema and from what the rules themselves name: their texts, numbers, times and patterns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from heapq import heapify, heappop, heappush
from itertools import islice
from typing import Any

from scaffold.kube.budget import Budget, cost_of_match
from scaffold.kube.cel.ast import Call, Const, Expr, Select, walk
from scaffold.kube.cel.declare import escape
from scaffold.kube.cel.rules import RULES, Rules
from scaffold.kube.embedded import own_embedded_faults
from scaffold.kube.patterns import matches
from scaffold.kube.sample_size import LARGEST, weigh
from scaffold.kube.scalars import Json
from scaffold.kube.values import has_repeated_items, own_faults, parts_of

Place = tuple[str | int, ...]
Make = Callable[[dict[str, Any], Place, int], list[Json]]
"""Values for a schema at a place, if there are any; the number asks for other ones."""

_TRIES = 3000
_TEXTS: tuple[str, ...] = (
    "example",
    "a",
    "1",
    "10",
    "true",
    "1Gi",
    "192.0.2.1",
    "192.0.2.0/24",
    "https://example.com",
    "example.com",
)
_TEXTS += ("1.2.3", "2001:db8::1", "/example", "1h", "1m", "24h", "100m", "1Ti", "")
_TIMES = {
    "date-time": ("2000-01-01T00:00:00Z", "2099-01-01T00:00:00Z"),
    "date": ("2000-01-01", "2099-01-01"),
    "duration": ("1s", "1m", "24h", "720h"),
}
GONE = object()
"""Stands for a field that is to be left out, or an item."""


class _Scorer:
    """How far values are from what their schemas say. What a change leaves as it is is not looked at again."""

    def __init__(self, rules: Rules, budget: Budget) -> None:
        self._rules = rules
        self._budget = budget
        # The values and schemas are kept, so that their ids stay theirs.
        self._scores: dict[tuple[int, int], tuple[Json, dict[str, Any], float]] = {}

    def score(self, value: Json, schema: dict[str, Any], *, root: bool = False) -> float:
        """0 for a value that a schema and its rules accept."""
        key = (id(value), id(schema))
        if key not in self._scores:
            total = self._own(value, schema, root=root)
            if value is not None:
                total += sum(self.score(item, part) for item, part, _ in parts_of(value, schema, ""))
            self._scores[key] = value, schema, total
        return self._scores[key][2]

    def _own(self, value: Json, schema: dict[str, Any], *, root: bool) -> float:
        pattern = schema.get("pattern")
        if isinstance(pattern, str) and isinstance(value, str):
            self._budget.spend(cost_of_match(pattern, value))
        self._budget.spend(5 + len(schema.get("enum") or ()))
        wrong = sum(1 for _ in islice(own_faults(value, schema, ""), 20))
        wrong += sum(1 for _ in own_embedded_faults(value, schema, ""))
        if RULES not in schema or value is None:
            return wrong + has_repeated_items(value, schema)
        self._budget.spend(8 * weigh(value))
        broken = sum(found.by for found in self._rules.own(value, schema, root=root) if not found.unknown)
        return wrong + has_repeated_items(value, schema) + broken


def repaired(
    values: list[Json],
    schema: dict[str, Any],
    rules: Rules,
    make: Make,
    budget: Budget,
    allowed: int,
    *,
    root: bool = False,
) -> tuple[Json, bool]:
    """A value near to one of `values` that breaks fewer rules; none, if that is found.

    It takes `allowed` of the budget, and as much again as its last step takes. Also whether that ended the search.
    """
    words = _Words(rules.expressions(schema, root=root))
    floor = budget.left - allowed
    scorer = _Scorer(rules, budget)
    # The nearest one is gone on with, of equally near ones the first.
    queue = [(scorer.score(value, schema, root=root), at, value) for at, value in enumerate(values)]
    heapify(queue)
    best = queue[0]
    seen = {repr(value) for value in values}
    while queue and best[0] > 0:
        _, _, start = heappop(queue)
        for place, new in _changes(start, schema, (), words, make):
            if len(seen) >= _TRIES or budget.left <= floor or budget.is_spent:
                return best[2], True
            candidate = with_change(start, place, new)
            name = repr(candidate)
            budget.spend(10 + len(name) // 10)
            if name not in seen and len(name) <= LARGEST:
                seen.add(name)
                found = (scorer.score(candidate, schema, root=root), len(seen) + len(values), candidate)
                heappush(queue, found)
                best = min(best, found, key=lambda one: one[:2])
                if not best[0]:
                    break
    return best[2], False


def with_change(value: Json, place: Place, new: Any) -> Json:
    """The value with something else at a place, or with less; what is not on the way there is shared."""
    if not place:
        return new  # type: ignore[no-any-return]  # of JSON, as are all changes
    step, *rest = place
    made: Any = value.copy() if isinstance(value, list | dict) else value
    if rest:
        made[step] = with_change(made[step], tuple(rest), new)
    elif new is GONE:
        del made[step]
    elif isinstance(made, list) and step == len(made):
        made.append(new)
    else:
        made[step] = new
    return made  # type: ignore[no-any-return]  # as above


def changes(value: Json, schema: dict[str, Any], rules: Iterable[Expr], make: Make) -> Iterator[tuple[Place, Any]]:
    """Places of a value with what may be tried there, by what the rules name."""
    yield from _changes(value, schema, (), _Words(rules), make)


class _Words:
    """What rules name: fields, texts, and numbers with their neighbours."""

    def __init__(self, rules: Iterable[Expr]) -> None:
        self.fields: set[str] = set()
        texts: dict[str, None] = {}
        numbers: dict[float, None] = {}
        # Schemas that are used many times have the same rules.
        for expr in {id(expr): expr for expr in rules}.values():
            for part in walk(expr):
                if isinstance(part, Const) and isinstance(part.value, str):
                    texts[part.value] = None
                elif isinstance(part, Const) and isinstance(part.value, int | float):
                    numbers.update(dict.fromkeys((part.value, part.value + 1, part.value - 1)))
                texts.update(dict.fromkeys(_of_pattern(part)))
                if isinstance(part, Select):
                    self.fields.add(part.field)
        self.texts = list(texts)
        self.numbers = [*numbers, 0, 1, 2, 3]

    def named(self, properties: dict[str, Any]) -> dict[str, Any]:
        """The properties that rules speak of, or have below; all of them where that is none."""
        found = {
            name: below
            for name, below in properties.items()
            if not self.fields.isdisjoint((escape(name) or "", name)) or name in self.texts or RULES in below
        }
        return found or properties


def _of_pattern(expr: Expr) -> Iterator[str]:
    if isinstance(expr, Call) and expr.function in ("matches", "find", "findAll") and expr.args:
        pattern = expr.args[-1]
        if isinstance(pattern, Const) and isinstance(pattern.value, str):
            yield from islice(matches(pattern.value), 4)


def _changes(
    value: Json, schema: dict[str, Any], place: Place, words: _Words, make: Make
) -> Iterator[tuple[Place, Any]]:
    """Places of a value with what may be tried there."""
    stated = [schema[key] for key in ("example", "default") if schema.get(key) is not None]
    yield from ((place, one) for one in (*(schema.get("enum") or ()), *stated))
    if isinstance(value, dict):
        yield from _of_object(value, schema, place, words, make)
    elif isinstance(value, list):
        items = schema.get("items")
        if isinstance(items, dict):
            end = (*place, len(value))
            for new in [*make(items, end, len(value)), *value[-1:]]:
                yield end, new
                yield from (
                    (end, with_change(new, below, part)) for below, part in _changes(new, items, (), words, make)
                )
            for at, item in enumerate(value):
                yield from _changes(item, items, (*place, at), words, make)
        yield from (((*place, at), GONE) for at in range(len(value)))
    elif isinstance(value, bool):
        yield place, not value
    else:
        yield from ((place, new) for new in _leaves(value, schema, words))


def _of_object(
    value: dict[str, Json], schema: dict[str, Any], place: Place, words: _Words, make: Make
) -> Iterator[tuple[Place, Any]]:
    properties, rest = schema.get("properties") or {}, schema.get("additionalProperties")
    for name, below in words.named(properties).items():
        if name in value:
            yield from _changes(value[name], below, (*place, name), words, make)
        else:
            yield from (((*place, name), new) for new in make(below, (*place, name), 0))
    for name, item in value.items():
        if name not in schema.get("required", ()) and (name not in properties or name in words.named(properties)):
            yield (*place, name), GONE
        if name not in properties and isinstance(rest, dict):
            yield from _changes(item, rest, (*place, name), words, make)
    if isinstance(rest, dict):
        for name in (*words.texts, f"key{len(value)}"):
            if name not in value:
                yield from (((*place, name), new) for new in make(rest, (*place, "{}"), 0))


def _leaves(value: Json, schema: dict[str, Any], words: _Words) -> Iterator[Json]:
    kind, either = schema.get("type"), bool(schema.get("x-kubernetes-int-or-string"))
    if kind in ("integer", "number") or either:
        for number in words.numbers:
            yield int(number) if float(number).is_integer() else number
        for key in ("minimum", "maximum"):
            if schema.get(key) is not None:
                yield schema[key]
        if isinstance(value, int | float):
            yield from (value + 1, value - 1, value * 2)
    if kind == "string" or either:
        if isinstance(schema.get("pattern"), str):
            yield from islice(matches(schema["pattern"]), 6)
        yield from words.texts
        yield from _TIMES.get(schema.get("format", ""), ())
        if isinstance(value, str):
            for text in words.texts:
                yield from (text + value, value + text)
            yield from (value[:1], value + value[-1:], value * 2, value.lower(), value.upper())
        yield from _TEXTS
