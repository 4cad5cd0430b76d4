"""gofmt's way of writing: tokens, white space held back until the next token, and comments woven in between.

White space is collected, and written only when a token follows, because a comment that stands before the token in
the source may swallow or move it. Lines go to `layout.align` section by section. The rules are those of
``go/printer``; the names of white space are its too: a *vtab* ends a cell, a *formfeed* a section of columns.
"""

from __future__ import annotations

from collections.abc import Sequence

from scaffold.golang.doccomment import GO_SPACE, prose
from scaffold.golang.gofmt.comments import reformat, strip_prefix
from scaffold.golang.gofmt.lines import Lines
from scaffold.golang.gofmt.nodes import NOWHERE, Comment
from scaffold.golang.layout import HARD, align

BLANK, VTAB, NEWLINE, FORMFEED, INDENT, UNINDENT = " ", "\v", "\n", "\f", ">", "<"
IGNORE = ""

INFINITY = 1 << 30
_MOST_NEWLINES = 2

_IMPLY_SEMICOLON = frozenset(["break", "continue", "fallthrough", "return", "++", "--", ")", "]", "}"])
_COMBINING = {"INT": ".", "+": "+", "-": "-", "/": "*", "<": "-<", "&": "&^"}


class DoesNotFit(Exception):
    """Raised while measuring: the node takes more than one line."""


