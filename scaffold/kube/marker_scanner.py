"""Tokens and values of markers, as controller-gen reads them with Go's ``text/scanner``.

The grammar is loose and guesses: a bare word runs to the next comma, semicolon or brace, ``a;b`` and ``{a, b}`` are
lists, ``{k: v}`` is a map, and where any value may stand the first token decides what it is.
Source: ``pkg/markers/parse.go`` of controller-tools v0.23.0.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

_SPACE = "\t\n\r "
_DELIMITERS = ("", ",", ";", "}")
_SHORT_ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\", '"': '"'}
_DIGITS_OF = {"x": (2, 16), "u": (4, 16), "U": (8, 16)}


class MarkerFault(Exception):
    """A marker's value is not what its grammar wants; the text says why. Never leaves this package."""


MAX_DEPTH = 100
"""Lists and maps inside each other that are read."""


class Kind(NamedTuple):
    """The type of a value: ``int``, ``number``, ``string``, ``bool``, ``any``, ``list`` (of `item`), ``map``."""

    name: str
    item: Kind | None = None


INT, NUMBER, STRING, BOOL, ANY = (Kind(name) for name in ("int", "number", "string", "bool", "any"))
STRINGS, ANYS, MAP = Kind("list", STRING), Kind("list", ANY), Kind("map", ANY)


class Scanner:
    """A cursor over the value of a marker. Raises `MarkerFault` where the tokens are broken, unless `quiet`."""

    __slots__ = ("at", "depth", "faulty", "numbers", "quiet", "start", "text")

    def __init__(self, text: str, *, quiet: bool = False) -> None:
        self.text = text
        self.at = 0
        self.start = 0
        self.numbers = True
        self.quiet = quiet
        self.faulty = False
        # Lists and maps around what stands next.
        self.depth = 0

    def fail(self, why: str) -> None:
        """Note a broken token."""
        if not self.quiet:
            raise MarkerFault(why)
        self.faulty = True

    @property
    def peek(self) -> str:
        """The next character; empty at the end."""
        return self.text[self.at : self.at + 1]

    def peek_no_space(self) -> str:
        """The next character that is no white space."""
        while self.peek and self.peek in _SPACE:
            self.at += 1
        return self.peek

    @property
    def token(self) -> str:
        """The text of the token that `scan` found last."""
        return self.text[self.start : self.at]

    def scan(self) -> str:
        """Pass the next token and say what it is.

        ``ident``, ``int``, ``float``, ``string``, ``raw``, a single character, or nothing at the end.
        """
        char = self.peek_no_space()
        self.start = self.at
        if not char:
            return ""
        if char == "_" or char.isalpha():
            while self.peek and (self.peek == "_" or self.peek.isalpha() or self.peek.isdecimal()):
                self.at += 1
            return "ident"
        after = self.text[self.at + 1 : self.at + 2]
        if self.numbers and ("0" <= char <= "9" or (char == "." and "0" <= after <= "9")):
            return self._number()
        if char in '"`':
            return self._quoted(char)
        self.at += 1
        return char

    def _quoted(self, quote: str) -> str:
        self.at += 1
        while self.peek != quote:
            if not self.peek or (quote == '"' and self.peek == "\n"):
                self.fail("the quoted text does not end")
                return "string" if quote == '"' else "raw"
            if quote == '"' and self.peek == "\\":
                self.at += 1
            self.at += 1
        self.at += 1
        return "string" if quote == '"' else "raw"

    def _digits(self, allowed: str) -> int:
        start = self.at
        while self.peek and (self.peek in allowed or self.peek == "_"):
            self.at += 1
        return self.at - start

    def _number(self) -> str:
        text = self.text
        prefix = text[self.at : self.at + 2].lower()
        kind = "int"
        digits = "0123456789"
        if prefix in ("0x", "0o", "0b"):
            self.at += 2
            digits = "0123456789abcdefABCDEF" if prefix == "0x" else digits
        start = self.at
        count = self._digits(digits)
        whole = text[start : self.at]
        if self.peek == ".":
            self.at += 1
            kind = "float"
            count += self._digits(digits)
        if not count:
            self.fail("a number without digits")
        if self.peek and self.peek in "eE":
            self.at += 1
            kind = "float"
            if self.peek and self.peek in "+-":
                self.at += 1
            if not self._digits("0123456789"):
                self.fail("an exponent without digits")
        if kind == "int":
            octal = prefix == "0o" or (prefix not in ("0x", "0b") and len(whole) > 1 and whole[0] == "0")
            wrong = "89" if octal else "23456789" if prefix == "0b" else ""
            if any(char in wrong for char in whole):
                self.fail(f"{self.text[self.start : self.at]!r} has a digit that its base lacks")
        return kind


def unquote(token: str) -> str:
    """What a Go string literal means (``strconv.Unquote``)."""
    if token[0] == "`":
        return token[1:-1].replace("\r", "")
    out: list[str] = []
    at, end = 1, len(token) - 1
    while at < end:
        char = token[at]
        if char != "\\":
            out.append(char)
            at += 1
            continue
        escape = token[at + 1]
        at += 2
        if escape in _SHORT_ESCAPES:
            out.append(_SHORT_ESCAPES[escape])
        elif escape in _DIGITS_OF or escape in "01234567":
            length, base = _DIGITS_OF.get(escape, (3, 8))
            at -= base == 8
            try:
                code = int(token[at : at + length], base)
                out.append(chr(code))
            except (ValueError, OverflowError):
                raise MarkerFault("the quoted text has an escape that Go does not know") from None
            at += length
        else:
            raise MarkerFault(f"Go does not know the escape \\{escape}")
    return "".join(out)


