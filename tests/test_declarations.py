"""Differential: what go/parser finds declared in the output is what the plan's model declares, no more and no less.

Both sides are brought to one shape: ``{name: declaration}`` of a package, without comments, each type's qualifier an
import path. How an expression is spaced is gofmt's business, so expressions are compared without blanks.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import golden_cases
import judges
from golden_cases import Case
from judges import Json
from scaffold.check import Options, check
from scaffold.checked import Checked, Package
from scaffold.diagnostics import Report
from scaffold.golang import ast
from scaffold.model import Plan
from scaffold.plan.document import read_document
from scaffold.plan.markdown.reader import Choices, read_markdown
from scaffold.plan.reader import read_plan

SOUND = [case for case in golden_cases.find() if case.exit_code == 0 and case.want.exists()]
# Of a plan that something was left out of, the model still has it.
PARTLY = ("[left-out]", "[tag-syntax]", "warning: variable registry is left out")
WHOLE = [case for case in SOUND if not any(message in case.messages for message in PARTLY)]

EVERYTHING = """\
module: example.com/acme/objects
storage: {}
processors: {}
events: {}
plugins: {}
extensions: {}
api:
  errors: [ErrNotFound, {name: ErrGone, message: "api: gone"}]
  interfaces:
    - name: ObjectService
      embeds: [io.Closer]
      methods:
        - Put(ctx context.Context, src, dst string, _ int, parts ...[]byte) (n int, err error)
        - Watch(<-chan (<-chan int), chan<- (chan<- Object)) (func(a, b int) (string, error), error)
        - Each(yield func(*Object, map[string][4 * 2]Class) bool)
        - Literal(struct{ A int "json:\\"a\\"" }, interface{ Get() (int, bool) }) any
    - name: Set
      type_params: "[K comparable, V ~int | ~string]"
      methods: ["Add(k K, v V) bool", "All() Pair[K, V]"]
  types:
    - name: Object
      fields:
        - ID string `json:"id"`
        - {name: Parts, type: "[]int", json: "parts,omitempty"}
        - Created, Updated time.Time
        - "*Base"
    - {name: Base, fields: ["N int"]}
    - {name: Class, type: string, values: [hot, cold, in-between]}
    - {name: Level, type: int, values: [low, high]}
    - {name: Filter, type: "func(key string) bool"}
    - {name: Meta, alias: "map[string]any"}
  go: |
    const (
        Small, Large = 1 << iota, 2 * 3
        _, Huge
    )
    const Limit time.Duration = 5 * time.Second
    var Default = Object{ID: "x"}
    type Pair[K comparable, V any] struct { Key K; Value V }
    type Number interface { ~int | ~float64; comparable }
    func (p *Pair[K, V]) Swap(other *Pair[K, V]) {}
    func New(id string) *Object { return &Object{ID: id} }
"""


def typed_plan(data: bytes, name: str, on_duplicate: str = "error") -> Plan:
    """A plan in either spelling."""
    report = Report()
    source = read_document(data, name, report)
    assert source
    if name.endswith(".md"):
        plan = read_markdown(source, name, report, Choices(on_duplicate))
    else:
        plan = read_plan(source, name, report)
    assert plan
    return plan


def checked_plan(data: bytes, name: str, options: Options) -> tuple[Plan, Checked]:
    report = Report()
    plan = typed_plan(data, name, options.on_duplicate)
    if name.endswith(".md"):
        options = options._replace(stub_undefined=True, lenient=True)
    checked = check(plan, report, options)
    assert checked, [str(found.message) for found in report]
    return plan, checked


def squeezed(expression: str) -> str:
    """An expression without the blanks that stand outside its strings."""
    return re.sub(r'("(?:\\.|[^"\\])*"|`[^`]*`)|\s+', lambda found: found[1] or "", expression)


def quoted(text: str) -> str:
    """A string literal as Go's %q writes it, where the text has no character that only Go or only JSON escapes."""
    return json.dumps(text, ensure_ascii=False)


def without_comments(shape: Json) -> Json:
    """A shape without what the differential does not compare: comments, bodies, and blanks in expressions."""
    if isinstance(shape, list):
        if shape[:1] == ["array"]:
            return ["array", squeezed(shape[1]), without_comments(shape[2])]
        return [without_comments(part) for part in shape]
    if isinstance(shape, dict):
        kept = {key: without_comments(value) for key, value in shape.items() if key not in {"doc", "comment", "body"}}
        if "values" in kept:
            kept["values"] = [squeezed(value) for value in kept["values"]]
        return kept
    return shape


