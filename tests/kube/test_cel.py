"""Rules without a server: what is said, where, and that nothing a person writes ends in a traceback."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apiserver.broken import CHANGES, changed, torn
from apiserver.random_rules import rule
from apiserver.rules import RULES, SPEC, with_rule
from scaffold.diagnostics import Report
from scaffold.kube.cel import types as t
from scaffold.kube.cel.ast import Fault
from scaffold.kube.cel.compile import Compiled, compile_rule
from scaffold.kube.cel.declare import declare, escape
from scaffold.kube.cel.tokens import literal, tokens
from scaffold.kube.validate import validate
from scaffold.plan.yaml_nodes import compose
from scaffold.source import Source


def compiled(text: str) -> Compiled:
    declared = declare(SPEC, root=False)
    assert declared is not None
    return compile_rule(text, declared, t.BOOL, optional_old=False)


@pytest.mark.parametrize(
    ("text", "at", "message", "hint"),
    [
        ("self.nam == 'a'", 4, "undefined field 'nam'", "did you mean name?"),
        ("self.n > 'a'", 7, "found no matching overload for '_>_' applied to '(int, string)'", ""),
        ("self.name.size('a') > 1", 14, "found no matching overload for 'size' applied to 'string.(string)'", ""),
        ("self.n == 1 &&", 14, "Syntax error: mismatched input '<EOF>' expecting an expression", ""),
        ("self.n = 1", 7, "Syntax error: token recognition error at: '='", ""),
        ("nope", 0, "undeclared reference to 'nope' (in container '')", ""),
        ("self.few.all(x.y, true)", 14, "argument must be a simple name", ""),
        ("namespace == 'a'", 0, "reserved identifier: namespace", ""),
        ("self.n", -1, "must evaluate to a bool, not to int", ""),
    ],
)
def test_what_is_wrong_is_told_at_its_place(text: str, at: int, message: str, hint: str) -> None:
    assert [(fault.at, fault.message, fault.hint) for fault in compiled(text).faults] == [(at, message, hint)]


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        # self, a field, and a comparison of numbers, which have no size
        ("self.n > 0", 3),
        ("self.few.all(x, x != 'a')", 2 + 10 * (2 + 1 + 1 + 1) + 1),
        ("has(self.text)", 1),
    ],
)
def test_costs(text: str, cost: int) -> None:
    assert compiled(text).cost == cost


def test_a_rule_that_looks_back_says_so() -> None:
    assert (compiled("self == oldSelf").uses_old, compiled("self.n > 0").uses_old) == (True, False)


@pytest.mark.parametrize(
    ("name", "escaped"),
    [
        ("a", "a"),
        ("a-b", "a__dash__b"),
        ("a.b/c", "a__dot__b__slash__c"),
        ("a__b", "a__underscores__b"),
        ("namespace", "__namespace__"),
        ("1a", None),
        ("", None),
        ("$a", None),
        ("ä", None),
    ],
)
def test_names_of_fields(name: str, escaped: str | None) -> None:
    assert escape(name) == escaped


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('"a\\n\\x41\\u00e4"', "a\nAä"),
        ("r'a\\n'", "a\\n"),
        ("'''a'b'''", "a'b"),
        ("b'\\xff\\101a'", b"\xffAa"),
        ("0x1F", 31),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("7u", 7),
    ],
)
def test_literals(text: str, value: Any) -> None:
    first, end = tokens(text)
    assert (literal(first), end.kind) == (value, "end")


@given(st.text(alphabet=st.sampled_from(list("self.nameoldS()[]{}<>=!&|?:,+-*/%'\"\\0123uxb `rt\n")), max_size=60))
def test_no_text_ends_in_a_traceback(text: str) -> None:
    compiled(text)


@given(st.text(max_size=40))
def test_no_unicode_ends_in_a_traceback(text: str) -> None:
    try:
        for token in tokens(text):
            if token.kind in ("string", "bytes", "int", "uint", "double"):
                literal(token)
    except Fault:
        pass
    compiled(text)


def test_torn_rules_end_in_messages() -> None:
    random = Random(0)
    for _ in range(2000):
        text = random.choice(RULES) if random.random() < 0.5 else rule(random)
        at, end = sorted(random.choices(range(len(text) + 1), k=2))
        compiled(text[:at] + text[end:])
        compiled(text[at:end])


def test_depth_is_not_judged() -> None:
    for text in ("(" * 500 + "true" + ")" * 500, "!" * 3000 + "true", "[" * 300 + "]" * 300, "1" + " + 1" * 5000):
        compiled(f"{text} == 1")


def test_torn_documents_end_in_messages() -> None:
    random = Random(1)
    documents = [changed(changes) for changes in CHANGES.values()]
    documents += [with_rule({"rule": text, "message": "m"}) for text in RULES[::10]]
    for _ in range(600):
        document = torn(torn(random.choice(documents), random), random)
        report = Report()
        node = compose(Source("plan.yaml", json.dumps(document)).whole(), report)
        assert node is not None
        assert validate(node, report) is not report.has_errors
