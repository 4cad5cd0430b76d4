"""The answers of runs that had nothing to do, kept for the next run of the same command in the same surroundings.

An answer lies in the user's own cache folder, never in a repository: nobody can send one along with a commit, and a
run that changes nothing leaves the repository alone. It is found by a hash over the command line and what else the
process was started with (`_key`); it holds everything that the run looked at (`scaffold.observed`), a hash over what
was seen there, and what was printed. The next run looks at all of it again, hashes contents (no time stamps, no
races), and repeats the answer if the hash is the same.

Whatever is odd about a kept answer, it counts as none: the run then goes its full way. This module is loaded before
anything else of a run, so it needs little of Python's library.
"""

from __future__ import annotations

import os
import stat
import sys
from hashlib import sha256

import scaffold
from scaffold import observed

TYPE_CHECKING = False  # without an import of `typing`
if TYPE_CHECKING:
    from collections.abc import Iterable

SWITCH = "SCAFFOLD_NO_CACHE"
"""The environment variable that turns all of this off, if it is not empty."""
_MOST = 256
"""Answers that are kept; the oldest go."""
_FORMAT = b"scaffold answer 1\n"
_FILE = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)

Output = list[tuple[bool, str]]
"""What a run prints: (on standard error, text)."""


class Memory:
    """The kept answer of one command: `recall` it, or `keep` a new one."""

    def __init__(self, folder: str, name: str) -> None:
        self._folder = folder
        self._path = os.path.join(folder, name)

    def recall(self) -> Output | None:
        """What the command prints again, if everything that it looked at is as it was; else None."""
        try:
            if not _is_private(self._folder):
                return None
            data = _read(self._path, _NO_LINK)
            kept = None if data is None else _parse(data)
            if kept is None:
                return None
            expected, looks, output = kept
            return output if _digest((look, path, _look(look, path)) for look, path in looks) == expected else None
        except (OSError, ValueError, IndexError):
            return None

    def keep(self, run: observed.Run) -> None:
        """Keep the answer of a run that can be repeated. Where it cannot be kept nothing is lost."""
        if not run.is_repeatable or run.gave_up:
            return
        try:
            os.makedirs(self._folder, mode=0o700, exist_ok=True)
            if not _is_private(self._folder):
                return
            data = _format(run)
            beside = f"{self._path}.{os.getpid()}"
            descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK, 0o600)
            with open(descriptor, "wb") as file:
                file.write(data)
            os.replace(beside, self._path)
            _remove_oldest(self._folder)
        except (OSError, ValueError):
            return


def memory_of(arguments: list[str]) -> Memory | None:
    """The memory of a command line; None where nothing is kept of it: other commands than ``go``, shell completion."""
    if arguments[:1] != ["go"] or not _NO_LINK or not hasattr(os, "geteuid") or os.environ.get(SWITCH):
        return None
    if any(name.endswith("_COMPLETE") for name in os.environ):
        return None
    cache = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(cache):
        home = os.environ.get("HOME", "")
        if not os.path.isabs(home):
            return None
        cache = os.path.join(home, ".cache")
    try:
        return Memory(os.path.join(cache, "scaffold", "answers"), _key(arguments))
    except (OSError, ValueError):
        return None


# --- what a run was started with -------------------------------------------------------------------------------------


def _key(arguments: list[str]) -> str:
    """Everything but files that an answer depends on, as one hash."""
    streams = [
        f"{stream.encoding} {stream.isatty()}" if stream is not None else "closed"
        for stream in (sys.stdout, sys.stderr)
    ]
    parts = [
        scaffold.__version__,
        sys.version,
        sys.executable,
        os.getcwd(),
        os.environ.get("NO_COLOR", ""),
        *streams,
        *_code(),
        *arguments,
    ]
    hashed = sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogateescape")
        hashed.update(b"%d:%s" % (len(data), data))
    return hashed.hexdigest()