def parse(scanner: Scanner, kind: Kind, *, in_list: bool = False) -> Any:
    """The value of type `kind` that stands next. Raises `MarkerFault`."""
    match kind.name:
        case "int" | "number":
            return _number(scanner, kind)
        case "string":
            return _string(scanner, in_map=False)
        case "bool":
            if scanner.scan() != "ident" or scanner.token not in ("true", "false"):
                raise MarkerFault(f"expected true or false, got {scanner.token!r}")
            return scanner.token == "true"
        case "list" | "map":
            scanner.depth += 1
            _check_depth(scanner.depth)
            read = _list if kind.name == "list" else _map
            found = read(scanner, kind.item or ANY)
            scanner.depth -= 1
            return found
        case _:
            return parse(scanner, _guess(scanner, lists=not in_list))


def _check_depth(depth: int) -> None:
    if depth > MAX_DEPTH:
        raise MarkerFault(f"it is nested more than {MAX_DEPTH} levels deep")


def _number(scanner: Scanner, kind: Kind) -> int | float:
    sign = ""
    if scanner.peek == "-":
        scanner.scan()
        sign = "-"
    token = scanner.scan()
    if token != "int" and not (token == "float" and kind.name == "number"):
        raise MarkerFault(f"expected {'an integer' if kind.name == 'int' else 'a number'}, got {scanner.token!r}")
    text = sign + scanner.token
    try:
        if kind.name == "int":
            if "_" in text or not text.lstrip("-").isdigit():
                raise ValueError
            value = int(text)
            if not -(1 << 63) <= value < 1 << 63:
                raise ValueError
            return value
        number = float(text)
        if math.isinf(number):
            raise ValueError
        return number
    except ValueError:
        raise MarkerFault(f"{text!r} is no number") from None


def _string(scanner: Scanner, *, in_map: bool) -> str:
    scanner.numbers = False
    try:
        token = scanner.scan()
        if token in ("string", "raw"):
            return unquote(scanner.token) if not scanner.faulty else ""
        start = scanner.start
        end = scanner.at
        while (hint := scanner.peek_no_space()) not in _DELIMITERS and not (in_map and hint == ":"):
            scanner.scan()
            end = scanner.at
        return scanner.text[start:end]
    finally:
        scanner.numbers = True


def _list(scanner: Scanner, item: Kind) -> list[Any]:
    out: list[Any] = []
    if scanner.peek_no_space() == "{":
        scanner.scan()
        while scanner.peek_no_space() not in ("}", ""):
            out.append(parse(scanner, item, in_list=True))
            if scanner.peek_no_space() == "}":
                break
            if scanner.scan() != ",":
                raise MarkerFault(f"expected a comma, got {scanner.token!r}")
        if scanner.scan() != "}":
            raise MarkerFault("expected a closing brace")
        return out
    while scanner.peek_no_space() not in (",", "}", ""):
        out.append(parse(scanner, item, in_list=True))
        if scanner.peek_no_space() in (",", "}", ""):
            break
        if scanner.scan() != ";":
            raise MarkerFault(f"expected a semicolon, got {scanner.token!r}")
    return out


def _map(scanner: Scanner, item: Kind) -> dict[str, Any]:
    out: dict[str, Any] = {}
    if scanner.scan() != "{":
        raise MarkerFault("expected an opening brace")
    while scanner.peek_no_space() not in ("}", ""):
        key = _string(scanner, in_map=True)
        if scanner.scan() != ":":
            raise MarkerFault(f"expected a colon behind {key!r}")
        out[key] = parse(scanner, item)
        if scanner.peek_no_space() == "}":
            break
        if scanner.scan() != ",":
            raise MarkerFault(f"expected a comma, got {scanner.token!r}")
    if scanner.scan() != "}":
        raise MarkerFault("expected a closing brace")
    return out


def _guess(scanner: Scanner, *, lists: bool, depth: int = 0) -> Kind:
    """What the next value is, by looking at its first tokens."""
    _check_depth(depth)
    if lists:
        item = _guess(scanner, lists=False)
        ahead = Scanner(scanner.text[scanner.at :], quiet=True)
        while (token := ahead.scan()) not in (",", "", ";"):
            pass
        return Kind("list", _listable(item)) if token == ";" else item
    ahead = Scanner(scanner.text[scanner.at :], quiet=True)
    hint = ahead.peek_no_space()
    if hint in ('"', "'", "`"):
        return STRING
    if hint == "{":
        ahead.scan()
        inner = ahead.peek_no_space()
        first = _guess(ahead, lists=False, depth=depth + 1)
        if first.name == "string":
            _string(ahead, in_map=True)
            if ahead.scan() == ":" or inner == "}":
                return MAP
        return Kind("list", _listable(first))
    if hint in ("t", "f"):
        ahead.scan()
        return BOOL if ahead.token in ("true", "false") else STRING
    token = ahead.scan()
    if token == "-":
        token = ahead.scan()
    if not ahead.faulty and token in ("int", "float") and ahead.peek_no_space() in (",", ";", "", "}"):
        return INT if token == "int" else NUMBER
    return STRING


def _listable(item: Kind) -> Kind:
    if item.name == "any":
        raise MarkerFault("a list needs values of one type")
    return item
