"""A sample object that a schema accepts: what it requires, and of the rest what it says enough of.

An object with rules in CEL has what they may speak of least, its required fields alone; where it breaks one of them, it
is changed until it keeps them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from scaffold.kube.budget import Budget, cost_of_match
from scaffold.kube.embedded import EMBEDDED, own_embedded_faults
from scaffold.kube.sample_scalars import numbers, texts
from scaffold.kube.sample_size import LARGEST, Sizes, weigh
from scaffold.kube.scalars import Json
from scaffold.kube.values import RULES, fits, json_value, repeats

if TYPE_CHECKING:
    from scaffold.kube.cel.rules import Rules

WORK = 800_000
"""The budget of all searches of one object, where none is given."""
_SEARCHES = 6
"""A search within another one gets this part of it at most."""
_BROKEN = 8
"""So many values that break rules are looked at before one of them is changed."""

Path = tuple[str, ...]
"""Property names; ``[]`` for the items of a list and ``{}`` for the values of a map."""

_ITEMS = 20
_DEPTH = 12


class NoSample(Exception):
    """No value was found; the text names the property, and the rule if it is one.

    `best` is the nearest value of a search that its budget ended, in a list; empty where there is none.
    """

    def __init__(self, text: str, best: list[Json] | None = None) -> None:
        super().__init__(text)
        self.best = best or []


class Sampler:
    """Makes values. `known` are those of places about which the schema does not say enough.

    All searches together have one budget. What is made is shared: a value that is given out must not be changed.
    """

    def __init__(self, known: dict[Path, Json], budget: Budget | None = None) -> None:
        self._known = known
        self._budget = budget or Budget(WORK)
        self._rules: Rules | None = None
        self._sizes = Sizes()
        # The schemas are kept, so that their ids stay theirs.
        self._made: dict[tuple[int, Path, int], tuple[dict[str, Any], Json | NoSample]] = {}

    @property
    def rules(self) -> Rules:
        """What evaluates rules."""
        if self._rules is None:
            from scaffold.kube.cel.rules import Rules  # few schemas have rules

            self._rules = Rules(self._budget)
        return self._rules

    def value(self, schema: dict[str, Any], path: Path = (), number: int = 0) -> Json:
        """A value that the schema accepts; different numbers give different ones. Raises `NoSample`."""
        key = (id(schema), path, number)
        if key not in self._made:
            try:
                self._made[key] = schema, self._find(schema, path, number)
            except NoSample as none:
                self._made[key] = schema, none
        made = self._made[key][1]
        if isinstance(made, NoSample):
            raise made
        return made

    def _find(self, schema: dict[str, Any], path: Path, number: int) -> Json:
        if path in self._known and number == 0:
            return self._known[path]
        place = ".".join(path) or "the object"
        if self._sizes.least(schema) > LARGEST:
            raise NoSample(f"{place}, of which the smallest value is too large,")
        broken: list[Json] = []
        for candidate in self._candidates(schema, path, number):
            self._budget.spend(_cost(candidate, schema))
            if _is_sound(candidate, schema):
                if not self._breaks(candidate, schema):
                    return candidate
                broken.append(candidate)
            if len(broken) == _BROKEN or self._budget.is_spent:
                break
        if broken:
            return self.keeping(broken, schema, path)
        raise NoSample(place)

    def _breaks(self, value: Json, schema: dict[str, Any]) -> bool:
        """Whether a value breaks a rule, or the budget ended before that was known."""
        if RULES not in schema:
            return False
        return any(not found.unknown or self._budget.is_spent for found in self.rules.own(value, schema))

    def keeping(self, values: list[Json], schema: dict[str, Any], path: Path = (), *, root: bool = False) -> Json:
        """A value near to one of others that keeps the rules; `root`: it is a whole object. Raises `NoSample`."""
        from scaffold.kube.sample_repair import repaired  # as above

        def make(below: dict[str, Any], place: tuple[str | int, ...], number: int) -> list[Json]:
            steps = tuple("[]" if isinstance(step, int) else step for step in place)
            try:
                return [self.value(below, (*path, *steps), number)]
            except NoSample:
                return []

        # A search within another one must leave it something.
        allowed = self._budget.left if root or not path else min(self._budget.left // 2, WORK // _SEARCHES)
        made, ended = repaired(values, schema, self.rules, make, self._budget, allowed, root=root)
        # Past the budget no rule is judged: what nobody judged counts as broken.
        broken = [found for found in self.rules.broken(made, schema, root=root) if ended or not found.unknown]
        if broken or not fits(made, schema) or repeats(made, schema):
            where = ".".join(path) or "the object"
            text = f"{where}, with the rule {broken[0].rule!r}," if broken else where
            raise NoSample(text, [made] if ended else [])
        return made

    def _needed(self, schema: dict[str, Any], path: Path, number: int) -> Json:
        """The value of what must be there: if need be, one that breaks a rule."""
        try:
            return self.value(schema, path, number)
        except NoSample as none:
            if not none.best:
                raise
            return none.best[0]

    def _candidates(self, schema: dict[str, Any], path: Path, number: int) -> Iterator[Json]:
        if number == 0:
            yield from (schema[key] for key in ("example", "default") if schema.get(key) is not None)
        yield from schema.get("enum", ())[number:]
        kind = schema.get("type")
        if schema.get("x-kubernetes-int-or-string"):
            yield 1 + number
            yield from texts(schema, number)
        elif kind == "string":
            yield from texts(schema, number)
        elif kind in ("integer", "number"):
            yield from numbers(schema, number)
        elif kind == "boolean":
            yield number == 0
            yield number != 0
        elif kind == "array":
            yield from self._lists(schema, path)
        elif kind == "object" or "properties" in schema:
            yield from self._objects(schema, path, number)
        else:
            yield {}
            yield from texts(schema, number)
            yield from numbers(schema, number)
        if schema.get("nullable"):
            yield None

    def _lists(self, schema: dict[str, Any], path: Path) -> Iterator[Json]:
        items = schema.get("items")
        least = int(schema.get("minItems") or 0)
        if not isinstance(items, dict) or schema.get("maxItems") == 0 or self._sizes.typical(schema) > LARGEST:
            yield []
            return
        try:
            made: list[Json] = [self._needed(items, (*path, "[]"), at) for at in range(max(least, 1))]
            if schema.get("x-kubernetes-list-type") == "set":
                made = self._distinct(made, items, (*path, "[]"))
            if least > 1 and schema.get("x-kubernetes-list-type") == "map":
                keys = schema.get("x-kubernetes-list-map-keys", ())
                made = self._apart(made, items, keys, (*path, "[]"))
        except NoSample:
            if least:
                raise
        else:
            yield made
        yield []

    def _distinct(self, made: list[Json], items: dict[str, Any], path: Path) -> list[Json]:
        """As many different values as there are items, or fewer."""
        out: dict[str, Json] = {}
        for number in range(len(made) + (_ITEMS if len(made) > 1 else 0)):
            item = made[number] if number < len(made) else self.value(items, path, number)
            out.setdefault(repr(json_value(item)), item)
            if len(out) == len(made):
                break
        return list(out.values())

    def _apart(self, made: list[Json], items: dict[str, Any], keys: list[str], path: Path) -> list[Json]:
        """The items of a list that is a map with different keys."""
        out: list[Json] = []
        for at, item in enumerate(made):
            named = [key for key in keys[:1] if isinstance(item, dict) and key in items.get("properties", {})]
            other = {key: self.value(items["properties"][key], (*path, key), at) for key in named}
            out.append({**item, **other} if isinstance(item, dict) else item)
        return out

    def _objects(self, schema: dict[str, Any], path: Path, number: int) -> Iterator[Json]:
        properties: dict[str, Any] = schema.get("properties", {})
        identity = self._identity(schema, path)
        required = [name for name in properties if name in schema.get("required", ()) or _misled(properties[name])]
        ruled = RULES in schema or any(key in schema for key in ("oneOf", "anyOf", "allOf", "not"))
        optional = [name for name in properties if name not in required and name not in identity]
        needed = {**identity}
        for name in required:
            if name not in needed:
                needed[name] = self._needed(properties[name], (*path, name), number)
        if not ruled and len(path) <= 1:
            all_ = {**needed, **dict(self._optional(properties, optional, path))}
            yield {**identity, **{name: all_[name] for name in properties if name in all_}}
        rest = schema.get("additionalProperties")
        if isinstance(rest, dict) and self._sizes.typical(schema) <= LARGEST:
            count = max(int(schema.get("minProperties") or 0), 1)
            yield {**needed, **{f"key{at or ''}": self._needed(rest, (*path, "{}"), 0) for at in range(count)}}
        yield needed
        for way in (*schema.get("oneOf", ()), *schema.get("anyOf", ())):
            names = way.get("required", ()) if isinstance(way, dict) else ()
            more = dict(self._optional(properties, [name for name in optional if name in names], path))
            if names and all(name in needed or name in more for name in names):
                yield {**needed, **more}
        for name, extra in self._optional(properties, optional, path):
            needed = {**needed, name: extra}
            yield needed

    def _optional(self, properties: dict[str, Any], names: list[str], path: Path) -> Iterator[tuple[str, Json]]:
        """Properties that may be left out, as far as there are values for them and they are not too large together."""
        size = 0
        for name in names if len(path) < _DEPTH else ():
            size += self._sizes.typical(properties[name])
            if size > LARGEST:
                return
            try:
                yield name, self.value(properties[name], (*path, name))
            except NoSample:
                continue

    def _identity(self, schema: dict[str, Any], path: Path) -> dict[str, Json]:
        """What every whole object inside another one must have."""
        if not path or not schema.get(EMBEDDED):
            return {}
        properties = schema.get("properties", {})
        made: dict[str, Json] = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "example"}}
        for name, usual in made.items():
            if name in properties and not fits(usual, properties[name]):
                made[name] = self.value(properties[name], (*path, name))
        return made


def _is_sound(value: Json, schema: dict[str, Any]) -> bool:
    if not fits(value, schema) or repeats(value, schema):
        return False
    return next(own_embedded_faults(value, schema, ""), None) is None


def _cost(value: Json, schema: dict[str, Any]) -> int:
    """Of holding a value against its schema."""
    pattern = schema.get("pattern")
    cost = cost_of_match(pattern, value) if isinstance(pattern, str) and isinstance(value, str) else 0
    return cost + 20 + 3 * weigh(value) + len(schema.get("enum") or ())


def _misled(schema: dict[str, Any]) -> bool:
    """Whether a property that is left out gets a default that its own schema refuses."""
    return "default" in schema and not fits(schema["default"], schema)
