"""The walk over a whole plan: its top, and from there every place that has forms of its own."""

from __future__ import annotations

import re
from itertools import pairwise

from scaffold.fixes import Edit
from scaffold.golang.identifiers import is_identifier, package_name_problem
from scaffold.node import Entry, Mapping, Node, Scalar, Sequence
from scaffold.plan.contracts import SECTION_KINDS
from scaffold.plan.natural.crds import Crds
from scaffold.plan.natural.findings import Findings, View
from scaffold.plan.natural.imports import Imports
from scaffold.plan.natural.prose import Prose
from scaffold.plan.natural.sections import Sections
from scaffold.plan.natural.synonyms import SECTION_KEYS, SYNONYMS, TOP_OF_PHASE, plain_key
from scaffold.plan.natural.waves import Contents, Waves
from scaffold.plan.natural.yaml_edits import Edits
from scaffold.plan.shapes import shown

_TYPES = frozenset(key for key, target in SYNONYMS["section"].items() if target == "types") | {"types", "enums", "enum"}
_INTERFACES = frozenset(key for key, target in SYNONYMS["section"].items() if target == "interfaces") | {"interfaces"}
_DECLARED = re.compile(r"^\s*(?:type\s+)?([^\W\d]\w*)", re.MULTILINE)


class Top:
    """The walk over one plan."""

    def __init__(self, findings: Findings, tree: Mapping) -> None:
        self.findings = findings
        self.yaml = findings.yaml
        self.tree = tree

    def walk(self) -> None:
        """Find everything that the plan says in another form."""
        own = [entry for entry in self.tree.entries if self._is_own_section(entry)]
        phase = [entry for entry in self.tree.entries if self._is_of_phase(entry)]
        sections = self._sections(own)
        for _, section in sections:
            if isinstance(section, Mapping):
                self.findings.declared.update(_names(section, _TYPES) + _names(section, _INTERFACES))
        self._phase(phase)
        self._format_version()
        skip = frozenset(plain_key(entry.key.value) for entry in (*own, *phase))
        view = self.findings.view(self.tree, "plan", skip)
        self._own_sections(own, view)
        self._contracts(view, own)
        contents = Contents(
            {name: _names(section, _INTERFACES) if isinstance(section, Mapping) else [] for name, section in sections},
            frozenset(entry.key.value for entry in own if isinstance(entry.value, Scalar)),
        )
        for key, entry in view.items():
            if key == "imports":
                Imports(self.findings).entries(self.tree, entry)
            elif key == "crds":
                Crds(self.findings).entries(entry.value)
            elif key == "waves":
                Waves(self.findings, contents).entries(entry.value)
            else:
                Prose(self.findings).entry(self.tree, key, entry)

    def _sections(self, own: list[Entry]) -> list[tuple[str, Node]]:
        """Every contract section by name, wherever it stands."""
        found: list[tuple[str, Node]] = []
        ours = {id(entry) for entry in own}
        for entry in self.tree.entries:
            key = entry.key.value
            target = SYNONYMS["plan"].get(plain_key(key), plain_key(key))
            if id(entry) in ours:
                found.append((key, entry.value))
            elif target in SECTION_KINDS:
                found.append((target, entry.value))
            elif target == "contracts" and isinstance(entry.value, Mapping):
                found += [(each.key.value, each.value) for each in entry.value.entries]
            elif target == "contracts" and isinstance(entry.value, Sequence):
                found += [(name, item) for item in entry.value.items if (name := _name(item))]
            elif target == "crds":
                found.append(("crds", entry.value))
        return found

    def _format_version(self) -> None:
        """``version: 1.4.0``: that of the author's project, where the format's is asked for."""
        entry = next((entry for entry in self.tree.entries if entry.key.value == "version"), None)
        if entry is not None and isinstance(entry.value, Scalar) and entry.value.value not in ("", "1"):
            edits = self.yaml.comment_out(self.tree, entry)
            message = f"version is that of the format, 1, and not {shown(entry.value.value)}"
            self.findings.add("unknown-value", message, entry.value, "make it a comment", edits, safe=False)

    # --- the phase ---------------------------------------------------------------------------------------------------

    def _is_of_phase(self, entry: Entry) -> bool:
        """Whether an entry is the phase, or a key of it that stands at the top."""
        plain = plain_key(entry.key.value)
        if entry.key.value == "phase" or plain in ("info", "metadata", "meta", "project_info"):
            return entry.key.value == "phase" or isinstance(entry.value, Mapping)
        return plain in TOP_OF_PHASE and isinstance(entry.value, Scalar)

    def _phase(self, entries: list[Entry]) -> None:
        """`phase` as a text, and its keys at the top."""
        phase = next((entry for entry in entries if entry.key.value == "phase"), None)
        info = next((entry for entry in entries if isinstance(entry.value, Mapping)), None)
        if info is not None and isinstance(info.value, Mapping):
            if info.key.value != "phase":
                edits = self.yaml.rename(info.key, "phase") if phase is None else None
                message = f"a plan has no key {shown(info.key.value)}: here it is phase"
                self.findings.add("unknown-key", message, info.key, "rename it to phase", edits)
            self.findings.view(info.value, "phase")
        moved = [entry for entry in entries if isinstance(entry.value, Scalar)]
        if not moved or (moved == [phase] and isinstance(moved[0].value, Scalar) and moved[0].value.is_null):
            return
        keys: dict[str, Entry] = {}
        twice: list[Entry] = []
        for entry in moved:
            value = entry.value.value if isinstance(entry.value, Scalar) else ""
            if entry is phase:
                target = "number" if re.fullmatch(r"[\d.]+", value) else "name"
            else:
                target = TOP_OF_PHASE[plain_key(entry.key.value)]
            (twice.append(entry) if target in keys else keys.setdefault(target, entry))
        edits = self._into_phase(keys, info)
        for target, entry in keys.items():
            key = shown(entry.key.value)
            message = (
                f"phase is a mapping: this is its {target}"
                if entry is phase
                else f"a plan has no key {key}: it is phase.{target}"
            )
            code = "wrong-type" if entry is phase else "unknown-key"
            self.findings.add(code, message, entry.key, f"write it as phase: {{{target}: …}}", edits)
        for entry in twice:
            self.findings.nothing(self.tree, entry, "plan", "phase has its mission already")

    def _into_phase(self, keys: dict[str, Entry], info: Entry | None) -> Edits | None:
        """The entries of the top as entries of `phase`, where the first of them stands or at the end of the mapping."""
        if self.yaml.is_flow(self.tree):
            return self._into_flow_phase(keys) if info is None else None
        lines: list[str] = []
        edits: Edits = []
        column = 2
        if info is not None and isinstance(info.value, Mapping):
            if self.yaml.is_flow(info.value) or not info.value.entries:
                return None
            column = self.yaml.column(info.value.span.start)
        for target, entry in keys.items():
            cut = self.yaml.cut(entry, column)
            if cut is None:
                return None
            edits += cut[0]
            old = " " * column + self.yaml.raw(entry.key)
            lines.append(cut[1].replace(old, f"{' ' * column}{target}", 1))
        if info is not None and isinstance(info.value, Mapping):
            end = self.yaml.line_end(info.value.span.end)
            return sorted([*edits, Edit(end, end, "\n" + "".join(lines).rstrip("\n"))])
        edits.sort()
        edits[0] = edits[0]._replace(text="phase:\n" + "".join(lines))
        return edits

    def _into_flow_phase(self, keys: dict[str, Entry]) -> Edits | None:
        """The same where the plan stands in brackets."""
        written = ", ".join(f"{self._key(target)}: {self.yaml.raw(entry.value)}" for target, entry in keys.items())
        first, *rest = keys.values()
        edits = [Edit(first.key.span.start, self.yaml.entry_end(first), f"{self._key('phase')}: {{{written}}}")]
        for entry in rest:
            edits += self.yaml.remove(self.tree, entry) or []
        edits.sort()
        return None if any(one.end > two.start for one, two in pairwise(edits)) else edits

    def _key(self, name: str) -> str:
        """A key as those of the plan are written: in quotes where it is JSON."""
        quoted = self.tree.entries and self.yaml.raw(self.tree.entries[0].key).startswith('"')
        return f'"{name}"' if quoted else name

    # --- sections ----------------------------------------------------------------------------------------------------

    def _is_own_section(self, entry: Entry) -> bool:
        """Whether an entry of the top is a contract section by a name of the author's."""
        key = entry.key.value
        plain = plain_key(key)
        known = set(SYNONYMS["plan"]) | set(TOP_OF_PHASE)
        if key in _plan_keys() or plain in _plan_keys():
            return False
        if isinstance(entry.value, Mapping):
            if SYNONYMS["plan"].get(plain) in (*SECTION_KINDS, "contracts") and plain in SYNONYMS["plan"]:
                return False
            return any(plain_key(each.key.value) in SECTION_KEYS for each in entry.value.entries)
        return isinstance(entry.value, Scalar) and entry.value.is_null and plain not in known and is_identifier(key)

    def _own_sections(self, own: list[Entry], view: View) -> None:
        empty = [entry for entry in own if isinstance(entry.value, Scalar)]
        for entry in empty:
            edits = self.yaml.comment_out(self.tree, entry)
            message = f"a plan has no key {shown(entry.key.value)}, and a contract of one's own declares something"
            hint = f"contracts: {{{entry.key.value}: …}} with interfaces, types, errors or go"
            self.findings.add("unknown-key", message, entry.key, "make it a comment", edits, safe=False, hint=hint)
        full = [entry for entry in own if not isinstance(entry.value, Scalar)]
        edits = self._below_contracts(full, view.get("contracts")) if full else None
        for entry in full:
            key = entry.key.value
            message = f"a plan has no key {shown(key)}: a contract section of one's own is contracts.{key}"
            self.findings.add("unknown-key", message, entry.key, "move it to contracts", edits)
            if isinstance(entry.value, Mapping):
                self._package(entry)
                Sections(self.findings).section(entry.value)

    def _below_contracts(self, own: list[Entry], contracts: Entry | None) -> Edits | None:
        """The sections that stand next to each other below `contracts`."""
        if self.yaml.is_flow(self.tree):
            if contracts is not None:
                return None
            together = self._together(own)
            start, end = together[0].key.span.start, self.yaml.entry_end(together[-1])
            return [Edit(start, start, f"{self._key('contracts')}: {{"), Edit(end, end, "}")]
        if contracts is None:
            together = self._together(own)
            first, last = self.yaml.lines(together[0]), self.yaml.lines(together[-1])
            if first is None or last is None:
                return None
            indented = self.yaml.indent(first[0], last[1], 2)
            return [indented[0]._replace(text="contracts:\n  "), *indented[1:]]
        inside = contracts.value
        if not isinstance(inside, Mapping) or self.yaml.is_flow(inside):
            return None
        edits: Edits = []
        lines = ""
        for entry in own:
            if inside.get(entry.key.value) is not None:
                return None
            cut = self.yaml.cut(entry, self.yaml.column(inside.span.start))
            if cut is None:
                return None
            edits += cut[0]
            lines += cut[1]
        end = self.yaml.line_end(inside.span.end)
        return sorted([*edits, Edit(end, end, "\n" + lines.rstrip("\n"))])

    def _together(self, own: list[Entry]) -> list[Entry]:
        """Those of the sections that no other entry separates from the first one."""
        ours = {id(entry) for entry in own}
        found: list[Entry] = []
        for entry in self.tree.entries:
            if id(entry) in ours:
                found.append(entry)
            elif found:
                break
        return found

    def _package(self, entry: Entry) -> None:
        """A section whose key is no name for a Go package."""
        key = entry.key.value
        name = re.sub(r"\W|_", "", key).lower()
        if package_name_problem(key) and name and not package_name_problem(name):
            edits = self.yaml.rename(entry.key, name)
            message = f"{shown(key)} is no name for a Go package"
            self.findings.add("package-name", message, entry.key, f"name it {name}", edits, safe=False)

    def _contracts(self, view: View, own: list[Entry]) -> None:
        sections = Sections(self.findings)
        for key in SECTION_KINDS:
            entry = view.get(key)
            if entry is not None and isinstance(entry.value, Mapping):
                sections.section(entry.value)
        contracts = view.get("contracts")
        if contracts is None or any(contracts is entry for entry in own):
            return
        if isinstance(contracts.value, Mapping):
            for entry in contracts.value.entries:
                if isinstance(entry.value, Mapping):
                    self._package(entry)
                    sections.section(entry.value)
        elif isinstance(contracts.value, Sequence):
            sections.listed(contracts.value)


