"""The imports of a merged Go file: those of both sides, without those that only generated code needed."""

from __future__ import annotations

import re
from collections.abc import Collection

from scaffold.golang.import_edit import Wish, added, groups_of, specs_of, without
from scaffold.golang.renaming import ImportSpec, qualifiers
from scaffold.golang.split import Parts
from scaffold.repo.merge.lines import BASE


def free(name: str, taken: Collection[str]) -> str:
    """The name, with a number behind it if it is taken."""
    found, number = name, 2
    while found in taken:
        found, number = f"{name}{number}", number + 1
    return found


def specs(parts: Parts) -> list[ImportSpec]:
    """The imports of a file."""
    return [spec for piece in parts.pieces if piece.kind == "import" for spec in specs_of(piece.doc + piece.code)]


def merged_imports(base: Parts, ours: Parts, theirs: Parts, code: str) -> str:
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
        name = free(local, {*ours.names, *(each for path, each in paths.items() if path != spec.path)})
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
