"""Rules that need more than one declaration: sections, references across packages, waves, options."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from check.check_snippets import check_text
from scaffold.check import Options
from scaffold.diagnostics import Report, Severity
from scaffold.pipeline import Input, Settings, make

FOLDER = Path(__file__).parent / "plans"


def told(text: str, options: Options = Options()) -> list[tuple[str, str, int, int]]:  # noqa: B008  # a value
    """(severity, code, line, column) of every message."""
    _, report = check_text(dedent(text), options)
    return shown(report)


def shown(report: Report) -> list[tuple[str, str, int, int]]:
    return [(d.severity.value, d.code, d.span.begin.line, d.span.begin.column) for d in report]


def cases() -> list[tuple[str, str]]:
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        for part in path.read_text(encoding="utf-8").split("\n=== ")[1:]:
            name, _, body = part.partition("\n")
            found.append((f"{path.stem}-{name}", body))
    return found


@pytest.mark.parametrize(("name", "body"), cases(), ids=[name for name, _ in cases()])
def test_plan(name: str, body: str) -> None:
    """Each line that is complained of ends in ``#! CODE…``; the rest of the plan is silent.

    ``#~`` marks warnings and ``#-`` notes. A plan without ``module`` is given one, unless it starts with ``#bare``.
    """
    if not body.startswith("#bare") and "module:" not in body:
        body = f"module: example.com/acme\n{body}"
    expected = []
    lines = []
    for number, line in enumerate(body.split("\n"), 1):
        plain = line
        for mark, severity in (("#!", "error"), ("#~", "warning"), ("#-", "note")):
            plain, found, codes = plain.partition(mark)
            if found:
                expected += [(severity, code, number) for code in codes.partition("#")[0].split()]
                if "#" in codes:
                    plain += "#" + codes.partition("#")[2]
        lines.append(plain.rstrip())
    _, report = check_text("\n".join(lines))
    assert sorted((severity, code, line) for severity, code, line, _ in shown(report)) == sorted(expected)


def test_standard_contracts_and_supplied_types() -> None:
    checked, report = check_text(
        "module: example.com/a\nstorage:\nprocessors: {}\nevents: {}\nplugins:\nextensions: {}\n"
    )
    assert shown(report) == []
    assert checked is not None
    assert {package.name: [type_.decl.name for type_ in package.types] for package in checked.packages} == {
        "storage": ["StorageProvider"],
        "processor": ["Processor"],
        "event": ["EventHandler", "Event"],
        "plugin": ["Plugin", "PluginRegistry", "Capability"],
        "extension": ["ExtensionPoint", "Handler"],
    }
    path = "example.com/a/pkg/event"
    handler = checked.method_sets[(path, "EventHandler")]
    assert [method.name for method in handler.methods] == ["HandleEvent", "SupportedEvents"]
    event = handler.methods[0].params[1].type
    assert (event.qualifier, event.name) == (path, "Event")  # type: ignore[union-attr]  # a name, or the test fails
    package = checked.package(path)
    assert package is not None
    assert package.doc.value == "Package event is the contract of event handling."


def test_supplied_type_goes_to_its_user_where_its_kind_is_absent() -> None:
    checked, report = check_text(
        "module: example.com/a\napi: {interfaces: [{name: I, methods: [On(e Event) error, Do(h Handler)]}]}\n"
    )
    assert shown(report) == []
    assert checked is not None
    assert [type_.decl.name for type_ in checked.packages[0].types] == ["I", "Event", "Handler"]


def test_a_supplied_type_never_closes_a_cycle() -> None:
    checked, report = check_text(
        dedent("""\
        module: example.com/a
        events:
          interfaces: [{name: H, methods: ["Handle(e Event, o api.Object) error"]}]
        api:
          types: [{name: Object, fields: ["Last Event"]}]
        """)
    )
    assert shown(report) == []
    assert checked is not None
    homes = {type_.decl.name: package.name for package in checked.packages for type_ in package.types}
    assert homes == {"Object": "api", "Event": "api", "H": "event"}


def test_stubs() -> None:
    checked, report = check_text(
        dedent("""\
        module: example.com/a
        api:
          interfaces:
            - name: I
              embeds: [Base]
              methods: ["A(x Missing, y *Missing) error", "B(z velero.Backup, w Box[int])"]
        """),
        Options(stub_undefined=True),
    )
    assert shown(report) == [
        ("warning", "undeclared-type", 5, 16),
        ("warning", "undeclared-type", 6, 22),
        ("warning", "unknown-package", 6, 56),
        ("warning", "undeclared-type", 6, 73),
    ]
    assert checked is not None
    types = {type_.decl.name: type_.decl for type_ in checked.packages[0].types}
    assert sorted(types) == ["Base", "Box", "I", "Missing", "VeleroBackup"]
    assert types["Missing"].doc.value == (
        "Missing is used at plan.yaml:6 and not declared in the plan.\n\nTODO: declare it there."
    )
    assert [param.name for param in types["Box"].type_params] == ["T1"]
    assert checked.method_sets[("example.com/a/pkg/api", "I")].unmockable == ""


@pytest.mark.parametrize(
    ("plan_module", "options", "module", "codes"),
    [
        ("example.com/a", Options(), "example.com/a", []),
        ("example.com/a", Options(module="example.com/b"), "example.com/b", []),
        ("", Options(module="example.com/b"), "example.com/b", []),
        ("", Options(existing_module="example.com/c"), "example.com/c", []),
        ("example.com/a", Options(existing_module="example.com/a"), "example.com/a", []),
        ("example.com/a", Options(existing_module="example.com/c"), "example.com/c", ["module-differs"]),
        ("example.com/a", Options(module="a.b/c", existing_module="example.com/c"), None, ["module-path"]),
        ("", Options(), None, ["no-module"]),
        ("objects", Options(), "objects", []),
        ("example.com/a b", Options(), None, ["module-path"]),
        ("-x.com/a", Options(), None, ["module-path"]),
        ("example.com/a/", Options(), None, ["module-path"]),
        ("example.com//a", Options(), None, ["module-path"]),
        ("example.com/con", Options(), None, ["module-path"]),
        ("errors", Options(), None, ["module-path"]),
        ("example.com/ä", Options(), None, ["module-path"]),
        ("example.com/a/v2", Options(), "example.com/a/v2", []),
        ("example.com/v2/a", Options(), "example.com/v2/a", []),
        ("example.com/v", Options(), "example.com/v", []),
        ("example.com/a/v0", Options(), None, ["module-path"]),
        ("example.com/a/v1", Options(), None, ["module-path"]),
        ("example.com/a/v02", Options(), None, ["module-path"]),
        ("example.com/a/v2.1", Options(), None, ["module-path"]),
        ("objects/v1", Options(), None, ["module-path"]),
        ("gopkg.in/yaml.v3", Options(), "gopkg.in/yaml.v3", []),
        ("gopkg.in/yaml.v0-unstable", Options(), "gopkg.in/yaml.v0-unstable", []),
        ("gopkg.in", Options(), "gopkg.in", []),
        ("gopkg.in/yaml", Options(), None, ["module-path"]),
        ("gopkg.in/yaml.v03", Options(), None, ["module-path"]),
        ("gopkg.in/yaml/v3", Options(), None, ["module-path"]),
        ("example.com/a/vendor/b", Options(), None, ["module-path"]),
        ("vendor/a", Options(), None, ["module-path"]),
        ("Example.com/a", Options(), None, ["module-path"]),
        ("Objects", Options(), "Objects", []),
        ("example.com/A", Options(), "example.com/A", []),
        ("example.com/a+b", Options(), None, ["module-path"]),
        ("example.com/.a", Options(), None, ["module-path"]),
        ("example.com/a~1", Options(), None, ["module-path"]),
        ("example.com/aux.go", Options(), None, ["module-path"]),
        ("go", Options(), None, ["module-path"]),
        ("https://example.com/a.git", Options(), None, ["module-path"]),
    ],
)
def test_module(plan_module: str, options: Options, module: str | None, codes: list[str]) -> None:
    line = f"module: {plan_module}\n" if plan_module else ""
    checked, report = check_text(f"{line}storage: {{}}\n", options)
    assert [d.code for d in report] == codes
    assert (checked.module if checked else None) == module


@pytest.mark.parametrize("line", ["module:", "module: ~", 'module: ""', "module: [a]", "module: {a: b}"])
def test_an_unreadable_module_is_no_module(line: str) -> None:
    """Nothing stands in for it, also where the rest of the plan is made nonetheless."""
    text = f"{line}\nstorage: {{}}\n"
    checked, report = check_text(text)
    assert checked is None
    assert len(report.faults) == 1
    for keep_going in (False, True):
        plan = Input(text.encode(), "plan.yaml", "plan.yaml")
        assert make(plan, Settings(keep_going=keep_going), Report()) is None


@pytest.mark.parametrize(
    ("path", "version", "fine"),
    [
        ("github.com/a/b", "v1.4.0", True),
        ("github.com/a/b", "v0.0.0-20200101000000-abcdef123456", True),
        ("github.com/a/b", "v2.0.0+incompatible", True),
        ("github.com/a/b", "main", True),
        ("github.com/a/b/v3/x", "v3.1.0", True),
        ("gopkg.in/b.v3", "v3.0.1", True),
        ("gopkg.in/b.v3", "v2.0.1", False),
        ("github.com/a/b", "v2.0.0", False),
        ("github.com/a/b/v3/x", "v1.4.0", False),
        ("github.com/a/b", "1.4.0", False),
        ("github.com/a/b", "", False),
        ("github.com/a/b", "v1.4.0 v2", False),
    ],
)
def test_the_version_of_an_import(path: str, version: str, fine: bool) -> None:
    imports = f"module: example.com/m\nimports: {{b: {{path: {path}, version: {version!r}}}}}\n"
    _, report = check_text(f"{imports}api: {{types: [{{name: A, fields: [X b.X]}}]}}\n")
    assert [fault.code for fault in report.faults] == ([] if fine else ["import-version"])


def test_go_directive_older_than_what_skeletons_need() -> None:
    checked, report = check_text("module: example.com/a\ngo: 1.20\nstorage: {}\n")
    assert [d.code for d in report] == ["go-version-old"]
    assert checked is not None
    assert checked.go == "1.20"


@pytest.mark.parametrize(
    ("version", "fine"),
    [
        ("1.24", True), ("1.21", True), ("1.26", True), ("1.25.3", True), ("1.25rc1", True), ("1.17", False),
        ("1.27", False), ("1", False), ("2.0", False), ("1.024", False), ("1.24.x", False), ("go1.24", False),
        ("v1.24", False), ("1.24.1.2", False), ("", False),
        ("1.024rc1", False), ("1.24rc01", False), ("1." + "9" * 5000, False),
    ],
)  # fmt: skip
def test_go_version(version: str, fine: bool) -> None:
    checked, report = check_text(f'module: example.com/a\ngo: "{version}"\nstorage: {{}}\n')
    assert [d.code for d in report] == ([] if fine else ["go-version"])
    assert checked is not None
    assert checked.go == (version if fine else "1.24")


def test_allow_drops_warnings_only() -> None:
    text = """\
        module: example.com/a
        api:
          interfaces: [{name: I, methods: ["A() (error, int)", "B(x Nothing)"]}]
          errors: [Broken]
        allow: [error-not-last, {code: error-name, where: api.Broken}, undeclared-type]
        """
    assert told(text) == [("error", "undeclared-type", 3, 61)]
    assert ("warning", "error-name", 4, 12) in told(text.replace("api.Broken", "api.Other"))


def test_everything_is_told_in_one_run() -> None:
    _, report = check_text(
        dedent("""\
        module: example.com/a
        api:
          interfaces: [{name: I, methods: ["A(m map[[]byte]int)", "B(x Nothing)", "C(y Nothing)"]}]
          types: [{name: T, fields: ["A T"]}]
        waves: [{wave: 1, depends_on: [7], efforts: []}]
        owners: {nobody: "@x"}
        """)
    )
    assert [d.code for d in report if d.severity is Severity.ERROR] == [
        "map-key",
        "undeclared-type",
        "recursive-type",
        "unknown-wave",
        "unknown-owner",
    ]


def test_array_lengths_are_numbers_where_mocks_print_them() -> None:
    checked, report = check_text(
        dedent("""\
        module: example.com/a
        api:
          interfaces: [{name: I, methods: ["Sum(b []byte) [Size]byte", "Max() [math.MaxInt8 + 1]int"]}]
          go: |
            const Size = 1 << 4
        """)
    )
    assert shown(report) == []
    assert checked is not None
    methods = checked.method_sets[("example.com/a/pkg/api", "I")].methods
    assert [m.results[0].type.length.value for m in methods] == ["16", "128"]  # type: ignore[union-attr]  # arrays
    assert checked.packages[0].body_imports == {"api.go": (("math", "math"),)}


def test_the_imports_of_kept_code() -> None:
    checked, report = check_text(
        dedent("""\
        module: example.com/a
        api:
          go:
            a.go: |
              import str "strings"

              func F(s string) bool { return str.HasPrefix(s, "x") }
            b.go: |
              var ErrX = errors.New("api: x")
              func G() error { return nowhere.Get() }
        """)
    )
    assert shown(report) == [("warning", "body-stubbed", 10, 12)]
    assert checked is not None
    assert checked.packages[0].body_imports == {"a.go": (("str", "strings"),), "b.go": (("errors", "errors"),)}
    assert [(f.decl.name, f.file, f.kept) for f in checked.packages[0].functions] == [
        ("F", "a.go", True),
        ("G", "b.go", False),
    ]


def test_code_that_calls_two_packages_by_one_name_is_parted() -> None:
    checked, report = check_text(
        dedent(
            """\
            module: example.com/acme
            api:
              go:
                api.go:
                  - |
                    import rand "math/rand/v2"
                    var First = rand.Int()
                  - |
                    import "crypto/rand"
                    var Second = rand.Reader
                  - |
                    import random "math/rand/v2"
                    var Third = random.Int()
                  - |
                    import "crypto/rand"
                    func Fourth() string { return rand.Text() }
                api2.go: const Taken = 1
            """
        )
    )
    assert checked is not None
    (package,) = checked.packages
    assert [(value.decl.specs[0].names[0][0], value.file) for value in package.values] == [
        ("First", "api.go"),
        ("Second", "api3.go"),
        ("Third", "api3.go"),
        ("Taken", "api2.go"),
    ]
    assert [(function.decl.name, function.file) for function in package.functions] == [("Fourth", "api3.go")]
    assert package.body_imports == {
        "api.go": (("rand", "math/rand/v2"),),
        "api3.go": (("rand", "crypto/rand"), ("random", "math/rand/v2")),
    }
    assert [code for _, code, _, _ in shown(report)] == ["file-split"] * 3


def test_one_declaration_cannot_call_two_packages_by_one_name() -> None:
    found = told(
        """\
        module: example.com/acme
        api:
          go: |
            const (
              A = store.First
              B = store.Second
            )
            var C = store.First + store.Second
        contracts:
          a: {package: store, path: pkg/a/store, go: const First = 1}
          b: {package: store, path: pkg/b/store, go: const Second = 2}
        """
    )
    assert found == [("error", "import-clash", 6, 7), ("error", "undeclared-name", 8, 27)]