def _plan_keys() -> frozenset[str]:
    from scaffold.plan.natural.keys import PLACES

    return frozenset(PLACES["plan"].table)


def _names(section: Mapping, keys: frozenset[str]) -> list[str]:
    """The names that the lists of a section declare, in whatever form."""
    found: list[str] = []
    for entry in section.entries:
        if entry.key.value == "go" and isinstance(entry.value, Scalar):
            found += re.findall(
                r"^\s*type\s+([^\W\d]\w*)" + (r"\b.*\binterface\b" if keys is _INTERFACES else ""),
                entry.value.value,
                re.M,
            )
        if plain_key(entry.key.value) not in keys:
            continue
        if isinstance(entry.value, Mapping):
            found += [each.key.value for each in entry.value.entries]
        elif isinstance(entry.value, Sequence):
            found += [name for item in entry.value.items if (name := _name(item))]
    return [name.partition("[")[0].strip() for name in found]


def _name(item: Node) -> str:
    if isinstance(item, Scalar):
        match = _DECLARED.match(item.value)
        return match[1] if match is not None else ""
    if isinstance(item, Mapping):
        for entry in item.entries:
            if plain_key(entry.key.value) in ("name", "title") and isinstance(entry.value, Scalar):
                return entry.value.value
        if len(item.entries) == 1:
            return item.entries[0].key.value
    return ""
