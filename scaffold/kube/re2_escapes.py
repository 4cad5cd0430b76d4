"""Escapes and classes of characters in RE2's patterns, in Python's spelling.

Source: ``regexp/syntax`` of Go 1.26.
"""

from __future__ import annotations

import re

from scaffold.kube.re2_tables import ALIASES, CATEGORIES, CLASSES, CONTROL, PERL, SCRIPTS


class Fault(Exception):
    """The pattern does not compile; the text says why in Go's words."""


class Reader:
    """Reads a pattern from `at` on; `exact` says whether what was read means the same in Python."""

    def __init__(self, pattern: str) -> None:
        self.text = pattern
        self.at = 0
        self.exact = True

    def perl_or_unicode(self) -> str | None:
        """``\\d``, ``\\pL``, ``\\p{Greek}`` as the inside of a class; None where something else stands there."""
        text, start = self.text, self.at
        after = text[start + 1 : start + 2]
        if after and after in "dswDSW":
            self.at += 2
            if after.islower():
                return PERL[after]
            self.exact = self.exact and after != "S"
            return "\\" + after if after != "S" else "\\S"
        if after not in ("p", "P"):
            return None
        self.exact = False
        name = text[start + 2 : start + 3]
        self.at += 3
        if name == "{":
            end = text.find("}", start)
            if end < 0:
                raise Fault(f"invalid character class range: `{text[start:]}`")
            name = text[start + 3 : end]
            self.at = end + 1
        plain = "".join(char for char in name.removeprefix("^").lower() if char not in "_- ")
        if plain not in CATEGORIES and plain not in SCRIPTS and plain not in ALIASES:
            raise Fault(f"invalid character class range: `{text[start : self.at]}`")
        return "A-Z"

    def character(self) -> str:
        """One escaped character in Python's spelling."""
        text, start = self.text, self.at
        char = text[start + 1 : start + 2]
        if not char:
            raise Fault("trailing backslash at end of expression: ``")
        self.at += 2
        if char in "1234567":
            if text[self.at : self.at + 1] not in tuple("01234567"):
                raise Fault(f"invalid escape sequence: `\\{char}`")
            return self._octal(start)
        if char == "0":
            return self._octal(start)
        if char == "x":
            return self._hexadecimal(start)
        if char in CONTROL:
            return CONTROL[char]
        if ord(char) < 0x80 and not char.isalnum():
            return re.escape(char)
        raise Fault(f"invalid escape sequence: `\\{char}`")

    def _octal(self, start: int) -> str:
        text = self.text
        end = start + 2
        while end < start + 4 and text[end : end + 1] in tuple("01234567"):
            end += 1
        self.at = end
        return re.escape(chr(int(text[start + 1 : end], 8)))

    def _hexadecimal(self, start: int) -> str:
        text = self.text
        if text[self.at : self.at + 1] == "{":
            end = text.find("}", self.at)
            digits, self.at = text[self.at + 1 : end if end >= 0 else len(text)], end + 1
        else:
            end = self.at + 2
            digits = text[self.at : end]
            self.at = end
            end = end if len(digits) == 2 else -1
        if end < 0 or not digits or any(digit not in "0123456789abcdefABCDEF" for digit in digits):
            raise Fault(f"invalid escape sequence: `{text[start : start + 4]}`")
        code = int(digits, 16)
        if code > 0x10FFFF:
            raise Fault(f"invalid escape sequence: `{text[start : self.at]}`")
        return re.escape(chr(code))

    def character_class(self) -> str:
        """``[…]``."""
        text, start = self.text, self.at
        self.at += 1
        parts = ["["]
        if text[self.at : self.at + 1] == "^":
            self.at += 1
            parts.append("^")
        first = True
        while self.at >= len(text) or text[self.at] != "]" or first:
            if self.at >= len(text):
                raise Fault(f"missing closing ]: `{text[start:]}`")
            first = False
            parts.append(self._class_part(start))
        self.at += 1
        return "".join(parts) + "]"

    def _class_part(self, start: int) -> str:
        text = self.text
        if text.startswith("[:", self.at):
            end = text.find(":]", self.at + 2)
            if end >= 0:
                name = text[self.at + 2 : end]
                if name.removeprefix("^") not in CLASSES:
                    raise Fault(f"invalid character class range: `{text[self.at : end + 2]}`")
                self.exact = self.exact and not name.startswith("^")
                self.at = end + 2
                return CLASSES[name.removeprefix("^")]
        if text[self.at] == "\\":
            ranges = self.perl_or_unicode()
            if ranges is not None:
                return ranges
        begin = self.at
        low = self._class_character(start)
        if text[self.at : self.at + 1] != "-" or text[self.at + 1 : self.at + 2] in ("]", ""):
            return low
        self.at += 1
        high = self._class_character(start)
        if _code(high) < _code(low):
            raise Fault(f"invalid character class range: `{text[begin : self.at]}`")
        return f"{low}-{high}"

    def _class_character(self, start: int) -> str:
        if self.at >= len(self.text):
            raise Fault(f"missing closing ]: `{self.text[start:]}`")
        char = self.text[self.at]
        if char == "\\":
            return self.character()
        self.at += 1
        return re.escape(char)


def _code(escaped: str) -> int:
    """The code point of a single character in Python's spelling."""
    control = {spelling: char for char, spelling in zip("\a\f\t\n\r\v", CONTROL.values(), strict=True)}
    return ord(control.get(escaped, escaped[-1]))
