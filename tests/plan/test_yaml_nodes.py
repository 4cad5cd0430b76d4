"""YAML as a tree with places, and what its faults are called."""

# ruff: noqa: E501 (tables read best with a case on a line)
from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scaffold.diagnostics import Report, to_data
from scaffold.node import Mapping, Node, Scalar, Sequence
from scaffold.plan import yaml_nodes
from scaffold.plan.yaml_nodes import compose
from scaffold.source import Source, Text


@pytest.fixture(params=["libyaml", "pure"])
def both(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the test with both of PyYAML's parsers."""
    if request.param == "pure":
        monkeypatch.setattr(yaml_nodes, "CParser", None)
    else:
        assert yaml_nodes.CParser is not None, "PyYAML without libyaml"


def plain(node: Node | None) -> Any:
    """The tree as lists, pairs and texts; nothing at all is None."""
    if node is None:
        return None
    if isinstance(node, Scalar):
        return None if node.is_null else node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {entry.key.value: plain(entry.value) for entry in node.entries}


def read(text: str) -> Any:
    """The tree of a text without faults."""
    report = Report()
    node = compose(Source("plan.yaml", text).whole(), report)
    assert to_data(report) == []
    return plain(node)


def faults(text: str) -> list[tuple[int, int, str, str, str | None]]:
    """Each message as line, column, code, message, hint."""
    report = Report()
    compose(Source("plan.yaml", text).whole(), report)
    return [(d["line"], d["column"], d["code"], d["message"], d["hint"]) for d in to_data(report)]


def codes(text: str) -> list[tuple[int, int, str]]:
    """Each message as line, column, code."""
    return [fault[:3] for fault in faults(text)]


@pytest.mark.usefixtures("both")
@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a: b", {"a": "b"}),
        ("go: 1.20\nl: [on, off, no, 0x1F, 1_000, 2001-01-01]", {"go": "1.20", "l": ["on", "off", "no", "0x1F", "1_000", "2001-01-01"]}),
        ("a:\nb: ~\nc: null\nd: ''\ne: 'null'\n", {"a": None, "b": None, "c": None, "d": "", "e": "null"}),
        ("- a\n- - b\n  - c\n-\n  d: e", ["a", ["b", "c"], {"d": "e"}]),
        ("k:\n- a\n- b\nl: x", {"k": ["a", "b"], "l": "x"}),
        ("a: &x [1, &y 2]\nb: *x\nc: *y\n", {"a": ["1", "2"], "b": ["1", "2"], "c": "2"}),
        ("a: &x\n  # why\n  'it''s'\nb: *x", {"a": "it's", "b": "it's"}),
        ("a: !!str\nb: !!str null\nc: ! x\nd: !!map {e: !!seq [f]}", {"a": "", "b": "null", "c": "x", "d": {"e": ["f"]}}),
        ("b: &b {x: 1, y: 2}\nc: {<<: *b, y: 3, z: 4}", {"b": {"x": "1", "y": "2"}, "c": {"x": "1", "y": "3", "z": "4"}}),
        ("b: &b {x: 1}\nd: &d {x: 2, y: 2}\nc: {y: 3, <<: [*b, *d]}", {"b": {"x": "1"}, "d": {"x": "2", "y": "2"}, "c": {"x": "1", "y": "3"}}),
        ("b: {'<<': 1}", {"b": {"<<": "1"}}),
        ("%YAML 1.1\n---\na: b\n...\n", {"a": "b"}),
        ("m: |\n  x\n\n    y\nn: >-\n  x\n  y\n\n  z\n", {"m": "x\n\n  y\n", "n": "x y\nz"}),
        ("x: {a, b: }", {"x": {"a": None, "b": None}}),
        ("x: [a: b, c]", {"x": [{"a": "b"}, "c"]}),
        ("? a\n: b\n", {"a": "b"}),
        ("f: map[string]int\ng: func(a, b int) {x}\nh: <-chan int\ni: ...int\nj: ~int\nk: 50% of\n", {"f": "map[string]int", "g": "func(a, b int) {x}", "h": "<-chan int", "i": "...int", "j": "~int", "k": "50% of"}),
        ("{f: func(k string) bool, g: x}", {"f": "func(k string) bool", "g": "x"}),
        ("a: 😀\r\nb: é\x85c: d", {"a": "😀", "b": "é", "c": "d"}),
    ],
)  # fmt: skip
def test_trees(text: str, tree: Any) -> None:
    assert read(text) == tree


