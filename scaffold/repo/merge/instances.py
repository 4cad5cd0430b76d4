"""Type parameters that a type gets or loses: what a person wrote inside of its methods and constructor goes along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scaffold.golang.renaming import edited
from scaffold.golang.split import Parts, base_type, preorder, tree_of
from scaffold.golang.type_parameters import Names, type_parameters

_FUNCTIONS = ("function_declaration", "method_declaration")


def changed_instances(base: Parts, theirs: Parts) -> dict[str, tuple[Names, Names]]:
    """The types of a file whose type parameters are others now: those of before and of now, by name."""
    was, will = type_parameters(base.text), type_parameters(theirs.text)
    owners = {
        piece.names[0]
        for piece in theirs.pieces
        if piece.kind == "type" and len(piece.names) == 1 and piece.names[0] in base.names
    }
    pairs = {owner: (was.get(owner, ()), will.get(owner, ())) for owner in sorted(owners)}
    return {owner: pair for owner, pair in pairs.items() if pair[0] != pair[1]}


def with_instances(text: str, theirs: Parts, changed: Mapping[str, tuple[Names, Names]]) -> str:
    """A file in which such types have their new arguments wherever these are in scope: in the type's methods, and in
    functions that the plan gives them."""
    found = tree_of(text) if changed else None
    if found is None:
        return text
    data, root = found
    generic = type_parameters(theirs.text)
    edits: list[tuple[int, int, str]] = []
    for function in (node for node in root.children if node.type in _FUNCTIONS):
        receiver, name = (function.child_by_field_name(field) for field in ("receiver", "name"))
        for owner, (was, will) in changed.items():
            own = base_type(receiver) == owner if receiver is not None else generic.get(name.text.decode()) == will
            if own or (receiver is None and not will and name.text.decode() in theirs.names):
                edits += _edits(function, owner, was, will)
    return edited(data, edits)


def _edits(function: Any, owner: str, was: Names, will: Names) -> Iterator[tuple[int, int, str]]:
    for node in preorder(function):
        if node.type != "type_identifier" or node.text.decode() != owner or node.parent.type == "qualified_type":
            continue
        whole = node.parent if node.parent.type == "generic_type" else None
        arguments = tuple(each.text.decode() for each in whole.children[-1].named_children) if whole is not None else ()
        if len(arguments) != len(was):
            continue
        named = dict(zip(was, arguments, strict=True))
        text = ", ".join(named.get(name, name) for name in will)
        yield node.start_byte, (whole or node).end_byte, f"{owner}[{text}]" if will else owner
