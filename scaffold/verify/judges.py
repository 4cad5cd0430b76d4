"""Runs Go's judges over the packages that a plan has made."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scaffold.tree import OutFile
from scaffold.verify.complaints import Complaint, Roots, of_compiler, of_tests, of_vet

_NO_RACE = ("-race requires cgo", "-race is only supported", "C compiler", "-race is not supported")
"""What go says where there is no race detector."""


class NoGo(Exception):
    """There is no Go to judge with; the text says why."""


class Go(NamedTuple):
    """A Go command. `race`: it can look for data races (which takes a C compiler)."""

    command: str
    race: bool


class Verdict(NamedTuple):
    """What the judges say, in the order of the judges. `race`: the tests ran under the race detector."""

    complaints: tuple[Complaint, ...]
    race: bool


def find_go() -> Go:
    """The go command on PATH. Raises `NoGo`."""
    command = shutil.which("go")
    if command is None:
        raise NoGo("there is no `go` on PATH")
    asked = _run([command, "env", "-json", "CGO_ENABLED", "CC"], os.curdir)
    try:
        facts = json.loads(asked.stdout) if not asked.returncode else None
    except ValueError:
        facts = None
    if not isinstance(facts, dict):
        raise NoGo(f"{command} does not work: {(asked.stderr or asked.stdout).strip().partition(chr(10))[0]}")
    compiler = (str(facts.get("CC", "")).split() or [""])[0]
    return Go(command, facts.get("CGO_ENABLED") == "1" and shutil.which(compiler) is not None)


def judge(go: Go, root: str, files: Iterable[OutFile]) -> Verdict:
    """What Go says of the packages that `files` lie in, in the repository at `root`."""
    code, all_ = _packages(root, files)
    if not all_:
        return Verdict((), go.race)
    listed = _run([go.command, "list", "-m"], root)
    roots = Roots(os.path.abspath(root), listed.stdout.strip().partition("\n")[0])
    found = list(_build(go, root, code, roots)) if code else []
    found += _vet(go, root, all_, roots)
    race, tests = _test(go, root, all_, roots)
    return Verdict(tuple(_each_once([*found, *tests])), race)


def _run(command: list[str], folder: str) -> subprocess.CompletedProcess[str]:
    # Messages in one language and without colours.
    return subprocess.run(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def _packages(root: str, files: Iterable[OutFile]) -> tuple[list[str], list[str]]:
    """The folders of the plan's Go as patterns: those with code, and those with code or tests."""
    folders = sorted({file.path.rpartition("/")[0] for file in files if file.path.endswith(".go")})
    code, all_ = [], []
    for folder in folders:
        try:
            names = [name for name in os.listdir(os.path.join(root, folder)) if name.endswith(".go")]
        except OSError:
            # Removed by a person.
            continue
        pattern = f"./{folder}" if folder else "."
        if names:
            all_.append(pattern)
        if any(not name.endswith("_test.go") for name in names):
            code.append(pattern)
    return code, all_


def _build(go: Go, root: str, packages: list[str], roots: Roots) -> Iterator[Complaint]:
    # Nothing is kept, nor written: a person may have turned a skeleton into a program.
    done = _run([go.command, "build", "-gcflags=-e", "-o", os.devnull, *packages], root)
    found = list(of_compiler("build", done.stderr + done.stdout, roots))
    yield from found
    if done.returncode and not found:
        yield _unplaced("build", done.stderr or done.stdout)


def _vet(go: Go, root: str, packages: list[str], roots: Roots) -> list[Complaint]:
    done = _run([go.command, "vet", "-json", *packages], root)
    output = f"{done.stdout}\n{done.stderr}"
    found = [*of_vet(output, roots), *of_compiler("build", output, roots)]
    if done.returncode and not found:
        found.append(_unplaced("vet", done.stderr or done.stdout))
    return found


def _test(go: Go, root: str, packages: list[str], roots: Roots) -> tuple[bool, list[Complaint]]:
    race = go.race
    done = _run([go.command, "test", *(["-race"] if race else []), "-json", *packages], root)
    if race and done.returncode and any(mark in done.stderr + done.stdout for mark in _NO_RACE):
        race = False
        done = _run([go.command, "test", "-json", *packages], root)
    found = [*of_tests(done.stdout, roots), *of_compiler("build", done.stderr, roots)]
    if done.returncode and not found:
        found.append(_unplaced("test", done.stderr or done.stdout))
    return race, found


def _unplaced(judge: str, output: str) -> Complaint:
    lines = [line.strip() for line in output.splitlines() if line.strip() and not line.startswith("# ")]
    return Complaint(judge, "", 0, 0, lines[0] if lines else f"go {judge} fails and does not say why")


def _each_once(complaints: list[Complaint]) -> Iterator[Complaint]:
    """Vet and test run the compiler too: a complaint at one place that the build had already is left out."""
    told: set[tuple[str, int, str]] = set()
    for complaint in complaints:
        # An analyzer's name stands behind its words only where vet itself has run it.
        key = (complaint.path, complaint.line, re.sub(r" \(\w+\)$", "", complaint.message))
        if key not in told:
            told.add(key)
            yield complaint
