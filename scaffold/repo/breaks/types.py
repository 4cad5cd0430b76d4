"""The type of an expression in hand-written Go, as far as the repository's own declarations say so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from scaffold.repo.breaks.gofile import GoFile, squeeze, text_of
from scaffold.repo.breaks.packages import Package
from scaffold.repo.breaks.scopes import find_local

_DEEPEST = 40
"""Calls and selectors in a row that are followed."""

_BASIC = frozenset(
    (
        *("bool", "byte", "complex128", "complex64", "error", "float32", "float64", "int", "int16", "int32", "int64"),
        *("int8", "rune", "string", "uint", "uint16", "uint32", "uint64", "uint8", "uintptr", "any"),
    )
)


class TypeName(NamedTuple):
    """A named type: the folder of its package, None for one that is not of this repository, and its name."""

    folder: str | None
    name: str


class TypeText(NamedTuple):
    """A type as it is written in a file."""

    file: GoFile
    text: str


class TypeReader:
    """Finds types of expressions. `package_of` gives the package in a folder, `file_of` the file that declares a type;
    `folders` are what the imports of a file are: by path of the file, local name → folder or None."""

    def __init__(
        self,
        package_of: Callable[[str], Package | None],
        file_of: Callable[[str, str], GoFile | None],
        folders: Callable[[GoFile], Mapping[str, str | None]],
    ) -> None:
        self._package_of = package_of
        self._file_of = file_of
        self._folders = folders

    def name_of(self, node: Any, file: GoFile) -> TypeName | None:
        """The named type of an expression, pointers apart; None where it is not known."""
        found = self.type_of(node, file)
        return self.named(found) if found is not None else None

    def named(self, found: TypeText) -> TypeName | None:
        """The named type that a type is, or points to; aliases are followed."""
        for _ in range(_DEEPEST):
            text = found.text.lstrip("*").partition("[")[0] if found.text[:1] != "[" else ""
            if not text or not text.replace(".", "").isidentifier():
                return None
            qualifier, dot, name = text.rpartition(".")
            folders = self._folders(found.file)
            if dot:
                if qualifier not in folders:
                    return None
                folder = folders[qualifier]
            else:
                folder = self._bare(name, found.file)
                if folder is None and name not in _BASIC:
                    return None
            package = self._package_of(folder) if folder is not None else None
            declaration = package.declarations.get(name) if package is not None else None
            if folder is None or declaration is None or declaration.form != "alias":
                return TypeName(folder, name)
            file = self._file_of(folder, name)
            if file is None:
                return None
            found = TypeText(file, declaration.embeds[0])
        return None

    def _bare(self, name: str, file: GoFile) -> str | None:
        own = file.path.rpartition("/")[0]
        for folder in (own, self._folders(file).get(".")):
            package = self._package_of(folder) if folder is not None else None
            if folder is not None and package is not None and name in package.declarations:
                return folder
        return None

    def type_of(self, node: Any, file: GoFile, depth: int = 0) -> TypeText | None:
        """The type of an expression; of a call with several results that of the first."""
        types = self._types_of(node, file, depth)
        return types[0] if types else None

    def _types_of(self, node: Any, file: GoFile, depth: int) -> list[TypeText]:
        if node is None or depth > _DEEPEST:
            return []
        match node.type:
            case "identifier":
                return self._variable(node, file, depth + 1)
            case "parenthesized_expression":
                return self._types_of(node.named_children[0], file, depth + 1) if node.named_children else []
            case "unary_expression":
                return self._types_of(node.child_by_field_name("operand"), file, depth + 1)
            case "composite_literal" | "type_assertion_expression" | "type_conversion_expression":
                return _written(node.child_by_field_name("type"), file)
            case "index_expression" | "slice_expression":
                inner = self.type_of(node.child_by_field_name("operand"), file, depth + 1)
                return [*_element(inner)] if node.type == "index_expression" else [inner] if inner else []
            case "selector_expression":
                return self._selected(node, file, depth + 1)
            case "call_expression":
                return self._call(node, file, depth + 1)
            case _:
                return []

    def _selected(self, node: Any, file: GoFile, depth: int) -> list[TypeText]:
        """The type of a field, or the results of a method, or the type or results of something of a package."""
        operand, field = node.child_by_field_name("operand"), text_of(node.child_by_field_name("field"))
        if operand.type == "identifier" and find_local(operand, text_of(operand)) is None:
            folders = self._folders(file)
            if text_of(operand) in folders:
                folder = folders[text_of(operand)]
                return self._declared(folder, field) if folder is not None else []
        name = self.name_of(operand, file) if depth < _DEEPEST else None
        package = self._package_of(name.folder) if name is not None and name.folder is not None else None
        if name is None or package is None or name.folder is None:
            return []
        member = package.members(name.name).get(field)
        origin = self._file_of(name.folder, name.name)
        return [TypeText(origin, text) for text in member.types] if member is not None and origin is not None else []

    def _declared(self, folder: str, name: str) -> list[TypeText]:
        package = self._package_of(folder)
        declaration = package.declarations.get(name) if package is not None else None
        file = self._file_of(folder, name)
        if declaration is None or file is None:
            return []
        if declaration.kind == "type":
            return [TypeText(file, name)]  # a conversion
        if declaration.kind == "func":
            return [TypeText(file, text) for text in declaration.results]
        return [TypeText(file, declaration.shape)] if declaration.shape else []

    def _call(self, node: Any, file: GoFile, depth: int) -> list[TypeText]:
        function = node.child_by_field_name("function")
        while function is not None and function.type in ("index_expression", "parenthesized_expression"):
            function = function.named_children[0] if function.named_children else None
        if function is None:
            return []
        if function.type in ("unary_expression", "pointer_type"):
            return _written(function.named_children[-1], file)  # (*T)(nil)
        arguments = node.child_by_field_name("arguments")
        first = arguments.named_children[0] if arguments is not None and arguments.named_children else None
        name = text_of(function)
        if function.type == "identifier" and find_local(function, name) is None:
            if name in ("new", "make"):
                return _written(first, file)
            if name == "append":
                return self._types_of(first, file, depth)
            folder = self._bare(name, file)
            return self._declared(folder, name) if folder is not None else []
        return self._selected(function, file, depth) if function.type == "selector_expression" else []

    def _variable(self, node: Any, file: GoFile, depth: int) -> list[TypeText]:
        name = text_of(node)
        local = find_local(node, name)
        if local is None:
            folder = self._bare(name, file)
            return self._declared(folder, name) if folder is not None else []
        return self.local_type(*local, file, depth)

    def local_type(self, declaring: Any, name: Any, file: GoFile, depth: int = 0) -> list[TypeText]:
        """The type of a local variable, by the node that declares it and the node of its name there."""
        parent = name.parent
        if parent.type == "variadic_parameter_declaration":
            return [TypeText(file, f"[]{squeeze(parent.child_by_field_name('type'))}")]
        written = parent.child_by_field_name("type")
        if parent.type in ("parameter_declaration", "var_spec", "const_spec") and written is not None:
            return [TypeText(file, squeeze(written))]
        if parent.type == "var_spec":
            values = parent.child_by_field_name("value")
            names = [child for child in parent.children_by_field_name("name") if child.is_named]
        else:
            holder = parent.parent if parent.type == "expression_list" else parent
            if holder is not None and holder.type == "type_switch_statement":
                return []
            values = holder.child_by_field_name("right") if holder is not None else None
            names = [child for child in parent.children if child.type == "identifier"]
        at = next((number for number, each in enumerate(names) if each.id == name.id), 0)
        if values is None:
            return []
        if declaring.type == "range_clause" or (parent.parent is not None and parent.parent.type == "range_clause"):
            inner = self.type_of(values, file, depth + 1)
            return [*_element(inner)] if at == 1 else []
        given = values.named_children if values.type == "expression_list" else [values]
        if len(given) == len(names):
            return self._types_of(given[at], file, depth + 1)[:1]
        return self._types_of(given[0], file, depth + 1)[at : at + 1] if given else []


def _written(node: Any, file: GoFile) -> list[TypeText]:
    return [TypeText(file, squeeze(node))] if node is not None else []


def _element(found: TypeText | None) -> list[TypeText]:
    """The type of the elements of a slice, an array or a map."""
    text = found.text.lstrip("*") if found is not None else ""
    if found is None or not text.startswith(("[", "map[")):
        return []
    depth = 0
    for at, char in enumerate(text):
        depth += {"[": 1, "]": -1}.get(char, 0)
        if char == "]" and depth == 0:
            return [found._replace(text=text[at + 1 :])]
    return []
