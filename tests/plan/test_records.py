"""Tables that read nodes: what is accepted, what is said of the rest."""

# ruff: noqa: E501 (tables read best with a case on a line)
from __future__ import annotations

import time
from typing import Any

import pytest

from scaffold.diagnostics import Report, to_data
from scaffold.nearest import nearest
from scaffold.plan.records import (
    Fields,
    Key,
    Reading,
    Shape,
    choice,
    custom,
    either,
    flag,
    integer,
    list_of,
    map_of,
    prose,
    raw,
    record,
    text,
    word,
)
from scaffold.plan.yaml_nodes import compose
from scaffold.source import Source, Text, Word


def values(fields: Fields) -> dict[str, Any]:
    """A record as plain data: what differs from nothing, and the keys that were there."""
    return {name: bare(fields[name]) for name in fields if fields.has(name)}


def bare(value: Any) -> Any:
    """Values without their places."""
    if isinstance(value, (Word, Text)):
        return value.value
    if type(value) is tuple:
        return tuple(bare(item) for item in value)
    return value


EFFORT = record(
    "an effort",
    values,
    {
        "id": Key(word, required=True, doc="Identifier, e.g. E2.1."),
        "name": Key(text),
        "doc": Key(prose, aliases=("description",)),
        "paths": Key(list_of(word, single=True)),
        "lines": Key(integer(0, 1000), default=0),
        "mode": Key(choice("fast", "safe")),
        "done": Key(flag),
        "labels": Key(map_of(text)),
        "rest": Key(raw),
    },
)
SHORT: Shape[Any] = custom("text", lambda node, reading: bare(word.read(node, reading)), (word,))
WAVE = record("a wave", values, {"wave": Key(integer(1, 99)), "efforts": Key(list_of(either(SHORT, EFFORT))), "only": Key(EFFORT), "goal": Key(record("a goal", values, {"text": Key(text)}))})  # fmt: skip


def read(shape: Shape[Any], document: str) -> tuple[Any, list[tuple[int, int, str, str, str | None]]]:
    """The value, and each message as line, column, code, message, hint."""
    report = Report()
    node = compose(Source("plan.yaml", document).whole(), report)
    assert node is not None
    value = shape.read(node, Reading(report))
    found = [(d["line"], d["column"], d["code"], d["message"], d["hint"]) for d in to_data(report)]
    return bare(value), found


@pytest.mark.parametrize(
    ("shape", "document", "value"),
    [
        (text, "1.20", "1.20"),
        (text, "''", ""),
        (text, "null", "null"),
        (word, "on", "on"),
        (prose, "|\n a\n b", "a\nb"),
        (flag, "true", True),
        (flag, "false", False),
        (integer(-5, 5), "-5", -5),
        (integer(), "007", 7),
        (choice("a", "b"), "'b'", "b"),
        (list_of(text), "[a, null, ~]", ("a", "null", "~")),
        (list_of(text, single=True), "a", ("a",)),
        (list_of(text), "[]", ()),
        (map_of(text), "{b: 1, a: 2}", (("b", "1"), ("a", "2"))),
        (EFFORT, "{id: a}", {"id": "a"}),
        (EFFORT, "{id: '', paths: [], name: '', done: false}", {"id": "", "paths": (), "name": "", "done": False}),
        (EFFORT, "{id: a, name: , doc: ~, paths: null, lines: }", {"id": "a", "name": "", "doc": "", "paths": (), "lines": 0}),
        (EFFORT, "{id: a, description: d, paths: p, mode: fast, labels: {x: y}}", {"id": "a", "doc": "d", "paths": ("p",), "mode": "fast", "labels": (("x", "y"),)}),
        (WAVE, "{wave: 1, efforts: [a, {id: b}], goal: }", {"wave": 1, "efforts": ("a", {"id": "b"}), "goal": {}}),
        (WAVE, "{only: }", {"only": None}),
        (WAVE, "{goal: {}}", {"goal": {}}),
    ],
)  # fmt: skip
def test_values(shape: Shape[Any], document: str, value: Any) -> None:
    assert read(shape, document) == (value, [])


