"""Fields whose content no schema describes: of types that nobody knows, and of floats where those only get a warning.

What such a field is stored as has to stand in its markers, so that controller-gen agrees.
"""

from __future__ import annotations

from scaffold.golang import ast
from scaffold.kube import known
from scaffold.kube.declared import Lookup
from scaffold.kube.flatten import Ident
from scaffold.kube.marker_table import VALIDATION

SCHEMALESS = VALIDATION + "Schemaless"
UNTYPED = (f"+{SCHEMALESS}", "+kubebuilder:pruning:PreserveUnknownFields")
"""The markers of a field whose type nothing is known about."""

FLOAT = (f"+{SCHEMALESS}", f"+{VALIDATION}Type=number")
"""The markers of a field that is a float where those are allowed with a warning."""


_STEPS = 100
"""Definitions followed before a chain of them counts as endless."""


class Unknowns:
    """Tells which types lead to one that nobody knows."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._unknown: dict[Ident, bool] = {}

    def within(self, type_: ast.Type) -> bool:
        """Whether a field of this type has to carry `UNTYPED`: nothing is known about something in it."""
        match type_:
            case ast.Name():
                return self._named(type_)
            case ast.Pointer() | ast.Slice() | ast.Array():
                return self.within(type_.elem)
            case ast.Map():
                return self.within(type_.key) or self.within(type_.value)
            case ast.Paren():
                return self.within(type_.inner)
            case _:
                return False

    def _named(self, name: ast.Name) -> bool:
        if not name.qualifier:
            return False
        ident = (name.qualifier, name.name)
        if ident not in self._unknown:
            self._unknown[ident] = False  # while a type that leads to itself is looked at
            declared = self._lookup(*ident)
            if declared is None:
                self._unknown[ident] = known.schema(*ident) is None
            else:
                self._unknown[ident] = not declared.marshals and self.within(declared.decl.type)
        return self._unknown[ident]


def is_float(type_: ast.Type, lookup: Lookup) -> bool:
    """Whether a type is a float behind its names and pointers."""
    found = _behind(type_, lookup)
    return isinstance(found, ast.Name) and found.name in ("float32", "float64")


def holds_floats(type_: ast.Type, lookup: Lookup, depth: int = 0) -> bool:
    """Whether a type is a list or a map of floats, or of such lists and maps; the fields of structs are not its own."""
    found = _behind(type_, lookup)
    match found:
        case ast.Slice() | ast.Array():
            inner = found.elem
        case ast.Map():
            inner = found.value
        case _:
            return False
    return depth < _STEPS and (is_float(inner, lookup) or holds_floats(inner, lookup, depth + 1))


def _behind(type_: ast.Type, lookup: Lookup) -> ast.Type | None:
    """What a type comes to behind names and pointers; None for what writes itself or is not the plan's."""
    for _ in range(_STEPS):
        match type_:
            case ast.Pointer():
                type_ = type_.elem
            case ast.Paren():
                type_ = type_.inner
            case ast.Name() if type_.qualifier:
                declared = lookup(type_.qualifier, type_.name)
                if declared is None or declared.marshals:
                    return None
                type_ = declared.decl.type
            case _:
                return type_
    return None


def instead(type_: ast.Type) -> str:
    """What to write in place of a type that nothing is known about."""
    while isinstance(type_, ast.Pointer | ast.Slice | ast.Array):
        type_ = type_.elem
    if isinstance(type_, ast.Name) and (type_.qualifier, type_.name) == ("time", "Time"):
        return "use metav1.Time (k8s.io/apimachinery/pkg/apis/meta/v1), a time as Kubernetes writes it"
    return "declare the type in the plan, or use one of Kubernetes' own"
