"""Types, their fields and their values, in the forms of OpenAPI, protobuf, TypeScript, SQL and of Go itself."""

from __future__ import annotations

import re

from scaffold.diagnostics import Report
from scaffold.fixes import Edit
from scaffold.golang.identifiers import exported, go_case, is_exported, is_identifier
from scaffold.golang.numerals import parse_numeral
from scaffold.golang.other_languages import go_field, go_type, typed_first_field
from scaffold.golang.parse import parse_field
from scaffold.node import Entry, Mapping, Node, Scalar, Sequence
from scaffold.plan.natural.findings import Findings, View
from scaffold.plan.natural.keys import PLACES
from scaffold.plan.natural.synonyms import plain_key
from scaffold.plan.natural.yaml_edits import Edits, one_pair, texts
from scaffold.plan.shapes import shown
from scaffold.plan.yaml_scalars import double_quoted, on_one_line

_NAMED = re.compile(r"(?:type\s+)?([^\W\d]\w*)\s*(\[[^\]]+\s[^\]]+\])?\s*(=)?\s*(\S.*)", re.DOTALL)
_NUMBERED = re.compile(r"([^\W\d][\w-]*)\s*=\s*(-?\d+)\s*;?")
_FORMS = frozenset(("enum", "enumeration", "struct", "object", "interface", "alias", "message", "record", "class"))
_RULES = frozenset(
    (
        *(
            "required",
            "optional",
            "nullable",
            "repeated",
            "min",
            "max",
            "minimum",
            "maximum",
            "min_length",
            "max_length",
        ),
        *("min_items", "max_items", "enum", "format", "omitempty", "array", "gte", "lte", "not_null"),
    )
)
_LIMITS = {
    **dict.fromkeys(("min", "minimum", "min_length", "min_items"), "min"),
    **dict.fromkeys(("max", "maximum", "max_length", "max_items"), "max"),
    "gte": "gte",
    "lte": "lte",
}
_FORMATS = {
    "email": "email",
    "uri": "uri",
    "url": "url",
    "uuid": "uuid",
    "hostname": "hostname",
    "ipv4": "ipv4",
    "ipv6": "ipv6",
}


