"""Which effort of which wave delivers each part of the output."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import NamedTuple

from scaffold.checked import Checked, Package
from scaffold.model import Effort, Wave
from scaffold.naming import Skeleton

DERIVED_WAVES = (1, 2)
"""Of a plan without waves: contracts, mocks and custom resources; skeletons."""


class Assignment(NamedTuple):
    """The effort's id and its wave's number; both None for what no effort of the plan claims."""

    effort: str | None
    wave: int | None


class Delivery:
    """The assignments of one plan.

    With waves: a contract package goes to the effort that delivers one of its sections, a skeleton to the effort that
    implements its interface or whose paths hold it; contracts and CRDs that nobody names belong to the first wave, for
    everything else waits for them. Without waves: 1 is contracts, mocks and CRDs, 2 the skeletons.
    """

    def __init__(self, checked: Checked) -> None:
        self._waves = checked.plan.waves
        self._first = min((wave.number for wave in self._waves or ()), default=1)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The waves there are."""
        return tuple(sorted({wave.number for wave in self._waves})) if self._waves is not None else DERIVED_WAVES

    def contract(self, package: Package) -> Assignment:
        """Who delivers a contract package and its mocks."""
        names = {*package.keys, *(key.partition(".")[0] for key in package.keys)}
        names |= {key.partition(".")[2] for key in package.keys if "." in key}
        return self._delivers(names)

    def crds(self) -> Assignment:
        """Who delivers the custom resources."""
        return self._delivers({"crds"})

    def _delivers(self, names: set[str]) -> Assignment:
        for wave, effort in self._efforts():
            if any(word.value in names for word in effort.delivers):
                return Assignment(effort.id.value, wave.number)
        return Assignment(None, self._first)

    def skeleton(self, skeleton: Skeleton) -> Assignment:
        """Who writes an implementation."""
        if self._waves is None:
            return Assignment(None, 2)
        interface = skeleton.type.decl.name
        names = {interface, f"{skeleton.contract.name}.{interface}"}
        names |= {f"{key}.{interface}" for key in skeleton.contract.keys}
        claims = [
            (wave, effort) for wave, effort in self._efforts() if any(word.value in names for word in effort.implements)
        ]
        holders = [
            (wave, effort)
            for wave, effort in self._efforts()
            if any(fnmatchcase(skeleton.file, word.value) for word in effort.paths)
        ]
        # Several efforts may implement one interface, each its own implementation: the paths tell whose this one is.
        for wave, effort in [pair for pair in claims if pair in holders] or claims or holders:
            return Assignment(effort.id.value, wave.number)
        return Assignment(None, None)

    def _efforts(self) -> list[tuple[Wave, Effort]]:
        return [(wave, effort) for wave in self._waves or () for effort in wave.efforts]
