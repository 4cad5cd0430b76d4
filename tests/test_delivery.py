"""Who delivers what: contract packages by section, skeletons by interface and path, and what nobody claims."""

from __future__ import annotations

from scaffold.check import Options, check
from scaffold.delivery import Assignment, Delivery
from scaffold.diagnostics import Report
from scaffold.naming import settle
from scaffold.plan.reader import read_plan
from scaffold.source import Source

CONTRACTS = """
module: example.com/m
api: {doc: Package api., interfaces: [{name: S, methods: [Do() error], implementations: [a, b]}]}
storage: {doc: Package storage., interfaces: [{name: T, methods: [Do() error]}]}
contracts:
  cache: {doc: Package cache., types: [{name: C, type: int}]}
  spare: {doc: Package spare., types: [{name: C, type: int}]}
"""


def assigned(waves: str) -> tuple[tuple[int, ...], dict[str, Assignment]]:
    """The waves there are, and the assignment of each contract package and of each skeleton's folder."""
    report = Report()
    plan = read_plan(Source("plan.yaml", CONTRACTS + waves), "plan.yaml", report)
    assert plan is not None
    checked = check(plan, report, Options())
    assert checked is not None
    assert not report.has_errors, [found.message for found in report]
    delivery = Delivery(checked)
    found = {package.path: delivery.contract(package) for package in checked.packages}
    found |= {skeleton.path: delivery.skeleton(skeleton) for skeleton in settle(checked, report).skeletons}
    return delivery.numbers, {**found, "crds": delivery.crds()}


def test_without_waves_contracts_come_first_and_skeletons_second() -> None:
    first, second = Assignment(None, 1), Assignment(None, 2)
    assert assigned("") == (
        (1, 2),
        {
            "pkg/api": first,
            "pkg/storage": first,
            "pkg/cache": first,
            "pkg/spare": first,
            "internal/api/s/a": second,
            "internal/api/s/b": second,
            "internal/storage/t": second,
            "crds": first,
        },
    )


def test_waves_say_who_delivers_and_who_implements() -> None:
    waves = """
waves:
  - wave: 3
    efforts: [{id: E3, delivers: [api]}]
  - wave: 4
    depends_on: [3]
    efforts:
      - {id: E4, delivers: [storage, cache], implements: [S], paths: ["internal/api/s/b/**"]}
      - {id: E5, implements: [S], paths: ["internal/api/s/a/**"]}
      - {id: E6, paths: ["internal/storage/**"]}
"""
    assert assigned(waves) == (
        (3, 4),
        {
            "pkg/api": Assignment("E3", 3),
            "pkg/storage": Assignment("E4", 4),
            "pkg/cache": Assignment("E4", 4),
            "pkg/spare": Assignment(None, 3),
            "internal/api/s/a": Assignment("E5", 4),
            "internal/api/s/b": Assignment("E4", 4),
            "internal/storage/t": Assignment("E6", 4),
            "crds": Assignment(None, 3),
        },
    )


def test_skeletons_that_nobody_claims_belong_to_no_wave() -> None:
    _, found = assigned("\nwaves: [{wave: 1, efforts: [{id: E1, delivers: [contracts.cache]}]}]\n")
    assert found["pkg/cache"] == Assignment("E1", 1)
    assert found["internal/storage/t"] == Assignment(None, None)


def test_all_contracts_at_once() -> None:
    _, found = assigned("\nwaves: [{wave: 1, efforts: [{id: E0, delivers: [api]}, {id: E1, delivers: [contracts]}]}]\n")
    assert (found["pkg/cache"], found["pkg/spare"]) == (Assignment("E1", 1), Assignment("E1", 1))