class Writer:
    """Writes tokens. With `measuring` nothing is kept but the size, and a line end raises `DoesNotFit`."""

    def __init__(self, lines: Lines, groups: Sequence[list[Comment]], indent: int, *, measuring: bool = False) -> None:
        self.lines = lines
        self.base_indent = indent
        self.measuring = measuring
        self.docs = True  # cleared where no comment can be a declaration's
        self.prose = False  # set for pieces of a file: comments in them may not instruct tools
        self.size = 0  # bytes, while measuring
        self._pending = 0  # blanks that count only if something follows them on the line
        self.written = False
        self.finished: list[str] = []
        self._rows: list[list[str]] = []
        self._row: list[str] = []
        self._cell: list[str] = []
        self.indent = 0
        self.level = 0  # nesting of composite literals
        self.no_extra_blank = False
        self.no_extra_linebreak = False
        self._end_alignment = False
        self.implied_semicolon = False
        self._last_token = ""  # empty after white space
        self._previous_open = ""
        self._held: list[str] = []
        self._recorder: list[int] | None = None
        # The place in the source: where the next token is believed to stand, and where the last one ended.
        self.offset, self.line, self.column = 0, 1, 1
        self._last_line = 1
        self.out_line, self.out_column = 1, 1
        self._groups = groups
        self._next_group = 0
        self._group: list[Comment] = []
        self._group_offset = INFINITY
        self._group_breaks = False
        self._advance()

    # Places

    def place(self, offset: int) -> None:
        """The next token stands at `offset`; ``NOWHERE`` says nothing."""
        if offset != NOWHERE:
            lines = self.lines
            self.offset = offset
            self.line = line = lines.line(offset)
            self.column = offset - lines.starts[line - 1] + 1

    def line_of(self, offset: int) -> int:
        """The line of `offset`, 0 for ``NOWHERE``."""
        return self.lines.line(offset)

    def record_line(self) -> list[int]:
        """A cell that gets the output line on which the next token is written."""
        self._recorder = recorder = [0]
        return recorder

    def lines_from(self, recorder: list[int]) -> int:
        """How many line ends were written since the recorded token."""
        return self.out_line - recorder[0]

    # Comments

    def _advance(self) -> None:
        if self._next_group < len(self._groups):
            self._group = group = self._groups[self._next_group]
            self._next_group += 1
            self._group_offset = group[0].pos
            first = self.lines.line(group[0].pos)
            self._group_breaks = any(
                comment.text[1] == "/" or "\n" in comment.text or self.lines.line(comment.pos) != first
                for comment in group
            )
        else:
            self._group_offset = INFINITY

    def comment_before(self, offset: int) -> bool:
        """Whether a comment stands before `offset` that may be written now without ending a statement."""
        return self._group_offset < offset and not (self.implied_semicolon and self._group_breaks)

    def comment_size_before(self, offset: int) -> int:
        """The bytes of the comments before `offset`."""
        kept = (self._next_group, self._group, self._group_offset, self._group_breaks)
        size = 0
        while self.comment_before(offset):
            size += sum(len(comment.text.encode()) for comment in self._group)
            self._advance()
        self._next_group, self._group, self._group_offset, self._group_breaks = kept
        return size

    # Output

    def _emit(self, char: str, count: int) -> None:
        """One of blank, tab, vtab, newline and formfeed, `count` times."""
        if self.measuring:
            if char in "\n\f":
                raise DoesNotFit
            self._pending += count
            return
        if char == " ":
            self._cell.append(" " * count)
            return
        for _ in range(count):
            text = "".join(self._cell)
            self._cell = []
            self._row.append(HARD if char == "\t" and not text else text)
            if char in "\n\f":
                self._rows.append(self._row)
                self._row = []
                if char == "\f" or len(self._rows[-1]) == 1:
                    self._end_section()

    def _end_section(self) -> None:
        rows = self._rows
        if len(rows) == 1 and len(rows[0]) == 1:
            self.finished.append(rows[0][0].rstrip(" \t"))
        else:
            self.finished.extend(align(rows))
        self._rows = []

    def finish(self) -> str:
        """Everything written, as text."""
        self._row.append("".join(self._cell))
        self._rows.append(self._row)
        self._end_section()
        return "\n".join(self.finished)

    def _write_indent(self) -> None:
        count = self.base_indent + self.indent
        if self.measuring:
            self._pending += count
        else:
            self._row.extend([HARD] * count)
        self.offset += count
        self.column += count
        self.out_column += count

    def _write_space(self, char: str, count: int = 1) -> None:
        if self._end_alignment:
            if char in "\t\v":
                char = " "
            elif char in "\n\f":
                char = "\f"
                self._end_alignment = False
        if self.out_column == 1:
            self._write_indent()
        self.written = True
        self._emit(char, count)
        self.offset += count
        if char in "\n\f":
            self.line += count
            self.out_line += count
            self.column = self.out_column = 1
        else:
            self.column += count
            self.out_column += count

    def _write_text(self, text: str, at: tuple[int, int, int] | None) -> None:
        """A token, literal or comment; `at` is its offset, line and column, if known."""
        if self.out_column == 1:
            self._write_indent()
        if at is not None:
            self.offset, self.line, self.column = at
        self.written = True
        size = len(text) if text.isascii() else len(text.encode())
        newlines = text.count("\n")
        if self.measuring:
            if newlines:
                raise DoesNotFit
            self.size += self._pending + size
            self._pending = 0
        else:
            self._cell.append(text)
        self.offset += size
        if newlines:
            self._end_alignment = True
            self.line += newlines
            self.out_line += newlines
            self.column = self.out_column = len(text[text.rindex("\n") :].encode())
        else:
            self.column += size
            self.out_column += size
        self._last_line = self.line

    def _write_held(self, count: int) -> None:
        held = self._held
        at = 0
        while at < count:
            char = held[at]
            if char == INDENT:
                self.indent += 1
            elif char == UNINDENT:
                self.indent = max(self.indent - 1, 0)
            elif char in ("\n", "\f") and at + 1 < count and held[at + 1] == UNINDENT:
                # A label is moved left of the line end that precedes it.
                held[at], held[at + 1] = UNINDENT, FORMFEED
                continue
            elif char != IGNORE:
                self._write_space(char)
            at += 1
        del held[:count]

    # Printing

    def _note_open(self) -> None:
        if self._last_token in ("(", "["):
            self._previous_open = self._last_token
        elif self._last_token:
            self._previous_open = ""

    def space(self, *chars: str) -> None:
        """Hold white space back."""
        for char in chars:
            self._note_open()
            if char == IGNORE:
                continue
            if len(self._held) == 16:
                self._write_held(16)
            self._held.append(char)
            if char in ("\n", "\f"):
                self.implied_semicolon = False
            self._last_token = ""

    def token(self, text: str) -> None:
        """Write an operator, a bracket or a keyword."""
        self._note_open()
        if text[0] in _COMBINING.get(self._last_token, ""):
            self._held = [" "]
        self._last_token = text
        self._print(text, text in _IMPLY_SEMICOLON)

    def word(self, text: str) -> None:
        """Write a name."""
        self._note_open()
        self._last_token = "IDENT"
        self._print(text, True)

    def literal(self, text: str, kind: str) -> None:
        """Write a basic literal."""
        self._note_open()
        self._last_token = kind
        self._print(text, True)

    def _print(self, text: str, implied: bool) -> None:
        at = (self.offset, self.line, self.column)
        wrote_newline, dropped_formfeed = self.flush(at, self._last_token)
        if not self.implied_semicolon:
            count = min(at[1] - self.line, _MOST_NEWLINES)
            if wrote_newline and count == _MOST_NEWLINES:
                count -= 1
            if count > 0:
                self._write_space("\f" if dropped_formfeed else "\n", count)
                implied = False
        if self._recorder is not None:
            self._recorder[0] = self.out_line
            self._recorder = None
        self._write_text(text, at)
        self.implied_semicolon = implied

    def flush(self, at: tuple[int, int, int], token: str) -> tuple[bool, bool]:
        """Write what stands before `at`: comments if there are any, and the white space held back.

        Tells whether a newline was written for a comment, and whether a formfeed was dropped.
        """
        if self.comment_before(at[0]):
            return self._weave(at, token)
        self._write_held(len(self._held))
        return False, False

    def _weave(self, at: tuple[int, int, int], token: str) -> tuple[bool, bool]:
        last: Comment | None = None
        lines = self.lines
        while self.comment_before(at[0]):
            group = self._group
            shown: Sequence[Comment] = group
            is_doc = self.docs and self._is_doc(group, at, token)
            if is_doc:
                shown = reformat(group)
                if not shown:
                    return self._skip_doc(group[0], at, last, token)
            for comment in shown:
                self._write_prefix(comment, at, last, token)
                self._write_comment(comment)
                last = comment
            if is_doc:
                last = group[-1]
                self.offset = last.end
                self.line = self._last_line = lines.line(last.end)
                self.column = lines.column(last.end)
            self._advance()
        assert last is not None
        needs_break = False
        closing = (token == ")" and self._previous_open != "(") or (token == "]" and self._previous_open != "[")
        if (
            not self.no_extra_blank
            and last.text[1] == "*"
            and lines.line(last.pos) == at[1]
            and token != ","
            and not closing
        ):
            breaks = any(char in ("\n", "\f") for char in self._held)
            if breaks and not self.no_extra_linebreak and self.level == 0:
                needs_break = True
            else:
                self._write_space(" ")
        if last.text[1] == "/" or token == "EOF" or (token == "}" and not self.no_extra_linebreak):
            needs_break = True
        return self._write_suffix(needs_break)

    def _is_doc(self, group: Sequence[Comment], at: tuple[int, int, int], token: str) -> bool:
        """Whether a group stands right above a token of the first column, and is one that gofmt reformats."""
        lines = self.lines
        if token == "import" or lines.line(group[-1].end) + 1 != at[1]:  # above an import stands C code
            return False
        if not self.prose:
            return lines.column(group[0].pos) == 1 and group[-1].end + 1 == at[0]
        # A piece may have been pasted with any indentation: what counts is where the token will stand.
        indent = self.indent + self._held.count(INDENT) - self._held.count(UNINDENT)
        return indent == 0 and token not in ("}", ")")

    def _skip_doc(
        self, comment: Comment, at: tuple[int, int, int], previous: Comment | None, token: str
    ) -> tuple[bool, bool]:
        """A doc comment without text vanishes; the white space before it stays."""
        self._write_prefix(comment, at, previous, token)
        self.offset, self.line, self.column = at
        self._last_line = at[1]
        self._advance()
        return self._write_suffix(False)

    def _write_prefix(self, comment: Comment, at: tuple[int, int, int], previous: Comment | None, token: str) -> None:
        """White space between the last token and a comment."""
        if not self.written:
            return
        line = self.lines.line(comment.pos)
        held = self._held
        if line == self._last_line and (previous is None or previous.text[1] != "/"):
            separated = False
            if previous is None:
                upto = 0
                for index, char in enumerate(held):
                    if char == BLANK:
                        held[index] = IGNORE
                    elif char == VTAB:
                        separated = True
                    elif char != INDENT:
                        upto = index
                        break
                self._write_held(upto)
            if not separated:
                self._write_space(" " if line == at[1] else "\t")
            return
        dropped = False
        upto = 0
        for index, char in enumerate(held):
            if char in (BLANK, VTAB):
                held[index] = IGNORE
                continue
            if char == INDENT:
                continue
            if char == UNINDENT:
                # Not the last one: it belongs to what was just finished. The last: unless it closes a block.
                if index + 1 < len(held) and held[index + 1] == UNINDENT:
                    continue
                if token != "}" and self.lines.column(comment.pos) == at[2]:
                    continue
            elif char in (NEWLINE, FORMFEED):
                held[index] = IGNORE
                dropped = previous is None
            upto = index
            break
        self._write_held(upto)
        count = max(line - self._last_line, 0)
        if self.indent == 0 and dropped:
            count += 1
        if count == 0 and previous is not None and previous.text[1] == "/":
            count = 1
        if count > 0:
            self._write_space("\f", min(count, _MOST_NEWLINES))

    def _write_comment(self, comment: Comment) -> None:
        text = comment.text
        lines = self.lines
        line = lines.line(comment.pos)
        column = comment.pos - lines.starts[line - 1] + 1
        at = (comment.pos, line, column)
        if text[1] == "/":
            if self.prose:
                text = prose(text)
            kept = self.indent
            if column == 1 and text.startswith("//line "):
                self.indent = 0
            self._write_text(text.rstrip(GO_SPACE), at)
            self.indent = kept
            return
        parts = text.split("\n")
        if column == 1 and self.indent > 0:
            # Indented from now on, it is to look the same when it is formatted once more.
            parts[1:] = ["   " + part for part in parts[1:]]
        place: tuple[int, int, int] = at
        for index, part in enumerate(strip_prefix(parts)):
            if index:
                self._write_space("\f")
                place = (self.offset, self.line, self.column)
            if part:
                self._write_text(part.rstrip(GO_SPACE), place)

    def _write_suffix(self, needs_break: bool) -> tuple[bool, bool]:
        wrote = dropped = False
        held = self._held
        for index, char in enumerate(held):
            if char in (BLANK, VTAB):
                held[index] = IGNORE
            elif char in (NEWLINE, FORMFEED):
                if needs_break:
                    needs_break = False
                    wrote = True
                else:
                    dropped = dropped or char == FORMFEED
                    held[index] = IGNORE
        self._write_held(len(held))
        if needs_break:
            self._write_space("\n")
            wrote = True
        return wrote, dropped

    def linebreak(self, line: int, least: int, before: str, new_section: bool) -> int:
        """As many line ends as lead to `line` in the source, at least `least` and never more than two.

        Gives 0 for none, 1 for just one newline, more for an empty line or a new section.
        """
        count = max(min(line - self.line, _MOST_NEWLINES), least)
        if count <= 0:
            return 0
        breaks = count
        self.space(before)
        if new_section:
            self.space(FORMFEED)
            breaks += 1
            count -= 1
        self.space(*[NEWLINE] * count)
        return breaks
