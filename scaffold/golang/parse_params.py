"""Go's parameters: which words are names and which are types, as only the whole list tells."""

from __future__ import annotations

from scaffold.golang.ast import (
    Name,
    Param,
    Tilde,
    Type,
    TypeParam,
    Union,
)
from scaffold.golang.parse_cursor import Fault
from scaffold.golang.parse_expressions import TYPE_STARTS
from scaffold.golang.parse_types import TypeCursor
from scaffold.source import Span

_Entry = tuple[int, Type | None, bool, int, int]
"""One entry of a parameter list: the name's token or -1, type, whether ``...``, first and last token + 1."""


class ParamCursor(TypeCursor):
    """A cursor that reads parameters and type parameters."""

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
        while self.kind not in (")", "eof"):
            entries.append(self._entry())
            if self.kind != ",":
                break
            self.next()
        if self.kind != ")":
            self._no_closing(entries, opened, what)
        named = any(name >= 0 and kind is not None for name, kind, *_ in entries)
        found = self._named_params(entries, variadic) if named else [self._unnamed(entry) for entry in entries]
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

    def _named_params(self, entries: list[_Entry], variadic: bool) -> list[Param]:
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
