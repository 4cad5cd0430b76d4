"""How much work a search may do, counted and not timed, so that every run ends at the same place."""

from __future__ import annotations

from scaffold.kube import re2


class Budget:
    """Units of about a microsecond."""

    def __init__(self, units: int) -> None:
        self.left = units

    @property
    def is_spent(self) -> bool:
        """Whether nothing is left."""
        return self.left <= 0

    def spend(self, units: int) -> None:
        """Takes some; there may be less than that."""
        self.left -= units


def cost_of_match(pattern: str, text: str) -> int:
    """The work of matching a text; less in most cases, for what was matched before is remembered."""
    compiled = re2.compiled(pattern)
    return 0 if compiled is None else compiled.size * (len(text) + 1) // 16
