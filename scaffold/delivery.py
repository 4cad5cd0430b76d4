"""Which effort of which wave delivers each file of the output.

With waves, what says so is asked in this order:

- a contract package: an effort whose path is one of its files (for that file), an effort that ``delivers`` one of its
  sections, an effort whose path lies in its folder; else the first wave, for everything else waits for it. A generated
  file of several contract files (mocks, deep copies) comes with the last of them.
- a skeleton: an effort that ``implements`` its interface, one whose path holds it, one whose name says the interface's;
  else the first wave behind the contracts.
- custom resources: an effort that ``delivers`` them; else the first wave.

Without waves: 1 is contracts, mocks and custom resources, 2 the skeletons.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import cached_property
from typing import NamedTuple

from scaffold.checked import Checked, Package
from scaffold.diagnostics import Related, Report
from scaffold.model import Effort, TypePlan, Wave
from scaffold.naming import Skeleton, in_folder
from scaffold.reachability import Reachability

DERIVED_WAVES = (1, 2)
"""Of a plan without waves: contracts, mocks and custom resources; skeletons."""


class Assignment(NamedTuple):
    """The effort's id and its wave's number; both None for what belongs to every wave, the effort for no effort's."""

    effort: str | None
    wave: int | None


class Claim(NamedTuple):
    """An effort with its wave."""

    wave: Wave
    effort: Effort

    @property
    def assignment(self) -> Assignment:
        """The claim as it is written on a file."""
        return Assignment(self.effort.id.value, self.wave.number)


