"""Mermaid flowcharts become nodes, edges and groups, each at its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaffold.markdown.mermaid import MAX_EDGES, Graph, read_graph
from scaffold.source import Source


def read(body: str, head: str = "graph TD\n") -> Graph:
    graph = read_graph(Source("g.mmd", head + body).whole())
    assert graph is not None
    return graph


def edges(body: str) -> list[tuple[str, str, str | None, bool]]:
    return [(e.source, e.target, e.label.value if e.label else None, e.directed) for e in read(body).edges]


def labels(body: str) -> dict[str, str | None]:
    return {node.id.value: node.label.value if node.label else None for node in read(body).nodes}


@pytest.mark.parametrize("text", ["", "sequenceDiagram\nA->>B: x", "pie\n", "classDiagram\n", "graphic\nA-->B"])
def test_other_diagrams_are_none(text: str) -> None:
    assert read_graph(Source("g.mmd", text).whole()) is None


@pytest.mark.parametrize(
    "head",
    [
        "graph TD\n",
        "flowchart LR\n",
        "flowchart-elk TB;",
        "%% c\n\ngraph\n",
        "%%{init: {'a': 1}}%%\ngraph TD\n",
        "---\ntitle: x\n---\ngraph TD\n",
    ],
)
def test_heads(head: str) -> None:
    assert [(e.source, e.target) for e in read("A-->B", head).edges] == [("A", "B")]


@pytest.mark.parametrize(
    ("node", "label"),
    [
        ("A", None),
        ("A[x y]", "x y"),
        ("A(x)", "x"),
        ("A((x))", "x"),
        ("A(((x)))", "x"),
        ("A([x])", "x"),
        ("A[[x]]", "x"),
        ("A[(x)]", "x"),
        ("A[/x/]", "x"),
        ("A[/x\\]", "x"),
        ("A[\\x\\]", "x"),
        ("A{x}", "x"),
        ("A{{x}}", "x"),
        ("A>x]", "x"),
        ('A["x [y] (z)"]', "x [y] (z)"),
        ('A[ "x\ny" ]', "x\ny"),
        ('A["`x`"]', "x"),
        ("A[x (y)]", "x (y)"),
        ("A[x<br/>600 lines]:::big", "x<br/>600 lines"),
        ('A@{ shape: rect, label: "x" }', "x"),
        ("A[x", None),
    ],
)
def test_shapes_of_nodes(node: str, label: str | None) -> None:
    assert labels(node) == {"A": label}


def test_ids_hold_dots_and_dashes() -> None:
    assert edges("W6.2E1-->P1W1-E1---E10_1_1") == [
        ("W6.2E1", "P1W1-E1", None, True),
        ("P1W1-E1", "E10_1_1", None, False),
    ]


@pytest.mark.parametrize(
    ("line", "want"),
    [
        ("A-->B", (None, True)),
        ("A ---> B", (None, True)),
        ("A --- B", (None, False)),
        ("A -.-> B", (None, True)),
        ("A -..-> B", (None, True)),
        ("A -.- B", (None, False)),
        ("A ==> B", (None, True)),
        ("A === B", (None, False)),
        ("A --x B", (None, True)),
        ("A --o B", (None, True)),
        ("A <--> B", (None, False)),
        ("A ~~~ B", (None, False)),
        ("A -> B", (None, True)),
        ("A -->|x y| B", ("x y", True)),
        ("A -- x y --> B", ("x y", True)),
        ("A == x ==> B", ("x", True)),
        ("A -. x .-> B", ("x", True)),
        ("A-.soft.->B", ("soft", True)),
        ("A-->\n  B", (None, True)),
    ],
)
def test_kinds_of_edges(line: str, want: tuple[str | None, bool]) -> None:
    assert edges(line) == [("A", "B", *want)]


def test_chains_and_groups() -> None:
    assert [e[:2] for e in edges("A --> B & C --> D; E-->A")] == [
        *(("A", "B"), ("A", "C"), ("B", "D"), ("C", "D"), ("E", "A")),
    ]


def test_subgraphs() -> None:
    graph = read('subgraph one ["Wave 1: X"]\nA\nsubgraph Two Words\nB-->C\nend\nend\nD\n')
    assert [(g.id, g.title.value, g.members) for g in graph.subgraphs] == [
        ("Two Words", "Two Words", ("B", "C")),
        ("one", "Wave 1: X", ("A", "Two Words")),
    ]
    assert [node.id.value for node in graph.nodes] == ["A", "B", "C", "D"]


def test_what_only_paints_is_passed_over() -> None:
    body = 'classDef x fill:#f\nclass A,B x\nstyle A fill:#f\nclick A "u"\ndirection LR\n%% A --> Z\nA --> B\n'
    assert [e[:2] for e in edges(body)] == [("A", "B")]


def test_lines_that_are_no_mermaid_do_no_harm() -> None:
    assert [e[:2] for e in edges("A -->\nÄ ))) ??? (\nC --> D\n")] == [("A", "Ä"), ("C", "D")]


def test_places() -> None:
    graph = read('  A["é x"] -->|day| B\n  A --> C[last]\n')
    assert [(n.id.span().begin, n.label.span().begin if n.label else None) for n in graph.nodes] == [
        ((2, 3), (2, 6)),
        ((2, 21), None),
        ((3, 9), (3, 11)),
    ]
    assert [(e.span.begin, e.span.finish) for e in graph.edges] == [((2, 12), (2, 22)), ((3, 5), (3, 16))]


@pytest.mark.parametrize(
    "line",
    [
        "A[" * 300_000,
        "A-- x " * 150_000,
        "A --> B\n" * 80_000,
        'A["x' * 200_000,
        "%%{" * 300_000,
        "-" * 1_000_000,
        "A{{x}" * 200_000,
        "subgraph x\n" * 60_000,
    ],
    ids=["open", "text", "edges", "quotes", "directives", "dashes", "braces", "groups"],
)
def test_a_megabyte_of_anything_comes_to_an_end(line: str) -> None:
    assert len(read(line).edges) <= MAX_EDGES


def test_products_of_groups_are_cut() -> None:
    graph = read(" & ".join(f"A{n}" for n in range(1000)) + " --> " + " & ".join(f"B{n}" for n in range(1000)))
    assert graph.cut
    assert len(graph.edges) <= MAX_EDGES


@given(st.text(st.sampled_from("AB1 \n;-=.<>xo|[](){}\"'%&~:@/\\é"), max_size=80) | st.text(max_size=80))
def test_nothing_raises(body: str) -> None:
    graph = read(body)
    names = {node.id.value for node in graph.nodes}
    assert all(edge.source in names and edge.target in names for edge in graph.edges)
