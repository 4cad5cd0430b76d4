"""Contract sections in other forms: their lists by other names, Go in pieces, sections at the top of the plan."""

from __future__ import annotations

import re

from scaffold.fixes import Edit
from scaffold.node import Entry, Mapping, Node, Scalar, Sequence
from scaffold.plan.natural.findings import Findings, View
from scaffold.plan.natural.imports import Imports
from scaffold.plan.natural.interfaces import Interfaces
from scaffold.plan.natural.keys import PLACES
from scaffold.plan.natural.synonyms import SYNONYMS, plain_key
from scaffold.plan.natural.types import Types
from scaffold.plan.natural.yaml_edits import Edits, block_list, one_pair
from scaffold.plan.shapes import shown
from scaffold.plan.yaml_scalars import double_quoted, on_one_line

_ENUMS = frozenset(("enums", "enum", "enumerations", "enum_types"))
_CODE = {
    **dict.fromkeys(("constants", "consts", "constant", "const"), "const"),
    **dict.fromkeys(("vars", "variables", "var"), "var"),
    **dict.fromkeys(("functions", "funcs", "constructors", "helpers"), "func"),
}
_LISTS = ("interfaces", "types", "errors")
_GO_TYPE = re.compile(r"^\s*type\s+\w+", re.MULTILINE)
_NEW_ERROR = re.compile(r'(?:var\s+)?([^\W\d]\w*)\s*=\s*(?:errors\.New|fmt\.Errorf)\(\s*"((?:[^"\\]|\\.)*)"\s*\)')


