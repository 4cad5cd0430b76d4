"""Columns of structs, values, interfaces and imports, held against gofmt."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from golang.gofmt import gofmt
from scaffold.golang.layout import (
    HARD,
    Field,
    Import,
    Value,
    align,
    field_block,
    fits_one_line,
    import_block,
    interface_type,
    method_block,
    shift,
    struct_type,
    value_block,
)

INDENTS = st.integers(0, 2)
NAMES = st.sampled_from(["A", "Bcd", "LongName", "x, y", "öä", "VeryLongFieldNameIndeed", "_"])
PLAIN_TYPES = st.sampled_from(
    ["int", "string", "map[string]int", "func(a int) error", "struct{ A int }", "*pkg.T", "chan<- int", "[3]T"]
)
TAGS = st.sampled_from(["", "", '`json:"a"`', '`a:"öö"`', '"x"'])
COMMENTS = st.sampled_from(["", "", "// c", "// ünï tail"])
DOCS = st.sampled_from([(), (), ("// d",), ("// d", "//", "//\tcode")])
BLANKS = st.sampled_from([False, False, False, True])


@st.composite
def types(draw: st.DrawFn, indent: int, depth: int) -> str:
    kind = draw(st.integers(0, 5)) if depth else 2
    if kind == 0:
        return struct_type(draw(fields(indent + 1, depth - 1)), indent)
    if kind == 1:
        return interface_type(draw(methods(indent + 1, depth - 1)), indent)
    return draw(PLAIN_TYPES)


@st.composite
def fields(draw: st.DrawFn, indent: int, depth: int = 2) -> list[Field]:
    made = []
    for _ in range(draw(st.integers(0, 5))):
        if draw(st.integers(0, 4)):
            names, text = draw(NAMES), draw(types(indent, depth))
        else:
            names, text = "", draw(st.sampled_from(["io.Reader", "*pkg.Thing", "List[int]"]))
        made.append(Field(names, text, draw(TAGS), draw(COMMENTS), draw(DOCS), draw(BLANKS)))
    return made


@st.composite
def methods(draw: st.DrawFn, indent: int, depth: int = 2) -> list[Field]:
    made = []
    for number in range(draw(st.integers(0, 5))):
        if draw(st.integers(0, 4)):
            text = draw(st.sampled_from(["()", "(a int) error", "(ctx context.Context, x string) (int, error)", ""]))
            names, text = f"M{number}", text or f"(a {draw(types(indent, depth))}) error"
        else:
            names, text = "", draw(st.sampled_from(["io.Reader", "~int | ~string", "interface{ M() }"]))
        made.append(Field(names, text, "", draw(COMMENTS), draw(DOCS), draw(BLANKS)))
    return made


@st.composite
def values(draw: st.DrawFn) -> list[Value]:
    texts = ["", "1", "iota", "func() int { return 1 }", "`a\n b`", "[]int{\n\t\t1,\n\t}"]
    kinds = st.sampled_from(["", "", "int", "map[string]int"])
    count = draw(st.integers(1, 6))
    return [
        Value(draw(NAMES), draw(kinds), draw(st.sampled_from(texts)), draw(COMMENTS), draw(DOCS), draw(BLANKS))
        for _ in range(count)
    ]


IMPORTS = st.builds(
    Import,
    st.sampled_from(["a", "b", "a/d", "b-c", "example.com/x/v2", "C9"]),
    st.sampled_from(["", "x", "_", "."]),
    st.integers(0, 2),
)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_gofmt_changes_nothing(data: st.DataObject) -> None:
    imports = data.draw(st.lists(IMPORTS, max_size=6))
    parts = ["package p", *["\n".join(block) for block in [import_block(imports)] if block]]
    parts.append("type T " + struct_type(data.draw(fields(1))))
    parts.append("type I " + interface_type(data.draw(methods(1))))
    parts.append("\n".join(["const (", *value_block(data.draw(values())), ")"]))
    parts.append(f"func f(a {struct_type(data.draw(fields(1)))}) error")
    source = "\n\n".join(parts) + "\n"
    assert gofmt([source]) == [source]


def test_embedded_fields_stand_in_the_column_of_the_names() -> None:
    assert field_block(
        [
            Field("", "metav1.TypeMeta", '`json:",inline"`'),
            Field("ID", "string", '`json:"id"`', "// key"),
            Field("Untagged", "int", "", "// beside the tags"),
        ]
    ) == [
        '\tmetav1.TypeMeta `json:",inline"`',
        '\tID              string `json:"id"` // key',
        "\tUntagged        int    // beside the tags",
    ]


def test_a_single_field_has_no_columns() -> None:
    assert field_block([Field("A", "int", "`x`", "// c", ("// doc",), True)]) == ["\t// doc", "\tA int `x` // c"]


def test_a_multi_line_type_ends_the_section() -> None:
    inner = struct_type([Field("A", "int"), Field("Bcd", "string")], 1)
    assert field_block([Field("X", "int"), Field("Long", inner, "`t`", "// c"), Field("LongerYet", "int")]) == [
        "\tX    int",
        "\tLong struct {",
        "\t\tA   int",
        "\t\tBcd string",
        "\t} `t` // c",
        "\tLongerYet int",
    ]


def test_values_keep_a_type_column_for_their_whole_run() -> None:
    assert value_block([Value("A", "Class", "iota"), Value("Bcd"), Value("C", "", "2"), Value("D", "int", "3")]) == [
        "\tA Class = iota",
        "\tBcd",
        "\tC     = 2",
        "\tD int = 3",
    ]


def test_widths_count_code_points() -> None:
    assert align([["öä", "x"], ["abc", "y"]]) == ["öä  x", "abc y"]


def test_indentation_cells_are_tabs_as_wide_as_their_column() -> None:
    # A name of nine characters in the column of the second indentation makes that indentation two tabs.
    assert align([[HARD, "ninechars", "= 1"], [HARD, HARD, "deeper"]]) == ["\tninechars = 1", "\t\t\tdeeper"]


def test_imports_are_grouped_sorted_and_printed_once() -> None:
    wanted = [Import("z/own", "", 2), Import("os"), Import("fmt"), Import("k8s.io/x", "x", 1), Import("fmt")]
    assert import_block(wanted) == ["import (", '\t"fmt"', '\t"os"', "", '\tx "k8s.io/x"', "", '\t"z/own"', ")"]
    assert import_block([Import("fmt", "f", 1)]) == ['import f "fmt"']
    assert import_block([]) == []


def test_one_line_limit_is_thirty_bytes() -> None:
    assert fits_one_line([Field("VeryVeryVeryVeryVeryVeryVeryLong", "x" * 29)])
    assert not fits_one_line([Field("A", "x" * 30)])
    assert not fits_one_line([Field("A", "ö" * 15)])
    assert fits_one_line([Field("", "x" * 30)])
    assert fits_one_line([Field("M", "(" + "x" * 23 + ")")], interface=True)
    assert not fits_one_line([Field("M", "(" + "x" * 24 + ")")], interface=True)
    assert not fits_one_line([Field("A", "int", "`t`")])
    limits = [
        f"package p\n\ntype T {struct_type([Field('Name', 'x' * size)])}\n\ntype I {interface_type(methods)}\n"
        for size in range(26, 33)
        for methods in ([Field("M", f"(a {'x' * (size - 5)})")], [Field("", "x" * size)])
    ]
    assert gofmt(limits) == limits


def test_methods_with_comments_line_up() -> None:
    assert method_block([Field("Get", "() int", "", "// c"), Field("", "io.Closer", "", "// embedded")]) == [
        "\tGet() int // c",
        "\tio.Closer // embedded",
    ]


def test_shift_moves_every_line_but_the_first() -> None:
    assert shift("struct {\n\tA int\n}", 2) == "struct {\n\t\t\tA int\n\t\t}"
