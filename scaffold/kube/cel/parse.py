"""CEL text as expressions.

Source: ``CEL.g4`` and ``parser.go`` of cel-go v0.26, with optional types switched on, as Kubernetes does.
"""

from __future__ import annotations

from functools import lru_cache

from scaffold.kube.cel.ast import Call, Const, Expr, Fault, Ident, MakeList, MakeMap, MakeMessage, Select, TooDeep
from scaffold.kube.cel.macros import expand
from scaffold.kube.cel.tokens import Token, literal, tokens

MAX_DEPTH = 80
"""Nested brackets; an API server takes some more, and nobody writes as many."""

_RESERVED = frozenset(
    [
        *("as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "namespace"),
        *("package", "return", "var", "void", "while"),
    ]
)
_RELATIONS = ("<", "<=", ">=", ">", "==", "!=", "in")
_LEVELS = (_RELATIONS, ("+", "-"), ("*", "/", "%"))
_KEYWORDS = {"true": True, "false": False, "null": None}


@lru_cache(1024)
def parse(text: str) -> Expr:
    """The expression that `text` is. Raises `Fault`, or `TooDeep`."""
    return _Parser(tokens(text)).whole()


class _Parser:
    def __init__(self, found: list[Token]) -> None:
        self._tokens = found
        self._next = 0
        self._depth = 0

    @property
    def _token(self) -> Token:
        return self._tokens[self._next]

    def _is(self, *kinds: str) -> bool:
        token = self._token
        return token.kind in kinds or (token.kind == "name" and token.text == "in" and "in" in kinds)

    def _take(self) -> Token:
        token = self._token
        self._next += 1
        return token

    def _pass(self, kind: str) -> bool:
        if self._is(kind):
            self._next += 1
            return True
        return False

    def _expect(self, kind: str) -> Token:
        if not self._is(kind):
            raise self._unexpected(f"expecting '{kind}'")
        return self._take()

    def _unexpected(self, why: str = "") -> Fault:
        token = self._token
        what = "mismatched input" if why else "extraneous input"
        return Fault(token.at, f"Syntax error: {what} '{token.text}'" + (f" {why}" if why else ""))

    def whole(self) -> Expr:
        """All of the text."""
        found = self._expr()
        if not self._is("end"):
            raise self._unexpected("expecting <EOF>")
        return found

    def _expr(self) -> Expr:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise TooDeep
        condition = self._logical(("||", "&&"))
        if self._is("?"):
            at = self._take().at
            yes = self._logical(("||", "&&"))
            self._expect(":")
            condition = Call(at, "_?_:_", None, (condition, yes, self._expr()))
        self._depth -= 1
        return condition

    def _logical(self, signs: tuple[str, ...]) -> Expr:
        """Terms with ``||`` or ``&&`` between them, as a balanced tree."""

        def term() -> Expr:
            return self._logical(signs[1:]) if signs[1:] else self._binary(0)

        terms, places = [term()], []
        while self._is(signs[0]):
            places.append(self._take().at)
            terms.append(term())

        def tree(low: int, high: int) -> Expr:
            if low == high:
                return terms[low]
            middle = (low + high) // 2
            return Call(places[middle], f"_{signs[0]}_", None, (tree(low, middle), tree(middle + 1, high)))

        return tree(0, len(terms) - 1)

    def _binary(self, level: int) -> Expr:
        left = self._binary(level + 1) if level + 1 < len(_LEVELS) else self._unary()
        while self._is(*_LEVELS[level]):
            sign = self._take()
            right = self._binary(level + 1) if level + 1 < len(_LEVELS) else self._unary()
            left = Call(sign.at, "@in" if sign.text == "in" else f"_{sign.text}_", None, (left, right))
        return left

    def _unary(self) -> Expr:
        first = self._token
        if first.kind not in ("!", "-"):
            return self._member(self._primary())
        count = 0
        while self._is(first.kind):
            if first.kind == "-" and count == 0 and self._tokens[self._next + 1].kind in ("int", "double"):
                break  # the sign of a literal
            self._take()
            count += 1
        found = self._member(self._primary())
        return Call(first.at, f"{first.kind}_", None, (found,)) if count % 2 else found

    def _member(self, found: Expr) -> Expr:
        while self._is(".", "["):
            sign = self._take()
            optional = self._pass("?")
            if sign.kind == "[":
                index = self._expr()
                self._expect("]")
                found = Call(sign.at, "_[?_]" if optional else "_[_]", None, (found, index))
                continue
            name = self._name()
            if optional:
                found = Call(sign.at, "_?._", None, (found, Const(name.at, "string", name.text)))
            elif self._is("("):
                at = self._take().at
                found = expand(Call(at, name.text, found, self._list(")")))
            else:
                found = Select(sign.at, found, name.text)
        return found

    def _name(self) -> Token:
        if not self._is("name") or self._token.text in _KEYWORDS or self._token.text == "in":
            raise self._unexpected("expecting IDENTIFIER")
        return self._take()

    def _list(self, end: str) -> tuple[Expr, ...]:
        """Expressions with commas between them, and the sign that closes them."""
        out: list[Expr] = []
        if not self._pass(end):
            out.append(self._expr())
            while self._pass(","):
                out.append(self._expr())
            self._expect(end)
        return tuple(out)

    def _primary(self) -> Expr:
        token = self._token
        if token.kind == "(":
            self._take()
            found = self._expr()
            self._expect(")")
            return found
        if token.kind == "[":
            return self._make_list()
        if token.kind == "{":
            return self._make_map()
        if token.kind in ("int", "uint", "double", "string", "bytes", "-"):
            return self._literal()
        if token.kind == "name" and token.text in _KEYWORDS:
            self._take()
            value = _KEYWORDS[token.text]
            return Const(token.at, "null_type" if value is None else "bool", value)
        if token.kind in ("name", "."):
            return self._named()
        raise self._unexpected("expecting an expression")

    def _literal(self) -> Expr:
        sign = self._take() if self._is("-") else None
        token = self._take()
        if sign is not None and token.kind not in ("int", "double"):
            self._next -= 1
            raise self._unexpected("expecting a number")
        return Const((sign or token).at, token.kind, literal(token, negative=sign is not None))

    def _named(self) -> Expr:
        at = self._token.at
        dot = self._pass(".")
        name = self._name()
        if name.text in _RESERVED:
            raise Fault(name.at, f"reserved identifier: {name.text}")
        if self._is("("):
            place = self._take().at
            call = Call(place, name.text, None, self._list(")"))
            return call if dot else expand(call)
        message = self._message(name.text)
        return message if message is not None else Ident(at, name.text)

    def _message(self, name: str) -> Expr | None:
        """``a.b.C{…}``, if that stands there; `name` is its first word."""
        ahead = self._next
        while self._tokens[ahead].kind == "." and self._tokens[ahead + 1].kind == "name":
            name += "." + self._tokens[ahead + 1].text
            ahead += 2
        if self._tokens[ahead].kind != "{":
            return None
        self._next = ahead
        at = self._take().at
        values: list[Expr] = []
        while not self._pass("}"):
            self._pass("?")
            self._name()
            self._expect(":")
            values.append(self._expr())
            if not self._pass(","):
                self._expect("}")
                break
        return MakeMessage(at, name, tuple(values))

    def _make_list(self) -> Expr:
        at = self._take().at
        elements: list[Expr] = []
        optional: set[int] = set()
        while not self._pass("]"):
            if self._pass("?"):
                optional.add(len(elements))
            elements.append(self._expr())
            if not self._pass(","):
                self._expect("]")
                break
        return MakeList(at, tuple(elements), frozenset(optional))

    def _make_map(self) -> Expr:
        at = self._take().at
        entries: list[tuple[Expr, Expr, bool]] = []
        while not self._pass("}"):
            optional = self._pass("?")
            key = self._expr()
            self._expect(":")
            entries.append((key, self._expr(), optional))
            if not self._pass(","):
                self._expect("}")
                break
        return MakeMap(at, tuple(entries))
