"""Contracts in the document: Go in fences, and in YAML beside them what Go has no words for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from scaffold.documents.places import Place, fence, heading_text, yaml_fence
from scaffold.documents.prose import INTEGRATION, PREVIOUS, Source
from scaffold.golang.ast import Interface, TypeDecl
from scaffold.golang.declarations import type_lines
from scaffold.golang.identifiers import folder_name
from scaffold.golang.imports import last_element
from scaffold.golang.printing import written_name
from scaffold.model import GoFragment, Plan, Section, TypePlan
from scaffold.node import Mapping, Node, Scalar, Sequence
from scaffold.plan.built import tree
from scaffold.plan.contracts import DEFAULT_PACKAGES, SECTION_KINDS
from scaffold.source import Span

_ABSTRACTIONS = "### Abstractions and Interfaces"
_HEADINGS = {
    "storage": "#### Storage",
    "processors": "#### Processing",
    "events": "#### Events",
}
_CLAUSE = re.compile(r"^[ \t]*package[ \t]+\w+[ \t]*;?[ \t]*(?://[^\n]*)?\n?", re.MULTILINE)


def headings(section: Section, architecture: str) -> tuple[str, ...]:
    """Where a section stands in the blank form."""
    if section.key == "api":
        return (architecture, "### APIs and Contracts (MUST DEFINE FIRST!)")
    if section.key == "plugins":
        return (architecture, "### Plugin System Architecture (If Applicable)")
    if section.key == "extensions":
        return (INTEGRATION, "### Future Phase Hooks")
    if section.key in _HEADINGS:
        return (architecture, _ABSTRACTIONS, _HEADINGS[section.key])
    return (architecture, "### Contract Packages", f"#### `{heading_text(folder(section))}`")


def folder(section: Section) -> str:
    """The section's folder in the repository."""
    if section.path is not None:
        return section.path.value.strip("/").removeprefix("./")
    return f"pkg/{folder_name(section.package.value)}"


def section_places(section: Section, source: Source, architecture: str) -> Iterator[Place]:
    """A section: the Go of its types and of each of its blocks, then the rest."""
    under = headings(section, architecture)
    keys = section.key.split(".", 1)
    node = source.node(*keys)
    key = f"section:{section.key}"
    plain = section.key.startswith("contracts.")
    clause = section.package.value if plain and section.package.value != last_element(folder(section)) else ""
    in_blocks = {decl.span for fragment in section.go for decl in fragment.parsed.decls}
    own = [plan for plan in section.types if plan.decl.span not in in_blocks]
    for file in dict.fromkeys(plan.file for plan in sorted(own, key=lambda plan: bool(plan.file))):
        lines: list[str] = [f"// {file}"] if file else []
        lines += [f"package {clause}"] if clause else []
        for plan in own:
            if plan.file == file:
                lines += ["", *_declaration(plan)] if lines else _declaration(plan)
        yield Place(key, under, fence("go", "\n".join(lines)), [])
    for fragment in section.go:
        code = _block(fragment, clause)
        if code.strip():
            yield Place(key, under, fence("go", code), [])
    rest = _rest(section, node, own)
    value: Node | dict[str, object] = rest
    if not rest and section.standard:
        value = tree({})
    wrapped = tree({section.key: value}) if not plain else tree({"contracts": {keys[1]: value}})
    lines = yaml_fence(wrapped) if rest or section.standard or not (own or section.go) else []
    yield Place(key, under, lines, source.fence(*keys))


def _declaration(plan: TypePlan) -> list[str]:
    return type_lines(plan.decl, written_name)


def _block(fragment: GoFragment, clause: str) -> str:
    """A block of Go as a fence has it: the file's name first, without the package clause that the section gives."""
    text = fragment.text.value.strip("\n")
    if fragment.parsed.package_span is not None:
        start = fragment.text.value.rfind("\n", 0, fragment.parsed.package_span.start) + 1
        found = _CLAUSE.match(fragment.text.value, start)
        text = fragment.text.value[found.end() if found else start :].strip("\n")
    head = f"// {fragment.file}\n" if fragment.file else ""
    head += f"package {clause}\n" if clause else ""
    return f"{head}\n{text}" if head else text


