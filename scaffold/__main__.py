"""The program: ``scaffold`` and ``python -m scaffold``."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False  # The import of `typing` takes as long as the rest of an answer to ``--version``.
if TYPE_CHECKING:
    from typing import NoReturn


def run() -> NoReturn:
    """Run the command line as a process of its own."""
    # A run makes a tree, prints it and ends: looking for cycles among hundreds of thousands of values that all stay
    # alive costs a sixth of a large run and frees nothing.
    gc.disable()
    memory, observations = None, None
    try:
        if sys.argv[1:] == ["--version"]:
            _print_version()
        if sys.argv[1:2] == ["go"]:
            from scaffold import observed, unchanged

            memory = unchanged.memory_of(sys.argv[1:])
            if memory is not None:
                output = memory.recall()
                if output is not None:
                    _repeat(output)
                observations = observed.begin()
        # Here and not above: what has been answered needs no click, whose import takes as long as Python's own start.
        from scaffold.cli import main

        main()
    except SystemExit as end:
        if memory is not None and observations is not None and not end.code:
            memory.keep(observations)
        _end_process(end.code)
        raise
    raise SystemExit(0)


def _repeat(output: list[tuple[bool, str]]) -> NoReturn:
    """Print what an earlier run printed, as `scaffold.cli.output.emit` does."""
    for err, text in output:
        stream = sys.stderr if err else sys.stdout
        try:
            if stream is not None:
                if not text.isascii() and hasattr(stream, "reconfigure"):
                    stream.reconfigure(errors="backslashreplace")
                stream.write(text)
                stream.flush()
        except OSError as error:
            from scaffold.cli.output import report_unwritable

            report_unwritable(error, err=err)
    raise SystemExit(0)


def _print_version() -> NoReturn:
    """Answer ``--version`` as `scaffold.cli.main` does."""
    import scaffold

    try:
        if sys.stdout is not None:
            print(f"scaffold, version {scaffold.__version__}", flush=True)
    except OSError as error:
        from scaffold.cli.output import report_unwritable

        report_unwritable(error)
    raise SystemExit(0)


def _end_process(code: str | int | None) -> None:
    """End the process, without taking the interpreter apart where nothing needs that.

    Freeing every value one by one takes a tenth of a run. Nothing of scaffold waits for the interpreter's end: files
    are closed where they are used, nothing is registered with `atexit`, and there are no threads. Debuggers, profilers
    and coverage do wait for it, so a run that is watched ends as Python ends.

    Returns where the process has to end in Python's way.
    """
    if not (code is None or isinstance(code, int)) or sys.flags.inspect or _is_watched():
        return
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):
        return
    os._exit((code or 0) & 0xFF)


def _is_watched() -> bool:
    """Whether a debugger, a profiler or coverage watches this process."""
    if sys.gettrace() is not None or sys.getprofile() is not None:
        return True
    # From Python 3.12 on, tools may use `sys.monitoring` instead; it has six places for them.
    monitoring = getattr(sys, "monitoring", None)
    return monitoring is not None and any(monitoring.get_tool(place) is not None for place in range(6))


if __name__ == "__main__":
    run()
