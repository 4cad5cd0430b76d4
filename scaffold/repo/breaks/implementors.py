"""Hand-written types that no longer implement an interface that a run has changed, and interfaces of a person's own
that no longer fit a type that it has changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from scaffold.golang.split import preorder
from scaffold.repo.breaks.gofile import Declaration, GoFile, Member, line_of
from scaffold.repo.breaks.packages import Difference, Package
from scaffold.repo.breaks.repository import Repository, folder_of
from scaffold.repo.breaks.types import TypeName, TypeReader, TypeText
from scaffold.repo.breaks.uses import Use

_VALUES = ("composite_literal", "call_expression", "identifier", "unary_expression", "selector_expression")
_HOLDERS = ("argument_list", "expression_list", "literal_element", "return_statement", "var_spec", "send_statement")


class _OwnType(NamedTuple):
    """A hand-written type: where it is declared, and its package with its tests."""

    file: GoFile
    declaration: Declaration
    package: Package


def find_implementors(
    repository: Repository, differences: Mapping[str, Difference], related: Iterable[str], generated: frozenset[str]
) -> Iterator[tuple[str, Use]]:
    """The lines of types, of interfaces and of values of these that no longer go together."""
    changed = {folder: one for folder, one in differences.items() if one.methods or one.members}
    if not changed:
        return
    search = _Search(repository, sorted({*related, *changed}), generated)
    for folder, difference in changed.items():
        for name, before in difference.methods.items():
            yield from search.implementors(folder, name, before)
        for name, members in difference.members.items():
            yield from search.consumers(folder, name, members)


class _Methods(NamedTuple):
    """Types whose methods are the same: these, with the file of each, and the types by their number."""

    there: Mapping[str, tuple[Member, GoFile]]
    is_generic: bool
    numbers: list[int]


class _Search:
    def __init__(self, repository: Repository, folders: list[str], generated: frozenset[str]) -> None:
        self._repository = repository
        self._types = TypeReader(repository.package, repository.declaring, repository.imports)
        self._packages: dict[tuple[str, str], Package] = {}
        self._shapes: dict[tuple[Member, str], str] = {}
        self._files = [file for folder in folders for file in repository.files_in(folder) if file.path not in generated]
        self._own = [
            _OwnType(file, declaration, package)
            for file in self._files
            if (package := self._with_tests(file)) is not None
            for declaration in file.declarations
            if declaration.kind == "type" and declaration.form != "alias"
        ]

    def _with_tests(self, file: GoFile) -> Package | None:
        """The package of a file with the tests that are part of it."""
        folder = folder_of(file.path)
        key = (folder, file.package)
        if key not in self._packages:
            self._packages[key] = self._read_with_tests(folder, file)
        return self._packages[key]

    def _read_with_tests(self, folder: str, file: GoFile) -> Package:
        methods: dict[str, dict[str, Member]] = {}
        declarations: dict[str, Declaration] = {}
        for other in self._repository.files_in(folder):
            if other.package == file.package:
                declarations |= {each.name: each for each in other.declarations}
                for method in other.methods:
                    methods.setdefault(method.owner, {})[method.member.name] = method.member
        return Package(folder, file.package, declarations, methods)

    def implementors(self, folder: str, name: str, before: frozenset[str]) -> Iterator[tuple[str, Use]]:
        """Types that had the methods of an interface and lack one that it has now."""
        package, origin = self._repository.package(folder), self._repository.declaring(folder, name)
        if package is None or origin is None:
            return
        wanted = {member.name: member for member in package.members(name).values() if member.kind == "method"}
        asserted = self._assertions.get(TypeName(folder, name), {})
        wrong: dict[int, str] = {}
        for group in self._candidates(before, asserted):
            is_sought = bool(before) and before <= group.there.keys()
            numbers = [number for number in group.numbers if is_sought or number in asserted]
            generic = group.is_generic or bool(package.declarations[name].parameters)
            difference = self._first_difference(wanted, origin, group.there, generic) if numbers else ""
            if difference:
                wrong.update(dict.fromkeys(numbers, difference))
        for number, difference in sorted(wrong.items()):
            own = self._own[number]
            message = f"{own.declaration.name} does not implement {package.name}.{name} as it is now: {difference}"
            yield own.file.path, Use(own.declaration.line, message, False)
            yield from ((path, Use(line, message, True)) for path, line in asserted.get(number, ()))
            yield from self._value_lines(TypeName(folder_of(own.file.path), own.declaration.name), message)

    def _candidates(self, before: frozenset[str], asserted: Iterable[int]) -> list[_Methods]:
        """The groups of types that may have had these methods, and those of the types by number."""
        rarest = min((self._by_method.get(name, []) for name in before), key=len, default=[])
        of_asserted = [self._group_of[number] for number in asserted if number in self._group_of]
        return [self._groups[at] for at in dict.fromkeys([*rarest, *of_asserted])]

    @cached_property
    def _by_method(self) -> dict[str, list[int]]:
        """The places of the groups that have a method of a name."""
        found: dict[str, list[int]] = {}
        for at, group in enumerate(self._groups):
            for name in group.there:
                found.setdefault(name, []).append(at)
        return found

    @cached_property
    def _group_of(self) -> dict[int, int]:
        """The place of the group of each type, by the type's number."""
        return {number: at for at, group in enumerate(self._groups) for number in group.numbers}

    @cached_property
    def _groups(self) -> list[_Methods]:
        """The types that are no interfaces, grouped by the names and signatures of their methods."""
        groups: dict[tuple[object, ...], _Methods] = {}
        for number, own in enumerate(self._own):
            there = self._methods(own) if own.declaration.form != "interface" else None
            if there is not None:
                is_generic = bool(own.declaration.parameters)
                shapes = sorted((name, self._canonical(*found)) for name, found in there.items())
                groups.setdefault((is_generic, *shapes), _Methods(there, is_generic, [])).numbers.append(number)
        return list(groups.values())

    def consumers(self, folder: str, name: str, members: Mapping[str, str]) -> Iterator[tuple[str, Use]]:
        """Interfaces of a person's own that ask for a method as a type had it."""
        package, origin = self._repository.package(folder), self._repository.declaring(folder, name)
        if package is None or origin is None:
            return
        there = package.members(name)
        found = False
        for own in self._own:
            if own.declaration.form != "interface":
                continue
            for member in own.declaration.members:
                said = members.get(member.name)
                now = there.get(member.name)
                if said is None or folder_of(own.file.path) == folder:
                    continue
                if now is None or self._canonical(now, origin) != self._canonical(member, own.file):
                    message = f"{own.declaration.name} may ask for {member.name} as {name} had it, which {said}"
                    yield own.file.path, Use(member.line, message, False)
                    if not found:
                        yield from self._value_lines(TypeName(folder, name), message)
                    found = True

    def _methods(self, own: _OwnType) -> dict[str, tuple[Member, GoFile]] | None:
        """The methods of a type, with what it embeds; None where something is embedded that cannot be looked at."""
        found = {
            member.name: (member, own.file)
            for member in own.package.members(own.declaration.name).values()
            if member.kind == "method"
        }
        for embedded in own.declaration.embeds:
            named = self._types.named(TypeText(own.file, embedded))
            if named is None or named.folder is None:
                return None
            package, origin = (
                self._repository.package(named.folder),
                self._repository.declaring(named.folder, named.name),
            )
            declaration = package.declarations.get(named.name) if package is not None else None
            if (
                package is None
                or origin is None
                or declaration is None
                or any("." in one for one in declaration.embeds)
            ):
                return None
            for member in package.members(named.name).values():
                if member.kind == "method":
                    found.setdefault(member.name, (member, origin))
        return found

    def _first_difference(
        self, wanted: Mapping[str, Member], origin: GoFile, there: Mapping[str, tuple[Member, GoFile]], generic: bool
    ) -> str:
        for name, member in wanted.items():
            if name not in there:
                return f"{name} is missing"
            if not generic and self._canonical(member, origin) != self._canonical(*there[name]):
                return f"{name} has another signature"
        return ""

    def _canonical(self, member: Member, file: GoFile) -> str:
        """A method's signature with the path of each type's package before its name."""
        own = folder_of(file.path)
        known = self._shapes.get((member, own))
        if known is not None:
            return known
        path = f"{self._repository.module}/{own}" if own else self._repository.module
        package = self._repository.package(own)
        declared = package.declarations if package is not None else {}

        def full(match: re.Match[str]) -> str:
            name = match[2]
            if match[1]:
                return match[0]
            if name == "any":
                return "interface{}"
            return f"<{path}>{name}" if name in declared else name

        self._shapes[member, own] = re.sub(r"(<[^>]*>)?\b([^\W\d]\w*)", full, member.shape)
        return self._shapes[member, own]

    @cached_property
    def _assertions(self) -> dict[TypeName, dict[int, list[tuple[str, int]]]]:
        """Where packages say that types of theirs implement an interface: ``var _ api.Store = (*Store)(nil)``.

        By interface and the type's number.
        """
        numbers: dict[TypeName, list[int]] = {}
        for number, own in enumerate(self._own):
            numbers.setdefault(TypeName(folder_of(own.file.path), own.declaration.name), []).append(number)
        found: dict[TypeName, dict[int, list[tuple[str, int]]]] = {}
        for folder in dict.fromkeys(folder_of(own.file.path) for own in self._own):
            for file in self._repository.files_in(folder):
                for spec, interface, given in self._asserting(file):
                    for number in numbers.get(given, ()) if given.folder == folder else ():
                        found.setdefault(interface, {}).setdefault(number, []).append((file.path, line_of(spec)))
        return found

    def _asserting(self, file: GoFile) -> Iterator[tuple[Any, TypeName, TypeName]]:
        """The assertions of a file: the node, the interface and the type."""
        for node in (one for one in file.root.children if one.type in ("var_declaration", "function_declaration")):
            if b"_" not in node.text[:12]:
                continue
            for spec in (one for one in preorder(node) if one.type == "var_spec"):
                kind, value = spec.child_by_field_name("type"), spec.child_by_field_name("value")
                if kind is None or value is None or not value.named_children:
                    continue
                text = "".join(kind.text.decode("utf-8", "replace").split())
                interface = self._types.named(TypeText(file, text))
                given = self._types.name_of(value.named_children[0], file) if interface is not None else None
                if interface is not None and given is not None:
                    yield spec, interface, given

    def _value_lines(self, name: TypeName, message: str) -> Iterator[tuple[str, Use]]:
        """The lines that hand a value of a type on: as an argument, a result, an element, to a variable."""
        for file, line in self._given.get(name, ()):
            if folder_of(file.path) == name.folder or name.folder in self._repository.imports(file).values():
                yield file.path, Use(line, message, False)

    @cached_property
    def _given(self) -> dict[TypeName, list[tuple[GoFile, int]]]:
        """The places that hand a value on, by its type."""
        found: dict[TypeName, list[tuple[GoFile, int]]] = {}
        for file in self._files:
            for node in preorder(file.root):
                if node.type in _VALUES and node.parent is not None and node.parent.type in _HOLDERS:
                    name = self._types.name_of(node, file)
                    if name is not None:
                        found.setdefault(name, []).append((file, line_of(node)))
        return found
