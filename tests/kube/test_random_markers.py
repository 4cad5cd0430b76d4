"""Every marker in every place with values of every kind: verdicts and schemas are controller-gen's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from kube.gosource import declared, generate, messages, ours
from kube.random_markers import declaration, field
from scaffold.diagnostics import Report

STRICTER = {"crd-json-tag", "crd-marker-unknown", "crd-marker-place"}
"""Codes of what controller-gen passes over in silence."""
UNPLACED = {"crd-type", "crd-one-of", "crd-recursive"}
"""Codes of what controller-gen complains of without a place."""


@pytest.mark.parametrize("make", [field, declaration])
@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (1, 2, 3))])
def test_markers(make: Callable[[Random], str], seed: int, tmp_path: Path) -> None:
    random = Random(seed)
    bodies = {f"p{number}": make(random) for number in range(300 if seed else 80)}
    made = generate(bodies, tmp_path)
    refused = set(re.findall(r"/(p\d+)/types\.go:", made[""]))
    same: Counter[str] = Counter()
    for name, body in bodies.items():
        report = Report()
        mine = ours(name, declared({name: body}, report), report)
        codes = {found.code for found in report if found.severity.name == "ERROR"}
        told = f"{body}\n{messages(report)}\n{made['']}"
        if name in refused:
            assert codes, told
            same["refused"] += 1
        elif codes:
            assert codes <= STRICTER | UNPLACED, told
        else:
            assert mine == made[name], told
            same["taken"] += 1
    assert min(same["refused"], same["taken"]) > len(bodies) / 10
