"""What a document was understood to say is what `import` writes: whole plans, and both make the same."""

from __future__ import annotations

import random
import re
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plan_strategies import GOLDEN
from scaffold.diagnostics import Report, Severity
from scaffold.documents.understood import write_plan
from scaffold.pipeline import Input, Settings, make

LINES = re.compile(r"plan\.(?:md|yaml)(?::\d+(?:, \d+)*(?: and \d+)?)?")
DOCUMENTS = sorted(path for path in GOLDEN.rglob("plan.md") if "want" not in path.parts)


def made(text: str, name: str, group: str | None = None) -> dict[str, str] | None:
    settings = Settings(module="example.com/acme/same", group=group)
    found = make(Input(text.encode("utf-8", "replace"), name, name), settings, Report())
    return None if found is None else {file.path: LINES.sub("PLAN", file.text) for file in found.tree}


def imported(text: str, group: str | None = None) -> tuple[str | None, list[str]]:
    """The plan in YAML, and the codes of what import warns of."""
    report = Report()
    plan = write_plan(Input(text.encode("utf-8", "replace"), "plan.md", "plan.md"), report, group=group)
    return plan, [message.code for message in report if message.severity is Severity.WARNING]


def fenced(code: str) -> str:
    return f"# Objects\n\n```go\n{dedent(code).strip()}\n```\n"


# What a document says in Go, the plan without its comments, and the codes of import's warnings.
CASES = {
    "sound": (
        "type Store interface { Get(key string) (string, error) }",
        """\
        api:
          go: |
            type Store interface { Get(key string) (string, error) }
        """,
        [],
    ),
    "undeclared type": (
        "type Store interface { Get(key Key) error }",
        """\
        api:
          go: |
            type Store interface { Get(key Key) error }

        generate:
          lenient: true
        """,
        [],
    ),
    "package without a version": (
        """
        import "github.com/acme-labs/router"

        type Server struct { Routes *router.Mux }
        """,
        """\
        api:
          go: |
            import "github.com/acme-labs/router"

            type Server struct { Routes *router.Mux }

        generate:
          lenient: true
        """,
        [],
    ),
    "faulty declarations that nothing needs": (
        """
        type Store interface { Get(key string) error }

        // Limits counts nothing.
        const (
            Low
            High
        )

        var Text = templates.LongDesc("x") // a command's
        func Run() { start() }

        type Entry struct { Name string }
        """,
        """\
        api:
          go: |
            type Store interface { Get(key string) error }

            func Run() { start() }

            type Entry struct { Name string }
        """,
        ["go-syntax", "undeclared-name"],
    ),
    "one of a group of constants": (
        """
        const (
            Low = "low"
            // Middle is what nothing says.
            Middle = levels.Middle
            High = "high"
        )
        """,
        """\
        api:
          go: |
            const (
                Low = "low"
                High = "high"
            )
        """,
        ["undeclared-name"],
    ),
    "a faulty interface that a type needs": (
        """
        type Lister interface { List() (string[], error) }

        type Entry struct { From Lister }
        """,
        """\
        api:
          go: |
            type Entry struct { From Lister }

        generate:
          lenient: true
        """,
        ["go-syntax"],
    ),
    "a custom resource without a version": (
        """
        // +groupName=objects.example.com
        type Bucket struct {
            metav1.TypeMeta
            metav1.ObjectMeta
            Spec BucketSpec
        }

        type BucketSpec struct { Share float64 }
        """,
        """\
        crds:
          - go: |
              // +groupName=objects.example.com
              type Bucket struct {
                  metav1.TypeMeta
                  metav1.ObjectMeta
                  Spec BucketSpec
              }

              type BucketSpec struct { Share float64 }
            group: objects.example.com
            version: v1alpha1

        generate:
          lenient: true
        """,
        [],
    ),
}


def without_comments(plan: str) -> str:
    lines = [line for line in plan.splitlines() if not line.lstrip().startswith("# ")]
    return "\n".join(lines).strip() + "\n"


@pytest.mark.parametrize("name", CASES)
def test_plans(name: str) -> None:
    code, wanted, codes = CASES[name]
    text = fenced(code)
    plan, warned = imported(text)
    assert plan is not None
    assert without_comments(plan) == dedent(wanted)
    assert warned == codes
    files = made(text, "plan.md")
    assert files is not None
    assert made(plan, "plan.yaml") == files


def test_a_document_whose_group_is_given_on_the_command_line() -> None:
    text = fenced("""
        type Bucket struct {
            metav1.TypeMeta
            metav1.ObjectMeta
            Spec Undeclared
        }
        """)
    plan, _ = imported(text, group="objects.example.com")
    assert plan is not None
    files = made(text, "plan.md", group="objects.example.com")
    assert files is not None
    assert made(plan, "plan.yaml", group="objects.example.com") == files


LINES_OF_GO = [
    *("const ( A = iota; B )", "const Bad", "var X = undefined.Y", 'var E = errors.New("x")', "Field: string"),
    *("type Z struct { a unknown.B; c [n]int }", "func (Z) M() { q() }", "List(ctx) (string[], error)"),
    *("type Q interface { Do(x Missing) error; Do() }", 'import "example.org/a/b"', "type A B", "type S struct { S }"),
]
WORDS = ["Foo", "v1.Thing", "foo", "string", "Event", "map[string]int", "func"]


def changed(text: str, dice: random.Random) -> str:
    """A document with other lines or words in its fences of Go."""
    lines = text.split("\n")
    inside, fence = [], False
    for number, line in enumerate(lines):
        if line.startswith("```"):
            fence = not fence and line.strip() in ("```go", "```golang")
        elif fence and line.strip():
            inside.append(number)
    for _ in range(dice.randint(1, 3) if inside else 0):
        number, other = dice.choice(inside), dice.choice(inside)
        line = lines[number]
        words = list(re.finditer(r"\w+", line))
        word = dice.choice(words).span() if words else (0, 0)
        lines[number] = dice.choice(
            [
                *("", f"{line}\n{line}", lines[other], line.replace("(", "", 1), line.replace("}", "", 1)),
                *(line[: word[0]] + line[word[1] :], line[: word[0]] + dice.choice(WORDS) + line[word[1] :]),
                f"{line}\n{dice.choice(LINES_OF_GO)}",
            ]
        )
    return "\n".join(lines)


@given(st.sampled_from(DOCUMENTS), st.integers(0, 2**32))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_documents_with_faults(path: Path, seed: int) -> None:
    text = changed(path.read_text("utf-8"), random.Random(seed))
    files = made(text, "plan.md")
    if files is not None:
        plan, warned = imported(text)
        assert plan is not None
        assert "import-differs" not in warned
        assert made(plan, "plan.yaml") == files
