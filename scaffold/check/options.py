"""What a command line says that bears on whether a plan is sound."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Earlier(NamedTuple):
    """A contract package that another plan has in the repository: its folder, and its Go files as (name, text)."""

    path: str
    files: tuple[tuple[str, str], ...]


class Options(NamedTuple):
    """Choices of one run.

    `module` overrides the plan's module path. `existing_module` is the import path that the output directory has
    already: the path of the go.mod it lies in, joined with the way down to it; None where there is none. `bodies` is
    ``keep``, ``stub`` or None for the default. `stub_undefined` lets empty types stand in for undeclared ones.
    `lenient` is for documents that were written before anybody knew of scaffold: types of packages that their Go
    imports and scaffold has no version of are stood in for, and a float in a custom resource is a warning. `group` is
    the API group of custom resources that state none. `on_duplicate` is ``error``, ``first`` or ``last``: which of two
    different declarations of one name counts. `cautious`: declarations are missing, so that only values are copied that
    certainly compile. `left_out` are the types that the plan declares and that were dropped for their errors, by name,
    with whether one is an interface. `earlier` are the contracts of the other plans that this one may
    build on.
    """

    module: str | None = None
    existing_module: str | None = None
    stub_undefined: bool = False
    lenient: bool = False
    bodies: str | None = None
    group: str | None = None
    on_duplicate: str = "error"
    cautious: bool = False
    left_out: Mapping[str, bool] = MappingProxyType({})
    earlier: tuple[Earlier, ...] = ()
