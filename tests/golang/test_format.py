"""The formatter of whole Go files, held against gofmt on deformed code of the standard library."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest

from golang.deformat import deformat, parse
from golang.gofmt import gofmt, goroot_src
from scaffold.golang.gofmt import LONG_HEADER, NotGo, format_body, format_decls, format_expr, format_source


@cache
def corpus() -> list[Path]:
    """Go's own files in an order that is the same everywhere but mixes the packages."""
    files = [path for path in goroot_src().rglob("*.go") if "testdata" not in path.parts]
    return sorted(files, key=lambda path: (path.name[::-1], path))


def sample(step: int, most: int) -> list[str]:
    """Every `step`-th file without build constraints and C, which gofmt moves to the top and never touches."""
    texts = [path.read_text() for path in corpus()[::step]]
    return [
        text for text in texts if len(text) < most and not any(word in text for word in ("+build", "go:build", '"C"'))
    ]


def formatted(text: str) -> str:
    made = format_source(text)
    assert isinstance(made, str), made
    return made


def settled(texts: list[str]) -> list[str]:
    for _ in range(3):
        texts = gofmt(texts)
    return texts


def test_formatted_source_stays() -> None:
    texts = gofmt(sample(97, 25_000))
    assert len(texts) > 20
    assert [formatted(text) for text in texts] == texts


@pytest.mark.parametrize("level", [0, 1])
def test_deformatted_source_comes_out_as_gofmt_would_print_it(level: int) -> None:
    rng = random.Random(level)
    texts = [deformat(text.encode(), rng, level).decode() for text in sample(151 + level, 15_000)]
    assert len(texts) > 10
    assert [formatted(text) for text in texts] == settled(texts)


def test_comments_everywhere_come_out_as_gofmt_would_print_them() -> None:
    rng = random.Random(2)
    # Declarations only: gofmt moves comments along when it sorts imports, which is not done here.
    texts = ["package p\n\n" + declarations(text) for text in sample(131, 15_000)]
    texts = [deformat(text.encode(), rng, 2).decode() for text in texts]
    texts = [text for text in texts if not parse(text.encode()).has_error]
    assert len(texts) > 10
    assert [formatted(text) for text in texts] == settled(texts)


def declarations(text: str) -> str:
    source = text.encode()
    start = max([0] + [node.end_byte for node in parse(source).children if node.type in HEAD])
    return source[start:].decode()


HEAD = ("package_clause", "import_declaration")


def test_pieces_come_out_as_they_stand_in_their_files() -> None:
    bodies = values = 0
    rng = random.Random(3)
    for text in gofmt(sample(89, 12_000)):
        source = text.encode()
        whole = "package p\n\n" + declarations(text).strip()
        if any(node.type.endswith("_declaration") for node in parse(whole.encode()).children):
            made = format_decls(deformat(whole.encode(), rng, 0).decode().partition("p")[2].partition("p")[2])
            assert made == gofmt([whole])[0].removeprefix("package p\n\n")
        for node in parse(source).children:
            body = node.child_by_field_name("body")
            if body is not None:
                bodies += 1
                header = source[node.start_byte : body.start_byte].rstrip()
                size = LONG_HEADER if b"\n" in header else len(header)
                pasted = deformat(b"func _() " + source[body.start_byte : body.end_byte], rng, 0)
                expected = source[body.start_byte : body.end_byte].decode()
                assert format_body(pasted.decode()[pasted.index(b"{") :], header=size) == expected
            elif node.type == "var_declaration" and node.named_child_count == 1:
                value = node.named_children[0].child_by_field_name("value")
                if value is not None:
                    values += 1
                    pasted = deformat(b"var _ = " + source[value.start_byte : value.end_byte], rng, 0)
                    expected = source[value.start_byte : value.end_byte].decode()
                    assert format_expr(pasted.decode().partition("=")[2]) == expected
    assert bodies > 100
    assert values > 10


@pytest.mark.slow
def test_a_sixth_of_the_standard_library_stays() -> None:
    # All of it was walked by hand: five minutes for the same answer.
    paths = [path for path in corpus()[::6] if path.stat().st_size < 300_000]
    texts = [path.read_text() for path in paths]
    for at in range(0, len(texts), 500):
        for path, text, wanted in zip(paths[at:], texts[at : at + 500], gofmt(texts[at : at + 500]), strict=False):
            made = format_source(wanted)
            if isinstance(made, NotGo):
                assert parse(text.encode()).has_error, path
            else:
                assert made == wanted, path


