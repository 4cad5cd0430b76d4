"""Through the blocks of a document, collecting what they say about waves and efforts."""

from __future__ import annotations

import re
from typing import Final

from scaffold.markdown.blocks import Block, Fence, Heading, Item, List, Paragraph, Quote, Table
from scaffold.markdown.inline import labels, plain, strip
from scaffold.plan.markdown.waves.chains import chain_of
from scaffold.plan.markdown.waves.effort_lines import EffortLine, read_bare_name, read_effort_line
from scaffold.plan.markdown.waves.facts import Fact, give_facts, read_fact, split_facts
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
from scaffold.plan.markdown.waves.scopes import ASIDE, Scopes
from scaffold.plan.markdown.waves.tables import has_effort_columns, pairs_of, take_table
from scaffold.plan.markdown.waves.words import EFFORTS, WAVES, Title, between, effort_list, read_title
from scaffold.source import Text

_PHASE_HEADING = re.compile(r"[^A-Za-z0-9]*(?:\d{1,3}(?:\.\d+)*[.)]?\s+)?phase\s*[-#]?\s*(\d{1,7})\b", re.IGNORECASE)
_CHECKED = re.compile(r"\W*?[✅☑✔]")
_TASK_MARK = re.compile(r"\[([ xX~/-])\]\s+")
_BOLD_LINE = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1(.*)", re.DOTALL)
_PLAIN_LABEL = re.compile(r"[-*\s]*([A-Za-z][A-Za-z /]{1,30}(?:\([^()\n]{1,20}\))?)\s*[:=][ \t]+(\S[^\n]*)")
_INNER_LABEL = re.compile(r"[\s|·,;]*(?:\*\*|__)([^*_\n]{1,60}?)(?::(?:\*\*|__)|(?:\*\*|__)\s*:)[ \t]*")
_WAITS = re.compile(
    r"^(.*?\d[\w.]*\)?)\s+(?:depends on|dependenc(?:y|ies)|deps|requires|prerequisites?|waits for|blocked by)\s*$",
    re.IGNORECASE,
)
_OF_EFFORTS: Final = frozenset(
    [
        *("effort", "efforts", "task", "tasks", "agent", "agents", "pr", "prs", "stream", "streams", "breakdown"),
        *("work", "parallel", "detail", "details", "items", "packages", "tracks", "branches", "implementation"),
    ]
)
"""Words of a heading or a label below which efforts stand."""
_OF_HEADINGS: Final = frozenset(["lines", "branch", "implements"])
_OF_ITEMS: Final = frozenset(["lines", "branch", "implements", "depends", "paths", "owner"])
"""What tells that a heading, or an item, without a number is an effort."""
_EFFORT_LISTS: Final = frozenset(["effort", "efforts", "tasks", "work items", "prs", "pull requests"])
"""Labels of a wave behind which its efforts stand on one line."""
_IN_LABEL: Final = 100
"""The level of efforts that a label lists: nothing stands below them."""
_OUTER_COMMA = re.compile(r"[,;]\s*(?![^()]*\))|\s+and\s+(?![^()]*\))")
_FEW_WORDS: Final = 5
"""Words of a name that a wave waits for; more are a sentence."""
_LONG: Final = 50_000
"""Characters of a paragraph that are read."""
_LONGEST_NAME: Final = 100
"""Characters of a name that stands behind a label."""
_WAITING = re.compile(
    r"\s*(?:(?:can|must|should|will|may)\s+(?:only\s+)?)?(?:depends?\s+(?:up)?on|waits?\s+for|needs?|requires?"
    r"|builds?\s+(?:up)?on|(?:starts?|begins?|runs?|comes?|follows?)\s+(?:only\s+)?(?:after|once|when)|follows"
    r"|(?:is|are)\s+blocked\s+(?:by|on))\s+",
    re.IGNORECASE,
)
"""What stands between who waits and what is waited for."""
_SENTENCE_END = re.compile(
    r"(?<=[\w`)*])\.\s+(?=[A-Z~\d])|,\s+and\s+(?=(?:runs?|waits?|depends?|needs|requires|implements|can\s+run)\b)"
)
_LINE_END = re.compile(r"[ \t\\]*\n")
_PAREN = re.compile(r"\s*[(\[]([^()\[\]]{1,200})[)\]]")
_LISTS: Final = frozenset(["depends", "blocks", "paths", "delivers", "implements", "parallel"])


