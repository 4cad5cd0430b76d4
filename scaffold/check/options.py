"""What a command line says that bears on whether a plan is sound."""

from __future__ import annotations

from typing import NamedTuple


class Earlier(NamedTuple):
    """A contract package that another plan has in the repository: its folder, and its Go files as (name, text)."""

    path: str
    files: tuple[tuple[str, str], ...]


class Options(NamedTuple):
    """Choices of one run.

    `module` overrides the plan's module path. `existing_module` is the import path that the output directory has
    already: the path of the go.mod it lies in, joined with the way down to it; None where there is none. `bodies` is
    ``keep``, ``stub`` or None for the default. `group` is the API group of custom resources that state none. `earlier`
    are the contracts of the other plans that this one may build on.
    """

    module: str | None = None
    existing_module: str | None = None
    stub_undefined: bool = False
    bodies: str | None = None
    group: str | None = None
    earlier: tuple[Earlier, ...] = ()