def qualified(shape: Json, qualifiers: dict[str, str], own: dict[str, str]) -> Json:
    """A shape of go/parser's with import paths for qualifiers; `own` maps the package's types to its import path."""
    if isinstance(shape, list):
        if shape[:1] == ["name"] and len(shape) == 4:
            _, qualifier, name, args = shape
            path = qualifiers[qualifier] if qualifier else own.get(name, "")
            return ["name", path, name, [qualified(arg, qualifiers, own) for arg in args]]
        return [qualified(part, qualifiers, own) for part in shape]
    if isinstance(shape, dict):
        hidden = {param[0] for param in shape.get("type_params", [])} | _receiver_parameters(shape)
        inner = {name: path for name, path in own.items() if name not in hidden}
        # A receiver's type can only be the package's own, and neither side qualifies it.
        return {
            key: value if key == "receiver" else qualified(value, qualifiers, inner) for key, value in shape.items()
        }
    return shape


def _receiver_type(decl: Json) -> Json:
    type_ = decl["receiver"]["type"]
    return type_[1] if type_[0] == "pointer" else type_


def _receiver_parameters(shape: Json) -> set[str]:
    return {arg[2] for arg in _receiver_type(shape)[3]} if shape.get("receiver") else set()


def names_of(decl: Json) -> Iterator[str]:
    """The names that a declaration of the judge's shape puts into the package, ``Type.Method`` for a method."""
    if decl["kind"] == "values":
        for spec in decl["specs"]:
            yield from spec["names"]
    elif decl.get("receiver"):
        yield f"{_receiver_type(decl)[2]}.{decl['name']}"
    else:
        yield decl["name"]


def _package_name(path: str, checked: Checked) -> str:
    # Imports that only derived code needs (errors, strconv) are not among the plan's; they are the standard library's.
    return checked.package_names.get(path, path.rpartition("/")[2])


def found_in(package: Package, checked: Checked, root: Path) -> dict[str, Json]:
    """What go/parser finds in the files of the package's folder that scaffold has written."""
    lock = (root / ".scaffold/lock").read_text("utf-8").splitlines()
    generated = {
        path for path, owner, *_ in (line.split("\t") for line in lock if "\t" in line) if owner == "generated"
    }
    files = [file for file in (root / package.path).glob("*.go") if str(file.relative_to(root)) in generated]
    parsed = judges.declarations(sorted(files))
    own = {decl["name"]: package.import_path for file in parsed for decl in file["decls"] if decl["kind"] == "type"}
    found: dict[str, Json] = {}
    for file in parsed:
        assert file["package"] == package.name
        qualifiers = {
            entry["alias"] or _package_name(entry["path"], checked): entry["path"] for entry in file["imports"]
        }
        for decl in file["decls"]:
            shape = without_comments(qualified(decl, qualifiers, own))
            for name in names_of(decl):
                assert name == "_" or name not in found, f"{name} is declared twice"
                found[name] = shape
    return found


def expected_of(package: Package) -> dict[str, Json]:
    """What the model declares in the package, besides what it derives."""
    expected: dict[str, Json] = {}
    decls: list[ast.Decl] = [plan.decl for plan in package.types]
    decls += [values.decl for values in package.values]
    decls += [function.decl for function in package.functions]
    for decl in decls:
        shape = without_comments(judges.shape_of_decl(decl))
        for name in names_of(shape):
            expected[name] = shape
    return expected


def enumerations(package: Package, found: dict[str, Json]) -> dict[str, list[Any]]:
    """The values of each enumeration in the order of the output's constants, taken out of `found` with its methods."""
    values: dict[str, list[Any]] = {}
    for plan in package.types:
        name = plan.decl.name
        if not plan.values:
            continue
        constants = [
            (constant, shape)
            for constant, shape in found.items()
            if shape["kind"] == "values" and shape["specs"][0]["type"] == ["name", package.import_path, name, []]
        ]
        values[name] = [spec["values"] for _, shape in constants[:1] for spec in shape["specs"]]
        for taken in [constant for constant, _ in constants] + [f"{name}.Valid", f"{name}.String"]:
            del found[taken]
    return values


def is_text(package: Package, t: ast.Type) -> bool:
    """Whether a type of the package is a string, also behind names of its own."""
    declared = package.type(t.name) if isinstance(t, ast.Name) else None
    return is_text(package, declared.decl.type) if declared else isinstance(t, ast.Name) and t.name == "string"


def wanted_values(package: Package) -> dict[str, list[Any]]:
    """The values of each enumeration as the plan's model has them."""
    wanted: dict[str, list[Any]] = {}
    for plan in package.types:
        if plan.values:
            texts = [value.value.value for value in plan.values]
            numerals = [[text.lstrip("+").replace("0X", "0x")] for text in texts]
            is_numbered = all(re.match(r"[+-]?\d", text) for text in texts)
            counted = numerals if is_numbered else [["iota"], *([] for _ in texts[1:])]
            wanted[plan.decl.name] = [[quoted(text)] for text in texts] if is_text(package, plan.decl.type) else counted
    return wanted


