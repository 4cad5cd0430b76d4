"""Scaffold's word on Go declarations, and Go's word on the same ones."""

from __future__ import annotations

from pathlib import Path

import pytest

import judges
from check.check_snippets import Snippet, check_text, codes, plan_of, snippets
from scaffold.diagnostics import Severity, to_text

ALL = snippets()


@pytest.mark.parametrize("snippet", ALL, ids=lambda snippet: snippet.name)
def test_scaffold_says(snippet: Snippet) -> None:
    _, report = check_text(plan_of(snippet))
    told = codes(report, Severity.WARNING if snippet.verdict in ("warn", "stub") else Severity.ERROR)
    if snippet.verdict == "accept":
        told += [code for code in codes(report, Severity.WARNING) if code in ("body-stubbed", "value-dropped")]
    errors = codes(report, Severity.ERROR)
    assert told == sorted(snippet.codes), to_text(report)
    assert bool(errors) == (snippet.verdict == "reject"), to_text(report)


@pytest.mark.slow
def test_go_says_the_same(tmp_path: Path) -> None:
    """One module with a package for each snippet; Go's complaints are sorted by the package that they name."""
    wrong = []
    versions = sorted({snippet.go for snippet in ALL})
    for version in versions:
        module = tmp_path / version
        module.mkdir()
        (module / "go.mod").write_text(f"module example.com/t\n\ngo {version}\n")
        of_version = [snippet for snippet in ALL if snippet.go == version]
        for number, snippet in enumerate(of_version):
            folder = module / f"p{number:03}"
            folder.mkdir()
            (folder / "p.go").write_text(f"package p\n\n{snippet.code}\n{snippet.beside}\n", encoding="utf-8")
        said = judges.vet(module) + judges.build(module)
        for number, snippet in enumerate(of_version):
            lines = [line for line in said.splitlines() if f"p{number:03}/" in line]
            if snippet.verdict in ("stub", "accept-check"):
                continue
            if bool(lines) != (snippet.verdict == "reject"):
                wrong.append(f"{snippet.name} is to be {snippet.verdict}ed: Go says {lines}")
    assert not wrong, "\n".join(wrong)
