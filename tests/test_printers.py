"""The functions that print are the templates: made from them as they are now, and of one mind with Jinja."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from types import ModuleType

import pytest
from jinja2 import TemplateSyntaxError

import golden_cases
from scaffold import render
from scaffold.printers import PRINTERS
from terminal import PLAN, scaffold, tree

REPOSITORY = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_printers", REPOSITORY / "tools/templates/make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(autouse=True)
def _no_printer_is_remembered() -> None:
    render._printer.cache_clear()


def test_they_are_made_from_the_templates(tool: ModuleType) -> None:
    written = (REPOSITORY / "scaffold/printers.py").read_text("utf-8")
    assert written == tool.write_module(), "run python tools/templates/make.py"


@pytest.mark.parametrize("case", ["tour", "crd-go"])
def test_jinja_prints_the_same(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (plan,) = (golden_cases.GOLDEN / case).glob("plan.*")
    shutil.copy(plan, tmp_path)
    scaffold_go = ["go", plan.name, "-o"]
    assert scaffold(*scaffold_go, "functions").code == 0
    monkeypatch.setattr("scaffold.render.PRINTERS", {})
    render._printer.cache_clear()
    assert scaffold(*scaffold_go, "jinja").code == 0
    assert tree(Path("functions")) == tree(Path("jinja"))


def test_a_template_that_was_edited_counts_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "templates"
    shutil.copytree(render.template_folder(), folder)
    template = folder / "contract/file.go.j2"
    template.write_text(template.read_text() + "\n// the end of package {{ package }}\n")
    monkeypatch.setattr("scaffold.render.template_folder", lambda: str(folder))
    Path("plan.yaml").write_text(PLAN)
    assert scaffold("go", "plan.yaml", "-o", "repo").code == 0
    assert Path("repo/pkg/api/api.go").read_text().endswith("\n// the end of package api\n")


def test_names_conditions_and_loops(tool: ModuleType) -> None:
    template = (
        "{{ head }} {\n{% for one in many %}\n\t{{ one }}\n{% endfor %}\n{% for a, b in pairs %}\n{% if a.x %}\n"
        '"{{ b }}" }\n{% else %}\n\\{{ a.x.y }}\n{% endif %}\n{% endfor %}\n}'
    )
    assert "\n".join(tool.write_function("f", "f.j2", template)) == (
        "def f(view: Any) -> str:\n"
        '    """The text of ``f.j2``."""\n'
        "    parts: list[str] = []\n"
        '    parts.append(f"{view.head} {{\\n")\n'
        '    parts += [f"\\t{one}\\n" for one in view.many]\n'
        "    for a, b in view.pairs:\n"
        "        if a.x:\n"
        '            parts.append(f"\\"{b}\\" }}\\n")\n'
        "        else:\n"
        '            parts.append(f"\\\\{a.x.y}\\n")\n'
        '    parts.append("}")\n'
        '    return "".join(parts)'
    )


@pytest.mark.parametrize(
    "template",
    [
        "{% set x = 1 %}",
        "{{ name|upper }}",
        "{{ name() }}",
        "{{ 1 }}",
        "{% if a and b %}{% endif %}",
        "{% if a %}{% elif b %}{% endif %}",
        "{% for a in b if c %}{% endfor %}",
        "{% for a in b %}{% else %}x{% endfor %}",
        "{% for a in b %}{% for a in c %}{{ a }}{% endfor %}{% endfor %}",
        "{% for view in b %}{{ view }}{% endfor %}",
        "{% for a.b in c %}{% endfor %}",
        "{% macro m() %}{% endmacro %}",
    ],
)
def test_templates_that_do_more_are_refused(tool: ModuleType, template: str) -> None:
    with pytest.raises((ValueError, TemplateSyntaxError), match=r"line 1|expected"):
        tool.write_function("f", "f.j2", template)


def test_every_template_has_one(tool: ModuleType) -> None:
    folder = Path(render.template_folder())
    assert sorted(PRINTERS) == sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.j2"))
