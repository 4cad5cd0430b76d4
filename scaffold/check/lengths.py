"""Array lengths: constant expressions that come to a whole number of zero or more."""

from __future__ import annotations

import re
from fractions import Fraction

from scaffold.check.constants import Constants, NotConstant
from scaffold.check.facts import Facts
from scaffold.check.world import World
from scaffold.golang.ast import Array
from scaffold.golang.identifiers import PREDECLARED_TYPES
from scaffold.source import Text

MAX_LENGTH = 1 << 50
"""More elements than the compiler takes."""


class Lengths:
    """Evaluates array lengths. A text belongs to the package whose declaration it was written in."""

    def __init__(self, world: World, facts: Facts, constants: Constants) -> None:
        self._world = world
        self._constants = constants
        self._texts: dict[int, str] = {}

    def number(self, text: Text) -> str:
        """A length as the number it comes to, or as it is written where that cannot be told."""
        owner = self._world.array_owners.get(id(text))
        if owner is None:
            return text.value
        known = self._texts.get(id(text))
        if known is None:
            try:
                value = self._constants.evaluate(owner, text)
            except NotConstant:
                value = None
            whole = isinstance(value, int) or (isinstance(value, Fraction) and value.denominator == 1)
            known = self._texts[id(text)] = str(int(value)) if whole and value is not None else text.value
        return known

    def check(self, t: Array) -> None:
        """Complain of a length that is none."""
        try:
            owner = self._world.array_owners.get(id(t.length), "")
            value = self._constants.evaluate(owner, t.length)
        except NotConstant as problem:
            self._world.report.error(
                "array-length", f"array length {t.length.value} {problem}", t.length.span(), hint=problem.hint
            )
            return
        if value is None:
            bare = _type_as_value(t.length)
            if bare:
                self._world.report.error(
                    "array-length", f"array length {t.length.value} has the type {bare} as a value", t.length.span()
                )
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


def _type_as_value(length: Text) -> str:
    """A predeclared type that a length has where only a value can stand, as in ``len(string)``; empty for none."""
    found = re.search(r"\b(?:len|cap)\(\s*(\w+)\s*\)", length.value)
    return found[1] if found and found[1] in PREDECLARED_TYPES else ""
