"""The fields of structs, in the forms of OpenAPI, protobuf, TypeScript, SQL, Java and of Go itself."""

from __future__ import annotations

import re
from itertools import pairwise

from scaffold.diagnostics import Report
from scaffold.fixes import Edit
from scaffold.golang.identifiers import is_exported, is_identifier
from scaffold.golang.numerals import parse_numeral
from scaffold.golang.other_languages import go_field, typed_first_field
from scaffold.golang.parse import parse_field
from scaffold.node import Entry, Mapping, Node, Scalar, Sequence
from scaffold.plan.natural.findings import Findings, View
from scaffold.plan.natural.go_words import check_type, exported_name, not_go, translated
from scaffold.plan.natural.keys import PLACES
from scaffold.plan.natural.synonyms import plain_key
from scaffold.plan.natural.yaml_edits import Edits, one_pair, texts
from scaffold.plan.shapes import shown
from scaffold.plan.yaml_scalars import double_quoted, on_one_line

_LIMITS = {
    **dict.fromkeys(("min", "minimum", "min_length", "min_items"), "min"),
    **dict.fromkeys(("max", "maximum", "max_length", "max_items"), "max"),
    "gte": "gte",
    "lte": "lte",
}
_FORMATS = {"uri": "uri"} | {name: name for name in ("email", "hostname", "ipv4", "ipv6", "url", "uuid")}
_BEHIND = re.compile(r"([^\n]*?)\s*//\s*(\+[a-zA-Z][^\n]*)")
_ENUMS = ("enum", "enumeration")
_MARKERS = {
    "default": "default",
    "pattern": "validation:Pattern",
    "regex": "validation:Pattern",
    "example": "example",
    "multiple_of": "validation:MultipleOf",
}
"""Keys of a custom resource's field that a marker says."""
RULES = frozenset(
    (
        *_LIMITS,
        *("required", "not_null", "optional", "nullable", "omitempty", "repeated", "array", "enum", "format"),
    )
)
"""Keys of a field that a tag or its type says."""


