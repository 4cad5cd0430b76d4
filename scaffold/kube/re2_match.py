"""Regular expressions run, in time linear in the text: all ways through the expression are followed at once.

Source: ``regexp`` of Go 1.26, for which way is preferred; the method is Thompson's, with Pike's order of threads.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from scaffold.kube.re2_classes import Ranges, holds
from scaffold.kube.re2_tree import Tree

MAX_PROGRAM = 20_000
"""Instructions; larger expressions are not run."""
MAX_COMPILED_HEIGHT = 200
"""Of the tree: it is walked recursively."""
MAX_WORK = 2_000_000
"""Instructions looked at in one search."""
_MAX_STEPS = 20_000
"""Steps that are kept for the next time."""

_BEGIN, _NEWLINE, _WORD, _OTHER = range(4)


class _Chars(NamedTuple):
    chars: Ranges
    ascii: int
    """Bits of the characters below 128."""
    following: int


class _Split(NamedTuple):
    first: int
    second: int


class _Assert(NamedTuple):
    kind: str
    following: int


class _Match(NamedTuple):
    pass


_Instruction = _Chars | _Split | _Assert | _Match
_State = frozenset[int]


class TooCostly(Exception):
    """A search took more steps than it may."""


class Program:
    """An expression that is compiled."""

    def __init__(self, tree: Tree) -> None:
        self._code: list[_Instruction] = [_Match()]
        self._start = self._compile(tree, 0)
        self.size = len(self._code)
        self._fresh: _State = frozenset((self._start,))
        self._steps: dict[tuple[_State, int, str], _State | None] = {}
        self._states: dict[_State, _State] = {self._fresh: self._fresh}

    # --- compiling ---------------------------------------------------------------------------------------------------

    def _add(self, instruction: _Instruction) -> int:
        self._code.append(instruction)
        return len(self._code) - 1

    def _compile(self, tree: Tree, following: int) -> int:
        """Where the tree's instructions begin, which go on at `following`."""
        match tree.op:
            case "chars":
                return self._add(_Chars(tree.chars, _ascii_bits(tree.chars), following))
            case "assertion":
                return self._add(_Assert(tree.kind, following))
            case "sequence":
                for part in reversed(tree.parts):
                    following = self._compile(part, following)
                return following
            case "choice":
                starts = [self._compile(part, following) for part in tree.parts]
                start = starts.pop()
                while starts:
                    start = self._add(_Split(starts.pop(), start))
                return start
            case "group":
                return self._compile(tree.parts[0], following)
        return self._compile_repeat(tree, following)

    def _compile_repeat(self, tree: Tree, following: int) -> int:
        part, least = tree.parts[0], tree.least
        end = following
        if tree.most < 0:
            # Once or more; to have none at all is a choice of its own, as in Go, if what is repeated may be empty.
            loop = self._add(_Split(0, 0))
            start = self._compile(part, loop)
            self._code[loop] = self._fork(start, end, tree)
            if least:
                least, following = least - 1, start
            else:
                following = self._add(self._fork(start, end, tree)) if _may_be_empty(part) else loop
        for _ in range(tree.most - least):
            following = self._add(self._fork(self._compile(part, following), end, tree))
        for _ in range(least):
            following = self._compile(part, following)
        return following

    def _fork(self, start: int, end: int, tree: Tree) -> _Split:
        return _Split(start, end) if tree.greedy else _Split(end, start)

    # --- whether there is a match ------------------------------------------------------------------------------------

    def matches(self, text: str) -> bool | None:
        """Whether something in the text matches; None where that takes too long to tell."""
        try:
            return self._search(text)
        except TooCostly:
            return None

    def _search(self, text: str) -> bool:
        if len(text) > MAX_WORK:
            raise TooCostly
        state, before, work = self._fresh, _BEGIN, 0
        steps = self._steps
        for char in (*text, ""):
            key = (state, before, char)
            if key in steps:
                following = steps[key]
            else:
                following, cost = self._step(state, before, char)
                work += cost
                if len(steps) >= _MAX_STEPS:
                    steps.clear()
                steps[key] = following
            if following is None:
                return True
            if work > MAX_WORK:
                raise TooCostly
            state, before = following, _sort_of(char)
        return False

    def _step(self, state: _State, before: int, char: str) -> tuple[_State | None, int]:
        """The state behind a character (empty for the end), None where the text before it matches; and the work."""
        found = {self._start}
        seen: set[int] = set()
        for start in state:
            for thread in self._closure(start, before, char, seen):
                instruction = self._code[thread]
                if isinstance(instruction, _Match):
                    return None, len(seen)
                if char and isinstance(instruction, _Chars) and _has(instruction, char):
                    found.add(instruction.following)
        made = frozenset(found)
        return self._states.setdefault(made, made), len(seen)

    def _closure(self, start: int, before: int, char: str, seen: set[int]) -> list[int]:
        """The instructions that take a character or end the match, in the order of preference, but for those `seen`."""
        out: list[int] = []
        ahead = [start]
        while ahead:
            thread = ahead.pop()
            if thread in seen:
                continue
            seen.add(thread)
            instruction = self._code[thread]
            match instruction:
                case _Split():
                    ahead += [instruction.second, instruction.first]
                case _Assert():
                    if _is_true(instruction.kind, before, char):
                        ahead.append(instruction.following)
                case _:
                    out.append(thread)
        return out

    # --- which part of a text matches --------------------------------------------------------------------------------

    def find_all(self, text: str) -> Iterator[tuple[int, int]]:
        """Beginnings and ends of the matches in a text, as Go's ``FindAll`` has them. Raises `TooCostly`."""
        at, last, budget = 0, -1, [MAX_WORK]
        while at <= len(text):
            found = self._leftmost(text, at, budget)
            if found is None:
                return
            begin, end = found
            # An empty match right behind another one does not count.
            if end > begin or begin != last:
                yield found
            last = end
            at = end if end > begin else end + 1

    def _leftmost(self, text: str, start: int, budget: list[int]) -> tuple[int, int] | None:
        """The first match from a place on: the leftmost one, of those the preferred one."""
        threads: list[tuple[int, int]] = []  # instruction and where its match began, the preferred one first
        best: tuple[int, int] | None = None
        for at in range(start, len(text) + 1):
            if best is None:
                threads.append((self._start, at))
            if not threads:
                break
            char = text[at] if at < len(text) else ""
            before = _sort_of(text[at - 1]) if at else _BEGIN
            seen: set[int] = set()
            threads, begun = self._advance(threads, before, char, seen)
            if begun is not None:
                best = (begun, at)
            budget[0] -= len(seen)
            if budget[0] < 0:
                raise TooCostly
        return best

    def _advance(
        self, threads: list[tuple[int, int]], before: int, char: str, seen: set[int]
    ) -> tuple[list[tuple[int, int]], int | None]:
        """The threads behind a character, and where the match began that ends before it, if one does."""
        ahead: list[tuple[int, int]] = []
        for thread, begin in threads:
            for reached in self._closure(thread, before, char, seen):
                instruction = self._code[reached]
                if isinstance(instruction, _Match):
                    return ahead, begin  # the threads behind this one are less preferred
                if char and isinstance(instruction, _Chars) and _has(instruction, char):
                    ahead.append((instruction.following, begin))
        return ahead, None


