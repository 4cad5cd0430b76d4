"""Signals that end a run while it writes: files are put back first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def unwinding() -> Iterator[None]:
    """Make exceptions of Ctrl-C, SIGTERM and SIGHUP, so that what is under way is undone.

    Only of the first one: a second Ctrl-C must not stop the undoing half-way. Outside the main thread nothing changes.
    """
    import signal

    wanted = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    # Who started us with a signal ignored (nohup) wants it ignored.
    handled = [number for number in wanted if signal.getsignal(number) is not signal.SIG_IGN]

    def end(number: int, _: FrameType | None) -> None:
        for each in handled:
            signal.signal(each, signal.SIG_IGN)
        if number == signal.SIGINT:
            raise KeyboardInterrupt
        raise SystemExit(128 + number)

    before = {}
    try:
        for number in handled:
            before[number] = signal.signal(number, end)
    except ValueError:
        yield
        return
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
