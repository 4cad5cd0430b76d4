"""Tables of waves and of efforts, known by the words of their headers."""

from __future__ import annotations

import re
from typing import Final

from scaffold.markdown.blocks import Table
from scaffold.markdown.inline import plain, strip
from scaffold.plan.markdown.waves.facts import give_facts, split_facts
from scaffold.plan.markdown.waves.found import (
    DETAIL,
    LOOSE,
    TABLE,
    EffortMention,
    Found,
    WaveKey,
    WaveMention,
    name_claim,
)
from scaffold.plan.markdown.waves.labels import ATTRIBUTES, LOOKS_LIKE_PATH, Taker, short, words
from scaffold.plan.markdown.waves.words import EFFORTS, effort_list, number, read_title
from scaffold.source import Span, Text

_ROLES: Final = {
    "wave": "wave, waves",
    "id": "effort, id, effort id, task, task id, work item, item, effort name, unit, work package, effort number",
    "pr": "pr, pr id, pull request, prs id",
    "agent": "agent, agent id, stream, track",
    "list": "branches, efforts, tasks, prs, pull requests, effort list",
    "name": (
        "name, title, description, focus area, focus, theme, component, feature, purpose, goal, wave name, what, "
        "summary"
    ),
}
ROLES: Final = {
    **ATTRIBUTES,
    "branches": "list",
    "efforts": "list",
    **{header: role for role, headers in _ROLES.items() for header in headers.split(", ")},
}
"""The words of a header → the column's role."""
_IDS: Final = frozenset(["", "id", "effort id", "task id", "effort number"])
"""Headers that have ids and nothing else; ``#`` has no words."""
_TAKEN = ("depends", "blocks", "lines", "budget", "paths", "parallel", "can", "delivers", "implements", "owner")
_OF_EFFORTS: Final = frozenset([*_TAKEN, "id", "pr", "agent", "branch", "name", "wave"])
_OF_WAVES: Final = frozenset(
    ["wave", "name", "paths", "depends", "parallel", "budget", "beside", "count", "list", "id", "can"]
)
_DEFINING = frozenset(["depends", "lines", "paths", "wave", "parallel", "can", "branch", "implements", "owner"])
_EMPTY = re.compile(r"[\s*_`–—-]*\Z")  # noqa: RUF001 - dashes of all lengths
_LETTERED = re.compile(r"\s*[MPSI](\d{1,3})\s*(?:[:.–—-]\s+|\Z|\()")  # noqa: RUF001 - dashes of all lengths
"""Short for a milestone, a phase, a sprint, an iteration: ``M3``."""
_TOTAL = re.compile(r"\W*(?:sub)?(?:totals?|sum|all)\b", re.IGNORECASE)
_DIGITS = re.compile(r"\s*#?(\d{1,7}(?:\.\d{1,7})?[a-z]?)\s*(?:[:.–—-]\s+|\Z|\()")  # noqa: RUF001


def take_table(table: Table, found: Found, phase: str, wave: WaveMention | None, effort: EffortMention | None) -> None:
    """What a table says: of waves, of efforts, or nothing. `wave` is the one whose part it stands in."""
    roles = _roles(table)
    reader = _Table(table, found, phase, wave, roles)
    of_efforts = bool({"id", "pr", "branch", "agent"} & set(roles)) and (
        bool(_DEFINING & set(roles)) or (wave is not None and "name" in roles)
    )
    if "wave" in roles and ("list" in roles or not of_efforts):
        if {"depends", "list", "name", "beside", "count", "parallel"} & set(roles):
            reader.waves()
    elif of_efforts and (effort is None or ({"id", "pr"} & set(roles) and {"wave", "depends"} & set(roles))):
        reader.wave = wave if effort is None else None
        reader.efforts()


def _roles(table: Table) -> dict[str, int]:
    """The column of each role, by the words of the headers: the first one that says it.

    Beside a column of ids one that is called ``Effort`` or ``Task`` has the names.
    """
    roles: dict[str, int] = {}
    ids: list[int] = []
    for at, cell in enumerate(table.header):
        header = plain(cell).value
        role = "id" if header.strip() == "#" else ROLES.get(words(header), "") if not re.search(r"\d", header) else ""
        if role:
            roles.setdefault(role, at)
        if role == "id":
            ids.append(at)
    if len(ids) > 1 and "name" not in roles:
        certain = [at for at in ids if words(plain(table.header[at]).value) in _IDS]
        roles["id"] = certain[0] if certain else ids[0]
        roles["name"] = next(at for at in ids if at != roles["id"])
    return roles


