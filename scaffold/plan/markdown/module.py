"""The module path wherever a document states it: a label, sentence, table row, front matter; else its imports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from scaffold.golang.loose import imported_paths
from scaffold.golang.pins import requirements
from scaffold.markdown.blocks import Document, Heading, Paragraph, Table, walk
from scaffold.plan.markdown.placing import Placed
from scaffold.source import Text

_PATH: Final = r"(?P<path>[A-Za-z0-9][\w-]*(?:\.[\w-]+)+(?:/[\w~-]+(?:\.[\w~-]+)*)+)"
_SENTENCE: Final = (
    r"\b(?:the|our|as(?:[ \t]+the)?|a|new)[ \t]+Go[ \t]+module(?:[ \t]+path)?(?:[ \t]+(?:is|will be|named|called|at))?"
    r"[ \t:]*[`\"*]*"
)
_STATED: Final = re.compile(
    rf"^[\W_]*(?:go[ \t]+)?module(?:[ \t]+(?:path|name))?[\W_]*[:=|][\W_]*{_PATH}[\W_]*$"
    rf"|{_SENTENCE}{_PATH.replace('path>', 'said>')}"
    rf"|\bmodule[ \t]+path[ \t]+(?:is|will be)[ \t]+[`\"*]*{_PATH.replace('path>', 'is>')}",
    re.IGNORECASE | re.MULTILINE,
)
_REPOSITORY: Final = re.compile(
    rf"^[\W_]*(?:git(?:hub)?[ \t]+)?(?:repository|repo)[\W_]*[:|][\W_]*(?:https?://)?{_PATH}[\W_]*$",
    re.IGNORECASE | re.MULTILINE,
)
_FRONT: Final = re.compile(
    rf"^[ \t]*[\"']?(?:go[_-]?)?module(?:[_-]?path)?[\"']?:[ \t]*[\"']?{_PATH}[\"']?[ \t]*\r?(?:#.*)?$",
    re.MULTILINE | re.IGNORECASE,
)


class StatedModule(NamedTuple):
    """A module path where it stands. `guess` says what it was taken from where nothing calls it the module."""

    path: Text
    guess: str


def find_module(document: Document, placed: Iterable[Placed]) -> StatedModule | None:
    """What the prose, the front matter or the imports say; None where they say nothing, or several things."""
    if document.front is not None:
        found = _FRONT.search(document.front.value)
        if found is not None:
            return StatedModule(document.front.part(*found.span("path")), "")
    for text in _texts(document):
        stated = _match(_STATED, text)
        if stated is not None:
            return StatedModule(stated, "")
    for text in _texts(document):
        stated = _match(_REPOSITORY, text)
        if stated is not None:
            return StatedModule(_without_suffix(stated), "the repository's address")
    return _imported(list(placed))


def _texts(document: Document) -> Iterator[Text]:
    for block in walk(document.blocks):
        if isinstance(block, Paragraph | Heading):
            yield block.text
        elif isinstance(block, Table):
            for row in (block.header, *block.rows):
                if len(row) == 2:
                    yield row[0].source.whole().part(row[0].origin(0), row[1].origin(max(len(row[1].value) - 1, 0)) + 1)


def _match(pattern: re.Pattern[str], text: Text) -> Text | None:
    if "odule" not in text.value and "repo" not in text.value.lower():
        return None
    found = pattern.search(text.value)
    if found is None:
        return None
    name = next(name for name, value in found.groupdict().items() if value)
    return text.part(*found.span(name))


def _without_suffix(path: Text) -> Text:
    return path.part(0, len(path.value.removesuffix(".git")))


def _imported(placed: list[Placed]) -> StatedModule | None:
    """The one prefix with which imports lead to the document's own packages."""
    folders = {each.home.folder for each in placed if each.sure}
    prefixes: dict[str, Text] = {}
    for each in placed:
        for path in imported_paths(each.piece.text.value, each.piece.chunks):
            if "." not in path.partition("/")[0] or not requirements([path]).unknown:
                continue
            for folder in folders - {each.home.folder}:
                prefix = path.removesuffix(f"/{folder}")
                if prefix != path and "/" in prefix:
                    start = each.piece.text.value.find(prefix)
                    prefixes.setdefault(prefix, each.piece.text.part(start, start + len(prefix)))
    if len(prefixes) != 1:
        return None
    return StatedModule(next(iter(prefixes.values())), "the imports of its own packages")
