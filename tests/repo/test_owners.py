"""Generated files and files of yours: created, updated, left alone, refused, removed."""

from __future__ import annotations

from pathlib import Path

import pytest

from repo.room import HEADER, errors, generated, run, shared, stamps, tree, write, yours
from scaffold.repo import Changes, Kept, RepoError, apply, plan_changes, read_lock
from scaffold.repo.digest import digest
from scaffold.repo.lockfile import Entry
from scaffold.tree import Owner

API = "pkg/api/api.go"
IMPL = "internal/api/s/s.go"
FILES = (generated(API), yours(IMPL), shared("go.mod", "module m\n\ngo 1.24\n"))


def test_a_first_run_makes_the_target_and_everything_in_it(tmp_path: Path) -> None:
    target = tmp_path / "not" / "there"
    changes = run(target, *FILES)
    assert changes == Changes(str(target), created=("go.mod", IMPL, API), steps=changes.steps)
    assert tree(target, state=True) == {
        "go.mod": "module m\n\ngo 1.24\n",
        IMPL: "package impl\n",
        API: HEADER + "package api\n",
        ".scaffold/.gitignore": ("# What need not be committed.\n/cache/\n/journal*\n/run.lock\n*.scaffold-tmp\n"),
        f".scaffold/bases/{IMPL}.base": "package impl\n",
        ".scaffold/lock": (target / ".scaffold/lock").read_text(),
    }
    lock = read_lock(target)
    assert lock is not None
    assert lock.files == {
        "go.mod": Entry(Owner.SHARED, (), ("plan.yaml",)),
        API: Entry(Owner.GENERATED, (digest((HEADER + "package api\n").encode()),), ("plan.yaml",)),
        IMPL: Entry(Owner.YOURS, (digest(b"package impl\n"),), ("plan.yaml",)),
    }


def test_a_second_run_changes_nothing_not_even_a_folder(tmp_path: Path) -> None:
    run(tmp_path, *FILES, options={"plan.yaml": {"mocks": "func"}})
    before = stamps(tmp_path)
    changes = run(tmp_path, *FILES, options={"plan.yaml": {"mocks": "func"}})
    assert (changes.writes, changes.unchanged) == (False, 3)
    assert stamps(tmp_path) == before


def test_a_checkout_with_crlf_is_no_edit(tmp_path: Path) -> None:
    run(tmp_path, *FILES)
    for path in tree(tmp_path, state=True):
        (tmp_path / path).write_bytes((tmp_path / path).read_bytes().replace(b"\n", b"\r\n"))
    before = stamps(tmp_path)
    assert run(tmp_path, *FILES).writes is False
    assert stamps(tmp_path) == before
    run(tmp_path, generated(API, "package api // new\n"), *FILES[1:])
    assert tree(tmp_path)[API] == HEADER + "package api // new\n"


def test_a_dry_run_touches_nothing(tmp_path: Path) -> None:
    target = tmp_path / "repo"
    changes = plan_changes(FILES, target)
    assert not target.exists()
    assert list(changes.texts()) == [
        ("go.mod", None, "module m\n\ngo 1.24\n"),
        (IMPL, None, "package impl\n"),
        (API, None, HEADER + "package api\n"),
    ]


def test_only_changed_generated_files_are_rewritten_and_keep_their_mode(tmp_path: Path) -> None:
    run(tmp_path, generated("a.go"), generated("b.go"))
    (tmp_path / "a.go").chmod(0o600)
    before = stamps(tmp_path)
    changes = run(tmp_path, generated("a.go", "package new\n"), generated("b.go"))
    assert (changes.updated, changes.unchanged) == (("a.go",), 1)
    assert stamps(tmp_path)["b.go"] == before["b.go"]
    assert (tmp_path / "a.go").stat().st_mode & 0o777 == 0o600
    assert tree(tmp_path)["a.go"] == HEADER + "package new\n"


def test_new_files_have_the_mode_that_the_umask_leaves(tmp_path: Path) -> None:
    run(tmp_path, *FILES)
    assert (tmp_path / API).stat().st_mode & 0o777 == 0o644
    assert (tmp_path / "pkg").stat().st_mode & 0o777 == 0o755


def test_a_missing_generated_file_is_written_again(tmp_path: Path) -> None:
    run(tmp_path, *FILES)
    (tmp_path / API).unlink()
    assert run(tmp_path, *FILES).created == (API,)


@pytest.mark.parametrize("text", ["", "\0\0\0"])
def test_a_generated_file_that_a_power_cut_emptied_is_no_edit(tmp_path: Path, text: str) -> None:
    run(tmp_path, *FILES)
    write(tmp_path, {API: text})
    assert run(tmp_path, *FILES).updated == (API,)


