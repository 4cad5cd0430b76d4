"""Go's tokens with their places, from tree-sitter's leaves or, where that tree is broken, from a scanner.

tree-sitter-go recovers from an error by leaving characters out and by making tokens up, so that its leaves are
only trusted when the whole tree is sound. It also knows no automatic semicolons: newlines are put back here by
Go's own rule. Either way the result is the same list of tokens, and one reader holds it against Go's grammar.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

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
_ENDS_LINE = frozenset(
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
        if self.kinds and self.kinds[-1] in _ENDS_LINE:
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


_parser: Any = None
# tree-sitter's recovery from errors takes up to 20 s for a megabyte. Characters of broken text it may still be given
# in this process; what is longer, or comes later, is scanned, which takes no longer than a sound text and finds the
# same tokens.
_patience = 50_000
_kinds: list[str] = []
_NAMED_LEAVES = {
    "identifier": "name",
    "type_identifier": "name",
    "field_identifier": "name",
    "package_identifier": "name",
    "blank_identifier": "name",
    "label_name": "name",
    "nil": "name",
    "true": "name",
    "false": "name",
    "iota": "name",
    "int_literal": "int",
    "float_literal": "float",
    "imaginary_literal": "imag",
    "rune_literal": "char",
    "interpreted_string_literal": "string",
    "raw_string_literal": "string",
    "comment": "comment",
    "dot": ".",
}
_SKIP = "skip"


def _load() -> Any:
    """The one tree-sitter parser of the process, made when the first Go is read."""
    global _parser  # noqa: PLW0603 - the parser is made once a process, and lazily
    import tree_sitter_go  # costs 20 ms that a run without Go need not pay
    from tree_sitter import Language, Parser

    language = Language(tree_sitter_go.language())
    for number in range(language.node_kind_count):
        kind = language.node_kind_for_id(number) or ""
        if language.node_kind_is_named(number):
            _kinds.append(_NAMED_LEAVES.get(kind, ""))
        else:
            # Line ends come back by Go's rule; tree-sitter's own have several names.
            plain = kind in ("", "end", "\n", "\0") or kind.startswith("source_file_token")
            _kinds.append(_SKIP if plain else kind)
    _parser = Parser(language)
    return _parser


def read_tokens(text: str, before: str = "", after: str = "\n") -> Tokens:
    """The tokens of a text that is a piece of Go: `before` and `after` make a file of it for tree-sitter."""
    if len(text) <= _patience and "\0" not in text and "\f" not in text and "\v" not in text and "\ufeff" not in text:
        tokens = _from_tree(text, before, after)
        if tokens is not None:
            return tokens
    return scan(text)


def _from_tree(text: str, before: str, after: str) -> Tokens | None:
    parser = _parser or _load()
    ascii_only = text.isascii()
    try:
        root = parser.parse((before + text + after).encode()).root_node
    except UnicodeEncodeError:  # a lone surrogate
        return None
    if root.has_error:
        global _patience  # noqa: PLW0603 - one measure for the whole process
        _patience -= len(text)
        return None
    shift = len(before)
    size = len(text) if ascii_only else len(text.encode())
    tokens = Tokens(text)
    kinds, starts, ends, names = tokens.kinds, tokens.starts, tokens.ends, _kinds
    literals = False
    stack = [root]
    pop = stack.pop
    while stack:
        node = pop()
        kind = names[node.kind_id]
        if not kind:
            stack += node.children[::-1]
            continue
        if kind is _SKIP:
            continue
        start = node.start_byte - shift
        if start < 0 or start >= size:
            continue
        end = node.end_byte - shift
        if kind == "comment":
            tokens.comments.setdefault(len(kinds), []).append((start, end))
        elif start < end:
            if kind == "name":
                if ascii_only and text[start:end] in KEYWORDS:
                    return None  # tree-sitter takes a keyword for a name where no keyword can stand
            elif kind in LITERALS:
                literals = True
            elif kind in _JOINABLE and kinds and ends[-1] == start and kinds[-1] + kind in _BY_TEXT:
                return None  # tree-sitter takes ++ for two signs where none can stand
            kinds.append(kind)
            starts.append(start)
            ends.append(end)
    if ends and ends[-1] > size:  # a token that swallowed the frame
        return None
    if not ascii_only and not _to_characters(tokens):
        return None
    if "\n" in text:
        _end_lines(tokens)
    tokens.close()
    return None if literals and not _literals_sound(tokens) else tokens


def _to_characters(tokens: Tokens) -> bool:
    """Turn byte offsets into characters; false where a gap or a name holds what Go doesn't allow there."""
    text = tokens.text
    places, extra, total = [0], [0], 0
    for at, char in enumerate(text):
        if char > "\x7f":
            total += 1 if char < "\u0800" else 2 if char < "\U00010000" else 3
            places.append(at + total + 1)  # the byte after the character
            extra.append(total)

    def char_at(byte: int) -> int:
        return byte - extra[bisect_right(places, byte) - 1]

    tokens.starts[:] = map(char_at, tokens.starts)
    tokens.ends[:] = map(char_at, tokens.ends)
    for spans in tokens.comments.values():
        spans[:] = [(char_at(start), char_at(end)) for start, end in spans]
    covered = sorted(
        [*zip(tokens.starts, tokens.ends, strict=True)] + [span for c in tokens.comments.values() for span in c]
    )
    last = 0
    for start, end in [*covered, (len(text), len(text))]:
        if text[last:start].strip(" \t\r\n"):
            return False
        last = end
    for kind, start, end in zip(tokens.kinds, tokens.starts, tokens.ends, strict=True):
        if kind == "name" and (text[start:end] in KEYWORDS or not _is_name(text[start:end])):
            return False
    return True


