"""plan.yaml as it is written: it reads back as the tree it was made of, and looks as a careful person has it."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan_strategies import NASTY, bases, legal_plans
from scaffold.diagnostics import Report
from scaffold.node import Mapping, Node, Scalar, Sequence
from scaffold.plan.built import tree
from scaffold.plan.yaml_nodes import compose
from scaffold.plan.yaml_scalars import means_other
from scaffold.plan.yaml_write import write
from scaffold.source import Source

PRINTABLE = st.text(st.characters(blacklist_categories=["Cs"]), max_size=30)
TEXTS = st.one_of(
    PRINTABLE,
    st.lists(
        st.sampled_from([*NASTY, " ", "  ", "\n", "\n\n", "a", "b: c", "- d", "\te", "=", "1", ".", "_"]), max_size=8
    )
    .map("".join)
    .filter(lambda text: text.encode("utf-8", "replace").decode() == text),
    st.sampled_from(
        [
            "",
            "~",
            "null",
            "yes",
            "1.20",
            "1:30",
            "0x1f",
            "1e3",
            ".inf",
            "2026-01-01",
            "<<",
            "=",
            "-",
            "?",
            "---",
            "a:",
            "a #b",
            "#",
            "a b:c",
            ".",
            "f(a",
            "b)",
        ]
    ),
)


def scalars() -> st.SearchStrategy[Node]:
    # What has no quotes in a tree that was read is what can stand without them.
    plain = st.sampled_from(["", "~", "true", "12", "-3", "1.5", "1:30", "a", "a b", "null", "on", "2026-01-01"])
    return st.one_of(TEXTS.map(tree), plain.map(lambda text: tree(text)._replace(plain=True)))  # type: ignore[call-arg]


def trees() -> st.SearchStrategy[Node]:
    def more(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        return st.one_of(
            st.lists(inner, max_size=4).map(tree),
            st.dictionaries(TEXTS, inner, max_size=4).map(tree),
        )

    return st.recursive(scalars(), more, max_leaves=12)


def meaning(node: Node) -> Any:
    """A tree without its places, and without quotes that mean nothing."""
    if isinstance(node, Scalar):
        return (node.value, node.plain and means_other(node.value))
    if isinstance(node, Sequence):
        return [meaning(item) for item in node.items]
    return [(entry.key.value, meaning(entry.value)) for entry in node.entries]


def read(text: str) -> Node:
    report = Report()
    found = compose(Source("plan.yaml", text).whole(), report)
    assert not list(report), (text, [(d.code, d.message) for d in report])
    assert found is not None
    return found


def comments_for(node: Node, found: dict[int, list[str]], at: int = 0) -> dict[int, list[str]]:
    """A comment above every third node or so."""
    inner = [entry.value for entry in node.entries] if isinstance(node, Mapping) else []
    inner = list(node.items) if isinstance(node, Sequence) else inner
    for number, each in enumerate(inner, at):
        if number % 3 == 0:
            found[id(each)] = ["guessed: line 7: this\nand that", ""]
        comments_for(each, found, number)
    return found


@given(trees(), st.booleans())
def test_what_is_written_reads_back(node: Node, commented: bool) -> None:
    if isinstance(node, Scalar) and node.plain and not node.value:
        return
    comments = comments_for(node, {}) if commented else {}
    text = write(node, comments, ["made"] if commented else [])
    assert meaning(read(text)) == meaning(node), text
    assert text.count("guessed: line 7: this") == len(comments)


@given(legal_plans())
def test_plans_read_back(plan: dict[str, Any]) -> None:
    node = tree(plan)
    assert meaning(read(write(node))) == meaning(node)


@pytest.mark.parametrize("number", range(len(bases())))
def test_golden_plans_read_back(number: int) -> None:
    report = Report()
    node = compose(Source("plan.yaml", bases()[number]).whole(), report)
    if node is not None and not report.has_errors:
        assert meaning(read(write(node))) == meaning(node)


def test_the_look() -> None:
    text = dedent(
        """\
        # Made by hand.
        # And more.

        version: 1
        module: example.com/acme/objects
        go: "1.20"

        api:
          doc: |
            Package api is
            what clients use.
          imports:
            metav1: k8s.io/apimachinery/pkg/apis/meta/v1
          errors: [ErrNotFound, ErrConflict]
          interfaces:
            - name: ObjectService
              # guessed: line 3: a guess
              methods:
                - Put(ctx context.Context, object *Object) error
                - signature: Get(ctx context.Context, id string) (*Object, error)
                  doc: |-
                    Get gets.

                    Really.
              implementations:
                - local
                # guessed: line 4: another
                - {name: remote, path: internal/remote}
          types:
            - {name: Class, values: [hot, 'on', '1']}
            - {name: Labels, alias: 'map[string]string'}
          go: |2
            \tindented
            rest

        storage:
        """
    ).replace('"1.20"', "'1.20'")
    node = read(text)
    assert isinstance(node, Mapping)
    api = node.get("api")
    assert isinstance(api, Mapping)
    interfaces = api.get("interfaces")
    assert isinstance(interfaces, Sequence)
    (service,) = interfaces.items
    assert isinstance(service, Mapping)
    implementations = service.get("implementations")
    methods = service.get("methods")
    assert isinstance(implementations, Sequence)
    comments = {id(methods): ["guessed: line 3: a guess"], id(implementations.items[1]): ["guessed: line 4: another"]}
    assert write(node, comments, ["Made by hand.", "And more."]) == text
