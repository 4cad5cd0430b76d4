"""Prose of documents, read by what it means: each document of `prose/` beside the plan that `import` makes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from terminal import scaffold

FOLDER = Path(__file__).parent / "prose"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.md")), ids=lambda path: path.stem)
def test_prose_is_read_by_meaning(path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.chdir(FOLDER)
    ended = scaffold("import", path.name)
    want = path.with_suffix(".yaml")
    if request.config.getoption("--update-golden"):
        want.write_text(ended.stdout, "utf-8")
    assert ended.stdout == want.read_text("utf-8")
