"""The shape of a contract section."""

from __future__ import annotations

from scaffold.golang import ast
from scaffold.model import GoFragment, Section, SentinelError
from scaffold.node import Node
from scaffold.plan.additions import unite
from scaffold.plan.go_code import go_blocks, imports
from scaffold.plan.go_interfaces import interface
from scaffold.plan.go_types import type_entry
from scaffold.plan.records import (
    Fields,
    Key,
    Reading,
    Shape,
    custom,
    doc_text,
    either,
    list_of,
    record,
    text,
    word,
)
from scaffold.source import Word

SECTION_KINDS = {
    "api": "api",
    "storage": "storage",
    "processors": "processor",
    "events": "event",
    "plugins": "plugin",
    "extensions": "extension",
}
"""The keys of contract sections and their kinds; `contracts` holds those of kind ``plain``."""

DEFAULT_PACKAGES = {
    "api": "api",
    "storage": "storage",
    "processor": "processor",
    "event": "event",
    "plugin": "plugin",
    "extension": "extension",
}
"""Package names by kind; those of `contracts:` are the keys."""

_DECLARING = ("errors", "interfaces", "types", "go")


def _error_only(node: Node, reading: Reading) -> SentinelError | None:
    name = word.read(node, reading)
    return None if name is None else SentinelError(name, "", ast.NO_TEXT)


_ERROR: Shape[SentinelError] = either(
    custom("an error's name", _error_only, (word,)),
    record(
        "an error",
        lambda f: SentinelError(f["name"], f["message"], f["doc"], f["was"]),
        {
            "name": Key(word, required=True, doc="Name of the variable, ErrNotFound."),
            "message": Key(text, doc="Its text; derived from the name by default."),
            "doc": Key(doc_text, doc="Doc comment."),
            "was": Key(word, doc="The error's former name."),
        },
    ),
)

section_fields: Shape[Fields] = record(
    "a contract section",
    lambda f: f,
    {
        "package": Key(word, doc="Go package name."),
        "path": Key(word, doc="Directory in the repository; default pkg/<package>."),
        "doc": Key(doc_text, doc="Package comment."),
        "imports": Key(imports, doc="Names of third-party packages used in types."),
        "errors": Key(list_of(_ERROR), doc="Sentinel errors: names, or {name, message, doc}."),
        "interfaces": Key(list_of(interface), doc="Interfaces."),
        "types": Key(list_of(type_entry), doc="Structs, enumerations, other defined types, aliases."),
        "go": Key(go_blocks, doc="Plain Go declarations, a list of such, or a map of file names to them."),
        "was": Key(word, doc="The package's former name."),
    },
)


def build_section(key: str, kind: str, fields: Fields, at: Word, reading: Reading) -> Section:
    """A section of the model. `at` is the key in the plan, which names a plain contract's package."""
    fragments: tuple[GoFragment, ...] = fields["go"] or ()
    types = unite((*fields["interfaces"], *fields["types"]), fragments, reading)
    others = [(f.file, decl) for f in fragments for decl in f.parsed.decls if not isinstance(decl, ast.TypeDecl)]
    clauses = [f.parsed for f in fragments if f.parsed.package]
    package = fields["package"]
    if package is None and clauses and clauses[0].package_span is not None:
        # A package clause in the section's Go says what the section leaves out.
        package = Word(clauses[0].package, clauses[0].package_span)
    return Section(
        key=key,
        kind=kind,
        package=package or Word(DEFAULT_PACKAGES.get(kind, at.value), at.span),
        path=fields["path"],
        doc=fields["doc"] if fields["doc"].value else next((c.doc for c in clauses if c.doc.value), ast.NO_TEXT),
        imports=fields["imports"] or (),
        errors=fields["errors"],
        types=types,
        others=tuple(others),
        go=fragments,
        was=fields["was"],
        # With something wrong behind one of these keys the section is not an empty one.
        standard=not any(fields.has(name) for name in _DECLARING),
        span=at.span,
    )
