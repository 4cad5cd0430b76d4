"""Whatever a document holds, reading it ends: in a plan or in messages, each at a place of the document."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaffold.diagnostics import Report, to_data
from scaffold.node import Mapping, Node, Scalar, Sequence
from scaffold.plan.document import MAX_BYTES, read_document
from scaffold.plan.markdown.reader import read_markdown, read_tree

LINES = st.sampled_from(
    [
        *("# Title", "## APIs and Contracts", "### Abstractions and Interfaces", "## Storage (`pkg/blob/`)", "#### x"),
        *("## Analysis of Previous Phases", "### Lessons Learned", "## Wave 1: a", "### Effort 1.1.1: b", "## PR 2: c"),
        *("```go", "```", "````", "~~~", "```yaml", "``` mermaid", "   ```go", "> ```go", "> ```", "- ```go", "  ```"),
        *("// pkg/x/y.go", "// y.go", "package x", "package main", 'import "context"', 'import v "x.org/v"', "..."),
        *("type A struct {", '\tB int `json:"b"`', "\t...", "}", "type A interface {", "\tGet(...) error", "{ ... }"),
        *("type A struct { C D.E }", "type B struct { A }", "func (a *A) F() int { return 1 }", "func (z Z) F() {}"),
        *("var X = y.Z()", "const C = iota", "x := 1", "func main() {", "func TestA(t *testing.T) {}", "type (", ")"),
        *("metav1.TypeMeta", "\tmetav1.ObjectMeta", "// +groupName=a.b", "[NAME]", "type [X] struct {", "{{X}}"),
        *(
            "api:",
            "  errors: [ErrA]",
            "kind: CustomResourceDefinition",
            "latency: {p50: 1}",
            "phase_1: [{api: a}]",
            "a: [b",
        ),
        *(
            "**File**: `pkg/x/y.go`",
            "- **A**: b",
            "1. **A**: b",
            "- [ ] a: b",
            "| a | b |",
            "|---|---|",
            "| 1 | 2 |",
            "---",
        ),
        *("", "", "", "text", "    indented", "\ttab", "é — 日本", "\r", "<!-- x -->", "graph TD", "A --> B"),
    ]
)
DOCUMENTS = st.lists(LINES, max_size=40).map("\n".join)


def places(node: Node, text: str) -> None:
    """Every leaf of a tree leads into the document."""
    if isinstance(node, Scalar):
        start, end = node.span.offsets
        assert 0 <= start <= end <= len(text)
    elif isinstance(node, Sequence):
        for item in node.items:
            places(item, text)
    else:
        for entry in node.entries:
            places(entry.key, text)
            places(entry.value, text)


@given(st.one_of(DOCUMENTS, st.text(alphabet="#-*`|>[]{}()<>:.\n\t gotype{}AB1", max_size=200)))
def test_any_document_ends(text: str) -> None:
    report = Report()
    source = read_document(text.encode(), "plan.md", report)
    if source is None:
        return
    tree = read_tree(source, report)
    plan = read_markdown(source, "plan.md", Report())
    assert (tree is None) == (plan is None)
    for found in to_data(report):
        assert 1 <= found["line"] <= text.count("\n") + 1
        assert found["column"] >= 1
    if tree is not None:
        assert isinstance(tree, Mapping)
        places(tree, text)


HOSTILE = {
    "headings": "# h\n" * 100_000,
    "quotes": ">" * 5_000 + "x\n",
    "nested-lists": "".join(" " * (2 * depth) + "- a\n" for depth in range(1_500)),
    "one-long-line": "```go\n" + "x" * 1_000_000,
    "open-structs": "```go\n" + "type X struct {\n" * 60_000,
    "one-name": "```go\n" + "type X struct { A int }\n" * 20_000,
    "no-language": "```\n" + "type X struct { A int }\n" * 20_000,
    "table": "|a|b|\n|-|-|\n" + "|x|y|\n" * 100_000,
    "open-brackets": "```yaml\n" + "a: [" * 50_000,
    "open-fences": "```go\ntype A struct{}\n" * 10_000,
    "placeholders": "# Phase [NUMBER]\n" * 50_000,
    "elisions": "```go\n" + "...\n" * 150_000,
    "backticks": "`" * 100_000,
    "labels": "**a**: b\n" * 50_000,
    "duplicates": "```go\ntype A struct{ B int }\n```\n" * 10_000,
    "lines": "\n" * 300_000,
}


READER = """
import resource, sys
from scaffold.diagnostics import Report
from scaffold.plan.document import read_document
from scaffold.plan.markdown.reader import read_markdown

resource.setrlimit(resource.RLIMIT_AS, (1024**3, 1024**3))
source = read_document(sys.stdin.buffer.read(), "plan.md", Report())
read_markdown(source, "plan.md", Report())
"""
"""Reads a document in a process that has one GiB: measuring with tracemalloc takes four times as long."""


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_end_in_bounded_memory(name: str) -> None:
    text = HOSTILE[name]
    assert len(text) < MAX_BYTES
    ended = subprocess.run([sys.executable, "-c", READER], input=text.encode(), capture_output=True, check=False)
    assert (ended.returncode, ended.stderr.decode()) == (0, "")
