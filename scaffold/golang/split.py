"""A Go file as its declarations, whoever wrote it and however it is laid out: nothing between them is lost.

`split` takes a file apart and `Parts.text` puts it together again, byte for byte. What a person wrote need not be
gofmt's: several declarations on a line, groups, comments between declarations, cgo's preamble are all kept as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from scaffold.golang import parse_tree

_KINDS = {
    "import_declaration": "import",
    "function_declaration": "func",
    "method_declaration": "method",
    "type_declaration": "type",
    "var_declaration": "var",
    "const_declaration": "const",
}
_SPECS = ("type_spec", "type_alias", "var_spec", "const_spec")
_LISTS = ("var_spec_list", "import_spec_list")

Key = tuple[str, ...]
"""What a declaration is known by: its kind, and the names that Go knows it by in its package."""


class Piece(NamedTuple):
    """One declaration with all the text from the one before it.

    `lead` is what stands before its comment: empty lines, comments that belong to nothing. `doc` are the comment lines
    attached to it. `head` and `body` are the declaration: a function's body, a struct's or an interface's braces, and
    the rest of the line, its end included; a body is empty where there is none. `names` are declared by it.

    A type or variable in a group (``type ( … )``) is a piece of its own that is `grouped`; what opens and closes the
    group are pieces of the kinds ``open`` and ``close``. A group of constants is one piece.
    """

    kind: str
    key: Key
    names: tuple[str, ...]
    lead: str
    doc: str
    head: str
    body: str
    grouped: bool = False

    @property
    def code(self) -> str:
        """The declaration without its comment."""
        return self.head + self.body

    @property
    def text(self) -> str:
        """All of it."""
        return self.lead + self.doc + self.head + self.body


class Parts(NamedTuple):
    """A whole file. `clause` is the package clause with everything before it; `tail` what follows the last piece."""

    clause: Piece
    package: str
    pieces: tuple[Piece, ...]
    tail: str

    @property
    def text(self) -> str:
        """The file as it was."""
        return "".join([self.clause.text, *(piece.text for piece in self.pieces), self.tail])

    @property
    def names(self) -> frozenset[str]:
        """Everything that the file declares in its package; methods as ``Type.Method``."""
        return frozenset(name for piece in self.pieces for name in piece.names)


def tree_of(text: str) -> tuple[bytes, Any] | None:
    """The bytes of a Go file and its root node in tree-sitter's tree; None for what is not Go."""
    try:
        data = text.encode()
    except UnicodeEncodeError:  # a lone surrogate: a file in another encoding
        return None
    root = parse_tree.parser().parse(data).root_node
    known = data
    for pattern, instead in _GAPS:
        if root.has_error:
            known = pattern.sub(instead, known)
            root = parse_tree.parser().parse(known).root_node
    return None if root.has_error else (data, root)


_GAPS = (
    # The grammar wants a type as the first argument of new and make, Go does not: other names are calls like any.
    (re.compile(rb"\b(ne|ma)(?:w|ke)\("), lambda match: match[0].swapcase()),
    # It wants a semicolon or a line end before the parenthesis that closes a group of variables or constants.
    (re.compile(rb"(?m)^((?:var|const)[ \t]*\([^\n]*)[ \t](\)[ \t\r]*)$"), rb"\1;\2"),
    # It wants a line end behind the last declaration.
    (re.compile(rb"(?<!\n)\Z"), b"\n"),
)
"""What is Go and not in tree-sitter's grammar, and what means the same to the reader, with every place where it was."""


