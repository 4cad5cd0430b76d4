"""A go.mod under change: every line that is not changed stays byte for byte where it is."""

from __future__ import annotations

from scaffold.repo.shared.entries import line_end
from scaffold.repo.shared.modfile import Line, Requirement, argument, parse
from scaffold.versions import go_key


class ModFile:
    """The lines of a go.mod, and the changes asked for. `lines` stay as they were read; `text` has the changes.

    Raises `Unreadable` for what is no go.mod.
    """

    def __init__(self, text: str) -> None:
        self.lines: list[Line] = parse(text)
        self._end = line_end(text)
        self._changed: dict[int, str] = {}
        self._gone: set[int] = set()
        self._before: dict[int, list[str]] = {}
        self._new: list[Requirement] = []

    def need_module(self, path: str) -> None:
        """Name the module `path` if the file names none."""
        if argument(self.lines, "module") is None:
            self._before.setdefault(0, []).insert(0, f"module {path}{self._end}{self._end}")

    def need_go(self, version: str) -> None:
        """See to it that the go directive says at least `version`."""
        found = argument(self.lines, "go")
        if found is None:
            module = argument(self.lines, "module")
            at = self._after_statement(module[0]) if module else 0
            text = f"go {version}{self._end}"
            self._before.setdefault(at, []).append(self._end + text if module else text + self._end)
        elif go_key(version) > go_key(found[1]):
            self._replace_word(found[0], found[1], version)

    def set_version(self, at: int, version: str) -> None:
        """Change the version of the requirement in line `at`."""
        self._replace_word(at, self.lines[at].words[1], version)

    def remove(self, at: int) -> None:
        """Take the requirement in line `at` out, the comment in that line with it."""
        self._gone.add(at)

    def add(self, requirement: Requirement) -> None:
        """Add a requirement: to the last block of its sort, direct or indirect, or as a block of its own."""
        self._new.append(requirement)

    def text(self) -> str:
        """The file with the changes."""
        before = {at: list(texts) for at, texts in self._before.items()}
        blocks: dict[bool, list[str]] = {}
        for one in sorted(self._new):
            added = f"\t{one.line}{self._end}"
            block = self._block(one.indirect)
            if block is None:
                blocks.setdefault(one.indirect, []).append(added)
            else:
                before.setdefault(self._place(block, one.path), []).append(added)
        gone = self._gone | self._emptied(before)
        result: list[str] = []
        for at, line in enumerate(self.lines):
            result += before.get(at, [])
            if at not in gone:
                result.append(self._changed.get(at, line.text))
        tail = before.get(len(self.lines), [])
        for indirect in sorted(blocks):
            tail += [self._end if result or tail else "", f"require ({self._end}", *blocks[indirect], f"){self._end}"]
        if tail and result and not result[-1].endswith("\n"):
            result[-1] += self._end
        return "".join(result + tail)

    def _replace_word(self, at: int, old: str, new: str) -> None:
        """Change the last word of a line. One that is spelt with escapes is left as it is."""
        line = self.lines[at]
        code = len(line.text.rstrip()) - len(line.comment) if line.comment else len(line.text)
        where = line.text.rfind(old, 0, code)
        if where >= 0:
            self._changed[at] = line.text[:where] + new + line.text[where + len(old) :]

    def _after_statement(self, at: int) -> int:
        """The line after a statement: after its block, if it stands in one."""
        block = self.lines[at].block
        return (self._close(block) if block is not None else at) + 1

    def _members(self, block: int) -> range:
        return range(block + 1, self._close(block))

    def _close(self, block: int) -> int:
        return next(at for at in range(block, len(self.lines)) if self.lines[at].closes == block)

    def _block(self, indirect: bool) -> int | None:
        """The first line of the last block in which a requirement of this sort stands among its like."""
        found = None
        for at, line in enumerate(self.lines):
            if line.opens == "require":
                sorts = {self.lines[member].indirect for member in self._members(at) if self.lines[member].verb}
                if sorts == {indirect}:
                    found = at
        return found

    def _place(self, block: int, path: str) -> int:
        """Before which line of a block a module belongs: go sorts them. A comment stays with what it precedes."""
        close = place = self._close(block)
        for at in reversed(self._members(block)):
            line = self.lines[at]
            if line.verb:
                if line.words[0] < path:
                    break
                place = at
            elif line.comment and place == at + 1 and place != close:
                place = at
        return place

    def _emptied(self, before: dict[int, list[str]]) -> set[int]:
        """The lines that go with the blocks of which nothing is left, and the blank line before each."""
        emptied: set[int] = set()
        for block, line in enumerate(self.lines):
            if line.opens != "require" or line.comment:
                continue
            members, close = self._members(block), self._close(block)
            left = [at for at in members if at not in self._gone]
            if len(left) == len(members) or any(self.lines[at].text.strip() for at in left):
                continue
            if self.lines[close].comment or any(at in before for at in (*members, close)):
                continue
            emptied.update(range(block, close + 1))
            if block and not self.lines[block - 1].text.strip():
                emptied.add(block - 1)
        return emptied
