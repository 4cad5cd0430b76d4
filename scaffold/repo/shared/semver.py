"""The order of module versions and of Go versions."""

from __future__ import annotations

VersionKey = tuple[tuple[int, int, int], int, tuple[tuple[int, int, str], ...]]
"""Sorts as semantic versions do: the three numbers, release after pre-releases, the pre-release's parts."""

_NONE: VersionKey = ((-1, -1, -1), 0, ())


def version_key(version: str) -> VersionKey:
    """The sort key of a module version such as ``v1.2.3-pre.1+incompatible``; what is none sorts first."""
    if not is_version(version):
        return _NONE
    core, dash, pre = version[1:].partition("+")[0].partition("-")
    major, minor, patch = map(int, core.split("."))
    return (major, minor, patch), 0 if dash else 1, tuple(map(_part, pre.split("."))) if dash else ()


def is_version(version: str) -> bool:
    """Whether this is a whole semantic version with its ``v``, as requirements have it."""
    core = version[1:].partition("+")[0].partition("-")[0]
    numbers = core.split(".")
    return version.startswith("v") and len(numbers) == 3 and all(map(_is_number, numbers))


def is_go_version(version: str) -> bool:
    """Whether this is a version as the go directive has it."""
    return go_key(version)[0] >= (0, 0)


def go_key(version: str) -> tuple[tuple[int, int], int, int]:
    """The sort key of a Go version: ``1.21`` < ``1.21rc1`` < ``1.21.0`` < ``1.21.1``; what is none sorts first."""
    main, _, rest = version.partition(".")
    digits = len(rest) - len(rest.lstrip("0123456789"))
    minor, tail = rest[:digits], rest[digits:]
    if not _is_number(main) or not _is_number(minor):
        return (-1, -1), 0, 0
    numbers = int(main), int(minor)
    if not tail:
        return numbers, 0, 0
    if tail.startswith("."):
        patch = tail[1:].partition("-")[0]
        return numbers, 3, int(patch) if _is_number(patch) else 0
    for rank, name in ((1, "beta"), (2, "rc")):
        if tail.startswith(name) and _is_number(tail[len(name) :]):
            return numbers, rank, int(tail[len(name) :])
    return numbers, 0, 0


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 100


def _part(text: str) -> tuple[int, int, str]:
    return (0, int(text), "") if _is_number(text) else (1, 0, text)
