"""Objects that break one constraint of a schema each, made from an object that keeps all of them.

Every field that the schema describes gets its turn: those that the object lacks are added first, where that is sound.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from scaffold.kube.cel.rules import RULES, Rules
from scaffold.kube.sample import NoSample, Sampler
from scaffold.kube.sample_repair import GONE, changes, with_change
from scaffold.kube.values import faults, fits

Path = tuple[str | int, ...]
META = ("apiVersion", "kind", "metadata", "status")
_DEPTH = 12


class Violation(NamedTuple):
    """An object that an API server has to refuse, the constraint that it breaks, and where."""

    path: str
    constraint: str
    made: dict[str, Any]


def violations(sample: dict[str, Any], schema: dict[str, Any]) -> Iterator[Violation]:
    """Every constraint of a schema broken once where a whole object allows it."""
    yield from _Breaker(schema).walk(sample, schema, (), sample)


class _Breaker:
    def __init__(self, schema: dict[str, Any]) -> None:
        self._schema = {**schema, "required": [name for name in schema.get("required", ()) if name not in META]}
        self._sampler = Sampler({})
        self._rules = Rules()

    def _sound(self, made: dict[str, Any]) -> bool:
        return fits(made, self._schema) and not any(self._rules.broken(made, self._schema, root=True))

    def _made(self, schema: dict[str, Any]) -> list[Any]:
        try:
            return [self._sampler.value(schema, ("value",))]
        except NoSample:
            return []

    def walk(self, value: Any, schema: dict[str, Any], path: Path, base: dict[str, Any]) -> Iterator[Violation]:
        """The violations at and below a place of a sound object."""
        if path:
            yield from (_violation(path, constraint, base, bad) for constraint, bad in _own(value, schema))
        yield from self._of_rules(value, schema, path, base)
        if len(path) > _DEPTH:
            return
        for step, item, below in self._children(value, schema, path):
            whole: Any = with_change(base, (*path, step), item)
            if self._sound(whole):
                yield from self._gone(schema, path, step, whole)
                yield from self.walk(item, below, (*path, step), whole)

    def _children(
        self, value: Any, schema: dict[str, Any], path: Path
    ) -> Iterator[tuple[str | int, Any, dict[str, Any]]]:
        if isinstance(value, dict):
            for name, below in (schema.get("properties") or {}).items():
                if path or name not in META:
                    found = [value[name]] if name in value else self._made(below)
                    yield from ((name, item, below) for item in found)
            rest = schema.get("additionalProperties")
            if isinstance(rest, dict):
                name = next(iter(value), "key")
                yield from ((name, item, rest) for item in ([value[name]] if name in value else self._made(rest)))
        elif isinstance(value, list) and isinstance(schema.get("items"), dict):
            yield from ((0, item, schema["items"]) for item in (value[:1] or self._made(schema["items"])))

    def _gone(self, schema: dict[str, Any], path: Path, step: str | int, whole: dict[str, Any]) -> Iterator[Violation]:
        """A required field left out, and null where there must be something; a default would stand in for both."""
        below = (schema.get("properties") or {}).get(step, {})
        place = (*path, step)
        if step in schema.get("required", ()) and "default" not in below:
            yield _violation(place, "required", whole, GONE)
            if not below.get("nullable"):
                yield _violation(place, "null", whole, None)
        if isinstance(step, int) and not schema["items"].get("nullable"):
            yield _violation(place, "null", whole, None)

    def _of_rules(self, value: Any, schema: dict[str, Any], path: Path, base: dict[str, Any]) -> Iterator[Violation]:
        """A value that breaks a rule or a combination and nothing else, if a small change makes one."""
        wanted = {rule["rule"] for rule in schema.get(RULES, ())}
        combined = {key for key in ("allOf", "anyOf", "oneOf", "not") if key in schema}
        if not wanted and not combined:
            return
        plain = {key: part for key, part in schema.items() if key not in combined}
        expressions = self._rules.expressions(schema, root=not path)
        tried = changes(value, schema, expressions, lambda below, *_: self._made(below))
        for place, new in islice(tried, 400):
            if not path and place[:1] and place[0] in META:
                continue
            changed = with_change(value, place, new)
            broken = {found.rule for found in self._rules.own(changed, schema, root=not path) if not found.unknown}
            if wanted & broken and fits(changed, schema):
                wanted -= broken
                yield _violation(path, "rule", base, changed)
            elif combined and fits(changed, plain) and not fits(changed, schema):
                keys = {key for key in combined if not fits(changed, {key: schema[key]})}
                combined -= keys
                yield from (_violation(path, key, base, changed) for key in keys)


def _violation(place: Path, constraint: str, base: dict[str, Any], bad: Any) -> Violation:
    made: Any = with_change(base, place, bad)
    return Violation("/".join(map(str, place)), constraint, made)


_WRONG_FORMATS = ("?", "not a value", "\x00", "")


def _own(value: Any, schema: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Values in place of a good one, each against one constraint."""
    kind = schema.get("type")
    if kind:
        yield "type", [] if kind == "object" else {"no": "such"}
    elif schema.get("x-kubernetes-int-or-string"):
        yield "int-or-string", True
    tried: list[tuple[str, Any]] = []
    if isinstance(value, str):
        tried += [("minLength", ""), ("maxLength", "x" * (int(schema.get("maxLength") or 0) + 1))]
        tried += [(key, text) for key in ("pattern", "enum") for text in ("\n\x7f", "none-of-them", "", "§", "0")]
        tried += [("format", text) for text in _WRONG_FORMATS]
    elif isinstance(value, int | float) and not isinstance(value, bool):
        for key, off in (("minimum", -1), ("maximum", 1)):
            bound = schema.get(key)
            if bound is not None:
                tried += [(key, bound + off), (key, bound)]
        step = schema.get("multipleOf")
        tried += [("multipleOf", value + part) for part in (1, 0.5) if step]
        tried += [("enum", value + more) for more in range(1, 20)]
    elif isinstance(value, list):
        tried += [("minItems", []), ("maxItems", value * (int(schema.get("maxItems") or 0) + 1))]
        if schema.get("x-kubernetes-list-type") in ("set", "map") and value:
            yield "list-type", [value[0], value[0]]
    elif isinstance(value, dict):
        tried += [("minProperties", {})]
        most = int(schema.get("maxProperties") or 0)
        if isinstance(schema.get("additionalProperties"), dict) and value and "maxProperties" in schema:
            item = next(iter(value.values()))
            tried.append(("maxProperties", {**value, **{f"more{at}": item for at in range(most + 1)}}))
        if "properties" in schema and not schema.get("x-kubernetes-preserve-unknown-fields"):
            yield "unknown field", {**value, "noSuchField": 1}
        if schema.get("x-kubernetes-embedded-resource"):
            yield "embedded-resource", {key: item for key, item in value.items() if key != "kind"}
    done = set()
    for key, bad in tried:
        one = {name: schema[name] for name in (key, f"exclusive{key[:1].upper()}{key[1:]}") if name in schema}
        if key in schema and key not in done and next(faults(bad, one, ""), None) is not None:
            done.add(key)
            yield key, bad
