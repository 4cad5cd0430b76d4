"""The walls of the house: which room imports which, who may touch the disk, what start-up may cost."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

REPOSITORY = Path(__file__).parent.parent

ROOMS: dict[str, str] = {
    "source": "",
    "fixes": "",
    "observed": "",
    "unchanged": "observed",
    "nearest": "",
    "codes": "",
    "diagnostics": "source fixes",
    "node": "source diagnostics",
    "tree": "source",
    "versions": "",
    "reachability": "",
    "golang": "source diagnostics nearest versions",
    "kube": "source diagnostics nearest node golang",
    "markdown": "source diagnostics",
    "model": "source node golang",
    "plan": "source fixes codes diagnostics nearest node golang markdown model",
    "checked": "source golang kube model",
    "check": "source fixes codes diagnostics nearest versions reachability node golang kube model checked",
    "salvage": "source diagnostics node golang model",
    "naming": "source diagnostics golang model checked",
    "delivery": "source diagnostics golang model checked naming reachability",
    "printers": "",
    "render": "printers",
    "kinds": "source diagnostics golang kube model checked naming delivery render tree versions",
    "wave_files": "source diagnostics golang tree delivery",
    "repo": "observed tree versions golang",
    "verify": "source diagnostics tree",
    "starter": "source diagnostics golang tree render",
    "pipeline": (
        "source observed codes diagnostics golang kube model plan checked check salvage naming delivery render kinds "
        "tree wave_files repo"
    ),
    "documents": "source diagnostics node golang model plan check salvage pipeline",
    "gosource": "source diagnostics node golang model plan versions tree repo pipeline",
    "phases": "diagnostics check tree repo pipeline",
    "cli": (
        "source fixes observed codes diagnostics nearest markdown tree repo starter documents gosource pipeline phases "
        "verify"
    ),
    "__main__": "observed unchanged cli",
}
"""Every room with those it may import; each stands below all that it names. A new room is written down here."""

THIRD_PARTY = {
    "click": {"cli"},
    "cookiecutter": {"starter"},
    "filelock": {"repo"},
    "jinja2": {"render", "starter"},
    "pathspec": {"repo"},
    "markdown_it": {"markdown"},
    "tree_sitter": {"golang"},
    "tree_sitter_go": {"golang"},
    "yaml": {"plan", "kube"},
}
"""Who may import what is not of the standard library."""

HEAVY = {"cookiecutter", "dataclasses", "filelock", "html", "inspect", "markdown_it", "pydantic", "rich", "unittest"}
"""Import only inside the function that needs it: each costs 10 to 140 ms of start-up."""

WRITERS = {"repo", "starter", "unchanged", "verify"}
WRITING = {
    *("chmod", "hardlink_to", "link", "makedirs", "mkdir", "mkfifo", "rmdir", "rmtree", "symlink", "symlink_to"),
    *("touch", "truncate", "unlink", "utime", "write_bytes", "write_text"),
}
"""Names of calls that change the disk, whatever they are called on; with ``os`` before them also those below."""
WRITING_OF_OS = {"open", "remove", "removedirs", "rename", "renames", "replace", "write"}
WRITING_MODULES = {"fcntl", "shutil", "subprocess", "tempfile"}


class Import(NamedTuple):
    """An import statement: where, of which module, and whether it runs when the file is loaded."""

    place: str
    target: str
    at_load: bool


class Module(NamedTuple):
    """A file of the package: its dotted name, its room, its tree and its imports."""

    name: str
    room: str
    path: Path
    tree: ast.Module
    imports: tuple[Import, ...]


def _imports(tree: ast.Module, name: str, is_package: bool) -> Iterator[Import]:
    package = name if is_package else name.rpartition(".")[0]

    def visit(node: ast.AST, at_load: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            place = f"{name}:{getattr(child, 'lineno', 0)}"
            if isinstance(child, ast.Import):
                yield from (Import(place, alias.name, at_load) for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                base = child.module or ""
                if child.level:
                    ancestors = package.split(".")[: len(package.split(".")) - child.level + 1]
                    base = ".".join([*ancestors, base] if base else ancestors)
                yield from (Import(place, f"{base}.{alias.name}", at_load) for alias in child.names)
            else:
                yield from visit(child, at_load and not _runs_later(child))

    yield from visit(tree, True)


def _runs_later(node: ast.AST) -> bool:
    if isinstance(node, ast.If):
        test = ast.unparse(node.test)
        return test in {"TYPE_CHECKING", "typing.TYPE_CHECKING", "__name__ == '__main__'"}
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)


def read(package: Path) -> list[Module]:
    """Every module of a package on disk."""
    modules = []
    for path in sorted(package.rglob("*.py")):
        parts = [package.name, *path.relative_to(package).with_suffix("").parts]
        is_package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if is_package else parts)
        room = name.split(".")[1] if "." in name else ""
        tree = ast.parse(path.read_text("utf-8"), str(path))
        modules.append(Module(name, room, path, tree, tuple(_imports(tree, name, is_package))))
    return modules


def _module_of(target: str, names: set[str]) -> str:
    """The module of the package that an import names: the target itself or what holds it."""
    return target if target in names else target.rpartition(".")[0]


def wrong_directions(modules: list[Module], rooms: dict[str, str]) -> list[str]:
    """Imports of a room that stands below, or is unknown."""
    found = []
    names = {module.name for module in modules}
    for module in modules:
        if module.room and module.room not in rooms:
            found.append(f"{module.name}: the room {module.room} is not in the table")
            continue
        allowed = {module.room, *rooms.get(module.room, "").split()}
        for place, target, _ in module.imports:
            parts = _module_of(target, names).split(".")
            if parts[0] != modules[0].name.split(".")[0] or len(parts) == 1:
                continue
            if not module.room or parts[1] not in allowed:
                found.append(f"{place} imports {target}")
    return found


def cycles(modules: list[Module]) -> list[str]:
    """Modules that need each other while they are being loaded."""
    names = {module.name for module in modules}
    needs = {
        module.name: sorted(
            {_module_of(i.target, names) for i in module.imports if i.at_load} & (names - {module.name})
        )
        for module in modules
    }
    found: set[str] = set()
    done: set[str] = set()

    def visit(name: str, trail: list[str]) -> None:
        if name in trail:
            circle = trail[trail.index(name) :]
            first = circle.index(min(circle))
            found.add(" -> ".join([*circle[first:], *circle[:first], min(circle)]))
        elif name not in done:
            for other in needs[name]:
                visit(other, [*trail, name])
            done.add(name)

    # A package's __init__ may import its own modules, which then need the package's name only.
    for name, others in needs.items():
        needs[name] = [other for other in others if not name.startswith(other + ".")]
    for name in sorted(needs):
        visit(name, [])
    return sorted(found)


def kinds_that_know_each_other(modules: list[Module]) -> list[str]:
    """Imports between kinds of output; the kinds are what their registry imports, the rest of the room serves all."""
    names = {module.name for module in modules}
    registry = next(module for module in modules if module.name.endswith(".kinds"))
    imported = {_module_of(i.target, names) for i in registry.imports}
    kinds = {name for name in imported if name.startswith(registry.name + ".")} - {registry.name + ".base"}
    return [
        f"{place} imports {target}"
        for module in modules
        if module.name in kinds
        for place, target, _ in module.imports
        if _module_of(target, names) in kinds and _module_of(target, names) != module.name
    ]


def strangers(modules: list[Module], table: dict[str, set[str]]) -> list[str]:
    """Third-party imports by rooms that are not to know them."""
    own = modules[0].name.split(".")[0]
    found = []
    for module in modules:
        for place, target, _ in module.imports:
            top = target.split(".")[0]
            if top != own and top not in sys.stdlib_module_names and module.room not in table.get(top, set()):
                found.append(f"{place} imports {top}")
    return found


def heavy_at_load(modules: list[Module]) -> list[str]:
    """Heavy modules that a file imports whenever it is loaded."""
    return [
        f"{place} imports {target}"
        for module in modules
        for place, target, at_load in module.imports
        if at_load and target.split(".")[0] in HEAVY
    ]


def _writes(call: ast.Call) -> bool:
    function = call.func
    if isinstance(function, ast.Name) and function.id == "open":
        modes = [*call.args[1:2], *(keyword.value for keyword in call.keywords if keyword.arg == "mode")]
        return any(not isinstance(mode, ast.Constant) or set(str(mode.value)) & set("wax+") for mode in modes)
    if not isinstance(function, ast.Attribute):
        return False
    of_os = isinstance(function.value, ast.Name) and function.value.id == "os"
    if of_os and function.attr == "open" and ast.unparse(call.args[0]) == "os.devnull":
        return False
    return function.attr in WRITING or (of_os and function.attr in WRITING_OF_OS)


def disk_writers(modules: list[Module]) -> list[str]:
    """Calls and imports that change the disk or start a program, outside the rooms that may."""
    found = []
    for module in modules:
        if module.room in WRITERS:
            continue
        found += [f"{i.place} imports {i.target}" for i in module.imports if i.target.split(".")[0] in WRITING_MODULES]
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and _writes(node):
                found.append(f"{module.name}:{node.lineno} calls {ast.unparse(node.func)}")
    return found


def without_docstring(modules: list[Module]) -> list[str]:
    """Files that don't say what they are for."""
    return [str(module.path) for module in modules if not ast.get_docstring(module.tree)]


