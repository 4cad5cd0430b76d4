"""Go's regular expressions (RE2): whether a pattern compiles there, and the same pattern for Python where there is one.

Source: ``regexp/syntax`` of Go 1.26: ``(?=…)``, backreferences, possessive repetition, counts above 1000 and the like
are faults there though Python takes them.
"""

from __future__ import annotations

import re

from scaffold.kube.re2_escapes import Fault, Reader

MAX_REPEAT = 1000
MAX_DEPTH = 1000


def problem(pattern: str) -> str:
    """Why Go's ``regexp.Compile`` refuses a pattern, in its words; empty where it takes it."""
    try:
        _Parser(pattern).parse()
    except Fault as fault:
        return f"error parsing regexp: {fault}"
    return ""


def compiled(pattern: str) -> re.Pattern[str] | None:
    """The pattern for Python, to be used with ``search``; None where Python has nothing that means the same."""
    parser = _Parser(pattern)
    try:
        parser.parse()
        return re.compile("".join(parser.out)) if parser.exact else None
    except (Fault, re.error, OverflowError, RecursionError):
        return None


class _Parser(Reader):
    """One pass over a pattern. `out` collects Python's spelling, `exact` says whether it means the same."""

    def __init__(self, pattern: str) -> None:
        super().__init__(pattern)
        self.out: list[str] = []
        self.names: set[str] = set()
        # Positions in `text` where open groups begin, with the flags outside them.
        self.groups: list[tuple[int, str]] = []
        self.flags = ""
        # Whether there is something to repeat, and whether it is a repetition already.
        self.operand = False
        self.repeated = False

    def parse(self) -> None:
        text = self.text
        if any(0xD800 <= ord(char) <= 0xDFFF for char in text):
            raise Fault("invalid UTF-8")
        while self.at < len(text):
            char = text[self.at]
            if char == "(":
                self._open()
            elif char == ")":
                self._close()
            elif char == "[":
                inner = self.character_class()
                self.out.append(f"(?i:{inner})" if "i" in self.flags else inner)
                self._done()
            elif char in "*+?" or (char == "{" and self._counts()):
                self._repeat()
            elif char == "\\":
                self._escape()
            else:
                self._plain(char)
        if self.groups:
            raise Fault(f"missing closing ): `{text}`")

    def _plain(self, char: str) -> None:
        self.at += 1
        if char == "|":
            self.out.append("|")
            self.operand = self.repeated = False
            return
        if char == "^":
            self.out.append("(?m:^)" if "m" in self.flags else "\\A")
        elif char == "$":
            self.out.append("(?m:$)" if "m" in self.flags else "\\Z")
        elif char == ".":
            self.out.append("(?s:.)" if "s" in self.flags else ".")
        else:
            self._literal(char)
            return
        self._done()

    def _literal(self, char: str) -> None:
        self.out.append(f"(?i:{re.escape(char)})" if "i" in self.flags else re.escape(char))
        self._done()

    def _done(self) -> None:
        self.operand, self.repeated = True, False

    # --- groups ------------------------------------------------------------------------------------------------------

    def _open(self) -> None:
        start = self.at
        if len(self.groups) >= MAX_DEPTH:
            raise Fault("expression nests too deeply: `" + self.text + "`")
        if not self.text.startswith("(?", start):
            self.at += 1
            self.groups.append((start, self.flags))
            self.out.append("(")
        elif self.text.startswith(("(?P<", "(?<"), start):
            self._named(start)
        else:
            self._flags(start)
            return
        self.operand = self.repeated = False

    def _named(self, start: int) -> None:
        text = self.text
        begin = text.index("<", start) + 1
        end = text.find(">", begin)
        if end < 0:
            raise Fault(f"invalid named capture: `{text[start:]}`")
        name = text[begin:end]
        if not name or not all(char == "_" or (char.isascii() and char.isalnum()) for char in name):
            raise Fault(f"invalid named capture: `{text[start : end + 1]}`")
        if name in self.names:
            raise Fault(f"duplicate capture group name: `{name}`")
        self.names.add(name)
        self.at = end + 1
        self.groups.append((start, self.flags))
        self.out.append("(")

    def _flags(self, start: int) -> None:
        text = self.text
        at = start + 2
        flags = set(self.flags)
        negated = seen = False
        while at < len(text):
            char = text[at]
            at += 1
            if char in "imsU":
                seen = True
                if negated:
                    flags.discard(char)
                else:
                    flags.add(char)
            elif char == "-" and not negated:
                negated, seen = True, False
            elif char in ":)":
                if negated and not seen:
                    break
                self.exact = self.exact and "U" not in flags
                self.at = at
                if char == ":":
                    self.groups.append((start, self.flags))
                    self.out.append("(?:")
                    self.operand = self.repeated = False
                elif self.repeated:
                    # Behind flags Go repeats a repetition; Python would read the operator as a part of it.
                    self.repeated = self.exact = False
                self.flags = "".join(flags)
                return
            else:
                break
        raise Fault(f"invalid or unsupported Perl syntax: `{text[start:at]}`")

    def _close(self) -> None:
        if not self.groups:
            raise Fault(f"unexpected ): `{self.text}`")
        _, self.flags = self.groups.pop()
        self.at += 1
        self.out.append(")")
        self._done()

    # --- repetition --------------------------------------------------------------------------------------------------

    def _counts(self) -> tuple[int, int, int] | None:
        """The least, the most (-1 for no limit) and the end of ``{n,m}``; None where it is literal text."""
        text = self.text
        end = text.find("}", self.at)
        if end < 0:
            return None
        least, comma, most = text[self.at + 1 : end].partition(",")
        if not _whole(least) or (most and not _whole(most)):
            return None
        if len(least) > 8 or len(most) > 8:
            return (MAX_REPEAT + 1, MAX_REPEAT + 1, end + 1)
        return int(least), int(most) if most else -1 if comma else int(least), end + 1

    def _repeat(self) -> None:
        start = self.at
        end = start + 1
        if self.text[start] == "{":
            counts = self._counts()
            assert counts is not None
            least, most, end = counts
            if least > MAX_REPEAT or most > MAX_REPEAT or (0 <= most < least):
                raise Fault(f"invalid repeat count: `{self.text[start:end]}`")
        if self.text[end : end + 1] == "?":
            end += 1
        operator = self.text[start:end]
        if self.repeated:
            raise Fault(f"invalid nested repetition operator: `{self._before(start)}{operator}`")
        if not self.operand:
            raise Fault(f"missing argument to repetition operator: `{operator}`")
        self.out.append(operator)
        self.at = end
        self.repeated = True

    def _before(self, start: int) -> str:
        """The repetition operator that ends at `start`."""
        begin = start - 1
        if self.text[begin] == "?" and self.text[begin - 1 : begin] in ("*", "+", "?", "}"):
            begin -= 1
        if self.text[begin] == "}":
            begin = self.text.rfind("{", 0, begin)
        return self.text[begin:start]

    def _escape(self) -> None:
        text = self.text
        after = text[self.at + 1 : self.at + 2]
        if after == "Q":
            end = text.find("\\E", self.at + 2)
            literal = text[self.at + 2 : end if end >= 0 else len(text)]
            self.at = end + 2 if end >= 0 else len(text)
            for char in literal:
                self._literal(char)
            return
        if after in ("A", "b", "B", "z"):
            self.at += 2
            self.out.append({"A": "\\A", "b": "(?a:\\b)", "B": "(?!(?a:\\b))", "z": "\\Z"}[after])
            self._done()
            return
        if after == "C":
            raise Fault("invalid escape sequence: `\\C`")
        ranges = self.perl_or_unicode()
        if ranges is None:
            ranges = self.character()
            self.out.append(f"(?i:{ranges})" if "i" in self.flags else ranges)
        else:
            self.out.append(f"[{ranges}]")
        self._done()


def _whole(text: str) -> bool:
    """A number without leading zeros, as RE2 counts."""
    return text.isascii() and text.isdigit() and (len(text) == 1 or text[0] != "0")
