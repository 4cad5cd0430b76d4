"""Times scaffold beside what people would use instead, beside copying its output, and beside Python's own start.

    python benchmarks/compare.py [--sizes 6,100,1000] [--seconds 30] [--keep]

Everything happens on tmpfs (the disk's noise is tenfold) in one run: the competitors take turns, each result is the
median of its turns, and ratios are between medians of the same run. Go, mockery and controller-gen come from where the
tests have theirs. The result is printed as Markdown, for README's benchmark section; with ``--keep`` it is also added
to ``benchmarks/history.jsonl``, one line a commit and machine.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import contracts

REPOSITORY = Path(__file__).parent.parent
sys.path.insert(0, str(REPOSITORY / "tests"))
import judges  # noqa: E402  # the path above leads to it
from judges.tools import environment  # noqa: E402

SHM = Path("/dev/shm")
FLOOR = "import click, yaml"
HISTORY = Path(__file__).with_name("history.jsonl")
TURNS = (5, 25)
"""Fewest and most turns a competitor has."""


class Competitor(NamedTuple):
    """What is timed: a command in a folder. `prepare` runs before each turn and is not timed."""

    name: str
    command: list[str]
    cwd: Path
    prepare: Callable[[], None]
    env: dict[str, str] | None = None


def scaffold_command() -> list[str]:
    """The installed console script of this Python, as users start it."""
    script = Path(sys.executable).with_name("scaffold")
    return [str(script)] if script.exists() else [sys.executable, "-m", "scaffold"]


def run(command: list[str], cwd: Path, env: dict[str, str] | None = None) -> float:
    """Seconds that a command takes. Ends the program with what the command said where it fails."""
    begin = time.perf_counter()
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - begin
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} in {cwd}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return seconds


def nothing() -> None:
    """No preparation."""


def remover(folder: Path) -> Callable[[], None]:
    """Removes a folder."""
    return lambda: shutil.rmtree(folder, ignore_errors=True)


def renewer(source: Path, target: Path) -> Callable[[], None]:
    """Makes `target` a fresh copy of `source`."""

    def renew() -> None:
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target)

    return renew


def editor(plan: Path) -> Callable[[], None]:
    """Changes one method of the plan, and changes it back the next time."""
    one, other = "Put(ctx context.Context, bucket, key string,", "Put(ctx context.Context, bucket, name string,"

    def edit() -> None:
        text = plan.read_text()
        plan.write_text(text.replace(one, other, 1) if other not in text else text.replace(other, one, 1))

    return edit


def competitors(size: int, root: Path) -> list[Competitor]:
    """Everyone, for a plan with `size` interfaces; what they work on is made below `root`."""
    scaffold = scaffold_command()
    (root / "plan.yaml").write_text(contracts.plan(size))
    shutil.copy(root / "plan.yaml", root / "edited.yaml")
    # What is kept of a run that has nothing to do lies in this run's own folder.
    remembering = {**os.environ, "XDG_CACHE_HOME": str(root / "cache")}
    forgetful = {**os.environ, "SCAFFOLD_NO_CACHE": "1"}
    run([*scaffold, "go", "plan.yaml", "-o", "done"], root)
    run([*scaffold, "go", "edited.yaml", "-o", "changing"], root)
    run([*scaffold, "go", "plan.yaml", "-o", "contracts", "--mocks", "none"], root)
    # mockery gets the contracts alone: what else the repository holds it would only have to read.
    for folder in ("internal", ".scaffold", "config"):
        shutil.rmtree(root / "contracts" / folder, ignore_errors=True)
    (root / "contracts" / ".mockery.yml").write_text(contracts.mockery_config())
    types = root / "types" / "v1alpha1"
    types.mkdir(parents=True)
    (types / "types.go").write_text(contracts.api_types(size))
    (root / "types" / "go.mod").write_text(
        f"module {contracts.MODULE}/types\n\ngo 1.24\n\nrequire k8s.io/apimachinery v0.34.2\n"
    )
    network = {**environment(network=True), "GOFLAGS": "-mod=mod"}
    run([str(judges.toolchain().go), "mod", "tidy"], root / "types", network)
    go = environment()
    mocks = [str(judges.tool(judges.MOCKERY))]
    generator = [str(judges.tool(judges.CONTROLLER_GEN)), "object", "crd", "paths=./..."]
    return [
        Competitor("python", [sys.executable, "-c", "pass"], root, nothing),
        Competitor("imports", [sys.executable, "-c", FLOOR], root, nothing),
        Competitor("scaffold", [*scaffold, "go", "plan.yaml", "-o", "new"], root, remover(root / "new"), remembering),
        Competitor("unchanged", [*scaffold, "go", "plan.yaml", "-o", "done"], root, nothing, remembering),
        Competitor("in full", [*scaffold, "go", "plan.yaml", "-o", "done"], root, nothing, forgetful),
        Competitor("edited", [*scaffold, "go", "edited.yaml", "-o", "changing"], root, editor(root / "edited.yaml")),
        Competitor("validate", [*scaffold, "validate", "plan.yaml"], root, nothing),
        Competitor("--version", [*scaffold, "--version"], root, nothing),
        Competitor("cp -r", ["cp", "-r", "done", "copy"], root, remover(root / "copy")),
        Competitor("mockery", mocks, root / "mocked", renewer(root / "contracts", root / "mocked"), go),
        Competitor("controller-gen", generator, root / "typed", renewer(root / "types", root / "typed"), go),
    ]


def measure(everyone: list[Competitor], seconds: float) -> dict[str, float]:
    """The median of each. The first turn warms caches and does not count."""
    times: dict[str, list[float]] = {one.name: [] for one in everyone}
    fewest, most = TURNS
    begin = time.perf_counter()
    for turn in range(most + 1):
        if turn > fewest and time.perf_counter() - begin > seconds:
            break
        for one in everyone:
            one.prepare()
            taken = run(one.command, one.cwd, one.env)
            if turn:
                times[one.name].append(taken)
    return {name: statistics.median(taken) for name, taken in times.items()}


def check_work(size: int, root: Path) -> None:
    """Ends the program where a competitor was quick because it did nothing."""
    count = contracts.packages(size)
    mocks = len(list((root / "mocked").rglob("mocks.go")))
    ours = len(list((root / "new" / "pkg").glob("part*/part*mock/*.go")))
    theirs, definitions = (len(list((root / who).glob("config/crd/**/*_*.yaml"))) for who in ("typed", "new"))
    if not mocks == ours == count or not theirs == definitions == contracts.kinds(size):
        raise SystemExit(
            f"mocks of {count} packages: mockery {mocks}, scaffold {ours}; "
            f"{contracts.kinds(size)} custom resources: controller-gen {theirs}, scaffold {definitions}"
        )


def files_below(folder: Path) -> int:
    """The number of files."""
    return sum(len(names) for _, _, names in os.walk(folder))


def machine() -> str:
    """What the numbers were measured on, in a line."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [line.partition(": ")[2] for line in cpuinfo.read_text().splitlines() if line.startswith("model name")]
        model = names[0] if names else model
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores of {model}, {memory:.0f} GiB, {platform.system()} {platform.release().split('-')[0]}, "
        f"Python {platform.python_version()}, {judges.toolchain().version}; whole processes, warm caches, tmpfs"
    )


