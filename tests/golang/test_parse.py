"""Go in strings, held against go/parser: what it accepts, what it finds, and where it complains."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from judges import toolchain
from judges.declarations import declarations_text, shape_of_decl
from scaffold.diagnostics import Report, to_text
from scaffold.golang.ast import Chan, File, Func, Method, Name, Pointer, TypeDecl, ValueDecl
from scaffold.golang.parse import (
    expression_names,
    parse_embed,
    parse_field,
    parse_file,
    parse_method,
    parse_type,
    parse_type_params,
)
from scaffold.golang.parse_scan import scan
from scaffold.golang.parse_tree import parser
from scaffold.golang.printing import names_in, written_name
from scaffold.source import Source, Text

Entry = Callable[[Text, Report], object]
GOLDEN = Path(__file__).parents[2] / "golden"

ENTRIES: dict[str, Entry] = {
    "method": parse_method,
    "embed": parse_embed,
    "field": parse_field,
    "type": parse_type,
    "type_params": parse_type_params,
    "file": parse_file,
}


def text(value: str) -> Text:
    return Source("plan.yaml", value).whole()


def read_file(value: str) -> File:
    report = Report()
    found = parse_file(text(value), report)
    assert found is not None
    assert not len(report), to_text(report)
    return found


def faults(entry: Entry, value: str) -> list[str]:
    """What is reported: ``line:column-line:column code: message (hint)``."""
    report = Report()
    entry(text(value), report)
    return [
        f"{d.span.begin.line}:{d.span.begin.column}-{d.span.finish.line}:{d.span.finish.column} {d.code}: {d.message}"
        + (f" ({d.hint})" if d.hint else "")
        for d in report
    ]


FILE = """// Package p is here.
package p

import "fmt"
import (
	f "a"; . "b"
	_ "c"
)

// A is a.
//go:generate stringer
type A struct {
	// X and Y.
	X, Y int `json:"x"` // both
	Z [3]int "json:\\"z\\""; W chan (<-chan int)
	/* E is embedded. */
	io.Reader
	*T // pointer
	pkg.G[int, *U]
	Nested struct { In [2 * N]func(a, b int, rest ...string) (x int, err error) }
}

type (
	// B has parameters.
	B[K comparable, V, W ~int | ~string] interface {
		~[]byte | string
		M()
		// Get gets.
		Get(context.Context, ...K) (V, error) // got
		io.Closer
		interface{ N() } | struct{}
	}
	C [N]int
	D[P *C,] = G[P]
	E[P *[]int] struct{}
	F[P interface{}] func(P, func() <-chan P) map[P][]P
	H [N * M]int
	I [N](int)
	J []int
)

import "late"

const (
	One = iota // one

	Two
	Three, Four float64 = 1 << 3, len("a" + `b`)
)

const Only = 1

var v, w = f(1, []int{1, 2}), map[string]T{"a": {1}}
var u []struct{ a int }