class Delivery:
    """The assignments of one plan."""

    def __init__(self, checked: Checked) -> None:
        self._waves = checked.plan.waves
        self._ahead = _ahead(self._waves or ())
        self._order = {wave.number: at for at, wave in enumerate(_ordered(self._waves or (), self._ahead))}
        self._claims = sorted(
            (Claim(wave, effort) for wave in self._waves or () for effort in wave.efforts),
            key=lambda claim: self._order[claim.wave.number],
        )
        self._first = min(self._order, key=lambda number: self._order[number], default=1)
        self._second = self._after_contracts()
        # Positions of claims, by what they say.
        self._implementing: dict[str, set[int]] = {}
        self._holding = _Paths()
        self._delivering: dict[str, int] = {}
        for position, claim in enumerate(self._claims):
            for word in claim.effort.implements:
                self._implementing.setdefault(word.value, set()).add(position)
            for word in claim.effort.paths:
                self._holding.add(word.value, position)
            for word in claim.effort.delivers:
                self._delivering.setdefault(word.value, position)
        # Interfaces whose effort or wave nobody has stated, each with where its skeleton goes.
        self._by_name: dict[str, tuple[TypePlan, Assignment]] = {}
        self._by_default: dict[str, tuple[TypePlan, Assignment]] = {}

    @property
    def numbers(self) -> tuple[int, ...]:
        """The waves there are."""
        return tuple(sorted(self._order)) if self._waves is not None else DERIVED_WAVES

    def is_ahead(self, number: int, of: int) -> bool:
        """Whether a wave is done before another one begins."""
        if self._waves is None:
            return number < of
        return number != of and (number == self._first or self._ahead.leads(str(of), str(number)))

    def _after_contracts(self) -> int:
        behind = [number for number in self._order if self._ahead.leads(str(number), str(self._first))]
        others = behind or [number for number in self._order if number != self._first]
        return min(others, key=lambda number: self._order[number], default=self._first)

    # --- contracts -------------------------------------------------------------------------------------------------

    def contract(self, package: Package) -> Assignment:
        """Who delivers a contract package as a whole."""
        names = {*package.keys, *(key.partition(".")[0] for key in package.keys)}
        names |= {key.partition(".")[2] for key in package.keys if "." in key}
        stated = self._delivers(names)
        position = None if stated is not None else self._holding.first_inside(package.path)
        claim = self._claims[position] if position is not None else stated
        return claim.assignment if claim is not None else Assignment(None, self._first)

    def contract_file(self, package: Package, name: str) -> Assignment:
        """Who delivers one file of a contract package."""
        path = in_folder(package.path, name)
        position = self._holding.first_equal(path)
        return self._claims[position].assignment if position is not None else self.contract(package)

    def made_of(self, package: Package, names: Iterable[str]) -> Assignment:
        """Who delivers what is made of several files of a contract package: it comes with the last of them."""
        found = [self.contract_file(package, name) for name in sorted(set(names))]
        return max(found, key=lambda each: self._order.get(each.wave or 0, 0), default=self.contract(package))

    def crds(self) -> Assignment:
        """Who delivers the custom resources."""
        claim = self._delivers({"crds"})
        return claim.assignment if claim is not None else Assignment(None, self._first)

    def _delivers(self, names: set[str]) -> Claim | None:
        positions = [self._delivering[name] for name in names if name in self._delivering]
        return self._claims[min(positions)] if positions else None

    # --- skeletons -------------------------------------------------------------------------------------------------

    def skeleton(self, skeleton: Skeleton) -> Assignment:
        """Who writes an implementation."""
        if self._waves is None:
            return Assignment(None, 2)
        interface = skeleton.type.decl.name
        names = {interface, f"{skeleton.contract.name}.{interface}"}
        names |= {f"{key}.{interface}" for key in skeleton.contract.keys}
        positions = sorted({position for name in names for position in self._implementing.get(name, ())})
        stated = [self._claims[position] for position in positions]
        # Several efforts may implement one interface, each its own implementation: the paths tell whose this one is.
        holders = (claim for claim in stated if any(_holds(word.value, skeleton.file) for word in claim.effort.paths))
        if stated:
            return (next(holders, stated[0]) if len(stated) > 1 else stated[0]).assignment
        position = self._holding.first_holding(skeleton.file)
        if position is not None:
            return self._claims[position].assignment
        named = self._named(interface)
        if named is not None:
            self._by_name.setdefault(interface, (skeleton.type, named.assignment))
            return named.assignment
        assumed = Assignment(None, self._second)
        self._by_default.setdefault(interface, (skeleton.type, assumed))
        return assumed

    def _named(self, interface: str) -> Claim | None:
        """The effort whose name says an interface's: “Rotation scheduler” is ``RotationScheduler``'s."""
        wanted = _words(interface)
        if not wanted:
            return None
        sets = sorted((self._by_word.get(word, set()) for word in wanted), key=len)
        found = [self._claims[position] for position in sorted(set.intersection(*sets))]
        return min(found, key=lambda claim: len(_words(claim.effort.name)), default=None)

    @cached_property
    def _by_word(self) -> dict[str, set[int]]:
        """The words of efforts' names, each with the claims that may implement an interface of that word."""
        found: dict[str, set[int]] = {}
        for position, claim in enumerate(self._claims):
            if claim.effort.implements or claim.wave.number == self._first:
                continue
            for word in _words(claim.effort.name):
                found.setdefault(word, set()).add(position)
        return found

    # --- what was assumed ------------------------------------------------------------------------------------------

    def report_assumed(self, report: Report) -> None:
        """Report the skeletons that no effort of the plan names; only known once all of them have been asked for."""
        if not any(wave.efforts for wave in self._waves or ()):
            return
        if self._by_name:
            listed = [f"{name} (effort {to.effort})" for name, (_, to) in self._by_name.items()]
            self._report(f"by an effort's name, it implements {_listed(listed)}", self._by_name, report)
        if self._by_default:
            message = f"no effort implements {_listed(list(self._by_default))}: wave {self._second} makes the skeletons"
            self._report(message, self._by_default, report)

    @staticmethod
    def _report(message: str, found: dict[str, tuple[TypePlan, Assignment]], report: Report) -> None:
        (_, (first, _)), *others = found.items()
        report.note(
            "effort-assumed",
            message,
            first.decl.span,
            hint="say it at the effort: `implements: [NAME]`",
            related=[Related(f"{name} is here", plan.decl.span) for name, (plan, _) in others[:10]],
        )

    def report_empty(self, number: int, report: Report) -> None:
        """Report why a wave makes no file."""
        wave = next((wave for wave in self._waves or () if wave.number == number), None)
        if wave is None:
            return
        efforts = ", ".join(effort.id.value for effort in wave.efforts)
        why = (
            f"its efforts ({efforts}) deliver no section, implement no interface, and have no path of a generated file"
            if efforts
            else "it has no efforts"
        )
        report.note("wave-empty", f"wave {number} makes no file: {why}", wave.span)


