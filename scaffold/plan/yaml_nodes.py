"""YAML as a tree that remembers its places, made from PyYAML's events.

PyYAML's own composer recurses, resolves tags and guesses types; here a scalar stays the text that stands there,
nothing recurses, and depth and size are bounded (``plan-format.md``, principles 5 and 6). What is understood:

- one document; anchors and aliases (shared nodes, at most `MAX_NODES` when expanded);
- merge keys: ``<<: *base`` or a list of such; the mapping's own keys win, then the earlier base. Merged entries stand
  where the merge key stands and keep the places of their anchor;
- the tags ``!!str`` and ``!`` (this is text, not null), ``!!map`` and ``!!seq`` where they say what is there anyway.
  Any other tag is an error.

libyaml's parser is used where PyYAML has it (its wheels do), else the pure one: same tree, slower.
"""

from __future__ import annotations

import gc
import re
from functools import partial
from typing import Any

import yaml
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

from scaffold.diagnostics import Related, Report
from scaffold.node import Entry, Mapping, Node, Scalar, Sequence
from scaffold.plan.document import report_controls
from scaffold.plan.yaml_commas import join_items, join_values
from scaffold.plan.yaml_faults import Fault, explain, quoted
from scaffold.plan.yaml_text import scalar_segments, within
from scaffold.source import Segments, Span, Text

CParser: Any
try:
    from yaml._yaml import CParser
except ImportError:
    CParser = None

MAX_DEPTH = 100
"""Collections inside one another."""
MAX_NODES = 1_000_000
"""Scalars, lists and mappings of a document with every alias written out."""
MAX_FAULTS = 1000
"""Faults found in one document before reading gives up."""
MAX_REREAD = 10_000_000
"""Characters parsed again, in all, to find the faults behind a syntax error."""
MAX_TAG_DIRECTIVES = 100
"""``%TAG`` that may stand in a document, anywhere."""
MAX_PURE = 500_000
"""Characters that PyYAML's pure parser is given: it takes seconds for them."""

# What may stand before a value: its tag and anchor, white space and comments.
_TAG = re.compile(r"!(?:<[^>]*>|[^\s,\[\]{}]*)")
_PROPERTIES = re.compile(rf"(?:\s++|#.*+|&[0-9A-Za-z_-]++|{_TAG.pattern})*+")
_YAML = "tag:yaml.org,2002:"
_TAGS = {
    ScalarEvent: ("!", _YAML + "str"),
    SequenceStartEvent: ("!", _YAML + "seq"),
    MappingStartEvent: ("!", _YAML + "map"),
}


class _PureParser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):
    """PyYAML's parser without composer and constructor."""

    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)


def _parser(text: str) -> Any:
    return _PureParser(text) if CParser is None else CParser(text)


def compose(text: Text, report: Report) -> Node | None:
    """The tree of the one YAML document that `text` holds; none where an error leaves nothing to read.

    Faults that leave the rest readable (a key twice, an unknown alias or tag, a text that needs quotes) are reported
    and the tree is returned all the same, so that the reader finds the others in the same run: ask the report before
    using the result.
    """
    collecting = gc.isenabled()
    # A million nodes are no garbage; looking for some in them over and over takes three times as long as making them.
    gc.disable()
    try:
        return _compose(text, report)
    finally:
        if collecting:
            gc.enable()


def _compose(text: Text, report: Report) -> Node | None:
    document = text.value
    if not _bounded(text, report):
        return None
    patches: list[Fault] = []
    budget = MAX_REREAD
    while True:
        composer = _Composer(text, report, patches)
        try:
            return composer.run(_parser(document))
        except _Stop:
            return None
        except (yaml.YAMLError, ValueError, OverflowError) as problem:
            # The pure parser lets chr() and int() complain of what an escape or a directive says.
            if isinstance(problem, (yaml.reader.ReaderError, UnicodeError)) and report_controls(text, report):
                return None
            if not isinstance(problem, yaml.MarkedYAMLError):
                report.error("yaml-syntax", "this is not YAML", composer.here())
                return None
            fault = explain(document, problem, composer.in_flow)
        if patches and fault.start < _patched(patches[-1])[1]:
            # More likely a consequence of the repair than a fault of its own.
            return None
        related = [Related(said, Span(text, at, at + 1)) for said, at in fault.related]
        report.error(fault.code, fault.message, Span(text, fault.start, fault.end), fault.hint, related)
        budget -= len(document)
        if fault.patch is None or budget < 0:
            return None
        start, end, filler = fault.patch
        if patches and start < _patched(patches[-1])[1]:
            return None
        document = document[:start] + filler + document[end:]
        patches.append(fault)