def test_edited_generated_files_stop_the_run_and_are_all_named(tmp_path: Path) -> None:
    run(tmp_path, generated("a.go"), generated("b.go"), generated("c.go"))
    write(tmp_path, {"a.go": "mine\n", "c.go": "mine too\n"})
    before = stamps(tmp_path)
    changes = plan_changes([generated("a.go"), generated("b.go", "new\n"), generated("c.go", "new\n")], tmp_path)
    assert errors(changes) == [("a.go", "edited-generated", 1), ("c.go", "edited-generated", 1)]
    assert (changes.exit_code, changes.steps) == (1, ())
    with pytest.raises(RepoError):
        apply(changes)
    assert stamps(tmp_path) == before


def test_an_edit_that_is_what_the_plan_says_now_is_none(tmp_path: Path) -> None:
    run(tmp_path, generated("a.go"))
    write(tmp_path, {"a.go": HEADER + "new\n"})
    assert run(tmp_path, generated("a.go", "new\n")).bookkeeping == (".scaffold/lock",)


def test_force_keeps_the_edit_beside_the_file_and_never_overwrites_a_copy(tmp_path: Path) -> None:
    run(tmp_path, generated("p/a.go"), generated("p/b.go"))
    write(tmp_path, {"p/a.go": "mine\n", "p/a.go.orig": "older\n", "p/a.go.orig.1": "old\n"})
    changes = run(tmp_path, generated("p/a.go"), generated("p/b.go"), force=True)
    assert changes.updated == ("p/a.go",)
    assert changes.saved == ("p/a.go.orig.2",)
    assert changes.kept == (Kept("p/a.go.orig.2", "your edited p/a.go"),)
    assert tree(tmp_path) == {
        "p/a.go": HEADER + "package api\n",
        "p/b.go": HEADER + "package api\n",
        "p/a.go.orig": "older\n",
        "p/a.go.orig.1": "old\n",
        "p/a.go.orig.2": "mine\n",
    }


def test_either_hash_of_a_merged_lock_is_scaffolds(tmp_path: Path) -> None:
    run(tmp_path, generated("a.go", "one\n"))
    lock = (tmp_path / ".scaffold/lock").read_text()
    line = lock.splitlines(keepends=True)[-1]
    other = line.replace(line.split("\t")[2], digest((HEADER + "two\n").encode()))
    merged = lock.replace(line, f"<<<<<<< HEAD\n{line}=======\n{other}>>>>>>> b\n")
    write(tmp_path, {".scaffold/lock": merged, "a.go": HEADER + "two\n"})
    assert run(tmp_path, generated("a.go", "three\n")).updated == ("a.go",)
    assert run(tmp_path, generated("a.go", "three\n")).writes is False
    assert "<<<" not in (tmp_path / ".scaffold/lock").read_text()


@pytest.mark.parametrize("force", [False, True])
def test_a_file_in_nobodys_lock_is_never_touched(tmp_path: Path, force: bool) -> None:
    run(tmp_path, generated("a.go"))
    write(tmp_path, {"b.go": "package mine\n"})
    changes = plan_changes([generated("a.go"), generated("b.go")], tmp_path, force=force)
    assert errors(changes) == [("b.go", "path-occupied", 1)]
    assert changes.errors[0].message == "plan.yaml wants it, but there is a file that scaffold did not write"


def test_an_identical_file_in_nobodys_lock_is_adopted(tmp_path: Path) -> None:
    write(tmp_path, {"a.go": HEADER + "package api\n", IMPL: "package impl\n"})
    before = stamps(tmp_path)["a.go"]
    assert run(tmp_path, generated("a.go"), yours(IMPL)).adopted == ("a.go", IMPL)
    assert stamps(tmp_path)["a.go"] == before
    assert (tmp_path / f".scaffold/bases/{IMPL}.base").read_text() == "package impl\n"


def test_an_identical_file_is_adopted_whatever_its_line_ends(tmp_path: Path) -> None:
    write(tmp_path, {"a.go": (HEADER + "package api\n").replace("\n", "\r\n")})
    assert run(tmp_path, generated("a.go")).adopted == ("a.go",)


def test_a_stranger_that_says_it_is_generated_gives_way_to_force(tmp_path: Path) -> None:
    write(tmp_path, {"a.go": HEADER + "older\n"})
    assert errors(plan_changes([generated("a.go")], tmp_path)) == [("a.go", "path-occupied", 1)]
    run(tmp_path, generated("a.go"), force=True)
    assert tree(tmp_path) == {"a.go": HEADER + "package api\n", "a.go.orig": HEADER + "older\n"}


