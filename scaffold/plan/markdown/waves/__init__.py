"""The waves of a Markdown document, as the tree that ``waves:`` of a plan would be.

Documents say the same thing several times, in headings, tables, graphs and prose. The way through:

- `words` and `titles` know how people write waves, efforts, numbers and sizes; `labels` knows what a label says.
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

from scaffold.diagnostics import Report
from scaffold.markdown.blocks import Block
from scaffold.node import Sequence
from scaffold.plan.markdown.waves.edges import Edges
from scaffold.plan.markdown.waves.found import Found
from scaffold.plan.markdown.waves.known import Known
from scaffold.plan.markdown.waves.merge import Drafts
from scaffold.plan.markdown.waves.settle import settle
from scaffold.plan.markdown.waves.tree import WaveTree
from scaffold.plan.markdown.waves.walk import collect


def read_waves(blocks: tuple[Block, ...], report: Report, known: Callable[[], Known] | None = None) -> Sequence | None:
    """The tree of ``waves:``; None where the document has none.

    With `known`, references to sections and interfaces that there are not are left out, with a warning. It is asked
    only where a document has such references.
    """
    found = Found()
    collect(blocks, found)
    if not any(wave.defines for wave in found.waves) and not any(effort.defines for effort in found.efforts):
        return None
    if found.full:
        last = (found.efforts or found.waves)[-1]
        report.warning(
            "wave-limit", "there is too much about waves and efforts: the document is read up to here", last.span
        )
    drafts = Drafts(found, report)
    if not drafts.waves and not drafts.efforts:
        return None
    settle(drafts, report)
    edges = Edges(drafts, report)
    _tell_leftovers(found, report)
    return WaveTree(drafts, edges, report, known).waves()


def _tell_leftovers(found: Found, report: Report) -> None:
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
