"""Through the blocks of a document, collecting what they say about waves and efforts."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from scaffold.markdown.blocks import Block, Fence, Heading, Item, List, Paragraph, Quote, Table
from scaffold.markdown.inline import labels, plain, strip
from scaffold.plan.markdown.wave_found import (
    DETAIL,
    LOOSE,
    Chain,
    EffortMention,
    Found,
    Statement,
    WaveKey,
    WaveMention,
    name_claim,
)
from scaffold.plan.markdown.wave_graphs import take_graph, take_outline
from scaffold.plan.markdown.wave_labels import ATTRIBUTES, Taker, words
from scaffold.plan.markdown.wave_tables import take_table
from scaffold.plan.markdown.wave_titles import chain_of, name_and_notes
from scaffold.plan.markdown.wave_words import Title, read_title
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
_NO_NAME: Final = frozenset(
    [
        *("integration", "success", "assignment", "assignments", "criteria", "deliverable", "deliverables"),
        *("command", "commands", "plan", "plans", "task", "tasks", "dependencies", "dependency"),
        *("overview", "summary", "timeline", "checklist", "testing", "tests", "review", "status", "agents"),
        *("gate", "gates", "risk", "risks", "must", "should", "complete", "completion", "execution"),
        *("protocol", "coordination", "validation", "transition", "structure", "analysis", "start"),
        *("starts", "goals", "goal", "total", "agent", "orchestration", "final", "sync", "depends"),
        *("branches", "efforts", "prs", "is", "are", "was", "will", "and", "or"),
    ]
)
_LONG: Final = 50_000
"""Characters of a paragraph that are read."""
_LISTS: Final = frozenset(["depends", "blocks", "paths", "delivers", "implements", "parallel"])


class _Scope(NamedTuple):
    """What a heading opens. `target` is None for one that speaks of neither; `attribute` what its list would be."""

    level: int
    target: list[WaveMention] | EffortMention | None
    attribute: str


def collect(blocks: tuple[Block, ...], found: Found) -> None:
    """Everything in the blocks of a whole document."""
    _Walker(found).blocks(blocks, 0)


class _Walker:
    def __init__(self, found: Found) -> None:
        self.found = found
        self.taker = Taker(found)
        self.scopes: list[_Scope] = []
        self.phases: list[tuple[int, str]] = []
        # The label that the list behind it belongs to.
        self.pending = ""
        self.section = found.source()

    # --- where we are ----------------------------------------------------------------------------------------------

    @property
    def phase(self) -> str:
        """The phase that we are in; empty where nothing says."""
        return self.phases[-1][1] if self.phases else ""

    def wave(self) -> list[WaveMention]:
        """The waves whose part of the document this is; several for “Waves 3 & 4”."""
        for scope in reversed(self.scopes):
            if isinstance(scope.target, list):
                return scope.target
        return []

    def effort(self) -> EffortMention | None:
        """The effort whose part this is."""
        for scope in reversed(self.scopes):
            if scope.target is not None:
                return scope.target if isinstance(scope.target, EffortMention) else None
        return None

    def targets(self) -> list[WaveMention | EffortMention]:
        """Whom a label here belongs to."""
        effort = self.effort()
        return [effort] if effort is not None else list(self.wave())

    def _enter(self, level: int, effort: bool) -> None:
        """Close what a heading of this level ends; an effort's does not end a wave of its own level."""
        while self.scopes:
            last = self.scopes[-1]
            if last.level < level or (effort and last.level == level and isinstance(last.target, list)):
                return
            self.scopes.pop()

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
        while self.phases and self.phases[-1][0] >= heading.level:
            self.phases.pop()
        phase = _PHASE_HEADING.match(text.value)
        if phase is not None:
            self.phases.append((heading.level, phase[1]))
        if self._chain(text):
            self._enter(heading.level, False)
            return
        title = read_title(text.value, bare=bool(self.wave()))
        if title is None or not self._open(title, text, heading.level, False):
            self._enter(heading.level, False)
            attribute = ATTRIBUTES.get(words(text.value), "")
            self.scopes.append(_Scope(heading.level, None, attribute if attribute in _LISTS else ""))

    def _open(self, title: Title, text: Text, level: int, weak: bool) -> bool:
        """Open the part of a wave or an effort; false where the title is of neither after all."""
        if title.kind == "wave":
            self._enter(level, False)
            self._open_waves(title, text, level, weak)
            return True
        around = next((s.target for s in self.scopes if s.level < level and isinstance(s.target, EffortMention)), None)
        if around is not None and title.kind != "effort" and around.kind != "pr":
            return False
        if title.kind in ("agent", "task") and not title.sure:
            return False
        self._enter(level, True)
        self._open_effort(title, text, level, weak)
        return True

    def _open_waves(self, title: Title, text: Text, level: int, weak: bool) -> None:
        rest = text.part(title.name, len(text.value))
        name, notes = name_and_notes(rest)
        named = title.separated or (title.sure and bool(notes or name.value.strip()))
        loose = not named and not _NO_NAME & set(re.findall(r"[a-z]+", name.value.lower()))
        mentions = []
        for number in title.numbers:
            phase = title.phase or (number[0] if len(number) > 1 else self.phase)
            mention = WaveMention(
                WaveKey(phase, number[-1]), text.span(), 0 if not (title.sure or loose) else 1 if weak else 2
            )
            if (named or loose) and len(title.numbers) == 1:
                mention.name = name_claim(name, LOOSE if weak or loose else DETAIL)
            for kind, note in notes:
                if not self.taker.take(mention, kind, note, DETAIL, phase):
                    self.found.leave("size", "a wave is as large as its efforts: left out", note.span())
            mentions.append(mention)
        if len(mentions) > 1:
            for mention in mentions:
                mention.parallel.append(Statement(text, LOOSE, self.phase))
        self.found.waves += mentions
        self.scopes.append(_Scope(level, mentions, ""))
        self.section = self.found.source()

    def _open_effort(self, title: Title, text: Text, level: int, weak: bool) -> None:
        mention = EffortMention(
            title.kind, title.numbers[0], title.form, text.span(), self.section, title.phase or self.phase
        )
        waves = self.wave()
        if len(waves) == 1:
            mention.wave = (waves[0].key, DETAIL, waves[0].span)
        if title.kind in ("effort", "pr"):
            mention.defines = 1 if weak else 2
        elif title.kind in ("agent", "task") and title.separated and waves:
            # The heading `Agent B: Reports` is an effort of its wave, also where nothing more is said of it.
            mention.defines = 1 if weak or title.kind != "agent" else 2
        rest = text.part(title.name, len(text.value))
        name, notes = name_and_notes(rest)
        claim = name_claim(name, DETAIL if title.separated and not weak else LOOSE)
        if claim is not None and (title.separated or not _NO_NAME & set(re.findall(r"[a-z]+", name.value.lower()))):
            mention.names.append(claim if title.kind != "agent" else claim._replace(rank=LOOSE))
        for kind, note in notes:
            self.taker.take(mention, kind, note, DETAIL, mention.phase)
        self.found.efforts.append(mention)
        self.scopes.append(_Scope(level, mention, ""))

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
                if self._open(title, words_, level + (title.kind != "wave"), weak):
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
            if label is not None and words(label[1]) in ATTRIBUTES and self.targets():
                self._give(part.part(*label.span(1)), part.part(*label.span(2)))
            elif pending:
                self._value(pending, part)
        if not pending and self.scopes and self.scopes[-1].attribute and not item:
            self._value(self.scopes[-1].attribute, text)

    def _label(self, label: Text, value: Text, level: int, item: bool) -> None:
        waits = _WAITS.match(label.value)
        if waits is not None and read_title(waits[1]) is not None:
            self.found.edges.append((label.part(*waits.span(1)), Statement(value, DETAIL, self.phase)))
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
        if not self._open(title, label, level + (title.kind != "wave"), True):
            return
        target = self.scopes[-1].target
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
                    self.taker.take(each, kind, note, LOOSE, self.phase)

    def _give(self, label: Text, value: Text) -> None:
        """Give the value of a label to whom it belongs to."""
        known = words(label.value)
        attribute = ATTRIBUTES.get(known, "")
        if not self.targets():
            if known in ("phase number", "phase") and not self.phases:
                number = re.match(r"(?:phase\s*)?(\d{1,7})\b", value.value, re.IGNORECASE)
                if number is not None:
                    self.phases.append((0, number[1]))
            return
        if not value.value:
            # What stands below it is a list, or something that is read elsewhere.
            self.pending = attribute if attribute in _LISTS else ""
        elif attribute:
            self._value(attribute, value, label)
        elif self.scopes[-1].target is not None:
            self._left(label)
        elif self.scopes[-1].attribute == "depends" and known != "external":
            self._value("depends", value)

    def _value(self, attribute: str, value: Text, label: Text | None = None) -> None:
        used = False
        for target in self.targets():
            if self.taker.take(target, attribute, value, DETAIL, self.phase):
                used = True
                if isinstance(target, EffortMention) and attribute in ("lines", "branch", "depends", "paths"):
                    target.defines = max(target.defines, 2 if self.wave() or target.kind == "pr" else 1)
        if not used and label is not None:
            self._left(label)

    def _left(self, label: Text) -> None:
        shown = label.value.strip(" :")
        self.found.leave(f"label {words(shown)}", f"“{shown}” has no place in a plan: left out", label.span())

    # --- lists -----------------------------------------------------------------------------------------------------

    def _list(self, block: List, depth: int) -> None:
        pending, self.pending = self.pending, ""
        heading = self.scopes[-1].attribute if self.scopes else ""
        for item in block.items:
            if self.found.full:
                break
            self._item(item, depth, pending or heading)
        self.pending = ""

    def _item(self, item: Item, depth: int, attribute: str) -> None:
        kept = list(self.scopes)
        for at, block in enumerate(item.blocks):
            if at == 0 and isinstance(block, Paragraph):
                text = block.text
                mark = _TASK_MARK.match(text.value)
                if mark is not None:
                    text = text.part(mark.end(), len(text.value))
                _, found = labels(text)
                if attribute and not found and self.targets():
                    if not self._chain(plain(text)):
                        self._value(attribute, text)
                else:
                    self._paragraph(text, 8 + 2 * depth, True)
            else:
                self.blocks((block,), depth + 1)
        self.scopes = kept

    # --- graphs, trees, tables -------------------------------------------------------------------------------------

    def _chain(self, text: Text) -> bool:
        """``Wave 1 → Wave 2``: whether the line is one."""
        links = chain_of(text)
        if links:
            self.found.chains.append(Chain(links, self.phase))
        return bool(links)

    def _fence(self, fence: Fence) -> None:
        tag = re.match(r"[ \t{]*([\w.+-]*)", fence.info.value)
        language = tag[1].lower() if tag else ""
        if language == "mermaid":
            take_graph(fence.code, self.found, self.phase)
        elif language in ("", "text", "txt", "plain", "plaintext", "ascii") and not fence.indented:
            take_outline(fence.code, self.found, self.phase)

    def _table(self, table: Table) -> None:
        waves = self.wave()
        take_table(table, self.found, self.phase, waves[0] if len(waves) == 1 else None, self.effort())


def _titled_in_bold(text: str) -> bool:
    title = read_title(text)
    return title is not None and title.separated and title.name < len(text.rstrip())
