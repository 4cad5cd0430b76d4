"""Which wave or effort a part of a document is of: titles open parts, headings close them."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

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
from scaffold.plan.markdown.waves.titles import name_and_notes
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
        return self.stack[-1].attribute if self.stack else ""

    def open_other(self, level: int, attribute: str) -> None:
        """A heading that speaks of no wave and no effort."""
        self.stack.append(Scope(level, None, attribute))

    def open(self, title: Title, text: Text, level: int, weak: bool) -> bool:
        """Open the part of a wave or an effort; false where the title is of neither after all."""
        if title.kind == "wave":
            self.close(level)
            self._open_waves(title, text, level, weak)
            return True
        around = next((s.target for s in self.stack if s.level < level and isinstance(s.target, EffortMention)), None)
        if around is not None and title.kind != "effort" and around.kind != "pr":
            return False
        if title.kind in ("agent", "task") and not title.sure:
            return False
        self.close(level, effort=True)
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
        self.stack.append(Scope(level, mentions, ""))
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
        self.stack.append(Scope(level, mention, ""))