def split(text: str) -> Parts | None:
    """The declarations of a Go file; None where it does not parse. Line ends are taken as they are."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    found = tree_of(text[len(mark) :])
    if found is None:
        return None
    data, root = found
    nodes = [node for node in root.children if node.is_named]
    clauses = [at for at, node in enumerate(nodes) if node.type == "package_clause"]
    if len(clauses) != 1 or any(node.type not in (*_KINDS, "comment", "package_clause") for node in nodes):
        return None
    if not _ordered(node.type for node in nodes if node.type != "comment"):
        return None
    reader = _Reader(data)
    at = clauses[0]
    end = at
    while end + 1 < len(nodes) and _trails(nodes[end + 1], nodes[end]):
        end += 1
    clause = reader.piece("package", (), (), nodes[:at], nodes[at], nodes[end], "")
    package = next(_text(child) for child in nodes[at].children if child.type == "package_identifier")
    pieces = list(_pieces(reader, nodes[end + 1 :]))
    tail = data[reader.at :].decode()
    return Parts(clause._replace(lead=mark + clause.lead), package, tuple(_numbered(pieces)), tail)


def _ordered(kinds: Iterator[str]) -> bool:
    """Whether the package clause comes first and the imports before everything else, as Go wants it."""
    ranks = [{"package_clause": 0, "import_declaration": 1}.get(kind, 2) for kind in kinds]
    return ranks == sorted(ranks)


def preorder(root: Any) -> Iterator[Any]:
    """A node and all below it, in the order of the text."""
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        stack += node.children[::-1]


def comments_in(declaration: str) -> list[str]:
    """The comments of a declaration, in order; none where it does not parse."""
    found = tree_of(f"package p\n{declaration}")
    return [_text(node) for node in preorder(found[1]) if node.type == "comment"] if found is not None else []


def _text(node: Any) -> str:
    return str(node.text.decode())


def _trails(comment: Any, last: Any) -> bool:
    """Whether a node is a comment behind another one, on its last line."""
    return bool(comment.type == "comment" and comment.start_point[0] == last.end_point[0])


class _Reader:
    """Hands out the bytes of a file in order; `at` is where the next piece begins."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def piece(
        self, kind: str, key: Key, names: tuple[str, ...], comments: list[Any], node: Any, last: Any, brace: Any
    ) -> Piece:
        """The next piece: `node` is its declaration, `last` the last node on its last line, `brace` opens its body."""
        doc = self._doc(comments, node)
        end = self._line_end(last.end_byte)
        body = brace.start_byte if brace else self._code_end(node, end)
        lead, docs, head, rest = (
            self.data[a:b].decode()
            for a, b in ((self.at, doc), (doc, node.start_byte), (node.start_byte, body), (body, end))
        )
        self.at = end
        return Piece(kind, key, names, lead, docs, head, rest)

    def _code_end(self, node: Any, end: int) -> int:
        return min(int(node.end_byte), end)

    def _doc(self, comments: list[Any], node: Any) -> int:
        """Where the comment lines begin that stand directly above a declaration."""
        start, line = self._indent(node.start_byte), node.start_point[0]
        if start is None:
            return int(node.start_byte)
        for comment in reversed(comments):
            begin = self._indent(comment.start_byte)
            if begin is None or begin < self.at or comment.end_point[0] != line - 1:
                break
            start, line = begin, comment.start_point[0]
        return max(start, self.at)

    def _indent(self, start: int) -> int | None:
        """Where the line begins on which something stands, if it is the first thing there."""
        line = self.data.rfind(b"\n", 0, start) + 1
        return line if not self.data[line:start].strip(b" \t") else None

    def _line_end(self, end: int) -> int:
        """Behind the end of the line if nothing but white space follows; else behind a semicolon, or where it is."""
        at = self._blank(end)
        semicolon = self.data[at : at + 1] == b";"
        if semicolon:
            at = self._blank(at + 1)
        if at >= len(self.data) or self.data[at : at + 1] == b"\n":
            return min(at + 1, len(self.data))
        return at if semicolon else end

    def _blank(self, at: int) -> int:
        while self.data[at : at + 1] in (b" ", b"\t", b"\r"):
            at += 1
        return at


def _pieces(reader: _Reader, nodes: list[Any]) -> Iterator[Piece]:
    comments: list[Any] = []
    at = 0
    while at < len(nodes):
        node = nodes[at]
        at += 1
        if node.type == "comment":
            comments.append(node)
            continue
        last = node
        while at < len(nodes) and _trails(nodes[at], last):
            last = nodes[at]
            at += 1
        kind = _KINDS[node.type]
        specs = [spec for child in node.children for spec in (child.children if child.type in _LISTS else [child])]
        if kind in ("type", "var") and any(spec.type == "(" for spec in specs):
            yield from _group(reader, kind, comments, node, specs, last)
        else:
            named = [spec for spec in specs if spec.type in _SPECS]
            names = tuple(name for spec in named for name in _names(spec)) or function_names(node)
            yield reader.piece(kind, _key(kind, names, node), names, comments, node, last, _brace(node))
        comments = []


