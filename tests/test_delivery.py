"""Who delivers what: contract packages by section, skeletons by interface and path, and what nobody claims."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import hypothesis
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from plan_strategies import GOLDEN, legal_plans, text_of
from scaffold.check import Options, check
from scaffold.delivery import Assignment, Delivery
from scaffold.diagnostics import Report
from scaffold.naming import settle
from scaffold.pipeline import Input, Settings, make
from scaffold.plan.reader import read_plan
from scaffold.source import Source
from scaffold.tree import Owner

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


def test_skeletons_that_nobody_claims_belong_to_the_wave_behind_the_contracts() -> None:
    _, found = assigned("\nwaves: [{wave: 1, efforts: [{id: E1, delivers: [contracts.cache]}]}]\n")
    assert found["pkg/cache"] == Assignment("E1", 1)
    assert found["internal/storage/t"] == Assignment(None, 1)
    _, found = assigned("\nwaves: [{wave: 5, depends_on: [1]}, {wave: 1}, {wave: 3, depends_on: [5]}]\n")
    assert (found["pkg/cache"], found["internal/storage/t"]) == (Assignment(None, 1), Assignment(None, 5))


def test_all_contracts_at_once() -> None:
    _, found = assigned("\nwaves: [{wave: 1, efforts: [{id: E0, delivers: [api]}, {id: E1, delivers: [contracts]}]}]\n")
    assert (found["pkg/cache"], found["pkg/spare"]) == (Assignment("E1", 1), Assignment("E1", 1))


def test_paths_names_and_order_say_whose_a_file_is() -> None:
    plan = """
module: example.com/m
api: {interfaces: [{name: Front, methods: [Do() error]}]}
contracts:
  quota:
    go:
      quota.go: |
        type Limit int
        type Counter interface { Count() Limit }
      manager.go: |
        type Manager interface { Get(l Limit) error }
  audit: {interfaces: [{name: AuditSink, methods: [Put() error]}, {name: Clock, methods: [Now() int]}]}
waves:
  - wave: 1
    efforts: [{id: E1, name: Contracts, paths: ["pkg/**"]}]
  - wave: 2
    depends_on: [1]
    efforts: [{id: E2, name: Manager, paths: [pkg/quota/manager.go]}, {id: E4, name: Audit sinks}]
  - wave: 3
    depends_on: [2]
    efforts: [{id: E3, name: The front, paths: [internal/api]}, {id: E5, name: Audit, paths: ["pkg/audit/*.go"]}]
"""
    report = Report()
    made = make(Input(plan.encode(), "plan.yaml", "plan.yaml"), Settings(), report)
    assert made is not None
    assert {file.path: (file.effort, file.wave) for file in made.tree if file.wave is not None} == {
        "internal/api/front/front.go": ("E3", 3),
        "internal/api/front/front_test.go": ("E3", 3),
        "internal/audit/auditsink/auditsink.go": ("E4", 2),
        "internal/audit/auditsink/auditsink_test.go": ("E4", 2),
        "internal/audit/clock/clock.go": (None, 2),
        "internal/audit/clock/clock_test.go": (None, 2),
        "internal/quota/counter/counter.go": (None, 2),
        "internal/quota/counter/counter_test.go": (None, 2),
        "internal/quota/manager/manager.go": ("E2", 2),
        "internal/quota/manager/manager_test.go": ("E2", 2),
        "pkg/api/api.go": (None, 1),
        "pkg/api/apimock/apimock.go": (None, 1),
        "pkg/audit/audit.go": ("E5", 3),
        "pkg/audit/auditmock/auditmock.go": ("E5", 3),
        "pkg/quota/manager.go": ("E2", 2),
        "pkg/quota/quota.go": (None, 1),
        "pkg/quota/quotamock/quotamock.go": ("E2", 2),
    }
    assert [found.message for found in report] == [
        "no effort implements Counter, Clock: wave 2 makes the skeletons",
        "by an effort's name, it implements Manager (effort E2), AuditSink (effort E4)",
    ]
    report = Report()
    second = make(Input(plan.encode(), "plan.yaml", "plan.yaml"), Settings(wave=2), report)
    assert second is not None
    assert "pkg/audit/audit.go" in {file.path for file in second.tree}
    assert {file.path for file in second.needed} == {"pkg/quota/quota.go"}
    assert [found.message for found in report if found.code == "wave-early"] == [
        "wave 2 builds on pkg/audit, and does not wait for the wave that delivers it: it is made now"
    ]


def test_a_wave_that_makes_no_file_says_why() -> None:
    plan = CONTRACTS + "waves: [{wave: 1}, {wave: 2}, {wave: 3, efforts: [{id: E3.1}, {id: E3.2}]}]\n"
    report = Report()
    assert make(Input(plan.encode(), "plan.yaml", "plan.yaml"), Settings(wave=3), report) is not None
    assert [found.message for found in report if found.code == "wave-empty"] == [
        "wave 3 makes no file: its efforts (E3.1, E3.2) deliver no section, implement no interface, and have no path "
        "of a generated file"
    ]


# --- the waves of a plan add up to the plan --------------------------------------------------------------------------

PLANS = sorted(path for path in GOLDEN.rglob("plan.*") if "want" not in path.parts and path.suffix in (".yaml", ".md"))


def add_up(text: str, name: str) -> None:
    """Every file has its wave, and the waves one by one make what one run makes; none needs a later one."""
    settings = Settings(module="example.com/acme/same")
    given = Input(text.encode("utf-8", "surrogatepass"), name, name)
    whole = make(given, settings, Report())
    if whole is None:
        return
    numbers = sorted({file.wave for file in whole.tree if file.wave is not None})
    assert all(file.wave is not None or file.owner is Owner.SHARED for file in whole.tree)
    files: dict[str, str] = {}
    waiting = list(numbers)
    while waiting:
        # A wave can be made as soon as those that it waits for are: in any other order it says what is missing.
        for number in waiting:
            made = make(given, settings._replace(wave=number), Report())
            assert made is not None
            if all(files.get(file.path) == file.text for file in made.needed):
                files |= {file.path: file.text for file in made.tree}
                waiting.remove(number)
                break
        else:
            raise AssertionError(f"none of the waves {waiting} can be made")
    assert files == {file.path: file.text for file in whole.tree}


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.parent.relative_to(GOLDEN).as_posix())
def test_the_waves_of_golden_plans_add_up(path: Path) -> None:
    add_up(path.read_text("utf-8"), path.name)


EFFORT = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["Store", "Service contracts", "The object store", "API"]),
        "paths": st.lists(
            st.sampled_from(["pkg/**", "pkg/api/*.go", "internal/**", "pkg/storage/storage.go"]), max_size=2
        ),
        "delivers": st.lists(st.sampled_from(["api", "storage", "crds"]), max_size=1),
    },
)


@given(legal_plans(), st.lists(st.lists(EFFORT, max_size=3), min_size=1, max_size=4), st.randoms(use_true_random=False))
@hypothesis.settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_waves_of_any_plan_add_up(plan: dict[str, Any], waves: list[list[dict[str, Any]]], random: Random) -> None:
    plan["waves"] = [
        {
            "wave": number,
            "depends_on": [other for other in range(1, number) if random.random() < 0.5],
            "efforts": [{"id": f"E{number}.{at}", **effort} for at, effort in enumerate(efforts)],
        }
        for number, efforts in enumerate(waves, 1)
    ]
    add_up(text_of(plan), "plan.yaml")
