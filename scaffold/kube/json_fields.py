"""Fields whose json tags controller-gen and Go's encoding/json read differently: the server would refuse the objects.

controller-gen inlines whatever says ``inline`` or has no name; encoding/json inlines embedded structs without a name.
"""

from __future__ import annotations

from typing import NamedTuple

from scaffold.golang import ast
from scaffold.golang.identifiers import is_exported
from scaffold.kube.declared import Lookup, underlying
from scaffold.kube.tags import JsonTag


class TagFault(NamedTuple):
    """What is wrong with the json tag of a field, and what to write."""

    why: str
    hint: str


def untagged_fault(field: ast.Field) -> TagFault:
    """The fault of a field that has no json tag at all."""
    name = field.promoted_name
    if not field.name:
        return TagFault(f"field {name} of a custom resource has no json tag", 'add `json:",inline"`')
    if not is_exported(name):
        fitting = name[:1].upper() + name[1:]
        why = f"field {name} of a custom resource is not exported, so that no object can hold it"
        return TagFault(why, f'write `{fitting} … json:"{name}"`, or keep the field out of objects with `json:"-"`')
    return TagFault(f"field {name} of a custom resource has no json tag", f'add `json:"{name[:1].lower()}{name[1:]}"`')


def inlining_fault(field: ast.Field, tag: JsonTag, lookup: Lookup) -> TagFault | None:
    """Why the field of an inlining tag is not inlined by encoding/json; None where it is, or where it need not be."""
    if not tag.inline:
        return None
    name = field.promoted_name
    if field.name:
        of = field.type.elem if isinstance(field.type, ast.Pointer) else field.type
        hint = f'write `json:"{name[:1].lower()}{name[1:]}"`'
        if isinstance(of, ast.Name) and _is_struct(of, lookup):
            hint += f', or embed it without the name, `{of.name} json:",inline"`'
        return TagFault(
            f"field {name} is not embedded, so that Go's JSON does not inline it: it writes "
            f"{tag.name or name!r}, which the schema would lack",
            hint,
        )
    if tag.name:
        return TagFault(
            f"embedded {name} has the json name {tag.name!r}, so that Go's JSON does not inline it",
            f'write `json:",inline"` or `json:"{tag.name}"`',
        )
    of = field.type.elem if isinstance(field.type, ast.Pointer) else field.type
    if isinstance(field.type, ast.Pointer) and not is_exported(name):
        return TagFault(
            f"embedded *{name} is not exported: Go's JSON cannot make one when it reads an object",
            f"embed {name} without the *",
        )
    if not _is_struct(of, lookup):
        return TagFault(
            f"embedded {name} is no struct, so that Go's JSON does not inline it",
            f'write `json:"{name[:1].lower()}{name[1:]}"`',
        )
    return None


def is_quoted_number(tag: JsonTag, kind: str) -> bool:
    """Whether Go's JSON writes a number or a truth value of that type of schemas as text."""
    return tag.quoted and kind in ("integer", "number", "boolean")


def _is_struct(type_: ast.Type, lookup: Lookup) -> bool:
    """Whether a type is a struct behind its names, as far as anybody knows."""
    return isinstance(underlying(type_, lookup), ast.Struct)
