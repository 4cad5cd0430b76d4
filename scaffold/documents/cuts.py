"""The tree of a plan without declarations of Go: what was left out of a document is not written again."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from collections.abc import Mapping as Table
from typing import NamedTuple

from scaffold.golang.ast import FuncDecl, TypeDecl, ValueDecl, ValueSpec
from scaffold.golang.loose import Chunk, chunks
from scaffold.model import TypePlan
from scaffold.node import Mapping, Node, Scalar, Sequence
from scaffold.salvage.pieces import Piece
from scaffold.source import Text, joined


class _Gone(NamedTuple):
    """A declaration that is gone: its names, and where it begins and ends in the document."""

    names: tuple[str, ...]
    start: int
    end: int


_Places = Table[int, _Gone]
"""Declarations that are gone, by where their names stand in the document."""


def without_pieces(tree: Mapping, gone: Table[Hashable, Piece]) -> Mapping:
    """The tree without the declarations that are gone; what is no declaration of its own stays as it is."""
    places: dict[int, _Gone] = {}
    for key, piece in gone.items():
        if key == piece.key and (names := _declared_names(piece.thing)):
            places[piece.place.offsets[0]] = _Gone(names, piece.start, piece.end)
    rest = _without(tree, "", places)
    assert isinstance(rest, Mapping)
    return rest


def _declared_names(thing: object) -> tuple[str, ...]:
    """The names of a declaration, as a chunk of Go has them; none of anything else."""
    decl = thing.decl if isinstance(thing, TypePlan) else thing
    match decl:
        case FuncDecl():
            return (f"{decl.receiver.type_name}.{decl.name}" if decl.receiver else decl.name,)
        case ValueDecl():
            return tuple(name for spec in decl.specs for name, _ in spec.names)
        case ValueSpec():
            return tuple(name for name, _ in decl.names)
        case TypeDecl():
            return (decl.name,)
        case _:
            return ()


def _without(node: Node, key: str, places: _Places) -> Node | None:
    """The node without what stands at `places`; None where nothing is left of it."""
    if isinstance(node, Scalar):
        return _cut_code(node, places) if key == "go" else node
    if isinstance(node, Sequence):
        items = [_without(item, key, places) for item in node.items]
        kept = tuple(item for item in items if item is not None)
        return node._replace(items=kept) if kept or not node.items else None
    entries = []
    for entry in node.entries:
        # The names of files in a map of them stand between `go` and the code.
        value = _without(entry.value, "go" if key == "go" else entry.key.value, places)
        if value is not None:
            entries.append(entry._replace(value=value))
    has_lost_all_code = len(entries) < len(node.entries) and not any(
        entry.key.value in ("go", "interfaces", "types", "errors") for entry in entries
    )
    if key != "" and node.entries and (not entries or has_lost_all_code):
        return None
    return node._replace(entries=tuple(entries))


def _cut_code(code: Scalar, places: _Places) -> Scalar | None:
    """A block of Go without the declarations at `places`; None where it was all of them."""
    text = code.text
    first, last = text.origin(0), text.origin(max(len(text.value) - 1, 0))
    if not any(first <= place <= last for place in places):
        return code
    stretches = sorted(stretch for chunk in chunks(text) for stretch in _stretches(chunk, text, places))
    pieces: list[str | Text] = []
    end = 0
    for start, following in stretches:
        pieces.append(text.part(end, max(start, end)))
        end = max(following, end)
    pieces.append(text.part(end, len(text.value)))
    rest = joined(pieces)
    if not re.sub(r"(?m)^[ \t]*(?:package[ \t]+\w+[ \t]*;?)?[ \t]*(?://.*)?$", "", rest.value).strip():
        return None
    return code._replace(text=rest)


def _stretches(chunk: Chunk, text: Text, places: _Places) -> Iterator[tuple[int, int]]:
    """What of a chunk is gone: all of it, or lines of a group of constants or variables."""
    start, end = text.origin(chunk.start), text.origin(max(chunk.end - 1, chunk.start))
    inside = [gone for place, gone in places.items() if start <= place <= end]
    if set(chunk.names) == {name for gone in inside for name in gone.names}:
        yield chunk.start, _end_of_line(text.value, chunk.end)
    elif chunk.kind in ("const", "var"):
        for gone in inside:
            yield from _lines(chunk, text, gone)


def _lines(chunk: Chunk, text: Text, gone: _Gone) -> Iterator[tuple[int, int]]:
    """The lines of a chunk on which a declaration stands."""
    start = chunk.start
    while start < chunk.end:
        end = text.value.find("\n", start, chunk.end) + 1 or chunk.end
        if text.origin(start) <= gone.end and gone.start <= text.origin(max(end - 1, start)):
            yield start, end
        start = end


def _end_of_line(value: str, offset: int) -> int:
    """Behind the line in which a declaration ends, where nothing but a comment follows in it."""
    found = re.compile(r"[ \t]*;?[ \t]*(?://[^\n]*)?\n?").match(value, offset)
    return found.end() if found is not None else offset
