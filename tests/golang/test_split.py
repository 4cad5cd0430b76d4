"""Go files taken apart and put together again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judges.tools import toolchain
from scaffold.golang.split import split

ODD = """// Copyright.

//go:build linux

// Package x is odd.
package x // here

/*
#include <stdio.h>
*/
import "C"
import (
	"fmt" // t
	// c
	e "errors"
)
type ( // open
	// S is one.
	S struct{ a int } // tr
	G[T any] = map[string]T
	/* last */
)
var ( _ I = (*S)(nil); a, b int )
// loose

var c int; var d = 1; func one() {}
const k = 1 /* multi
line */ // more
// attached
// two
func (s *S[K]) Put(ctx context.Context, a, b string) (n int, err error) { return 1, nil }
func asm()
func init() {}
func init() { new(1) }
// end"""


def test_an_odd_file() -> None:
    parts = split(ODD)
    assert parts is not None
    assert parts.text == ODD
    assert parts.package == "x"
    assert [(piece.key, piece.doc, piece.head, piece.body, piece.grouped) for piece in parts.pieces] == [
        (("import",), "/*\n#include <stdio.h>\n*/\n", 'import "C"', "\n", False),
        (("import", "#1"), "", 'import (\n\t"fmt" // t\n\t// c\n\te "errors"\n)', "\n", False),
        ((), "", "type ( // open\n", "", False),
        (("type", "S"), "\t// S is one.\n\t", "S struct", "{ a int } // tr\n", True),
        (("type", "G"), "\t", "G[T any] = map[string]T", "\n", True),
        ((), "", ")", "\n", False),
        ((), "", "var (", "", False),
        (("var", "_", "I"), "", "_ I = (*S)(nil)", "; ", True),
        (("var", "a", "b"), "", "a, b int", "", True),
        ((), "", ")", "\n", False),
        (("var", "c"), "", "var c int", "; ", False),
        (("var", "d"), "", "var d = 1", "; ", False),
        (("func", "one"), "", "func one() ", "{}\n", False),
        (("const", "k"), "", "const k = 1", " /* multi\nline */ // more\n", False),
        (
            ("func", "S.Put"),
            "// attached\n// two\n",
            "func (s *S[K]) Put(ctx context.Context, a, b string) (n int, err error) ",
            "{ return 1, nil }\n",
            False,
        ),
        (("func", "asm"), "", "func asm()", "\n", False),
        (("func", "init"), "", "func init() ", "{}\n", False),
        (("func", "init", "#1"), "", "func init() ", "{ new(1) }\n", False),
    ]
    assert parts.tail == "// end"
    assert {"S", "S.Put", "a", "k", "init"} <= parts.names


@pytest.mark.parametrize(
    "text",
    [
        "",
        "func f() {}\n",
        "package p\nx := 1\n",
        "package p\nfunc f() {\n",
        'package p\nfunc f() {}\nimport "fmt"\n',
        "package p\npackage q\n",
        "package p\n<<<<<<< yours\n=======\n>>>>>>> plan\n",
        'package p\nvar s = "\udc80"\n',
    ],
)
def test_what_is_no_go(text: str) -> None:
    assert split(text) is None


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_marks_and_line_ends_are_kept(mark: str, end: str) -> None:
    text = mark + ODD.replace("\n", end)
    parts = split(text)
    assert parts is not None
    assert parts.text == text


@pytest.mark.slow
def test_the_standard_library_comes_together_again() -> None:
    read, refused = 0, []
    for folder, folders, names in os.walk(Path(toolchain().root) / "src"):
        folders[:] = sorted(set(folders) - {"testdata"})
        for name in names:
            if name.endswith(".go"):
                text = Path(folder, name).read_bytes().decode()
                parts = split(text)
                read += 1
                if parts is None:
                    refused.append(name)
                else:
                    assert parts.text == text, name
    assert read > 4000
    assert len(refused) <= 2, refused


DECLARATIONS = st.sampled_from(
    ["func f() {}", "type T struct{}", "var x int", "const c = 1", "func (t *T) m() { return }", "var (\n\ty = 1\n)"]
)
BETWEEN = st.sampled_from(["\n", "\n\n", "; ", "\n// c\n", " // t\n", "\n/* b */\n", "\n\n// l\n\n", ";\n"])


@given(st.lists(st.tuples(DECLARATIONS, BETWEEN), max_size=8))
def test_nothing_between_declarations_is_lost(parts: list[tuple[str, str]]) -> None:
    text = "package p\n" + "".join(declaration + between for declaration, between in parts)
    found = split(text)
    assert found is not None
    assert found.text == text
    assert [piece.kind for piece in found.pieces if piece.kind in ("func", "type", "const", "method")] == [
        {"func (": "method", "func f": "func", "type T": "type", "const ": "const"}[declaration[:6]]
        for declaration, _ in parts
        if not declaration.startswith("var")
    ]
