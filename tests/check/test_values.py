"""Values of constants and variables: scaffold's word on random declarations, and that of go/types."""

from __future__ import annotations

import os
import random
import re

import pytest

import judges
from check.check_snippets import Snippet, check_text, plan_of
from check.random_values import HEAD, Legal, Wild
from scaffold.diagnostics import Diagnostic, Severity

ASKED = int(os.environ.get("SCAFFOLD_EXAMPLES", "0"))
MANY = ASKED or 4000
SEED = random.randrange(1 << 32) if ASKED else 1
"""By hand more declarations are made, and others each time."""
BATCH = 50
"""Declarations in one plan: what they have in common is read once."""


def _said(declarations: list[str]) -> list[list[Diagnostic]]:
    """What scaffold says of each of some declarations, which come to lie in one plan."""
    code, lines = HEAD, []
    for number, text in enumerate(declarations):
        lines += [number] * (text.count("\n") + 1)
        code += re.sub(r"\b([ABC])\b(?!:)", rf"\g<1>x{number}", text) + "\n"
    _, report = check_text(plan_of(Snippet("", "accept", (), "1.26", code, "")))
    found: list[list[Diagnostic]] = [[] for _ in declarations]
    for said in report:
        if said.severity is Severity.ERROR or said.code == "value-dropped":
            found[lines[said.span.begin.line - _first_of_plan() - HEAD.count("\n")]].append(said)
    return found


def _first_of_plan() -> int:
    text = plan_of(Snippet("", "accept", (), "1.26", "CODE", ""))
    return text[: text.index("CODE")].count("\n") + 1


def _is_not_of_types(said: Diagnostic) -> bool:
    """Whether go/types leaves it to others: vet refuses it, or the compiler, which has to lay an array out."""
    return "vet" in said.message or said.message.endswith("is more than Go takes")


def _compare(declarations: list[str]) -> tuple[list[str], int]:
    """Where scaffold and go/types disagree, and how many declarations both accept."""
    go = judges.type_errors([HEAD + text for text in declarations])
    ours = [said for at in range(0, len(declarations), BATCH) for said in _said(declarations[at : at + BATCH])]
    wrong, accepted = [], 0
    for text, theirs, said in zip(declarations, go, ours, strict=True):
        if any(_is_not_of_types(one) or one.code == "value-dropped" or "cannot tell" in one.message for one in said):
            continue
        accepted += not theirs and not said
        if bool(theirs) != bool(said):
            wrong.append(f"{text}\n  scaffold: {[one.message for one in said]}\n  Go: {theirs[:1]}")
    return wrong, accepted


@pytest.mark.parametrize("count", [pytest.param(250, id="some"), pytest.param(MANY, id="many", marks=pytest.mark.slow)])
def test_wild_values_are_refused_as_go_refuses_them(count: int) -> None:
    wild = Wild(random.Random(SEED + count))
    wrong, _ = _compare([wild.declaration() for _ in range(count)])
    assert not wrong, "\n".join(wrong[:20])


@pytest.mark.parametrize("count", [pytest.param(250, id="some"), pytest.param(MANY, id="many", marks=pytest.mark.slow)])
def test_legal_values_are_accepted(count: int) -> None:
    legal = Legal(random.Random(SEED + count))
    wrong, accepted = _compare([legal.declaration() for _ in range(count)])
    assert not wrong, "\n".join(wrong[:20])
    assert accepted > count // 2
