"""A tree as the text of plan.yaml, as a careful person would write it.

``compose(write(tree))`` is the tree again, places apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as Table

from scaffold.node import Entry, Mapping, Node, Scalar, Sequence
from scaffold.plan.yaml_scalars import MAX_SIMPLE_KEY, block, means_other, needs_own_line, on_one_line, plain_safe

MAX_WIDTH = 100
"""Columns of a list or mapping in brackets."""

Comments = Table[int, list[str]]
"""Lines to print above a node, without their ``#``, by the node's id."""


def write(tree: Node, comments: Comments | None = None, header: Iterable[str] = ()) -> str:
    """The document. `header` are comment lines at its top."""
    writer = _Writer(comments or {})
    for line in header:
        writer.comment(line, "")
    if isinstance(tree, Mapping) and tree.entries:
        writer.sections(tree)
    else:
        writer.value("", tree, "", "")
    return "\n".join(writer.lines) + "\n"


class _Writer:
    """The lines so far. Every method writes a node whose parent stands at `indent`."""

    def __init__(self, comments: Comments) -> None:
        self.lines: list[str] = []
        self.comments = comments
        self.told = any(comments.values())

    def comment(self, text: str, indent: str) -> None:
        """A comment, on as many lines as it has."""
        for line in text.splitlines() or [""]:
            clean = "".join(char if char.isprintable() else " " for char in line).rstrip()
            self.lines.append(f"{indent}# {clean}".rstrip())

    def sections(self, tree: Mapping) -> None:
        """The entries of the document, apart from each other where they have several lines."""
        apart = bool(self.lines)
        for number, entry in enumerate(tree.entries):
            before = len(self.lines)
            self.entry(entry, "")
            several = len(self.lines) - before > 1
            # A blank line behind a block that keeps its last lines would be one of them.
            if (apart or (several and number)) and before and self.lines[before - 1]:
                self.lines.insert(before, "")
            apart = several

    def entry(self, entry: Entry, indent: str) -> None:
        """A key and what stands behind it."""
        for line in self.comments.get(id(entry.value), ()):
            self.comment(line, indent)
        self.keyed(entry, indent, indent)

    def keyed(self, entry: Entry, lead: str, indent: str) -> None:
        """A key and its value; `lead` stands before the key, `indent` is the indentation of the mapping."""
        key = on_one_line(entry.key.value, entry.key.plain and entry.key.value not in ("", "<<"))
        if len(key) > MAX_SIMPLE_KEY:
            self.lines.append(f"{lead}? {key}")
            lead, key = indent, ""
        self.value(f"{lead}{key}:", entry.value, indent, " ")

    def value(self, lead: str, node: Node, indent: str, gap: str) -> None:
        """What stands behind `lead`, on its line or below."""
        if isinstance(node, Scalar):
            found = block(node.value, f"{indent}  ")
            if found is None:
                text = on_one_line(node.value, node.plain)
                self.lines.append(f"{lead}{gap}{text}" if text else lead)
            else:
                self.lines.append(f"{lead}{gap}{found[0]}")
                self.lines += found[1:]
            return
        short = self.in_brackets(node, isinstance(node, Sequence), MAX_WIDTH - len(lead) - 1)
        if short is not None:
            self.lines.append(f"{lead}{gap}{short}")
            return
        if lead:
            self.lines.append(lead)
        inner = f"{indent}  " if lead else indent
        if isinstance(node, Mapping):
            for entry in node.entries:
                self.entry(entry, inner)
        else:
            self.items(node, inner)

    def items(self, node: Sequence, indent: str) -> None:
        """The items of a list, each with its dash; mappings in braces if all of them fit."""
        room = MAX_WIDTH - len(indent) - 2
        short = [
            self.in_brackets(item, True, room) if isinstance(item, Mapping) and item.entries else None
            for item in node.items
        ]
        alike = all(text is not None or isinstance(item, Scalar) for text, item in zip(short, node.items, strict=True))
        for item, text in zip(node.items, short, strict=True):
            for line in self.comments.get(id(item), ()):
                self.comment(line, indent)
            if text is not None and alike:
                self.lines.append(f"{indent}- {text}")
            elif isinstance(item, Mapping) and item.entries:
                self.item(item, indent)
            elif isinstance(item, Sequence) and item.items and self.in_brackets(item, True, room) is None:
                self.lines.append(f"{indent}-")
                self.items(item, f"{indent}  ")
            else:
                self.value(f"{indent}-", item, indent, " ")

    def item(self, item: Mapping, indent: str) -> None:
        """A mapping behind a dash, its first key on the dash's line."""
        inner = f"{indent}  "
        for number, entry in enumerate(item.entries):
            if number:
                self.entry(entry, inner)
                continue
            # A comment for the first key has no place between the dash and it.
            for line in self.comments.get(id(entry.value), ()):
                self.comment(line, indent)
            self.keyed(entry, f"{indent}- ", inner)

    def in_brackets(self, node: Node, mappings: bool, room: int) -> str | None:
        """A list or mapping on one line, if that is how a person would write it: short, and words in lists."""
        if isinstance(node, Scalar):
            return None
        if isinstance(node, Mapping):
            if not node.entries:
                return "{}"
            parts = self.pairs(node) if mappings else None
            text = None if parts is None else "{" + ", ".join(parts) + "}"
        else:
            words = [self.word(item) for item in node.items]
            text = None if None in words else "[" + ", ".join(filter(None, words)) + "]"
        if text is None or len(text) > room or (self.told and self.has_comment(node)):
            return None
        return text

    def pairs(self, node: Mapping) -> list[str] | None:
        """The entries of a mapping in braces: texts of one line and lists of words."""
        parts = []
        for key, value in node.entries:
            if not plain_safe(key.value, True) or means_other(key.value):
                return None
            if isinstance(value, Scalar):
                if not self.fits(value):
                    return None
                text = on_one_line(value.value, value.plain, True)
            elif isinstance(value, Sequence):
                found = self.in_brackets(value, False, MAX_WIDTH)
                if found is None:
                    return None
                text = found
            else:
                return None
            parts.append(f"{key.value}: {text}")
        return parts

    def word(self, node: Node) -> str | None:
        """An item of a list in brackets; None for what is better on a line of its own."""
        if not isinstance(node, Scalar) or not self.fits(node) or not node.value or " " in node.value:
            return None
        return on_one_line(node.value, node.plain, True)

    @staticmethod
    def fits(node: Scalar) -> bool:
        """Whether a text may stand in brackets."""
        text = node.value
        if len(text) > MAX_WIDTH or not text.isprintable() or (node.plain and not text):
            return False
        return not needs_own_line(text, node.plain)

    def has_comment(self, node: Node) -> bool:
        """Whether something inside a node has a comment."""
        if isinstance(node, Scalar):
            return False
        inner = [entry.value for entry in node.entries] if isinstance(node, Mapping) else node.items
        return any(id(each) in self.comments or self.has_comment(each) for each in inner)
