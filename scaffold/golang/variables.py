"""Which variables of a function hold a type, as far as the function itself says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scaffold.golang.split import preorder

_PARAMETERS = ("parameter_declaration", "variadic_parameter_declaration")


def variables_of(function: Any, kind: str, package: str = "") -> frozenset[str]:
    """The receiver, parameters and variables of a type, or of pointers to it: declared so, made by a literal, by
    ``new`` or by ``New``. One that is something else elsewhere in the function is left out.

    `package` is what the file calls the type's package; empty for its own.
    """
    held: set[str] = set()
    other: set[str] = set()
    for name, is_kind in _declared(function, kind, package):
        (held if is_kind else other).add(name)
    return frozenset(held - other - {"_"})


def is_type(node: Any, kind: str, package: str = "") -> bool:
    """Whether a type is `kind`, a pointer to it, or one of it if it is generic."""
    while node is not None and node.type in ("pointer_type", "generic_type", "parenthesized_type"):
        node = node.named_children[0] if node.named_children else None
    return node is not None and node.text.decode() == (f"{package}.{kind}" if package else kind)


def _declared(function: Any, kind: str, package: str) -> Iterator[tuple[str, bool]]:
    for node in preorder(function):
        if node.type in (*_PARAMETERS, "var_spec"):
            is_kind = is_type(node.child_by_field_name("type"), kind, package)
            for name in node.children_by_field_name("name"):
                if name.type == "identifier":
                    yield name.text.decode(), is_kind
        elif node.type == "short_var_declaration":
            left, right = (node.child_by_field_name(side).named_children for side in ("left", "right"))
            for at, name in enumerate(left):
                # A constructor may give an error, too.
                value = right[at] if len(left) == len(right) else right[0] if at == 0 else None
                yield name.text.decode(), value is not None and _makes(value, kind, package)


def _makes(value: Any, kind: str, package: str) -> bool:
    if value.type == "unary_expression":
        value = value.child_by_field_name("operand")
    if value.type == "composite_literal":
        return is_type(value.child_by_field_name("type"), kind, package)
    called = value.child_by_field_name("function") if value.type == "call_expression" else None
    if called is None:
        return False
    prefix = f"{package}." if package else ""
    if called.text == b"new":
        return bool(value.child_by_field_name("arguments").text.decode().strip("( )") == f"{prefix}{kind}")
    return called.text.decode().partition("[")[0] in (f"{prefix}New", f"{prefix}New{kind}")