def _end_lines(tokens: Tokens) -> None:
    """Put Go's automatic semicolons between the tokens."""
    text, comments = tokens.text, tokens.comments
    kinds, starts, ends = tokens.kinds, tokens.starts, tokens.ends
    made = Tokens(text)
    find = text.find
    last, last_end = "", 0
    for at, (kind, start, end) in enumerate(zip(kinds, starts, ends, strict=True)):
        found = comments.get(at)
        if last in _ENDS_LINE and find("\n", last_end, start) >= 0:
            made.add(";", last_end, last_end)
        if found:
            made.comments[len(made.kinds)] = found
        made.add(kind, start, end)
        last, last_end = kind, end
    if len(kinds) in comments:
        made.comments[len(made.kinds)] = comments[len(kinds)]
    tokens.kinds, tokens.starts, tokens.ends, tokens.comments = made.kinds, made.starts, made.ends, made.comments


def _literals_sound(tokens: Tokens) -> bool:
    text = tokens.text
    for at, kind in enumerate(tokens.kinds):
        if kind in LITERALS:
            start, end = tokens.starts[at], tokens.ends[at]
            if kind == "string" and (text[start] == "`" or "\\" not in text[start:end]):
                if "\n" in text[start:end] and text[start] == '"':
                    return False
                continue
            if kind == "int" and text[start] != "0" and "_" not in text[start:end]:
                continue
            try:
                if _literal(text, start)[1] != end:
                    return False
            except LexicalFault:
                return False
    return True


def _is_letter(char: str) -> bool:
    return char.isalpha() if char > "\x7f" else char.isalpha() or char == "_"


def _is_digit(char: str) -> bool:
    return char.isdecimal()


def _is_name(word: str) -> bool:
    return _is_letter(word[0]) and all(_is_letter(char) or _is_digit(char) for char in word)


_OPERATORS = sorted(
    [
        "+",
        "-",
        "*",
        "/",
        "%",
        "&",
        "|",
        "^",
        "<<",
        ">>",
        "&^",
        "+=",
        "-=",
        "*=",
        "/=",
        "%=",
        "&=",
        "|=",
        "^=",
        "<<=",
        ">>=",
        "&^=",
        "&&",
        "||",
        "<-",
        "++",
        "--",
        "==",
        "<",
        ">",
        "=",
        "!",
        "~",
        "!=",
        "<=",
        ">=",
        ":=",
        "...",
        "(",
        "[",
        "{",
        ",",
        ".",
        ")",
        "]",
        "}",
        ";",
        ":",
    ],
    key=len,
    reverse=True,
)
_BY_TEXT = frozenset(_OPERATORS)
_JOINABLE = frozenset(operator[-1] for operator in _OPERATORS if len(operator) > 1 and operator != "...")
_BY_FIRST: dict[str, list[str]] = {}
for _operator in _OPERATORS:
    _BY_FIRST.setdefault(_operator[0], []).append(_operator)