@pytest.mark.parametrize(
    ("shape", "document", "value", "said"),
    [
        (text, "[byte]", None, (1, 1, "wrong-type", "expected text, found a list", "a text that begins with [ is written in quotes")),
        (text, "Foo: bar", None, (1, 1, "wrong-type", "expected text, found a mapping", "if this is one text, write it in quotes: YAML takes 'Foo: bar' for a key and its value")),
        (text, "{a: b, c: d}", None, (1, 1, "wrong-type", "expected text, found a mapping", "a text that begins with { is written in quotes")),
        (flag, "yes", None, (1, 1, "wrong-type", "expected true or false, found the text yes", "write true")),
        (flag, "Off", None, (1, 1, "wrong-type", "expected true or false, found the text Off", "write false")),
        (flag, "'true'", None, (1, 1, "wrong-type", "expected true or false, found the text true", "write true")),
        (flag, "maybe", None, (1, 1, "wrong-type", "expected true or false, found the text maybe", None)),
        (integer(), "'1'", None, (1, 1, "wrong-type", "expected a whole number, found the text 1", "write it without quotes")),
        (integer(), "1.0", None, (1, 1, "wrong-type", "expected a whole number, found the text 1.0", None)),
        (integer(), "٣", None, (1, 1, "wrong-type", "expected a whole number, found the text ٣", None)),
        (integer(1, 9), "10", None, (1, 1, "out-of-range", "expected a whole number from 1 to 9", None)),
        (integer(1, 9), "9" * 5000, None, (1, 1, "out-of-range", "expected a whole number from 1 to 9", None)),
        (choice("fast", "safe"), "fsat", None, (1, 1, "unknown-value", "expected one of fast, safe, found fsat", "did you mean fast?")),
        (choice("fast", "safe"), "x", None, (1, 1, "unknown-value", "expected one of fast, safe, found x", None)),
        (choice("fast"), "[x]", None, (1, 1, "wrong-type", "expected fast, found a list", "a text that begins with [ is written in quotes")),
        (list_of(text), "a", None, (1, 1, "wrong-type", "expected a list, found the text a", "a list of one is written [a]")),
        (list_of(text), "a: b", None, (1, 1, "wrong-type", "expected a list, found a mapping", "begin each entry with '- '")),
        (list_of(text), "- a\n-\n- [b]\n- c", ("a", "c"), None),
        (map_of(text), "[a]", None, (1, 1, "wrong-type", "expected a mapping, found a list", None)),
        (map_of(text), "{a: , b: c}", (("b", "c"),), (1, 5, "wrong-type", "expected text, found nothing", None)),
        (EFFORT, "[a]", None, (1, 1, "wrong-type", "expected a mapping, found a list", None)),
        (EFFORT, "{name: a}", None, (1, 1, "missing-key", "an effort needs the key id", "Identifier, e.g. E2.1.")),
        (EFFORT, "{id: }", None, (1, 2, "missing-key", "nothing stands behind id", "an effort needs it")),
        (EFFORT, "{id: [a]}", None, (1, 6, "wrong-type", "expected text, found a list", "a text that begins with [ is written in quotes")),
        (EFFORT, "{id: a, nmae: b}", {"id": "a"}, (1, 9, "unknown-key", "an effort has no key nmae", "did you mean name?")),
        (EFFORT, "{id: a, zzz: b}", {"id": "a"}, (1, 9, "unknown-key", "an effort has no key zzz", "known keys: id, name, doc, paths, lines, mode, done, labels, rest")),
        (EFFORT, "{id: a, doc: x, description: y}", {"id": "a", "doc": "x"}, (1, 17, "duplicate-key", "description and doc mean the same", None)),
        (EFFORT, "{id: a, lines: x}", {"id": "a", "lines": 0}, (1, 16, "wrong-type", "expected a whole number, found the text x", None)),
        (WAVE, "{mode: fast}", {}, (1, 2, "unknown-key", "a wave has no key mode", "mode is a key of an effort (in efforts); mode is a key of an effort (in only)")),
        (WAVE, "{only: {id: a, wave: 1}}", {"only": {"id": "a"}}, (1, 16, "unknown-key", "an effort has no key wave", "wave is a key of a wave")),
        (WAVE, "{efforts: [{}, b]}", {"efforts": ("b",)}, (1, 12, "missing-key", "an effort needs the key id", "Identifier, e.g. E2.1.")),
        (WAVE, "{efforts: ['', ]}", {"efforts": ("",)}, None),
    ],
)  # fmt: skip
def test_faults(
    shape: Shape[Any], document: str, value: Any, said: tuple[int, int, str, str, str | None] | None
) -> None:
    got, found = read(shape, document)
    assert got == value
    if said is not None:
        assert found == [said]


def test_all_faults_in_one_run() -> None:
    _, found = read(WAVE, "wave: x\nefforts:\n- {id: a, lines: b, mode: c}\n- [d]\n- {e: f}\ngoal: g\n")
    assert [(line, column, code) for line, column, code, _, _ in found] == [
        (1, 7, "wrong-type"),
        (3, 18, "wrong-type"),
        (3, 27, "unknown-value"),
        (4, 3, "wrong-type"),
        (5, 3, "missing-key"),
        (5, 4, "unknown-key"),
        (6, 7, "wrong-type"),
    ]


def test_fields_know_their_keys() -> None:
    kept: list[Fields] = []
    shape: Shape[None] = record("a thing", kept.append, {"a": Key(text), "b": Key(text, aliases=("c",))})
    read(shape, "c:\n")
    (fields,) = kept
    assert (fields.has("a"), fields.has("b"), fields.word("b").value, fields["b"]) == (False, True, "c", "")
    assert fields.word("b").span.begin == (1, 1)


def test_words_have_the_place_of_their_text() -> None:
    node = compose(Source("p", "'ab'").whole(), Report())
    assert node is not None
    found = word.read(node, Reading(Report()))
    assert found is not None
    assert (found.span.begin, found.span.finish) == ((1, 2), (1, 4))


def test_a_flood_of_faults_is_cut() -> None:
    started = time.process_time()
    _, found = read(list_of(EFFORT), "- {idd: a}\n" * 5000)
    assert len(found) == 1001
    assert [code for _, _, code, _, _ in found if code == "too-many-faults"] == ["too-many-faults"]
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("nmae", "name"),
        ("Name", "name"),
        ("names", "name"),
        ("short-names", "short_names"),
        ("shortNames", "short_names"),
        ("inteface", "interfaces"),
        ("naem", "name"),
        ("x", None),
        ("", None),
        ("signature", None),
        ("n" * 100, None),
    ],
)
def test_nearest(slip: str, meant: str | None) -> None:
    assert nearest(slip, ["name", "short_names", "interfaces", "path"]) == meant


def test_nearest_prefers_the_nearer() -> None:
    assert nearest("waves", ["wave", "waxes", "waves_"]) == "waves_"