@pytest.fixture(scope="module")
def house() -> list[Module]:
    return read(REPOSITORY / "scaffold")


def test_the_table_of_rooms_has_a_direction() -> None:
    seen: set[str] = set()
    for room, allowed in ROOMS.items():
        assert set(allowed.split()) <= seen, f"{room} names a room that stands below it"
        seen.add(room)


def test_the_guide_names_every_room() -> None:
    text = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8")
    table = text.partition("| room | its business |")[2].partition("\n\n")[0]
    rows = [line.split(" | ")[0] for line in table.splitlines()[2:]]
    named = [room.removesuffix("/").removesuffix(".py") for row in rows for room in re.findall(r"`([\w/.]+)`", row)]
    assert sorted(named) == sorted([*ROOMS, "go_templates"])


def test_imports_point_up(house: list[Module]) -> None:
    assert wrong_directions(house, ROOMS) == []


def test_no_module_needs_itself(house: list[Module]) -> None:
    assert cycles(house) == []


def test_kinds_do_not_know_each_other(house: list[Module]) -> None:
    assert kinds_that_know_each_other(house) == []


def test_third_parties_stay_in_their_rooms(house: list[Module]) -> None:
    assert strangers(house, THIRD_PARTY) == []


def test_heavy_modules_load_where_they_are_used(house: list[Module]) -> None:
    assert heavy_at_load(house) == []


