"""The only calls into the file system of a target: below its root, never through a symbolic link, never half a file.

Where the platform can (POSIX), each folder is opened relative to its parent's descriptor with ``O_NOFOLLOW``, and
files are opened, renamed and removed relative to that descriptor: nobody can plant a link between check and use.
Elsewhere (Windows) each step of a path is looked at before it is used.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from zlib import crc32

from scaffold.repo.errors import Busy, Obstacle, RepoError

Handle = int | str
"""An open folder: its descriptor, or where the platform has no calls relative to one, its path."""

CONFINED = (
    {os.open, os.stat, os.mkdir, os.unlink, os.rmdir, os.rename} <= os.supports_dir_fd
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
_NEW = (
    os.O_WRONLY
    | os.O_CREAT
    | os.O_EXCL
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
)

LARGEST = 1 << 28
"""The largest file that is read, in bytes: what lies at a path of scaffold's need not be scaffold's."""

TEMPORARY = ".scaffold-tmp"
"""How the name of a file ends that is being written; ``.NAME`` comes before it, so that no tool takes it for source."""


def temporary_name(name: str) -> str:
    """The name beside `name` under which its new content is written before it takes its place."""
    short = name
    if len(name) > 60:
        # What is cut off tells ``NAME.go`` from ``NAME_test.go``: without it they would share one temporary file.
        short = f"{name[:50]}~{crc32(os.fsencode(name)):08x}"
    return f".{short}{TEMPORARY}"


class Disk:
    """The folder `root` as a target. Use as a context manager; close it before the process goes on to other work.

    Paths are those of `RelPath`. `root` itself may be a symbolic link to a folder: that is the user's word. A root
    that isn't there reads as empty until `make_root`.
    """

    def __init__(self, root: str) -> None:
        self.root = root
        # The folders on the way to the last path used: files come sorted, so neighbours share most of it.
        self._names: list[str] = []
        self._handles: list[Handle] = []
        self._open_root()

    def __enter__(self) -> Disk:
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

    def make_root(self) -> list[str]:
        """Make the root, and the folders above it, if they are not there; the paths made, outermost first."""
        made: list[str] = []
        if self._handles:
            return made
        path = os.path.abspath(self.root)
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
                for each in reversed(made):
                    os.rmdir(each)
                raise _failure(path, "make the folder", error) from None
        self._open_root()
        return made

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
            raise _failure(path, "read", error) from None
        finally:
            os.close(descriptor)
        return data

    def names(self, folder: str) -> list[str]:
        """The names in a folder (``""`` is the root), sorted; empty if it isn't there."""
        handle = self._folder(folder.split("/") if folder else [])
        if handle is None:
            return []
        try:
            return sorted(os.fsencode(name).decode("utf-8", "surrogateescape") for name in os.listdir(handle))
        except OSError as error:
            raise _failure(folder or self.root, "list", error) from None

    def stage(self, path: str, data: bytes, made: list[str], *, durable: bool) -> None:
        """Write `data` beside `path`, ready for `commit`; notes in `made` the folders it makes, outermost first.

        A file that is there keeps its permissions; a new one has 0644 less the umask. `durable` waits until the
        content is on the disk itself. After a failure `unstage` clears up.
        """
        *parents, name = path.split("/")
        folder = self._folder(parents, made)
        assert folder is not None
        temporary = temporary_name(name)
        try:
            descriptor = self._create(folder, temporary)
            try:
                mode = _mode(folder, name)
                if mode is not None and hasattr(os, "fchmod"):
                    os.fchmod(descriptor, mode)
                view = memoryview(data)
                while view:
                    view = view[os.write(descriptor, view) :]
                if durable:
                    os.fsync(descriptor)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise _failure(path, "write", error) from None

    def commit(self, path: str, old: bytes | None) -> None:
        """Let what was staged take the place of `path`, which must still hold `old` (None: must not be there)."""
        *parents, name = path.split("/")
        folder = self._folder(parents)
        if folder is None:
            raise Busy(path, "its folder has vanished while scaffold was at work")
        self._expect(path, folder, name, old)
        temporary = temporary_name(name)
        try:
            if isinstance(folder, int):
                os.rename(_encoded(temporary), _encoded(name), src_dir_fd=folder, dst_dir_fd=folder)
            else:
                os.replace(os.path.join(folder, temporary), os.path.join(folder, name))
        except OSError as error:
            raise _failure(path, "write", error) from None

    def unstage(self, path: str) -> None:
        """Take away what `stage` left beside `path`, if it is still there. Never raises."""
        *parents, name = path.split("/")
        try:
            folder = self._folder(parents)
            if folder is not None:
                where, relative = _at(folder, temporary_name(name))
                os.unlink(where, dir_fd=relative)
        except (OSError, RepoError):
            pass

    def remove(self, path: str, old: bytes) -> None:
        """Remove the file at `path`, which must still hold `old`."""
        *parents, name = path.split("/")
        folder = self._folder(parents)
        if folder is None:
            raise Busy(path, "its folder has vanished while scaffold was at work")
        self._expect(path, folder, name, old)
        where, relative = _at(folder, name)
        try:
            os.unlink(where, dir_fd=relative)
        except OSError as error:
            raise _failure(path, "remove", error) from None

    def remove_folder(self, path: str) -> bool:
        """Remove the folder at `path` if it is empty; whether it went. Never raises."""
        *parents, name = path.split("/")
        try:
            folder = self._folder(parents)
            if folder is None:
                return False
            where, relative = _at(folder, name)
            os.rmdir(where, dir_fd=relative)
        except (OSError, RepoError):
            return False
        return True

    def sync_folder(self, path: str) -> None:
        """Wait until the names in the folder at `path` are on the disk itself, where the platform can."""
        handle = self._folder(path.split("/"))
        if isinstance(handle, int):
            try:
                os.fsync(handle)
            except OSError as error:
                raise _failure(path, "write", error) from None

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
            raise _failure(self.root, "open", error) from None

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

    def _create(self, folder: Handle, temporary: str) -> int:
        where, relative = _at(folder, temporary)
        try:
            return os.open(where, _NEW, 0o644, dir_fd=relative)
        except FileExistsError:
            # Left by a run that was killed: nobody else uses such a name.
            os.unlink(where, dir_fd=relative)
            return os.open(where, _NEW, 0o644, dir_fd=relative)

    def _expect(self, path: str, folder: Handle, name: str, old: bytes | None) -> None:
        if old is None:
            where, relative = _at(folder, name)
            try:
                os.stat(where, dir_fd=relative, follow_symlinks=False)
            except FileNotFoundError:
                return
            except OSError as error:
                raise _failure(path, "look at", error) from None
            raise Busy(path, "was made by somebody else while scaffold was at work")
        if self.read(path) != old:
            raise Busy(path, "was changed by somebody else while scaffold was at work")


