"""Go's words in a plan for what other languages call otherwise: types, names, type parameters."""

from __future__ import annotations

import re

from scaffold.diagnostics import Report
from scaffold.fixes import Edit
from scaffold.golang.identifiers import exported, go_case, is_identifier
from scaffold.golang.other_languages import go_type
from scaffold.golang.parse import parse_type
from scaffold.node import Entry, Mapping, Node, Scalar, Sequence
from scaffold.plan.natural.findings import Findings
from scaffold.plan.natural.synonyms import plain_key
from scaffold.plan.natural.yaml_edits import Edits
from scaffold.plan.shapes import shown
from scaffold.plan.yaml_scalars import double_quoted


def translated(findings: Findings, text: str) -> str:
    """The Go type that a type of another language is; empty where it is Go, or the plan declares such a type."""
    if not text or text in findings.declared:
        return ""
    found = go_type(text)
    return found if found != text else ""


def check_type(findings: Findings, node: Scalar, flow: bool) -> None:
    """Take the finding of a type that another language has another word for."""
    found = translated(findings, node.value)
    if not found:
        return
    edits = findings.yaml.set_scalar(node, found, flow)
    if parse_type(node.text, Report()) is None:
        not_go(findings, node, found, edits)
        return
    name = re.match(r"\w*", node.value)
    message = f"{name[0] if name else node.value} is declared nowhere in the plan"
    hint = f"Go says {found}"
    findings.add("undeclared-type", message, node, f"write {found}", edits, safe=False, hint=hint)


def not_go(
    findings: Findings, node: Node, found: str, edits: Edits | None, written: str = "", *, safe: bool = False
) -> None:
    """Take the finding of a text that is not Go, for which there are words that are."""
    text = written or (node.value if isinstance(node, Scalar) else "")
    colon = ": no colon stands in it" if written else ""
    message, hint = f"{shown(text)} is not Go{colon}", f"write {found}"
    findings.add("go-syntax", message, node, hint, edits, safe=safe, hint=hint)


def exported_name(name: str) -> str:
    """A field's name that other packages see."""
    found = go_case(name)
    return found if found and is_identifier(found) else exported(name)


def is_type(text: str) -> bool:
    """Whether a text is a type of Go by its form alone: a name, perhaps qualified, perhaps with arguments."""
    return re.fullmatch(r"[^\W\d]\w*(?:\.[^\W\d]\w*)?(?:\[.*\])?", text) is not None


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
    """Take the finding of type parameters in another form than ``"[K comparable, V any]"``."""
    text = _listed_params(entry.value)
    if not text:
        return
    text = text if " " in text.strip() else f"{text} any"
    written = double_quoted(f"[{text}]")
    edits = [Edit(entry.key.span.start, findings.yaml.entry_end(entry), f"{entry.key.value}: {written}")]
    message = f"type_params is a text, as in Go: {written}"
    findings.add("wrong-type", message, entry.key, f"write {written}", edits)


def _listed_params(value: Node) -> str:
    """The type parameters that stand in a text without brackets, a list or a mapping."""
    if isinstance(value, Scalar):
        return "" if value.value.startswith("[") else value.value
    if isinstance(value, Mapping):
        return ", ".join(f"{e.key.value} {e.value.value}" for e in value.entries if isinstance(e.value, Scalar))
    assert isinstance(value, Sequence)
    return ", ".join(filter(None, (_param(item) for item in value.items)))


def _param(item: Node) -> str:
    """One type parameter of a list."""
    if isinstance(item, Scalar):
        return item.value
    if not isinstance(item, Mapping):
        return ""
    words = {plain_key(e.key.value): e.value.value for e in item.entries if isinstance(e.value, Scalar)}
    if "name" in words:
        return f"{words['name']} {words.get('constraint') or words.get('type') or 'any'}"
    return _listed_params(item) if len(item.entries) == 1 else ""