def pairs_of(table: Table) -> tuple[tuple[Text, Text], ...]:
    """The rows of a table that has a label and its value in each: ``| Lines | 200 |``; none for any other table."""
    if len(table.header) != 2:
        return ()
    labels = [strip(plain(row[0])) for row in table.rows if len(row) == 2]
    header = strip(plain(table.header[0]))
    known = [label for label in labels if ATTRIBUTES.get(words(label.value), "")]
    if len(known) < 2 or len(known) * 2 < len(labels) or len(labels) < len(table.rows):
        return ()
    rows = [(label, strip(row[1])) for label, row in zip(labels, table.rows, strict=True) if label.value]
    if ATTRIBUTES.get(words(header.value), ""):
        rows.insert(0, (header, strip(table.header[1])))
    return tuple(rows)


def has_effort_columns(table: Table) -> bool:
    """Whether a header speaks of efforts, so that a reader expects the rows to be some."""
    return any(
        ROLES.get(words(plain(cell).value), "") in ("id", "pr", "agent", "lines", "depends") for cell in table.header
    )


class _Table:
    def __init__(self, table: Table, found: Found, phase: str, wave: WaveMention | None, roles: dict[str, int]) -> None:
        self.table = table
        self.found = found
        self.taker = Taker(found)
        self.phase = phase
        self.wave = wave
        self.roles = roles
        self.source = found.source()
        # The wave of the row above: a cell that several rows share is filled in the first of them.
        self.above: tuple[WaveKey, Span] | None = None

    def cell(self, row: tuple[Text, ...], role: str) -> Text | None:
        """The words of a cell; None where it is empty."""
        at = self.roles.get(role, -1)
        if at < 0 or at >= len(row) or _EMPTY.match(row[at].value):
            return None
        return strip(row[at])

    def _key(self, text: Text) -> WaveKey | None:
        value = plain(text).value
        title = read_title(value)
        if title is not None and title.kind == "wave" and len(title.numbers) == 1:
            parts, phase = title.numbers[0], title.phase
        else:
            digits = _DIGITS.match(value) or _LETTERED.match(value)
            if digits is None:
                return None
            parts, phase = number(digits[1]), ""
        return WaveKey(phase or (parts[0] if len(parts) > 1 else self.phase), parts[-1])

    # --- waves -----------------------------------------------------------------------------------------------------

    def waves(self) -> None:
        """A row a wave."""
        before = len(self.found.waves)
        self._wave_rows()
        if len(self.found.waves) > before:
            self._report_columns(_OF_WAVES)

    def _wave_rows(self) -> None:
        for row in self.table.rows:
            if self.found.full:
                return
            cell = self.cell(row, "wave")
            key = self._key(cell) if cell is not None else None
            if cell is None or key is None:
                self._leave_row(row)
                continue
            mention = WaveMention(key, cell.span(), 2)
            bare = plain(cell)
            title = read_title(bare.value)
            digits = _DIGITS.match(bare.value)
            if title is not None and title.separated:
                mention.name = name_claim(split_facts(bare.part(title.name, len(bare.value))).name, TABLE)
            elif title is None and digits is not None and digits.end() < len(bare.value):
                mention.name = name_claim(split_facts(bare.part(digits.end(), len(bare.value))).name, TABLE)
            name = self.cell(row, "name") or self.cell(row, "paths")
            if name is not None and mention.name is None and not LOOKS_LIKE_PATH.match(plain(name).value):
                mention.name = name_claim(name, TABLE)
            self.found.waves.append(mention)
            for role in ("depends", "parallel", "budget", "beside", "count"):
                value = self.cell(row, role)
                if value is not None:
                    self.taker.take(mention, role, value, TABLE, self.phase)
            listed = self.cell(row, "list") or self.cell(row, "id")
            if listed is not None:
                self._listed(plain(listed), mention)

    def _listed(self, text: Text, wave: WaveMention) -> None:
        """Efforts named in a cell: ``5.1.1, 5.1.2``, ``9.1.1 Metrics, 9.1.2 Health``."""
        matches = list(EFFORTS.finditer(text.value[:5000]))
        for match, following in zip(matches, [*matches[1:], None], strict=False):
            kind = match.lastgroup or ""
            if kind == "agent":
                continue
            numbers = (
                [(*number(match["np"] or ""), *number(match["nw"]), *number(match["ne"]))]
                if match["ne"]
                else effort_list(match[0])
            )
            for value in numbers:
                form = match[0] if len(numbers) == 1 else ".".join(value)
                pr = match["pr"] is not None
                effort = EffortMention(
                    "pr" if pr else "effort",
                    value,
                    f"PR{value[0]}" if pr else re.sub(r"(?i)^(efforts?|tasks?)\s*", "", form),
                    text.span(*match.span()),
                    self.source,
                    self.phase,
                )
                effort.defines = 2
                effort.wave = (wave.key, TABLE, wave.span)
                rest = text.part(match.end(), following.start() if following else len(text.value))
                words_ = re.match(r"[\s:–-]*([A-Za-z][^,;()]*)", rest.value)  # noqa: RUF001
                if words_ is not None and len(numbers) == 1:
                    claim = name_claim(rest.part(*words_.span(1)), LOOSE)
                    effort.names += [claim] if claim else []
                self.found.efforts.append(effort)

    # --- efforts ---------------------------------------------------------------------------------------------------

    def efforts(self) -> None:
        """A row an effort."""
        before = len(self.found.efforts)
        self._effort_rows()
        if any(effort.defines for effort in self.found.efforts[before:]):
            self._report_columns(_OF_EFFORTS)

    def _report_columns(self, taken: frozenset[str]) -> None:
        """Columns that say something, and nothing of the roles that are `taken`."""
        used = {at for role, at in self.roles.items() if role in taken}
        for at, header in enumerate(self.table.header):
            name = plain(header).value.strip()
            if at in used or not name or all(at >= len(row) or _EMPTY.match(row[at].value) for row in self.table.rows):
                continue
            self.found.leave(f"column {name}", f"the column “{name}” has no place in a plan: left out", header.span())

    def _leave_row(self, row: tuple[Text, ...]) -> None:
        """Note a row that has cells and names neither a wave nor an effort."""
        cell = next((cell for cell in row if not _EMPTY.match(cell.value)), None)
        if cell is not None and not _TOTAL.match(plain(cell).value):
            self.found.leave(
                "row", f"the row “{short(plain(cell))}” names no wave and no effort: left out", cell.span()
            )

    def _effort_rows(self) -> None:
        for row in self.table.rows:
            if self.found.full:
                return
            effort = self._effort(row)
            if effort is None:
                self._leave_row(row)
                continue
            self.found.efforts.append(effort)
            for role in _TAKEN:
                value = self.cell(row, role)
                if value is not None:
                    self.taker.take(effort, role, value, TABLE, self.phase)
                elif role == "depends" and role in self.roles and self.roles[role] < len(row):
                    # An empty cell of that column says that there is nothing to wait for.
                    self.taker.take(effort, role, row[self.roles[role]].part(0, 0), TABLE, self.phase)

    def _effort(self, row: tuple[Text, ...]) -> EffortMention | None:
        cell = self.cell(row, "id") or self.cell(row, "pr") or self.cell(row, "branch") or self.cell(row, "agent")
        if cell is None:
            return None
        bare = plain(cell)
        title = read_title(bare.value, bare=True)
        digits = _DIGITS.match(bare.value)
        if title is not None and title.kind == "wave":
            return None
        if title is not None:
            kind, value, form = title.kind, title.numbers[0], title.form
        elif digits is not None and ("pr" in self.roles or "id" in self.roles):
            pr = self.cell(row, "id") is None
            kind, value, form = "pr" if pr else "effort", number(digits[1]), f"PR{digits[1]}" if pr else digits[1]
        elif self.cell(row, "id") is None and self.cell(row, "pr") is None and self.cell(row, "agent") is not None:
            agent = self.cell(row, "agent")
            assert agent is not None
            role = read_title(plain(agent).value)
            kind, value, form = "agent", role.numbers[0] if role and role.kind == "agent" else (), plain(agent).value
            form = role.form if role and role.kind == "agent" else form
        else:
            kind, value, form = "name", (), bare.value
        effort = EffortMention(kind, value, form, cell.span(), self.source, self.phase)
        self._where(effort, row)
        self._names(effort, row, bare, title.name if title is not None else digits.end() if digits is not None else 0)
        certain = kind in ("effort", "pr", "task") and (len(value) > 1 or kind == "pr" or effort.wave is not None)
        # A bare number with a dot may be anything outside of a wave, a name too.
        placed = effort.wave is not None and (kind in ("agent", "bare") or "branch" in self.roles or "id" in self.roles)
        effort.defines = 2 if certain or placed or (kind == "bare" and len(value) == 3) else 0
        return effort

    def _where(self, effort: EffortMention, row: tuple[Text, ...]) -> None:
        wave = self.cell(row, "wave")
        key = self._key(wave) if wave is not None else None
        if key is not None and wave is not None:
            self.above = key, wave.span()
        elif wave is not None:
            self.above = None
        if self.above is not None:
            effort.wave = (self.above[0], TABLE, self.above[1])
        elif self.wave is not None:
            effort.wave = (self.wave.key, DETAIL, self.wave.span)

    def _names(self, effort: EffortMention, row: tuple[Text, ...], bare: Text, after: int) -> None:
        branch = self.cell(row, "branch")
        if branch is not None:
            self.taker.take(effort, "branch", branch, TABLE, self.phase)
        if "id" in self.roles or "pr" in self.roles:
            split = split_facts(bare.part(after, len(bare.value)))
            claim = name_claim(split.name, TABLE)
            if claim is not None:
                effort.names.append(claim)
            give_facts(self.taker, effort, split, TABLE, self.phase)
        name = self.cell(row, "name")
        if name is not None:
            described = split_facts(plain(name))
            claim = name_claim(described.name, LOOSE if effort.names else TABLE)
            effort.names += [claim] if claim is not None else []
            give_facts(self.taker, effort, described, TABLE, self.phase)
