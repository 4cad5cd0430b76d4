"""Types that nobody declared: those that scaffold supplies, and the stubs that ``--stub-undefined`` asks for."""

from __future__ import annotations

from scaffold.diagnostics import Report
from scaffold.golang.ast import NO_TEXT, Interface, Name, Struct, Type, TypeDecl, TypeParam
from scaffold.golang.parse import parse_file
from scaffold.source import Span, Text


def anchored(value: str, anchor: Span) -> Text:
    """A text that scaffold wrote: whatever stands in it is shown at one place of the plan."""
    place = anchor.offsets[0]
    return Text(anchor.source, value, lambda: tuple((at, place) for at in range(len(value) + 1)))


def declarations(text: str, anchor: Span) -> list[TypeDecl]:
    """The type declarations of Go that scaffold supplies; all their spans show `anchor`."""
    parsed = parse_file(anchored(text, anchor), Report())
    return [] if parsed is None else [decl for decl in parsed.decls if isinstance(decl, TypeDecl)]


def stub(
    name: str, arguments: int, interface: bool, uses: list[Span], broken: bool = False, basic: str = ""
) -> TypeDecl:
    """An empty type for an undeclared name, with a TODO that names the plan's lines.

    It is a struct, or an interface where the plan embeds it in one or constrains a type parameter by it, or `basic`,
    the type of constants that the plan gives it to. `broken`: the plan does declare it, with errors.
    """
    first = uses[0]
    lines = sorted({use.begin.line for use in uses})
    shown = ", ".join(str(line) for line in lines[:5]) + (" …" if len(lines) > 5 else "")
    where = f"{first.source.path.rpartition('/')[2]}:{shown}"
    doc = f"{name} is used at {where} and not declared in the plan.\n\nTODO: declare it there."
    if broken:
        doc = f"{name} is used at {where}; its declaration in the plan has errors.\n\nTODO: mend them there."
    body: Type = Interface((), (), (), first) if interface else Struct((), first)
    if basic and not interface:
        body = Name("", basic, (), first)
    anything = Name("", "any", (), first)
    params = tuple(TypeParam(f"T{i}", anything, i < arguments, first) for i in range(1, arguments + 1))
    return TypeDecl(name, params, body, False, anchored(doc, first), NO_TEXT, first)
