"""Other names for the parameters of a function, in its body."""

from __future__ import annotations

from collections.abc import Mapping

from scaffold.golang.gofmt import nodes as ast
from scaffold.golang.renaming import edited
from scaffold.golang.scope import resolve

_FRAME = "package p\n"


def with_parameters(head: str, body: str, names: Mapping[str, str]) -> str:
    """The body of a function that calls its receiver, parameters and results otherwise: old name → new.

    As it was where something else in it has a new name already, or where it does not parse.
    """
    resolved = resolve(f"{_FRAME}{head}{body}\n") if names else None
    if resolved is None or not isinstance(resolved.file.decls[0], ast.FuncDecl):
        return body
    decl = resolved.file.decls[0]
    lists = [fields for fields in (decl.receiver, decl.type.params, decl.type.results) if fields is not None]
    own = {name.pos for fields in lists for field in fields.items for name in field.names}
    start = len(f"{_FRAME}{head}".encode())
    edits = []
    for use in resolved.uses:
        new = names.get(use.ident.name)
        if use.ident.pos < start or new is None or use.symbol is None or use.symbol.pos not in own:
            continue
        hiding = use.scope.lookup_at(new, use.ident.pos)
        if hiding is not None and hiding.is_local and hiding.pos not in own:
            return body
        edits.append((use.ident.pos - start, use.ident.end - start, new))
    return edited(body.encode(), edits)