def test_only_the_repository_room_writes(house: list[Module]) -> None:
    assert disk_writers(house) == []


@pytest.mark.parametrize("folder", ["scaffold", "tests", "tools", "benchmarks"])
def test_every_file_says_what_it_is_for(folder: str) -> None:
    assert without_docstring(read(REPOSITORY / folder)) == []


LOADED = """\
import sys
from scaffold.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    print(end.code, *sorted(sys.modules), file=sys.stderr)
"""

PLAN = """\
module: example.com/m
storage: {}
api: {interfaces: [{name: I, methods: [M(ctx context.Context) error]}]}
"""


def loaded_by(plan: str, folder: Path, *arguments: str) -> set[str]:
    """The modules that a command loads, which has to end with 0."""
    (folder / "plan.yaml").write_text(plan)
    start = [sys.executable, "-c", LOADED, *arguments]
    done = subprocess.run(start, cwd=folder, capture_output=True, text=True, check=True, timeout=60)
    code, *modules = done.stderr.splitlines()[-1].split()
    assert code in ("0", "None")
    return set(modules)


def test_the_main_job_loads_nothing_heavy(tmp_path: Path) -> None:
    loaded = loaded_by(PLAN, tmp_path, "go", "plan.yaml", "-o", "out")
    # click itself needs inspect.
    assert {name for name in loaded if name.split(".")[0] in HEAVY - {"inspect"} | {"jinja2", "tree_sitter"}} == set()
    # What only code in a plan and custom resources need.
    assert {
        name for name in loaded if name.startswith(("scaffold.golang.gofmt", "scaffold.kube.", "scaffold.check.crd"))
    } == set()


KIND = "crds: [{kind: Bucket, group: g.example.com, version: v1, spec: ['Region string `json:\"region\"`']}]\n"

BUDGET = {
    "go": (["go", "plan.yaml", "-o", "out"], PLAN, 180),
    "go with a custom resource": (["go", "plan.yaml", "-o", "out"], PLAN + KIND, 250),
    "validate": (["validate", "plan.yaml"], PLAN, 175),
}
"""Commands, and the most of our own modules that they may load: each costs 0.2 ms. What makes it more has to pay."""

LIBRARIES = {"click", "yaml"}
"""Libraries that every run may load; of the standard one, none of those below."""
SLOW_STANDARD = {"asyncio", "decimal", "ipaddress", "pathlib", "random", "shutil", "subprocess", "tempfile", "urllib"}
"""Each takes a millisecond and more to load."""


