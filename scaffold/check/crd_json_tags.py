"""Json tags for the fields of custom resources that a document wrote without: it need not have been built."""

from __future__ import annotations

import re

from scaffold.check.crd_go import kinds
from scaffold.diagnostics import Report
from scaffold.golang.ast import Field, Struct, TypeDecl
from scaffold.golang.identifiers import is_exported
from scaffold.golang.walk import names_of
from scaffold.kube.comments import made_text
from scaffold.model import CrdGo


def stored(crd: CrdGo) -> set[str]:
    """The types of an entry that objects hold: its kinds and what they refer to."""
    types = {
        decl.name: decl for fragment in crd.fragments for decl in fragment.parsed.decls if isinstance(decl, TypeDecl)
    }
    ahead = [decl.name for decl in kinds(types.values())]
    found = set(ahead)
    while ahead:
        for name in names_of(types[ahead.pop()].type):
            if not name.qualifier and name.name in types and name.name not in found:
                found.add(name.name)
                ahead.append(name.name)
    return found


def tagged(decl: TypeDecl, report: Report) -> TypeDecl:
    """The struct with the json tags that its fields lack, as people name them: a document need not have been built."""
    if not isinstance(decl.type, Struct):
        return decl
    bare = [field for field in decl.type.fields if _lacks_tag(field)]
    if not bare:
        return decl
    report.warning(
        "crd-json-tag",
        f"{', '.join(field.promoted_name for field in bare)} of {decl.name} in a custom resource has no json tag: "
        "one is added",
        bare[0].span,
        hint=f"write it down: `{_json(bare[0])}`",
    )
    fields = tuple(
        field._replace(
            tag=made_text(" ".join(filter(None, (field.tag.value, _json(field)))), field.span), grouped=False
        )
        if _lacks_tag(field)
        else field
        for field in decl.type.fields
    )
    return decl._replace(type=decl.type._replace(fields=fields))


def _lacks_tag(field: Field) -> bool:
    return 'json:"' not in field.tag.value and is_exported(field.promoted_name)


def _json(field: Field) -> str:
    """``ID`` is ``id``, ``URLPath`` ``urlPath``; what is embedded is inline."""
    name = field.name
    if not name:
        return 'json:",inline"'
    head = re.match(r"[A-Z]+(?=[A-Z][a-z]|[^A-Za-z]|\Z)|[A-Z]", name)
    end = head.end() if head else 1
    return f'json:"{name[:end].lower()}{name[end:]}"'
