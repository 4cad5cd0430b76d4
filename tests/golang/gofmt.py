"""gofmt as the judge: one process for many files, the strings in and the strings out."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest


@cache
def gofmt_path() -> str:
    """The gofmt beside the Go that the tests use (Go's wheel from PyPI has it off PATH)."""
    go = shutil.which("go")
    if go:
        root = subprocess.run([go, "env", "GOROOT"], capture_output=True, text=True, check=True).stdout.strip()
        beside = Path(root, "bin", "gofmt")
        if beside.exists():
            return str(beside)
    found = shutil.which("gofmt")
    if not found:
        pytest.skip("no gofmt on this machine: nothing to compare with")
    return found


@cache
def goroot_src() -> Path:
    """Go's own source: a corpus that gofmt leaves alone."""
    go = shutil.which("go")
    if not go:
        pytest.skip("no Go on this machine: no corpus")
    root = subprocess.run([go, "env", "GOROOT"], capture_output=True, text=True, check=True).stdout.strip()
    return Path(root, "src")


def gofmt(texts: Sequence[str], *flags: str) -> list[str]:
    """What ``gofmt -s`` makes of each text; a text that does not parse fails the test."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"f{number}.go") for number in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_bytes(text.encode())
        done = subprocess.run(
            [gofmt_path(), *(flags or ("-s",)), "-w", folder], capture_output=True, text=True, check=False
        )
        assert not done.stderr, done.stderr[:2000] + "".join(texts)[:2000]
        return [path.read_bytes().decode() for path in paths]
