"""go.sum, .gitattributes and CODEOWNERS: files whose entries are lines."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repo.room import generated, run, shared, tree, write
from scaffold.kinds.shared import attributes_text
from scaffold.repo import Kept
from scaffold.repo.shared import Merged, Request, merge_for

LINE_FILES = ("go.sum", ".gitattributes", "CODEOWNERS")


def merge(name: str, request: Request) -> Merged:
    found = merge_for(name)
    assert found is not None
    return found(request)


def line(name: str, at: int) -> str:
    return f"example.com/m{at} v1.0.0 h1:x{at}=" if name == "go.sum" else f"/pkg/{at}.go linguist-generated=true"


def text(name: str, *at: int) -> str:
    return "".join(line(name, each) + "\n" for each in at)


@pytest.mark.parametrize("name", LINE_FILES)
class TestEveryLineFile:
    def test_what_was_there_stays_and_ours_comes_and_goes(self, tmp_path: Path, name: str) -> None:
        write(tmp_path, {name: text(name, 5)})
        assert run(tmp_path, shared(name, text(name, 5, 6, 7))).merged == (name,)
        assert tree(tmp_path)[name] == text(name, 5, 6, 7)
        run(tmp_path, shared(name, text(name, 6)))
        assert tree(tmp_path)[name] == text(name, 5, 6)
        run(tmp_path, plans=["plan.yaml"])
        assert tree(tmp_path)[name] == text(name, 5)

    def test_a_file_of_ours_alone_goes_with_the_plan(self, tmp_path: Path, name: str) -> None:
        run(tmp_path, shared(name, text(name, 1, 2)))
        assert run(tmp_path, plans=["plan.yaml"]).removed == (name,)
        assert tree(tmp_path) == {}

    def test_what_a_person_removed_stays_away_until_it_is_wanted_anew(self, tmp_path: Path, name: str) -> None:
        run(tmp_path, shared(name, text(name, 1, 2)))
        write(tmp_path, {name: text(name, 2)})
        assert run(tmp_path, shared(name, text(name, 1, 2))).writes is False
        run(tmp_path, shared(name, text(name, 2)))
        run(tmp_path, shared(name, text(name, 1, 2)))
        assert sorted(tree(tmp_path)[name].splitlines()) == [line(name, 1), line(name, 2)]

    def test_a_file_that_a_person_removed_stays_away(self, tmp_path: Path, name: str) -> None:
        run(tmp_path, shared(name, text(name, 1)))
        (tmp_path / name).unlink()
        assert run(tmp_path, shared(name, text(name, 1))).writes is False
        run(tmp_path, shared(name, text(name, 1, 2)))
        assert tree(tmp_path)[name] == text(name, 2)

    def test_crlf_and_a_missing_last_line_end(self, tmp_path: Path, name: str) -> None:
        write(tmp_path, {name: f"{line(name, 1)}\r\n{line(name, 2)}"})
        run(tmp_path, shared(name, text(name, 3)))
        assert tree(tmp_path)[name] == f"{line(name, 1)}\r\n{line(name, 2)}\r\n{line(name, 3)}\r\n"

    def test_two_plans_share_lines(self, tmp_path: Path, name: str) -> None:
        run(tmp_path, shared(name, text(name, 1, 2)))
        run(tmp_path, shared(name, text(name, 2, 3), "two.yaml"))
        assert tree(tmp_path)[name] == text(name, 1, 2, 3)
        run(tmp_path, shared(name, text(name, 1)))
        # Line 2 was there when the second plan came: it was the first one's, and both want it.
        assert tree(tmp_path)[name] == text(name, 1, 2, 3)
        run(tmp_path, plans=["two.yaml"])
        assert tree(tmp_path)[name] == text(name, 1)

    def test_two_plans_in_one_run(self, tmp_path: Path, name: str) -> None:
        run(tmp_path, shared(name, text(name, 1, 2)), shared(name, text(name, 2, 3), "two.yaml"))
        assert tree(tmp_path)[name] == text(name, 1, 2, 3)
        run(tmp_path, shared(name, text(name, 1, 2)), plans=["plan.yaml", "two.yaml"])
        assert tree(tmp_path)[name] == text(name, 1, 2)

    def test_both_sides_of_a_conflict_in_the_base_count(self, tmp_path: Path, name: str) -> None:
        run(tmp_path, shared(name, text(name, 1, 2)))
        base = tmp_path / f".scaffold/bases/{name}.base"
        head, one, two = base.read_text().splitlines(keepends=True)
        base.write_text(f"{head}<<<<<<< a\n{one}=======\n{two}>>>>>>> b\n")
        run(tmp_path, plans=["plan.yaml"])
        assert tree(tmp_path) == {}

    def test_a_lost_base_is_found_again(self, tmp_path: Path, name: str) -> None:
        files = generated("a.go"), shared(name, text(name, 1, 2))
        run(tmp_path, *files)
        before = tree(tmp_path, state=True)
        (tmp_path / ".scaffold/lock").unlink()
        (tmp_path / f".scaffold/bases/{name}.base").unlink()
        run(tmp_path, *files)
        assert tree(tmp_path, state=True) == before


lines_ = st.lists(st.integers(0, 6), max_size=6)
foreign = st.text(st.characters(exclude_characters="\n", codec="utf-8"), max_size=8)


@pytest.mark.parametrize("name", [".gitattributes", "CODEOWNERS"])
@given(st.lists(foreign | st.integers(0, 6), max_size=8), lines_, lines_, st.booleans())
def test_foreign_lines_survive_and_a_second_merge_changes_nothing(
    name: str, disk: list[str | int], before: list[int], after: list[int], additive: bool
) -> None:
    there = "\n".join(each if isinstance(each, str) else line(name, each) for each in disk)
    shares = {"plan.yaml": frozenset(line(name, each) for each in before)}
    request = Request(there, {"plan.yaml": text(name, *after)}, shares, additive)
    merged = merge(name, request)
    ours = {line(name, each) for each in (*before, *after)}
    kept = [each for each in there.split("\n") if each.strip() not in ours]
    assert [each for each in (merged.text or "").split("\n") if each.strip() not in ours and each.strip()] == [
        each for each in kept if each.strip()
    ]
    again = merge(name, request._replace(disk=merged.text, shares=merged.shares))
    assert again == merged
    if additive:
        assert set(there.split()) <= set((merged.text or "").split())


def test_checksums_are_sorted_in_as_go_sorts_them(tmp_path: Path) -> None:
    theirs = "a.b/c v1.9.0 h1:1=\na.b/c v1.10.0 h1:2=\na.b/c v1.10.0/go.mod h1:3=\nx.y/z v1.0.0/go.mod h1:4=\n"
    write(tmp_path, {"go.sum": theirs})
    run(tmp_path, shared("go.sum", "a.b/c v1.10.0-rc.1/go.mod h1:5=\na.b/c v1.9.0/go.mod h1:6=\nb.b/c v0.1.0 h1:7=\n"))
    assert tree(tmp_path)["go.sum"] == (
        "a.b/c v1.9.0 h1:1=\n"
        "a.b/c v1.9.0/go.mod h1:6=\n"
        "a.b/c v1.10.0-rc.1/go.mod h1:5=\n"
        "a.b/c v1.10.0 h1:2=\n"
        "a.b/c v1.10.0/go.mod h1:3=\n"
        "b.b/c v0.1.0 h1:7=\n"
        "x.y/z v1.0.0/go.mod h1:4=\n"
    )


def test_a_checksum_is_never_contradicted(tmp_path: Path) -> None:
    write(tmp_path, {"go.sum": "a.b/c v1.0.0 h1:theirs=\n"})
    run(tmp_path, shared("go.sum", "a.b/c v1.0.0 h1:ours=\na.b/c v1.0.0/go.mod h1:1=\n"))
    assert tree(tmp_path)["go.sum"] == "a.b/c v1.0.0 h1:theirs=\na.b/c v1.0.0/go.mod h1:1=\n"


def test_a_damaged_go_sum_is_left_alone_and_named(tmp_path: Path) -> None:
    write(tmp_path, {"go.sum": "<<<<<<< HEAD\n"})
    changes = run(tmp_path, shared("go.sum", text("go.sum", 1)))
    assert changes.kept == (
        Kept(
            "go.sum",
            "scaffold cannot read it (line 1 is not a module, a version and a hash), so it was left as it is",
        ),
    )
    assert tree(tmp_path)["go.sum"] == "<<<<<<< HEAD\n"


def test_checksums_stay_where_a_module_of_theirs_may_need_them(tmp_path: Path) -> None:
    mod = "module m\n\ngo 1.24\n\nrequire example.com/m1 v1.0.0\n"
    run(tmp_path, shared("go.mod", mod), shared("go.sum", text("go.sum", 1)))
    write(tmp_path, {"go.mod": mod + "\nrequire their.own/module v1.0.0\n"})
    run(tmp_path, shared("go.mod", "module m\n\ngo 1.24\n"), shared("go.sum", ""))
    assert tree(tmp_path)["go.sum"] == text("go.sum", 1)


def test_what_a_person_says_of_a_generated_file_stands(tmp_path: Path) -> None:
    theirs = "* text=auto\n/pkg/1.go   -linguist-generated\n/pkg/2.go text\n"
    write(tmp_path, {".gitattributes": theirs})
    run(tmp_path, shared(".gitattributes", text(".gitattributes", 1, 2)))
    assert tree(tmp_path)[".gitattributes"] == theirs + line(".gitattributes", 2) + "\n"


def test_new_lines_join_scaffolds_own_and_not_what_follows(tmp_path: Path) -> None:
    write(tmp_path, {".gitattributes": "# mine\n"})
    run(tmp_path, shared(".gitattributes", text(".gitattributes", 1)))
    with open(tmp_path / ".gitattributes", "a", encoding="utf-8") as file:
        file.write("*.go diff=golang\n")
    run(tmp_path, shared(".gitattributes", text(".gitattributes", 1, 2)))
    assert tree(tmp_path)[".gitattributes"] == f"# mine\n{text('.gitattributes', 1, 2)}*.go diff=golang\n"


def test_git_reads_the_patterns_as_the_very_paths(tmp_path: Path) -> None:
    paths = ["pkg/api/api.go", "pkg/a b/x.go", "pkg/[a]/x{y}.go", "pkg/é/!x#.go", "mocks/deep/er/m.go"]
    others = ["pkg/api/other.go", "x/pkg/api/api.go", "pkg/a/xy.go", "mocks.go"]
    (tmp_path / ".gitattributes").write_text(attributes_text(paths), encoding="utf-8")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    answer = subprocess.run(
        ["git", "check-attr", "-z", "linguist-generated", "--", *paths, ".scaffold/lock", *others],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\0")
    assert dict(zip(answer[0::3], answer[2::3], strict=False)) == {
        **dict.fromkeys([*paths, ".scaffold/lock"], "true"),
        **dict.fromkeys(others, "unspecified"),
    }


def test_two_branches_that_each_regenerated_merge(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=t", "-c", "user.email=t@t", *arguments], cwd=tmp_path, check=True, timeout=60
        )

    attributes = shared(".gitattributes", attributes_text(["a.go"]))
    git("init", "-q", "-b", "main")
    run(tmp_path, attributes, generated("a.go", "0\n" * 9))
    git("add", "-A")
    git("commit", "-qm", "0")
    git("checkout", "-qb", "other")
    run(tmp_path, attributes, generated("a.go", "1\n" + "0\n" * 8), generated("b.go"))
    git("add", "-A")
    git("commit", "-qm", "1")
    git("checkout", "-q", "main")
    run(tmp_path, attributes, generated("a.go", "0\n" * 8 + "2\n"), generated("c.go"))
    git("add", "-A")
    git("commit", "-qm", "2")
    git("merge", "-q", "other", "-m", "both")
    # Git merged the text as well, so what is there is neither side's: only the plan can say what it is to be.
    both = generated("a.go", "1\n" + "0\n" * 7 + "2\n"), generated("b.go"), generated("c.go"), attributes
    assert run(tmp_path, *both).bookkeeping == (".scaffold/lock",)
