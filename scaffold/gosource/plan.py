"""The plan of existing packages: contract sections, or packages of an earlier phase."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scaffold.diagnostics import Report
from scaffold.golang.ast import FuncDecl
from scaffold.golang.identifiers import file_name_problem, folder_name, package_name_problem
from scaffold.golang.imports import last_element
from scaffold.golang.stdlib import is_standard
from scaffold.gosource.audit import find_refusals
from scaffold.gosource.declared import Declared
from scaffold.gosource.enumerations import find_enumerations
from scaffold.gosource.folders import Folder, Module, folders, module_above
from scaffold.gosource.modules import Packages
from scaffold.gosource.own import (
    OwnOutput,
    OwnPackage,
    Skeleton,
    enumerations_entry,
    implemented_interfaces,
    own_output,
    read_own_package,
)
from scaffold.gosource.package import Package, PackageReader, ParsedFile, Refusals, parse_files, shown_name
from scaffold.gosource.resources import is_of_resources, resources_entry, without_enumerations
from scaffold.gosource.text import code_of
from scaffold.plan.built import tree
from scaffold.plan.yaml_write import write
from scaffold.source import Source
from scaffold.tree import Owner
from scaffold.versions import OLDEST_GO, go_key

_PLACEHOLDER = "example.com/module"
_MAX_ROUNDS = 10
"""How often the plan is checked anew without what was refused before."""


class _Reading(NamedTuple):
    """A package whose files are parsed, not yet selected from. `own`: scaffold wrote it."""

    key: str
    name: str
    folder: Folder
    files: list[ParsedFile]
    own: bool


Resource = tuple[_Reading, dict[str, object]]
"""A package of custom resources, and its entry of `crds`."""


class _Plan(NamedTuple):
    """What the plan is made of: sections by their keys, packages of custom resources, and the entries of `crds`."""

    packages: dict[str, Package | OwnPackage]
    resources: list[Resource]
    crds: list[object]


def imported(folder: str, *, below: bool, previous: bool, report: Report) -> str | None:
    """plan.yaml of the package in `folder`, or of all packages below it; None where there is none."""
    module = module_above(folder)
    own = own_output(folder, module.folder) if module is not None and not previous else None
    there = list(_own_folders(own, list(folders(folder, below, module)), below, report))
    packages = Packages(module, (each.import_path for each, _ in there))
    readings = _parse_all(there, packages, report)
    resources = [] if previous else _take_resources(readings, own is not None, report)
    implemented = implemented_interfaces(own, module.path) if own is not None and module is not None else {}
    refusals: dict[str, Refusals] = {}
    text: str | None = None
    for _ in range(_MAX_ROUNDS):
        notes = Report()
        selected = _select(readings, packages, previous, refusals, implemented, notes)
        mocks = own is None or own.makes_mocks
        text = None
        if selected or resources:
            plan = _Plan(selected, resources, [entry for _, entry in resources])
            if own is not None and resources:
                plan = _choose_resources(own, plan, module, packages, notes)
            text = _compose(plan, module, packages, previous, mocks, notes)
        # What the checks refuse is left out, with whatever needs it, until they refuse nothing.
        if text is None or previous or own is not None or not _add(refusals, find_refusals(text)):
            break
    report.extend(notes)
    _report_resources(resources, refusals, report)
    if text is None:
        at = Source(folder, "").span(0, 0)
        where = "here or below" if below else "here"
        hint = "" if below else f"{folder.rstrip('/')}/... looks below it too"
        report.error("no-package", f"there is no Go package {where} that exports anything", at, hint)
    return text


def _own_folders(
    own: OwnOutput | None, there: list[Folder], below: bool, report: Report
) -> Iterator[tuple[Folder, bool]]:
    """The folders that are read, and whether scaffold wrote them: of those, what a plan of its own is made of."""
    for folder in there:
        if own is None:
            yield folder, False
            continue
        owners = [(source, own.owner(source, folder.path)) for source in folder.files]
        generated = tuple(source for source, owner in owners if owner is Owner.GENERATED)
        if generated and own.is_mock_folder(folder.path):
            continue
        if generated:
            for source, owner in owners:
                if owner is None:
                    report.note("import-skipped", "scaffold did not write this file: it stays", source.span(0, 0))
            yield folder._replace(files=generated), True
        elif not below:
            yield folder, False
        elif not any(owner is Owner.YOURS for _, owner in owners):
            message = "scaffold did not write this package: it stays, and is no part of the plan"
            report.note("import-skipped", message, folder.files[0].span(0, 0), "import its folder by itself")


def _parse_all(there: Iterable[tuple[Folder, bool]], packages: Packages, report: Report) -> list[_Reading]:
    readings: list[_Reading] = []
    taken: set[str] = set()
    for folder, own in there:
        name, files = parse_files(folder, packages, report)
        problem = package_name_problem(name) if name else ""
        if problem:
            report.warning("import-skipped", f"package {name} {problem}: left out", folder.files[0].span(0, 0))
        elif name:
            key = _key(name, folder, taken)
            taken.add(key)
            readings.append(_Reading(key, name, folder, files, own))
    return readings


def _take_resources(readings: list[_Reading], own: bool, report: Report) -> list[Resource]:
    """Take the packages of custom resources out of the readings, as entries of `crds`."""
    found = []
    for reading in list(readings):
        sources = [parsed.source for parsed in reading.files]
        if not is_of_resources(sources):
            continue
        entry = resources_entry(reading.folder, sources, reading.name, report, own)
        if entry is not None:
            readings.remove(reading)
            if own:
                _move_values(reading, entry)
            found.append((reading, entry))
    return found


def _move_values(reading: _Reading, entry: dict[str, object]) -> None:
    """Say the enumerations of a package that scaffold wrote by their values."""
    enumerations = find_enumerations(Declared(parsed.file for parsed in reading.files))
    files = entry["go"]
    if enumerations and isinstance(files, dict):
        entry["types"] = enumerations_entry(enumerations)
        entry["go"] = {path: without_enumerations(text, enumerations) for path, text in files.items()}


def _choose_resources(own: OwnOutput, plan: _Plan, module: Module | None, packages: Packages, report: Report) -> _Plan:
    """The plan with the custom resources that scaffold wrote in the form that makes them again."""
    from scaffold.gosource.own_resources import choose_entries

    groups: dict[str, tuple[list[object], list[str]]] = {}
    for reading, entry in plan.resources:
        entries, places = groups.setdefault(str(entry["group"]), ([], []))
        entries.append(entry)
        places.append(reading.folder.path)

    def compose_plan(entries: list[object]) -> str:
        return _compose(plan._replace(crds=entries), module, packages, False, own.makes_mocks, Report())

    chosen, failed = choose_entries(own.folder, groups, compose_plan)
    for group in failed:
        reading = next(reading for reading, entry in plan.resources if entry["group"] == group)
        message = f"the custom resources of {group} are read from their Go, which does not say all of their definitions"
        report.warning("import-changed", message, reading.folder.files[0].span(0, 0))
    return plan._replace(crds=chosen)


def _report_resources(resources: list[Resource], refusals: dict[str, Refusals], report: Report) -> None:
    """What the checks refuse of custom resources, which stand in the plan as they are written."""
    for number, (reading, _) in enumerate(resources):
        own = refusals.get(f"crds.{number}", Refusals({}, {}))
        for parsed in reading.files:
            for decl in parsed.file.decls:
                name = shown_name(decl) if isinstance(decl, FuncDecl) else getattr(decl, "name", "")
                if name in own.bodies:
                    report.note("import-body", f"the body of {name} is left out: {own.bodies[name]}", decl.span)
                elif name in own.decls:
                    report.warning("import-changed", f"{name} is refused: {own.decls[name]}", decl.span)


def _select(
    readings: list[_Reading],
    packages: Packages,
    previous: bool,
    refusals: dict[str, Refusals],
    implemented: dict[str, dict[str, list[Skeleton]]],
    report: Report,
) -> dict[str, Package | OwnPackage]:
    """The packages that have something for others, by the key of their section."""
    found: dict[str, Package | OwnPackage] = {}
    for key, name, folder, files, own in readings:
        package: Package | OwnPackage | None
        if own:
            package = read_own_package(name, folder, files, implemented.get(folder.import_path, {}))
        else:
            refused = refusals.get(f"contracts.{key}", Refusals({}, {}))
            package = PackageReader(name, folder, files, packages, previous, refused, report).read()
        if package is not None:
            found[key] = package
    return found


def _add(refusals: dict[str, Refusals], more: dict[str, Refusals]) -> bool:
    """Add refusals; whether any of them is new."""
    is_new = False
    for key, one in more.items():
        own = refusals.setdefault(key, Refusals({}, {}))
        is_new = is_new or not (one.decls.keys() <= own.decls.keys() and one.bodies.keys() <= own.bodies.keys())
        own.decls.update(one.decls)
        own.bodies.update(one.bodies)
    return is_new


def _compose(
    found: _Plan, module: Module | None, packages: Packages, previous: bool, mocks: bool, report: Report
) -> str:
    """The text of the plan."""
    path = module.path if module is not None and module.path != "std" else ""
    if not path:
        _report_placeholder(module, found, previous, report)
    imports: dict[str, str] = {}
    body: dict[str, object] = {}
    plain = _plain_packages(found)
    if previous:
        body["previous"] = {"go": {_import_path(p, module): _previous(p, imports) for p in plain.values()}}
    elif plain:
        body["contracts"] = {key: _section(package, key, imports) for key, package in found.packages.items()}
    if found.resources:
        body["crds"] = found.crds
        for reading, _ in found.resources:
            for parsed in reading.files:
                imports |= parsed.imports.paths
    plan: dict[str, object] = {"module": path or _PLACEHOLDER}
    go = _go_version(plain.values(), module, previous)
    if go:
        plan["go"] = go
    if not mocks:
        plan["generate"] = {"mocks": ["none"]}
    plan |= body
    own = {package.folder.import_path for package in plain.values()}
    own |= {reading.folder.import_path for reading, _ in found.resources}
    versions = _versions(imports, packages, own, next(iter(plain.values()), None), report)
    if versions:
        plan["imports"] = versions
    aside = "" if path else "; the module path is a placeholder"
    return write(tree(plan), header=[f"Read from Go by scaffold import{aside}."])


def _report_placeholder(module: Module | None, found: _Plan, previous: bool, report: Report) -> None:
    """Report that the plan's module path is a placeholder, and the import paths of `previous` with it."""
    folders = [package.folder for package in _plain_packages(found).values()]
    folders += [reading.folder for reading, _ in found.resources]
    if module is not None:
        problem = f"module {module.path} is the standard library's own"
    else:
        problem = "no go.mod says what module this is"
    message = f"{problem}: the plan says {_PLACEHOLDER}"
    if previous and module is None:
        message += ", and import paths below it"
    report.warning("import-module", message, folders[0].files[0].span(0, 0), "write your module path there")


