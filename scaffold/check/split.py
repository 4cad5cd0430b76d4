"""The files of a large contract package: one a kind of thing, where the plan names none."""

from __future__ import annotations

from typing import Final

from scaffold.check.world import Draft, Typ
from scaffold.golang.ast import Interface, Name, Type, ValueDecl

LARGE: Final = 16
"""The number of types from which on a package is split."""


def split_large_package(draft: Draft) -> None:
    """Give types and errors of a large package files of their own, beside the main file.

    Interfaces stay in the main file, also values and functions, and types that have some of these: code that belongs
    together stays together. What the plan puts into a file stays there.
    """
    if len(draft.types) < LARGE:
        return
    stem = draft.main_file.removesuffix(".go")
    kinds = {_kind(typ) for typ in draft.types.values()}
    if draft.errors:
        kinds.add("errors")
    # The main file holds something in any case: the package comment stands there.
    main_kind = next(kind for kind in ("interfaces", "types", "enums") if kind in kinds)
    held = _types_of_code(draft)
    for name, typ in draft.types.items():
        kind = _kind(typ)
        if kind != main_kind and typ.file == draft.main_file and not typ.plan.file and name not in held:
            typ.file = f"{stem}_{kind}.go"
    draft.errors = [(error, f"{stem}_errors.go" if file == draft.main_file else file) for error, file in draft.errors]


def _kind(typ: Typ) -> str:
    if typ.plan.values:
        return "enums"
    return "interfaces" if isinstance(typ.plan.decl.type, Interface) else "types"


def _types_of_code(draft: Draft) -> set[str]:
    """The types that methods, constants or variables of the plan's Go belong to."""
    held = {func.decl.receiver.type_name for func in draft.functions if func.decl.receiver is not None}
    return held | {name for value in draft.values for name in _typed(value.decl)}


def _typed(decl: ValueDecl) -> set[str]:
    types: list[Type | None] = [spec.type for spec in decl.specs]
    return {t.name for t in types if isinstance(t, Name) and not t.qualifier}
