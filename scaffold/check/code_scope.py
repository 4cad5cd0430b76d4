"""What names mean inside the plan's own code: locals, the package, imports, and members of what is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from scaffold.check.comparable import incomparable_part
from scaffold.check.facts import NOWHERE, Facts, substitute
from scaffold.check.graph import reaches
from scaffold.check.locks import Locks
from scaffold.check.lookup import package_name
from scaffold.check.method_sets import Collector
from scaffold.check.missing import Missing
from scaffold.check.resolve import Scope
from scaffold.check.walk import names_of
from scaffold.check.world import UNKNOWN, Draft, Val, World
from scaffold.diagnostics import Report
from scaffold.golang import known, stdlib
from scaffold.golang.ast import Func as FuncType
from scaffold.golang.ast import FuncDecl, Interface, Method, Name, Param, Pointer, Struct, Type
from scaffold.golang.identifiers import BUILTINS, PREDECLARED_TYPES, is_exported
from scaffold.golang.parse import parse_file, parse_method, parse_type
from scaffold.source import Source, Text


class Unsure(Exception):
    """Code that may not compile, or that is not simple; the text says why, as a sentence about the code."""


class Meaning(NamedTuple):
    """What a name of a package stands for."""

    types: tuple[Type, ...]
    untyped: str = ""
    is_type: bool = False
    settable: bool = False
    number: int | None = None
    """The value of an untyped whole constant, where it is known."""


class Selected(NamedTuple):
    """What a selector means: a field, or with `method` a method, of its type `of`.

    `pointer`: the method's receiver is a pointer. `through`: a pointer is followed on the way, so that what is selected
    has an address whatever it is selected from.
    """

    type: Type
    of: Type
    method: bool
    pointer: bool
    through: bool


_COMPARABLE = {("", "comparable"), ("cmp", "Ordered")}
_DEEPEST = 6
"""Embedded fields within each other that a selector is looked up through."""


def agree(known: dict[str, str], wanted: dict[str, str]) -> bool:
    """Whether one file can have the imports of both: no name means two packages, no package has two names."""
    names = {path: name for name, path in known.items()}
    return all(known.get(name, path) == path and names.get(path, name) == name for name, path in wanted.items())


class CodeScope:
    """The names of one function body or initialiser. `imports` collects (name in the code, import path)."""

    def __init__(self, world: World, facts: Facts, collector: Collector, scope: Scope, draft: Draft) -> None:
        # Finds the type of a constant or variable that is declared without one: its draft, declaration, line, name.
        self.infer: Callable[[Draft, Val, int, int], Meaning] | None = None
        # Evaluates a whole constant of a package.
        self.number: Callable[[Draft, str], int | None] = lambda draft, name: None
        # Knows which types hold locks.
        self.locks: Locks | None = None
        self.world = world
        self.facts = facts
        self.imports: dict[str, str] = {}
        self.params: dict[str, object] = {}
        self.collector = collector
        self._scope = scope
        self._draft = draft
        self._locals: list[dict[str, Type]] = [{}]
        self._constants: list[dict[str, Meaning]] = [{}]
        self._unused: list[set[str]] = [set()]

    # --- locals ------------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Begin a block."""
        self._locals.append({})
        self._constants.append({})
        self._unused.append(set())

    def leave(self, perhaps: str = "") -> bool:
        """End a block; Go refuses variables that nobody used, `perhaps` apart. Whether that one was."""
        self._locals.pop()
        self._constants.pop()
        unused = self._unused.pop()
        used = perhaps not in unused
        unused.discard(perhaps)
        if unused:
            raise Unsure(f"it declares {sorted(unused)[0]} and does not use it")
        return used

    def declare(self, name: str, t: Type, must_be_used: bool = True) -> None:
        """Declare a local variable."""
        if name == "_":
            return
        if name in self._locals[-1]:
            raise Unsure(f"it declares {name} twice")
        self._locals[-1][name] = t
        if must_be_used:
            self._unused[-1].add(name)

    def declare_constant(self, name: str, meaning: Meaning) -> None:
        """Declare a local constant, which nobody needs to use."""
        self.declare(name, meaning.types[0], False)
        self._constants[-1][name] = meaning

    def constant(self, name: str) -> Meaning | None:
        """The local constant that a name means, if it means one."""
        for names, constants in zip(reversed(self._locals), reversed(self._constants), strict=True):
            if name in names:
                return constants.get(name)
        return None

    def number_of(self, name: str) -> int | None:
        """The value of a whole constant of this package."""
        return self.number(self._draft, name)

    def declared_here(self, name: str) -> Type | None:
        """The variable of that name in the innermost block."""
        return self._locals[-1].get(name)

    @property
    def depth(self) -> int:
        """How many blocks are open."""
        return len(self._locals)

    def shadowed(self, name: str, depth: int) -> bool:
        """Whether a block that was begun after the `depth`th declares a name again."""
        return any(name in names for names in self._locals[depth:])

    def local(self, name: str, use: bool = True) -> Type | None:
        """The type of a local variable; asking for it is a use."""
        for depth in range(len(self._locals) - 1, -1, -1):
            if name in self._locals[depth]:
                if use:
                    self._unused[depth].discard(name)
                return self._locals[depth][name]
        return None

    # --- the package -------------------------------------------------------------------------------------------------

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
        if symbol.what == "type":
            return Meaning((Name(draft.import_path, name, (), NOWHERE),), is_type=True)
        if symbol.what == "error":
            return Meaning((Name("", "error", (), NOWHERE),), settable=True)
        if symbol.what == "function":
            for func in draft.functions:
                if func.decl.name == name and func.decl.receiver is None and not func.decl.type_params:
                    return Meaning((_func_type(func.resolved),))
            raise Unsure(f"it uses {name}, which is generic")
        for typ in draft.types.values():
            if typ.plan.values and name.startswith(typ.plan.decl.name) and symbol.what == "constant":
                return Meaning((Name(draft.import_path, typ.plan.decl.name, (), NOWHERE),))
        for value in draft.values:
            for number, spec in enumerate(value.resolved.specs):
                at = next((at for at, (ident, _) in enumerate(spec.names) if ident == name), -1)
                if at < 0:
                    continue
                if spec.type is not None:
                    return Meaning((spec.type,), settable=symbol.what == "variable")
                if self.infer is not None:
                    found = self.infer(draft, value, number, at)
                    if found.untyped == "int" and symbol.what == "constant":
                        return found._replace(number=self.number(draft, name))
                    return found
        raise Unsure(f"the type of {name} is not written down")

    # --- imports -----------------------------------------------------------------------------------------------------

    def is_qualifier(self, name: str) -> bool:
        """Whether a name in front of a dot is a package."""
        return self.local(name, False) is None and name not in self._draft.scope and name not in self.params

    def path_of(self, qualifier: str, name: str) -> str:
        """The import path that a qualifier means in front of `name`."""
        if qualifier in self._scope.unpinned:
            raise Unsure(f"scaffold pins no version of {self._scope.unpinned[qualifier]}")
        stated = self._scope.imported(qualifier)
        if stated is not None:
            return stated[0]
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
                    kind = {"float": "float64"}.get(symbol.type[8:], symbol.type[8:])
                    return Meaning((Name("", kind, (), NOWHERE),), untyped=kind, number=symbol.value)
                return Meaning((self.outside_type(package, symbol.type),))
            case stdlib.Func() if symbol.signature.startswith("("):
                return Meaning((self.outside_func(package, symbol.signature),))
        raise Unsure(f"{qualifier}.{name} is generic")

    def outside_type(self, package: stdlib.Package, text: str) -> Type:
        """A type written in the facts of a package."""
        parsed = parse_type(_text(text), Report())
        if parsed is None:
            raise Unsure("a type cannot be read")
        return self.facts.outside(package, parsed)

    def outside_func(self, package: stdlib.Package, signature: str) -> FuncType:
        """A signature written in the facts of a package."""
        method = parse_method(_text(f"F{signature}"), Report())
        if method is None:
            raise Unsure("a signature cannot be read")
        made = self.facts.outside(package, FuncType(method.params, method.results, NOWHERE))
        assert isinstance(made, FuncType)
        return made

    # --- types -------------------------------------------------------------------------------------------------------

    def type_of(self, text: str) -> Type:
        """A type as written in code, resolved."""
        parsed = parse_type(_text(text), Report())
        if parsed is None:
            raise Unsure("a type cannot be read")
        for named in names_of(parsed):
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
            raise Unsure(f"it names the type {text}, which nothing declares")
        self._import_names(parsed, made)
        return made

    def _import_names(self, written: Type, made: Type) -> None:
        for before, after in zip(names_of(written), names_of(made), strict=True):
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
            for func in draft.functions:
                if func.decl.name == name and func.decl.receiver is None and func.decl.type_params:
                    if qualifier:
                        raise Unsure(f"{qualifier}.{name} is generic")
                    return func.resolved
            return None
        package = stdlib.package(path)
        symbol = package.symbol(name) if package is not None else None
        if package is None or not isinstance(symbol, stdlib.Func) or symbol.signature.startswith("("):
            return None
        if stdlib.too_new(symbol.since or package.since, self.world.go):
            raise Unsure(f"{qualifier}.{name} is newer than go {self.world.go}")
        parsed = parse_file(_text(f"func {name}{symbol.signature}\n"), Report())
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

    def may_see(self, t: Type, member: str) -> bool:
        """Whether code of this package may name a field or method of `t`."""
        if is_exported(member):
            return True
        named = self.facts.unalias(t)
        return not (isinstance(named, Name) and named.qualifier not in ("", self._draft.import_path))

    def select(self, t: Type, member: str) -> Selected:
        """The field or method that a selector on a value of type `t` means: the one that lies least deep."""
        level: list[tuple[Type, bool]] = [(t, False)]
        for depth in range(_DEEPEST):
            hits: list[Selected] = []
            following: list[tuple[Type, bool]] = []
            for of, before in level:
                under = self.facts.under(of)
                if under is None and depth:
                    raise Unsure(f"nothing is known of a type that may have {member}")
                if isinstance(under, Pointer) and isinstance(self.facts.unalias(of), Name):
                    raise Unsure("it selects from a type that is a pointer")
                base = under.elem if isinstance(under, Pointer) else of
                through = before or isinstance(under, Pointer)
                found = self._direct(base, member, through, pointer=isinstance(under, Pointer))
                if found is not None:
                    hits.append(found)
                shape = self.facts.under(base)
                for field in shape.fields if isinstance(shape, Struct) else ():
                    if not field.name:
                        following.append((field.type, through))
            if len(hits) == 1:
                return hits[0]
            if hits:
                raise Unsure(f"{member} may mean several things")
            level = following
            if not level:
                break
        raise Unsure(f"nothing is known of {member}")

    def _direct(self, base: Type, member: str, through: bool, *, pointer: bool) -> Selected | None:
        """A field or method that a type has itself."""
        shape = self.facts.under(base)
        if not self.may_see(base, member):
            return None
        if isinstance(shape, Struct):
            field = next((field for field in shape.fields if field.promoted_name == member), None)
            if field is not None:
                return Selected(field.type, base, False, False, through)
        elif isinstance(shape, Interface) and not pointer:
            found = self.collector.of_type(base)
            method = found.methods.get(member) if found is not None else None
            if method is not None:
                return Selected(FuncType(method.params, method.results, NOWHERE), base, True, False, True)
        return self._method(base, member, through)

    def _method(self, t: Type, member: str, through: bool) -> Selected | None:
        named = self.facts.unalias(t)
        if not isinstance(named, Name) or not named.qualifier:
            return None
        draft = self.world.package(named.qualifier)
        if draft is not None:
            return self._of_draft(draft, named, member, through)
        symbol, package = self.facts.symbol(named.qualifier, named.name), stdlib.package(named.qualifier)
        for method in symbol.methods if symbol is not None else ():
            if method.name == member and package is not None:
                if stdlib.too_new(method.since, self.world.go):
                    raise Unsure(f"{member} is newer than go {self.world.go}")
                made: Type = self.outside_func(package, method.signature)
                decl = self.facts.decl(named.qualifier, named.name)
                if decl is not None and decl.type_params:
                    names = [param.name for param in decl.type_params]
                    made = substitute(made, dict(zip(names, named.args, strict=False)))
                return Selected(made, named, True, method.pointer, through)
        return None

    def _of_draft(self, draft: Draft, named: Name, member: str, through: bool) -> Selected | None:
        """A method that the plan declares, or that an enumeration gets."""
        for func in draft.functions:
            receiver = func.decl.receiver
            if receiver is not None and receiver.type_name == named.name and func.decl.name == member:
                t: Type = _func_type(func.resolved)
                if receiver.params:
                    t = substitute(t, dict(zip(receiver.params, named.args, strict=False)))
                return Selected(t, named, True, receiver.pointer, through)
        typ = draft.types.get(named.name)
        if typ is not None and typ.plan.values and member in ("String", "Valid"):
            result = Name("", "string" if member == "String" else "bool", (), NOWHERE)
            signature = FuncType((), (Param("", result, False, False, NOWHERE),), NOWHERE)
            return Selected(signature, named, True, False, through)
        return None

    def is_comparable(self, t: Type) -> bool:
        """Whether == is legal."""
        if isinstance(t, Name) and t.name in self.params and not t.qualifier:
            constraint = getattr(self.params[t.name], "constraint", None)
            return isinstance(constraint, Name) and (constraint.qualifier, constraint.name) in _COMPARABLE
        return not incomparable_part(self.facts, t, {})

    def implements(self, t: Type, interface: Type) -> bool:
        """Whether a value of type `t` certainly satisfies an interface."""
        wanted = self.collector.of_type(interface)
        if wanted is None or wanted.foreign or wanted.unmockable:
            return False
        if not wanted.methods:
            return True
        have = self.collector.of_type(t)
        if have is not None:
            return all(
                name in have.methods and self._same(have.methods[name], method)
                for name, method in wanted.methods.items()
            )
        for name, method in wanted.methods.items():
            try:
                found = self.select(t, name)
            except Unsure:
                return False
            if not found.method or (found.pointer and not found.through) or not isinstance(found.type, FuncType):
                return False
            signature = self.facts.signature(found.type.params, found.type.results)
            if signature != self.facts.signature(method.params, method.results) or "?" in signature:
                return False
        return True

    def contradicts(self, one: Type, two: Type) -> bool:
        """Whether two interfaces have a method of one name with different signatures, or nobody can tell."""
        first, second = self.collector.of_type(one), self.collector.of_type(two)
        if first is None or second is None:
            return True
        shared = first.methods.keys() & second.methods.keys()
        return not all(self._same(first.methods[name], second.methods[name]) for name in shared)

    def _same(self, one: Method, two: Method) -> bool:
        return self.facts.signature(one.params, one.results) == self.facts.signature(two.params, two.results)


def _func_type(decl: FuncDecl) -> FuncType:
    return FuncType(decl.params, decl.results, NOWHERE)


def _text(value: str) -> Text:
    return Text(Source("", value), value, ((0, 0),))