def _encoded(name: str) -> bytes:
    """A name as the file system has it: in UTF-8 whatever the locale, so that a repository is the same everywhere."""
    return name.encode("utf-8", "surrogateescape")


def _at(folder: Handle, name: str) -> tuple[str | bytes, int | None]:
    """`name` in `folder`, as the path and `dir_fd` of a call in `os`."""
    if isinstance(folder, int):
        return _encoded(name), folder
    return os.path.join(folder, name), None


def _close(handle: Handle) -> None:
    if isinstance(handle, int):
        os.close(handle)


def _status(folder: Handle, name: str) -> os.stat_result | None:
    where, relative = _at(folder, name)
    try:
        return os.stat(where, dir_fd=relative, follow_symlinks=False)
    except OSError:
        return None


def _mode(folder: Handle, name: str) -> int | None:
    status = _status(folder, name)
    return stat.S_IMODE(status.st_mode) if status is not None else None


def _open_file(path: str, folder: Handle, name: str) -> int | None:
    where, relative = _at(folder, name)
    try:
        if relative is None:
            _refuse_link(path, folder, name)
        return os.open(where, _FILE, dir_fd=relative)
    except FileNotFoundError:
        return None
    except OSError as error:
        status = _status(folder, name)
        if status is not None and not stat.S_ISREG(status.st_mode):
            raise Obstacle(path, f"is {_kind(status.st_mode)}, not a file") from None
        raise _failure(path, "read", error) from None


def _open_folder(path: str, folder: Handle, name: str) -> Handle | None:
    if isinstance(folder, str):
        _refuse_link(path, folder, name)
        status = _status(folder, name)
        if status is not None and not stat.S_ISDIR(status.st_mode):
            raise Obstacle(path, f"is {_kind(status.st_mode)} where a folder is needed")
        return os.path.join(folder, name) if status is not None else None
    try:
        return os.open(_encoded(name), _FOLDER | os.O_NOFOLLOW, dir_fd=folder)
    except FileNotFoundError:
        return None
    except OSError as error:
        status = _status(folder, name)
        if status is not None and not stat.S_ISDIR(status.st_mode):
            raise Obstacle(path, f"is {_kind(status.st_mode)} where a folder is needed") from None
        raise _failure(path, "open", error) from None


def _refuse_link(path: str, folder: Handle, name: str) -> None:
    status = _status(folder, name)
    # A junction is no link for S_ISLNK, but Windows marks it as a reparse point like one.
    reparse = getattr(status, "st_file_attributes", 0) & 0x400
    if status is not None and (stat.S_ISLNK(status.st_mode) or reparse):
        raise Obstacle(path, "is a symbolic link; scaffold goes through none")


def _make_folder(path: str, folder: Handle, name: str) -> None:
    where, relative = _at(folder, name)
    try:
        os.mkdir(where, 0o777, dir_fd=relative)
    except FileExistsError:
        pass
    except OSError as error:
        raise _failure(path, "make the folder", error) from None


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


def _failure(path: str, doing: str, error: OSError) -> RepoError:
    reason = os.strerror(error.errno) if error.errno else str(error)
    if error.errno == errno.EROFS:
        reason = "the file system is read-only"
    return RepoError(path, f"cannot {doing}: {reason}")


def walk_up(path: str) -> Iterator[str]:
    """The folders above a path inside the repository, innermost first."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path
