"""A plan, a repository and the person between them, as a model: random edits of both, what must hold after each run.

What a person writes carries a mark, ``mark 17``, so that it can be looked for. Every edit leaves Go that compiles.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

import golden_cases
import judges
from scaffold.golang.split import split
from scaffold.repo.lockfile import Lock, parse_lock
from scaffold.repo.merge.lines import markers
from scaffold.tree import Owner

INTERFACES = ("Store", "Index", "Queue", "Vault")
METHODS = ("Get", "Put", "Delete", "List", "Size")
PARAMS = ("id string", "n int", "object *Object", "since time.Time", "opts ...string")
RESULTS = ("", " error", " (int, error)", " (*Object, error)", " bool")
DOCS = ("", "is documented.", "is documented otherwise.")
PACKAGES = ("api", "objects", "things")
TYPES = ("Object", "Item")
VARIABLES = (
    "[K comparable, V any]",
    "[Key comparable, Value any]",
    "[K cmp.Ordered, V any]",
    "[K comparable, V any, O any]",
)
IMPLEMENTATIONS: tuple[list[str], ...] = ([], ["fast"], ["fast", "slow"])
FIELDS = ('Region string `json:"region"`', 'Sizes []int32 `json:"sizes,omitempty"`')

pick = st.sampled_from
some = st.integers(0, 1000)


class Method:
    """One method of the plan's."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.was = ""
        self.params: list[str] = []
        self.results = " error"
        self.doc = ""

    def lines(self, kind: str) -> str:
        params = ", ".join(["ctx context.Context", *self.params]).replace("*Object", f"*{kind}")
        text = f'        - {{signature: "{self.name}({params}){self.results.replace("*Object", f"*{kind}")}"'
        text += f", was: {self.was}" if self.was else ""
        text += f', doc: "{self.name} {self.doc}"' if self.doc else ""
        return text + "}\n"


