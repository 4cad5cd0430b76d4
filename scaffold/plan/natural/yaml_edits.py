"""Edits of YAML that keep its comments, its order and its layout: what every fix of a plan is made of.

Offsets are those of the text that the tree was composed from. A function that cannot do its edit returns None: the
message is then given without a fix.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection

from scaffold.fixes import Edit
from scaffold.node import Entry, Mapping, Node, Scalar, Sequence
from scaffold.plan.yaml_scalars import on_one_line

Edits = list[Edit]

_SHARED = re.compile(r"(?:^|[\s\[{,])(?:&[^\s,\[\]{}]+\s|<<\s*:|\?\s)", re.MULTILINE)

_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#[^\r\n]*", re.MULTILINE)


def named(entry: Entry) -> list[str] | None:
    """The name of an entry as an entry of its own mapping; None where that has another name."""
    own = entry.value.get("name") if isinstance(entry.value, Mapping) else None
    if own is not None:
        return [] if isinstance(own, Scalar) and own.value == entry.key.value else None
    return [f"name: {on_one_line(entry.key.value, entry.key.plain, True)}"]


class Yaml:
    """The text of a document, with the edits that can be made in it."""

    def __init__(self, text: str, tree: Node | None) -> None:
        self.text = text
        self.comments = _comments(text, tree)
        self.can_edit = _SHARED.search(text) is None
        """Whether each node stands in the document where it means something: anchors and merge keys are not edited."""

    # --- places ------------------------------------------------------------------------------------------------------

    def is_flow(self, node: Node) -> bool:
        """Whether a list or mapping stands in brackets."""
        return self.text[node.span.start : node.span.start + 1] in ("[", "{")

    def line_start(self, at: int) -> int:
        """Where the line of an offset begins."""
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Where the line of an offset ends: at its line break, or the end of the document."""
        end = self.text.find("\n", at)
        if end < 0:
            return len(self.text)
        return end - 1 if end > at and self.text[end - 1] == "\r" else end

    def next_line(self, at: int) -> int:
        """Where the line behind that of an offset begins, or the document ends."""
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end + 1

    def column(self, at: int) -> int:
        """Characters before an offset in its line."""
        return at - self.line_start(at)

    def begins_line(self, at: int) -> bool:
        """Whether nothing but white space stands before an offset in its line."""
        return not self.text[self.line_start(at) : at].strip()

    def entry_end(self, entry: Entry) -> int:
        """Where an entry ends: behind its value, or behind the colon where there is none."""
        colon = self.text.find(":", entry.key.span.end)
        return max(entry.value.span.end, colon + 1 if 0 <= colon <= self.line_end(entry.key.span.end) else 0)

    def lines(self, first: Entry, last: Entry | None = None) -> tuple[int, int] | None:
        """The whole lines of entries of a block, with the last line break; None where something else is on them."""
        start = first.key.span.start
        end = self.line_end(self.entry_end(last or first))
        rest = self.text[self.entry_end(last or first) : end].strip()
        if not self.begins_line(start) or (rest and not rest.startswith("#")):
            return None
        return self.line_start(start), self.next_line(end)

    def raw(self, node: Node) -> str:
        """The text of a node as it stands there."""
        return self.text[node.span.start : node.span.end]

    def with_comments(self, edits: Edits) -> Edits:
        """Edits that keep the comments of what they replace: those that are in no new text stand above it."""
        if not self.comments:
            return edits
        kept = {match[0] for edit in edits if "#" in edit.text for match in _COMMENT.finditer(edit.text)}
        found: Edits = []
        for edit in edits:
            first = bisect_left(self.comments, (edit.start, 0))
            last = bisect_left(self.comments, (edit.end, 0))
            said = [self.text[start:end] for start, end in self.comments[first:last]]
            lost = [words for words in said if words not in kept]
            if not lost:
                found.append(edit)
                continue
            start = self.line_start(edit.start)
            line = self.text[start : self.line_end(start)]
            indent = " " * (len(line) - len(line.lstrip(" ")))
            lines = "".join(f"{indent}{words}\n" for words in lost)
            if start == edit.start:
                found.append(edit._replace(text=lines + edit.text))
            else:
                found += [Edit(start, start, lines), edit]
        return found

    # --- edits of entries --------------------------------------------------------------------------------------------

    def rename(self, key: Scalar, name: str) -> Edits:
        """Another key in the place of this one."""
        return [Edit(key.span.start, key.span.end, name)]

    def replace(self, node: Node, text: str) -> Edits:
        """Another text in the place of a node."""
        start, end = node.span.start, node.span.end
        gap = " " if start == end and self.text[start - 1 : start].strip() else ""
        return [Edit(start, end, gap + text)]

    def set_scalar(self, node: Scalar, value: str, flow: bool) -> Edits:
        """Another text for a scalar, quoted where it needs quotes; `flow`: it stands in brackets."""
        return self.replace(node, on_one_line(value, True, flow))

    def remove(self, mapping: Mapping, entry: Entry) -> Edits | None:
        """The mapping without an entry."""
        entries = mapping.entries
        at = next(index for index, other in enumerate(entries) if other is entry)
        if self.is_flow(mapping):
            if at:
                return [Edit(self.entry_end(entries[at - 1]), self.entry_end(entry), "")]
            end = entries[1].key.span.start if len(entries) > 1 else self.entry_end(entry)
            return [Edit(entry.key.span.start, end, "")]
        whole = self.lines(entry)
        if whole is not None:
            return [Edit(*whole, "")]
        # The first entry of a list's item stands behind the dash: the next one moves there.
        if at or len(entries) == 1 or self.text[self.entry_end(entry) : entries[1].key.span.start].strip():
            return None
        return [Edit(entry.key.span.start, entries[1].key.span.start, "")]

    def comment_out(self, mapping: Mapping, entry: Entry) -> Edits | None:
        """The mapping without an entry, which stays as a comment."""
        if self.is_flow(mapping):
            removed = self.remove(mapping, entry)
            end = self.line_end(mapping.span.end)
            said = " ".join(self.text[entry.key.span.start : self.entry_end(entry)].split())
            if removed is None:
                return None
            if not self.text[mapping.span.end : end].strip():
                return [*removed, Edit(end, end, f"  # {said}")]
            above = self.line_start(mapping.span.start)
            line = self.text[above : self.line_end(above)]
            return [Edit(above, above, f"{' ' * (len(line) - len(line.lstrip(' ')))}# {said}\n"), *removed]
        start, end = entry.key.span.start, self.entry_end(entry)
        if not self.begins_line(start) and len(mapping.entries) == 1:
            return None
        column = self.column(start)
        edits = [Edit(start, start, "# ")]
        at = self.text.find("\n", start, end)
        while at >= 0:
            line = self.text[at + 1 : self.line_end(at + 1)]
            if line.strip():
                place = at + 1 + min(column, len(line) - len(line.lstrip()))
                edits.append(Edit(place, place, "# "))
            at = self.text.find("\n", at + 1, end)
        return edits

    def add(self, mapping: Mapping, after: Entry, key: str, value: str) -> Edits:
        """The mapping with a further entry behind one that it has; `value` is YAML on one line."""
        end = self.entry_end(after)
        if self.is_flow(mapping):
            return [Edit(end, end, f", {key}: {value}")]
        end = self.line_end(end)
        return [Edit(end, end, f"\n{' ' * self.column(after.key.span.start)}{key}: {value}")]

    # --- lists and mappings ------------------------------------------------------------------------------------------

    def dash(self, item: Node) -> int | None:
        """Where the dash of an item of a block list stands."""
        start = item.span.start
        at = self.text.rfind("-", self.line_start(start), start)
        return at if at >= 0 and not self.text[at + 1 : start].strip() else None

    def itemize(
        self,
        mapping: Mapping,
        item: Callable[[Entry, bool], str | None],
        leads: Callable[[Entry], list[str] | None] = named,
    ) -> Edits | None:
        """A mapping of names as a list. `item` gives the YAML of an entry as one item; the flag says: in brackets.

        Where it gives none, the entry's own mapping gets the entries of `leads` before those that it has.
        """
        flow = self.is_flow(mapping)
        edits: Edits = []
        if flow:
            edits.append(Edit(mapping.span.start, mapping.span.start + 1, "["))
        for entry in mapping.entries:
            text = item(entry, flow)
            if text is not None:
                lead = "" if flow else "- "
                edits.append(Edit(entry.key.span.start, self.entry_end(entry), lead + text))
                continue
            found = leads(entry)
            inside = None if found is None else self._lead_inside(entry, flow, found)
            if inside is None:
                return None
            edits.append(inside)
        end = mapping.span.end
        # The extent of the fix is the whole mapping: what is inside depends on what its entries begin with.
        return [*edits, Edit(end - 1, end, "]") if flow else Edit(end, end, "")]

    def _lead_inside(self, entry: Entry, flow: bool, leads: list[str]) -> Edit | None:
        """``Name: {…}`` as an item that begins with the entries of `leads`."""
        start, value = entry.key.span.start, entry.value
        dash = "" if flow else "- "
        together = ", ".join(leads)
        if isinstance(value, Scalar):
            return Edit(start, self.entry_end(entry), f"{dash}{{{together}}}") if value.is_null else None
        if not isinstance(value, Mapping):
            return None
        if self.is_flow(value):
            more = ", " if value.entries and leads else ""
            return Edit(start, value.span.start + 1, f"{dash}{{{together}{more}")
        column = self.column(value.span.start)
        gap = column - self.column(start) - 1
        if flow or gap < 0 or not (self.begins_line(value.span.start) and self.begins_line(start)):
            return None
        # What is inside stays where it is; the dash stands before it, or on a line of its own.
        indent = f"\n{' ' * column}"
        lead = "-" if not leads else f"-{' ' * gap}" if gap else f"-{indent}"
        return Edit(start, self.text.index(":", entry.key.span.end) + 1, lead + indent.join(leads))

    def unwrap_item(self, mapping: Mapping) -> Edits | None:
        """``- Name: {…}``, an item with one pair, as an item that says its name itself."""
        entry = mapping.entries[0]
        value = entry.value
        found = named(entry)
        if not found:
            return None
        name = on_one_line(entry.key.value, entry.key.plain, True)
        if isinstance(value, Mapping) and self.is_flow(value):
            if self.is_flow(mapping):
                return None
            more = ", " if value.entries else ""
            return [Edit(entry.key.span.start, value.span.start + 1, f"{{name: {name}{more}")]
        if not isinstance(value, Mapping) or self.is_flow(mapping):
            return None
        colon = self.text.index(":", entry.key.span.end)
        edits = [Edit(entry.key.span.start, colon + 1, f"name: {name}")]
        extra = self.column(value.span.start) - self.column(entry.key.span.start)
        if extra < 0 or not self.begins_line(value.span.start):
            return None
        return edits + self._shift(self.next_line(colon), value.span.end, -extra)

    def indent(self, start: int, end: int, width: int) -> Edits:
        """The lines from `start`, where one begins, to `end`, further right by `width`."""
        return self._shift(start, end, width)

    def _shift(self, start: int, end: int, width: int) -> Edits:
        edits: Edits = []
        at = start
        while at < end:
            line = self.text[at : self.line_end(at)]
            if line.strip():
                if width > 0:
                    edits.append(Edit(at, at, " " * width))
                else:
                    blank = len(line) - len(line.lstrip(" "))
                    edits.append(Edit(at, at + min(-width, blank), ""))
            at = self.next_line(at)
        # What is shifted belongs to the fix as a whole: its extent ends where that ends.
        return [*(edit for edit in edits if edit.text or edit.end > edit.start), Edit(end, end, "")]

    def listed(self, node: Scalar, flow: bool) -> Edits | None:
        """A block of text (``|``) as a list of its lines."""
        header = self.text[node.span.start : node.span.start + 1]
        if header not in ("|", ">") or flow:
            return None
        end_of_header = self.line_end(node.span.start)
        edits = [Edit(self._before(node.span.start), end_of_header, "")]
        at = self.next_line(end_of_header)
        while at < node.span.end:
            end = self.line_end(at)
            line = self.text[at:end]
            text = line.strip()
            if text.startswith("//"):
                start = at + line.index("//")
                edits.append(Edit(start, start + 2, "#"))
            elif text:
                start = at + len(line) - len(line.lstrip())
                edits.append(Edit(start, end, f"- {on_one_line(text, True)}"))
            at = self.next_line(end)
        return edits

    def _before(self, at: int) -> int:
        while at and self.text[at - 1] in " \t":
            at -= 1
        return at

    # --- moving ------------------------------------------------------------------------------------------------------

    def cut(self, entry: Entry, column: int) -> tuple[Edits, str] | None:
        """The edits that take an entry of a block out, and its lines so that they begin at `column`."""
        whole = self.lines(entry)
        if whole is None:
            return None
        return [Edit(*whole, "")], self.moved(*whole, column - self.column(entry.key.span.start))

    def moved(self, start: int, end: int, width: int) -> str:
        """The lines between two offsets further right (or left) by `width`, the last of them with its line break."""
        lines = self.text[start:end].replace("\r\n", "\n").split("\n")
        if lines and not lines[-1]:
            lines.pop()
        if width < 0:
            lines = [line[min(-width, len(line) - len(line.lstrip(" "))) :] for line in lines]
        else:
            lines = [" " * width + line if line.strip() else line for line in lines]
        return "".join(f"{line}\n" for line in lines)


