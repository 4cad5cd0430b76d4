"""Lists and labelled lines as values: what the prose parts of a plan are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from scaffold.markdown.blocks import Block, Item, List, Paragraph
from scaffold.markdown.inline import Labelled, labels, plain, strip
from scaffold.source import Text, joined

_TASK = re.compile(r"\[([ xX])\]\s+")


class Value(NamedTuple):
    """A label with what stands behind it: one text, and the items of a list under it."""

    label: Text
    text: Text
    items: tuple[Text, ...]


class Entry(NamedTuple):
    """An item of a list: ``**head**: rest``, or only a rest. `done` is None where it is no task."""

    head: Text | None
    rest: Text
    done: bool | None
    labels: tuple[Labelled, ...]


def flow(text: Text) -> Text:
    """Wrapped lines as one."""
    if "\n" not in text.value:
        return strip(text)
    pieces: list[str | Text] = []
    at = 0
    for line in text.value.split("\n"):
        part = strip(text.part(at, at + len(line)))
        at += len(line) + 1
        if part.value.rstrip("\\"):
            pieces += [" ", part] if pieces else [part]
    return joined(pieces) if pieces else text.part(0, 0)


def prose(blocks: list[Block]) -> Text | None:
    """The paragraphs and lists of a part as one text: a blank line between paragraphs, a line an item."""
    pieces: list[str | Text] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            pieces += ["\n\n" if pieces else "", flow(block.text)]
        elif isinstance(block, List):
            for text in _firsts(block):
                pieces += ["\n" if pieces else "", "- ", flow(text.text)]
    return joined([piece for piece in pieces if piece != ""]) if pieces else None


def whole(entry: Entry) -> Text:
    """An item's text, its head included."""
    head, rest = entry.head, entry.rest
    if head is None or not rest.value:
        return rest if head is None else head
    return joined([head, ": ", rest])


def items(blocks: list[Block] | tuple[Block, ...]) -> Iterator[Item]:
    """The items of the lists among the blocks."""
    for block in blocks:
        if isinstance(block, List):
            yield from block.items


def values(blocks: list[Block] | tuple[Block, ...]) -> list[Value]:
    """Every label among the blocks, in paragraphs and in items; items under a label are its list."""
    found: list[Value] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found += [Value(each.label, flow(each.value), ()) for each in labels(block.text)[1]]
        elif isinstance(block, List):
            for item in block.items:
                inner = values([part for part in item.blocks if isinstance(part, Paragraph)])
                nested = tuple(flow(part.text) for sub in item.blocks if isinstance(sub, List) for part in _firsts(sub))
                if inner and nested:
                    inner[-1] = inner[-1]._replace(items=nested)
                found += inner
    return found


def _firsts(block: List) -> Iterator[Paragraph]:
    for item in block.items:
        if item.blocks and isinstance(item.blocks[0], Paragraph):
            yield item.blocks[0]


def entries(blocks: list[Block] | tuple[Block, ...]) -> Iterator[Entry]:
    """Every item of the lists among the blocks: task mark, head and rest."""
    for item in items(blocks):
        if not item.blocks or not isinstance(item.blocks[0], Paragraph):
            continue
        text = item.blocks[0].text
        task = _TASK.match(text.value)
        if task is not None:
            text = text.part(task.end(), len(text.value))
        before, found = labels(text)
        head, rest = _parted(text, before, found)
        yield Entry(head, rest, None if task is None else task[1] != " ", tuple(found))


def _parted(text: Text, before: Text, found: list[Labelled]) -> tuple[Text | None, Text]:
    if found and not before.value:
        return found[0].label, flow(found[0].value)
    bold = re.match(r"(\*\*|__)(.+?)\1[ \t]*", text.value)
    if bold is not None:
        rest = text.part(bold.end(), len(text.value))
        lead = re.match(r"[:–—-]\s*", rest.value)  # noqa: RUF001 - dashes of all lengths
        return strip(text.part(*bold.span(2))), flow(rest.part(lead.end() if lead else 0, len(rest.value)))
    return None, flow(text)


def split(text: Text) -> tuple[Text, Text | None]:
    """``head: rest`` at the first colon followed by a space."""
    found = re.search(r":\s", text.value)
    if found is None:
        return strip(text), None
    return strip(text.part(0, found.start())), strip(text.part(found.end(), len(text.value)))


def bare(text: Text) -> Text:
    """One line without marks."""
    return flow(plain(text))