@pytest.mark.usefixtures("both")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", [(1, 1, "empty-document")]),
        ("# only this\n\n", [(1, 1, "empty-document")]),
        ("---\n", [(1, 1, "empty-document")]),
        ("a: 1\n---\nb: 2", [(2, 1, "several-documents")]),
        ("a: 1\nb: 2\na: 3\n", [(3, 1, "duplicate-key")]),
        ("a: *b\nc: *c\n", [(1, 4, "unknown-alias"), (2, 4, "unknown-alias")]),
        ("a: &a [*a]\nb: &b {c: [*b]}", [(1, 8, "yaml-aliases"), (2, 12, "yaml-aliases")]),
        ("a: !foo b\nc: !!int 1\nd: !!binary x\ne: !!seq f", [(1, 4, "yaml-tag"), (2, 4, "yaml-tag"), (3, 4, "yaml-tag"), (4, 4, "yaml-tag")]),
        ("a: &x !foo\n  b", [(1, 7, "yaml-tag")]),
        ("[a]: b\n? {c: d}\n: e\n", [(1, 1, "yaml-key"), (2, 3, "yaml-key")]),
        (": a", [(1, 1, "yaml-key")]),
        ("a: {<<: 1}\nb: {<<: [[x]]}", [(1, 5, "yaml-merge"), (2, 5, "yaml-merge")]),
        ("a:\n\tb: c", [(2, 1, "yaml-tab")]),
        ("a:\n  b: c\n d: e", [(3, 2, "yaml-indent")]),
        ("a\nb: c", [(2, 1, "yaml-indent")]),
        ("a: b\n- c", [(2, 1, "yaml-indent")]),
        ("a: 'b\nc: d", [(1, 4, "yaml-syntax")]),
        ("a: - b", [(1, 4, "yaml-syntax")]),
        ("a: |b\n  c", [(1, 4, "yaml-syntax")]),
        ('a: "\\ud800"\nb: "x', [(1, 5, "yaml-syntax"), (2, 4, "yaml-syntax")]),
        ('a: "\\U00110000"', [(1, 5, "yaml-syntax")]),
        ("a: {b: c, d: [}", [(1, 15, "yaml-syntax")]),
        ("a: ]", [(1, 4, "yaml-syntax")]),
        ("x: {a: b\n  c: d}", [(1, 8, "yaml-syntax")]),
        ("x: [\n  a,\n", [(1, 4, "yaml-syntax")]),
        ("a: b\nc\nd: e\nf:g\nh: i\n", [(2, 1, "yaml-syntax"), (4, 1, "yaml-syntax")]),
        ("%YAML 9" + "9" * 5000 + ".1\n--- a", None),
        ("@x: y\nb: @c", [(1, 1, "yaml-quote"), (2, 4, "yaml-quote")]),
        ("@x\nb: c", [(1, 1, "yaml-quote")]),
        ("a: [b\n  c: d\n", [(1, 4, "yaml-syntax")]),
        ("a: \ud800", [(1, 4, "control-character")]),
        ("a: \x01", [(1, 4, "control-character")]),
        ("%TAG !a! x\n" * 101, [(101, 1, "yaml-size")]),
    ],
)  # fmt: skip
def test_faults(text: str, said: list[tuple[int, int, str]] | None) -> None:
    found = codes(text)
    if said is None:
        assert [code for _, _, code in found] == ["yaml-syntax"]
    else:
        assert found == said


