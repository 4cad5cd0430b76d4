"""gofmt for the plan's own Go: whole declarations, function bodies and expressions, however they were pasted.

What comes out is what ``gofmt -s`` leaves alone, at the indentation asked for. It costs tree-sitter, so it is loaded
only for plans that carry Go code. The way through:

- `tree` and `tree_expr` turn tree-sitter's tree into `nodes` in the shape of ``go/ast``, on which gofmt's decisions
  are stated; `lines` knows places and groups of comments.
- The printers stand on each other: `writer` puts tokens, white space and comments on paper, `types`, `expr`, `decl`,
  `stmt` and `file` know what is printed where; `operators` and `comments` help them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from scaffold.golang.gofmt import nodes as ast
from scaffold.golang.gofmt.file import FilePrinter
from scaffold.golang.gofmt.lines import Comments, Lines
from scaffold.golang.gofmt.nodes import NOWHERE
from scaffold.golang.gofmt.tree import Converter
from scaffold.golang.gofmt.tree_expr import Unreadable
from scaffold.golang.gofmt.writer import BLANK, INFINITY
from scaffold.golang.parse_tree import parser

if TYPE_CHECKING:
    from tree_sitter import Node

_ROUNDS = 5  # gofmt is not always content with its own output; two rounds nearly always do
_FRAMES = 20_000  # of Python: a handful for each level of nesting
_PACKAGE = "package p\n\n"

LONG_HEADER = 1000
"""The header of `format_body` behind which no body stays on the line: gofmt's limit for both is 100 bytes."""


class NotGo(NamedTuple):
    """Why a text could not be formatted. `offset` is the character of the text at which Go's grammar fails."""

    offset: int
    message: str


def format_source(code: str) -> str | NotGo:
    """A whole file as ``gofmt -s`` prints it; imports and build constraints stay where they stand."""
    return _settled("", code, _print_file)


def format_decls(code: str) -> str | NotGo:
    """Declarations without a package clause; ends with a line end unless there is nothing.

    Comments lose what makes Go tools move them or take the file for a generated one. Imports stay in their order.
    """
    return _settled(_PACKAGE, code, _print_decls)


def format_body(code: str, indent: int = 0, *, header: int = 0) -> str | NotGo:
    """A function's body, braces included.

    `indent` is the number of tabs of the line the body begins on, `header` the bytes of that line from ``func`` up to
    the blank before the brace, which decides whether a body on one line may stay there. Behind a header of several
    lines it may not: pass `LONG_HEADER`.
    """
    return _settled("func _() ", code, lambda tree: _print_body(tree, indent, header))


def format_expr(code: str, indent: int = 0) -> str | NotGo:
    """An expression (or several with commas) as the value of a constant or variable in a line of `indent` tabs."""
    return _settled("var _ = ", code, lambda tree: _print_value(tree, indent))


class _Tree(NamedTuple):
    """Everything a printer is made of; `prefix` is the size of what was put before the text."""

    lines: Lines
    comments: Comments
    file: ast.File
    prefix: int


_Print = Callable[[_Tree], str]


def _settled(prefix: str, code: str, show: _Print) -> str | NotGo:
    """Format until nothing changes."""
    plain = code.replace("\r\n", "\n").replace("\r", "").strip(" \t\n")
    try:
        plain.encode()
    except UnicodeEncodeError as error:
        return NotGo(_offset_in(code, plain, error.start), "half a surrogate pair")
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, _FRAMES))
    try:
        text = plain
        for _ in range(_ROUNDS):
            formatted = _formatted(prefix, text, show)
            if isinstance(formatted, NotGo):
                return formatted._replace(offset=_offset_in(code, plain, formatted.offset))
            if formatted == text:
                break
            text = formatted
        return text
    except RecursionError:
        return NotGo(0, "nested too deeply")
    finally:
        sys.setrecursionlimit(limit)


