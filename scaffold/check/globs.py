"""Whether two globs can match one path. ``*`` and ``?`` stay inside a directory, ``**`` crosses directories."""

from __future__ import annotations

from functools import cache


def overlap(one: str, two: str) -> bool:
    """Whether some path matches both globs; a directory stands for everything below it."""
    return _paths(_parts(one), _parts(two))


def _parts(glob: str) -> tuple[str, ...]:
    parts = tuple(part for part in glob.strip("/").split("/") if part not in ("", "."))
    # A name without a suffix is a directory, as in CODEOWNERS.
    last = parts[-1] if parts else ""
    return parts if last == "**" or "." in last or "*" in last else (*parts, "**")


@cache
def _paths(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    if not one and not two:
        return True
    if one and one[0] == "**":
        return _paths(one[1:], two) or (bool(two) and _paths(one, two[1:]))
    if two and two[0] == "**":
        return _paths(two, one)
    return bool(one and two) and _names(one[0], two[0]) and _paths(one[1:], two[1:])


@cache
def _names(one: str, two: str) -> bool:
    if not one and not two:
        return True
    if one[:1] == "*":
        return _names(one[1:], two) or (bool(two) and _names(one, two[1:]))
    if two[:1] == "*":
        return _names(two, one)
    if not one or not two:
        return False
    same = one[0] == two[0] or "?" in (one[0], two[0])
    return same and _names(one[1:], two[1:])
