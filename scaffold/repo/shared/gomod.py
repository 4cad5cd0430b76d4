"""`go.mod`: requirements are scaffold's entries; the go directive is raised where the plan needs more."""

from __future__ import annotations

from scaffold.repo.shared.entries import Merged, Request, line_end
from scaffold.repo.shared.modfile import Line, Requirement, argument, from_entry, parse, requirements
from scaffold.repo.shared.semver import go_key, is_version, version_key

Wants = dict[str, Requirement]


def merge(request: Request) -> Merged:
    """Merge by requirement; see `entries.Request`. Raises `Unreadable` if the file on disk is no go.mod.

    A requirement that is there is raised where the plan needs a higher version, and never lowered; ``module``,
    ``toolchain``, ``replace`` and all the rest stay as they are.
    """
    texts = {plan: parse(text) for plan, text in request.wanted.items()}
    wanted = {plan: {path: found for path, (_, found) in requirements(lines).items()} for plan, lines in texts.items()}
    if request.disk is None and len(texts) == 1:
        shares = _new_shares(request, wanted, {})
        return Merged(next(iter(request.wanted.values())), shares)
    if request.disk is None or not request.disk.strip():
        request = request._replace(disk=next(iter(request.wanted.values()), ""))
    file = _Editor(request.disk or "")
    if file.find("module") is None:
        file.module(next((found[1] for lines in texts.values() if (found := argument(lines, "module"))), ""))
    for lines in texts.values():
        needed = argument(lines, "go")
        if needed is not None:
            file.raise_go(needed[1])
    present = requirements(file.lines)
    shares = _new_shares(request, wanted, {path: found for path, (_, found) in present.items()})
    _change(file, request, wanted, shares)
    return Merged(
        file.text(), {plan: own for plan, own in shares.items() if own}, tuple(file.notes), _alone(file, shares)
    )


def _union(shares: dict[str, frozenset[str]]) -> Wants:
    """The requirements in a base by module: of several the highest."""
    found: Wants = {}
    for entry in sorted(frozenset().union(*shares.values())):
        one = from_entry(entry)
        if one is not None and (one.path not in found or _higher(one.version, found[one.path].version)):
            found[one.path] = one
    return found


def _higher(one: str, other: str) -> bool:
    return version_key(one) > version_key(other)


def _new_shares(request: Request, wanted: dict[str, Wants], present: Wants) -> dict[str, frozenset[str]]:
    """The base after the merge: what was scaffold's and is still wanted, and what it adds now."""
    before = _union(dict(request.shares))
    shares = {plan: own for plan, own in request.shares.items() if plan not in wanted or request.additive}
    for plan, wants in wanted.items():
        own = {one.entry for one in wants.values() if one.path in before or one.path not in present}
        old = {entry for entry in shares.get(plan, ()) if (had := from_entry(entry)) and had.path not in wants}
        shares[plan] = frozenset(own | old)
    return shares


def _change(file: _Editor, request: Request, wanted: dict[str, Wants], shares: dict[str, frozenset[str]]) -> None:
    before, after = _union(dict(request.shares)), _union(shares)
    needed: Wants = {}
    for wants in wanted.values():
        for path, one in wants.items():
            if path not in needed or _higher(one.version, needed[path].version):
                needed[path] = one
    present = requirements(file.lines)
    theirs = [path for path in present if path not in before and path not in needed]
    for path, one in before.items():
        at_disk = present.get(path)
        if path in after or path in needed or at_disk is None:
            continue
        # A version that is not scaffold's was chosen by somebody, who now owns the line; and where there are modules
        # of theirs, one of them may need what only looks like a left-over of scaffold's.
        if at_disk[1].version == one.version and not (at_disk[1].indirect and theirs):
            file.remove(at_disk[0])
    for path, one in needed.items():
        at_disk = present.get(path)
        if at_disk is None:
            if path not in before:
                file.add(one)
        elif is_version(at_disk[1].version) and _higher(one.version, at_disk[1].version):
            file.set_version(at_disk[0], one.version)
    file.settle()


def _alone(file: _Editor, shares: dict[str, frozenset[str]]) -> bool:
    own = _union(shares)
    return all(path in own for path in requirements(parse(file.text())))


