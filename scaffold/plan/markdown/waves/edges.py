"""Who waits for whom: every statement of a document resolved, cycles broken, what nobody says assumed and told."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from scaffold.diagnostics import Related, Report
from scaffold.plan.markdown.waves.drafts import Draft, EffortDraft, WaveDraft
from scaffold.plan.markdown.waves.found import DETAIL, LOOSE, Arrow, Statement, WaveKey
from scaffold.plan.markdown.waves.merge import Drafts
from scaffold.plan.markdown.waves.order import Edge, Order
from scaffold.plan.markdown.waves.references import Reference, Resolver
from scaffold.source import Span


class Edges:
    """What waves and efforts wait for, in the order of weight and document; free of cycles."""

    def __init__(self, drafts: Drafts, report: Report) -> None:
        self.drafts = drafts
        self.report = report
        self.resolver = Resolver(drafts, report)
        self.found: list[Edge] = []
        # Waves of which something is said, be it that they wait for nothing.
        self.told: set[int] = set()
        self.beside: list[tuple[Draft, Draft, Span]] = []
        self.of: dict[int, list[Edge]] = {}
        self._collect()
        self._lift()

    # --- what the document says ------------------------------------------------------------------------------------

    def _collect(self) -> None:
        for wave in self.drafts.waves.values():
            self._statements(wave, wave.depends)
            self._beside(wave, wave.parallel)
        for effort in self.drafts.efforts.values():
            for mention in effort.mentions:
                self._statements(effort, mention.depends)
                self._beside(effort, mention.parallel)
                for statement in mention.blocks:
                    for reference in self.resolver.read(statement, None, tell=False).references:
                        self._edge(reference.target, Reference(effort, reference.span), statement.rank)
        for subject, statement in self.drafts.found.edges:
            for waiting in self.resolver.read(Statement(subject, DETAIL, statement.phase), None).references:
                self._statements(waiting.target, [statement])
        for chain in self.drafts.found.chains:
            links = [
                self.resolver.read(Statement(link, LOOSE, chain.phase), None, tell=False).references
                for link in chain.links
            ]
            for before, after in pairwise(links):
                for first in before:
                    for second in after:
                        self._edge(second.target, Reference(first.target, second.span), LOOSE)
        for arrow in self.drafts.found.arrows:
            self._arrow(arrow)

    def _statements(self, of: Draft, statements: Iterable[Statement]) -> None:
        for statement in statements:
            read = self.resolver.read(statement, of)
            if isinstance(of, WaveDraft) and not read.silent:
                self.told.add(id(of))
            for reference in read.references:
                self._edge(of, reference, statement.rank)

    def _beside(self, of: Draft, statements: Iterable[Statement]) -> None:
        for statement in statements:
            for reference in self.resolver.read(statement, of, tell=False).references:
                if reference.target is not of:
                    self.beside.append((of, reference.target, reference.span))

    def _arrow(self, arrow: Arrow) -> None:
        ends: list[Draft | None] = []
        for end in (arrow.before, arrow.after):
            found: Draft | None
            found = (
                self.drafts.waves.get(self.drafts.key(end)) if isinstance(end, WaveKey) else self.drafts.of.get(id(end))
            )
            ends.append(found)
        before, after = ends
        if before is not None and after is not None:
            self._edge(after, Reference(before, arrow.span), arrow.rank)

    def _edge(self, after: Draft, before: Reference, rank: int) -> None:
        target = before.target
        if isinstance(after, WaveDraft) and isinstance(target, EffortDraft):
            if target.wave is None:
                return
            target = target.wave
        if target is after or (isinstance(after, EffortDraft) and target is after.wave):
            if isinstance(after, EffortDraft) and target is after.wave:
                self.report.warning(
                    "wave-cycle",
                    f"effort {after.id} cannot wait for its own {target.title}: left out",
                    before.span,
                    related=[Related(f"effort {after.id} is here", after.span)],
                )
            return
        if isinstance(after, WaveDraft):
            self.told.add(id(after))
        self.found.append(Edge(after, target, before.span, rank))

    # --- what becomes of it ----------------------------------------------------------------------------------------

    def _lift(self) -> None:
        """Waves first, then what nobody says, then efforts, which must agree with the waves."""
        place = {id(effort): at for at, effort in enumerate(self.drafts.efforts.values())}

        def weight(edge: Edge) -> tuple[bool, int]:
            # Where two statements make a cycle, the one that runs against the numbers is the likelier slip.
            after, before = edge.after, edge.before
            if isinstance(after, WaveDraft) and isinstance(before, WaveDraft):
                return before.number > after.number, -edge.rank
            return place.get(id(before), -1) > place.get(id(after), -1), -edge.rank

        ranked = sorted(self.found, key=weight)
        self.waves = Order(self.report)
        for edge in ranked:
            if isinstance(edge.after, WaveDraft) and self.waves.add(edge):
                self.of.setdefault(id(edge.after), []).append(edge)
        efforts = [edge for edge in ranked if isinstance(edge.after, EffortDraft)]
        self._assume(efforts)
        self.efforts = Order(self.report)
        for edge in efforts:
            if self._agrees(edge) and self.efforts.add(edge):
                self.of.setdefault(id(edge.after), []).append(edge)
        self._alone()
        self._contradictions()

    def _agrees(self, edge: Edge) -> bool:
        """An effort cannot wait for what waits for its own wave."""
        assert isinstance(edge.after, EffortDraft)
        own = edge.after.wave
        other = edge.before if isinstance(edge.before, WaveDraft) else edge.before.wave
        if own is None or other is None or own is other or not self.waves.waits(other, own):
            return True
        self.report.warning(
            "wave-cycle",
            f"effort {edge.after.id} of {own.title} waits for {edge.before.title}, "
            f"but {other.title} waits for {own.title}: "
            "left out",
            edge.span,
            related=[Related(f"{other.title} is here", other.span)],
        )
        return False

    def _assume(self, efforts: list[Edge]) -> None:
        """A wave of which nothing is said follows the one before it, or goes with the one it is parallel to."""
        lifted = Order(None)
        lifted.reach = dict(self.waves.reach)
        lifted.bits = dict(self.waves.bits)
        for edge in efforts:
            before = edge.before if isinstance(edge.before, WaveDraft) else edge.before.wave
            after = edge.after.wave if isinstance(edge.after, EffortDraft) else None
            if before is not None and after is not None and before is not after:
                lifted.add(Edge(after, before, edge.span, edge.rank))
        ordered = self.resolver.waves
        for at, wave in enumerate(ordered):
            if at == 0 or id(wave) in self.told:
                continue
            twins = {id(b) for a, b, _ in self.beside if a is wave} | {id(a) for a, b, _ in self.beside if b is wave}
            twin = next((other for other in ordered[:at] if id(other) in twins), None)
            ahead: list[Draft] = [ordered[at - 1]]
            if twin is not None:
                ahead = [edge.before for edge in self.of.get(id(twin), ())]
                why = f"it runs beside {twin.title}"
            elif lifted.waits(wave, ordered[at - 1]):
                why = f"efforts of {wave.title} wait for efforts of {ordered[at - 1].title}"
            else:
                why = f"nothing says what {wave.title} waits for"
            kept = []
            for other in ahead:
                edge = Edge(wave, other, wave.span, LOOSE)
                if not lifted.waits(other, wave) and self.waves.add(edge):
                    lifted.add(edge)
                    self.of.setdefault(id(wave), []).append(edge)
                    kept.append(other.title)
            if kept and not wave.derived:
                self.report.note("wave-assumed", f"{why}: it follows {' and '.join(kept)}", wave.span)

    def _alone(self) -> None:
        """“Can Parallelize: No”, and no word of whom it waits for: it follows the effort before it."""
        for wave in self.resolver.waves:
            for previous, effort in pairwise(wave.efforts):
                alone = next((m.alone for m in effort.mentions if m.alone is not None), None)
                if alone is None or any(
                    self.efforts.waits(effort, other) or self.efforts.waits(other, effort)
                    for other in wave.efforts
                    if other is not effort
                ):
                    continue
                edge = Edge(effort, previous, alone, LOOSE)
                if self.efforts.add(edge):
                    self.of.setdefault(id(effort), []).append(edge)
                    self.report.note(
                        "wave-assumed", f"{effort.id} runs beside nothing: it follows {previous.id}", alone
                    )

    def _contradictions(self) -> None:
        """What runs beside each other does not wait for each other."""
        told: set[tuple[int, int]] = set()
        for one, other, span in self.beside:
            order = self.waves if isinstance(one, WaveDraft) and isinstance(other, WaveDraft) else self.efforts
            pair = (min(id(one), id(other)), max(id(one), id(other)))
            if pair in told or type(one) is not type(other):
                continue
            for first, second in ((one, other), (other, one)):
                if order.waits(first, second):
                    told.add(pair)
                    edge = next((e for e in self.of.get(id(first), ()) if e.before is second), None)
                    self.report.warning(
                        "wave-disagreement",
                        f"{one.title} is to run beside {other.title}, but {first.title} waits for {second.title}",
                        span,
                        related=[Related("it waits here", edge.span)] if edge is not None else [],
                    )

    def depends(self, draft: Draft) -> list[Edge]:
        """What a wave or an effort waits for, each once, in the order of the document."""
        edges: dict[int, Edge] = {}
        for edge in self.of.get(id(draft), ()):
            edges.setdefault(id(edge.before), edge)
        if isinstance(draft, WaveDraft):
            return sorted(
                edges.values(), key=lambda edge: edge.before.number if isinstance(edge.before, WaveDraft) else 0
            )
        return list(edges.values())
