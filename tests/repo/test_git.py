"""What git does to a repository of scaffold's: merges, rebases, clones with other line ends; and other misfortunes."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from repo.faults import shot
from scaffold.repo.bases import base_texts
from scaffold.repo.errors import MergeLeftovers
from terminal import Ended, scaffold

PLAN = """\
module: example.com/acme/m
api:
  interfaces:
    - name: Alpha
      methods:
        - Get(ctx context.Context, id string) error
    - name: Beta
      methods:
        - Put(ctx context.Context, id string) error
    - name: Gamma
      methods:
        - Del(ctx context.Context, id string) error
"""
ONE = PLAN.replace("Get(ctx context.Context, id string) error", "Get(ctx context.Context, id string) (int, error)")
TWO = PLAN.replace("Get(ctx context.Context, id string)", "Get(ctx context.Context, key string)") + "storage: {}\n"
BOTH = TWO.replace("key string) error", "key string) (int, error)")
API, MOCK = "pkg/api/api.go", "pkg/api/apimock/apimock.go"


def git(*arguments: str, code: int = 0, cwd: Path | None = None) -> str:
    """Run git, as on a machine of nobody's; its exit code must be `code`."""
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_EDITOR": "true"}
    for who in ("AUTHOR", "COMMITTER"):
        env |= {f"GIT_{who}_NAME": "x", f"GIT_{who}_EMAIL": "x@example.com"}
    done = subprocess.run(["git", *arguments], env=env, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def go(plan: str, *arguments: str) -> Ended:
    Path("plan.yaml").write_text(plan)
    return scaffold("go", "plan.yaml", "-o", ".", *arguments)


def commit(plan: str, message: str) -> None:
    assert go(plan).code == 0
    git("add", "-A")
    git("commit", "-qm", message)


def fresh(plan: str, tmp_path: Path) -> dict[str, bytes]:
    """What a new repository has of the plan."""
    folder = tmp_path / "fresh"
    folder.mkdir()
    (folder / "plan.yaml").write_text(plan)
    assert scaffold("go", folder / "plan.yaml", "-o", folder).code == 0
    return {path: data for path, (data, _) in shot(folder).files.items()}


@pytest.fixture(autouse=True)
def _repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A repository with two branches; each has edited the plan and regenerated."""
    (tmp_path / "repo").mkdir()
    monkeypatch.chdir(tmp_path / "repo")
    git("init", "-q", "-b", "main")
    commit(PLAN, "base")
    git("switch", "-qc", "one")
    commit(ONE, "one")
    git("switch", "-q", "main")
    git("switch", "-qc", "two")
    commit(TWO, "two")


def settled(tmp_path: Path) -> None:
    """Generated files are those of a fresh repository, and there is nothing left to do."""
    expected = fresh(BOTH, tmp_path)
    for path, data in expected.items():
        if not path.startswith(("internal/", ".scaffold/")):
            assert Path(path).read_bytes() == data, path
    assert b"<<<<<<<" not in Path(".scaffold/lock").read_bytes()
    git("add", "-A")
    git("commit", "-qm", "settled", "--allow-empty")
    assert scaffold("go", "plan.yaml", "-o", ".", "--check").code == 0


def resolve() -> None:
    """Settle what is a person's to settle, in files of theirs."""
    for path in git("diff", "--name-only", "--diff-filter=U").splitlines():
        if path.startswith("internal/"):
            git("checkout", "-q", "--ours", "--", path)


@pytest.mark.parametrize("style", ["merge", "diff3", "zdiff3"])
@pytest.mark.parametrize("union", [True, False])
def test_two_branches_that_each_regenerated_are_merged(style: str, union: bool, tmp_path: Path) -> None:
    """git stops at the plan; when that is settled, scaffold settles the rest, with markers in the lock or without."""
    if not union:
        Path(".git/info/attributes").write_text(".scaffold/lock merge\n")
    git("-c", f"merge.conflictStyle={style}", "merge", "one", code=1)
    for path in (API, MOCK):
        assert "<<<<<<<" in Path(path).read_text()
    assert ("<<<<<<<" in Path(".scaffold/lock").read_text()) is not union
    resolve()
    ended = go(BOTH)
    assert (ended.code, ended.stderr) == (0, "")
    settled(tmp_path)


def test_a_merge_without_conflicts_needs_one_run(tmp_path: Path) -> None:
    git("switch", "-q", "one")
    git("reset", "-q", "--hard", "main")
    other = PLAN.replace("Put(ctx context.Context, id string)", "Put(ctx context.Context)")
    commit(other, "other end")
    git("switch", "-q", "two")
    git("merge", "-q", "--no-edit", "one")
    merged = Path("plan.yaml").read_text()
    assert "Put(ctx context.Context)" in merged
    assert "storage" in merged
    assert go(merged).code == 0
    expected = fresh(merged, tmp_path)
    assert {path: Path(path).read_bytes() for path in (API, MOCK)} == {path: expected[path] for path in (API, MOCK)}


def test_a_merge_that_git_did_by_itself_is_nobodys_edit(tmp_path: Path) -> None:
    git("switch", "-q", "one")
    git("reset", "-q", "--hard", "main")
    commit(PLAN.replace("Put(ctx context.Context, id string)", "Put(ctx context.Context)"), "other end")
    git("switch", "-q", "two")
    git("merge", "-q", "--no-edit", "one")
    # The plan of the merge is edited further before anybody runs scaffold.
    plan = BOTH.replace("Put(ctx context.Context, id string) error", "Put(ctx context.Context) (bool, error)")
    assert go(plan).code == 0
    assert Path(API).read_bytes() == fresh(plan, tmp_path)[API]


def test_a_rebase_is_settled_the_same_way(tmp_path: Path) -> None:
    git("rebase", "one", code=1)
    resolve()
    assert go(BOTH).code == 0
    git("add", "-A")
    git("rebase", "--continue")
    settled(tmp_path)


def test_an_edit_by_hand_is_seen_through_a_merge() -> None:
    git("switch", "-q", "one")
    text = Path(API).read_text()
    Path(API).write_text(text.replace("type Beta", "// Beta is mine.\ntype Beta"))
    git("commit", "-qam", "by hand")
    git("switch", "-q", "two")
    git("merge", "one", code=1)
    before = shot(Path())
    ended = go(BOTH)
    assert (ended.code, "edited-generated" in ended.stderr, API in ended.stderr) == (1, True, True)
    assert MOCK not in ended.stderr
    Path("plan.yaml").write_bytes(before.files["plan.yaml"][0])
    assert shot(Path()) == before


def test_without_git_a_merge_is_an_edit(monkeypatch: pytest.MonkeyPatch) -> None:
    git("merge", "one", code=1)
    monkeypatch.setenv("PATH", "")
    assert go(BOTH).code == 1


def test_a_checkout_with_other_line_ends_is_no_edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git("-c", "core.autocrlf=true", "clone", "-q", ".", str(tmp_path / "clone"))
    monkeypatch.chdir(tmp_path / "clone")
    git("config", "core.autocrlf", "true")
    assert b"\r\n" in Path(API).read_bytes()
    assert b"\r\n" in Path(".scaffold/lock").read_bytes()
    ended = scaffold("go", "plan.yaml", "-o", ".", "--check")
    assert (ended.code, ended.stdout.splitlines()[-1].endswith("14 unchanged (nothing was written)")) == (0, True)
    git("merge", "origin/one", code=1)
    resolve()
    assert go(BOTH).code == 0
    git("add", "-A")
    git("commit", "-qm", "settled")
    assert scaffold("go", "plan.yaml", "-o", ".", "--check").code == 0


def test_a_repository_may_move(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.move(tmp_path / "repo", tmp_path / "elsewhere")
    monkeypatch.chdir(tmp_path / "elsewhere")
    before = shot(Path())
    assert scaffold("go", "plan.yaml", "-o", ".").code == 0
    assert shot(Path()) == before
    for path, (data, _) in before.files.items():
        assert not path.startswith(".scaffold/") or str(tmp_path).encode() not in data


def test_lost_bookkeeping_is_made_again() -> None:
    git("switch", "-q", "main")
    before = shot(Path())
    shutil.rmtree(".scaffold")
    ended = scaffold("go", "plan.yaml", "-o", ".")
    assert (ended.code, ended.stdout.splitlines()[-1]) == (
        0,
        ".: 8 adopted, 2 unchanged; .scaffold/ is brought up to date",
    )
    assert shot(Path()) == before


def test_lost_bookkeeping_makes_nobodys_lines_scaffolds() -> None:
    mine = Path("internal/api/beta/beta.go")
    mine.write_text(mine.read_text() + "\n// mine\n")
    shutil.rmtree(".scaffold")
    before = mine.read_text()
    assert scaffold("go", "plan.yaml", "-o", ".").code == 0
    assert mine.read_text() == before
    api = Path(API)
    api.write_text(api.read_text() + "\n// mine\n")
    shutil.rmtree(".scaffold")
    ended = scaffold("go", "plan.yaml", "-o", ".")
    assert (ended.code, API in ended.stderr) == (1, True)
    assert api.read_text().endswith("\n// mine\n")
    assert scaffold("go", "plan.yaml", "-o", ".", "--force").code == 0
    assert Path(f"{API}.orig").read_text().endswith("\n// mine\n")


@pytest.mark.parametrize(
    ("version", "hint"),
    [
        ("2", "upgrade scaffold"),
        ("99", "upgrade scaffold"),
        ("0", "take .scaffold/ back"),
        ("x", "take .scaffold/ back"),
    ],
)
def test_the_lock_of_another_version_is_refused(version: str, hint: str) -> None:
    lock = Path(".scaffold/lock")
    lock.write_text(lock.read_text().replace("format\t1", f"format\t{version}"))
    before = shot(Path())
    ended = scaffold("go", "plan.yaml", "-o", ".")
    assert (ended.code, "[repo-lock]" in ended.stderr, hint in ended.stderr) == (3, True, True)
    assert shot(Path()) == before


def test_both_texts_of_a_base_in_conflict() -> None:
    data = b"a\r\n<<<<<<< HEAD\nours \xff\n||||||| x\nold\n=======\ntheirs\n>>>>>>> one\nz"
    assert base_texts("x.go", data) == (b"a\r\nours \xff\nz", b"a\r\ntheirs\nz")
    assert base_texts("x.go", b"a\nz\xff") == (b"a\nz\xff",)
    with pytest.raises(MergeLeftovers):
        base_texts("x.go", b"<<<<<<< HEAD\n")
