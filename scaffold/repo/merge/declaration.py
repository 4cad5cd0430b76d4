"""The merge of one declaration: its comment, its first line and its body apart."""

from __future__ import annotations

import re
from typing import NamedTuple

from scaffold.golang.signature import Signature, Slot, body_of, signature
from scaffold.golang.split import Piece
from scaffold.repo.merge.lines import Conflict, Part, merge


class Outcome(NamedTuple):
    """What became of a declaration: its text in parts, without the lead, and what a person may want to know."""

    parts: list[Part]
    notes: tuple[str, ...] = ()


def same(one: Piece, other: Piece) -> bool:
    """Whether two pieces say the same, their leads apart."""
    return _plain(one) == _plain(other)


def _plain(piece: Piece) -> tuple[str, str, str]:
    doc, head, body = single(piece)
    return doc, head, _bare(body)


def _bare(body: str) -> str:
    """A body without what only parts it from the next declaration."""
    return body.rstrip().removesuffix(";").rstrip()


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
        return _function(base, ours, theirs)
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
    docs = merge(base_doc, doc, their_doc, around)
    opened = [_opened(text) for text in (base_body, body, their_body)]
    if base is not None and all(opened) and len({base_head, head, their_head}) < 3:
        # Members of a struct: each side may have added some.
        new_head = their_head if base_head == head else head
        was, mine, new = (text.split("\n", 1)[1] for text in opened)
        inner = merge(was, mine, new, _union)
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


def around(conflict: Conflict) -> str | None:
    """One side only wrote something before or behind the lines that the other one changed."""
    base = conflict.base
    if not base.strip():
        return None
    for side, other in ((conflict.ours, conflict.theirs), (conflict.theirs, conflict.ours)):
        at = f"\n{side}".find(f"\n{base}")
        if at >= 0 and side.count(base) == 1 and other.strip():
            return side[:at] + other + side[at + len(base) :]
    return None


def _union(conflict: Conflict) -> str | None:
    """Both sides added something whole at one place, where order does not matter."""
    if conflict.base.strip():
        return around(conflict)
    if not (_balanced(conflict.ours) and _balanced(conflict.theirs)):
        return None
    if any(re.search(r"\b(return|goto|break|continue|panic)\b", text) for text in (conflict.ours, conflict.theirs)):
        return None
    return conflict.ours + ("" if conflict.ours.endswith("\n") else "\n") + conflict.theirs


def _balanced(text: str) -> bool:
    """Whether brackets, as far as they are seen without reading strings, are closed in order."""
    opened: list[str] = []
    for char in text:
        if char in "([{":
            opened.append(char)
        elif char in ")]}" and (not opened or opened.pop() + char not in ("()", "[]", "{}")):
            return False
    return not opened


# --- functions -------------------------------------------------------------------------------------------------------


def _function(base: Piece | None, ours: Piece, theirs: Piece) -> Outcome:
    name = ours.names[0]
    if base is None:
        return _both_added(ours, theirs)
    docs = merge(base.doc, ours.doc, theirs.doc, around)
    signatures = [signature(piece.head) for piece in (base, ours, theirs)]
    before, mine, new = signatures
    if before is None or mine is None or new is None:
        return Outcome([*docs, *merge(base.code, ours.code, theirs.code)])
    hand_written = _bare(ours.body) != _bare(base.body)
    body: list[Part] = _body(base, ours, theirs, before, new) if hand_written else [theirs.body]
    head, fits = _head(base, ours, theirs, before, mine, new, hand_written)
    if not fits:
        return Outcome([*docs, *_quarrel(base, ours, theirs, body)])
    notes = []
    # Comments among the parameters have no place in the plan's first line: they go above it.
    lost = [f"{comment}\n" for comment in mine.comments if comment not in head]
    if before.types != new.types:
        notes.append(f"{name} has a new signature")
    return Outcome([*docs, *lost, head, *body], tuple(notes))


def _both_added(ours: Piece, theirs: Piece) -> Outcome:
    """A person has written already what the plan now wants too: theirs is the better body."""
    mine, new = signature(ours.head), signature(theirs.head)
    if mine is not None and new is not None and mine.types == new.types:
        return Outcome([ours.doc + ours.code])
    nothing = ours._replace(head="", body="")
    return Outcome([ours.doc, *_quarrel(nothing, ours, theirs, [ours.body])])


