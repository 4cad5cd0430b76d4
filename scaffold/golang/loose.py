"""Go as documents have it: with elisions, statements, several files and forgotten braces between sound declarations.

Nothing is reported here and nothing raises: a text is cleaned, cut into chunks, and what was left out is said as
values. What is blanked keeps its length, so that every place stays a place of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from scaffold.golang.parse_scan import scan
from scaffold.golang.parse_tokens import Tokens
from scaffold.source import Text, joined

_OPENING = {"(": ")", "[": "]", "{": "}"}
_BEFORE_NAMES = (",", ";", "(", "const", "var")
_DECLARATIONS = frozenset(["package", "import", "type", "const", "var", "func"])
# What an elision may hide in, and the elisions themselves.
_WORDS = re.compile(
    r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|`[^`]*`|'(?:\\.|[^'\\\n])*'|\.{3,}|…+",
    re.DOTALL,
)
_OMITTED = re.compile(
    r"(?:\.{3}|…).*|"
    r"\W*(?:and )?(?:etc|so on|other|others|more|additional|remaining|further|existing|rest|same|similar|many)\b"
    r"[^.…]{0,60}(?:\.{2,}|…|\bomitted\b|\belided\b)\W*",
    re.DOTALL | re.IGNORECASE,
)

_MARKER = re.compile(r"^[ \t]*//[ \t]*\+[a-z]", re.MULTILINE)
_PACKAGE_MARKER = re.compile(r"\+(?:groupName|versionName|k8s:deepcopy-gen=package)\b")


class Chunk(NamedTuple):
    """A stretch of Go: a declaration, one spec of a group of types, or a statement.

    `kind` is a keyword of a declaration, ``method`` or ``statement``. `names` are what it declares: a method as
    ``Type.Name``. `start` is where its comment begins, `code` where it does itself, `end` is behind its last character.
    `body` is where a function's body begins and ends. `open` lists the brackets that it leaves open.
    """

    kind: str
    names: tuple[str, ...]
    start: int
    code: int
    end: int
    body: tuple[int, int] | None = None
    open: str = ""


def blanked(text: Text, stretches: Iterable[tuple[int, int]]) -> Text:
    """The text with some stretches replaced by white space: lines, columns and places stay."""
    pieces, at = [], 0
    for start, end in sorted(stretches):
        if end <= at:
            continue
        first = max(start, at)
        pieces += [text.value[at:first], re.sub(r"[^\n]", " ", text.value[first:end])]
        at = end
    pieces.append(text.value[at:])
    return Text(text.source, "".join(pieces), lambda: text.segments)


def without_elisions(text: Text) -> tuple[Text, list[tuple[int, int]]]:
    """The text without ``...``, ``// ...`` and ``{ ... }``, and where they stood.

    A variadic parameter, a spread argument and the length of an array literal are no elisions.
    """
    value = text.value
    found: list[tuple[int, int]] = []
    if "..." not in value and "…" not in value and "omitted" not in value and "elided" not in value:
        return text, found
    for match in _WORDS.finditer(value):
        start, end = match.span()
        word = match[0]
        if word.startswith(("//", "/*")):
            if _OMITTED.fullmatch(word.removeprefix("/*").removesuffix("*/").strip("/ \t*")):
                found.append((start, end))
        elif word[0] in ".…":
            stretch = _elision(value, start, end)
            if stretch is not None:
                found.append(stretch)
    return blanked(text, found), found


def _elision(value: str, start: int, end: int) -> tuple[int, int] | None:
    """What to blank for dots in the code; None where they are Go."""
    first = value.rfind("\n", 0, start) + 1
    last = value.find("\n", end)
    last = len(value) if last < 0 else last
    before, after = value[first:start].rstrip(), value[end:last].strip()
    lead, follow = before[-1:], after[:1]
    if not before.strip() and (not after or after in ",;" or after.startswith("//")):
        return start, end
    if before.strip() in ("(", "[", "{", "<") and after in (")", "]", "}", ">", "),", "},", "],"):
        return first, last
    if lead == "{" and follow == "}":
        opened = value.rindex("{", first, start)
        if re.match(r"\s*func\b", value[first:opened]) and not re.search(r"\b(struct|interface)\s*$", value[:opened]):
            return opened, value.index("}", end) + 1
        return start, end
    if lead in "(," and follow == ")" and lead:
        return (value.rindex(",", first, start), end) if lead == "," else (start, end)
    if lead == "(" and follow == ",":
        return start, value.index(",", end) + 1
    if value[start] == "…" or not after or (after.startswith("//") and not re.search(r"[\w)\]]\Z", before)):
        return start, end
    return None


def chunks(text: Text) -> list[Chunk]:
    """The chunks in order. A declaration at the beginning of a line ends one that a bracket was left open in."""
    tokens = scan(text.value)
    return _Chunker(text.value, tokens).read()


class _Chunker:
    """Walks over the tokens by brackets and line ends; grammar is the parser's business."""

    def __init__(self, value: str, tokens: Tokens) -> None:
        self.value = value
        self.tokens = tokens
        self.kinds, self.starts, self.ends = tokens.kinds, tokens.starts, tokens.ends
        self.found: list[Chunk] = []
        self.base = next(
            (self._column(at) for at, kind in enumerate(self.kinds) if kind in _DECLARATIONS and self._leads(at)), 0
        )

    def _line(self, at: int) -> int:
        return self.value.rfind("\n", 0, self.starts[at]) + 1

    def _column(self, at: int) -> int:
        return self.starts[at] - self._line(at)

    def _leads(self, at: int) -> bool:
        return not self.value[self._line(at) : self.starts[at]].strip()

    def read(self) -> list[Chunk]:
        """All of it."""
        at = 0
        while self.kinds[at] != "eof":
            if self.kinds[at] == ";":
                at += 1
                continue
            at = self._chunk(at)
        return self.found

    def _chunk(self, first: int) -> int:
        kind = self.kinds[first]
        if kind == "type" and self.kinds[first + 1] == "(":
            return self._group(first)
        last, left = self._end(first, ";")
        self._add(first, last, left)
        return last

    def _end(self, first: int, closer: str) -> tuple[int, str]:
        """The token behind an item, and the brackets left open in it."""
        stack: list[str] = []
        at = first
        while self.kinds[at] != "eof":
            kind = self.kinds[at]
            if at > first and kind in ("type", "func", "import", "package") and self._starts_anew(at, stack):
                break
            if kind in _OPENING:
                stack.append(_OPENING[kind])
            elif stack and kind == stack[-1]:
                stack.pop()
            elif not stack and kind in (";", closer):
                break
            at += 1
        return at, "".join(reversed(stack))

    def _starts_anew(self, at: int, stack: list[str]) -> bool:
        """Whether a declaration begins here although brackets are open, or nothing ended the one before."""
        return self._leads(at) and self._column(at) <= self.base and bool(stack)

    def _group(self, first: int) -> int:
        """``type ( … )``: each spec is a chunk."""
        at = first + 2
        while self.kinds[at] not in (")", "eof"):
            if self.kinds[at] == ";":
                at += 1
                continue
            last, left = self._end(at, ")")
            if last == at:
                break
            self._add(at, last, left, "type")
            if left:
                return last
            at = last
        return at + 1 if self.kinds[at] == ")" else at

    def _add(self, first: int, last: int, left: str, keyword: str = "") -> None:
        kind = keyword or self.kinds[first]
        names, body = self._names(first, last, kind, bool(keyword))
        if kind == "func" and self.kinds[first + 1] == "(":
            kind = "method"
        elif kind not in _DECLARATIONS:
            kind = "statement"
        code = self.starts[first]
        self.found.append(
            Chunk(kind, names, self._comment(first, code), code, self.ends[max(first, last - 1)], body, left)
        )

    def _comment(self, first: int, code: int) -> int:
        """Where the comment begins that stands right above a declaration.

        A type's markers belong to it with a blank line in between, too; those of the package do not.
        """
        start = code
        comments = list(self.tokens.comments.get(first, []))
        while comments:
            begin, end = comments[-1]
            if not self._is_alone(begin) or self.value.count("\n", end, start) > 1:
                break
            start = comments.pop()[0]
        while comments and self.kinds[first] in ("type", "name"):
            group = self._last_group(comments)
            words = self.value[group : comments[-1][1]]
            if not self._is_alone(group) or not _MARKER.search(words) or _PACKAGE_MARKER.search(words):
                break
            start = group
            comments = [comment for comment in comments if comment[0] < group]
        return start

    def _is_alone(self, begin: int) -> bool:
        """Whether a comment is the first thing on its line."""
        return not self.value[self.value.rfind("\n", 0, begin) + 1 : begin].strip()

    def _last_group(self, comments: list[tuple[int, int]]) -> int:
        """Where the last run of comment lines without a blank line begins."""
        start = comments[-1][0]
        for begin, end in reversed(comments[:-1]):
            if not self._is_alone(begin) or self.value.count("\n", end, start) > 1:
                break
            start = begin
        return start

    def _word(self, at: int) -> str:
        return self.value[self.starts[at] : self.ends[at]]

    def _names(self, first: int, last: int, kind: str, spec: bool) -> tuple[tuple[str, ...], tuple[int, int] | None]:
        at = first if spec else first + 1
        if kind in ("type", "package"):
            return ((self._word(at),) if self.kinds[at] == "name" and at < last else ()), None
        if kind in ("const", "var"):
            return self._values(at, last), None
        if kind != "func":
            return (), None
        owner = ""
        if self.kinds[at] == "(":
            inside, _ = self._end(at + 1, ")")
            owner = next((self._word(i) for i in self._receiver(at + 1, inside)), "?") + "."
            at = inside + 1
        if at >= last or self.kinds[at] != "name":
            return (), None
        return (owner + self._word(at),), self._body(at, last)

    def _receiver(self, first: int, last: int) -> list[int]:
        """The token that names a receiver's type."""
        names = []
        for at in range(first, min(last, len(self.kinds))):
            if self.kinds[at] == "[":
                break
            if self.kinds[at] == "name":
                names.append(at)
        return names[-1:]

    def _body(self, at: int, last: int) -> tuple[int, int] | None:
        """The braces of a function: the last ones that open outside of brackets."""
        depth, opened = 0, -1
        for token in range(at, last):
            kind = self.kinds[token]
            if kind in _OPENING:
                if kind == "{" and not depth and self.kinds[token - 1] not in ("struct", "interface"):
                    opened = token
                depth += 1
            elif kind in ")]}":
                depth -= 1
        return None if opened < 0 else (self.starts[opened], self.ends[last - 1])

    def _values(self, at: int, last: int) -> tuple[str, ...]:
        """The names of constants or variables, one or a group."""
        names: list[str] = []
        depth, fresh = 0, True
        grouped = self.kinds[at] == "("
        for token in range(at + grouped, last):
            kind = self.kinds[token]
            if kind == "name" and fresh:
                names.append(self.value[self.starts[token] : self.ends[token]])
                fresh = False
            elif not depth and (kind == ";" or (kind == "," and names and self.kinds[token - 2] in _BEFORE_NAMES)):
                fresh = True
            depth += (kind in _OPENING) - (kind in ")]}")
        return tuple(names)


