"""Rules evaluated, without a server: what they say of values, and the samples that are made to keep them."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apiserver.random_rules import rule
from apiserver.rule_values import an_object
from apiserver.rules import SPEC
from scaffold.kube.cel.rules import Rules
from scaffold.kube.sample import NoSample, Sampler
from scaffold.kube.values import fits

VALUE: dict[str, Any] = {
    "name": "abc",
    "n": 7,
    "f": 2,
    "when": "2024-02-29T12:00:00.5Z",
    "wait": "1h30m",
    "data": "YWJj",
    "port": "5%",
    "few": ["a", "b"],
    "labels": {"a": "b"},
    "rules": [{"key": "a", "weight": 1}, {"key": "b"}],
    "with-dash": "d",
}


def said(text: str, value: dict[str, Any] = VALUE) -> Any:
    """True for a rule that is kept, the message of one that is broken, None for one that nobody here can tell of."""
    schema = {**SPEC, "x-kubernetes-validations": [{"rule": text, "message": "broken"}]}
    found = list(Rules().broken(value, schema))
    return True if not found else None if found[0].unknown else found[0].message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("self.n == 7 && self.f == 2.0 && self.n > self.f", True),
        ("self.n / 2 == 3 && -self.n / 2 == -3 && -self.n % 2 == -1", True),
        ("self.n == 8", "broken"),
        ("self.m > 1", "no such key: m evaluating rule: self.m > 1"),
        ("self.m > 1 || self.n == 7", True),
        ("self.m > 1 && self.n == 8", "broken"),
        ("1 / (self.n - 7) == 1", "division by zero evaluating rule: 1 / (self.n - 7) == 1"),
        ("self.n + 9223372036854775807 > 0", "integer overflow evaluating rule: self.n + 9223372036854775807 > 0"),
        ("self.rules.all(r, r.weight > 0)", "no such key: weight evaluating rule: self.rules.all(r, r.weight > 0)"),
        ("self.rules.exists(r, r.weight > 0)", True),
        ("self.rules.exists_one(r, r.key == 'a')", True),
        ("self.few.map(x, x + '!') == ['a!', 'b!']", True),
        ("self.labels.all(k, v, k == 'a' && v == 'b')", True),
        ("self.when + self.wait == timestamp('2024-02-29T13:30:00.5Z')", True),
        ("self.when.getMonth() == 1 && self.when.getDayOfYear('+13:00') == 60", True),
        ("string(self.wait) == '5400s' && self.wait.getMinutes() == 90", True),
        ("type(self.port) == string && self.port.endsWith('%')", True),
        ("self.data == b'abc' && self.with__dash__dash == 'd'", True),
        ("self.?m.orValue(self.n) == 7 && !self.?m.hasValue()", True),
        ("quantity('1.5Gi').isGreaterThan(quantity('1500Mi'))", True),
        ("cidr('10.0.0.0/8').containsIP('10.1.2.3') && ip('::1').isLoopback()", True),
        ("format.dns1123Label().validate(self.name).hasValue()", "broken"),
        ("isURL('https://é')", None),
        # nobody holds a new object to its past
        ("self.n == oldSelf.n + 1", True),
    ],
)
def test_what_a_rule_says(text: str, expected: Any) -> None:
    assert said(text) == expected


@given(st.integers(0, 10**6))
def test_nothing_ends_in_a_traceback(seed: int) -> None:
    random = Random(seed)
    schema = {**SPEC, "x-kubernetes-validations": [{"rule": rule(random)}]}
    made = an_object(random)["spec"]
    assert all(found.message for found in Rules().broken(made, schema))


WORKLOAD: dict[str, Any] = {
    "type": "object",
    "required": ["replicas", "min", "max", "mode"],
    "properties": {
        **{name: {"type": "integer"} for name in ("replicas", "min", "max")},
        "mode": {"type": "string", "enum": ["A", "B"]},
        "a": {"type": "object", "required": ["x"], "properties": {"x": {"type": "string"}}},
        "host": {"type": "string"},
        "port": {"type": "integer", "minimum": 1},
        "list": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name"],
                "properties": {"name": {"type": "string"}, "v": {"type": "integer"}},
            },
        },
        "when": {"type": "string", "format": "date-time"},
        "labels": {"type": "object", "additionalProperties": {"type": "string"}},
        "share": {"x-kubernetes-int-or-string": True},
    },
}
KEPT = [
    ["self.min <= self.replicas && self.replicas <= self.max"],
    ["self.min < self.replicas", "self.replicas < self.max"],
    ["self.mode == 'B'", "self.mode == 'B' ? has(self.a) : !has(self.a)"],
    ["has(self.host) != has(self.port)"],
    ["[has(self.a), has(self.host), has(self.port)].filter(x, x).size() == 2"],
    ["has(self.host) && self.host.matches('^[a-z]{3}-[0-9]{4}$')"],
    ["self.host.startsWith('arn:') && self.host.split(':').size() == 3"],
    ["self.host.lowerAscii() == self.host && self.host.size() > 20"],
    ["has(self.host) && isCIDR(self.host)"],
    ["quantity(self.host).isGreaterThan(quantity('5Gi'))"],
    ["size(self.list) > 1 && self.list.all(x, x.v > 10)"],
    ["self.list.exists(x, x.name == 'main')", "self.list.exists(x, x.name == 'side')"],
    ["self.replicas == self.list.size() && self.replicas == 3"],
    ["self.when > timestamp('2030-01-01T00:00:00Z')"],
    ["self.labels['app'] == 'x' && self.labels['b'] != ''"],
    ["self.share == '50%'"],
    ["self.min + self.max == 100", "self.replicas % 7 == 3"],
]


@pytest.mark.parametrize("rules", KEPT, ids=" & ".join)
def test_a_sample_keeps_the_rules(rules: list[str]) -> None:
    schema = {**WORKLOAD, "x-kubernetes-validations": [{"rule": rule} for rule in rules]}
    whole = {"type": "object", "properties": {"spec": schema}, "required": ["spec"]}
    made = Sampler({}).value(whole)
    assert fits(made, whole)
    assert list(Rules().broken(made, whole)) == []


def test_no_sample_for_rules_that_nothing_keeps() -> None:
    schema = {**WORKLOAD, "x-kubernetes-validations": [{"rule": "self.min > self.max && self.max > self.min"}]}
    with pytest.raises(NoSample, match=r"with the rule 'self\.min > self\.max && self\.max > self\.min'"):
        Sampler({}).value(schema, ("spec",))
