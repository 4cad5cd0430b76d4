"""Plans that would take for ever, and plans that are torn: checking ends, soon, without an exception."""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

import pytest

from check.check_snippets import Snippet, check_text, plan_of, snippets

SECONDS = 5
"""Generous: each of these takes milliseconds on an idle machine."""


def _chain(line: str, last: str) -> str:
    return "\n".join([line.replace("#", str(n)).replace("@", str(n + 1)) for n in range(40)] + [last])


def _layers(line: str, separator: str, last: str, use: str) -> str:
    """Nine layers of ten types (``#``), each built of the ten of the next layer (``@``)."""
    lines = [
        line.replace("#", f"A{layer}x{n}").replace("@", separator.join(f"A{layer + 1}x{m}" for m in range(10)))
        for layer in range(9)
        for n in range(10)
    ]
    return "\n".join([*lines, *(last.replace("#", f"A9x{n}") for n in range(10)), use])


CONSTRAINED = "type Box[T A0x0] struct{ V T }\ntype Use struct{ Box[int] }\nfunc F[T A0x0](v T) T { return v }\n"
CONSTRAINED += "func G() int { return F(1) }\ntype Keys[T A0x0] map[T]int"


@pytest.mark.parametrize(
    "code",
    [
        _layers("type # interface{ @ }", "; ", "type # interface{ ~int | ~string }", CONSTRAINED),
        _layers("type # interface{ @ }", " | ", "type # interface{ ~int | ~string }", CONSTRAINED),
        _layers("type # interface{ @ }", "; ", "type # interface{ M() }", "type S struct{ A0x0 }"),
        _layers("type # struct{ @ }", "; ", "type # struct{ Of# string }", "func F(v A0x0) string { return v.OfA9x9 }"),
        _layers("type # = func(@)", ", ", "type # = func()", "var V A0x0\nfunc F(f A0x0) { V = f }"),
        _layers("type #[T any] struct{ @[T] }", "[T]; ", "type #[T any] struct{ V T }", "type M map[A0x0[int]]int"),
        _chain("type A# = struct{ x, y A@ }", "type A40 = int\ntype M map[A0]int\ntype I interface{ M(a A0) }"),
        _chain("type A# struct{ x, y A@ }", "type A40 struct{}\ntype M map[A0]A0\ntype I interface{ M(a A0) A0 }"),
        _chain("type A# struct{ A@; B@ }\ntype B# struct{ A@; B@ }", "type A40 struct{}\ntype B40 struct{}"),
        _chain("type A# interface{ A@; B@ }\ntype B# interface{ A@; B@ }", "type A40 any\ntype B40 any"),
        _chain(
            "type A# interface{ A@ | B@ }\ntype B# interface{ A@ | B@ }",
            "type A40 interface{ ~int }\ntype B40 interface{ ~string }\ntype G[T A0] any\ntype U struct{ G G[bool] }",
        ),
        _chain("type A# = [2]A@", "type A40 = A0"),
        _chain("const A# = A@ << A@", "const A40 = 1\ntype T [A0]int"),
        _chain("const A# = A@ + A@", "const A40 = 1\ntype T [A0]int"),
        "type T[P any] T[struct{ a, b P }]\ntype U struct{ T T[int] }\ntype M map[T[int]]int",
        "type T[P any] = T[struct{ a, b P }]\ntype U struct{ T T[int] }\ntype M map[T[int]]int",
        "type A[P any] struct{ a B[A[P]]; b B[C[P]] }\ntype B[P any] struct{ a A[B[P]]; b A[C[P]] }\n"
        "type C[P any] struct{ p P }\ntype X struct{ A A[int] }\ntype M map[X]int",
        "var a = b\nvar b = a\nfunc F() int { return a }",
        "type T [1 << 1000000000]int",
        "type T [" + "9" * 5000 + "]int",
        "const A = 1 << 599\nconst B = A * A * A * A * A * A * A * A\ntype T [B * B * B * B]int",
        "func F() int { return " + "(" * 90 + "1" + ")" * 90 + " }",
        "func F() int { return " + " + ".join(["1"] * 5000) + " }",
        "type T " + "[]" * 90 + "int",
        "func F(a int) int {\n" + "if a > 0 {\n" * 90 + "}" * 90 + "\nreturn a\n}",
    ],
)  # fmt: skip
def test_checking_ends(code: str) -> None:
    began = time.process_time()
    check_text(plan_of(Snippet("", "accept", (), "1.26", code, "")))
    assert time.process_time() - began < SECONDS


def test_embedding_has_a_limit() -> None:
    """A method each in a chain of interfaces are half a square of methods."""
    links = [f"type A{n} interface {{ A{n + 1}; M{n}() }}" for n in range(460)]
    code = "\n".join([*links, "type A460 interface {}"])
    _, report = check_text(plan_of(Snippet("", "accept", (), "1.26", code, "")))
    found = [(fault.code, fault.message, fault.span.begin.column) for fault in report.faults]
    message = "embedding brings more than 100,000 methods into the interfaces of this plan"
    assert found == [("embedded-methods", message, 29)]


@pytest.mark.parametrize("value", ["{" * 3000 + "1" + "}" * 3000, "{a:" * 3000 + "1" + "}" * 3000])
def test_nested_values_of_markers_have_a_limit(value: str) -> None:
    field = f"{{name: Name, type: string, json: name, markers: ['kubebuilder:default={value}']}}"
    crd = f"module: example.com/a/b\ncrds:\n  - {{kind: B, group: g.example.com, version: v1, spec: [{field}]}}\n"
    _, report = check_text(crd)
    assert [fault.message for fault in report.faults] == [
        "marker +kubebuilder:default: it is nested more than 100 levels deep"
    ]


def _torn(text: str, chance: random.Random) -> str:
    """A text with a few of its words taken out, doubled, or put in another's place; its lines stay as they are."""
    words = re.findall(r"\w+|\s+|.", text)
    places = [at for at, word in enumerate(words) if not word.isspace()][5:]
    for _ in range(chance.randrange(1, 4)):
        at, other = chance.choice(places), words[chance.choice(places)]
        words[at] = chance.choice(["", words[at] + other, other, f"{words[at]} {other}"])
    return "".join(words)


@pytest.mark.parametrize("seed", range(8))
def test_torn_plans_end_in_messages(seed: int) -> None:
    chance = random.Random(seed)
    plans = (Path(__file__).parent / "plans" / "plans.txt").read_text(encoding="utf-8").split("\n=== ")[1:]
    texts = ["module: example.com/a\n" + body.partition("\n")[2] for body in plans]
    texts += [plan_of(snippet) for snippet in snippets()]
    reached = 0
    for text in chance.sample(texts, 120):
        checked, _ = check_text(_torn(text, chance))
        reached += checked is not None
    # Not all of them stop at the reader.
    assert reached > 40
