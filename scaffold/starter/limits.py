"""Bounds on the time and the memory that somebody else's template may take."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SECONDS = 10
"""For each file and each default that is rendered."""
BYTES = 1 << 30
"""Of address space, beyond what the process has when rendering begins."""


class TooMuchWork(Exception):
    """The bound on time was reached."""


@contextmanager
def limited_work() -> Iterator[None]:
    """Raises `TooMuchWork` in the block after `SECONDS`, `MemoryError` beyond `BYTES`.

    Where the system has no alarm or no limit of address space (Windows, threads), there is no bound.
    """
    with _limited_time(), _limited_memory():
        yield


@contextmanager
def _limited_time() -> Iterator[None]:
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise TooMuchWork(f"it takes more than {SECONDS} seconds")


@contextmanager
def _limited_memory() -> Iterator[None]:
    try:
        import resource

        with open("/proc/self/statm", "rb") as file:
            pages = int(file.read().split()[0])
    except (ImportError, OSError, ValueError):
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = pages * resource.getpagesize() + BYTES
    if soft != resource.RLIM_INFINITY:
        wanted = min(wanted, soft)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
