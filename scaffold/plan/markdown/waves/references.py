"""What a text refers to: ``Wave 1-2 types``, ``E2.1, E2.2``, ``SyncTarget (Phase 5)``, ``None``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from scaffold.diagnostics import Related, Report
from scaffold.markdown.inline import plain
from scaffold.plan.markdown.waves.drafts import Draft, EffortDraft, WaveDraft
from scaffold.plan.markdown.waves.found import Statement, WaveKey
from scaffold.plan.markdown.waves.merge import Drafts
from scaffold.plan.markdown.waves.words import (
    EFFORTS,
    WAVES,
    Number,
    effort_list,
    number,
    says_none,
    significant,
    wave_list,
)
from scaffold.source import Span, Text

_ALL = re.compile(
    r"\ball\s+(?:of\s+)?(?:the\s+)?(?:previous|prior|earlier|preceding|above|other)\b|\ball\s+waves\b(?!\s*\d)|\beverything\b|\ball\s+above\b",
    re.IGNORECASE,
)
_LAST = re.compile(r"\b(?:the\s+)?(?:previous|prior|preceding)\s+wave\b", re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:independent (?:of|from)|not depend|no dependenc|does not|doesn't|parallel (?:with|to)|alongside|can run"
    r"|can start|blocks?|before)\b",
    re.IGNORECASE,
)
_PHASE = re.compile(r"\bphases?\s*[-#]?\s*\d|\bexternal\b|\bv\d+\.\d|\bupstream\b", re.IGNORECASE)
_PIECE = re.compile(r"(?:[^,;/&+\n|]|(?<=\S)/(?=\S))+")
_CALLED = re.compile(r"\A(?:efforts?|tasks?|work items?)\s+(?=\S)")
"""What stands before the name of an effort: ``Efforts A and C``."""
_SMALL = frozenset(["but", "then", "also", "plus", "with"])
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)


class Reference(NamedTuple):
    """What is referred to, and where."""

    target: Draft
    span: Span


class Read(NamedTuple):
    """What a statement says. `silent` is true for one that names nothing of this plan that could be read."""

    references: list[Reference]
    silent: bool


class Resolver:
    """Finds the waves and efforts of a document by what it calls them."""

    def __init__(self, drafts: Drafts, report: Report) -> None:
        self.drafts = drafts
        self.report = report
        self.waves = sorted(drafts.waves.values(), key=lambda wave: wave.number)
        self.efforts = list(drafts.efforts.values())
        self.of_words: dict[str, dict[int, EffortDraft]] = {}
        for draft in self.efforts:
            for alias in draft.aliases:
                for word in significant(alias):
                    self.of_words.setdefault(word, {})[id(draft)] = draft

    def read(self, statement: Statement, of: Draft | None, tell: bool = True) -> Read:
        """The references of a statement that `of` makes; with `tell`, what cannot be read is told."""
        text = plain(statement.text)
        if len(text.value) > 5000:
            text = text.part(0, 5000)
        if says_none(text.value):
            return Read([], False)
        every = _ALL.search(text.value)
        if every is not None and of is not None:
            return Read([Reference(wave, text.span(*every.span())) for wave in self._earlier(of)], False)
        last = _LAST.search(text.value)
        if last is not None and of is not None:
            return Read([Reference(wave, text.span(*last.span())) for wave in self._earlier(of)[-1:]], False)
        outer = re.sub(r"\([^()]*\)", lambda m: " " * len(m[0]), text.value)
        outer = outer.replace("[", " ").replace("]", " ").replace("(", " ").replace(")", " ")
        reading = _Reading(self, text, statement.phase, of, tell)
        reading.take(outer)
        if not reading.references and not reading.outside and outer.strip() == "":
            reading.take(text.value.replace("(", " ").replace(")", " "))
        references = sorted(reading.references, key=lambda reference: reference.span.start)
        return Read(references, not references and not reading.outside)

    def _earlier(self, of: Draft) -> list[WaveDraft]:
        wave = of if isinstance(of, WaveDraft) else of.wave
        return [other for other in self.waves if wave is not None and other.number < wave.number]

    def wave(self, parts: Number, phase: str) -> WaveDraft | None:
        """A wave by its number."""
        key = WaveKey(parts[0] if len(parts) > 1 else phase, parts[-1])
        return self.drafts.waves.get(self.drafts.key(key))

    def effort(self, kind: str, parts: Number, phase: str, of: Draft | None) -> EffortDraft | None:
        """An effort by its number."""
        known = self.drafts.efforts
        own = of if isinstance(of, WaveDraft) else of.wave if of is not None else None
        if kind == "pr":
            component = of.mentions[0].component if isinstance(of, EffortDraft) else ""
            return known.get(self.drafts.pull_request(parts, component))
        if kind == "agent":
            found = [
                d
                for d in self.efforts
                for m in d.mentions
                if m.kind == "agent" and m.number == parts and (own is None or d.wave is own)
            ]
            return found[0] if found else None
        if len(parts) == 1:
            keys = [own.key, ""] if own is not None else [""]
            for key in keys:
                for kinds in ("single", "task"):
                    if ((kinds, key, parts)) in known:
                        return known[(kinds, key, parts)]
            same = [
                d
                for key, d in known.items()
                if isinstance(key, tuple) and key[0] in ("single", "task") and key[2:] == (parts,)
            ]
            return same[0] if len(same) == 1 else None
        full = self.drafts.canonical(parts, phase)
        return known.get(full) or known.get(("task", "", full))

    def named(self, words: str, of: Draft | None) -> tuple[EffortDraft | None, bool]:
        """An effort by a word of its own, or by words of its name; the second tells that it is a guess."""
        value = _CALLED.sub("", words.strip().strip("`*_'\"").lower())
        alias = self.drafts.aliases.get(value) or self.drafts.aliases.get(value.rpartition("/")[2])
        if alias is not None:
            return alias, False
        counted = significant(value)
        if not counted or len(counted) > 4:
            return None, False
        sets = [self.of_words.get(word, {}) for word in counted]
        common = [draft for key, draft in min(sets, key=len).items() if all(key in each for each in sets)]
        common = [draft for draft in common if draft is not of]
        wave = of if isinstance(of, WaveDraft) else of.wave if of is not None else None
        if wave is not None and len(common) > 1:
            earlier = [draft for draft in common if draft.wave is not None and draft.wave.number < wave.number]
            common = earlier or common
        return (common[0], True) if len(common) == 1 else (None, False)


class _Reading:
    """One statement while it is read."""

    def __init__(self, resolver: Resolver, text: Text, phase: str, of: Draft | None, tell: bool) -> None:
        self.resolver = resolver
        self.text = text
        self.phase = phase
        self.of = of
        self.tell = tell
        self.references: list[Reference] = []
        self.outside = False

    def take(self, value: str) -> None:
        """All references of the text; `value` is the text with what doesn't count blanked out."""
        for clause in re.finditer(r"(?:[^;.\n]|\.(?=\S))+", value):
            negative = _NOT.search(clause[0])
            end = clause.start() + (negative.start() if negative is not None else len(clause[0]))
            self._clause(value, clause.start(), end)

    def _clause(self, value: str, start: int, end: int) -> None:
        used: list[tuple[int, int]] = []
        for match in WAVES.finditer(value, start, end):
            used.append(match.span())
            self._waves(match)
        blanked = value
        for first, last in used:
            blanked = blanked[:first] + " " * (last - first) + blanked[last:]
        for match in EFFORTS.finditer(blanked, start, end):
            if self._efforts(match):
                used.append(match.span())
        for first, last in _pieces(value, start, end):
            if not any(a < last and first < b for a, b in used):
                self._piece(first, last)

    def _waves(self, match: re.Match[str]) -> None:
        phase = match["phase"] or ""
        listed = match["list"] or match["short"]
        if phase and self.resolver.drafts.own and phase not in self.resolver.drafts.own:
            self._outside(match.span())
            return
        parts = wave_list(listed)
        for each in parts:
            own = re.search(rf"(?<![\w.]){re.escape('.'.join(each))}(?!\w)", match[0]) if len(parts) > 1 else None
            at, end = match.span() if own is None else (match.start() + own.start(), match.start() + own.end())
            wave = self.resolver.wave(each, phase or self.phase)
            if wave is not None:
                self.references.append(Reference(wave, self.text.span(at, end)))
            elif match["short"] is None:
                self._unknown(f"there is no wave {'.'.join(each)}", (at, end))

    def _efforts(self, match: re.Match[str]) -> bool:
        drafts = self.resolver.drafts
        span = match.span()
        word = drafts.aliases.get(match[0].strip().lower())
        if word is not None:
            self.references.append(Reference(word, self.text.span(*span)))
            return True
        kind = next((name for name in ("e", "effort", "pr", "agent", "task", "bare") if match[name]), "node")
        if kind == "node":
            numbers = [(*number(match["np"] or ""), *number(match["nw"]), *number(match["ne"]))]
        elif kind == "agent":
            numbers = [(part.lower(),) for part in re.findall(r"\b(?:[A-Z]|\d{1,3})\b", match["agent"])]
        else:
            numbers = effort_list(match[kind])
        known = [(parts, self.resolver.effort(kind, parts, self.phase, self.of)) for parts in numbers]
        for parts, draft in known:
            if draft is not None:
                self.references.append(Reference(draft, self.text.span(*span)))
            elif kind == "bare":
                if len(parts) == 3 and self._foreign(parts):
                    self._outside(span)
                    return True
            elif len(parts) == 3 and self._foreign(parts):
                self._outside(span)
            else:
                self._unknown(f"there is no effort {match[0].strip()}", span)
        return kind != "bare" or any(draft is not None for _, draft in known)

    def _foreign(self, parts: Number) -> bool:
        """Whether a number is of a phase of which the document has no efforts."""
        return parts[0] not in {d.number[0] for d in self.resolver.efforts if d.number}

    def _piece(self, start: int, end: int) -> None:
        words = self.text.value[start:end]
        bare = words.strip()
        if not re.search(r"\w", bare) or says_none(bare) or bare.lower() in _SMALL:
            return
        digits = re.fullmatch(r"#?(\d{1,7}[a-z]?)", bare)
        if digits is not None and self._digits(digits[1], (start, end)):
            return
        draft, guessed = self.resolver.named(bare, self.of)
        span = self.text.span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
        if draft is not None and (not guessed or not _PHASE.search(bare)):
            self.references.append(Reference(draft, span))
            if guessed and self.tell:
                self.resolver.report.note(
                    "wave-guess",
                    f"“{_short(bare)}” is taken for effort {draft.id}",
                    span,
                    related=[Related(f"effort {draft.id} is here", draft.span)],
                )
            return
        if _PHASE.search(bare):
            self._outside((start, end))
        else:
            self._unknown(f"“{_short(bare)}” names no wave and no effort", (start, end))

    def _digits(self, digits: str, span: tuple[int, int]) -> bool:
        """A number alone: an effort's of the same kind, else a wave's."""
        parts = number(digits)
        draft: Draft | None = None
        if isinstance(self.of, EffortDraft):
            kind = self.of.mentions[0].kind
            draft = self.resolver.effort(kind, parts, self.phase, self.of)
        draft = draft or self.resolver.wave(parts, self.phase)
        if draft is not None:
            self.references.append(Reference(draft, self.text.span(*span)))
        return draft is not None

    def _outside(self, span: tuple[int, int]) -> None:
        self.outside = True
        if self.tell:
            place = self._span(span)
            self.resolver.report.note(
                "wave-outside", f"“{_short(self.text.value[slice(*span)])}” is outside of this plan: left out", place
            )

    def _unknown(self, message: str, span: tuple[int, int]) -> None:
        if self.tell:
            related = [Related(f"{self.of.title} says so", self.of.span)] if self.of is not None else []
            self.resolver.report.warning("wave-reference", f"{message}: left out", self._span(span), related=related)

    def _span(self, span: tuple[int, int]) -> Span:
        value = self.text.value[slice(*span)]
        start = span[0] + len(value) - len(value.lstrip())
        return self.text.span(start, max(start, span[0] + len(value.rstrip())))


def _pieces(value: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _PIECE.finditer(value, start, end):
        at = match.start()
        for joint in _AND.finditer(match[0]):
            yield at, match.start() + joint.start()
            at = match.start() + joint.end()
        yield at, match.end()


def _short(text: str) -> str:
    value = " ".join(text.split())
    return value if len(value) <= 60 else value[:60] + "…"
