"""A Go file as its declarations and their members, for the search of code that no longer fits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from scaffold.golang import parse_tree
from scaffold.golang.renaming import ImportSpec, import_specs
from scaffold.golang.split import base_type, preorder


class Member(NamedTuple):
    """A field or method of a type.

    `shape` is what Go compares of it, without names of parameters and with import paths for packages' names; `types`
    the type of a field, or the results of a method, as written. `line` is 1-based.
    """

    name: str
    kind: str
    shape: str
    line: int
    types: tuple[str, ...] = ()


class Declaration(NamedTuple):
    """Something that a file declares in its package; `kind` is ``type``, ``func``, ``var`` or ``const``.

    `form` of a type is ``struct``, ``interface``, ``alias`` or ``defined``. `shape` is what Go compares, members
    apart. `parameters` counts type parameters. `embeds` are embedded types, as written. `results` are a function's.
    """

    name: str
    kind: str
    form: str
    shape: str
    line: int
    parameters: int = 0
    members: tuple[Member, ...] = ()
    embeds: tuple[str, ...] = ()
    results: tuple[str, ...] = ()


class Method(NamedTuple):
    """A method by the name of its receiver's type."""

    owner: str
    member: Member


class GoFile(NamedTuple):
    """A parsed file. `root` is tree-sitter's tree, which also has the sound parts of a file that does not parse."""

    path: str
    root: Any
    package: str
    package_line: int
    imports: tuple[ImportSpec, ...]
    declarations: tuple[Declaration, ...]
    methods: tuple[Method, ...]

    @property
    def is_test(self) -> bool:
        """Whether Go compiles it for tests only."""
        return self.path.endswith("_test.go")

    @property
    def is_external_test(self) -> bool:
        """Whether its package is that of the tests outside of the folder's package."""
        return self.is_test and self.package.endswith("_test")


def parse_go_file(path: str, data: bytes) -> GoFile | None:
    """Read a file; None where there is no package clause to be found."""
    root = parse_tree.parser().parse(data.removeprefix(b"\xef\xbb\xbf")).root_node
    clause = next((node for node in root.children if node.type == "package_clause"), None)
    if clause is None:
        return None
    name = next((text_of(child) for child in clause.children if child.type == "package_identifier"), "")
    imports = tuple(import_specs(root))
    paths = {spec.local: spec.path for spec in imports}
    declarations = tuple(_with_paths(one, paths) for one in _declarations(root))
    methods = tuple(one._replace(member=_member_with_paths(one.member, paths)) for one in _methods(root))
    return GoFile(path, root, name, line_of(clause), imports, declarations, methods)


def _with_paths(declaration: Declaration, paths: Mapping[str, str]) -> Declaration:
    members = tuple(_member_with_paths(member, paths) for member in declaration.members)
    shape = _shape_with_paths(declaration.shape, paths) if declaration.kind == "func" else declaration.shape
    return declaration._replace(members=members, shape=shape)


def _member_with_paths(member: Member, paths: Mapping[str, str]) -> Member:
    return member._replace(shape=_shape_with_paths(member.shape, paths)) if "." in member.shape else member


def _shape_with_paths(shape: str, paths: Mapping[str, str]) -> str:
    return _QUALIFIED.sub(lambda match: f"<{paths.get(match[1], match[1])}>", shape)


_QUALIFIED = re.compile(r"\b([^\W\d]\w*)\.(?=[^\W\d])")


def text_of(node: Any) -> str:
    """The text of a node; empty for None."""
    return node.text.decode("utf-8", "replace") if node is not None else ""


def line_of(node: Any) -> int:
    """The 1-based line on which a node begins."""
    return int(node.start_point[0]) + 1


def squeeze(node: Any) -> str:
    """The text of a type without comments and white space."""
    return "".join(re.sub(r"//[^\n]*|/\*.*?\*/", "", text_of(node), flags=re.DOTALL).split())


