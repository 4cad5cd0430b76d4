"""The three-way merge of a Go file, declaration by declaration."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from scaffold.golang.import_edit import Wish, added, groups_of, specs_of, without
from scaffold.golang.renaming import ImportSpec, Renaming, qualifiers, renamed, requalified
from scaffold.golang.split import Key, Parts, Piece, split
from scaffold.repo.merge.alike import alike
from scaffold.repo.merge.declaration import merge_piece, same
from scaffold.repo.merge.lines import BASE, Part, Settled, merge, settle


class Request(NamedTuple):
    """One merge: the texts as last generated, as on disk and as generated now, with LF line ends.

    `renaming` is what the plan calls otherwise now. `elsewhere` gives for names that other files of the package
    declare the file that does (methods as ``Type.Method``).
    """

    base: str
    ours: str
    theirs: str
    renaming: Renaming = Renaming()
    elsewhere: Mapping[str, str] = {}


class Merged(NamedTuple):
    """The merged file. `notes` say what was done, `kept` what was left although the plan would have it otherwise."""

    settled: Settled
    notes: tuple[str, ...]
    kept: tuple[str, ...]


def merge_go(request: Request, side: str = "markers") -> Merged | None:
    """Merge a file; None where what is on disk is no Go. `side` is what becomes of conflicts."""
    files = _prepared(request)
    if files is None:
        return None
    base, ours, theirs = files
    merger = _Merger(base, ours, theirs, request.elsewhere)
    clause = settle(merger.clause(), side)
    body = [settle(parts, side) for parts in merger.declarations()]
    code = "".join(one.text for one in body)
    imports = _imports(base, ours, theirs, code)
    total = [clause, *body]
    text = clause.text + imports + code
    settled = Settled(
        text,
        sum(one.conflicts for one in total),
        any(one.lost for one in total),
        any(one.refused for one in total),
    )
    return Merged(settled, tuple(merger.notes), tuple(merger.kept))


def _prepared(request: Request) -> tuple[Parts, Parts, Parts] | None:
    """The three files, with everything called as in `ours` after its renames: only real changes are left."""
    base, ours, theirs = (split(text) for text in request[:3])
    if base is None or ours is None or theirs is None:
        return None
    if request.renaming:
        live = _live(request.renaming, base, ours, theirs, request.elsewhere)
        base, ours = split(renamed(request.base, live)), split(renamed(request.ours, live))
        assert base is not None
        assert ours is not None
    taken = {*ours.names, *request.elsewhere}
    own = {spec.path: spec.local for spec in _specs(ours)}
    found = []
    for parts in (base, theirs):
        names: dict[str, str] = {}
        for spec in _specs(parts):
            name = own.get(spec.path)
            if name in (None, "_", "."):
                name = _free(spec.local, {*taken, *(local for path, local in own.items() if path != spec.path)})
                own[spec.path] = name
            if name and name != spec.local:
                names[spec.local] = name
        found.append(requalified(parts.text, names))
    base, theirs = (split(text) for text in alike(found[0], ours.text, found[1]))
    assert base is not None
    assert theirs is not None
    return base, ours, theirs


def _live(renaming: Renaming, base: Parts, ours: Parts, theirs: Parts, elsewhere: Mapping[str, str]) -> Renaming:
    """Those of the renames that are still to be carried out: a plan says ``was:`` long after that."""

    def due(old: str, new: str) -> bool:
        if old in base.names:
            return new in theirs.names and new not in base.names
        return old not in ours.names and old not in elsewhere

    methods = {
        (owner, old): new
        for (owner, old), new in renaming.methods.items()
        if due(f"{owner}.{old}", f"{renaming.types.get(owner, owner)}.{new}")
    }
    return renaming._replace(
        types={old: new for old, new in renaming.types.items() if due(old, new)},
        functions={old: new for old, new in renaming.functions.items() if due(old, new)},
        methods=methods,
    )


def _free(name: str, taken: Collection[str]) -> str:
    free, number = name, 2
    while free in taken:
        free, number = f"{name}{number}", number + 1
    return free


def _specs(parts: Parts) -> list[ImportSpec]:
    return [spec for piece in parts.pieces if piece.kind == "import" for spec in specs_of(piece.doc + piece.code)]


class _Merger:
    """The notes of one merge; `ours` gives the order."""

    def __init__(self, base: Parts, ours: Parts, theirs: Parts, elsewhere: Mapping[str, str]) -> None:
        self.base, self.ours, self.theirs = base, ours, theirs
        self.elsewhere = elsewhere
        self.notes: list[str] = []
        self.kept: list[str] = []
        self.before, self.here, self.new = (
            {piece.key: piece for piece in parts.pieces if piece.key and piece.kind != "import"}
            for parts in (base, ours, theirs)
        )

    def clause(self) -> list[Part]:
        """The package clause and what stands before it."""
        base, ours, theirs = self.base.clause, self.ours.clause, self.theirs.clause
        parts = [*merge(base.lead, ours.lead, theirs.lead), *merge(base.doc, ours.doc, theirs.doc)]
        names = [one.package for one in (self.base, self.ours, self.theirs)]
        if names[1] == f"{names[0]}_test":
            names[0], names[2] = names[1], f"{names[2]}_test"
        if names[0] == names[1] or self.base.package == self.theirs.package:
            name = names[2] if names[0] == names[1] else names[1]
            parts.append(f"package {name}{ours.body}" if name != self.ours.package else ours.code)
        else:
            parts += merge(f"package {names[0]}\n", f"package {names[1]}\n", f"package {names[2]}\n")
        return parts

    def declarations(self) -> Iterable[list[Part]]:
        """Each declaration of the merged file, in order, with what stands before it."""
        chunks = [(piece.key, self._ours(piece)) for piece in self.ours.pieces if piece.kind != "import"]
        whole = [piece for piece in self.ours.pieces if piece.kind != "import"]
        for key, piece in self.new.items():
            if key not in self.here and self._wanted(key, piece):
                at = self._place(key, [chunk[0] for chunk in chunks], whole)
                chunks.insert(at, (key, [_apart(chunks, at, piece) + piece.doc + _ended(piece.code)]))
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
            return [piece.lead + piece.doc + self._own_head(piece) + piece.body]
        if theirs is None:
            assert base is not None
            if same(base, piece):
                self.notes.append(f"{_called(piece)} left the plan")
                return [] if piece.lead.strip() == base.lead.strip() else [piece.lead]
            self.kept.append(f"{_called(piece)} left the plan, but was edited by hand")
            return [piece.text]
        outcome = merge_piece(base, piece, theirs)
        self.notes += outcome.notes
        return [piece.lead, *outcome.parts]

    def _own_head(self, piece: Piece) -> str:
        """The first line of a method that is a person's alone: its type may have got type parameters, or lost them."""
        if piece.kind != "method":
            return piece.head
        owner = piece.names[0].split(".", 1)[0]
        was, will = (_receiver(pieces, owner) for pieces in (self.before, self.new))
        match = _RECEIVER.match(piece.head)
        if not was or not will or was == will or match is None or match[2] != was:
            return piece.head
        return f"{match[1]}{will}{piece.head[match.end(2) :]}"

    def _wanted(self, key: Key, piece: Piece) -> bool:
        """Whether something of the plan that is not in this file belongs there."""
        elsewhere = [self.elsewhere[name] for name in piece.names if name in self.elsewhere and name != "_"]
        if key in self.before:
            return False
        if elsewhere:
            self.kept.append(f"{_called(piece)} is in {elsewhere[0]} already: it has to be as the plan says now")
            return False
        self.notes.append(f"{_called(piece)} is new")
        return True

    def _tell_deleted(self) -> None:
        for key, base in self.before.items():
            theirs = self.new.get(key)
            if key in self.here or theirs is None or same(base, theirs) or base.head.split() == theirs.head.split():
                continue
            where = next((self.elsewhere[name] for name in base.names if name in self.elsewhere), None)
            place = f"it is in {where} now" if where else "it was removed by hand"
            self.kept.append(f"the plan changed {_called(base)}, but {place}: change it there, if need be")

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