def _head(
    base: Piece, ours: Piece, theirs: Piece, before: Signature, mine: Signature, new: Signature, hand_written: bool
) -> tuple[str, bool]:
    """The first line, and whether it is one that the body can live with."""
    if new.head.split() == before.head.split():
        return ours.head, True
    if mine.types not in (before.types, new.types):
        return ours.head, False
    if not hand_written and mine.head.split() == before.head.split():
        return theirs.head, True
    used = body_of(ours.head, ours.body).names if hand_written else frozenset[str]()
    names = _names(before, mine, new, used)
    taken = [names.get(slot, slot.name) for slot in new.slots]
    taken = [name for name in taken if name and name != "_"]
    if len(set(taken)) < len(taken):
        return ours.head, False
    missing = {slot.name for slot in mine.slots if slot.name and slot.name != "_"} & used - set(taken)
    if any(not slot.name and slot in names for slot in new.slots):
        # Go wants names for all parameters or none.
        names |= {slot: "_" for slot in new.params if not slot.name and slot not in names}
    return new.named(names), not missing


def _names(before: Signature, mine: Signature, new: Signature, used: frozenset[str]) -> dict[Slot, str]:
    """What to call the slots of the new signature, where that differs: as a person calls them, or as the body does."""
    names: dict[Slot, str] = {}
    if before.receiver and mine.receiver and new.receiver and mine.receiver.name != new.receiver.name:
        changed = mine.receiver.name != before.receiver.name
        if mine.receiver.name and (changed or mine.receiver.name in used):
            names[new.receiver] = mine.receiver.name
    for was, is_, will in ((before.params, mine.params, new.params), (before.results, mine.results, new.results)):
        if len(was) != len(is_):
            continue
        called = {old.name: own.name for old, own in zip(was, is_, strict=True) if old.name}
        kept = {slot.name for slot in will if slot.name}
        for at, slot in enumerate(will):
            if slot.name in called and called[slot.name] != slot.name and called[slot.name]:
                names[slot] = called[slot.name]
            elif (
                at < len(is_)
                and is_[at].name != slot.name
                and is_[at].name in used
                and was[at].name not in kept
                and was[at].type == slot.type
                and slot.name not in called
                and (slot.name or will is new.params)
            ):
                names[slot] = is_[at].name
    return names


def _body(base: Piece, ours: Piece, theirs: Piece, before: Signature, new: Signature) -> list[Part]:
    """A hand-written body under the plan's new first line."""
    merged = merge(base.body, ours.body, theirs.body, _union)
    same_results = before.result_types == new.result_types
    own = set(body_of(ours.head, ours.body).returns) - set(body_of(base.head, base.body).returns)
    if same_results:
        if ours.kind == "method" and any(isinstance(part, Conflict) for part in merged):
            return [ours.body]  # the plan has a stub there, which somebody has filled in
        return merged
    clean = not any(isinstance(part, Conflict) for part in merged)
    if clean and not own:
        return merged
    inner = [_inner(piece.body) for piece in (base, ours, theirs)]
    if None in inner:
        return [Conflict(base.body, ours.body, theirs.body)]
    opening = ours.body.partition("\n")[0] + "\n"
    tail = ours.body[len(opening) + len(inner[1] or "") :]
    return [opening, Conflict(inner[0] or "", inner[1] or "", inner[2] or ""), tail]


def _inner(body: str) -> str | None:
    """The lines between the braces of a body; None where they share a line with a brace."""
    match = re.match(r"(\{[^\n]*\n)((?:.*\n)?)[ \t]*\}[^\n]*\n?\Z", body, re.DOTALL)
    return match[2] if match and re.match(r"\{[ \t]*(//[^\n]*)?\n", match[1]) else None


def _quarrel(base: Piece, ours: Piece, theirs: Piece, body: list[Part]) -> list[Part]:
    """Both first lines, in dispute, over the body; over everything where the body shares the line."""
    first = body[0] if body else ""
    if isinstance(first, str) and re.match(r"\{[ \t]*\n", first):
        opening, _, rest = first.partition("\n")
        heads = [f"{piece.head.rstrip()} {opening}\n" if piece.head else "" for piece in (base, ours, theirs)]
        return [Conflict(heads[0], heads[1], heads[2]), rest, *body[1:]]
    return [Conflict(base.code, ours.code, theirs.code)]
