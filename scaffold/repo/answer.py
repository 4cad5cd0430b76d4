"""A file that a command was asked to write its answer to: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress


def write_answer(path: str, data: bytes, *, force: bool) -> None:
    """Write `data` to `path`. Raises `FileExistsError` where something is there, unless `force`; else any `OSError`.

    What stands at the path is replaced in one step; a device or a pipe is written to as it is.
    """
    if not force and os.path.lexists(path) and (os.path.islink(path) or not _is_special(path)):
        raise FileExistsError(path)
    if _is_special(path):
        with open(path, "wb") as special:
            special.write(data)
        return
    path = os.path.realpath(path)
    handle, beside = tempfile.mkstemp(prefix=".", suffix=".scaffold-tmp", dir=os.path.dirname(path))
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(beside, _mode(path))
        if force:
            os.replace(beside, path)
            return
        # Unlike a rename this fails if somebody was faster.
        os.link(beside, path)
        os.unlink(beside)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise


def _is_special(path: str) -> bool:
    return os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)


def _mode(path: str) -> int:
    """The permissions that the file has, or that a new one gets."""
    try:
        return os.stat(path).st_mode & 0o7777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