/*
Do does.

	code
*/
func (s *S[T, _]) Do(x int, _ ...string) (z error) {
	if x := f(struct{ a int }{1}); x != nil {
		return x // inner
	}
	return nil
}
func (S) Two(); func G[T any](T) T { return *new(T) }
func external(a, b, c)
// the end
"""


def without_directives(shape: object) -> None:
    """Take what go/doc takes for directives out of every comment of a shape."""
    if isinstance(shape, dict):
        for key in ("doc", "comment"):
            if isinstance(shape.get(key), str):
                shape[key] = re.sub(r"(?m)^(line |extern |export |[a-z0-9]+:[a-z0-9]).*\n?", "", shape[key]).strip("\n")
    for inner in shape.values() if isinstance(shape, dict) else shape if isinstance(shape, list) else ():
        without_directives(inner)


def comparable_shape(decls: list[dict[str, object]]) -> list[dict[str, object]]:
    """Without bodies and values, which the judge prints anew, and without directives in comments, which it keeps."""
    for decl in decls:
        without_directives(decl)
        decl.pop("body", None)
        specs = decl.get("specs", [])
        assert isinstance(specs, list)
        for spec in specs:
            spec["values"] = len(spec["values"])
    return decls


def test_file_is_what_go_parser_finds() -> None:
    # Go wants imports first; scaffold takes them anywhere.
    found = read_file(FILE)
    judged = declarations_text(FILE.replace('import "late"\n', ""))
    assert comparable_shape([shape_of_decl(decl) for decl in found.decls]) == comparable_shape(judged["decls"])
    assert found.package == judged["package"]
    assert [{"alias": one.alias, "path": one.path} for one in found.imports] == [
        *judged["imports"],
        {"alias": "", "path": "late"},
    ]
    assert found.doc.value == "Package p is here."


def test_standard_library_is_what_go_parser_finds() -> None:
    for name in ("go/ast/ast.go", "net/http/server.go", "slices/sort.go", "reflect/type.go", "sync/atomic/type.go"):
        source = (toolchain().root / "src" / name).read_text()
        found = read_file(source)
        ours = comparable_shape([shape_of_decl(decl) for decl in found.decls])
        assert ours == comparable_shape(declarations_text(source)["decls"]), name


def test_every_name_knows_its_place() -> None:
    for spelling in (FILE, FILE.replace("Reader", "Größe世"), FILE.replace("\n", "\r\n")):
        found = read_file(spelling)
        seen = 0
        for decl in found.decls:
            if isinstance(decl, TypeDecl):
                assert decl.span.text.value[decl.span.start : decl.span.end] == decl.name
                for name in names_in(decl.type):
                    start, end = name.span.offsets
                    written = spelling[start:end].split("[")[0]
                    assert written == written_name(name)
                    seen += 1
        assert seen == 29


def test_values_bodies_and_tags_lead_to_their_place() -> None:
    found = read_file(FILE)
    values = [d for d in found.decls if isinstance(d, ValueDecl)]
    assert [[value.value for value in spec.values] for d in values for spec in d.specs] == [
        ["iota"],
        [],
        ["1 << 3", 'len("a" + `b`)'],
        ["1"],
        ["f(1, []int{1, 2})", 'map[string]T{"a": {1}}'],
        [],
    ]
    assert [spec.blank_before for spec in values[0].specs] == [False, True, False]
    length = values[0].specs[2].values[1]
    start, end = length.span().offsets
    assert FILE[start:end] == length.value


def test_dedented_text_leads_back() -> None:
    """Docs, tags and bodies of a block that stood indented in its document."""
    document = 'go: |\n    // A is\n    // a.\n    type A struct {\n        X int `a:"b"`\n    }\n'
    lines = document.split("\n")[1:]
    value, segments, at = "", [], 6
    for line in lines:
        segments.append((len(value), at + 4))
        value += line[4:] + "\n"
        at += len(line) + 1
    report = Report()
    found = parse_file(Text(Source("plan.yaml", document), value, tuple(segments)), report)
    assert found is not None
    decl = found.decls[0]
    assert isinstance(decl, TypeDecl)
    assert decl.doc.value == "A is\na."
    assert document[decl.doc.origin(5) :][:2] == "a."
    tag = decl.type.fields[0].tag  # type: ignore[union-attr]  # a struct, as the text says
    assert document[slice(*tag.span().offsets)] == 'a:"b"'


@pytest.mark.parametrize(
    ("comment", "words"),
    [
        ("// one\n//two\n//\n//  three \n", "one\ntwo\n\n three"),
        ("//\n// a\n//\n", "a"),
        ("//go:generate x\n//nolint:all\n// b\n", "b"),
        (
            "// a\n//nolint:all // why\n//nolint\n//Go:x\n//:x\n//a b:c\n//see: x\n//line 5\n//export x\n//lines\n",
            "a\nnolint\nGo:x\n:x\na b:c\nsee: x\nlines",
        ),
        ("//nolint:all\n", ""),
        ("//kubebuilder:validation:Optional\n", "kubebuilder:validation:Optional"),
        ("//\tcode\n", "\tcode"),
        ("/* one */\n", "one"),
        ("/*\n  one\n    two\n*/\n", "one\n  two"),
        ("/**\n * one\n *\n * two\n */\n", "one\n\ntwo"),
        ("/* a\n   b */\n", "a\nb"),
        ("// gone\n\n// kept\n", "kept"),
        ("// +kubebuilder:object:root=true\n\n// kept\n", "+kubebuilder:object:root=true\nkept"),
        ("// gone\n\n", ""),
        ("// größe 世\r\n// b\r\n", "größe 世\nb"),
        ("/**/\n", ""),
        ("// a\n/* b */\n", "a\nb"),
    ],
)
def test_doc_comments(comment: str, words: str) -> None:
    decl = read_file(f"var x int\n\n{comment}type A int").decls[1]
    assert isinstance(decl, TypeDecl)
    assert decl.doc.value == words


def test_doc_knows_the_place_of_each_line() -> None:
    whole = "/*\n   one\n     two\n*/\ntype A int"
    doc = read_file(whole).decls[0].doc
    assert [whole[doc.origin(at)] for at in range(len(doc.value)) if doc.value[at] != "\n"] == list("one  two")


def test_tags_are_unquoted_with_their_places() -> None:
    line = 'A int "a:\\"\\u00e9\\x41\\"" // c'
    found = parse_field(text(line), Report())[0]
    assert found.tag.value == 'a:"éA"'
    assert [found.tag.origin(at) for at in range(len(found.tag.value))] == [7, 8, 9, 11, 17, 21]
    assert found.comment.value == "c"


def cases() -> list[tuple[str, str, list[str]]]:
    """faults.txt: ``entry|text`` and, indented, what is reported of it; both with Python's escapes."""
    found: list[tuple[str, str, list[str]]] = []
    for line in Path(__file__).with_name("faults.txt").read_text().splitlines():
        if line.startswith("    "):
            found[-1][2].append(unescaped(line[4:]))
        else:
            entry, _, value = line.partition("|")
            found.append((entry, unescaped(value), []))
    return found