def _rest(section: Section, node: Node | None, own: list[TypePlan]) -> dict[str, object]:
    """What Go cannot say of a section, as the keys that say it."""
    found: dict[str, object] = {}
    if isinstance(node, Mapping):
        for key in ("package", "path", "doc", "imports", "errors", "was"):
            value = node.get(key)
            if value is not None and not (isinstance(value, Scalar) and value.is_null):
                found[key] = value
    default = _DEFAULT_PACKAGES.get(section.key, section.package.value)
    if "package" not in found and section.package.value != default:
        # A package clause said it; the fences have none.
        found["package"] = section.package.value
    if "doc" not in found and section.doc.value.strip():
        found["doc"] = section.doc.value
    declared = {
        (decl.name, decl.span): _Declared(decl.doc.value, fragment.file)
        for fragment in section.go
        for decl in fragment.parsed.decls
        if isinstance(decl, TypeDecl)
    }
    interfaces = [
        added
        for plan in section.types
        if isinstance(plan.decl.type, Interface) and (added := _of_interface(plan, declared)) is not None
    ]
    types = [
        added
        for plan in section.types
        if not isinstance(plan.decl.type, Interface) and (added := _of_type(plan, declared)) is not None
    ]
    if interfaces:
        found["interfaces"] = interfaces
    if types:
        found["types"] = types
    order = ("package", "path", "doc", "imports", "errors", "interfaces", "types", "was")
    return {key: found[key] for key in order if key in found}


_DEFAULT_PACKAGES = {key: DEFAULT_PACKAGES[kind] for key, kind in SECTION_KINDS.items()}


class _Declared(NamedTuple):
    """What the Go of a section says of one of its types; an entry may say otherwise."""

    doc: str
    file: str


_DeclaredTypes = dict[tuple[str, Span], _Declared]


def _named(plan: TypePlan, declared: _DeclaredTypes) -> dict[str, object]:
    found: dict[str, object] = {"name": plan.decl.name}
    in_go = declared.get((plan.decl.name, plan.decl.span))
    if in_go is not None and in_go.doc != plan.decl.doc.value:
        found["doc"] = plan.decl.doc.value
    if in_go is not None and in_go.file != plan.file:
        found["file"] = plan.file
    return found


def _of_interface(plan: TypePlan, declared: _DeclaredTypes) -> dict[str, object] | None:
    found = _named(plan, declared)
    if plan.method_renames:
        found["methods"] = [{"name": each.method, "was": each.was.value} for each in plan.method_renames]
    if plan.implementations is not None:
        found["implementations"] = [
            {"name": each.name.value, "path": each.path.value} if each.path else each.name.value
            for each in plan.implementations
        ]
    if plan.laws:
        found["laws"] = [
            {
                **({"name": law.name.value} if law.name else {}),
                **({"text": law.text} if law.text else {}),
                **({"off": law.off.value} if law.off else {}),
                **({"reason": law.reason} if law.reason else {}),
            }
            for law in plan.laws
        ]
    if plan.was is not None:
        found["was"] = plan.was.value
    return found if len(found) > 1 else None


def _of_type(plan: TypePlan, declared: _DeclaredTypes) -> dict[str, object] | None:
    found = _named(plan, declared)
    if plan.values:
        found["values"] = [
            {"value": each.value.value, "doc": each.doc.value} if each.doc.value else each.value.value
            for each in plan.values
        ]
    if plan.was is not None:
        found["was"] = plan.was.value
    return found if len(found) > 1 else None


def previous_go(plan: Plan, source: Source) -> Iterator[Place]:
    """Existing declarations of earlier phases."""
    under = (PREVIOUS, "### Established Architecture (What We Can Reuse)", "#### Abstractions and Interfaces")
    local = plan.previous.go and all(package.path.value.startswith("./") for package in plan.previous.go)
    fenced = source.fence("previous", "go")
    if not local:
        yield Place("previous.go", under, fenced, fenced)
        return
    for package in plan.previous.go:
        name = package.path.value.removeprefix("./")
        for fragment in package.fragments:
            code = f"// {name}/{folder_name(last_element(name))}.go\n{fragment.text.value}"
            yield Place("previous.go", under, fence("go", code), fenced)
            fenced = []


def crd_places(plan: Plan, source: Source, architecture: str) -> Iterator[Place]:
    """Custom resources: whole documents as they are, everything else as a list."""
    under = (architecture, "### CRDs and Schemas (If Kubernetes/OpenAPI)")
    node = source.node("crds")
    if not isinstance(node, Sequence) or not node.items:
        return
    whole = [item for item in node.items if _is_document(item)]
    short = [item for item in node.items if not _is_document(item)]
    fenced = source.fence("crds")
    if short:
        yield Place("crds", under, yaml_fence(tree({"crds": short})), fenced)
        fenced = []
    for item in whole:
        yield Place("crds", under, yaml_fence(item), fenced)
        fenced = []


def _is_document(item: Node) -> bool:
    return isinstance(item, Mapping) and item.get("apiVersion") is not None
