"""The walk over PyYAML's events that makes a tree of them, with its bounds: see `scaffold.plan.yaml_nodes`."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from scaffold.diagnostics import Related, Report, in_quotes
from scaffold.fixes import Fix
from scaffold.node import Entry, Mapping, Node, Scalar, Sequence
from scaffold.plan.yaml_commas import join_items, join_values
from scaffold.plan.yaml_text import scalar_segments, within
from scaffold.source import Segments, Span, Text

if TYPE_CHECKING:
    from scaffold.plan.yaml_faults import Fault

MAX_DEPTH = 100
"""Collections inside one another."""
MAX_NODES = 1_000_000
"""Scalars, lists and mappings of a document with every alias written out."""
MAX_FAULTS = 1000
"""Faults found in one document before reading gives up."""

_YAML = "tag:yaml.org,2002:"
_TAGS = {
    ScalarEvent: ("!", _YAML + "str"),
    SequenceStartEvent: ("!", _YAML + "seq"),
    MappingStartEvent: ("!", _YAML + "map"),
}
_TAG = r"!(?:<[^>]*>|[^\s,\[\]{}]*)"
# What may stand before a value: its tag and anchor, white space and comments.
_PROPERTIES = rf"(?:\s++|#[^\r\n\x85\u2028\u2029]*+|&[0-9A-Za-z_-]++|{_TAG})*+"
_SURROGATE = r"\\(?:u|U0000)[dD][89a-fA-F].."


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


def _patch_start(fault: Fault) -> int:
    return fault.patch[0] if fault.patch else fault.start


class Stop(Exception):
    """Reading gave up."""


class _Frame:
    """An open collection: `count` and `start` are those of its beginning, `items` of the collection around it."""

    __slots__ = ("anchor", "count", "flow", "items", "start")

    def __init__(self, items: list[Node], start: int, anchor: str | None, count: int, flow: bool) -> None:
        self.items = items
        self.start = start
        self.anchor = anchor
        self.count = count
        self.flow = flow


class Composer:
    """The making of one tree. `patches` are the repairs in what the parser reads; the document stays as it is."""

    def __init__(self, text: Text, report: Report, patches: list[Fault], pure: bool) -> None:
        self.text = text
        self.patches = patches
        self.pure = pure
        self.brackets = -1  # where the innermost collection begins, if it is one in brackets
        self.report = report
        self.document = text.value
        self.whole = text.segments == ((0, 0),)
        self.anchors: dict[str, tuple[Node, int] | None] = {}  # none while the collection is open
        self.unused: dict[str, Span] = {}  # anchors of plain texts that no alias has named yet
        self.count = 0
        self.last_end = 0
        self.faults = 0

    def error(
        self,
        code: str,
        message: str,
        span: Span,
        hint: str = "",
        related: tuple[Related, ...] = (),
        fix: Fix | None = None,
    ) -> None:
        """Report a fault that leaves the rest readable; `MAX_FAULTS` of them end the walk."""
        self.report.error(code, message, span, hint, related, fix)
        self.faults += 1
        if self.faults >= MAX_FAULTS:
            self.report.error("too-many-faults", f"{MAX_FAULTS} faults up to here: reading stops", span)
            raise Stop

    def run(self, parser: Any) -> Node | None:
        """Build the tree from the parser's events, without recursion."""
        get_event = parser.get_event
        stack: list[_Frame] = []
        items: list[Node] = []
        documents = 0
        while True:
            event = get_event()
            kind = type(event)
            if kind is ScalarEvent:
                self.count += 1
                items.append(self.scalar(event))
                if self.count > MAX_NODES:
                    self.too_big(event)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                start = event.start_mark.index
                if len(stack) >= MAX_DEPTH:
                    self.error(
                        "yaml-depth", f"nested more than {MAX_DEPTH} levels deep", Span(self.text, start, start + 1)
                    )
                    raise Stop
                self.count += 1
                if self.count > MAX_NODES:
                    self.too_big(event)
                if event.tag is not None:
                    start = self.check_tag(event)
                elif event.anchor is not None:
                    start = self.content_start(start)
                if event.anchor is not None:
                    self.anchors[event.anchor] = None
                self.brackets = start if event.flow_style else -1
                stack.append(_Frame(items, start, event.anchor, self.count, bool(event.flow_style)))
                items = []
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                frame = stack.pop()
                self.brackets = stack[-1].start if stack and stack[-1].flow else -1
                if frame.flow:
                    self.last_end = event.end_mark.index
                    join_all = join_values if kind is MappingEndEvent else join_items
                    items = join_all(self.document, items, self.join)
                span = Span(self.text, frame.start, max(frame.start, self.last_end))
                keyed = kind is MappingEndEvent
                node = Mapping(self.entries(items), span) if keyed else Sequence(tuple(items), span)
                if frame.anchor is not None:
                    self.anchors[frame.anchor] = (node, self.count - frame.count + 1)
                items = frame.items
                items.append(node)
            elif kind is AliasEvent:
                items.append(self.alias(event))
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    start = event.start_mark.index
                    self.error(
                        "several-documents",
                        "a second YAML document begins here",
                        Span(self.text, start, start + 3),
                        "a plan is one document",
                    )
                    break
            elif kind is StreamEndEvent:
                break
        return self.root(items)

    def root(self, items: list[Node]) -> Node | None:
        """The document's node, or an error where it has none."""
        for name, span in self.unused.items():
            self.report.warning(
                "yaml-quote",
                f"YAML takes &{name} for an anchor, and no *{name} refers to it: it is no part of the text",
                span,
                "a text that begins with & is written in quotes",
            )
        if items and not (type(items[0]) is Scalar and items[0].plain and not items[0].text.value):
            return items[0]
        self.report.error(
            "empty-document",
            "the document holds nothing but white space and comments"
            if self.document.strip()
            else "the document is empty",
            self.text.span(0, 0),
        )
        return None

    def scalar(self, event: Any) -> Scalar:
        """A leaf, with its way back to the document worked out only when somebody asks."""
        start = event.start_mark.index
        end = event.end_mark.index
        value = event.value
        style = event.style
        if self.pure and style == '"':
            self.refuse_surrogates(event)
        plain = not style
        if event.tag is not None:
            plain = False
            start = self.check_tag(event)
        elif event.anchor is not None:
            start = self.content_start(start)
        if plain and end - start == len(value) and self.whole:
            text = Text(self.text.source, value, ((0, start),))
        else:
            text = Text(self.text.source, value, partial(_segments, self.text, start, end, style, value))
        if self.patches:
            # They ascend, and a scalar has one in it, or several of one kind.
            at = bisect_left(self.patches, start, key=_patch_start)
            if at < len(self.patches) and _patch_start(self.patches[at]) < end and self.patches[at].recovered:
                text, plain = self.recovered(self.patches[at], start, end, style, value), False
        if style == "|" or style == ">":
            while end > start and self.document[end - 1].isspace():
                end -= 1
        self.last_end = end
        node = Scalar(text, plain, Span(self.text, start, end))
        if event.anchor is not None:
            self.anchors[event.anchor] = (node, 1)
            if plain and value:
                begin = event.start_mark.index
                self.unused[event.anchor] = Span(self.text, begin, begin + len(event.anchor) + 1)
        return node

    def refuse_surrogates(self, event: Any) -> None:
        """Half a UTF-16 pair is no character: libyaml refuses it, the pure parser lets it pass."""
        if any("\ud800" <= char <= "\udfff" for char in event.value):
            found = _pattern(_SURROGATE).search(self.document, event.start_mark.index)
            self.error(
                "yaml-syntax",
                f"{found[0] if found else 'this'} is no escape in double quotes",
                Span(self.text, found.start() if found else event.start_mark.index, found.end() if found else 0),
            )

    def content_start(self, at: int) -> int:
        """Where a scalar begins whose anchor or tag stands at `at`."""
        return _pattern(_PROPERTIES).match(self.document, at).end()  # type: ignore[union-attr]  # it matches the empty text

    def check_tag(self, event: Any) -> int:
        """Complain of a tag that would mean something; where the content after it begins."""
        at: int = self.content_start(event.start_mark.index)
        if event.tag not in _TAGS[type(event)]:
            start = self.document.index("!", event.start_mark.index)
            written = _pattern(_TAG).match(self.document, start)
            span = Span(self.text, start, written.end() if written else start + 1)
            self.error(
                "yaml-tag",
                f"the YAML tag {self.document[span.start : span.end]} has no meaning in a plan",
                span,
                "a text that begins with ! is written in quotes; otherwise delete the tag",
            )
        return at

    def alias(self, event: Any) -> Node:
        """The node that an alias stands for; for one that stands for nothing, its own text."""
        name = event.anchor
        start, end = event.start_mark.index, event.end_mark.index
        span = Span(self.text, start, end)
        self.last_end = end
        known = self.anchors.get(name)
        self.unused.pop(name, None)
        if known is not None:
            self.count += known[1]
            if self.count > MAX_NODES:
                self.error(
                    "yaml-aliases",
                    f"with the alias *{name} written out the document has more than {MAX_NODES:,} values",
                    span,
                )
                raise Stop
            return known[0]
        self.count += 1
        if name in self.anchors:
            self.error("yaml-aliases", f"the alias *{name} stands inside &{name}: it would contain itself", span)
        else:
            self.error(
                "unknown-alias",
                f"*{name} is an alias for YAML, and no anchor &{name} stands before it",
                span,
                f'a Go pointer type is written in quotes: "*{name}"',
                fix=in_quotes(span),
            )
        text = Text(self.text.source, "*" + name, partial(_segments, self.text, start, end, "", "*" + name))
        return Scalar(text, False, span)

    def too_big(self, event: Any) -> None:
        """End the walk at one value too many."""
        start = event.start_mark.index
        self.error(
            "yaml-size",
            f"the document has more than {MAX_NODES:,} values",
            Span(self.text, start, start),
            "split the plan",
        )
        raise Stop

    def join(self, first: Scalar, end: int) -> Scalar:
        """One scalar of the pieces that commas made of an unquoted text, with the error that asks for quotes."""
        from scaffold.plan.yaml_faults import quoted

        start = first.span.start
        span = Span(self.text, start, end)
        self.error(
            "yaml-quote",
            f"the comma ends {shown(first.text.value)}: inside brackets a text with commas needs quotes",
            span,
            f"write it in quotes: {quoted(self.document[start:end])}",
            fix=in_quotes(span),
        )
        return Scalar(self.verbatim(start, end), False, span)

    def recovered(self, fault: Fault, start: int, end: int, style: str | None, value: str) -> Text:
        """The text of a scalar that has a repair in it: what stands there, quotes or not."""
        if style:
            return self.verbatim(start + 1, end - 1)
        first, last, _ = fault.patch or (start, end, "")
        value = self.document[first:last] + value[last - first :]
        return Text(self.text.source, value, partial(_segments, self.text, start, end, "", value))

    def verbatim(self, start: int, end: int) -> Text:
        """A stretch of the document as a text."""
        value = self.document[start:end]
        return Text(self.text.source, value, partial(_segments, self.text, start, end, "", value))

    def entries(self, items: list[Node]) -> tuple[Entry, ...]:
        """The entries of a mapping from its keys and values in turn, without those that are faults."""
        found: dict[str, Entry] = {}
        merges: list[tuple[Scalar, Node]] = []
        for at in range(0, len(items), 2):
            key, value = items[at], items[at + 1]
            if type(key) is not Scalar:
                self.error(
                    "yaml-key",
                    "a key is a text, not a list or a mapping",
                    key.span,
                    "a value that begins with [ or { is written in quotes",
                )
                continue
            name = key.text.value
            if name in found:
                first = found[name].key.span
                self.error(
                    "duplicate-key",
                    f"the key {shown(name)} stands here a second time",
                    key.span,
                    "",
                    (Related("it stands here first", first),),
                )
            elif name == "<<" and key.plain:
                merges.append((key, value))
                found[name] = Entry(key, value)
            elif not name and key.plain:
                self.error("yaml-key", "the key before ':' is missing", key.span)
            else:
                found[name] = Entry(key, value)
        if merges:
            return self.merged(found, *merges[0])
        return tuple(found.values())

    def merged(self, own: dict[str, Entry], key: Scalar, value: Node) -> tuple[Entry, ...]:
        """The entries of a mapping with those of its merge key's mappings in the merge key's place."""
        del own["<<"]
        bases = value.items if type(value) is Sequence else (value,)
        added: dict[str, Entry] = {}
        for base in bases:
            if type(base) is not Mapping:
                self.error("yaml-merge", "<< takes a mapping, or a list of mappings, to merge", key.span, "<<: *anchor")
                continue
            for entry in base.entries:
                if entry.key.text.value not in own:
                    added.setdefault(entry.key.text.value, entry)
        return (*added.values(), *own.values())


def shown(name: str) -> str:
    """A key as a message shows it."""
    return name if len(name) <= 60 else name[:60] + "…"


def _segments(outer: Text, start: int, end: int, style: str | None, value: str) -> Segments:
    return within(outer, scalar_segments(outer.value, start, end, style, value), len(value))