def collect(blocks: tuple[Block, ...], found: Found) -> None:
    """Everything in the blocks of a whole document."""
    _Walker(found).blocks(blocks, 0)


class _Walker:
    def __init__(self, found: Found) -> None:
        self.found = found
        self.taker = Taker(found)
        self.scopes = Scopes(found, self.taker)
        # The label that the list behind it belongs to; whether that label is about something else than efforts.
        self.pending = ""
        self.behind_other = False
        # Whether the names alone of the list's items are efforts; whether the item's further blocks describe one.
        self.bare_names = False
        self.described = False

    # --- blocks ----------------------------------------------------------------------------------------------------

    def blocks(self, blocks: tuple[Block, ...], depth: int) -> None:
        """One after the other."""
        for at, block in enumerate(blocks):
            if self.found.full:
                return
            if isinstance(block, Heading):
                if depth == 0:
                    self._heading(block, blocks[at + 1 : at + 3])
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

    def _heading(self, heading: Heading, following: tuple[Block, ...]) -> None:
        self.pending = ""
        self.behind_other = False
        text = plain(heading.text)
        phase = _PHASE_HEADING.match(text.value)
        self.scopes.turn_phase(heading.level, phase[1] if phase is not None else "")
        if self._chain(text):
            self.scopes.close(heading.level)
            return
        title = read_title(text.value)
        if title is not None and title.kind == "wave":
            self.scopes.open_waves(title, text, heading.level, False)
            return
        line = read_effort_line(heading.text, self.scopes.wave_above(heading.level))
        below = self.scopes.wave_above(heading.level - 1) and self.scopes.effort_above(heading.level) is None
        if line is not None and line.title is None and not below:
            line = None
        if line is None and below and _describes_effort(following, _OF_HEADINGS):
            split = split_facts(text)
            line = EffortLine(None, split.name, split) if words(split.name.value) not in ATTRIBUTES else None
        if line is not None and self.scopes.open_effort(line, text, heading.level, 2, certain=line.title is None):
            if _CHECKED.match(text.value):
                self._leave_check_mark(text)
            return
        self.scopes.close(heading.level)
        known = words(text.value)
        attribute = ATTRIBUTES.get(known, "")
        aside = bool(self.scopes.wave()) and not _OF_EFFORTS & set(known.split())
        self.scopes.open_other(heading.level, attribute if attribute in _LISTS else ASIDE if aside else "", known)

    # --- prose and labels ------------------------------------------------------------------------------------------

    def _paragraph(self, text: Text, level: int, item: bool) -> None:
        pending, self.pending = self.pending, ""
        behind_other, self.behind_other = self.behind_other, False
        if len(text.value) > _LONG:
            self.found.leave("long", "a paragraph of this length is not read to its end", text.span(_LONG, _LONG + 1))
            text = text.part(0, _LONG)
        if item and not pending and self._effort_item(text, level, behind_other):
            return
        if not item and not pending and self._effort_lines(text, level):
            return
        before, found = labels(text)
        if before.value:
            self._lead(before, level, item, pending if not found else "")
        elif not found:
            return
        for each in found:
            if self.found.full:
                return
            self._label(strip(plain(each.label)), each.value, level, item)

    def _effort_item(self, text: Text, level: int, behind_other: bool) -> bool:
        """An item below a wave that is about an effort; labels and facts in its further lines are the effort's."""
        if not self.scopes.wave() or self.scopes.effort() is not None:
            return False
        first, *more = _logical_lines(text)
        direct = not (behind_other or self.scopes.aside or self.scopes.attribute)
        line = read_effort_line(first, True)
        if line is None and direct and (self.described or self.bare_names or _says_of_effort(more)):
            line = read_bare_name(first)
        if line is None or (line.title is None and not direct):
            return False
        weight = 2 if direct else 1 if line.title is not None and line.title.separated else 0
        if not self.scopes.open_effort(line, plain(first), level, weight, certain=direct):
            return False
        for each in more:
            self._paragraph(each, level + 1, True)
        return True

    def _effort_lines(self, text: Text, level: int) -> bool:
        """A paragraph below a wave with an effort and its number in each line: ``E1.1 Contracts (250 lines)``."""
        if not self._stands_below_wave():
            return False
        lines = [text.part(*span) for span in between(_LINE_END, text.value)]
        read = [(line, read_effort_line(line, True)) for line in lines if line.value.strip()]
        efforts = [(line, effort) for line, effort in read if effort is not None and _says_more(effort)]
        if not efforts or len(efforts) < len(read):
            return False
        return all(self.scopes.open_effort(effort, plain(line), level, 2, certain=True) for line, effort in efforts)

    def _stands_below_wave(self) -> bool:
        """Whether this is right below a wave, or behind a paragraph about an effort of it, so that efforts follow."""
        return bool(self.scopes.wave()) and not (self.scopes.aside or self.scopes.attribute)

    def _lead(self, text: Text, level: int, item: bool, pending: str) -> None:
        """What stands before any label: a title, plain labels, facts, arrows, or prose."""
        if self._titled_lead(text, level, item):
            return
        at = 0
        for line in text.value.split("\n"):
            if self.found.full:
                return
            part = text.part(at, at + len(line)) if line.strip() else None
            at += len(line) + 1
            if part is None or self._chain(plain(part)):
                continue
            if self._subjects(part) or self._plain_line(part, item):
                continue
            if pending:
                self._value(pending, part)
            else:
                self._note_efforts(part)
        if not pending and self.scopes.attribute and not item:
            self._value(self.scopes.attribute, text)

    def _titled_lead(self, text: Text, level: int, item: bool) -> bool:
        bold = _BOLD_LINE.match(text.value)
        line = text.value.split("\n", 1)[0]
        first = text.part(0, len(line))
        words_ = plain(first)
        alone = bold is None and not item and "\n" not in text.value and len(line) <= 100
        if bold is None and not item and not alone:
            return False
        if self._chain(words_):
            return True
        title = read_title(words_.value)
        if title is None:
            return False
        whole = bold is not None and not re.search(r"[A-Za-z]{3}", _PAREN.sub("", bold[3].split("\n", 1)[0]))
        if not (title.separated or whole) or (alone and title.kind != "wave"):
            return False
        weak = not (bold is not None and (whole or _titled_in_bold(bold[2])))
        if title.kind == "wave":
            if alone and not _is_short_title(words_.value):
                return False
            self.scopes.open_waves(title, words_, level, weak)
            return True
        line_ = read_effort_line(first, bool(self.scopes.wave()))
        return line_ is not None and self.scopes.open_effort(line_, words_, level + 1, 1 if weak else 2, certain=False)

    def _subjects(self, part: Text) -> bool:
        """``Wave 3 starts after wave 1.``: whether a line has sentences that say who waits for whom."""
        read = False
        for span in between(_SENTENCE_END, part.value):
            sentence = strip(plain(part.part(*span)))
            subject = WAVES.match(sentence.value) or EFFORTS.match(sentence.value)
            verb = _WAITING.match(sentence.value, subject.end()) if subject is not None else None
            if subject is None or verb is None:
                continue
            waited = sentence.part(verb.end(), len(sentence.value))
            if WAVES.match(waited.value) or EFFORTS.match(waited.value):
                statement = Statement(waited, LOOSE, self.scopes.phase)
                self.found.edges.append((sentence.part(0, subject.end()), statement))
                read = True
        return read

    def _note_efforts(self, part: Text) -> None:
        """Remember the efforts that prose below a wave names: one that is nowhere else is reported."""
        waves = self.scopes.wave()
        if not waves:
            return
        for found in EFFORTS.finditer(part.value):
            if found["e"] or found["effort"]:
                numbers = effort_list(found[0])
                self.found.named += [(numbers, part.span(*found.span()), waves[0])] if numbers else []

    def _plain_line(self, part: Text, item: bool) -> bool:
        """``Lines: 200``, ``depends on E1.1``: a label without marks, or a fact."""
        if not self.scopes.targets():
            return False
        sentences = between(_SENTENCE_END, part.value)
        if len(sentences) > 1:
            return bool([span for span in sentences if self._plain_line(strip(part.part(*span)), item)])
        bare = part if _PLAIN_LABEL.match(part.value) else plain(part)
        label = _PLAIN_LABEL.match(bare.value)
        if label is not None and words(label[1]) in ATTRIBUTES:
            self._give(bare.part(*label.span(1)), bare.part(*label.span(2)))
            return True
        fact = read_fact(plain(part))
        if fact is not None and self.scopes.effort() is None and not _is_of_wave(fact, item):
            fact = None
        if fact is not None and fact.kind not in ("", "id", "wave"):
            self._value(fact.kind, fact.value, fact.value)
            return True
        if item and label is not None and self.scopes.effort() is not None and len(label[1].split()) <= 3:
            self._left(bare.part(*label.span(1)))
            return True
        return fact is not None

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
        line = strip(value.part(0, len(value.value.split("\n", 1)[0])))
        if title.kind != "wave":
            effort = read_effort_line(label, bool(self.scopes.wave()))
            if effort is None or not self.scopes.open_effort(effort, label, level + 1, 1, certain=False):
                return
        else:
            self.scopes.open_waves(title, label, level, True)
        target = self.scopes.stack[-1].target
        if title.separated or not line.value or target is None:
            return
        split = split_facts(plain(line))
        name = _name_behind(split.name)
        claim = name_claim(name, LOOSE) if name is not None else None
        for each in target if isinstance(target, list) else [target]:
            if isinstance(each, EffortMention) and claim is not None:
                each.names.append(claim)
            elif isinstance(each, WaveMention) and each.name is None and len(title.numbers) == 1:
                each.name = claim
            give_facts(self.taker, each, split, LOOSE, self.scopes.phase)

    def _give(self, label: Text, value: Text) -> None:
        """Give the value of a label to whom it belongs to."""
        known = words(label.value)
        if known in _EFFORT_LISTS and value.value and self._listed_efforts(value):
            return
        attribute = ATTRIBUTES.get(known, "")
        if not self.scopes.targets():
            if known in ("phase number", "phase") and not self.scopes.phase:
                number = re.match(r"(?:phase\s*)?(\d{1,7})\b", value.value, re.IGNORECASE)
                if number is not None:
                    self.scopes.turn_phase(0, number[1])
            return
        if not value.value:
            self._give_list(label, attribute)
        elif attribute:
            self._value(attribute, value, label)
        elif self.scopes.stack[-1].target is not None:
            self._left(label)
        elif self.scopes.attribute == "depends" and known != "external":
            self._value("depends", value)

    def _listed_efforts(self, value: Text) -> bool:
        """``**Efforts**: E1.1 (Contracts, 200 lines), E1.2 (Mocks)`` below a wave; false for anything else."""
        if not self.scopes.wave() or self.scopes.effort() is not None:
            return False
        pieces = [strip(value.part(*span)) for span in between(_OUTER_COMMA, value.value)]
        lines = [(piece, read_effort_line(piece, True)) for piece in pieces if piece.value]
        efforts = [(piece, line) for piece, line in lines if line is not None and line.title is not None]
        if len(efforts) < len(lines):
            return False
        kept = list(self.scopes.stack)
        opened = [self.scopes.open_effort(line, plain(piece), _IN_LABEL, 2, certain=True) for piece, line in efforts]
        self.scopes.stack = kept
        return any(opened)

    def _give_list(self, label: Text, attribute: str) -> None:
        """A label with nothing behind it: what stands below it is a list, or something that is read elsewhere."""
        self.pending = attribute if attribute in _LISTS and self._takes(attribute) else ""
        if self.pending or _OF_EFFORTS & set(words(label.value).split()):
            return
        self.behind_other = True
        if self.scopes.stack[-1].target is not None:
            self._left(label)

    def _takes(self, attribute: str) -> bool:
        """Whether what stands here can have a list of that sort."""
        return attribute != "blocks" or self.scopes.effort() is not None

    def _value(self, attribute: str, value: Text, label: Text | None = None) -> None:
        used = False
        left = len(self.found.leftovers)
        for target in self.scopes.targets():
            if self.taker.take(target, attribute, value, DETAIL, self.scopes.phase):
                used = True
                if isinstance(target, EffortMention) and attribute in ("lines", "branch", "depends", "paths"):
                    target.defines = max(target.defines, 2 if self.scopes.wave() or target.kind == "pr" else 1)
        if not used and label is not None and len(self.found.leftovers) == left:
            self._left(label)

    def _left(self, label: Text) -> None:
        shown = label.value.strip(" :")
        self.found.leave(f"label {words(shown)}", f"“{shown}” has no place in a plan: left out", label.span())

    # --- lists -----------------------------------------------------------------------------------------------------

    def _list(self, block: List, depth: int) -> None:
        pending, self.pending = self.pending, ""
        behind_other, self.behind_other = self.behind_other, False
        heading = self.scopes.attribute
        below_wave = bool(self.scopes.wave()) and self.scopes.effort() is None
        expected = below_wave and self._expects_efforts() and not (pending or heading or behind_other)
        before = self.found.size
        kinds = {_kind_of_item(item) for item in block.items} if expected else set()
        for item in block.items:
            if self.found.full:
                break
            self.behind_other = behind_other
            self.bare_names = "named" in kinds and "numbered" not in kinds
            self._item(item, depth, pending or heading, bool(kinds & {"named", "numbered"}))
        self.pending = ""
        self.behind_other = self.bare_names = False
        if expected and self.found.size == before:
            self.found.leave_unread(block.items[0], self.scopes.wave()[0])

    def _expects_efforts(self) -> bool:
        """Whether what stands right here, below a wave, should be its efforts."""
        waves = self.scopes.wave()
        return not self.scopes.aside and any(wave.defines for wave in waves)

    def _item(self, item: Item, depth: int, attribute: str, among_efforts: bool) -> None:
        """An item. `among_efforts`: others of its list are efforts, so that it is reported if it is read as nothing."""
        kept = list(self.scopes.stack)
        read = self.found.size + len(self.found.leftovers)
        for at, block in enumerate(item.blocks):
            if at == 0 and isinstance(block, Paragraph):
                self.described = _describes_effort(item.blocks[1:], _OF_ITEMS)
                self._item_text(block.text, depth, attribute)
                self.described = self.bare_names = False
            else:
                self.blocks((block,), depth + 1)
        self.scopes.stack = kept
        if among_efforts and read == self.found.size + len(self.found.leftovers) and item.blocks:
            first = item.blocks[0]
            if isinstance(first, Paragraph):
                line = first.text.part(0, len(first.text.value.split("\n", 1)[0]))
                self.found.leave("item", "this item is no effort: left out", line.span())

    def _item_text(self, text: Text, depth: int, attribute: str) -> None:
        mark = _TASK_MARK.match(text.value)
        if mark is not None:
            text = text.part(mark.end(), len(text.value))
        _, found = labels(text)
        if attribute and not found and self.scopes.targets():
            if not self._chain(plain(text)):
                self._value(attribute, text, text)
            return
        efforts = len(self.found.efforts)
        self._paragraph(text, 8 + 2 * depth, True)
        is_checked = mark[1] in "xX" if mark is not None else _CHECKED.match(text.value) is not None
        if is_checked and (len(self.found.efforts) > efforts or self.scopes.effort() is not None):
            self._leave_check_mark(text)

    def _leave_check_mark(self, text: Text) -> None:
        self.found.leave("label done", "the check mark of an effort has no place in a plan: left out", text.span(0, 1))

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
        elif language in ("go", "golang"):
            for target in self.scopes.targets()[:1]:
                target.fences.append(fence.code)
        elif language in ("", "text", "txt", "plain", "plaintext", "ascii") and not fence.indented:
            take_outline(fence.code, self.found, self.scopes.phase)

    def _table(self, table: Table) -> None:
        waves = self.scopes.wave()
        before = self.found.size
        pairs = pairs_of(table) if self.scopes.targets() else ()
        if pairs:
            for label, value in pairs:
                self._give(label, value)
            self.pending = ""
            self.behind_other = False
            return
        take_table(table, self.found, self.scopes.phase, waves[0] if len(waves) == 1 else None, self.scopes.effort())
        expected = waves and self.scopes.effort() is None and not self.behind_other and self._expects_efforts()
        if expected and self.found.size == before and has_effort_columns(table):
            self.found.unread.append((table.header[0].span(), waves[0]))


