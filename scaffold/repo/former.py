"""Names that the plan has changed, in Go files that the plan does not have.

Those in the package of a file of yours are hand-written code of that implementation: they follow, as they do where the
folder moves. All others are somebody else's and stay; the run names their lines, because they may not compile any more.
What can only be guessed is told of all that people write.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from scaffold.repo.bases import base_path
from scaffold.repo.carry import FormerWords, renaming, seen_outside, word
from scaffold.repo.changes import Changes, Kept, Note, Step
from scaffold.repo.decide.request import Found, Wanted
from scaffold.repo.disk import Disk
from scaffold.repo.errors import RepoError
from scaffold.repo.ignore import SCAFFOLDIGNORE, ignored
from scaffold.repo.lockfile import FOLDER
from scaffold.repo.merge import former_lines, package_of, renamed_file
from scaffold.tree import Owner, Rename

if TYPE_CHECKING:
    from scaffold.golang.renaming import Renaming

_SHOWN = 5


def follow(disk: Disk, wanted: Wanted, found: Found, changes: Changes) -> Changes:
    """The changes, and what they mean for other Go files of the repository. Looks at these only if a name changes."""
    steps = {step.path: step for step in changes.steps}
    renames = _carried_out(wanted, steps) if wanted.renames and not changes.errors else ()
    if not renames:
        return changes
    own = _own(wanted, found, steps)
    everything = list(_go(disk, steps))
    words, outside = FormerWords(renames), seen_outside(renames)
    concerned = [(path, data) for path, data in everything if words.are_in(data)]
    declared = _declared(everything, {path.rpartition("/")[0] for path, _ in concerned})
    out = ignored(disk.read(SCAFFOLDIGNORE), [path for path, _ in concerned])
    notes: list[Note] = []
    kept: list[Kept] = []
    written: dict[str, Step] = {}
    for path, data in concerned:
        files = wanted.files.get(path, ()) if path not in out else ()
        if any(file.owner is not Owner.YOURS for file in files):
            continue
        package = own.get(path.rpartition("/")[0]) if not files and path not in out else None
        names = declared.get(path.rpartition("/")[0], {})
        elsewhere = {name for other, each in names.items() if other != path for name in each}
        new = renamed_file(data, renaming(package, outside), elsewhere) if package is not None else None
        if new is not None and new != data:
            written[path] = steps[path]._replace(new=new) if path in steps else Step(path, data, new)
            notes.append(Note(path, "what the plan calls otherwise now has its new name"))
        inside = renaming(own.get(path.rpartition("/")[0], ()), outside)
        why = _why(new or data, inside, elsewhere, own=bool(files) or package is not None)
        kept += [Kept(path, why)] if why else []
    fresh = [step for path, step in written.items() if path not in steps]
    return changes._replace(
        merged=tuple(sorted({*changes.merged, *written})),
        notes=(*changes.notes, *notes),
        kept=tuple(sorted([*changes.kept, *kept])),
        steps=(*fresh, *(written.get(step.path, step) for step in changes.steps)),
    )


def _carried_out(wanted: Wanted, steps: Mapping[str, Step]) -> tuple[Rename, ...]:
    """The renames that this run carries out: ``was:`` may stay in a plan for good."""
    found: dict[Rename, None] = {}
    for path, files in wanted.files.items():
        step = steps.get(path)
        renames = [rename for file in files for rename in file.renames if rename.kind != "file"]
        if step is None or step.new is None or not renames:
            continue
        old, new = _Words(step.old or b""), _Words(step.new)
        for rename in renames:
            former = word(rename).encode()
            if step.old is None or old.count(former) > new.count(former):
                found[rename] = None
    return tuple(found)


class _Words:
    """How often words stand in a file."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._counts = Counter(re.findall(rb"\w+", data))

    def count(self, text: bytes) -> int:
        """How often a name or an import path stands there, and not as a part of a longer word."""
        if re.fullmatch(rb"\w+", text):
            return self._counts[text]
        return len(re.findall(rb"\b%s\b" % re.escape(text), self._data))


def _own(wanted: Wanted, found: Found, steps: Mapping[str, Step]) -> dict[str, tuple[Rename, ...]]:
    """The folders of files of yours in which names change, each with its renames."""
    folders: dict[str, tuple[Rename, ...]] = {}
    for path, files in wanted.files.items():
        file = files[0]
        changed = path in steps or base_path(path) in steps
        if file.owner is not Owner.YOURS or not path.endswith(".go") or not changed:
            continue
        base = found.contents.get(base_path(found.moved.get(path, path)))
        was, will = package_of(base) if isinstance(base, bytes) else None, package_of(file.text.encode())
        if was is None or will is None:
            continue
        gone = was[1] - will[1]
        folder = path.rpartition("/")[0]
        # A method's type may have another name, too.
        words = {name.rpartition(".")[2] for name in gone}
        due = [each for each in file.renames if word(each) in words]
        folders[folder] = tuple(dict.fromkeys([*folders.get(folder, ()), *due]))
    return folders


def _go(disk: Disk, steps: Mapping[str, Step]) -> Iterator[tuple[str, bytes]]:
    """The Go files of the repository as they are after the run."""
    for path in _go_files(disk, ""):
        if path not in steps:
            try:
                data = disk.read(path)
            except RepoError:
                continue
            if data is not None:
                yield path, data
    for path, step in steps.items():
        if path.endswith(".go") and not path.startswith(f"{FOLDER}/") and step.new is not None:
            yield path, step.new


def _go_files(disk: Disk, folder: str) -> Iterator[str]:
    """The paths of Go files in a folder and below; nothing where it cannot be listed."""
    from scaffold.golang.identifiers import is_source_folder

    prefix = f"{folder}/" if folder else ""
    try:
        files, below = disk.listing(folder)
    except RepoError:
        return
    yield from (f"{prefix}{name}" for name in files if name.endswith(".go"))
    for name in below:
        if is_source_folder(name):
            yield from _go_files(disk, f"{prefix}{name}")


def _declared(files: Iterable[tuple[str, bytes]], folders: Collection[str]) -> dict[str, dict[str, frozenset[str]]]:
    """For each of the folders what its Go files declare, by path."""
    found: dict[str, dict[str, frozenset[str]]] = {}
    for path, data in files:
        folder = path.rpartition("/")[0]
        package = package_of(data) if folder in folders else None
        if package is not None:
            found.setdefault(folder, {})[path] = package[1]
    return found


def _why(data: bytes, former: Renaming, elsewhere: Collection[str], *, own: bool) -> str:
    """What a person may have to change in a file by hand; in an `own` one only what could not be renamed is left."""
    certain, likely = former_lines(data, former, elsewhere, renamed=own)
    parts = []
    if certain:
        parts.append(f"by names that the plan has changed: {_lines(certain)}")
    if likely:
        parts.append(f"perhaps by names that the plan has changed: {_lines(likely)}")
    return f"{'it' if own else 'it is left as it is, and'} calls things {'; '.join(parts)}" if parts else ""


def _lines(found: Mapping[int, str]) -> str:
    """``api.Object in line 3``, the first few of many."""
    shown = ", ".join(f"{name} in line {line}" for line, name in sorted(found.items())[:_SHOWN])
    return shown + (" and more" if len(found) > _SHOWN else "")
