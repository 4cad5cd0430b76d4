"""Nothing outside the target is ever touched, and what is no file or folder is named, not followed."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from repo.room import errors, generated, run, shared, stamps, tree, write, yours
from scaffold.repo import Kept, RepoError, apply, disk, plan_changes
from scaffold.repo.disk import Disk
from scaffold.repo.errors import Busy, Obstacle
from scaffold.repo.writer import NEW, beside


@pytest.fixture(params=["descriptors", "paths"], autouse=True)
def platform(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every case also as on a platform without calls relative to a folder."""
    if request.param == "paths":
        monkeypatch.setattr(disk, "CONFINED", False)
    before = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0
    yield
    assert before == (len(os.listdir("/proc/self/fd")) if before else 0), "a folder was left open"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    write(tmp_path / "outside", {"a.go": "theirs\n", "api/api.go": "theirs\n", "lock": "theirs\n"})
    return tmp_path / "outside"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "repo").mkdir()
    return tmp_path / "repo"


def refused(target: Path, outside: Path, *files: object, where: str, message: str) -> None:
    """The run is refused for `where`, and neither the target nor what lies outside changes."""
    before = stamps(target), stamps(outside)
    for force in (False, True):
        changes = plan_changes(files, target, force=force)  # type: ignore[arg-type]
        assert [(e.path, e.code, e.exit_code, e.message) for e in changes.errors] == [
            (where, "repo-obstacle", 3, message)
        ]
        with pytest.raises(Obstacle):
            apply(changes)
    assert (stamps(target), stamps(outside)) == before


def test_a_file_that_is_a_link(target: Path, outside: Path) -> None:
    for place in ("a.go", "dangling.go"):
        (target / place).symlink_to(outside / place)
    message = "is a symbolic link"
    for place in ("a.go", "dangling.go"):
        for file in (generated(place), yours(place)):
            changes = plan_changes([file], target, force=True)
            assert errors(changes) == [(place, "repo-obstacle", 3)]
            assert message in changes.errors[0].message
    assert not (outside / "dangling.go").exists()


@pytest.mark.parametrize("inside", [False, True])
def test_a_folder_that_is_a_link(target: Path, outside: Path, inside: bool) -> None:
    write(target, {"real/x.go": "x\n"})
    (target / "pkg").symlink_to("real" if inside else outside, target_is_directory=True)
    changes = plan_changes([generated("pkg/a.go"), generated("pkg/api/api.go"), yours("pkg/b.go")], target, force=True)
    assert errors(changes) == [("pkg", "repo-obstacle", 3)]
    assert "symbolic link" in changes.errors[0].message
    assert tree(outside) == {"a.go": "theirs\n", "api/api.go": "theirs\n", "lock": "theirs\n"}
    assert tree(target / "real") == {"x.go": "x\n"}


def test_a_state_folder_that_is_a_link(target: Path, outside: Path) -> None:
    (target / ".scaffold").symlink_to(outside, target_is_directory=True)
    with pytest.raises(Obstacle) as caught:
        plan_changes([generated("a.go")], target)
    assert (caught.value.path, caught.value.exit_code) == (".scaffold", 3)


@pytest.mark.parametrize("place", [".scaffold/lock", ".scaffold/bases", ".scaffold/.gitignore"])
def test_state_that_is_a_link(target: Path, outside: Path, place: str) -> None:
    (target / ".scaffold").mkdir()
    (target / place).symlink_to(outside if place.endswith("bases") else outside / "lock")
    before = stamps(outside)
    with pytest.raises(Obstacle) as caught:
        apply(plan_changes([yours("a.go")], target))
    assert caught.value.path == place
    assert stamps(outside) == before
    assert tree(outside)["lock"] == "theirs\n"
    assert not (target / "a.go").exists()


def test_a_departed_file_behind_a_link_is_kept(target: Path, outside: Path) -> None:
    run(target, generated("pkg/a.go", "x\n"), generated("b.go"))
    write(outside, {"a.go": (target / "pkg/a.go").read_text()})
    (target / "pkg/a.go").unlink()
    (target / "pkg").rmdir()
    (target / "pkg").symlink_to(outside, target_is_directory=True)
    changes = run(target, generated("b.go"))
    assert [kept.path for kept in changes.kept] == ["pkg/a.go"]
    assert (outside / "a.go").exists()


def test_a_link_planted_between_check_and_use(target: Path, outside: Path) -> None:
    run(target, generated("pkg/a.go", "one\n"), generated("pkg/api/api.go", "one\n"))
    changes = plan_changes([generated("pkg/a.go", "two\n"), generated("pkg/new.go")], target)
    (target / "pkg").rename(target / "moved")
    (target / "pkg").symlink_to(outside, target_is_directory=True)
    before = stamps(outside)
    with pytest.raises(Obstacle) as caught:
        apply(changes)
    assert caught.value.path == "pkg"
    assert stamps(outside) == before


def test_a_temporary_name_that_is_a_link(target: Path, outside: Path) -> None:
    (target / beside("a.go", NEW)).symlink_to(outside / "a.go")
    run(target, generated("a.go"))
    assert tree(outside)["a.go"] == "theirs\n"
    assert not (target / "a.go").is_symlink()