def test_files_of_yours_are_not_touched_where_the_plan_changed_nothing(tmp_path: Path) -> None:
    run(tmp_path, *FILES)
    write(tmp_path, {IMPL: "package impl // mine\n"})
    before = stamps(tmp_path)
    assert run(tmp_path, generated(API, "package api // new\n"), *FILES[1:]).updated == (API,)
    assert stamps(tmp_path)[IMPL] == before[IMPL]
    assert (tmp_path / f".scaffold/bases/{IMPL}.base").read_text() == "package impl\n"


def test_files_of_yours_follow_the_plan_around_what_you_wrote(tmp_path: Path) -> None:
    run(tmp_path, *FILES)
    write(tmp_path, {IMPL: "package impl // mine\n\nfunc mine() {}\n"})
    new = "package impl\n\nfunc New() {}\n"
    assert run(tmp_path, FILES[0], yours(IMPL, new), FILES[2]).merged == (IMPL,)
    assert tree(tmp_path)[IMPL] == "package impl // mine\n\nfunc mine() {}\n\nfunc New() {}\n"
    assert (tmp_path / f".scaffold/bases/{IMPL}.base").read_text() == new


def test_a_removed_file_of_yours_stays_removed(tmp_path: Path) -> None:
    run(tmp_path, *FILES)
    (tmp_path / IMPL).unlink()
    changes = run(tmp_path, *FILES)
    assert (changes.writes, changes.kept) == (False, (Kept(IMPL, "it was removed by hand, and stays removed"),))


def test_a_stranger_where_a_file_of_yours_would_be_is_an_error_until_you_say(tmp_path: Path) -> None:
    write(tmp_path, {IMPL: "package mine\n"})
    assert errors(plan_changes([yours(IMPL)], tmp_path)) == [(IMPL, "path-occupied", 1)]
    changes = run(tmp_path, yours(IMPL), force=True)
    assert changes.kept == (Kept(IMPL, "it was there before scaffold knew of it, and is yours"),)
    assert tree(tmp_path) == {IMPL: "package mine\n"}
    assert run(tmp_path, yours(IMPL)).writes is False


