"""Which wave or effort a part of a document is of: titles open parts, headings close them."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from scaffold.plan.markdown.waves.effort_lines import EffortLine
from scaffold.plan.markdown.waves.facts import give_facts, split_facts
from scaffold.plan.markdown.waves.found import (
    DETAIL,
    LOOSE,
    EffortMention,
    Found,
    Statement,
    WaveKey,
    WaveMention,
    name_claim,
)
from scaffold.plan.markdown.waves.labels import Taker
from scaffold.plan.markdown.waves.words import Title
from scaffold.source import Text

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


_DEEPEST_HEADING: Final = 6
ASIDE: Final = "-"
"""The attribute of a heading below a wave that is about something else: goals, criteria, risks."""


class Scope(NamedTuple):
    """What a heading opens. `target` is None for one that speaks of neither; `attribute` what its list would be."""

    level: int
    target: list[WaveMention] | EffortMention | None
    attribute: str


class Scopes:
    """The parts that are open, outermost first, and what their titles say."""

    def __init__(self, found: Found, taker: Taker) -> None:
        self.found = found
        self.taker = taker
        self.stack: list[Scope] = []
        self.phases: list[tuple[int, str]] = []
        # The headings that are open and speak of no wave and no effort, with their levels.
        self.components: list[tuple[int, str]] = []
        # Tells efforts under one heading from those under another.
        self.section = found.source()

    @property
    def phase(self) -> str:
        """The phase that we are in; empty where nothing says."""
        return self.phases[-1][1] if self.phases else ""

    def wave(self) -> list[WaveMention]:
        """The waves whose part of the document this is; several for “Waves 3 & 4”."""
        for scope in reversed(self.stack):
            if isinstance(scope.target, list):
                return scope.target
        return []

    def wave_above(self, level: int) -> bool:
        """Whether a heading of this level stands below a wave's."""
        return any(isinstance(scope.target, list) and scope.level <= level for scope in self.stack)

    def effort_above(self, level: int) -> EffortMention | None:
        """The effort below whose heading one of this level stands."""
        for scope in self.stack:
            if isinstance(scope.target, EffortMention) and scope.level < level:
                return scope.target
        return None

    def effort(self) -> EffortMention | None:
        """The effort whose part this is."""
        for scope in reversed(self.stack):
            if scope.target is not None:
                return scope.target if isinstance(scope.target, EffortMention) else None
        return None

    def targets(self) -> list[WaveMention | EffortMention]:
        """Whom a label here belongs to."""
        effort = self.effort()
        return [effort] if effort is not None else list(self.wave())

    def close(self, level: int, effort: bool = False) -> None:
        """Close what a heading of this level ends; an effort's does not end a wave of its own level."""
        while self.stack:
            last = self.stack[-1]
            if last.level < level or (effort and last.level == level and isinstance(last.target, list)):
                return
            self.stack.pop()

    def turn_phase(self, level: int, phase: str) -> None:
        """A heading of this level ends phases of its level and below, and begins one where it names it."""
        while self.phases and self.phases[-1][0] >= level:
            self.phases.pop()
        if phase:
            self.phases.append((level, phase))

    # --- opening ---------------------------------------------------------------------------------------------------

    @property
    def attribute(self) -> str:
        """What a list here would be, by its heading; empty where that says nothing."""
        return self.stack[-1].attribute if self.stack and self.stack[-1].attribute != ASIDE else ""

    @property
    def aside(self) -> bool:
        """Whether the heading above speaks of something else than waves and efforts."""
        return bool(self.stack) and self.stack[-1].attribute == ASIDE

    def open_other(self, level: int, attribute: str, title: str) -> None:
        """A heading that speaks of no wave and no effort."""
        self._close_components(level)
        self.components.append((level, title))
        self.stack.append(Scope(level, None, attribute))

    def _close_components(self, level: int) -> None:
        while self.components and self.components[-1][0] >= level:
            self.components.pop()

    def open_waves(self, title: Title, text: Text, level: int, weak: bool) -> None:
        """Open the part of a wave, or of several."""
        self.close(level)
        split = split_facts(text.part(title.name, len(text.value)))
        name = split.name
        named = title.separated or (title.sure and bool(split.facts or name.value.strip()))
        loose = not named and not _NO_NAME & set(re.findall(r"[a-z]+", name.value.lower()))
        mentions = []
        for number in title.numbers:
            phase = title.phase or (number[0] if len(number) > 1 else self.phase)
            mention = WaveMention(
                WaveKey(phase, number[-1]), text.span(), 0 if not (title.sure or loose) else 1 if weak else 2
            )
            if (named or loose) and len(title.numbers) == 1:
                mention.name = name_claim(name, LOOSE if weak or loose else DETAIL)
            give_facts(self.taker, mention, split, DETAIL, phase)
            mentions.append(mention)
        if len(mentions) > 1:
            for mention in mentions:
                mention.parallel.append(Statement(text, LOOSE, self.phase))
        self.found.waves += mentions
        self.stack.append(Scope(level, mentions, ""))
        self.section = self.found.source()

    def open_effort(self, line: EffortLine, text: Text, level: int, defines: int, certain: bool) -> bool:
        """Open the part of an effort; false where the line is about none after all.

        `defines` is the weight of the place; `certain` tells that whatever stands there is an effort.
        """
        title = line.title
        kind = title.kind if title is not None else "name"
        around = next((s.target for s in self.stack if s.level < level and isinstance(s.target, EffortMention)), None)
        if around is not None and kind != "effort" and around.kind != "pr":
            return False
        if kind in ("agent", "task") and title is not None and not title.sure and not certain:
            return False
        self.close(level, effort=True)
        mention = EffortMention(
            kind,
            title.numbers[0] if title is not None else (),
            title.form if title is not None else line.name.value,
            text.span(),
            self.section,
            (title.phase if title is not None else "") or self.phase,
        )
        if level <= _DEEPEST_HEADING:
            self._close_components(level)
            mention.component = self.components[-1][1] if self.components else ""
        waves = self.wave()
        if len(waves) == 1:
            mention.wave = (waves[0].key, DETAIL, waves[0].span)
        if kind not in ("agent", "task") or (waves and title is not None and (title.separated or certain)):
            # `Agent B: Reports` is an effort of its wave, also where nothing more is said of it.
            mention.defines = defines
        self._name(mention, line, defines)
        give_facts(self.taker, mention, line.split, DETAIL, mention.phase)
        self.found.efforts.append(mention)
        self.stack.append(Scope(level, mention, ""))
        return True

    def _name(self, mention: EffortMention, line: EffortLine, defines: int) -> None:
        title = line.title
        separated = title is None or title.separated
        claim = name_claim(line.name, DETAIL if separated and defines > 1 and mention.kind != "agent" else LOOSE)
        if claim is not None and (
            separated or defines > 1 or not _NO_NAME & set(re.findall(r"[a-z]+", claim.value.lower()))
        ):
            mention.names.append(claim)
            if re.fullmatch(r"[\w./-]*[-_.\d][\w./-]*", claim.value):
                # `Agent 1: sync-02`: what others refer to.
                mention.aliases.append(claim.value)
