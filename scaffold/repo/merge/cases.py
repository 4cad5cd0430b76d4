"""The cases of an implementation's test: one for each method, called as the method is, until a person writes others."""

from __future__ import annotations

import re

from scaffold.golang.renaming import Renaming
from scaffold.golang.split import Parts

_CASE = re.compile(r'\.Run\(\s*"(\w+)"')


def with_cases(parts: Parts, base: Parts, theirs: Parts, renaming: Renaming) -> Parts:
    """A test file whose cases (``t.Run("Get", …)``) are called as the methods are that they test."""
    for (owner, old), new in renaming.methods.items():
        name = case_of(base, theirs, renaming, owner, old)
        if name:
            pieces = (
                each._replace(body=re.sub(rf'(\.Run\(\s*)"{old}"', rf'\1"{new}"', each.body))
                if each.names == (name,)
                else each
                for each in parts.pieces
            )
            parts = parts._replace(pieces=tuple(pieces))
    return parts


def case_of(base: Parts, theirs: Parts, renaming: Renaming, owner: str, old: str) -> str:
    """The test in which the plan calls the case of a method otherwise now; empty for none."""
    new = renaming.methods[owner, old]
    kinds = (owner, renaming.types.get(owner, owner))
    before, after = (frozenset().union(*(_cases(each, f"Test{kind}") for kind in kinds)) for each in (base, theirs))
    changed = old in before and new not in before and new in after and old not in after
    return f"Test{kinds[1]}" if changed else ""


def _cases(parts: Parts, test: str) -> frozenset[str]:
    return frozenset(name for piece in parts.pieces if piece.names == (test,) for name in cases_in(piece.body))


def cases_in(body: str) -> tuple[str, ...]:
    """The names of the cases in a test's body, in order."""
    return tuple(_CASE.findall(body))


def without_new_cases(base: str, ours: str, theirs: str) -> tuple[str, ...] | None:
    """The plan's new cases that a test lacks which a person has written otherwise; None for what is no such test."""
    if not cases_in(base) or "t.Skip(" not in base:
        return None
    known = {*cases_in(base), *cases_in(ours)}
    return tuple(name for name in cases_in(theirs) if name not in known)
