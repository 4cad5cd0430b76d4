"""Comments inside formatted code: the indentation of ``/* … */``, and doc comments in canonical form."""

from __future__ import annotations

from collections.abc import Sequence

from scaffold.golang.docblocks import canonical_once
from scaffold.golang.gofmt.nodes import Comment


def _is_blank(text: str) -> bool:
    return all(char <= " " for char in text)


def _common(a: str, b: str) -> str:
    """The common beginning of two lines, as far as it is white or stars."""
    size = 0
    for one, other in zip(a, b, strict=False):
        if one != other or not (one <= " " or one == "*"):
            break
        size += 1
    return a[:size]


def strip_prefix(lines: list[str]) -> list[str]:
    """The lines of a ``/* … */`` comment without the indentation that its inner lines share.

    A column of stars stays aligned, and so does text that was indented relative to the opening.
    """
    if len(lines) <= 1:
        return lines
    lines = list(lines)
    prefix = None
    for index in range(1, len(lines) - 1):
        if _is_blank(lines[index]):
            lines[index] = ""
        else:
            prefix = _common(lines[index] if prefix is None else prefix, lines[index])
    if prefix is None:
        prefix = _common(lines[-1], lines[-1])
    stars = "*" in prefix
    prefix = prefix[: prefix.index("*")].removesuffix(" ") if stars else _without_opening(prefix, lines[0])
    before = lines[-1].partition("*/")[0]
    if _is_blank(before):
        lines[-1] = prefix + (" */" if stars else "*/")
    else:
        prefix = _common(prefix, lines[-1])
    return [line[len(prefix) :] if index and line else line for index, line in enumerate(lines)]


def _without_opening(prefix: str, first: str) -> str:
    """`prefix` less what makes up for the ``/*`` and the blanks behind it."""
    if _is_blank(first[2:]):
        blanks = len(prefix) - len(prefix.rstrip(" "))
        if blanks:
            return prefix[: len(prefix) - min(blanks, 3)]
        return prefix.removesuffix("\t")
    size = 2
    while size < len(first) and first[size] <= " ":
        size += 1
    space = first[2:size]
    return prefix.removesuffix(space if space.startswith("\t") else "  " + space)


def is_directive(text: str) -> bool:
    """Whether the text right behind ``//`` is an instruction to a Go tool, which gofmt keeps apart from prose."""
    if text.startswith(("line ", "extern ", "export ")):
        return True
    name, colon, rest = text.partition(":")
    return bool(colon and name and rest) and _is_lower(name) and _is_lower(rest[0])


def _is_lower(text: str) -> bool:
    return all("a" <= char <= "z" or "0" <= char <= "9" for char in text)


def reformat(group: Sequence[Comment]) -> list[Comment]:
    """A doc comment as gofmt prints it; all of it keeps the place of its first line."""
    first = group[0]
    if first.text.startswith("/*"):
        if len(group) > 1 or "\n" not in first.text or _all_stars(first.text):
            return list(group)
        lines = canonical_once(first.text[2:-2].split("\n"))
        text = "".join([f"{line}\n" for line in lines])
        return [Comment(first.pos, first.end, f"/*\n{text}*/")]
    prose: list[str] = []
    directives: list[str] = []
    for comment in group:
        if not comment.text.startswith("//"):
            return list(group)
        text = comment.text[2:]
        if is_directive(text):
            directives.append(comment.text)
        else:
            prose.append(text.removeprefix(" "))
    if not prose:
        return list(group)
    out = [f"//{line}" if not line or line[0] == "\t" else f"// {line}" for line in canonical_once(prose)]
    if directives:
        out += ["//", *directives]
    return [Comment(first.pos, first.end, text) for text in out]


def _all_stars(text: str) -> bool:
    return all(line.lstrip(" \t")[:1] in ("*", "") for line in text.split("\n")[1:])
