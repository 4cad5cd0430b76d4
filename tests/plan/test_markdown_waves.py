"""Waves of Markdown documents: each shape that documents have, as a tree and messages; and documents of every kind."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scaffold.check import Options, check
from scaffold.diagnostics import Report, Severity
from scaffold.markdown.blocks import read_blocks
from scaffold.node import Mapping, Node, Scalar, Sequence
from scaffold.plan.markdown.reader import read_markdown
from scaffold.plan.markdown.waves import Waves, read_waves
from scaffold.plan.markdown.waves.known import Known
from scaffold.source import Source

FOLDER = Path(__file__).parent / "waves"
CASES = sorted(FOLDER.glob("*.md"))


def read(text: str, known: Known | None = None) -> tuple[Waves, Report]:
    """The trees of a document's waves and owners, and the messages."""
    report = Report()
    document = read_blocks(Source("plan.md", text), report)
    assert document is not None
    return read_waves(document.blocks, report, (lambda: known) if known is not None else None), report


def line_of(node: Mapping) -> str:
    """The entries of a mapping on one line, lists of mappings apart."""
    return ", ".join(f"{e.key.value}: {shown(e.value)}" for e in node.entries if e.key.value != "efforts")


def shown(node: Node) -> str:
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return "[" + ", ".join(shown(item) for item in node.items) + "]"
    return "{" + line_of(node) + "}"


def told(text: str, known: Known | None = None) -> str:
    """Everything that is read of a document, as the text that the cases are compared with."""
    (tree, owners), report = read(text, known)
    lines = [] if tree is not None else ["no waves"]
    for wave in tree.items if tree is not None else ():
        assert isinstance(wave, Mapping)
        lines.append(line_of(wave))
        efforts = wave.get("efforts")
        for effort in efforts.items if isinstance(efforts, Sequence) else ():
            assert isinstance(effort, Mapping)
            lines.append("  " + line_of(effort))
    if owners is not None:
        lines.append(f"owners: {shown(owners)}")
    for found in report:
        place = found.span.begin
        lines.append(f"{place.line}:{place.column}: {found.severity.value}: {found.message} [{found.code}]")
        lines += [f"  {o.span.begin.line}:{o.span.begin.column}: {o.message}" for o in found.related]
    return "".join(line + "\n" for line in lines)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_shape(case: Path, pytestconfig: pytest.Config) -> None:
    want = case.with_suffix(".txt")
    have = told(case.read_text("utf-8"))
    if pytestconfig.getoption("--update-golden"):
        assert not os.environ.get("CI")
        want.write_text(have, "utf-8")
    assert have == want.read_text("utf-8")


def test_every_expectation_has_its_document() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == {path.stem for path in CASES}


def test_names_that_the_document_does_not_declare_are_left_out() -> None:
    text = "## Wave 1: A\n### Effort E1.1: a\n**Delivers**: api, audit, crds\n**Implements**: `S`, `api.S`, T\n"
    known = Known(
        {"api": "api", "contracts.audit": "contracts.audit", "audit": "contracts.audit"}, frozenset(["S", "api.S"])
    )
    assert told(text, known) == (
        "wave: 1, name: A\n"
        "  id: E1.1, name: a, delivers: [api, audit], implements: [S, api.S]\n"
        "3:27: warning: there is no section 'crds': left out [unknown-section]\n"
        "  2:5: effort E1.1 is here\n"
        "4:31: warning: there is no interface 'T': left out [unknown-interface]\n"
        "  2:5: effort E1.1 is here\n"
    )


def test_the_leaves_lead_to_the_document() -> None:
    text = "## é Wave 1: **Föö** `bar`\n\n- **Budget**: ~1,200 LOC\n\n### Effort E1.1: x\n- **Branch**: `a/b`\n"
    (tree, _), _ = read(text)
    found: list[tuple[str, str, int, int]] = []

    def walk(node: Node) -> None:
        if isinstance(node, Scalar):
            start, end = node.span.offsets
            found.append((node.value, text[start:end], node.span.begin.line, node.span.begin.column))
        elif isinstance(node, Sequence):
            for item in node.items:
                walk(item)
        else:
            for entry in node.entries:
                walk(entry.value)

    assert tree is not None
    walk(tree)
    assert found == [
        ("1", "é Wave 1: **Föö** `bar", 1, 4),
        ("Föö bar", "Föö** `bar", 1, 16),
        ("1200", "1,200", 3, 16),
        ("E1.1", "Effort E1.1: x", 5, 5),
        ("x", "x", 5, 18),
        ("a/b", "a/b", 6, 16),
    ]


# --- any document at all ---------------------------------------------------------------------------------------------