class Sections:
    """The walk over contract sections."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.yaml = findings.yaml

    def section(self, node: Mapping) -> None:
        """One section."""
        skip = _ENUMS | frozenset(_CODE) | frozenset(self._further_lists(node))
        view = self.findings.view(node, "section", skip)
        if "imports" in view:
            Imports(self.findings).entries(node, view["imports"])
        for entry in node.entries:
            plain = plain_key(entry.key.value)
            if plain in _ENUMS:
                self._enums(node, view, entry)
            elif plain in _CODE:
                self._code(node, view, entry, _CODE[plain])
            elif plain in skip:
                self._merge(node, view, entry, SYNONYMS["section"][plain])
        for key in ("interfaces", "types"):
            declared = view.get(key)
            if declared is not None and isinstance(declared.value, Scalar) and _GO_TYPE.search(declared.value.value):
                self._go(node, view, declared)
        self._lists(view)

    def _go(self, node: Mapping, view: View, entry: Entry) -> None:
        """A list that is Go in one text."""
        assert isinstance(entry.value, Scalar)
        edits: Edits | None = self.yaml.rename(entry.key, "go")
        if "go" in view:
            edits = self._into_go(node, view, entry, entry.value.value.rstrip("\n").split("\n"))
        message = f"{entry.key.value} is a list, and this is Go: it stands under go"
        self.findings.add("wrong-type", message, entry.key, "move it to go", edits)
        view.setdefault("go", entry)

    def _lists(self, view: View) -> None:
        view = {key: entry for key, entry in view.items() if entry is not view.get("go")}
        if "interfaces" in view:
            Interfaces(self.findings).entries(view["interfaces"].value)
        if "types" in view:
            Types(self.findings).entries(view["types"].value)
        if "errors" in view:
            self._errors(view["errors"].value)

    def _further_lists(self, node: Mapping) -> list[str]:
        """Keys of lists that another key of the section is as well: ``messages`` beside ``types``."""
        found: list[str] = []
        seen = {entry.key.value for entry in node.entries if entry.key.value in _LISTS}
        for entry in node.entries:
            plain = plain_key(entry.key.value)
            target = SYNONYMS["section"].get(plain)
            if target in _LISTS and entry.key.value not in PLACES["section"].table:
                if target in seen:
                    found.append(plain)
                seen.add(target)
        return found

    def _enums(self, node: Mapping, view: View, entry: Entry) -> None:
        """``enums``: types with values."""
        Types(self.findings).entries(entry.value, "enums")
        if "types" not in view:
            message = f"a contract section has no key {shown(entry.key.value)}: enumerations are types with values"
            edits = self.yaml.rename(entry.key, "types")
            self.findings.add("unknown-key", message, entry.key, "rename it to types", edits)
            view["types"] = entry
            return
        self._merge(node, view, entry, "types", walk=False)

    def _merge(self, node: Mapping, view: View, entry: Entry, target: str, *, walk: bool = True) -> None:
        """A list that belongs to another one of the section."""
        edits = self._joined(node, entry, view[target])
        message = f"a contract section has no key {shown(entry.key.value)}: what it has stands under {target}"
        self.findings.add("unknown-key", message, entry.key, f"move it to {target}", edits)
        if walk:
            self._lists({target: entry})

    def _joined(self, node: Mapping, entry: Entry, into: Entry) -> Edits | None:
        """The items of one block list at the end of another."""
        if not (block_list(entry.value, self.yaml) and block_list(into.value, self.yaml)):
            return None
        assert isinstance(entry.value, Sequence)
        assert isinstance(into.value, Sequence)
        whole = self.yaml.lines(entry)
        first, last = self.yaml.dash(entry.value.items[0]), self.yaml.dash(into.value.items[0])
        if whole is None or first is None or last is None:
            return None
        begin = self.yaml.next_line(entry.key.span.end)
        moved = self.yaml.moved(begin, whole[1], self.yaml.column(last) - self.yaml.column(first))
        end = self.yaml.line_end(self.yaml.entry_end(into))
        return [Edit(end, end, "\n" + moved.rstrip("\n")), Edit(*whole, "")]

    # --- Go in pieces ------------------------------------------------------------------------------------------------

    def _code(self, node: Mapping, view: View, entry: Entry, keyword: str) -> None:
        """``constants``, ``vars`` and ``functions``: Go under `go`."""
        lines = _declarations(entry.value, keyword)
        edits: Edits | None = None
        if lines is not None and not self.yaml.is_flow(node):
            edits = self._into_go(node, view, entry, lines)
        message = (
            f"a contract section has no key {shown(entry.key.value)}: such declarations are Go, and stand under go"
        )
        self.findings.add("unknown-key", message, entry.key, "write it under go", edits, safe=keyword != "func")

    def _into_go(self, node: Mapping, view: View, entry: Entry, lines: list[str]) -> Edits | None:
        whole = self.yaml.lines(entry)
        if whole is None:
            return None
        go = view.get("go")
        if go is None:
            indent = " " * self.yaml.column(entry.key.span.start)
            text = f"{indent}go: |\n" + "".join(f"{indent}  {line}\n" if line else "\n" for line in lines)
            return [Edit(*whole, text)]
        if not isinstance(go.value, Scalar) or self.yaml.text[go.value.span.start : go.value.span.start + 1] != "|":
            return None
        first = self.yaml.next_line(go.value.span.start)
        body = self.yaml.text[first : go.value.span.end]
        line = next((line for line in body.split("\n") if line.strip()), "")
        indent = line[: len(line) - len(line.lstrip())]
        end = go.value.span.end
        added = "".join(f"\n{indent}{line}" if line else "\n" for line in ["", *lines])
        return [Edit(end, end, added), Edit(*whole, "")]

    # --- errors ------------------------------------------------------------------------------------------------------

    def _errors(self, node: Node) -> None:
        """What stands under `errors`."""
        if isinstance(node, Mapping):
            edits = self.yaml.itemize(node, _error_item)
            self.findings.add("wrong-type", "errors is a list, and this is a mapping", node, "make it a list", edits)
            for entry in node.entries:
                if isinstance(entry.value, Mapping):
                    self.findings.view(entry.value, "error")
        elif isinstance(node, Sequence):
            for item in node.items:
                self._error(item)
        else:
            self.findings.one_text(node, "errors", flow=False)

    def _error(self, item: Node) -> None:
        pair = one_pair(item)
        if isinstance(item, Scalar):
            match = _NEW_ERROR.fullmatch(item.value.strip())
            if match is not None:
                text = f"{{name: {match[1]}, message: {on_one_line(match[2], True, True)}}}"
                message = f"{shown(item.value)} is no name: an error is its name, or {{name: …, message: …}}"
                self.findings.add("identifier", message, item, f"write {text}", self.yaml.replace(item, text))
        elif pair is not None and plain_key(pair.key.value) not in ("name", *SYNONYMS["error"]):
            assert isinstance(item, Mapping)
            text_ = _error_item(pair, False)
            edits = self.yaml.unwrap_item(item) if text_ is None else self.yaml.replace(item, text_)
            message = f"an error is its name, or {{name: {shown(pair.key.value)}, message: …}}"
            self.findings.add("unknown-key", message, pair.key, "write its keys", edits)
        elif isinstance(item, Mapping):
            fields = next((e for e in item.entries if e.key.value == "fields"), None)
            if fields is not None:
                message = "an error with fields is a struct under types, with a method Error() string in go:"
                edits = self.yaml.comment_out(item, fields)
                self.findings.add("unknown-key", message, fields.key, "make it a comment", edits, safe=False)
            self.findings.view(item, "error", frozenset(("fields",)))

    # --- sections of one's own ---------------------------------------------------------------------------------------

    def listed(self, node: Sequence) -> None:
        """`contracts` as a list of sections with names."""
        edits: Edits | None = []
        for item in node.items:
            if not isinstance(item, Mapping):
                return
            name = next((e for e in item.entries if plain_key(e.key.value) in ("name", "package", "id")), None)
            dash = self.yaml.dash(item)
            first = item.entries[0] if item.entries else None
            if name is None or name is not first or dash is None or not isinstance(name.value, Scalar):
                edits = None
            elif edits is not None:
                edits.append(Edit(dash, self.yaml.entry_end(name), f"{name.value.value}:"))
            self.section(Mapping(tuple(e for e in item.entries if e is not name), item.span))
        self.findings.add(
            "wrong-type",
            "contracts is a mapping of package names to sections, and this is a list",
            node,
            "make it a mapping",
            edits,
        )


def _error_item(entry: Entry, flow: bool) -> str | None:
    del flow
    value = entry.value
    if not isinstance(value, Scalar):
        return None
    name = on_one_line(entry.key.value, True, True)
    if value.is_null:
        return name
    return f"{{name: {name}, message: {on_one_line(value.value, True, True)}}}"


def _declarations(node: Node, keyword: str) -> list[str] | None:
    """The lines of Go that declarations are, whatever they stand in."""
    found: list[str | None]
    if isinstance(node, Mapping):
        found = [_declared(entry, keyword) for entry in node.entries]
    elif isinstance(node, Sequence):
        found = [_listed(item, keyword) for item in node.items]
    else:
        found = [line for line in node.value.split("\n") if line.strip()]
    lines: list[str] = []
    for text in found:
        if text is None or not text.strip():
            return None
        body = "" if keyword != "func" or text.rstrip().endswith("}") else ' { panic("not implemented") }'
        declared = re.sub(rf"^{keyword}\s+", "", text.strip())
        lines += [*([""] if lines and keyword == "func" else []), *f"{keyword} {declared}{body}".split("\n")]
    return lines or None


def _listed(item: Node, keyword: str) -> str | None:
    """One declaration of a list: Go, a name and its value, or a mapping that says both by keys."""
    pair = one_pair(item)
    if isinstance(item, Scalar):
        return item.value
    if pair is not None:
        return _declared(pair, keyword)
    if isinstance(item, Mapping) and keyword != "func":
        parts = {plain_key(entry.key.value): entry.value for entry in item.entries}
        name, type_, value = parts.get("name"), parts.get("type"), parts.get("value")
        if isinstance(name, Scalar) and isinstance(value, Scalar):
            typed = f" {type_.value}" if isinstance(type_, Scalar) else ""
            return f"{name.value}{typed} = {_literal(value)}"
    return None


def _declared(entry: Entry, keyword: str) -> str | None:
    if not isinstance(entry.value, Scalar):
        return None
    if keyword == "func":
        return f"{entry.key.value}{entry.value.value.removeprefix('func')}"
    return f"{entry.key.value} = {_literal(entry.value)}"


def _literal(node: Scalar) -> str:
    """A value of YAML as an expression of Go: what is quoted, or looks like nothing of Go, is a text."""
    value = node.value
    is_go = re.fullmatch(r"-?\d[\w.]*|true|false|nil|.*[(*+\"`].*|[^\W\d]\w*\.[A-Z]\w*", value, re.DOTALL)
    return value if node.plain and is_go else double_quoted(value)