def _patched(fault: Fault) -> tuple[int, int]:
    assert fault.patch is not None
    return fault.patch[0], fault.patch[1]


def _bounded(text: Text, report: Report) -> bool:
    """Whether the parser can be trusted with the text: it compares each tag directive with all before it."""
    at = -1
    for _ in range(MAX_TAG_DIRECTIVES + 1):
        at = text.value.find("%TAG", at + 1)
        if at < 0:
            break
    else:
        report.error("yaml-size", f"more than {MAX_TAG_DIRECTIVES} %TAG directives", text.span(at, at + 4))
        return False
    if CParser is None and len(text.value) > MAX_PURE:
        message = f"without libyaml a document may have {MAX_PURE:,} characters; this one has {len(text.value):,}"
        report.error("document-size", message, text.span(0, 0), "install a PyYAML wheel: it has libyaml")
        return False
    return True


class _Stop(Exception):
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


class _Composer:
    def __init__(self, text: Text, report: Report, patches: list[Fault]) -> None:
        self.text = text
        self.patches = patches
        self.in_flow = False
        self.report = report
        self.document = text.value
        self.whole = text.segments == ((0, 0),)
        self.anchors: dict[str, tuple[Node, int] | None] = {}  # none while the collection is open
        self.count = 0
        self.last_end = 0
        self.faults = 0

    def here(self) -> Span:
        return Span(self.text, self.last_end, self.last_end)

    def error(self, code: str, message: str, span: Span, hint: str = "", related: tuple[Related, ...] = ()) -> None:
        self.report.error(code, message, span, hint, related)
        self.faults += 1
        if self.faults >= MAX_FAULTS:
            self.report.error("too-many-faults", f"{MAX_FAULTS} faults up to here: reading stops", span)
            raise _Stop

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
                    raise _Stop
                self.count += 1
                if event.tag is not None:
                    self.check_tag(event)
                if event.anchor is not None:
                    self.anchors[event.anchor] = None
                self.in_flow = bool(event.flow_style)
                stack.append(_Frame(items, start, event.anchor, self.count, bool(event.flow_style)))
                items = []
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                frame = stack.pop()
                self.in_flow = bool(stack) and stack[-1].flow
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
        start = event.start_mark.index
        end = event.end_mark.index
        value = event.value
        style = event.style
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
        for fault in self.patches:
            if fault.recovered and start <= _patched(fault)[0] < end:
                text, plain = self.recovered(fault, start, end, style, value), False
        if style == "|" or style == ">":
            while end > start and self.document[end - 1].isspace():
                end -= 1
        self.last_end = end
        node = Scalar(text, plain, Span(self.text, start, end))
        if event.anchor is not None:
            self.anchors[event.anchor] = (node, 1)
        return node

    def content_start(self, at: int) -> int:
        """Where a scalar begins whose anchor or tag stands at `at`."""
        return _PROPERTIES.match(self.document, at).end()  # type: ignore[union-attr]  # it matches the empty text

    def check_tag(self, event: Any) -> int:
        """Complain of a tag that would mean something; where the content after it begins."""
        at: int = self.content_start(event.start_mark.index)
        if event.tag not in _TAGS[type(event)]:
            start = self.document.index("!", event.start_mark.index)
            written = _TAG.match(self.document, start)
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
        if known is not None:
            self.count += known[1]
            if self.count > MAX_NODES:
                self.error(
                    "yaml-aliases",
                    f"with the alias *{name} written out the document has more than {MAX_NODES:,} values",
                    span,
                )
                raise _Stop
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
            )
        text = Text(self.text.source, "*" + name, partial(_segments, self.text, start, end, "", "*" + name))
        return Scalar(text, False, span)

    def too_big(self, event: Any) -> None:
        start = event.start_mark.index
        self.error(
            "yaml-size",
            f"the document has more than {MAX_NODES:,} values",
            Span(self.text, start, start),
            "split the plan",
        )
        raise _Stop

    def join(self, first: Scalar, end: int) -> Scalar:
        """One scalar of the pieces that commas made of an unquoted text, with the error that asks for quotes."""
        start = first.span.start
        span = Span(self.text, start, end)
        self.error(
            "yaml-quote",
            f"the comma ends {shown(first.text.value)}: inside brackets a text with commas needs quotes",
            span,
            f"write it in quotes: {quoted(self.document[start:end])}",
        )
        return Scalar(self.verbatim(start, end), False, span)

    def recovered(self, fault: Fault, start: int, end: int, style: str | None, value: str) -> Text:
        """The text of a scalar that has a repair in it: what stands there, quotes or not."""
        first, last = _patched(fault)
        if style:
            return self.verbatim(start + 1, end - 1)
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
