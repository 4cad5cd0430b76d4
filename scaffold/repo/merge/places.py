"""Where a merged file may have to be changed by hand: what a new signature means for the code that is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from scaffold.golang.split import function_names, preorder, tree_of
from scaffold.repo.merge.lines import without_markers
from scaffold.repo.merge.outcome import Note


def told(notes: Iterable[Note], text: str) -> tuple[str, ...]:
    """The notes as a person reads them, with lines of the merged file, whose conflicts may be there still."""
    functions: Mapping[str, Any] | None = None
    calls: Mapping[str, list[int]] = {}
    found = []
    for note in notes:
        if note.function and functions is None:
            functions = _functions(text)
            calls = _calls(functions)
        found.append(_told(note, functions or {}, calls))
    return tuple(found)


def _functions(text: str) -> dict[str, Any]:
    tree = tree_of(without_markers(text, "\n").removeprefix("\ufeff"))
    nodes = tree[1].children if tree is not None else ()
    kinds = ("function_declaration", "method_declaration")
    return {name: node for node in nodes if node.type in kinds for name in function_names(node)}


def _told(note: Note, functions: Mapping[str, Any], calls_of: Mapping[str, list[int]]) -> str:
    parts = []
    node = functions.get(note.function)
    for name in note.uses:
        where = _lines(_named(node.child_by_field_name("body"), name)) if node is not None else ""
        parts.append(f"{name}, which its body uses{where and f' in {where}'}, has another type")
    returned = _lines(_returns(node.child_by_field_name("body"))) if note.returns and node is not None else ""
    if returned:
        parts.append(f"it returns other types than before in {returned}")
    calls = _lines(calls_of.get(note.function, ()))
    if calls:
        parts.append(f"it is called in {calls}")
    return f"{note.text}{'; ' if ': ' in note.text else ': '}{'; '.join(parts)}" if parts else note.text


def _named(body: Any, name: str) -> Iterable[int]:
    return (_line(node) for node in preorder(body) if node.type == "identifier" and node.text.decode() == name)


def _returns(body: Any) -> Iterable[int]:
    """The lines of the return statements of a body, those of functions inside it apart."""
    ahead = list(body.children) if body is not None else []
    while ahead:
        node = ahead.pop()
        if node.type == "return_statement" and node.named_child_count:
            yield _line(node)
        elif node.type != "func_literal":
            ahead += node.children


def _calls(functions: Mapping[str, Any]) -> dict[str, list[int]]:
    """The lines on which methods call others of their type on their receivers, by the method that is called."""
    found: dict[str, list[int]] = {}
    for caller, node in functions.items():
        receiver = node.child_by_field_name("receiver")
        if receiver is None:
            continue
        owner = caller.partition(".")[0]
        own = next((each.text for each in preorder(receiver) if each.type == "identifier"), b"_")
        for call in preorder(node):
            if call.type == "selector_expression":
                on, field = call.child_by_field_name("operand"), call.child_by_field_name("field")
                if on.type == "identifier" and on.text == own:
                    found.setdefault(f"{owner}.{field.text.decode()}", []).append(_line(call))
    return found


def _line(node: Any) -> int:
    return int(node.start_point[0]) + 1


def _lines(numbers: Iterable[int]) -> str:
    """Lines as a person calls them; empty for none, the first few of many."""
    found = sorted(set(numbers))
    if not found:
        return ""
    shown = ", ".join(map(str, found[:3])) + (" and more" if len(found) > 3 else "")
    return f"line{'s' if len(found) > 1 else ''} {shown}"
