"""Go's types: tokens become the tree of `scaffold.golang.ast`."""

from __future__ import annotations

from scaffold.golang.ast import (
    Array,
    Chan,
    Func,
    Interface,
    Map,
    Name,
    Param,
    Paren,
    Pointer,
    Slice,
    Struct,
    Type,
)
from scaffold.golang.parse_comments import CommentCursor
from scaffold.golang.parse_cursor import MAX_DEPTH, Fault
from scaffold.golang.parse_expressions import TYPE_STARTS, ExpressionCursor
from scaffold.source import Span, Text


class TypeCursor(ExpressionCursor, CommentCursor):
    """A cursor that reads types."""

    def type(self, expected: str = "a type") -> Type:
        """The type that begins here."""
        found = self.type_or_none()
        if found is None:
            raise self._no_type(expected)
        return found

    def _no_type(self, expected: str) -> Fault:
        hint = ""
        if self.kind == "...":
            hint = "only the last parameter of a function may be variadic"
        elif self.kind == "~":
            hint = "~ belongs to constraints: interface elements and type parameters"
        return self.fault(expected, hint)

    def type_or_none(self) -> Type | None:
        """The type that begins here, if any does."""
        kind = self.kind
        if kind == "name":
            return self._named()
        if kind not in TYPE_STARTS:
            return None
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.too_deep()
        start = self.starts[self.at]
        found: Type
        if kind == "*":
            self.next()
            elem = self.type()
            found = Pointer(elem, self.since(start))
        elif kind == "[":
            found = self._slice_or_array(start)
        elif kind == "map":
            found = self._map(start)
        elif kind == "func":
            self.next()
            params, results = self.signature()
            found = Func(params, results, self.since(start))
        elif kind == "interface":
            found = self.interface()
        elif kind == "struct":
            found = self.struct()
        elif kind == "(":
            found = self._parenthesised(start)
        else:
            found = self._chan(start)
        self.depth -= 1
        return found

    def _named(self) -> Name:
        at = self.at
        self.next()
        name = self._qualified(at)
        if self.kind == "[":
            return self._instance(name)
        return name

    def _qualified(self, at: int) -> Name:
        """The type name whose first word is the token `at`, just passed."""
        start, end = self.starts[at], self.ends[at]
        word = self.value[start:end]
        if self.kind != ".":
            return Name("", word, (), Span(self.text, start, end))
        self.next()
        if self.kind != "name":
            raise self.fault("a type's name after '.'")
        second = self.word()
        end = self.ends[self.at]
        self.next()
        return Name(word, second, (), Span(self.text, start, end))

    def _instance(self, name: Name) -> Name:
        """The type arguments that begin here."""
        opened = self.starts[self.at]
        self.next()
        self.deeper()
        if self.kind == "]":
            raise self.fault("a type argument", f"a slice is written []{name.name}")
        args = []
        while self.kind not in ("]", "eof"):
            args.append(self.type("a type argument"))
            if self.kind != ",":
                break
            self.next()
        self.closing("]", opened, "the type arguments")
        self.depth -= 1
        return name._replace(args=tuple(args), span=self.since(name.span.start))

    def _slice_or_array(self, start: int) -> Type:
        self.next()
        if self.kind == "]":
            self.next()
            return Slice(self.type("the type of the elements"), self.since(start))
        length = self.array_length(start)
        return Array(length, self.type("the type of the elements"), self.since(start))

    def array_length(self, opened: int) -> Text:
        """The length that begins here, and its closing bracket."""
        if self.kind == "...":
            hint = "[...] is for values; a type needs its length, or is a slice: []T"
            raise Fault(self.here(), "an array type cannot leave its length to be counted", hint)
        first = self.starts[self.at]
        saved, self.level = self.level, self.level + 1
        self.depth -= 1  # the length counts with its array
        self.expression()
        self.depth += 1
        self.level = saved
        length = self.text.part(first, self.ends[self.at - 1])
        if self.kind != "]":
            hint = "an array has one length" if self.kind == "," else ""
            raise self.fault("']' after the array's length", hint)
        self.next()
        return length

    def _map(self, start: int) -> Map:
        self.next()
        self.expect("[", " after map")
        key = self.type("the type of the map's keys")
        self.expect("]", " after the map's key")
        return Map(key, self.type("the type of the map's values"), self.since(start))

    def _chan(self, start: int) -> Chan:
        direction = "both"
        if self.kind == "<-":
            self.next()
            self.expect("chan", " after '<-'")
            direction = "receive"
        else:
            self.next()
            if self.kind == "<-":
                self.next()
                direction = "send"
        return Chan(direction, self._elem(direction), self.since(start))

    def _elem(self, direction: str) -> Type:
        """A channel's element: ``chan (<-chan T)`` keeps its parentheses, ``chan <-chan T`` is another type."""
        start = self.starts[self.at]
        elem = self.type("the type of the channel's elements")
        if direction == "both" and isinstance(elem, Chan) and elem.direction == "receive":
            return Paren(elem, self.since(start))
        return elem

    def _parenthesised(self, start: int) -> Type:
        """The type in parentheses; they go, see `_elem`, as they do where gofmt prints a type it may choose."""
        self.next()
        inner = self.type()
        self.expect(")", " to close the parenthesis")
        return inner

    def signature(self) -> tuple[tuple[Param, ...], tuple[Param, ...]]:
        """Parameters and results; the opening parenthesis of the parameters is to come."""
        raise NotImplementedError

    def struct(self) -> Struct:
        """The struct type that begins here."""
        raise NotImplementedError

    def interface(self) -> Interface:
        """The interface type that begins here."""
        raise NotImplementedError
