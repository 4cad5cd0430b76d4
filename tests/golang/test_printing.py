"""What is printed is what gofmt prints, and reads back as the tree that was printed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from golang.go_types import NOWHERE, methods, type_params, types
from golang.gofmt import gofmt
from judges.declarations import shape_of_type
from scaffold.diagnostics import Report, to_text
from scaffold.golang.ast import Chan, Interface, Method, Struct, Type, TypeParam
from scaffold.golang.parse import parse_method, parse_type, parse_type_params
from scaffold.golang.printing import (
    interface_block,
    lengths_in,
    names_in,
    signature_text,
    struct_block,
    tag_text,
    type_params_text,
    type_text,
    written_name,
)
from scaffold.source import Source, Text


def text(value: str) -> Text:
    return Source("plan.yaml", value).whole()


def read(value: str) -> Type:
    report = Report()
    found = parse_type(text(value), report)
    assert found is not None, to_text(report)
    return found


@given(types)
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
def test_printed_type_reads_back(kind: Type) -> None:
    printed = type_text(kind, written_name)
    assert shape_of_type(read(printed)) == shape_of_type(kind)
    assert type_text(read(printed), written_name) == printed


@given(methods(types))
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_printed_method_reads_back(method: Method) -> None:
    printed = method.name + signature_text(method.params, method.results, written_name)
    report = Report()
    found = parse_method(text(printed), report)
    assert found is not None, to_text(report)
    assert found.name + signature_text(found.params, found.results, written_name) == printed
    assert [param[:1] + param[2:4] for param in found.params] == [p[:1] + p[2:4] for p in method.params]


@given(type_params())
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_printed_type_parameters_read_back(params: tuple[TypeParam, ...]) -> None:
    printed = type_params_text(params, written_name)
    report = Report()
    found = parse_type_params(text(printed), report)
    assert found is not None, to_text(report)
    assert type_params_text(found, written_name) == printed


def file_of(kinds: list[Type], params: list[tuple[TypeParam, ...]], methods_: list[Method]) -> str:
    """A file that has each type behind ``type``, as a field, as a parameter, and each type parameter list."""
    lines = ["package p", ""]
    for number, kind in enumerate(kinds):
        lines += [f"type A{number} = {type_text(kind, written_name)}", ""]
        lines += [f"func f{number}(a {type_text(kind, written_name)}, b int) {{", "}", ""]
    for number, found in enumerate(params):
        lines += [f"type B{number}{type_params_text(found, written_name)} int", ""]
        lines += [f"func g{number}{type_params_text(found, written_name, of_type=False)}() {{", "}", ""]
    if methods_:
        whole = Interface(tuple(methods_), (), tuple(range(len(methods_))), methods_[0].span)
        lines += ["type C interface {", *interface_block(whole, written_name), "}"]
    return "\n".join(lines).rstrip("\n") + "\n"


@given(
    st.lists(types, min_size=5, max_size=20),
    st.lists(type_params(), min_size=3, max_size=6),
    st.lists(methods(types), min_size=1, max_size=4),
)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_gofmt_changes_nothing(kinds: list[Type], params: list[tuple[TypeParam, ...]], methods_: list[Method]) -> None:
    whole = file_of(kinds, params, methods_)
    assert gofmt([whole], "-e") == [whole]


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("chan(<-chan int)", "chan (<-chan int)"),
        ("chan<-chan int", "chan<- chan int"),
        ("<-  chan func()(<-chan int)", "<-chan func() <-chan int"),
        ("(int)", "int"),
        ("((<-chan (T)))", "<-chan T"),
        ("func(a,b int,c ...string)(int)", "func(a, b int, c ...string) int"),
        ("func() (n int)", "func() (n int)"),
        ("func(a, b, c)", "func(a, b, c)"),
        ("interface{}", "interface{}"),
        ("interface{ M() }", "interface{ M() }"),
        ("struct{ a, b int }", "struct{ a, b int }"),
        ("struct{}", "struct{}"),
        ("map[ [2]int ]*pkg . T [int,string]", "map[[2]int]*pkg.T[int, string]"),
        ("interface{ ~int|string; M(); io.Closer }", "interface {\n\t~int | string\n\tM()\n\tio.Closer\n}"),
        ('struct{ A int "json:\\"a\\"" }', 'struct {\n\tA int `json:"a"`\n}'),
    ],
)
def test_spelling(written: str, printed: str) -> None:
    assert type_text(read(written), written_name) == printed


def test_nested_literals_are_indented() -> None:
    kind = read("struct{ Long struct{ A int; Bcd string }; F func(x struct{ A, B int; C int }) }")
    assert isinstance(kind, Struct)
    assert struct_block(kind.fields, written_name, 2) == [
        "\t\tLong struct {",
        "\t\t\tA   int",
        "\t\t\tBcd string",
        "\t\t}",
        "\t\tF func(x struct {",
        "\t\t\tA, B int",
        "\t\t\tC    int",
        "\t\t})",
    ]


def test_channels_of_receivers_get_their_parentheses() -> None:
    inner = Chan("receive", read("int"), NOWHERE)
    assert type_text(Chan("both", inner, NOWHERE), written_name) == "chan (<-chan int)"


def test_names_come_from_the_caller() -> None:
    kind = read("map[a.K]G[b.V]")
    assert type_text(kind, lambda name: f"{name.qualifier}{name.name}".upper()) == "map[AK]G[BV]"


def test_names_in_order() -> None:
    kind = read("func(a, b G[p.X], c struct{ *E; f, g [N]map[K]V }) interface{ M(x A) B; C | ~D }")
    assert [written_name(name) for name in names_in(kind)] == ["G", "p.X", "E", "K", "V", "A", "B", "C", "D"]
    assert [array.length.value for array in lengths_in(kind)] == ["N"]


@pytest.mark.parametrize(
    ("tag", "printed"),
    [
        ('json:"a"', '`json:"a"`'),
        ("a`b", '"a`b"'),
        ('a\n"\\\t\r\x01', '"a\\n\\"\\\\\\t\\r\\x01"'),
        ("\ufeff\u200b\U000e0001", '"\\ufeff\\u200b\\U000e0001"'),
    ],
)
def test_tags(tag: str, printed: str) -> None:
    assert tag_text(tag) == printed


@pytest.mark.parametrize(
    ("written", "of_type", "of_function"),
    [
        ("P *C", "[P *C,]", "[P *C]"),
        ("P *C | D", "[P *C | D,]", "[P *C | D]"),
        ("P *C | ~D", "[P *C | ~D]", "[P *C | ~D]"),
        ("P *[]C", "[P *[]C]", "[P *[]C]"),
        ("P, Q *C", "[P, Q *C]", "[P, Q *C]"),
        ("P C", "[P C]", "[P C]"),
    ],
)
def test_type_parameters_that_look_like_an_array_length(written: str, of_type: str, of_function: str) -> None:
    params = parse_type_params(text(written), Report())
    assert params is not None
    assert type_params_text(params, written_name) == of_type
    assert type_params_text(params, written_name, of_type=False) == of_function
    whole = f"package p\n\ntype T{of_type} int\n"
    assert gofmt([whole], "-e") == [whole]
