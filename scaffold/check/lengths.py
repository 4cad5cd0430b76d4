"""Array lengths: constant expressions that come to a whole number of zero or more."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from scaffold.check.world import World
from scaffold.golang.ast import Array
from scaffold.source import Text

if TYPE_CHECKING:
    from scaffold.check.code_value import Value
    from scaffold.check.resolve import Scope

MAX_LENGTH = 1 << 50
"""More elements than the compiler takes."""


class Lengths:
    """Evaluates array lengths. A text belongs to the scope in which it was written."""

    def __init__(self, world: World, evaluate: Callable[[Scope, Text], Value]) -> None:
        self._world = world
        self._evaluate = evaluate
        self._texts: dict[int, str] = {}

    def number(self, text: Text) -> str:
        """A length as the number it comes to, or as it is written where that cannot be told."""
        if text.value.isdecimal():
            return text.value
        owner = self._world.array_owners.get(id(text))
        if owner is None:
            return text.value
        known = self._texts.get(id(text))
        if known is None:
            from scaffold.check.code_locals import Unsure

            # A length that leads to itself is met again as unknown.
            self._texts[id(text)] = text.value
            try:
                number = self._evaluate(owner[1], text).number
            except Unsure:
                number = None
            known = self._texts[id(text)] = text.value if number is None else str(number)
        return known

    def check(self, t: Array) -> None:
        """Report a length that is none."""
        from scaffold.check.code_locals import Unsure, Wrong

        owner = self._world.array_owners.get(id(t.length))
        shown = f"array length {t.length.value}"
        if t.length.value.isdecimal():
            number: int | None = int(t.length.value) if len(t.length.value) < 20 else MAX_LENGTH + 1
        elif owner is None:
            return
        else:
            try:
                number = self._evaluate(owner[1], t.length).number
            except Wrong as why:
                message = f"{shown} {why}" if str(why).startswith("is ") else f"{shown}: {why}"
                hint = f"declare it: const {str(why)[11:]} = 16" if str(why).startswith("undefined: ") else ""
                self._world.report.error("array-length", message, why.span or t.length.span(), hint=hint)
                return
            except Unsure:
                return
        if number is None or 0 <= number <= MAX_LENGTH:
            return
        why_not = "is negative" if number < 0 else "is more than Go takes"
        self._world.report.error("array-length", f"{shown} {why_not}", t.length.span())
