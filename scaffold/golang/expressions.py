"""tree-sitter's trees of expressions and function bodies, for the few who look inside them.

Declarations are read into `scaffold.golang.ast`; bodies and initialisers stay text, and whoever wants to know what
they say asks here. The nodes are tree-sitter-go's; a tree with an error in it is None.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from scaffold.golang.parse_scan import scan

MAX_DEPTH = 150
"""Trees nested deeper than this are None as well."""
NEW = "ne_"
"""Stands for the function new in trees where it has a value as its argument."""
BEFORE_EXPRESSION = "package p\nvar _ = "
BEFORE_BODY = "package p\nfunc _() "
"""What the text of an expression, or of a body, is put behind: offsets of nodes count from there."""


@cache
def _parser() -> Any:
    import tree_sitter_go  # costs 20 ms that a plan without expressions need not pay
    from tree_sitter import Language, Parser

    return Parser(Language(tree_sitter_go.language()))


def _root(before: str, text: str) -> Any | None:
    try:
        root = _parser().parse(f"{before}{text}\n".encode()).root_node
        if root.has_error and "new" in text:
            root = _parser().parse(f"{before}{_without_new(text)}\n".encode()).root_node
    except UnicodeEncodeError:  # a lone surrogate
        return None
    return None if root.has_error or _too_deep(root) else root


def _without_new(text: str) -> str:
    """Code with `NEW` instead of the function new, of which the parser knows only that it takes a type."""
    tokens = scan(text)
    made = text
    for kind, start, end in zip(tokens.kinds, tokens.starts, tokens.ends, strict=True):
        if kind == "name" and text[start:end] == "new":
            made = made[:start] + NEW + made[end:]
    return made


def _too_deep(root: Any) -> bool:
    """Whether nodes are nested so deeply that recursion over them would not end well.

    Sums of many terms lean to the left, and nobody walks those recursively.
    """
    level = [root]
    for _ in range(MAX_DEPTH):
        following = []
        for node in level:
            inner = node
            while inner.type == "binary_expression":
                following += inner.named_children[1:]
                inner = inner.named_children[0]
            following += inner.named_children
        level = following
        if not level:
            return False
    return True


def expression(text: str) -> Any | None:
    """The tree of one expression."""
    root = _root(BEFORE_EXPRESSION, text)
    if root is None:
        return None
    value = _descendant(root, "expression_list")
    return value.named_children[0] if value is not None and len(value.named_children) == 1 else None


def block(text: str) -> Any | None:
    """The tree of a function's body, braces included."""
    root = _root(BEFORE_BODY, text)
    if root is None:
        return None
    function = root.named_children[-1]
    return function.child_by_field_name("body")


def _descendant(node: Any, kind: str) -> Any | None:
    if node.type == kind:
        return node
    for child in node.named_children:
        found = _descendant(child, kind)
        if found is not None:
            return found
    return None
