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