class _Editor:
    """A go.mod under change. Lines keep their index until `settle`, so that one parse serves all the edits."""

    def __init__(self, text: str) -> None:
        self.end = line_end(text)
        self.lines: list[Line] = parse(text)
        self.notes: list[str] = []
        self._texts = [line.text for line in self.lines]
        if self._texts and not self._texts[-1].endswith("\n"):
            self._texts[-1] += self.end
        self._gone: set[int] = set()
        self._new: list[Requirement] = []

    def find(self, verb: str) -> tuple[int, str] | None:
        """The line and the argument of a directive that there is once."""
        return argument(self.lines, verb)

    def module(self, path: str) -> None:
        """Give the file the module line it lacks."""
        if path:
            self._insert_first(f"module {path}")

    def raise_go(self, version: str) -> None:
        """See to it that the go directive says at least `version`."""
        found = self.find("go")
        if found is None:
            at = self.find("module")
            self._after(at[0] if at else -1, f"{self.end}go {version}{self.end}")
        elif go_key(version) > go_key(found[1]):
            self._replace_word(found[0], found[1], version)

    def set_version(self, at: int, version: str) -> None:
        """Change the version of the requirement in line `at`."""
        self._replace_word(at, self.lines[at].words[1], version)

    def remove(self, at: int) -> None:
        """Take the requirement in line `at` out, its comment with it."""
        self._gone.add(at)

    def add(self, requirement: Requirement) -> None:
        """Add a requirement; `settle` finds its place."""
        self._new.append(requirement)

    def text(self) -> str:
        """The file as it is now."""
        return "".join(self._texts)

    def settle(self) -> None:
        """Carry out the removals and additions."""
        before: dict[int, list[str]] = {}
        fresh: dict[bool, list[Requirement]] = {}
        for one in sorted(self._new):
            block = self._block(one.indirect)
            if block is None:
                fresh.setdefault(one.indirect, []).append(one)
            else:
                before.setdefault(self._place(block, one.path), []).append(f"\t{one.line}{self.end}")
        self._drop_empty_blocks(before)
        result: list[str] = []
        for at, text in enumerate(self._texts):
            result += before.get(at, [])
            if at not in self._gone:
                result.append(text)
        for indirect in sorted(fresh):
            result += ["" if not result else self.end, *self._fresh_block(fresh[indirect])]
        self._texts = result
        self.lines = parse(self.text())

    def _fresh_block(self, requirements: list[Requirement]) -> list[str]:
        return [f"require ({self.end}", *(f"\t{one.line}{self.end}" for one in requirements), f"){self.end}"]

    def _members(self, block: int) -> list[int]:
        return [at for at, line in enumerate(self.lines) if line.block == block]

    def _block(self, indirect: bool) -> int | None:
        """The first line of the last block whose requirements are all of this sort."""
        found = None
        for at, line in enumerate(self.lines):
            if line.opens == "require":
                sorts = {self.lines[member].indirect for member in self._members(at) if self.lines[member].verb}
                if sorts == {indirect}:
                    found = at
        return found

    def _place(self, block: int, path: str) -> int:
        """Before which line of a block a module belongs: go keeps them sorted; comments stay with what they precede."""
        place = close = next(at for at, line in enumerate(self.lines) if line.closes == block)
        for at in reversed(self._members(block)):
            line = self.lines[at]
            if line.verb and line.words[0] < path:
                break
            if line.verb or (line.comment and place == at + 1 and place != close):
                place = at
        return place

    def _drop_empty_blocks(self, before: dict[int, list[str]]) -> None:
        for at, line in enumerate(self.lines):
            if line.opens != "require" or line.comment:
                continue
            members = self._members(at)
            close = next(end for end, other in enumerate(self.lines) if other.closes == at)
            removed = [member for member in members if member in self._gone]
            left = [member for member in members if member not in self._gone]
            if not removed or any(self._texts[member].strip() for member in left) or self.lines[close].comment:
                continue
            if not any(place in before for place in (*members, close)):
                self._gone.update((at, *members, close))
                if at and not self._texts[at - 1].strip():
                    self._gone.add(at - 1)

    def _replace_word(self, at: int, old: str, new: str) -> None:
        text = self._texts[at]
        code, slashes, comment = text.partition("//") if self.lines[at].comment else (text, "", "")
        where = code.rindex(old)
        self._texts[at] = code[:where] + new + code[where + len(old) :] + slashes + comment

    def _insert_first(self, line: str) -> None:
        self._texts.insert(0, line + self.end)
        self._reparse()

    def _after(self, at: int, text: str) -> None:
        self._texts.insert(at + 1, text)
        self._reparse()

    def _reparse(self) -> None:
        self._texts = [line.text for line in parse(self.text())]
        self.lines = parse(self.text())
