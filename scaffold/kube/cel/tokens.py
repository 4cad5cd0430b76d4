"""The tokens of CEL.

Source: ``CEL.g4`` and ``unescape.go`` in ``parser`` of cel-go v0.26.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from scaffold.kube.cel.ast import Fault, Value

_ESCAPES = {
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
    **{char: char for char in "\\'\"`?"},
}
_INT64, _UINT64 = 1 << 63, 1 << 64


class Token(NamedTuple):
    """A token: `kind` is ``int``, ``uint``, ``double``, ``string``, ``bytes``, ``name``, ``end`` or the sign itself."""

    at: int
    kind: str
    text: str


@cache
def _pattern() -> re.Pattern[str]:
    escape = r"""\\(?:[abfnrtv"'\\?`]|[0-3][0-7]{2}|[xX][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})"""
    return re.compile(
        rf"""
        (?P<blank>[\t\ \r\n\f]+|//[^\n]*)
      | (?P<string>[bB]?(?:
            [rR](?:\"\"\".*?\"\"\"|'''.*?'''|"[^"\n\r]*"|'[^'\n\r]*')
          | \"\"\"(?:{escape}|[^\\])*?\"\"\" | '''(?:{escape}|[^\\])*?'''
          | "(?:{escape}|[^\\"\n\r])*" | '(?:{escape}|[^\\'\n\r])*'))
      | (?P<double>[0-9]+\.[0-9]+(?:[eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+|\.[0-9]+(?:[eE][-+]?[0-9]+)?)
      | (?P<uint>(?:0x[0-9a-fA-F]+|[0-9]+)[uU])
      | (?P<int>0x[0-9a-fA-F]+|[0-9]+)
      | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<sign>==|!=|<=|>=|&&|\|\||[\[\]{{}}()<>.,\-!?:+*/%])
        """,
        re.VERBOSE | re.DOTALL,
    )


def tokens(text: str) -> list[Token]:
    """The tokens of an expression, with one of the kind ``end`` behind them. Raises `Fault`."""
    out: list[Token] = []
    at = 0
    pattern = _pattern()
    while at < len(text):
        found = pattern.match(text, at)
        if found is None:
            raise Fault(at, f"Syntax error: token recognition error at: '{text[at]}'")
        kind = found.lastgroup or ""
        if kind == "sign":
            out.append(Token(at, found.group(), found.group()))
        elif kind == "string":
            out.append(Token(at, "bytes" if found.group()[0] in "bB" else "string", found.group()))
        elif kind != "blank":
            out.append(Token(at, kind, found.group()))
        at = found.end()
    out.append(Token(len(text), "end", "<EOF>"))
    return out


def literal(token: Token, *, negative: bool = False) -> Value:
    """What a token of a literal stands for. Raises `Fault`."""
    if token.kind in ("int", "uint"):
        digits = token.text.rstrip("uU") if token.kind == "uint" else token.text
        number = int(digits, 16 if digits[:2] == "0x" else 10) * (-1 if negative else 1)
        low, high = (0, _UINT64) if token.kind == "uint" else (-_INT64, _INT64)
        if len(digits) > 30 or not low <= number < high:
            raise Fault(token.at, f"invalid {token.kind} literal")
        return number
    if token.kind == "double":
        return float(token.text) * (-1 if negative else 1)
    return _string(token)


def _string(token: Token) -> str | bytes:
    text, is_bytes = token.text, token.kind == "bytes"
    if is_bytes:
        text = text[1:]
    raw = text[0] in "rR"
    if raw:
        text = text[1:]
    width = 3 if text[:3] in ('"""', "'''") else 1
    body = text[width:-width].replace("\r\n", "\n").replace("\r", "\n")
    if raw:
        return body.encode() if is_bytes else body
    out: list[bytes] = []
    at = 0
    while at < len(body):
        if body[at] != "\\":
            out.append(body[at].encode())
            at += 1
            continue
        code, at = _escape(body, at, token)
        if is_bytes and code < 0x100:
            out.append(bytes([code]))
        else:
            out.append(chr(code).encode(errors="replace"))
    joined = b"".join(out)
    return joined if is_bytes else joined.decode(errors="replace")


def _escape(body: str, at: int, token: Token) -> tuple[int, int]:
    """The character that the escape at `at` stands for, and where it ends."""
    char = body[at + 1]
    if char in _ESCAPES:
        return ord(_ESCAPES[char]), at + 2
    length = {"x": 2, "X": 2, "u": 4, "U": 8}.get(char)
    code, end = (
        (int(body[at + 1 : at + 4], 8), at + 4)
        if length is None
        else (
            int(body[at + 2 : at + 2 + length], 16),
            at + 2 + length,
        )
    )
    if code > 0x10FFFF or 0xD800 <= code < 0xE000 or (char in "uU" and token.kind == "bytes"):
        raise Fault(token.at, "invalid string literal: unable to unescape")
    return code, end
