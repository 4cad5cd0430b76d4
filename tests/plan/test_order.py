"""Keys in the order of the format."""

from __future__ import annotations

import random
from textwrap import dedent

import pytest

from plan.test_yaml_write import meaning, read
from plan_strategies import bases
from scaffold.diagnostics import Report
from scaffold.node import Mapping, Node, Sequence
from scaffold.plan.order import ordered
from scaffold.plan.reader import read_plan
from scaffold.plan.yaml_nodes import compose
from scaffold.plan.yaml_write import write
from scaffold.source import Source


def test_every_record_is_put_in_order() -> None:
    text = """\
        crds:
          - status: [Phase string]
            version: v1
            kind: Bucket
            conversion: {webhook: {z: 1, a: 2}}
            subresources:
              status: true
          - kind: CustomResourceDefinition
            spec: {versions: [], group: g}
            apiVersion: apiextensions.k8s.io/v1
          - version: v1
            go: type T struct{}
        api:
          go: {z.go: type Z int, a.go: type A int}
          interfaces:
            - methods: ["M()", {doc: d, signature: N()}, {was: O, name: P}]
              implementations: [{path: p, name: n}, s3]
              name: I
          types: [{values: [{doc: d, value: v}, w], name: T}, {fields: [{json: a, type: int, name: A}], name: S}]
        imports: {z: {version: v1, path: p}, a: q}
        module: m
        previous: {libraries: [{purpose: p, name: n}], apis: {phase_2: {version: v, api: a}}}
        decisions: [{impact: i, alternatives: [b, a], choice: c, name: d}]
        features: {nice_to_have: [x], mvp: [{why: w, name: n}]}
        """
    expected = """\
        module: m
        previous: {apis: {phase_2: {api: a, version: v}}, libraries: [{name: n, purpose: p}]}
        decisions: [{name: d, choice: c, alternatives: [b, a], impact: i}]
        api:
          interfaces:
            - name: I
              methods: ["M()", {signature: N(), doc: d}, {name: P, was: O}]
              implementations: [{name: n, path: p}, s3]
          types: [{name: T, values: [{value: v, doc: d}, w]}, {name: S, fields: [{name: A, type: int, json: a}]}]
          go: {z.go: type Z int, a.go: type A int}
        crds:
          - kind: Bucket
            version: v1
            conversion: {webhook: {z: 1, a: 2}}
            status: [Phase string]
            subresources:
              status: true
          - kind: CustomResourceDefinition
            spec: {versions: [], group: g}
            apiVersion: apiextensions.k8s.io/v1
          - go: type T struct{}
            version: v1
        features: {mvp: [{name: n, why: w}], nice_to_have: [x]}
        imports: {z: {path: p, version: v1}, a: q}
        """
    assert meaning(ordered(read(dedent(text)))) == meaning(read(dedent(expected)))


def _shuffled(node: Node, dice: random.Random) -> Node:
    if isinstance(node, Sequence):
        return node._replace(items=tuple(_shuffled(item, dice) for item in node.items))
    if isinstance(node, Mapping):
        entries = [entry._replace(value=_shuffled(entry.value, dice)) for entry in node.entries]
        return node._replace(entries=tuple(dice.sample(entries, len(entries))))
    return node


@pytest.mark.parametrize("number", range(len(bases())))
def test_order_of_golden_plans_is_settled(number: int) -> None:
    """Any order of keys becomes one, and a second time changes nothing."""
    report = Report()
    source = Source("plan.yaml", bases()[number])
    node = compose(source.whole(), report)
    if node is None or report.has_errors or not read_plan(source, "plan.yaml", report) or report.has_errors:
        return
    once = ordered(node)
    assert meaning(ordered(once)) == meaning(once)
    assert _sorted(meaning(ordered(_shuffled(node, random.Random(number))))) == _sorted(meaning(once))
    reread = Report()
    assert read_plan(Source("plan.yaml", write(once)), "plan.yaml", reread) is not None
    # What YAML cuts is cut already: written again, it is quoted.
    assert [d.code for d in reread] == [d.code for d in report if d.code != "yaml-quote"]


def _sorted(value: object) -> object:
    """Maps with keys of the author's choice have no order of their own to compare."""
    if isinstance(value, list):
        inner = [_sorted(each) for each in value]
        return sorted(inner, key=repr) if inner and all(isinstance(each, tuple) for each in inner) else inner
    if isinstance(value, tuple) and len(value) == 2:
        return (value[0], _sorted(value[1]))
    return value