def _listed(names: list[str]) -> str:
    shown = names[:5]
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return ", ".join(shown) + more


def _ahead(waves: Iterable[Wave]) -> Reachability:
    """The waves that each wave waits for, directly or not, by itself or by its efforts."""
    of_effort = {effort.id.value: str(wave.number) for wave in waves for effort in wave.efforts}
    numbers = {str(wave.number) for wave in waves}
    direct: dict[str, set[str]] = {}
    for wave in waves:
        words = [*wave.depends_on, *(word for effort in wave.efforts for word in effort.depends_on)]
        found = {word.value if word.value in numbers else of_effort.get(word.value, "") for word in words}
        direct.setdefault(str(wave.number), set()).update(found - {str(wave.number), ""})
    return Reachability(direct)


def _ordered(waves: Iterable[Wave], ahead: Reachability) -> list[Wave]:
    """Every wave behind those it waits for, otherwise by number."""
    return sorted(waves, key=lambda wave: (ahead.count(str(wave.number)), wave.number))


class _Paths:
    """The paths of efforts, each with the position of its claim: which one is first that has a file, or a folder."""

    def __init__(self) -> None:
        self._equal: dict[str, int] = {}
        self._inside: dict[str, int] = {}
        # What stands in front of the last slash before any wildcard.
        self._by_folder: dict[str, list[tuple[int, str]]] = {}

    def add(self, path: str, position: int) -> None:
        """Take a path; positions come in order."""
        plain = path.removeprefix("./")
        self._equal.setdefault(plain, position)
        for folder in _folders(path):
            self._inside.setdefault(folder, position)
        fixed = _WILDCARD.split(plain, maxsplit=1)[0]
        folder = fixed.rpartition("/")[0] if fixed != plain else plain.rstrip("/")
        self._by_folder.setdefault(folder, []).append((position, path))

    def first_equal(self, file: str) -> int | None:
        """The first whose path is a file's."""
        return self._equal.get(file)

    def first_inside(self, folder: str) -> int | None:
        """The first that names a folder or its files."""
        return self._inside.get(folder)

    def first_holding(self, file: str) -> int | None:
        """The first whose path or glob holds a file."""
        folders = ["", file]
        for at, char in enumerate(file):
            if char == "/":
                folders.append(file[:at])
        near = sorted(entry for folder in folders for entry in self._by_folder.get(folder, ()))
        return next((position for position, path in near if _holds(path, file)), None)


_WILDCARD = re.compile(r"[*?\[]")


def _folders(path: str) -> set[str]:
    """The folders of which a path or glob names all or some files, none for that of a single file."""
    if path.endswith(".go") and not _WILDCARD.search(path):
        return set()
    fixed = _WILDCARD.split(path.removeprefix("./"), maxsplit=1)[0]
    return {fixed.rstrip("/"), fixed.rpartition("/")[0]}


def _holds(path: str, file: str) -> bool:
    """Whether a path or glob of an effort is a file's, or that of a folder around it."""
    path = path.removeprefix("./")
    return fnmatchcase(file, path) or (not _WILDCARD.search(path) and file.startswith(f"{path.rstrip('/')}/"))


def _words(name: str) -> set[str]:
    """The words of a name, in Go's case or in prose: lower case, without plurals."""
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)
    return {
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
        for word in map(str.lower, parts)
    }
