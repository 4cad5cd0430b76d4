"""The lines of go.mod and go.sum that imports need, known without the network.

``scaffold/data/pins.txt``, made by ``tools/pins/make.py`` with ``go mod tidy``, has three parts::

    [modules]    MODULE VERSION GO           GO: the go directive of its go.mod
    [sums]       a line of go.sum
    [packages]   IMPORT-PATH  MODULES  SUMS  (tabs) numbers of lines above, from 0, like 0-3,7
                 IMPORT-PATH  =OTHER-PATH    the same as that one

A module has one version in the whole file, so what several imports need is the union of what each needs.
"""

import os.path
from collections.abc import Iterable
from functools import cache
from typing import Final, NamedTuple

from scaffold.golang import stdlib

_FILE: Final = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", "pins.txt")


class Require(NamedTuple):
    """One requirement of go.mod."""

    module: str
    version: str
    indirect: bool
    """No import is of this module itself: the line ends in ``// indirect``."""


class Pins(NamedTuple):
    """What a module with certain imports has to say in go.mod and go.sum."""

    requires: tuple[Require, ...]
    """By module path, as ``go mod tidy`` orders them."""
    sums: tuple[str, ...]
    """Lines of go.sum, sorted as Go sorts them."""
    go: str
    """The lowest go directive these modules allow, like ``1.24.0`` (``1.24`` would be older); see `go_directive`."""
    unknown: tuple[str, ...]
    """Imports that are neither standard nor pinned, sorted; the module's own packages among them, if given."""


class _Data(NamedTuple):
    modules: list[list[str]]
    sums: list[str]
    packages: dict[str, str]


@cache
def _data() -> _Data:
    with open(_FILE, encoding="utf-8") as file:
        modules, sums, packages = (part.splitlines()[1:] for part in file.read().split("\n\n"))
    return _Data(
        [line.split(" ") for line in modules],
        sums,
        dict(line.split("\t", 1) for line in packages),
    )


def requirements(import_paths: Iterable[str], go: str = "") -> Pins:
    """What go.mod and go.sum must say for these imports; standard packages need nothing.

    `go` is the plan's go directive: the answer's `go` is never lower.
    """
    outside = sorted(path for path in set(import_paths) if path != "C" and not stdlib.is_standard(path))
    if not outside:
        return Pins((), (), go, ())
    data = _data()
    pinned = [path for path in outside if path in data.packages]
    needs = [_numbers_of(path, data) for path in pinned]
    in_all = set.intersection(*(modules for modules, _ in needs)) if needs else set()
    # What only tests of dependencies use is required only where nothing else settles its version.
    needed = [
        (line[0], line[1], line[2])
        for number in sorted({number for modules, _ in needs for number in modules})
        if len(line := data.modules[number]) == 3 or number in in_all
    ]
    direct = {_owner(path, needed) for path in pinned}
    for _, _, lowest in needed:
        go = go_directive(go, lowest)
    return Pins(
        requires=tuple(Require(module, version, module not in direct) for module, version, _ in needed),
        sums=tuple(data.sums[number] for number in sorted({number for _, sums in needs for number in sums})),
        go=go,
        unknown=tuple(path for path in outside if path not in data.packages),
    )


def _numbers_of(path: str, data: _Data) -> tuple[set[int], set[int]]:
    """The numbers of the modules and of the sums that a pinned import needs."""
    shown = data.packages[path]
    if shown.startswith("="):
        shown = data.packages[shown[1:]]
    modules, _, sums = shown.partition("\t")
    return set(_numbers(modules)), set(_numbers(sums))


def _numbers(text: str) -> Iterable[int]:
    for run in filter(None, text.split(",")):
        first, _, last = run.partition("-")
        yield from range(int(first), int(last or first) + 1)


def _owner(path: str, modules: list[tuple[str, str, str]]) -> str:
    """The module an import path is of: the longest one that is a prefix of it."""
    return max((module for module, _, _ in modules if f"{path}/".startswith(f"{module}/")), key=len)


def go_directive(one: str, other: str) -> str:
    """The higher of two go directives; an empty one is the lowest."""
    return other if go_key(other) > go_key(one) else one


def go_key(version: str) -> tuple[int, int, int, int]:
    """Sort key of go directives in Go's own order: ``1.24`` < ``1.24rc1`` < ``1.24.0`` < ``1.24.1``.

    Before Go 1.21 a release had no ``.0``: ``1.20`` is the release there, above ``1.20rc1``. What is no version is
    lower than any that is.
    """
    major, _, rest = version.partition(".")
    minor, dot, patch = rest.partition(".")
    kind, stage = (3, patch) if dot else (0, "0")
    for rank, mark in ((1, "beta"), (2, "rc")):
        if mark in minor and not dot:
            minor, _, stage = minor.partition(mark)
            kind = rank
    if not (major.isdecimal() and minor.isdecimal() and stage.isdecimal()):
        return (-1, 0, 0, 0)
    if kind == 0 and (int(major), int(minor)) < (1, 21):
        kind = 3
    return (int(major), int(minor), kind, int(stage))


SemverKey = tuple[int, int, int, tuple[tuple[int, int, str], ...]]
_RELEASE: Final = ((2, 0, ""),)


def semver_key(version: str) -> SemverKey:
    """Sort key of module versions as Go orders them (semver): ``v1.2.3-rc.1`` < ``v1.2.3`` < ``v1.10.0``.

    Pseudo-versions are pre-releases like any other; build metadata (``+incompatible``) counts for nothing. What is no
    semantic version is lower than any that is.
    """
    core, dash, pre = version.partition("+")[0].partition("-")
    numbers = core.removeprefix("v").split(".")
    if not core.startswith("v") or len(numbers) > 3 or not all(part.isdecimal() for part in numbers):
        return (-1, 0, 0, ())
    major, minor, patch = (int(part) for part in (*numbers, "0", "0")[:3])
    if not dash:
        return (major, minor, patch, _RELEASE)
    # Numbers are lower than words; a version with fewer identifiers is lower: so tuples compare anyway.
    parts = (((0, int(part), "") if part.isdecimal() else (1, 0, part)) for part in pre.split("."))
    return (major, minor, patch, tuple(parts))
