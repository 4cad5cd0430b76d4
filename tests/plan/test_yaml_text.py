"""Each character of a scalar's value leads to its place in the document."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scaffold.diagnostics import Report
from scaffold.node import Mapping, Scalar
from scaffold.plan import yaml_nodes
from scaffold.plan.yaml_nodes import compose
from scaffold.source import Source

BREAKS = ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029"]
MARKS = "αβγδεζηθικλμνξοπρστυφχψωабвгдежзийклмнопрстуфхцчшщъыьэюя😀😁😂"


@pytest.fixture(params=["libyaml", "pure"], autouse=True, scope="module")
def parser(request: pytest.FixtureRequest) -> Any:
    """Both of PyYAML's parsers."""
    patch = pytest.MonkeyPatch()
    if request.param == "pure":
        patch.setattr(yaml_nodes, "CParser", None)
    else:
        assert yaml_nodes.CParser is not None, "PyYAML without libyaml"
    yield request.param
    patch.undo()


def value_of(document: str) -> Scalar | None:
    """The scalar under the key k, if the document is YAML."""
    report = Report()
    node = compose(Source("p", document).whole(), report)
    found = node.get("k") if isinstance(node, Mapping) and not report else None
    return found if isinstance(found, Scalar) else None


def unlike(value: str, document: str, places: list[int]) -> list[tuple[str, str]]:
    """Characters whose origin is neither the same, nor a line break that became one or a space, nor an escape."""
    two = [(got, document[place : place + 2]) for got, place in zip(value, places, strict=True)]
    return [
        (got, there)
        for got, there in two
        if there == "\r\n" or not (got == there[:1] or (got in "\n " and there[:1] in BREAKS) or there[:1] == "\\")
    ]


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A mapping whose key k has a scalar of some style, in which every mark stands only once."""
    marks = iter(MARKS)
    breaks = draw(st.sampled_from([["\n"], ["\n"], ["\r\n"], BREAKS]))
    piece = st.sampled_from(
        [*"mmmm :#-'\"\\", "m ", " ", "  ", "\t", "\n", "\n", "\n\n", "''", "\\n", "\\\n", "\\x41", "\\u00e9", "\\ "]
    )
    body = draw(st.lists(piece, max_size=14))
    style = draw(st.sampled_from(["", "'", '"', "|", ">"]))
    parent = draw(st.sampled_from(["", "p:\n  q: x\n", "&a "]))
    text = "".join(next(marks) if char == "m" else char for part in body for char in part)
    if style in ("|", ">"):
        indent = draw(st.integers(1, 4))
        header = style + draw(st.sampled_from(["", "-", "+"])) + (draw(st.sampled_from(["", str(indent)])))
        lines = [" " * indent + line if line or draw(st.booleans()) else "" for line in text.split("\n")]
        scalar = header + "\n" + "\n".join(lines)
    else:
        scalar = style + text.replace("\n", "\n  ") + style
    after = draw(st.sampled_from(["", "\n", "\nz: y\n", "\n\n# c\nz: y"]))
    document = f"{parent if parent != '&a ' else ''}k: {'&a ' if parent == '&a ' else ''}{scalar}{after}"
    return "".join(draw(st.sampled_from(breaks)) if char == "\n" else char for char in document)


@settings(max_examples=400, deadline=None)
@given(documents())
def test_every_character_leads_to_itself(document: str) -> None:
    node = value_of(document)
    if node is None:
        return
    text = node.text
    places = [text.origin(at) for at in range(len(text.value))]
    assert unlike(text.value, document, places) == []
    assert places == sorted(places)
    for at, char in enumerate(text.value):
        if char in MARKS:
            assert places[at] == document.index(char)