@pytest.mark.parametrize("command", BUDGET)
def test_the_start_keeps_to_its_budget(command: str, tmp_path: Path) -> None:
    arguments, plan, most = BUDGET[command]
    loaded = loaded_by(plan, tmp_path, *arguments)
    own = {name for name in loaded if name.partition(".")[0] == "scaffold"}
    tops = {name.partition(".")[0] for name in loaded - own}
    assert len(own) <= most, sorted(own)
    assert tops & SLOW_STANDARD == set()
    assert tops & set(THIRD_PARTY) <= LIBRARIES


# --- the walls hold only if a breach is seen -------------------------------------------------------------------------


def small_house(root: Path, **files: str) -> list[Module]:
    package = root / "house"
    for name, text in {"__init__": "", **files}.items():
        path = package / (name.replace("__in__", "/") + ".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return read(package)


SMALL = {"low": "", "high": "low"}


def test_a_wrong_direction_is_seen_in_every_spelling(tmp_path: Path) -> None:
    breaches = "import house.high\nfrom house import high\nfrom . import high\nfrom .high import x\nimport json\n"
    modules = small_house(
        tmp_path, low=breaches + "def f():\n    from house.high import x\n", high="import house.low\n"
    )
    assert wrong_directions(modules, SMALL) == [
        "house.low:1 imports house.high",
        "house.low:2 imports house.high",
        "house.low:3 imports house.high",
        "house.low:4 imports house.high.x",
        "house.low:7 imports house.high.x",
    ]


def test_an_unknown_room_is_seen(tmp_path: Path) -> None:
    assert wrong_directions(small_house(tmp_path, cellar=""), SMALL) == [
        "house.cellar: the room cellar is not in the table"
    ]


def test_a_cycle_is_seen_and_a_late_import_is_none(tmp_path: Path) -> None:
    files = {
        "room__in__a": "from house.room import b\n",
        "room__in__b": "import house.room.c\n",
        "room__in____init__": "",
    }
    late = small_house(tmp_path, **files, room__in__c="def f():\n    from house.room.a import x\n")
    assert cycles(late) == []
    modules = small_house(tmp_path, **files, room__in__c="from house.room.a import x\n")
    assert cycles(modules) == ["house.room.a -> house.room.b -> house.room.c -> house.room.a"]


def test_kinds_that_import_each_other_are_seen(tmp_path: Path) -> None:
    modules = small_house(
        tmp_path,
        tree="",
        kinds__in____init__="from house.tree import T\nfrom house.kinds import a, b\nfrom house.kinds.base import C\n",
        kinds__in__a="from house.tree import T\nfrom house.kinds import helper\nfrom house.kinds.b import files\n",
        kinds__in__b="from house.kinds.base import C\n",
        kinds__in__base="",
        kinds__in__helper="",
    )
    assert kinds_that_know_each_other(modules) == ["house.kinds.a:3 imports house.kinds.b.files"]


def test_strangers_and_heavy_imports_are_seen(tmp_path: Path) -> None:
    modules = small_house(tmp_path, low="import os\nimport click.core\nimport rich\ndef f():\n    import html\n")
    assert strangers(modules, {"click": {"high"}}) == ["house.low:2 imports click", "house.low:3 imports rich"]
    assert heavy_at_load(modules) == ["house.low:3 imports rich"]


def test_writers_are_seen(tmp_path: Path) -> None:
    lines = [
        "open(p)",
        "open(p, 'rb')",
        "open(p, 'w')",
        "open(p, mode='r+')",
        "open(p, mode)",
        "p.write_text('')",
        "os.replace(a, b)",
        "text.replace(a, b)",
        "os.open(os.devnull, os.O_WRONLY)",
        "os.makedirs(a)",
        "import tempfile",
    ]
    assert disk_writers(small_house(tmp_path, low="\n".join(lines), repo="os.replace(a, b)\n")) == [
        "house.low:11 imports tempfile",
        "house.low:3 calls open",
        "house.low:4 calls open",
        "house.low:5 calls open",
        "house.low:6 calls p.write_text",
        "house.low:7 calls os.replace",
        "house.low:10 calls os.makedirs",
    ]


def test_a_missing_docstring_is_seen(tmp_path: Path) -> None:
    modules = small_house(tmp_path, low="x = 1\n", high='"""Says it."""\n')
    assert [Path(path).name for path in without_docstring(modules)] == ["__init__.py", "low.py"]
