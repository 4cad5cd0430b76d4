"""Other names for what a Go file speaks of: its own types and functions, other packages' names, packages themselves.

Only names are changed, where the tree says that they mean what was renamed; comments and all layout stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from scaffold.golang.imports import last_element
from scaffold.golang.split import base_type, preorder, tree_of
from scaffold.golang.variables import is_type, variables_of


class Renaming(NamedTuple):
    """What is called otherwise now, old → new.

    `types` and `functions` are the file's own package's, `methods` are by (type's old name, method's old name).
    `qualified` are names of other packages, by (import path, old name); of packages that moved the new path counts.
    `packages` gives for an old import path the new one and the package's new name. `selected` are methods and fields of
    types of other packages, by (import path, type's old name, old name).
    """

    types: Mapping[str, str] = {}
    functions: Mapping[str, str] = {}
    methods: Mapping[tuple[str, str], str] = {}
    qualified: Mapping[tuple[str, str], str] = {}
    packages: Mapping[str, tuple[str, str]] = {}
    selected: Mapping[tuple[str, str, str], str] = {}

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
    found = tree_of(text) if names else None
    if found is None:
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
    packages = _packages(root, renaming)
    edits = packages.edits
    for node, name in _qualified(root):
        local = node.text.decode()
        if local in packages.moved:
            edits.append((node.start_byte, node.end_byte, packages.moved[local]))
        new = renaming.qualified.get((packages.called.get(local, ""), name.text.decode()))
        if new is not None:
            edits.append((name.start_byte, name.end_byte, new))
    dotted = (path for local, path in packages.called.items() if local == ".")
    bare = {old: new for path in dotted for (package, old), new in renaming.qualified.items() if package == path}
    edits += _own_names(root, {**bare, **renaming.types}, {**bare, **renaming.functions, **renaming.types})
    edits += _methods(root, renaming)
    edits += _selected(root, renaming, packages.called)
    return edited(data, edits)


class _Packages(NamedTuple):
    """The packages of a file: what it calls them → their import paths now, which of these names are others now, and
    the changes of its import declarations."""

    called: dict[str, str]
    moved: dict[str, str]
    edits: list[tuple[int, int, str]]


def _packages(root: Any, renaming: Renaming) -> _Packages:
    called: dict[str, str] = {}
    moved: dict[str, str] = {}
    edits: list[tuple[int, int, str]] = []
    taken: set[str] | None = None
    for spec in import_specs(root):
        path, package = renaming.packages.get(spec.path, (spec.path, ""))
        called[spec.local] = path
        if path == spec.path:
            continue
        local = spec.name
        if not spec.name and package != spec.local:
            taken = taken or {node.text.decode() for node in preorder(root) if node.type in _NAMES}
            if package in taken or package in called:
                local = spec.local  # something else has the new name already
            else:
                moved[spec.local] = package
        if not local and last_element(path) != package:
            local = package
        edits.append((spec.start, spec.end, f'{local} "{path}"' if local else f'"{path}"'))
    return _Packages(called, moved, edits)


_NAMES = ("identifier", "package_identifier")


def _qualified(root: Any) -> Iterator[tuple[Any, Any]]:
    """Each ``package.Name`` in types and expressions, as the nodes of both."""
    for node in preorder(root):
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
    for node in preorder(root):
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
    """The methods that have other names, and their calls on what can be seen to be of their type."""
    functions = [node for node in root.children if node.type in ("function_declaration", "method_declaration")]
    for owner in {kind for kind, _ in renaming.methods}:
        own = {old: new for (kind, old), new in renaming.methods.items() if kind == owner}
        for node in functions:
            receiver, name = node.child_by_field_name("receiver"), node.child_by_field_name("name")
            if receiver is not None and base_type(receiver) == owner and name.text.decode() in own:
                yield name.start_byte, name.end_byte, own[name.text.decode()]
            yield from _on_variables(node, "", owner, own)


def _on_variables(function: Any, package: str, owner: str, names: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """What is selected by one of the names on variables that hold the type `owner`; `package` as the file calls it."""
    held = variables_of(function, owner, package)
    for variable, field in _qualified(function) if held else ():
        if variable.text.decode() in held and field.text.decode() in names:
            yield field.start_byte, field.end_byte, names[field.text.decode()]


def _selected(root: Any, renaming: Renaming, called: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """Methods and fields of other packages' types: on variables that hold them, and as keys of literals."""
    owners: dict[tuple[str, str], dict[str, str]] = {}
    for (path, owner, name), new in renaming.selected.items():
        owners.setdefault((path, owner), {})[name] = new
    for (path, owner), names in owners.items():
        for local in (local for local, each in called.items() if each == path):
            for node in root.children:
                if node.type in ("function_declaration", "method_declaration"):
                    yield from _on_variables(node, local, owner, names)
            yield from _keys(root, local, owner, names)


def _keys(root: Any, package: str, owner: str, names: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    for node in preorder(root):
        if node.type == "composite_literal" and is_type(node.child_by_field_name("type"), owner, package):
            for element in node.child_by_field_name("body").named_children:
                key = element.children[0] if element.type == "keyed_element" else None
                if key is not None and key.text.decode() in names:
                    yield key.start_byte, key.end_byte, names[key.text.decode()]


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


def edited(data: bytes, edits: list[tuple[int, int, str]]) -> str:
    """A text with other words at some places, which are given in bytes."""
    for start, end, new in sorted(set(edits), reverse=True):
        data = data[:start] + new.encode() + data[end:]
    return data.decode()