def _may_be_empty(tree: Tree) -> bool:
    match tree.op:
        case "chars":
            return False
        case "choice":
            return any(map(_may_be_empty, tree.parts))
        case "repeat" if not tree.least:
            return True
    return all(map(_may_be_empty, tree.parts))


def _ascii_bits(chars: Ranges) -> int:
    bits = 0
    for low, high in chars:
        if low < 128:
            bits |= (1 << min(high, 127) + 1) - (1 << low)
    return bits


def _has(instruction: _Chars, char: str) -> bool:
    code = ord(char)
    return bool(instruction.ascii >> code & 1) if code < 128 else holds(instruction.chars, code)


def _sort_of(char: str) -> int:
    if char == "\n":
        return _NEWLINE
    return _WORD if char.isascii() and (char.isalnum() or char == "_") else _OTHER


def _is_true(kind: str, before: int, char: str) -> bool:
    """Whether an assertion holds between what is before and a character, which is empty at the end."""
    match kind:
        case "\\A":
            return before == _BEGIN
        case "\\z":
            return not char
        case "^":
            return before in (_BEGIN, _NEWLINE)
        case "$":
            return char in ("", "\n")
    at_boundary = (before == _WORD) is not (bool(char) and _sort_of(char) == _WORD)
    return at_boundary is (kind == "\\b")