@pytest.mark.parametrize(
    ("code", "indent", "expected"),
    [
        ("{return  nil,err}", 1, "{ return nil, err }"),
        ("{\nreturn  a+b*c// x\n}", 1, "{\n\t\treturn a + b*c // x\n\t}"),
        ("{ for _ = range x{} ; for i,_:=range x {} }", 0, "{\n\tfor range x {\n\t}\n\tfor i := range x {\n\t}\n}"),
        ("{ return s[a:len(s)], s[:len(t)], s[1:len(s):2] }", 0, "{ return s[a:], s[:len(t)], s[1:len(s):2] }"),
        ("{ if (x == 1) { goto L }\nL: ; }", 0, "{\n\tif x == 1 {\n\t\tgoto L\n\t}\nL:\n}"),
        ("{}", 3, "{}"),
        ("{ // c\n}", 0, "{ // c\n}"),
        ("{ s := `a\n  b`\n_ = s }", 1, "{\n\t\ts := `a\n  b`\n\t\t_ = s\n\t}"),
    ],
)
def test_bodies(code: str, indent: int, expected: str) -> None:
    assert format_body(code, indent) == expected


def test_a_long_header_spreads_the_body() -> None:
    assert format_body("{ return 1 }", header=91) == "{ return 1 }"
    assert format_body("{ return 1 }", header=92) == "{\n\treturn 1\n}"


@pytest.mark.parametrize(
    ("code", "indent", "expected"),
    [
        ("struct{ x (chan<- chan T) }{}", 0, "struct{ x (chan<- chan T) }{}"),
        ("[]chan <- chan<-chan (<-chan T){}", 0, "[]chan<- chan<- chan (<-chan T){}"),
        ("map[<-chan <-chan T]chan<- <-chan T{}", 0, "map[<-chan <-chan T]chan<- <-chan T{}"),
        ("new( T(x) )+make( n-1 )", 0, "new(T(x)) + make(n-1)"),
        ("[]T{T{A:1},T{2}}", 0, "[]T{{A: 1}, {2}}"),
        ("[]*T{&T{1},\n&U{2}}", 1, "[]*T{{1},\n\t\t&U{2}}"),
        ("map[K]V{K{1}:V{2}}", 0, "map[K]V{{1}: {2}}"),
        ("[]T{\nT{},\n}", 2, "[]T{\n\t\t\t{},\n\t\t}"),
        ("T{\nA: 1,\nLonger: 2, // c\n}", 0, "T{\n\tA:      1,\n\tLonger: 2, // c\n}"),
        ("0XF+1E3+010i", 0, "0xF + 1e3 + 10i"),
        ("func(a,b int)(c int){return}", 0, "func(a, b int) (c int) { return }"),
        ('errors . New( "x" )', 0, 'errors.New("x")'),
    ],
)
def test_expressions(code: str, indent: int, expected: str) -> None:
    assert format_expr(code, indent) == expected


def test_comments_of_a_piece_instruct_nobody() -> None:
    code = "//go:build linux\n// +build x\n\n// Code generated by hand. DO NOT EDIT.\n\n//go:noinline\nfunc f() {}\n"
    expected = (
        "// Go:build linux\n// +Build x\n\n// Code Generated by hand. DO NOT EDIT.\n\n//go:noinline\nfunc f() {}\n"
    )
    assert format_decls(code) == expected
    assert gofmt(["package p\n\n" + expected]) == ["package p\n\n" + expected]


def test_empty_groups_vanish() -> None:
    assert (
        format_decls("const ()\nvar (\n)\ntype T int\nimport ( /* kept */ )") == "type T int\n\nimport ( /* kept */ )\n"
    )


def test_what_is_no_go_says_where() -> None:
    assert format_decls("type T struct {\n A int\n B }{ }}") == NotGo(27, "not Go")
    assert format_decls("package x\ntype T int") == NotGo(0, "not Go")
    assert format_body("\r\n { x := \r\n )}") == NotGo(5, "not Go")
    for code in ["", "1\nfunc f() {}", "x; y", "1; var z = 2"]:
        assert isinstance(format_expr(code), NotGo), code
    for code in ["", "int {}", "{}; func x() {}", "{} {}", "{", "return 1"]:
        assert isinstance(format_body(code), NotGo), code
    assert format_expr('"\ud800"') == NotGo(1, "half a surrogate pair")


def test_depth_is_no_traceback() -> None:
    assert format_expr("(" * 30_000 + "1" + ")" * 30_000) == NotGo(0, "nested too deeply")
    assert isinstance(format_expr("+".join(["x"] * 3000)), str)
    assert isinstance(format_body("{" + "if x {} else " * 1000 + "{}}"), str)
    assert isinstance(format_expr("func(){" * 100 + "}" * 100), str)


def test_nothing_makes_nothing() -> None:
    assert format_decls("") == ""
    assert format_decls("// alone") == "// alone\n"
