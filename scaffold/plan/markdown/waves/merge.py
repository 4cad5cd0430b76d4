"""Mentions of one wave or effort become one: by number, by branch, by name, and last by their place in the wave."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from scaffold.diagnostics import Related, Report
from scaffold.plan.markdown.waves.drafts import EffortDraft, WaveDraft
from scaffold.plan.markdown.waves.found import (
    LOOSE,
    MAX_EFFORTS,
    MAX_WAVES,
    Claim,
    EffortMention,
    Found,
    WaveKey,
)
from scaffold.plan.markdown.waves.words import Number, significant
from scaffold.source import Span

_WAVE_OF_BRANCH = re.compile(r"(?:^|[/_-])p(\d+)[-_/]?w(\d+)", re.IGNORECASE)


class Drafts:
    """The waves and efforts of a document. `own` are its phases; with `several`, each of them has waves of its own."""

    def __init__(self, found: Found, report: Report) -> None:
        self.found = found
        self.report = report
        self.waves: dict[WaveKey, WaveDraft] = {}
        self.efforts: dict[object, EffortDraft] = {}
        # Words that stand for an effort: ids, nodes of graphs, branches, names.
        self.aliases: dict[str, EffortDraft] = {}
        self.of: dict[int, EffortDraft] = {}
        self.limits: set[str] = set()
        phases = list(dict.fromkeys(m.key.phase for m in found.waves if m.defines == 2 and m.key.phase))
        self.several = len(phases) > 1
        self.own = set(phases) | {m.phase for m in found.efforts if m.phase}
        # The phase of the efforts' numbers, which need not be that of the document.
        counted = Counter(m.number[0] for m in found.efforts if len(m.number) == 3 and m.defines)
        self.numbered = counted.most_common(1)[0][0] if counted else ""
        self.main = phases[0] if phases else self.numbered
        self._waves()
        self._efforts()
        self._places()

    # --- waves -----------------------------------------------------------------------------------------------------

    def key(self, key: WaveKey) -> WaveKey:
        """The key that a wave goes by: without its phase where there is only one."""
        return WaveKey((key.phase or self.main) if self.several else "", key.number)

    def _waves(self) -> None:
        least = 2 if any(m.defines == 2 for m in self.found.waves) else 1
        for mention in self.found.waves:
            if mention.defines >= least:
                self.wave(mention.key, mention.span)
        for mention in self.found.waves:
            draft = self.waves.get(self.key(mention.key))
            if draft is not None:
                draft.names += [mention.name] if mention.name is not None else []
                draft.budget += mention.budget
                draft.depends += mention.depends
                draft.parallel += mention.parallel
                draft.counts += mention.counts
            elif mention.defines == 1:
                what = f"wave {mention.key.number} is only mentioned here: left out"
                self.found.leave("mention", what, mention.span)

    def wave(self, key: WaveKey, span: Span) -> WaveDraft | None:
        """The wave of that number, made if it isn't there; None where there are too many."""
        key = self.key(key)
        draft = self.waves.get(key)
        if draft is None and len(self.waves) < MAX_WAVES:
            draft = self.waves[key] = WaveDraft(key, span)
        elif draft is None:
            self._limit(f"more than {MAX_WAVES} waves are not read", span)
        return draft

    def _limit(self, message: str, span: Span) -> None:
        """Tell once that there is too much."""
        if message not in self.limits:
            self.limits.add(message)
            self.report.warning("wave-limit", message, span)

    # --- efforts ---------------------------------------------------------------------------------------------------

    def canonical(self, number: Number, phase: str = "") -> Number:
        """A number of an effort with its phase: ``2.1`` in phase 5 is ``5.2.1``."""
        if len(number) == 2:
            return ((phase if self.several else "") or self.numbered or self.main, *number)
        return number

    def hard(self, mention: EffortMention) -> object | None:
        """What a mention is merged by; None for those known by a role, a branch or a name alone."""
        number = mention.number
        if mention.kind == "agent" or not number:
            return ("word", mention.form.lower()) if mention.kind == "effort" and not number else None
        if mention.kind == "pr":
            return self.pull_request(number, mention.component)
        if mention.kind == "task":
            return (
                "task",
                mention.wave and self.key(mention.wave[0]) if len(number) == 1 else "",
                self.canonical(number),
            )
        if len(number) == 1:
            return ("single", self.key(mention.wave[0]) if mention.wave else "", number)
        return self.canonical(number, mention.phase)

    def pull_request(self, number: Number, component: str) -> object:
        """What a pull request is merged by: its number, and its component where several have one of that number."""
        components = self.repeated.get(number)
        if components is None:
            return ("pr", number)
        return ("pr", number, component if component in components else components[0])

    def _repeated(self) -> dict[Number, list[str]]:
        """Numbers that pull requests of several components have, with these."""
        named: dict[Number, dict[str, EffortMention]] = {}
        for mention in self.found.efforts:
            if mention.kind == "pr" and mention.component and mention.names:
                named.setdefault(mention.number, {}).setdefault(mention.component, mention)
        differ = {
            number
            for number, of in named.items()
            if len(of) > 1 and len({" ".join(significant(m.names[0].value)) for m in of.values()}) > 1
        }
        return {number: list(named[number]) for number in named if number in differ}

    def _efforts(self) -> None:
        mentions = self.found.efforts
        self.repeated = self._repeated()
        least = 2 if any(m.defines == 2 for m in mentions) else 1
        hard = [(m, key) for m in mentions if (key := self.hard(m)) is not None]
        for mention, key in hard:
            if mention.defines >= least:
                self._add(key, mention)
        for mention, key in hard:
            draft = self.efforts.get(key)
            if mention.defines >= least:
                continue
            if draft is not None:
                self._join(draft, mention)
            elif mention.defines and mention.wave is not None:
                self._add(key, mention)
            elif mention.defines:
                self.found.leave("mention", f"{mention.form} is only mentioned here: left out", mention.span)
        groups: dict[tuple[int, WaveKey | None], list[EffortMention]] = {}
        for mention in mentions:
            if self.hard(mention) is None:
                wave = self.key(mention.wave[0]) if mention.wave else None
                groups.setdefault((mention.source, wave), []).append(mention)
        for (_, where), group in groups.items():
            self._soft(group, where, least)

    def _add(self, key: object, mention: EffortMention) -> EffortDraft | None:
        draft = self.efforts.get(key)
        if draft is None:
            if len(self.efforts) >= MAX_EFFORTS:
                self._limit(f"more than {MAX_EFFORTS} efforts are not read", mention.span)
                return None
            number = self.canonical(mention.number, mention.phase) if mention.kind in ("effort", "bare") else ()
            draft = self.efforts[key] = EffortDraft(number, mention)
        self._join(draft, mention)
        return draft

    def _join(self, draft: EffortDraft, mention: EffortMention) -> None:
        draft.mentions.append(mention)
        self.of[id(mention)] = draft
        words = [mention.form, *mention.aliases]
        words += [claim.value for claim in _own_names(mention)]
        for claim in mention.branch:
            words += [claim.value, claim.value.rpartition("/")[2]]
        if mention.kind in ("agent", "name") and len(mention.form) < 3:
            words = words[1:]
        for word in words:
            draft.aliases[word.lower()] = None
            self.aliases.setdefault(word.lower(), draft)

    def _soft(self, group: list[EffortMention], wave: WaveKey | None, least: int) -> None:
        """Mentions of one table or list without numbers: each is one of the efforts that are known, or a new one."""
        sources = {mention.source for mention in group}
        there = [
            draft
            for draft in self.efforts.values()
            if wave is not None
            and self._stands_in(draft, wave)
            # What one list tells apart is not one.
            and not any(mention.source in sources for mention in draft.mentions)
        ]
        taken: set[int] = set()
        open_: list[EffortMention] = []
        for mention in group:
            draft = self._by_role(mention, there) or self._by_alias(mention)
            if draft is not None and id(draft) not in taken:
                taken.add(id(draft))
                self._join(draft, mention)
            else:
                open_.append(mention)
        for mention in list(open_):
            rest = [draft for draft in there if id(draft) not in taken]
            best = _most_alike(mention, rest)
            if best is not None:
                taken.add(id(best))
                self._join(best, mention)
                open_.remove(mention)
        rest = [draft for draft in there if id(draft) not in taken]
        if open_ and len(open_) == len(rest) and any(m.kind == "agent" for m in open_):
            for mention, draft in zip(open_, rest, strict=True):
                self._tell_joined(mention, draft)
                self._join(draft, mention)
            return
        for mention in open_:
            if mention.defines >= (least if there else 1):
                self._add(("soft", wave, mention.kind, mention.number or mention.form.lower()), mention)
            elif mention.defines:
                message = f"{mention.kind} {mention.form[:60]} is none of the wave's efforts: left out"
                self.found.leave("mention", message, mention.span)
            elif mention.kind == "name" and mention.depends:
                self.found.leave("row", f"“{mention.form[:60]}” is no effort of a wave: left out", mention.span)

    def _tell_joined(self, mention: EffortMention, draft: EffortDraft) -> None:
        first = draft.mentions[0]
        self.report.note(
            "wave-merged",
            f"{mention.kind} {mention.form} is taken for {first.form}, by its place in the wave",
            mention.span,
            related=[Related(f"{first.form} is here", first.span)],
        )

    def _stands_in(self, draft: EffortDraft, wave: WaveKey) -> bool:
        stated = [self.key(m.wave[0]) for m in draft.mentions if m.wave is not None]
        if stated:
            return wave in stated
        return (
            len(draft.number) == 3
            and self.key(WaveKey(draft.number[0] if self.several else "", draft.number[1])) == wave
        )

    def _by_role(self, mention: EffortMention, drafts: list[EffortDraft]) -> EffortDraft | None:
        """“Agent 1” of a wave is the same everywhere in the document."""
        if mention.kind != "agent" or not mention.number:
            return None
        return next((d for d in drafts for m in d.mentions if m.kind == "agent" and m.number == mention.number), None)

    def _by_alias(self, mention: EffortMention) -> EffortDraft | None:
        words = [claim.value.lower().rpartition("/")[2] for claim in mention.branch]
        words += [alias.lower() for alias in mention.aliases]
        if mention.kind == "name":
            words += [mention.form.lower(), mention.form.lower().rpartition("/")[2]]
        words += [claim.value.lower() for claim in _own_names(mention)]
        return next((self.aliases[word] for word in words if word in self.aliases), None)

    # --- which wave an effort is in --------------------------------------------------------------------------------

    def _places(self) -> None:
        for draft in self.efforts.values():
            claims = sorted((m.wave for m in draft.mentions if m.wave is not None), key=lambda claim: -claim[1])
            if claims:
                key, _, span = claims[0]
                draft.wave = self.wave(key, span)
                self._tell_places(draft, claims)
            elif len(draft.number) >= 3:
                key = WaveKey(draft.number[0] if self.several else "", draft.number[1])
                draft.wave = self.wave(key, draft.span)
            else:
                draft.wave = self._wave_of_branch(draft)
            if draft.wave is not None:
                draft.wave.efforts.append(draft)
        self._waves_as_efforts()

    def _waves_as_efforts(self) -> None:
        """A wave without efforts is one by itself where the document gives it what only efforts have."""
        for mention in self.found.waves:
            own = mention.effort
            wave = self.waves.get(self.key(mention.key))
            if own is None or wave is None:
                continue
            if any(draft.mentions[0].kind != "wave" for draft in wave.efforts):
                claims = [*own.lines, *own.branch, *own.owner]
                spans = [*(c.span for c in claims), *(t.span() for t in (*own.paths, *own.delivers, *own.implements))]
                for span in spans[:1]:
                    self.found.leave("size", f"{self.said(wave)} has efforts: this is theirs to say, left out", span)
                continue
            self.found.efforts.append(own)
            draft = self._add(("wave", wave.key), own)
            if draft is not None and draft.wave is None:
                draft.wave = wave
                wave.efforts.append(draft)

    @staticmethod
    def said(wave: WaveDraft) -> str:
        """How messages call a wave that has no number yet."""
        return f"wave {wave.key.number}"

    def _wave_of_branch(self, draft: EffortDraft) -> WaveDraft | None:
        for alias in draft.aliases:
            found = _WAVE_OF_BRANCH.search(alias)
            if found is not None:
                return self.waves.get(self.key(WaveKey(found[1].lstrip("0") or "0", found[2].lstrip("0") or "0")))
        return None

    def _tell_places(self, draft: EffortDraft, claims: Iterable[tuple[WaveKey, int, Span]]) -> None:
        first, *others = claims
        for key, _, span in others:
            if self.key(key) != self.key(first[0]):
                self.report.warning(
                    "wave-disagreement",
                    f"{draft.mentions[0].form} is in wave {first[0].number} and in wave {key.number}: "
                    "the first is read",
                    first[2],
                    related=[Related(f"in wave {key.number} here", span)],
                )
                return


def _own_names(mention: EffortMention) -> list[Claim]:
    """Its names, roles apart: “Controller Specialist” works in every wave."""
    return [claim for claim in mention.names if mention.kind != "agent" or claim.rank > LOOSE]


def _most_alike(mention: EffortMention, drafts: list[EffortDraft]) -> EffortDraft | None:
    """The effort whose name and branch share the most words with a mention's; the same size decides between equals."""
    mine = set(_words(mention))
    best: EffortDraft | None = None
    most = (0.49, False)
    for draft in drafts:
        theirs = {word for other in draft.mentions for word in _words(other)}
        if not mine or not theirs:
            continue
        common = len(mine & theirs) / min(len(mine), len(theirs))
        same = bool({c.value for c in mention.lines} & {c.value for m in draft.mentions for c in m.lines})
        if (common, same) > most:
            best, most = draft, (common, same)
    return best


def _words(mention: EffortMention) -> list[str]:
    found = [word for claim in mention.names for word in significant(claim.value)]
    for claim in mention.branch:
        tail = claim.value.rpartition("/")[2]
        found += [word for word in significant(tail) if not re.fullmatch(r"p\d+w\d+\w?|\d+", word)]
    return found
