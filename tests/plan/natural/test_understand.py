"""Natural forms: whatever a plan looks like, looking for them ends, and their fixes leave YAML."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scaffold.diagnostics import Report
from scaffold.fixes import edited
from scaffold.node import Entry, Mapping, Node, Scalar, Sequence
from scaffold.plan.natural import understand
from scaffold.plan.natural.synonyms import NOTHING, PARAMETERS, RESULTS, SYNONYMS, TOP_OF_PHASE
from scaffold.plan.yaml_nodes import compose
from scaffold.plan.yaml_write import write
from scaffold.source import Source

WORDS = sorted(
    {
        *(word for place in SYNONYMS.values() for pair in place.items() for word in pair),
        *(word for place in NOTHING.values() for word in place),
        *(*PARAMETERS, *RESULTS, *TOP_OF_PHASE),
        *("enums", "constants", "vars", "functions", "required", "nullable", "min", "enum", "dependsOn", "queue", "<<"),
        *("Key?", "user-service", "E1.1", "Store", "Get", "key", "io.Closer", "1", "wave1"),
    }
)
TEXTS = sorted(
    {
        *(
            "string",
            "int[]",
            "map<string, int>",
            "Get(ctx context.Context) error",
            "(ctx context.Context) error",
            "true",
        ),
        *(
            "rpc Get(Key) returns (stream Value)",
            "io.Closer",
            "Store[T any]",
            "K comparable",
            "A = 1",
            "1",
            "-3",
            "0x10",
        ),
        *('ErrClosed = errors.New("closed")', "github.com/acme/x/v2", "time", "type A = b", "X struct { A int }"),
        *(
            "api",
            "queue",
            "Foundation",
            "",
            "~",
            "|",
            "- x",
            "a: b",
            "#",
            "a #b",
            "'",
            '"',
            "line\nline two",
            "[",
            "{x}",
        ),
        *("enum", "object", "false", "1.20", "ünïcode", "tab\there", "  ", "func(a int)", "*Device", "&anchor"),
    }
)


def scalar(text: str) -> Scalar:
    source = Source("p", text)
    return Scalar(source.whole(), True, source.span(0, len(text)))


def sequence(items: list[Node]) -> Sequence:
    return Sequence(tuple(items), Source("p", "").span(0, 0))


def mapping(entries: list[tuple[str, Node]]) -> Mapping:
    unique = dict(entries)
    return Mapping(tuple(Entry(scalar(key), value) for key, value in unique.items()), Source("p", "").span(0, 0))


NODES = st.recursive(
    st.builds(scalar, st.sampled_from(TEXTS)),
    lambda inner: st.one_of(
        st.builds(sequence, st.lists(inner, max_size=4)),
        st.builds(mapping, st.lists(st.tuples(st.sampled_from(WORDS), inner), max_size=5)),
    ),
    max_leaves=25,
)
SECTIONS = st.builds(
    mapping,
    st.lists(
        st.tuples(
            st.sampled_from(("interfaces", "types", "errors", "enums", "messages", "constants", "imports")), NODES
        ),
        max_size=4,
    ),
)
PLANS = st.builds(
    mapping,
    st.lists(
        st.one_of(
            st.tuples(st.sampled_from(WORDS), NODES),
            st.tuples(st.sampled_from(("api", "queue", "storage", "host-x")), SECTIONS),
            st.tuples(st.sampled_from(("waves", "crds", "risks", "features", "sections")), NODES),
        ),
        max_size=6,
    ),
)


def dented(text: str, seed: int) -> str:
    """YAML with the liberties that people take: comments, blank lines, Windows line ends."""
    chance = random.Random(seed)
    lines: list[str] = []
    for line in text.split("\n"):
        if chance.random() < 0.1 and "|" not in text:
            lines.append(f"{' ' * chance.randrange(6)}# note {len(lines)}")
        if chance.random() < 0.1 and "|" not in text:
            lines.append("")
        comment = "  # said" if line.endswith(":") and chance.random() < 0.2 else ""
        lines.append(line + comment)
    return ("\r\n" if chance.random() < 0.2 else "\n").join(lines)


def fixed_in_turns(text: str, *, unsafe: bool) -> str:
    """The document after its fixes, each made alone and the document read again."""
    for _ in range(200):
        report = Report()
        understand(Source("plan.yaml", text).whole(), report)
        fix = next((one.fix for one in report if one.fix and one.fix.edits and (unsafe or one.fix.safe)), None)
        if fix is None:
            return text
        text = edited(text, fix.edits)
    raise AssertionError(f"no end of fixes:\n{text}")


@given(PLANS, st.integers(0, 1000))
@settings(max_examples=300)
def test_any_plan_is_looked_at(plan: Node, seed: int) -> None:
    text = dented(write(plan), seed)
    before = Report()
    tree = compose(Source("plan.yaml", text).whole(), before)
    if tree is None or before.has_errors:
        return
    report = Report()
    understood = understand(Source("plan.yaml", text).whole(), report)
    for one in report:
        if one.fix is not None and one.fix.edits:
            assert_yaml(edited(text, one.fix.edits), f"{one.message}\n{text}")
    if understood is not None:
        assert_yaml(understood.value, text)


def assert_yaml(text: str, origin: str) -> None:
    """Fail where a text is no YAML, or has lost comments of the text that it was made from."""
    report = Report()
    compose(Source("plan.yaml", text).whole(), report)
    faults = [one.message for one in report if one.code != "empty-document"]
    comments = [word for word in re.findall(r"# (?:note \d+|said)", origin) if word not in text]
    if faults or comments:
        pytest.fail(f"{faults} {comments}\n{origin}\n--- becomes\n{text}", pytrace=False)


@pytest.mark.slow
@given(PLANS, st.integers(0, 1000), st.booleans())
@settings(max_examples=300)
def test_fixes_made_one_by_one_come_to_an_end(plan: Node, seed: int, unsafe: bool) -> None:
    text = dented(write(plan), seed)
    before = Report()
    if compose(Source("plan.yaml", text).whole(), before) is None or before.has_errors:
        return
    assert_yaml(fixed_in_turns(text, unsafe=unsafe), text)
