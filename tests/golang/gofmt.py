"""gofmt as an oracle: one process for many texts, the strings in and the strings out."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from judges import toolchain


def goroot_src() -> Path:
    """Go's own source: a corpus that gofmt leaves alone."""
    return toolchain().root / "src"


def gofmt(texts: Sequence[str], *flags: str) -> list[str]:
    """What ``gofmt -s`` (or gofmt with `flags`) makes of each text; one that does not parse fails the test."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"f{number}.go") for number in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_bytes(text.encode())
        command: list[str | Path] = [toolchain().gofmt, *(flags or ("-s",)), "-w", folder]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert not done.stderr, done.stderr[:2000] + "".join(texts)[:2000]
        return [path.read_bytes().decode() for path in paths]
