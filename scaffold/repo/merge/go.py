"""The three-way merge of a Go file, declaration by declaration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from scaffold.golang.split import Key, Parts, Piece, comments_in
from scaffold.repo.merge.additions import comments
from scaffold.repo.merge.declaration import alike_heads, merge_piece, same
from scaffold.repo.merge.embedded import Embedded
from scaffold.repo.merge.imports import merged_imports
from scaffold.repo.merge.lines import Part, Settled, merge, settle
from scaffold.repo.merge.outcome import Note
from scaffold.repo.merge.places import told
from scaffold.repo.merge.prepare import Request, prepared
from scaffold.repo.merge.receivers import like_others, owner_of


class Merged(NamedTuple):
    """The merged file. `notes` say what was done, `kept` what was left although the plan would have it otherwise."""

    settled: Settled
    notes: tuple[str, ...]
    kept: tuple[str, ...]


def merge_go(request: Request, side: str = "markers") -> Merged | None:
    """Merge a file; None where what is on disk is no Go. `side` is what becomes of conflicts."""
    files = prepared(request)
    if files is None:
        return None
    base, ours, theirs, _ = files
    merger = _Merger(*files)
    clause = settle(merger.clause(), side)
    body = [settle(parts, side) for parts in merger.declarations()]
    code = "".join(one.text for one in body)
    total = [clause, *body]
    text = clause.text + merged_imports(base, ours, theirs, code) + code
    if not any(one.conflicts for one in total):
        text = _laid_out(text, request.ours)
    settled = Settled(
        text,
        sum(one.conflicts for one in total),
        any(one.lost for one in total),
        any(one.refused for one in total),
    )
    return Merged(settled, told(merger.notes, text), tuple(merger.kept))


def _laid_out(text: str, ours: str) -> str:
    """A merged file as gofmt has it, if that of a person was so."""
    if text == ours:
        return text
    from scaffold.golang.gofmt import format_source

    formatted = format_source(text)
    if not isinstance(formatted, str) or formatted == text or format_source(ours) != ours:
        return text
    return formatted


class _Merger:
    """The notes of one merge; `ours` gives the order."""

    def __init__(self, base: Parts, ours: Parts, theirs: Parts, elsewhere: Mapping[str, str]) -> None:
        self.base, self.ours, self.theirs = base, ours, theirs
        self.elsewhere = elsewhere
        self.notes: list[Note] = []
        self.kept: list[str] = []
        self.embedded = Embedded(ours, theirs, elsewhere)
        self.before, self.here, self.new = (
            {piece.key: piece for piece in parts.pieces if piece.key and piece.kind != "import"}
            for parts in (base, ours, theirs)
        )

    def clause(self) -> list[Part]:
        """The package clause and what stands before it."""
        base, ours, theirs = self.base.clause, self.ours.clause, self.theirs.clause
        parts = [*merge(base.lead, ours.lead, theirs.lead), *comments(base.doc, ours.doc, theirs.doc)]
        names = [one.package for one in (self.base, self.ours, self.theirs)]
        was, will = base.code, theirs.code
        if names[1] == f"{names[0]}_test":
            names[0], names[2] = names[1], f"{names[2]}_test"
            was, will = (f"{one.head}_test{one.body}" for one in (base, theirs))
        if names[0] == names[1] or self.base.package == self.theirs.package:
            name = names[2] if names[0] == names[1] else names[1]
            parts.append(f"{ours.head.removesuffix(names[1])}{name}{ours.body}")
        else:
            parts += merge(_ended(was), _ended(ours.code), _ended(will))
        return parts

    def declarations(self) -> Iterable[list[Part]]:
        """Each declaration of the merged file, in order, with what stands before it."""
        chunks = [(piece.key, self._ours(piece)) for piece in self.ours.pieces if piece.kind != "import"]
        whole = [piece for piece in self.ours.pieces if piece.kind != "import"]
        for key, piece in self.new.items():
            if key not in self.here and self._wanted(key, piece):
                at = self._place(key, [chunk[0] for chunk in chunks], whole)
                new = like_others(piece, self.base.pieces, self.ours.pieces)
                chunks.insert(at, (key, [_apart(chunks, at, new) + new.doc + _ended(new.code)]))
                whole.insert(at, piece)
        self._tell_deleted()
        tail = self.ours.tail
        if chunks and tail == "" and not self.ours.text.endswith("\n"):
            return [[*parts] for _, parts in chunks]
        return [*(parts for _, parts in chunks), [tail]]

    def _ours(self, piece: Piece) -> list[Part]:
        key = piece.key
        base, theirs = self.before.get(key), self.new.get(key)
        if not key or (base is None and theirs is None):
            return [piece.text]
        if theirs is None:
            assert base is not None
            if same(base, piece) or set(piece.names) == {"_"}:
                self.notes.append(Note(f"{_called(piece)} left the plan"))
                words = _own_comments(base, piece)
                return [piece.lead + words] if words or piece.lead.strip() != base.lead.strip() else []
            self.kept.append(f"{_called(piece)} left the plan, but was edited by hand")
            return [piece.text]
        outcome = merge_piece(base, piece, theirs)
        self.notes += outcome.notes
        self.kept += outcome.kept
        return [piece.lead, *outcome.parts]

    def _wanted(self, key: Key, piece: Piece) -> bool:
        """Whether something of the plan that is not in this file belongs there."""
        elsewhere = [self.elsewhere[name] for name in piece.names if name in self.elsewhere and name != "_"]
        if key in self.before:
            return False
        if elsewhere:
            self.kept.append(f"{_called(piece)} is in {elsewhere[0]} already: it has to be as the plan says now")
            return False
        if set(piece.names) == {"_"} and self._removed_assertions():
            self.kept.append(f"{_called(piece)} is in the plan now, but what was there for it was removed by hand")
            return False
        owner = owner_of(piece)
        if owner in self.base.names and owner not in self.ours.names and owner not in self.elsewhere:
            self.kept.append(f"{_called(piece)} is in the plan now, but {owner} was removed by hand")
            return False
        promotion = self.embedded.promotion(owner, piece.names[0].partition(".")[2]) if owner else None
        if promotion is not None and promotion.is_certain:
            self.kept.append(
                f"{_called(piece)} is in the plan now: {owner} has it from {promotion.type}, which it embeds, "
                "so that no stub is added"
            )
            return False
        self.notes.append(Note(f"{_called(piece)} is new"))
        if promotion is not None:
            text = f"the stub of {_called(piece)} hides that of {promotion.type}, which {owner} embeds, if it has one"
            self.kept.append(text)
        return True

    def _tell_deleted(self) -> None:
        for key, base in self.before.items():
            theirs = self.new.get(key)
            if key in self.here or theirs is None or same(base, theirs) or alike_heads(base, theirs):
                continue
            if self._is_promoted(base):
                continue
            where = next((self.elsewhere[name] for name in base.names if name in self.elsewhere), None)
            place = f"it is in {where} now" if where else "it was removed by hand"
            self.kept.append(f"the plan changed {_called(base)}, but {place}: change it there, if need be")

    def _removed_assertions(self) -> bool:
        """Whether a person removed all that the plan asserted (``var _``)."""
        asserted = [key for key, piece in self.before.items() if set(piece.names) == {"_"}]
        return bool(asserted) and not any(key in self.here for key in asserted)

    def _is_promoted(self, piece: Piece) -> bool:
        """Whether a method that is not there comes from what its type embeds."""
        owner = owner_of(piece)
        promotion = self.embedded.promotion(owner, piece.names[0].partition(".")[2]) if owner else None
        return promotion is not None and promotion.is_certain

    def _place(self, key: Key, keys: list[Key], whole: list[Piece]) -> int:
        """Where a new declaration goes: behind the one that the plan has before it, else before the next one."""
        order = list(self.new)
        at = order.index(key)
        for before in reversed(order[:at]):
            if before in keys:
                return _behind(keys.index(before), whole)
        for behind in order[at + 1 :]:
            if behind in keys:
                return _before(keys.index(behind), whole)
        return len(keys)


def _behind(at: int, whole: list[Piece]) -> int:
    """The first place behind a piece where a declaration can stand: not inside a group, not in the middle of a line."""
    end = at + 1
    if whole[at].grouped:
        while whole[end - 1].kind != "close":
            end += 1
    while end < len(whole) and not whole[end - 1].code.endswith("\n"):
        end += 1
    return end


def _before(at: int, whole: list[Piece]) -> int:
    if whole[at].grouped:
        while whole[at].kind != "open":
            at -= 1
    while at and not whole[at - 1].code.endswith("\n"):
        at -= 1
    return at


def _apart(chunks: list[tuple[Key, list[Part]]], at: int, piece: Piece) -> str:
    """What parts a new declaration from the one before it: an empty line at least."""
    if at == 0:
        return piece.lead if "\n" in piece.lead else "\n"
    last = chunks[at - 1][1]
    text = last[-1] if last and isinstance(last[-1], str) else "\n"
    lead = piece.lead if piece.lead.startswith("\n") else "\n" + piece.lead
    return lead if text.endswith("\n") or not text else "\n" + lead


def _ended(code: str) -> str:
    return code if code.endswith("\n") else f"{code}\n"


def _own_comments(base: Piece, piece: Piece) -> str:
    """The comments that a person has written at a declaration and in it, as lines."""
    lines = [line for line in piece.doc.splitlines(keepends=True) if line not in base.doc]
    inside, known = (comments_in(f"{one.kind} {one.code}" if one.grouped else one.code) for one in (piece, base))
    return "".join([*lines, *(_ended(comment) for comment in inside if comment not in known)])


def _called(piece: Piece) -> str:
    names = [name for name in piece.names if name != "_"]
    return ", ".join(names) if names else f"`{piece.head.strip()}`"
