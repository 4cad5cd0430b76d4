"""The order of module versions and of Go versions, as the go command has it."""

from __future__ import annotations

OLDEST_GO = 18
"""Of a plan: Go 1.18 was the first with type parameters."""

SemverKey = tuple[tuple[int, int, int], int, tuple[tuple[int, int, str], ...]]
"""Sorts as semantic versions do: the three numbers, release after pre-releases, the pre-release's parts."""

GoKey = tuple[tuple[int, int], int, int]
"""Release line, kind (language version, beta, release candidate, release) and the number within the kind."""

_NONE: SemverKey = ((-1, -1, -1), 0, ())


def semver_key(version: str) -> SemverKey:
    """Sort key of module versions: ``v1.2.3-rc.1`` < ``v1.2.3`` < ``v1.10.0``; numbers left out are 0.

    Pseudo-versions are pre-releases like any other; build metadata (``+incompatible``) counts for nothing. What is no
    semantic version is lower than any that is.
    """
    core, dash, pre = version.partition("+")[0].partition("-")
    numbers = core.removeprefix("v").split(".")
    if not core.startswith("v") or len(numbers) > 3 or not all(map(is_number, numbers)):
        return _NONE
    major, minor, patch = (int(part) for part in (*numbers, "0", "0")[:3])
    # Numbers are lower than words; a version with fewer identifiers is lower: so tuples compare anyway.
    return (major, minor, patch), 0 if dash else 1, tuple(map(_part, pre.split("."))) if dash else ()


def is_version(version: str) -> bool:
    """Whether this is a whole semantic version with its ``v``, as requirements have it."""
    core = version[1:].partition("+")[0].partition("-")[0]
    numbers = core.split(".")
    return version.startswith("v") and len(numbers) == 3 and all(map(is_number, numbers))


def sum_key(line: str) -> tuple[str, SemverKey, str, str]:
    """Sort key of the lines of go.sum, in Go's order: by module, version, and the zip before its go.mod."""
    module, version = line.split()[:2]
    plain, _, suffix = version.partition("/")
    return module, semver_key(plain), plain, suffix


def go_key(version: str) -> GoKey:
    """Sort key of go directives: ``1.24`` < ``1.24rc1`` < ``1.24.0`` < ``1.24.1``; what is none sorts first.

    Before Go 1.21 a release had no ``.0``: ``1.20`` is the release there, above ``1.20rc1``.
    """
    main, _, rest = version.partition(".")
    digits = len(rest) - len(rest.lstrip("0123456789"))
    minor, tail = rest[:digits], rest[digits:]
    if not is_number(main) or not is_number(minor):
        return (-1, -1), 0, 0
    numbers = int(main), int(minor)
    if not tail:
        return numbers, 3 if numbers < (1, 21) else 0, 0
    if tail.startswith("."):
        patch = tail[1:].partition("-")[0]
        return numbers, 3, int(patch) if is_number(patch) else 0
    for rank, name in ((1, "beta"), (2, "rc")):
        if tail.startswith(name) and is_number(tail[len(name) :]):
            return numbers, rank, int(tail[len(name) :])
    return numbers, 0, 0


def is_go_version(version: str) -> bool:
    """Whether this is a version as the go directive has it."""
    return go_key(version)[0] >= (0, 0)


def go_minor(version: str) -> int | None:
    """N of ``1.N``, ``1.N.P``, ``1.NrcP``; None for anything else (x/mod/modfile.GoVersionRE)."""
    parts = version.split(".")
    if len(parts) not in (2, 3) or parts[0] != "1":
        return None
    for mark in ("rc", "beta", "alpha"):
        head, found, tail = parts[-1].partition(mark)
        if found:
            parts[-1:] = [head, tail]
            break
    plain = all(is_number(part) and (part == "0" or part[0] != "0") for part in parts)
    return int(parts[1]) if plain else None


def is_number(text: str) -> bool:
    """Whether this is a number of a sane length: Python refuses to read one of thousands of digits."""
    return text.isascii() and text.isdigit() and len(text) < 100


def _part(text: str) -> tuple[int, int, str]:
    return (0, int(text), "") if is_number(text) else (1, 0, text)
