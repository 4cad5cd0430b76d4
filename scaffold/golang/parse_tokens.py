"""Go's tokens with their places, and the rules of its literals."""

from __future__ import annotations

KEYWORDS = frozenset(
    [
        "break",
        "case",
        "chan",
        "const",
        "continue",
        "default",
        "defer",
        "else",
        "fallthrough",
        "for",
        "func",
        "go",
        "goto",
        "if",
        "import",
        "interface",
        "map",
        "package",
        "range",
        "return",
        "select",
        "struct",
        "switch",
        "type",
        "var",
    ]
)
# After these a line end ends the statement (Go specification, "Semicolons").
ENDS_LINE = frozenset(
    [
        "name",
        "int",
        "float",
        "imag",
        "char",
        "string",
        "break",
        "continue",
        "fallthrough",
        "return",
        "++",
        "--",
        ")",
        "]",
        "}",
    ]
)
LITERALS = frozenset(["int", "float", "imag", "char", "string"])


MAX_FAULTS = 1000
"""Faults of one text that are kept: a binary file has millions."""


class LexicalFault(Exception):
    """Text that is no token of Go: its place, what it is and what to write instead."""

    def __init__(self, start: int, end: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.start, self.end, self.message, self.hint = start, end, message, hint
        self.resume = end  # where reading goes on


class Tokens:
    """Parallel lists of kinds, starts and ends (characters), closed by an ``eof``.

    A kind is the text of an operator or keyword, ``name``, one of `LITERALS`, or ``;`` (also where a line end
    stands for it, then of no width).
    `comments` lists the comments that stand before a token, by the token's index.
    """

    __slots__ = ("comments", "ends", "faults", "kinds", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.kinds: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.comments: dict[int, list[tuple[int, int]]] = {}
        self.faults: list[LexicalFault] = []

    def close(self) -> None:
        """End the list: a semicolon where the text's end is a line's end, then ``eof`` at the end of the text."""
        size = len(self.text)
        trailing = self.comments.pop(len(self.kinds), None)
        if self.kinds and self.kinds[-1] in ENDS_LINE:
            self.add(";", self.ends[-1], self.ends[-1])
        if trailing:
            self.comments[len(self.kinds)] = trailing
        self.add("eof", size, size)

    def fail(self, fault: LexicalFault) -> None:
        """Keep a fault; the thousandth of a text says nothing new."""
        if len(self.faults) < MAX_FAULTS:
            self.faults.append(fault)

    def add(self, kind: str, start: int, end: int) -> None:
        """Append a token."""
        self.kinds.append(kind)
        self.starts.append(start)
        self.ends.append(end)


def is_letter(char: str) -> bool:
    """Whether a name may begin with the character."""
    return char.isalpha() if char > "\x7f" else char.isalpha() or char == "_"


def is_digit(char: str) -> bool:
    """Whether the character is a decimal digit of any script, which names may have."""
    return char.isdecimal()


def is_name(word: str) -> bool:
    """Whether a word has the form of a name."""
    return is_letter(word[0]) and all(is_letter(char) or is_digit(char) for char in word)


DIGITS = frozenset("0123456789")
_HEX = frozenset("0123456789abcdefABCDEF")
_OCTAL = frozenset("01234567")
_SIMPLE_ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\"}


def literal(text: str, at: int) -> tuple[str, int]:
    """Kind and end of the literal at `at`; a fault for one that Go's scanner refuses."""
    char = text[at]
    if char == "`":
        end = text.find("`", at + 1)
        if end < 0:
            raise LexicalFault(at, len(text), "raw string not terminated", "close it with a backtick")
        return "string", end + 1
    if char == '"':
        return "string", _quoted(text, at, '"')
    if char == "'":
        end = _quoted(text, at, "'")
        inner = text[at + 1 : end - 1]
        if not inner or (len(inner) > 1 and (inner[0] != "\\" or escape(text, at + 1, "'")[1] != end - 1)):
            raise LexicalFault(at, end, "a rune literal holds exactly one character", 'a string is written in "…"')
        return "char", end
    return _number(text, at)


def _quoted(text: str, at: int, quote: str) -> int:
    """The end of an interpreted string or rune literal."""
    what = "string" if quote == '"' else "rune literal"
    end = at + 1
    bad: LexicalFault | None = None
    while end < len(text) and text[end] != "\n":
        if text[end] == quote:
            if bad:
                bad.resume = end + 1
                raise bad
            return end + 1
        if text[end] == "\\" and text[end + 1 : end + 2] not in ("", "\n"):
            try:
                end = escape(text, end, quote)[1]
            except LexicalFault as fault:
                bad = bad or fault
                end += 2
        else:
            end += 1
    raise LexicalFault(at, end, f"{what} not terminated", f"close it with {quote}")


def escape(text: str, at: int, quote: str = '"') -> tuple[bytes, int]:
    """What the escape sequence at `at` stands for, in bytes of UTF-8, and where it ends."""
    char = text[at + 1 : at + 2]
    if char in _SIMPLE_ESCAPES:
        return _SIMPLE_ESCAPES[char].encode(), at + 2
    if char == quote:
        return char.encode(), at + 2
    size = {"x": 2, "u": 4, "U": 8}.get(char)
    if size:
        digits = text[at + 2 : at + 2 + size]
        if len(digits) == size and all(digit in _HEX for digit in digits):
            value = int(digits, 16)
            if char == "x":
                return bytes([value]), at + 2 + size
            if value < 0x110000 and not 0xD800 <= value < 0xE000:
                return chr(value).encode(), at + 2 + size
    else:
        digits = text[at + 1 : at + 4]
        if len(digits) == 3 and all(digit in _OCTAL for digit in digits) and int(digits, 8) < 256:
            return bytes([int(digits, 8)]), at + 4
    raise LexicalFault(at, at + 2, f"unknown escape sequence {text[at : at + 2]}", "a backslash is written \\\\")


def _number(text: str, at: int) -> tuple[str, int]:
    """Kind and end of a number by Go's rules: bases, underscores between digits, exponents, ``i``."""
    start, kind = at, "int"
    base, prefix = 10, text[at + 1 : at + 2].lower() if text[at] == "0" else ""
    if prefix and prefix in "xob":
        base = {"x": 16, "o": 8, "b": 2}[prefix]
        at += 2
    digits = _HEX if base == 16 else DIGITS
    while at < len(text) and (text[at] in digits or text[at] == "_"):
        at += 1
    whole = text[start:at]
    if at < len(text) and text[at] == "." and base in (10, 16):
        kind = "float"
        at += 1
        while at < len(text) and (text[at] in digits or text[at] == "_"):
            at += 1
    mantissa = text[start + (2 if base != 10 else 0) : at]
    exponent = text[at : at + 1].lower()
    if exponent and ((exponent == "e" and base == 10) or (exponent == "p" and base == 16)):
        kind = "float"
        at += 2 if text[at + 1 : at + 2] in ("+", "-") and text[at + 1 : at + 2] else 1
        first = at
        while at < len(text) and (text[at] in DIGITS or text[at] == "_"):
            at += 1
        if at == first:
            raise LexicalFault(start, max(at, start + 1), "a number's exponent has no digits")
    elif kind == "float" and base == 16:
        raise LexicalFault(start, at, "a hexadecimal number with a point needs a p exponent")
    if not mantissa.strip("._"):
        raise LexicalFault(start, max(at, start + 1), f"{text[start:at]} has no digits")
    _check_digits(text, start, at, whole, base, kind)
    if text[at : at + 1] == "i":
        return "imag", at + 1
    return kind, at


def _check_digits(text: str, start: int, end: int, whole: str, base: int, kind: str) -> None:
    written = text[start:end]
    if base in (2, 8) and any(digit in DIGITS and int(digit) >= base for digit in written[2:]):
        raise LexicalFault(start, end, f"{written} has a digit that its base does not have")
    old_octal = base == 10 and kind == "int" and whole[0] == "0" and len(whole) > 1 and text[end : end + 1] != "i"
    if old_octal and any(digit in "89" for digit in whole):
        raise LexicalFault(start, end, f"{written} starts with 0, so that 8 and 9 are no digits of it")
    if "_" in written:
        padded = written.replace("0_", "00", 1) if base == 10 else "0" + written[2:]
        for at, char in enumerate(padded):
            around = padded[at - 1 : at] + padded[at + 1 : at + 2]
            if char == "_" and not (len(around) == 2 and all(other in _HEX for other in around)):
                raise LexicalFault(start, end, "'_' must separate successive digits")


def unquote(text: str, start: int, end: int) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The content of the string literal ``text[start:end]`` with (offset in it, offset in `text`) pairs.

    Bytes that are no UTF-8 become the replacement character.
    """
    if text[start] == "`":
        return _unquote_raw(text, start + 1, end - 1)
    inner = text[start + 1 : end - 1]
    if "\\" not in inner:
        return inner, ((0, start + 1),)
    pieces: list[str] = []
    pairs: list[tuple[int, int]] = [(0, start + 1)]
    at, made, raw = start + 1, 0, b""
    while at < end - 1:
        stop = text.find("\\", at, end - 1)
        stop = end - 1 if stop < 0 else stop
        if stop > at:
            pieces.append(text[at:stop])
            pairs.append((made, at))
            made += stop - at
            at = stop
            continue
        first, raw = at, b""
        # Bytes written one by one (\\xc3\\xa9) make a character together.
        while at < end - 1 and text[at] == "\\":
            try:
                value, at = escape(text, at)
            except LexicalFault:  # told when it was scanned
                value, at = b"", at + 2
                break
            raw += value
            if len(value) > 1 or value < b"\x80":
                break
        pairs.append((made, first))
        pieces.append(raw.decode("utf-8", "replace"))
        made += len(pieces[-1])
    return "".join(pieces), tuple(dict(pairs).items())


def _unquote_raw(text: str, start: int, end: int) -> tuple[str, tuple[tuple[int, int], ...]]:
    inner = text[start:end]
    if "\r" not in inner:
        return inner, ((0, start),)
    pieces = inner.split("\r")
    pairs, made, at = [], 0, start
    for piece in pieces:
        pairs.append((made, at))
        made += len(piece)
        at += len(piece) + 1
    return "".join(pieces), tuple(dict(pairs).items())
