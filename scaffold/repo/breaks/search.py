"""From the steps of a run to the lines of hand-written Go that they leave behind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from scaffold.repo.breaks.clashes import find_clashes
from scaffold.repo.breaks.gofile import Declaration, GoFile
from scaffold.repo.breaks.implementors import find_implementors
from scaffold.repo.breaks.packages import Difference, Renames, compare
from scaffold.repo.breaks.repository import Repository, folder_of, read_repository
from scaffold.repo.breaks.uses import Use, UseFinder
from scaffold.repo.changes import Break, Changes
from scaffold.repo.decide.request import Wanted
from scaffold.repo.disk import Disk
from scaffold.repo.lockfile import Lock
from scaffold.tree import Owner, Rename

_NAME = re.compile(rb"[\w\x80-\xff]+")


def find_breaks(disk: Disk, module: str, wanted: Wanted, lock: Lock | None, changes: Changes) -> tuple[Break, ...]:
    """What the changes leave inconsistent, by path and line. `module` is the import path of the root."""
    repository = read_repository(disk, module, changes.steps)
    differences, gone = _differences(repository, wanted.renames)
    # Where a file has conflict markers its lines are not settled yet.
    generated = _generated(wanted, lock) | frozenset(changes.conflicts)
    found: dict[tuple[str, str], dict[int, bool]] = {}

    def add(path: str, use: Use) -> None:
        lines = found.setdefault((path, use.message), {})
        lines[use.line] = lines.get(use.line, False) or use.certain

    for path, use in find_clashes(repository, generated):
        add(path, use)
    if differences or gone:
        for path, use in _uses(repository, differences, gone, generated):
            add(path, use)
    kept = _kept_of_plan(wanted, lock, changes)
    certain_lines = {(path, line) for (path, _), lines in found.items() for line, certain in lines.items() if certain}
    breaks = []
    for (path, message), every in found.items():
        # Of a line that surely does not fit nothing uncertain is said besides.
        lines = {line: certain for line, certain in every.items() if certain or (path, line) not in certain_lines}
        if not lines:
            continue
        certain = any(lines.values())
        breaks.append(Break(path, min(lines), message, certain, tuple(sorted(lines)), certain and path in kept))
    return tuple(sorted(breaks))


def _differences(repository: Repository, renames: Iterable[Rename]) -> tuple[dict[str, Difference], dict[str, str]]:
    """What changed in each package that is there still, and the folders that hold no Go any more, with where it is."""
    differences: dict[str, Difference] = {}
    gone: dict[str, str] = {}
    renames = tuple(renames)
    words = {one.old: one.new for one in renames if one.kind == "type"}
    moved = {one.old: one.package for one in renames if one.kind == "package"}
    types_of: dict[str, dict[str, str]] = {}
    for one in renames:
        if one.kind == "type":
            types_of.setdefault(one.package, {})[one.old] = one.new
    for folder in sorted(repository.touched):
        before = repository.package_before(folder)
        if before is None:
            continue
        after = repository.package(folder)
        path = f"{repository.module}/{folder}" if folder else repository.module
        target = moved.get(path)
        if after is None:
            new = repository.folder_of_import(target) if target is not None else None
            gone[folder] = f": it is {target} now" if new is not None and repository.package(new) is not None else ""
            after = repository.package(new) if new is not None else None
        types = {**types_of.get(path, {}), **(types_of.get(target, {}) if target is not None else {})}
        difference = compare(before, after, Renames(words, moved, types))
        if after is not None and after.folder != folder:
            difference = difference._replace(folder=after.folder, before=after.name)
        if not difference.is_empty or difference.methods:
            differences[difference.folder] = difference
    _add_aliases(repository, differences)
    return differences, gone


def _add_aliases(repository: Repository, differences: dict[str, Difference]) -> None:
    """Adds what people have declared as another name of something that is gone or changed."""
    todo = list(differences)
    while todo:
        direct, _ = repository.importers([todo.pop()])
        for file in filter(None, map(repository.file, sorted(direct))):
            own = folder_of(file.path)
            for declaration in file.declarations:
                name = (
                    _changed_target(repository, file, declaration, differences) if declaration.form == "alias" else ""
                )
                known = differences.get(own) or _unchanged(own, file.package)
                if name and declaration.name not in known.changed:
                    changed = {**known.changed, declaration.name: f"stands for {name}, which is gone or another now"}
                    differences[own] = known._replace(changed=changed)
                    todo.append(own)


def _changed_target(
    repository: Repository, file: GoFile, alias: Declaration, differences: Mapping[str, Difference]
) -> str:
    """The name that an alias stands for, if it is gone or changed; else empty."""
    qualifier, dot, name = alias.embeds[0].partition("[")[0].rpartition(".")
    folder = repository.imports(file).get(qualifier) if dot else folder_of(file.path)
    difference = differences.get(folder) if folder is not None else None
    if difference is None:
        return ""
    return name if name in difference.removed or name in difference.changed else ""


def _unchanged(folder: str, name: str) -> Difference:
    return Difference(folder, name, name, {}, {}, {}, frozenset(), frozenset(), {})


def _kept_of_plan(wanted: Wanted, lock: Lock | None, changes: Changes) -> frozenset[str]:
    """The files of the plans' that this run left as they are, or with conflicts."""
    known = lock.files if lock is not None else {}
    paths = {*changes.conflicts, *(kept.path for kept in changes.kept)}
    return frozenset(path for path in paths if path in known or path in wanted.files)


def _generated(wanted: Wanted, lock: Lock | None) -> frozenset[str]:
    """The files that nobody writes by hand."""
    known = lock.files if lock is not None else {}
    paths = {path for path, entry in known.items() if entry.owner is Owner.GENERATED and path not in wanted.files}
    return frozenset(paths | {path for path, files in wanted.files.items() if files[0].owner is Owner.GENERATED})


def _uses(
    repository: Repository, differences: Mapping[str, Difference], gone: Mapping[str, str], generated: frozenset[str]
) -> Iterator[tuple[str, Use]]:
    direct, indirect = repository.importers({*differences, *gone})
    finder = UseFinder(repository, differences, gone)
    words = {name.encode() for name in finder.members}
    concerned = [(path, True) for path in sorted(direct)]
    concerned += [
        (path, False) for path in sorted(indirect) if not words.isdisjoint(_NAME.findall(repository.texts[path]))
    ]
    for path, is_direct in concerned:
        file = repository.file(path) if path not in generated else None
        if file is not None:
            yield from ((path, use) for use in finder.find(file, direct=is_direct))
    related = {folder_of(path) for path in (*direct, *indirect)}
    yield from find_implementors(repository, differences, related, generated)
