"""What Go's judges say, as values: the output of ``go build``, ``go vet -json`` and ``go test -json``, read.

Nothing here runs anything. Paths come back relative to the repository where they lie in it.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

_PLACED = re.compile(r"^(?:vet: )?(?P<file>[^\s:][^:\n]*\.go):(?P<line>\d+)(?::(?P<column>\d+))?: (?P<message>.*)$")
"""A compiler's line, and what a test's ``t.Error`` prints once its indentation is gone."""
_FRAME = re.compile(r"^\s+(?P<file>\S[^:\n]*\.go):(?P<line>\d+)(?: \+0x[0-9a-f]+)?$")
"""The place of a frame in the stack of a panic or of a race."""
MAX_LINES = 20
"""Lines of a test's message that are kept."""


class Complaint(NamedTuple):
    """One complaint. `judge` is ``build``, ``vet`` or ``test``; `path` is empty where it has no file of the repository.

    `line` and `column` are 1-based; columns count bytes, as Go's do, and are 0 where nothing is said. `package` is the
    import path, `test` the name of the test that failed.
    """

    judge: str
    path: str
    line: int
    column: int
    message: str
    package: str = ""
    test: str = ""


class Roots(NamedTuple):
    """Where the repository lies, and its module's import path, which leads from packages to folders."""

    folder: str
    module: str

    def inside(self, path: str) -> str:
        """A path as Go shows it, relative to the repository with ``/``; empty for one outside of it."""
        if path.startswith(f"{self.module}/"):
            # As go shows it with -trimpath.
            return path[len(self.module) + 1 :]
        full = os.path.normpath(os.path.join(self.folder, path))
        relative = os.path.relpath(full, self.folder)
        if relative.startswith(os.pardir):
            relative = os.path.relpath(os.path.realpath(full), os.path.realpath(self.folder))
        return "" if relative.startswith(os.pardir) else relative.replace(os.sep, "/")

    def of_package(self, package: str, path: str) -> str:
        """The path of a file of a package, which Go's cache may remember from another copy of the repository."""
        inside = self.inside(path) if path else ""
        if inside or not path or not f"{package}/".startswith(f"{self.module}/"):
            return inside
        return f"{self.folder_of(package)}/{os.path.basename(path)}".lstrip("/")

    def folder_of(self, package: str) -> str:
        """The folder of a package of the module, relative to the repository; the repository itself is empty."""
        return package.removeprefix(self.module).lstrip("/")


def of_compiler(judge: str, output: str, roots: Roots) -> Iterator[Complaint]:
    """The complaints in a compiler's text. Indented lines belong to the one above them."""
    package, found = "", None
    for line in output.splitlines():
        if line.startswith("# "):
            package = line[2:].strip("[]").partition(" ")[0] or package
            continue
        placed = _PLACED.match(line)
        if placed is None:
            if found is not None and line.startswith("\t"):
                found = found._replace(message=f"{found.message} {line.strip()}")
            continue
        if found is not None:
            yield found
        found = Complaint(
            judge,
            roots.inside(placed["file"]),
            int(placed["line"]),
            int(placed["column"] or 0),
            placed["message"],
            package,
        )
    if found is not None:
        yield found


def of_vet(output: str, roots: Roots) -> Iterator[Complaint]:
    """The complaints of ``go vet -json``: JSON objects between lines of text."""
    for package, analyzers in _objects(output):
        for analyzer, said in analyzers.items() if isinstance(analyzers, dict) else ():
            for one in said if isinstance(said, list) else ():
                path, line, column = _position(str(one.get("posn", "")))
                message = f"{one.get('message', '')} ({analyzer})"
                yield Complaint("vet", roots.of_package(package, path), line, column, message, package)


def _objects(output: str) -> Iterator[tuple[str, Any]]:
    """The entries of every JSON object that begins a line."""
    decoder = json.JSONDecoder()
    at = 0
    while at >= 0:
        if output.startswith("{", at):
            try:
                found, at = decoder.raw_decode(output, at)
            except ValueError:
                return
            if isinstance(found, dict):
                yield from found.items()
        at = output.find("\n", at)
        at = at + 1 if at >= 0 else -1


