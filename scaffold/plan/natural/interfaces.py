"""Interfaces and their methods, in the forms of protobuf, OpenAPI, TypeScript and of Go itself."""

from __future__ import annotations

import re

from scaffold.diagnostics import Report
from scaffold.fixes import Edit
from scaffold.golang.identifiers import is_identifier, upper_first
from scaffold.golang.other_languages import go_signature, go_type, typed_first_method
from scaffold.golang.parse import parse_method
from scaffold.node import Entry, Mapping, Node, Scalar, Sequence
from scaffold.plan.natural.findings import Findings, View
from scaffold.plan.natural.go_words import is_type, not_go, split_name, type_params
from scaffold.plan.natural.synonyms import PARAMETERS, RESULTS, plain_key
from scaffold.plan.natural.yaml_edits import Edits, one_pair, texts
from scaffold.plan.shapes import shown
from scaffold.plan.yaml_scalars import on_one_line
from scaffold.source import Source, Text

_RPC = re.compile(
    r"(?:rpc\s+)?([^\W\d]\w*)\s*\(\s*(stream\s+)?([\w.]*)\s*\)\s*returns\s*\(\s*(stream\s+)?([\w.]*)\s*\)\s*;?"
)
_METHOD_KEYS = frozenset((*PARAMETERS, *RESULTS, "name"))


