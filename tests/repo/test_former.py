"""What a run says of Go files that are not in the lock and use names that the plan has changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from repo.room import generated, run, tree, write, yours
from scaffold.repo.changes import Changes, Kept, Note
from scaffold.tree import OutFile, RelPath, Rename

API, STORE = "example.com/m/pkg/api", "example.com/m/internal/store"
RENAMES = (
    Rename("type", "Object", "Blob", API),
    Rename("method", "Store.Get", "Store.Fetch", API),
)
OWN = (Rename("method", "Store.Get", "Store.Fetch", STORE),)


def contract(method: str, kind: str) -> OutFile:
    text = f"package api\n\ntype Store interface {{\n\t{method}() {kind}\n}}\n\ntype {kind} struct{{}}\n"
    return generated("pkg/api/api.go", text)


def skeleton(method: str, kind: str) -> OutFile:
    head = f'package store\n\nimport "{API}"\n\ntype Store struct{{}}\n\n'
    text = f"{head}func (s *Store) {method}() (x api.{kind}) {{\n\treturn\n}}\n"
    return yours("internal/store/store.go", text)


def renaming(target: Path) -> Changes:
    """The run that renames, and one that has nothing to do any more, nor anything to say."""
    files = contract("Fetch", "Blob")._replace(renames=RENAMES), skeleton("Fetch", "Blob")._replace(renames=OWN)
    found = run(target, *files)
    again = run(target, *files)
    assert (again.steps, again.kept) == ((), ())
    return found


def begin(target: Path, files: dict[str, str]) -> None:
    run(target, contract("Get", "Object"), skeleton("Get", "Object"))
    write(target, files)


def said(what: str) -> str:
    return f"it is left as it is, and calls things {what}"


@pytest.mark.parametrize(
    ("code", "want"),
    [
        (f'import "{API}"\n\nvar x api.Object\n', said("by names that the plan has changed: api.Object in line 5")),
        (f'import a "{API}"\n\nvar x a.Object\n', said("by names that the plan has changed: a.Object in line 5")),
        (f'import . "{API}"\n\nvar x Object\n', said("by names that the plan has changed: Object in line 5")),
        (
            f'import "{API}"\n\nfunc f(s api.Store) {{ s.Get() }}\n',
            said("by names that the plan has changed: s.Get in line 5"),
        ),
        (
            f'import "{API}"\n\nvar s struct{{ api.Store }}\nvar _ = s.Get()\n',
            said("by names that the plan has changed: s.Get in line 6"),
        ),
        (
            f'import "{API}"\n\nfunc f[S api.Store](s S) {{ s.Get() }}\n',
            said("perhaps by names that the plan has changed: Get in line 5"),
        ),
        (f'import "{API}"\n\n// Object is prose.\nvar _ api.Store\n', ""),
        ('import "example.com/other/api"\n\nvar x api.Object\nvar _ = x.Get()\n', ""),
        (f'import "{API}"\n\nvar x api.Object {{\n', ""),
    ],
)
def test_a_file_elsewhere_is_told_by_its_lines(tmp_path: Path, code: str, want: str) -> None:
    begin(tmp_path, {"cmd/x.go": f"package main\n\n{code}"})
    found = renaming(tmp_path)
    assert found.kept == ((Kept("cmd/x.go", want),) if want else ())
    assert tree(tmp_path)["cmd/x.go"] == f"package main\n\n{code}"


def test_folders_that_are_not_the_modules_and_links_are_passed_over(tmp_path: Path) -> None:
    code = f'package x\n\nimport "{API}"\n\nvar x api.Object\n'
    folders = ("vendor", "node_modules", "testdata", ".hidden", "_old")
    begin(tmp_path / "repo", {f"{folder}/x.go": code for folder in folders})
    write(tmp_path, {"outside/x.go": code})
    os.symlink(tmp_path / "outside", tmp_path / "repo/link")
    os.symlink(tmp_path / "outside/x.go", tmp_path / "repo/x.go")
    assert renaming(tmp_path / "repo").kept == ()


def test_a_file_beside_a_skeleton_follows(tmp_path: Path) -> None:
    body = "{\n\treturn []api.Object{s.Get(), s.Get()}\n}\n"
    more = f'package store\n\nimport "{API}"\n\nfunc (s *Store) Twice() []api.Object {body}'
    begin(tmp_path, {"internal/store/more.go": more})
    found = renaming(tmp_path)
    assert tree(tmp_path)["internal/store/more.go"] == more.replace("Object", "Blob").replace("Get", "Fetch")
    assert found.merged == ("internal/store/more.go", "internal/store/store.go")
    assert Note("internal/store/more.go", "what the plan calls otherwise now has its new name") in found.notes


def test_a_former_name_that_a_person_declares_anew_stays(tmp_path: Path) -> None:
    begin(tmp_path, {})
    renaming(tmp_path)
    mine = "package store\n\nfunc (s *Store) Get() int {\n\treturn 1\n}\n"
    write(tmp_path, {"internal/store/more.go": mine})
    # The plan changes once more, and goes on saying what the names were.
    api = contract("Fetch", "Blob")._replace(renames=RENAMES)
    other = skeleton("Fetch", "Blob")
    text = other.text.replace("type Store", "// Store is one.\ntype Store")
    run(tmp_path, api, other._replace(text=text, renames=OWN))
    assert tree(tmp_path)["internal/store/more.go"] == mine


def test_guesses_are_told_in_files_of_yours_too(tmp_path: Path) -> None:
    mine = "\nfunc (s *Store) Other(o struct{ in api.Store }) {\n\to.in.Get()\n\tfind().Get()\n}\n"
    begin(tmp_path, {"internal/store/store.go": skeleton("Get", "Object").text + mine})
    found = renaming(tmp_path)
    why = "it calls things perhaps by names that the plan has changed: Get in line 13"
    assert found.kept == (Kept("internal/store/store.go", why),)
    assert tree(tmp_path)["internal/store/store.go"] == skeleton("Fetch", "Blob").text + mine.replace(
        "in.Get", "in.Fetch"
    )


def test_a_file_that_is_out_of_scaffolds_hands_is_only_told(tmp_path: Path) -> None:
    more = "package store\n\nfunc (s *Store) Twice() {\n\ts.Get()\n}\n"
    code = f'package store\n\nimport "{API}"\n\nvar x api.Object\n'
    ignore = "internal/store/more.go\ninternal/store/x.go\n"
    begin(tmp_path, {"internal/store/more.go": more, "internal/store/x.go": code, ".scaffoldignore": ignore})
    found = renaming(tmp_path)
    assert found.kept == (
        Kept("internal/store/more.go", said("by names that the plan has changed: s.Get in line 4")),
        Kept("internal/store/x.go", said("by names that the plan has changed: api.Object in line 5")),
    )
    assert tree(tmp_path)["internal/store/more.go"] == more


def test_what_scaffoldignore_names_does_not_move_with_its_folder(tmp_path: Path) -> None:
    begin(tmp_path, {"internal/store/mine.go": "package store\n", ".scaffoldignore": "mine.go\n"})
    moved = skeleton("Get", "Object")._replace(
        path=RelPath("internal/vault/store.go"),
        renames=(Rename("file", "internal/store/store.go", "internal/vault/store.go"),),
    )
    found = run(tmp_path, contract("Get", "Object"), moved)
    assert found.moved == (("internal/store/store.go", "internal/vault/store.go"),)
    assert found.kept == (Kept("internal/store/mine.go", "its package is in internal/vault now"),)
