"""The merge of a function: the plan's first line over the body that a person wrote."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from scaffold.golang.parameters import with_parameters
from scaffold.golang.signature import Signature, Slot, body_of, signature
from scaffold.golang.split import Piece
from scaffold.repo.merge.additions import comments, union
from scaffold.repo.merge.cases import without_new_cases
from scaffold.repo.merge.lines import Conflict, Part, merge
from scaffold.repo.merge.outcome import Note, Outcome, bare


def merge_function(base: Piece | None, ours: Piece, theirs: Piece) -> Outcome:
    """What the plan changed of a function, brought into it as a person has it. `base` is None where the plan is new."""
    name = ours.names[0]
    if base is None:
        return _both_added(ours, theirs)
    docs = comments(base.doc, ours.doc, theirs.doc)
    signatures = [signature(piece.head) for piece in (base, ours, theirs)]
    before, mine, new = signatures
    if before is None or mine is None or new is None:
        return Outcome([*docs, *merge(base.code, ours.code, theirs.code)])
    called = _own_names(before, mine)
    base, theirs = (each._replace(body=with_parameters(each.head, each.body, called)) for each in (base, theirs))
    hand_written = bare(ours.body) != bare(base.body)
    body: list[Part] = _body(base, ours, theirs, before, new) if hand_written else [theirs.body]
    kept: tuple[str, ...] = ()
    missing = without_new_cases(base.body, ours.body, theirs.body) if ours.kind == "func" else None
    if missing is not None and any(isinstance(part, Conflict) for part in body):
        # Its cases are a person's by now.
        body = [ours.body]
        kept = tuple(f"the plan has {each} now, and {name} no case for it" for each in missing)
    head = _head(ours, theirs, before, mine, new, body_of(ours.head, ours.body).names if hand_written else None)
    if head is None:
        return Outcome([*docs, *_quarrel(base, ours, theirs, body)])
    # Comments among the parameters have no place in the plan's first line: they go above it.
    lost = [f"{comment}\n" for comment in mine.comments if comment not in head.text]
    swapped = _swapped(before, new)
    callee = name if before.lists != new.lists or swapped else ""
    # A body that stays as it is returns what the plan's new first line may not take.
    returns = before.result_types != new.result_types and base.body != ours.body and body == [ours.body]
    note = Note(f"{name} has a new signature{head.note}", callee, head.uses, returns)
    told = before.types != new.types or swapped or head.note
    return Outcome([*docs, *lost, head.text, *body], (note,) if told else (), kept)


_WORD = re.compile(r"[A-Za-z_]\w*")


def _own_names(before: Signature, mine: Signature) -> dict[str, str]:
    """What a person calls the receiver and the parameters of the plan's."""
    if [slot.type for slot in before.params] != [slot.type for slot in mine.params]:
        return {}
    pairs = list(zip(before.params, mine.params, strict=True))
    if before.receiver is not None and mine.receiver is not None:
        pairs.append((before.receiver, mine.receiver))
    named = ((was.name, own.name) for was, own in pairs if was.name and own.name not in ("", "_"))
    return {was: own for was, own in named if was != own}


def _swapped(before: Signature, new: Signature) -> bool:
    """Whether parameters stand in another order, which Go does not see where their types are the same."""
    was, will = ([slot.name for slot in one.params] for one in (before, new))
    return was != will and sorted(was) == sorted(will)


def _both_added(ours: Piece, theirs: Piece) -> Outcome:
    """A person has written already what the plan now wants too: theirs is the better body."""
    mine, new = signature(ours.head), signature(theirs.head)
    if mine is not None and new is not None and mine.types == new.types:
        return Outcome([ours.doc + ours.code])
    nothing = ours._replace(head="", body="")
    return Outcome([ours.doc, *_quarrel(nothing, ours, theirs, [ours.body])])


class _Head(NamedTuple):
    """A first line that the body can live with, and what it may have to be changed for: `note` says it of names that
    are hidden, `uses` are parameters whose types are others now."""

    text: str
    note: str = ""
    uses: tuple[str, ...] = ()


