"""The packages of a repository before and after a run, and what of them a run has changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from scaffold.golang.imports import last_element
from scaffold.repo.breaks.gofile import Declaration, GoFile, Member


class Package(NamedTuple):
    """The package in a folder, its tests apart. `methods` are by type; `folder` is a path of the repository."""

    folder: str
    name: str
    declarations: Mapping[str, Declaration]
    methods: Mapping[str, Mapping[str, Member]]

    def members(self, type_name: str) -> dict[str, Member]:
        """The fields and methods of a type, with those of types of this package that it embeds."""
        found: dict[str, Member] = {}
        todo, seen = [type_name], {type_name}
        while todo:
            name = todo.pop()
            declaration = self.declarations.get(name)
            for member in declaration.members if declaration is not None else ():
                found.setdefault(member.name, member)
            for member in self.methods.get(name, {}).values():
                found.setdefault(member.name, member)
            for embedded in declaration.embeds if declaration is not None else ():
                inner = embedded.lstrip("*").partition("[")[0]
                if inner not in seen and "." not in inner:
                    seen.add(inner)
                    todo.append(inner)
        return found


class Difference(NamedTuple):
    """What a run has changed in a package.

    `removed` and `changed` are names of declarations, each with what is to be said of it. `members` are those of a
    type that are gone or others now: type → name → what is to be said. `lost` are (type, name) of members that are
    gone for certain. `literals` are structs whose fields are not what they were.
    `methods` are interfaces that ask for more than before, or for something else, with the names of their methods then.
    """

    folder: str
    before: str
    after: str
    removed: Mapping[str, str]
    changed: Mapping[str, str]
    members: Mapping[str, Mapping[str, str]]
    lost: frozenset[tuple[str, str]]
    literals: frozenset[str]
    methods: Mapping[str, frozenset[str]]

    @property
    def is_empty(self) -> bool:
        """Whether nothing that others use is another thing now."""
        return self.before == self.after and not (self.removed or self.changed or self.members or self.literals)


def read_package(folder: str, files: Iterable[GoFile]) -> Package | None:
    """The package of a folder; None where there are no files but tests. Several clauses: that of most files counts."""
    own = [file for file in files if not file.is_test]
    if not own:
        return None
    names = [file.package for file in own]
    name = max(dict.fromkeys(names), key=names.count)
    declarations: dict[str, Declaration] = {}
    methods: dict[str, dict[str, Member]] = {}
    for file in own:
        for declaration in file.declarations:
            declarations.setdefault(declaration.name, declaration)
        for method in file.methods:
            methods.setdefault(method.owner, {}).setdefault(method.member.name, method.member)
    return Package(folder, name, declarations, methods)


class Renames(NamedTuple):
    """What the plan calls otherwise now, old → new: `words` and import `paths` in shapes, `types` of a package."""

    words: Mapping[str, str]
    paths: Mapping[str, str]
    types: Mapping[str, str]


def compare(before: Package, after: Package | None, renames: Renames) -> Difference:
    """What is different in a package; everything where it is gone."""
    if after is None:
        gone = dict.fromkeys(before.declarations, "")
        all_members = {name: _all_gone(before, name) for name in before.declarations}
        empty: frozenset[str] = frozenset()
        return Difference(before.folder, before.name, before.name, gone, {}, all_members, frozenset(), empty, {})
    removed: dict[str, str] = {}
    changed: dict[str, str] = {}
    members: dict[str, dict[str, str]] = {}
    lost: set[tuple[str, str]] = set()
    literals: set[str] = set()
    methods: dict[str, frozenset[str]] = {}
    current = _shape_reader(renames)
    for name, old in before.declarations.items():
        new = after.declarations.get(name)
        if new is None:
            other = renames.types.get(name, "")
            removed[name] = f"it is {other} now" if other in after.declarations else _suggest(old, before, after)
            new = after.declarations.get(other)
            if new is None:
                members[name] = _all_gone(before, name)
                continue
        elif (old.kind, old.form) != (new.kind, new.form):
            changed[name] = "is declared as something else now"
        elif old.parameters != new.parameters:
            changed[name] = "has another number of type parameters now"
        elif current(old.shape) != new.shape:
            changed[name] = "has another type now" if old.kind != "func" else "has another signature now"
        if old.kind != "type":
            continue
        was, will = before.members(name), after.members(new.name)
        said = dict(_changed_members(was, will, current))
        if said:
            members[new.name] = said
            lost |= {(new.name, member) for member in said if member not in will}
        if old.form == "struct" and _field_list(old, current) != _field_list(new, str):
            literals.add(new.name)
        grown = any(name not in was for name in will) or any(name in will for name in said)
        if old.form == new.form == "interface" and (grown or current(";".join(old.embeds)) != ";".join(new.embeds)):
            methods[new.name] = frozenset(was)
    return Difference(
        before.folder,
        before.name,
        after.name,
        removed,
        changed,
        members,
        frozenset(lost),
        frozenset(literals),
        methods,
    )


def _changed_members(
    was: Mapping[str, Member], will: Mapping[str, Member], current: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    for name, old in was.items():
        new = will.get(name)
        if new is None:
            yield name, "is gone"
        elif old.kind != new.kind:
            yield name, f"is a {new.kind} now"
        elif current(old.shape) != new.shape:
            yield name, "has another signature now" if old.kind == "method" else "has another type now"


def _field_list(declaration: Declaration, current: Callable[[str], str]) -> list[str]:
    fields = [f"{member.name} {current(member.shape)}" for member in declaration.members]
    return [*fields, *map(current, declaration.embeds)]


def _suggest(old: Declaration, before: Package, after: Package) -> str:
    """The line of the plan that makes a rename of what looks like one: a new type that has the same members."""
    # Methods that stand outside of it may be a person's, and stay behind.
    members = {member.name for member in old.members}
    if old.kind != "type" or not members:
        return ""
    alike = [
        new.name
        for new in after.declarations.values()
        if new.form == old.form and new.name not in before.declarations
        if {member.name for member in new.members} == members
    ]
    return f"if that is {alike[0]} now, write `was: {old.name}` at {alike[0]} in the plan" if len(alike) == 1 else ""


def _all_gone(package: Package, name: str) -> dict[str, str]:
    return dict.fromkeys(package.members(name), f"is gone with {name}")


def _shape_reader(renames: Renames) -> Callable[[str], str]:
    """Gives a former shape with the names of today."""
    if not renames.words and not renames.paths:
        return str

    def current(match: re.Match[str]) -> str:
        if match[1] is not None:
            return f"<{renames.paths.get(match[1], match[1])}>"
        return renames.words.get(match[0], match[0])

    return lambda shape: re.sub(r"<([^>]*)>|\w+", current, shape)


def default_name(path: str) -> str:
    """What a file calls an import without a name of its own, as far as the path tells."""
    return last_element(path)
