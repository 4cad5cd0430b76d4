"""Who imports whom among the packages of the plan, and the cycles in that."""

from __future__ import annotations

from scaffold.check.world import Draft, World
from scaffold.diagnostics import Related
from scaffold.reachability import cycles

MAX_SHOWN = 30
"""Packages of a cycle that a message names."""


def reaches(world: World, start: Draft, goal: Draft) -> bool:
    """Whether `start` imports `goal`, directly or through others."""
    seen = {start.import_path}
    ahead = [start]
    while ahead:
        draft = ahead.pop()
        for path in draft.uses:
            if path == goal.import_path:
                return True
            following = world.package(path)
            if path not in seen and following is not None:
                seen.add(path)
                ahead.append(following)
    return False


def report_import_cycles(world: World) -> None:
    """Report packages that import each other: each package once, in a shortest cycle through it."""
    told: set[str] = set()
    for cycle in cycles(_edges(world)):
        if not told.isdisjoint(cycle):
            continue
        told.update(cycle)
        members = [draft for path in cycle if (draft := world.package(path)) is not None]
        names = [member.name for member in members]
        if len(names) > MAX_SHOWN:
            names = [*names[:MAX_SHOWN], f"… ({len(members) - MAX_SHOWN} more)"]
        following = [*members[1:], members[0]]
        related = [
            Related(f"{member.name} uses {after.name} here", member.uses[after.import_path])
            for member, after in zip(members[:MAX_SHOWN], following, strict=False)
        ]
        world.report.error(
            "import-cycle",
            f"packages import each other: {' → '.join([*names, members[0].name])}",
            related[0].span,
            hint="move the types that both need into a package that imports neither",
            related=related[1:],
        )


def bare_edge_of_a_cycle(world: World) -> tuple[str, str] | None:
    """Two packages that follow each other in a cycle and that only bare names join; None where there is none."""
    edges = _edges(world)
    for cycle in cycles(edges):
        for path, after in zip(cycle, [*cycle[1:], *cycle[:1]], strict=True):
            member = world.package(path)
            if member is not None and after not in member.qualified:
                return path, after
    return None


def _edges(world: World) -> dict[str, list[str]]:
    """The packages of the plan that each of them imports."""
    return {
        draft.import_path: [path for path in draft.uses if world.package(path) is not None]
        for draft in world.packages()
    }
