"""What is no conflict although both sides changed it: additions beside a change, comments taken away."""

from __future__ import annotations

import re

from scaffold.repo.merge.lines import Conflict, Part, merge


def comments(base: str, ours: str, theirs: str) -> list[Part]:
    """The merge of a comment: one that a person took away stays away, whatever the plan says there now.

    So does one of which only directives (``//nolint:…``) are left, or that these have replaced.
    """
    if base.strip() and not _DIRECTIVE.sub("", ours).strip() and _DIRECTIVE.sub("", base).strip():
        known = {*base.splitlines(keepends=True), *ours.splitlines(keepends=True)}
        new = [match[0] for match in _DIRECTIVE.finditer(theirs) if match[0] not in known]
        text = "".join([ours, *new])
        return [text] if text else []
    return merge(base, ours, theirs, _both)


_DIRECTIVE = re.compile(r"(?m)^[ \t]*//(?:[a-z0-9]+:[a-z0-9]|nolint\b|line |extern |export ).*\n?")
"""A line of a comment that speaks to a tool ("Go Doc Comments", on directives)."""


def _both(conflict: Conflict) -> str | None:
    """Both sides added lines to a comment at one place: a paragraph comes behind what continues the text above it."""
    if conflict.base.strip():
        return around(conflict)
    sides = (_ended(conflict.ours), _ended(conflict.theirs))
    is_paragraph = conflict.theirs.lstrip().startswith("//\n")
    return "".join(sides if is_paragraph else reversed(sides))


def _ended(text: str) -> str:
    return text if text.endswith("\n") else f"{text}\n"


def around(conflict: Conflict) -> str | None:
    """One side only wrote something before or behind the lines that the other one changed."""
    base = conflict.base
    if not base.strip():
        return None
    for side, other in ((conflict.ours, conflict.theirs), (conflict.theirs, conflict.ours)):
        at = f"\n{side}".find(f"\n{base}")
        if at >= 0 and side.count(base) == 1 and other.strip():
            return side[:at] + other + side[at + len(base) :]
    return None


def union(conflict: Conflict) -> str | None:
    """Both sides added something whole at one place, where order does not matter."""
    if conflict.base.strip():
        return around(conflict)
    if not (_balanced(conflict.ours) and _balanced(conflict.theirs)):
        return None
    if any(re.search(r"\b(return|goto|break|continue|panic)\b", text) for text in (conflict.ours, conflict.theirs)):
        return None
    return conflict.ours + ("" if conflict.ours.endswith("\n") else "\n") + conflict.theirs


def _balanced(text: str) -> bool:
    """Whether brackets, as far as they are seen without reading strings, are closed in order."""
    opened: list[str] = []
    for char in text:
        if char in "([{":
            opened.append(char)
        elif char in ")]}" and (not opened or opened.pop() + char not in ("()", "[]", "{}")):
            return False
    return not opened
