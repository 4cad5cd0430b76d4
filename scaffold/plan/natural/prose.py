"""Phase, decisions, risks and what else a plan says in prose, in the forms that people give them."""

from __future__ import annotations

from scaffold.fixes import Edit
from scaffold.node import Entry, Mapping, Node, Scalar, Sequence
from scaffold.plan.natural.findings import Findings, View
from scaffold.plan.natural.keys import PLACES
from scaffold.plan.natural.synonyms import NOTHING, SYNONYMS, plain_key
from scaffold.plan.natural.yaml_edits import Edits, one_pair
from scaffold.plan.shapes import shown
from scaffold.plan.yaml_scalars import on_one_line

_RECORDS = {"decisions": ("decision", "name"), "risks": ("risk", "name")}
"""Keys of lists of records: the place, and the key that a text alone stands for."""
_LISTS = {"references": "reference", "integrations": "integration", "external": "external"}
_CLASSES = {"features": "mvp", "success": "implementation"}
"""Keys of mappings of lists that are often one list."""
_ITEMS = {"features": "feature", "success": "criterion"}
_KEYS_OF = {
    "previous": "apis, libraries, go, lessons and debt",
    "specs": "latency, throughput, resources, security and scalability",
}


class Prose:
    """The walk over the plan's prose."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.yaml = findings.yaml

    def entry(self, around: Mapping, key: str, entry: Entry) -> None:
        """What stands behind one key of the plan."""
        value = entry.value
        if key in _RECORDS:
            self._records(key, value, *_RECORDS[key])
        elif key in _LISTS and isinstance(value, Sequence):
            for item in value.items:
                if isinstance(item, Mapping):
                    self.findings.view(item, _LISTS[key])
        elif key in _CLASSES and isinstance(value, Sequence):
            self._class(key, entry, value)
            self._items(_ITEMS[key], value)
        elif key in _CLASSES and isinstance(value, Mapping):
            for each in value.entries:
                self._items(_ITEMS[key], each.value)
        elif key in ("glossary", "owners", "enablers") and isinstance(value, Sequence):
            self._pairs(key, value)
        elif key in _KEYS_OF and not isinstance(value, Mapping) and not (isinstance(value, Scalar) and value.is_null):
            edits = self.yaml.comment_out(around, entry)
            message = f"{key} is a mapping; its keys are {_KEYS_OF[key]}"
            self.findings.add("wrong-type", message, entry.key, "make it a comment", edits, safe=False)

    def _pairs(self, key: str, node: Sequence) -> None:
        """A list of pairs where a mapping is asked for."""
        if not node.items or not all(one_pair(item) for item in node.items):
            return
        dashes = [self.yaml.dash(item) for item in node.items]
        edits: Edits | None = [Edit(dash, dash + 1, " ") for dash in dashes if dash is not None]
        if self.yaml.is_flow(node) or edits is None or len(edits) < len(dashes):
            edits = None
        message = f"{key} is a mapping, and this is a list"
        self.findings.add("wrong-type", message, node, "make it a mapping", edits)

    def _items(self, place: str, node: Node) -> None:
        """The records of a list, in their long form."""
        for item in node.items if isinstance(node, Sequence) else ():
            if isinstance(item, Mapping):
                self.findings.view(item, place)

    def _records(self, key: str, node: Node, place: str, name: str) -> None:
        if isinstance(node, Mapping):
            edits = self.yaml.itemize(node, lambda entry, _flow: _pair(entry, place))
            self.findings.add("wrong-type", f"{key} is a list, and this is a mapping", node, "make it a list", edits)
            return
        if not isinstance(node, Sequence):
            return
        for item in node.items:
            pair = one_pair(item)
            if isinstance(item, Scalar) and item.value:
                self._text(place, name, item)
            elif isinstance(item, Mapping) and pair is not None and not _is_key(place, pair.key.value):
                text = _pair(pair, place)
                edits = self.yaml.unwrap_item(item) if text is None else self.yaml.replace(item, text)
                message = f"{PLACES[place].name} says its name itself: {{name: {shown(pair.key.value)}, …}}"
                self.findings.add("missing-key", message, pair.key, "write its name as a key", edits)
            elif isinstance(item, Mapping):
                self._named(place, name, self.findings.view(item, place))

    def _named(self, place: str, name: str, view: View) -> None:
        """A record without its name: what it says instead is one."""
        said = next((view[key] for key in ("choice", "description") if key in view), None)
        if name not in view and said is not None and isinstance(said.value, Scalar):
            message = f"{PLACES[place].name} needs the key {name}"
            edits = self.yaml.rename(said.key, name)
            self.findings.add("missing-key", message, said.key, f"rename it to {name}", edits)

    def _text(self, place: str, name: str, item: Scalar) -> None:
        """A text where a record is asked for: it is the name."""
        start, end = item.span.start, item.span.end
        first = self.yaml.text[start : start + 1]
        if first in "|>":
            edits: Edits | None = None
        elif self.yaml.dash(item) is None:
            edits = self.yaml.replace(item, f"{{{name}: {on_one_line(item.value, True, True)}}}")
        else:
            edits = [Edit(start, start, f"{name}: ")] if first in "\"'" or item.plain else None
        del end
        message = f"{PLACES[place].name} is a mapping: {{{name}: …}}"
        self.findings.add("wrong-type", message, item, f"write it as {name}", edits)

    def _class(self, key: str, entry: Entry, value: Sequence) -> None:
        """A list where a mapping of lists is asked for."""
        inner = _CLASSES[key]
        edits: Edits | None = None
        if self.yaml.is_flow(value):
            edits = [
                Edit(value.span.start, value.span.start, f"{{{inner}: "),
                Edit(value.span.end, value.span.end, "}"),
            ]
        elif value.items:
            end = self.yaml.line_end(entry.key.span.end)
            indent = " " * (self.yaml.column(entry.key.span.start) + 2)
            dash = self.yaml.dash(value.items[0])
            edits = [Edit(end, end, f"\n{indent}{inner}:")]
            if dash is not None and self.yaml.column(dash) < len(indent):
                edits += self.yaml.indent(
                    self.yaml.line_start(dash), value.span.end, len(indent) - self.yaml.column(dash)
                )
        message = f"{key} is a mapping of lists, and this is one list"
        self.findings.add("wrong-type", message, entry.key, f"make it {inner}", edits, safe=False)


def _is_key(place: str, key: str) -> bool:
    plain = plain_key(key)
    return plain in PLACES[place].table or plain in SYNONYMS[place] or plain in NOTHING.get(place, {})


def _pair(entry: Entry, place: str) -> str | None:
    """``Name: text`` as one record."""
    if not isinstance(entry.value, Scalar) or entry.value.is_null:
        return None
    said = "choice" if place == "decision" else "description"
    name, text = (on_one_line(part, True, True) for part in (entry.key.value, entry.value.value))
    return f"{{name: {name}, {said}: {text}}}"
