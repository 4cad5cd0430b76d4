"""Who imports whom among the packages of the plan, and the cycles in that."""

from __future__ import annotations

from scaffold.check.world import Draft, World
from scaffold.diagnostics import Related


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
    """Each set of packages that import each other is told once, as the shortest cycle through its first package."""
    told: set[str] = set()
    for draft in world.packages():
        if draft.import_path in told:
            continue
        cycle = _cycle(world, draft)
        if not cycle:
            continue
        told.update(member.import_path for member in cycle)
        shown = " → ".join([*(member.name for member in cycle), draft.name])
        following = [*cycle[1:], draft]
        related = [
            Related(f"{member.name} uses {after.name} here", member.uses[after.import_path])
            for member, after in zip(cycle, following, strict=True)
        ]
        world.report.error(
            "import-cycle",
            f"packages import each other: {shown}",
            related[0].span,
            hint="move the types that both need into a package that imports neither",
            related=related[1:],
        )


def bare_edge_of_a_cycle(world: World) -> tuple[str, str] | None:
    """Two packages that follow each other in a cycle and that only bare names join; None where there is none."""
    for draft in world.packages():
        cycle = _cycle(world, draft)
        for member, after in zip(cycle, [*cycle[1:], *cycle[:1]], strict=True):
            if after.import_path not in member.qualified:
                return member.import_path, after.import_path
    return None


def _cycle(world: World, start: Draft) -> list[Draft]:
    """The packages of the shortest import cycle through `start`, `start` first; empty where there is none."""
    came: dict[str, Draft] = {}
    level = [start]
    while level:
        following: list[Draft] = []
        for draft in level:
            for path in draft.uses:
                if path == start.import_path:
                    cycle = [draft]
                    while cycle[-1] is not start:
                        cycle.append(came[cycle[-1].import_path])
                    return cycle[::-1]
                other = world.package(path)
                if other is not None and path not in came:
                    came[path] = draft
                    following.append(other)
        level = following
    return []
