"""What comes before the merge of a Go file: all three texts are made to call everything alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from scaffold.golang.imports import last_element
from scaffold.golang.renaming import Renaming, renamed, requalified
from scaffold.golang.split import Parts, Piece, split
from scaffold.repo.merge.alike import alike
from scaffold.repo.merge.cases import case_of, with_cases
from scaffold.repo.merge.imports import free, specs
from scaffold.repo.merge.instances import changed_instances, with_instances


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


class Prepared(NamedTuple):
    """The three files, and what others declare, with everything called as in `ours` after its renames."""

    base: Parts
    ours: Parts
    theirs: Parts
    elsewhere: Mapping[str, str]


def prepared(request: Request) -> Prepared | None:
    """The texts of a merge so that only real changes are left between them; None where one is no Go."""
    elsewhere = request.elsewhere
    base, ours, theirs = (split(text) for text in request[:3])
    if base is None or ours is None or theirs is None:
        return None
    if request.renaming:
        base, ours, elsewhere = _renamed(Prepared(base, ours, theirs, elsewhere), request.renaming)
    own = _own_types(base, ours, elsewhere)
    if own:
        base, theirs = (_again(parts, renamed(parts.text, Renaming(types=own))) for parts in (base, theirs))
    base, theirs = _requalified(base, ours, theirs, elsewhere)
    texts = alike(base.text, ours.text, theirs.text)
    base, theirs = (_again(parts, text) for parts, text in zip((base, theirs), texts, strict=True))
    changed = changed_instances(base, theirs)
    base, ours = (_again(parts, with_instances(parts.text, theirs, changed)) for parts in (base, ours))
    return Prepared(base, ours, theirs, elsewhere)


def _renamed(files: Prepared, renaming: Renaming) -> tuple[Parts, Parts, Mapping[str, str]]:
    """Base, ours and what is elsewhere, with the plan's new names."""
    base, ours, theirs, elsewhere = files
    live = _live(renaming, base, ours, theirs, elsewhere)
    own = _own_types(base, ours, elsewhere)
    here = {(own.get(owner, owner), old): new for (owner, old), new in live.methods.items()}
    new_base = _again(base, renamed(base.text, live, elsewhere))
    new_ours = _again(ours, renamed(ours.text, live._replace(methods={**live.methods, **here}), elsewhere))
    new_base = _respelled(new_base, new_ours, theirs, live)
    base, ours = (with_cases(parts, new_base, theirs, renaming) for parts in (new_base, new_ours))
    return base, ours, {_called(name, live): where for name, where in elsewhere.items()}


def _again(before: Parts, text: str) -> Parts:
    """The parts of a file, which is Go still, after names in it were changed."""
    parts = before if text == before.text else split(text)
    assert parts is not None
    return parts


def _respelled(base: Parts, ours: Parts, theirs: Parts, renaming: Renaming) -> Parts:
    """Base, in which comments that a person changed have the new names, if these are all that the plan changed there.

    Comments are prose, and what a person wrote stays; but a rename is no change of theirs that could be in conflict.
    """
    words = {base.package: theirs.package, **renaming.types, **renaming.functions}
    words |= {old: new for (_, old), new in (*renaming.methods.items(), *renaming.qualified.items())}
    words |= {last_element(old): name for old, (_, name) in renaming.packages.items()}
    here, new = ({piece.key: piece.doc for piece in parts.pieces} for parts in (ours, theirs))

    def doc(piece: Piece, own: str | None, plan: str | None) -> Piece:
        respelled = re.sub(r"\w+", lambda match: words.get(match[0], match[0]), piece.doc)
        return piece._replace(doc=respelled) if respelled == plan and own != piece.doc else piece

    return base._replace(
        clause=doc(base.clause, ours.clause.doc, theirs.clause.doc),
        pieces=tuple(doc(piece, here.get(piece.key), new.get(piece.key)) for piece in base.pieces),
    )


def _called(name: str, renaming: Renaming) -> str:
    """The name that something has now, which another file declares."""
    owner, dot, method = name.partition(".")
    kind = renaming.types.get(owner, renaming.functions.get(owner, owner))
    return f"{kind}{dot}{renaming.methods.get((owner, method), method)}"


def _own_types(base: Parts, ours: Parts, elsewhere: Mapping[str, str]) -> dict[str, str]:
    """Types that a person calls otherwise: gone by their name, there with most of their methods. Old → new."""
    there = {*ours.names, *elsewhere}
    was, here = (_methods(parts) for parts in (base, ours))
    found = {}
    for old, methods in was.items():
        likely = [
            new for new, own in here.items() if new in there - base.names and len(own & methods) * 2 >= len(methods)
        ]
        if old not in there and len(likely) == 1:
            found[old] = likely[0]
    return found


def _methods(parts: Parts) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for piece in parts.pieces:
        if piece.kind == "method":
            owner, _, name = piece.names[0].partition(".")
            found.setdefault(owner, set()).add(name)
    return found


def _requalified(base: Parts, ours: Parts, theirs: Parts, elsewhere: Mapping[str, str]) -> tuple[Parts, Parts]:
    """Base and theirs with imports called as in ours."""
    taken = {*ours.names, *elsewhere}
    own = {spec.path: spec.local for spec in specs(ours)}
    found = []
    for parts in (base, theirs):
        names: dict[str, str] = {}
        for spec in specs(parts):
            name = own.get(spec.path)
            if spec.name in ("_", "."):
                continue
            if name in (None, "_", "."):
                name = free(spec.local, {*taken, *(local for path, local in own.items() if path != spec.path)})
                own[spec.path] = name
            if name and name != spec.local:
                names[spec.path] = name
        found.append(_again(parts, requalified(parts.text, names)))
    return found[0], found[1]


def _live(renaming: Renaming, base: Parts, ours: Parts, theirs: Parts, elsewhere: Mapping[str, str]) -> Renaming:
    """Those of the renames that are still to be carried out: a plan says ``was:`` long after that."""

    def due(old: str, new: str) -> bool:
        if old in base.names:
            return new in theirs.names and new not in base.names
        return old not in ours.names and old not in elsewhere

    methods = {
        (owner, old): new
        for (owner, old), new in renaming.methods.items()
        if case_of(base, theirs, renaming, owner, old)
        or due(f"{owner}.{old}", f"{renaming.types.get(owner, owner)}.{new}")
    }
    return renaming._replace(
        types={old: new for old, new in renaming.types.items() if due(old, new)},
        functions={old: new for old, new in renaming.functions.items() if due(old, new)},
        methods=methods,
    )
