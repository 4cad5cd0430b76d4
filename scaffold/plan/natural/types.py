"""Types, in the forms of OpenAPI, protobuf, TypeScript, SQL and of Go itself."""

from __future__ import annotations

import re

from scaffold.fixes import Edit
from scaffold.golang.numerals import parse_numeral
from scaffold.node import Mapping, Node, Scalar, Sequence
from scaffold.plan.natural.fields import Fields
from scaffold.plan.natural.findings import Findings, View
from scaffold.plan.natural.go_words import check_type, split_name, translated, type_params
from scaffold.plan.natural.synonyms import SYNONYMS, plain_key
from scaffold.plan.natural.values import Values, numbered
from scaffold.plan.natural.yaml_edits import Edits, one_pair, texts
from scaffold.plan.shapes import shown
from scaffold.plan.yaml_scalars import double_quoted, on_one_line

_NAMED = re.compile(r"(?:type\s+)?([^\W\d]\w*)\s*(\[[^\]]+\s[^\]]+\])?\s*(=)?\s*(\S.*)", re.DOTALL)
_FORMS = frozenset(("enum", "enumeration", "struct", "object", "interface", "alias", "message", "record", "class"))


class Types:
    """The walk over the types of one section."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.yaml = findings.yaml
        self.fields = Fields(findings)

    # --- entries of types --------------------------------------------------------------------------------------------

    def entries(self, node: Node, what: str = "types") -> None:
        """What stands under `types`, or under `enums`."""
        if isinstance(node, Mapping) and self.findings.is_one_record(node, "type"):
            self.findings.one_record(node, what)
            self.record(node)
        elif isinstance(node, Mapping):
            edits = self.yaml.itemize(node, lambda entry, _flow: self._item(entry.key.value, entry.value))
            self.findings.add(
                "wrong-type", f"{what} is a list of types, and this is a mapping", node, "make it a list", edits
            )
            for entry in node.entries:
                if isinstance(entry.value, Mapping) and self._is_record(entry.value):
                    self.record(entry.value, is_named=True)
        elif isinstance(node, Sequence):
            for item in node.items:
                self._entry(item)

    def _entry(self, item: Node) -> None:
        if isinstance(item, Scalar):
            text = self._of_text(item.value)
            message = f"a type is written {{name: …, type: …}}, and this is the text {shown(item.value)}"
            self.findings.add(
                "wrong-type", message, item, "write its keys", self.yaml.replace(item, text) if text else None
            )
            return
        pair = one_pair(item)
        if isinstance(item, Mapping) and pair is not None and not self.findings.is_key(pair, "type"):
            text = self._item(pair.key.value, pair.value)
            if text is not None:
                edits: Edits | None = self.yaml.replace(item, text)
            else:
                edits = self.yaml.unwrap_item(item)
            message = f"a type says its name itself: {{name: {shown(pair.key.value)}, …}}"
            self.findings.add("missing-key", message, pair.key, "write its name as a key", edits)
            return
        if isinstance(item, Mapping):
            self.record(item)

    def _is_record(self, node: Mapping) -> bool:
        """Whether a mapping says what a type is by the keys of one, and not by its fields alone."""
        keys = [(entry, SYNONYMS["type"].get(plain := plain_key(entry.key.value), plain)) for entry in node.entries]
        if any(key in ("fields", "alias") or (key == "values" and not isinstance(e.value, Scalar)) for e, key in keys):
            return True
        others = [entry for entry, key in keys if key not in ("doc", "name") and self.findings.is_key(entry, "type")]
        unknown = [entry for entry, _ in keys if not self.findings.is_key(entry, "type")]
        return not unknown if others else all(key in ("doc", "name") for _, key in keys)

    def _item(self, name: str, value: Node) -> str | None:
        """``Name: value`` as the YAML of one type, in braces; None where its own mapping is to have the name."""
        key = on_one_line(name, True, True)
        if isinstance(value, Scalar) and not value.is_null:
            return self._typed(key, value.value)
        if isinstance(value, Sequence):
            items = texts(value.items)
            if items is None:
                return None
            form = "fields" if any(" " in item for item in items) else "values"
            listed = ", ".join(on_one_line(item, True, True) for item in items)
            return f"{{name: {key}, {form}: [{listed}]}}"
        if isinstance(value, Mapping) and not self._is_record(value):
            doc = next((e for e in value.entries if SYNONYMS["type"].get(plain_key(e.key.value)) == "doc"), None)
            entries = [entry for entry in value.entries if entry is not doc]
            words = texts([entry.value for entry in entries])
            if words is None or not entries or (doc is not None and not isinstance(doc.value, Scalar)):
                return None
            said = f"doc: {on_one_line(doc.value.value, True, True)}, " if doc and isinstance(doc.value, Scalar) else ""
            if all(parse_numeral(word) is not None for word in words):
                return f"{{name: {key}, {said}{numbered(name, [(e.key.value, e.value) for e in entries])}}}"
            fields = ", ".join(on_one_line(self.fields.text(e.key.value, e.value), True, True) for e in entries)
            return f"{{name: {key}, {said}fields: [{fields}]}}"
        return None

    def _typed(self, key: str, text: str) -> str:
        if text.startswith("="):
            return f"{{name: {key}, alias: {on_one_line(text[1:].strip(), True, True)}}}"
        found = translated(self.findings, text) or text
        return f"{{name: {key}, type: {on_one_line(found, True, True)}}}"

    def _of_text(self, text: str) -> str | None:
        """A type that is written as Go writes it."""
        match = _NAMED.fullmatch(text.strip())
        if match is None:
            return None
        name, params, equals, body = match.groups()
        more = f", type_params: {double_quoted(params)}" if params else ""
        form = "alias" if equals else "type"
        return f"{{name: {name}{more}, {form}: {on_one_line(' '.join(body.split()), True, True)}}}"

    def record(self, node: Mapping, *, is_named: bool = False) -> None:
        """A type in its long form; `is_named` as for `Findings.view`."""
        view = self.findings.view(node, "type", frozenset(("constraint", "func", "function")), is_named=is_named)
        self._form(node, view)
        self._other_forms(node, view)
        name = view.get("name")
        if name is not None:
            split_name(self.findings, node, name, "type_params" in view)
        if "type_params" in view:
            type_params(self.findings, view["type_params"])
        if "fields" in view:
            self.fields.entries(view["fields"].value)
        if "values" in view:
            Values(self.findings).entries(node, view)
        if "type" in view and "values" not in view and node.get("type") is not None:
            edits = self.yaml.rename(view["type"].key, "alias")
            self.findings.add("type-methods", "", view["type"].value, "make it an alias", edits, safe=False)
        for key in ("type", "alias"):
            entry = view.get(key)
            if entry is not None and isinstance(entry.value, Scalar) and entry.value.value not in _FORMS:
                check_type(self.findings, entry.value, self.yaml.is_flow(node))

    def _form(self, node: Mapping, view: View) -> None:
        """``type: enum`` beside values, ``type: object`` beside fields."""
        entry = view.get("type")
        if entry is None or not isinstance(entry.value, Scalar) or entry.value.value.lower() not in _FORMS:
            return
        if "values" in view or "fields" in view:
            there = "values" if "values" in view else "fields"
            message = f"that a type is of the form {entry.value.value} is said by {there}"
            self.findings.add("type-form", message, entry.key, "take it out", self.yaml.remove(node, entry))

    def _other_forms(self, node: Mapping, view: View) -> None:
        """``func: (a int) error`` and ``constraint: ~int | ~string``."""
        if "type" in view:
            return
        for entry in node.entries:
            key, value = plain_key(entry.key.value), entry.value
            if key not in ("constraint", "func", "function") or not isinstance(value, Scalar):
                continue
            if key == "constraint":
                text = value.value if value.value.startswith("interface") else f"interface{{ {value.value} }}"
            else:
                text = value.value if value.value.startswith("func") else f"func{value.value}"
            written = on_one_line(text, True, self.yaml.is_flow(node))
            edits = [Edit(entry.key.span.start, self.yaml.entry_end(entry), f"type: {written}")]
            message = f"a type has no key {shown(entry.key.value)}: it is the type {shown(text)}"
            self.findings.add("unknown-key", message, entry.key, "write it as a type", edits)