def close(text: Text, last: Chunk) -> Text:
    """The text with the braces that its last chunk leaves open."""
    return joined([text, "\n" + last.open + "\n"])


def tokens_of(value: str) -> tuple[str, ...]:
    """A piece of Go as its tokens: what two spellings of one declaration have in common."""
    tokens = scan(value)
    return tuple(
        kind if start == end else value[start:end]
        for kind, start, end in zip(tokens.kinds, tokens.starts, tokens.ends, strict=True)
        if kind not in (";", "eof")
    )


def members_of(value: str) -> frozenset[tuple[str, ...]] | None:
    """The fields or methods of a type declaration as tokens, without tags; None without such a body.

    Type parameters and the word ``struct`` or ``interface`` count as members: with others it is another type.
    """
    tokens = scan(value)
    kinds = tokens.kinds
    opening = next(
        (at for at in range(1, len(kinds)) if kinds[at] == "{" and kinds[at - 1] in ("struct", "interface")), None
    )
    if opening is None or value.count("{", 0, tokens.starts[opening]):
        return None
    words = [value[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]
    found = {tuple(words[:opening][kinds[0] == "type" :])}
    member: list[str] = []
    depth = 0
    for at in range(opening + 1, len(kinds)):
        kind = kinds[at]
        if depth == 0 and kind in (";", "}"):
            if member and member[-1][0] in '`"':
                member.pop()
            if member:
                found.add(tuple(member))
            member = []
            if kind == "}":
                break
            continue
        depth += (kind in _OPENING) - (kind in _OPENING.values())
        member.append(words[at] if kind != ";" else ";")
    return frozenset(found) if len(found) > 1 else None


def imported_paths(value: str, found: Iterable[Chunk]) -> list[str]:
    """The paths that import declarations name."""
    code = "\n".join(value[chunk.code : chunk.end] for chunk in found if chunk.kind == "import")
    return re.findall(r"[\"`]([^\"`\n]+)[\"`]", re.sub(r"//[^\n]*", "", code))


def bare(code: str) -> str:
    """The code without comments and strings."""
    return re.sub(r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|`[^`]*`", " ", code, flags=re.DOTALL)
