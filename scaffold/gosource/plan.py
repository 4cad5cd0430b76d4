"""The plan of existing packages: contract sections, or packages of an earlier phase."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scaffold.diagnostics import Report
from scaffold.golang.identifiers import file_name_problem, folder_name, package_name_problem
from scaffold.golang.imports import last_element
from scaffold.golang.stdlib import is_standard
from scaffold.gosource.folders import Folder, Module, folders, module_above
from scaffold.gosource.modules import Packages
from scaffold.gosource.package import Package, PackageReader, Refusals, parse_files
from scaffold.gosource.text import code_of
from scaffold.plan.built import tree
from scaffold.plan.yaml_write import write
from scaffold.source import Source
from scaffold.versions import OLDEST_GO, go_key

_PLACEHOLDER = "example.com/module"


def imported(folder: str, *, below: bool, previous: bool, report: Report) -> str | None:
    """plan.yaml of the package in `folder`, or of all packages below it; None where there is none."""
    module = module_above(folder)
    there = list(folders(folder, below, module))
    packages = Packages(module, (each.import_path for each in there))
    found = [package for each in there if (package := _read(each, packages, previous, report)) is not None]
    if not found:
        at = Source(folder, "").span(0, 0)
        where = "here or below" if below else "here"
        hint = "" if below else f"{folder.rstrip('/')}/... looks below it too"
        report.error("no-package", f"there is no Go package {where} that exports anything", at, hint)
        return None
    path = module.path if module is not None and module.path != "std" else ""
    imports: dict[str, str] = {}
    body: dict[str, object] = {}
    if previous:
        body["previous"] = {"go": {package.folder.import_path: _previous(package, imports) for package in found}}
    else:
        body["contracts"] = _contracts(found, imports)
    plan: dict[str, object] = {"module": path or _PLACEHOLDER}
    if module is not None and go_key(module.go)[0] >= (1, OLDEST_GO):
        plan["go"] = module.go
    plan |= body
    versions = _versions(imports, module, {package.folder.import_path for package in found})
    if versions:
        plan["imports"] = versions
    header = [f"Read from Go by scaffold import{'' if path else '; no go.mod says what module it is'}."]
    return write(tree(plan), header=header)


def _read(folder: Folder, packages: Packages, previous: bool, report: Report) -> Package | None:
    name, files = parse_files(folder, packages, report)
    package = None
    if name:
        package = PackageReader(name, folder, files, packages, previous, Refusals({}, {}), report).read()
    problem = package_name_problem(package.name) if package is not None else ""
    if package is not None and problem:
        report.note("import-skipped", f"package {package.name} {problem}: left out", folder.files[0].span(0, 0))
        return None
    return package


# --- contract sections -----------------------------------------------------------------------------------------------


def _contracts(found: list[Package], imports: dict[str, str]) -> dict[str, object]:
    sections: dict[str, object] = {}
    for package in found:
        key = _key(package, sections)
        sections[key] = _section(package, key, imports)
    return sections


def _key(package: Package, taken: Iterable[str]) -> str:
    """The section's key: the package's name, or more of its path where that is taken."""
    parts = [part for part in package.folder.path.split("/") if part not in (".", "")]
    key = package.name
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


def _section(package: Package, key: str, imports: dict[str, str]) -> dict[str, object]:
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
        section["go"] = next(iter(blocks.values())) if len(blocks) == 1 else blocks
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


def _versions(imports: dict[str, str], module: Module | None, own: set[str]) -> dict[str, object]:
    """The packages of other modules with the versions that go.mod has, by names that say which is which."""
    found: dict[str, object] = {}
    taken: dict[str, str] = {}
    for name, path in sorted(imports.items(), key=lambda item: (item[1], item[0])):
        inside = module is not None and (path == module.path or path.startswith(f"{module.path}/"))
        if is_standard(path) or inside or path in own or path in taken:
            continue
        version = _version(path, module)
        key = name
        number = 2
        while key in found:
            key = f"{name}{number}"
            number += 1
        taken[path] = key
        found[key] = {"path": path, "version": version} if version else path
    return found


def _version(path: str, module: Module | None) -> str:
    """The version of the required module that an import path lies in."""
    if module is None:
        return ""
    holders = [each for each in module.requires if path == each or path.startswith(f"{each}/")]
    return module.requires[max(holders, key=len)] if holders else ""
