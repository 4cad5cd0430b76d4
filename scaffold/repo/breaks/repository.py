"""The Go files of a repository before and after a run: which packages changed, and which files have to do with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from scaffold.repo.breaks.gofile import GoFile, parse_go_file
from scaffold.repo.breaks.packages import Package, default_name, read_package
from scaffold.repo.changes import Step
from scaffold.repo.disk import Disk
from scaffold.repo.errors import RepoError
from scaffold.repo.lockfile import FOLDER

MOST_FILES = 20_000
"""Go files of a repository that are looked at."""


class Repository:
    """A module's Go files after a run, as bytes, and what the steps of the run replaced. Files are parsed on demand."""

    def __init__(self, module: str, texts: Mapping[str, bytes], steps: Iterable[Step]) -> None:
        self.module = module
        self.texts = texts
        # What the steps replaced, by folder and path.
        self.before: dict[str, dict[str, bytes]] = {}
        self.touched: set[str] = set()
        self.touched_paths: set[str] = set()
        for step in steps:
            if step.path.endswith(".go") and not step.path.startswith(f"{FOLDER}/"):
                self.touched.add(folder_of(step.path))
                self.touched_paths.add(step.path)
                if step.old is not None:
                    self.before.setdefault(folder_of(step.path), {})[step.path] = step.old
        self.paths_in: dict[str, list[str]] = {}
        for path in texts:
            self.paths_in.setdefault(folder_of(path), []).append(path)
        self._files: dict[str, GoFile | None] = {}
        self._packages: dict[str, Package | None] = {}
        self._imports: dict[str, dict[str, str | None]] = {}
        self._declaring: dict[tuple[str, str], GoFile] = {}
        # The files that import each folder, and those that do so without a name; made when first asked for.
        self._users: dict[str, list[str]] | None = None
        self._dot_users: dict[str, list[str]] | None = None

    def file(self, path: str) -> GoFile | None:
        """The parsed file at a path, as it is after the run."""
        if path not in self._files:
            self._files[path] = parse_go_file(path, self.texts[path]) if path in self.texts else None
        return self._files[path]

    def files_in(self, folder: str) -> list[GoFile]:
        """The files of a folder after the run."""
        files = (self.file(path) for path in self.paths_in.get(folder, ()))
        return [file for file in files if file is not None]

    def package(self, folder: str) -> Package | None:
        """The package in a folder after the run."""
        if folder not in self._packages:
            files = self.files_in(folder)
            self._packages[folder] = read_package(folder, files)
            for file in files:
                for declaration in file.declarations if not file.is_test else ():
                    self._declaring.setdefault((folder, declaration.name), file)
        return self._packages[folder]

    def package_before(self, folder: str) -> Package | None:
        """The package in a folder before the run."""
        old = self.before.get(folder, {})
        texts = {path: self.texts[path] for path in self.paths_in.get(folder, ()) if path not in self.touched_paths}
        files = (parse_go_file(path, data) for path, data in {**texts, **old}.items())
        return read_package(folder, [file for file in files if file is not None])

    def declaring(self, folder: str, name: str) -> GoFile | None:
        """The file that declares a name in the package of a folder."""
        self.package(folder)
        return self._declaring.get((folder, name))

    def folder_of_import(self, path: str) -> str | None:
        """The folder of an import path; None for packages of other modules."""
        if path == self.module:
            return ""
        prefix = f"{self.module}/"
        return path.removeprefix(prefix) if path.startswith(prefix) else None

    def imports(self, file: GoFile) -> dict[str, str | None]:
        """The imports of a file, by what it calls them: the folder of each, None for one of another module."""
        found = self._imports.get(file.path)
        if found is None:
            found = self._imports[file.path] = {}
            for spec in file.imports:
                folder = self.folder_of_import(spec.path)
                package = self.package(folder) if folder is not None and not spec.name else None
                found[spec.name or (package.name if package is not None else default_name(spec.path))] = folder
        return found

    def importers(self, folders: Iterable[str]) -> tuple[set[str], set[str]]:
        """The files that import one of the folders or lie in one, and those that do so by way of other folders."""
        sought = set(folders)
        if self._users is None:
            self._users = self._users_of(rb'"(%s(?:/[^"\n]*)?)"')
        users = self._users
        direct = {path for folder in sought for path in (*users.get(folder, ()), *self.paths_in.get(folder, ()))}
        reached = {folder_of(path) for path in direct if not path.endswith("_test.go")} - sought
        todo = list(reached)
        indirect: set[str] = set()
        for folder in todo:
            for path in users.get(folder, ()):
                indirect.add(path)
                own = folder_of(path)
                if own not in reached and own not in sought and not path.endswith("_test.go"):
                    reached.add(own)
                    todo.append(own)
            indirect |= set(self.paths_in.get(folder, ()))
        return direct, indirect - direct

    def dot_importers(self, folder: str) -> list[str]:
        """The files that may import a folder's package without a name for it."""
        if self._dot_users is None:
            self._dot_users = self._users_of(rb'\. "(%s(?:/[^"\n]*)?)"')
        return self._dot_users.get(folder, [])

    def _users_of(self, pattern: bytes) -> dict[str, list[str]]:
        """The files in which a pattern of an import of the module occurs, by the folder that they import."""
        users: dict[str, list[str]] = {}
        sought = re.compile(pattern % re.escape(self.module.encode()))
        for path, data in self.texts.items():
            for each in sorted(set(sought.findall(data))):
                folder = self.folder_of_import(each.decode("utf-8", "replace"))
                if folder is not None:
                    users.setdefault(folder, []).append(path)
        return users


def read_repository(disk: Disk, module: str, steps: tuple[Step, ...]) -> Repository:
    """The Go files of the repository as they are after the steps."""
    new = {step.path: step.new for step in steps if step.path.endswith(".go")}
    texts: dict[str, bytes] = {}
    for path in go_files(disk, ""):
        if path in new:
            continue
        if len(texts) >= MOST_FILES:
            break
        try:
            data = disk.read(path)
        except RepoError:
            continue
        if data is not None:
            texts[path] = data
    for path, written in new.items():
        if written is not None and not path.startswith(f"{FOLDER}/"):
            texts[path] = written
    return Repository(module, dict(sorted(texts.items())), steps)


def go_files(disk: Disk, folder: str) -> Iterator[str]:
    """The Go files that the module may compile, in a folder and below; nothing where it cannot be listed."""
    from scaffold.golang.identifiers import is_source_folder

    todo = [folder]
    while todo:
        folder = todo.pop()
        prefix = f"{folder}/" if folder else ""
        try:
            files, below = disk.listing(folder)
        except RepoError:
            continue
        if folder and "go.mod" in files:
            continue  # another module
        yield from (f"{prefix}{name}" for name in files if name.endswith(".go") and name[0] not in "._")
        todo += [f"{prefix}{name}" for name in reversed(below) if is_source_folder(name)]


def folder_of(path: str) -> str:
    """The folder of a path; empty for the root."""
    return path.rpartition("/")[0]