@pytest.mark.usefixtures("both")
@pytest.mark.parametrize(
    ("value", "quoted", "column"),
    [
        ("[]byte", '"[]byte"', 4),
        ("[]byte  # why", '"[]byte"', 4),
        ("[3]int", '"[3]int"', 4),
        ("*pkg.Foo", '"*pkg.Foo"', 4),
        ("&a.b", '"&a.b"', 4),
        ("@team", '"@team"', 4),
        ("`x`", '"`x`"', 4),
        ("%d items", '"%d items"', 4),
        ("Foo: bar", '"Foo: bar"', 7),
        ("Foo: 'bar' \\", "'Foo: ''bar'' \\'", 7),
        ('"b" c', "'\"b\" c'", 8),
        ("{a} b", '"{a} b"', 4),
        ("? b", '"? b"', 4),
        ("{t: map[string]int, u: v}", '"map[string]int"', 11),
        ("{s: Get(ctx context.Context, m map[string]int) error, u: v}", '"Get(ctx context.Context, m map[string]int) error"', 38),
        ("{json: a,omitempty}", '"a,omitempty"', 11),
        ("{json: a,omitempty,string, doc: x}", '"a,omitempty,string"', 11),
        ("[Get(a int, b string) error, c]", '"Get(a int, b string) error"', 5),
        ("{a: @b, c: d}", '"@b"', 8),
    ],
)  # fmt: skip
def test_unquoted_texts_are_named_and_read_on_behind(value: str, quoted: str, column: int) -> None:
    """Every one of them in one run, and another fault behind."""
    text = f"a: {value}\nb: x\nb: {value}\n"
    found = faults(text)
    hint = f"write it in quotes: {quoted}"
    assert [(line, at, code, said) for line, at, code, _, said in found] == [
        (1, column, "yaml-quote", hint),
        (3, 1, "duplicate-key", None),
        (3, column, "yaml-quote", hint),
    ]


@pytest.mark.usefixtures("both")
def test_what_was_meant_is_read() -> None:
    report = Report()
    text = 'a: []byte\nb: Foo: bar\nc: {json: a,omitempty}\nd: *Foo\ne: "\\d"\nf: [G(a int, b int), h]\n'
    node = compose(Source("p", text).whole(), report)
    assert plain(node) == {"a": "[]byte", "b": "Foo: bar", "c": {"json": "a,omitempty"}, "d": "*Foo", "e": "\\d", "f": ["G(a int, b int)", "h"]}  # fmt: skip
    assert isinstance(node, Mapping)
    starts = [entry.value.text.origin(0) for entry in node.entries if isinstance(entry.value, Scalar)]
    assert starts == [text.index("[]"), text.index("Foo"), text.index("*"), text.index("\\d")]


def test_spans() -> None:
    """Spans end where the value does: not at the next token, as the parser has it."""
    text = "a: 'x'   # c\n\nb:\n  - c\n  - |\n    d\n\n\ne: {f: g}   \nh: &i [j]\nk: *i\n"
    node = compose(Source("p", text).whole(), Report())
    assert isinstance(node, Mapping)
    shown = [text[slice(*entry.value.span.offsets)] for entry in node.entries]
    assert shown == ["'x'", "- c\n  - |\n    d", "{f: g}", "[j]", "[j]"]
    assert text[slice(*node.span.offsets)] == text.rstrip()


def test_related_place_of_a_duplicate() -> None:
    report = Report()
    compose(Source("p", "a: 1\nb: 2\na: 3").whole(), report)
    assert to_data(report)[0]["related"] == [{"file": "p", "line": 1, "column": 1, "message": "it stands here first"}]


@pytest.mark.usefixtures("both")
def test_yaml_inside_another_document_keeps_its_places() -> None:
    """Markdown's fences: the text is put together from pieces of lines."""
    host = Source("plan.md", "> a: 'x\n>   y'\n> b: [c\n> d: Foo: x\n")
    lines = [line[2:] for line in host.text.split("\n")[:-1]]
    segments, value = [], ""
    for number, line in enumerate(lines):
        segments.append((len(value), sum(len(each) + 3 for each in lines[:number]) + 2))
        value += line + "\n"
    text = Text(host, value, tuple(segments))
    report = Report()
    node = compose(text, report)
    assert isinstance(node, Mapping)
    first = node.entries[0].value
    assert isinstance(first, Scalar)
    assert (first.value, [host.text[first.text.origin(at)] for at in (0, 2)]) == ("x y", ["x", "y"])
    places = [(d["line"], d["column"], d["code"]) for d in to_data(report)]
    assert places == [(3, 6, "yaml-syntax"), (4, 9, "yaml-quote")]