def _plain_packages(found: _Plan) -> dict[str, Package]:
    """The packages of the contract sections, by the keys of these."""
    return {key: each.package if isinstance(each, OwnPackage) else each for key, each in found.packages.items()}


def _import_path(package: Package, module: Module | None) -> str:
    """The import path of a package of an earlier phase, below a placeholder where no go.mod says its module."""
    if module is not None:
        return package.folder.import_path
    return "/".join(part for part in (_PLACEHOLDER, package.folder.import_path) if part)


def _go_version(found: Iterable[Package], module: Module | None, previous: bool) -> str:
    """The go directive: the module's, or a newer one that the build constraint of a file asks for."""
    versions = [] if previous else [package.go for package in found]
    if module is not None:
        versions.append(module.go)
    go = max(versions, key=go_key, default="")
    return go if go_key(go)[0] >= (1, OLDEST_GO) else ""


# --- contract sections -----------------------------------------------------------------------------------------------


def _key(name: str, folder: Folder, taken: Iterable[str]) -> str:
    """The section's key: the package's name, or more of its path where that is taken."""
    parts = [part for part in folder.path.split("/") if part not in (".", "")]
    key = name
    for at in range(len(parts) - 2, -1, -1):
        if key not in taken:
            return key
        key = f"{re.sub(r'[^A-Za-z0-9_]', '_', parts[at])}_{key}"
    number = 2
    unique = key
    while unique in taken:
        unique = f"{key}_{number}"
        number += 1
    return unique


