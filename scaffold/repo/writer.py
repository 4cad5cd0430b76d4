"""Changing a target: what is written is written beside its place, and what is replaced is kept beside it.

`stage` writes new content under a temporary name, `keep` gives the old file a second name, `put` and `take` let the
one come and the other go; `restore`, `drop_new` and `drop_old` clear up. Each is one change in one folder, so that a
process that is killed between any two of them leaves nothing that `recover` cannot tell.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from zlib import crc32

from scaffold.repo.disk import Disk, Handle, at, encoded, failure
from scaffold.repo.errors import Busy

_NEW = (
    os.O_WRONLY
    | os.O_CREAT
    | os.O_EXCL
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
)

NEW = ".scaffold-tmp"
"""How the name of a file ends that is being written; ``.NAME`` comes before it, so that no tool takes it for source."""
OLD = ".scaffold-old"
"""How the second name of a file ends that is being replaced."""

_NOT_EMPTY = {errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT, errno.ENOTDIR}
_VANISHED = "its folder has vanished while scaffold was at work"
_CHANGED = "was changed by somebody else while scaffold was at work"
_MADE = "was made by somebody else while scaffold was at work"


def beside(path: str, end: str) -> str:
    """The path, in the same folder as `path`, of the file that stands for it with the end `NEW` or `OLD`."""
    folder, slash, name = path.rpartition("/")
    if len(name) > 60:
        # What is cut off tells ``NAME.go`` from ``NAME_test.go``: without it they would share one temporary file.
        name = f"{name[:50]}~{crc32(name.encode('utf-8', 'surrogateescape')):08x}"
    return f"{folder}{slash}.{name}{end}"


class Writer(Disk):
    """A target that can be changed. Paths are those of `RelPath`; whatever fails raises `RepoError`."""

    def __init__(self, root: str) -> None:
        super().__init__(root)
        self._kept: dict[str, os.stat_result] = {}

    def make_root(self) -> list[str]:
        """Make the root, and the folders above it, if they are not there; the paths made, outermost first."""
        if self._handles:
            return []
        made = make_folders(self.root)
        self._open_root()
        return made

    def missing(self, paths: Iterable[str]) -> list[str]:
        """The folders above `paths` that are not there, outermost first."""
        absent: set[str] = set()
        present: set[str] = set()
        for path in paths:
            parents = path.split("/")[:-1]
            for depth in range(len(parents), 0, -1):
                folder = "/".join(parents[:depth])
                if folder in present or folder in absent:
                    break
                if self._folder(parents[:depth]) is not None:
                    present.add(folder)
                    break
                absent.add(folder)
        return sorted(absent)

    def make_folder(self, path: str) -> None:
        """Make the folder at `path`, and those above it; it may be there."""
        self._folder(path.split("/"), [])

    def stage(self, path: str, data: bytes, *, replaces: bool, durable: bool) -> None:
        """Write `data` beside `path`, ready for `put`; makes the folders on the way.

        What `replaces` a file has its permissions; a new one has 0644 less the umask. `durable` waits until the
        content is on the disk itself.
        """
        folder, name = self._place(path, make=True)
        try:
            descriptor = self._create(folder, beside(name, NEW))
            try:
                status = _status(path, folder, name) if replaces else None
                if status is not None and hasattr(os, "fchmod"):
                    os.fchmod(descriptor, stat.S_IMODE(status.st_mode))
                _write(descriptor, data, durable)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise failure(path, "write", error) from None

    def keep(self, path: str, old: bytes) -> None:
        """Give the file at `path` a second name beside it. Raises `Busy` unless it holds `old`."""
        folder, name = self._place(path)
        status = _status(path, folder, name)
        if status is None or self.read(path) != old:
            raise Busy(path, _CHANGED)
        second = beside(name, OLD)
        if not self._link(folder, name, second):
            if _status(path, folder, second) is not None:
                self._clear_away(path, old)
            if not self._link(folder, name, second):
                self._copy(path, folder, second, old, stat.S_IMODE(status.st_mode))
        elif not _is_same(_status(path, folder, second), status):
            self._unlink(path, folder, second)
            raise Busy(path, _CHANGED)
        self._kept[path] = status

    def put(self, path: str, *, replaces: bool) -> None:
        """Let what was staged become the file at `path`: a new one, or in the place of the one that was kept."""
        folder, name = self._place(path)
        new = beside(name, NEW)
        if replaces:
            self._expect(path, folder, name)
            self._rename(path, folder, new, name)
        elif self._link(folder, new, name):
            self._unlink(path, folder, new)
        elif _status(path, folder, name) is not None:
            raise Busy(path, _MADE)
        else:
            # A file system without second names: the check above has to do.
            self._rename(path, folder, new, name)

    def take(self, path: str) -> None:
        """Take away the file at `path`, which was kept."""
        folder, name = self._place(path)
        self._expect(path, folder, name)
        self._unlink(path, folder, name)

    def is_staged(self, path: str) -> bool | None:
        """Whether the file at `path` is the one that was staged; None if nothing is staged beside it (any more)."""
        *parents, name = path.split("/")
        folder = self._folder(parents)
        new = _status(path, folder, beside(name, NEW)) if folder is not None else None
        return None if folder is None or new is None else _is_same(_status(path, folder, name), new)

    def restore(self, path: str) -> None:
        """Let the file that was kept be the one at `path` again."""
        folder, name = self._place(path)
        second = beside(name, OLD)
        self._rename(path, folder, second, name)
        # Renaming one name of a file to the other leaves both.
        self._unlink(path, folder, second)

    def drop(self, path: str) -> None:
        """Remove the file at `path`, if it is there."""
        *parents, name = path.split("/")
        folder = self._folder(parents)
        if folder is not None:
            self._unlink(path, folder, name)

    def save(self, path: str) -> str:
        """Give the kept file of `path` a free name that a person finds, ``NAME.orig``; the path of that."""
        folder, name = self._place(path)
        second = beside(name, OLD)
        number = 0
        while True:
            free = f"{name}.orig.{number}" if number else f"{name}.orig"
            if self._link(folder, second, free):
                self._unlink(path, folder, second)
                break
            if _status(path, folder, free) is None:
                self._rename(path, folder, second, free)
                break
            number += 1
        return f"{path[: len(path) - len(name)]}{free}"

    def rename(self, path: str, name: str) -> None:
        """Give the file at `path` another name in its folder."""
        folder, old = self._place(path)
        self._rename(path, folder, old, name)

    def remove_folder(self, path: str) -> None:
        """Remove the folder at `path` if it is there and empty."""
        *parents, name = path.split("/")
        folder = self._folder(parents)
        if folder is None:
            return
        where, relative = at(folder, name)
        try:
            os.rmdir(where, dir_fd=relative)
        except OSError as error:
            if error.errno not in _NOT_EMPTY:
                raise failure(path, "remove", error) from None

    def sync_folder(self, path: str) -> None:
        """Wait until the names in the folder at `path` (``""``: the root) are on the disk itself, where that can be."""
        handle = self._folder(path.split("/") if path else [])
        if isinstance(handle, int):
            with _doing(path or self.root, "write"):
                os.fsync(handle)

    def _place(self, path: str, *, make: bool = False) -> tuple[Handle, str]:
        *parents, name = path.split("/")
        folder = self._folder(parents, [] if make else None)
        if folder is None:
            raise Busy(path, _VANISHED)
        return folder, name

    def _create(self, folder: Handle, temporary: str) -> int:
        where, relative = at(folder, temporary)
        try:
            return os.open(where, _NEW, 0o644, dir_fd=relative)
        except FileExistsError:
            # Left by a run that was killed: nobody else uses such a name, and there is nothing of a person's in it.
            os.unlink(where, dir_fd=relative)
            return os.open(where, _NEW, 0o644, dir_fd=relative)

    def _link(self, folder: Handle, name: str, second: str) -> bool:
        """Give a file a second name; False where that is taken, or the file system has no such thing."""
        try:
            if isinstance(folder, int):
                one, other = encoded(name), encoded(second)
                os.link(one, other, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)
            else:
                os.link(os.path.join(folder, name), os.path.join(folder, second))
        except OSError:
            return False
        return True

    def _copy(self, path: str, folder: Handle, second: str, old: bytes, mode: int) -> None:
        """What `keep` does where a file cannot have two names."""
        with _doing(path, "keep a copy"):
            where, relative = at(folder, second)
            descriptor = os.open(where, _NEW, 0o600, dir_fd=relative)
            try:
                if hasattr(os, "fchmod"):
                    os.fchmod(descriptor, mode)
                _write(descriptor, old, durable=True)
            finally:
                os.close(descriptor)

    def _clear_away(self, path: str, old: bytes) -> None:
        """Make way for the second name of `path`: what has it is a person's, unless it is what it will be anyway."""
        if self.read(beside(path, OLD)) == old:
            self.drop(beside(path, OLD))
        else:
            self.save(path)

    def _expect(self, path: str, folder: Handle, name: str) -> None:
        if not _is_same(_status(path, folder, name), self._kept.get(path)):
            raise Busy(path, _CHANGED)

    def _rename(self, path: str, folder: Handle, old: str, new: str) -> None:
        with _doing(path, "write"):
            if isinstance(folder, int):
                os.rename(encoded(old), encoded(new), src_dir_fd=folder, dst_dir_fd=folder)
            else:
                os.replace(os.path.join(folder, old), os.path.join(folder, new))

    def _unlink(self, path: str, folder: Handle, name: str) -> None:
        where, relative = at(folder, name)
        try:
            os.unlink(where, dir_fd=relative)
        except FileNotFoundError:
            pass
        except OSError as error:
            raise failure(path, "remove", error) from None


