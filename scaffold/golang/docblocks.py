"""gofmt's canonical form of a doc comment: headings, paragraphs, lists, code and link definitions.

A reimplementation of what ``go/doc/comment`` does between its parser and its printer, on lines without ``//``. It is
loaded only for texts that have more than one plain paragraph.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple
from unicodedata import category

from scaffold.golang.doccomment import GO_SPACE, strip_blank_lines

_SCHEMES = frozenset(["file", "ftp", "gopher", "http", "https", "mailto", "nntp"])
_BULLETS = "•*+-"
_ROUNDS = 8  # gofmt itself needs more than one for some texts; this is more than any was seen to need

_UNFIT_FOR_HEADING = frozenset(';:!?+*/=[]{}_^°&§~%#@<">\\')


class _Item(NamedTuple):
    """A list item: its number (empty for a bullet) and its paragraphs, each a list of lines."""

    number: str
    paragraphs: list[list[str]]


class _List(NamedTuple):
    """A list; `spaced` asks for a blank line before it, `loose` for blank lines between its items as well."""

    items: list[_Item]
    spaced: bool
    loose: bool


class _Code(NamedTuple):
    """Lines printed behind a tab, without their common indentation."""

    lines: list[str]


class _Heading(NamedTuple):
    """The text behind ``# ``."""

    text: str


class _Paragraph(NamedTuple):
    """Lines of running text."""

    lines: list[str]


_Setter = Callable[[list[str]], list[str]]
_Block = _List | _Code | _Heading | _Paragraph


class _Link(NamedTuple):
    """``[text]: url``."""

    text: str
    url: str


def canonical(lines: list[str]) -> list[str]:
    """The lines that gofmt makes of `lines` and then leaves alone. Expects and gives lines without trailing blanks."""
    lines = _guard_markers(lines)
    for _ in range(_ROUNDS):
        formatted = _format(lines)
        if formatted == lines:
            return lines
        lines = formatted
    # A block of code is printed as it stands, whatever it holds.
    return [f"\t{line}" if line else "" for line in lines]


def canonical_once(lines: list[str]) -> list[str]:
    """The lines of an existing doc comment after gofmt has seen them once."""
    return _format([line.rstrip(GO_SPACE) for line in lines])


def _guard_markers(lines: list[str]) -> list[str]:
    """Markers with quotes that gofmt would set in type, indented and so code."""
    guarded: list[str] = []
    for line in lines:
        marker = line[:1] == "+" and line[1:2].isalpha() and ("''" in line or "``" in line)
        inside = bool(guarded) and guarded[-1].startswith("\t+")
        if marker != inside and guarded and guarded[-1]:
            guarded.append("")
        guarded.append(f"\t{line}" if marker else line)
    return guarded


def _format(lines: list[str]) -> list[str]:
    links: list[_Link] = []
    blocks = _parse(_unindent(lines), links)
    used: set[int] = set()
    finder = None
    if links or any("''" in line or "``" in line for line in lines):
        from scaffold.golang.doctext import Typesetter  # few texts have links or quotes

        finder = Typesetter([link.text for link in links], used)
    out: list[str] = []
    for at, block in enumerate(blocks):
        if at and not (isinstance(block, _List) and not block.spaced and not block.loose):
            out.append("")
        _print(block, finder.set if finder else _same, out)
    for wanted in (True, False):
        chosen = [link for number, link in enumerate(links) if (number in used) == wanted]
        if chosen:
            out.append("")
            out.extend([f"[{link.text}]: {link.url}" for link in chosen])
    return [line.rstrip(GO_SPACE) for line in out]


def _same(lines: list[str]) -> list[str]:
    return lines


def _print(block: _Block, typeset: _Setter, out: list[str]) -> None:
    match block:
        case _Paragraph(lines):
            out.extend(typeset(lines))
        case _Heading(text):
            out.append(f"# {text}")
        case _Code(lines):
            out.extend([f"\t{line}" if line else "" for line in lines])
        case _List(items, _, loose):
            for at, item in enumerate(items):
                if at and loose:
                    out.append("")
                _print_item(item, typeset, out)


def _print_item(item: _Item, typeset: _Setter, out: list[str]) -> None:
    margin = f" {item.number}. " if item.number else "  - "
    if not item.paragraphs:
        out.append(margin)
    for at, paragraph in enumerate(item.paragraphs):
        if at:
            out.append("")
            margin = "    "
        for line in typeset(paragraph):
            out.append(margin + line)
            margin = "    "


def _indented(line: str) -> bool:
    return line[:1] in (" ", "\t") and line != ""


def _unindent(lines: list[str]) -> list[str]:
    """The lines without their common indentation and without blank lines around them."""
    lines = strip_blank_lines(lines)
    if not lines:
        return []
    prefix = _leading(lines[0])
    for line in lines[1:]:
        if line:
            space = _leading(line)
            while not space.startswith(prefix):
                prefix = prefix[:-1]
    cut = len(prefix)
    return strip_blank_lines([line[cut:] if line.strip(GO_SPACE) else "" for line in lines])


def _leading(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]


def _marker(line: str) -> tuple[str, str] | None:
    """The number (empty for a bullet) and the text of a line that begins a list item."""
    line = line.strip(GO_SPACE)
    if not line:
        return None
    if line[0] in _BULLETS:
        number, rest = "", line[1:]
    elif "0" <= line[0] <= "9":
        size = len(line) - len(line.lstrip("0123456789"))
        if line[size : size + 1] not in (".", ")"):
            return None
        number, rest = line[:size], line[size + 1 :]
    else:
        return None
    return (number, rest) if _indented(rest) and rest.strip(GO_SPACE) else None


