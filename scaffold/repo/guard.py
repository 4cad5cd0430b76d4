"""One run at a time in one repository, and none in what a killed one left.

The lock is the kernel's (``flock``) on the folder itself: it leaves nothing behind, neither when nothing changes nor
when the process is killed, and costs nothing to load. Where folders cannot be locked (Windows, some network file
systems) it is `filelock` on ``.scaffold/run.lock``.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext

from scaffold import observed
from scaffold.repo.disk import Disk
from scaffold.repo.errors import Busy, Interrupted, RepoError
from scaffold.repo.journal import JOURNAL, parse_journal
from scaffold.repo.lockfile import FOLDER
from scaffold.repo.recover import NOTHING, Recovered, is_interrupted, recover
from scaffold.repo.writer import Writer, make_folders, remove_folders

if sys.platform != "win32":
    import fcntl

PATIENCE = 10.0
"""How long a run waits for another one to end, in seconds. A run takes less than two."""
_PAUSE = 0.05
_TAKEN = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES}

Tell = Callable[[str], None]


@contextmanager
def exclusive(target: str | os.PathLike[str], wait: float = 0.0, tell: Tell | None = None) -> Iterator[Recovered]:
    """Hold the repository at `target` for a run that writes; makes the folder, and takes it away if it stays empty.

    What a killed run left is put right first; gives what that came to. If another run is at work it is waited for,
    up to `wait` seconds (`tell` hears of it); then raises `Busy`.
    """
    root = os.fspath(target)
    with ExitStack() as stack:
        if not _enter(stack, root, wait, tell):
            yield NOTHING
            return
        with Writer(root) as writer:
            found = recover(writer)
        yield found


def _enter(stack: ExitStack, root: str, wait: float, tell: Tell | None) -> bool:
    """Make the root and hold it as long as `stack` is open; False if it cannot be made."""
    while True:
        try:
            made = make_folders(root)
        except RepoError:
            # Whoever writes will say so; a plan with errors does not get that far.
            return False
        with ExitStack() as attempt:
            disk = attempt.enter_context(Disk(root))
            attempt.enter_context(_held(disk, wait, tell, shared=False))
            # The other way round somebody could hold a folder that we take away.
            attempt.callback(remove_folders, made)
            if _is_there(disk):
                stack.push(attempt.pop_all())
                return True


def _is_there(disk: Disk) -> bool:
    """Whether the folder that is held is still the one at its path: whoever held it before may have removed it."""
    descriptor = disk.fileno()
    if descriptor is None:
        return disk.exists
    try:
        return os.path.samestat(os.stat(disk.root), os.fstat(descriptor))
    except OSError:
        return False


def recover_target(target: str | os.PathLike[str], wait: float = 0.0, tell: Tell | None = None) -> Recovered:
    """Put right what a killed run left in the repository at `target`, and do nothing else."""
    root = os.fspath(target)
    with Disk(root) as disk, _held(disk, wait, tell, shared=False), Writer(root) as writer:
        return recover(writer)


@contextmanager
def settled(target: str | os.PathLike[str], wait: float = 0.0, tell: Tell | None = None) -> Iterator[None]:
    """Hold the repository at `target` for a run that only reads.

    Looking disturbs nobody, and waits only while another run is in the middle of writing: longer than `wait` raises
    `Busy`. Raises `Interrupted` if that run was killed.
    """
    root = os.fspath(target)
    with Disk(root) as disk:
        lock = _lock(disk, shared=True)
        if lock is None and not is_interrupted(disk):
            yield
            return
        with lock or _held(disk, wait, tell, shared=True):
            if is_interrupted(disk):
                raise Interrupted(JOURNAL, "a run was killed here, and its files are half written", _RECOVER)
            yield


_RECOVER = "`scaffold recover -o REPO` undoes it; so does any run that writes"


@contextmanager
def _held(disk: Disk, wait: float, tell: Tell | None, *, shared: bool) -> Iterator[None]:
    until = time.monotonic() + wait
    told = False
    while True:
        lock = _lock(disk, shared=shared)
        if lock is not None:
            break
        observed.give_up()  # waiting is said, and is not said again
        holder = _holder(disk)
        if time.monotonic() >= until:
            raise Busy(disk.root, f"{holder} is at work here", "wait until it is done")
        if tell is not None and not told:
            tell(f"{holder} is at work here; waiting for it")
            told = True
        time.sleep(_PAUSE)
    with lock:
        yield


def _lock(disk: Disk, *, shared: bool) -> AbstractContextManager[object] | None:
    """What gives the lock back; None if another run has it. The kernel takes it from a process that dies."""
    descriptor = disk.fileno()
    if descriptor is None:
        return nullcontext() if not disk.exists or shared else _file_lock(disk)
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _TAKEN:
            return None
        return nullcontext() if shared else _file_lock(disk)
    # It ends with the descriptor.
    return nullcontext()


def _file_lock(disk: Disk) -> AbstractContextManager[object] | None:
    from filelock import FileLock, Timeout

    with Writer(disk.root) as writer:
        writer.make_folder(FOLDER)
    lock = FileLock(os.path.join(disk.root, FOLDER, "run.lock"))
    try:
        return lock.acquire(blocking=False)
    except Timeout:
        return None
    except OSError:
        # Nothing can be locked here. `apply` compares before it replaces anyway.
        return nullcontext()


def _holder(disk: Disk) -> str:
    """Who holds the lock, as far as the system (Linux: /proc/locks) or the journal says."""
    descriptor = disk.fileno()
    process = _process(descriptor) if descriptor is not None else None
    if process is not None:
        return f"another scaffold (process {process})"
    try:
        data = disk.read(JOURNAL)
        holder = parse_journal(JOURNAL, data).holder if data is not None else ""
    except RepoError:
        holder = ""
    return f"another scaffold ({holder})" if holder else "another scaffold"


def _process(descriptor: int) -> str | None:
    status = os.fstat(descriptor)
    device = f"{os.major(status.st_dev):02x}:{os.minor(status.st_dev):02x}:{status.st_ino}"
    try:
        with open("/proc/locks", encoding="ascii") as table:
            for line in table:
                fields = line.split()
                # A line of somebody who waits has an arrow in the second place.
                if len(fields) > 5 and fields[1] == "FLOCK" and fields[5] == device and fields[4] != "0":
                    return fields[4]
    except OSError:
        pass
    return None
