"""What is settled of the waves, written as the tree that ``waves:`` of a plan would be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from scaffold.diagnostics import Related, Report
from scaffold.node import Entry, Mapping, Node, Sequence
from scaffold.plan.markdown.nodes import composed, leaf, mapping, sequence
from scaffold.plan.markdown.waves.drafts import Draft, EffortDraft, WaveDraft, differing
from scaffold.plan.markdown.waves.edges import Edges
from scaffold.plan.markdown.waves.found import GRAPH, Claim
from scaffold.plan.markdown.waves.known import Known
from scaffold.plan.markdown.waves.merge import Drafts
from scaffold.source import Span, Text


class WaveTree:
    """The tree; where two places of the document disagree, it tells which one it was made of."""

    def __init__(self, drafts: Drafts, edges: Edges, report: Report, known: Callable[[], Known] | None) -> None:
        self.drafts = drafts
        self.edges = edges
        self.report = report
        names = any(m.delivers or m.implements for effort in drafts.efforts.values() for m in effort.mentions)
        self.known = known() if known is not None and names else None
        # Efforts with whom they belong to.
        self.owners: list[tuple[EffortDraft, Claim]] = []
        self.delivered: dict[str, tuple[EffortDraft, Span]] = {}

    def waves(self) -> Sequence | None:
        """The list of waves, by their numbers."""
        ordered = sorted(self.drafts.waves.values(), key=lambda wave: wave.number)
        return sequence(self._wave(wave) for wave in ordered)

    def owned(self) -> Mapping | None:
        """The ``owners`` that the document gives its efforts."""
        if not self.owners:
            return None
        first = self.owners[0][1].span
        entries = [
            Entry(composed(effort.id, effort.span), _text([claim]) or composed("", claim.span))
            for effort, claim in self.owners
        ]
        return Mapping(tuple(entries), first)

    def _wave(self, wave: WaveDraft) -> Node:
        names = sorted(wave.names, key=lambda claim: -claim.rank)
        self._differ(wave.title, [claim for claim in names if claim.rank >= GRAPH], "called", True)
        self._differ(wave.title, wave.budget, "given a budget of", False)
        self._count(wave)
        return mapping(
            wave.span,
            [
                ("wave", composed(str(wave.number), wave.span, plain=True)),
                ("name", _text(names)),
                ("depends_on", sequence(self._depends(wave))),
                ("budget", _figure(wave.budget)),
                ("efforts", sequence(self._effort(effort) for effort in wave.efforts)),
            ],
        )

    def _effort(self, effort: EffortDraft) -> Node:
        names, lines, branch = effort.claims("names"), effort.claims("lines"), effort.claims("branch")
        budget = effort.claims("budget")
        if not names and effort.mentions[0].kind == "wave" and effort.wave is not None:
            names = sorted(effort.wave.names, key=lambda claim: -claim.rank)
        owner = effort.claims("owner")
        self._differ(effort.id, owner, "owned by", False)
        self.owners += [(effort, owner[0])] if owner else []
        self._differ(effort.id, [claim for claim in names if claim.rank >= GRAPH], "called", True)
        self._differ(effort.id, lines, "estimated at", False)
        self._differ(effort.id, budget, "given a budget of", False)
        self._differ(
            effort.id, [claim._replace(value=claim.value.rpartition("/")[2]) for claim in branch], "on branch", False
        )
        return mapping(
            effort.span,
            [
                ("id", composed(effort.id, effort.span)),
                ("name", _text(names)),
                ("delivers", sequence(self._delivers(effort))),
                ("implements", sequence(self._implements(effort))),
                ("paths", sequence(_path(text) for text in effort.texts("paths"))),
                ("depends_on", sequence(self._depends(effort))),
                ("lines", _figure(lines)),
                ("budget", _figure(budget)),
                ("branch", _text(branch)),
            ],
        )

    def _depends(self, draft: Draft) -> Iterator[Node]:
        for edge in self.edges.depends(draft):
            if isinstance(edge.before, WaveDraft):
                yield composed(str(edge.before.number), edge.span, plain=True)
            else:
                yield composed(edge.before.id, edge.span)

    def _delivers(self, effort: EffortDraft) -> Iterator[Node]:
        for text in effort.texts("delivers"):
            key = text.value
            if self.known is not None:
                exact = self.known.sections.get(text.value)
                if exact is None:
                    self._unknown(effort, text, "section")
                    continue
                key = exact
            first = self.delivered.setdefault(key, (effort, text.span()))
            if first[0] is effort and first[1].offsets == text.span().offsets:
                yield leaf(text)
            else:
                self.report.warning(
                    "delivered-twice",
                    f"section {text.value} is delivered twice: {first[0].id} keeps it",
                    text.span(),
                    related=[Related(f"{first[0].id} delivers it here", first[1])],
                )

    def _implements(self, effort: EffortDraft) -> Iterator[Node]:
        for text in effort.texts("implements"):
            names = self.known.interfaces if self.known is not None else None
            if names is not None and text.value not in names:
                self._unknown(effort, text, "interface")
            else:
                yield leaf(text)

    def _unknown(self, effort: EffortDraft, text: Text, what: str) -> None:
        self.report.warning(
            f"unknown-{what}",
            f"there is no {what} {text.value!r}: left out",
            text.span(),
            related=[Related(f"effort {effort.id} is here", effort.span)],
        )

    def _differ(self, title: str, claims: list[Claim], verb: str, names: bool) -> None:
        """Tell two places that disagree; the first is read."""
        other = differing(claims, names) if claims else None
        if other is not None:
            unit = " lines" if verb == "estimated at" else ""
            self.report.warning(
                "wave-disagreement",
                f"{title} is {verb} {claims[0].value}{unit} and {other.value}{unit}: the first is read",
                claims[0].span,
                related=[Related(f"{other.value} here", other.span)],
            )

    def _count(self, wave: WaveDraft) -> None:
        """A number of efforts that is announced and not there."""
        there = len(wave.efforts)
        for count, what, span in wave.counts:
            if there and (count > there or (what == "count" and count < there)):
                self.report.warning(
                    "wave-disagreement",
                    f"{wave.title} has {there} effort{'s' * (there > 1)}, not {count}",
                    span,
                    related=[Related(f"{effort.id} is here", effort.span) for effort in wave.efforts[:5]],
                )
                return


def _text(claims: Iterable[Claim]) -> Node | None:
    for claim in claims:
        text = claim.verbatim
        return leaf(text) if text is not None else composed(claim.value, claim.span)
    return None


def _figure(claims: Iterable[Claim]) -> Node | None:
    for claim in claims:
        return composed(claim.value, claim.span, plain=True)
    return None


def _path(text: Text) -> Node:
    """A directory stands for everything below it."""
    return composed(text.value + "**", text.span()) if text.value.endswith("/") else leaf(text)