def make_folders(path: str) -> list[str]:
    """Make the folder at a path of the system, and those above it; the paths made, outermost first."""
    made: list[str] = []
    path = os.path.abspath(path)
    missing = []
    while not os.path.lexists(path):
        missing.append(path)
        path = os.path.dirname(path)
    for path in reversed(missing):
        try:
            os.mkdir(path)
            made.append(path)
        except FileExistsError:
            pass
        except OSError as error:
            remove_folders(made)
            raise failure(path, "make the folder", error) from None
    return made


def remove_folders(made: list[str]) -> None:
    """Take folders that `make_folders` made away again, as far as they are empty."""
    for folder in reversed(made):
        try:
            os.rmdir(folder)
        except OSError:
            break


def _status(path: str, folder: Handle, name: str) -> os.stat_result | None:
    where, relative = at(folder, name)
    try:
        return os.stat(where, dir_fd=relative, follow_symlinks=False)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise failure(path, "look at", error) from None


def _is_same(one: os.stat_result | None, other: os.stat_result | None) -> bool:
    return one is not None and other is not None and (one.st_dev, one.st_ino) == (other.st_dev, other.st_ino)


def _write(descriptor: int, data: bytes, durable: bool) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
    if durable:
        os.fsync(descriptor)


@contextmanager
def _doing(path: str, what: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise failure(path, what, error) from None
