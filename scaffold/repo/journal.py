"""`.scaffold/journal`: what a run is about to do, on the disk before it does anything.

It stands there from before the first write until every file is in its place; then it becomes `.scaffold/journal.done`
until what was replaced is cleared away. So a run that was killed is undone while there is a journal, and finished
where there is a done one (`recover`). Text, a line a step, written once and never changed::

    format	1
    run	PROCESS	HOST
    folder	PATH
    step	PATH	OLD	NEW
    end	COUNT

`folder` lines are the folders that the run makes, outermost first. OLD and NEW are `exact` hashes, ``-`` for no file.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

from scaffold.repo.changes import Step
from scaffold.repo.errors import BadJournal
from scaffold.repo.fields import joined, unquoted
from scaffold.tree import RelPath, UnsafePath

JOURNAL = RelPath(".scaffold/journal")
DONE = RelPath(".scaffold/journal.done")
FORMAT = "1"

_HEADER = "# A run of scaffold that is at work, or was killed: then `scaffold recover -o REPO` puts the files right.\n"
_NOTHING = "-"
_LENGTH = 32


class Line(NamedTuple):
    """One step: the exact hashes of the file at `path` before and after; None stands for no file."""

    path: str
    old: str | None
    new: str | None


class Journal(NamedTuple):
    """A whole journal. `holder` says which process of which machine wrote it."""

    lines: tuple[Line, ...]
    folders: tuple[str, ...]
    holder: str = ""


def exact(data: bytes) -> str:
    """The journal's hash of a file: the first 128 bits of SHA-256 over every byte, in hexadecimal."""
    return sha256(data).hexdigest()[:_LENGTH]


def journal_of(steps: Iterable[Step], folders: Iterable[str]) -> Journal:
    """The journal of a run that is to take `steps` and make `folders`."""
    lines = (Line(step.path, _hash(step.old), _hash(step.new)) for step in steps)
    return Journal(tuple(lines), tuple(folders))


def _hash(data: bytes | None) -> str | None:
    return None if data is None else exact(data)


def format_journal(journal: Journal) -> bytes:
    """The journal as a file, with this process as the one that writes it; `parse_journal` reads it back."""
    import platform

    parts = [_HEADER, f"format\t{FORMAT}\n", joined(("run", str(os.getpid()), platform.node()))]
    parts += [joined(("folder", folder)) for folder in journal.folders]
    parts += [joined(("step", line.path, line.old or _NOTHING, line.new or _NOTHING)) for line in journal.lines]
    parts.append(joined(("end", str(len(journal.lines)))))
    return "".join(parts).encode()


def parse_journal(where: str, data: bytes) -> Journal:
    """Read the journal in the file `where`. Raises `BadJournal` for a damaged one or another format."""
    lines: list[Line] = []
    folders: list[str] = []
    holder = ""
    found = ""
    try:
        for text in data.decode().split("\n"):
            if not text or text.startswith("#"):
                continue
            kind, *fields = map(unquoted, text.split("\t"))
            if kind == "format" and fields[0] != FORMAT:
                raise BadJournal(where, f"format {fields[0]} is none that this scaffold knows ({FORMAT})", _OTHER)
            if kind == "run":
                holder = "process {} on {}".format(*fields)
            elif kind == "folder":
                folders.append(_safe(fields[0]))
            elif kind == "step":
                path, old, new = fields
                lines.append(Line(_safe(path), _parsed(old), _parsed(new)))
            elif kind == "end":
                found = fields[0]
    except (ValueError, IndexError, UnsafePath):
        found = ""
    if found != str(len(lines)):
        raise BadJournal(where, "is damaged", _LEAVE)
    return Journal(tuple(lines), tuple(folders), holder)


_OTHER = "run `scaffold recover -o REPO` of the version that wrote it"
_LEAVE = "look at the files (git status), then delete it: everything stays as it is now"


def _safe(path: str) -> str:
    RelPath(path)
    # A journal may come with a pull request, like any file: it gives no leave to touch git's own.
    if path.split("/", maxsplit=1)[0].casefold() == ".git" or path in (JOURNAL, DONE):
        raise ValueError(path)
    return path


def _parsed(field: str) -> str | None:
    if field == _NOTHING:
        return None
    if len(field) != _LENGTH or field.strip("0123456789abcdef"):
        raise ValueError(field)
    return field
