"""What a package declares for others: exported declarations, and of the others those that they cannot do without."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scaffold.diagnostics import Report
from scaffold.golang.ast import (
    NO_TEXT,
    Decl,
    Field,
    File,
    FuncDecl,
    Struct,
    Type,
    TypeDecl,
    TypeParam,
    ValueDecl,
    ValueSpec,
)
from scaffold.golang.expressions import expression
from scaffold.golang.identifiers import PREDECLARED, is_exported
from scaffold.golang.imports import last_element
from scaffold.golang.loose import bare
from scaffold.golang.parse import expression_names, parse_file
from scaffold.golang.parse_tokens import unquote
from scaffold.golang.printing import lengths_in, names_in
from scaffold.gosource.declared import Declared
from scaffold.gosource.folders import Folder
from scaffold.source import Source, Span

MAX_BODY = 6
"""Lines of a body that is taken along: what is longer is no contract."""

_NEW_ERROR = re.compile(r'\s*errors\.New\(\s*("(?:[^"\\\n]|\\.)*"|`[^`]*`)\s*\)\s*')
_LITERAL = ("int_literal", "float_literal", "imaginary_literal", "rune_literal", "true", "false")
_STRINGS = ("interpreted_string_literal", "raw_string_literal")


class Sentinel(NamedTuple):
    """``var name = errors.New(message)``."""

    name: str
    message: str
    doc: str


class Piece(NamedTuple):
    """What is taken of one file: its name, its imports, and declarations in their order."""

    file: str
    parsed: File
    decls: tuple[Decl, ...]


class Package(NamedTuple):
    """A package as others see it."""

    name: str
    folder: Folder
    doc: str
    pieces: tuple[Piece, ...]
    errors: tuple[Sentinel, ...]


class _Parsed(NamedTuple):
    source: Source
    file: File


def read_package(folder: Folder, previous: bool, report: Report) -> Package | None:
    """The package of a folder; None for a program, or where nothing is exported. What cannot be taken is told."""
    files = [parsed for source in folder.files if (parsed := _parse(source, report)) is not None]
    name = next((parsed.file.package for parsed in files if parsed.file.package not in ("", "documentation")), "")
    files = [parsed for parsed in files if parsed.file.package == name]
    if not name or name == "main":
        return None
    return _Reader(name, folder, files, previous, report).read()


def _parse(source: Source, report: Report) -> _Parsed | None:
    """A file; None for one that needs cgo. Faults are told as notes: such a file is compiled by nobody."""
    scratch = Report()
    parsed = parse_file(source.whole(), scratch)
    for problem in scratch:
        report.note("go-unreadable", f"{problem.message}: what stands there is left out", problem.span, problem.hint)
    if parsed is None:
        return None
    for spec in parsed.imports:
        if spec.path == "C":
            report.note("import-skipped", "a file that needs cgo is left out", spec.span)
            return None
    return _Parsed(source, parsed)


class _Reader:
    def __init__(self, name: str, folder: Folder, files: list[_Parsed], previous: bool, report: Report) -> None:
        self.name = name
        self.folder = folder
        self.files = files
        self.previous = previous
        self.report = report
        self.declared = Declared(parsed.file for parsed in files)
        # What is taken, by the span of the declaration; a changed one stands for the one as written.
        self.taken: dict[Span, Decl] = {}
        self.wanted: list[str] = []
        self.seen: set[str] = set()
        self.errors: list[Sentinel] = []
        self.lines: dict[Span, set[str]] = {}
        # Names of packages that others may not import.
        self.inside = {
            spec.alias or last_element(spec.path)
            for parsed in files
            for spec in parsed.file.imports
            if "internal" in spec.path.split("/")
        }

    def read(self) -> Package | None:
        """Everything."""
        for name in self.declared.types:
            if is_exported(name):
                self.want(name)
        if not self.previous:
            for name in (*self.declared.values, *self.declared.funcs):
                if is_exported(name):
                    self.want(name)
        while self.wanted:
            self._take(self.wanted.pop())
        self._values()
        if not self.taken and not self.errors:
            return None
        pieces = [
            Piece(
                os.path.basename(parsed.source.path),
                parsed.file,
                tuple(found for decl in parsed.file.decls if (found := self.taken.get(decl.span)) is not None),
            )
            for parsed in self.files
        ]
        docs = [parsed.file.doc.value for parsed in self.files if parsed.file.doc.value.strip()]
        doc = max(docs, key=len, default="")
        return Package(self.name, self.folder, doc, tuple(p for p in pieces if p.decls), tuple(self.errors))

    def want(self, name: str) -> None:
        """Take what the package calls `name`, if it is something of the package."""
        if name not in self.seen and name != "_":
            self.seen.add(name)
            self.wanted.append(name)

    def _take(self, name: str) -> None:
        if name in self.declared.types:
            self._type(self.declared.types[name])
        elif name in self.declared.values:
            self.lines.setdefault(self.declared.values[name].span, set()).add(name)
            if self.declared.values[name].keyword == "const":
                self._constant_needs(self.declared.values[name], name)
        elif name in self.declared.funcs and is_exported(name):
            self._func(self.declared.funcs[name])

    # --- types -----------------------------------------------------------------------------------------------------

    def _type(self, decl: TypeDecl) -> None:
        body = decl.type
        if isinstance(body, Struct):
            body = self._struct(body)
        decl = decl._replace(type=body)
        self.taken[decl.span] = decl
        self._needs(body, decl.type_params)
        if not self.previous:
            for method in self.declared.methods.get(decl.name, ()):
                if is_exported(method.name) and not _generated(method):
                    self._func(method)

    def _struct(self, body: Struct) -> Struct:
        """A struct without the unexported fields that lead into the package's inside."""
        kept = []
        for field in body.fields:
            name = field.name or field.promoted_name
            if is_exported(name) or not field.name or (not self.previous and self._is_simple(field)):
                kept.append(field)
        if len(kept) == len(body.fields):
            return body
        return body._replace(fields=tuple(field._replace(grouped=False) for field in kept))

    def _is_simple(self, field: Field) -> bool:
        """Whether a field needs nothing that is not exported."""
        if any(True for _ in lengths_in(field.type)):
            return False
        for name in names_in(field.type):
            if name.qualifier:
                if name.qualifier in self.inside:
                    return False
            elif name.name not in PREDECLARED and not (is_exported(name.name) and name.name in self.declared.types):
                return False
        return True

    def _needs(self, body: Type, params: Iterable[TypeParam] = ()) -> None:
        own = {param.name for param in params}
        for part in (body, *(param.constraint for param in params)):
            for name in names_in(part):
                if not name.qualifier and name.name not in own:
                    self.want(name.name)
            for array in lengths_in(part):
                for used in expression_names(array.length):
                    self.want(used.qualifier or used.name)

    # --- functions -------------------------------------------------------------------------------------------------

    def _func(self, decl: FuncDecl) -> None:
        own = {param.name for param in decl.type_params} | set(decl.receiver.params if decl.receiver else ())
        types = [param.type for param in (*decl.params, *decl.results)]
        for t in (*types, *(param.constraint for param in decl.type_params)):
            for name in names_in(t):
                if not name.qualifier and name.name not in own:
                    self.want(name.name)
        self.taken[decl.span] = decl if self._keeps(decl) else decl._replace(body=NO_TEXT)

    def _keeps(self, decl: FuncDecl) -> bool:
        """Whether a body is short and needs nothing but what is taken anyway."""
        body = decl.body.value
        if not body or body.count("\n") > MAX_BODY:
            return False
        code = bare(body)
        for word in set(re.findall(r"(?<![\w.])[^\W\d]\w*", code)):
            if not is_exported(word) and word in self.declared:
                return False
        hidden = {
            field.name
            for t in self.declared.types.values()
            if isinstance(t.type, Struct)
            for field in t.type.fields
            if field.name and not is_exported(field.name) and not self._is_simple(field)
        }
        return not any(word in hidden for word in re.findall(r"(?<=\.)[^\W\d]\w*", code))

    # --- constants and variables -----------------------------------------------------------------------------------

    def _constant_needs(self, decl: ValueDecl, name: str) -> None:
        specs = decl.specs if _counts(decl) else [s for s in decl.specs if name in (n for n, _ in s.names)]
        for spec in specs:
            if spec.type is not None:
                self._needs(spec.type)
            for value in spec.values:
                for used in expression_names(value):
                    self.want(used.qualifier or used.name)

    def _values(self) -> None:
        """Put together what is taken of each declaration of constants or variables, once all needs are known."""
        for parsed in self.files:
            for decl in parsed.file.decls:
                names = self.lines.get(decl.span)
                if not isinstance(decl, ValueDecl) or not names:
                    continue
                if decl.keyword == "const":
                    specs = list(decl.specs)
                    if not _counts(decl):
                        specs = [spec for spec in specs if any(name in names for name, _ in spec.names)]
                else:
                    specs = [one for spec in decl.specs for one in self._variables(decl, spec, names, parsed)]
                if specs:
                    grouped = decl.grouped and len(specs) > 1
                    doc = decl.doc if decl.grouped == grouped or decl.doc.value else specs[0].doc
                    self.taken[decl.span] = decl._replace(specs=tuple(specs), grouped=grouped, doc=doc)
        while self.wanted:
            self._take(self.wanted.pop())

    def _variables(self, decl: ValueDecl, spec: ValueSpec, names: set[str], parsed: _Parsed) -> Iterator[ValueSpec]:
        """The variables of a line: each with its type, or with a literal for its value."""
        for at, (name, span) in enumerate(spec.names):
            if name not in names or not is_exported(name):
                continue
            value = spec.values[at] if len(spec.values) == len(spec.names) else None
            found = _NEW_ERROR.fullmatch(value.value) if value is not None else None
            if found is not None and _imports_errors(parsed.file):
                doc = spec.doc.value or ("" if decl.grouped else decl.doc.value)
                self.errors.append(Sentinel(name, unquote(found[1], 0, len(found[1]))[0], doc))
                continue
            type_ = spec.type
            node = expression(value.value) if value is not None else None
            literal = value is not None and node is not None and node.type in (*_LITERAL, *_STRINGS)
            if type_ is None and not literal and value is not None:
                type_ = self.declared.type_of(value, node)
            if type_ is None and not literal:
                self.report.note("import-skipped", f"the type of {name} is not written down: left out", span)
                continue
            if type_ is not None:
                self._needs(type_)
            yield spec._replace(
                names=((name, span),), type=type_, values=(value,) if literal and value is not None else ()
            )


def _counts(decl: ValueDecl) -> bool:
    """Whether what a constant is depends on its place in the declaration."""
    return any(not spec.values or any("iota" in value.value for value in spec.values) for spec in decl.specs)


def _generated(method: FuncDecl) -> bool:
    """Whether a method is one of those that generators give every type and that no contract is about."""
    return method.name.startswith(("DeepCopy", "XXX_")) or method.name in (
        *("Marshal", "MarshalTo", "MarshalToSizedBuffer", "Unmarshal", "Size", "ProtoReflect", "ProtoMessage"),
        *("Descriptor", "SwaggerDoc", "OpenAPIModelName"),
    )


def _imports_errors(file: File) -> bool:
    return any(spec.path == "errors" and not spec.alias for spec in file.imports)
