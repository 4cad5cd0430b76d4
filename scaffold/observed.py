"""What a run has looked at outside itself, and what it has printed.

A run whose answer is that nothing has changed is a function of these observations alone: while they are as they were,
`scaffold.unchanged` repeats the answer. So whoever looks at the disk on the way of ``scaffold go`` notes it here, with
what was seen there, or gives up for the run. Outside a process of its own (`begin` was not called) nothing is noted.
"""

from __future__ import annotations

import os
import stat

FILE = "file"
"""The content of a regular file at a path that is no symbolic link; None where there is nothing."""
CONTENT = "content"
"""The same where a symbolic link may lead to the file."""
NAMES = "names"
"""The sorted names in a folder; None where there is no folder."""
KIND = "kind"
"""What is at a path, without following it: `FOLDER`, or another word; None where there is nothing."""
REAL = "real"
"""The path behind all symbolic links."""

FOLDER = b"folder"

Looks = dict[tuple[str, str], bytes | None]
"""What was looked at: (one of the words above, path) → what was seen."""


class Run:
    """The observations of a run. `output` is (on standard error, text) in the order printed.

    `is_repeatable` is set when the run has found out that there is nothing to do; `gave_up` where something in it could
    not be noted.
    """

    def __init__(self) -> None:
        self.looks: Looks = {}
        self.output: list[tuple[bool, str]] = []
        self.is_repeatable = False
        self.gave_up = False


_run: Run | None = None


def begin() -> Run:
    """Note what this process does from now on."""
    global _run  # noqa: PLW0603  # one process is one run; handed through, it would be a parameter of everything
    _run = Run()
    return _run


def note(look: str, path: str, seen: bytes | None) -> None:
    """Note what was seen. What was seen otherwise before changes while the run is at work: then it is not repeated."""
    if _run is not None and _run.looks.setdefault((look, path), seen) != seen:
        _run.gave_up = True


def note_names(path: str, names: list[str]) -> None:
    """Note the names in a folder."""
    if _run is not None:
        note(NAMES, path, join_names(names))


def note_kind(path: str) -> None:
    """Look at what is at a path, and note it."""
    if _run is not None:
        note(KIND, path, kind_of(path))


def note_real_path(path: str) -> None:
    """Note where a path leads."""
    if _run is not None:
        note(REAL, path, os.fsencode(os.path.realpath(path)))


def note_printed(data: str | bytes, *, err: bool, color: bool | None) -> None:
    """Note what is printed. Bytes, and escapes that a terminal's absence takes out, are not repeated."""
    if _run is None or not data:
        return
    if isinstance(data, bytes) or ("\x1b" in data and not color):
        _run.gave_up = True
    else:
        _run.output.append((err, data))


def give_up() -> None:
    """The run depends on something that cannot be noted."""
    if _run is not None:
        _run.gave_up = True


def finish() -> None:
    """The run has nothing to do, and says so."""
    if _run is not None:
        _run.is_repeatable = True


def join_names(names: list[str]) -> bytes:
    """Names as one value; no name has a NUL in it."""
    return b"\0".join(sorted(os.fsencode(name) for name in names))


def kind_of(path: str) -> bytes | None:
    """What is at a path, as `KIND` has it."""
    try:
        mode = os.lstat(path).st_mode
    except OSError:
        return None
    return FOLDER if stat.S_ISDIR(mode) else b"%o" % stat.S_IFMT(mode)
