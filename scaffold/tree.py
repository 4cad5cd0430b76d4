"""The files of a repository in memory, before anything knows where they will be written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from scaffold.source import Span


class Owner(Enum):
    """Who a file belongs to once it is on disk; the lock records the value."""

    GENERATED = "generated"  # rewritten from the plan; a hand edit stops the run
    YOURS = "yours"  # written once; from then on the user's
    SHARED = "shared"  # merged entry by entry; may have been there before scaffold was


_NAMELESS = frozenset(("", ".", ".."))
_NOWHERE = frozenset('\\:*?"<>|\x7f').union(map(chr, range(32)))
"""Characters that some file system cannot have in a name."""


class UnsafePath(ValueError):
    """A path that would leave the repository or that a file system would read as another one."""


class RelPath(str):
    """A path of a file inside the repository: relative, with ``/``, normal, below the root.

    Raises `UnsafePath` for anything else. What cannot be constructed cannot be written.
    """

    __slots__ = ()

    def __new__(cls, path: str) -> RelPath:
        """Check `path` and make it one."""
        parts = path.split("/")
        if not path or path.startswith("/") or not _NAMELESS.isdisjoint(parts):
            raise UnsafePath(f"not a path inside the repository: {path!r}")
        if not _NOWHERE.isdisjoint(path):
            raise UnsafePath(f"a character in {path!r} cannot be in a file name everywhere")
        if any(part.endswith((".", " ")) or part.startswith(" ") for part in parts):
            raise UnsafePath(f"a name in {path!r} begins or ends with a space or ends with a dot")
        return super().__new__(cls, path)


class Mark(NamedTuple):
    """Where one declaration of a file comes from.

    `line` is the 1-based line of the file on which the declaration begins; `span` the plan's text it was made of.
    """

    line: int
    span: Span


class Rename(NamedTuple):
    """Something that had another name before the plan said ``was:``.

    `kind` is ``file`` (both names are repository paths), ``type``, ``method`` (``Type.Method``, by the type's present
    name), ``func``, ``value`` (a variable or a constant) or ``package`` (both names are import paths). `package` is the
    import path of the package that has it; of a package, its present name. What had several names before, or may have
    had, is there several times, likely ones first.
    """

    kind: str
    old: str
    new: str
    package: str = ""


class OutFile(NamedTuple):
    """One file as it is to be.

    `plan` is the base name of the plan that owns it; `effort` the id of the wave effort that delivers it, if any;
    `wave` the number of that effort's wave.
    """

    path: RelPath
    text: str
    owner: Owner
    plan: str
    effort: str | None = None
    wave: int | None = None
    spans: tuple[Mark, ...] = ()
    renames: tuple[Rename, ...] = ()


class PathClash(ValueError):
    """Two files want one path, also where they differ only in case (macOS and Windows would keep one)."""

    def __init__(self, first: OutFile, second: OutFile) -> None:
        self.first = first
        self.second = second
        super().__init__(
            f"two files at {first.path}"
            if first.path == second.path
            else f"{first.path} and {second.path} differ only in case"
        )


class Tree:
    """The files of one run, sorted by path.

    Raises `PathClash` when two would share a path or one's path is another's folder.
    """

    __slots__ = ("_files",)

    def __init__(self, files: Iterable[OutFile]) -> None:
        self._files: dict[RelPath, OutFile] = {}
        folded: dict[str, OutFile] = {}
        for file in sorted(files, key=lambda file: file.path):
            other = folded.setdefault(file.path.casefold(), file)
            if other is not file:
                raise PathClash(other, file)
            self._files[file.path] = file
        for file in self._files.values():
            parts = file.path.casefold().split("/")
            for depth in range(1, len(parts)):
                other_at = folded.get("/".join(parts[:depth]))
                if other_at is not None:
                    raise PathClash(other_at, file)

    def __iter__(self) -> Iterator[OutFile]:
        return iter(self._files.values())

    def __len__(self) -> int:
        return len(self._files)

    def get(self, path: str) -> OutFile | None:
        """The file at `path`, if there is one."""
        return self._files.get(path)  # type: ignore[call-overload,no-any-return]  # a str equals its RelPath
