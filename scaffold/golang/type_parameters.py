"""The names of type parameters, which mean nothing outside of the declaration that introduces them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scaffold.golang.renaming import edited
from scaffold.golang.split import function_names, preorder, tree_of

Names = tuple[str, ...]


def type_parameters(text: str) -> dict[str, Names]:
    """The names of the type parameters of each generic declaration of a file, in order; nothing for what is no Go.

    Declarations are known by name, methods (whose receiver introduces them) as ``Type.Method``. One that is called
    ``_`` is known by what it says, whatever its parameters are called in it and whatever they are bound to.
    """
    found = tree_of(text)
    return {} if found is None else {key: names for _, key, names in _generic(found[1])}


def with_type_parameters(text: str, called: Mapping[str, Mapping[str, str]]) -> str:
    """A file whose declarations, by key as above, have other names for their type parameters: old → new.

    A declaration where something else has a new name already stays as it is.
    """
    found = tree_of(text)
    if found is None:
        return text
    data, root = found
    edits: list[tuple[int, int, str]] = []
    for node, key, names in _generic(root):
        wanted = {old: new for old, new in called.get(key, {}).items() if old in names and old != new}
        own = [(each, each.text.decode()) for each in _local(node)] if wanted else []
        if {text for _, text in own if text not in wanted} & {*wanted.values()}:
            continue
        edits += [(each.start_byte, each.end_byte, wanted[text]) for each, text in own if text in wanted]
    return edited(data, edits)


def _generic(root: Any) -> Iterator[tuple[Any, str, Names]]:
    for node in root.children:
        if node.type == "type_declaration":
            for spec in node.children:
                if spec.type in ("type_spec", "type_alias"):
                    names = _listed(spec.child_by_field_name("type_parameters"))
                    if names:
                        yield spec, spec.child_by_field_name("name").text.decode(), names
        elif node.type in ("function_declaration", "method_declaration"):
            receiver = node.child_by_field_name("receiver")
            names = _received(receiver) if receiver else _listed(node.child_by_field_name("type_parameters"))
            if names:
                name = function_names(node)[0]
                yield node, _said(node, names) if name == "_" else name, names


def _listed(node: Any) -> Names:
    """The names of a list of type parameters."""
    parameters = node.named_children if node is not None else ()
    return tuple(
        name.text.decode()
        for parameter in parameters
        if parameter.type == "type_parameter_declaration"
        for name in parameter.children_by_field_name("name")
        if name.is_named
    )


def _received(receiver: Any) -> Names:
    """The names that a receiver gives to the type parameters of its type; blank ones are called ``_``."""
    arguments = next((node for node in preorder(receiver) if node.type == "type_arguments"), None)
    return () if arguments is None else tuple(each.text.decode() for each in arguments.named_children)


def _local(declaration: Any) -> Iterator[Any]:
    """Every name in a declaration that can be its own: not what stands behind a package's."""
    for node in preorder(declaration):
        qualified = node.parent is not None and node.parent.type == "qualified_type"
        if node.type in ("identifier", "type_identifier") and not qualified:
            yield node


def _said(node: Any, names: Names) -> str:
    places = {name: f"#{place}" for place, name in enumerate(names)}
    start = node.child_by_field_name("parameters").start_byte
    data = node.text[start - node.start_byte :]
    edits = [
        (each.start_byte - start, each.end_byte - start, places[each.text.decode()])
        for each in _local(node)
        if each.start_byte > start and each.text.decode() in places
    ]
    return "".join(edited(data, edits).split())