class Fields:
    """The walk over the fields of structs; `of_resource`: of custom resources, whose fields may have markers."""

    def __init__(self, findings: Findings, *, of_resource: bool = False) -> None:
        self.findings = findings
        self.of_resource = of_resource
        self.yaml = findings.yaml

    def entries(self, node: Node, what: str = "fields") -> None:
        """What stands under `fields`, or under a key that has them."""
        if isinstance(node, Mapping):
            for entry in node.entries:
                if isinstance(entry.value, Mapping):
                    self._record(entry.value, is_named=True)
            edits = self.yaml.itemize(node, self._field_item)
            self.findings.add("wrong-type", f"{what} is a list, and this is a mapping", node, "make it a list", edits)
        elif isinstance(node, Sequence):
            flow = self.yaml.is_flow(node)
            for item in node.items:
                self._field(item, flow)
        else:
            self.findings.one_text(node, what, flow=False)

    def _field_item(self, entry: Entry, flow: bool) -> str | None:
        value = entry.value
        if isinstance(value, Scalar) and not value.is_null:
            return on_one_line(self.text(entry.key.value, value), True, flow)
        return None

    def text(self, key: str, value: Node) -> str:
        """``key: type`` as a Go field that other packages see, with its name in JSON where that is another one."""
        optional = key.endswith("?")
        name = key.rstrip("?")
        type_ = value.value if isinstance(value, Scalar) else ""
        found = translated(self.findings, type_) or type_
        if (
            optional
            and not found.startswith(("*", "[]", "map["))
            and ("." in found or (is_exported(found) and found in self.findings.declared))
        ):
            found = f"*{found}"
        if not is_identifier(name):
            return f"{name} {found}"
        if is_exported(name) and not optional:
            return f"{name} {found}"
        return self._named_field(name, found, ",omitempty" if optional else "")

    def _named_field(self, name: str, go: str, more: str) -> str:
        """A field with its name in JSON, and options of that."""
        return f'{exported_name(name)} {go} `json:"{name}{more}"`'

    def _field(self, item: Node, flow: bool) -> None:
        if isinstance(item, Scalar):
            self._marker_behind(item, flow)
            typed = typed_first_field(item.value)
            better = self._named_field(*typed, more="") if typed is not None else go_field(item.value)
            if typed is not None or (better and not parse_field(item.text, Report())):
                not_go(self.findings, item, better, self.yaml.set_scalar(item, better, flow))
                return
            head, gap, rest = item.value.partition(" ")
            if gap and is_identifier(head) and not is_exported(head):
                tag = "" if "`" in rest else f' `json:"{head}"`'
                edits = self.yaml.set_scalar(item, f"{exported_name(head)} {rest}{tag}", flow)
                self.findings.add("field-unexported", "", item, f"write {exported_name(head)}", edits, safe=False)
            return
        pair = one_pair(item)
        if isinstance(item, Mapping) and pair is not None and self._is_field(pair):
            if isinstance(pair.value, Scalar):
                text = self.text(pair.key.value, pair.value)
                moved: Edits | None = self.yaml.replace(item, on_one_line(text, True, flow))
            else:
                moved = self.yaml.unwrap_item(item)
            message = f"a field is written as in Go, {shown(pair.key.value)} and its type, or as {{name: …, type: …}}"
            self.findings.add("unknown-key", message, pair.key, "write it as a field", moved)
            return
        if isinstance(item, Mapping):
            self._record(item)

    def _marker_behind(self, item: Scalar, flow: bool) -> None:
        """``A int // +marker``: the marker stands above."""
        match = _BEHIND.fullmatch(item.value)
        if match is not None and not flow:
            indent = "\n" + " " * self.yaml.column(item.span.start)
            edits = self.yaml.replace(item, f"|-{indent}// {match[2]}{indent}{match[1]}")
            self.findings.add("marker-behind", "", item, "write the marker above", edits, safe=False)

    def _is_field(self, pair: Entry) -> bool:
        """Whether a mapping of one pair is a field by its name and type: no key of a long field says enough alone."""
        key = pair.key.value
        if plain_key(key) in ("name", "id", "key", "title"):
            return True
        return not self.findings.is_key(pair, "field", RULES)

    def _record(self, node: Mapping, *, is_named: bool = False) -> None:
        """A field in its long form; `is_named` as for `Findings.view`."""
        marked = frozenset(_MARKERS) if self.of_resource else frozenset[str]()
        view = self.findings.view(node, "field", RULES | marked | {"values"}, is_named=is_named)
        listed = any(plain_key(entry.key.value) in ("enum", "values") for entry in node.entries)
        type_ = view.get("type")
        if (
            type_ is not None
            and isinstance(type_.value, Scalar)
            and type_.value.value in ("enum", "enumeration")
            and listed
        ):
            edits = self.yaml.set_scalar(type_.value, "string", self.yaml.is_flow(node))
            message = f"{type_.value.value} is declared nowhere in the plan"
            hint = "the field is a text of which validate says what it may be"
            self.findings.add("undeclared-type", message, type_.value, "write string", edits, safe=False, hint=hint)
        self._markers(node, view)
        flow = self.yaml.is_flow(node)
        type_ = view.get("type")
        if type_ is not None and isinstance(type_.value, Scalar):
            check_type(self.findings, type_.value, flow)
        self._field_name(node, view, flow)
        tag = view.get("tag")
        if tag is not None and isinstance(tag.value, Mapping):
            pairs = [(e.key.value, e.value.value) for e in tag.value.entries if isinstance(e.value, Scalar)]
            text = " ".join(f'{key}:"{value}"' for key, value in pairs)
            edits = self.yaml.replace(tag.value, on_one_line(text, True, flow))
            self.findings.add("wrong-type", "tag is a text, as in Go", tag.key, f"write {text}", edits)
        self._rules(node, view)

    def _field_name(self, node: Mapping, view: View, flow: bool) -> None:
        """A name that no field of Go can have (``type``, ``opened-at``), or that no other package sees."""
        entry = view.get("name")
        if entry is None or not isinstance(entry.value, Scalar):
            return
        name = entry.value.value
        better = exported_name(name)
        if not name or (is_identifier(name) and is_exported(name)) or not is_identifier(better):
            return
        edits: Edits | None = self.yaml.set_scalar(entry.value, better, flow)
        if "json" not in view:
            # What is added begins where the name ends, but for a comment behind it.
            added = self.yaml.add(node, entry, "json", on_one_line(name, True, flow))[0]
            start, end = entry.value.span.start, entry.value.span.end
            edits = [Edit(start, end, better + added.text)] if added.start == end else None
        title = f"write {better}" if "json" in view else f"write {better} with json: {name}"
        if not is_identifier(name):
            message = f"{shown(name)} is no name for a field of Go"
            self.findings.add("identifier", message, entry.value, title, edits, safe=False)
            return
        for code in ("field-unexported", "crd-json-tag"):
            self.findings.add(code, "", entry.value, title, edits, safe=False)
        whole = Scalar(entry.value.text, True, node.span)
        self.findings.add("tag-unexported", "", whole, title, edits, safe=False)

    def _markers(self, node: Mapping, view: View) -> None:
        """``default: 10`` and ``pattern: …`` of a custom resource's field, which markers say."""
        found: list[tuple[Entry, str]] = []
        for entry in node.entries:
            marker = _MARKERS.get(plain_key(entry.key.value)) if self.of_resource else None
            if marker is not None and isinstance(entry.value, Scalar):
                value = entry.value.value
                quoted = f"`{value}`" if marker.endswith("Pattern") else value
                found.append((entry, f"kubebuilder:{marker}={quoted}"))
        if not found:
            return
        edits: Edits | None = None
        if "markers" not in view:
            first = found[0][0]
            listed = ", ".join(double_quoted(marker) for _, marker in found)
            edits = [Edit(first.key.span.start, self.yaml.entry_end(first), f"markers: [{listed}]")]
            for entry, _ in found[1:]:
                removed = self.yaml.remove(node, entry)
                edits = None if removed is None or edits is None else edits + removed
        if edits is not None and any(one.end > two.start for one, two in pairwise(sorted(edits))):
            edits = None
        for entry, marker in found:
            message = f"a field has no key {shown(entry.key.value)}: a marker says it, {marker}"
            self.findings.add("unknown-key", message, entry.key, f"write the marker {marker}", edits)

    def _rules(self, node: Mapping, view: View) -> None:
        """``required: true``, ``max: 10``, ``nullable: true``: tags or a type that say it."""
        tags: list[tuple[Entry, str]] = []
        for entry in node.entries:
            plain = plain_key(entry.key.value)
            if plain == "values" and isinstance(entry.value, Sequence):
                plain = "enum"
            if plain not in RULES or entry.key.value in PLACES["field"].table:
                continue
            rule = _rule(plain, entry.value)
            if isinstance(entry.value, Scalar) and entry.value.value == "false":
                message = f"a field has no key {shown(entry.key.value)}: false is what a field is anyway"
                self.findings.add("unknown-key", message, entry.key, "take it out", self.yaml.remove(node, entry))
            elif rule:
                tags.append((entry, rule))
            elif not self._of_type(node, view, entry, plain):
                self.findings.nothing(node, entry, "field", "a field has a type, tags and markers")
        edits = self._validated(node, view, tags) if tags else None
        for entry, rule in tags:
            message = f"a field has no key {shown(entry.key.value)}: validate says it, {rule}"
            self.findings.add("unknown-key", message, entry.key, f"write it as validate: {rule}", edits)

    def _validated(self, node: Mapping, view: View, tags: list[tuple[Entry, str]]) -> Edits | None:
        """The rules that have keys of their own as rules of `validate`."""
        validate = view.get("validate")
        flow = self.yaml.is_flow(node)
        stated = validate.value.value.split(",") if validate is not None and isinstance(validate.value, Scalar) else []
        rules = list(dict.fromkeys([*stated, *(rule for _, rule in tags)]))
        rules.sort(key=lambda rule: rule != "required")
        text = on_one_line(",".join(rules), True, flow)
        rest = tags
        edits: Edits = []
        if validate is None:
            first = tags[0][0]
            edits.append(Edit(first.key.span.start, self.yaml.entry_end(first), f"validate: {text}"))
            rest = tags[1:]
        elif isinstance(validate.value, Scalar):
            edits += self.yaml.replace(validate.value, text)
        for entry, _ in rest:
            removed = self.yaml.remove(node, entry)
            if removed is None:
                return None
            edits += removed
        edits.sort()
        return None if any(one.end > two.start for one, two in pairwise(edits)) else edits

    def _of_type(self, node: Mapping, view: View, entry: Entry, plain: str) -> bool:
        """``nullable: true`` and ``repeated: true``, which a Go type says."""
        type_ = view.get("type")
        is_true = isinstance(entry.value, Scalar) and entry.value.value == "true"
        removed = self.yaml.remove(node, entry)
        if not is_true or type_ is None or not isinstance(type_.value, Scalar) or removed is None:
            return False
        written = translated(self.findings, type_.value.value) or type_.value.value
        if plain in ("repeated", "array"):
            go = written if written.startswith("[]") else f"[]{written}"
        elif plain in ("nullable", "optional", "omitempty"):
            go = written if written.startswith(("*", "[]", "map[")) else f"*{written}"
        else:
            return False
        edits = removed + self.yaml.set_scalar(type_.value, go, self.yaml.is_flow(node))
        message = f"a field has no key {shown(entry.key.value)}: its type says it, {go}"
        self.findings.add("unknown-key", message, entry.key, f"write type: {go}", edits, safe=False)
        return True


def _rule(plain: str, value: Node) -> str:
    """The rule of `validate` that a key of its own says; empty where there is none."""
    if isinstance(value, Sequence):
        words = texts(value.items) if plain == "enum" else None
        return "oneof=" + " ".join(words) if words and not any(" " in word for word in words) else ""
    word = value.value if isinstance(value, Scalar) else ""
    if plain in ("required", "not_null"):
        return "required" if word == "true" else ""
    if plain in _LIMITS and parse_numeral(word) is not None:
        return f"{_LIMITS[plain]}={word}"
    return _FORMATS.get(word, "") if plain == "format" else ""
