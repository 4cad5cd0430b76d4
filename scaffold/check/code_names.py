"""What names mean inside the plan's own code: locals, the package, imports, and types as they are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from scaffold.check.code_declarations import Declarations
from scaffold.check.code_locals import Locals, Meaning, Unsure, Wrong
from scaffold.check.facts import NOWHERE, Facts
from scaffold.check.graph import reaches
from scaffold.check.lookup import moved_path, package_name
from scaffold.check.missing import Missing
from scaffold.check.resolve import Scope
from scaffold.check.world import UNKNOWN, Draft, Val, World
from scaffold.diagnostics import Report
from scaffold.golang import known, stdlib
from scaffold.golang.ast import NO_TEXT, FuncDecl, Name, Type
from scaffold.golang.ast import Func as FuncType
from scaffold.golang.exact import Exact, bounded, read_string
from scaffold.golang.identifiers import BUILTINS, PREDECLARED_TYPES, is_exported
from scaffold.golang.imports import internal_parent, may_import
from scaffold.golang.parse import expression_names, parse_file, parse_method, parse_type
from scaffold.golang.walk import array_lengths, names_of
from scaffold.source import Source, Span, Text


def agree(known: dict[str, str], wanted: dict[str, str]) -> bool:
    """Whether one file can have the imports of both: no name means two packages, no package has two names."""
    names = {path: name for name, path in known.items()}
    return all(known.get(name, path) == path and names.get(path, name) == name for name, path in wanted.items())


class CodeNames(Locals):
    """The names of one function body or initialiser. `imports` collects (name in the code, import path)."""

    def __init__(self, world: World, facts: Facts, scope: Scope, draft: Draft, declarations: Declarations) -> None:
        super().__init__()
        self.declarations = declarations
        # Finds the type of a constant or variable that is declared without one: its draft, declaration, line, name.
        self.infer: Callable[[Draft, Val, int, int], Meaning] | None = None
        # The code that is read, and the bytes that were put before it for the parser.
        self.text = NO_TEXT
        self.prefix = 0
        # What iota is, in the declaration of a constant.
        self.iota: int | None = None
        # Variables, functions and methods (``T.M``) of the package that the code refers to.
        self.used: set[str] = set()
        # Says what is wrong with a type as it is written, and raises it.
        self.check_type: Callable[[Type, Mapping[str, object]], None] = lambda t, params: None
        self.world = world
        self.facts = facts
        self.imports: dict[str, str] = {}
        self.params: dict[str, object] = {}
        self._scope = scope
        self._draft = draft

    # --- the package -------------------------------------------------------------------------------------------------

    def read(self, text: Text, prefix: str) -> None:
        """Say which code is read, and what was put before it for the parser."""
        self.text, self.prefix = text, len(prefix)

    def place(self, node: Any) -> Span | None:
        """Where a node of the code stands in the plan."""
        part = self.written(node)
        return part.span() if part is not None else None

    def written(self, node: Any) -> Text | None:
        """The text of a node, with its place; None where that is not known."""
        start, end = node.start_byte - self.prefix, node.end_byte - self.prefix
        if self.text is NO_TEXT or start < 0:
            return None
        if not self.text.value.isascii():
            code = self.text.value.encode()
            start, end = (len(code[:offset].decode(errors="ignore")) for offset in (start, end))
        return self.text.part(start, end)

    def is_type_param(self, name: str) -> bool:
        """Whether a bare name is a type parameter in scope."""
        return name in self.params

    def is_builtin(self, name: str) -> bool:
        """Whether a name means Go's builtin function here."""
        return name in BUILTINS and self.local(name, False) is None and name not in self._draft.scope

    def declared(self, name: str) -> Meaning | None:
        """What a bare name means that is no local."""
        if name in self.params:
            return Meaning((Name("", name, (), NOWHERE),), is_type=True)
        found = self._of_package(self._draft, name)
        if found is None and name in PREDECLARED_TYPES:
            return Meaning((Name("", name, (), NOWHERE),), is_type=True)
        return found

    def _of_package(self, draft: Draft, name: str) -> Meaning | None:
        symbol = draft.scope.get(name)
        if symbol is None:
            return None
        if draft is self._draft:
            self.used.add(name)
        if symbol.what == "type":
            return Meaning((Name(draft.import_path, name, (), NOWHERE),), is_type=True)
        if symbol.what == "error":
            return Meaning((Name("", "error", (), NOWHERE),), settable=True)
        if symbol.what == "function":
            func = self.declarations.function(draft, name)
            if func is not None and not func.decl.type_params:
                return Meaning((signature_of(func.resolved),))
            raise Unsure(f"it uses {name}, which is generic")
        for typ in draft.types.values():
            if typ.plan.values and name.startswith(typ.plan.decl.name) and symbol.what == "constant":
                return Meaning((Name(draft.import_path, typ.plan.decl.name, (), NOWHERE),), is_constant=True)
        place = self.declarations.value(draft, name)
        if place is not None and self.infer is not None:
            try:
                return self.infer(draft, *place)
            except Wrong:
                raise Unsure(f"the value of {name} is wrong itself") from None
        raise Unsure(f"the type of {name} is not written down")

    # --- imports -----------------------------------------------------------------------------------------------------

    def is_qualifier(self, name: str) -> bool:
        """Whether a name in front of a dot is a package."""
        return self.local(name, False) is None and name not in self._draft.scope and name not in self.params

    def path_of(self, qualifier: str, name: str) -> str:
        """The import path that a qualifier means in front of `name`."""
        path = self._path_of(qualifier, name)
        if not may_import(self._draft.import_path, path):
            raise Unsure(f"{path} is an internal package, which only packages below {internal_parent(path)} may import")
        return path

    def _path_of(self, qualifier: str, name: str) -> str:
        if qualifier in self._scope.unpinned:
            raise Unsure(f"scaffold pins no version of {self._scope.unpinned[qualifier]}")
        stated = self._scope.imported(qualifier)
        if stated is not None:
            return moved_path(self.world, stated[0], name)
        inside = [draft.import_path for draft in self.world.drafts_named(qualifier) if name in draft.scope]
        paths = inside or [found.path for found in known.candidates(qualifier, name)]
        if len(paths) != 1:
            raise Unsure(f"nothing says which package {qualifier} is")
        return paths[0]

    def member(self, qualifier: str, name: str) -> Meaning:
        """What ``qualifier.name`` means; the package is imported by asking."""
        path = self.path_of(qualifier, name)
        if not is_exported(name):
            raise Unsure(f"{qualifier}.{name} is not exported")
        draft = self.world.package(path)
        if draft is not None:
            if path == self._draft.import_path:
                raise Unsure("it names its own package")
            if path not in self._draft.uses and reaches(self.world, draft, self._draft):
                raise Unsure(f"package {qualifier} imports this one")
            found = self._of_package(draft, name)
            if found is None:
                raise Unsure(f"nothing declares {qualifier}.{name}")
            self._scope.draft.uses.setdefault(path, NOWHERE)
        else:
            found = self._outside(path, qualifier, name)
        package_name(self.world, path)
        self._import(qualifier, path)
        return found

    def _outside(self, path: str, qualifier: str, name: str) -> Meaning:
        package = stdlib.package(path)
        symbol = package.symbol(name) if package is not None else None
        if package is None or symbol is None:
            raise Unsure(f"nothing is known of {qualifier}.{name}")
        if not isinstance(symbol, stdlib.Nil) and stdlib.too_new(symbol.since or package.since, self.world.go):
            raise Unsure(f"{qualifier}.{name} is newer than go {self.world.go}")
        match symbol:
            case stdlib.Type():
                return Meaning((Name(path, name, (), NOWHERE),), is_type=True)
            case stdlib.Var():
                return Meaning((self.outside_type(package, symbol.type),), settable=True)
            case stdlib.Const():
                if symbol.type.startswith("untyped "):
                    kind = {"float": "float64", "complex": "complex128"}.get(symbol.type[8:], symbol.type[8:])
                    return Meaning((Name("", kind, (), NOWHERE),), kind, is_constant=True, exact=exact_of(symbol))
                t = self.outside_type(package, symbol.type)
                return Meaning((t,), is_constant=True, exact=exact_of(symbol))
            case stdlib.Func() if symbol.signature.startswith("("):
                return Meaning((self.outside_func(package, symbol.signature),))
        raise Unsure(f"{qualifier}.{name} is generic")

    def outside_type(self, package: stdlib.Package, text: str) -> Type:
        """A type written in the facts of a package."""
        parsed = parse_type(plain_text(text), Report())
        if parsed is None:
            raise Unsure("a type cannot be read")
        return self.facts.outside(package, parsed)

    def outside_func(self, package: stdlib.Package, signature: str) -> FuncType:
        """A signature written in the facts of a package."""
        method = parse_method(plain_text(f"F{signature}"), Report())
        if method is None:
            raise Unsure("a signature cannot be read")
        made = self.facts.outside(package, FuncType(method.params, method.results, NOWHERE))
        assert isinstance(made, FuncType)
        return made

    # --- types -------------------------------------------------------------------------------------------------------

    def type_of(self, node: Any) -> Type:
        """A type as written in code, resolved."""
        text = self.written(node) or plain_text(node.text.decode())
        return self.type_in(text)

    def type_in(self, text: Text) -> Type:
        """A type as written in a text of the code, resolved."""
        parsed = parse_type(text, Report())
        if parsed is None:
            raise Unsure("a type cannot be read")
        names = [*names_of(parsed), *(name for length in array_lengths(parsed) for name in expression_names(length))]
        for named in names:
            if self.local(named.qualifier or named.name, False) is not None:
                raise Unsure(f"it calls a variable {named.qualifier or named.name}")
        # What is wrong with a type in code is no fault of the plan: the code is left out.
        report, missing, scope = Report(), Missing(), self._scope
        kept = self.world.report, scope.missing
        self.world.report, scope.missing = report, missing
        scope.forget()
        try:
            made = scope.type(parsed, self.params)
        finally:
            self.world.report, scope.missing = kept
            scope.forget()
        if report.has_errors or missing.uses:
            if report.has_errors and not missing.uses:
                raise Wrong(report.faults[0].message, report.faults[0].span)
            raise Unsure(f"it names the type {text.value}, which nothing declares")
        self._import_names(parsed, made)
        for length in array_lengths(parsed):
            for name in expression_names(length):
                if name.qualifier and self.is_qualifier(name.qualifier):
                    self._import(name.qualifier, self.path_of(name.qualifier, name.name))
        self.check_type(made, self.params)
        return made

    def _import_names(self, written: Type, made: Type) -> None:
        for before, after in zip(names_of(written), names_of(made), strict=True):
            if after.name != before.name or (before.qualifier and after.qualifier == self._draft.import_path):
                raise Unsure(f"a placeholder type replaces {before.qualifier}.{before.name}".replace(" .", " "))
            if before.qualifier:
                self._import(before.qualifier, after.qualifier)
            elif after.qualifier not in ("", self._draft.import_path):
                raise Unsure(f"it names {before.name} of another package without saying which")
            if after.qualifier == UNKNOWN:
                raise Unsure(f"nothing declares {before.name}")

    def _import(self, name: str, path: str) -> None:
        if not agree(self.imports, {name: path}):
            raise Unsure(f"{name} means two packages in it")
        self.imports[name] = path

    def is_own(self, t: Type) -> bool:
        """Whether a type is a literal or of this package."""
        named = self.facts.unalias(t)
        return not isinstance(named, Name) or named.qualifier == self._draft.import_path

    def since(self, release: str) -> bool:
        """Whether the plan's Go is of that release or newer."""
        return not stdlib.too_new(release, self.world.go)

    def generic(self, qualifier: str, name: str) -> FuncDecl | None:
        """The resolved declaration of a generic function; None for what is none. The package is imported by asking."""
        draft: Draft | None = self._draft
        path = self._draft.import_path
        if qualifier:
            path = self.path_of(qualifier, name)
            draft = self.world.drafts.get(path)
        if draft is not None:
            func = self.declarations.function(draft, name)
            if func is None or not func.decl.type_params:
                return None
            if qualifier:
                raise Unsure(f"{qualifier}.{name} is generic")
            return func.resolved
        package = stdlib.package(path)
        symbol = package.symbol(name) if package is not None else None
        if package is None or not isinstance(symbol, stdlib.Func) or symbol.signature.startswith("("):
            return None
        if stdlib.too_new(symbol.since or package.since, self.world.go):
            raise Unsure(f"{qualifier}.{name} is newer than go {self.world.go}")
        parsed = parse_file(plain_text(f"func {name}{symbol.signature}\n"), Report())
        decl = parsed.decls[0] if parsed is not None and parsed.decls else None
        if not isinstance(decl, FuncDecl):
            raise Unsure(f"{qualifier}.{name} cannot be read")
        self._import(qualifier, path)
        return decl._replace(
            type_params=tuple(
                p._replace(constraint=self.facts.outside(package, p.constraint)) for p in decl.type_params
            ),
            params=tuple(p._replace(type=self.facts.outside(package, p.type)) for p in decl.params),
            results=tuple(p._replace(type=self.facts.outside(package, p.type)) for p in decl.results),
        )


def exact_of(symbol: stdlib.Const) -> Exact | None:
    """The value of a constant of a package outside the plan, where it is known."""
    text = symbol.exact
    if text in ("true", "false"):
        return text == "true"
    if text[:1] == '"':
        return read_string(text)
    return bounded(Fraction(text)) if text and len(text) < 2000 else None


def signature_of(decl: FuncDecl) -> FuncType:
    """The type of a function."""
    return FuncType(decl.params, decl.results, NOWHERE)


def plain_text(value: str) -> Text:
    """A text that stands nowhere in the plan."""
    return Text(Source("", value), value, ((0, 0),))
