"""A text that matches a regular expression, for samples."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.kube import re2
from scaffold.kube.re2_classes import Ranges, holds
from scaffold.kube.re2_tree import Tree

_LONGEST = 200
_BRANCHES = 4
_PREFERRED = "ae1b0A-_./:@# "


def matches(pattern: str) -> Iterator[str]:
    """Texts that probably match a pattern of RE2, short ones first; the caller makes sure."""
    tree = re2.parsed(pattern)
    if tree is None or tree.size > 50 * _LONGEST:
        return
    seen = set()
    for more in (0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144):
        for branch in range(_BRANCHES):
            text = _text(tree, more, branch)
            if text is not None and text not in seen:
                seen.add(text)
                yield text


def _text(tree: Tree, more: int, branch: int) -> str | None:
    """A text of at most `_LONGEST` characters; None where there is none with these choices."""
    match tree.op:
        case "chars":
            return _member(tree.chars)
        case "assertion":
            return ""
        case "choice":
            return _text(tree.parts[branch % len(tree.parts)], more, branch)
        case "repeat":
            return _repeated(tree, more, branch)
    out = ""
    for part in tree.parts:
        text = _text(part, more, branch)
        if text is None or len(out) + len(text) > _LONGEST:
            return None
        out += text
    return out


def _repeated(tree: Tree, more: int, branch: int) -> str | None:
    count = tree.least + more if tree.most < 0 else min(tree.most, tree.least + more)
    if count == 0:
        return ""
    text = _text(tree.parts[0], more if count == 1 else 0, branch)
    return None if text is None or len(text) * count > _LONGEST else text * count


def _member(chars: Ranges) -> str | None:
    """A character of a set: a usual one where it has one."""
    for char in _PREFERRED:
        if holds(chars, ord(char)):
            return char
    return next((chr(low) for low, _ in chars if not 0xD800 <= low <= 0xDFFF), None)
