"""Waves and efforts: references, cycles, budgets, and efforts that get in each other's way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from scaffold.check.globs import GlobIndex, overlap
from scaffold.check.paths import inside_problem
from scaffold.check.world import World
from scaffold.diagnostics import Related, replacement
from scaffold.golang.ast import Interface, Name, Paren
from scaffold.model import Effort, Wave
from scaffold.nearest import Words
from scaffold.reachability import Reachability, cycles
from scaffold.source import Span, Word

BUDGET = 800
"""Lines of code an effort may take where the plan says nothing else."""

_COMPARISONS = 1_000_000
"""Pairs of paths that are looked at for overlaps: a second or two."""

_MAX_OVERLAPS = 1_000
"""Overlaps that are reported."""

_SHOWN = 8
"""Waves or efforts of a circle that a message names."""

_UNKNOWN = {
    "wave": "unknown-wave",
    "effort": "unknown-effort",
    "section": "unknown-section",
    "interface": "unknown-interface",
}

Edges = dict[str, list[tuple[str, Span]]]
"""Who waits for whom, and where the plan says so."""


def check_waves(world: World) -> None:
    """Everything about `waves`."""
    waves = world.plan.waves
    if not waves:
        return
    _once(world, ((str(wave.number), wave.span) for wave in waves), "duplicate-wave", "wave")
    efforts = [(wave, effort) for wave in waves for effort in wave.efforts]
    _once(world, ((e.id.value, e.id.span) for _, e in efforts), "duplicate-effort", "effort")
    numbers = _Known(str(wave.number) for wave in waves)
    ids = _Known(effort.id.value for _, effort in efforts)
    of_waves: Edges = {str(wave.number): [] for wave in waves}
    of_efforts: Edges = {effort.id.value: [] for _, effort in efforts}
    for wave in waves:
        for word in wave.depends_on:
            if _known(world, word, numbers, "wave"):
                of_waves[str(wave.number)].append((word.value, word.span))
    for _, effort in efforts:
        for word in effort.depends_on:
            if word.value in numbers.names and word.value not in ids.names:
                continue
            if _known(world, word, ids, "effort"):
                of_efforts[effort.id.value].append((word.value, word.span))
    _cycles(world, of_waves, "wave")
    _cycles(world, of_efforts, "effort")
    _against_the_waves(world, efforts, of_waves)
    _references(world, efforts)
    for wave, effort in efforts:
        _budget(world, wave, effort)
    _overlaps(world, efforts, of_waves, of_efforts)


def _once(world: World, names: Iterable[tuple[str, Span]], code: str, what: str) -> None:
    seen: dict[str, Span] = {}
    for name, span in names:
        first = seen.setdefault(name, span)
        if first is not span:
            world.report.error(
                code, f"{what} {name} is there twice", span, related=[Related("the first one is here", first)]
            )


class _Known:
    """The names that there are of one sort."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = frozenset(names)

    @cached_property
    def words(self) -> Words:
        """The names, to look for the nearest one."""
        return Words(sorted(self.names))

    @cached_property
    def listed(self) -> str:
        """A few of the names, as a message has them."""
        return ", ".join(sorted(self.names, key=lambda name: (len(name), name))[:10])


def _known(world: World, word: Word, known: _Known, what: str) -> bool:
    if word.value in known.names:
        return True
    near = known.words.nearest(word.value)
    world.report.error(
        _UNKNOWN[what],
        f"there is no {what} {word.value!r}",
        word.span,
        hint=f"did you mean {near}?" if near else f"there are {known.listed}",
        fix=replacement(word.span, near) if near else None,
    )
    return False


# --- cycles ----------------------------------------------------------------------------------------------------------


def _cycles(world: World, edges: Edges, what: str) -> None:
    """Each cycle is told once, at the first of its references."""
    done: set[str] = set()
    for nodes in cycles(_names(edges)):
        if not done.isdisjoint(nodes):
            continue
        done.update(nodes)
        start = nodes[0]
        cycle = [_reference(edges, *pair) for pair in zip(nodes, [*nodes[1:], start], strict=True)]
        names = [start, *(name for name, _ in cycle)]
        if len(names) > _SHOWN + 2:
            names = [*names[:_SHOWN], f"… ({len(cycle) - _SHOWN} more)", start]
        shown = " → ".join(names)
        world.report.error(
            "wave-cycle",
            f"{what}s wait for each other: {shown}" if len(cycle) > 1 else f"{what} {start} waits for itself",
            cycle[0][1],
            hint="take one of these references out",
            related=[Related(f"waits for {name} here", span) for name, span in cycle[1:_SHOWN]],
        )


def _reference(edges: Edges, name: str, other: str) -> tuple[str, Span]:
    """The first reference of one wave or effort to another."""
    return next((target, span) for target, span in edges[name] if target == other)


def _against_the_waves(world: World, efforts: list[tuple[Wave, Effort]], of_waves: Edges) -> None:
    """An effort cannot wait for one whose wave waits for its own."""
    ahead = _reachability(of_waves)
    wave_of = {effort.id.value: wave for wave, effort in efforts}
    for wave, effort in efforts:
        for word in effort.depends_on:
            other = wave_of.get(word.value)
            if other is None or other.number == wave.number:
                continue
            if ahead.leads(str(other.number), str(wave.number)):
                world.report.error(
                    "wave-cycle",
                    f"{effort.id.value} of wave {wave.number} waits for {word.value} of wave {other.number}, "
                    f"which waits for wave {wave.number}",
                    word.span,
                    related=[Related(f"wave {other.number} is here", other.span)],
                )


# --- what efforts deliver --------------------------------------------------------------------------------------------


