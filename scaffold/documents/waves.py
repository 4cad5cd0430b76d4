"""Waves and efforts in the spelling of the blank form's prose."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.documents.places import Place, heading_text
from scaffold.documents.prose import WAVES, Source
from scaffold.model import Effort, Plan
from scaffold.source import Word


def wave_places(plan: Plan, source: Source) -> Iterator[Place]:
    """A heading for each wave and effort, with labels under it."""
    if plan.waves is None:
        return
    for wave in plan.waves:
        heading = (WAVES, f"### Wave {wave.number}{_named(wave.name)}")
        lines = []
        if wave.depends_on:
            lines.append(f"- **Dependencies**: {', '.join(f'Wave {each.value}' for each in wave.depends_on)}")
        if wave.budget is not None:
            lines.append(f"- **Budget**: {wave.budget} lines for each effort")
        yield Place("waves", heading, lines, [])
        for effort in wave.efforts:
            name = f"#### Effort {heading_text(effort.id.value)}{_named(effort.name)}"
            yield Place("waves", (*heading, name), _effort(effort) or ["- **Dependencies**: None"], [])
    yield Place("waves", (WAVES,), [], source.fence("waves"))


def _named(name: str) -> str:
    return f": {heading_text(name)}" if name else ""


def _effort(effort: Effort) -> list[str]:
    lines = []
    if effort.depends_on:
        waits = (f"Wave {each.value}" if each.value.isdigit() else each.value for each in effort.depends_on)
        lines.append(f"- **Dependencies**: {', '.join(waits)}")
    if effort.lines is not None:
        lines.append(f"- **Lines**: ~{effort.lines}")
    for label, found in (("Paths", effort.paths), ("Delivers", effort.delivers), ("Implements", effort.implements)):
        if found:
            lines.append(f"- **{label}**: {_listed(found)}")
    if effort.branch:
        lines.append(f"- **Branch**: `{effort.branch}`")
    if effort.budget is not None:
        lines.append(f"- **Budget**: {effort.budget} lines")
    return lines


def _listed(found: tuple[Word, ...]) -> str:
    return ", ".join(f"`{each.value}`" for each in found)
