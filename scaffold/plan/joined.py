"""A plan in several documents: one has the contracts, others the waves or the prose about them."""

from __future__ import annotations

from collections.abc import Sequence

from scaffold.diagnostics import Report
from scaffold.model import Plan
from scaffold.node import Mapping, Node
from scaffold.plan.markdown.merge import merged
from scaffold.plan.markdown.reader import Choices, read_tree
from scaffold.plan.markdown.waves.known import known_of
from scaffold.plan.reader import plan_of
from scaffold.plan.yaml_nodes import compose
from scaffold.source import Source


def read_joined(
    source: Source, name: str, beside: Sequence[Source], report: Report, choices: Choices, *, markdown: bool
) -> Plan | None:
    """The plan of `source` with what the documents `beside` it say: waves above all.

    What these refer to is looked up in the plan. None if the plan cannot be read.
    """
    tree: Node | None = read_tree(source, report, choices) if markdown else compose(source.whole(), report)
    if not isinstance(tree, Mapping):
        return None if tree is None else plan_of(source, name, tree, report)
    known = known_of(tree.entries)
    entries = list(tree.entries)
    stated = {entry.key.value for entry in entries}
    for document in beside:
        other = read_tree(document, report, choices._replace(known=known))
        if other is not None:
            entries += [entry for entry in other.entries if entry.key.value != "module" or "module" not in stated]
    return plan_of(source, name, merged(entries, tree.span, report), report)
