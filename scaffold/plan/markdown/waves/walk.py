"""Through the blocks of a document, collecting what they say about waves and efforts."""

from __future__ import annotations

import re
from typing import Final

from scaffold.markdown.blocks import Block, Fence, Heading, Item, List, Paragraph, Quote, Table
from scaffold.markdown.inline import labels, plain, strip
from scaffold.plan.markdown.waves.found import (
    DETAIL,
    LOOSE,
    Chain,
    EffortMention,
    Found,
    Statement,
    WaveMention,
    name_claim,
)
from scaffold.plan.markdown.waves.graphs import take_graph, take_outline
from scaffold.plan.markdown.waves.labels import ATTRIBUTES, Taker, words
from scaffold.plan.markdown.waves.scopes import Scopes
from scaffold.plan.markdown.waves.tables import take_table
from scaffold.plan.markdown.waves.titles import chain_of, name_and_notes
from scaffold.plan.markdown.waves.words import Title, read_title
from scaffold.source import Text

_PHASE_HEADING = re.compile(r"[^A-Za-z0-9]*(?:\d{1,3}(?:\.\d+)*[.)]?\s+)?phase\s*[-#]?\s*(\d{1,7})\b", re.IGNORECASE)
_TASK_MARK = re.compile(r"\[[ xX~/-]\]\s+")
_BOLD_LINE = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1(.*)", re.DOTALL)
_PLAIN_LABEL = re.compile(r"[-*\s]*([A-Za-z][A-Za-z /]{1,30}):[ \t]+(\S[^\n]*)")
_INNER_LABEL = re.compile(r"[\s|·,;]*(?:\*\*|__)([^*_\n]{1,60}?)(?::(?:\*\*|__)|(?:\*\*|__)\s*:)[ \t]*")
_WAITS = re.compile(
    r"^(.*?\d[\w.]*\)?)\s+(?:depends on|dependenc(?:y|ies)|deps|requires|prerequisites?|waits for|blocked by)\s*$",
    re.IGNORECASE,
)
_PAREN = re.compile(r"\s*[(\[]([^()\[\]]{1,200})[)\]]")
_LONG: Final = 50_000
"""Characters of a paragraph that are read."""
_LISTS: Final = frozenset(["depends", "blocks", "paths", "delivers", "implements", "parallel"])


def collect(blocks: tuple[Block, ...], found: Found) -> None:
    """Everything in the blocks of a whole document."""
    _Walker(found).blocks(blocks, 0)


