"""The table of Go snippets that scaffold and Go must agree about.

A file holds snippets behind lines ``=== NAME: VERDICT CODE…``. Verdicts are ``accept`` (no error, and no body left
out), ``reject``, ``warn``, ``stub`` (left out, whatever Go says of it) and ``accept-check`` (scaffold mends what Go
would refuse as it stands). What follows a line ``---`` is code that only Go's judges see: what scaffold would write
beside the contract (a mock's method with a lock by value). ``{go=1.21}`` behind the codes sets the language version.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from scaffold.check import Options, check
from scaffold.checked import Checked
from scaffold.diagnostics import Report, Severity
from scaffold.plan.reader import read_plan
from scaffold.source import Source

FOLDER = Path(__file__).parent / "snippets"


class Snippet(NamedTuple):
    """One entry. `codes` are those that scaffold must tell, no more and no fewer; `go` the language version."""

    name: str
    verdict: str
    codes: tuple[str, ...]
    go: str
    code: str
    beside: str


def snippets() -> list[Snippet]:
    """All snippets of all files."""
    found: list[Snippet] = []
    for path in sorted(FOLDER.glob("*.txt")):
        for part in path.read_text(encoding="utf-8").split("\n=== ")[1:]:
            head, _, body = part.partition("\n")
            name, _, rest = head.partition(": ")
            rest, _, go = rest.partition(" {go=")
            verdict, *codes = rest.split()
            assert verdict in ("accept", "accept-check", "reject", "warn", "stub"), head
            code, _, beside = body.partition("\n---\n")
            found.append(Snippet(f"{path.stem}-{name}", verdict, tuple(codes), go.rstrip("}") or "1.26", code, beside))
    names = [snippet.name for snippet in found]
    assert len(set(names)) == len(names), sorted(name for name in names if names.count(name) > 1)
    return found


def check_text(text: str, options: Options = Options()) -> tuple[Checked | None, Report]:  # noqa: B008  # a value
    """Read and check a plan."""
    report = Report()
    plan = read_plan(Source("plan.yaml", text), "plan.yaml", report)
    return (check(plan, report, options) if plan is not None else None), report


def plan_of(snippet: Snippet) -> str:
    """A plan whose only section is the snippet."""
    indented = "".join(f"      {line}\n" if line else "\n" for line in snippet.code.split("\n"))
    head = f'module: example.com/t\ngo: "{snippet.go}"\n'
    return f"{head}contracts:\n  p:\n    doc: Package p is a test.\n    go: |\n{indented}"


def codes(report: Report, *severities: Severity) -> list[str]:
    """The codes of the messages of these severities, sorted, each once."""
    return sorted({d.code for d in report if d.severity in severities})
