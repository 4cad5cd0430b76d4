"""gofmt's columns: struct fields, constants, imports and methods as gofmt would lay them out.

Everything here works on finished strings and returns finished lines. Where such a string spans several lines
(a struct type inside a field, a composite literal), its continuation lines carry their full indentation
already; `shift` moves a text that was laid out at another depth.

Source of the rules: ``go/printer`` (nodes.go) and ``text/tabwriter`` of Go 1.26, as gofmt configures them:
cells are padded with blanks to the widest of their column plus one, leading empty cells with tabs of eight
columns, width is counted in code points, columns without text vanish, a line that lacks a cell ends its column.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

HARD = "\t"
"""The cell of `align` that is empty and yet not discarded: one step of indentation."""

_TAB = 8
_ONE_LINE = 30  # the most bytes gofmt allows a name's blank and the type in a one-line struct or interface


class Field(NamedTuple):
    """One line of a struct, or one method or embedded element of an interface.

    `names` is empty for an embedded field, and may be a group (``a, b``). For a method it is the method's name and
    `type` its signature without ``func`` (``(ctx context.Context) error``). `tag` keeps its quotes. `doc` are
    finished comment lines (``// text``), `comment` is one too; it stands behind the field. `blank_before` asks for
    an empty line above the field and its doc, which gofmt drops above the first.
    """

    names: str
    type: str
    tag: str = ""
    comment: str = ""
    doc: tuple[str, ...] = ()
    blank_before: bool = False


class Value(NamedTuple):
    """One specification inside ``const ( … )`` or ``var ( … )``; `type` and `value` may be empty."""

    names: str
    type: str = ""
    value: str = ""
    comment: str = ""
    doc: tuple[str, ...] = ()
    blank_before: bool = False


class Import(NamedTuple):
    """One import: `name` is empty where the package's own name is used; groups stand apart, in ascending order."""

    path: str
    name: str = ""
    group: int = 0


def align(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lay out one section of rows; the last cell of a row belongs to no column.

    A cell that is `HARD` is an indentation step. A formfeed of ``go/printer`` is a new call.
    """
    if all(len(row) == 2 and row[0] and row[0] != HARD for row in rows):
        # Names and types without tags or comments: one column, and nine of ten sections.
        width = max([len(row[0]) for row in rows], default=0) + 1
        return [(row[0].ljust(width) + row[1]).rstrip(" \t") for row in rows]
    widths: list[list[int]] = [[] for _ in rows]
    todo = [(0, len(rows), 0)]
    while todo:
        at, end, column = todo.pop()
        while at < end:
            if len(rows[at]) - 1 <= column:
                at += 1
                continue
            begin = at
            width = 0
            while at < end and len(rows[at]) - 1 > column:
                cell = rows[at][column]
                if cell == HARD:
                    width = width or 1
                elif cell and len(cell) >= width:
                    width = len(cell) + 1
                at += 1
            for index in range(begin, at):
                widths[index].append(width)
            todo.append((begin, at, column + 1))
    return [_padded(row, width) for row, width in zip(rows, widths, strict=True)]


def _padded(row: Sequence[str], widths: list[int]) -> str:
    if not widths:
        return row[0].rstrip(" \t") if row else ""
    parts = []
    leading = True
    for cell, width in zip(row, widths, strict=False):
        if cell and cell != HARD:
            leading = False
            parts.append(cell.ljust(width))
        elif leading:
            parts.append("\t" * (-(-width // _TAB)))
        else:
            parts.append(" " * width)
    parts.append(row[-1])
    return "".join(parts).rstrip(" \t")


class _Block:
    """Rows of one indentation gathered into sections; multi-line texts, docs and blank lines end a section."""

    __slots__ = ("lines", "margin", "rows")

    def __init__(self, indent: int) -> None:
        self.margin = "\t" * indent
        self.lines: list[str] = []
        self.rows: list[list[str]] = []

    def begin(self, doc: tuple[str, ...], blank: bool) -> None:
        if doc or blank:
            self.flush()
            if blank and self.lines:
                self.lines.append("")
            self.lines.extend([self.margin + line for line in doc])

    def add(self, cells: list[str], tail: list[str]) -> None:
        """A row: `cells`, and behind the last of them what follows it in columns of its own."""
        last = cells[-1]
        if "\n" not in last:
            self.rows.append(cells + tail)
            return
        cells[-1], *inner, end = last.split("\n")
        self.rows.append(cells)
        self.flush()
        self.lines.extend(inner)
        self.lines.append(" ".join([end, *filter(None, tail)]))

    def flush(self) -> None:
        if self.rows:
            margin = self.margin
            self.lines.extend([margin + line for line in align(self.rows)])
            self.rows = []


def field_block(fields: Sequence[Field], indent: int = 1) -> list[str]:
    """The lines between the braces of a struct type."""
    block = _Block(indent)
    single = len(fields) == 1
    for field in fields:
        names, text, tag, comment, doc, blank = field
        block.begin(doc, blank)
        if single:
            joined = " ".join([part for part in (names, text, tag) if part])
            block.add([joined], [comment] if comment else [])
            continue
        tail = []
        if tag:
            # Between a type and its tag gofmt keeps a column that only untagged fields' comments reach.
            tail = ["", tag] if names else [tag]
            if comment:
                tail.append(comment)
        elif comment:
            tail = [comment] if names else ["", comment]
        block.add([names, text] if names else [text], tail)
    block.flush()
    return block.lines


def method_block(methods: Sequence[Field], indent: int = 1) -> list[str]:
    """The lines between the braces of an interface type; tags mean nothing here."""
    block = _Block(indent)
    for method in methods:
        block.begin(method.doc, method.blank_before)
        block.add([method.names + method.type], [method.comment] if method.comment else [])
    block.flush()
    return block.lines


def value_block(specs: Sequence[Value], indent: int = 1) -> list[str]:
    """The lines inside ``const ( … )`` or ``var ( … )``."""
    block = _Block(indent)
    single = len(specs) == 1
    for spec, keep in zip(specs, _type_columns(specs), strict=True):
        names, text, value, comment, doc, blank = spec
        block.begin(doc, blank)
        if single:
            joined = " ".join([part for part in (names, text, f"= {value}" if value else "") if part])
            block.add([joined], [comment] if comment else [])
            continue
        cells = [names]
        if text or keep:
            cells.append(text)
        if value:
            cells.append(f"= {value}")
        if comment:
            # Three columns may stand before a comment; the names are not one of them.
            missing = 3 - (1 if text or keep else 0) - (1 if value else 0)
            block.add(cells, [""] * (missing - 1) + [comment])
        else:
            block.add(cells, [])
    block.flush()
    return block.lines


def _type_columns(specs: Sequence[Value]) -> list[bool]:
    """For each specification: does it keep a (perhaps empty) column for types?

    Decided for each run of specifications with values: one type in the run keeps the column for all of it.
    """
    keep = [False] * len(specs)
    start = 0
    while start < len(specs):
        end = start
        while end < len(specs) and specs[end].value:
            end += 1
        if any(spec.type for spec in specs[start:end]):
            keep[start:end] = [True] * (end - start)
        start = end + 1
    return keep


def import_block(imports: Iterable[Import]) -> list[str]:
    """The import declaration of a file: none, one line, or a block of groups, each sorted, nothing twice."""
    wanted = sorted(set(imports), key=lambda one: (one.group, one.path, one.name))
    seen: set[tuple[str, str]] = set()
    lines: list[str] = []
    group = wanted[0].group if wanted else 0
    for one in wanted:
        if (one.path, one.name) in seen:
            continue
        seen.add((one.path, one.name))
        if one.group != group:
            lines.append("")
            group = one.group
        lines.append(f'\t{one.name} "{one.path}"' if one.name else f'\t"{one.path}"')
    if len(lines) <= 1:
        return ["import " + lines[0].lstrip("\t")] if lines else []
    return ["import (", *lines, ")"]


def fits_one_line(fields: Sequence[Field], *, interface: bool = False) -> bool:
    """Whether gofmt leaves ``struct{ … }`` or ``interface{ … }`` on one line: one short element, or none.

    More than one is always spread; the limit counts bytes and, for a method, the word ``func``.
    """
    if len(fields) != 1:
        return not fields
    names, text, tag, comment, doc, _ = fields[0]
    if tag or comment or doc or "\n" in text:
        return False
    size = len(text.encode())
    if names:
        size += 5 if interface else 1
    return size <= _ONE_LINE


def struct_type(fields: Sequence[Field], indent: int = 0) -> str:
    """A struct type whose first line stands in a line of `indent` tabs."""
    if not fields:
        return "struct{}"
    if fits_one_line(fields):
        names, text = fields[0][:2]
        return f"struct{{ {names} {text} }}" if names else f"struct{{ {text} }}"
    return "\n".join(["struct {", *field_block(fields, indent + 1), "\t" * indent + "}"])


def interface_type(methods: Sequence[Field], indent: int = 0) -> str:
    """An interface type whose first line stands in a line of `indent` tabs."""
    if not methods:
        return "interface{}"
    if fits_one_line(methods, interface=True):
        return f"interface{{ {methods[0].names}{methods[0].type} }}"
    return "\n".join(["interface {", *method_block(methods, indent + 1), "\t" * indent + "}"])


def shift(text: str, tabs: int) -> str:
    """`text` with every line but the first moved right by `tabs`; it must hold no raw string with line ends."""
    if "\n" not in text:
        return text
    return text.replace("\n", "\n" + "\t" * tabs)
