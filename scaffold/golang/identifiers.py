"""Go's identifiers: what is one, what is exported, which are taken, and how words become one.

Facts from the Go specification ("Identifiers", "Keywords", "Predeclared identifiers") and go/build's treatment of
package and file names. Letters are the Unicode categories L*, digits Nd; nothing is normalised, as in Go.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

_KEYWORDS = (
    "break case chan const continue default defer else fallthrough for func go goto if import interface map package "
    "range return select struct switch type var"
)
KEYWORDS: Final = frozenset(_KEYWORDS.split())
_PREDECLARED_TYPES = (
    "any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string "
    "uint uint8 uint16 uint32 uint64 uintptr"
)
PREDECLARED_TYPES: Final = frozenset(_PREDECLARED_TYPES.split())
PREDECLARED_VALUES: Final = frozenset(("false", "iota", "nil", "true"))
_BUILTINS = "append cap clear close complex copy delete imag len make max min new panic print println real recover"
BUILTINS: Final = frozenset(_BUILTINS.split())
PREDECLARED: Final = PREDECLARED_TYPES | PREDECLARED_VALUES | BUILTINS

_INITIALISMS = (
    "ACL API ASCII CPU CSS DNS EOF GUID HTML HTTP HTTPS ID IP JSON QPS RAM RPC SLA SMTP SQL SSH TCP TLS TTL UDP UI "
    "GID UID UUID URI URL UTF8 VM XML XMPP XSRF XSS SIP RTP AMQP DB TS"
)
INITIALISMS: Final = frozenset(_INITIALISMS.split())
"""Words that Go writes in one case throughout: staticcheck's default list for ST1003."""

_KNOWN_OS = (
    "aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris wasip1 windows "
    "zos"
)
KNOWN_OS: Final = frozenset(_KNOWN_OS.split())
_KNOWN_ARCH = (
    "386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc ppc64 "
    "ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm"
)
KNOWN_ARCH: Final = frozenset(_KNOWN_ARCH.split())
"""File name suffixes that are build constraints (internal/syslist)."""


def _is_letter(char: str) -> bool:
    return char == "_" or unicodedata.category(char)[0] == "L"


def is_identifier(text: str) -> bool:
    """Whether `text` is one Go identifier token, keywords excepted."""
    if text.isascii():
        # str.isidentifier agrees with Go on ASCII and is several times faster than looking at each character.
        return text.isidentifier() and text not in KEYWORDS
    return _is_letter(text[0]) and all(_is_letter(char) or unicodedata.category(char) == "Nd" for char in text[1:])


def is_exported(name: str) -> bool:
    """Whether other packages see `name`: its first character is an upper-case letter (category Lu)."""
    first = name[:1]
    return "A" <= first <= "Z" if first.isascii() else unicodedata.category(first) == "Lu"


def upper_first(word: str) -> str:
    """`word` with its first letter in upper case where that letter has one of its own (``ß`` has none)."""
    upper = word[:1].upper()
    return upper + word[1:] if len(upper) == 1 else word


def _words(text: str) -> list[str]:
    """The words of a value: split at whatever cannot be in an identifier and at ``_``."""
    words: list[str] = []
    word = ""
    for char in text:
        if char != "_" and (
            char.isalnum() if char.isascii() else _is_letter(char) or unicodedata.category(char) == "Nd"
        ):
            word += char
        elif word:
            words.append(word)
            word = ""
    return [*words, word] if word else words


def _humps(word: str) -> Iterable[str]:
    """``userId`` as ``user``, ``Id``: split where a lower-case letter or digit meets an upper-case one."""
    start = 0
    for at in range(1, len(word)):
        if is_exported(word[at]) and not is_exported(word[at - 1]):
            yield word[start:at]
            start = at
    yield word[start:]


def _cased(part: str) -> str:
    upper = part.upper()
    return upper if upper in INITIALISMS else upper_first(part)


def go_case(text: str) -> str:
    """A value as the exported part of a Go identifier: ``in-between`` → ``InBetween``, ``user_id`` → ``UserID``.

    Words of several that are all in capitals are lowered first (``IN_PROGRESS`` → ``InProgress``); a single one is
    kept (``GET``). Empty where the text has neither letter nor digit.
    """
    words = _words(text)
    if len(words) > 1 and text.upper() == text:
        words = [word.lower() for word in words]
    return "".join(_cased(hump) for word in words for hump in _humps(word))


@lru_cache(maxsize=4096)  # parameters of a plan have few names
def exported(name: str) -> str:
    """An identifier with its first letter in upper case, initialisms whole: ``id`` → ``ID``, ``userId`` → ``UserID``.

    Underscores stay where they are, so that distinct names mostly stay distinct. The result may still be unexported:
    not every letter has an upper case.
    """
    return "_".join("".join(_cased(hump) for hump in _humps(word)) if word else "" for word in name.split("_"))


def package_name_problem(name: str) -> str:
    """Why Go or its tools do not take `name` for a package of contracts; empty where they do."""
    if name in KEYWORDS:
        return "is a keyword of Go"
    if name == "_" or not is_identifier(name):
        return "is not a Go identifier"
    if name in PREDECLARED:
        return "is predeclared in Go: a file that imports the package would lose the predeclared one"
    if name == "main":
        return "is a program, which nothing can import"
    if name == "documentation":
        return "is a name that the go command ignores"
    if name in ("internal", "vendor", "testdata"):
        return "is a directory name that the go command treats specially"
    if name == "init":
        return "cannot be imported under its own name"
    if name.endswith("_test"):
        return "ends in _test, which is for test packages"
    return ""


def is_source_folder(name: str) -> bool:
    """Whether a module's own packages may be in a folder of this name; npm's is left out as Go's own exceptions are."""
    return name[0] not in "._" and name not in ("vendor", "testdata", "node_modules")


def file_name_problem(name: str) -> str:
    """Why the go command would not compile the file `name` on every platform; empty where it does."""
    if not name.endswith(".go") or name == ".go":
        return "does not end in .go"
    if name[0] in "_.":
        return f"begins with {name[0]!r}: the go command ignores such files"
    # go/build looks at the suffixes behind the first underscore, up to the first dot.
    parts = name.partition(".")[0].split("_")[1:]
    if name.removesuffix(".go").endswith("_test"):
        return "ends in _test.go: the go command compiles such files for tests only"
    if parts and parts[-1] == "test":
        parts = parts[:-1]
    if parts and (parts[-1] in KNOWN_ARCH or parts[-1] in KNOWN_OS):
        return f"ends in _{parts[-1]}: the go command compiles such files only for that platform"
    return ""


def package_file_problem(name: str) -> str:
    """Why `name` is no file of a package that is compiled on every platform; empty where it is one."""
    if "/" in name or "\\" in name:
        return "is a path; a file of the section's package has no directory"
    return file_name_problem(name)


def folder_name(name: str) -> str:
    """A folder's name from a Go name, fit for an import path: any letter outside ASCII is ``u`` and hexadecimals."""
    plain = "".join(char if char.isascii() else f"u{ord(char):04x}" for char in name)
    # Folders of these names are invisible to Go's tools, or may be imported only from nearby.
    return f"{plain}impl" if plain in ("testdata", "vendor", "internal") or plain.startswith("_") else plain
