"""From one spelling of a plan to the other."""

from __future__ import annotations

from typing import NamedTuple

from scaffold.diagnostics import Diagnostic, Report, Severity
from scaffold.model import Plan
from scaffold.node import Mapping
from scaffold.plan.document import read_document
from scaffold.plan.order import ordered
from scaffold.plan.reader import plan_of
from scaffold.plan.yaml_nodes import compose
from scaffold.plan.yaml_write import write


class Spelled(NamedTuple):
    """A plan with the tree that it was read from."""

    tree: Mapping
    plan: Plan


def read(
    data: bytes,
    shown: str,
    name: str,
    markdown: bool,
    report: Report,
    on_duplicate: str = "error",
    group: str | None = None,
) -> Spelled | None:
    """A plan in either spelling. None where nothing can be made of it; the report then says why."""
    source = read_document(data, shown, report)
    if source is None:
        return None
    if markdown:
        from scaffold.plan.markdown.reader import Choices, read_tree

        tree = read_tree(source, report, Choices(on_duplicate, group))
    else:
        node = compose(source.whole(), report)
        if node is not None and not isinstance(node, Mapping):
            # The reader says what a plan is.
            plan_of(source, name, node, report)
        tree = node if isinstance(node, Mapping) else None
    plan = plan_of(source, name, tree, report) if tree is not None else None
    if tree is None or plan is None or not is_readable(plan, report):
        return None
    return Spelled(tree, plan)


def is_readable(plan: Plan, report: Report) -> bool:
    """Whether a plan that was read can be written again: it has no errors, or is forgiven those that it has.

    A lenient plan is forgiven faults inside single declarations of its Go. They are forgotten here: `scaffold go` says
    what it leaves out for them.
    """
    if not report.has_errors:
        return True
    if report.strict or not (plan.generate.lenient or plan.name.lower().endswith((".md", ".markdown"))):
        return False
    from scaffold.salvage import only_declarations

    if not only_declarations(plan, report.faults):
        return False
    report.drop(lambda message: message.severity is Severity.ERROR)
    return True


def as_yaml(spelled: Spelled, found: list[Diagnostic]) -> str:
    """The YAML spelling of a document, with what was guessed in comments."""
    from scaffold.documents.comments import comments_for

    tree = ordered(spelled.tree)
    above, top = comments_for(tree, found)
    return write(tree, above, [f"From {spelled.plan.name} by scaffold import.", *top])


def as_document(spelled: Spelled, report: Report) -> str:
    """The Markdown spelling."""
    from scaffold.documents.write import document

    return document(spelled.tree, spelled.plan, report)
