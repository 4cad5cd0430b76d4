"""The lines of go.mod and go.sum that imports need, known without the network.

``scaffold/data/pins.txt``, made by ``tools/pins/make.py`` with ``go mod tidy``, has three parts::

    [modules]    MODULE VERSION ZIP-HASH MOD-HASH GO    sorted; GO: the go directive of its go.mod, ``-``: see below
    [graph]      MODULE VERSION MOD-HASH                a go.mod that Go reads to select versions, sorted
    [packages]   IMPORT-PATH  REQUIRED  GRAPH  TESTS  SELECTED    (tabs)
                 IMPORT-PATH  =OTHER-PATH                         the same as that one

The columns of a package are numbers of lines above, from 0, like ``0-3,7``, for a module that imports it alone:
REQUIRED are the lines of go.mod, GRAPH the go.mod files read; TESTS are modules that only tests of dependencies use,
which ``go mod tidy`` wants in go.sum, at the version the graph selects, and SELECTED versions it selects without need.

What the build needs has one version in the whole file, so for several imports it is the union. A module for tests has
the highest version that any of the imports selects. It is required (GO is ``-``) where no graph selects one.
"""

import os.path
from collections.abc import Iterable
from functools import cache
from typing import Final, NamedTuple

from scaffold.golang import stdlib
from scaffold.versions import go_key, semver_key, sum_key

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
    """Lines of go.sum, in Go's order (`sum_key`)."""
    go: str
    """The lowest go directive these modules allow, like ``1.24.0`` (``1.24`` would be older); see `go_directive`."""
    unknown: tuple[str, ...]
    """Imports that are neither standard nor pinned, sorted; the module's own packages among them, if given."""


class _Module(NamedTuple):
    path: str
    version: str
    zip_hash: str
    mod_hash: str
    go: str


class _Needs(NamedTuple):
    required: frozenset[int]
    graph: frozenset[int]
    tests: frozenset[int]
    selected: frozenset[int]


class _Data(NamedTuple):
    modules: list[_Module]
    graph: list[str]
    packages: dict[str, str]


@cache
def _data() -> _Data:
    with open(_FILE, encoding="utf-8") as file:
        modules, graph, packages = (part.splitlines()[1:] for part in file.read().split("\n\n"))
    return _Data([_Module(*line.split(" ")) for line in modules], graph, dict(line.split("\t", 1) for line in packages))


def requirements(import_paths: Iterable[str], go: str = "") -> Pins:
    """What go.mod and go.sum must say for these imports; standard packages need nothing.

    `go` is the plan's go directive: the answer's `go` is never lower.
    """
    outside = sorted(path for path in set(import_paths) if path != "C" and not stdlib.is_standard(path))
    if not outside:
        return Pins((), (), go, ())
    data = _data()
    pinned = [path for path in outside if path in data.packages]
    needs = [_needs(path, data) for path in pinned]
    required = [data.modules[number] for number in _required(needs, data)]
    direct = {_owner(path, required) for path in pinned}
    for module in required:
        go = go_directive(go, module.go) if module.go != "-" else go
    return Pins(
        requires=tuple(Require(module.path, module.version, module.path not in direct) for module in required),
        sums=_sums(required, needs, data),
        go=go,
        unknown=tuple(path for path in outside if path not in data.packages),
    )


def _required(needs: list[_Needs], data: _Data) -> list[int]:
    """The modules that go.mod names, in order."""
    chosen: list[int] = []
    for number in sorted(frozenset().union(*(need.required for need in needs))):
        module = data.modules[number]
        elsewhere = (
            data.modules[other].path == module.path
            for need in needs
            for other in need.tests | need.selected
            if other >= number
        )
        if module.go != "-" or not any(elsewhere):
            chosen.append(number)
    return chosen


def _sums(required: list[_Module], needs: list[_Needs], data: _Data) -> tuple[str, ...]:
    """The lines of go.sum."""
    highest: dict[str, _Module] = {}
    wanted: set[str] = set()
    for need in needs:
        for number in need.required | need.tests | need.selected:
            module = data.modules[number]
            if module.path not in highest or semver_key(highest[module.path].version) < semver_key(module.version):
                highest[module.path] = module
        wanted.update(data.modules[number].path for number in need.required | need.tests)
    lines = {data.graph[number].replace(" h1:", "/go.mod h1:") for need in needs for number in need.graph}
    for module in (*required, *(highest[path] for path in wanted)):
        lines.add(f"{module.path} {module.version} {module.zip_hash}")
        lines.add(f"{module.path} {module.version}/go.mod {module.mod_hash}")
    return tuple(sorted(lines, key=sum_key))


def _needs(path: str, data: _Data) -> _Needs:
    shown = data.packages[path]
    if shown.startswith("="):
        shown = data.packages[shown[1:]]
    columns = (shown + "\t\t\t").split("\t")[:4]
    return _Needs(*(frozenset(_numbers(column)) for column in columns))


def _numbers(text: str) -> Iterable[int]:
    for run in filter(None, text.split(",")):
        first, _, last = run.partition("-")
        yield from range(int(first), int(last or first) + 1)


def _owner(path: str, modules: list[_Module]) -> str:
    """The module an import path is of: the longest one that is a prefix of it."""
    return max((module.path for module in modules if f"{path}/".startswith(f"{module.path}/")), key=len)


def go_directive(one: str, other: str) -> str:
    """The higher of two go directives; an empty one is the lowest."""
    return other if go_key(other) > go_key(one) else one
