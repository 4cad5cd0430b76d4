"""Array lengths: constant expressions that come to a whole number of zero or more."""

from __future__ import annotations

from fractions import Fraction

from scaffold.check.constants import Constants, NotConstant
from scaffold.check.facts import Facts
from scaffold.check.world import World
from scaffold.golang.ast import Array
from scaffold.source import Source, Text

MAX_LENGTH = 1 << 50
"""More elements than the compiler takes."""


class Lengths:
    """Evaluates array lengths. A text belongs to the package (and file) whose declaration it was written in."""

    def __init__(self, world: World, facts: Facts, constants: Constants) -> None:
        self._world = world
        self._constants = constants
        self._values: dict[int, int | None] = {}
        # The import path of the package whose declarations are being looked at.
        self.package = ""

    def check(self, t: Array) -> None:
        """Complain of a length that is none."""
        try:
            value = self._constants.evaluate(self.package, t.length)
        except NotConstant as problem:
            self._world.report.error(
                "array-length", f"array length {t.length.value} {problem}", t.length.span(), hint=problem.hint
            )
            return
        if value is None:
            return
        if isinstance(value, str | bool):
            why = "is no number"
        elif isinstance(value, Fraction) and value.denominator != 1:
            why = "is no whole number"
        elif value < 0:
            why = "is negative"
        elif value > MAX_LENGTH:
            why = "is more than Go takes"
        else:
            return
        self._world.report.error("array-length", f"array length {t.length.value} {why}", t.length.span())


def literal(value: int) -> Text:
    """A length as a text."""
    shown = str(value)
    return Text(Source("", shown), shown, ((0, 0),))
