"""Each code in the source stands in the list of codes, and each listed one is used."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import scaffold
from scaffold.codes import CODES

SOURCE = Path(scaffold.__file__).parent


def _trees() -> Iterator[ast.AST]:
    for path in SOURCE.rglob("*.py"):
        if path.name != "codes.py":
            yield ast.parse(path.read_text(encoding="utf-8"))


def test_what_is_reported_is_listed() -> None:
    """The first argument of report.error, .warning and .note, and every `code=`, where it is written out."""
    told = set()
    for tree in _trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            given = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
            if isinstance(node.func, ast.Attribute) and node.func.attr in ("error", "warning", "note"):
                given += node.args[:1]
            told |= {value.value for value in given if isinstance(value, ast.Constant) and isinstance(value.value, str)}
    assert sorted(told - CODES.keys()) == []


def test_what_is_listed_is_somewhere_in_the_source() -> None:
    strings = {
        node.value
        for tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    made = {f"verify-{judge}" for judge in ("build", "vet", "test")}  # composed in scaffold.verify.places
    assert sorted(CODES.keys() - strings - made) == []
