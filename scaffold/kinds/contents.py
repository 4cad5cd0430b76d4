"""What the files of a package hold, sorted once: a package may have thousands of declarations and of files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from scaffold.checked import Checked, Function, Package
from scaffold.golang.ast import ValueDecl
from scaffold.model import SentinelError, TypePlan
from scaffold.naming import Skeleton, api_aliases


class FileContents(NamedTuple):
    """The declarations of one file, each sort in plan order."""

    errors: list[SentinelError]
    values: list[ValueDecl]
    types: list[TypePlan]
    functions: list[Function]


class Contents(NamedTuple):
    """The declarations of a package: every name at its top, the files with what is in them, and its renamed errors."""

    declared: frozenset[str]
    files: Mapping[str, FileContents]
    renamed_errors: tuple[SentinelError, ...]


class Lookups(NamedTuple):
    """What many files ask for: packages' contents by import path, packages of skeletons, names of API packages."""

    contents: Mapping[str, Contents]
    skeleton_paths: frozenset[str]
    api_aliases: Mapping[str, str]


def make_lookups(checked: Checked, skeletons: Iterable[Skeleton]) -> Lookups:
    """The lookups of a checked plan."""
    packages = (*checked.packages, *(api.package for api in checked.apis))
    return Lookups(
        {package.import_path: _contents(package) for package in packages},
        frozenset(skeleton.import_path for skeleton in skeletons),
        api_aliases(checked.apis),
    )


def _contents(package: Package) -> Contents:
    files: dict[str, FileContents] = {}

    def of(name: str) -> FileContents:
        return files.setdefault(name, FileContents([], [], [], []))

    for error, name in package.errors:
        of(name).errors.append(error)
    for value in package.values:
        of(value.file).values.append(value.decl)
    for plan in package.types:
        of(plan.file).types.append(plan)
    for function in package.functions:
        of(function.file).functions.append(function)
    renamed = tuple(error for error, _ in package.errors if error.was is not None)
    return Contents(_declared_names(package), files, renamed)


def _declared_names(package: Package) -> frozenset[str]:
    names = {plan.decl.name for plan in package.types}
    names |= {constant for plan in package.types for constant in plan.constants}
    names |= {error.name.value for error, _ in package.errors}
    names |= {name for value in package.values for spec in value.decl.specs for name, _ in spec.names}
    names |= {function.decl.name for function in package.functions if function.decl.receiver is None}
    return frozenset(names)
