"""One run at a time in one repository."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from scaffold.repo.disk import Disk
from scaffold.repo.errors import Busy

if sys.platform != "win32":
    import fcntl


@contextmanager
def exclusive(target: str | os.PathLike[str]) -> Iterator[None]:
    """Hold the repository at `target` for this run. Raises `Busy` if another one holds it.

    The lock is on the folder itself (``flock``), so that it leaves nothing behind, neither when nothing changes nor
    when the process is killed. A target that isn't there yet, and a platform without ``flock``, are not held: then
    `apply` still notices what somebody else has changed.
    """
    root = os.fspath(target)
    with Disk(root) as disk:
        descriptor = disk.fileno()
        if descriptor is not None:
            _hold(root, descriptor)
        yield


def _hold(root: str, descriptor: int) -> None:
    if sys.platform == "win32":
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
            raise Busy(root, f"{_holder(descriptor)} is at work here", "wait until it is done") from None
        # Some network file systems lock no folders; `apply` compares before it replaces anyway.


def _holder(descriptor: int) -> str:
    """Who holds the lock, as far as the system says (Linux: /proc/locks)."""
    status = os.fstat(descriptor)
    device = f"{os.major(status.st_dev):02x}:{os.minor(status.st_dev):02x}:{status.st_ino}"
    try:
        with open("/proc/locks", encoding="ascii") as table:
            for line in table:
                fields = line.split()
                if len(fields) > 5 and fields[1] == "FLOCK" and fields[5] == device:
                    return f"another scaffold (process {fields[4]})"
    except OSError:
        pass
    return "another scaffold"
