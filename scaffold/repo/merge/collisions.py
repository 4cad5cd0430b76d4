"""Names that a Go file declares although something else has them: Go refuses both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scaffold.golang.gofmt import nodes as ast
from scaffold.golang.operands import Operands, TypeName
from scaffold.golang.scope import DECLARES, METHOD, Resolved, resolve


def collisions(data: bytes, elsewhere: Mapping[str, str]) -> dict[str, int]:
    """What collides in a file, in words, with the line; nothing for what is not Go.

    `elsewhere` gives for names that other files of the package declare (methods as ``Type.Method``) the file.
    """
    try:
        resolved = resolve(data.decode().removeprefix("\ufeff"))
    except UnicodeDecodeError:
        return {}
    if resolved is None:
        return {}
    found: dict[str, int] = {}
    fields = dict(_fields(resolved))
    seen: dict[str, int] = {}
    for name, offset in sorted(_declared(resolved), key=lambda pair: pair[1]):
        line = resolved.line(offset)
        if name in seen:
            found[f"{name} is declared in line {seen[name]} too"] = line
        elif name in elsewhere:
            found[f"{name} is declared in {elsewhere[name]} too"] = line
        elif name in fields:
            found[f"{name} is a field too, in line {resolved.line(fields[name])}"] = line
        seen.setdefault(name, line)
    for name, offset in fields.items():
        if name in elsewhere and name not in seen:
            found[f"{name} is a method too, in {elsewhere[name]}"] = resolved.line(offset)
    return found


def _declared(resolved: Resolved) -> Iterator[tuple[str, int]]:
    """The names that a file declares in its package, methods with their types, and where."""
    operands = Operands(resolved)
    for use in resolved.uses:
        if use.role == DECLARES and use.symbol is not None and not use.symbol.is_local and use.symbol.kind != "import":
            yield use.ident.name, use.ident.pos
        elif use.role == METHOD and use.of is not None and use.ident.name != "_":
            owner = operands.name_of(use.of)
            if owner is not None:
                yield f"{owner.name}.{use.ident.name}", use.ident.pos


def _fields(resolved: Resolved) -> Iterator[tuple[str, int]]:
    """The fields of the structs that a file declares, as ``Type.field``, and where."""
    operands = Operands(resolved)
    for name, type_ in resolved.types.items():
        for field in type_.fields.items if isinstance(type_, ast.StructType) else ():
            for each in field.names:
                yield f"{name}.{each.name}", each.pos
            embedded: TypeName | None = operands.name_of(field.type) if not field.names else None
            if embedded is not None:
                yield f"{name}.{embedded.name}", field.pos
