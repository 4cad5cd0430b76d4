"""Where a document may state its module: front matter, and YAML or go.mod in a fence under any heading."""

from __future__ import annotations

import pytest

from scaffold.diagnostics import Report
from scaffold.plan.markdown.reader import read_markdown
from scaffold.source import Source

GO = "\n## Store\n\n```go\ntype Store interface { Get(key string) error }\n```\n"
MODULE = "example.com/acme/vault"
HEADINGS = [
    *("# Risks", "## Wave 1", "## Glossary", "## Success Criteria", "### Alternatives", "## Example", "## CRDs"),
    *("## Analysis of Previous Phases", "## Performance", "## Deployment", "## Phase 1: Contracts"),
]


def module_of(document: str) -> str | None:
    report = Report()
    plan = read_markdown(Source("plan.md", document), "plan.md", report)
    assert plan is not None
    assert not report.has_errors
    return plan.module.value if plan.module is not None else None


@pytest.mark.parametrize(
    "front",
    [
        f"module: {MODULE}",
        f"title: Vault\nmodule: '{MODULE}' # where it lives",
        f'go_module: "{MODULE}"\nauthors: ["@me"]',
        f"go:\n  module: {MODULE}",
        f"Module: {MODULE}",
    ],
)
def test_front_matter(front: str) -> None:
    assert module_of(f"---\n{front}\n---\n# Vault\n{GO}") == MODULE


@pytest.mark.parametrize("heading", HEADINGS)
def test_yaml_under_any_heading(heading: str) -> None:
    fence = f"```yaml\n# the module\nmodule: {MODULE} # here\n```\n"
    assert module_of(f"# Vault\n{GO}\n{heading}\n\nSome text.\n\n{fence}") == MODULE


@pytest.mark.parametrize(
    "fence",
    [
        f"```\nmodule: {MODULE}\n```",
        f"```text\nmodule {MODULE}\n```",
        f"```go.mod\nmodule {MODULE} // the module\n\ngo 1.24\n```",
        f'```yaml\nmodule: {MODULE}\ngo: "1.24"\n```',
        f"```yaml\nname: vault\nmodule: {MODULE}\nlevel: 3\n```",
    ],
)
def test_other_fences(fence: str) -> None:
    assert module_of(f"{fence}\n\n# Vault\n{GO}") == MODULE
    assert module_of(f"# Vault\n{GO}\n## Deployment\n\n{fence}\n") == MODULE


def test_two_modules_in_other_yaml_are_none() -> None:
    fences = "".join(f"```yaml\nname: x\nmodule: {MODULE}/{name}\nlevel: 3\n```\n\n" for name in "ab")
    assert module_of(f"# Vault\n{GO}\n## Deployment\n\n{fences}") is None
