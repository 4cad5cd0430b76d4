"""What waits for what as a graph that stays free of cycles."""

from __future__ import annotations

from typing import NamedTuple

from scaffold.diagnostics import Related, Report
from scaffold.plan.markdown.waves.drafts import Draft
from scaffold.source import Span


class Edge(NamedTuple):
    """`after` waits for `before`. `rank` is the weight of what says so."""

    after: Draft
    before: Draft
    span: Span
    rank: int


class Order:
    """A graph that stays free of cycles: an edge that would close one is told and not taken."""

    def __init__(self, report: Report | None) -> None:
        self.report = report
        self.bits: dict[int, int] = {}
        self.reach: dict[int, int] = {}
        self.edges: dict[int, list[Edge]] = {}

    def bit(self, draft: Draft) -> int:
        """The place of a draft in the sets, which are numbers."""
        return self.bits.setdefault(id(draft), 1 << len(self.bits))

    def waits(self, after: Draft, before: Draft) -> bool:
        """Whether one waits for the other, directly or not."""
        return bool(self.reach.get(id(after), 0) & self.bit(before))

    def add(self, edge: Edge) -> bool:
        """Take an edge; false where it would close a cycle."""
        after, before = edge.after, edge.before
        if self.waits(before, after):
            self._tell(edge)
            return False
        mine, theirs = self.bit(after), self.reach.get(id(before), 0) | self.bit(before)
        if self.reach.get(id(after), 0) | theirs != self.reach.get(id(after), 0):
            for name, reached in self.reach.items():
                if reached & mine:
                    self.reach[name] = reached | theirs
            self.reach[id(after)] = self.reach.get(id(after), 0) | theirs
        self.edges.setdefault(id(after), []).append(edge)
        return True

    def _tell(self, edge: Edge) -> None:
        if self.report is None:
            return
        back = self._way(edge.before, edge.after)
        shown = " → ".join([edge.after.title, edge.before.title, *(step.before.title for step in back)][:8])
        self.report.warning(
            "wave-cycle",
            f"{shown}: they wait for each other; this reference is left out",
            edge.span,
            related=[Related(f"{step.after.title} waits for {step.before.title} here", step.span) for step in back[:5]],
        )

    def _way(self, start: Draft, goal: Draft) -> list[Edge]:
        """The shortest way by which `start` waits for `goal`."""
        came: dict[int, list[Edge]] = {id(start): []}
        level = [start]
        while level:
            following: list[Draft] = []
            for draft in level:
                for edge in self.edges.get(id(draft), ()):
                    if id(edge.before) not in came:
                        came[id(edge.before)] = [*came[id(draft)], edge]
                        if edge.before is goal:
                            return came[id(edge.before)]
                        following.append(edge.before)
            level = following
        return []
