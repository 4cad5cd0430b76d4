"""Go declarations and types as values.

One tree for every spelling: a `go:` block, a method written as a string and a field in YAML's long form all end
here. Spans lead to the document a person edits. Names are kept as written; what they refer to is the business of
`scaffold.check`.
"""

from __future__ import annotations

from typing import NamedTuple

from scaffold.source import Source, Span, Text

NO_TEXT = Text(Source("", ""), "", ((0, 0),))
"""The absent text: no doc comment, no body."""


class Name(NamedTuple):
    """A type by its name: ``int``, ``Object``, ``context.Context``, ``List[T]``.

    `qualifier` is empty for a bare name; `args` are the type arguments.
    """

    qualifier: str
    name: str
    args: tuple[Type, ...]
    span: Span


class Pointer(NamedTuple):
    """``*elem``."""

    elem: Type
    span: Span


class Slice(NamedTuple):
    """``[]elem``."""

    elem: Type
    span: Span


class Array(NamedTuple):
    """``[length]elem``; the length is an expression in gofmt's spelling. Not ``[...]``, which no type can have."""

    length: Text
    elem: Type
    span: Span


class Map(NamedTuple):
    """``map[key]value``."""

    key: Type
    value: Type
    span: Span


class Chan(NamedTuple):
    """``chan elem``, ``chan<- elem`` (`direction` is ``send``) or ``<-chan elem`` (``receive``); otherwise ``both``."""

    direction: str
    elem: Type
    span: Span


class Func(NamedTuple):
    """``func(params) results``."""

    params: tuple[Param, ...]
    results: tuple[Param, ...]
    span: Span


class Struct(NamedTuple):
    """``struct { fields }``, as a literal or behind ``type T``."""

    fields: tuple[Field, ...]
    span: Span


class Interface(NamedTuple):
    """``interface { … }``. `embeds` are embedded interfaces and constraint elements (`Union`, `Tilde`, plain types).

    `order` gives the elements in the order written: an index ``i >= 0`` means ``methods[i]``, ``~i`` (negative) means
    ``embeds[i]``.
    """

    methods: tuple[Method, ...]
    embeds: tuple[Embed, ...]
    order: tuple[int, ...]
    span: Span


class Embed(NamedTuple):
    """An embedded element of an interface with its comments."""

    type: Type
    doc: Text
    comment: Text
    span: Span


class Paren(NamedTuple):
    """``(inner)``: only kept where Go needs it, as in ``chan (<-chan int)``."""

    inner: Type
    span: Span


class Tilde(NamedTuple):
    """``~inner`` in a constraint."""

    inner: Type
    span: Span


class Union(NamedTuple):
    """``a | ~b | c`` in a constraint; at least two terms."""

    terms: tuple[Type, ...]
    span: Span


Type = Name | Pointer | Slice | Array | Map | Chan | Func | Struct | Interface | Paren | Tilde | Union


class Param(NamedTuple):
    """A parameter or a result.

    `name` is empty when unnamed and may be ``_``. `grouped` means that the type was written once behind several
    names and this is not the last of them: ``src, dst string`` is two parameters, the first one grouped.
    `variadic` belongs to the last parameter; `type` is then the element's type.
    """

    name: str
    type: Type
    variadic: bool
    grouped: bool
    span: Span


class TypeParam(NamedTuple):
    """A type parameter; `grouped` as in `Param`."""

    name: str
    constraint: Type
    grouped: bool
    span: Span


class Method(NamedTuple):
    """A method of an interface. `span` is the whole signature, `name_span` the name in it."""

    name: str
    params: tuple[Param, ...]
    results: tuple[Param, ...]
    doc: Text
    comment: Text
    span: Span
    name_span: Span


class Field(NamedTuple):
    """A field of a struct. `name` is empty for an embedded one, whose type is a `Name` or a `Pointer` to one.

    `tag` is the tag's content without its quotes, empty for none. `grouped` as in `Param`. `doc` is
    the comment above (kubebuilder markers are lines of it), `comment` the one behind.
    """

    name: str
    type: Type
    tag: Text
    doc: Text
    comment: Text
    grouped: bool
    span: Span

    @property
    def promoted_name(self) -> str:
        """The name the field is selected by: its own, or the embedded type's."""
        if self.name:
            return self.name
        inner = self.type
        while isinstance(inner, Pointer | Paren):
            inner = inner.elem if isinstance(inner, Pointer) else inner.inner
        return inner.name if isinstance(inner, Name) else ""


class TypeDecl(NamedTuple):
    """``type name[type_params] type`` or, with `alias`, ``type name = type``. `span` is the name's."""

    name: str
    type_params: tuple[TypeParam, ...]
    type: Type
    alias: bool
    doc: Text
    comment: Text
    span: Span


class ValueSpec(NamedTuple):
    """One line of a const or var declaration: names, perhaps a type, perhaps values (Go expressions as written).

    `names` stand with their spans; a constant without values repeats the expression above it.
    """

    names: tuple[tuple[str, Span], ...]
    type: Type | None
    values: tuple[Text, ...]
    doc: Text
    comment: Text
    span: Span
    blank_before: bool


class ValueDecl(NamedTuple):
    """A ``const`` or ``var`` declaration. `grouped` means that it was written with parentheses."""

    keyword: str
    specs: tuple[ValueSpec, ...]
    grouped: bool
    doc: Text
    span: Span


class Receiver(NamedTuple):
    """``(name *T[A, B])``: `name` may be empty, `params` are the receiver's names for the type's parameters."""

    name: str
    pointer: bool
    type_name: str
    params: tuple[str, ...]
    span: Span


class FuncDecl(NamedTuple):
    """A function or a method with a receiver.

    `body` includes its braces; `NO_TEXT` for a signature alone. `span` is the name's.
    """

    name: str
    receiver: Receiver | None
    type_params: tuple[TypeParam, ...]
    params: tuple[Param, ...]
    results: tuple[Param, ...]
    body: Text
    doc: Text
    span: Span


Decl = TypeDecl | ValueDecl | FuncDecl


class ImportSpec(NamedTuple):
    """An import of a Go file: `alias` is empty, a name, ``_`` or ``.``."""

    alias: str
    path: str
    span: Span


class File(NamedTuple):
    """A Go file or a piece of one. `package` is empty where there is no package clause."""

    package: str
    package_span: Span | None
    doc: Text
    imports: tuple[ImportSpec, ...]
    decls: tuple[Decl, ...]