def block_list(node: Node | None, yaml: Yaml) -> bool:
    """Whether a node is a list with a dash for each item, on lines of their own."""
    return isinstance(node, Sequence) and bool(node.items) and not yaml.is_flow(node)


def one_pair(node: Node) -> Entry | None:
    """The entry of a mapping that has no other."""
    return node.entries[0] if isinstance(node, Mapping) and len(node.entries) == 1 else None


def texts(nodes: Collection[Node]) -> list[str] | None:
    """The values of scalars; None where one is something else, or nothing."""
    found = [node.text.value for node in nodes if isinstance(node, Scalar)]
    return found if len(found) == len(nodes) and all(found) else None


def _comments(text: str, tree: Node | None) -> list[tuple[int, int]]:
    """Where the comments of a document begin and end, in order."""
    if "#" not in text or tree is None:
        return []
    taken: list[tuple[int, int]] = []
    open_nodes: list[Node] = [tree]
    while open_nodes:
        node = open_nodes.pop()
        if isinstance(node, Scalar):
            taken.append((node.span.start, node.span.end))
        elif isinstance(node, Sequence):
            open_nodes += node.items
        else:
            for entry in node.entries:
                taken.append((entry.key.span.start, entry.key.span.end))
                open_nodes.append(entry.value)
    taken.sort()
    found: list[tuple[int, int]] = []
    for match in _COMMENT.finditer(text):
        at = bisect_right(taken, (match.start(), len(text)))
        if not at or taken[at - 1][1] <= match.start() or _begins_with_header(text, taken[at - 1], match):
            found.append(match.span())
    return found


def _begins_with_header(text: str, scalar: tuple[int, int], match: re.Match[str]) -> bool:
    """Whether a comment stands on the line of the mark of a block of text."""
    return text[scalar[0] : scalar[0] + 1] in "|>" and "\n" not in text[scalar[0] : match.start()]
