"""Waves and efforts in the forms that people give them: by name or position, with what they deliver on the wave."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from scaffold.fixes import Edit
from scaffold.node import Entry, Mapping, Node, Scalar, Sequence
from scaffold.plan.natural.findings import Findings, View
from scaffold.plan.natural.keys import PLACES
from scaffold.plan.natural.synonyms import PARTS_OF_A_WAVE, SYNONYMS, plain_key
from scaffold.plan.natural.yaml_edits import Edits, one_pair, texts
from scaffold.plan.shapes import shown
from scaffold.plan.yaml_scalars import on_one_line

_NUMBER = re.compile(r"\d+")
_OF_EFFORTS = PARTS_OF_A_WAVE | {"implements"}


class Contents(NamedTuple):
    """What the plan declares, in whatever form: the interfaces of each section, and sections that declare nothing."""

    interfaces: dict[str, list[str]]
    empty: frozenset[str]


class Waves:
    """The walk over `waves`."""

    def __init__(self, findings: Findings, contents: Contents) -> None:
        self.findings = findings
        self.yaml = findings.yaml
        self.contents = contents
        self.numbers: dict[str, int] = {}
        self.stated: set[int] = set()
        self.delivered: set[str] = set()

    def entries(self, node: Node) -> None:
        """What stands under `waves`."""
        if isinstance(node, Mapping) and self.findings.is_one_record(node, "wave", "wave"):
            self.findings.one_record(node, "waves")
            waves: list[tuple[Node, str]] = [(node, "")]
            self._count(waves)
        elif isinstance(node, Mapping):
            waves = [(entry.value, entry.key.value) for entry in node.entries]
            self._count(waves)
            edits = self._itemized(node)
            self.findings.add("wrong-type", "waves is a list, and this is a mapping", node, "make it a list", edits)
        elif isinstance(node, Sequence):
            waves = [(item, "") for item in node.items]
            self._count(waves)
        else:
            return
        for position, (wave, key) in enumerate(waves, 1):
            if isinstance(wave, Mapping):
                number = self._number(wave, key, position)
                self._wave(self._unwrapped(wave), number, listed=not key)
            elif not key and (isinstance(wave, Sequence) or wave.value):
                self._bare(wave, position)

    def _unwrapped(self, wave: Mapping) -> Mapping:
        """What stands behind the name of a wave, where that is the only key of its item."""
        pair = one_pair(wave)
        if pair is None or not isinstance(pair.value, Mapping):
            return wave
        inside = pair.value.entries
        if self.findings.is_key(pair, "wave", _OF_EFFORTS) and not any(
            self.findings.is_key(entry, "wave", _OF_EFFORTS) for entry in inside
        ):
            return wave
        edits = None if self.yaml.is_flow(wave) else self.yaml.unwrap_item(wave)
        message = "a wave says its number and its name itself: {wave: …, name: …}"
        self.findings.add("missing-key", message, pair.key, "write its keys", edits)
        return pair.value

    # --- numbers -----------------------------------------------------------------------------------------------------

    def _count(self, waves: list[tuple[Node, str]]) -> None:
        """The number of each wave, by every word that another may call it."""
        self.stated = {number for wave, key in waves if (number := _stated(wave, key)) is not None}
        for position, (wave, key) in enumerate(waves, 1):
            number = self._number(wave, key, position)
            pair = one_pair(wave)
            words = [key, pair.key.value if pair is not None else "", f"wave {number}", f"wave{number}", f"w{number}"]
            if isinstance(wave, Mapping):
                words += [
                    entry.value.value
                    for entry in wave.entries
                    if isinstance(entry.value, Scalar)
                    and plain_key(entry.key.value) in ("name", "title", "id", "wave", "label")
                ]
            for word in words:
                if word:
                    self.numbers.setdefault(plain_key(word), number)

    def _number(self, wave: Node, key: str, position: int) -> int:
        """The number that a wave says, else its position, or the first that is free from there on."""
        stated = _stated(wave, key)
        if stated is not None:
            return stated
        while position in self.stated:
            position += 1
        return position

    def _itemized(self, node: Mapping) -> Edits | None:
        """A mapping of waves as a list: each says its number, and its name where its key was one."""
        positions = {id(entry): position for position, entry in enumerate(node.entries, 1)}

        def leads(entry: Entry) -> list[str] | None:
            key = entry.key.value
            number = self._number(entry.value, key, positions[id(entry)])
            own = entry.value.entries if isinstance(entry.value, Mapping) else ()
            is_named = any(plain_key(each.key.value) in ("name", "title", "label") for each in own)
            found = [] if _says_number(own) else [f"wave: {number}"]
            return found if is_named or _NUMBER.search(key) else [*found, f"name: {on_one_line(key, True, True)}"]

        def item(entry: Entry, _flow: bool) -> str | None:
            value = entry.value
            if isinstance(value, Mapping):
                return None
            words = texts(value.items) if isinstance(value, Sequence) else [value.value]
            if not words or not all(words):
                return None
            efforts = self._efforts(self._number(value, entry.key.value, positions[id(entry)]), words)
            return "{" + ", ".join([*(leads(entry) or ()), f"efforts: [{', '.join(efforts)}]"]) + "}"

        return self.yaml.itemize(node, item, leads)

    # --- one wave ----------------------------------------------------------------------------------------------------

    def _bare(self, wave: Sequence | Scalar, position: int) -> None:
        """A wave that is what it delivers: ``- [api, storage]``, ``- api``."""
        found = texts(wave.items) if isinstance(wave, Sequence) else [wave.value]
        number = self._number(wave, "", position)
        edits = None
        if found and (isinstance(wave, Scalar) or self.yaml.is_flow(wave)):
            edits = self.yaml.replace(wave, f"{{wave: {number}, efforts: [{', '.join(self._efforts(number, found))}]}}")
        message = "a wave is a mapping: {wave: 1, efforts: [{id: E1.1, delivers: [api]}]}"
        self.findings.add("wrong-type", message, wave, "write its keys", edits)

    def _wave(self, node: Mapping, number: int, *, listed: bool) -> None:
        view = self.findings.view(node, "wave", _OF_EFFORTS)
        if listed:
            self._own_number(node, view, number)
        if "depends_on" in view:
            self._waits(view["depends_on"].value, self.yaml.is_flow(node))
        efforts = view.get("efforts")
        if efforts is not None:
            self._effort_list(efforts.value, number)
        parts = [
            entry
            for entry in node.entries
            if plain_key(entry.key.value) in _OF_EFFORTS and entry.key.value not in PLACES["wave"].table
        ]
        if parts:
            self._parts(node, view, parts, number)

    def _own_number(self, node: Mapping, view: View, number: int) -> None:
        """`wave` of a wave that says it otherwise, or not at all."""
        entry = view.get("wave")
        if entry is None:
            if not node.entries:
                return
            start = node.entries[0].key.span.start
            gap = ", " if self.yaml.is_flow(node) else "\n" + " " * self.yaml.column(start)
            edits = [Edit(start, start, f"wave: {number}{gap}")]
            self.findings.add(
                "missing-key", "a wave needs the key wave: its number", node, f"write wave: {number}", edits
            )
        elif isinstance(entry.value, Scalar) and not re.fullmatch(r"[-+]?\d+", entry.value.value):
            edits = self.yaml.replace(entry.value, str(number))
            message = f"the number of a wave is a number, not {shown(entry.value.value)}"
            self.findings.add("wrong-type", message, entry.value, f"write {number}", edits)

    def _waits(self, node: Node, flow: bool) -> None:
        """`depends_on` by names: waves go by their numbers."""
        items = node.items if isinstance(node, Sequence) else (node,)
        flow = self.yaml.is_flow(node) if isinstance(node, Sequence) else flow
        for item in items:
            if not isinstance(item, Scalar) or item.value.isdigit():
                continue
            number = self.numbers.get(plain_key(item.value))
            if number is not None:
                edits = self.yaml.set_scalar(item, str(number), flow)
                message = f"a wave goes by its number: {shown(item.value)} is {number}"
                self.findings.add("unknown-wave", message, item, f"write {number}", edits)

    def _parts(self, node: Mapping, view: View, parts: list[Entry], number: int) -> None:
        """What a wave delivers and implements, said on the wave: an effort of its own."""
        first = parts[0]
        if isinstance(first.value, Sequence) and any(isinstance(item, Mapping) for item in first.value.items):
            if "efforts" not in view:
                message = f"a wave has no key {shown(first.key.value)}: here it is efforts"
                edits_ = self.yaml.rename(first.key, "efforts")
                self.findings.add("unknown-key", message, first.key, "rename it to efforts", edits_)
                self._effort_list(first.value, number)
            return
        words: list[str] = []
        for entry in parts:
            value = entry.value
            words += (texts(value.items) or []) if isinstance(value, Sequence) else []
            words += [value.value] if isinstance(value, Scalar) and value.value else []
        edits: Edits | None = None
        efforts = self._efforts(number, words) if words else []
        if efforts and "efforts" not in view:
            written = f"efforts: [{', '.join(efforts)}]"
            edits = [Edit(first.key.span.start, self.yaml.entry_end(first), written)]
            for entry in parts[1:]:
                removed = self.yaml.remove(node, entry)
                edits = None if edits is None or removed is None else [*edits, *removed]
        for entry in parts:
            message = f"a wave has no key {shown(entry.key.value)}: what is delivered stands in its efforts"
            self.findings.add("unknown-key", message, entry.key, "write an effort that delivers it", edits)

    def _efforts(self, number: int, words: list[str]) -> list[str]:
        """The efforts that deliver or implement what the words name."""
        delivers: list[str] = []
        implements: list[str] = []
        names: list[str] = []
        interfaces = {name for found in self.contents.interfaces.values() for name in found}
        for written in words:
            section = written.removeprefix("contracts.")
            known = SYNONYMS["plan"].get(plain_key(section), section)
            other = section not in self.contents.interfaces and known in self.contents.interfaces
            section, word = (known, known) if other else (section, written)
            if section in self.contents.interfaces and section not in self.contents.empty:
                if section in self.delivered:
                    implements += self.contents.interfaces[section]
                else:
                    self.delivered.add(section)
                    delivers.append(word)
            elif word in interfaces:
                implements.append(word)
            else:
                names.append(word)
        found: list[str] = []
        if delivers or implements:
            parts = [f"id: E{number}.1"]
            if delivers:
                parts.append(f"delivers: [{', '.join(on_one_line(word, True, True) for word in delivers)}]")
            if implements:
                parts.append(f"implements: [{', '.join(dict.fromkeys(implements))}]")
            found.append("{" + ", ".join(parts) + "}")
        for name in names:
            found.append(f"{{id: E{number}.{len(found) + 1}, name: {on_one_line(name, True, True)}}}")
        return found

    # --- efforts -----------------------------------------------------------------------------------------------------

    def _effort_list(self, node: Node, number: int) -> None:
        if isinstance(node, Mapping) and self.findings.is_one_record(node, "effort", "id"):
            self.findings.one_record(node, "efforts")
            self._effort(node, "", named=True)
        elif isinstance(node, Mapping):
            edits = self.yaml.itemize(node, lambda _entry, _flow: None, _as_id)
            self.findings.add("wrong-type", "efforts is a list, and this is a mapping", node, "make it a list", edits)
            for entry in node.entries:
                if isinstance(entry.value, Mapping):
                    self._effort(entry.value, "", named=True)
        elif isinstance(node, Sequence):
            for position, item in enumerate(node.items, 1):
                if isinstance(item, Scalar) and item.value:
                    text = f"{{id: E{number}.{position}, name: {on_one_line(item.value, True, True)}}}"
                    interfaces = [n for found in self.contents.interfaces.values() for n in found]
                    if item.value in interfaces:
                        text = f"{{id: E{number}.{position}, implements: [{item.value}]}}"
                    elif item.value in self.contents.interfaces and item.value not in self.delivered:
                        text = self._efforts(number, [item.value])[0].replace(f"E{number}.1", f"E{number}.{position}")
                    message = "an effort is a mapping: {id: E1.1, name: …}"
                    self.findings.add("wrong-type", message, item, f"write {text}", self.yaml.replace(item, text))
                elif isinstance(item, Mapping):
                    self._effort(item, f"E{number}.{position}", named=False)

    def _effort(self, node: Mapping, id_: str, *, named: bool) -> None:
        view = self.findings.view(node, "effort")
        for word in ("delivers",):
            entry = view.get(word)
            if entry is not None:
                found = texts(entry.value.items) if isinstance(entry.value, Sequence) else None
                self.delivered.update(found or ())
        if named or "id" in view or not node.entries:
            return
        start = node.entries[0].key.span.start
        gap = ", " if self.yaml.is_flow(node) else "\n" + " " * self.yaml.column(start)
        edits = [Edit(start, start, f"id: {id_}{gap}")]
        self.findings.add("missing-key", "an effort needs the key id", node, f"write id: {id_}", edits)


def _stated(wave: Node, key: str) -> int | None:
    """The number that a wave says of itself, in a key of its own or in the one that it stands behind."""
    words = [key]
    if isinstance(wave, Mapping):
        for entry in wave.entries:
            plain = plain_key(entry.key.value)
            if isinstance(entry.value, Scalar) and (plain == "wave" or SYNONYMS["wave"].get(plain) == "wave"):
                words.insert(0, entry.value.value)
    for word in words:
        match = _NUMBER.search(word)
        if match is not None and len(match[0]) < 6:
            return int(match[0])
    return None


def _says_number(entries: Iterable[Entry]) -> bool:
    """Whether a wave has a key for its number."""
    plain = [plain_key(entry.key.value) for entry in entries]
    return any(key == "wave" or SYNONYMS["wave"].get(key) == "wave" for key in plain)


def _as_id(entry: Entry) -> list[str]:
    return [f"id: {on_one_line(entry.key.value, entry.key.plain, True)}"]