def section_names(world: World) -> dict[str, str]:
    """Every name that a section goes by (``storage``, ``contracts.audit``, ``audit``) → its key; ``crds`` for those."""
    names: dict[str, str] = {}
    for section in world.plan.sections:
        names[section.key] = section.key
        names.setdefault(section.key.partition(".")[2] or section.key, section.key)
    if world.plan.crds:
        names.setdefault("crds", "crds")
    if any(section.key.startswith("contracts.") for section in world.plan.sections):
        names.setdefault("contracts", "contracts")
    return names


def _references(world: World, efforts: list[tuple[Wave, Effort]]) -> None:
    sections = section_names(world)
    known_sections = _Known(sections)
    interfaces = _interface_names(world) if any(effort.implements for _, effort in efforts) else {}
    known_interfaces = _Known(interfaces)
    delivered: dict[str, tuple[Effort, Span]] = {}
    for _, effort in efforts:
        for word in effort.delivers:
            if not _known(world, word, known_sections, "section"):
                continue
            key = sections[word.value]
            first = delivered.setdefault(key, (effort, word.span))
            if first[1] is not word.span:
                world.report.error(
                    "delivered-twice",
                    f"section {word.value} is delivered twice",
                    word.span,
                    hint="a contract has one owner: leave it to one effort",
                    related=[Related(f"{first[0].id.value} delivers it here", first[1])],
                )
        _implements(world, effort, interfaces, known_interfaces)
        for word in effort.paths:
            problem, hint = inside_problem(word.value)
            if problem:
                world.report.error("effort-path", f"path {word.value!r} {problem}", word.span, hint=hint)


def _interface_names(world: World) -> dict[str, int]:
    """The names of interfaces, with and without their sections; how many declarations there are of each."""
    names: dict[str, int] = {}
    for draft in world.drafts.values():
        for name, typ in draft.types.items():
            if isinstance(typ.resolved.type, Interface | Name | Paren):
                names[name] = names.get(name, 0) + 1
                for prefix in {draft.name, *draft.keys}:
                    names.setdefault(f"{prefix}.{name}", 1)
    return names


def _implements(world: World, effort: Effort, names: Mapping[str, int], known: _Known) -> None:
    for word in effort.implements:
        if word.value not in names:
            _known(world, word, known, "interface")
        elif names[word.value] > 1:
            declaring = [f"{draft.name}.{word.value}" for draft in world.declarers.get(word.value, ())]
            world.report.error(
                "ambiguous-interface",
                f"{word.value} is declared in several packages",
                word.span,
                hint=f"write {' or '.join(declaring)}",
            )


def _budget(world: World, wave: Wave, effort: Effort) -> None:
    budget = effort.budget if effort.budget is not None else wave.budget if wave.budget is not None else BUDGET
    if effort.lines is not None and effort.lines > budget:
        world.report.warning(
            "over-budget",
            f"effort {effort.id.value} is estimated at {effort.lines} lines, over the budget of {budget}",
            effort.id.span,
            hint="split it, or give it a `budget` of its own",
        )


def _reachability(edges: Edges) -> Reachability:
    return Reachability(_names(edges))


def _names(edges: Edges) -> dict[str, list[str]]:
    return {name: [other for other, _ in found] for name, found in edges.items()}


def _overlaps(world: World, efforts: list[tuple[Wave, Effort]], of_waves: Edges, of_efforts: Edges) -> None:
    """Efforts that may run at the same time and share a part of the repository."""
    order = _Order(_reachability(of_waves), _reachability(of_efforts))
    index: GlobIndex[tuple[Wave, Effort, Word]] = GlobIndex()
    left = _COMPARISONS
    reported = 0
    for wave, effort in efforts:
        told: set[str] = set()
        for mine in effort.paths:
            for other_wave, other, theirs in index.near(mine.value):
                left -= 1
                if left < 0:
                    message = f"only the first {_COMPARISONS:,} pairs of paths were compared for overlaps"
                    world.report.warning(
                        "parallel-overlap", message, mine.span, hint="write fewer paths, or wider ones"
                    )
                    return
                if other.id.value in told or other.id.value == effort.id.value:
                    continue
                if order.is_parallel(other_wave, other, wave, effort) and overlap(theirs.value, mine.value):
                    told.add(other.id.value)
                    reported += 1
                    if reported > _MAX_OVERLAPS:
                        message = f"there are more than {_MAX_OVERLAPS:,} overlaps of paths; the rest is not told"
                        world.report.warning("parallel-overlap", message, mine.span)
                        return
                    _report_overlap(world, other, theirs, effort, mine)
        for mine in effort.paths:
            index.add(mine.value, (wave, effort, mine))


class _Order(NamedTuple):
    """What waits for what."""

    waves: Reachability
    efforts: Reachability

    def is_parallel(self, wave: Wave, effort: Effort, other_wave: Wave, other: Effort) -> bool:
        """Whether nothing says that one of two efforts waits for the other."""
        one, two = str(wave.number), str(other_wave.number)
        if self.waves.leads(one, two) or self.waves.leads(two, one):
            return False
        waits = {word.value for word in (*effort.depends_on, *other.depends_on)}
        if one != two and (one in waits or two in waits):
            return False
        mine, theirs = effort.id.value, other.id.value
        return not (self.efforts.leads(mine, theirs) or self.efforts.leads(theirs, mine))


def _report_overlap(world: World, effort: Effort, mine: Word, other: Effort, theirs: Word) -> None:
    world.report.warning(
        "parallel-overlap",
        f"{other.id.value} may run beside {effort.id.value}, and {theirs.value} overlaps {mine.value}",
        theirs.span,
        hint="give each a domain of its own, or let one wait for the other",
        related=[Related(f"the domain of {effort.id.value}", mine.span)],
    )