class Interfaces:
    """The walk over the interfaces of one section."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.yaml = findings.yaml

    def entries(self, node: Node) -> None:
        """What stands under `interfaces`."""
        if isinstance(node, Mapping) and self.findings.is_one_record(node, "interface"):
            self.findings.one_record(node, "interfaces")
            self.record(node)
        elif isinstance(node, Mapping):
            edits = self.yaml.itemize(node, self._item)
            self.findings.add(
                "wrong-type", "interfaces is a list, and this is a mapping", node, "make it a list", edits
            )
            for entry in node.entries:
                if isinstance(entry.value, Mapping) and self._is_record(entry.value):
                    self.record(entry.value, is_named=True)
        elif isinstance(node, Sequence):
            for item in node.items:
                pair = one_pair(item)
                if isinstance(item, Mapping) and pair is not None and not self.findings.is_key(pair, "interface"):
                    text = self._item(pair, self.yaml.is_flow(node) or self.yaml.is_flow(item))
                    edits = self.yaml.unwrap_item(item) if text is None else self.yaml.replace(item, text)
                    message = f"an interface says its name itself: {{name: {shown(pair.key.value)}, …}}"
                    self.findings.add("missing-key", message, pair.key, "write its name as a key", edits)
                elif isinstance(item, Mapping):
                    self.record(item)
                elif isinstance(item, Scalar) and is_identifier(item.value):
                    edits = self.yaml.replace(item, f"{{name: {item.value}, methods: []}}")
                    self.findings.add("wrong-type", "an interface is a mapping", item, "write its keys", edits)

    def _is_record(self, node: Mapping) -> bool:
        return any(self.findings.is_key(entry, "interface") for entry in node.entries)

    def _item(self, entry: Entry, flow: bool) -> str | None:
        """``Name: [methods]`` and ``Name: {Method: signature}`` as one item."""
        del flow
        value, name = entry.value, on_one_line(entry.key.value, True, True)
        methods: list[str] = []
        if isinstance(value, Sequence):
            methods = texts(value.items) or []
        elif isinstance(value, Mapping) and value.entries and not self._is_record(value):
            for each in value.entries:
                text = method_text(each)
                if text is None:
                    return None
                methods.append(text)
        methods = [_in_go(method) for method in methods]
        if not methods:
            return None
        return f"{{name: {name}, methods: [{', '.join(on_one_line(method, True, True) for method in methods)}]}}"

    def record(self, node: Mapping, *, is_named: bool = False) -> None:
        """An interface; `is_named` as for `Findings.view`."""
        view = self.findings.view(node, "interface", is_named=is_named)
        if "name" in view:
            split_name(self.findings, node, view["name"], "type_params" in view)
        if "type_params" in view:
            type_params(self.findings, view["type_params"])
        if "methods" in view:
            self.methods(node, view)

    # --- methods -----------------------------------------------------------------------------------------------------

    def methods(self, node: Mapping, view: View) -> None:
        """What stands under `methods`."""
        value = view["methods"].value
        if isinstance(value, Mapping):
            edits = self.yaml.itemize(value, self._method_item)
            self.findings.add("wrong-type", "methods is a list, and this is a mapping", value, "make it a list", edits)
            for entry in value.entries:
                if isinstance(entry.value, Mapping):
                    self.method(entry.value, entry.key.value)
        elif isinstance(value, Scalar):
            self.findings.one_text(value, "methods", self.yaml.is_flow(node))
        else:
            flow = self.yaml.is_flow(value)
            embedded = [item for item in value.items if isinstance(item, Scalar) and is_type(item.value.strip())]
            if embedded:
                self._embeds(node, view, value, embedded)
            for item in value.items:
                self._method(item, flow)

    def _method_item(self, entry: Entry, flow: bool) -> str | None:
        text = method_text(entry)
        return None if text is None else on_one_line(text, True, flow)

    def _method(self, item: Node, flow: bool) -> None:
        if isinstance(item, Scalar):
            self._text(item, flow)
            return
        pair = one_pair(item)
        if isinstance(item, Mapping) and pair is not None and not self.findings.is_key(pair, "method", _METHOD_KEYS):
            text = method_text(pair)
            written = f"{pair.key.value}: {pair.value.value}" if isinstance(pair.value, Scalar) else ""
            if text is None and (found := go_signature(written)):
                edits_ = self.yaml.replace(item, on_one_line(found, True, flow))
                not_go(self.findings, item, found, edits_, written)
                return
            if text is not None:
                edits: Edits | None = self.yaml.replace(item, on_one_line(text, True, flow))
            else:
                edits = self.yaml.unwrap_item(item)
            message = f"a method is written as in Go, {shown(pair.key.value)} and its signature in one text"
            self.findings.add("unknown-key", message, pair.key, "write it as a method", edits)
        elif isinstance(item, Mapping):
            self.method(item, "")

    def _text(self, item: Scalar, flow: bool) -> None:
        """A method in one text."""
        text = item.value.strip()
        match = _RPC.fullmatch(text)
        if match is not None:
            found = _rpc(*match.groups())
            self._rewrite(item, found, flow, safe=False)
        elif not is_type(text) and parse_method(item.text, Report()) is None:
            stripped = re.sub(r"^(?:func\s+|rpc\s+|-\s+)", "", text)
            found = stripped if stripped != text else _in_go(text)
            if found != text:
                self._rewrite(item, found, flow, safe=stripped != text)

    def _rewrite(self, item: Scalar, found: str, flow: bool, *, safe: bool) -> None:
        not_go(self.findings, item, found, self.yaml.set_scalar(item, found, flow), safe=safe)

    def _embeds(self, node: Mapping, view: View, methods: Sequence, embedded: list[Scalar]) -> None:
        """Interfaces among the methods: all of them at once, as they go to one list."""
        names = [item.value.strip() for item in embedded]
        listed = ", ".join(on_one_line(name, True, True) for name in names)
        edits: Edits | None = None
        if len(embedded) == len(methods.items):
            edits = self.yaml.rename(view["methods"].key, "embeds") if "embeds" not in view else None
        else:
            removed = self._without(methods, embedded)
            added = self._added_embeds(node, view, listed)
            edits = None if removed is None or added is None else [*added, *removed]
        more = f" (and {len(names) - 1} more)" if len(names) > 1 else ""
        message = f"{shown(names[0])}{more} is no method: an interface that is embedded stands under embeds"
        self.findings.add("go-syntax", message, embedded[0], "write it under embeds", edits)

    def _without(self, methods: Sequence, taken: list[Scalar]) -> Edits | None:
        """A list of methods without some of its items."""
        if self.yaml.is_flow(methods):
            gone = {id(item) for item in taken}
            kept = ", ".join(self.yaml.raw(item) for item in methods.items if id(item) not in gone)
            return self.yaml.replace(methods, f"[{kept}]")
        lines = [self._item_lines(item) for item in taken]
        return [Edit(*each, "") for each in lines if each is not None] if all(lines) else None

    def _added_embeds(self, node: Mapping, view: View, listed: str) -> Edits | None:
        """Names behind those that are embedded already, or before the methods."""
        embeds = view.get("embeds")
        if embeds is None:
            key = view["methods"].key.span.start
            gap = ", " if self.yaml.is_flow(node) else "\n" + " " * self.yaml.column(key)
            return [Edit(key, key, f"embeds: [{listed}]{gap}")]
        if isinstance(embeds.value, Scalar) and embeds.value.value:
            own = on_one_line(embeds.value.value, embeds.value.plain, True)
            return self.yaml.replace(embeds.value, f"[{own}, {listed}]")
        if isinstance(embeds.value, Sequence) and self.yaml.is_flow(embeds.value) and embeds.value.items:
            end = embeds.value.span.end - 1
            return [Edit(end, end, f", {listed}")]
        return None

    def _item_lines(self, item: Node) -> tuple[int, int] | None:
        """The line of an item of a block list."""
        dash = self.yaml.dash(item)
        if dash is None or not self.yaml.begins_line(dash):
            return None
        return self.yaml.line_start(dash), self.yaml.next_line(item.span.end)

    def method(self, node: Mapping, named: str) -> None:
        """A method in its long form, perhaps with its name, parameters and results apart."""
        view = self.findings.view(node, "method", _METHOD_KEYS)
        parts: dict[str, Entry] = {}
        for entry in node.entries:
            plain = plain_key(entry.key.value)
            part = "params" if plain in PARAMETERS else "results" if plain in RESULTS else plain
            if part in ("params", "results", "name"):
                parts.setdefault(part, entry)
        name = named or (
            parts["name"].value.value if "name" in parts and isinstance(parts["name"].value, Scalar) else ""
        )
        signature = view.get("signature")
        if signature is not None and isinstance(signature.value, Scalar):
            self._signature(node, name, parts, signature, signature.value)
        elif is_identifier(name) and not named and "name" in parts and "was" not in view:
            self._apart(node, name, parts)

    def _signature(self, node: Mapping, name: str, parts: dict[str, Entry], entry: Entry, value: Scalar) -> None:
        text = re.sub(r"^func\b\s*", "", value.value.strip())
        if text.startswith("(") and is_identifier(name):
            text = f"{name}{text}"
        elif (better := _in_go(text)) != text:
            self._rewrite(value, better, self.yaml.is_flow(node), safe=False)
            return
        elif text == value.value.strip() and "name" not in parts:
            return
        flow = self.yaml.is_flow(node)
        edits: Edits | None = self.yaml.set_scalar(value, text, flow)
        if "name" in parts and edits is not None:
            removed = self.yaml.remove(node, parts["name"])
            edits = None if removed is None else removed + edits
        message = f"signature has the method's name, too: {shown(text)}"
        self.findings.add("go-syntax", message, entry.key, f"write {text}", edits)

    def _apart(self, node: Mapping, name: str, parts: dict[str, Entry]) -> None:
        """``name``, ``params`` and ``returns`` as one signature."""
        params = _params(parts.get("params"))
        results = _results(parts.get("results"))
        message = f"a method is one text: signature: {name}(…) …"
        entry = parts["name"]
        if params is None or results is None:
            self.findings.add("unknown-key", message, entry.key)
            return
        safe = True
        if is_type(params) and "params" in parts:
            params, results = (
                f"ctx context.Context, req {_pointer(params)}",
                f"({_pointer(results)}, error)" if is_type(results) and results != "error" else results,
            )
            safe = False
        signature = f"{upper_first(name)}({params}) {results}".strip()
        flow = self.yaml.is_flow(node)
        written = on_one_line(signature, True, flow)
        edits: Edits | None = [Edit(entry.key.span.start, self.yaml.entry_end(entry), f"signature: {written}")]
        for part in ("params", "results"):
            if part in parts and edits is not None:
                removed = self.yaml.remove(node, parts[part])
                edits = None if removed is None else edits + removed
        if edits is not None and any(a.end > b.start for a, b in zip(sorted(edits), sorted(edits)[1:], strict=False)):
            edits = None
        self.findings.add("unknown-key", message, entry.key, f"write signature: {signature}", edits, safe=safe)


def method_text(entry: Entry) -> str | None:
    """``Name: (parameters) results`` as one text."""
    name, value = entry.key.value.strip(), entry.value
    if not isinstance(value, Scalar):
        return None
    text = re.sub(r"^func\b\s*", "", value.value.strip())
    if name.endswith(")"):
        return f"{name} {text}".strip()
    if not is_identifier(name):
        return None
    if text.startswith("("):
        closing = _closing(text)
        rest = text[closing + 1 :].strip()
        rest = re.sub(r"^(?:=>|->|:)\s*", "", rest)
        return f"{upper_first(name)}{text[: closing + 1]} {rest}".strip()
    return f"{upper_first(name)}() {text}".strip()


def _in_go(text: str) -> str:
    """A method as Go writes it, where another language's words for it are clear."""
    plain = Text(Source("", text), text, ((0, 0),))
    if parse_method(plain, Report()) is not None:
        return text
    return typed_first_method(text) or upper_first(go_signature(text)) or text


