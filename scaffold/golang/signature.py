"""What a function's first line says and what its body needs of it, for code that a person wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from scaffold.golang.split import tree_of

_FRAME = "package p\n"


class Slot(NamedTuple):
    """A parameter, a result or the receiver: its name (empty where it has none), its type without white space, and
    where the name stands in the head, in bytes; where the type begins if there is no name."""

    name: str
    type: str
    start: int
    end: int


class Signature(NamedTuple):
    """The first line of a function or method, `head` as text. `variables` are its type parameters, without white space.

    `spans` are the places in the head, in bytes, of type parameters, parameters and results: empty where it has none.
    """

    head: str
    receiver: Slot | None
    variables: str
    params: tuple[Slot, ...]
    results: tuple[Slot, ...]
    spans: tuple[tuple[int, int], ...]

    @property
    def types(self) -> tuple[object, ...]:
        """All that Go compares: everything but the names of parameters, results and the receiver."""
        return self.receiver.type if self.receiver else "", *self.lists

    @property
    def result_types(self) -> tuple[str, ...]:
        """The types of the results."""
        return tuple(result.type for result in self.results)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Everything that has a name in the body."""
        return (*([self.receiver] if self.receiver else []), *self.params, *self.results)

    @property
    def comments(self) -> tuple[str, ...]:
        """The comments that somebody has put between its parts, in order."""
        found = tree_of(f"{_FRAME}{self.head.rstrip()} {{}}\n")
        if found is None:
            return ()
        stack, comments = [found[1]], []
        while stack:
            node = stack.pop()
            if node.type == "comment":
                comments.append(node.text.decode())
            stack += node.children[::-1]
        return tuple(comments)

    @property
    def lists(self) -> tuple[object, ...]:
        """What Go compares of type parameters, parameters and results, each by itself."""
        return self.variables, tuple(p.type for p in self.params), self.result_types

    def composed(self, *sources: Signature) -> str:
        """The head with the type parameters, the parameters and the results of these signatures, in this order."""
        data = self.head.encode()
        variables, params, results = (
            source.head.encode()[slice(*source.spans[at])] for at, source in enumerate(sources)
        )
        gap = b" " if results else b""
        return (data[: self.spans[0][0]] + variables + params + gap + results + data[self.spans[2][1] :]).decode()

    def named(self, names: Mapping[Slot, str]) -> str:
        """The head with other names for some slots; slots without names get one."""
        data = self.head.encode()
        for slot in sorted(names, key=lambda slot: -slot.start):
            new = names[slot] if slot.name else f"{names[slot]} "
            data = data[: slot.start] + new.encode() + data[slot.end :]
        return data.decode()


class Body(NamedTuple):
    """What is in a function's body: the names that it uses, and its own return statements as text."""

    names: frozenset[str]
    returns: tuple[str, ...]


def signature(head: str) -> Signature | None:
    """Read a function's first line, up to its brace; None where it is none."""
    found = tree_of(f"{_FRAME}{head.rstrip()} {{}}\n")
    node = _function(found[1]) if found else None
    if node is None:
        return None
    receiver = node.child_by_field_name("receiver")
    variables = node.child_by_field_name("type_parameters")
    result = node.child_by_field_name("result")
    params = node.child_by_field_name("parameters")
    slots = list(_slots(receiver)) if receiver is not None else []
    places = (
        (variables.start_byte, variables.end_byte) if variables is not None else (params.start_byte, params.start_byte),
        (params.start_byte, params.end_byte),
        (result.start_byte, result.end_byte) if result is not None else (params.end_byte, params.end_byte),
    )
    return Signature(
        head,
        slots[0] if slots else None,
        _squeezed(variables) if variables is not None else "",
        tuple(_slots(params)),
        tuple(_slots(result)) if result is not None else (),
        tuple((start - len(_FRAME), end - len(_FRAME)) for start, end in places),
    )


def body_of(head: str, body: str) -> Body:
    """What a function's body uses and returns; nothing where it cannot be read."""
    found = tree_of(f"{_FRAME}{head}{body}\n")
    node = _function(found[1]) if found else None
    block = node.child_by_field_name("body") if node is not None else None
    names: set[str] = set()
    returns: list[str] = []
    stack = [(block, True)] if block is not None else []
    while stack:
        one, own = stack.pop()
        if one.type == "identifier":
            names.add(one.text.decode())
        elif one.type == "return_statement" and own:
            returns.append("".join(one.text.decode().split()))
        own = own and one.type != "func_literal"
        stack += [(child, own) for child in one.children]
    return Body(frozenset(names - {"_"}), tuple(returns))


def _function(root: Any) -> Any:
    for node in root.children:
        if node.type in ("function_declaration", "method_declaration"):
            return node
    return None


def _squeezed(node: Any) -> str:
    return "".join(node.text.decode().split())


def _slots(node: Any) -> Iterator[Slot]:
    shift = len(_FRAME)
    if node.type != "parameter_list":
        yield Slot("", _squeezed(node), node.start_byte - shift, node.start_byte - shift)
        return
    for child in node.children:
        if child.type not in ("parameter_declaration", "variadic_parameter_declaration"):
            continue
        kind = child.child_by_field_name("type")
        text = ("..." if child.type.startswith("variadic") else "") + _squeezed(kind)
        names = [name for name in child.children_by_field_name("name") if name.is_named]
        for name in names:
            yield Slot(name.text.decode(), text, name.start_byte - shift, name.end_byte - shift)
        if not names:
            yield Slot("", text, child.start_byte - shift, child.start_byte - shift)