def _section(found: Package | OwnPackage, key: str, imports: dict[str, str]) -> dict[str, object]:
    package = found.package if isinstance(found, OwnPackage) else found
    section: dict[str, object] = {"package": package.name} if key != package.name else {}
    default = f"pkg/{folder_name(package.name)}"
    if package.folder.path != default:
        section["path"] = package.folder.path
    if package.doc:
        section["doc"] = package.doc
    if package.errors:
        section["errors"] = [
            {"name": each.name, "message": each.message, **({"doc": each.doc} if each.doc else {})}
            for each in package.errors
        ]
    if isinstance(found, OwnPackage):
        section |= {"interfaces": found.interfaces} if found.interfaces else {}
        section |= {"types": found.types} if found.types else {}
    elif package.enumerations:
        section["types"] = enumerations_entry(dict(package.enumerations))
    files: dict[str, list[str]] = {}
    for piece in package.pieces:
        code, used = code_of(piece)
        imports |= used
        name = piece.file
        if file_name_problem(name):
            name = f"{folder_name(package.name)}.go"
        # `validate.go` is the name of a file that scaffold writes.
        files.setdefault("validation.go" if name == "validate.go" else name, []).append(code)
    blocks = {name: codes[0] if len(codes) == 1 else codes for name, codes in files.items()}
    if blocks:
        is_main = len(blocks) == 1 and (
            not isinstance(found, OwnPackage) or f"{folder_name(package.name)}.go" in blocks
        )
        section["go"] = next(iter(blocks.values())) if is_main else blocks
    return section