class Types:
    """The walk over the types of one section."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.yaml = findings.yaml

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
        return any(self.findings.is_key(entry, "type") for entry in node.entries)

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
            words = texts([entry.value for entry in value.entries])
            if words is None or not value.entries:
                return None
            if all(parse_numeral(word) is not None for word in words):
                return f"{{name: {key}, {self._numbered(name, [(e.key.value, e.value) for e in value.entries])}}}"
            fields = ", ".join(on_one_line(self.field_text(e.key.value, e.value), True, True) for e in value.entries)
            return f"{{name: {key}, fields: [{fields}]}}"
        return None

    def _typed(self, key: str, text: str) -> str:
        if text.startswith("="):
            return f"{{name: {key}, alias: {on_one_line(text[1:].strip(), True, True)}}}"
        found = self._translated(text) or text
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
            self.fields(view["fields"].value)
        if "values" in view:
            self.values(node, view)
        for key in ("type", "alias"):
            entry = view.get(key)
            if entry is not None and isinstance(entry.value, Scalar) and entry.value.value not in _FORMS:
                self._type(entry.value, self.yaml.is_flow(node))

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

    # --- fields ------------------------------------------------------------------------------------------------------

    def fields(self, node: Node) -> None:
        """What stands under `fields`."""
        if isinstance(node, Mapping):
            for entry in node.entries:
                if isinstance(entry.value, Mapping):
                    self._record(entry.value, is_named=True)
            edits = self.yaml.itemize(node, self._field_item)
            self.findings.add("wrong-type", "fields is a list, and this is a mapping", node, "make it a list", edits)
        elif isinstance(node, Sequence):
            flow = self.yaml.is_flow(node)
            for item in node.items:
                self._field(item, flow)
        else:
            self.findings.one_text(node, "fields", flow=False)

    def _field_item(self, entry: Entry, flow: bool) -> str | None:
        value = entry.value
        if isinstance(value, Scalar) and not value.is_null:
            return on_one_line(self.field_text(entry.key.value, value), True, flow)
        return None

    def field_text(self, key: str, value: Node) -> str:
        """``key: type`` as a Go field that other packages see, with its name in JSON where that is another one."""
        optional = key.endswith("?")
        name = key.rstrip("?")
        type_ = value.value if isinstance(value, Scalar) else ""
        found = self._translated(type_) or type_
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
            typed = typed_first_field(item.value)
            better = self._named_field(*typed, more="") if typed is not None else go_field(item.value)
            if typed is not None or (better and not parse_field(item.text, Report())):
                message = f"{shown(item.value)} is no Go field"
                written = self.yaml.set_scalar(item, better, flow)
                self.findings.add("go-syntax", message, item, f"write {better}", written, safe=False)
            return
        pair = one_pair(item)
        if isinstance(item, Mapping) and pair is not None and self._is_field(pair):
            if isinstance(pair.value, Scalar):
                text = self.field_text(pair.key.value, pair.value)
                edits: Edits | None = self.yaml.replace(item, on_one_line(text, True, flow))
            else:
                edits = self.yaml.unwrap_item(item)
            message = f"a field is written as in Go, {shown(pair.key.value)} and its type, or as {{name: …, type: …}}"
            self.findings.add("unknown-key", message, pair.key, "write it as a field", edits)
            return
        if isinstance(item, Mapping):
            self._record(item)

    def _is_field(self, pair: Entry) -> bool:
        """Whether a mapping of one pair is a field by its name and type: no key of a long field says enough alone."""
        key = pair.key.value
        if plain_key(key) in ("name", "id", "key", "title"):
            return True
        return not self.findings.is_key(pair, "field", _RULES)

    def _record(self, node: Mapping, *, is_named: bool = False) -> None:
        """A field in its long form; `is_named` as for `Findings.view`."""
        view = self.findings.view(node, "field", _RULES, is_named=is_named)
        flow = self.yaml.is_flow(node)
        type_ = view.get("type")
        if type_ is not None and isinstance(type_.value, Scalar):
            self._type(type_.value, flow)
        self._field_name(node, view, flow)
        tag = view.get("tag")
        if tag is not None and isinstance(tag.value, Mapping):
            pairs = [(e.key.value, e.value.value) for e in tag.value.entries if isinstance(e.value, Scalar)]
            text = " ".join(f'{key}:"{value}"' for key, value in pairs)
            edits = self.yaml.replace(tag.value, on_one_line(text, True, flow))
            self.findings.add("wrong-type", "tag is a text, as in Go", tag.key, f"write {text}", edits)
        for entry in node.entries:
            plain = plain_key(entry.key.value)
            if plain in _RULES and entry.key.value not in PLACES["field"].table:
                self._rule(node, view, entry, plain)

    def _field_name(self, node: Mapping, view: View, flow: bool) -> None:
        """A name that no field of Go can have: ``type``, ``opened-at``."""
        entry = view.get("name")
        if entry is None or not isinstance(entry.value, Scalar):
            return
        name = entry.value.value
        better = exported_name(name)
        if not name or is_identifier(name) or not is_identifier(better):
            return
        edits: Edits | None = self.yaml.set_scalar(entry.value, better, flow)
        if "json" not in view:
            # What is added begins where the name ends, but for a comment behind it.
            added = self.yaml.add(node, entry, "json", on_one_line(name, True, flow))[0]
            start, end = entry.value.span.start, entry.value.span.end
            edits = [Edit(start, end, better + added.text)] if added.start == end else None
        message = f"{shown(name)} is no name for a field of Go"
        self.findings.add("identifier", message, entry.value, f"write {better} with json: {name}", edits, safe=False)

    def _rule(self, node: Mapping, view: View, entry: Entry, plain: str) -> None:
        """``required: true``, ``max: 10``, ``nullable: true``: a tag or a type that says it."""
        value = entry.value
        word = value.value if isinstance(value, Scalar) else ""
        type_ = view.get("type")
        removed = self.yaml.remove(node, entry)
        name = f"a field has no key {shown(entry.key.value)}"
        if word == "false":
            self.findings.add(
                "unknown-key", f"{name}: false is what a field is anyway", entry.key, "take it out", removed
            )
            return
        rule = ""
        if plain in ("required", "not_null"):
            rule = "required"
        elif plain in _LIMITS and parse_numeral(word) is not None:
            rule = f"{_LIMITS[plain]}={word}"
        elif plain == "format" and word in _FORMATS:
            rule = _FORMATS[word]
        elif plain == "enum" and isinstance(value, Sequence):
            words = texts(value.items)
            rule = "oneof=" + " ".join(words) if words and not any(" " in each for each in words) else ""
        if rule:
            edits = None if removed is None else self._with_rule(node, view, entry, removed, rule)
            self.findings.add(
                "unknown-key", f"{name}: validate says it, {rule}", entry.key, f"write it as validate: {rule}", edits
            )
            return
        go = ""
        if type_ is not None and isinstance(type_.value, Scalar) and word == "true":
            written = self._translated(type_.value.value) or type_.value.value
            if plain in ("repeated", "array"):
                go = written if written.startswith("[]") else f"[]{written}"
            elif plain in ("nullable", "optional", "omitempty"):
                go = written if written.startswith(("*", "[]", "map[")) else f"*{written}"
        if go and type_ is not None and isinstance(type_.value, Scalar) and removed is not None:
            edits = removed + self.yaml.set_scalar(type_.value, go, self.yaml.is_flow(node))
            self.findings.add(
                "unknown-key", f"{name}: its type says it, {go}", entry.key, f"write type: {go}", edits, safe=False
            )
            return
        self.findings.nothing(node, entry, "field", "a field has a type, tags and markers")

    def _with_rule(self, node: Mapping, view: View, entry: Entry, removed: Edits, rule: str) -> Edits | None:
        """A rule of its own key as one of `validate`."""
        validate = view.get("validate")
        flow = self.yaml.is_flow(node)
        if validate is None:
            written = f"validate: {on_one_line(rule, True, flow)}"
            return [Edit(entry.key.span.start, self.yaml.entry_end(entry), written)]
        if not isinstance(validate.value, Scalar):
            return None
        rules = validate.value.value.split(",")
        if rule in rules:
            return removed
        rules = [rule, *rules] if rule == "required" else [*rules, rule]
        return removed + self.yaml.set_scalar(validate.value, ",".join(rules), self.yaml.is_flow(node))

    def _type(self, node: Scalar, flow: bool) -> None:
        """A type that another language has another word for."""
        found = self._translated(node.value)
        if found:
            message = f"{shown(node.value)} is no Go type: in Go it is {found}"
            self.findings.add(
                "undeclared-type", message, node, f"write {found}", self.yaml.set_scalar(node, found, flow), safe=False
            )

    def _translated(self, text: str) -> str:
        if not text or text in self.findings.declared:
            return ""
        found = go_type(text)
        return found if found != text else ""

    # --- values ------------------------------------------------------------------------------------------------------

    def values(self, node: Mapping, view: View) -> None:
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
                text = self._numbered(name, words) if numbers and not typed else self._valued(words)
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

    def _numbered(self, name: str, words: list[tuple[str, Node]]) -> str:
        """Words with numbers: those of an integer type count from 0."""
        numbers = [parse_numeral(value.value) if isinstance(value, Scalar) else None for _, value in words]
        listed = ", ".join(on_one_line(without_prefix(name, word), True, True) for word, _ in words)
        counts = numbers == list(range(len(words)))
        return f"type: int, values: [{listed}]" if counts else f"values: [{listed}]"

    def _valued(self, words: list[tuple[str, Node]]) -> str:
        listed = ", ".join(
            on_one_line(value.value or key if isinstance(value, Scalar) else key, True, True) for key, value in words
        )
        return f"values: [{listed}]"

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
            message = "a value is a word; those of an integer type count from 0"
            self.findings.add(
                "unknown-value", message, value, "write the words alone", edits if whole else None, safe=False
            )
            return
        for item in value.items:
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


def without_prefix(name: str, word: str) -> str:
    """A value without the type's name that stands before it: ``ACCOUNT_TYPE_ASSET`` of ``AccountType`` is ``ASSET``."""
    cased = go_case(word)
    if name and cased.startswith(name) and len(cased) > len(name):
        parts = [part for part in re.split(r"[_\-]", word) if part]
        for count in range(1, len(parts)):
            if go_case("_".join(parts[:count])) == name:
                return "_".join(parts[count:])
        if len(parts) == 1 and word[: len(name)].lower() == name.lower():
            return word[len(name) :]
    return word


