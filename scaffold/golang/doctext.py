"""The running text of a doc comment as gofmt prints it: doubled quotes are set in type, but not in URLs and links.

Follows ``go/doc/comment``'s reading of text; only what shows in the printed comment is kept of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import category

_SCHEMES = ("file://", "ftp://", "gopher://", "http://", "https://", "mailto://", "nntp://")
_ALNUM = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_IDENT = _ALNUM | {"_"}
_HOST = _ALNUM | frozenset("_@-.[]:")
_PATH = _ALNUM | frozenset("$'()*+&#=@~_/-[]{}%")
_PUNCT = frozenset(".,:;?!")
_IMPORT = _ALNUM | frozenset("-.~_+")
_CLOSING = {"(": ")", "{": "}", "[": "]"}

_STANDARD = frozenset(
    [
        "bufio",
        "bytes",
        "cmp",
        "context",
        "crypto",
        "embed",
        "encoding",
        "errors",
        "expvar",
        "flag",
        "fmt",
        "hash",
        "html",
        "image",
        "io",
        "iter",
        "log",
        "maps",
        "math",
        "mime",
        "net",
        "os",
        "path",
        "plugin",
        "reflect",
        "regexp",
        "runtime",
        "slices",
        "sort",
        "strconv",
        "strings",
        "structs",
        "sync",
        "syscall",
        "testing",
        "time",
        "unicode",
        "unique",
        "unsafe",
        "weak",
    ]
)
"""Packages of the standard library with a one-element path, as Go 1.26 lists them for doc links."""


class Typesetter:
    """Sets paragraphs; `used` collects the numbers of the link definitions that some paragraph refers to."""

    __slots__ = ("_links", "_used")

    def __init__(self, links: Sequence[str], used: set[int]) -> None:
        self._links: dict[str, int] = {}
        for number, text in enumerate(links):
            self._links.setdefault(text, number)
        self._used = used

    def set(self, lines: list[str]) -> list[str]:
        """The lines of one paragraph, as many as came."""
        text = "\n".join(lines)
        if "[" not in text and "''" not in text and "``" not in text:
            return lines
        out: list[str] = []
        wrote = 0
        start = -1
        name = ""  # grows from the first of several open brackets, as in Go
        for at, char in enumerate(text):
            if char == "[":
                start = at
            elif char == "]":
                if start >= 0 and self._is_link(text, start, at, name):
                    out.append(_quoted(text[wrote:start], urls=True))
                    out.append("[" + _quoted(text[start + 1 : at], urls=False) + "]")
                    wrote = at + 1
                start = -1
                name = ""
            elif start >= 0:
                name += " " if char in "\n\t" else char
        out.append(_quoted(text[wrote:], urls=True))
        return "".join(out).split("\n")

    def _is_link(self, text: str, start: int, end: int, name: str) -> bool:
        number = self._links.get(name)
        if number is not None:
            self._used.add(number)
            return True
        before, after = text[start - 1 : start], text[end + 1 : end + 2]
        return _may_border(before) and _may_border(after) and _is_doc_link(text[start + 1 : end])


def _may_border(char: str) -> bool:
    return not char or char in " \t\n" or category(char)[0] == "P"


def _is_doc_link(text: str) -> bool:
    """Whether ``[text]`` names a package, or something in one (names of the package at hand are never looked up)."""
    text = text.removeprefix("*")
    package, name = _split_name(text)
    if name:
        package, _ = _split_name(package)
    if not package:
        return False
    if "/" not in package:
        return package in _STANDARD
    elements = package.split("/")
    return package[0] != "-" and all(
        one and one[0] != "." and one[-1] != "." and _IMPORT.issuperset(one) for one in elements
    )


def _split_name(text: str) -> tuple[str, str]:
    """``before.Name`` in two; the text and nothing where no exported name ends it."""
    before, _, name = text.rpartition(".")
    if name and _ident(name, 0) == len(name) and category(name[0]) == "Lu":
        return before, name
    return text, ""


def _ident(text: str, at: int) -> int:
    """Where the identifier at `at` ends; `at` itself if there is none."""
    end = at
    while end < len(text):
        char = text[end]
        if char in _IDENT:
            if end == at and "0" <= char <= "9":
                break
        elif char < "\x80" or category(char)[0] != "L":
            break
        end += 1
    return end


def _quoted(text: str, *, urls: bool) -> str:
    if "''" not in text and "``" not in text:
        return text
    out: list[str] = []
    at = 0
    while at < len(text):
        end = at
        if urls:
            end = _url(text, at)
            if end == at:
                end = _ident(text, at)
        if end == at and text.startswith("```", at):
            end = _fence(text, at)
        if end > at:
            out.append(text[at:end])
            at = end
        elif text.startswith("``", at):
            out.append("“")
            at += 2
        elif text.startswith("''", at):
            out.append("”")
            at += 2
        else:
            out.append(text[at])
            at += 1
    return "".join(out)


def _fence(text: str, at: int) -> int:
    """Where gofmt goes on behind Markdown's fence at `at`.

    It counts the further backticks from the beginning of what is left, but at an offset of the whole text: some of what
    follows may be passed over with the fence.
    """
    data = text.encode("utf-8", "surrogatepass")
    begin = len(text[:at].encode("utf-8", "surrogatepass"))
    end = begin + 3
    while begin + end < len(data) and data[begin + end] == ord("`"):
        end += 1
    return len(data[:end].decode("utf-8", "ignore"))


def _url(text: str, at: int) -> int:
    """Where the URL at `at` ends; `at` itself if there is none. Punctuation at its end is not part of it."""
    if not text.startswith(_SCHEMES, at):
        return at
    host = text.index("://", at) + 3
    if text[host : host + 1] not in _HOST or text[host : host + 1] in _PUNCT or host >= len(text):
        return at
    scan = end = host + 1
    while scan < len(text) and text[scan] in _HOST:
        scan += 1
        if text[scan - 1] not in _PUNCT:
            end = scan
    scan = end
    closing: list[str] = []
    while scan < len(text):
        char = text[scan]
        scan += 1
        if char in _PUNCT:
            continue
        if char not in _PATH:
            break
        if char in _CLOSING:
            closing.append(_CLOSING[char])
        elif char in ")}]" and (not closing or closing.pop() != char):
            break
        if not closing:
            end = scan
    return end
