"""What the walk over a plan finds: other words and other forms than those of the format, each with its fix."""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple

from scaffold.fixes import Edit, Fix
from scaffold.golang.identifiers import is_exported
from scaffold.nearest import nearest
from scaffold.node import Entry, Mapping, Node, Scalar
from scaffold.plan.natural.keys import PLACES
from scaffold.plan.natural.synonyms import NOTHING, SYNONYMS, plain_key
from scaffold.plan.natural.yaml_edits import Edits, Yaml
from scaffold.plan.shapes import shown
from scaffold.plan.yaml_scalars import on_one_line

MAX_FOUND = 1000
"""Findings of one walk; a document that has more is something else than a plan."""

View = dict[str, Entry]
"""The entries of a mapping by the keys of the format that they stand for."""


class Finding(NamedTuple):
    """One form that the format has another one for. Offsets are those of the text that was walked over."""

    code: str
    message: str
    start: int
    end: int
    hint: str
    fix: Fix | None


class Findings:
    """The findings of one walk."""

    def __init__(self, yaml: Yaml) -> None:
        self.yaml = yaml
        self.found: list[Finding] = []
        self.declared: set[str] = set()
        """Names of types that the plan seems to declare, in whatever form."""
        # By the identity of the edits, which are kept so that no others get it.
        self._fixes: dict[int, tuple[Edits, Fix]] = {}

    def add(
        self,
        code: str,
        message: str,
        node: Node,
        title: str = "",
        edits: Edits | None = None,
        *,
        safe: bool = True,
        hint: str = "",
    ) -> None:
        """Take a finding at a node. Without `edits` it has no fix."""
        if len(self.found) >= MAX_FOUND:
            return
        fix = self._fix(title, edits, safe=safe) if edits and self.yaml.can_edit else None
        end = min(node.span.end, max(self.yaml.line_end(node.span.start), node.span.start + 1))
        self.found.append(Finding(code, message, node.span.start, end, hint, fix))

    def _fix(self, title: str, edits: Edits, *, safe: bool) -> Fix:
        """The fix of some edits; that of many findings is made once."""
        known = self._fixes.get(id(edits))
        if known is None or known[1].title != title:
            known = self._fixes[id(edits)] = edits, Fix(title, tuple(sorted(self.yaml.with_comments(edits))), safe)
        return known[1]

    def nothing(self, mapping: Mapping, entry: Entry, place: str, reason: str) -> None:
        """A key that means nothing at a place: it may stay as a comment."""
        name = PLACES[place].name
        edits = self.yaml.comment_out(mapping, entry)
        message = f"{name} has no key {shown(entry.key.value)}: {reason}"
        self.add("unknown-key", message, entry.key, "make it a comment", edits, safe=False)

    def view(self, mapping: Mapping, place: str, skip: frozenset[str] = frozenset(), *, is_named: bool = False) -> View:
        """The entries by the keys that they stand for; other words for them are found, those in `skip` are left.

        `is_named`: the mapping stands behind its name, so that no key of its own is another word for that.
        """
        known = PLACES[place].table
        seen = {known[key][0]: entry for entry in mapping.entries if (key := entry.key.value) in known}
        for entry in mapping.entries:
            key = entry.key.value
            plain = plain_key(key)
            if key in known or key in skip or plain in skip:
                continue
            target = plain if plain in known else SYNONYMS[place].get(plain)
            reason = NOTHING.get(place, {}).get(plain)
            if is_named and target == "name":
                target, reason = None, "its name is the key that it stands behind"
            if target is not None and (target not in seen or reason is None):
                if target in seen:
                    self.twice(mapping, entry, seen[target], place)
                    continue
                message = f"{PLACES[place].name} has no key {shown(key)}: here it is {target}"
                self.add(
                    "unknown-key", message, entry.key, f"rename it to {target}", self.yaml.rename(entry.key, target)
                )
                seen[target] = entry
            elif reason is not None:
                self.nothing(mapping, entry, place, reason)
            else:
                near = nearest(key, known)
                if near is not None and near not in seen:
                    message = f"{PLACES[place].name} has no key {shown(key)}"
                    edits = self.yaml.rename(entry.key, near)
                    hint = f"did you mean {near}?"
                    self.add("unknown-key", message, entry.key, f"rename it to {near}", edits, safe=False, hint=hint)
                    seen[near] = entry
        return seen

    def is_key(self, entry: Entry, place: str, *more: Container[str]) -> bool:
        """Whether a key of a mapping is one of a place, or stands for one: what it says, it says of the mapping.

        A name that other packages see is no slip of the pen, and with a text behind it no key at all: ``Name: string``.
        """
        key = entry.key.value
        if is_exported(key) and isinstance(entry.value, Scalar):
            return False
        plain = plain_key(key)
        known: list[Container[str]] = [PLACES[place].table, SYNONYMS[place], NOTHING.get(place, {}), *more]
        return any(plain in table for table in known) or (
            not is_exported(key) and nearest(key, PLACES[place].table) is not None
        )

    def is_one_record(self, node: Mapping, place: str, name: str = "name") -> bool:
        """Whether a mapping, where a list of records is asked for, is one record."""
        return node.get(name) is not None and all(self.is_key(entry, place) for entry in node.entries)

    def one_record(self, node: Mapping, what: str) -> None:
        """Take the finding of a record that stands there without its list."""
        yaml = self.yaml
        if yaml.is_flow(node):
            edits = [Edit(node.span.start, node.span.start, "["), Edit(node.span.end, node.span.end, "]")]
        else:
            start = node.span.start
            below = (
                yaml.indent(yaml.next_line(start), node.span.end, 2) if yaml.next_line(start) < node.span.end else []
            )
            edits = [Edit(start, start, "- "), *below]
        self.add("wrong-type", f"{what} is a list, and this is one of its items", node, "make it a list", edits)

    def one_text(self, node: Scalar, what: str, flow: bool) -> None:
        """Take the finding of a text where a list is asked for: it is the only item."""
        if node.value and "\n" not in node.value:
            edits = self.yaml.replace(node, f"[{on_one_line(node.value, node.plain, True)}]")
            self.add("wrong-type", f"{what} is a list, and this is one text", node, "make it a list", edits)
        elif node.value:
            edits_ = self.yaml.listed(node, flow)
            self.add("wrong-type", f"{what} is a list, and this is a text", node, "make it a list", edits_)

    def twice(self, mapping: Mapping, entry: Entry, first: Entry, place: str) -> None:
        """A second word for a key that is there."""
        message = f"{shown(entry.key.value)} and {shown(first.key.value)} of {PLACES[place].name} mean the same"
        edits = self.yaml.comment_out(mapping, entry)
        self.add("duplicate-key", message, entry.key, "make it a comment", edits, safe=False)
