"""Random schemas that are sound, dense with constraints and rules: what samples are made for."""

from __future__ import annotations

from random import Random
from typing import Any

_FORMATS = ["date-time", "date", "duration", "email", "ipv4", "ipv6", "cidr", "uuid", "uri", "hostname", "byte", "mac"]
_FORMATS += ["isbn", "creditcard", "hexcolor", "nonsense", "int32", "k8s-short-name", "bsonobjectid"]
_PATTERNS = ["^a", "[[:alpha:]]+", "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", r"^\d+(ms|s|m|h)$", "^[A-Z]{2,5}$", "^$|^x"]
_PATTERNS += [r"^arn:aws:[a-z]+:.*:\d{12}$", "^(?i)abc$", "^[^/]+/[^/]+$", "^.{3,}$", "[^a-z]", r"^v\d+(\.\d+){2}$"]
_RULES = {
    "string": ["self.size() > 3", "self != 'example'", "self.startsWith('a')", "self.lowerAscii() == self"],
    "integer": ["self > 2", "self % 2 == 0", "self != 1"],
    "number": ["self > 0.5"],
    "boolean": ["self"],
    "array": ["self.size() > 0", "self.size() != 1"],
}
_LEAVES = ["string", "string", "integer", "number", "boolean", "either"]


def schema(random: Random, depth: int = 2) -> dict[str, Any]:
    """A schema; now and then nothing can keep to it."""
    kind = random.choice(["object", "array", "map", *_LEAVES] if depth else _LEAVES)
    if kind == "either":
        return {"x-kubernetes-int-or-string": True}
    if kind == "map":
        made: dict[str, Any] = {"type": "object", "additionalProperties": schema(random, depth - 1)}
        _maybe(random, made, 0.3, minProperties=random.randint(0, 3))
    elif kind == "object":
        made = _object(random, depth)
    elif kind == "array":
        made = _array(random, depth)
    else:
        made = {"type": kind, **(_text(random) if kind == "string" else {} if kind == "boolean" else _number(random))}
    _maybe(random, made, 0.1, nullable=True)
    if kind in _RULES:
        _maybe(random, made, 0.15, **{"x-kubernetes-validations": [{"rule": random.choice(_RULES[kind])}]})
    return made


def _maybe(random: Random, made: dict[str, Any], chance: float, **more: Any) -> None:
    if random.random() < chance:
        made.update(more)


def _object(random: Random, depth: int) -> dict[str, Any]:
    if random.random() < 0.1:
        return {
            "type": "object",
            "x-kubernetes-embedded-resource": True,
            "x-kubernetes-preserve-unknown-fields": True,
        }
    names = random.sample(["a", "b", "c", "d"], random.randint(1, 3))
    made: dict[str, Any] = {"type": "object", "properties": {name: schema(random, depth - 1) for name in names}}
    _maybe(random, made, 0.5, required=names[:1])
    _maybe(random, made, 0.15, **{random.choice(["oneOf", "anyOf"]): [{"required": [name]} for name in names]})
    _maybe(random, made, 0.1, **{"not": {"required": names[-1:]}})
    rule = random.choice([f"has(self.{names[0]})", f"!has(self.{names[0]})", f"has(self.{names[0]}) || 1 > 0"])
    _maybe(random, made, 0.15, **{"x-kubernetes-validations": [{"rule": rule}]})
    return made


def _array(random: Random, depth: int) -> dict[str, Any]:
    items = schema(random, depth - 1)
    made: dict[str, Any] = {"type": "array", "items": items}
    _maybe(random, made, 0.4, minItems=random.randint(0, 3))
    _maybe(random, made, 0.3, maxItems=random.randint(3, 4))
    if items.get("type") in ("string", "integer") and not items.get("nullable"):
        _maybe(random, made, 0.5, **{"x-kubernetes-list-type": "set"})
    return made


def _text(random: Random) -> dict[str, Any]:
    made: dict[str, Any] = {}
    pick = random.random()
    if pick < 0.25:
        made["format"] = random.choice(_FORMATS)
    elif pick < 0.5:
        made["pattern"] = random.choice(_PATTERNS)
    elif pick < 0.6:
        made["enum"] = random.sample(["x", "y", "", "z z"], 2)
    _maybe(random, made, 0.25, minLength=random.randint(0, 14))
    _maybe(random, made, 0.25, maxLength=random.randint(3, 40))
    _maybe(random, made, 0.1, allOf=[{"pattern": random.choice(_PATTERNS)}, {"minLength": 2}])
    _maybe(random, made, 0.1, **{"not": {"enum": ["example", "a"]}})
    return made


def _number(random: Random) -> dict[str, Any]:
    made: dict[str, Any] = {}
    _maybe(random, made, 0.4, minimum=random.choice([0, 1, 5, -3, 2.5, 100]))
    _maybe(random, made, 0.3, maximum=random.choice([1000, 200, 5, 1, 101]))
    if "minimum" in made:
        _maybe(random, made, 0.2, exclusiveMinimum=True)
    _maybe(random, made, 0.2, multipleOf=random.choice([2, 5, 3]))
    _maybe(random, made, 0.1, **{"not": {"maximum": 3}})
    return made
