"""No comment of a person's is ever lost in a merge, wherever it stands and whatever the plan changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest

from golden_cases import in_process
from scaffold.golang.split import preorder, tree_of
from scaffold.repo.merge import FileMerge, Sides, merge_file

PLAN = """module: example.com/m
api:
  interfaces:
    - name: Store
      methods:
        - signature: Get(id string) (*Object, error)
          doc: Get returns an object.
        - Put(object *Object, n int) error
        - Len() int
  types:
    - {name: Object, fields: [ID string]}
"""
CHANGES = {
    "rename an interface": ("name: Store", "name: Vault\n      was: Store"),
    "rename a method": ("signature: Get(", "was: Get\n          signature: Fetch("),
    "change a signature": ("(id string) (*Object, error)", "(id int, at time.Time) error"),
    "remove a method": ("        - Len() int\n", ""),
    "document otherwise": ("Get returns an object.", "Get returns it, or nothing."),
    "type parameters": ("name: Store", 'name: Store\n      type_params: "[K comparable]"'),
    "rename the package": ("api:\n", "api:\n  package: objects\n  was: api\n"),
    "remove the interface": (PLAN[PLAN.index("  interfaces:") : PLAN.index("  types:")], ""),
}
HANDS: dict[str, Callable[[str], str]] = {
    "nothing": lambda text: text,
    "bodies": lambda text: re.sub(r"\{\n\treturn [^&].*\n\}", '{\n\tpanic("mine")\n}', text),
    "names": lambda text: text.replace("s *Store", "me *Store").replace("id string", "key string"),
    "the package": lambda text: re.sub(r"(?m)^package (\w+)", r"package \1x", text),
    "a group": lambda text: re.sub(r"(?m)^var (_ .*)$", r"var (\n\t\1\n)", text),
}


def sides_of_merges(folder: Path, change: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> dict[str, Sides]:
    """The merges of the run after a change of the plan."""
    found: dict[str, Sides] = {}

    def remember(path: str, sides: Sides, side: str) -> FileMerge | None:
        found[path] = sides
        return merge_file(path, sides, side)

    plan, repo = folder / "plan.yaml", folder / "repo"
    plan.write_text(PLAN)
    in_process(["go", str(plan), "-o", str(repo)])
    for file in (repo / "internal").rglob("*.go"):
        file.write_text(file.read_text() + "\n// mine\n")
    plan.write_text(PLAN.replace(*change))
    for module in ("departed", "merging", "moving"):
        monkeypatch.setattr(import_module(f"scaffold.repo.decide.{module}"), "merge_file", remember)
    in_process(["go", str(plan), "-o", str(repo)])
    assert found
    return found


def with_comments(text: str) -> Iterator[str]:
    """The text with a comment before each token, behind each line, and above it."""
    tree = tree_of(text)
    assert tree is not None
    data, root = tree
    skipped = ("\n", "comment", "interpreted_string_literal_content", '"', "`")
    for node in preorder(root):
        if not node.child_count and node.end_byte > node.start_byte and node.type not in skipped:
            yield data[: node.start_byte].decode() + "/* MARK */ " + data[node.start_byte :].decode()
    lines = text.split("\n")
    for at, line in enumerate(lines):
        yield "\n".join([*lines[:at], f"{line} // MARK".lstrip(), *lines[at + 1 :]])
        yield "\n".join([*lines[:at], re.sub(r"\S.*", "", line) + "// MARK", *lines[at:]])


@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_no_comment_is_lost(tmp_path: Path, change: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    lost = []
    for path, sides in sides_of_merges(tmp_path, change, monkeypatch).items():
        for hand, edit in HANDS.items():
            for ours in with_comments(edit(sides.base.decode())):
                if tree_of(ours) is None:
                    continue
                merged = merge_file(path, sides._replace(ours=ours.encode()), "markers")
                if merged is None or b"MARK" not in merged.data:
                    lost.append((hand, path, ours[max(ours.index("MARK") - 60, 0) : ours.index("MARK") + 40]))
    assert lost == []
