"""Names that lead to one another in rows of hundreds: what stands at the far end counts, and circles are found."""

from __future__ import annotations

import pytest

from check.check_snippets import Snippet, check_text, plan_of

LINKS = 300


def chain(line: str, last: str) -> str:
    """`line` for each number, with ``#`` for it and ``@`` for the next one; `last` closes the chain."""
    lines = [line.replace("#", str(number)).replace("@", str(number + 1)) for number in range(LINKS)]
    return "\n".join([*lines, last.replace("@", str(LINKS))])


def circle(line: str, links: int = LINKS) -> str:
    """A chain whose last name leads to the first one."""
    return "\n".join(line.replace("#", str(n)).replace("@", str((n + 1) % links)) for n in range(links))


def shown(names: str) -> str:
    """A long circle of A0, A1 …, as messages have it."""
    return f"{names}: " + " → ".join([*(f"A{n}" for n in range(8)), f"… ({LINKS - 8} more)", "A0"])


NO_KEY = "a map key must be comparable, and this one"
CASES = {
    "aliases": (chain("type A# = A@", "type A@ = []int\ntype M map[A0]int"), [f"{NO_KEY} is a slice"]),
    "defined types": (chain("type A# A@", "type A@ []int\ntype M map[A0]int"), [f"{NO_KEY} is a slice"]),
    "sound keys": (chain("type A# struct { Next A@ }", "type A@ struct { S string }\ntype M map[A0]int"), []),
    "keys": (
        chain("type A# struct { N A@ }", "type A@ struct { S []string }\ntype M map[A0]int"),
        [f"{NO_KEY} " + "has a field N, which " * 3 + "has a part, further in, that is a slice"],
    ),
    "locks": (
        chain("type A# struct { Next A@ }", "type A@ struct { sync.Mutex }\ntype I interface { Use(a A0) }"),
        ["this parameter copies sync.Mutex, a lock"],
    ),
    "constraints": (
        chain("type A# interface { A@ }", "type A@ interface { ~int }\ntype B[T A0] struct { V T }\ntype C B[int]"),
        [],
    ),
    "circle of aliases": (circle("type A# = A@"), [shown("types contain each other")]),
    "circle of aliases in literals": (circle("type A# = []A@"), [shown("types contain each other")]),
    "circle of structs": (circle("type A# struct { Next A@ }"), [shown("types contain each other")]),
    "circle of arrays": (circle("type A# [2]A@"), [shown("types contain each other")]),
    "circle of interfaces": (circle("type A# interface { A@ }"), [shown("types contain each other")]),
    "circle of definitions": (circle("type A# A@"), [shown("types contain each other")]),
    "circle of pointers": (circle("type A# struct { Next *A@ }"), []),
    "circle of generic types": (
        circle("type A#[T any] struct { Next A@[T] }", 9),
        ["types contain each other: " + " → ".join(f"A{n}" for n in (*range(9), 0))],
    ),
    "circle through type arguments": (
        "type Box[T any] struct { Value T }\ntype Two[T any] struct { Value Box[Box[T]] }\ntype A struct { Two[A] }",
        ["A contains itself"],
    ),
    "no circle through pointers": (
        "type Box[T any] struct { Value *T }\ntype Two[T any] struct { Value Box[Box[T]] }\ntype A struct { Two[A] }",
        [],
    ),
    "circle of constants": (circle("const A# = A@"), ["the value of A0 leads back to A0"]),
    "circle of variables": (circle("var A# = A@"), ["the value of A0 leads back to A0"]),
}


@pytest.mark.parametrize("case", CASES)
def test_chains_and_circles_of_any_length(case: str) -> None:
    code, expected = CASES[case]
    _, report = check_text(plan_of(Snippet("", "accept", (), "1.26", code, "")))
    assert [fault.message for fault in report.faults] == expected
