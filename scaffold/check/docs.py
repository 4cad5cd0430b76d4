"""``--strict`` asks for a doc comment on everything that a contract package exports."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.check.world import Draft, World
from scaffold.golang.identifiers import is_exported
from scaffold.source import Span, Text

_SHOWN = 5
_SELF_EXPLANATORY = frozenset(("Error", "Is", "As", "Unwrap", "String", "Len", "Less", "Swap"))
"""Methods of the standard library's interfaces, which nobody documents again."""


def check_docs(world: World, draft: Draft) -> None:
    """One message a package that names what is exported without a doc. Groups of values need one for the group."""
    names = [(name, span) for name, doc, span in _declarations(draft) if is_exported(name) and not doc.value.strip()]
    if not names:
        return
    shown = ", ".join(name for name, _ in names[:_SHOWN])
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    world.report.warning(
        "missing-doc",
        f"package {draft.name} exports names without a doc: {shown}{more}",
        names[0][1],
        hint=f"say what it is for, in a sentence that begins with its name: `doc: {names[0][0]} …`",
    )


def _declarations(draft: Draft) -> Iterator[tuple[str, Text, Span]]:
    """Names with their docs, in the order of the plan.

    Left out: what scaffold itself declares, and sentinel errors, whose text says what they are for.
    """
    for typ in draft.types.values():
        if not typ.made:
            yield typ.plan.decl.name, typ.plan.decl.doc, typ.plan.decl.span
    for value in draft.values:
        for spec in value.decl.specs:
            has_doc = any(text.value.strip() for text in (value.decl.doc, spec.doc, spec.comment))
            for name, span in spec.names if not has_doc else ():
                yield name, value.decl.doc, span
    for function in draft.functions:
        receiver = function.decl.receiver
        if receiver is not None and (function.decl.name in _SELF_EXPLANATORY or not is_exported(receiver.type_name)):
            continue
        yield function.decl.name, function.decl.doc, function.decl.span
