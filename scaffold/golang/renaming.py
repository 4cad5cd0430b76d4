"""Other names for what a Go file speaks of: its own types and functions, other packages' names, packages themselves.

Only names are changed, where the tree says that they mean what was renamed; comments and all layout stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from scaffold.golang.imports import last_element
from scaffold.golang.split import tree_of


class Renaming(NamedTuple):
    """What is called otherwise now, old → new.

    `types` and `functions` are the file's own package's, `methods` are by (type's old name, method's old name).
    `qualified` are names of other packages, by (import path, old name); of packages that moved the new path counts.
    `packages` gives for an old import path the new one and the package's new name.
    """

    types: Mapping[str, str] = {}
    functions: Mapping[str, str] = {}
    methods: Mapping[tuple[str, str], str] = {}
    qualified: Mapping[tuple[str, str], str] = {}
    packages: Mapping[str, tuple[str, str]] = {}

    def __bool__(self) -> bool:
        return any(self)


class ImportSpec(NamedTuple):
    """One import: its own name (empty where the package's counts), its path, and its place in the text, in bytes."""

    name: str
    path: str
    start: int
    end: int

    @property
    def local(self) -> str:
        """What the file calls it, as far as the path tells."""
        if self.name:
            return self.name
        last = last_element(self.path)
        # gopkg.in/yaml.v3 is called yaml.
        stem, dot, version = last.rpartition(".v")
        return stem if dot and version.isdigit() else last


def import_specs(root: Any) -> Iterator[ImportSpec]:
    """The imports of a file, given its tree."""
    for node in root.children:
        if node.type != "import_declaration":
            continue
        for child in node.children:
            for spec in child.children if child.type == "import_spec_list" else [child]:
                if spec.type == "import_spec":
                    name = spec.child_by_field_name("name")
                    path = spec.child_by_field_name("path")
                    text = "" if name is None else name.text.decode()
                    yield ImportSpec(text, path.text.decode()[1:-1], spec.start_byte, spec.end_byte)


def qualifiers(text: str) -> frozenset[str] | None:
    """The names before a dot in a file or in a piece of one; None where it does not parse."""
    found = tree_of(text if text.startswith("package ") else f"package p\n{text}")
    if found is None:
        return None
    return frozenset(node.text.decode() for node, _ in _qualified(found[1]))


def requalified(text: str, names: Mapping[str, str]) -> str:
    """A file in which imports are called otherwise: old name → new. The import declarations themselves stay."""
    found = tree_of(text)
    if found is None or not names:
        return text
    data, root = found
    edits = []
    for node, _ in _qualified(root):
        new = names.get(node.text.decode())
        if new is not None:
            edits.append((node.start_byte, node.end_byte, new))
    return edited(data, edits)


def renamed(text: str, renaming: Renaming) -> str:
    """A file with everything called by its new name; itself where it does not parse."""
    found = tree_of(text)
    if found is None or not renaming:
        return text
    data, root = found
    edits: list[tuple[int, int, str]] = []
    called: dict[str, str] = {}  # what the file calls a package → its import path
    bare: dict[str, str] = {}  # names that the file imports with a dot
    moved: dict[str, str] = {}  # names of packages that are called otherwise
    identifiers = {node.text.decode() for node in _walk(root) if node.type == "identifier"}
    for spec in import_specs(root):
        path, package = renaming.packages.get(spec.path, (spec.path, ""))
        called[spec.local] = path
        if spec.name == ".":
            bare |= {old: new for (package, old), new in renaming.qualified.items() if package == path}
        if path == spec.path:
            continue
        local = spec.name
        if not spec.name and package != spec.local:
            used = {node.text.decode() for node, _ in _qualified(root)}
            if package in identifiers | used or package in called:
                local = spec.local  # something else has the new name already
            else:
                moved[spec.local] = package
        if not local and last_element(path) != package:
            local = package
        edits.append((spec.start, spec.end, f'{local} "{path}"' if local else f'"{path}"'))
    for node, name in _qualified(root):
        local = node.text.decode()
        if local in moved:
            edits.append((node.start_byte, node.end_byte, moved[local]))
        new = renaming.qualified.get((called.get(local, ""), name.text.decode()))
        if new is not None:
            edits.append((name.start_byte, name.end_byte, new))
    edits += _own_names(root, {**bare, **renaming.types}, {**bare, **renaming.functions, **renaming.types})
    edits += _methods(root, renaming)
    return edited(data, edits)


def _walk(root: Any) -> Iterator[Any]:
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        stack += node.children


def _qualified(root: Any) -> Iterator[tuple[Any, Any]]:
    """Each ``package.Name`` in types and expressions, as the nodes of both."""
    for node in _walk(root):
        if node.type == "qualified_type":
            package, name = node.child_by_field_name("package"), node.child_by_field_name("name")
        elif node.type == "selector_expression":
            package, name = node.child_by_field_name("operand"), node.child_by_field_name("field")
        else:
            continue
        if package is not None and name is not None and package.type in ("identifier", "package_identifier"):
            yield package, name


def _own_names(root: Any, types: Mapping[str, str], names: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """The names that stand without a package's before them: `types` are those of `names` that types can have."""
    if not names:
        return
    for node in _walk(root):
        if node.type not in ("identifier", "type_identifier"):
            continue
        text = node.text.decode()
        if text not in names or (node.type == "type_identifier" and text not in types):
            continue
        parent = node.parent
        if parent is not None and parent.type == "qualified_type":
            continue
        if parent is not None and parent.type == "literal_element" and _is_key(parent):
            continue
        yield node.start_byte, node.end_byte, names[text]


def _is_key(element: Any) -> bool:
    keyed = element.parent
    return bool(keyed is not None and keyed.type == "keyed_element" and keyed.children[0].id == element.id)


def _methods(root: Any, renaming: Renaming) -> Iterator[tuple[int, int, str]]:
    if not renaming.methods:
        return
    for node in root.children:
        if node.type != "method_declaration":
            continue
        receiver, name = node.child_by_field_name("receiver"), node.child_by_field_name("name")
        base = next((each.text.decode() for each in preorder(receiver) if each.type == "type_identifier"), "")
        own = {old: new for (kind, old), new in renaming.methods.items() if kind == base}
        if not own:
            continue
        if name.text.decode() in own:
            yield name.start_byte, name.end_byte, own[name.text.decode()]
        called = next((each.text for each in preorder(receiver) if each.type == "identifier"), b"")
        body = node.child_by_field_name("body")
        for package, field in _qualified(body) if body is not None and called else ():
            if package.text == called and field.text.decode() in own:
                yield field.start_byte, field.end_byte, own[field.text.decode()]


def former_methods(text: str, methods: Mapping[str, frozenset[str]]) -> dict[int, str]:
    """The lines on which a file selects something that is called as a method of a package that it imports, or as what
    a mock has for one, with the name there. `methods` are by import path."""
    found = tree_of(text)
    if found is None:
        return {}
    names: set[str] = set()
    for spec in import_specs(found[1]):
        for path, each in methods.items():
            if spec.path == path or spec.path.startswith(f"{path}/"):
                names |= {form.format(name) for name in each for form in ("{}", "{}Func", "{}Calls", "On{}")}
    lines: dict[int, str] = {}
    for node in preorder(found[1]) if names else ():
        if node.type == "field_identifier" and node.text.decode() in names:
            lines.setdefault(node.start_point[0] + 1, node.text.decode())
    return lines


def preorder(root: Any) -> Iterator[Any]:
    """A node and all below it, in the order of the text."""
    yield root
    for child in root.children:
        yield from preorder(child)


def edited(data: bytes, edits: list[tuple[int, int, str]]) -> str:
    """A text with other words at some places, which are given in bytes."""
    for start, end, new in sorted(set(edits), reverse=True):
        data = data[:start] + new.encode() + data[end:]
    return data.decode()