SOUND = "# Phase 5: P\n\n```go\n// pkg/api/api.go\npackage api\n\ntype S interface{ F() }\n```\n\n"
PIECES = (
    *(
        "# ",
        "## ",
        "### ",
        "#### ",
        "- ",
        "**",
        "**: ",
        ": ",
        "Wave ",
        "Waves ",
        "Effort ",
        "E",
        "1",
        "2",
        "3",
        ".",
        "-",
    ),
    *(" & ", ", ", "Depends On", "Dependencies", "Lines", "~600 lines", "Branch", "`a/b`", "`pkg/**`", "PR ", "Agent "),
    *(
        "A",
        "Phase ",
        "\n",
        "\n\n",
        "| ",
        "|--|--|\n",
        "Wave",
        "Effort",
        " | ",
        "```mermaid\ngraph TD\n",
        "```\n",
        " --> ",
    ),
    *("[", "]", "(", ")", "<br/>", "W1E1", "W2E1", "→", "├─→ ", "Delivers", "Implements", "Files", "api", "None", "S"),
    *(
        "Can Parallelize",
        "No",
        "Parallel With",
        "depends on ",
        "after ",
        "1.1",
        "2.1",
        "E1.1",
        "E2.1",
        "Task ",
        "Blocks",
    ),
    *("subgraph ", "end\n", "Foundation", "all previous waves", "previous wave", "Budget", "1000000000", "1-3", "2a"),
)
RULES = {
    *("wave-cycle", "duplicate-wave", "duplicate-effort", "unknown-wave", "unknown-effort", "unknown-section"),
    *("unknown-interface", "ambiguous-interface", "delivered-twice", "effort-path", "wrong-type", "out-of-range"),
    *("missing-key", "unknown-key"),
}
"""What the checks of waves would refuse: nothing of it may be left in what a document is read as."""


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=200))
@example("## Wave 1: a\n### E1.1: a\n**Dependencies**: E1.2\n### E1.2: b\n**Dependencies**: E1.1\n")
@example("## Wave 1: a\n**Depends On**: Wave 2\n## Wave 2: b\n**Depends On**: Wave 1\n")
@example(
    "## Wave 1: a\n### E1.1: a\n**Delivers**: api\n**Dependencies**: E2.1\n"
    "## Wave 2: b\n**Depends On**: Wave 1\n### E2.1: b\n**Delivers**: api\n"
)
@example("## Wave 1: a\n### E1.1: a\n**Files**: `../x`, `/etc`, `a\\b`, `.git/x`\n**Lines**: 99999999999\n")
@example("## Wave 1: a\n### E1.1: a\n**Dependencies**: Wave 1\n## Wave 1: b\n### E1.1: c\n")
def test_what_any_document_is_read_as_passes_the_checks(text: str) -> None:
    report = Report()
    plan = read_markdown(Source("plan.md", SOUND + text), "plan.md", report)
    if plan is not None:
        check(plan, report, Options(module="example.com/m"))
    assert [found for found in report if found.severity is Severity.ERROR and found.code in RULES] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("document", "waves"),
    [
        ("## Wave 1: a\n" + "".join(f"## Wave {n}: x\n" for n in range(15_000)), 200),
        ("## Wave 1: a\n" + "".join(f"### E1.{n}: x\n**Dependencies**: E1.{n + 1}\n" for n in range(9_000)), 1),
        ("## Wave 1: a\n" + "".join(f"**Dependencies**: Wave {n}\n" for n in range(50_000)), 1),
        (
            "| Effort | Wave | Dependencies |\n|-|-|-|\n"
            + "".join(f"| E1.{n} | 1 | E1.{n - 1} |\n" for n in range(4_000)),
            1,
        ),
        ("## Waves " + "1, " * 100_000 + "\n", 1),
        ("## " + "é" * 300_000 + "\n", 0),
        ("## Wave 1: a" + " - 3 lines" * 50_000 + "\n", 1),
        ("## Wave 1: a\n**Dependencies**: " + "1.1." * 100_000 + "\n", 1),
        ("```mermaid\ngraph TD\n" + "".join(f"W1E{n}[x] --> W1E{n + 1}\n" for n in range(50_000)) + "```\n", 1),
        (
            "```mermaid\ngraph TD\n"
            + "".join(f"E1.{n % 900} --> E1.{(n * 7 + 1) % 900}\n" for n in range(19_000))
            + "```\n",
            1,
        ),
    ],
    ids=["waves", "efforts", "labels", "rows", "commas", "letters", "remarks", "numbers", "nodes", "cycles"],
)
def test_hostile_documents_come_to_an_end(document: str, waves: int) -> None:
    (tree, _), report = read(document)
    assert (len(tree.items) if tree is not None else 0) == waves
    assert len(report) < 5000