def _offset_in(code: str, plain: str, offset: int) -> int:
    """The place in `code` of a place in `plain`, which lacks its carriage returns and the white space around it."""
    start = len(code) - len(code.lstrip(" \t\r\n"))
    left = min(offset, len(plain))
    at = start
    while at < len(code) and (left > 0 or code[at] == "\r"):
        left -= code[at] != "\r"
        at += 1
    return at


def _formatted(prefix: str, text: str, show: _Print) -> str | NotGo:
    source = f"{prefix}{text}\n".encode()
    root = parser().parse(source).root_node
    if root.has_error:
        # The grammar wants a type as the first argument of new and make; Go does not (go1.26, or where they are
        # declared anew). Under other names they are calls like any, and texts are taken from the source itself.
        other = parser().parse(source.replace(b"new(", b"neW(").replace(b"make(", b"makE(")).root_node
        root = root if other.has_error else other
    try:
        if root.has_error:
            raise Unreadable(_first_error(root))
        lines = Lines(source)
        comments = Comments(lines, root)
        file = Converter(lines, comments, simplify=True).file(root)
        return show(_Tree(lines, comments, file, len(prefix)))
    except Unreadable as error:
        before = source[: error.offset].decode(errors="replace")
        return NotGo(max(len(before) - len(prefix), 0), "not Go")


def _first_error(root: Node) -> int:
    """Where the first thing stands that is no Go, or that is missing."""
    node = root
    while True:
        if node.is_error or node.is_missing:
            inner = [child for child in node.children if child.has_error]
            if not inner:
                return node.start_byte
            node = inner[0]
            continue
        inner = [child for child in node.children if child.has_error or child.is_missing]
        if not inner:
            return node.start_byte
        node = inner[0]


def _printer(tree: _Tree, indent: int) -> FilePrinter:
    return FilePrinter(tree.lines, tree.comments.groups, indent)


def _print_file(tree: _Tree) -> str:
    return _finish_file(_printer(tree, 0), tree.file)


def _finish_file(printer: FilePrinter, file: ast.File) -> str:
    printer.file(file)
    printer.implied_semicolon = False
    printer.flush((INFINITY, INFINITY, 1), "EOF")
    return printer.finish()


def _print_decls(tree: _Tree) -> str:
    if tree.file.package is None or tree.file.package.pos != len("package "):
        raise Unreadable(tree.prefix)
    printer = _printer(tree, 0)
    printer.prose = True
    return _finish_file(printer, tree.file)[len(_PACKAGE) :]


def _print_body(tree: _Tree, indent: int, header: int) -> str:
    match tree.file.decls:
        case [ast.FuncDecl(body=ast.Block() as body, type=ast.FuncType(results=None))] if body.pos == tree.prefix:
            printer = _inner_printer(tree, indent)
            printer.func_body(header + 1, BLANK, body)  # gofmt counts the blank
            return _finish_inner(printer, tree)
    raise Unreadable(tree.prefix)


def _print_value(tree: _Tree, indent: int) -> str:
    match tree.file.decls:
        case [ast.GenDecl(open=ast.NOWHERE, specs=[ast.ValueSpec(type=None, values=[_, *_] as values)])]:
            printer = _inner_printer(tree, indent)
            printer.place(tree.prefix)
            printer.expr_list(NOWHERE, values, 1, NOWHERE)
            return _finish_inner(printer, tree)
    raise Unreadable(tree.prefix)


def _inner_printer(tree: _Tree, indent: int) -> FilePrinter:
    printer = _printer(tree, indent)
    printer.docs = False  # no comment in here will stand in the first column
    printer.prose = True
    return printer


def _finish_inner(printer: FilePrinter, tree: _Tree) -> str:
    printer.implied_semicolon = False
    size = len(tree.lines.source)
    if printer.comment_before(size):
        printer.flush((size, tree.lines.line(size), 1), "EOF")
    return printer.finish().strip(" \t\n")
