"""Measures how scaffold's time and memory grow with plans that grow in one direction.

    python benchmarks/growth.py [--sizes 1000,3000,10000] [--only WORDS] [--jobs 1]

Each plan of `growth_plans.SHAPES` is generated in a process of its own, on tmpfs, which is killed when
it needs more than twice the limits. The exponent is that of the time between the last two sizes, without what a plan of
one interface takes: 1 is linear, 2 is quadratic. Exits with 1 where a run takes more than 10 s or 1 GiB, ends in a
traceback, or does not end as the shape says: accepted, or refused with file, line and column.
"""

from __future__ import annotations

import argparse
import math
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from growth_plans import SHAPES, Shape

SECONDS = 10
MEBIBYTES = 1024
START = "module: example.com/acme/growth\napi: {interfaces: [{name: Service, methods: [Get() error]}]}\n"
"""A plan as small as they get: what every run takes."""


class Measure(NamedTuple):
    """A run: its processor time, its peak of memory, and what is wrong with it, or empty."""

    seconds: float
    mebibytes: float
    fault: str


PLACED = re.compile(r"plan\.\w+:\d+:\d+: error: ")
"""An error with its line and column."""

LIMITED = f"""
import resource, runpy
resource.setrlimit(resource.RLIMIT_CPU, ({2 * SECONDS}, {2 * SECONDS + 1}))
resource.setrlimit(resource.RLIMIT_AS, ({2 * MEBIBYTES * 2**20}, {2 * MEBIBYTES * 2**20}))
runpy.run_module("scaffold", run_name="__main__", alter_sys=True)
"""
"""Runs scaffold in a process that is killed where it exceeds the limits by far."""


def measure(shape: Shape, size: int, text: str | None = None) -> Measure:
    """Run scaffold on a plan of a shape and a size, or on `text`; where the shape has a second run, measure that."""
    shm = "/dev/shm" if os.path.isdir("/dev/shm") else None
    with tempfile.TemporaryDirectory(dir=shm) as folder:
        plan = Path(folder) / shape.file
        plan.write_text(text or shape.make(size))
        found = _run(folder, shape.file)
        fault = _fault(found, is_sound=size <= shape.sound)
        if shape.then is not None and not fault:
            plan.write_text(shape.then(size))
            found = _run(folder, shape.file)
            fault = _fault(found, is_sound=size <= shape.sound)
    return Measure(found.seconds, found.mebibytes, fault)


class Run(NamedTuple):
    """What a process took, how it ended and what it said."""

    seconds: float
    mebibytes: float
    code: int
    said: str


def _run(folder: str, file: str) -> Run:
    """One process."""
    with open(Path(folder) / "messages", "wb") as messages:
        process = subprocess.Popen(
            [sys.executable, "-c", LIMITED, "go", file, "-o", "out"], cwd=folder, stdout=messages, stderr=messages
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    said = (Path(folder) / "messages").read_text(errors="replace")
    return Run(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, process.returncode, said)


def _fault(run: Run, *, is_sound: bool) -> str:
    """What is wrong with a run, or empty."""
    if "Traceback" in run.said or "internal error" in run.said:
        return "traceback: " + run.said.strip().rpartition("\n")[2][:80]
    if run.code < 0:
        return f"killed by signal {-run.code}"
    if run.seconds > SECONDS or run.mebibytes > MEBIBYTES:
        return "above the limits"
    if run.code != (0 if is_sound else 1):
        return f"exit code {run.code}: {run.said[:300]}"
    if not is_sound and not PLACED.search(run.said):
        return f"an error without a place: {run.said[:300]}"
    return ""


def exponent(sizes: Sequence[int], runs: Sequence[Measure], start: float) -> float | None:
    """The exponent of the growth between the last two sizes; None where there is too little to tell."""
    if len(runs) < 2 or runs[-2].seconds - start < 0.05 or runs[-1].seconds <= start:
        return None
    times = (runs[-1].seconds - start) / (runs[-2].seconds - start)
    return math.log(times) / math.log(sizes[-1] / sizes[-2])


def _row(shape: Shape, sizes: Sequence[int], start: float) -> tuple[str, list[str]]:
    """A line of the table, and the faults of the shape's runs. A shape that a size was too much for ends there."""
    runs: list[Measure] = []
    for size in (size for size in sizes if size <= shape.largest):
        runs.append(measure(shape, size))
        if runs[-1].fault:
            break
    cells = [f"{run.seconds:6.2f} s {run.mebibytes:5.0f} MiB{'!' if run.fault else ' '}" for run in runs]
    cells += [" " * 18] * (len(sizes) - len(cells))
    growth = exponent(sizes[: len(runs)], runs, start)
    faults = [f"{shape.name}, {size:,}: {run.fault}" for size, run in zip(sizes, runs, strict=False) if run.fault]
    return f"| {shape.name:36} | {' | '.join(cells)} | {f'{growth:8.1f}' if growth is not None else ' ' * 8} |", faults


def main() -> None:
    """Measure the shapes that are asked for, print the table, and exit with 1 where one is too slow or too large."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--sizes", default="1000,3000,10000", help="sizes of the plans, separated by commas")
    arguments.add_argument(
        "--only", default="", help="shapes that have these words in their names, separated by commas"
    )
    arguments.add_argument("--jobs", type=int, default=1, help="runs at a time")
    asked = arguments.parse_args()
    sizes = [int(size) for size in asked.sizes.split(",")]
    shapes = [shape for shape in SHAPES if any(words in shape.name for words in asked.only.split(","))]
    start = min(measure(Shape("nothing", smallest), 0, START).seconds for _ in range(3))
    print(f"| {'processor time and peak memory':36} | " + " | ".join(f"{size:18,}" for size in sizes) + " | exponent |")
    print(f"|{'-' * 38}|" + "|".join(["-" * 19 + ":"] * len(sizes)) + f"|{'-' * 9}:|", flush=True)
    begin = time.monotonic()
    faults: list[str] = []
    with ThreadPoolExecutor(asked.jobs) as pool:
        for row, wrong in pool.map(lambda shape: _row(shape, sizes, start), shapes):
            print(row, flush=True)
            faults += wrong
    print(f"\n{len(shapes)} shapes in {time.monotonic() - begin:.0f} s; a plan of one interface takes {start:.2f} s")
    print("\n".join(faults))
    sys.exit(1 if faults else 0)


def smallest(size: int) -> str:
    """The smallest plan, whatever the size."""
    return START


if __name__ == "__main__":
    main()