class Interface:
    """One interface of the plan's."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.was = ""
        self.doc = ""
        self.methods: list[Method] = []

    def lines(self, kind: str) -> str:
        text = f"    - name: {self.name}\n"
        text += f"      was: {self.was}\n" if self.was else ""
        text += f"      doc: {self.name} {self.doc}\n" if self.doc else ""
        return text + "      methods:\n" + "".join(method.lines(kind) for method in self.methods)


class Plan:
    """The plan."""

    def __init__(self) -> None:
        self.package, self.package_was = "api", ""
        self.kind, self.kind_was = "Object", ""
        self.interfaces: list[Interface] = []
        self.mocks = True
        self.variables = ""  # of a generic interface, where there is one
        self.implementations: list[str] = []
        self.fields: tuple[str, ...] = ()  # of a custom resource, where there is one
        self.second = False

    def more(self) -> str:
        """What other sections there are, as YAML."""
        text = ""
        if self.variables:
            names = [part.split()[0] for part in self.variables.strip("[]").split(", ")]
            text += f"storage:\n  interfaces:\n    - name: Cache\n      type_params: '{self.variables}'\n"
            text += f"      implementations: {self.implementations}\n" if self.implementations else ""
            text += f"      methods:\n        - Get(key {names[0]}) ({names[1]}, error)\n"
            text += f"        - Keys() []{names[0]}\n"
        if self.fields:
            text += "crds:\n  - kind: Bucket\n    group: objects.example.com\n    version: v1\n    spec:\n"
            text += "".join(f"      - '{field}'\n" for field in self.fields)
        return text

    def later(self) -> str:
        """A second plan that builds on this one, as YAML."""
        return (
            "module: example.com/m\nphase: {number: 2}\ncontracts:\n  billing:\n    interfaces:\n      - name: Biller\n"
            f"        methods: ['Bill(ctx context.Context, what *{self.package}.{self.kind}) error']\n"
        )

    def text(self) -> str:
        """As YAML."""
        section = "api:\n" if self.package == "api" else f"api:\n  package: {self.package}\n"
        text = f"module: example.com/m\n{section}  doc: Package {self.package} is the contract.\n"
        text += f"  was: {self.package_was}\n" if self.package_was else ""
        text += "  interfaces:\n" if self.interfaces else ""
        text += "".join(interface.lines(self.kind) for interface in self.interfaces)
        was = f", was: {self.kind_was}" if self.kind_was else ""
        text += f"  types:\n    - {{name: {self.kind}{was}, fields: ['ID string `json:\"id\"`']}}\n"
        return text + self.more() + ("" if self.mocks else "generate: {mocks: []}\n")


class Regeneration(RuleBasedStateMachine):
    """Plans change, people write, runs bring both together."""

    builds = False
    """Whether to ask Go after every sound run, and not only now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="scaffold-model-"))
        self.repo = self.folder / "repo"
        self.plan = Plan()
        self.count = 0
        self.marks: set[str] = set()
        self.sound = True  # whether everything that a person did compiles
        self.current = False  # whether the last run was a whole one, of the plan as it is

    def teardown(self) -> None:
        try:
            if self.current and self.sound and not self.conflicts():
                self.build()
        finally:
            shutil.rmtree(self.folder)

    # --- the plan ----------------------------------------------------------------------------------------------------

    @initialize(names=st.lists(pick(INTERFACES), min_size=1, max_size=2, unique=True))
    def begin(self, names: list[str]) -> None:
        for name in names:
            self.add_interface(name)
        self.run([])

    @rule(name=pick(INTERFACES))
    def add_interface(self, name: str) -> None:
        if all(each.name != name for each in self.plan.interfaces):
            interface = Interface(name)
            interface.methods = [Method("Get"), Method("Put")]
            self.plan.interfaces.append(interface)
            self.current = False

    @rule(at=some)
    def remove_interface(self, at: int) -> None:
        if self.plan.interfaces:
            self.plan.interfaces.pop(at % len(self.plan.interfaces))
            self.current = False

    @rule(at=some, name=pick(INTERFACES))
    def rename_interface(self, at: int, name: str) -> None:
        if self.plan.interfaces and all(each.name != name for each in self.plan.interfaces):
            interface = self.plan.interfaces[at % len(self.plan.interfaces)]
            # The name that the repository knows it by: a plan may be edited twice between two runs.
            interface.was, interface.name = (
                interface.was if not self.current and interface.was else interface.name,
                name,
            )
            self.current = False

    @rule(at=some, name=pick(METHODS), place=some)
    def add_method(self, at: int, name: str, place: int) -> None:
        methods = self._methods(at)
        if methods is not None and all(method.name != name for method in methods):
            methods.insert(place % (len(methods) + 1), Method(name))
            self.current = False

    @rule(at=some, which=some)
    def remove_method(self, at: int, which: int) -> None:
        methods = self._methods(at)
        if methods is not None and len(methods) > 1:
            methods.pop(which % len(methods))
            self.current = False

    @rule(at=some, which=some, name=pick(METHODS))
    def rename_method(self, at: int, which: int, name: str) -> None:
        methods = self._methods(at)
        if methods and all(method.name != name for method in methods):
            method = methods[which % len(methods)]
            method.was, method.name = method.was if not self.current and method.was else method.name, name
            self.current = False

    @rule(at=some, which=some, params=st.lists(pick(PARAMS[:4]), max_size=3, unique=True), more=st.booleans())
    def change_parameters(self, at: int, which: int, params: list[str], more: bool) -> None:
        methods = self._methods(at)
        if methods:
            methods[which % len(methods)].params = [*params, *([PARAMS[4]] if more else [])]
            self.current = False

    @rule(at=some, which=some, results=pick(RESULTS))
    def change_results(self, at: int, which: int, results: str) -> None:
        methods = self._methods(at)
        if methods:
            methods[which % len(methods)].results = results
            self.current = False

    @rule(at=some, which=some, doc=pick(DOCS))
    def change_doc(self, at: int, which: int, doc: str) -> None:
        methods = self._methods(at)
        if methods:
            methods[which % len(methods)].doc = doc
            self.current = False

    @rule(name=pick(PACKAGES))
    def rename_package(self, name: str) -> None:
        if name != self.plan.package:
            plan = self.plan
            plan.package_was = plan.package_was if not self.current and plan.package_was else plan.package
            plan.package = name
            self.current = False

    @rule(name=pick(TYPES))
    def rename_type(self, name: str) -> None:
        if name != self.plan.kind:
            plan = self.plan
            plan.kind_was = plan.kind_was if not self.current and plan.kind_was else plan.kind
            plan.kind = name
            self.current = False

    @rule()
    def toggle_mocks(self) -> None:
        self.plan.mocks = not self.plan.mocks
        self.current = False

    @rule(variables=pick(["", *VARIABLES]), implementations=pick(IMPLEMENTATIONS))
    def change_generic(self, variables: str, implementations: list[str]) -> None:
        """Another number of type parameters is the business of whoever wrote code with them."""
        before = self.plan.variables
        if before and variables and before.count(",") != variables.count(","):
            self.sound = self.sound and not self.marks
        self.plan.variables, self.plan.implementations = variables, implementations
        self.current = False

    @rule(fields=st.lists(pick(FIELDS), max_size=2, unique=True))
    def change_resource(self, fields: list[str]) -> None:
        self.plan.fields = tuple(fields)
        self.current = False

    @rule()
    def add_second_plan(self) -> None:
        self.plan.second = True
        self.current = False

    def _methods(self, at: int) -> list[Method] | None:
        return self.plan.interfaces[at % len(self.plan.interfaces)].methods if self.plan.interfaces else None

    # --- the person --------------------------------------------------------------------------------------------------

    @rule(at=some, line=some)
    def write_comment(self, at: int, line: int) -> None:
        """A comment between two lines at the top of a file."""
        text = self._read(at)
        gaps = [match.end() for match in re.finditer(r"(?m)^\n", text)]
        if gaps:
            gap = gaps[line % len(gaps)]
            self._write(at, f"{text[:gap]}// {self._mark()}\n{text[gap:]}")

    @rule(at=some, which=some, name=st.booleans())
    def write_statement(self, at: int, which: int, name: bool) -> None:
        """A statement at the beginning of a body; perhaps one that uses a parameter."""
        text = self._read(at)
        heads = list(re.finditer(r"(?m)^func .*\{\n", text))
        if heads:
            head = heads[which % len(heads)]
            value = "ctx" if name and "ctx context.Context" in head[0] else '""'
            self._write(at, f"{text[: head.end()]}\t_ = {value} // {self._mark()}\n{text[head.end() :]}")

    @rule(at=some, which=some)
    def write_body(self, at: int, which: int) -> None:
        """A whole body, which needs the imports that the stub needed: two such bodies leave no import unused."""
        text = self._read(at)
        bodies = list(re.finditer(r"(?m)^(func .*\{\n)((?:\t.*\n|\n)*)\}", text))
        if bodies and "mark" not in bodies[which % len(bodies)][2]:
            body = bodies[which % len(bodies)]
            stub = re.search(r"(\w+)\.Errorf\(.*, (\w+)\.ErrUnsupported\)", body[2])
            value = f'{stub[1]}.Errorf("{self._mark()}: %w", {stub[2]}.ErrUnsupported)' if stub else f'"{self._mark()}"'
            new = f"{body[1]}\tpanic({value})\n}}"
            self._write(at, text[: body.start()] + new + text[body.end() :])

    @rule(at=some, which=some)
    def write_doc(self, at: int, which: int) -> None:
        """One more line of a comment."""
        text = self._read(at)
        heads = list(re.finditer(r"(?m)^(?=func |type )", text))
        if heads:
            start = heads[which % len(heads)].start()
            self._write(at, f"{text[:start]}// And {self._mark()}.\n{text[start:]}")

    @rule(at=some)
    def write_field(self, at: int) -> None:
        """A field of the struct, with an import that only it needs."""
        text = self._read(at)
        if '"sync"' in text or "struct{}" not in text:
            return
        text = re.sub(r"struct\{\}", f"struct {{\n\tmu sync.Mutex // {self._mark()}\n}}", text, count=1)
        self._write(at, re.sub(r"(?m)^import \(\n", 'import (\n\t"sync"\n', text, count=1))

    @rule(at=some)
    def write_helper(self, at: int) -> None:
        """A method and a function of one's own at the end of a file."""
        text = self._read(at)
        kind = re.search(r"(?m)^type (\w+) struct", text)
        if text:
            number = self.count
            method = f"\nfunc (own *{kind[1]}) helper{number}() {{}}\n" if kind else ""
            self._write(at, f"{text}{method}\n// {self._mark()}\nfunc own{number}() {{}}\n")

    @rule(at=some)
    def write_file(self, at: int) -> None:
        """A file of one's own beside a file of scaffold's."""
        paths = self._yours()
        package = re.search(r"(?m)^package (\w+)", self._read(at))
        if paths and package:
            path = paths[at % len(paths)]
            own = (self.repo / path).parent / f"own{self.count}.go"
            number = self.count
            own.write_text(f"package {package[1]}\n\n// {self._mark()}\nfunc beside{number}() {{}}\n")
            self.current = False

    @rule(at=some)
    def rename_receiver(self, at: int) -> None:
        """Another name for a parameter of a stub."""
        text = self._read(at)
        head = re.search(r"(?m)^func \(.*ctx context\.Context.*\{\n", text)
        if head and "ctx" not in text[head.end() : text.find("\n}", head.end())]:
            new = head[0].replace("ctx context.Context", "c context.Context", 1)
            new += f"\t_ = c // {self._mark()}\n"
            self._write(at, text[: head.start()] + new + text[head.end() :])

    @rule(at=some)
    def change_line_ends(self, at: int) -> None:
        text = self._read(at)
        paths = self._yours()
        if paths:
            (self.repo / paths[at % len(paths)]).write_bytes(text.replace("\n", "\r\n").encode())

    @rule(at=some)
    def delete_file(self, at: int) -> None:
        """A file of yours goes, with all that was in it."""
        paths = self._yours()
        if paths:
            path = self.repo / paths[at % len(paths)]
            self.marks -= set(re.findall(r"mark \d+", path.read_text()))
            path.unlink()
            self.sound = False  # files beside it may have needed it

    @rule(at=some)
    def edit_generated(self, at: int) -> None:
        paths = self._paths(Owner.GENERATED)
        if paths:
            path = self.repo / paths[at % len(paths)]
            path.write_text(path.read_text() + f"\n// {self._mark()}\n")

    def _mark(self) -> str:
        self.count += 1
        mark = f"mark {self.count}"
        self.marks.add(mark)
        return mark

    def _paths(self, owner: Owner) -> list[str]:
        lock = self._lock()
        found = sorted(path for path, entry in lock.files.items() if entry.owner is owner and path.endswith(".go"))
        return [path for path in found if (self.repo / path).is_file()]

    def _yours(self) -> list[str]:
        return self._paths(Owner.YOURS)

    def _lock(self) -> Lock:
        path = self.repo / ".scaffold/lock"
        return parse_lock(path.read_bytes()) if path.exists() else Lock({}, {})

    def _read(self, at: int) -> str:
        paths = self._yours()
        return (self.repo / paths[at % len(paths)]).read_bytes().decode().replace("\r\n", "\n") if paths else ""

    def _write(self, at: int, text: str) -> None:
        paths = self._yours()
        path = self.repo / paths[at % len(paths)]
        end = "\r\n" if b"\r\n" in path.read_bytes() else "\n"
        note(f"edit {path.relative_to(self.repo)}")
        path.write_bytes(text.replace("\n", end).encode())

    # --- runs --------------------------------------------------------------------------------------------------------

    @rule(
        options=pick([[], [], [], ["--force"], ["--on-conflict", "ours"], ["--on-conflict", "theirs"]]),
        plans=pick(["both", "both", "first", "second"]),
    )
    def run(self, options: list[str], plans: str = "both") -> None:
        before = self.files()
        outcome = self.scaffold(options, plans)
        after = self.files()
        conflicts = self.conflicts()
        if outcome.code:
            assert outcome.code == 1, outcome.stderr
            assert before == after or conflicts or "[stale-code]" in outcome.stderr, outcome.stderr
        self.look_for_marks()
        again = self.scaffold([], plans)
        assert self.files() == after, "a second run changed something"
        if outcome.code == 0:
            assert again.code == 0, again.stderr
        elif conflicts and after != before:
            assert "conflict-markers" in again.stderr
        if outcome.code == 0 and (plans == "both" or not self.plan.second) and self.plan.interfaces:
            self.current = True
            self.compare_with_fresh()
            if self.builds and self.sound:
                self.build()

    @rule(options=pick([["--dry-run"], ["--check"], ["--diff"], ["--on-conflict", "fail", "--check"]]))
    def look(self, options: list[str]) -> None:
        before = self.files()
        self.scaffold(options)
        assert self.files() == before

    @rule()
    def drop_second_plan(self) -> None:
        if self.plan.second:
            outcome = self.scaffold([], "drop")
            self.plan.second = outcome.code != 0
            self.look_for_marks()
            self.current = False

    @rule(number=pick(["1", "2"]))
    def wave(self, number: str) -> None:
        before = self.files()
        outcome = self.scaffold(["--wave", number], "first")
        after = self.files()
        assert outcome.code == 0 or before == after
        gone = {path for path in before if path not in after and not path.startswith(".scaffold/")}
        assert all(f": it was {path}\n" in outcome.stdout for path in gone), "a selection removed something"
        self.look_for_marks()
        self.current = self.current and before == after

    @precondition(lambda self: self.conflicts())
    @rule()
    def settle(self) -> None:
        """Whoever settles conflicts takes what was theirs; whether that builds is another matter."""
        for path in self.conflicts():
            text = (self.repo / path).read_bytes().decode()
            text = re.sub(r"(?ms)^<<<<<<< yours\r?\n(.*?)^\|\|\|\|\|\|\| base\r?\n.*?^>>>>>>> plan\r?\n", r"\1", text)
            (self.repo / path).write_bytes(text.encode())
        self.sound = False

    def scaffold(self, options: list[str], plans: str = "both") -> golden_cases.Outcome:
        """One run, of both plans if there are two; it may not end in a traceback."""
        arguments = self.plans(plans)
        note(self.plan.text())
        outcome = golden_cases.in_process(["go", *arguments, "-o", str(self.repo), *options])
        note(f"{arguments} {options} -> {outcome.code}\n{outcome.stdout}{outcome.stderr}")
        assert not outcome.traceback, outcome.traceback
        return outcome

    def plans(self, which: str) -> list[str]:
        """The plans of a run, as arguments; the files are there."""
        first, second = self.folder / "plan.yaml", self.folder / "second.yaml"
        first.write_text(self.plan.text())
        second.write_text(self.plan.later())
        if which == "drop":
            return ["--drop", str(second)]
        if not self.plan.second or which == "first":
            return [str(first)]
        return [str(second)] if which == "second" else [str(first), str(second)]

    def files(self) -> dict[str, bytes]:
        """The repository."""
        return golden_cases.read_tree(self.repo)

    def conflicts(self) -> list[str]:
        """The files with markers in them."""
        return [path for path, data in self.files().items() if markers(data.decode()) and ".scaffold/" not in path]

    def look_for_marks(self) -> None:
        """Whatever a person wrote is somewhere; scaffold's own memory does not count."""
        everything = "".join(data.decode() for path, data in self.files().items() if not path.startswith(".scaffold/"))
        there = set(re.findall(r"mark \d+", everything))
        assert self.marks <= there, f"lost: {sorted(self.marks - there)}"

    def compare_with_fresh(self) -> None:
        """What nobody edited is as if the repository had been made anew."""
        fresh = self.folder / "fresh"
        outcome = golden_cases.in_process(["go", *self.plans("both"), "-o", str(fresh)])
        assert outcome.code == 0
        want, got = golden_cases.read_tree(fresh), self.files()
        shutil.rmtree(fresh)
        for path, data in want.items():
            if path.startswith(".scaffold/") or not path.endswith(".go") or path not in got:
                continue
            text = got[path].decode().replace("\r\n", "\n")
            if path.startswith("pkg/"):
                assert text == data.decode(), f"{path} differs from a fresh one"
                continue
            new, mine = split(data.decode()), split(text)
            assert new is not None
            assert mine is not None
            here = {piece.key: piece for piece in mine.pieces}
            for piece in new.pieces:
                own = here.get(piece.key)
                if piece.kind != "import" and own is not None and "mark" not in own.text and self.sound:
                    assert own.code.strip() == piece.code.strip(), f"{path}: {piece.key}"
                if self.sound:
                    assert own is not None, f"{path}: {piece.key} is missing"

    def build(self) -> None:
        """Go's own word."""
        for path in self.repo.rglob("*.orig"):
            assert not path.name.endswith(".go")
        complaint = judges.build(self.repo)
        assert not complaint, complaint