def test_a_hard_link_to_the_outside_is_cut(target: Path, outside: Path) -> None:
    run(target, generated("a.go", "one\n"))
    os.link(target / "a.go", outside / "linked.go")
    old = (outside / "linked.go").read_text()
    run(target, generated("a.go", "two\n"))
    assert (outside / "linked.go").read_text() == old


def test_the_target_itself_may_be_a_link(target: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(target, target_is_directory=True)
    run(tmp_path / "link", generated("a.go"))
    assert set(tree(target)) == {"a.go"}


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        here = os.getcwd()
        os.chdir(path.parent)  # the name of a socket may not be long
        try:
            one.bind(path.name)
        finally:
            os.chdir(here)


@pytest.mark.parametrize(("make", "kind"), [(_fifo, "a named pipe"), (_socket, "a socket"), (Path.mkdir, "a folder")])
@pytest.mark.parametrize("file", [generated("p/a.go"), yours("p/a.go"), shared("p/go.mod", "module m\n")])
def test_something_else_where_a_file_should_be(
    target: Path, outside: Path, make: Callable[[Path], None], kind: str, file: object
) -> None:
    (target / "p").mkdir()
    make(target / file.path)  # type: ignore[attr-defined]
    refused(target, outside, file, where=file.path, message=f"is {kind}, not a file")  # type: ignore[attr-defined]


def test_a_device_where_a_file_should_be(target: Path, outside: Path) -> None:
    if os.getuid() != 0:
        pytest.skip("only root makes devices")
    os.mknod(target / "a.go", stat.S_IFCHR | 0o600, os.makedev(1, 3))
    refused(target, outside, generated("a.go"), where="a.go", message="is a device, not a file")


def test_a_file_where_a_folder_should_be(target: Path, outside: Path) -> None:
    write(target, {"pkg": "text\n"})
    refused(
        target,
        outside,
        generated("pkg/a.go"),
        generated("pkg/b/b.go"),
        where="pkg",
        message="is a file where a folder is needed",
    )


def test_a_folder_that_took_the_place_of_a_file_of_yours_is_kept(target: Path) -> None:
    run(target, yours("a.go"))
    (target / "a.go").unlink()
    (target / "a.go").mkdir()
    assert run(target, yours("a.go")).kept == (Kept("a.go", "is a folder, not a file"),)


def test_a_target_that_is_a_file(tmp_path: Path) -> None:
    write(tmp_path, {"file": "x\n"})
    (tmp_path / "loop").symlink_to("nowhere")
    for place, message in [
        ("file", "is not a folder"),
        ("file/below", "is not a folder"),
        ("loop", "is a symbolic link that leads nowhere"),
    ]:
        with pytest.raises(Obstacle) as caught:
            plan_changes([generated("a.go")], tmp_path / place)
        assert (caught.value.path, caught.value.message) == (str(tmp_path / place), message)
    with pytest.raises(RepoError):
        plan_changes([generated("a.go")], "a\0b")


def test_a_file_that_is_far_too_large_is_not_read(target: Path, outside: Path) -> None:
    with open(target / "a.go", "wb") as file:
        file.truncate(disk.LARGEST + 1)
    refused(
        target,
        outside,
        generated("a.go"),
        where="a.go",
        message="is too large to be a file that scaffold has to do with",
    )


@pytest.mark.parametrize("call", ["open", "fstat", "read"])
def test_what_cannot_be_read_is_named(target: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    run(target, generated("pkg/a.go"), generated("pkg/b.go"))
    real = getattr(os, call)

    def fail(first: object, *rest: object, **more: object) -> object:
        if call != "open" or (isinstance(first, bytes | str) and os.fsdecode(first).endswith("b.go")):
            raise PermissionError(13, "no")
        return real(first, *rest, **more)

    with Disk(str(target)) as open_disk:
        monkeypatch.setattr(os, call, fail)
        with pytest.raises(RepoError) as caught:
            open_disk.read("pkg/b.go")
        monkeypatch.undo()
    assert str(caught.value) == "pkg/b.go: cannot read: Permission denied"
    assert caught.value.exit_code == 3


def test_names_as_long_as_a_file_system_takes(target: Path) -> None:
    run(target, generated("é" * 120 + ".go"), generated("a" * 252 + ".go"))
    assert len(tree(target)) == 2
    changes = plan_changes([generated("b" * 300 + ".go")], target)
    assert errors(changes) == [("b" * 300 + ".go", "repo-io", 3)]


def test_somebody_who_writes_meanwhile_is_not_overwritten(target: Path) -> None:
    run(target, generated("a.go", "one\n"), generated("old.go"))
    for path in ("a.go", "b.go", "old.go"):
        changes = plan_changes([generated("a.go", "two\n"), generated("b.go")], target)
        before = {**tree(target), path: "mine\n"}
        saved = (target / path).read_bytes() if (target / path).exists() else None
        write(target, {path: "mine\n"})
        with pytest.raises(Busy) as caught:
            apply(changes)
        assert caught.value.path == path
        assert tree(target) == before
        if saved is None:
            (target / path).unlink()
        else:
            (target / path).write_bytes(saved)


def test_long_names_have_temporary_names_of_their_own() -> None:
    long = "a" * 100
    names = {beside(f"{long}{end}", NEW) for end in (".go", "_test.go", "b.go")}
    assert len(names) == 3
    assert max(map(len, names)) < 100
