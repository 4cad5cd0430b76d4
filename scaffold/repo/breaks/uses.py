"""The lines of one hand-written Go file that use what a run has changed in other files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from scaffold.golang.split import preorder
from scaffold.repo.breaks.gofile import GoFile, line_of, squeeze, text_of
from scaffold.repo.breaks.packages import Difference
from scaffold.repo.breaks.repository import Repository, folder_of
from scaffold.repo.breaks.scopes import find_local
from scaffold.repo.breaks.types import TypeName, TypeReader

_NAMES = ("identifier", "type_identifier")


class Use(NamedTuple):
    """A line that no longer fits, and why. `certain`: Go is sure to refuse it."""

    line: int
    message: str
    certain: bool


class UseFinder:
    """Looks for uses in one file after the other. `differences` are by folder, of packages that are there still."""

    def __init__(self, repository: Repository, differences: Mapping[str, Difference], gone: Mapping[str, str]) -> None:
        self._repository = repository
        self._differences = differences
        self._gone = gone
        self._embedded = {name: folder for folder, one in differences.items() for name in one.removed}
        self._types = TypeReader(repository.package, repository.declaring, repository.imports)
        self.members: dict[str, list[tuple[str, str]]] = {}
        for folder, difference in differences.items():
            for owner, names in difference.members.items():
                for name in names:
                    self.members.setdefault(name, []).append((folder, owner))
        self._sought = self.members.keys() | self._embedded.keys()

    def find(self, file: GoFile, *, direct: bool) -> Iterator[Use]:
        """The uses in a file; in one that has to do with changed packages by way of others only, of members alone."""
        if not direct:
            yield from self._members(file, file.root)
            return
        yield from self._imports(file)
        folders = self._repository.imports(file)
        bare = self._bare_names(file)
        for node in preorder(file.root):
            match node.type:
                case "qualified_type":
                    package, name = node.child_by_field_name("package"), node.child_by_field_name("name")
                    yield from self._qualified(folders, package, name)
                case "selector_expression":
                    package, name = node.child_by_field_name("operand"), node.child_by_field_name("field")
                    if package is not None and package.type == "identifier" and name is not None:
                        yield from self._qualified(folders, package, name)
                case "composite_literal":
                    yield from self._positional(file, node)
                case "identifier" | "type_identifier" if text_of(node) in bare:
                    yield from self._bare(node, bare)
        yield from self._members(file, file.root)

    def _imports(self, file: GoFile) -> Iterator[Use]:
        """Imports of packages that are not there any more, or are called otherwise."""
        for spec in file.imports:
            line = file.root.text.count(b"\n", 0, spec.start) + 1
            folder = self._repository.folder_of_import(spec.path)
            if folder is None:
                continue
            if folder in self._gone:
                yield Use(line, self._import_gone(folder), True)
            difference = self._differences.get(folder)
            if difference is not None and difference.before != difference.after and not spec.name:
                message = f"package {difference.before} ({spec.path}) is called {difference.after} now"
                yield Use(line, message, True)
                yield from (Use(line, message, True) for line in _qualifier_lines(file, difference.before))

    def _import_gone(self, folder: str) -> str:
        return f"uses package {self._repository.module}/{folder}, which is gone{self._gone[folder]}"

    def _qualified(self, folders: Mapping[str, str | None], package: Any, name: Any) -> Iterator[Use]:
        qualifier = text_of(package)
        folder = folders.get(qualifier)
        difference = self._differences.get(folder) if folder is not None else None
        if difference is None or folder is None:
            return
        word = text_of(name)
        is_concerned = word in difference.removed or word in difference.changed
        if is_concerned and find_local(package, qualifier) is None and not self._fits(package.parent, difference, word):
            yield self._named(line_of(name), difference, word, f"{qualifier}.{word}")

    def _named(self, line: int, difference: Difference, word: str, shown: str) -> Use:
        if difference.folder in self._gone:
            return Use(line, self._import_gone(difference.folder), True)
        if word in difference.removed:
            return Use(
                line, f"uses {shown}, which is gone from {difference.folder}{_added(difference.removed[word])}", True
            )
        return Use(line, f"uses {shown}, which {difference.changed[word]}", False)

    def _bare_names(self, file: GoFile) -> dict[str, Difference]:
        """The names that were, or are, declared elsewhere and need no package's name in this file."""
        folders = [self._repository.imports(file).get(".")]
        if not file.is_external_test:
            folders.append(folder_of(file.path))
        found: dict[str, Difference] = {}
        for folder in folders:
            difference = self._differences.get(folder) if folder is not None else None
            package = self._repository.package(folder) if folder is not None else None
            if difference is None:
                continue
            declared = package.declarations if package is not None else {}
            found |= {name: difference for name in difference.removed if name not in declared}
            found |= dict.fromkeys(difference.changed, difference)
        own = {declaration.name for declaration in file.declarations}
        return {name: difference for name, difference in found.items() if name not in own}

    def _bare(self, node: Any, names: Mapping[str, Difference]) -> Iterator[Use]:
        word = text_of(node)
        parent = node.parent
        if parent.type == "qualified_type" or _is_declared_name(node) or _is_key(node):
            return
        if find_local(node, word) is None and not self._fits(node, names[word], word):
            yield self._named(line_of(node), names[word], word, word)

    def _fits(self, node: Any, difference: Difference, word: str) -> bool:
        """Whether a generic type is written with as many arguments as it has parameters now."""
        package = self._repository.package(difference.folder)
        declaration = package.declarations.get(word) if package is not None else None
        if declaration is None or not declaration.parameters or node.parent is None:
            return False
        if node.parent.type != "generic_type":
            return False
        arguments = node.parent.child_by_field_name("type_arguments")
        return arguments is not None and len(arguments.named_children) == declaration.parameters

    def _positional(self, file: GoFile, node: Any) -> Iterator[Use]:
        """A literal without keys of a struct that has other fields now."""
        body = node.child_by_field_name("body")
        elements = body.named_children if body is not None else []
        if not any(child.type == "literal_element" for child in elements):
            return
        kind = node.child_by_field_name("type")
        name = self._types.name_of(node, file) if kind is not None and "[" not in squeeze(kind)[:1] else None
        if name is not None and self._has_other_fields(name):
            yield Use(
                line_of(node), f"has values of {name.name} without field names, and its fields are others now", False
            )

    def _has_other_fields(self, name: TypeName) -> bool:
        difference = self._differences.get(name.folder) if name.folder is not None else None
        return difference is not None and name.name in difference.literals

    def _members(self, file: GoFile, root: Any) -> Iterator[Use]:
        """Fields and methods that are gone or others now."""
        sought = self._sought
        for node in preorder(root) if sought else ():
            if node.type == "selector_expression":
                name = node.child_by_field_name("field")
                if name is not None and text_of(name) in sought:
                    yield from self._selected(file, node, name)
            elif node.type == "keyed_element":
                key = node.children[0]
                if text_of(key) in sought:
                    yield from self._keyed(file, node, key)

    def _selected(self, file: GoFile, node: Any, field: Any) -> Iterator[Use]:
        operand, word = node.child_by_field_name("operand"), text_of(field)
        is_name = operand.type == "identifier" and text_of(operand) in self._repository.imports(file)
        if is_name and find_local(operand, text_of(operand)) is None:
            return
        owner = self._types.name_of(operand, file)
        said = self._member(owner, word)
        if said is None:
            return
        message, certain = said
        for line in _concerned_lines(node):
            yield Use(line, message, certain and line == line_of(field))

    def _keyed(self, file: GoFile, element: Any, key: Any) -> Iterator[Use]:
        literal = element.parent.parent
        owner = None
        if literal is not None and literal.type == "composite_literal":
            written = literal.child_by_field_name("type")
            if squeeze(written).startswith(("map[", "[")):
                return
            owner = self._types.name_of(literal, file)
        said = self._member(owner, text_of(key))
        if said is not None:
            yield Use(line_of(key), *said)

    def _member(self, owner: TypeName | None, word: str) -> tuple[str, bool] | None:
        """What to say of a member that is called `word`, and whether Go is sure to refuse it; None for nothing."""
        if owner is not None:
            difference = self._differences.get(owner.folder) if owner.folder is not None else None
            said = difference.members.get(owner.name, {}).get(word) if difference is not None else None
            if said is not None and difference is not None:
                return f"uses {owner.name}.{word}, which {said}", (owner.name, word) in difference.lost
            package = self._repository.package(owner.folder) if owner.folder is not None else None
            declaration = package.declarations.get(owner.name) if package is not None else None
            if package is None or declaration is None:
                return None  # of another module
            if word in package.members(owner.name) or not declaration.embeds:
                return None
            if word not in self.members:
                return f"may use {word} as an embedded field of {owner.name}, which is gone or has another name", False
        if word not in self.members:
            return None
        owners = sorted({name for _, name in self.members[word]})
        shown = " and ".join(owners[:2]) + (" and others" if len(owners) > 2 else "")
        folder, first = self.members[word][0]
        return f"may use {word} of {shown}, which {self._differences[folder].members[first][word]}", False