def _code() -> list[str]:
    """The program, its templates and data as they lie on the disk, and a sign of every other package.

    Time stamps do here: who edits scaffold's own files changes them, and who installs a package changes its folder.
    """
    here = os.path.dirname(os.path.abspath(__file__))
    beside = os.path.join(os.path.dirname(here), "go_templates")
    signs = []
    todo = [here, beside]
    while todo:
        folder = todo.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except FileNotFoundError:
            continue  # installed, the templates lie inside the package
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    todo.append(entry.path)
            else:
                status = entry.stat()
                signs.append(f"{entry.path} {status.st_size} {status.st_mtime_ns}")
    for path in sys.path:
        if os.path.isdir(path):
            signs.append(f"{path} {os.stat(path).st_mtime_ns}")
    return signs


# --- looking again ---------------------------------------------------------------------------------------------------


def _look(look: str, path: str) -> bytes | None:
    """What is seen at a path, as whoever noted it saw it. Raises `OSError` where that cannot be."""
    if look == observed.FILE:
        return _read(path, _NO_LINK)
    if look == observed.CONTENT:
        return _read(path, 0)
    if look == observed.KIND:
        return observed.kind_of(path)
    if look == observed.REAL:
        return os.fsencode(os.path.realpath(path))
    try:
        return observed.join_names(os.listdir(path))
    except (FileNotFoundError, NotADirectoryError):
        return None


def _read(path: str, flags: int) -> bytes | None:
    """The content of a regular file; None where there is nothing. Raises `OSError` for anything else."""
    try:
        descriptor = os.open(path, _FILE | flags)
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError("not a file")
        data = os.read(descriptor, status.st_size + 1)
        if len(data) != status.st_size:
            raise OSError("being written")
        return data
    finally:
        os.close(descriptor)


def _digest(seen: Iterable[tuple[str, str, bytes | None]]) -> bytes:
    """One hash over what was seen. Each part has its length before it, so that no two sights hash alike."""
    hashed = sha256()
    for look, path, data in seen:
        where = os.fsencode(path)
        if data is None:
            hashed.update(b"%s %d %s -" % (look.encode(), len(where), where))
        else:
            hashed.update(b"%s %d %s %d:" % (look.encode(), len(where), where, len(data)))
            hashed.update(data)
    return hashed.digest()


# --- the file of an answer -------------------------------------------------------------------------------------------
#
# The format, a hash over the rest, and the rest: fields with a NUL behind each. They are the hash over what was seen,
# the number of looks, of each its word and its path, and of what was printed the stream and the text.


def _format(run: observed.Run) -> bytes:
    """The file of an answer. Raises `ValueError` for what cannot be in one."""
    digest = _digest((look, path, data) for (look, path), data in run.looks.items())
    fields = [digest.hex().encode(), b"%d" % len(run.looks)]
    for look, path in run.looks:
        fields += [look.encode(), os.fsencode(path)]
    for err, text in run.output:
        fields += [b"2" if err else b"1", text.encode("utf-8", "surrogateescape")]
    if any(b"\0" in field for field in fields):
        raise ValueError("a NUL cannot be kept")
    rest = b"".join(field + b"\0" for field in fields)
    return _FORMAT + sha256(rest).digest() + rest


def _parse(data: bytes) -> tuple[bytes, list[tuple[str, str]], Output] | None:
    """What `_format` wrote: the hash, the looks, the output; None for anything else."""
    start = len(_FORMAT) + 32
    rest = data[start:]
    if not data.startswith(_FORMAT) or data[len(_FORMAT) : start] != sha256(rest).digest():
        return None
    fields = rest.split(b"\0")[:-1]
    count = int(fields[1])
    looks = [
        (look.decode(), os.fsdecode(path))
        for look, path in zip(fields[2 : 2 + 2 * count : 2], fields[3 : 3 + 2 * count : 2], strict=True)
    ]
    printed = fields[2 + 2 * count :]
    output = [
        (stream == b"2", text.decode("utf-8", "surrogateescape"))
        for stream, text in zip(printed[::2], printed[1::2], strict=True)
    ]
    return bytes.fromhex(fields[0].decode()), looks, output


def _is_private(folder: str) -> bool:
    """Whether a folder is there and nobody else can put anything into it."""
    status = os.lstat(folder)
    return stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid() and not status.st_mode & 0o022


def _remove_oldest(folder: str) -> None:
    with os.scandir(folder) as entries:
        ages = sorted((entry.stat(follow_symlinks=False).st_mtime_ns, entry.path) for entry in entries)
    for _, path in ages[:-_MOST]:
        os.unlink(path)