def table(results: dict[int, tuple[int, dict[str, float]]]) -> str:
    """The Markdown."""
    rows = [
        "| seconds, median | " + " | ".join(f"{size:,} interfaces" for size in results) + " |",
        "|---|" + "---:|" * len(results),
    ]

    def row(title: str, cell: Callable[[int, dict[str, float]], str]) -> None:
        rows.append(f"| {title} | " + " | ".join(cell(size, times) for size, (_, times) in results.items()) + " |")

    def rivals(times: dict[str, float]) -> float:
        return times["mockery"] + times["controller-gen"]

    row("files written by scaffold", lambda size, _: f"{results[size][0]:,}")
    row("**`scaffold go`, fresh repository**", lambda _, t: f"**{t['scaffold']:.3f}**")
    row("**`scaffold go`, nothing changed**", lambda _, t: f"**{t['unchanged']:.3f}**")
    row("the same without the answer kept", lambda _, t: f"{t['in full']:.3f}")
    row("`scaffold go`, one method changed", lambda _, t: f"{t['edited']:.3f}")
    row("`scaffold validate`", lambda _, t: f"{t['validate']:.3f}")
    row("`scaffold --version`", lambda _, t: f"{t['--version']:.3f}")
    row("mockery v3.9.0 (testify)", lambda _, t: f"{t['mockery']:.3f}")
    row("controller-gen v0.23.0 (object crd)", lambda _, t: f"{t['controller-gen']:.3f}")
    row("`cp -r` of scaffold's output", lambda _, t: f"{t['cp -r']:.3f}")
    row("Python's start", lambda _, t: f"{t['python']:.3f}")
    row("Python's start and the libraries' import", lambda _, t: f"{t['imports']:.3f}")
    row("mockery + controller-gen : scaffold", lambda _, t: f"{rivals(t) / t['scaffold']:.1f}x")
    row("mockery : scaffold", lambda _, t: f"{t['mockery'] / t['scaffold']:.1f}x")
    row("scaffold : `cp -r`", lambda _, t: f"{t['scaffold'] / t['cp -r']:.1f}x")
    row("scaffold : Python's start and imports", lambda _, t: f"{t['scaffold'] / t['imports']:.1f}x")
    row("nothing changed : Python's start", lambda _, t: f"{t['unchanged'] / t['python']:.1f}x")
    return "\n".join(rows)


def keep(results: dict[int, tuple[int, dict[str, float]]]) -> None:
    """Adds the medians to the history, with the commit that they were measured at."""
    git = ["git", "-C", str(REPOSITORY)]
    commit = subprocess.run([*git, "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True)
    changed = subprocess.run([*git, "status", "--porcelain"], capture_output=True, text=True, check=True)
    line = {
        "commit": commit.stdout.strip() + ("+" if changed.stdout.strip() else ""),
        "date": time.strftime("%Y-%m-%d", time.gmtime()),
        "machine": machine(),
        "seconds": {
            size: {name: round(taken, 4) for name, taken in times.items()} for size, (_, times) in results.items()
        },
    }
    with HISTORY.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def main() -> None:
    """Measures each size and prints the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--sizes", default="6,100,1000", help="numbers of interfaces, separated by commas")
    arguments.add_argument("--seconds", type=float, default=30, help="time for each size, at least five turns each")
    arguments.add_argument("--keep", action="store_true", help="add the figures to benchmarks/history.jsonl")
    asked = arguments.parse_args()
    # pip compiles what it installs; a checkout is compiled by its first run, unless the environment forbids it.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    results: dict[int, tuple[int, dict[str, float]]] = {}
    for size in map(int, asked.sizes.split(",")):
        with tempfile.TemporaryDirectory(dir=SHM if SHM.is_dir() else None, prefix="scaffold-bench-") as root:
            everyone = competitors(size, Path(root))
            results[size] = (files_below(Path(root) / "done"), measure(everyone, asked.seconds))
            check_work(size, Path(root))
    print(table(results))
    if asked.keep:
        keep(results)
    print(f"\n{machine()}.")


if __name__ == "__main__":
    main()
