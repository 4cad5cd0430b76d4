"""A go.mod under change: every line that is not changed stays byte for byte where it is."""

from __future__ import annotations

from collections.abc import Collection

from scaffold.repo.shared.entries import line_end
from scaffold.repo.shared.modfile import Line, Requirement, argument, parse
from scaffold.versions import go_key


class ModFile:
    """The lines of a go.mod, and the changes asked for. `lines` stay as they were read; `text` has the changes.

    `own` are the modules whose requirements scaffold wrote: only those lines move between blocks and statements.
    Raises `Unreadable` for what is no go.mod.
    """

    def __init__(self, text: str, own: Collection[str] = ()) -> None:
        self.lines: list[Line] = parse(text)
        self._own = own
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
        """Add a requirement: to the last block of its sort, direct or indirect, or as a statement of its own."""
        self._new.append(requirement)

    def text(self) -> str:
        """The file with the changes, with requirements laid out as the go command lays them out."""
        before = {at: list(texts) for at, texts in self._before.items()}
        new: dict[bool, list[Requirement]] = {}
        for requirement in sorted(self._new):
            block = self._block(requirement.indirect)
            if block is None:
                new.setdefault(requirement.indirect, []).append(requirement)
            else:
                before.setdefault(self._place(block, requirement.path), []).append(self._member(requirement))
        gone = self._gone | self._emptied(before)
        changed = self._changed | self._joined(new) | self._collapsed(before)
        result: list[str] = []
        for at, line in enumerate(self.lines):
            result += before.get(at, [])
            if at not in gone:
                result.append(changed.get(at, line.text))
        tail = before.get(len(self.lines), [])
        for indirect in sorted(new):
            tail += [self._end if result or tail else "", *self._statement(new[indirect])]
        if tail and result and not result[-1].endswith("\n"):
            result[-1] += self._end
        return "".join(result + tail)

    def _member(self, requirement: Requirement) -> str:
        return f"\t{requirement.line}{self._end}"

    def _statement(self, required: list[Requirement]) -> list[str]:
        """A statement of its own for these requirements: a line for one, a block for more."""
        if len(required) == 1:
            return [f"{required[0].entry}{self._end}"]
        return [f"require ({self._end}", *map(self._member, required), f"){self._end}"]

    def _joined(self, new: dict[bool, list[Requirement]]) -> dict[int, str]:
        """Makes blocks of single requirements that get company, which leave `new`: the last one of each sort.

        Returns the text for the requirement's line. One of a person's, or with a comment, stays a line of its own.
        """
        changed: dict[int, str] = {}
        for at, line in enumerate(self.lines):
            if line.verb != "require" or line.block is not None or at in self._gone or line.words[0] not in self._own:
                continue
            statement = self._changed.get(at, line.text).strip()
            version = line.words[1] if at not in self._changed else statement.split()[2]
            alone = Requirement(line.words[0], version, line.indirect)
            if alone.indirect in new and statement == alone.entry:
                changed[at] = "".join(self._statement(sorted([alone, *new.pop(alone.indirect)])))
        return changed

    def _collapsed(self, before: dict[int, list[str]]) -> dict[int, str]:
        """The lines of blocks in which one requirement of several is left, written as one statement."""
        changed: dict[int, str] = {}
        for block, line in enumerate(self.lines):
            if line.opens != "require" or line.comment:
                continue
            members, close = self._members(block), self._close(block)
            kept = [at for at in members if at not in self._gone]
            if len(kept) != 1 or len(kept) == len(members) or self.lines[close].comment:
                continue
            if (
                self.lines[kept[0]].verb
                and self.lines[kept[0]].words[0] in self._own
                and not any(at in before for at in (*members, close))
            ):
                text = self._changed.get(kept[0], self.lines[kept[0]].text)
                changed |= {block: "", kept[0]: f"require {text.lstrip()}", close: ""}
        return changed

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
        """The lines that go with what is removed: blocks of which nothing is left, and the blank line before each."""
        emptied = {at - 1 for at in self._gone if self._is_paragraph(at)}
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

    def _is_paragraph(self, at: int) -> bool:
        """Whether a blank line stands before a line, and another one, or the file's end, behind it."""
        around = (at - 1, at + 1)
        return at > 0 and all(one == len(self.lines) or not self.lines[one].text.strip() for one in around)
