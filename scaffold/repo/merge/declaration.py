"""The merge of one declaration: its comment, its first line and its body apart."""

from __future__ import annotations

import re

from scaffold.golang.signature import signature
from scaffold.golang.split import Piece
from scaffold.repo.merge.additions import comments, union
from scaffold.repo.merge.function import merge_function
from scaffold.repo.merge.lines import Conflict, Part, merge
from scaffold.repo.merge.outcome import Outcome, bare


def same(one: Piece, other: Piece) -> bool:
    """Whether two pieces say the same, their leads apart."""
    return _plain(one) == _plain(other)


def alike_heads(one: Piece, other: Piece) -> bool:
    """Whether two declarations begin alike: functions as Go compares them, whatever their parameters are called."""
    heads = [signature(piece.head) if piece.kind in ("func", "method") else None for piece in (one, other)]
    if heads[0] is not None and heads[1] is not None:
        return heads[0].types == heads[1].types
    return one.head.split() == other.head.split()


def _plain(piece: Piece) -> tuple[str, str, str]:
    doc, head, body = single(piece)
    return doc, head, bare(body)


def single(piece: Piece) -> tuple[str, str, str]:
    """Comment, head and body as they are outside a group."""
    if not piece.grouped:
        return piece.doc, piece.head, piece.body
    doc, body = (re.sub(r"(?m)^\t", "", text) for text in (piece.doc, piece.body))
    return doc, f"{piece.kind} {piece.head}", body


def like(piece: Piece, text: str) -> str:
    """A declaration as it stands outside of groups, put where `piece` is."""
    if not piece.grouped:
        return text
    word = f"{piece.kind} "
    lines = [line.removeprefix(word) if line.startswith(word) else line for line in text.splitlines(keepends=True)]
    return "".join("\t" + line if line.strip() else line for line in lines)


def merge_piece(base: Piece | None, ours: Piece, theirs: Piece) -> Outcome:
    """What the plan changed from `base` to `theirs`, brought into `ours`. `base` is None where the plan is new."""
    if base is not None and (same(base, theirs) or same(ours, theirs)):
        return Outcome([ours.doc + ours.code])
    if base is not None and same(base, ours):
        # The last line may lack its end, or have a comment group's indentation.
        return Outcome([like(ours, "".join(single(theirs)))])
    if ours.kind in ("func", "method"):
        return merge_function(base, ours, theirs)
    return _other(base, ours, theirs)


def _other(base: Piece | None, ours: Piece, theirs: Piece) -> Outcome:
    doc, head, body = single(ours)
    their_doc, their_head, their_body = single(theirs)
    if base is None:
        if (head + body).split() == (their_head + their_body).split():
            return Outcome([ours.doc + ours.code])
        base_doc = base_head = base_body = ""
        their_doc = doc
    else:
        base_doc, base_head, base_body = single(base)
    docs = comments(base_doc, doc, their_doc)
    opened = [_opened(text) for text in (base_body, body, their_body)]
    heads = [text.rstrip() for text in (base_head, head, their_head)]
    if base is not None and all(opened) and len(set(heads)) < 3:
        # Members of a struct: each side may have added some.
        new_head = f"{heads[2] if heads[0] == heads[1] else heads[1]} "
        was, mine, new = (text.split("\n", 1)[1] for text in opened)
        inner = merge(was, mine, new, union)
        code: list[Part] = [new_head + opened[1].split("\n", 1)[0] + "\n", *inner]
    else:
        code = merge(base_head + base_body, head + body, their_head + their_body)
    return Outcome(_placed(ours, [*docs, *code]))


def _opened(body: str) -> str:
    """The braces of a type with their content on lines of its own; empty where there are none."""
    match = re.match(r"\{[ \t]*\}", body)
    if match:
        return "{\n}" + body[match.end() :]
    return body if re.match(r"\{[ \t]*(//[^\n]*)?\n", body) else ""


def _placed(ours: Piece, parts: list[Part]) -> list[Part]:
    if not ours.grouped:
        return parts
    return [
        like(ours, part) if isinstance(part, str) else Conflict(*(like(ours, text) for text in part)) for part in parts
    ]
