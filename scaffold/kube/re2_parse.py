"""Patterns of RE2 as trees; what Go's ``regexp.Compile`` refuses is refused here, in its words.

Source: ``regexp/syntax`` of Go 1.26, with the flags that ``regexp.Compile`` sets.
"""

from __future__ import annotations

from typing import NamedTuple

from scaffold.kube.re2_classes import MAX_CHAR, Ranges, clean, fold, negate, perl_class, posix_class, unicode_class
from scaffold.kube.re2_tree import (
    ASSERTION,
    MAX_HEIGHT,
    MAX_REPEAT,
    MAX_SIZE,
    Tree,
    has_valid_repeats,
    make_chars,
    make_choice,
    make_group,
    make_repeat,
    make_sequence,
)

_CONTROL = {"a": 7, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11}
_ANY: Ranges = ((0, MAX_CHAR),)
_NOT_NEWLINE: Ranges = ((0, 9), (11, MAX_CHAR))
_TEXT_ASSERTIONS = {"A": "\\A", "b": "\\b", "B": "\\B", "z": "\\z"}


class PatternError(Exception):
    """The pattern does not compile; the text says why in Go's words."""


class _Open(NamedTuple):
    """What a bracket interrupts: the flags outside it, the choices before it and the parts of the current one."""

    flags: frozenset[str]
    captures: bool
    choices: list[Tree]
    parts: list[Tree]