def test_a_text_over_several_pieces_of_another_document() -> None:
    """Nothing was folded away here, so that the value runs in step with the YAML but not with the document."""
    host = Source("plan.md", "> 'x\n> y z'\n")
    node = compose(Text(host, "'x\ny z'\n", ((0, 2), (3, 7))), Report())
    assert isinstance(node, Scalar)
    assert [(char, host.text[node.text.origin(at)]) for at, char in enumerate(node.value)] == [
        ("x", "x"),
        (" ", "\n"),
        ("y", "y"),
        (" ", " "),
        ("z", "z"),
    ]


@pytest.mark.usefixtures("both")
def test_depth() -> None:
    assert codes("[" * 100 + "]" * 100) == []
    assert codes("[" * 101 + "]" * 101) == [(1, 101, "yaml-depth")]
    assert codes("[" * 20000) == [(1, 101, "yaml-depth")]
    assert codes("".join(" " * depth + "a:\n" for depth in range(101))) == [(101, 101, "yaml-depth")]


def test_a_million_values() -> None:
    laughs = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 40))
    assert codes(laughs) == [(7, 25, "yaml-aliases")]


def test_sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scaffold.plan.yaml_tree.MAX_NODES", 10)
    assert codes("- a\n" * 9) == []
    assert codes("- a\n" * 10) == [(10, 3, "yaml-size")]
    assert codes("- []\n" * 10) == [(10, 3, "yaml-size")]
    assert codes("- &a [b, c]\n- *a\n- *a") == []
    assert codes("- &a [b, c]\n- *a\n- *a\n") == []
    assert codes("- &a [b, c]\n- *a\n- *a\n- *a") == [(4, 3, "yaml-aliases")]


def test_a_flood_of_faults_ends() -> None:
    found = faults("- *a\n" * 2000)
    assert [(line, code) for line, _, code, _, _ in found[-2:]] == [(1000, "too-many-faults"), (1000, "unknown-alias")]
    assert len(found) == 1001


@pytest.mark.usefixtures("both")
@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*"abA:-?[]{},&*!|>'\"%@`# \t\n", "\r\n", "\x85", "\u2028", "é", "😀", "- ", ": ", "\n  ", "<<: ", "\\x", "\\u00", "---\n", "...", "%TAG ", "&a ", "*a ", "!!str ", "|2-\n", "\ufeff", "\x00"])).map("".join))  # fmt: skip
def test_anything_ends_in_a_tree_or_a_placed_fault(text: str) -> None:
    report = Report()
    node = compose(Source("p", text).whole(), report)
    assert node is not None or report.has_errors
    for found in to_data(report):
        assert (found["line"], found["column"]) <= (found["end_line"], found["end_column"])


WORST = {
    "items": "- a\n",
    "keys": "a: b\n",
    "brackets": "[",
    "braces": "{a: ",
    "lists": "[],",
    "quotes": '"',
    "quoted": '- "\\n"\n',
    "questions": "? ",
    "dashes": "- ",
    "comments": "# x\n",
    "anchors": "- &a x\n",
    "aliases": "- *a\n",
    "tags": "- !!str x\n",
    "directives": "%TAG !a! x\n",
    "documents": "---\n",
    "tabs": "\t",
    "blanks": " ",
    "lines": "\n",
    "one word": "x",
    "one text": "x\n",
    "blocks": "- |\n x\n",
    "colons": "a:b",
    "unquoted": "- @a\n",
    "deep": "".join(" " * depth + "a:\n" for depth in range(98)),
}


STARTS = ["", "[", "a: '", "- &a x\n"]


@pytest.mark.slow
@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("name", WORST)
def test_ten_megabytes_end_in_time(name: str, start: str) -> None:
    """Ten seconds of this process's time are the promise (plan-format.md, principle 6); the machine may be busy.

    A quarter has all ten megabytes, the rest one of them, with a limit that what grows with the square would miss.
    """
    turn = list(WORST).index(name) % len(STARTS) == STARTS.index(start)
    megabytes, seconds = (10, 10) if turn else (1, 4)
    piece, size = WORST[name], megabytes * 1_000_000
    text = (start + piece * (size // len(piece)))[:size]
    report = Report()
    before = time.process_time()
    compose(Source("p", text).whole(), report)
    to_data(report)
    assert time.process_time() - before < seconds
