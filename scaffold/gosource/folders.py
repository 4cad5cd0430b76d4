"""The folders that hold Go packages, their files, and the module they belong to."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

from scaffold.golang.identifiers import is_source_folder
from scaffold.gosource.build import is_compiled
from scaffold.repo.shared.entries import Unreadable
from scaffold.repo.shared.modfile import parse
from scaffold.source import Source

MAX_FILE = 16 * 1024 * 1024
"""Bytes of a Go file that is read."""


class Module(NamedTuple):
    """A go.mod: its folder, module path, go version (empty for none), and required versions by module path.

    `replaces` are module paths that a folder or another module stands for: path and version, empty for a folder.
    """

    folder: str
    path: str
    go: str
    requires: dict[str, str]
    replaces: dict[str, tuple[str, str]]


class Folder(NamedTuple):
    """A folder with Go files, in order of their names. `path` is relative to the module's folder, ``.`` for that."""

    path: str
    import_path: str
    files: tuple[Source, ...]


def module_above(folder: str) -> Module | None:
    """The nearest go.mod at or above a folder that can be read."""
    here = os.path.realpath(folder)
    while True:
        found = read_module(here)
        if found is not None:
            return found
        above = os.path.dirname(here)
        if above == here:
            return None
        here = above


def read_module(folder: str) -> Module | None:
    """The go.mod of a folder; None where there is none that can be read."""
    try:
        with open(os.path.join(folder, "go.mod"), encoding="utf-8", errors="replace") as file:
            lines = parse(file.read(MAX_FILE))
    except (OSError, Unreadable):
        return None
    path = go = ""
    requires: dict[str, str] = {}
    replaces: dict[str, tuple[str, str]] = {}
    for line in lines:
        if line.verb == "module" and line.words:
            path = line.words[0]
        elif line.verb == "go" and line.words:
            go = line.words[0]
        elif line.verb == "require" and len(line.words) == 2:
            requires[line.words[0]] = line.words[1]
        elif line.verb == "replace" and "=>" in line.words:
            _read_replacement(line.words, replaces)
    return Module(folder, path, go, requires, replaces) if path else None


def _read_replacement(words: tuple[str, ...], replaces: dict[str, tuple[str, str]]) -> None:
    """``OLD [VERSION] => NEW [VERSION]``; a folder has no version."""
    arrow = words.index("=>")
    target = words[arrow + 1 :]
    if arrow and target:
        replaces[words[0]] = (target[0], target[1] if len(target) > 1 else "")


def folders(folder: str, below: bool, module: Module | None) -> Iterator[Folder]:
    """The folder, and with `below` those in it, which hold Go that is compiled; other modules are passed over."""
    top = os.path.realpath(folder)
    root = module.folder if module is not None else top
    for here, names, files in os.walk(top):
        names[:] = sorted(
            name
            for name in names
            if below and is_source_folder(name) and not os.path.lexists(os.path.join(here, name, "go.mod"))
        )
        found = tuple(_files(here, sorted(files), os.path.normpath(os.path.join(folder, os.path.relpath(here, top)))))
        if found:
            path = os.path.relpath(here, root).replace(os.sep, "/")
            yield Folder(path, _import_path(module, path), found)


def _import_path(module: Module | None, path: str) -> str:
    """The import path of a folder; the standard library's module has none of its own."""
    prefix = "" if module is None or module.path == "std" else module.path
    return "/".join(part for part in (prefix, path) if part not in ("", "."))


def _files(folder: str, names: list[str], shown: str) -> Iterator[Source]:
    for name in names:
        path = os.path.join(folder, name)
        if not name.endswith(".go") or not os.path.isfile(path):
            continue
        try:
            with open(path, "rb") as file:
                data = file.read(MAX_FILE + 1)
        except OSError:
            continue
        text = data.decode("utf-8", "replace").removeprefix("\ufeff")
        if len(data) <= MAX_FILE and is_compiled(name, text):
            yield Source(os.path.join("" if shown == "." else shown, name), text)
