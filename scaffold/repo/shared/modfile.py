"""`go.mod` as lines that know what they say: enough of its grammar to edit requirements and leave the rest alone.

The grammar is that of golang.org/x/mod/modfile: a statement is a line, or a block of lines in parentheses; strings
may be quoted and never span lines, so a line can be read by itself.
"""

from __future__ import annotations

from typing import NamedTuple

from scaffold.repo.shared.entries import Unreadable, lines_with_ends
from scaffold.versions import is_go_version, is_version, semver_key

_DIRECTIVES = frozenset(
    ("module", "go", "toolchain", "godebug", "require", "exclude", "replace", "retract", "tool", "ignore")
)
_BLOCKS = _DIRECTIVES - {"go", "toolchain"}
_PUNCTUATION = "()[]{},"


class Line(NamedTuple):
    """One line of the file: its text with its end, and what it says.

    `verb` is the directive it belongs to, in a block too; empty for blank lines, comments, and a block's first and
    last line. `words` are what follows the directive, strings unquoted; `comment` what follows ``//``, with it.
    `block` is the number of the block's first line (0-based) for lines inside one, `opens` the directive of a block
    that begins here, `closes` the number of the first line of the block that ends here.
    """

    text: str
    verb: str = ""
    words: tuple[str, ...] = ()
    comment: str = ""
    block: int | None = None
    opens: str = ""
    closes: int | None = None

    @property
    def indirect(self) -> bool:
        """Whether the comment says that a requirement is one of a dependency's."""
        fields = self.comment.removeprefix("//").split()
        return (fields[:1] == ["indirect"] and len(fields) == 1) or (fields[:1] == ["indirect;"] and len(fields) > 1)


def parse(text: str) -> list[Line]:
    """The lines of a go.mod. Raises `Unreadable` for what the go command would not read either."""
    lines: list[Line] = []
    inside: tuple[int, str] | None = None
    seen: set[str] = set()
    for at, raw in enumerate(lines_with_ends(text)):
        words, comment = _words(raw, at + 1)
        if inside is not None and words == [")"]:
            lines.append(Line(raw, comment=comment, closes=inside[0]))
            inside = None
        elif not words:
            lines.append(Line(raw, comment=comment, block=inside[0] if inside else None))
        elif inside is None and words[-1] == "(":
            if len(words) != 2 or words[0] not in _BLOCKS:
                raise Unreadable(f"line {at + 1}: unknown block")
            inside = at, words[0]
            lines.append(Line(raw, comment=comment, opens=words[0]))
        elif inside is None and words[1:] == ["(", ")"] and words[0] in _BLOCKS:
            lines.append(Line(raw, comment=comment))
        else:
            if inside is not None and words[0] == ")":
                raise Unreadable(f"line {at + 1}: something follows the closing parenthesis")
            verb = inside[1] if inside else words.pop(0)
            line = Line(raw, verb, tuple(_unquote(word, at + 1) for word in words), comment, inside and inside[0])
            _check(line, at + 1, seen)
            lines.append(line)
    if inside is not None:
        raise Unreadable(f"line {inside[0] + 1}: the block is not closed")
    return lines


def _check(line: Line, number: int, seen: set[str]) -> None:
    if line.verb not in _DIRECTIVES:
        raise Unreadable(f"line {number}: unknown directive {line.verb!r}")
    if line.verb in ("module", "go", "toolchain"):
        if len(line.words) != 1:
            raise Unreadable(f"line {number}: {line.verb} takes one argument")
        if line.verb in seen:
            raise Unreadable(f"line {number}: {line.verb} a second time")
        seen.add(line.verb)
    if line.verb == "go" and not is_go_version(line.words[0]):
        raise Unreadable(f"line {number}: {line.words[0]!r} is no version of Go")
    if line.verb in ("require", "exclude") and len(line.words) != 2:
        raise Unreadable(f"line {number}: {line.verb} takes a module and a version")


def _words(raw: str, number: int) -> tuple[list[str], str]:
    """The tokens of one line as written, and its comment."""
    words: list[str] = []
    at, end = 0, len(raw)
    while at < end:
        char = raw[at]
        if char in " \t\r\n":
            at += 1
        elif raw.startswith("//", at):
            return words, raw[at:].rstrip()
        elif char in _PUNCTUATION:
            words.append(char)
            at += 1
        else:
            start = at
            at = _string_end(raw, at, number) if char in '"`' else _word_end(raw, at, number)
            words.append(raw[start:at])
    return words, ""


def _string_end(raw: str, at: int, number: int) -> int:
    quote, end = raw[at], len(raw)
    at += 1
    while at < end and raw[at] not in (quote, "\n"):
        at += 2 if raw[at] == "\\" and quote == '"' else 1
    if at >= end or raw[at] != quote:
        raise Unreadable(f"line {number}: the string does not end")
    return at + 1


def _word_end(raw: str, at: int, number: int) -> int:
    start = at
    while at < len(raw) and raw[at].isprintable() and raw[at] != " " and raw[at] not in _PUNCTUATION:
        if raw.startswith("//", at):
            break
        if raw.startswith("/*", at):
            raise Unreadable(f"line {number}: a comment in go.mod begins with //")
        at += 1
    if at == start:
        raise Unreadable(f"line {number}: unexpected {raw[at]!r}")
    return at


def _unquote(word: str, number: int) -> str:
    if word.startswith('"'):
        try:
            # Go's escapes in a module path or version are those of JSON, or none at all.
            import json

            value = json.loads(word)
        except ValueError:
            raise Unreadable(f"line {number}: {word} is no string scaffold understands") from None
        return str(value)
    if any(char in "\"'`" for char in word):
        raise Unreadable(f"line {number}: a quote inside {word}")
    return word


class Requirement(NamedTuple):
    """A module that is required, as an entry of the base: its path, its version, and whether only indirectly."""

    path: str
    version: str
    indirect: bool

    @property
    def entry(self) -> str:
        """The requirement as a line of go.mod outside a block."""
        return f"require {self.line}"

    @property
    def line(self) -> str:
        """The requirement as a line inside a block, without its indentation and end."""
        return f"{_quoted(self.path)} {self.version}{' // indirect' if self.indirect else ''}"


def requirements(lines: list[Line]) -> dict[str, tuple[int, Requirement]]:
    """The requirements by module, with the index of their line; of several of one module the highest, as go does."""
    found: dict[str, tuple[int, Requirement]] = {}
    for at, line in enumerate(lines):
        if line.verb == "require":
            path, version = line.words
            known = found.get(path)
            if known is None or semver_key(version) > semver_key(known[1].version):
                found[path] = at, Requirement(path, version, line.indirect)
    return found


def from_entry(entry: str) -> Requirement | None:
    """The requirement that an entry of the base stands for; None for a damaged one."""
    try:
        found = list(requirements(parse(entry)).values())
    except Unreadable:
        return None
    return found[0][1] if found and is_version(found[0][1].version) else None


def argument(lines: list[Line], verb: str) -> tuple[int, str] | None:
    """The line and the argument of a directive that there is once: ``module``, ``go`` or ``toolchain``."""
    return next(((at, line.words[0]) for at, line in enumerate(lines) if line.verb == verb), None)


def _quoted(path: str) -> str:
    plain = path and "//" not in path and not any(char in _PUNCTUATION or char in " \"'`" for char in path)
    if plain:
        return path
    import json

    return json.dumps(path)
