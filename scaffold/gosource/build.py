"""Which files of a folder the go command would compile, for linux/amd64 without cgo."""

from __future__ import annotations

import re

from scaffold.golang.identifiers import KNOWN_ARCH, KNOWN_OS
from scaffold.golang.stdlib import go_version

_TRUE = frozenset(["linux", "amd64", "unix", "gc"])
_CONSTRAINT = re.compile(r"^//go:build[ \t]+(.*)$", re.MULTILINE)
_WORDS = re.compile(r"\s*(&&|\|\||!|\(|\)|[\w.]+)")
_MAX_DEPTH = 100


def is_compiled(name: str, text: str) -> bool:
    """Whether a file belongs to the package: no test, not of another platform, its build constraint met."""
    if not name.endswith(".go") or name[0] in "_." or name.endswith("_test.go"):
        return False
    parts = name.removesuffix(".go").split("_")[1:]
    if parts and parts[-1] in KNOWN_ARCH:
        if parts[-1] not in _TRUE:
            return False
        parts.pop()
    if parts and parts[-1] in KNOWN_OS and parts[-1] not in _TRUE:
        return False
    head = text[: _package_at(text)]
    found = _CONSTRAINT.search(head)
    return found is None or _holds(found[1])


def required_go(text: str) -> str:
    """The Go release that a file's build constraint asks for, such as ``1.21``; empty for none."""
    constraint = _CONSTRAINT.search(text[: _package_at(text)])
    releases = re.findall(r"(?<![!\w.])go1\.(\d{1,4})\b", constraint[1]) if constraint is not None else []
    if constraint is None or not releases:
        return ""
    # Of alternatives the lowest release is enough.
    choose = min if "||" in constraint[1] else max
    return f"1.{choose(map(int, releases))}"


def _package_at(text: str) -> int:
    found = re.search(r"^package\b", text, re.MULTILINE)
    return found.start() if found else len(text)


def _holds(expression: str) -> bool:
    """The value of a build constraint; one that cannot be read holds."""
    words: list[str] = []
    at = 0
    code = expression.partition("//")[0].strip()
    while at < len(code):
        found = _WORDS.match(code, at)
        if found is None or len(words) > 1000:
            return True
        words.append(found[1])
        at = found.end()
    try:
        value, rest = _either(words, 0)
    except (IndexError, RecursionError):
        return True
    return value if rest == len(words) else True


def _either(words: list[str], at: int, depth: int = 0) -> tuple[bool, int]:
    value, at = _both(words, at, depth)
    while at < len(words) and words[at] == "||":
        other, at = _both(words, at + 1, depth)
        value = value or other
    return value, at


def _both(words: list[str], at: int, depth: int) -> tuple[bool, int]:
    value, at = _one(words, at, depth)
    while at < len(words) and words[at] == "&&":
        other, at = _one(words, at + 1, depth)
        value = value and other
    return value, at


def _one(words: list[str], at: int, depth: int) -> tuple[bool, int]:
    if depth > _MAX_DEPTH:
        raise RecursionError
    if words[at] == "!":
        value, at = _one(words, at + 1, depth + 1)
        return not value, at
    if words[at] == "(":
        value, at = _either(words, at + 1, depth + 1)
        return value, at + 1
    return _tag(words[at]), at + 1


def _tag(tag: str) -> bool:
    release = re.fullmatch(r"go1\.(\d{1,4})", tag)
    if release is not None:
        return int(release[1]) <= int(go_version().removeprefix("go").split(".")[1])
    return tag in _TRUE