def _group(reader: _Reader, kind: str, comments: list[Any], node: Any, specs: list[Any], last: Any) -> Iterator[Piece]:
    opening = next(at for at, spec in enumerate(specs) if spec.type == "(")
    inner = specs[opening + 1 : -1]
    first = specs[opening]
    at = 0
    opened = first
    while at < len(inner) and _trails(inner[at], opened):
        opened = inner[at]
        at += 1
    yield reader.piece("open", (), (), comments, node, opened, "")
    held: list[Any] = []
    while at < len(inner):
        spec = inner[at]
        at += 1
        if spec.type == "comment":
            held.append(spec)
            continue
        if spec.type not in _SPECS:
            continue
        end = spec
        while at < len(inner) and inner[at].type in ("comment", ";", "\n"):
            if inner[at].type == "comment" and inner[at].start_point[0] != end.end_point[0]:
                break
            if inner[at].type == "comment":
                end = inner[at]
            at += 1
        names = tuple(_names(spec))
        yield reader.piece(kind, _key(kind, names, spec), names, held, spec, end, _brace(spec))._replace(grouped=True)
        held = []
    yield reader.piece("close", (), (), [], specs[-1], last, "")


def _brace(node: Any) -> Any:
    """What begins the body of a declaration: a function's block, the braces of a struct or an interface."""
    body = node.child_by_field_name("body")
    if body is not None:
        return body
    for spec in node.children:
        if spec.type == "type_spec":
            return _brace(spec)
    kind = node.child_by_field_name("type") if node.type == "type_spec" else None
    if kind is not None and kind.type in ("struct_type", "interface_type"):
        fields = [child for child in kind.children if child.type in ("{", "field_declaration_list")]
        return fields[0] if fields else ""
    return ""


def _names(spec: Any) -> Iterator[str]:
    comma = True
    for child in spec.children:
        if child.type == ",":
            comma = True
        elif comma and child.type in ("identifier", "type_identifier", "blank_identifier"):
            yield _text(child)
            comma = False
        else:
            return


def function_names(node: Any) -> tuple[str, ...]:
    """What a function is known by, as a tuple of one; a method as ``Type.Method``. Empty for anything else."""
    name = node.child_by_field_name("name")
    if name is None:
        return ()
    receiver = node.child_by_field_name("receiver")
    return (f"{base_type(receiver)}.{_text(name)}",) if receiver is not None else (_text(name),)


def base_type(node: Any) -> str:
    """The name of a receiver's type, without its pointer and its type parameters."""
    return next((_text(one) for one in preorder(node) if one.type == "type_identifier"), "")


def _key(kind: str, names: tuple[str, ...], node: Any) -> Key:
    if kind == "import":
        return ("import",)
    if names and all(name == "_" for name in names):
        # Nothing can refer to it: a variable is known by its type, since all that it can do is to assert something of
        # that; anything else by what it says, constraints of type parameters apart.
        spec = next((child for child in node.children if child.type == "var_spec"), node)
        declared = spec.child_by_field_name("type") if kind == "var" else None
        if declared is not None:
            return (kind, "_", "".join(_text(declared).split()))
        variables = node.child_by_field_name("type_parameters")
        text = _text(node).removeprefix(kind).replace(_text(variables) if variables else "", "", 1)
        return (kind, "_", "".join(text.split()))
    return ("func" if kind == "method" else kind, *names)


def _numbered(pieces: list[Piece]) -> Iterator[Piece]:
    """Tell declarations of one key apart: ``init`` may stand there more than once."""
    seen: dict[Key, int] = {}
    for piece in pieces:
        if not piece.key:
            yield piece
            continue
        count = seen.get(piece.key, 0)
        seen[piece.key] = count + 1
        yield piece._replace(key=(*piece.key, f"#{count}")) if count else piece