def _head(
    ours: Piece, theirs: Piece, before: Signature, mine: Signature, new: Signature, used: frozenset[str] | None
) -> _Head | None:
    """The merged first line; None where the sides differ over it. `used` are the names in a hand-written body."""
    if new.head.split() == before.head.split():
        return _Head(ours.head)
    target = new if mine.types in (before.types, new.types) else _composed(before, mine, new)
    if target is None:
        return None
    if used is None:
        if mine.head.split() == before.head.split():
            return _Head(theirs.head)
        used = frozenset()
    target = _with_own_results(before, mine, target, used)
    names = _names(before, mine, target, used)
    own = {slot.name for slot in mine.slots if slot.name and slot.name != "_"}
    hidden = [slot for slot in target.slots if names.get(slot, slot.name) in used - own]
    # What the plan calls as a person calls the receiver or another parameter: nothing can use it.
    own_names = {names[slot] for slot in target.slots if slot in names}
    doubles = [slot for slot in (*target.params, *target.results) if slot not in names and slot.name in own_names]
    names |= dict.fromkeys([*hidden, *doubles], "_")
    taken = [name for slot in target.slots if (name := names.get(slot, slot.name)) and name != "_"]
    if len(set(taken)) < len(taken) or own & used - {*taken}:
        return None
    if any(not slot.name and slot in names for slot in target.slots):
        # Go wants names for all parameters or none.
        names |= {slot: "_" for slot in target.params if not slot.name and slot not in names}
    note = [f"{slot.name} is _ in it, since its body calls something else so" for slot in hidden]
    note += [f"{slot.name} is _ in it, since something else of it is called so" for slot in doubles]
    text = target.named(names)
    if _params_stay(before, mine, new):
        # As they are laid out, too: in groups, or on lines of their own.
        final = signature(text)
        text = final.composed(final, mine, final) if final is not None else text
    return _Head(text, ": " + "; ".join(note) if note else "", _retyped(mine, target, names, used))


def _params_stay(before: Signature, mine: Signature, new: Signature) -> bool:
    """Whether neither side changed a parameter, names of a person's apart."""
    was, own, will = ([(slot.name, slot.type) for slot in one.params] for one in (before, mine, new))
    return was == will and [kind for _, kind in was] == [kind for _, kind in own]


def _composed(before: Signature, mine: Signature, new: Signature) -> Signature | None:
    """A first line in which each list that the plan changed is the plan's, and each that a person changed is theirs."""
    sources = []
    for was, own, will in zip(before.lists, mine.lists, new.lists, strict=True):
        if was != will and own not in (was, will):
            return None
        sources.append(mine if was == will else new)
    receivers = [one.receiver.type if one.receiver else "" for one in (before, mine, new)]
    if receivers[0] != receivers[2] and receivers[1] not in (receivers[0], receivers[2]):
        return None
    return signature((mine if receivers[0] == receivers[2] else new).composed(*sources))


def _with_own_results(before: Signature, mine: Signature, target: Signature, used: frozenset[str]) -> Signature:
    """Results whose types the plan leaves alone stay as they are where only a person named them, and where all that
    the plan brings is a name that the body has for something else."""
    was, own, will = ({slot.name for slot in one.results if slot.name} for one in (before, mine, target))
    theirs_alone = own and not was and not will
    if before.result_types != target.result_types or not (theirs_alone or (will & used and not own)):
        return target
    return signature(target.composed(target, target, mine)) or target


def _retyped(mine: Signature, target: Signature, names: Mapping[Slot, str], used: frozenset[str]) -> tuple[str, ...]:
    """The parameters that the body uses and whose types are others in the new first line."""
    types = {slot.name: slot.type for slot in mine.params if slot.name in used}
    called = {names.get(slot, slot.name): slot.type for slot in target.params}
    return tuple(name for name, kind in types.items() if called.get(name, kind) != kind)


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
    merged = merge(base.body, ours.body, theirs.body, union)
    same_results = before.result_types == new.result_types
    own = set(body_of(ours.head, ours.body).returns) - set(body_of(base.head, base.body).returns)
    if same_results:
        if ours.kind == "method" and any(isinstance(part, Conflict) for part in merged):
            return [ours.body]  # the plan has a stub there, which somebody has filled in
        return merged
    clean = not any(isinstance(part, Conflict) for part in merged)
    if clean and not own:
        return merged
    if _agree(base.body, theirs.body, before, new):
        return [ours.body]  # a plan that has nothing new to say of the body is no party to a conflict over it
    inner = [_inner(piece.body) for piece in (base, ours, theirs)]
    if None in inner:
        return [Conflict(base.body, ours.body, theirs.body)]
    opening = ours.body.partition("\n")[0] + "\n"
    tail = ours.body[len(opening) + len(inner[1] or "") :]
    return [opening, Conflict(inner[0] or "", inner[1] or "", inner[2] or ""), tail]


def _agree(base: str, theirs: str, before: Signature, new: Signature) -> bool:
    """Whether the plan's body is the same as before, names of result types apart."""
    if len(before.results) != len(new.results):
        return False
    old, own = ([word for slot in one.results for word in _WORD.findall(slot.type)] for one in (before, new))
    renamed = dict(zip(old, own, strict=True)) if len(old) == len(own) else {}
    return _WORD.sub(lambda word: renamed.get(word[0], word[0]), base).split() == theirs.split()


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
