"""Receivers as a person has them: what the plan adds to a type is added in the type's own manner."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scaffold.golang.signature import Slot, body_of, signature
from scaffold.golang.split import Piece


def owner_of(piece: Piece) -> str:
    """The type that a method belongs to; empty for anything else."""
    return piece.names[0].split(".", 1)[0] if piece.kind == "method" else ""


def like_others(new: Piece, base: Iterable[Piece], ours: Iterable[Piece]) -> Piece:
    """A method that the plan adds, with the receiver that a person gave to all the methods of its type."""
    owner = owner_of(new)
    was, here = (_receivers(pieces, owner) for pieces in (base, ours))
    head = signature(new.head)
    if not owner or head is None or head.receiver is None or not here or here == was:
        return new
    kinds, names = {slot.type[:1] == "*" for slot in here}, {slot.name for slot in here}
    text = new.head
    taken = body_of(new.head, new.body).names | {slot.name for slot in (*head.params, *head.results)}
    if len(names) == 1 and not names & {"", "_"} and not {*names, head.receiver.name} & taken:
        text = head.named({head.receiver: names.pop()})
    if kinds == {False}:
        text = re.sub(r"(func \((?:\w+ )?)\*", r"\1", text, count=1)
    return new._replace(head=text)


def _receivers(pieces: Iterable[Piece], owner: str) -> set[Slot]:
    """The receivers of the methods of a type, wherever they stand."""
    heads = [signature(piece.head) for piece in pieces if owner and owner_of(piece) == owner]
    return {head.receiver._replace(start=0, end=0) for head in heads if head is not None and head.receiver is not None}
