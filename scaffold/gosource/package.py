"""What a package declares for others: exported declarations, and of the others those that they cannot do without."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scaffold.diagnostics import Related, Report
from scaffold.golang.ast import (
    NO_TEXT,
    Decl,
    Field,
    File,
    FuncDecl,
    Interface,
    Struct,
    Type,
    TypeDecl,
    TypeParam,
    ValueDecl,
    ValueSpec,
)
from scaffold.golang.identifiers import is_exported
from scaffold.golang.loose import bare
from scaffold.golang.parse import expression_names, parse_file
from scaffold.golang.printing import lengths_in, names_in
from scaffold.gosource.build import required_go
from scaffold.gosource.declared import Declared, is_counting
from scaffold.gosource.enumerations import Enumeration, find_enumerations
from scaffold.gosource.filenames import FileImports
from scaffold.gosource.folders import Folder
from scaffold.gosource.modules import Packages
from scaffold.gosource.names import Names
from scaffold.gosource.nature import Natures, blank_field, incomparable_field
from scaffold.gosource.values import Sentinel, Values
from scaffold.source import Source, Span

MAX_BODY = 6
"""Lines of a body that is taken along: what is longer is no contract."""

_WORD = re.compile(r"(?<![\w.])[^\W\d]\w*")
_MEMBER = re.compile(r"(?<=\.)[^\W\d]\w*")


class Piece(NamedTuple):
    """What is taken of one file: its name, its imports, and declarations in their order."""

    file: str
    imports: FileImports
    decls: tuple[Decl, ...]


class Package(NamedTuple):
    """A package as others see it. `go` is the language version that its files ask for, if any does.

    `enumerations` are types of which the plan says the values.
    """

    name: str
    folder: Folder
    doc: str
    pieces: tuple[Piece, ...]
    errors: tuple[Sentinel, ...]
    go: str
    enumerations: tuple[tuple[str, Enumeration], ...] = ()


class Refusals(NamedTuple):
    """What the checks of a plan refuse of a package: why, by name (a method as ``Type.Method``)."""

    decls: dict[str, str]
    bodies: dict[str, str]


class ParsedFile(NamedTuple):
    """A file of a package and what its imports are called."""

    source: Source
    file: File
    imports: FileImports


def parse_files(folder: Folder, packages: Packages, report: Report) -> tuple[str, list[ParsedFile]]:
    """The name of the package in a folder and its files; an empty name for a program. Problems are notes."""
    files = [(source, file) for source in folder.files if (file := _parse(source, report)) is not None]
    name = next((file.package for _, file in files if file.package not in ("", "documentation")), "")
    if not name or name == "main":
        return "", []
    own = [(source, file) for source, file in files if file.package == name]
    declared = {decl.name for _, file in own for decl in file.decls if not isinstance(decl, ValueDecl)}
    parsed = [ParsedFile(source, file, FileImports(file, source, packages, declared)) for source, file in own]
    return name, parsed


def _parse(source: Source, report: Report) -> File | None:
    """A file; None for one that needs cgo. Faults are told as notes: such a file is compiled by nobody."""
    scratch = Report()
    parsed = parse_file(source.whole(), scratch)
    for problem in scratch:
        report.note("go-unreadable", f"{problem.message}: what stands there is left out", problem.span, problem.hint)
    for spec in parsed.imports if parsed is not None else ():
        if spec.path == "C":
            report.warning("import-skipped", "a file that needs cgo is left out", spec.span)
            return None
    return parsed


class PackageReader:
    """Selects what is taken of the files of one package, and reports what is not."""

    def __init__(
        self,
        name: str,
        folder: Folder,
        files: list[ParsedFile],
        packages: Packages,
        previous: bool,
        refusals: Refusals,
        report: Report,
    ) -> None:
        self.name = name
        self.folder = folder
        self.files = files
        self.previous = previous
        self.report = report
        self.declared = Declared(parsed.file for parsed in files)
        self.names = Names(self.declared, {p.source.path: p.imports for p in files}, packages, refusals.decls)
        self.natures = Natures(self.declared, self.names.path_of, lambda path: not packages.is_internal(path))
        self.refusals = refusals
        self.enumerations = {} if previous else self._find_enumerations()
        self.said = {span for found in self.enumerations.values() for span in found.spans}
        self.hidden = self._hidden_fields()
        self.values = Values(self.declared, self.names, self.hidden, self._why_no_body)
        # What is taken, by the span of the declaration; a changed one stands for the one as written.
        self.taken: dict[Span, Decl] = {}
        self.wanted: list[str] = []
        self.seen: set[str] = set()
        self.lines: dict[Span, set[str]] = {}
        self.stubs: dict[str, list[tuple[FuncDecl, str]]] = {}

    def read(self) -> Package | None:
        """Everything."""
        for name in self.declared.types:
            if is_exported(name):
                self.want(name)
        if not self.previous:
            for name in (*self.declared.values, *self.declared.funcs):
                if is_exported(name):
                    self.want(name)
            self.values.settle(self.wanted)
        while self.wanted:
            self._take(self.wanted.pop())
        self._assemble_values()
        self._report_files()
        if not self.taken and not self.values.sentinels:
            return None
        pieces = [
            Piece(
                os.path.basename(parsed.source.path),
                parsed.imports,
                tuple(found for decl in parsed.file.decls if (found := self.taken.get(decl.span)) is not None),
            )
            for parsed in self.files
        ]
        docs = [parsed.file.doc.value for parsed in self.files if parsed.file.doc.value.strip()]
        return Package(
            self.name,
            self.folder,
            max(docs, key=len, default=""),
            tuple(piece for piece in pieces if piece.decls),
            tuple(self.values.sentinels),
            self._language_version(),
            tuple(self.enumerations.items()),
        )

    def _find_enumerations(self) -> dict[str, Enumeration]:
        """The exported enumerations of the package that can stand in a plan."""
        found = find_enumerations(self.declared)
        return {name: one for name, one in found.items() if is_exported(name) and name not in self.names.dropped}

    def want(self, name: str) -> None:
        """Take what the package calls `name`, if it is something of the package."""
        if name not in self.seen and name != "_":
            self.seen.add(name)
            self.wanted.append(name)

    def _take(self, name: str) -> None:
        dropped = self.names.dropped.get(name)
        if dropped is not None:
            if is_exported(name):
                self._skip(name, self.declared.span(name), dropped)
            if name in self.declared.types and not self.previous:
                for method in self.declared.methods.get(name, ()):
                    if is_exported(name) and is_exported(method.name):
                        self._skip(f"{name}.{method.name}", method.span, f"{name} is left out")
        elif name in self.declared.types:
            self._take_type(self.declared.types[name])
        elif name in self.declared.values:
            self._take_value(name)
        elif name in self.declared.funcs:
            self._take_func(self.declared.funcs[name])

    def _skip(self, name: str, span: Span, why: str) -> None:
        self.report.warning("import-skipped", f"{name} is left out: {why}", span)

    # --- types -------------------------------------------------------------------------------------------------------

    def _take_type(self, decl: TypeDecl) -> None:
        body = decl.type
        params = [param.name for param in decl.type_params]
        if isinstance(body, Struct):
            body = self._reduce_struct(decl, body, params)
        elif isinstance(body, Interface):
            body = self._reduce_interface(decl, body, params)
        self.taken[decl.span] = decl._replace(type=body)
        self._want_names(body, decl.type_params)
        if not self.previous:
            for method in self.declared.methods.get(decl.name, ()):
                # Methods of unexported types count as well: they are promoted, and values may need them.
                if is_exported(method.name) and method.span not in self.said:
                    self._take_func(method)

    def _reduce_struct(self, decl: TypeDecl, body: Struct, params: list[str]) -> Struct:
        """A struct without the unexported fields that lead into the package's inside, of the same nature."""
        kept: list[Field] = []
        left_out: list[Field] = []
        is_whole = decl.name in self.values.whole
        for field in body.fields:
            name = field.promoted_name
            refused = self.refusals.decls.get(f"{decl.name}.{name}", "")
            problem = refused or self.names.why_not(field.type, params)
            if problem and (is_exported(name) or not field.name):
                related = [Related(f"{decl.name} is declared here", decl.span)]
                self.report.warning(
                    "import-changed", f"{decl.name} is without {name}: {problem}", field.span, related=related
                )
            if problem:
                left_out.append(field)
            elif is_exported(name) or not field.name or is_whole or self._is_simple(field, params):
                kept.append(field)
            else:
                left_out.append(field)
        if not left_out:
            return body
        blanks = self._blank_fields(decl, kept, left_out, params)
        return body._replace(fields=(*blanks, *(field._replace(grouped=False) for field in kept)))

    def _blank_fields(self, decl: TypeDecl, kept: list[Field], left_out: list[Field], params: list[str]) -> list[Field]:
        """Blank fields that keep a struct from being compared or copied where the fields that are left out do."""
        without, have = self.natures.judge(left_out, params), self.natures.judge(kept, params)
        if without.unknown:
            message = f"whether values of {decl.name} may be compared or copied is not known without {without.unknown}"
            related = [Related("a field that is left out", left_out[0].span)]
            self.report.warning("import-changed", message, decl.span, related=related)
        present = {(name.qualifier, name.name) for name in have.held}
        blanks = []
        for name in without.held:
            if (name.qualifier, name.name) in present:
                continue
            if self.names.can_bring(name, decl):
                blanks.append(blank_field(name, decl.span))
            else:
                message = (
                    f"{decl.name} holds a {name.qualifier}.{name.name}, which its file cannot name: it is left out"
                )
                self.report.warning("import-changed", message, decl.span)
        if not without.comparable and have.comparable:
            blanks.insert(0, incomparable_field(decl.span))
        return blanks

    def _reduce_interface(self, decl: TypeDecl, body: Interface, params: list[str]) -> Interface:
        """An interface without the elements that cannot be named."""
        bad: set[int] = set()
        for place in body.order:
            if place >= 0:
                method = body.methods[place]
                name, span = method.name, method.name_span
                types = [param.type for param in (*method.params, *method.results)]
            else:
                embed = body.embeds[~place]
                name, span, types = "an embedded interface", embed.span, [embed.type]
            problem = self.refusals.decls.get(f"{decl.name}.{name}", "")
            problem = problem or next((why for t in types if (why := self.names.why_not(t, params))), "")
            if problem:
                bad.add(place)
                related = [Related(f"{name} is here", span)]
                self.report.warning(
                    "import-changed", f"{decl.name} is without {name}: {problem}", decl.span, related=related
                )
        if not bad:
            return body
        methods = [place for place in body.order if place >= 0 and place not in bad]
        embeds = [~place for place in body.order if place < 0 and place not in bad]
        order = [methods.index(p) if p >= 0 else ~embeds.index(~p) for p in body.order if p not in bad]
        return body._replace(
            methods=tuple(body.methods[at] for at in methods),
            embeds=tuple(body.embeds[at] for at in embeds),
            order=tuple(order),
        )

    def _is_simple(self, field: Field, params: Iterable[str]) -> bool:
        """Whether an unexported field needs nothing that is not exported; an earlier phase needs none of them."""
        if self.previous or any(True for _ in lengths_in(field.type)):
            return False
        return all(
            name.qualifier or name.name in params or not self.names.is_own(name.name) or is_exported(name.name)
            for name in names_in(field.type)
        )

    def _hidden_fields(self) -> dict[str, set[str]]:
        """The fields of each struct that may go."""
        found: dict[str, set[str]] = {}
        for decl in self.declared.types.values():
            if not isinstance(decl.type, Struct):
                continue
            params = [param.name for param in decl.type_params]
            hidden = {
                field.name
                for field in decl.type.fields
                if field.name
                and not is_exported(field.name)
                and (not self._is_simple(field, params) or self.names.why_not(field.type, params))
            }
            if hidden:
                found[decl.name] = hidden
        return found

    def _want_names(self, body: Type, params: Iterable[TypeParam] = ()) -> None:
        own = {param.name for param in params}
        for part in (body, *(param.constraint for param in params)):
            for name in names_in(part):
                if not name.qualifier and name.name not in own:
                    self.want(name.name)
            for array in lengths_in(part):
                for used in expression_names(array.length):
                    self.want(used.qualifier or used.name)

    # --- functions ---------------------------------------------------------------------------------------------------

    def _take_func(self, decl: FuncDecl) -> None:
        shown = f"{decl.receiver.type_name}.{decl.name}" if decl.receiver else decl.name
        problem = self.refusals.decls.get(shown, "") or self.names.why_not_func(decl)
        if problem:
            self._skip(shown, decl.span, problem)
            return
        own = {param.name for param in decl.type_params} | set(decl.receiver.params if decl.receiver else ())
        types = [param.type for param in (*decl.params, *decl.results)]
        for t in (*types, *(param.constraint for param in decl.type_params)):
            for name in names_in(t):
                if not name.qualifier and name.name not in own:
                    self.want(name.name)
            for array in lengths_in(t):
                for used in expression_names(array.length):
                    self.want(used.qualifier or used.name)
        why = self._why_no_body(decl)
        if not why:
            self.taken[decl.span] = decl
            self._want_body(decl)
            return
        self.taken[decl.span] = decl._replace(body=NO_TEXT)
        self.stubs.setdefault(decl.span.source.path, []).append((decl, why))

    def _want_body(self, decl: FuncDecl) -> None:
        """What a body that is kept names of the package."""
        for word in set(_WORD.findall(bare(decl.body.value))):
            if word in self.declared:
                self.want(word)

    def _why_no_body(self, decl: FuncDecl) -> str:
        """Why a body is not taken along; empty for one that is short and needs nothing but what is taken anyway."""
        shown = f"{decl.receiver.type_name}.{decl.name}" if decl.receiver else decl.name
        refused = self.refusals.bodies.get(shown)
        if refused is not None:
            return refused
        body = decl.body.value
        if not body:
            return "it is not written in Go"
        if body.count("\n") > MAX_BODY:
            return f"it has more than {MAX_BODY} lines"
        code = bare(body)
        imports = self.names.imports_of(decl)
        for word in set(_WORD.findall(code)):
            if word in self.names.dropped:
                return f"it needs {word}, which is left out"
            if word in self.declared and not is_exported(word) and word not in self.values.shared:
                return f"it needs {word}, which is not exported"
            if word in imports.paths and self.names.is_closed(imports.paths[word]):
                return f"it needs the internal package {imports.paths[word]}"
        members = set(_MEMBER.findall(code))
        for owner, fields in self.hidden.items():
            if members & fields and owner not in self.values.whole:
                return f"it needs {min(members & fields)}, a field of {owner} that is left out"
        unexported = members & self.declared.private_methods
        return f"it needs {min(unexported)}, which is not exported" if unexported else ""

    # --- constants and variables -------------------------------------------------------------------------------------

    def _take_value(self, name: str) -> None:
        decl = self.declared.values[name]
        if decl.span in self.said:
            return
        self.lines.setdefault(decl.span, set()).add(name)
        if decl.keyword != "const":
            for used in self.values.needs(name):
                self.want(used)
            return
        specs = decl.specs if is_counting(decl) else [s for s in decl.specs if name in (n for n, _ in s.names)]
        for spec in specs:
            if spec.type is not None:
                self._want_names(spec.type)
            for value in spec.values:
                for used_name in expression_names(value):
                    self.want(used_name.qualifier or used_name.name)

    def _assemble_values(self) -> None:
        """Put together what is taken of each declaration of constants or variables, once all needs are known."""
        for parsed in self.files:
            for decl in parsed.file.decls:
                names = self.lines.get(decl.span)
                if not isinstance(decl, ValueDecl) or not names:
                    continue
                if decl.keyword == "const":
                    specs = list(decl.specs)
                    if not is_counting(decl):
                        specs = [spec for spec in specs if any(name in names for name, _ in spec.names)]
                else:
                    specs = list(self._variables(decl, names))
                if specs:
                    grouped = decl.grouped and len(specs) > 1
                    doc = decl.doc if decl.grouped == grouped or decl.doc.value else specs[0].doc
                    self.taken[decl.span] = decl._replace(specs=tuple(specs), grouped=grouped, doc=doc)

    def _variables(self, decl: ValueDecl, names: set[str]) -> Iterator[ValueSpec]:
        """The lines of a declaration of variables that stay, each variable with its own value."""
        for spec in decl.specs:
            if len(spec.values) == 1 < len(spec.names):
                taken = [(name if name in names else "_", span) for name, span in spec.names]
                if any(name != "_" for name, _ in taken):
                    yield spec._replace(names=tuple(taken))
                continue
            for at, (name, span) in enumerate(spec.names):
                if name in names and name not in self.values.sentinel_names:
                    yield spec._replace(names=((name, span),), values=spec.values[at : at + 1])

    # --- files -------------------------------------------------------------------------------------------------------

    def _report_files(self) -> None:
        """What is left out of each file as a whole."""
        for parsed in self.files:
            stubs = self.stubs.get(parsed.source.path, [])
            if stubs:
                first, why = stubs[0]
                others = "" if len(stubs) == 1 else f", and those of {len(stubs) - 1} more functions of this file"
                self.report.note(
                    "import-body",
                    f"the body of {shown_name(first)} is left out{others}: {why}",
                    first.span,
                    "a function without its body panics when it is called",
                    [Related(f"{shown_name(decl)}: {why}", decl.span) for decl, why in stubs[1:]],
                )
            if self.previous:
                continue
            for decl in parsed.file.decls:
                if isinstance(decl, FuncDecl) and decl.name == "init" and decl.receiver is None:
                    self.report.warning("import-skipped", "init is left out: what it sets up is not set up", decl.span)
            for spec in parsed.imports.unnamed:
                message = f"the name of package {spec.path} is not known: what needs it is left out"
                hint = "give the import its name, or run import where its module has been downloaded"
                self.report.warning("import-skipped", message, spec.span, hint)

    def _language_version(self) -> str:
        """The newest Go that the build constraint of a file which is taken asks for; empty for none."""
        paths = {decl.span.source.path for decl in self.taken.values()}
        versions = [parsed.source.text for parsed in self.files if parsed.source.path in paths]
        return max((go for text in versions if (go := required_go(text))), key=_minor, default="")


def _minor(go: str) -> int:
    return int(go.partition(".")[2])


def shown_name(decl: FuncDecl) -> str:
    """A function's name in messages: a method with its type."""
    return f"{decl.receiver.type_name}.{decl.name}" if decl.receiver else decl.name
