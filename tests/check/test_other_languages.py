"""Types and signatures of other languages in a plan: one message each, whose hint says what to write."""

from __future__ import annotations

import pytest

from check.check_snippets import check_text

NOT_GO = {
    "int[]": "[]int",
    "any[]": "[]any",
    "string[][]": "[][]string",
    "int[10]": "[10]int",
    "List<string>": "[]string",
    "java.util.List<Integer>": "[]int",
    "Vec<Option<u8>>": "[]*uint8",
    "std::string": "string",
    "std::vector<std::string>": "[]string",
    "Map<String, int>": "map[string]int",
    "Record<string, List<Date>>": "map[string][]time.Time",
    "Set<string>": "map[string]struct{}",
    "string?": "*string",
    "string | null": "*string",
    "&str": "string",
    "const char *": "string",
    "unsigned int": "uint",
    "long long": "int64",
    "[string]": "[]string",
    "[u8; 32]": "[32]uint8",
    "{string: int}": "map[string]int",
}
"""Types that Go's grammar refuses."""

UNDECLARED = {
    "str": "string",
    "String": "string",
    "number": "int",
    "i64": "int64",
    "u8": "uint8",
    "f64": "float64",
    "boolean": "bool",
    "Date": "time.Time",
    "datetime": "time.Time",
    "UUID": "uuid.UUID",
    "decimal": "string, or decimal.Decimal of github.com/shopspring/decimal",
    "dict": "map[string]T",
    "list": "[]T",
    "object": "any",
    "bytes": "[]byte",
    "list[str]": "[]string",
    "Optional[int]": "*int",
    "Dict[str, List[int]]": "map[string][]int",
}
"""Types that are Go by form, and that nothing declares."""

SIGNATURES = {
    '"Get(id: string, n: int) error"': "Get(id string, n int) error",
    "Get(id: string) error": "Get(id string) error",
    '"Get(id string) -> error"': "Get(id string) error",
    '"Get(id: string): Promise<List<int>>"': "Get(id string) []int",
    '"def get(self, id: str) -> Optional[int]"': "Get(id string) *int",
}

HEAD = "module: example.com/a\napi:\n"


def messages(text: str) -> list[tuple[str, str]]:
    return [(found.message, found.hint) for found in check_text(text)[1].faults]


@pytest.mark.parametrize("written", NOT_GO)
def test_what_is_not_go(written: str) -> None:
    text = f'{HEAD}  types:\n    - {{name: A, fields: [{{name: F, type: "{written}"}}]}}\n'
    assert messages(text) == [(f"{written} is not Go", f"write {NOT_GO[written]}")]


@pytest.mark.parametrize("written", UNDECLARED)
def test_what_nothing_declares(written: str) -> None:
    name = written.partition("[")[0]
    otherwise = f". Else declare it: `types: [{{name: {name}, fields: [ID string]}}]`, or in a `go:` block"
    hint = f"Go says {UNDECLARED[written]}" + (otherwise if name[0].isupper() else "")
    text = f'{HEAD}  types:\n    - {{name: A, fields: [{{name: F, type: "{written}"}}]}}\n'
    assert messages(text) == [(f"{name} is declared nowhere in the plan", hint)]


@pytest.mark.parametrize("written", SIGNATURES)
def test_signatures(written: str) -> None:
    text = f"{HEAD}  interfaces:\n    - name: A\n      methods:\n        - {written}\n"
    plain = written.strip('"')
    colon = "" if written.startswith('"') else ": no colon stands in it"
    assert messages(text) == [(f"{plain} is not Go{colon}", f"write {SIGNATURES[written]}")]


@pytest.mark.parametrize("name", ["Task", "Record", "Set", "Box", "Order"])
def test_names_that_a_plan_may_well_have_are_no_other_language(name: str) -> None:
    text = f"{HEAD}  types:\n    - {{name: A, fields: [{{name: F, type: {name}}}]}}\n"
    hint = f"declare it: `types: [{{name: {name}, fields: [ID string]}}]`, or in a `go:` block"
    assert messages(text) == [(f"{name} is declared nowhere in the plan", hint)]
