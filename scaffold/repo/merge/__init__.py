"""The three-way merge of a file of a person's with what the plan changed. Pure: texts in, a text and conflicts out."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, NamedTuple

from scaffold.repo.merge import lines
from scaffold.repo.merge.lines import markers

if TYPE_CHECKING:
    from scaffold.golang.renaming import Renaming
    from scaffold.golang.split import Piece

__all__ = [
    "FileMerge",
    "Sides",
    "former_lines",
    "left_markers",
    "merge_file",
    "package_of",
    "renamed_file",
    "without_assertions",
]


class Sides(NamedTuple):
    """A file as it was last generated, as it is on disk, and as the plan has it now.

    `renaming` is what the plan calls otherwise now; `elsewhere` the names that other files of the folder declare, with
    the file of each. Both mean something for Go only.
    """

    base: bytes
    ours: bytes
    theirs: bytes
    renaming: Renaming | None = None
    elsewhere: Mapping[str, str] = {}


class FileMerge(NamedTuple):
    """The merged file. `conflicts` counts those in it; `lost` says that lines of a person were given up on request.

    `notes` say what was done, `kept` what was left although the plan would have it otherwise.
    """

    data: bytes
    conflicts: int = 0
    lost: bool = False
    notes: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def merge_file(path: str, sides: Sides, side: str) -> FileMerge | None:
    """Merge the file at `path`; None for a Go file on disk that is no Go.

    `side` is what becomes of conflicts: ``markers``, ``ours`` (what is on disk) or ``theirs`` (what the plan says).
    """
    end = _line_end(sides.ours)
    try:
        base, ours, theirs = (_text(data, path) for data in sides[:3])
    except UnicodeDecodeError:
        return None
    base = lines.without_markers(base)  # git's: either side is as good a base as the other
    if not path.endswith(".go"):
        settled = lines.settle(lines.merge(base, ours, theirs), side)
        return FileMerge(_data(settled.text, end), settled.conflicts, settled.lost, kept=_refused(settled))
    from scaffold.golang.renaming import Renaming
    from scaffold.golang.split import tree_of
    from scaffold.repo.merge.go import merge_go
    from scaffold.repo.merge.prepare import Request

    if not base.strip() or tree_of(base) is None:
        return FileMerge(
            sides.ours, kept=("the plan has changed, but what scaffold last wrote here is no Go any more",)
        )
    merged = merge_go(Request(base, ours, theirs, sides.renaming or Renaming(), sides.elsewhere), side)
    if merged is None:
        return None
    settled = merged.settled
    kept = (*merged.kept, *_refused(settled))
    return FileMerge(_data(settled.text, end), settled.conflicts, settled.lost, merged.notes, kept)


def _refused(settled: lines.Settled) -> tuple[str, ...]:
    return ("the plan and you changed the same lines: yours stay",) if settled.refused else ()


def left_markers(path: str, data: bytes) -> tuple[int, ...]:
    """The lines of conflict markers in a file that a person has yet to settle."""
    if b"<<<<<<<" not in data:
        return ()
    text = data.decode("utf-8", "surrogateescape")
    found = markers(text)
    if not found or not path.endswith(".go"):
        return found
    from scaffold.golang.split import tree_of

    # In a file that is Go the lines are text in a string or a comment, unless they say that scaffold wrote them.
    return markers(text, own_only=True) if tree_of(text.replace("\r\n", "\n")) is not None else found


def package_of(data: bytes) -> tuple[str, frozenset[str]] | None:
    """The package of a Go file and the names that it declares there; None where it does not parse."""
    from scaffold.golang.split import split

    try:
        parts = split(_text(data, "x.go"))
    except UnicodeDecodeError:
        return None
    return (parts.package, parts.names) if parts is not None else None


def renamed_file(data: bytes, renaming: Renaming, elsewhere: Collection[str] = ()) -> bytes | None:
    """A Go file that the plan does not have, with everything called by its new name; None for what is no Go.

    `elsewhere` are the names that other files of its package declare.
    """
    from scaffold.golang.renaming import renamed

    try:
        return renamed(data.decode(), renaming, elsewhere).encode()
    except UnicodeDecodeError:
        return None


def former_lines(
    data: bytes, renaming: Renaming, elsewhere: Collection[str] = (), *, renamed: bool = False
) -> tuple[dict[int, str], dict[int, str]]:
    """The lines of a Go file that speak of something by its former name, each with the first such name.

    First those where it is certain; then those where only types could tell. Of a file that was `renamed` the certain
    ones are those that could not be, because something else has the new name there.
    """
    from scaffold.golang.renaming import rename_in

    try:
        found = rename_in(data.decode(), renaming, elsewhere)
    except UnicodeDecodeError:
        return {}, {}
    certain: dict[int, str] = {}
    likely: dict[int, str] = {}
    names = () if renamed else found.names
    for line, name, is_certain in (*names, *found.leftovers):
        (certain if is_certain else likely).setdefault(line, name)
    return certain, {line: name for line, name in likely.items() if line not in certain}


def without_assertions(data: bytes) -> bytes | None:
    """A Go file of scaffold's that says no more that it implements something, by ``var _`` or in comments.

    None if it is no Go.
    """
    from scaffold.golang.split import split

    parts = split(_text(data, "x.go"))
    if parts is None:
        return None
    kept = tuple(_past(piece) for piece in parts.pieces if "_" not in piece.names)
    return parts._replace(clause=_past(parts.clause), pieces=kept).text.encode()


def _past(piece: Piece) -> Piece:
    """A declaration whose comment says of what it was, if it said what it implements."""
    return piece._replace(doc=re.sub(r"\bimplements (?=[\w.]+\.$)", "used to implement ", piece.doc, flags=re.M))


def _text(data: bytes, path: str) -> str:
    text = data.decode() if path.endswith(".go") else data.decode("utf-8", "surrogateescape")
    return text.replace("\r\n", "\n")


def _data(text: str, end: str) -> bytes:
    return text.replace("\n", end).encode("utf-8", "surrogateescape")


def _line_end(data: bytes) -> str:
    """CRLF where every line ends so."""
    count = data.count(b"\n")
    return "\r\n" if count and data.count(b"\r\n") == count else "\n"
