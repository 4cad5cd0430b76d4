"""Whether two globs can match one path. ``*`` and ``?`` stay inside a directory, ``**`` crosses directories."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")


def overlap(one: str, two: str) -> bool:
    """Whether some path matches both globs; a directory stands for everything below it."""
    mine, theirs = _parts(one), _parts(two)
    return _ends_meet(mine, theirs) and _meet(mine, theirs, "**", _names_meet)


def _ends_meet(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether the last parts, those behind any ``**``, can be the same: this alone tells most globs apart."""
    for mine, theirs in zip(reversed(one), reversed(two), strict=False):
        if "**" in (mine, theirs):
            return True
        if not _names_meet(mine, theirs):
            return False
    return True


@lru_cache(maxsize=100_000)
def _parts(glob: str) -> tuple[str, ...]:
    parts = tuple(part for part in glob.strip("/").split("/") if part not in ("", "."))
    # A name without a suffix is a directory, as in CODEOWNERS.
    last = parts[-1] if parts else ""
    return parts if last == "**" or "." in last or "*" in last else (*parts, "**")


@lru_cache(maxsize=10_000)
def _names_meet(one: str, two: str) -> bool:
    if "*" not in one and "*" not in two and "?" not in one and "?" not in two:
        return one == two
    return _meet(tuple(one), tuple(two), "*", lambda a, b: a == b or "?" in (a, b))


def _meet(one: Sequence[str], two: Sequence[str], star: str, same: Callable[[str, str], bool]) -> bool:
    """Whether one sequence matches both patterns; `star` stands for any number of elements.

    `ends` are the positions in `two` at which the part of `one` that was read may stop: time is the lengths' product.
    """
    ends = _after_stars({0}, two, star)
    for element in one:
        if element == star:
            first = min(ends, default=len(two) + 1)
            ends = set(range(first, len(two) + 1))
        else:
            stepped = {at + 1 for at in ends if at < len(two) and two[at] != star and same(element, two[at])}
            stayed = {at for at in ends if at < len(two) and two[at] == star}
            ends = _after_stars(stepped | stayed, two, star)
        if not ends:
            return False
    return len(two) in ends


def _after_stars(ends: set[int], two: Sequence[str], star: str) -> set[int]:
    """`ends` with those behind a star, which may stand for nothing."""
    found = set(ends)
    for end in ends:
        following = end
        while following < len(two) and two[following] == star:
            following += 1
            found.add(following)
    return found


class GlobIndex(Generic[T]):
    """Globs with what they belong to, found by those that they may overlap."""

    def __init__(self) -> None:
        self._root: _Node[T] = _Node()

    def add(self, glob: str, item: T) -> None:
        """Take a glob."""
        node = self._root
        for part in _fixed(glob):
            node = node.children.setdefault(part, _Node())
        node.items.append(item)

    def near(self, glob: str) -> Iterator[T]:
        """What belongs to globs of which one fixed beginning begins the other: no other glob overlaps this one."""
        node = self._root
        for part in _fixed(glob):
            yield from node.items
            below = node.children.get(part)
            if below is None:
                return
            node = below
        stack = [node]
        while stack:
            node = stack.pop()
            yield from node.items
            stack += node.children.values()


class _Node(Generic[T]):
    """The globs that have the fixed parts on the way here, and those that have more of them."""

    __slots__ = ("children", "items")

    def __init__(self) -> None:
        self.children: dict[str, _Node[T]] = {}
        self.items: list[T] = []


def _fixed(glob: str) -> Iterator[str]:
    """The parts before the first one with a wildcard."""
    for part in _parts(glob):
        if "*" in part or "?" in part:
            return
        yield part