def unescaped(line: str) -> str:
    return line.encode("latin-1").decode("unicode_escape")


@pytest.mark.parametrize(("entry", "value", "wanted"), cases())
def test_faults(entry: str, value: str, wanted: list[str]) -> None:
    assert faults(ENTRIES[entry], value) == wanted


def test_every_fault_of_a_block_is_told() -> None:
    block = """type A struct {
	X int string
	Y map[string
	Z int
}
type B interface {
	M(a int, string)
	N() error
	O(
}
func f() {
	x := := 1
	y = 2
	if {
	}
}
var z
type C struct {
	X int

type D struct{ Y int }
func g() {
	if x {
}

type E int
const F = (1
oops
"""
    assert faults(parse_file, block) == [
        "2:8-2:14 go-syntax: expected the end of the line after the field, found 'string'",
        "3:14-3:14 go-syntax: expected ']' after the map's key, found the end of the line",
        "7:11-7:17 go-syntax: missing type of parameter 'string' (write 'string T')",
        "10:1-10:2 go-syntax: expected a parameter or ')', found '}'",
        "12:7-12:9 go-syntax: expected an operand (a name, a literal or a parenthesis), found ':='",
        "14:5-14:6 go-syntax: missing condition in if statement",
        "17:6-17:6 go-syntax: expected a type or '=' and a value, found the end of the line",
        "21:1-21:5 go-syntax: expected '}' to close the struct, found keyword type (its '{' was opened at line 18)",
        "26:1-26:5 go-syntax: expected '}' to close the body, found keyword type (its '{' was opened at line 22)",
        "27:13-27:13 go-syntax: expected ')' to close the parenthesis, found the end of the line",
        "28:1-28:5 go-syntax: expected a declaration, found 'oops'"
        " (a declaration begins with type, const, var or func)",
    ]
    found = parse_file(text(block), Report())
    assert found is not None
    names = [decl.name for decl in found.decls if not isinstance(decl, ValueDecl)]
    assert names == ["A", "B", "f", "C", "D", "E"]


