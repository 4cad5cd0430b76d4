"""A sample object that a schema accepts: what it requires, and of the rest what it says enough of.

An object with rules in CEL has what they may speak of least, its required fields alone; where it breaks one of them, it
is changed until it keeps them all.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from scaffold.kube.patterns import matches
from scaffold.kube.scalars import Json
from scaffold.kube.values import RULES, fits, repeats

if TYPE_CHECKING:
    from scaffold.kube.cel.rules import Rules

_BROKEN = 8
"""So many values that break rules are looked at before one of them is changed."""

Path = tuple[str, ...]
"""Property names; ``[]`` for the items of a list and ``{}`` for the values of a map."""

_FORMATS = {
    "date-time": "2026-01-01T00:00:00Z",
    "datetime": "2026-01-01T00:00:00Z",
    "date": "2026-01-01",
    "duration": "1h",
    "uri": "https://example.com",
    "email": "someone@example.com",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "cidr": "192.0.2.0/24",
    "mac": "00:00:5e:00:53:01",
    "uuid": "123e4567-e89b-42d3-a456-426614174000",
    "uuid3": "123e4567-e89b-32d3-a456-426614174000",
    "uuid4": "123e4567-e89b-42d3-a456-426614174000",
    "uuid5": "123e4567-e89b-52d3-a456-426614174000",
    "byte": "ZXhhbXBsZQ==",
    "isbn": "9780306406157",
    "isbn10": "0306406152",
    "isbn13": "9780306406157",
    "creditcard": "4111111111111111",
    "ssn": "123-45-6789",
    "hexcolor": "#00ff00",
    "rgbcolor": "rgb(0,255,0)",
    "bsonobjectid": "507f1f77bcf86cd799439011",
    "k8s-short-name": "example",
    "k8s-long-name": "example",
}
_ITEMS = 20
_DEPTH = 12


class NoSample(Exception):
    """No value was found; the text names the property, and the rule if it is one."""


class Sampler:
    """Makes values. `known` are those of places about which the schema does not say enough."""

    def __init__(self, known: dict[Path, Json]) -> None:
        self._known = known
        self._rules: Rules | None = None

    @property
    def rules(self) -> Rules:
        """What evaluates rules."""
        if self._rules is None:
            from scaffold.kube.cel.rules import Rules  # few schemas have rules

            self._rules = Rules()
        return self._rules

    def value(self, schema: dict[str, Any], path: Path = (), number: int = 0) -> Json:
        """A value that the schema accepts; different numbers give different ones. Raises `NoSample`."""
        if path in self._known and number == 0:
            return self._known[path]
        broken: list[Json] = []
        for candidate in self._candidates(schema, path, number):
            if fits(candidate, schema) and not repeats(candidate, schema):
                if not self._breaks(candidate, schema):
                    return candidate
                broken.append(candidate)
            if len(broken) == _BROKEN:
                break
        if broken:
            return self.keeping(broken, schema, path)
        raise NoSample(".".join(path) or "the object")

    def _breaks(self, value: Json, schema: dict[str, Any]) -> bool:
        return RULES in schema and any(not found.unknown for found in self.rules.own(value, schema))

    def keeping(self, values: list[Json], schema: dict[str, Any], path: Path = (), *, root: bool = False) -> Json:
        """A value near to one of others that keeps the rules; `root`: it is a whole object. Raises `NoSample`."""
        from scaffold.kube.sample_repair import repaired  # as above

        def make(below: dict[str, Any], place: tuple[str | int, ...], number: int) -> list[Json]:
            steps = tuple("[]" if isinstance(step, int) else step for step in place)
            try:
                return [self.value(below, (*path, *steps), number)]
            except NoSample:
                return []

        made = repaired(values, schema, self.rules, make, root=root)
        broken = [found for found in self.rules.broken(made, schema, root=root) if not found.unknown]
        if broken or not fits(made, schema) or repeats(made, schema):
            where = ".".join(path) or "the object"
            raise NoSample(f"{where}, with the rule {broken[0].rule!r}," if broken else where)
        return made

    def _candidates(self, schema: dict[str, Any], path: Path, number: int) -> Iterator[Json]:
        if number == 0:
            yield from (schema[key] for key in ("example", "default") if schema.get(key) is not None)
        yield from schema.get("enum", ())[number:]
        kind = schema.get("type")
        if schema.get("x-kubernetes-int-or-string"):
            yield 1 + number
            yield from self._texts(schema, number)
        elif kind == "string":
            yield from self._texts(schema, number)
        elif kind in ("integer", "number"):
            yield from _numbers(schema, number)
        elif kind == "boolean":
            yield number == 0
            yield number != 0
        elif kind == "array":
            yield from self._lists(schema, path)
        elif kind == "object" or "properties" in schema:
            yield from self._objects(schema, path, number)
        else:
            yield {}
            yield from self._texts(schema, number)
            yield from _numbers(schema, number)
        if schema.get("nullable"):
            yield None

    def _texts(self, schema: dict[str, Any], number: int) -> Iterator[str]:
        least, most = int(schema.get("minLength") or 0), int(schema.get("maxLength") or 10**6)
        ending = f"-{number}" if number else ""
        format_ = schema.get("format", "")
        if format_ in _FORMATS:
            yield _FORMATS[format_]
        pattern = schema.get("pattern")
        if least <= 10**6:
            yield ("example" + ending)[-most:].ljust(least, "e") if most else ""
        if pattern:
            found = matches(pattern)
            for _ in range(number):
                next(found, None)
            for text in found:
                yield text
                # What is not anchored at one of its ends may be longer there.
                if len(text) < least <= 10**6:
                    yield from (text.ljust(least, "e"), text.rjust(least, "e"))
        for part in (*schema.get("allOf", ()), *schema.get("anyOf", ()), *schema.get("oneOf", ())):
            if isinstance(part, dict) and ("pattern" in part or "format" in part or "enum" in part):
                yield from (text for text in part.get("enum", ()) if isinstance(text, str))
                yield from self._texts({"minLength": least, "maxLength": most, **part}, number)

    def _lists(self, schema: dict[str, Any], path: Path) -> Iterator[Json]:
        items = schema.get("items")
        least = int(schema.get("minItems") or 0)
        if not isinstance(items, dict) or least > _ITEMS or schema.get("maxItems") == 0:
            yield []
            return
        try:
            made: list[Json] = [self.value(items, (*path, "[]"), at) for at in range(max(least, 1))]
            if schema.get("x-kubernetes-list-type") == "set":
                made = self._distinct(made, items, (*path, "[]"))
            if least > 1 and schema.get("x-kubernetes-list-type") == "map":
                self._apart(made, items, schema.get("x-kubernetes-list-map-keys", ()), (*path, "[]"))
        except NoSample:
            if least:
                raise
        else:
            yield made
        yield []

    def _distinct(self, made: list[Json], items: dict[str, Any], path: Path) -> list[Json]:
        """As many different values as there are items, or fewer."""
        out: list[Json] = []
        tried = [*made, *(self.value(items, path, len(made) + at) for at in range(_ITEMS if len(made) > 1 else 0))]
        for item in tried:
            if item not in out and len(out) < len(made):
                out.append(item)
        return out

    def _apart(self, made: list[Json], items: dict[str, Any], keys: list[str], path: Path) -> None:
        """Give the items of a list that is a map different keys."""
        for at, item in enumerate(made):
            for key in keys[:1]:
                if isinstance(item, dict) and key in items.get("properties", {}):
                    item[key] = self.value(items["properties"][key], (*path, key), at)

    def _objects(self, schema: dict[str, Any], path: Path, number: int) -> Iterator[Json]:
        if path and schema.get("x-kubernetes-embedded-resource"):
            yield {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "example"}}
        properties: dict[str, Any] = schema.get("properties", {})
        required = [name for name in properties if name in schema.get("required", ()) or _misled(properties[name])]
        ruled = RULES in schema or any(key in schema for key in ("oneOf", "anyOf", "allOf", "not"))
        optional = [name for name in properties if name not in required]
        needed = {name: self.value(properties[name], (*path, name), number) for name in required}
        more: dict[str, Json] = {}
        if len(path) < _DEPTH:
            for name in optional:
                try:
                    more[name] = self.value(properties[name], (*path, name))
                except NoSample:
                    continue
        if not ruled and len(path) <= 1:
            yield {name: needed.get(name, more.get(name)) for name in properties if name in needed or name in more}
        rest = schema.get("additionalProperties")
        if isinstance(rest, dict):
            count = max(int(schema.get("minProperties") or 0), 1)
            values = {f"key{at or ''}": self.value(rest, (*path, "{}")) for at in range(min(count, _ITEMS))}
            yield {**needed, **values}
        yield needed
        for way in (*schema.get("oneOf", ()), *schema.get("anyOf", ())):
            names = way.get("required", ()) if isinstance(way, dict) else ()
            if names and all(name in needed or name in more for name in names):
                yield {**needed, **{name: more[name] for name in names if name in more}}
        for name, extra in more.items():
            needed = {**needed, name: extra}
            yield needed


def _misled(schema: dict[str, Any]) -> bool:
    """Whether a property that is left out gets a default that its own schema refuses."""
    return "default" in schema and not fits(schema["default"], schema)


def _numbers(schema: dict[str, Any], number: int) -> Iterator[Json]:
    least, most, step = schema.get("minimum"), schema.get("maximum"), schema.get("multipleOf")
    whole = schema.get("type") != "number"
    steps = (step, 1) if step else (1,)
    combined = [schema.get("not"), *(part for key in ("allOf", "anyOf", "oneOf") for part in schema.get(key) or ())]
    bounds = [part.get(key) for part in combined if isinstance(part, dict) for key in ("minimum", "maximum")]
    for start in (1, least, most, 0, *bounds):
        if start is None:
            continue
        for by in steps:
            base = math.ceil(start / by) * by if by else start
            for offset in (number, number + 1, 0, -1 - number):
                found = base + offset * by
                yield int(found) if whole or float(found).is_integer() else found
    if not whole and least is not None and most is not None:
        yield (least + most) / 2
