"""Schemas and CRD objects against controller-gen itself."""

from __future__ import annotations

import pytest

from kube.cases import CASES
from kube.gosource import declared, generate, messages, ours
from scaffold.diagnostics import Report

NAMES = {f"p{number}": title for number, title in enumerate(CASES)}
BODIES = {name: CASES[title] for name, title in NAMES.items()}


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return generate(BODIES, tmp_path_factory.mktemp("kinds"))


def test_controller_gen_takes_every_case(generated: dict[str, str]) -> None:
    assert generated[""] == ""


@pytest.mark.parametrize("name", NAMES, ids=NAMES.values())
def test_a_kind_is_what_controller_gen_makes_of_it(name: str, generated: dict[str, str]) -> None:
    report = Report()
    made = ours(name, declared(BODIES, report), report)
    assert (messages(report), made) == ("", generated[name])