def scan(text: str) -> Tokens:
    """The tokens of any text at all; what is none is put into `faults` and left out."""
    tokens = Tokens(text)
    at, size = 0, len(text)
    line_ended = False
    while at < size:
        char = text[at]
        if char == "\n" or char in " \t\r":
            line_ended = line_ended or char == "\n"
            at += 1
            continue
        if char == "/" and text[at + 1 : at + 2] in ("/", "*"):
            end = _comment(tokens, at)
            _bad_characters(tokens, at, end)
            line_ended = line_ended or "\n" in text[at:end]
            at = end
            continue
        _flush(tokens, line_ended)
        line_ended = False
        at = _token(tokens, at)
    _flush(tokens, True)
    tokens.close()
    return tokens


def _flush(tokens: Tokens, line_ended: bool) -> None:
    """End the line if it was ended, and let the comments just read stand before the next token."""
    at = len(tokens.kinds)
    if line_ended and tokens.kinds and tokens.kinds[-1] in _ENDS_LINE:
        found = tokens.comments.pop(at, None)
        tokens.add(";", tokens.ends[-1], tokens.ends[-1])
        if found:
            tokens.comments[at + 1] = found


def _comment(tokens: Tokens, at: int) -> int:
    text = tokens.text
    if text[at + 1] == "/":
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
    else:
        end = text.find("*/", at + 2)
        if end < 0:
            tokens.fail(LexicalFault(at, at + 2, "comment not terminated", "close it with */"))
            return len(text)
        end += 2
    tokens.comments.setdefault(len(tokens.kinds), []).append((at, end))
    return end


def _bad_characters(tokens: Tokens, start: int, end: int) -> None:
    """Report what Go accepts nowhere, not even in comments and strings."""
    for bad, what in (("\0", "a NUL character"), ("\ufeff", "a byte-order mark")):
        at = tokens.text.find(bad, start, end)
        if at >= 0:
            tokens.fail(LexicalFault(at, at + 1, f"{what} inside Go", "remove it"))
    if not tokens.text.isascii():
        for at in range(start, end):
            if "\ud800" <= tokens.text[at] <= "\udfff":
                message = f"{_shown(tokens.text[at])} is half of a character (a lone surrogate)"
                tokens.fail(LexicalFault(at, at + 1, message, "remove it"))
                return


def _token(tokens: Tokens, at: int) -> int:
    text = tokens.text
    char = text[at]
    if _is_letter(char):
        end = at + 1
        while end < len(text) and (_is_letter(text[end]) or _is_digit(text[end])):
            end += 1
        word = text[at:end]
        tokens.add(word if word in KEYWORDS else "name", at, end)
        return end
    if char in "0123456789\"`'" or (char == "." and text[at + 1 : at + 2] in _DIGITS):
        try:
            kind, end = _literal(text, at)
        except LexicalFault as fault:
            tokens.fail(fault)
            kind, end = ("char" if char == "'" else "string" if char in '"`' else "int"), fault.end
            end = max(end, at + 1)
        _bad_characters(tokens, at, end)
        tokens.add(kind, at, end)
        return end
    for operator in _BY_FIRST.get(char, ()):
        if text.startswith(operator, at):
            tokens.add(operator, at, at + len(operator))
            return at + len(operator)
    end = at + 1
    while text[end : end + 1] == char:
        end += 1
    tokens.fail(LexicalFault(at, end, f"{_shown(char)} is no character of Go", _advice(char)))
    return end


def _shown(char: str) -> str:
    return f"{char!r}" if char.isprintable() else f"U+{ord(char):04X}"


def _advice(char: str) -> str:
    if char in "\u201c\u201d\u2018\u2019":
        return "write straight quotes"
    if char.isspace() or char in "\u200b\ufeff\u00ad":
        return "write an ordinary space or nothing"
    return "remove it"


_DIGITS = frozenset("0123456789")
_HEX = frozenset("0123456789abcdefABCDEF")
_OCTAL = frozenset("01234567")
_SIMPLE_ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\"}


def _literal(text: str, at: int) -> tuple[str, int]:
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
                raise LexicalFault(bad.start, end + 1, bad.message, bad.hint)
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
    digits = _HEX if base == 16 else _DIGITS
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
        while at < len(text) and (text[at] in _DIGITS or text[at] == "_"):
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
    if base in (2, 8) and any(digit in _DIGITS and int(digit) >= base for digit in written[2:]):
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
