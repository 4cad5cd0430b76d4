"""Objects of the schema that the random rules are about, and definitions with many rules at once."""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random
from typing import Any

from apiserver.broken import Doc
from apiserver.rules import with_rule

_WORDS = ["a", "b", "abc", "", "example.com", "https://a.b/c", "10.0.0.1", "1Gi", "a-b", "123", "x,y", "aab", "a,b"]
_WORDS += ["https://example.com:80/a?b=c", "2001:db8::1", "10.0.0.0/24", "1.2.3"]
_TIMES = ["2024-01-01T00:00:00Z", "2026-05-06T07:08:09.123Z", "1999-12-31T23:59:59+02:00"]


def with_rules(rules: list[str]) -> Doc:
    """The document of `with_rule` with several rules; the message of each is its number, ``m0`` and so on."""
    made = with_rule({"rule": "true"})
    spec = made["spec"]["versions"][0]["schema"]["openAPIV3Schema"]["properties"]["spec"]
    spec["x-kubernetes-validations"] = [{"rule": rule, "message": f"m{at}"} for at, rule in enumerate(rules)]
    return made


def an_object(random: Random) -> Doc:
    """An object that `rules.SPEC` accepts."""

    def word() -> str:
        return random.choice(_WORDS)

    def some(keys: str, value: Callable[[], Any]) -> dict[str, Any]:
        return {key: value() for key in random.sample(keys, random.randint(0, len(keys)))}

    def rule() -> dict[str, Any]:
        whole = {"weight": random.randint(0, 5), "tags": [random.choice("ab") for _ in range(random.randint(0, 2))]}
        return {"key": random.choice(["a", "b", "abc"]), **{key: whole[key] for key in whole if random.random() < 0.7}}

    makers: dict[str, Callable[[], Any]] = {
        "text": word,
        "class": lambda: random.choice(["hot", "cold"]),
        "n": lambda: random.randint(-3, 12),
        "m": lambda: random.randint(0, 9),
        "f": lambda: random.choice([0, 1, 1.5, -2.25, 3]),
        "on": lambda: random.random() < 0.5,
        "when": lambda: random.choice(_TIMES),
        "day": lambda: random.choice(["2024-01-01", "2026-02-03"]),
        "wait": lambda: random.choice(["1h", "5m", "1h2m3.5s", "0s"]),
        "data": lambda: random.choice(["YWJj", "YQ=="]),
        "port": lambda: random.choice([80, "http", "5%", 0]),
        "any": lambda: random.choice([1, "a", {"a": 1}]),
        "open": lambda: {"a": 1},
        "few": lambda: [word()[:20] for _ in range(random.randint(0, 3))],
        "many": lambda: [word() for _ in range(random.randint(0, 3))],
        "numbers": lambda: [random.randint(-2, 5) for _ in range(random.randint(0, 4))],
        "labels": lambda: some("abc", word),
        "limits": lambda: some("abc", lambda: random.randint(-1, 5)),
        "rules": lambda: [rule() for _ in range(random.randint(0, 3))],
        "pair": lambda: some("ab", word),
        "other": lambda: some("ab", word),
        "namespace": word,
        "with-dash": word,
        "with.dot": lambda: random.randint(0, 3),
        "$odd": word,
        "template": lambda: {"apiVersion": "v1", "kind": random.choice(["Pod", "Job"]), "metadata": {"name": "a"}},
    }
    spec = {"name": word(), **{name: make() for name, make in makers.items() if random.random() < 0.8}}
    head = {"apiVersion": "objects.example.com/v1", "kind": "Bucket", "metadata": {"name": "a"}}
    return copy.deepcopy({**head, "spec": spec})
