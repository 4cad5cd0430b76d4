"""Doc links (``[Name]``, ``[*Name]``, ``[Name.Member]``) in comments that move to another package.

Source: https://go.dev/doc/comment, "Doc links", and its implementation in ``go/doc/comment``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

_LINK = re.compile(r"\[(\*?)([^\W\d]\w*)((?:\.[^\W\d]\w*)?)\]")
_DEFINITION = re.compile(r"\[([^\]]+)\]: +\S")
_LIST_ITEM = re.compile(r"[ \t]+(?:[-*+•]|[0-9]+[.)])[ \t]")


def qualify_links(doc: str, qualifier: str, declared: Container[str]) -> str:
    """`doc` with ``[Name]`` written as ``[qualifier.Name]`` for each name that is `declared`.

    `declared` are the names of the package that the comment comes from, and `qualifier` is what the file that it goes
    to calls that package. Blocks of code, link definitions and the links that they define stay as they are.
    """
    if "[" not in doc:
        return doc
    lines = doc.split("\n")
    defined = {match[1] for line in lines if (match := _DEFINITION.match(line))}

    def replace(match: re.Match[str]) -> str:
        star, name, member = match.groups()
        if name not in declared or match[0][1:-1] in defined or not _is_doc_link(match):
            return match[0]
        return f"[{star}{qualifier}.{name}{member}]"

    return "\n".join(line if _is_verbatim(line) else _LINK.sub(replace, line) for line in lines)


def _is_verbatim(line: str) -> bool:
    is_code = line[:1] in (" ", "\t") and not _LIST_ITEM.match(line)
    return is_code or _DEFINITION.match(line) is not None


def _is_doc_link(match: re.Match[str]) -> bool:
    """Whether Go sees a doc link: blanks, punctuation or the line's ends are around it."""
    before = match.string[: match.start()][-1:]
    after = match.string[match.end() :][:1]
    return all(not char or char in " \t" or unicodedata.category(char).startswith("P") for char in (before, after))
