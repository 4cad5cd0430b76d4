"""The waves of a Markdown document, as the tree that ``waves:`` of a plan would be.

Documents say the same thing several times, in headings, tables, graphs and prose. The way through:

- `words` and `chains` know how people write waves, efforts, numbers and sizes; `labels` knows what a label says, and
  `facts` and `effort_lines` read one line about an effort, in whatever shape it stands.
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
from scaffold.plan.markdown.waves.found import Found
from scaffold.plan.markdown.waves.known import Known
from scaffold.plan.markdown.waves.merge import Drafts
from scaffold.plan.markdown.waves.settle import settle
from scaffold.plan.markdown.waves.tree import WaveTree
from scaffold.plan.markdown.waves.walk import collect


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
    collect(blocks, found)
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
    settle(drafts, report)
    edges = Edges(drafts, report)
    _report_leftovers(found, report)
    _report_unread(found, report)
    tree = WaveTree(drafts, edges, report, known)
    return Waves(tree.waves(), tree.owned())


def _report_unread(found: Found, report: Report) -> None:
    """Lists below waves that nothing was read from: one warning, with all the places."""
    if not found.unread:
        return
    (first, wave), *others = found.unread
    more = f", nor of {len(others)} more" if others else ""
    report.warning(
        "wave-unread",
        f"nothing of this list below wave {wave.key.number} is read as an effort{more}",
        first,
        hint="an effort has a number or a size: `- E1.1 Contracts (250 lines)`",
        related=[Related(f"a list below wave {each.key.number}", span) for span, each in others[:20]],
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
