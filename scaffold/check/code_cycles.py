"""Initialisation cycles: variables and constants whose values lead back to them (Go's "Package initialization")."""

from __future__ import annotations

from collections.abc import Container, Mapping

from scaffold.reachability import cyclic_components

Uses = dict[str, set[str]]
"""Name of a constant, variable, function or method (``T.M``) → those that its value or body refers to."""


def leading_back(uses: Mapping[str, set[str]], values: Container[str]) -> list[str]:
    """The first constant or variable of each circle. Functions that only call each other are none."""
    members = ([name for name in circle if name in values] for circle in cyclic_components(uses))
    order = {name: number for number, name in enumerate(uses)}
    return sorted((names[0] for names in members if names), key=order.__getitem__)
