"""Comments of Go as text: which belong to a declaration, and their words without the comment marks."""

from __future__ import annotations

from scaffold.golang.ast import NO_TEXT
from scaffold.golang.parse_cursor import Cursor
from scaffold.source import Segments, Text

_Line = tuple[int, int]


def comment_text(text: Text, comments: list[tuple[int, int]]) -> Text:
    """The words of a group of comments, a line each, and where each line stands.

    As go/doc reads them: ``//`` goes with one space behind it, blanks at line ends go, blank lines at the ends go, and
    so do directives (``//go:generate``, ``//nolint:all``), which speak to tools and not to readers. The lines of a
    ``/* */`` comment lose the indentation they share, and a column of stars.
    """
    value = text.value
    lines: list[_Line] = []
    for start, end in comments:
        if value[start + 1] == "/":
            if is_directive(value[start + 2 : end]):
                continue
            lines.append(_trimmed(value, start + 2 + (value[start + 2 : start + 3] == " "), end))
        else:
            lines += _block_lines(value, start + 2, end - 2)
    while lines and lines[0][0] == lines[0][1]:
        del lines[0]
    while lines and lines[-1][0] == lines[-1][1]:
        del lines[-1]
    if not lines:
        return NO_TEXT
    words = [value[start:end].replace("\r", "") for start, end in lines]

    def segments() -> Segments:
        pairs: list[tuple[int, int]] = []
        made = 0
        for (start, _), word in zip(lines, words, strict=True):
            pairs.append((made, text.origin(start)))
            made += len(word) + 1
        return tuple(pairs)

    return Text(text.source, "\n".join(words), segments)


def is_directive(comment: str) -> bool:
    """Whether a comment without its slashes is a directive: ``line 5``, ``extern x``, ``export x``, ``tool:word``.

    A marker that lacks its plus (``kubebuilder:…``) is none: its author is told.
    """
    if comment.startswith(("line ", "extern ", "export ")):
        return True
    tool, colon, rest = comment.partition(":")
    if not colon or not rest or tool == "kubebuilder":
        return False
    return all("a" <= char <= "z" or "0" <= char <= "9" for char in tool + rest[0]) and bool(tool)


def _trimmed(value: str, start: int, end: int) -> _Line:
    while end > start and value[end - 1] in " \t\r":
        end -= 1
    return min(start, end), end


def _block_lines(value: str, start: int, end: int) -> list[_Line]:
    lines: list[_Line] = []
    while True:
        stop = value.find("\n", start, end)
        lines.append(_trimmed(value, start, end if stop < 0 else stop))
        if stop < 0:
            break
        start = stop + 1
    first, rest = lines[0], lines[1:]
    head = first[0] + (value[first[0] : first[0] + 1] == " ")
    if value[first[0] : first[1]].strip("*") == "":
        head = first[1]  # the second star of /**
    filled = [line for line in rest if line[0] < line[1]]
    starred = bool(filled) and all(value[line[0] : line[1]].lstrip(" \t").startswith("*") for line in filled)
    cut = [_unstarred(value, line) for line in rest] if starred else _unindented(value, rest)
    return [(min(head, first[1]), first[1]), *cut]


def _unstarred(value: str, line: _Line) -> _Line:
    start, end = line
    while start < end and value[start] in " \t":
        start += 1
    if start < end:
        start += 1 + (value[start + 1 : start + 2] == " ")
    return min(start, end), end


def _unindented(value: str, lines: list[_Line]) -> list[_Line]:
    shared: str | None = None
    for start, end in lines:
        line = value[start:end]
        if line:
            indent = line[: len(line) - len(line.lstrip(" \t"))]
            if shared is None:
                shared = indent
            while not indent.startswith(shared):
                shared = shared[:-1]
    size = len(shared or "")
    return [(min(start + size, end), end) for start, end in lines]


class CommentCursor(Cursor):
    """A cursor that finds the comments of the item it stands before or has just passed."""

    def doc(self) -> Text:
        """The comment that stands directly above the current token (or before it on its line).

        The marker lines (``+kubebuilder:…``) of the next comment above it, however far, belong to it: controller-gen
        reads those too.
        """
        if self.at not in self.tokens.comments:
            return NO_TEXT
        found = self._not_trailing(self.tokens.comments[self.at])
        group, above = self._last_group(found, self.starts[self.at], 1)
        if above:
            apart, _ = self._last_group(above, above[-1][1], 1)
            group = [comment for comment in apart if self._is_marker(comment)] + group
        return comment_text(self.text, group) if group else NO_TEXT

    def _is_marker(self, comment: tuple[int, int]) -> bool:
        start, end = comment
        words = self.value[start + 2 : end].strip()
        # The old form of a build constraint speaks of the file.
        return self.value[start + 1] == "/" and words.startswith("+") and words.split()[0] != "+build"

    def _not_trailing(self, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """The comments that do not stand on the line of the token before."""
        at = self.at - 1
        while at >= 0 and self.kinds[at] == ";" and self.starts[at] == self.ends[at]:
            at -= 1
        if at < 0:
            return found
        stop = self.value.find("\n", self.ends[at])
        if stop < 0 or stop > self.starts[self.at]:
            # All on one line: what comes before a separator belongs to the item before it.
            return [] if self.kinds[self.at - 1] == ";" and self.kind in ("eof", "}", ")") else found
        return [comment for comment in found if comment[0] > stop]

    def _last_group(
        self, found: list[tuple[int, int]], before: int, breaks: int
    ) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """The comments that touch `before` (at most `breaks` line ends between), and those above them."""
        at = len(found)
        while at and self.value.count("\n", found[at - 1][1], before) <= breaks:
            before = found[at - 1][0]
            at -= 1
            breaks = 1
        return found[at:], found[:at]

    def trailing(self) -> Text:
        """The comment behind the item just passed, on the line where it ended."""
        at = self.at
        found = self.tokens.comments.get(at)
        if not found:
            # ``X int /* c */;`` has it before the semicolon, which was passed.
            at -= 1
            found = self.tokens.comments.get(at) if at >= 0 and self.kinds[at] == ";" else None
            if not found:
                return NO_TEXT
        last = at - 1
        while last >= 0 and self.kinds[last] == ";":
            last -= 1
        if last < 0:
            return NO_TEXT
        stop = self.value.find("\n", self.ends[last])
        stop = len(self.value) if stop < 0 else stop
        group = [comment for comment in found if comment[0] < stop]
        if self.kind not in ("eof", "}", ")") and stop > self.starts[self.at]:
            return NO_TEXT
        return comment_text(self.text, group) if group else NO_TEXT
