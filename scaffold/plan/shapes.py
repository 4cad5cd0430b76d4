"""What a node of YAML may be, and what becomes of it: the shapes that `scaffold.plan.records` makes tables of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from scaffold.diagnostics import Related, Report, replacement
from scaffold.fixes import Fix
from scaffold.golang.ast import NO_TEXT
from scaffold.nearest import nearest
from scaffold.node import Mapping, Node, Scalar, Sequence
from scaffold.plan.yaml_cuts import report_cut
from scaffold.source import Span, Text, Word

T = TypeVar("T")

MAX_FAULTS = 1000
"""Faults told of one tree; a document that has more is something else than a plan."""


class Reading:
    """The state of reading one tree: where faults go, and the records that are open around the present node."""

    __slots__ = ("faults", "hints", "open", "report")

    def __init__(self, report: Report) -> None:
        self.report = report
        self.faults = 0
        self.hints = 0
        self.open: list[Any] = []

    def error(
        self,
        code: str,
        message: str,
        span: Span,
        hint: str = "",
        related: Iterable[Related] = (),
        fix: Fix | None = None,
    ) -> None:
        """Report a fault; after `MAX_FAULTS` one message says that there are more."""
        self.faults += 1
        if self.faults <= MAX_FAULTS:
            self.report.error(code, message, span, hint, related, fix)
        elif self.faults == MAX_FAULTS + 1:
            self.report.error("too-many-faults", f"there are more than {MAX_FAULTS} faults; the rest is not told", span)


class Shape(Generic[T]):
    """What a node may be. `what` names it in messages, `null` says that nothing is fine too, `empty` is the default."""

    what = "a value"
    null = False
    empty: Any = None

    def read(self, node: Node, reading: Reading) -> T | None:
        """The value of `node`, or None after a message."""
        raise NotImplementedError

    def wrong(self, node: Node, reading: Reading) -> T | None:
        """Report that `node` isn't of this shape."""
        reading.error("wrong-type", f"expected {self.what}, found {_found(node)}", node.span, _wrong_hint(self, node))
        return None


class _Text(Shape[str]):
    """A scalar, as the text that stands there."""

    what = "text"
    empty = ""

    def read(self, node: Node, reading: Reading) -> str | None:
        """See `Shape.read`."""
        if type(node) is Scalar and (node.text.value or not node.plain):
            report_cut(node, reading.report)
            return node.text.value
        return self.wrong(node, reading)


class _Word(Shape[Word]):
    """A scalar with its place."""

    what = "text"

    def read(self, node: Node, reading: Reading) -> Word | None:
        """See `Shape.read`."""
        if type(node) is Scalar and (node.text.value or not node.plain):
            return Word(node.text.value, Span(node.text, 0, len(node.text.value)))
        return self.wrong(node, reading)


class _Prose(Shape[Text]):
    """A scalar as a text each of whose characters has its place: Go code, documentation."""

    what = "text"
    empty = NO_TEXT

    def read(self, node: Node, reading: Reading) -> Text | None:
        """See `Shape.read`."""
        if type(node) is Scalar and (node.text.value or not node.plain):
            return node.text
        return self.wrong(node, reading)


class _Doc(_Prose):
    """Documentation: prose that YAML may have cut, which Go code cannot be without an error of its own."""

    def read(self, node: Node, reading: Reading) -> Text | None:
        """See `Shape.read`."""
        found = super().read(node, reading)
        if found is not None and type(node) is Scalar:
            report_cut(node, reading.report)
        return found


class _Flag(Shape[bool]):
    """``true`` or ``false``."""

    what = "true or false"

    def read(self, node: Node, reading: Reading) -> bool | None:
        """See `Shape.read`."""
        if type(node) is Scalar and node.plain:
            value = node.text.value
            if value == "true":
                return True
            if value == "false":
                return False
        return self.wrong(node, reading)


class _Raw(Shape[Node]):
    """Any node, as it is."""

    null = True

    def read(self, node: Node, reading: Reading) -> Node | None:
        """See `Shape.read`."""
        return node


text = _Text()
word = _Word()
prose = _Prose()
doc_text = _Doc()
flag = _Flag()
raw = _Raw()


class Integer(Shape[int]):
    """A whole number in decimal notation, `least` and `most` included."""

    what = "a whole number"

    def __init__(self, least: int, most: int) -> None:
        self.least = least
        self.most = most

    def read(self, node: Node, reading: Reading) -> int | None:
        """See `Shape.read`."""
        if type(node) is not Scalar or not node.plain:
            return self.wrong(node, reading)
        digits = node.text.value.removeprefix("-")
        if not (digits.isascii() and digits.isdigit()):
            return self.wrong(node, reading)
        # int() of thousands of digits is refused by Python itself.
        value = int(node.text.value) if len(digits) < 20 else None
        if value is None or not self.least <= value <= self.most:
            message = f"expected a whole number from {self.least} to {self.most}"
            reading.error("out-of-range", message, node.span)
            return None
        return value


class Choice(Shape[Word]):
    """One of some words."""

    def __init__(self, values: tuple[str, ...]) -> None:
        self.values = values
        self.what = "one of " + ", ".join(values) if len(values) > 1 else values[0]

    def read(self, node: Node, reading: Reading) -> Word | None:
        """See `Shape.read`."""
        if type(node) is not Scalar or (node.plain and not node.text.value):
            return self.wrong(node, reading)
        value = node.text.value
        if value in self.values:
            return Word(value, Span(node.text, 0, len(value)))
        near = nearest(value, self.values)
        reading.error(
            "unknown-value",
            f"expected {self.what}, found {shown(value)}",
            node.span,
            f"did you mean {near}?" if near else "",
            fix=replacement(Span(node.text, 0, len(value)), near) if near else None,
        )
        return None


