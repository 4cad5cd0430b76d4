"""What two files of one package declare, and files of one folder that are of different packages."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.repo.breaks.gofile import GoFile
from scaffold.repo.breaks.repository import Repository
from scaffold.repo.breaks.uses import Use

_Place = tuple[str, int, str]
"""A path, a line, and ``field`` or ``method`` where it is one."""


def find_clashes(repository: Repository, generated: frozenset[str]) -> Iterator[tuple[str, Use]]:
    """Names that hand-written files declare beside others, in the folders that the run has touched."""
    for folder in sorted(repository.touched):
        files = repository.files_in(folder)
        inside = [file for file in files if not file.is_external_test]
        yield from _clauses(folder, inside, generated)
        yield from _declared_twice(inside, generated)
        yield from _declared_twice([file for file in files if file.is_external_test], generated)
        yield from _dot_imports(repository, folder)


def _clauses(folder: str, files: list[GoFile], generated: frozenset[str]) -> Iterator[tuple[str, Use]]:
    names = {file.package for file in files}
    if len(names) < 2:
        return
    expected = next((file.package for file in files if file.path in generated), None)
    if expected is None:
        all_names = [file.package for file in files]
        expected = max(dict.fromkeys(all_names), key=all_names.count)
    for file in files:
        if file.package != expected and file.path not in generated:
            message = f"is of package {file.package}, and the package in {folder} is {expected}"
            yield file.path, Use(file.package_line, message, True)


def _declared_twice(files: list[GoFile], generated: frozenset[str]) -> Iterator[tuple[str, Use]]:
    places: dict[str, list[_Place]] = {}
    for file in files:
        for declaration in file.declarations:
            places.setdefault(declaration.name, []).append((file.path, declaration.line, ""))
            if declaration.form == "struct":
                for member in declaration.members:
                    name = f"{declaration.name}.{member.name}"
                    places.setdefault(name, []).append((file.path, member.line, "field"))
        for method in file.methods:
            name = f"{method.owner}.{method.member.name}"
            places.setdefault(name, []).append((file.path, method.member.line, "method"))
    for name, found in places.items():
        if len(found) < 2 or name.rpartition(".")[2] == "_":
            continue
        own = next((place for place in found if place[0] not in generated), None)
        if own is None:
            continue
        # Go complains of the later one, wherever that is.
        others = [place for place in found if place is not own]
        where = ", ".join(f"{path}:{line}" for path, line, _ in others)
        yield own[0], Use(own[1], f"declares {name}, which {where} declares, too", True)
        for path, line, _ in others:
            if path not in generated:
                yield path, Use(line, f"declares {name}, which {own[0]}:{own[1]} declares, too", True)


def _dot_imports(repository: Repository, folder: str) -> Iterator[tuple[str, Use]]:
    """Names of files that import the folder's package without a name for it, where the package has them now, too."""
    package = repository.package(folder)
    if package is None:
        return
    for other in repository.dot_importers(folder):
        file = repository.file(other)
        if file is None or repository.imports(file).get(".") != folder:
            continue
        for each in repository.files_in(other.rpartition("/")[0]):
            for declaration in each.declarations:
                if declaration.name in package.declarations and each.package == file.package:
                    message = f"declares {declaration.name}, which {other} imports from {folder}, too"
                    yield each.path, Use(declaration.line, message, True)
                    line = next(spec for spec in file.imports if spec.name == ".")
                    yield other, Use(file.root.text.count(b"\n", 0, line.start) + 1, message, True)
