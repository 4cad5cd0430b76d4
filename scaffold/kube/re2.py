"""Go's regular expressions (RE2): whether a pattern compiles there, and the same pattern for Python where there is one.

Source: ``regexp/syntax`` of Go 1.26: ``(?=…)``, backreferences, possessive repetition, counts above 1000 and the like
are faults there though Python takes them.
"""

from __future__ import annotations

import re

MAX_REPEAT = 1000
MAX_DEPTH = 1000

_CLASSES = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "ascii": "\\x00-\\x7f",
    "blank": "\\t ",
    "cntrl": "\\x00-\\x1f\\x7f",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": "!-/:-@\\[-`{-~",
    "space": "\\t\\n\\v\\f\\r ",
    "upper": "A-Z",
    "word": "0-9A-Za-z_",
    "xdigit": "0-9A-Fa-f",
}
_PERL = {"d": "0-9", "s": "\\t\\n\\f\\r ", "w": "0-9A-Za-z_"}
_CONTROL = {"a": "\\x07", "f": "\\f", "t": "\\t", "n": "\\n", "r": "\\r", "v": "\\v"}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CATEGORIES = _words(
    "any ascii assigned c cc cf cn co cs l lc ll lm lo lt lu m mc me mn n nd nl no p pc pd pe pf pi po ps "
    "s sc sk sm so z zl zp zs"
)
"""Names of Unicode's general categories, as `_plain` makes them."""
_ALIASES = _words(
    "casedletter closepunctuation cntrl combiningmark connectorpunctuation control currencysymbol "
    "dashpunctuation decimalnumber digit enclosingmark finalpunctuation format initialpunctuation letter "
    "letternumber lineseparator lowercaseletter mark mathsymbol modifierletter modifiersymbol "
    "nonspacingmark number openpunctuation other otherletter othernumber otherpunctuation othersymbol "
    "paragraphseparator privateuse punct punctuation separator spaceseparator spacingmark surrogate "
    "symbol titlecaseletter unassigned uppercaseletter"
)
_SCRIPTS = _words(
    "adlam ahom anatolianhieroglyphs arabic armenian avestan balinese bamum bassavah batak bengali "
    "bhaiksuki bopomofo brahmi braille buginese buhid canadianaboriginal carian caucasianalbanian chakma "
    "cham cherokee chorasmian common coptic cuneiform cypriot cyprominoan cyrillic deseret devanagari "
    "divesakuru dogra duployan egyptianhieroglyphs elbasan elymaic ethiopic georgian glagolitic gothic "
    "grantha greek gujarati gunjalagondi gurmukhi han hangul hanifirohingya hanunoo hatran hebrew "
    "hiragana imperialaramaic inherited inscriptionalpahlavi inscriptionalparthian javanese kaithi "
    "kannada katakana kawi kayahli kharoshthi khitansmallscript khmer khojki khudawadi lao latin lepcha "
    "limbu lineara linearb lisu lycian lydian mahajani makasar malayalam mandaic manichaean marchen "
    "masaramgondi medefaidrin meeteimayek mendekikakui meroiticcursive meroitichieroglyphs miao modi "
    "mongolian mro multani myanmar nabataean nagmundari nandinagari newa newtailue nko nushu "
    "nyiakengpuachuehmong ogham olchiki oldhungarian olditalic oldnortharabian oldpermic oldpersian "
    "oldsogdian oldsoutharabian oldturkic olduyghur oriya osage osmanya pahawhhmong palmyrene paucinhau "
    "phagspa phoenician psalterpahlavi rejang runic samaritan saurashtra sharada shavian siddham "
    "signwriting sinhala sogdian sorasompeng soyombo sundanese sylotinagri syriac tagalog tagbanwa taile "
    "taitham taiviet takri tamil tangsa tangut telugu thaana thai tibetan tifinagh tirhuta toto ugaritic "
    "vai vithkuqi wancho warangciti yezidi yi zanabazarsquare"
)
"""Names of scripts; the data is Unicode 15, Go's."""


class _Fault(Exception):
    """The pattern does not compile; the text says why in Go's words."""


def problem(pattern: str) -> str:
    """Why Go's ``regexp.Compile`` refuses a pattern, in its words; empty where it takes it."""
    try:
        _Parser(pattern).parse()
    except _Fault as fault:
        return f"error parsing regexp: {fault}"
    return ""


def compiled(pattern: str) -> re.Pattern[str] | None:
    """The pattern for Python, to be used with ``search``; None where Python has nothing that means the same."""
    parser = _Parser(pattern)
    try:
        parser.parse()
        return re.compile("".join(parser.out)) if parser.exact else None
    except (_Fault, re.error, OverflowError, RecursionError):
        return None


class _Parser:
    """One pass over a pattern. `out` collects Python's spelling, `exact` says whether it means the same."""

    def __init__(self, pattern: str) -> None:
        self.text = pattern
        self.at = 0
        self.out: list[str] = []
        self.exact = True
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
            raise _Fault("invalid UTF-8")
        while self.at < len(text):
            char = text[self.at]
            if char == "(":
                self._open()
            elif char == ")":
                self._close()
            elif char == "[":
                self._class()
            elif char in "*+?" or (char == "{" and self._counts()):
                self._repeat()
            elif char == "\\":
                self._escape()
            else:
                self._plain(char)
        if self.groups:
            raise _Fault(f"missing closing ): `{text}`")

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
            raise _Fault("expression nests too deeply: `" + self.text + "`")
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
            raise _Fault(f"invalid named capture: `{text[start:]}`")
        name = text[begin:end]
        if not name or not all(char == "_" or (char.isascii() and char.isalnum()) for char in name):
            raise _Fault(f"invalid named capture: `{text[start : end + 1]}`")
        if name in self.names:
            raise _Fault(f"duplicate capture group name: `{name}`")
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
        raise _Fault(f"invalid or unsupported Perl syntax: `{text[start:at]}`")

    def _close(self) -> None:
        if not self.groups:
            raise _Fault(f"unexpected ): `{self.text}`")
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
                raise _Fault(f"invalid repeat count: `{self.text[start:end]}`")
        if self.text[end : end + 1] == "?":
            end += 1
        operator = self.text[start:end]
        if self.repeated:
            raise _Fault(f"invalid nested repetition operator: `{self._before(start)}{operator}`")
        if not self.operand:
            raise _Fault(f"missing argument to repetition operator: `{operator}`")
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

    # --- escapes and classes -----------------------------------------------------------------------------------------

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
            raise _Fault("invalid escape sequence: `\\C`")
        ranges = self._perl_or_unicode()
        if ranges is None:
            ranges = self._character()
            self.out.append(f"(?i:{ranges})" if "i" in self.flags else ranges)
        else:
            self.out.append(f"[{ranges}]")
        self._done()

    def _perl_or_unicode(self) -> str | None:
        """``\\d``, ``\\pL``, ``\\p{Greek}`` as the inside of a class; None where something else stands there."""
        text, start = self.text, self.at
        after = text[start + 1 : start + 2]
        if after and after in "dswDSW":
            self.at += 2
            if after.islower():
                return _PERL[after]
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
                raise _Fault(f"invalid character class range: `{text[start:]}`")
            name = text[start + 3 : end]
            self.at = end + 1
        plain = "".join(char for char in name.removeprefix("^").lower() if char not in "_- ")
        if plain not in _CATEGORIES and plain not in _SCRIPTS and plain not in _ALIASES:
            raise _Fault(f"invalid character class range: `{text[start : self.at]}`")
        return "A-Z"

    def _character(self) -> str:
        """One escaped character in Python's spelling."""
        text, start = self.text, self.at
        char = text[start + 1 : start + 2]
        if not char:
            raise _Fault("trailing backslash at end of expression: ``")
        self.at += 2
        if char in "1234567":
            if text[self.at : self.at + 1] not in tuple("01234567"):
                raise _Fault(f"invalid escape sequence: `\\{char}`")
            return self._octal(start)
        if char == "0":
            return self._octal(start)
        if char == "x":
            return self._hexadecimal(start)
        if char in _CONTROL:
            return _CONTROL[char]
        if ord(char) < 0x80 and not char.isalnum():
            return re.escape(char)
        raise _Fault(f"invalid escape sequence: `\\{char}`")

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
            raise _Fault(f"invalid escape sequence: `{text[start : start + 4]}`")
        code = int(digits, 16)
        if code > 0x10FFFF:
            raise _Fault(f"invalid escape sequence: `{text[start : self.at]}`")
        return re.escape(chr(code))

    def _class(self) -> None:
        text, start = self.text, self.at
        self.at += 1
        parts = ["["]
        if text[self.at : self.at + 1] == "^":
            self.at += 1
            parts.append("^")
        first = True
        while self.at >= len(text) or text[self.at] != "]" or first:
            if self.at >= len(text):
                raise _Fault(f"missing closing ]: `{text[start:]}`")
            first = False
            parts.append(self._class_part(start))
        self.at += 1
        inner = "".join(parts) + "]"
        self.out.append(f"(?i:{inner})" if "i" in self.flags else inner)
        self._done()

    def _class_part(self, start: int) -> str:
        text = self.text
        if text.startswith("[:", self.at):
            end = text.find(":]", self.at + 2)
            if end >= 0:
                name = text[self.at + 2 : end]
                if name.removeprefix("^") not in _CLASSES:
                    raise _Fault(f"invalid character class range: `{text[self.at : end + 2]}`")
                self.exact = self.exact and not name.startswith("^")
                self.at = end + 2
                return _CLASSES[name.removeprefix("^")]
        if text[self.at] == "\\":
            ranges = self._perl_or_unicode()
            if ranges is not None:
                return ranges
        begin = self.at
        low = self._class_character(start)
        if text[self.at : self.at + 1] != "-" or text[self.at + 1 : self.at + 2] in ("]", ""):
            return low
        self.at += 1
        high = self._class_character(start)
        if _code(high) < _code(low):
            raise _Fault(f"invalid character class range: `{text[begin : self.at]}`")
        return f"{low}-{high}"

    def _class_character(self, start: int) -> str:
        if self.at >= len(self.text):
            raise _Fault(f"missing closing ]: `{self.text[start:]}`")
        char = self.text[self.at]
        if char == "\\":
            return self._character()
        self.at += 1
        return re.escape(char)


def _whole(text: str) -> bool:
    """A number without leading zeros, as RE2 counts."""
    return text.isascii() and text.isdigit() and (len(text) == 1 or text[0] != "0")


def _code(escaped: str) -> int:
    """The code point of a single character in Python's spelling."""
    control = {spelling: char for char, spelling in zip("\a\f\t\n\r\v", _CONTROL.values(), strict=True)}
    return ord(control.get(escaped, escaped[-1]))