_RECEIVER = re.compile(r"(func \((?:\w+ )?)([^)]*)(?=\))")


def _receiver(pieces: Mapping[Key, Piece], owner: str) -> str:
    """The receiver's type, as it is written in the methods of a type; empty if there are none."""
    for piece in pieces.values():
        match = _RECEIVER.match(piece.head) if piece.kind == "method" else None
        if match is not None and piece.names[0].split(".", 1)[0] == owner:
            return match[2]
    return ""


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


def _called(piece: Piece) -> str:
    names = [name for name in piece.names if name != "_"]
    return ", ".join(names) if names else f"`{piece.head.strip()}`"


# --- imports ---------------------------------------------------------------------------------------------------------


def _imports(base: Parts, ours: Parts, theirs: Parts, code: str) -> str:
    """The import declarations of the merged file, whose other declarations are `code`."""
    was, here, new = (_declared(parts) for parts in (base, ours, theirs))
    own, plan, scaffolds = specs_of(here), specs_of(new), {spec.path for spec in specs_of(was)}
    used = qualifiers(code)
    if used is None:
        # Conflicts: what either side may need stays.
        sides = re.sub(rf"(?ms)^\|{{7}} {BASE}\n.*?^=======\n", "", code)
        used = frozenset(re.findall(r"\b(\w+)\s*\.", sides))
    paths = {spec.path: spec.local for spec in own}
    drop = [spec for spec in own if spec.path in scaffolds and spec.name not in ("_", ".") and spec.local not in used]
    wishes = []
    for spec in plan:
        local = spec.local
        known = paths.get(spec.path)
        if known is not None and known not in ("_", "."):
            continue
        name = _free(local, {*ours.names, *(each for path, each in paths.items() if path != spec.path)})
        blank = spec.name == "_" and spec.path not in scaffolds
        if blank or name in used:
            alias = spec.name if name == local else name
            group = next((group for group in groups_of(new) if spec.path in group), frozenset[str]())
            wishes.append(Wish(alias, spec.path, group))
            paths[spec.path] = name
    kept = {(spec.name, spec.path) for spec in own} - {(spec.name, spec.path) for spec in drop}
    kept |= {(wish.name, wish.path) for wish in wishes}
    if here == was and kept == {(spec.name, spec.path) for spec in plan}:
        return new
    if drop:
        here = without(here, drop)
    return added(here, wishes)


def _declared(parts: Parts) -> str:
    return "".join(piece.text for piece in parts.pieces if piece.kind == "import")
