"""YAML in a document: the keys of the blank form and of the plan, custom resources; the rest is left out and told."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from scaffold.diagnostics import Report
from scaffold.markdown.blocks import Fence
from scaffold.node import Entry, Mapping, Node, Scalar, Sequence
from scaffold.plan.markdown.nodes import composed, mapping
from scaffold.plan.markdown.outline import Part
from scaffold.plan.reader import PLAN
from scaffold.plan.records import Reading
from scaffold.plan.yaml_nodes import compose
from scaffold.source import Span, Text

YAML: Final = ("yaml", "yml")
_PHASE: Final = re.compile(r"phase[_ -]?\d+")
_MODULE: Final = re.compile(r"[a-z0-9][\w-]*(?:\.[\w-]+)+(?:/[\w.~-]+)+")
_HOME: Final = {"libraries": "previous", "lessons": "previous", "debt": "previous"}
_DEEPEST: Final = 6
"""Levels of mappings and lists in which a part of an entry is looked for that the plan does not take."""
_SPECS: Final = ("latency", "throughput", "resources")
_SOLITARY: Final = frozenset(["version", "go", "module", "phase", "history", "success"])
"""Keys that YAML of many kinds has: they make no part of a plan by themselves."""


class Found(NamedTuple):
    """What the YAML of a document gives: entries of the plan, custom resources.

    `modules` are paths of modules in YAML that is otherwise no part of a plan.
    """

    entries: list[Entry]
    crds: list[Node]
    modules: list[Text]


def read_fence(fence: Fence, part: Part, report: Report, found: Found) -> bool:
    """Take what a fence gives into `found`; whether the plan took anything. What it left out is told."""
    used = False
    for text in _documents(fence.code):
        if _read(text, part, report, found):
            used = True
    return used


def _documents(text: Text) -> list[Text]:
    """The documents of a fence, parted at lines of dashes."""
    cuts = [match.span() for match in re.finditer(r"^---[ \t]*(?:#.*)?$\n?", text.value, re.MULTILINE)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text.value)]
    parts = [text.part(start, end) for start, end in zip(starts, ends, strict=True)]
    return [part for part in parts if re.sub(r"#[^\n]*", "", part.value).strip()] or [text]


def _read(text: Text, part: Part, report: Report, found: Found) -> bool:
    scratch = Report()
    node = compose(text, scratch)
    is_crd = re.search(r"^kind:\s*[\"']?CustomResourceDefinition\b", text.value, re.MULTILINE) is not None
    if is_crd and (node is None or scratch.has_errors):
        for problem in scratch:
            report.add(problem)
        return True
    start = len(text.value) - len(text.value.lstrip())
    at = text.span(start, start + 1)
    if node is None or scratch.has_errors:
        first = next((problem for problem in scratch), None)
        why = f": {first.message}" if first is not None and part.role else ""
        report.note(
            "yaml-left-out", f"this YAML cannot be read, and is left out{why}", first.span if why and first else at
        )
        return False
    if isinstance(node, Mapping) and is_crd:
        found.crds.append(node)
        return True
    if isinstance(node, Sequence) and part.role == "crds":
        found.crds.extend(node.items)
        return True
    if not isinstance(node, Mapping) or not node.entries:
        report.note("yaml-left-out", "this YAML is no part of a plan: left out", at)
        return False
    return _plan(node, part, at, report, found)


def _plan(node: Mapping, part: Part, at: Span, report: Report, found: Found) -> bool:
    """Keys of the plan and of the blank form."""
    known: list[Entry] = []
    strange: list[Entry] = []
    for entry in node.entries:
        placed = _placed(entry, part)
        if placed is None:
            strange.append(entry)
        else:
            known.append(placed)
    own = bool(part.role)
    if not strange and all(_is_module(entry) for entry in node.entries):
        found.entries.extend(known)
        return True
    if not known or (strange and not own) or (not own and all(entry.key.value in _SOLITARY for entry in known)):
        kind = node.get("kind")
        what = f"an object of kind {kind.value}" if isinstance(kind, Scalar) and node.get("apiVersion") else "this YAML"
        schemas = node.get("components")
        if node.get("openapi") is not None or (isinstance(schemas, Mapping) and schemas.get("schemas") is not None):
            lost = _openapi_names(node)
            what = f"an OpenAPI document is not read: its schemas ({lost}) and operations are left out"
            report.warning("yaml-left-out", what, at, "declare what the plan needs of them as Go types")
            return True
        module = node.get("module")
        if isinstance(module, Scalar) and _MODULE.fullmatch(module.value):
            found.modules.append(module.text)
        report.note("yaml-left-out", f"{what} is no part of a plan: left out", at)
        return False
    used = False
    for entry in known:
        scratch = Report()
        PLAN.read(Mapping((entry,), node.span), Reading(scratch))
        if scratch.has_errors and not own and len(known) + len(strange) < 2:
            report.note("yaml-left-out", "this YAML is no part of a plan: left out", at)
            return False
        is_sound = not scratch.has_errors or (own and _is_contract(entry))
        kept = entry if is_sound else _sound_part(entry, report)
        if kept is not None:
            found.entries.append(kept)
            used = True
    for entry in strange:
        report.note("yaml-left-out", f"{entry.key.value} is no key of a plan: left out", entry.key.span)
    return used


def _openapi_names(node: Mapping) -> str:
    """The names of the schemas of an OpenAPI document."""
    components = node.get("components")
    schemas = components.get("schemas") if isinstance(components, Mapping) else None
    names = [entry.key.value for entry in schemas.entries] if isinstance(schemas, Mapping) else []
    return ", ".join(names[:8]) + (" …" if len(names) > 8 else "") or "none"


def _is_module(entry: Entry) -> bool:
    """Whether a key says the module, or beside it the version of Go."""
    value = entry.value.value if isinstance(entry.value, Scalar) else ""
    return (entry.key.value == "module" and "/" in value) or (
        entry.key.value in ("go", "version") and re.fullmatch(r"1(?:\.\d+)*", value) is not None
    )


def _sound_part(entry: Entry, report: Report) -> Entry | None:
    """An entry of the plan without the keys and items that the plan does not take, each of which is reported."""
    value = _pruned(entry.value, lambda node: entry._replace(value=node), entry.key.value, report, 0)
    return None if value is None else entry._replace(value=value)


def _pruned(node: Node, around: Callable[[Node], Entry], name: str, report: Report, depth: int) -> Node | None:
    """What a plan takes of a node, which `around` puts where it belongs in the entry `name`; None of nothing."""
    scratch = Report()
    PLAN.read(Mapping((around(node),), node.span), Reading(scratch))
    if not scratch.has_errors:
        return node
    if depth < _DEEPEST and isinstance(node, Mapping) and node.entries:
        entries = []
        for inner in node.entries:
            value = _pruned(inner.value, _inside_mapping(node, inner, around), name, report, depth + 1)
            if value is not None:
                entries.append(inner._replace(value=value))
        return node._replace(entries=tuple(entries)) if entries else None
    if depth < _DEEPEST and isinstance(node, Sequence) and node.items:
        inside = _inside_list(node, around)
        pruned = [_pruned(item, inside, name, report, depth + 1) for item in node.items]
        items = tuple(item for item in pruned if item is not None)
        return node._replace(items=items) if items else None
    problem = next(iter(scratch))
    report.warning("yaml-left-out", f"left out of {name}: {problem.message}", problem.span, problem.hint)
    return None


def _inside_mapping(mapping: Mapping, entry: Entry, around: Callable[[Node], Entry]) -> Callable[[Node], Entry]:
    return lambda value: around(mapping._replace(entries=(entry._replace(value=value),)))


def _inside_list(sequence: Sequence, around: Callable[[Node], Entry]) -> Callable[[Node], Entry]:
    return lambda value: around(sequence._replace(items=(value,)))


def _is_contract(entry: Entry) -> bool:
    """Whether a key declares what is generated: its faults are the plan's."""
    return entry.key.value in ("api", "storage", "processors", "events", "plugins", "extensions", "contracts", "crds")


def _placed(entry: Entry, part: Part) -> Entry | None:
    """An entry of the fence as one of the plan; None where the plan has no place for it."""
    key = entry.key.value
    if _PHASE.fullmatch(key.lower()) and isinstance(entry.value, Sequence):
        apis = Mapping((entry,), entry.value.span)
        return _entry("previous", mapping(entry.key.span, [("apis", apis)]), entry.key.span)
    if key in _HOME and isinstance(entry.value, Sequence) and (part.inside("previous") or key == "libraries"):
        return _entry("previous", Mapping((entry,), entry.key.span), entry.key.span)
    if key in _SPECS and isinstance(entry.value, Mapping):
        return _entry("specs", Mapping((entry,), entry.key.span), entry.key.span)
    return entry if key in PLAN.keys else None  # type: ignore[attr-defined]  # a record, typed as a shape


def _entry(key: str, value: Node, at: Span) -> Entry:
    return Entry(composed(key, at, True), value)