def _declarations(root: Any) -> Iterator[Declaration]:
    for node in root.children:
        if node.type == "function_declaration":
            name = text_of(node.child_by_field_name("name"))
            if name not in ("_", "init"):
                variables = node.child_by_field_name("type_parameters")
                shape = squeeze(variables) + _signature(node)
                yield Declaration(
                    name, "func", "", shape, line_of(node), _count(variables), results=tuple(_result_types(node))
                )
        elif node.type == "type_declaration":
            yield from (_type(spec) for spec in node.children if spec.type in ("type_spec", "type_alias"))
        elif node.type in ("var_declaration", "const_declaration"):
            yield from _values(node, node.type.partition("_")[0])


def _methods(root: Any) -> Iterator[Method]:
    for node in root.children:
        if node.type == "method_declaration":
            yield Method(base_type(node.child_by_field_name("receiver")), _method(node))


def _method(node: Any) -> Member:
    name = node.child_by_field_name("name")
    return Member(text_of(name), "method", _signature(node), line_of(name), tuple(_result_types(node)))


def _type(spec: Any) -> Declaration:
    name, kind = text_of(spec.child_by_field_name("name")), spec.child_by_field_name("type")
    variables = spec.child_by_field_name("type_parameters")
    shape = squeeze(variables)
    line, count = line_of(spec), _count(variables)
    if spec.type == "type_alias":
        return Declaration(name, "type", "alias", f"{shape}={squeeze(kind)}", line, count, embeds=(squeeze(kind),))
    if kind is not None and kind.type == "struct_type":
        members, embeds = _fields(kind)
        return Declaration(name, "type", "struct", shape, line, count, members, embeds)
    if kind is not None and kind.type == "interface_type":
        elements = [squeeze(child) for child in kind.children if child.type == "type_elem"]
        members = tuple(_method(child) for child in kind.children if child.type == "method_elem")
        unions = [one for one in elements if re.search(r"[|~]", one)]
        embeds = tuple(one for one in elements if one not in unions)
        return Declaration(name, "type", "interface", shape + ";".join(unions), line, count, members, embeds)
    return Declaration(name, "type", "defined", f"{shape} {squeeze(kind)}", line, count)


def _fields(struct: Any) -> tuple[tuple[Member, ...], tuple[str, ...]]:
    members: list[Member] = []
    embeds: list[str] = []
    for field in (one for child in struct.children for one in child.children if one.type == "field_declaration"):
        kind = squeeze(field.child_by_field_name("type"))
        names = field.children_by_field_name("name")
        members += [Member(text_of(name), "field", kind, line_of(name), (kind,)) for name in names if name.is_named]
        if not names:
            star = "*" if any(child.type == "*" for child in field.children) else ""
            embeds.append(star + kind)
    return tuple(members), tuple(embeds)


def _values(node: Any, kind: str) -> Iterator[Declaration]:
    declared = ""
    for spec in preorder(node):
        if spec.type != f"{kind}_spec":
            continue
        type_node, value = spec.child_by_field_name("type"), spec.child_by_field_name("value")
        if type_node is not None or value is not None:
            # A constant without type and value repeats the one before it.
            declared = squeeze(type_node)
        for name in spec.children:
            if name.type in ("=", "expression_list") or name is type_node:
                break
            if name.type == "identifier" and text_of(name) != "_":
                yield Declaration(text_of(name), kind, "", declared, line_of(name))


def _signature(node: Any) -> str:
    params = ",".join(_types(node.child_by_field_name("parameters")))
    return f"({params})({','.join(_result_types(node))})"


def _result_types(node: Any) -> Iterator[str]:
    result = node.child_by_field_name("result")
    if result is not None and result.type == "parameter_list":
        yield from _types(result)
    elif result is not None:
        yield squeeze(result)


def _types(params: Any) -> Iterator[str]:
    for child in params.children if params is not None else ():
        if child.type in ("parameter_declaration", "variadic_parameter_declaration"):
            dots = "..." if child.type.startswith("variadic") else ""
            names = [name for name in child.children_by_field_name("name") if name.is_named]
            yield from [dots + squeeze(child.child_by_field_name("type"))] * max(1, len(names))


def _count(variables: Any) -> int:
    if variables is None:
        return 0
    found = 0
    for child in variables.children:
        if child.type == "type_parameter_declaration":
            found += max(1, len([name for name in child.children_by_field_name("name") if name.is_named]))
    return found
