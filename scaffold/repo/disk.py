"""Reading a target: only below its root, never through a symbolic link. `writer.Writer` adds what changes it.

Where the platform can (POSIX), each folder is opened relative to its parent's descriptor with ``O_NOFOLLOW``, and
files are opened, linked, renamed and removed relative to that descriptor: nobody can plant a link between check and
use. Elsewhere (Windows) each step of a path is looked at before it is used.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from typing import Self

from scaffold import observed
from scaffold.repo.errors import Busy, Obstacle, RepoError

Handle = int | str
"""An open folder: its descriptor, or where the platform has no calls relative to one, its path."""

CONFINED = (
    {os.open, os.stat, os.mkdir, os.unlink, os.rmdir, os.rename, os.link} <= os.supports_dir_fd
    and os.listdir in os.supports_fd
    and hasattr(os, "O_NOFOLLOW")
)

_FILE = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a FIFO without a writer must not hold the run up
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)

LARGEST = 1 << 28
"""The largest file that is read, in bytes: what lies at a path of scaffold's need not be scaffold's."""


class Disk:
    """The folder `root` as a target. Use as a context manager; close it before the process goes on to other work.

    Paths are those of `RelPath`. `root` itself may be a symbolic link to a folder: that is the user's word. A root
    that isn't there reads as empty.
    """

    def __init__(self, root: str) -> None:
        self.root = root
        # The folders on the way to the last path used: files come sorted, so neighbours share most of it.
        self._names: list[str] = []
        self._handles: list[Handle] = []
        observed.note_real_path(root)
        self._open_root()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the open folders back."""
        self._names.clear()
        while self._handles:
            _close(self._handles.pop())

    @property
    def exists(self) -> bool:
        """Whether the root is there."""
        return bool(self._handles)

    def fileno(self) -> int | None:
        """The descriptor of the root, where there is one."""
        root = self._handles[0] if self._handles else None
        return root if isinstance(root, int) else None

    def read(self, path: str) -> bytes | None:
        """The content of a file; None if there is none. Raises `Obstacle` for anything but a regular file."""
        *parents, name = path.split("/")
        folder = self._folder(parents)
        if folder is None:
            return None
        descriptor = _open_file(path, folder, name)
        if descriptor is None:
            observed.note(observed.FILE, f"{self.root}/{path}", None)
            return None
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise Obstacle(path, f"is {_kind(status.st_mode)}, not a file")
            if status.st_size > LARGEST:
                raise Obstacle(path, "is too large to be a file that scaffold has to do with")
            data = os.read(descriptor, status.st_size + 1)
            if len(data) != status.st_size:
                data = _rest(descriptor, data)
        except OSError as error:
            raise failure(path, "read", error) from None
        finally:
            _close(descriptor)
        observed.note(observed.FILE, f"{self.root}/{path}", data)
        return data

    def names(self, folder: str) -> list[str]:
        """The names in a folder (``""`` is the root), sorted; empty if it isn't there."""
        handle = self._folder(folder.split("/") if folder else [])
        if handle is None:
            return []
        try:
            names = os.listdir(handle)
        except OSError as error:
            raise failure(folder or self.root, "list", error) from None
        observed.note_names(f"{self.root}/{folder}", names)
        return sorted(os.fsencode(name).decode("utf-8", "surrogateescape") for name in names)

    def listing(self, folder: str) -> tuple[list[str], list[str]]:
        """The names of the files and of the folders in a folder, sorted; what is neither is left out."""
        observed.give_up()  # for the kinds of all names; only runs that change something ask
        names = self.names(folder)
        handle = self._folder(folder.split("/") if folder else [])
        files, folders = [], []
        for name in names:
            status = stat_of(handle, name) if handle is not None else None
            if status is not None and stat.S_ISREG(status.st_mode):
                files.append(name)
            elif status is not None and stat.S_ISDIR(status.st_mode):
                folders.append(name)
        return files, folders

    def _open_root(self) -> None:
        try:
            if CONFINED:
                self._handles.append(os.open(self.root, _FOLDER))
            elif stat.S_ISDIR(os.stat(self.root).st_mode):
                self._handles.append(self.root)
            else:
                raise NotADirectoryError
        except FileNotFoundError:
            if os.path.islink(self.root):
                raise Obstacle(self.root, "is a symbolic link that leads nowhere") from None
        except NotADirectoryError:
            raise Obstacle(self.root, "is not a folder") from None
        except ValueError:
            raise RepoError(repr(self.root), "is no path") from None
        except OSError as error:
            raise failure(self.root, "open", error) from None

    def _folder(self, parents: list[str], made: list[str] | None = None) -> Handle | None:
        """The open folder `parents` leads to; made on the way, and noted, if `made` is given; else None if missing."""
        names, handles = self._names, self._handles
        if names == parents:
            return handles[-1] if handles else None
        shared = 0
        for have, want in zip(names, parents, strict=False):
            if have != want:
                break
            shared += 1
        del names[shared:]
        while len(handles) > shared + 1:
            _close(handles.pop())
        if not handles:
            return None
        for depth in range(shared, len(parents)):
            name = parents[depth]
            where = "/".join(parents[: depth + 1])
            handle = _open_folder(where, handles[-1], name)
            observed.note(observed.KIND, f"{self.root}/{where}", observed.FOLDER if handle is not None else None)
            if handle is None:
                if made is None:
                    return None
                _make_folder(where, handles[-1], name)
                made.append(where)
                handle = _open_folder(where, handles[-1], name)
                if handle is None:
                    raise Busy(where, "the folder has vanished while scaffold was at work")
            names.append(name)
            handles.append(handle)
        return handles[-1]