def _closing(text: str) -> int:
    depth = 0
    for at, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return at
    return len(text) - 1


def _params(entry: Entry | None) -> str | None:
    """What stands behind ``params`` as the parameters of a signature; None where that is not clear."""
    if entry is None:
        return ""
    value = entry.value
    if isinstance(value, Scalar):
        text = value.value.strip()
        return text[1:-1] if text.startswith("(") and text.endswith(")") else text
    if isinstance(value, Mapping):
        return _pairs(value)
    found = [_param(item) for item in value.items]
    return None if None in found else ", ".join(part for part in found if part is not None)


def _pairs(node: Mapping) -> str | None:
    words = {plain_key(e.key.value): e.value.value for e in node.entries if isinstance(e.value, Scalar)}
    if set(words) == {"name", "type"}:
        return f"{words['name']} {_go(words['type'])}"
    if len(words) < len(node.entries):
        return None
    return ", ".join(f"{e.key.value} {_go(e.value.value)}" for e in node.entries if isinstance(e.value, Scalar))


def _param(item: Node) -> str | None:
    if isinstance(item, Scalar):
        return item.value.strip()
    pair = one_pair(item)
    if pair is not None and plain_key(pair.key.value) == "type" and isinstance(pair.value, Scalar):
        return _go(pair.value.value)
    return _pairs(item) if isinstance(item, Mapping) else None