def _position(text: str) -> tuple[str, int, int]:
    """``FILE:LINE:COLUMN``, as analyzers say it."""
    found = re.match(r"^(.*?):(\d+)(?::(\d+))?$", text)
    return (found[1], int(found[2]), int(found[3] or 0)) if found else ("", 0, 0)


# --- tests -----------------------------------------------------------------------------------------------------------


def of_tests(output: str, roots: Roots) -> Iterator[Complaint]:
    """The complaints of ``go test -json``, which prints an event a line."""
    said: dict[tuple[str, str], list[str]] = {}
    failed: list[tuple[str, str]] = []
    build: list[str] = []
    for event in _events(output):
        key = (str(event.get("Package", "")), str(event.get("Test", "")))
        match event.get("Action"):
            case "output":
                said.setdefault(key, []).append(str(event.get("Output", "")))
            case "build-output":
                build.append(str(event.get("Output", "")))
            case "fail":
                failed.append(key)
    yield from of_compiler("build", "".join(build), roots)
    built = {
        package for package, test in failed if any("[build failed]" in line for line in said.get((package, ""), ()))
    }
    for package, test in failed:
        if package in built or any(
            other.startswith(f"{test}/" if test else "") and other != test for at, other in failed if at == package
        ):
            # A test fails with its subtests, a package with its tests: those have told why.
            own = _placed_lines(package, test, said, roots) if package not in built else []
            yield from own
            continue
        yield from _failure(package, test, "".join(said.get((package, test), ())), roots)


def _events(output: str) -> Iterator[dict[str, Any]]:
    for line in output.splitlines():
        try:
            event = json.loads(line)
        except ValueError:
            continue
        if isinstance(event, dict):
            yield event


def _placed_lines(package: str, test: str, said: dict[tuple[str, str], list[str]], roots: Roots) -> list[Complaint]:
    return list(_messages(package, test, "".join(said.get((package, test), ())), roots))


def _failure(package: str, test: str, output: str, roots: Roots) -> Iterator[Complaint]:
    """Why one test failed: a race, a panic, what it printed, or only that it did."""
    for mark, what in (("WARNING: DATA RACE", "a data race"), ("panic: ", "")):
        at = output.find(mark)
        if at >= 0:
            first = what or output[at:].partition("\n")[0].partition(" [recovered")[0]
            path, line = _first_frame(output[at:], roots)
            yield Complaint("test", path, line, 0, first, package, test)
            return
    found = list(_messages(package, test, output, roots))
    yield from found or [Complaint("test", "", 0, 0, _last_words(output), package, test)]


def _messages(package: str, test: str, output: str, roots: Roots) -> Iterator[Complaint]:
    """What ``t.Error`` and ``t.Log`` have printed of a test that failed."""
    folder = roots.folder_of(package)
    found: list[str] = []
    place: tuple[str, int] = ("", 0)
    for line in [*output.splitlines(), "end"]:
        placed = _PLACED.match(line.lstrip()) if line[:1] in (" ", "\t") else None
        if placed is None and found and line.startswith("        ") and len(found) < MAX_LINES:
            found.append(line.strip())
            continue
        if found:
            yield Complaint("test", *place, 0, " ".join(found), package, test)
            found = []
        if placed is not None and placed["file"] != "testing.go":
            place = (f"{folder}/{placed['file']}".lstrip("/"), int(placed["line"]))
            found = [placed["message"]]


def _first_frame(stack: str, roots: Roots) -> tuple[str, int]:
    """The first frame of a stack that lies in the repository."""
    for line in stack.splitlines():
        frame = _FRAME.match(line)
        if frame is not None and (os.path.isabs(frame["file"]) or frame["file"].startswith(f"{roots.module}/")):
            path = roots.inside(frame["file"])
            if path:
                return path, int(frame["line"])
    return "", 0


def _last_words(output: str) -> str:
    lines = [line.strip() for line in output.splitlines()]
    lines = [line for line in lines if line and not line.startswith(("===", "--- FAIL", "FAIL"))]
    return lines[-1] if lines else "it fails"
