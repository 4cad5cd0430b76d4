"""The types of a plan as schemas are made of them: what looks one up, and what is behind its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from scaffold.diagnostics import Severity
from scaffold.golang import ast
from scaffold.kube import known

_STEPS = 100
"""Definitions followed before a chain of them counts as endless."""

_STRUCTS = frozenset((known.META_V1, name) for name in ("Time", "MicroTime", "Duration"))
"""Structs that write themselves as text, so that their schemas do not tell what they are in Go."""


class Declared(NamedTuple):
    """A type of the plan. `markers` are lines that scaffold adds to its doc comment (an enumeration's values).

    `marshals` is ``text`` or ``json`` for a type that has MarshalText or MarshalJSON, else empty; `key` says whether it
    has a MarshalText, so that a map may have it for its keys. `apart`: the markers that its comment begins with are no
    part of the comment in the Go that is written. `constants` are the texts of the constants of a string type, those
    declared with a literal. `ignored` is the severity of its markers that controller-gen ignores; None: nothing is
    said of them.
    """

    decl: ast.TypeDecl
    markers: tuple[str, ...] = ()
    marshals: str = ""
    key: bool = False
    apart: bool = False
    constants: tuple[str, ...] = ()
    ignored: Severity | None = Severity.ERROR


Lookup = Callable[[str, str], Declared | None]
"""Import path and name → the type of the plan, if it declares it."""


def underlying(type_: ast.Type, lookup: Lookup) -> ast.Type:
    """What a type comes to behind the names; a foreign or predeclared `Name` stays."""
    for _ in range(_STEPS):
        if not isinstance(type_, ast.Name) or not type_.qualifier:
            return type_
        declared = lookup(type_.qualifier, type_.name)
        if declared is None:
            if (type_.qualifier, type_.name) in _STRUCTS:
                return ast.Struct((), type_.span)
            schema = known.schema(type_.qualifier, type_.name) or {}
            basic = schema.get("type") in ("string", "integer", "boolean", "number")
            return type_ if basic else ast.Struct((), type_.span)
        type_ = declared.decl.type
    return type_
