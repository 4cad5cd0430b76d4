"""Conflicts in git's index, wherever the repository keeps its own, and files as git checks them out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from repo.test_git import git, go
from scaffold.repo.merge import Sides, merge_file

PLAN = """\
module: example.com/acme/m
api:
  interfaces:
    - name: Store
      methods:
        - signature: Get(ctx context.Context, id string) (string, error)
          doc: Get returns it.
"""
OTHER = PLAN.replace("(string, error)", "(string, bool, error)")
FILE = "internal/api/store/store.go"
BODY = '\treturn "mine", nil\n'
STUB = '\treturn "", fmt.Errorf("store: Get: %w", errors.ErrUnsupported)\n'
NEW = STUB.replace('"", ', '"", false, ')


@pytest.fixture(params=["worktree", "submodule", "sha256", "autocrlf"])
def checkout(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A checkout in which the skeleton, in a subfolder, was filled in and committed."""
    kind: str = request.param
    git("init", "-q", *(["--object-format=sha256"] if kind == "sha256" else []), "main", cwd=tmp_path)
    (tmp_path / "main/sub folder").mkdir()
    monkeypatch.chdir(tmp_path / "main/sub folder")
    assert go(PLAN).code == 0
    Path(FILE).write_text(Path(FILE).read_text().replace(STUB, BODY))
    Path(FILE).chmod(0o755)
    git("add", "-A")
    git("commit", "-qm", "one")
    if kind == "worktree":
        git("worktree", "add", "-q", str(tmp_path / "other"))
    elif kind == "submodule":
        git("init", "-q", "super", cwd=tmp_path)
        add = ("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(tmp_path / "main"), "mod")
        git(*add, cwd=tmp_path / "super")
    elif kind == "autocrlf":
        git("clone", "-q", "-c", "core.autocrlf=true", "main", "other", cwd=tmp_path)
    folder = {"submodule": "super/mod", "sha256": "main"}.get(kind, "other")
    monkeypatch.chdir(tmp_path / folder / "sub folder")
    return kind


def test_the_three_sides_are_in_the_index(checkout: str) -> None:
    ended = go(OTHER, "--git-stages")
    assert ended.code == 1
    listed = [line.split() for line in git("ls-files", "-u", FILE).splitlines()]
    assert [(mode, number) for mode, _, number, *_ in listed] == [("100755", "1"), ("100755", "2"), ("100755", "3")]
    base, ours, theirs = (git("cat-file", "blob", name) for _, name, *_ in listed)
    assert "\r" not in base + ours + theirs
    assert base.replace(STUB, BODY) == ours
    assert base.replace(STUB, NEW).replace("(string, error)", "(string, bool, error)") == theirs
    data = Path(FILE).read_bytes().decode()
    end = "\r\n" if checkout == "autocrlf" else "\n"
    assert data.count("\n") == data.count(end)
    text = data.replace("\r\n", "\n")
    assert text.endswith(
        f"{{\n<<<<<<< yours\n{BODY}||||||| base\n{STUB}=======\n{NEW}>>>>>>> plan\n}}\n",
    )
    assert os.stat(FILE).st_mode & 0o777 == 0o755
    assert go(OTHER).code == 1
    assert Path(FILE).read_bytes().decode() == data


def test_a_byte_order_mark_and_a_missing_last_line_end_stay() -> None:
    base = "package p\n\nfunc f() {}\n"
    ours = "\ufeffpackage p\r\n\r\nfunc f() {}\r\n\r\nfunc mine() {}"
    theirs = "package p\n\nfunc f(n int) {}\n"
    merged = merge_file("x.go", Sides(base.encode(), ours.encode(), theirs.encode()), "markers")
    assert merged is not None
    assert merged.data.decode() == ours.replace("f()", "f(n int)")


@pytest.mark.parametrize("base", ["", "no Go\n"])
def test_a_base_that_is_no_go_counts_as_lost(base: str) -> None:
    sides = Sides(base.encode(), b"package p\n\nvar mine int\n", b"package p\n\nvar theirs int\n")
    merged = merge_file("x.go", sides, "markers")
    assert merged is not None
    assert (merged.data, merged.conflicts) == (sides.ours, 0)
    assert merged.kept == ("the plan has changed, but what scaffold last wrote here is no Go any more",)


def test_a_base_with_gits_markers_counts_with_its_first_side() -> None:
    base = "package p\n\n<<<<<<< HEAD\nfunc f(a int) {}\n=======\nfunc f(b int) {}\n>>>>>>> other\n"
    sides = Sides(base.encode(), b"package p\n\nfunc f(a int) {}\n", b"package p\n\nfunc f(a int8) {}\n")
    merged = merge_file("x.go", sides, "markers")
    assert merged is not None
    assert (merged.data, merged.conflicts) == (sides.theirs, 0)


def test_text_that_is_no_go_merges_by_lines() -> None:
    sides = Sides(b"one\ntwo\n", b"one\nmine\n", b"zero\none\ntheirs\n")
    merged = merge_file("x.txt", sides, "markers")
    assert merged is not None
    assert merged.data == b"zero\none\n<<<<<<< yours\nmine\n||||||| base\ntwo\n=======\ntheirs\n>>>>>>> plan\n"


def test_no_program_of_the_repository_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    git("init", "-q")
    assert go(PLAN).code == 0
    Path(FILE).write_text(Path(FILE).read_text().replace(STUB, BODY))
    git("add", "-A")
    git("commit", "-qm", "one")
    ran = tmp_path / "ran"
    for name in ("clean", "process", "hook", "configured"):
        script = tmp_path / f"{name}.sh"
        script.write_text(f'#!/bin/sh\necho {name} >> "{ran}"\ncat\n')
        script.chmod(0o755)
    Path(".gitattributes").write_text("*.go filter=mine\n*.mod filter=odd=name\n")
    for key in ("filter.mine.clean", "filter.mine.process", "filter.odd=name.clean"):
        git("config", key, str(tmp_path / f"{key.rpartition('.')[2]}.sh"))
    git("config", "filter.mine.required", "true")
    git("config", "hook.own.event", "post-index-change")
    git("config", "hook.own.command", str(tmp_path / "configured.sh"))
    for hook in ("post-index-change", "pre-commit"):
        Path(f".git/hooks/{hook}").write_bytes((tmp_path / "hook.sh").read_bytes())
        Path(f".git/hooks/{hook}").chmod(0o755)
    assert go(OTHER, "--git-stages").code == 1
    assert not ran.exists(), ran.read_text()
    assert len(git("ls-files", "-u", FILE).splitlines()) == 3
    ours = git("ls-files", "-u", FILE).splitlines()[1].split()[1]
    assert git("cat-file", "blob", ours).endswith(f"{{\n{BODY}}}\n")
