"""Go's syntax as the formatter prints it: one class a construct, every place a byte offset of the source.

The shape is that of Go's own ``go/ast``, because gofmt's decisions are stated on it. Each node begins with its
first byte and the byte after its last. A place that does not exist is ``NOWHERE``.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

NOWHERE = -1


class Node(Protocol):
    """What every node has. A union of them all would be exact, and mypy would not live to see it checked."""

    @property
    def pos(self) -> int:
        """The first byte."""

    @property
    def end(self) -> int:
        """The byte after the last."""


Expr = Node
"""An expression or a type: `Ident` to `Ellipsis`."""

Stmt = Node
"""A statement: `Block` to `Empty`, or a `GenDecl`."""

Spec = Node
"""`ImportSpec`, `ValueSpec` or `TypeSpec`."""


class Ident(NamedTuple):
    """A name, ``_`` and ``.`` of an import included."""

    pos: int
    end: int
    name: str


class Literal(NamedTuple):
    """A basic literal; `kind` is ``INT``, ``FLOAT``, ``IMAG``, ``CHAR`` or ``STRING``."""

    pos: int
    end: int
    text: str
    kind: str


class Binary(NamedTuple):
    """``x op y``, also the alternatives of a type constraint."""

    pos: int
    end: int
    x: Expr
    op: str
    op_pos: int
    y: Expr


class Unary(NamedTuple):
    """``op x``; a pointer is a `Star`."""

    pos: int
    end: int
    op: str
    x: Expr


class Star(NamedTuple):
    """``*x``."""

    pos: int
    end: int
    x: Expr


class Paren(NamedTuple):
    """``(x)``."""

    pos: int
    end: int
    x: Expr


class Selector(NamedTuple):
    """``x.sel``."""

    pos: int
    end: int
    x: Expr
    sel: Ident


class Index(NamedTuple):
    """``x[items]``, also an instantiation."""

    pos: int
    end: int
    x: Expr
    bracket: int
    items: list[Expr]


class SliceOf(NamedTuple):
    """``x[low:high]`` or, with three bounds, ``x[low:high:max]``."""

    pos: int
    end: int
    x: Expr
    bracket: int
    bounds: list[Expr | None]


class Assert(NamedTuple):
    """``x.(type)``; `type` is absent in the head of a type switch."""

    pos: int
    end: int
    x: Expr
    paren: int
    type: Expr | None


class Call(NamedTuple):
    """A call or a conversion; `ellipsis` is where ``...`` stands."""

    pos: int
    end: int
    fun: Expr
    paren: int
    args: list[Expr]
    ellipsis: int


class Composite(NamedTuple):
    """``type{items}``."""

    pos: int
    end: int
    type: Expr | None
    brace: int
    items: list[Expr]


class KeyValue(NamedTuple):
    """``key: value`` in a composite literal."""

    pos: int
    end: int
    key: Expr
    colon: int
    value: Expr


class FuncType(NamedTuple):
    """A signature; `pos` is that of ``func`` where there is one."""

    pos: int
    end: int
    type_params: Fields | None
    params: Fields
    results: Fields | None


class FuncLit(NamedTuple):
    """A function literal."""

    pos: int
    end: int
    type: FuncType
    body: Block


class ArrayType(NamedTuple):
    """``[length]elem``; a slice has no length."""

    pos: int
    end: int
    length: Expr | None
    elem: Expr


class StructType(NamedTuple):
    """A struct type."""

    pos: int
    end: int
    fields: Fields


class InterfaceType(NamedTuple):
    """An interface type."""

    pos: int
    end: int
    fields: Fields


class MapType(NamedTuple):
    """A map type."""

    pos: int
    end: int
    key: Expr
    value: Expr


class ChanType(NamedTuple):
    """A channel type; `direction` is ``both``, ``send`` or ``receive``."""

    pos: int
    end: int
    direction: str
    arrow: int
    value: Expr


class Ellipsis(NamedTuple):
    """``...elem``, or ``...`` as the length of an array."""

    pos: int
    end: int
    elem: Expr | None


class Field(NamedTuple):
    """A field, parameter or method; `comment` tells whether a comment of its own ends its line."""

    pos: int
    end: int
    names: list[Ident]
    type: Expr
    tag: Literal | None
    comment: bool


class Fields(NamedTuple):
    """A bracketed list of fields; `pos` is the opening bracket, the byte before `end` the closing one."""

    pos: int
    end: int
    items: list[Field]


class Block(NamedTuple):
    """Statements in braces."""

    pos: int
    end: int
    items: list[Stmt]


class Simple(NamedTuple):
    """An expression as a statement."""

    pos: int
    end: int
    x: Expr


class Send(NamedTuple):
    """``channel <- value``."""

    pos: int
    end: int
    channel: Expr
    arrow: int
    value: Expr


class Step(NamedTuple):
    """``x++`` or ``x--``."""

    pos: int
    end: int
    x: Expr
    op: str
    op_pos: int


class Assign(NamedTuple):
    """``left op right``."""

    pos: int
    end: int
    left: list[Expr]
    op: str
    op_pos: int
    right: list[Expr]


class Spawn(NamedTuple):
    """``go call`` or ``defer call``."""

    pos: int
    end: int
    word: str
    call: Expr


class Return(NamedTuple):
    """``return results``."""

    pos: int
    end: int
    results: list[Expr]


class Branch(NamedTuple):
    """``break``, ``continue``, ``goto`` or ``fallthrough``."""

    pos: int
    end: int
    word: str
    label: Ident | None


class If(NamedTuple):
    """An if statement; `other` is what follows ``else``."""

    pos: int
    end: int
    init: Stmt | None
    condition: Expr
    body: Block
    other: Stmt | None


class Case(NamedTuple):
    """A clause of a switch; ``default`` has no list."""

    pos: int
    end: int
    items: list[Expr] | None
    colon: int
    body: list[Stmt]


class Comm(NamedTuple):
    """A clause of a select; ``default`` has no communication."""

    pos: int
    end: int
    comm: Stmt | None
    colon: int
    body: list[Stmt]


class Switch(NamedTuple):
    """An expression switch."""

    pos: int
    end: int
    init: Stmt | None
    tag: Expr | None
    body: Block


class TypeSwitch(NamedTuple):
    """A type switch; `head` is what stands before its brace."""

    pos: int
    end: int
    init: Stmt | None
    head: Stmt
    body: Block


class Select(NamedTuple):
    """A select statement."""

    pos: int
    end: int
    body: Block


class For(NamedTuple):
    """A for statement without ``range``."""

    pos: int
    end: int
    init: Stmt | None
    condition: Expr | None
    post: Stmt | None
    body: Block


class Range(NamedTuple):
    """``for key, value op range x``."""

    pos: int
    end: int
    key: Expr | None
    value: Expr | None
    op: str
    op_pos: int
    x: Expr
    body: Block


class Labeled(NamedTuple):
    """``label: stmt``."""

    pos: int
    end: int
    label: Ident
    colon: int
    stmt: Stmt


class Empty(NamedTuple):
    """A semicolon without a statement, or nothing where a statement could stand."""

    pos: int
    end: int


class ImportSpec(NamedTuple):
    """One import."""

    pos: int
    end: int
    name: Ident | None
    path: Literal


class ValueSpec(NamedTuple):
    """One line of a const or var declaration; `comment` as in `Field`."""

    pos: int
    end: int
    names: list[Ident]
    type: Expr | None
    values: list[Expr]
    comment: bool


class TypeSpec(NamedTuple):
    """One type declaration; an alias has an ``=``."""

    pos: int
    end: int
    name: Ident
    type_params: Fields | None
    alias: bool
    type: Expr


class GenDecl(NamedTuple):
    """An import, const, var or type declaration; without parentheses `open` and `close` are nowhere."""

    pos: int
    end: int
    word: str
    open: int
    specs: list[Spec]
    close: int
    doc: bool


class FuncDecl(NamedTuple):
    """A function or method."""

    pos: int
    end: int
    receiver: Fields | None
    name: Ident
    type: FuncType
    body: Block | None
    doc: bool


Decl = GenDecl | FuncDecl


class Comment(NamedTuple):
    """One comment as written."""

    pos: int
    end: int
    text: str


class File(NamedTuple):
    """A file or a piece of one; `package` is the name behind ``package``, if there is one."""

    pos: int
    package: Ident | None
    decls: list[Decl]
