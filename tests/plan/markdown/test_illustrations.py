"""Which headings and labels say that the Go below them is not what is to be built."""

from __future__ import annotations

import pytest

from scaffold.diagnostics import Report
from scaffold.markdown.blocks import read_blocks
from scaffold.plan.markdown.illustrations import is_illustration, is_label
from scaffold.plan.markdown.outline import outline
from scaffold.source import Source

ILLUSTRATE = """
Alternatives | Alternatives Considered | ## Rejected Alternatives | 4. Alternatives | Alternative Approaches
Design Alternatives | Alternative 1: Polling | Alternative A | Alternative B: one table | Rejected: global lock
Rejected Designs | Why not etcd? | Example | Examples | Example Usage | Usage | Usage Examples | API Usage
Client Usage Example | Example: adding a plugin | Example 1 | Sample code | Before | Before (v1) | Current State
Current Implementation | Existing Code | Current API | Existing | Today | Old API | Appendix: old API
Appendix B: Legacy Types | Bad | Bad Example | Anti-patterns | ❌ Wrong | Testing | Don't | Testing Strategy
Test Plan | Unit Tests | Motivation | Quick Start | Getting Started | How to use it | Options considered
Current vs Proposed | Before / After | Proposed vs. current API | What we have today | Status Quo | 3.2 Usage
"""
BUILD = """
After | Good | Proposed State | Proposed API | New Interfaces | Existing Abstractions | API Design | Usage Tracking
Options | Resource Usage Service | Test Runner | Example Service | Storage Options | Functional Options
Test Framework | Proposal | Backend | Before Hooks | Alternative Splicing Store | Current Session Manager
Usage Meter | Sample Store | Legacy Adapter | Testing Interfaces | Rejection Handling | Todayfeed | Badge
Problem Details
"""


def _titles(table: str) -> list[str]:
    return [title.strip() for title in table.replace("\n", "|").split("|") if title.strip()]


@pytest.mark.parametrize(
    ("title", "expected"),
    [*((title, True) for title in _titles(ILLUSTRATE)), *((title, False) for title in _titles(BUILD))],
)
def test_headings(title: str, expected: bool) -> None:
    document = read_blocks(Source("plan.md", f"# Plan\n\n## {title.lstrip('# ')}\n\ntext\n"), Report())
    assert document is not None
    assert is_illustration(list(outline(document).walk())[-1]) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        *[(line, True) for line in ("**Before:**", "Example:", "For example:", "Usage", "*Current (bad):*", "❌ Bad")],
        *[
            (line, False)
            for line in ("After:", "Good:", "The current store is:", "Example keeps things", "Usage tracks")
        ],
    ],
)
def test_labels(line: str, expected: bool) -> None:
    assert is_label(line) == expected
