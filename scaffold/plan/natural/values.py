"""The values of enumerations, in the forms of protobuf, TypeScript and OpenAPI."""

from __future__ import annotations

import re

from scaffold.fixes import Edit
from scaffold.golang.identifiers import go_case
from scaffold.golang.numerals import parse_numeral, repeats_type
from scaffold.node import Entry, Mapping, Node, Scalar, Sequence
from scaffold.plan.natural.findings import Findings, View
from scaffold.plan.natural.keys import PLACES
from scaffold.plan.natural.yaml_edits import one_pair
from scaffold.plan.shapes import shown
from scaffold.plan.yaml_scalars import on_one_line

_NUMBERED = re.compile(r"([^\W\d][\w-]*)\s*=\s*(-?\d+)\s*;?")


class Values:
    """The walk over the values of the enumerations of one section."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.yaml = findings.yaml

    def entries(self, node: Mapping, view: View) -> None:
        """What stands under `values`."""
        entry = view["values"]
        value = entry.value
        name = view["name"].value.value if "name" in view and isinstance(view["name"].value, Scalar) else ""
        typed = "type" in view
        if isinstance(value, Mapping):
            words = [(e.key.value, e.value) for e in value.entries]
            edits = None
            if all(isinstance(each, Scalar) for _, each in words) and words:
                numbers = all(isinstance(each, Scalar) and parse_numeral(each.value) is not None for _, each in words)
                text = numbered(name, words) if numbers and not typed else _valued(words)
                edits = [Edit(entry.key.span.start, self.yaml.entry_end(entry), text)]
                if not self.yaml.is_flow(node):
                    edits = [Edit(entry.key.span.start, self.yaml.entry_end(entry), self._lines(text, entry))]
            self.findings.add(
                "wrong-type", "values is a list, and this is a mapping", value, "make it a list", edits, safe=False
            )
        elif isinstance(value, Sequence):
            self._value_items(node, entry, value, name, typed)
        elif value.value:
            parts = [part.strip() for part in re.split(r"[,|\n]", value.value) if part.strip()]
            text = f"[{', '.join(on_one_line(part, True, True) for part in parts)}]"
            edits = self.yaml.listed(value, flow=False) or self.yaml.replace(value, text)
            self.findings.add("wrong-type", "values is a list, and this is a text", value, "make it a list", edits)

    def _lines(self, text: str, entry: Entry) -> str:
        """``type: int, values: […]`` as the lines of a block."""
        first, _, rest = text.partition(", values: ")
        if not rest:
            return text
        return f"{first}\n{' ' * self.yaml.column(entry.key.span.start)}values: {rest}"

    def _value_items(self, node: Mapping, entry: Entry, value: Sequence, name: str, typed: bool) -> None:
        flow = self.yaml.is_flow(value)
        matches = [_NUMBERED.fullmatch(item.value) if isinstance(item, Scalar) else None for item in value.items]
        if any(matches):
            pairs = [(match[1], match[2]) for match in matches if match is not None]
            whole = len(pairs) == len(matches) or all(
                match is not None or isinstance(item, Scalar) for match, item in zip(matches, value.items, strict=True)
            )
            counts = [int(number) for _, number in pairs] == list(range(len(matches)))
            edits = [
                edit
                for match, item in zip(matches, value.items, strict=True)
                if isinstance(item, Scalar)
                for edit in self.yaml.set_scalar(
                    item, without_prefix(name, match[1] if match is not None else item.value), flow
                )
            ]
            if counts and not typed:
                start = entry.key.span.start
                gap = ", " if self.yaml.is_flow(node) else "\n" + " " * self.yaml.column(start)
                edits.append(Edit(start, start, f"type: int{gap}"))
            self.findings.add("enum-text", "", value, "write the words alone", edits if whole else None, safe=False)
            return
        for item in value.items:
            self._prefix(item, name, flow)
            pair = one_pair(item)
            if isinstance(item, Mapping) and len(item.entries) > 1:
                both = {entry.key.value: entry for entry in item.entries}
                if "name" in both and "value" in both:
                    message = "value and name mean the same: the constant's name is derived from the value"
                    edits_ = self.yaml.remove(item, both["name"])
                    self.findings.add("duplicate-key", message, both["name"].key, "take name out", edits_, safe=False)
                    continue
                self.findings.view(item, "value")
            elif pair is not None and pair.key.value not in PLACES["value"].table and isinstance(item, Mapping):
                doc = pair.value.value if isinstance(pair.value, Scalar) else ""
                text = f"{{value: {on_one_line(pair.key.value, True, True)}, doc: {on_one_line(doc, True, True)}}}"
                message = f"a value is a word or {{value: …, doc: …}}, and {shown(pair.key.value)} is no key of it"
                edits_ = self.yaml.replace(item, text) if doc else None
                self.findings.add("unknown-key", message, pair.key, f"write {text}", edits_, safe=False)

    def _prefix(self, item: Node, name: str, flow: bool) -> None:
        """A value with the type's name before it."""
        node = item.get("value") if isinstance(item, Mapping) else item
        if isinstance(node, Scalar) and (word := without_prefix(name, node.value)) != node.value:
            edits = self.yaml.set_scalar(node, word, flow or isinstance(item, Mapping))
            self.findings.add("enum-repeats", "", node, f"write {word}", edits, safe=False)


def numbered(name: str, words: list[tuple[str, Node]]) -> str:
    """Words with numbers: those of an integer type count from 0."""
    numbers = [parse_numeral(value.value) if isinstance(value, Scalar) else None for _, value in words]
    listed = ", ".join(on_one_line(without_prefix(name, word), True, True) for word, _ in words)
    counts = numbers == list(range(len(words)))
    return f"type: int, values: [{listed}]" if counts else f"values: [{listed}]"


def _valued(words: list[tuple[str, Node]]) -> str:
    listed = ", ".join(
        on_one_line(value.value or key if isinstance(value, Scalar) else key, True, True) for key, value in words
    )
    return f"values: [{listed}]"


def without_prefix(name: str, word: str) -> str:
    """A value without the type's name that stands before it: ``ACCOUNT_TYPE_ASSET`` of ``AccountType`` is ``ASSET``."""
    if repeats_type(name, word):
        parts = [part for part in re.split(r"[_\-]", word) if part]
        for count in range(1, len(parts)):
            if go_case("_".join(parts[:count])) == name:
                return "_".join(parts[count:])
        if len(parts) == 1 and word[: len(name)].lower() == name.lower():
            return word[len(name) :]
    return word