class _Walker:
    def __init__(self, found: Found) -> None:
        self.found = found
        self.taker = Taker(found)
        self.scopes = Scopes(found, self.taker)
        # The label that the list behind it belongs to.
        self.pending = ""

    # --- blocks ----------------------------------------------------------------------------------------------------

    def blocks(self, blocks: tuple[Block, ...], depth: int) -> None:
        """One after the other."""
        for block in blocks:
            if self.found.full:
                return
            if isinstance(block, Heading):
                if depth == 0:
                    self._heading(block)
            elif isinstance(block, Paragraph):
                self._paragraph(block.text, 7 + 2 * depth, False)
            elif isinstance(block, List):
                self._list(block, depth)
            elif isinstance(block, Fence):
                self._fence(block)
            elif isinstance(block, Table):
                self._table(block)
            elif isinstance(block, Quote):
                self.blocks(block.blocks, depth + 1)

    def _heading(self, heading: Heading) -> None:
        self.pending = ""
        text = plain(heading.text)
        phase = _PHASE_HEADING.match(text.value)
        self.scopes.turn_phase(heading.level, phase[1] if phase is not None else "")
        if self._chain(text):
            self.scopes.close(heading.level)
            return
        title = read_title(text.value, bare=bool(self.scopes.wave()))
        if title is None or not self.scopes.open(title, text, heading.level, False):
            self.scopes.close(heading.level)
            attribute = ATTRIBUTES.get(words(text.value), "")
            self.scopes.open_other(heading.level, attribute if attribute in _LISTS else "")

    # --- prose and labels ------------------------------------------------------------------------------------------

    def _paragraph(self, text: Text, level: int, item: bool) -> None:
        pending, self.pending = self.pending, ""
        if len(text.value) > _LONG:
            self.found.leave("long", "a paragraph of this length is not read to its end", text.span(_LONG, _LONG + 1))
            text = text.part(0, _LONG)
        before, found = labels(text)
        if before.value:
            self._lead(before, level, item, pending if not found else "")
        elif not found:
            return
        for each in found:
            if self.found.full:
                return
            self._label(strip(plain(each.label)), each.value, level, item)

    def _lead(self, text: Text, level: int, item: bool, pending: str) -> None:
        """What stands before any label: a title in bold, plain labels, arrows, or prose."""
        bold = _BOLD_LINE.match(text.value)
        if bold is not None or item:
            line = text.value.split("\n", 1)[0]
            words_ = plain(text.part(0, len(line)))
            if self._chain(words_):
                return
            title = read_title(words_.value, bare=False)
            whole = bold is not None and not re.search(r"[A-Za-z]{3}", _PAREN.sub("", bold[3].split("\n", 1)[0]))
            if title is not None and (title.separated or whole):
                weak = not (bold is not None and (whole or _titled_in_bold(bold[2])))
                if self.scopes.open(title, words_, level + (title.kind != "wave"), weak):
                    return
        at = 0
        for line in text.value.split("\n"):
            if self.found.full:
                return
            part = text.part(at, at + len(line)) if line.strip() else None
            at += len(line) + 1
            if part is None or self._chain(plain(part)):
                continue
            label = _PLAIN_LABEL.match(part.value)
            if label is not None and words(label[1]) in ATTRIBUTES and self.scopes.targets():
                self._give(part.part(*label.span(1)), part.part(*label.span(2)))
            elif pending:
                self._value(pending, part)
        if not pending and self.scopes.attribute and not item:
            self._value(self.scopes.attribute, text)

    def _label(self, label: Text, value: Text, level: int, item: bool) -> None:
        waits = _WAITS.match(label.value)
        if waits is not None and read_title(waits[1]) is not None:
            self.found.edges.append((label.part(*waits.span(1)), Statement(value, DETAIL, self.scopes.phase)))
            return
        title = read_title(label.value)
        if title is not None and (title.sure or title.separated):
            self._titled_label(title, label, value, level)
            return
        if self._chain(plain(value)) and ATTRIBUTES.get(words(label.value)) != "depends":
            return
        inner = list(_INNER_LABEL.finditer(value.value))
        ends = [*(found.start() for found in inner), len(value.value)]
        self._give(label, strip(value.part(0, ends[0])))
        for found, end in zip(inner, ends[1:], strict=True):
            self._give(value.part(*found.span(1)), strip(value.part(found.end(), end)))

    def _titled_label(self, title: Title, label: Text, value: Text, level: int) -> None:
        """``**Wave 1**: Foundation``, ``**E1.1: Contracts**: …``."""
        if not self.scopes.open(title, label, level + (title.kind != "wave"), True):
            return
        target = self.scopes.stack[-1].target
        line = strip(value.part(0, len(value.value.split("\n", 1)[0])))
        if title.separated or not line.value:
            return
        name, notes = name_and_notes(line)
        claim = name_claim(name, LOOSE)
        for each in target if isinstance(target, list) else [target]:
            if isinstance(each, EffortMention) and claim is not None:
                each.names.append(claim)
            elif isinstance(each, WaveMention) and each.name is None and len(title.numbers) == 1:
                each.name = claim
            if each is not None:
                for kind, note in notes:
                    self.taker.take(each, kind, note, LOOSE, self.scopes.phase)

    def _give(self, label: Text, value: Text) -> None:
        """Give the value of a label to whom it belongs to."""
        known = words(label.value)
        attribute = ATTRIBUTES.get(known, "")
        if not self.scopes.targets():
            if known in ("phase number", "phase") and not self.scopes.phase:
                number = re.match(r"(?:phase\s*)?(\d{1,7})\b", value.value, re.IGNORECASE)
                if number is not None:
                    self.scopes.turn_phase(0, number[1])
            return
        if not value.value:
            # What stands below it is a list, or something that is read elsewhere.
            self.pending = attribute if attribute in _LISTS else ""
        elif attribute:
            self._value(attribute, value, label)
        elif self.scopes.stack[-1].target is not None:
            self._left(label)
        elif self.scopes.attribute == "depends" and known != "external":
            self._value("depends", value)

    def _value(self, attribute: str, value: Text, label: Text | None = None) -> None:
        used = False
        for target in self.scopes.targets():
            if self.taker.take(target, attribute, value, DETAIL, self.scopes.phase):
                used = True
                if isinstance(target, EffortMention) and attribute in ("lines", "branch", "depends", "paths"):
                    target.defines = max(target.defines, 2 if self.scopes.wave() or target.kind == "pr" else 1)
        if not used and label is not None:
            self._left(label)

    def _left(self, label: Text) -> None:
        shown = label.value.strip(" :")
        self.found.leave(f"label {words(shown)}", f"“{shown}” has no place in a plan: left out", label.span())

    # --- lists -----------------------------------------------------------------------------------------------------

    def _list(self, block: List, depth: int) -> None:
        pending, self.pending = self.pending, ""
        heading = self.scopes.attribute
        for item in block.items:
            if self.found.full:
                break
            self._item(item, depth, pending or heading)
        self.pending = ""

    def _item(self, item: Item, depth: int, attribute: str) -> None:
        kept = list(self.scopes.stack)
        for at, block in enumerate(item.blocks):
            if at == 0 and isinstance(block, Paragraph):
                text = block.text
                mark = _TASK_MARK.match(text.value)
                if mark is not None:
                    text = text.part(mark.end(), len(text.value))
                _, found = labels(text)
                if attribute and not found and self.scopes.targets():
                    if not self._chain(plain(text)):
                        self._value(attribute, text)
                else:
                    self._paragraph(text, 8 + 2 * depth, True)
            else:
                self.blocks((block,), depth + 1)
        self.scopes.stack = kept

    # --- graphs, trees, tables -------------------------------------------------------------------------------------

    def _chain(self, text: Text) -> bool:
        """``Wave 1 → Wave 2``: whether the line is one."""
        links = chain_of(text)
        if links:
            self.found.chains.append(Chain(links, self.scopes.phase))
        return bool(links)

    def _fence(self, fence: Fence) -> None:
        tag = re.match(r"[ \t{]*([\w.+-]*)", fence.info.value)
        language = tag[1].lower() if tag else ""
        if language == "mermaid":
            take_graph(fence.code, self.found, self.scopes.phase)
        elif language in ("", "text", "txt", "plain", "plaintext", "ascii") and not fence.indented:
            take_outline(fence.code, self.found, self.scopes.phase)

    def _table(self, table: Table) -> None:
        waves = self.scopes.wave()
        take_table(table, self.found, self.scopes.phase, waves[0] if len(waves) == 1 else None, self.scopes.effort())


def _titled_in_bold(text: str) -> bool:
    title = read_title(text)
    return title is not None and title.separated and title.name < len(text.rstrip())
