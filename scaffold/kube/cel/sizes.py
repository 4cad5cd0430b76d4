"""Sizes and costs that never overflow: whatever is beyond 64 bits is the largest number of 64 bits."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

MAX = (1 << 64) - 1


def add(a: int, b: int) -> int:
    """The sum."""
    return min(a + b, MAX)


def multiply(a: int, b: int) -> int:
    """The product."""
    return min(a * b, MAX)


def scaled(a: int, times: float) -> int:
    """The product with a fraction, rounded up as a float of 64 bits."""
    found = math.ceil(float(a) * times)
    return min(found, MAX)


class Size(NamedTuple):
    """The least and the most elements, bytes or characters that something has."""

    least: int
    most: int

    def plus(self, other: Size) -> Size:
        """Both together."""
        return Size(add(self.least, other.least), add(self.most, other.most))

    def times(self, other: Size) -> Size:
        """One for each of the other."""
        return Size(multiply(self.least, other.least), multiply(self.most, other.most))

    def union(self, other: Size) -> Size:
        """Either of them."""
        return Size(min(self.least, other.least), max(self.most, other.most))

    @staticmethod
    def union_of(sizes: Iterable[Size]) -> Size:
        """Any of them; nothing where there are none."""
        found = list(sizes)
        return Size(min((size.least for size in found), default=0), max((size.most for size in found), default=0))


UNKNOWN = Size(0, MAX)
