"""The word that somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterable

MAX_LENGTH = 64
"""Longer words are nobody's slip of the pen."""


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate nearest to `word`, where one is near enough to be worth proposing.

    Near means: the same but for case, ``-``, ``_`` and spaces, or at most a third of its letters (one at least) added,
    missing, changed or swapped with a neighbour. The first of several equally near ones wins.
    """
    if not 0 < len(word) <= MAX_LENGTH:
        return None
    plain = _plain(word)
    best = None
    least = max(1, len(plain) // 3) + 1
    for candidate in candidates:
        other = _plain(candidate)
        if abs(len(other) - len(plain)) >= least:
            continue
        distance = _distance(plain, other)
        if distance < least:
            least, best = distance, candidate
    return best


def _plain(word: str) -> str:
    return word.lower().replace("-", "").replace("_", "").replace(" ", "")


def _distance(a: str, b: str) -> int:
    """Letters to add, drop, change or swap with a neighbour (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        last, before, row = before, row, [i]
        for j, other in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


class Words:
    """Candidates that many words are looked up among: the same answers as `nearest`, in less time.

    Words that are one slip away are always found. The search for those further away ends with its budget: beside
    thousands of other messages nobody misses them.
    """

    def __init__(self, candidates: Iterable[str]) -> None:
        self._candidates = [(candidate, _plain(candidate)) for candidate in candidates]
        # A word and what it is without one of its letters → the positions of candidates: two words that are one slip
        # apart have one of these in common.
        self._variants: dict[str, list[int]] = {}
        for position, (_, plain) in enumerate(self._candidates):
            for variant in _variants(plain):
                self._variants.setdefault(variant, []).append(position)
        self._budget = _BUDGET

    def nearest(self, word: str) -> str | None:
        """The candidate nearest to a word, which is none itself: see `nearest` above."""
        if not 0 < len(word) <= MAX_LENGTH:
            return None
        plain = _plain(word)
        positions = {position for variant in _variants(plain) for position in self._variants.get(variant, ())}
        others = [position for position in positions if self._candidates[position][0] != word]
        ranks = ((_distance(plain, self._candidates[position][1]), position) for position in others)
        distance, first = min(ranks, default=(2, 0))
        if distance < 2:
            return self._candidates[first][0]
        return self._further(word, plain, max(1, len(plain) // 3))

    def _further(self, word: str, plain: str, most: int) -> str | None:
        """The first of the candidates that are fewest slips away, two at least and `most` at most."""
        best = None
        for candidate, other in self._candidates if most > 1 else ():
            if candidate == word or abs(len(other) - len(plain)) > most:
                continue
            self._budget -= len(plain) * len(other)
            if self._budget < 0:
                return None
            distance = _distance(plain, other)
            if distance <= most:
                most, best = distance - 1, candidate
            if most < 2:
                break
        return best


_BUDGET = 4_000_000
"""Pairs of letters that are compared, a second or two."""


def _variants(plain: str) -> set[str]:
    if len(plain) > MAX_LENGTH + 1:
        return set()
    return {plain, *(plain[:at] + plain[at + 1 :] for at in range(len(plain)))}
