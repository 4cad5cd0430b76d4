"""The document as a whole, its page of HTML, and the comments of what was guessed."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from documents.test_roundtrip import document, roundtrip, spelled
from scaffold.diagnostics import Report
from scaffold.documents.convert import as_document
from scaffold.markdown.page import page
from terminal import scaffold

FOLDER = Path(__file__).parent


def golden(request: pytest.FixtureRequest, name: str, text: str) -> None:
    """Compare with a file, or write it."""
    path = FOLDER / name
    if request.config.getoption("--update-golden"):
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


def full() -> str:
    return (FOLDER / "full.yaml").read_text("utf-8")


def test_the_whole_form(request: pytest.FixtureRequest) -> None:
    plan = spelled(full(), "plan.yaml")
    assert plan is not None
    golden(request, "full.md", document(plan))


def test_the_whole_form_means_the_plan() -> None:
    roundtrip(full())


def test_only_what_has_no_other_form_is_yaml() -> None:
    """The fences of YAML in the document are those of the blank form, and additions to Go."""
    text = (FOLDER / "full.md").read_text("utf-8")
    fences = re.findall(r"^```yaml\n(\w+):", text, re.MULTILINE)
    assert fences == [
        *("module", "phase_1", "libraries", "api", "storage", "contracts", "crds", "plugins", "latency"),
        *("integrations", "external", "extensions"),
    ]


def test_an_unfilled_template_cannot_be_a_document() -> None:
    plan = spelled(full().replace("bytes with a name", "'{{NAME}}'"), "plan.yaml")
    assert plan is not None
    report = Report()
    as_document(plan, report)
    (told,) = report
    assert told.code == "docs-differ"
    assert "{{NAME}} is a placeholder" in told.message


class _Page(HTMLParser):
    """Every tag is closed, nothing is loaded from anywhere."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in ("script", "link", "img", "iframe", "object")
        if tag not in ("meta", "br", "hr"):
            self.open.append(tag)
        found = dict(attrs)
        if "id" in found:
            self.ids.append(str(found["id"]))
        if tag == "a":
            self.targets.append(str(found.get("href")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ("br", "hr")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page() -> None:
    text = (FOLDER / "full.md").read_text("utf-8")
    found = _Page()
    found.feed(page(text + "\n<script>alert(1)</script>\n\n[x](javascript:alert)\n"))
    assert found.open == []
    assert [target for target in found.targets if target.startswith("#")] == [f"#{each}" for each in found.ids]
    assert len(found.ids) == len(re.findall(r"^#{2,3} ", text, re.MULTILINE))
    assert [target for target in found.targets if not target.startswith("#")] == ["../IMPLEMENTATION-PLAN.md"]


def test_what_was_guessed_is_said(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("guessed.md").write_text((FOLDER / "guessed.md").read_text("utf-8"), "utf-8")
    ended = scaffold("import", "guessed.md")
    assert ended.code == 0
    golden(request, "guessed.yaml", ended.stdout)
    Path("plan.yaml").write_text(ended.stdout, "utf-8")
    assert scaffold("validate", "plan.yaml", "--stub-undefined").code == 0
