"""What a rename in the plan (``was:``) carries along: files to their new places, names in hand-written code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from scaffold.repo.lockfile import Entry
from scaffold.tree import OutFile, Owner, Rename

if TYPE_CHECKING:
    from scaffold.golang.renaming import Renaming


class Outside(NamedTuple):
    """What can be seen of renames from other packages: names, packages, and what is selected from types."""

    qualified: Mapping[tuple[str, str], str]
    packages: Mapping[str, tuple[str, str]]
    selected: Mapping[tuple[str, str, str], str]


class FormerWords:
    """The former names of many renames, for the quick look at files that spares most of them the real one."""

    def __init__(self, renames: Iterable[Rename]) -> None:
        words = {word(rename).encode() for rename in renames if rename.kind != "file"}
        # By the last name in each: of an import path that is its last element.
        self._of_names: dict[bytes, list[bytes]] = {}
        self._others: list[bytes] = []
        for each in words:
            names = _NAME.findall(each)
            if names:
                self._of_names.setdefault(names[-1], []).append(each)
            else:
                self._others.append(each)

    def are_in(self, data: bytes) -> bool:
        """Whether a file may speak of something by its former name."""
        if any(each in data for each in self._others):
            return True
        names = self._of_names.keys() & set(_NAME.findall(data)) if self._of_names else ()
        return any(each in data for name in names for each in self._of_names[name])


_NAME = re.compile(rb"[A-Za-z0-9_]+")
"""A name of English letters; of one with others its parts are found."""


def moves(
    files: Mapping[str, tuple[OutFile, ...]], known: Mapping[str, Entry], spoken: frozenset[str]
) -> dict[str, str]:
    """The files of yours that have another path now: new → old.

    A rename stays in the plan for good; it is one to be carried out where the lock knows the old path and not the new
    one. `spoken` are the plans that this run speaks for.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for path, each in files.items():
        file = each[0]
        if file.owner is not Owner.YOURS or path in known:
            continue
        for rename in file.renames:
            entry = known.get(rename.old)
            if rename.kind != "file" or rename.new != path or entry is None or rename.old in taken:
                continue
            if entry.owner is Owner.YOURS and not spoken.isdisjoint(entry.plans):
                found[path] = rename.old
                taken.add(rename.old)
                break
    return found


def folders(moved: Mapping[str, str], known: Mapping[str, Entry], wanted: Iterable[str]) -> dict[str, str]:
    """The folders that moved as a whole, old → new: no file of scaffold's stays in the old one."""
    new_of = {old.rpartition("/")[0]: new.rpartition("/")[0] for new, old in moved.items()}
    staying = {path.rpartition("/")[0] for path in wanted}
    former = set(moved.values())
    staying |= {path.rpartition("/")[0] for path in known if path not in former}
    return {old: new for old, new in new_of.items() if old and old != new and old not in staying}


def word(rename: Rename) -> str:
    """The former name as it stands in Go; of a package its import path."""
    return rename.old.rpartition("." if rename.kind == "method" else "\n")[2]


def renaming(own: Iterable[Rename], outside: Outside) -> Renaming:
    """The renames that count in a file: its `own` package's, and what other packages of the plan call otherwise."""
    from scaffold.golang.renaming import Renaming

    types: dict[str, str] = {}
    functions: dict[str, str] = {}
    methods: dict[tuple[str, str], str] = {}
    for kind, old, new, _ in own:
        if kind == "type":
            types.setdefault(old, new)
        elif kind in ("func", "value"):
            functions.setdefault(old, new)
        elif kind == "method":
            owner, name = old.split(".", 1)
            methods.setdefault((owner, name), new.split(".", 1)[1])
    for (owner, name), new in list(methods.items()):
        for old, current in types.items():
            if current == owner:
                methods.setdefault((old, name), new)
    return Renaming(types, functions, methods, *outside)


def seen_outside(everything: Iterable[Rename]) -> Outside:
    """What other packages see of renames; the first one of a name counts."""
    everything = tuple(everything)
    qualified: dict[tuple[str, str], str] = {}
    packages: dict[str, tuple[str, str]] = {}
    selected: dict[tuple[str, str, str], str] = {}
    for kind, old, new, package in everything:
        if kind in ("type", "func", "value"):
            qualified.setdefault((package, old), new)
        elif kind == "package":
            packages.setdefault(old, (new, package))
    former: dict[tuple[str, str], list[str]] = {}
    for (package, old), new in qualified.items():
        former.setdefault((package, new), []).append(old)
    for kind, old, new, package in everything:
        if kind == "method":
            owner, name = old.split(".", 1)
            for each in (owner, *former.get((package, owner), ())):
                selected.setdefault((package, each, name), new.split(".", 1)[1])
    return Outside(qualified, packages, selected)
