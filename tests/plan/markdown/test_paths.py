"""Paths on lines of code: nothing of a path is taken for the word in front of it."""

from __future__ import annotations

import pytest

from scaffold.plan.markdown.paths import folder_of_import, on_line
from scaffold.source import Source

LINES = {
    "// internal/onboarding/service.go": "internal/onboarding service.go",
    "// filestore/store.go": "filestore store.go",
    "// pathutil/path.go": "pathutil path.go",
    "// seeder/seed.go": "seeder seed.go",
    "// interfaces/": "interfaces -",
    "// packages/cart/cart.go": "packages/cart cart.go",
    "// locations/find.go": "locations find.go",
    "// fromto/map.go": "fromto map.go",
    "// File: internal/a/a.go": "internal/a a.go",
    "// file internal/a/a.go": "internal/a a.go",
    "// Path : `pkg/a/a.go`": "pkg/a a.go",
    "// in pkg/a/a.go": "pkg/a a.go",
    "// New file: pkg/a/a.go": "pkg/a a.go",
    "// filename:pkg/a/a.go": "pkg/a a.go",
    "# see pkg/a/a.go": "pkg/a a.go",
    "// package pkg/a": "pkg/a -",
    "// infile.go": "- infile.go",
    "// Package a keeps things": "none",
}


@pytest.mark.parametrize("line", LINES)
def test_a_line_of_code_as_a_path(line: str) -> None:
    place = on_line(Source("plan.md", line).whole(), 0, len(line), True)
    shown = "none" if place is None else f"{place.folder or '-'} {place.file or '-'}"
    assert shown == LINES[line]


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("github.com/acme/shop/pkg/apis/cart/v1", "pkg/apis/cart/v1"),
        ("github.com/acme/shop/cart", "cart"),
        ("github.com/acme/shop", ""),
        ("shop.example.com/internal/cart", "internal/cart"),
        ("shop/internal/cart", "internal/cart"),
        ("shop.example.com/cart", ""),
    ],
)
def test_the_folder_that_an_import_leads_to(path: str, folder: str) -> None:
    assert folder_of_import(path) == folder
