"""Whole declarations as lines of Go, laid out as gofmt has them: doc comment, head, members."""

from __future__ import annotations

from scaffold.golang import layout
from scaffold.golang.ast import FuncDecl, Interface, Struct, TypeDecl, ValueDecl
from scaffold.golang.doccomment import comment_lines, trailing_comment
from scaffold.golang.printing import (
    NameOf,
    interface_block,
    signature_text,
    struct_block,
    type_params_text,
    type_text,
)
from scaffold.source import Text


def type_lines(decl: TypeDecl, name_of: NameOf) -> list[str]:
    """A type declaration."""
    head = f"type {decl.name}{type_params_text(decl.type_params, name_of)}"
    if decl.alias:
        lines = [f"{head} = {type_text(decl.type, name_of)}"]
    elif isinstance(decl.type, Struct) and decl.type.fields:
        lines = [f"{head} struct {{", *struct_block(decl.type.fields, name_of), "}"]
    elif isinstance(decl.type, Interface) and decl.type.order:
        lines = [f"{head} interface {{", *interface_block(decl.type, name_of), "}"]
    else:
        lines = [f"{head} {type_text(decl.type, name_of)}"]
    if decl.comment.value:
        lines[-1] += f" {trailing_comment(decl.comment.value)}"
    return [*comment_lines(decl.doc.value), *lines]


def value_lines(decl: ValueDecl, name_of: NameOf) -> list[str]:
    """A const or var declaration."""
    indent = 1 if decl.grouped else 0
    specs = []
    for position, spec in enumerate(decl.specs):
        specs.append(
            layout.Value(
                names=", ".join(name for name, _ in spec.names),
                type=type_text(spec.type, name_of, indent) if spec.type is not None else "",
                value=", ".join(_expression(value, indent) for value in spec.values),
                comment=trailing_comment(spec.comment.value),
                doc=tuple(comment_lines(spec.doc.value, doc=False)) if decl.grouped else (),
                blank_before=spec.blank_before and position > 0,
            )
        )
    doc = comment_lines(decl.doc.value or ("" if decl.grouped else decl.specs[0].doc.value))
    if decl.grouped:
        return [*doc, f"{decl.keyword} (", *layout.value_block(specs), ")"]
    one = specs[0]
    parts = [decl.keyword, one.names, one.type, f"= {one.value}" if one.value else "", one.comment]
    return [*doc, " ".join(part for part in parts if part)]


def func_head(decl: FuncDecl, name_of: NameOf) -> str:
    """A function or method up to its results, ``func`` first."""
    head = "func "
    if decl.receiver is not None:
        params = f"[{', '.join(decl.receiver.params)}]" if decl.receiver.params else ""
        star = "*" if decl.receiver.pointer else ""
        name = f"{decl.receiver.name} " if decl.receiver.name else ""
        head += f"({name}{star}{decl.receiver.type_name}{params}) "
    head += decl.name + type_params_text(decl.type_params, name_of, of_type=False)
    return head + signature_text(decl.params, decl.results, name_of)


def body_text(decl: FuncDecl, head: str) -> str:
    """The body of a function as gofmt prints it behind `head`. One that is no Go is left as it is."""
    from scaffold.golang.gofmt import LONG_HEADER, format_body

    header = LONG_HEADER if "\n" in head else len(head.encode())
    body = format_body(decl.body.value, header=header)
    return body if isinstance(body, str) else decl.body.value


def func_lines(decl: FuncDecl, name_of: NameOf) -> list[str]:
    """A function or method with its body, if it has one."""
    head = func_head(decl, name_of)
    doc = comment_lines(decl.doc.value)
    return [*doc, f"{head} {body_text(decl, head)}" if decl.body.value else head]


def _expression(code: Text, indent: int) -> str:
    """An expression of the plan as gofmt prints it. One that is no Go has been reported; it is left as it is."""
    from scaffold.golang.gofmt import format_expr

    text = format_expr(code.value, indent)
    return text if isinstance(text, str) else code.value
