"""Go's structs and interfaces: fields, methods and embedded elements, each with its comments."""

from __future__ import annotations

from scaffold.golang.ast import (
    NO_TEXT,
    Embed,
    Field,
    Interface,
    Method,
    Name,
    Pointer,
    Struct,
    Type,
)
from scaffold.golang.parse_cursor import Fault
from scaffold.golang.parse_expressions import TYPE_STARTS
from scaffold.golang.parse_params import ParamCursor
from scaffold.golang.parse_tokens import unquote
from scaffold.source import Segments, Span, Text


class MemberCursor(ParamCursor):
    """A cursor that reads struct and interface types."""

    def unclosed(self, what: str, start: int) -> Fault:
        """What to raise where a brace was forgotten; `start` is that of what it should close."""
        where = self.text.source.position(self.text.origin(start))
        fault = self.fault(f"'}}' to close the {what}", f"its '{{' was opened at line {where.line}")
        fault.unclosed = True
        return fault

    def recover(self, fault: Fault, first: int, depth: int) -> None:
        """Report what is wrong with the item that began at token `first` and go on behind it."""
        if fault.unclosed:
            raise fault
        self.tell(fault)
        self.depth = depth
        self.skip_item(first, "}")

    def struct(self) -> Struct:
        """The struct type that begins here."""
        start = self.starts[self.at]
        self.next()
        self.expect("{", " after struct")
        fields: list[Field] = []
        depth = self.depth
        while self.kind != "}":
            if self.kind == "eof" or self.at_declaration():
                raise self.unclosed("struct", start)
            first = self.at
            try:
                fields += self.field_line("}")
            except Fault as fault:
                self.recover(fault, first, depth)
        self.next()
        return Struct(tuple(fields), self.since(start))

    def field_line(self, closer: str) -> list[Field]:
        """The fields of one line with its comments; the line's end is passed."""
        doc = self.doc()
        first = self.at
        names: list[int] = []
        found: Type
        if self.kind == "name":
            self.next()
            if self.kind in (".", "string", ";", "}", "eof"):
                found = self._qualified(first)
                if self.kind == "[":
                    found = self._instance(found)
            else:
                names, found = self._names_and_type(first)
        elif self.kind == "*":
            self.next()
            found = Pointer(self._embedded_name(), self.since(self.starts[first]))
        elif self.kind == "(":
            raise Fault(self.here(), "an embedded type cannot be parenthesised", "leave the parentheses out")
        else:
            raise self.fault("the name of a field or an embedded type")
        tag = self._tag()
        span = self.since(self.starts[first])
        self.item_end("the field", closer)
        comment = self.trailing()
        if not names:
            return [Field("", found, tag, doc, comment, False, span)]
        last = names[-1]
        return [
            Field(
                self.value[self.starts[at] : self.ends[at]],
                found,
                tag,
                doc,
                comment,
                at != last,
                self._token_span(at),
            )
            for at in names
        ]

    def _names_and_type(self, first: int) -> tuple[list[int], Type]:
        names = [first]
        while self.kind == ",":
            self.next()
            if self.kind != "name":
                raise self.fault("the name of a field after ','")
            names.append(self.at)
            self.next()
        if len(names) == 1 and self.kind == "[":
            is_name, found = self.array_field_or_instance(first)
            return (names if is_name else []), found
        return names, self.type("the type of the field")

    def _embedded_name(self) -> Name:
        if self.kind == "(":
            raise Fault(self.here(), "an embedded type cannot be parenthesised", "leave the parentheses out")
        if self.kind != "name":
            raise self.fault("the name of the embedded type")
        return self._named()

    def _tag(self) -> Text:
        if self.kind != "string":
            return NO_TEXT
        start, end = self.starts[self.at], self.ends[self.at]
        self.next()
        return self.string(start, end)

    def string(self, start: int, end: int) -> Text:
        """The content of the string literal at `start`."""
        if "\\" not in self.value[start:end] and "\r" not in self.value[start:end]:
            return self.text.part(start + 1, end - 1)
        content, pairs = unquote(self.value, start, end)

        def segments() -> Segments:
            return tuple((made, self.text.origin(at)) for made, at in pairs)

        return Text(self.text.source, content, segments)

    def interface(self) -> Interface:
        """The interface type that begins here."""
        start = self.starts[self.at]
        self.next()
        self.expect("{", " after interface")
        methods: list[Method] = []
        embeds: list[Embed] = []
        order: list[int] = []
        depth = self.depth
        while self.kind != "}":
            if self.kind == "eof" or self.at_declaration():
                raise self.unclosed("interface", start)
            first = self.at
            try:
                element = self.element("}")
            except Fault as fault:
                self.recover(fault, first, depth)
                continue
            if isinstance(element, Method):
                order.append(len(methods))
                methods.append(element)
            else:
                order.append(~len(embeds))
                embeds.append(element)
        self.next()
        return Interface(tuple(methods), tuple(embeds), tuple(order), self.since(start))

    def element(self, closer: str) -> Method | Embed:
        """A method or an embedded element with its comments; the line's end is passed."""
        doc = self.doc()
        first = self.at
        start = self.starts[first]
        if self.kind == "name" and self.peek() == "(":
            self.next()
            params, results = self.signature()
            span = self.since(start)
            self.item_end("the method", closer)
            name_span = Span(self.text, start, self.ends[first])
            word = self.value[start : self.ends[first]]
            return Method(word, params, results, doc, self.trailing(), span, name_span)
        if self.kind == "name" and self.peek() == "[":
            self._refuse_generic_method()
        if self.kind != "~" and self.kind not in TYPE_STARTS:
            raise self.fault("the name of a method or an embedded type")
        found = self.constraint()
        span = self.since(start)
        if self.kind == "(" and isinstance(found, Name):
            raise self._not_a_method(found)
        self.item_end("the embedded type", closer)
        return Embed(found, doc, self.trailing(), span)

    def _not_a_method(self, found: Name) -> Fault:
        if found.qualifier:
            return Fault(found.span, "a method's name has no '.' in it", f"write {found.name}(…)")
        return Fault(
            found.span,
            "an interface's method cannot have type parameters",
            "give them to the interface instead",
        )

    def _refuse_generic_method(self) -> None:
        """``Get[T any]()``: Go's grammar has no such method."""
        if self.kinds[self.at + 2] == "name" and self.kinds[self.at + 3] not in (",", "]", ".", "["):
            raise Fault(
                Span(self.text, self.starts[self.at + 1], self.ends[self.at + 2]),
                "an interface's method cannot have type parameters",
                "give them to the interface instead",
            )

    def skip_type(self) -> None:
        """Walk over a type."""
        self.type()

    def skip_signature(self) -> None:
        """Walk over parameters and results."""
        self.signature()
