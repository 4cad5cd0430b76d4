"""What a name in a function means: which declaration of the function it is, if it is one of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scaffold.golang.split import preorder
from scaffold.repo.breaks.gofile import text_of


def find_local(node: Any, name: str) -> tuple[Any, Any] | None:
    """The declaration of `name` that is in force at `node` inside of a function: the declaring node, the name's node.

    None where the name is the package's, the file's or Go's own.
    """
    while node is not None and node.parent is not None and node.parent.type != "source_file":
        parent = node.parent
        sibling = node.prev_sibling
        while sibling is not None:
            for declared in declared_names(sibling):
                if text_of(declared) == name and not _is_own_value(node, sibling):
                    return sibling, declared
            sibling = sibling.prev_sibling
        node = parent
    return None


def _is_own_value(node: Any, sibling: Any) -> bool:
    """Whether `node` is the right side of a declaration and `sibling` its left side: the name is not in force yet."""
    return bool(node.parent.type in ("short_var_declaration", "range_clause") and sibling.type == "expression_list")


def declared_names(node: Any) -> Iterator[Any]:
    """The nodes of the names that a statement, a clause or a list of parameters declares for what comes after it."""
    match node.type:
        case "short_var_declaration" | "range_clause" | "receive_statement":
            left = node.child_by_field_name("left")
            if left is not None and any(child.type == ":=" for child in node.children):
                yield from (child for child in left.children if child.type == "identifier")
        case "for_clause" | "labeled_statement":
            yield from (name for child in node.children for name in declared_names(child))
        case "var_declaration" | "const_declaration" | "type_declaration":
            for spec in preorder(node):
                if spec.type in ("var_spec", "const_spec", "type_spec", "type_alias"):
                    yield from (name for name in spec.children_by_field_name("name") if name.is_named)
        case "parameter_list" | "type_parameter_list":
            for child in node.children:
                yield from (name for name in child.children_by_field_name("name") if name.is_named)
        case "expression_list" if node.parent is not None and node.parent.type == "type_switch_statement":
            yield from (child for child in node.children if child.type == "identifier")
        case _:
            return