def _parse(lines: list[str], links: list[_Link]) -> list[_Block]:
    """The blocks of `lines`; link definitions go to `links`."""
    blocks: list[_Block] = []
    at = 0
    forced = 0  # lines before this one count as indented
    previous = 0
    while True:
        while at < len(lines) and not lines[at]:
            at += 1
        if at >= len(lines):
            return blocks
        if at < forced or _indented(lines[at]):
            end = _indented_end(lines, at, forced)
            spaced = previous < at
            part = lines[at:end]
            blocks.append(_list(part, spaced) if _marker(part[0]) else _Code(_unindent(part)))
        else:
            end, forced_now = _running_end(lines, at)
            if forced_now is not None:
                forced = forced_now
                if end == at:
                    continue
            block = _running(lines, at, end, links)
            if block is not None:
                blocks.append(block)
        at = previous = end


def _indented_end(lines: list[str], start: int, forced: int) -> int:
    """Where the indented block that begins at `start` ends."""
    loose_items = start < forced and _marker(lines[start]) is not None
    at = start + 1
    while at < len(lines):
        line = lines[at]
        if not line:
            loose_items = False
        elif not (at < forced or _indented(line) or (loose_items and _marker(line))):
            break
        at += 1
    end = at
    while end > start and not lines[end - 1]:
        end -= 1
    # A function pasted with its last brace unindented: the brace belongs to it.
    if end < len(lines) and lines[end].startswith("}"):
        end += 1
    return end


def _running_end(lines: list[str], start: int) -> tuple[int, int | None]:
    """Where the unindented block that begins at `start` ends, and up to where lines then count as indented.

    Items or an opening brace right above indented lines belong to those.
    """
    end = start + 1
    while end < len(lines) and lines[end] and not _indented(lines[end]):
        end += 1
    if end >= len(lines) or not lines[end] or _marker(lines[end]):
        return end, None
    last = lines[end - 1]
    if _marker(last):
        forced = end
        end -= 1
        while end > start and _marker(lines[end - 1]):
            end -= 1
        return end, forced
    if last.endswith(("{", "\\")):
        return end - 1, end
    return end, None


def _running(lines: list[str], start: int, end: int, links: list[_Link]) -> _Block | None:
    if end - start == 1:
        line = lines[start]
        if line[0] == "#" and _indented(line[1:]) and line.strip(GO_SPACE) != "#":
            return _Heading(line[1:].strip(GO_SPACE))
        if _old_heading(lines, start):
            return _Heading(line.strip(GO_SPACE))
    return _paragraph(lines[start:end], links)


def _old_heading(lines: list[str], at: int) -> bool:
    """Whether a line that stands alone between paragraphs is a heading by Go's rule of before 1.19."""
    if at <= 0 or lines[at - 1] or at + 2 >= len(lines) or lines[at + 1] or _leading(lines[at + 2]):
        return False
    line = lines[at].strip(GO_SPACE)
    if category(line[0]) != "Lu" or not (category(line[-1])[0] == "L" or category(line[-1]) == "Nd"):
        return False
    if not _UNFIT_FOR_HEADING.isdisjoint(line):
        return False
    if any(rest != "s" and not rest.startswith("s ") for rest in _tails(line, "'")):
        return False
    return not any(not rest or rest[0] == " " for rest in _tails(line, "."))


def _tails(line: str, char: str) -> list[str]:
    """What follows each `char` in the line."""
    return [line[at + 1 :] for at, found in enumerate(line) if found == char]


def _paragraph(lines: list[str], links: list[_Link]) -> _Paragraph | None:
    found = []
    for line in lines:
        link = _link(line)
        if link is None:
            return _Paragraph(lines)
        found.append(link)
    links.extend(found)
    return None


def _link(line: str) -> _Link | None:
    if line[:1] != "[":
        return None
    at = line.find("]:")
    if at < 0 or at + 3 >= len(line) or line[at + 2] not in " \t":
        return None
    url = line[at + 3 :].strip(GO_SPACE)
    scheme, colon, _ = url.partition("://")
    return _Link(line[1:at], url) if colon and scheme in _SCHEMES else None


def _list(lines: list[str], spaced: bool) -> _List:
    first = _marker(lines[0])
    assert first is not None
    numbered = first[0] != ""
    items: list[_Item] = []
    loose = False
    text: list[str] = []

    def flush() -> None:
        if items:
            if text and _paragraph(text, []) is None:
                # gofmt would carry the definition out of the list and leave an empty item; as text it stays.
                text[0] = text[0].replace("]:", "] :", 1)
            if text:
                items[-1].paragraphs.append(text[:])
        text.clear()

    for line in lines:
        marker = _marker(line)
        begins = marker is not None and (marker[0] != "") == numbered
        if begins and marker:
            flush()
            items.append(_Item(marker[0], []))
        words = (marker[1] if begins and marker else line).strip(GO_SPACE)
        if words:
            text.append(words)
        else:
            loose = True
            flush()
    flush()
    loose = loose or any(len(item.paragraphs) != 1 for item in items)
    return _List(items, spaced, loose)