def _says_more(line: EffortLine) -> bool:
    """Whether a line is about an effort, and not a sentence that begins with its number."""
    return line.title is not None and (line.title.separated or any(fact.kind for fact in line.split.facts))


def _is_of_wave(fact: Fact, item: bool) -> bool:
    """Whether a fact in prose below a wave is about the wave: prose says much, what is waited for is short."""
    if WAVES.search(fact.value.value):
        return True if item else fact.kind in ("depends", "parallel")
    return item and not (fact.kind == "depends" and len(fact.value.value.split()) > _FEW_WORDS)


def _titled_in_bold(text: str) -> bool:
    title = read_title(text)
    return title is not None and title.separated and title.name < len(text.rstrip())


def _is_short_title(text: str) -> bool:
    """Whether a line of prose can be a title: few words, and no sentence."""
    return len(text.split()) <= 10 and not re.search(r"[.!?]\s*$|[.!?]\s+[A-Z]", text)


def _name_behind(text: Text) -> Text | None:
    """The text, where it can be a name; None where it is prose."""
    prose = re.search(r"[.!?]\s+\S", text.value) is not None or len(text.value) > _LONGEST_NAME
    return None if prose else text


def _logical_lines(text: Text) -> list[Text]:
    """The lines of an item: one that has no label and is no fact goes on with the line before."""
    starts = [0]
    at = 0
    for line in text.value.split("\n"):
        if at:
            part = text.part(at, at + len(line))
            label = _PLAIN_LABEL.match(plain(part).value)
            if (label is not None and words(label[1]) in ATTRIBUTES) or labels(part)[1] or read_fact(plain(part)):
                starts.append(at)
        at += len(line) + 1
    return [text.part(start, end) for start, end in zip(starts, [*starts[1:], len(text.value)], strict=True)]


