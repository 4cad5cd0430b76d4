"""Go's types, parameters and fields: tokens become the tree of `scaffold.golang.ast`."""

from __future__ import annotations

from scaffold.golang.ast import (
    NO_TEXT,
    Array,
    Chan,
    Embed,
    Field,
    Func,
    Interface,
    Map,
    Method,
    Name,
    Param,
    Paren,
    Pointer,
    Slice,
    Struct,
    Tilde,
    Type,
    TypeParam,
    Union,
)
from scaffold.golang.parse_comments import CommentCursor
from scaffold.golang.parse_cursor import MAX_DEPTH, Fault
from scaffold.golang.parse_expressions import TYPE_STARTS, ExpressionCursor
from scaffold.golang.parse_tokens import unquote
from scaffold.source import Segments, Span, Text

_Entry = tuple[int, Type | None, bool, int, int]
"""One entry of a parameter list: the name's token or -1, type, whether ``...``, first and last token + 1."""


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
            raise self.fault("a type argument")
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

    # Parameters

    def signature(self) -> tuple[tuple[Param, ...], tuple[Param, ...]]:
        """Parameters and results; the opening parenthesis of the parameters is to come."""
        if self.kind == "[":
            raise Fault(
                self.here(),
                "a method or function type cannot have type parameters",
                "give them to the interface or type instead",
            )
        if self.kind != "(":
            raise self.fault("'(' before the parameters")
        params = self.params(True)
        if self.kind == "(":
            return params, self.params(False)
        start = self.starts[self.at]
        single = self.type_or_none()
        if single is None:
            return params, ()
        return params, (Param("", single, False, False, self.since(start)),)

    def params(self, variadic: bool) -> tuple[Param, ...]:
        """A list in parentheses; the last one may be ``...T`` if `variadic`."""
        opened = self.starts[self.at]
        self.next()
        if self.kind == ")":
            self.next()
            return ()
        what = "the parameters" if variadic else "the results"
        entries: list[_Entry] = []
        named = typed = 0
        while self.kind not in (")", "eof"):
            entry = self._entry()
            entries.append(entry)
            if entry[1] is not None:
                typed += 1
                named += entry[0] >= 0
            if self.kind != ",":
                break
            self.next()
        if self.kind != ")":
            self._no_closing(entries, opened, what)
        if not named:
            found = [self._unnamed(entry) for entry in entries]
        else:
            found = self._named_params(entries, named == typed, variadic)
        self._check_variadic(entries, variadic)
        self.next()
        return tuple(found)

    def _no_closing(self, entries: list[_Entry], opened: int, what: str) -> None:
        name, kind = entries[-1][0] if entries else -1, self.kind
        if name >= 0 and entries[-1][1] is None and kind in ("?", ":", "="):
            raise self.fault(f"the type of '{self.value[self.starts[name] : self.ends[name]]}'")
        self.closing(")", opened, what)

    def _entry(self) -> _Entry:
        """One entry: a name, a type, or both; which of the first two it is only the whole list tells."""
        first = self.at
        if self.kind != "name":
            if self.kind == "...":
                self.next()
                return -1, self.type("the type after '...'"), True, first, self.at
            found = self.type("a parameter or ')'")
            return -1, found, False, first, self.at
        self.next()
        kind = self.kind
        if kind == "," or kind == ")":
            return first, None, False, first, self.at
        if kind == ".":
            name = self._qualified(first)
            return -1, self._instance(name) if self.kind == "[" else name, False, first, self.at
        if kind == "[":
            is_name, found = self.array_field_or_instance(first)
            return first if is_name else -1, found, False, first, self.at
        if kind == "...":
            self.next()
            return first, self.type("the type after '...'"), True, first, self.at
        if kind in TYPE_STARTS:
            return first, self.type(), False, first, self.at
        return first, None, False, first, self.at

    def array_field_or_instance(self, first: int) -> tuple[bool, Type]:
        """What follows a name and begins with a bracket: ``a []E``, ``a [n]E`` (true) or the type ``a[T]``."""
        opened = self.starts[self.at]
        at = self.at
        if self.peek() == "]":
            return True, self.type()
        if self._element_follows():
            self.jump(at)
            return True, self.type()
        self.jump(at)
        start, end = self.starts[first], self.ends[first]
        name = Name("", self.value[start:end], (), Span(self.text, start, opened))
        return False, self._instance(name._replace(span=Span(self.text, start, end)))

    def _element_follows(self) -> bool:
        """Whether the brackets that open here hold one expression and a type stands behind them."""
        depth = 0
        for at in range(self.at, len(self.kinds)):
            kind = self.kinds[at]
            if kind in ("[", "(", "{"):
                depth += 1
            elif kind in ("]", ")", "}"):
                depth -= 1
                if not depth:
                    return self.kinds[at + 1] in TYPE_STARTS
            elif depth == 1 and kind in (",", ";"):
                # An array length with a comma is an error either way: with type arguments in mind more often.
                return False
        return False

    def _unnamed(self, entry: _Entry) -> Param:
        name, found, variadic, first, last = entry
        if found is None:
            found = Name("", self.value[self.starts[name] : self.ends[name]], (), self._token_span(name))
        return Param("", found, variadic, False, self._tokens_span(first, last))

    def _token_span(self, at: int) -> Span:
        return Span(self.text, self.starts[at], self.ends[at])

    def _tokens_span(self, first: int, last: int) -> Span:
        return Span(self.text, self.starts[first], self.ends[last - 1])

    def _named_params(self, entries: list[_Entry], untyped_last: bool, variadic: bool) -> list[Param]:
        """Parameters with names: types go to the names before them."""
        for name, found, _, first, last in entries:
            if name < 0 and found is not None:
                raise Fault(
                    self._tokens_span(first, last),
                    "missing parameter name: either all parameters have names or none has",
                    "write _ for a name that is not needed",
                )
        if entries[-1][1] is None:
            name = entries[-1][0]
            word = self.value[self.starts[name] : self.ends[name]]
            what = "parameter" if variadic else "result"
            raise Fault(self._token_span(name), f"missing type of {what} '{word}'", f"write '{word} T'")
        made: list[Param] = []
        spread = False
        known: Type = entries[-1][1]
        for name, found, spread_here, first, last in reversed(entries):
            word = self.value[self.starts[name] : self.ends[name]]
            if found is not None:
                known, spread = found, spread_here
            made.append(Param(word, known, spread, found is None, self._tokens_span(first, last)))
        made.reverse()
        return made

    def _check_variadic(self, entries: list[_Entry], allowed: bool) -> None:
        last = len(entries) - 1
        for at, (name, _, variadic, first, _) in enumerate(entries):
            if not variadic or (allowed and at == last and (at == 0 or entries[at - 1][1] is not None)):
                continue
            if not variadic or (allowed and at == last and name < 0):
                continue
            dots = first + (name >= 0)
            if not allowed:
                raise Fault(self._token_span(dots), "a result cannot be variadic", "write a slice: []T")
            raise Fault(self._token_span(dots), "can only use '...' with the final parameter", "write a slice: []T")

    # Type parameters and constraints

    def type_params(self, opened: int) -> tuple[TypeParam, ...]:
        """Type parameters up to their closing bracket; the opening one, at `opened`, is passed."""
        entries: list[tuple[int, Type | None, int]] = []
        while self.kind not in ("]", "eof"):
            first = self.at
            if self.kind != "name":
                raise self.fault("the name of a type parameter")
            self.next()
            constraint = None if self.kind in (",", "]") else self.constraint()
            entries.append((first, constraint, self.at))
            if self.kind != ",":
                break
            self.next()
        if not entries:
            raise self.fault("a type parameter", "write [T any], or leave the brackets out")
        if self.kind != "]":
            self.closing("]", opened, "the type parameters")
        if entries[-1][1] is None:
            word = self.value[self.starts[entries[-1][0]] : self.ends[entries[-1][0]]]
            raise Fault(self._token_span(entries[-1][0]), f"missing constraint of '{word}'", f"write '{word} any'")
        self.next()
        made = []
        known: Type = entries[-1][1]
        for name, constraint, last in reversed(entries):
            if constraint is not None:
                known = constraint
            word = self.value[self.starts[name] : self.ends[name]]
            made.append(TypeParam(word, known, constraint is None, self._tokens_span(name, last)))
        return tuple(reversed(made))

    def constraint(self) -> Type:
        """A constraint element: terms with ``|`` between, each a type or ``~T``."""
        start = self.starts[self.at]
        first = self._term()
        if self.kind != "|":
            return first
        terms = [first]
        while self.kind == "|":
            self.next()
            terms.append(self._term())
        return Union(tuple(terms), self.since(start))

    def _term(self) -> Type:
        start = self.starts[self.at]
        if self.kind != "~":
            return self.type("a type or '~' and a type")
        self.next()
        return Tilde(self.type(), self.since(start))

    # Structs and interfaces

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
