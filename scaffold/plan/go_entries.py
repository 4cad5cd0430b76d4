"""What an entry of `interfaces` or `types` is: a declaration, or an addition to one that the section's Go has."""

from __future__ import annotations

from typing import NamedTuple

from scaffold.golang import ast
from scaffold.golang.identifiers import package_file_problem
from scaffold.model import EnumValue, Implementation, Law, TypePlan
from scaffold.node import Node
from scaffold.plan.records import Fields, Key, Reading, Shape, custom, word
from scaffold.source import Text, Word, joined


def _file_name(node: Node, reading: Reading) -> str | None:
    name = word.read(node, reading)
    if name is None:
        return None
    problem = package_file_problem(name.value)
    if problem:
        reading.error("file-name", f"file name {name.value!r} {problem}", name.span, "write a name such as types.go")
        return None
    return name.value


file_name: Shape[str] = custom("a file's name", _file_name, (word,))
FILE_KEY: Key[str] = Key(file_name, doc="The file of the package that declares it, such as types.go.")


class Addition(NamedTuple):
    """What a plan says of a type that the section's own Go declares. `markers` are in its `doc`."""

    name: Word
    interface: bool
    doc: Text
    was: Word | None
    implementations: tuple[Implementation, ...] | None
    laws: tuple[Law, ...]
    methods: tuple[tuple[Word, Word], ...]
    values: tuple[EnumValue, ...] = ()
    file: str = ""


class Entry(NamedTuple):
    """An entry of `interfaces` or `types`: a declaration of its own (`plan`), an addition to one in Go, or either where
    nothing is said that Go could say: an interface without methods, values without their type."""

    plan: TypePlan | None
    addition: Addition | None


def declaration(fields: Fields, type_: ast.Type, alias: bool = False) -> ast.TypeDecl:
    """The declaration that the fields of an entry name, of a type they say."""
    name: Word = fields["name"]
    return ast.TypeDecl(
        name=name.value,
        type_params=fields["type_params"] or (),
        type=type_,
        alias=alias,
        doc=fields["doc"],
        comment=ast.NO_TEXT,
        span=name.span,
    )


def doc_and_markers(fields: Fields) -> Text:
    """The doc comment of an entry, and its markers below, which may be written with or without their plus sign."""
    doc: list[str | Text] = [fields["doc"]] if fields["doc"].value else []
    for marker in fields["markers"]:
        doc += ["\n" if doc else "", "" if marker.value.startswith("+") else "+", marker]
    return joined(doc) if doc else ast.NO_TEXT


def formless(name: Word, reading: Reading) -> None:
    """Report an entry that says nothing of what its type is."""
    reading.error(
        "type-form",
        f"what {name.value} is, is not said",
        name.span,
        "give it fields: […], type: …, alias: … or values: […]; an empty struct is fields: []",
    )