def test_a_lost_state_folder_leaves_edited_files_of_yours_to_you(tmp_path: Path) -> None:
    run(tmp_path, *FILES)
    lock = (tmp_path / ".scaffold/lock").read_text()
    write(tmp_path, {IMPL: "package impl // mine\n"})
    for path in sorted((tmp_path / ".scaffold").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    changes = run(tmp_path, *FILES)
    assert (changes.adopted, changes.kept) == (
        (API,),
        (Kept(IMPL, "it was there before scaffold knew of it, and is yours"),),
    )
    assert tree(tmp_path)[IMPL] == "package impl // mine\n"
    assert (tmp_path / ".scaffold/lock").read_text() == lock


def test_what_left_the_plan_goes_with_its_folders_if_nobody_touched_it(tmp_path: Path) -> None:
    run(tmp_path, *FILES, generated("pkg/old/a/b.go"), yours("internal/old/x.go"), yours("internal/old/y.go"))
    write(tmp_path, {"internal/old/x.go": "mine\n"})
    changes = run(tmp_path, *FILES)
    assert changes.removed == ("internal/old/y.go", "pkg/old/a/b.go")
    assert changes.kept == (Kept("internal/old/x.go", "it left the plan, but was edited by hand"),)
    assert set(tree(tmp_path)) == {"go.mod", API, IMPL, "internal/old/x.go"}
    assert not (tmp_path / "pkg/old").exists()
    assert {path for path in tree(tmp_path, state=True) if "bases" in path} == {
        f".scaffold/bases/{IMPL}.base",
        ".scaffold/bases/internal/old/x.go.base",
    }
    assert run(tmp_path, *FILES).kept == changes.kept


def test_what_left_the_plan_and_is_gone_is_forgotten(tmp_path: Path) -> None:
    run(tmp_path, *FILES, generated("old.go"), yours("old2.go"))
    (tmp_path / "old.go").unlink()
    (tmp_path / "old2.go").unlink()
    changes = run(tmp_path, *FILES)
    assert (changes.removed, changes.kept) == ((), ())
    assert set(read_lock(tmp_path).files) == {"go.mod", API, IMPL}  # type: ignore[union-attr]


def test_a_selection_never_removes(tmp_path: Path) -> None:
    run(tmp_path, *FILES, shared("go.sum", "m v1.0.0 h1:x=\n"))
    changes = run(tmp_path, generated("pkg/api/new.go"), shared("go.sum", "n v1.0.0 h1:y=\n"), selection=True)
    assert (changes.created, changes.removed) == (("pkg/api/new.go",), ())
    assert tree(tmp_path)["go.sum"] == "m v1.0.0 h1:x=\nn v1.0.0 h1:y=\n"
    assert API in tree(tmp_path)
    everything = *FILES, generated("pkg/api/new.go"), shared("go.sum", "m v1.0.0 h1:x=\nn v1.0.0 h1:y=\n")
    assert run(tmp_path, *everything).writes is False


def test_files_of_other_plans_are_left_alone_and_their_paths_refused(tmp_path: Path) -> None:
    run(tmp_path, generated("a.go"))
    run(tmp_path, generated("b.go", plan="two.yaml"), options={"two.yaml": {"k": "v"}})
    assert set(tree(tmp_path)) == {"a.go", "b.go"}
    changes = plan_changes([generated("a.go", plan="two.yaml")], tmp_path)
    assert errors(changes) == [("a.go", "path-of-other-plan", 1)]
    assert changes.errors[0].message == "both two.yaml and plan.yaml want it; it is plan.yaml's"
    assert run(tmp_path, plans=["plan.yaml"]).removed == ("a.go",)
    assert read_lock(tmp_path).options == {"two.yaml": {"k": "v"}}  # type: ignore[union-attr]


def test_two_plans_of_one_run_cannot_own_one_file(tmp_path: Path) -> None:
    changes = plan_changes([generated("a.go"), generated("a.go", plan="two.yaml")], tmp_path)
    assert errors(changes) == [("a.go", "path-of-other-plan", 1)]


def test_options_are_remembered_replaced_and_forgotten(tmp_path: Path) -> None:
    def remembered(**options: object) -> object:
        run(tmp_path, generated("a.go"), **options)
        return read_lock(tmp_path).options  # type: ignore[union-attr]

    assert remembered(options={"plan.yaml": {"mocks": "func\tx", "b": ""}}) == {
        "plan.yaml": {"mocks": "func\tx", "b": ""}
    }
    assert remembered() == {"plan.yaml": {"mocks": "func\tx", "b": ""}}
    assert remembered(options={"plan.yaml": {"b": "1"}}) == {"plan.yaml": {"b": "1"}}
    assert remembered(options={"plan.yaml": {}}) == {}


def test_a_generated_file_that_becomes_yours_gets_a_base_and_back(tmp_path: Path) -> None:
    base = tmp_path / ".scaffold/bases/a.go.base"
    run(tmp_path, generated("a.go"))
    run(tmp_path, yours("a.go", "skeleton\n"))
    assert (tree(tmp_path), base.read_text()) == ({"a.go": "skeleton\n"}, "skeleton\n")
    run(tmp_path, generated("a.go"))
    assert (tree(tmp_path), base.exists()) == ({"a.go": HEADER + "package api\n"}, False)
    write(tmp_path, {"a.go": "edited\n"})
    assert run(tmp_path, yours("a.go", "skeleton\n")).kept[0].path == "a.go"
    assert tree(tmp_path) == {"a.go": "edited\n"}
    assert errors(plan_changes([generated("a.go")], tmp_path)) == [("a.go", "edited-generated", 1)]


@pytest.mark.parametrize("path", [".git/hooks/post-checkout", ".scaffold/lock", ".Git/config"])
def test_folders_of_git_and_scaffold_are_no_plans(tmp_path: Path, path: str) -> None:
    assert errors(plan_changes([generated(path)], tmp_path)) == [(path, "repo-obstacle", 3)]


def test_a_path_that_differs_in_case_only_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {"pkg/API/x.go": "mine\n", "Readme.go": "mine\n"})
    changes = plan_changes([generated("pkg/api/api.go"), generated("README.go"), generated("pkg/b/b.go")], tmp_path)
    assert [(e.path, e.code, e.message) for e in changes.errors] == [
        ("README.go", "path-case", "the plan wants it, but Readme.go is there, which differs in case only"),
        ("pkg/api/api.go", "path-case", "the plan wants it, but pkg/API is there, which differs in case only"),
    ]


def test_a_name_may_change_its_case(tmp_path: Path) -> None:
    run(tmp_path, generated("pkg/API/A.go"), generated("B.go"))
    changes = run(tmp_path, generated("pkg/api/a.go"), generated("b.go"))
    assert changes.removed == ("B.go", "pkg/API/A.go")
    assert set(tree(tmp_path)) == {"pkg/api/a.go", "b.go"}
    order = [step.path for step in changes.steps if not step.path.startswith(".scaffold")]
    assert order.index("B.go") < order.index("b.go")


def test_two_orders_of_files_give_the_same_bytes(tmp_path: Path) -> None:
    run(tmp_path / "one", *FILES)
    run(tmp_path / "two", *reversed(FILES))
    assert tree(tmp_path / "one", state=True) == tree(tmp_path / "two", state=True)
