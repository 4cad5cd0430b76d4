"""What is sound and hardly meant: the warnings, and that they stay away where it is meant."""

from __future__ import annotations

import pytest

from check.check_snippets import check_text

CASES = {
    "unexported field": (
        "types: [{name: A, fields: [{name: sku, type: string}, count int]}]",
        [
            "field-unexported field sku of A is not exported: no other package sees it",
            "field-unexported field count of A is not exported: no other package sees it",
        ],
    ),
    "private state of a type with methods": (
        "types: [{name: A, fields: [n int]}]\n  go: |\n    func (a A) N() int { return a.n }",
        [],
    ),
    "in Go": ("go: type A struct{ n int }", []),
    "blank and embedded fields": ('types: [{name: A, fields: ["_ int", io.Reader]}]', []),
    "letters without case": ("types: [{name: A, fields: [名 string]}]", []),
    "a context's name": (
        "interfaces: [{name: I, methods: ['M(ctx, ids []string) error']}]",
        ["ctx-type ctx has the type of the parameter behind it, and is no context.Context"],
    ),
    "a context": ("interfaces: [{name: I, methods: ['M(ctx context.Context, id string) error']}]", []),
    "a context of one's own": ("go: type Ctx struct{ A int }\n  interfaces: [{name: I, methods: ['M(ctx Ctx)']}]", []),
    "a value and its number": (
        "types: [{name: A, values: [Low = 1, high]}]",
        ["enum-text the value is the whole text 'Low = 1': numbers of values are not read"],
    ),
    "an equation": ("types: [{name: A, values: ['a == b', 'x>1']}]", []),
    "a prefix": (
        "types: [{name: Color, values: [ColorRed, COLOR_BLUE, colorful, Color]}]",
        [
            "enum-repeats the constant of ColorRed repeats the name of its type: ColorColorRed",
            "enum-repeats the constant of COLOR_BLUE repeats the name of its type: ColorColorBlue",
        ],
    ),
    "lost methods": (
        "types: [{name: ID, type: uuid.UUID}]",
        ["type-methods ID has no methods of uuid.UUID: not MarshalBinary, MarshalText, Scan, UnmarshalText, Value"],
    ),
    "a marker behind a field": (
        "types: [{name: A, fields: ['N int `json:\"n\"` // +kubebuilder:validation:Minimum=1', 'M int // +1 more']}]",
        ["marker-behind the marker behind field N is read by nobody: markers stand above"],
    ),
    "an alias": ("types: [{name: ID, alias: uuid.UUID}]", []),
    "methods that say nothing of its form": ("types: [{name: Wait, type: time.Duration}]", []),
}


@pytest.mark.parametrize("case", CASES)
def test_warnings(case: str) -> None:
    section, expected = CASES[case]
    _, report = check_text(f"module: example.com/a\napi:\n  {section}\n")
    assert [f"{found.code} {found.message}" for found in report] == expected