def exported_name(name: str) -> str:
    """A field's name that other packages see."""
    found = go_case(name)
    return found if found and is_identifier(found) else exported(name)


def split_name(findings: Findings, node: Mapping, entry: Entry, has_params: bool) -> None:
    """``name: Source[T any]``: the name and its type parameters."""
    value = entry.value
    if not isinstance(value, Scalar) or "[" not in value.value or has_params:
        return
    name, _, rest = value.value.partition("[")
    params = f"[{rest.strip()}"
    if not is_identifier(name.strip()) or not params.endswith("]"):
        return
    yaml = findings.yaml
    edits = yaml.set_scalar(value, name.strip(), yaml.is_flow(node))
    gap = ", " if yaml.is_flow(node) else "\n" + " " * yaml.column(entry.key.span.start)
    edits = [Edit(value.span.start, value.span.end, f"{edits[0].text}{gap}type_params: {double_quoted(params)}")]
    findings.add(
        "identifier",
        f"{shown(value.value)} is a name with type parameters: they have a key",
        value,
        "write them as type_params",
        edits,
    )


def type_params(findings: Findings, entry: Entry) -> None:
    """Type parameters in other forms than ``"[K comparable, V any]"``."""
    value = entry.value
    text = ""
    if isinstance(value, Scalar):
        if value.value and not value.value.startswith("["):
            text = value.value
    elif isinstance(value, Sequence):
        parts: list[str] = []
        for item in value.items:
            if isinstance(item, Scalar):
                parts.append(item.value)
            elif isinstance(item, Mapping):
                words = {plain_key(e.key.value): e.value.value for e in item.entries if isinstance(e.value, Scalar)}
                name = words.get("name")
                constraint = words.get("constraint") or words.get("type") or "any"
                if name is None and len(words) == 1:
                    name, constraint = next(
                        (e.key.value, e.value.value) for e in item.entries if isinstance(e.value, Scalar)
                    )
                if name is not None:
                    parts.append(f"{name} {constraint}")
        text = ", ".join(parts)
    elif isinstance(value, Mapping):
        text = ", ".join(f"{e.key.value} {e.value.value}" for e in value.entries if isinstance(e.value, Scalar))
    if not text:
        return
    text = text if text.rstrip().endswith("any") or " " in text.strip() else f"{text} any"
    written = double_quoted(f"[{text}]")
    # In brackets the value may begin on the key's own line or below it.
    edits = [
        Edit(entry.key.span.start, findings.yaml.entry_end(entry), f"{entry.key.value} : {written}".replace(" :", ":"))
    ]
    findings.add("wrong-type", f"type_params is a text, as in Go: {written}", entry.key, f"write {written}", edits)


def is_type(text: str) -> bool:
    """Whether a text is a type of Go by its form alone: a name, perhaps qualified, perhaps with arguments."""
    return re.fullmatch(r"[^\W\d]\w*(?:\.[^\W\d]\w*)?(?:\[.*\])?", text) is not None