UNITS = (
    '( [ * <- func( chan· [] map[ struct{ interface{ { ~ a. a[ f( ! x| a, " ` /* // \n a·b· type· func· (a· [a· \\ é'
    " \0 ; ... if· x{ switch{case· a[b, func()( func(){ L: else·if· } ) ] - go· 1. _"
)


@pytest.mark.parametrize("unit", [unit.replace("·", " ") for unit in UNITS.split(" ")])
def test_mountains_end_soon_and_well(unit: str) -> None:
    """Nothing recurses without end and nothing takes the square of its length."""
    for before in ("", "type T = ", "func f(", "func f() { x = ", "type T struct{ x ", "const c = "):
        parse_file(text(before + unit * 5000), Report())
    for entry in (parse_method, parse_embed, parse_field, parse_type, parse_type_params):
        entry(text("A(" + unit * 2000), Report())


@pytest.mark.parametrize("unit", ["*", "[]", "func() ", "chan ", "<-chan ", "[2]", "map[int]"])
def test_types_nest_a_hundred_levels(unit: str) -> None:
    assert faults(parse_type, unit * 100 + "int") == []
    at = len(unit) * 100 + 1
    end = at + {"<": 2, "c": 4, "f": 4, "m": 3}.get(unit[0], 1)
    assert faults(parse_type, unit * 101 + "int") == [f"1:{at}-1:{end} go-depth: nested more than 100 levels deep"]


def test_an_unknown_escape_in_a_tag_is_told_once() -> None:
    assert faults(parse_field, 'A int "a\\W\\x41"') == [
        "1:9-1:11 go-syntax: unknown escape sequence \\W (a backslash is written \\\\)"
    ]


def test_parentheses_stay_only_where_they_mean_something() -> None:
    found = parse_type(text("func((int), chan (<-chan int), chan<- (<-chan T), *(T))"), Report())
    assert isinstance(found, Func)
    kinds = [param.type for param in found.params]
    assert [type(kind).__name__ for kind in kinds] == ["Name", "Chan", "Chan", "Pointer"]
    assert [type(kind.elem).__name__ for kind in kinds if isinstance(kind, Chan | Pointer)] == ["Paren", "Chan", "Name"]


def test_expression_names() -> None:
    found = expression_names(text("N + math.MaxInt8 * len(x.y.z) + T{A: B}.C"))
    assert [written_name(name) for name in found] == ["N", "math.MaxInt8", "len", "x.y", "T", "B"]
    assert all(isinstance(name, Name) for name in found)


def test_expression_names_are_not_what_type_literals_declare() -> None:
    written = "struct{ A, B T; pkg.E; C []int }{N} == interface{ M(x X) Y }(nil) && f(func(p, q P) R { return nil })"
    found = expression_names(text(written))
    named = ["T", "pkg.E", "int", "N", "X", "Y", "nil", "f", "P", "R", "nil"]
    assert [f"{one.qualifier}.{one.name}".lstrip(".") for one in found] == named


def complaints(texts: list[str]) -> list[bool]:
    """Whether go/parser, by way of gofmt, refuses each text."""
    with tempfile.TemporaryDirectory() as folder:
        for number, value in enumerate(texts):
            Path(folder, f"f{number}.go").write_bytes(value.encode())
        done = subprocess.run([toolchain().gofmt, "-e", "-l", folder], capture_output=True, text=True, check=False)
        refused = {int(found) for found in re.findall(r"f(\d+)\.go:\d+:\d+:", done.stderr)}
    return [number in refused for number in range(len(texts))]


