"""The waves of a Markdown document, as the tree that ``waves:`` of a plan would be.

Documents say the same thing several times, in headings, tables, graphs and prose. The way through:

- `words` and `chains` know how people write waves, efforts, numbers and sizes; `labels` knows what a label says, and
  `facts` and `effort_lines` read one line about an effort, in whatever shape it stands.
- `phases` knows documents that call their waves phases, milestones or sprints.
- `walk` goes through the blocks and notes every mention as it stands (`found`): `scopes` keeps which wave or effort a
  part of the document is of, `tables` and `graphs` read what is drawn.
- `merge` makes one draft (`drafts`) of all mentions of one wave or effort.
- `settle` gives each a number or an id, and each effort a wave.
- `edges` resolves what waits for what (`references`) and keeps it free of cycles (`order`).
- `tree` writes what came of it, held to the sections and interfaces that the document has (`known`).

The tree that comes out is sound: what it could not be made of is told, and left out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from scaffold.diagnostics import Related, Report
from scaffold.markdown.blocks import Block
from scaffold.node import Mapping, Sequence
from scaffold.plan.markdown.waves.edges import Edges
from scaffold.plan.markdown.waves.found import Found, WaveMention
from scaffold.plan.markdown.waves.known import Known
from scaffold.plan.markdown.waves.merge import Drafts
from scaffold.plan.markdown.waves.phases import Phases, find_phases
from scaffold.plan.markdown.waves.settle import settle
from scaffold.plan.markdown.waves.tree import WaveTree
from scaffold.plan.markdown.waves.walk import collect
from scaffold.source import Span


class Waves(NamedTuple):
    """The tree of ``waves:``, and of the ``owners:`` of efforts."""

    waves: Sequence | None
    owners: Mapping | None


def read_waves(blocks: tuple[Block, ...], report: Report, known: Callable[[], Known] | None = None) -> Waves:
    """The trees that a document's waves and efforts come to; None where it has none.

    With `known`, references to sections and interfaces that there are not are left out, with a warning. It is asked
    only where a document has such references.
    """
    found = Found()
    phases = find_phases(blocks)
    collect(phases.rename(blocks) if phases is not None else blocks, found)
    if phases is not None:
        _restore_names(found, phases)
    if not any(wave.defines for wave in found.waves) and not any(effort.defines for effort in found.efforts):
        return Waves(None, None)
    if found.full:
        last = (found.efforts or found.waves)[-1]
        report.warning(
            "wave-limit", "there is too much about waves and efforts: the document is read up to here", last.span
        )
    drafts = Drafts(found, report)
    if not drafts.waves and not drafts.efforts:
        return Waves(None, None)
    if phases is not None:
        report.note("wave-assumed", f"the document has no waves: its {phases.word}s are taken for waves", phases.span)
    settle(drafts, report)
    edges = Edges(drafts, report)
    _report_leftovers(found, report)
    _report_unread(found, report, certain=phases is None)
    _report_named(found, report)
    tree = WaveTree(drafts, edges, report, known)
    return Waves(tree.waves(), tree.owned())


def _restore_names(found: Found, phases: Phases) -> None:
    """Give names the words of the document again."""
    for wave in found.waves:
        if wave.name is not None:
            wave.name = wave.name._replace(value=phases.original(wave.name.value, wave.name.span))
    for effort in found.efforts:
        if effort.kind == "name" and effort.names:
            effort.form = phases.original(effort.form, effort.names[0].span)
        effort.names = [claim._replace(value=phases.original(claim.value, claim.span)) for claim in effort.names]


def _report_unread(found: Found, report: Report, *, certain: bool) -> None:
    """Lists below waves that nothing was read from: one message, with all the places.

    Where it is not `certain` that the waves are some, as with phases, many a list is about something else.
    """
    if not found.unread:
        return
    (first, wave), *others = found.unread
    more = f", nor of {len(others)} more" if others else ""
    (report.warning if certain else report.note)(
        "wave-unread",
        f"nothing of this list below wave {wave.key.number} is read as an effort{more}",
        first,
        hint="an effort has a number or a size: `- E1.1 Contracts (250 lines)`",
        related=[Related(f"a list below wave {each.key.number}", span) for span, each in others[:20]],
    )


def _report_named(found: Found, report: Report) -> None:
    """Efforts of which a sentence below a wave has the number and nothing else says anything: one warning for all."""
    known = {effort.number for effort in found.efforts}
    last = {number[-1:] for number in known}
    unknown: dict[tuple[str, ...], tuple[Span, WaveMention]] = {}
    for numbers, span, wave in found.named:
        for number in numbers:
            if number not in known and not (len(number) == 1 and number in last):
                unknown.setdefault(number, (span, wave))
    if not unknown:
        return
    (first, wave), *others = unknown.values()
    names = ", ".join(".".join(number) for number in unknown)
    report.warning(
        "wave-unread",
        f"a sentence below wave {wave.key.number} names effort{'s' if others else ''} {names}: nothing is read of it",
        first,
        hint="an effort has a line of its own: `- E1.1 Contracts (250 lines)`",
        related=[Related("another one is named here", span) for span, _ in others[:20]],
    )


def _report_leftovers(found: Found, report: Report) -> None:
    """Each once; labels once for all places."""
    codes = {"outside": "wave-outside", "range": "wave-guess"}
    counted: dict[str, int] = {}
    for left in found.leftovers:
        counted[left.kind] = counted.get(left.kind, 0) + 1
    told: set[str] = set()
    for left in found.leftovers:
        if not left.kind.startswith("label "):
            report.note(codes.get(left.kind, "wave-left-out"), left.message, left.span)
        elif left.kind not in told:
            told.add(left.kind)
            more = counted[left.kind] - 1
            report.note("label-left-out", left.message + (f", here and {more} times more" if more else ""), left.span)