def encoded(name: str) -> bytes:
    """A name as the file system has it: in UTF-8 whatever the locale, so that a repository is the same everywhere."""
    return name.encode("utf-8", "surrogateescape")


def at(folder: Handle, name: str) -> tuple[str | bytes, int | None]:
    """`name` in `folder`, as the path and `dir_fd` of a call in `os`."""
    if isinstance(folder, int):
        return encoded(name), folder
    return os.path.join(folder, name), None


def _close(handle: Handle) -> None:
    if isinstance(handle, int):
        # Nothing was written: there is nothing that closing could lose.
        with suppress(OSError):
            os.close(handle)


def stat_of(folder: Handle, name: str) -> os.stat_result | None:
    """The status of `name` itself, not of what it may lead to; None where there is nothing to be seen."""
    where, relative = at(folder, name)
    try:
        return os.stat(where, dir_fd=relative, follow_symlinks=False)
    except OSError:
        return None


def _open_file(path: str, folder: Handle, name: str) -> int | None:
    where, relative = at(folder, name)
    try:
        if relative is None:
            _refuse_link(path, folder, name)
        return os.open(where, _FILE, dir_fd=relative)
    except FileNotFoundError:
        return None
    except OSError as error:
        status = stat_of(folder, name)
        if status is not None and not stat.S_ISREG(status.st_mode):
            raise Obstacle(path, f"is {_kind(status.st_mode)}, not a file") from None
        raise failure(path, "read", error) from None


def _open_folder(path: str, folder: Handle, name: str) -> Handle | None:
    if isinstance(folder, str):
        _refuse_link(path, folder, name)
        status = stat_of(folder, name)
        if status is not None and not stat.S_ISDIR(status.st_mode):
            raise Obstacle(path, f"is {_kind(status.st_mode)} where a folder is needed")
        return os.path.join(folder, name) if status is not None else None
    try:
        return os.open(encoded(name), _FOLDER | os.O_NOFOLLOW, dir_fd=folder)
    except FileNotFoundError:
        return None
    except OSError as error:
        status = stat_of(folder, name)
        if status is not None and not stat.S_ISDIR(status.st_mode):
            raise Obstacle(path, f"is {_kind(status.st_mode)} where a folder is needed") from None
        raise failure(path, "open", error) from None


def _refuse_link(path: str, folder: Handle, name: str) -> None:
    status = stat_of(folder, name)
    # A junction is no link for S_ISLNK, but Windows marks it as a reparse point like one.
    reparse = getattr(status, "st_file_attributes", 0) & 0x400
    if status is not None and (stat.S_ISLNK(status.st_mode) or reparse):
        raise Obstacle(path, "is a symbolic link; scaffold goes through none")


def _make_folder(path: str, folder: Handle, name: str) -> None:
    where, relative = at(folder, name)
    try:
        os.mkdir(where, 0o777, dir_fd=relative)
    except FileExistsError:
        pass
    except OSError as error:
        raise failure(path, "make the folder", error) from None


def _rest(descriptor: int, data: bytes) -> bytes:
    parts = [data]
    while part := os.read(descriptor, 1 << 20):
        parts.append(part)
    return b"".join(parts)


_KINDS = (
    (stat.S_ISLNK, "a symbolic link"),
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISREG, "a file"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
)


def _kind(mode: int) -> str:
    return next((name for test, name in _KINDS if test(mode)), "a device")


def failure(path: str, doing: str, error: OSError) -> RepoError:
    """What the system said, as a sentence about `path`."""
    reason = os.strerror(error.errno) if error.errno else str(error)
    if error.errno == errno.EROFS:
        reason = "the file system is read-only"
    return RepoError(path, f"cannot {doing}: {reason}")


def walk_up(path: str) -> Iterator[str]:
    """The folders above a path inside the repository, innermost first."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path