class ListOf(Shape[tuple[T, ...]]):
    """A list; with `single` one item may stand without its list."""

    empty = ()

    def __init__(self, item: Shape[T], single: bool) -> None:
        self.item = item
        self.single = single
        self.what = f"{item.what} or a list" if single else "a list"

    def read(self, node: Node, reading: Reading) -> tuple[T, ...] | None:
        """See `Shape.read`."""
        if type(node) is not Sequence:
            if not self.single:
                return self.wrong(node, reading)
            one = self.item.read(node, reading)
            return None if one is None else (one,)
        read = self.item.read
        found = [read(item, reading) for item in node.items]
        return tuple([item for item in found if item is not None])


class MapOf(Shape[tuple[tuple[Word, T], ...]]):
    """A mapping with keys of the author's choice, in the order of the document."""

    what = "a mapping"
    empty = ()

    def __init__(self, value: Shape[T]) -> None:
        self.value = value

    def read(self, node: Node, reading: Reading) -> tuple[tuple[Word, T], ...] | None:
        """See `Shape.read`."""
        if type(node) is not Mapping:
            return self.wrong(node, reading)
        found: list[tuple[Word, T]] = []
        for key, item in node.entries:
            value = self.value.read(item, reading)
            if value is not None:
                found.append((Word(key.text.value, Span(key.text, 0, len(key.text.value))), value))
        return tuple(found)


class Either(Shape[T]):
    """A short form, which is a scalar, or a long one, which is not."""

    def __init__(self, short: Shape[T], long: Shape[T]) -> None:
        self.short = short
        self.long = long
        self.what = f"{short.what} or {long.what}"
        self.null = long.null
        self.empty = long.empty

    def read(self, node: Node, reading: Reading) -> T | None:
        """See `Shape.read`."""
        if type(node) is not Scalar:
            return self.long.read(node, reading)
        if (node.plain and not node.text.value) or (self.null and node.is_null):
            return self.long.read(node, reading) if self.null else self.wrong(node, reading)
        return self.short.read(node, reading)


class Custom(Shape[T]):
    """Whatever a function makes of a node. `schema` is for `scaffold schema`: the shapes that it tells apart."""

    def __init__(self, what: str, read: Callable[[Node, Reading], T | None], schema: tuple[Shape[Any], ...]) -> None:
        self.what = what
        self.schema = schema
        self.function = read

    def read(self, node: Node, reading: Reading) -> T | None:
        """See `Shape.read`."""
        return self.function(node, reading)


def integer(least: int = 0, most: int = 2**31 - 1) -> Integer:
    """A whole number within bounds."""
    return Integer(least, most)


def choice(*values: str) -> Choice:
    """One of `values`, as a Word."""
    return Choice(values)


def list_of(item: Shape[T], single: bool = False) -> ListOf[T]:
    """A list of `item`s, as a tuple; with `single`, one without a list is fine."""
    return ListOf(item, single)


def map_of(value: Shape[T]) -> MapOf[T]:
    """Author's keys with `value`s, as a tuple of (Word, value)."""
    return MapOf(value)


def either(short: Shape[T], long: Shape[T]) -> Either[T]:
    """`short` for a scalar, `long` for anything else."""
    return Either(short, long)


def custom(what: str, read: Callable[[Node, Reading], T | None], schema: tuple[Shape[Any], ...] = ()) -> Custom[T]:
    """A shape that a function reads."""
    return Custom(what, read, schema)


def shown(value: str) -> str:
    """A text of the plan as a message shows it: on one line and not too long."""
    value = " ".join(value.split()) or "''"
    return value if len(value) <= 60 else value[:60] + "…"


def _found(node: Node) -> str:
    if type(node) is Scalar:
        return f"the text {shown(node.text.value)}" if node.text.value or not node.plain else "nothing"
    return "a list" if type(node) is Sequence else "a mapping"


def _wrong_hint(shape: Shape[Any], node: Node) -> str:
    """What the author probably meant by a node of the wrong shape."""
    if type(node) is Scalar:
        value = node.text.value
        if isinstance(shape, _Flag):
            if value.lower() in ("true", "yes", "on", "y", "1"):
                return "write true"
            if value.lower() in ("false", "no", "off", "n", "0"):
                return "write false"
        if isinstance(shape, Integer) and value.isascii() and value.removeprefix("-").isdigit():
            return "write it without quotes"
        if isinstance(shape, ListOf) and value:
            return (
                f"a list of one is written [{shown(value)}]" if value.isidentifier() else "begin each entry with '- '"
            )
        return ""
    if isinstance(shape, (_Text, _Word, _Prose, Choice)):
        begins = node.span.text.value[node.span.start : node.span.start + 1]
        if begins and begins in "[{":
            return f"a text that begins with {begins} is written in quotes"
        if type(node) is Mapping and len(node.entries) == 1:
            return "if this is one text, write it in quotes: YAML takes 'Foo: bar' for a key and its value"
    if isinstance(shape, ListOf) and type(node) is Mapping:
        return "begin each entry with '- '"
    return ""
