"""The documentation says what is so: keys, options, codes, files, examples and links are held to the program."""

from __future__ import annotations

import json
import re
import shutil
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from judges import gocode
from scaffold import cli, kinds
from scaffold.cli.explain_command import repository_codes
from scaffold.cli.output import PROBLEMS
from scaffold.codes import CODES
from scaffold.plan.reader import PLAN
from scaffold.plan.records import Record
from scaffold.plan.shapes import Custom, Either, ListOf, MapOf, Shape
from scaffold.render import template_folder
from terminal import files, scaffold

HOUSE = Path(__file__).parent.parent
DOCS = HOUSE / "docs"
PAGES = [HOUSE / "README.md", HOUSE / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
COMMANDS = ["go", "validate", "explain", "new", "docs", "import", "recover"]


def text(name: str) -> str:
    return (HOUSE / name).read_text("utf-8")


def blocks(page: str, language: str) -> list[str]:
    """The fenced blocks of a page in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text(page), re.MULTILINE | re.DOTALL)


def rows(page: str) -> Iterator[tuple[str, list[str]]]:
    """Each row of each table of a page, with the last heading above it."""
    heading = ""
    for line in text(page).splitlines():
        if line.startswith("#"):
            heading = line.lstrip("#").strip()
        elif line.startswith("| ") and line.endswith(" |"):
            yield heading, [cell.strip() for cell in line.strip("|").split(" | ")]


def marked(cell: str) -> list[str]:
    """The words in code type of a cell, `**` before those that stand in bold."""
    return [f"{bold}{word}" for bold, word in re.findall(r"(\*\*)?`([^`]+)`", cell)]


def records(shape: Shape[Any], found: dict[str, dict[str, bool]]) -> dict[str, dict[str, bool]]:
    """Each record that a plan may hold, by name: its keys, and whether they must be there."""
    if isinstance(shape, Record):
        keys = {key: entry.required for key, entry in shape.keys.items()}
        if shape.name in found:
            assert found[shape.name] == keys, f"two records are called {shape.name}"
            return found
        found[shape.name] = keys
        for entry in shape.keys.values():
            records(entry.shape, found)
    elif isinstance(shape, ListOf):
        records(shape.item, found)
    elif isinstance(shape, MapOf):
        records(shape.value, found)
    elif isinstance(shape, Either):
        records(shape.short, found)
        records(shape.long, found)
    elif isinstance(shape, Custom):
        for inner in shape.schema:
            records(inner, found)
    return found


def test_every_key_of_the_plan_is_documented() -> None:
    documented: dict[str, set[str]] = {}
    for heading, cells in rows("docs/plan.md"):
        if cells[0] in ("key", "record"):
            continue
        name, keys = (cells[0], cells[1]) if heading == "Prose" else (heading, cells[0])
        documented.setdefault(name, set()).update(marked(keys))
    expected = {
        name: {("**" if required else "") + key for key, required in keys.items()}
        for name, keys in records(PLAN, {}).items()
        if keys
    }
    assert documented == expected


@pytest.mark.parametrize("page", ["docs/plan.md", "docs/output.md", "README.md"])
def test_the_plans_on_the_pages_are_sound(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    plans = blocks(page, "yaml")
    assert plans
    for plan in plans:
        Path("plan.yaml").write_text(plan, "utf-8")
        ended = scaffold("validate", "plan.yaml")
        assert (ended.code, ended.stderr) == (0, "")


def test_the_plan_of_the_page_gives_every_wave_its_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(blocks("docs/plan.md", "yaml")[0], "utf-8")
    for wave in ("1", "2"):
        assert scaffold("go", "plan.yaml", "-o", "repo", "--wave", wave).code == 0
    made = files(Path("repo"))
    assert {"internal/api/objectservice/local/local.go", "internal/remote/remote.go"} <= set(made)


def test_the_files_of_the_page_are_those_that_are_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    _output_example()
    owners = {}
    for line in Path("repo/.scaffold/lock").read_text().splitlines():
        path, _, rest = line.partition("\t")
        owners[path] = rest.partition("\t")[0]
    listed = {marked(cells[0])[0]: cells[1] for _, cells in rows("docs/output.md") if cells[0] != "file"}
    assert sorted(listed) == files(Path("repo"))
    assert listed == {path: owners[path] for path in listed}


def _output_example() -> None:
    (plan,) = blocks("docs/output.md", "yaml")
    Path("plan.yaml").write_text(plan, "utf-8")
    assert scaffold("go", "plan.yaml", "-o", "repo").code == 0


@pytest.mark.slow
def test_the_mock_does_what_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    _output_example()
    (example,) = blocks("docs/output.md", "go")
    test = Path("repo/pkg/api/mock_test.go")
    test.write_text(example, "utf-8")
    root = Path("repo").resolve()
    assert gocode.gofmt([test]) == ""
    assert gocode.vet(root) == ""
    assert gocode.test_race(root) == ""


HEAD = """\
# Messages

<!-- Made from the program: pytest tests/test_docs.py --update-golden -->

A message in text form is `plan.yaml:12:9: error: MESSAGE [code]`, followed by the line with a caret, the other places
it speaks of, and a hint. An error means that nothing is written. Warnings and notes do not stop a run; `--strict` makes
errors of warnings (of all but `missing-doc`, which only `--strict` reports), and `allow` in the plan accepts them by
code. All problems of a plan come in one run. `scaffold explain CODE` shows a plan that has a message, and its fix.
"""


def _cell(meaning: str) -> str:
    return meaning.rstrip(".").replace("|", "\\|")


def page_of_codes() -> str:
    """``docs/diagnostics.md``, made from the lists of codes."""
    parts = [HEAD]
    for title, codes in (
        ("Of the plan", CODES),
        ("Of the repository", repository_codes()),
        ("Of anything else", PROBLEMS),
    ):
        lines = (f"| `{code}` | {_cell(meaning)} |\n" for code, meaning in codes.items())
        table = "".join(lines)
        parts.append(f"\n## {title}\n\n| code | what it means |\n|---|---|\n{table}")
    return "".join(parts)


def test_the_page_of_codes_is_up_to_date(request: pytest.FixtureRequest) -> None:
    page = DOCS / "diagnostics.md"
    if request.config.getoption("--update-golden"):
        page.write_text(page_of_codes(), "utf-8")
    assert page.read_text("utf-8") == page_of_codes()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_documented(name: str) -> None:
    command = cli.main.get_command(click.Context(cli.main), name)
    assert command is not None
    options = [each for each in command.params if isinstance(each, click.Option)]
    expected = [[*each.opts, *each.secondary_opts] for each in options]
    documented = [marked(cells[0]) for heading, cells in rows("docs/command-line.md") if heading == f"scaffold {name}"]
    assert documented[0] == []  # the table's head
    assert documented[1:] == expected


def test_every_command_is_documented() -> None:
    assert sorted(COMMANDS) == sorted(cli.main.list_commands(click.Context(cli.main)))
    headings = re.findall(r"^## scaffold (\w+)$", text("docs/command-line.md"), re.MULTILINE)
    assert headings == COMMANDS
    listed = [marked(cells[0])[0] for heading, cells in rows("README.md") if heading == "Commands" and marked(cells[0])]
    assert sorted(words.split()[1] for words in listed) == sorted(COMMANDS)


def test_the_document_of_the_page_is_the_one_that_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text("module: example.com/x\napi: {interfaces: [{name: I, methods: [M()]}]}\n")
    scaffold("go", "plan.yaml", "-o", "repo")
    printed = scaffold("go", "plan.yaml", "-o", "repo", "--format", "json").document
    (shown,) = blocks("docs/command-line.md", "json")
    assert json.loads(shown) == printed


def example(name: str) -> str:
    """The fenced block of CONTRIBUTING.md behind a marker."""
    behind = text("CONTRIBUTING.md").split(f"<!-- example:{name} -->\n", 1)[1]
    return behind.split("\n", 1)[1].split("```\n", 1)[0]


def test_the_kind_of_output_that_strangers_are_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    templates = tmp_path / "templates"
    shutil.copytree(template_folder(), templates)
    (templates / "page").mkdir()
    (templates / "page/page.md.j2").write_text(example("template"), "utf-8")
    monkeypatch.setattr("scaffold.render.template_folder", lambda: str(templates))
    module = types.ModuleType("scaffold.kinds.page")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    exec(compile(example("kind"), "CONTRIBUTING.md", "exec"), module.__dict__)
    monkeypatch.setattr(kinds, "KINDS", (*kinds.KINDS, module.files))
    plan = "module: example.com/x\napi: {interfaces: [{name: I, methods: [M()]}, {name: J, methods: [M()]}]}\n"
    Path("plan.yaml").write_text(plan, "utf-8")
    assert scaffold("go", "plan.yaml", "-o", "repo").code == 0
    assert Path("repo/pkg/api/README.md").read_text("utf-8") == "# api\n\n- `I`\n- `J`\n"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(HOUSE).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target
