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
        inside = (
            claim for claim in self._claims if any(_lies_in(word.value, package.path) for word in claim.effort.paths)
        )
        claim = stated or next(inside, None)
        return claim.assignment if claim is not None else Assignment(None, self._first)

    def contract_file(self, package: Package, name: str) -> Assignment:
        """Who delivers one file of a contract package."""
        path = in_folder(package.path, name)
        for claim in self._claims:
            if any(word.value.removeprefix("./") == path for word in claim.effort.paths):
                return claim.assignment
        return self.contract(package)

    def made_of(self, package: Package, names: Iterable[str]) -> Assignment:
        """Who delivers what is made of several files of a contract package: it comes with the last of them."""
        found = [self.contract_file(package, name) for name in sorted(set(names))]
        return max(found, key=lambda each: self._order.get(each.wave or 0, 0), default=self.contract(package))

    def crds(self) -> Assignment:
        """Who delivers the custom resources."""
        claim = self._delivers({"crds"})
        return claim.assignment if claim is not None else Assignment(None, self._first)

    def _delivers(self, names: set[str]) -> Claim | None:
        return next((c for c in self._claims if any(word.value in names for word in c.effort.delivers)), None)

    # --- skeletons -------------------------------------------------------------------------------------------------

    def skeleton(self, skeleton: Skeleton) -> Assignment:
        """Who writes an implementation."""
        if self._waves is None:
            return Assignment(None, 2)
        interface = skeleton.type.decl.name
        names = {interface, f"{skeleton.contract.name}.{interface}"}
        names |= {f"{key}.{interface}" for key in skeleton.contract.keys}
        stated = [claim for claim in self._claims if any(word.value in names for word in claim.effort.implements)]
        holders = [claim for claim in self._claims if any(_holds(w.value, skeleton.file) for w in claim.effort.paths)]
        # Several efforts may implement one interface, each its own implementation: the paths tell whose this one is.
        for claim in [each for each in stated if each in holders] or stated or holders:
            return claim.assignment
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
        best: Claim | None = None
        fewest = 0
        for claim in self._claims:
            said = _words(claim.effort.name)
            if claim.effort.implements or not wanted or not wanted <= said or claim.wave.number == self._first:
                continue
            if best is None or len(said) < fewest:
                best, fewest = claim, len(said)
        return best

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


def _lies_in(path: str, folder: str) -> bool:
    """Whether a path or glob names a folder or its files, but not a single one, nor a wider part of the repository."""
    if path.endswith(".go") and not re.search(r"[*?\[]", path):
        return False
    fixed = re.split(r"[*?\[]", path.removeprefix("./"), maxsplit=1)[0]
    return fixed.rstrip("/") == folder or fixed.rpartition("/")[0] == folder


def _holds(path: str, file: str) -> bool:
    """Whether a path or glob of an effort is a file's, or that of a folder around it."""
    path = path.removeprefix("./")
    return fnmatchcase(file, path) or (not re.search(r"[*?\[]", path) and file.startswith(f"{path.rstrip('/')}/"))


def _words(name: str) -> set[str]:
    """The words of a name, in Go's case or in prose: lower case, without plurals."""
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)
    return {
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
        for word in map(str.lower, parts)
    }
