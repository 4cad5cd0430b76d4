"""Both spellings mean the same: plan.yaml, the document made of it, and plan.yaml made of that."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plan_strategies import GOLDEN, broken, legal_plans, text_of
from scaffold.diagnostics import Report
from scaffold.documents.convert import Spelled, as_document, as_yaml, read
from scaffold.documents.same import sayings
from scaffold.documents.understood import write_plan
from scaffold.pipeline import Input, Settings, make

LINES = re.compile(r"plan\.(?:md|yaml)(?::\d+(?:, \d+)*(?: and \d+)?)?")
"""Where a file names its plan, and perhaps a line of it."""
PLANS = sorted(path for path in GOLDEN.rglob("plan.yaml") if "want" not in path.parts)


def spelled(text: str, name: str) -> Spelled | None:
    """A plan of either spelling; None for one with errors."""
    return read(text.encode(), name, name, name.endswith(".md"), Report())


def made(text: str, name: str) -> dict[str, str] | None:
    """The files that a plan makes, by path, under one plan's name; None for an unsound plan."""
    settings = Settings(module="example.com/acme/same")
    found = make(Input(text.encode(), name, name), settings, Report())
    return None if found is None else {file.path: LINES.sub("PLAN", file.text) for file in found.tree}


def document(plan: Spelled) -> str:
    """The document of a plan; nothing in it may be said otherwise."""
    report = Report()
    text = as_document(plan, report)
    assert list(report) == []
    return text


def roundtrip(text: str, sound: bool = True) -> None:
    """Everything that must hold of a plan in YAML, whichever it is; for a `sound` one also of what it makes."""
    first = spelled(text, "plan.yaml")
    if first is None:
        return
    markdown = document(first)
    second = spelled(markdown, "plan.md")
    assert second is not None, markdown
    assert sayings(second.plan) == sayings(first.plan)
    as_yaml_again = as_yaml(second, [])
    third = spelled(as_yaml_again, "plan.yaml")
    assert third is not None, as_yaml_again
    fourth = spelled(document(third), "plan.md")
    assert fourth is not None
    assert as_yaml(fourth, []) == as_yaml_again
    if not sound:
        return
    files = made(text, "plan.yaml")
    if files is not None:
        assert made(markdown, "plan.md") == files
        assert made(as_yaml_again, "plan.yaml") == files


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.parent.relative_to(GOLDEN).as_posix())
def test_golden_plans(path: Path) -> None:
    roundtrip(path.read_text("utf-8"))


WORDS = [
    *(
        "Fast",
        "storage",
        "must",
        "not",
        "lose",
        "data",
        "**bold**",
        "`code`",
        "[link](https://example.com)",
        "a_b",
        "*x*",
    ),
    *("#", "-", "1.", "- item", "> quote", "|", "a | b", ":", "x: y", "**Risk**: no", "(Wave 2)", "[ ]", "[x]", "<b>"),
    *("&amp;", "\\\\", "\n", "\n\n", "```", "~~~", "---", "===", "\t", "  ", "é", "日本", "😀", "null"),
    *("1.20", "yes", "'", '"', "phase 2", "Wave 1-2", "None", "https://example.com/a?b=c#d"),
]


def texts() -> st.SearchStrategy[str]:
    """Prose as people write it, and as nobody should."""
    plain = st.lists(st.sampled_from(WORDS[:6]), min_size=1, max_size=5).map(" ".join)
    return st.one_of(plain, plain, st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join))


def records(*required: str, optional: tuple[str, ...] = ()) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({key: texts() for key in required}, optional={key: texts() for key in optional})


