"""Numbers for waves, ids for efforts, and a wave for every effort."""

from __future__ import annotations

import re

from scaffold.diagnostics import Report
from scaffold.plan.markdown.waves.drafts import EffortDraft, WaveDraft
from scaffold.plan.markdown.waves.edges import Edges
from scaffold.plan.markdown.waves.found import LOOSE, Claim, EffortMention, WaveKey
from scaffold.plan.markdown.waves.merge import Drafts


def settle(drafts: Drafts, report: Report) -> None:
    """Everything that has to be known before references are read."""
    _number(drafts, report)
    _name(drafts)
    orphans = [draft for draft in drafts.efforts.values() if draft.wave is None]
    if orphans and drafts.waves:
        _place(drafts, orphans, report)
    elif orphans:
        _derive(drafts, orphans, report)
    order = {id(mention): at for at, mention in enumerate(drafts.found.efforts)}
    for wave in drafts.waves.values():
        inside = [draft for draft in drafts.efforts.values() if draft.wave is wave]
        wave.efforts = sorted(inside, key=lambda draft: min(order[id(mention)] for mention in draft.mentions))
    _name(drafts)


# --- numbers ---------------------------------------------------------------------------------------------------------


def _number(drafts: Drafts, report: Report) -> None:
    waves = list(drafts.waves.values())
    simple = not drafts.several and all(w.key.number.isdigit() and int(w.key.number) <= 1_000_000 for w in waves)
    if simple:
        for wave in waves:
            wave.number = int(wave.key.number)
        return
    ordered = sorted(waves, key=lambda wave: (_natural(wave.key.phase), _natural(wave.key.number)))
    for at, wave in enumerate(ordered, 1):
        wave.number = at
        phase = f"phase {wave.key.phase} " if wave.key.phase else ""
        report.note("wave-renumbered", f"{phase}wave {wave.key.number} is wave {at} of the plan", wave.span)
        own = f"{phase}wave {wave.key.number}".capitalize()
        name = max(wave.names, key=lambda claim: claim.rank) if wave.names else None
        value = f"{own}: {name.value}" if name is not None else own
        wave.names.insert(0, Claim(value, name.text if name else wave.span.text, name.span if name else wave.span, 9))


def _natural(text: str) -> tuple[int, str]:
    digits = re.match(r"\d*", text)
    return int(digits[0]) if digits and digits[0] else 0, text


# --- ids -------------------------------------------------------------------------------------------------------------


def _name(drafts: Drafts) -> None:
    numbers = {str(wave.number) for wave in drafts.waves.values()}
    singles = [draft for draft in drafts.efforts.values() if _single(draft)]
    repeated = len({_form(draft).form.lower().lstrip("e") for draft in singles}) < len(singles)
    taken: set[str] = set()
    for draft in drafts.efforts.values():
        wanted = _wanted(draft, repeated, numbers)
        name, at = wanted, 2
        while name in taken:
            name, at = f"{wanted}-{at}", at + 1
        taken.add(name)
        draft.id = name
        draft.aliases[name.lower()] = None
        drafts.aliases.setdefault(name.lower(), draft)


def _form(draft: EffortDraft) -> EffortMention:
    """The mention whose spelling of the id is the best: an effort's own, with its letter."""

    def weight(mention: EffortMention) -> tuple[bool, bool, bool, bool, bool]:
        letter = mention.form[:1] in "eE" and "_" not in mention.form
        node = re.match(r"(?i)(p\d+)?[-_.]?w\d", mention.form) is not None
        return (
            mention.kind != "agent",
            mention.kind != "name",
            not node,
            letter,
            mention.defines == 2,
        )

    return max(draft.mentions, key=weight)


def _single(draft: EffortDraft) -> bool:
    form = _form(draft)
    return form.kind in ("effort", "bare") and len(form.number) == 1


def _wanted(draft: EffortDraft, repeated: bool, numbers: set[str]) -> str:
    best = _form(draft)
    wave = draft.wave.number if draft.wave is not None else 0
    if best.kind == "agent":
        return f"W{wave}-{best.form.strip()}" if draft.wave is not None else f"Agent-{best.form}"
    if _single(draft):
        bare = best.form[1:] if best.form[:1] in "eE" else best.form
        if repeated and wave:
            return f"E{wave}.{bare}"
        return f"E{bare}" if best.form in numbers else best.form
    form = best.form.rpartition("/")[2] if best.kind == "name" else best.form
    return re.sub(r"\s+", "-", form.strip()) or "effort"


# --- efforts in no wave ----------------------------------------------------------------------------------------------


def _place(drafts: Drafts, orphans: list[EffortDraft], report: Report) -> None:
    """Where waves are known: an effort goes into the wave of the last effort it waits for."""
    edges = Edges(drafts, Report())
    first = min(drafts.waves.values(), key=lambda wave: wave.number)
    for draft in orphans:
        before = [edge.before for edge in edges.depends(draft)]
        waves = [other if isinstance(other, WaveDraft) else other.wave for other in before]
        draft.wave = max((wave for wave in waves if wave is not None), key=lambda wave: wave.number, default=first)
        report.note("wave-assumed", f"nothing says which wave {draft.id} is in: {draft.wave.title}", draft.span)


def _derive(drafts: Drafts, orphans: list[EffortDraft], report: Report) -> None:
    """No waves at all: each is made of what waits for nothing but earlier ones; pull requests follow each other."""
    edges = Edges(drafts, Report())
    stated = any(mention.depends for draft in orphans for mention in draft.mentions) or any(
        edges.depends(draft) for draft in orphans
    )
    level: dict[int, int] = {}
    previous: EffortDraft | None = None
    for draft in _ordered(orphans, edges):
        before = [level.get(id(edge.before), 0) for edge in edges.depends(draft)]
        says = bool(before) or any(mention.depends for mention in draft.mentions)
        if not says and previous is not None and draft.mentions[0].kind == "pr":
            before = [level[id(previous)]]
        level[id(draft)] = 1 + max(before, default=0)
        previous = draft
    for draft in orphans:
        wave = drafts.wave(WaveKey("", str(level[id(draft)])), draft.span)
        if wave is not None:
            wave.number = level[id(draft)]
            wave.derived = True
            draft.wave = wave
    for wave in drafts.waves.values():
        inside = [draft for draft in orphans if draft.wave is wave]
        names = [claim for draft in inside for claim in draft.claims("names")[:1]] if len(inside) == 1 else []
        wave.names = [claim._replace(rank=LOOSE) for claim in names]
    what = "what waits for what" if stated else "the order in which they stand"
    report.note("wave-assumed", f"the document has no waves: they are made of {what}", orphans[0].span)


def _ordered(orphans: list[EffortDraft], edges: Edges) -> list[EffortDraft]:
    """Every effort behind those it waits for, otherwise as they stand."""
    found: list[EffortDraft] = []
    done: set[int] = set()
    for start in orphans:
        stack = [start]
        while stack:
            draft = stack[-1]
            ahead = [
                edge.before
                for edge in edges.depends(draft)
                if isinstance(edge.before, EffortDraft) and id(edge.before) not in done and edge.before.wave is None
            ]
            if ahead:
                stack.append(ahead[0])
                continue
            stack.pop()
            if id(draft) not in done:
                done.add(id(draft))
                found.append(draft)
    return found