def _results(entry: Entry | None) -> str | None:
    """What stands behind ``returns`` as the results of a signature; None where that is not clear."""
    text = _params(entry)
    if not text:
        return text
    parts = [part.strip() for part in text.split(",")]
    if entry is not None and isinstance(entry.value, Mapping):
        return f"({text})"
    if entry is not None and isinstance(entry.value, Scalar) and len(parts) == 1:
        return _go(text)
    return f"({text})" if len(parts) > 1 or " " in text else _go(text)


def _go(text: str) -> str:
    return go_type(text) or text


def _pointer(name: str) -> str:
    return name if name[:1].islower() and "." not in name else f"*{name}"


def _rpc(name: str, streams_in: str | None, request: str, streams_out: str | None, response: str) -> str:
    """A call of protobuf as a method."""
    given = f", requests iter.Seq[{_pointer(request)}]" if streams_in else f", req {_pointer(request)}"
    result = f"iter.Seq2[{_pointer(response)}, error]" if streams_out else f"({_pointer(response)}, error)"
    if not streams_out and response in ("", "Empty", "google.protobuf.Empty"):
        result = "error"
    if request in ("", "Empty", "google.protobuf.Empty"):
        given = ""
    return f"{upper_first(name)}(ctx context.Context{given}) {result}"