PIECES = [
    *[
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ";",
        ".",
        "...",
        "*",
        "<-",
        "chan",
        "func",
        "map",
        "struct",
        "interface",
        "type",
        "var",
        "const",
        "int",
        "x",
        "1",
        "`r`",
        "~",
        "|",
        "=",
        ":=",
        "++",
        "+",
        "-",
    ],
    *[
        "&",
        "<",
        ":",
        "_",
        "package",
        "import",
        "if",
        "for",
        "range",
        "return",
        "go",
        "switch",
        "case",
        "default",
        "else",
        "goto",
        "defer",
        "select",
        "/*c*/",
        "'a'",
    ],
    "\n",
    "//c\n",
]
# Where go/parser leaves to the type checker what no program may hold.
STRICTER = re.compile(
    "cannot be a receiver|has no receiver|more than one receiver|cannot leave its length|the constant's value"
    "|a type argument|a receiver cannot be variadic|after '<-'|expected a type, found|a package clause comes first"
    "|final parameter"
)


EDITS = st.tuples(st.integers(0, 10_000), st.sampled_from(["cut", "put", "swap"]), st.sampled_from(PIECES))


@given(st.lists(EDITS, min_size=1, max_size=2))
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_broken_files_are_refused_like_go_parser_refuses_them(edits: list[tuple[int, str, str]]) -> None:
    whole = FILE.replace('import "late"\n', "")
    tokens = scan(whole)
    places = [at for at in range(3, len(tokens.kinds) - 1) if tokens.ends[at] > tokens.starts[at]]
    variants = []
    for shift in range(40):
        value = whole
        for place, what, piece in edits:
            at = places[(place + shift * 53) % len(places)]
            start, end = tokens.starts[at], tokens.ends[at]
            middle = {"cut": "", "put": f"{piece} {whole[start:end]}", "swap": piece}[what]
            value = value[:start] + middle + value[end:]
        variants.append(value)
    for value, refused in zip(variants, complaints(variants), strict=True):
        ours = faults(parse_file, value)
        if refused:
            # Declarations may come without a package clause, and imports and empty statements anywhere.
            assert ours or "import" in value or ";" in value, value
        else:
            assert not ours or STRICTER.search(ours[0]), (value, ours)


def leaves(value: str) -> list[str] | None:
    """The tokens of Go that tree-sitter finds nothing wrong with."""
    root = parser().parse(value.encode()).root_node
    found, stack = [], [root]
    while stack:
        node = stack.pop()
        if node.children and node.type not in ("interpreted_string_literal", "raw_string_literal"):
            stack += reversed(node.children)
        else:
            found.append(node.text.decode())
    return None if root.has_error else [token for token in found if token.strip()]


def test_the_scanner_sees_the_tokens_of_sound_go() -> None:
    files = [*GOLDEN.glob("*/want/**/*.go")][::7]
    assert len(files) > 40
    for file in files:
        value = file.read_text("utf-8")
        tokens = scan(value)
        spans = list(zip(tokens.starts, tokens.ends, strict=True))
        spans += [span for comments in tokens.comments.values() for span in comments]
        assert not tokens.faults
        assert [value[start:end] for start, end in sorted(spans) if start < end and value[start:end] != ";"] == [
            leaf for leaf in leaves(value) or () if leaf != ";"
        ], file


@given(st.text(max_size=40))
@settings(max_examples=100, deadline=None)
def test_any_text_is_read_or_refused(value: str) -> None:
    for entry in (parse_method, parse_embed, parse_field, parse_type, parse_type_params, parse_file):
        report = Report()
        found = entry(text(value), report)
        if entry is not parse_file:
            assert bool(found) != report.has_errors
    assert isinstance(parse_method(text("A()"), Report()), Method)


@pytest.mark.parametrize("unit", ["oops\n", ")\n", '"\n', "\\a", "func f() {\n", "\0\n"])
def test_a_text_of_faults_is_given_up_in_time(unit: str) -> None:
    assert 500 < len(faults(parse_file, unit * 20_000)) <= 1001