def _added(text: str) -> str:
    return f": {text}" if text else ""


def _qualifier_lines(file: GoFile, name: str) -> Iterator[int]:
    """The lines on which a file speaks of something of a package that it calls `name`."""
    for node in preorder(file.root):
        is_name = node.type in ("identifier", "package_identifier") and text_of(node) == name
        if is_name and _is_qualifier(node) and find_local(node, name) is None:
            yield line_of(node)


def _is_qualifier(node: Any) -> bool:
    """Whether a name stands before the dot of a qualified name."""
    parent = node.parent
    if parent.type == "qualified_type":
        return True
    if parent.type != "selector_expression":
        return False
    operand = parent.child_by_field_name("operand")
    return operand is not None and bool(operand.id == node.id)


def _is_declared_name(node: Any) -> bool:
    """Whether a name is the one that its parent declares."""
    name = node.parent.child_by_field_name("name")
    return name is not None and bool(name.id == node.id) and node.parent.type not in ("qualified_type", "generic_type")


def _is_key(node: Any) -> bool:
    """Whether a name is a key of a literal, which may be a field."""
    element = node.parent
    keyed = element.parent if element.type == "literal_element" else None
    return bool(keyed is not None and keyed.type == "keyed_element" and keyed.children[0].id == element.id)


def _concerned_lines(selector: Any) -> Iterator[int]:
    """The lines that Go may complain of where what is selected has changed: those of the name, of a call's arguments
    and its end, of the statement's first word, and of the variables that get the result."""
    yield line_of(selector.child_by_field_name("field"))
    node = selector
    parent = node.parent
    if parent is not None and parent.type == "call_expression" and parent.child_by_field_name("function").id == node.id:
        yield from (line_of(child) for child in parent.child_by_field_name("arguments").children)
        node = parent
    while node.parent is not None and node.parent.type in ("expression_list", "parenthesized_expression"):
        node = node.parent
    statement = node.parent
    if statement is not None and statement.type in ("short_var_declaration", "assignment_statement", "var_spec"):
        yield line_of(statement)
        yield from _result_lines(statement)
    elif statement is not None and statement.type in ("return_statement", "binary_expression", "argument_list"):
        yield line_of(statement)


def _result_lines(statement: Any) -> Iterator[int]:
    """The lines that use the variables of a statement, in the block behind it."""
    left = statement.child_by_field_name("left")
    names = left.children if left is not None else statement.children_by_field_name("name")
    words = {text_of(name) for name in names if name.type == "identifier"} - {"_", "err", "ok"}
    block = statement
    while block.parent is not None and block.type not in ("block", "statement_list", "source_file"):
        block = block.parent
    for node in preorder(block) if words else ():
        if node.type == "identifier" and node.start_byte > statement.end_byte and text_of(node) in words:
            yield line_of(node)