# --- an earlier phase ------------------------------------------------------------------------------------------------


def _previous(package: Package, imports: dict[str, str]) -> object:
    clause = package.name if package.name != last_element(package.folder.import_path) else ""
    blocks: list[str] = []
    for piece in package.pieces:
        code, used = code_of(piece, "" if blocks else clause)
        imports |= used
        blocks.append(code)
    return blocks[0] if len(blocks) == 1 else blocks


# --- imports ---------------------------------------------------------------------------------------------------------


def _versions(
    imports: dict[str, str], packages: Packages, own: set[str], first: Package | None, report: Report
) -> dict[str, object]:
    """The packages of other modules with their modules and versions, by names that say which is which."""
    entries: dict[str, object] = {}
    taken: set[str] = set()
    siblings: list[str] = []
    for name, path in sorted(imports.items(), key=lambda item: (item[1], item[0])):
        if is_standard(path) or path in own or path in taken:
            continue
        if packages.is_own(path):
            siblings.append(path)
        key = name
        number = 2
        while key in entries:
            key = f"{name}{number}"
            number += 1
        taken.add(path)
        entries[key] = _entry(path, packages)
    if siblings and first is not None:
        _report_siblings(siblings, packages, first, report)
    return entries


def _entry(path: str, packages: Packages) -> object:
    """An entry of `imports`: the module stands in it where it is not the whole path."""
    module, version = packages.origin(path)
    entry = {"path": path}
    if module and module != path:
        entry["module"] = module
    if version:
        entry["version"] = version
    return entry if len(entry) > 1 else path


def _report_siblings(siblings: list[str], packages: Packages, package: Package, report: Report) -> None:
    """Packages of the module that is read, which the plan does not declare."""
    others = "" if len(siblings) == 1 else f" and {len(siblings) - 1} more packages"
    message = f"it needs {siblings[0]}{others} of its own module"
    module, version = packages.origin(siblings[0])
    hint = f"generate it under another module path (--module), or in the repository of {module}"
    if not version:
        message += ", of which no version is known"
        hint += "; for the first, write its version under `imports`"
    report.warning("import-module", message, package.folder.files[0].span(0, 0), hint)