def lists(item: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(item, max_size=3)


FEATURES = lists(
    st.one_of(
        texts(),
        st.fixed_dictionaries({"name": texts()}, optional={"why": texts(), "wave": st.integers(1, 9).map(str)}),
    )
)
CRITERIA = lists(st.one_of(texts(), st.fixed_dictionaries({"text": texts()}, optional={"done": st.booleans()})))
EFFORTS = lists(
    st.fixed_dictionaries(
        {"id": st.sampled_from(["E1.1", "E1.2", "E2.1", "core", "A"])},
        optional={
            "name": texts(),
            "delivers": st.lists(st.sampled_from(["api", "storage"]), max_size=2),
            "implements": st.lists(st.sampled_from(["Store", "Object"]), max_size=2),
            "paths": st.lists(st.sampled_from(["pkg/**", "internal/a/*.go", "**"]), max_size=2),
            "depends_on": st.lists(st.sampled_from(["E1.1", "1", "E2.1", "2"]), max_size=2),
            "lines": st.integers(0, 2000),
            "budget": st.integers(1, 2000),
            "branch": st.sampled_from(["feature/x", "a b"]),
        },
    )
)
WAVES = lists(
    st.fixed_dictionaries(
        {"wave": st.integers(0, 9)},
        optional={
            "name": texts(),
            "depends_on": st.lists(st.integers(0, 9), max_size=2),
            "budget": st.integers(1, 2000),
            "efforts": EFFORTS,
        },
    )
)
PROSE = st.fixed_dictionaries(
    {"module": st.just("example.com/acme/prose"), "api": st.just({"interfaces": [{"name": "I", "methods": ["M()"]}]})},
    optional={
        "phase": records(optional=("number", "name", "mission", "alignment", "created_by", "created_after", "date")),
        "previous": st.fixed_dictionaries(
            {},
            optional={
                "apis": st.dictionaries(
                    st.sampled_from(["phase_1", "phase_2", "phase one"]),
                    lists(records(optional=("api", "version", "location", "usage"))),
                    max_size=2,
                ),
                "libraries": lists(records(optional=("name", "phase", "location", "purpose", "usage_example"))),
                "lessons": lists(st.one_of(texts(), records("learning", optional=("adjustment",)))),
                "debt": lists(
                    st.one_of(
                        texts(),
                        st.fixed_dictionaries({"item": texts()}, optional={"plan": texts(), "done": st.booleans()}),
                    )
                ),
            },
        ),
        "decisions": lists(
            records("name", optional=("choice", "rationale", "alternatives", "impact", "risk", "mitigation"))
        ),
        "features": st.fixed_dictionaries(
            {}, optional={"mvp": FEATURES, "enhanced": FEATURES, "nice_to_have": FEATURES}
        ),
        "specs": st.fixed_dictionaries(
            {},
            optional={
                "latency": records(optional=("p50", "p95")),
                "throughput": records(optional=("minimum",)),
                "resources": records(optional=("memory", "storage")),
                "security": st.dictionaries(texts(), texts(), max_size=3),
                "scalability": st.dictionaries(texts(), texts(), max_size=3),
            },
        ),
        "integrations": lists(records(optional=("phase", "api", "version", "purpose", "example"))),
        "external": lists(records(optional=("system", "protocol", "authentication", "purpose"))),
        "success": st.fixed_dictionaries({}, optional={"architecture": CRITERIA, "implementation": CRITERIA}),
        "risks": lists(records("name", optional=("probability", "impact", "description", "mitigation", "contingency"))),
        "glossary": st.dictionaries(texts(), texts(), max_size=3),
        "references": lists(st.one_of(texts(), records("title", optional=("url",)))),
        "history": lists(records(optional=("version", "date", "author", "changes"))),
        "waves": WAVES,
    },
)


@given(PROSE)
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
def test_any_prose(plan: dict[str, Any]) -> None:
    roundtrip(text_of(plan), sound=False)


@given(legal_plans())
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
def test_any_plan(plan: dict[str, Any]) -> None:
    roundtrip(text_of(plan))


DOCUMENTS = sorted(path for path in GOLDEN.rglob("plan.md") if "want" not in path.parts)


def roundtrip_document(text: str) -> None:
    """From a document to YAML and back; both make what the document makes."""
    report = Report()
    in_yaml = write_plan(Input(text.encode("utf-8", "replace"), "plan.md", "plan.md"), report)
    files = made(text, "plan.md")
    if in_yaml is None:
        assert files is None
        return
    assert [message.message for message in report if message.code == "import-differs"] == []
    plan = spelled(in_yaml, "plan.yaml")
    assert plan is not None, in_yaml
    back = document(plan)
    again = spelled(back, "plan.md")
    assert again is not None
    assert sayings(again.plan) == sayings(plan.plan)
    assert as_yaml(again, []) == as_yaml(_yaml_of(again), [])
    assert made(in_yaml, "plan.yaml") == files
    assert made(back, "plan.md") == files


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.parent.relative_to(GOLDEN).as_posix())
def test_golden_documents(path: Path) -> None:
    roundtrip_document(path.read_text("utf-8"))


def test_imports_of_blocks_are_stated_in_a_document() -> None:
    plan = """\
        module: example.com/acme/same
        imports: {known: {path: example.org/known, version: v1.0.0}}
        api:
          go:
            - |
              import (
                "example.org/metrics/v2"
                "example.org/known"
                v "example.org/velero"
                "k8s.io/apimachinery/pkg/runtime"
              )
              type I interface { M(a metrics.A, b known.B, c v.C, d runtime.Object) }
        """
    roundtrip(dedent(plan))
    first = spelled(dedent(plan), "plan.yaml")
    assert first is not None
    found = spelled(document(first), "plan.md")
    assert found is not None
    assert [(entry.alias.value, entry.path.value) for entry in found.plan.imports] == [
        ("known", "example.org/known"),
        ("metrics", "example.org/metrics/v2"),
        ("v", "example.org/velero"),
    ]


def _yaml_of(plan: Spelled) -> Spelled:
    again = spelled(as_yaml(plan, []), "plan.yaml")
    assert again is not None
    once_more = spelled(document(again), "plan.md")
    assert once_more is not None
    return once_more


TEXTS = [(path.read_text("utf-8"), path.name) for path in (*PLANS, *DOCUMENTS)]


@given(st.sampled_from(TEXTS), st.integers(0, 2**32))
@settings(max_examples=150)
def test_whatever_can_be_read_can_be_written(text: tuple[str, str], seed: int) -> None:
    """Broken plans of both spellings: a message, or something that says the same in the other spelling."""
    damaged = broken(text[0], seed).encode("utf-8", "replace").decode()
    plan = spelled(damaged, text[1])
    if plan is None:
        return
    again = spelled(as_yaml(plan, []), "plan.yaml")
    assert again is not None
    assert sayings(again.plan) == sayings(plan.plan)
    report = Report()
    markdown = as_document(plan, report)
    if not list(report):
        found = spelled(markdown, "plan.md")
        assert found is not None
        assert sayings(found.plan) == sayings(plan.plan)
