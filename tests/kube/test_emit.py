"""The YAML emitter and the reader of plain scalars against the library that Kubernetes' tools use."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from judges import program
from scaffold.kube.emit import document, dump
from scaffold.kube.scalars import Json, json_number, resolve


def library(lines: list[str], *arguments: str) -> list[dict[str, str]]:
    """What sigs.k8s.io/yaml makes of each JSON line: ``{"out": …}`` or ``{"error": …}``."""
    done = subprocess.run(
        [program("kubeyaml"), *arguments],
        input="".join(line + "\n" for line in lines).encode(),
        capture_output=True,
        timeout=60,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def written(values: list[Any]) -> list[str]:
    return [answer.get("out", answer.get("error", "")) for answer in library([json.dumps(value) for value in values])]


WORDS = st.sampled_from(
    [
        "a", "the", "yes", "No", "on", "null", "~", "true", "123", "0x1F", "0b11", "1_000", "1.5e3", "-", "- x", "a: b",
        "a:b", "a #b", "#c", "?", "? x", "'", '"', "\\", "%", "@", "`", "&a", "*b", "!c", "|", ">", "{}", "[x]", ",",
        "2001-01-01", "12:30:45", "1:2", "...", "---", "\t", "\n", "  ", " ", "\r", "\u00a0", "\u2028",
        "\u00e9", "\u4e2d\u6587",
        "\U0001f600", "\x00", "\x1b", "long-word-without-any-space-in-it-that-goes-on", "=", "<<",
        ".inf", "08", "+1", "\ufffd",
    ]
)  # fmt: skip
TEXT = st.one_of(
    st.text(
        alphabet=st.characters(exclude_characters="\x7f\x85\ufeff", exclude_categories=["Cs", "Cc", "Cn", "Co"]),
        max_size=20,
    ),
    st.lists(WORDS, max_size=40).map("".join),
    st.lists(WORDS, max_size=40).map(" ".join),
    st.lists(st.sampled_from(["word", "a", "longer", "it's", 'say "x"', "x:", "#1", "end."]), max_size=60).map(
        " ".join
    ),
)
NUMBERS = st.one_of(
    st.integers(min_value=-(2**63), max_value=2**64 - 1),
    st.integers(min_value=-1000, max_value=1000),
    # Go's encoding/json writes a whole float as an integer, Python's doesn't.
    st.floats(allow_nan=False, allow_infinity=False).map(json_number),
    st.sampled_from([0.5, 1e6, 1234567.5, 1e21, 1e20, 1e-7, -0.0, 1e300, 100000.0, 0.0001, 0.00001]).map(json_number),
)
SCALARS = st.one_of(st.none(), st.booleans(), NUMBERS, TEXT)
# The library's order of keys is no order for all of them ("9a" < "10" < "99" < "9a"), so two keys at most.
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXT, inner, max_size=2)),
    max_leaves=20,
)


@given(st.lists(VALUES, min_size=20, max_size=40))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_random_values_are_written_as_the_library_writes_them(values: list[Any]) -> None:
    # A mapping on top, as every document of ours is one.
    tops = [{"key": value, "list": [value]} for value in values]
    lines = [json.dumps(top) for top in tops]
    for top, answer in zip(tops, library(lines), strict=True):
        if "error" not in answer:
            assert dump(json.loads(json.dumps(top))) == answer["out"]


def words(text: str) -> list[str]:
    return text.split()


def number(value: Any) -> Any:
    return json_number(value) if isinstance(value, float) else value


SPELLINGS = [
    *words("yes no Yes NO on Off y N true FALSE null Null ~ nULL tRue"),
    *words("0 00 07 08 09 010 0o17 0O17 0x1F 0XfF 0b101 0B101 -0b101 0b+101 0b-101 -0b+1 0b 0x -0x1F +0x1F"),
    *words("1 -1 +1 - + 1_000 _1 1__0 1_ 18446744073709551615 18446744073709551616 -9223372036854775808"),
    *words("-9223372036854775809 +9223372036854775807 +9223372036854775808 9223372036854775808"),
    *words("1.5 .5 5. -.5 +.5 . .. 1e3 1E3 1e+3 1e 1e400 .5e3 .5_0 1_0.5 1.5_0 1.e3 .e3 1.2.3 1e3.5"),
    *words("2001-01-01 2001-1-1 2001-13-01 2001-02-29 2000-02-29 1900-02-29 2001-01-01T00:00:00Z 12:30 1:2:3"),
    *words("2001-01-01T1:2:3Z 2001-01-01T01:2:3Z 2001-01-01t01:02:03.5+07:00 2001-01-01T24:00:00Z 2001-01-0"),
    "2001-01-01 01:02:03",
    "2001-01-01 01:02:03.5",
    "2001-01-01 01:02:03Z",
    *words("1:2 190:20:30 1:60 1:59.5 -1:2 +1:2 0:0:0. 1_0:2 _1:2 1:2_ 1.5:2 :1 1:"),
    *words("= << <<: .foo .1a -a --- ..."),
]


def test_plain_scalars_mean_what_kubernetes_reads() -> None:
    readable = [text for text in SPELLINGS if text not in (":1", "1:", "<<:", "---", "...", "-")]
    answers = library([json.dumps(f"k: {text}") for text in readable], "read")

    def comparable(value: Any) -> Any:
        # A whole number beyond 2^53 comes out of Go as a float's digits, out of Python as all of them.
        return ("number", float(value)) if type(value) in (int, float) and abs(value) >= 2**53 else (type(value), value)

    got = {text: comparable(json.loads(json.dumps(number(resolve(text))))) for text in readable}
    want = {text: comparable(json.loads(answer["out"])["k"]) for text, answer in zip(readable, answers, strict=True)}
    assert got == want


def test_strings_are_quoted_where_they_would_be_read_as_something_else() -> None:
    tops: list[Json] = [{"k": text} for text in SPELLINGS]
    assert [dump(top) for top in tops] == written(tops)


KEYS = [
    *words("a b A B a1 a2 a10 a01 a001 1 2 10 01 001 0 _a -a a-b a_b a.b aB ab a/b x-a x_a \u00e9 z1a z01a"),
    *words("100 1000 10a 9a"),
    "",
    "a b",
    "k" * 128,
    "k" * 129,
    "two\nlines",
    "a99999999999999999999",
]


def test_keys_are_sorted_as_the_library_sorts_them() -> None:
    top: Json = dict.fromkeys(KEYS, 1)
    deep: Json = {key: {"in": [1, {"x": 2}], "m": {"a": []}} for key in KEYS}
    listed: list[Json] = [{key: [{"a": "b"}, [1, [2]], {}]} for key in KEYS]
    assert [dump(top), dump(deep), dump({"l": listed})] == written([top, deep, {"l": listed}])


@pytest.mark.parametrize("length", range(70, 90))
def test_long_text_is_broken_where_the_library_breaks_it(length: int) -> None:
    word = "x" * (length - 12)
    tops: list[Any] = []
    for text in (
        f"{word} next words",
        f"{word}  two spaces",
        f"{word} it: is",
        f"yes: {word} a  b ",
        f"{word} tab\tx \\ y z",
    ):
        tops += [{"key": text}, {"deep": {"er": [text]}}, {"a": [[text, {"k": text}]]}, {text: text}]
    assert [dump(top) for top in tops] == written(tops)


def test_a_document_begins_with_its_marker() -> None:
    assert document({"a": 1}) == "---\na: 1\n"
