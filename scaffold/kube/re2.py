"""Go's regular expressions (RE2): whether a pattern compiles there, and what it matches."""

from __future__ import annotations

from functools import lru_cache

from scaffold.kube.re2_match import MAX_COMPILED_HEIGHT, MAX_PROGRAM, Program
from scaffold.kube.re2_parse import Parser, PatternError
from scaffold.kube.re2_tree import Tree

_KEPT = 2048
"""Patterns that are kept: a search for samples asks for the same ones thousands of times."""


def problem(pattern: str) -> str:
    """Why Go's ``regexp.Compile`` refuses a pattern, in its words; empty where it takes it."""
    found = _parsed(pattern)
    return found if isinstance(found, str) else ""


def parsed(pattern: str) -> Tree | None:
    """The syntax tree of a pattern; None where Go refuses it or it is nested too deeply to be walked."""
    found = _parsed(pattern)
    return None if isinstance(found, str) or found.height > MAX_COMPILED_HEIGHT else found


@lru_cache(_KEPT)
def compiled(pattern: str) -> Program | None:
    """The pattern to match with; None where Go refuses it or it is too large to be run here."""
    tree = parsed(pattern)
    return None if tree is None or tree.size > MAX_PROGRAM else Program(tree)


@lru_cache(_KEPT)
def _parsed(pattern: str) -> Tree | str:
    try:
        return Parser(pattern).parse()
    except PatternError as error:
        return f"error parsing regexp: {error}"
