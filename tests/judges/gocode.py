"""Judges of Go code. Each returns its complaints, the empty string where it has none."""

from __future__ import annotations

import functools
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from judges.tools import (
    ACTIONLINT,
    CONTROLLER_GEN,
    GOLANGCI_LINT,
    STATICCHECK,
    Missing,
    environment,
    home,
    once,
    program,
    run_go,
    tool,
    toolchain,
)

JUDGE_SECONDS = 300
"""A judge that needs longer for one golden output hangs."""


def _judge(command: list[str | Path], cwd: Path, env: dict[str, str] | None = None) -> str:
    """Runs a judge in `cwd`. What it printed where it failed or printed anything on standard error."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env=env or environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=JUDGE_SECONDS,
        check=False,
    )
    if done.returncode:
        return done.stdout + done.stderr or f"exit code {done.returncode}"
    return done.stderr


def gofmt(files: Iterable[Path]) -> str:
    """What ``gofmt -l`` and ``gofmt -s -l`` would change in these files, as a diff; also what doesn't parse."""
    paths = [str(file) for file in files]
    if not paths:
        return ""
    for options in (["-l"], ["-s", "-l"]):
        done = subprocess.run(
            [toolchain().gofmt, *options, *paths], capture_output=True, text=True, timeout=JUDGE_SECONDS, check=False
        )
        if done.stderr:
            return done.stderr
        if done.stdout:
            changed = done.stdout.splitlines()
            shown = subprocess.run(
                [toolchain().gofmt, "-d", *options[:-1], *changed], capture_output=True, text=True, check=False
            )
            return f"gofmt {' '.join(options)}:\n{done.stdout}{shown.stdout}"
    return ""


def gofmt_text(source: str, *, simplify: bool = False) -> str:
    """`source` as gofmt lays it out. Raises `ValueError` with gofmt's words where it doesn't parse."""
    done = subprocess.run(
        [toolchain().gofmt, *(["-s"] if simplify else [])],
        input=source.encode(),
        capture_output=True,
        timeout=JUDGE_SECONDS,
        check=False,
    )
    if done.returncode:
        raise ValueError(done.stderr.decode())
    return done.stdout.decode()


def _warm(module: Path) -> None:
    """Downloads what the module's go.mod pins, once for each content of go.mod and go.sum.

    It happens in a copy: a go.sum that lacks a line must be seen by the judges, not mended for them.
    """
    text = (module / "go.mod").read_bytes()
    if b"require" not in text:
        return
    sums = module / "go.sum"
    digest = hashlib.sha256(text + b"\0" + (sums.read_bytes() if sums.exists() else b"")).hexdigest()

    def make(target: Path) -> None:
        folder = target.parent / "module"
        folder.mkdir()
        for name in ("go.mod", "go.sum"):
            if (module / name).exists():
                shutil.copyfile(module / name, folder / name)
        run_go(["mod", "download"], folder, "the modules that go.mod pins", {"GOFLAGS": "-mod=mod"})
        target.write_text("downloaded\n")

    once(home() / f"modules-{digest[:16]}", make)


def _go(module: Path, *arguments: str, race: bool = False) -> str:
    _warm(module)
    return _judge([toolchain().go, *arguments], module, environment(race=race))


def build(module: Path) -> str:
    """``go build ./...`` in the module at `module`."""
    return _go(module, "build", "./...")


def vet(module: Path) -> str:
    """``go vet ./...`` in the module at `module`, test files included."""
    return _go(module, "vet", "./...")


def staticcheck(module: Path) -> str:
    """``staticcheck ./...`` with its default checks, test files included."""
    _warm(module)
    return _judge([tool(STATICCHECK), "./..."], module)


def golangci_lint(module: Path) -> str:
    """``golangci-lint run`` with the configuration that lies in the module, its formatters included."""
    _warm(module)
    return _judge([tool(GOLANGCI_LINT), "run", "--show-stats=false"], module)


def actionlint(repository: Path) -> str:
    """``actionlint`` over the workflows of a repository: their syntax, expressions and the inputs of actions."""
    return _judge([tool(ACTIONLINT), *sorted((repository / ".github/workflows").iterdir())], repository)


def tidy(module: Path) -> str:
    """``go mod tidy -diff``: what the go command would change in go.mod and go.sum."""
    _warm(module)
    return _judge([toolchain().go, "mod", "tidy", "-diff"], module, environment(network=True))


def go_test(module: Path) -> str:
    """``go test ./...`` without the race detector, for machines that have no C compiler. vet is a judge of its own."""
    return _go(module, "test", "-vet=off", "./...")


def test_race(module: Path) -> str:
    """``go test -race ./...``. Raises `Missing` where the race detector cannot be linked."""
    _race_detector()
    return _go(module, "test", "-race", "-vet=off", "./...", race=True)


test_race.__test__ = False  # type: ignore[attr-defined]  # pytest would take the imported name for a test


@functools.cache
def _race_detector() -> None:
    """Links a program with the race detector: that needs cgo and a C compiler, which not every machine has."""

    def make(target: Path) -> None:
        folder = target.parent / "probe"
        folder.mkdir()
        (folder / "go.mod").write_text("module probe\n\ngo 1.24\n")
        (folder / "main.go").write_text("package main\n\nfunc main() {}\n")
        complaint = _judge([toolchain().go, "build", "-race", "-o", os.devnull, "."], folder, environment(race=True))
        if complaint:
            raise Missing(f"the race detector needs cgo and a C compiler: {complaint.strip()}")
        target.write_text("links\n")

    compiler = shutil.which(os.environ.get("CC", "cc")) or shutil.which("gcc") or shutil.which("clang") or "none"
    once(home() / f"race-{hashlib.sha256(compiler.encode()).hexdigest()[:16]}", make)


def controller_gen(module: Path, *arguments: str) -> str:
    """``controller-gen ARGUMENTS...`` in the module at `module`; what it makes lands where the arguments say."""
    _warm(module)
    return _judge([tool(CONTROLLER_GEN), *arguments], module)


def type_errors(pieces: list[str], go: str = "1.26") -> list[list[str]]:
    """What go/types says of each of some files without package clauses, as ``LINE:COLUMN: MESSAGE``."""
    done = subprocess.run(
        [program("values")],
        input=json.dumps([{"go": go, "code": code} for code in pieces]).encode(),
        capture_output=True,
        timeout=JUDGE_SECONDS,
        check=True,
        env={**environment(), "GOROOT": str(toolchain().root)},
    )
    found: list[list[str]] = json.loads(done.stdout)
    return found
