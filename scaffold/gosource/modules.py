"""What is known of the packages that Go files import: their names, modules and versions, read from disk."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import NamedTuple

from scaffold.golang.stdlib import is_standard
from scaffold.golang.stdlib import package as known_package
from scaffold.gosource.build import is_compiled
from scaffold.gosource.folders import Module

_CLAUSE = re.compile(r"^[ \t]*package[ \t]+([^\W\d]\w*)", re.MULTILINE)
_BLOCK_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CACHED = re.compile(r"(?P<path>.+)@(?P<version>v[^@]+)\Z")
_HEAD = 64 * 1024
"""Bytes of a file in which its package clause is looked for."""


class Origin(NamedTuple):
    """The module that a package is of, and its version; empty where nobody says it."""

    module: str
    version: str


class Packages:
    """Facts about imported packages, as the go.mod of the importing module and the module cache have them.

    `sections` are the import paths that the plan itself declares.
    """

    def __init__(self, module: Module | None, sections: Iterable[str]) -> None:
        self._module = module
        self._sections = frozenset(sections)
        self._names: dict[str, str] = {}
        self._version: str | None = None

    def has_section(self, path: str) -> bool:
        """Whether the plan declares the package."""
        return path in self._sections

    def is_internal(self, path: str) -> bool:
        """Whether a package that is not in the plan may only be imported from its own module."""
        return path not in self._sections and "internal" in path.split("/") and not is_standard(path)

    def is_own(self, path: str) -> bool:
        """Whether an import path lies in the module that is read."""
        return self._module is not None and f"{path}/".startswith(f"{self._module.path}/")

    def name(self, path: str) -> str:
        """The name in the package's own clause; empty where it cannot be found out."""
        if path not in self._names:
            self._names[path] = self._find_name(path)
        return self._names[path]

    def _find_name(self, path: str) -> str:
        if is_standard(path):
            known = known_package(path)
            return known.name if known is not None else path.rpartition("/")[2]
        folder = self.folder(path)
        name = _read_clause(folder) if folder else ""
        if name:
            return name
        known = known_package(path)
        return known.name if known is not None else ""

    def folder(self, path: str) -> str:
        """The folder of a package on this machine; empty where it has none."""
        module = self._module
        if module is None:
            return ""
        if self.is_own(path):
            return _join(module.folder, path.removeprefix(module.path))
        vendored = os.path.join(module.folder, "vendor", *path.split("/"))
        if os.path.isdir(vendored):
            return vendored
        holder = self._holder(path)
        if not holder:
            return ""
        rest = path.removeprefix(holder)
        target, version = module.replaces.get(holder, (holder, module.requires.get(holder, "")))
        if not version:
            return _join(os.path.join(module.folder, target), rest)
        return next((found for root in _caches(module) if (found := _cached(root, target, version, rest))), "")

    def _holder(self, path: str) -> str:
        """The required or replaced module that an import path lies in: the longest one."""
        module = self._module
        known = {*module.requires, *module.replaces} if module is not None else set()
        return max((each for each in known if f"{path}/".startswith(f"{each}/")), key=len, default="")

    def origin(self, path: str) -> Origin:
        """The module and the version that an import path is of; both empty where no go.mod says them."""
        module = self._module
        if module is None:
            return Origin("", "")
        if self.is_own(path):
            return Origin(module.path, self.own_version)
        holder = self._holder(path)
        version = module.requires.get(holder, "")
        target, replaced = module.replaces.get(holder, ("", ""))
        # A fork under its own path is another module; one under the same path is a version of it.
        return Origin(holder, replaced if replaced and target == holder else version)

    @property
    def own_version(self) -> str:
        """The version of the module that is read: its folder's in a module cache, or that of git; perhaps empty."""
        if self._version is None:
            self._version = _version_of(self._module) if self._module is not None else ""
        return self._version


def _join(folder: str, rest: str) -> str:
    found = os.path.join(folder, *rest.strip("/").split("/"))
    return found if os.path.isdir(found) else ""


def _caches(module: Module) -> list[str]:
    """The module caches of this machine; the one that the module lies in first."""
    found: list[str] = []
    elements = _escape(module.path)
    cached = _CACHED.fullmatch(module.folder)
    if cached is not None and cached["path"].endswith(f"/{elements}"):
        found.append(cached["path"].removesuffix(elements))
    stated = os.environ.get("GOMODCACHE")
    if stated:
        found.append(stated)
    gopath = os.environ.get("GOPATH", "").split(os.pathsep)[0] or os.path.join(os.path.expanduser("~"), "go")
    return [*found, os.path.join(gopath, "pkg", "mod")]


def _escape(path: str) -> str:
    """A module path as the cache spells it: ``!`` and a small letter for each capital."""
    return re.sub(r"[A-Z]", lambda letter: f"!{letter[0].lower()}", path)


def _cached(root: str, module: str, version: str, rest: str) -> str:
    return _join(os.path.join(root, f"{_escape(module)}@{_escape(version)}"), rest)


def _read_clause(folder: str) -> str:
    """The name of the package in a folder."""
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(".go"))
    except OSError:
        return ""
    for name in names:
        try:
            with open(os.path.join(folder, name), "rb") as file:
                text = file.read(_HEAD).decode("utf-8", "replace").removeprefix("\ufeff")
        except OSError:
            continue
        clause = _CLAUSE.search(_BLOCK_COMMENT.sub("", text)) if is_compiled(name, text) else None
        if clause is not None and clause[1] != "documentation":
            return clause[1]
    return ""


def _version_of(module: Module) -> str:
    """The version of a module's own folder."""
    cached = _CACHED.fullmatch(os.path.basename(module.folder))
    if cached is not None:
        return re.sub(r"!([a-z])", lambda letter: letter[1].upper(), cached["version"])
    from scaffold.repo.gittags import tagged_version  # only for modules of which another package is needed

    return tagged_version(module.folder)