class Parser:
    """One pass over a pattern."""

    def __init__(self, pattern: str) -> None:
        self._text = pattern
        self._at = 0
        self._flags: frozenset[str] = frozenset()
        self._names: set[str] = set()
        self._open: list[_Open] = []
        self._choices: list[Tree] = []
        self._parts: list[Tree] = []
        self._repeat_start = -1
        """Where the repetition begins that ends here; -1 where none does."""

    def parse(self) -> Tree:
        """The tree. Raises `PatternError`."""
        text = self._text
        if any(0xD800 <= ord(char) <= 0xDFFF for char in text):
            raise PatternError("invalid UTF-8")
        while self._at < len(text):
            start, char = self._at, text[self._at]
            if char in "*+?" or (char == "{" and self._counts() is not None):
                self._repeat()
                self._repeat_start = start
                continue
            self._token(char)
            self._repeat_start = -1
        whole = self._alternatives()
        if self._open:
            raise PatternError(f"missing closing ): `{text}`")
        return whole

    def _token(self, char: str) -> None:
        match char:
            case "(":
                self._open_group()
            case ")":
                self._close()
            case "|":
                self._at += 1
                self._choices.append(make_sequence(self._parts))
                self._parts = []
            case "[":
                self._push(make_chars(self._class()))
            case "\\":
                self._escape()
            case "^" | "$" | ".":
                self._at += 1
                self._push(self._sign(char))
            case _:
                self._at += 1
                self._literal(ord(char))

    def _sign(self, char: str) -> Tree:
        if char == ".":
            return make_chars(_ANY if "s" in self._flags else _NOT_NEWLINE)
        if "m" in self._flags:
            return Tree(ASSERTION, kind=char)
        return Tree(ASSERTION, kind="\\A" if char == "^" else "\\z")

    def _literal(self, code: int) -> None:
        chars: Ranges = ((code, code),)
        self._push(make_chars(fold(chars) if "i" in self._flags else chars))

    def _push(self, tree: Tree) -> None:
        if tree.height > MAX_HEIGHT:
            raise PatternError(f"expression nests too deeply: `{self._text}`")
        if tree.size > MAX_SIZE:
            raise PatternError(f"expression too large: `{self._text}`")
        self._parts.append(tree)

    def _alternatives(self) -> Tree:
        return make_choice([*self._choices, make_sequence(self._parts)])

    # --- groups ------------------------------------------------------------------------------------------------------

    def _open_group(self) -> None:
        start = self._at
        if not self._text.startswith("(?", start):
            self._at += 1
            self._begin(captures=True)
        elif self._text.startswith(("(?P<", "(?<"), start):
            self._named(start)
        else:
            self._set_flags(start)

    def _begin(self, *, captures: bool) -> None:
        self._open.append(_Open(self._flags, captures, self._choices, self._parts))
        self._choices, self._parts = [], []

    def _named(self, start: int) -> None:
        text = self._text
        begin = text.index("<", start) + 1
        end = text.find(">", begin)
        if end < 0:
            raise PatternError(f"invalid named capture: `{text[start:]}`")
        name = text[begin:end]
        if not name or not all(char == "_" or (char.isascii() and char.isalnum()) for char in name):
            raise PatternError(f"invalid named capture: `{text[start : end + 1]}`")
        if name in self._names:
            raise PatternError(f"duplicate capture group name: `{name}`")
        self._names.add(name)
        self._at = end + 1
        self._begin(captures=True)

    def _set_flags(self, start: int) -> None:
        text, at = self._text, start + 2
        flags = set(self._flags)
        negated = seen = False
        while at < len(text):
            char = text[at]
            at += 1
            if char in "imsU":
                seen = True
                (flags.discard if negated else flags.add)(char)
            elif char == "-" and not negated:
                negated, seen = True, False
            elif char in ":)" and (seen or not negated):
                self._at = at
                if char == ":":
                    self._begin(captures=False)
                self._flags = frozenset(flags)
                return
            else:
                break
        raise PatternError(f"invalid or unsupported Perl syntax: `{text[start:at]}`")

    def _close(self) -> None:
        if not self._open:
            raise PatternError(f"unexpected ): `{self._text}`")
        inner = self._alternatives()
        self._flags, captures, self._choices, self._parts = self._open.pop()
        self._at += 1
        self._push(make_group(inner) if captures else inner)

    # --- repetition --------------------------------------------------------------------------------------------------

    def _counts(self) -> tuple[int, int, int] | None:
        """The least, the most (-1 for no limit) and the end of ``{n,m}``; None where it is literal text."""
        text = self._text
        end = text.find("}", self._at)
        if end < 0:
            return None
        least, comma, most = text[self._at + 1 : end].partition(",")
        if not _is_count(least) or (most and not _is_count(most)):
            return None
        if len(least) > 8 or len(most) > 8:
            return MAX_REPEAT + 1, MAX_REPEAT + 1, end + 1
        return int(least), int(most) if most else -1 if comma else int(least), end + 1

    def _repeat(self) -> None:
        text, start = self._text, self._at
        end = start + 1
        least, most = {"*": (0, -1), "+": (1, -1), "?": (0, 1)}.get(text[start], (0, 0))
        counts = self._counts() if text[start] == "{" else None
        if counts is not None:
            least, most, end = counts
            if least > MAX_REPEAT or most > MAX_REPEAT or 0 <= most < least:
                raise PatternError(f"invalid repeat count: `{text[start:end]}`")
        greedy = "U" not in self._flags
        if text[end : end + 1] == "?":
            end += 1
            greedy = not greedy
        if self._repeat_start >= 0:
            raise PatternError(f"invalid nested repetition operator: `{text[self._repeat_start : end]}`")
        if not self._parts:
            raise PatternError(f"missing argument to repetition operator: `{text[start:end]}`")
        repeated = make_repeat(self._parts.pop(), least, most, greedy=greedy, braces=counts is not None)
        self._push(repeated)
        if counts is not None and max(least, most) >= 2 and not has_valid_repeats(repeated):
            raise PatternError(f"invalid repeat count: `{text[start:end]}`")
        self._at = end

    # --- escapes -----------------------------------------------------------------------------------------------------

    def _escape(self) -> None:
        text = self._text
        letter = text[self._at + 1 : self._at + 2]
        if letter == "Q":
            end = text.find("\\E", self._at + 2)
            literal = text[self._at + 2 : end if end >= 0 else len(text)]
            self._at = end + 2 if end >= 0 else len(text)
            for char in literal:
                self._literal(ord(char))
            return
        if letter in _TEXT_ASSERTIONS:
            self._at += 2
            self._push(Tree(ASSERTION, kind=_TEXT_ASSERTIONS[letter]))
            return
        if letter == "C":
            raise PatternError("invalid escape sequence: `\\C`")
        chars = self._class_escape()
        if chars is not None:
            self._push(make_chars(clean(chars)))
        else:
            self._literal(self._character())

    def _class_escape(self) -> Ranges | None:
        """``\\d``, ``\\pL``, ``\\p{Greek}``; None where something else stands there."""
        letter = self._text[self._at + 1 : self._at + 2]
        if letter and letter in "dswDSW":
            self._at += 2
            return self._signed(perl_class(letter.lower()), negated=letter.isupper())
        return self._unicode_escape(letter) if letter and letter in "pP" else None

    def _unicode_escape(self, letter: str) -> Ranges:
        text, start = self._text, self._at
        name = text[start + 2 : start + 3]
        self._at = start + 2 + len(name)
        if name == "{":
            end = text.find("}", start)
            if end < 0:
                raise PatternError(f"invalid character class range: `{text[start:]}`")
            name = text[start + 3 : end]
            self._at = end + 1
        chars = unicode_class(name.removeprefix("^"))
        if chars is None:
            raise PatternError(f"invalid character class range: `{text[start : self._at]}`")
        return self._signed(chars, negated=(letter == "P") is not name.startswith("^"))

    def _signed(self, chars: Ranges, *, negated: bool) -> Ranges:
        folded = fold(chars) if "i" in self._flags else chars
        return negate(folded) if negated else folded

    def _character(self) -> int:
        """One escaped character."""
        text, start = self._text, self._at
        char = text[start + 1 : start + 2]
        if not char:
            raise PatternError("trailing backslash at end of expression: ``")
        self._at += 2
        octal = char in "1234567" and text[self._at : self._at + 1] in tuple("01234567")
        if char == "0" or octal:
            return self._octal(start)
        if char == "x":
            return self._hexadecimal(start)
        if char in _CONTROL:
            return _CONTROL[char]
        if ord(char) < 0x80 and not char.isalnum():
            return ord(char)
        raise PatternError(f"invalid escape sequence: `\\{char}`")

    def _octal(self, start: int) -> int:
        text = self._text
        end = start + 2
        while end < start + 4 and text[end : end + 1] in tuple("01234567"):
            end += 1
        self._at = end
        return int(text[start + 1 : end], 8)

    def _hexadecimal(self, start: int) -> int:
        text = self._text
        if text[self._at : self._at + 1] == "{":
            end = text.find("}", self._at)
            digits, self._at = text[self._at + 1 : end if end >= 0 else len(text)], end + 1
        else:
            digits = text[self._at : self._at + 2]
            self._at += 2
            end = self._at if len(digits) == 2 else -1
        if end < 0 or not digits or any(digit not in "0123456789abcdefABCDEF" for digit in digits):
            raise PatternError(f"invalid escape sequence: `{text[start : start + 4]}`")
        digits = digits.lstrip("0")
        if len(digits) > 6 or int(digits or "0", 16) > MAX_CHAR:
            raise PatternError(f"invalid escape sequence: `{text[start : self._at]}`")
        return int(digits or "0", 16)

    # --- classes in brackets -----------------------------------------------------------------------------------------

    def _class(self) -> Ranges:
        """``[…]``."""
        text, start = self._text, self._at
        self._at += 1
        negated = text[self._at : self._at + 1] == "^"
        self._at += negated
        chars: list[tuple[int, int]] = []
        first = True
        while self._at >= len(text) or text[self._at] != "]" or first:
            if self._at >= len(text):
                raise PatternError(f"missing closing ]: `{text[start:]}`")
            first = False
            chars += self._class_part(start)
        self._at += 1
        return negate(chars) if negated else clean(chars)

    def _class_part(self, start: int) -> Ranges:
        text = self._text
        end = text.find(":]", self._at + 2) if text.startswith("[:", self._at) else -1
        if end >= 0:
            name = text[self._at + 2 : end]
            named = posix_class(name)
            if named is None:
                raise PatternError(f"invalid character class range: `{text[self._at : end + 2]}`")
            self._at = end + 2
            return self._signed(named, negated=name.startswith("^"))
        escaped = self._class_escape() if text[self._at] == "\\" else None
        if escaped is not None:
            return escaped
        begin = self._at
        low = high = self._class_character(start)
        if text[self._at : self._at + 1] == "-" and text[self._at + 1 : self._at + 2] not in ("]", ""):
            self._at += 1
            high = self._class_character(start)
        if high < low:
            raise PatternError(f"invalid character class range: `{text[begin : self._at]}`")
        chars: Ranges = ((low, high),)
        return fold(chars) if "i" in self._flags else chars

    def _class_character(self, start: int) -> int:
        if self._at >= len(self._text):
            raise PatternError(f"missing closing ]: `{self._text[start:]}`")
        char = self._text[self._at]
        if char == "\\":
            return self._character()
        self._at += 1
        return ord(char)


def _is_count(text: str) -> bool:
    """Whether it is a number without leading zeros, as RE2 counts."""
    return text.isascii() and text.isdigit() and (len(text) == 1 or text[0] != "0")
