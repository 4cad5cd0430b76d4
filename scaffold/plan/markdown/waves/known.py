"""What the rest of a document declares that waves may refer to: sections, and interfaces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from scaffold.diagnostics import Report
from scaffold.golang.ast import Interface, Name, Paren, TypeDecl
from scaffold.golang.parse import parse_file
from scaffold.node import Entry, Node, Scalar, scalars
from scaffold.node import Mapping as Tree
from scaffold.plan.contracts import DEFAULT_PACKAGES, SECTION_KINDS
from scaffold.source import Text


class Known(NamedTuple):
    """Names of sections, each with its key, and what interfaces may be called; None where that cannot be told."""

    sections: Mapping[str, str]
    interfaces: frozenset[str] | None


def declared_interfaces(code: Text) -> list[str]:
    """The interfaces that a piece of Go declares."""
    parsed = parse_file(code, Report())
    decls = parsed.decls if parsed is not None else ()
    return [decl.name for decl in decls if isinstance(decl, TypeDecl) and isinstance(decl.type, Interface)]


def known_of(entries: Iterable[Entry]) -> Known:
    """What the entries of a plan's tree declare."""
    sections: dict[str, str] = {}
    counted: dict[str, int] = {}
    qualified: set[str] = set()
    complete = True
    for key, package, node in _sections(entries):
        sections[key] = key
        sections.setdefault(key.partition(".")[2] or key, key)
        go = node.get("go") if isinstance(node, Tree) else None
        complete = complete and go is not None and isinstance(node, Tree) and node.get("interfaces") is None
        for name in _interfaces(go) if go is not None else ():
            counted[name] = counted.get(name, 0) + 1
            qualified |= {f"{prefix}.{name}" for prefix in (package, key, key.partition(".")[2]) if prefix}
    if any(entry.key.value == "crds" for entry in entries):
        sections.setdefault("crds", "crds")
    if any(key.startswith("contracts.") for key in sections.values()):
        sections.setdefault("contracts", "contracts")
    single = {name for name, number in counted.items() if number == 1}
    return Known(sections, frozenset(single | qualified) if complete else None)


def _sections(entries: Iterable[Entry]) -> Iterator[tuple[str, str, Node]]:
    for entry in entries:
        key = entry.key.value
        if key in SECTION_KINDS:
            yield key, _package(entry.value, DEFAULT_PACKAGES[SECTION_KINDS[key]]), entry.value
        elif key == "contracts" and isinstance(entry.value, Tree):
            for inner in entry.value.entries:
                name = inner.key.value
                yield f"contracts.{name}", _package(inner.value, name), inner.value


def _package(node: Node, default: str) -> str:
    stated = node.get("package") if isinstance(node, Tree) else None
    return stated.value if isinstance(stated, Scalar) else default


def _interfaces(node: Node) -> Iterator[str]:
    """The types of Go blocks that somebody may implement: interfaces, and what may be another name of one."""
    for block in scalars(node):
        parsed = parse_file(block.text, Report())
        for decl in parsed.decls if parsed is not None else ():
            if isinstance(decl, TypeDecl) and isinstance(decl.type, Interface | Name | Paren):
                yield decl.name