def compare(checked: Checked, root: Path) -> None:
    for package in checked.packages:
        found = found_in(package, checked, root)
        assert enumerations(package, found) == wanted_values(package)
        errors = {str(error.name): error for error, _ in package.errors}
        sentinels = {name: found.pop(name) for name in list(found) if name in errors}
        assert sorted(sentinels) == sorted(errors)
        for name, error in errors.items():
            values = {one: spec["values"] for spec in sentinels[name]["specs"] for one in spec["names"]}
            if error.message:
                assert values[name] == [f"errors.New({quoted(error.message)})"]
        # Methods that types derive from their `validate` tags, and deep copies where custom resources have them.
        derived = {name for name in found if name.endswith((".Validate", ".DeepCopy", ".DeepCopyInto"))}
        expected = expected_of(package)
        assert {name: found[name] for name in found if name not in derived - set(expected)} == expected


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> tuple[Checked, Path]:
    folder = tmp_path_factory.mktemp("everything")
    (folder / "plan.yaml").write_text(EVERYTHING)
    outcome = golden_cases.run_step(golden_cases.Step(folder, "plan.yaml", (), None), folder / "out")
    assert (outcome.traceback, outcome.code) == ("", 0), outcome.stderr
    return checked_plan(EVERYTHING.encode(), "plan.yaml", Options())[1], folder / "out"


def test_declarations_of_every_form_are_those_of_the_model(everything: tuple[Checked, Path]) -> None:
    compare(*everything)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("src, dst string", "dst, src string"),
        ("...[]byte", "[]byte"),
        ("<-chan <-chan int", "chan (<-chan int)"),
        ("(n int, err error)", "(int, error)"),
        ("*Object, map", "Object, map"),
        ("time.Time", "time.Month"),
        ('json:"id"', 'json:"ID"'),
        ("K comparable, V ~int", "K any, V ~int"),
        ("Meta = map", "Meta map"),
        ("2 * 3", "2 * 4"),
        ('= "cold"', '= "cool"'),
        ("\tio.Closer\n", ""),
        ("func (p *Pair", "func (p Pair"),
        ("\tErrGone ", "\tErrGones "),
        ('"api: gone"', '"api: lost"'),
        ("package api", "package apis"),
        ("type Base", "type More int\n\ntype Base"),
    ],
)
def test_every_difference_is_seen(everything: tuple[Checked, Path], tmp_path: Path, old: str, new: str) -> None:
    checked, out = everything
    spoiled = shutil.copytree(out, tmp_path / "out")
    changed = 0
    for file in (spoiled / "pkg/api").glob("*.go"):
        text = file.read_text()
        file.write_text(text.replace(old, new))
        changed += old in text
    assert changed, f"{old} is not in the output: nothing was spoiled"
    with pytest.raises((AssertionError, KeyError)):
        compare(checked, spoiled)


@pytest.mark.parametrize("case", WHOLE, ids=lambda case: case.name)
def test_declarations_of_golden_output_are_those_of_the_model(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    step = case.steps[-1]
    monkeypatch.chdir(step.folder)
    given = golden_cases.parameters(step)
    options = Options(
        module=given["module"], stub_undefined=given["stub_undefined"], on_duplicate=given["on_duplicate"]
    )
    _, checked = checked_plan(Path(step.plan).read_bytes(), step.plan, options)
    if given["wave"] is not None:
        # A selection makes some of the packages, each of them whole.
        made = tuple(package for package in checked.packages if (case.want / package.path).exists())
        assert made
        checked = checked._replace(packages=made)
    compare(checked, case.want)


def _fragments(plan: Plan) -> list[tuple[str, tuple[ast.Decl, ...]]]:
    fragments = [fragment for section in plan.sections for fragment in section.go]
    return [(fragment.text.value, fragment.parsed.decls) for fragment in fragments]


@pytest.mark.parametrize("case", [None, *SOUND], ids=lambda case: case.name if case else "everything")
def test_go_blocks_are_read_as_go_parser_reads_them(case: Case | None) -> None:
    data = EVERYTHING.encode() if case is None else (case.steps[-1].folder / case.steps[-1].plan).read_bytes()
    plan = typed_plan(data, "plan.yaml" if case is None else case.steps[-1].plan)
    for text, decls in _fragments(plan):
        by_judge = without_comments(judges.declarations_text(text)["decls"])
        assert [without_comments(judges.shape_of_decl(decl)) for decl in decls] == by_judge