def _kind_of_item(item: Item) -> str:
    """``numbered`` for an effort with an id, ``named`` for one without, empty for anything else."""
    if not item.blocks or not isinstance(item.blocks[0], Paragraph):
        return ""
    text = item.blocks[0].text
    mark = _TASK_MARK.match(text.value)
    first, *more = _logical_lines(text.part(mark.end(), len(text.value)) if mark is not None else text)
    line = read_effort_line(first, True)
    if line is not None:
        return "numbered" if line.title is not None else "named"
    described = _describes_effort(item.blocks[1:], _OF_ITEMS) or _says_of_effort(more)
    return "named" if described and read_bare_name(first) is not None else ""


def _says_of_effort(lines: list[Text]) -> bool:
    """Whether any of the further lines of an item says what only efforts have."""
    return any(_attributes_of(line) & _OF_ITEMS for line in lines)


def _describes_effort(blocks: tuple[Block, ...], attributes: frozenset[str]) -> bool:
    """Whether the first blocks below a heading or an item say some of the attributes, which only efforts have."""
    texts: list[Text] = []
    for block in blocks:
        if isinstance(block, Heading):
            break
        if isinstance(block, Paragraph):
            texts.append(block.text)
        elif isinstance(block, List):
            firsts = [item.blocks[0] for item in block.items[:20] if item.blocks]
            texts += [first.text for first in firsts if isinstance(first, Paragraph)]
    return any(_attributes_of(text) & attributes for text in texts[:20])


def _attributes_of(text: Text) -> set[str]:
    """What the labels and facts of some lines are about."""
    found = {ATTRIBUTES.get(words(label.label.value), "") for label in labels(text)[1]}
    bare = plain(text)
    at = 0
    for line in bare.value.split("\n")[:20]:
        label = _PLAIN_LABEL.match(line)
        found.add(ATTRIBUTES.get(words(label[1]), "") if label is not None else "")
        fact = read_fact(bare.part(at, at + len(line)))
        found.add(fact.kind if fact is not None else "")
        at += len(line) + 1
    return found
