"""Names become import paths: every type of the plan is rebuilt with resolved qualifiers.

What a name means is decided in `scaffold.check.lookup`.
"""

from __future__ import annotations

from collections.abc import Mapping

from scaffold.check.lookup import Found, complain_of_arity, find, package_name
from scaffold.check.missing import Missing
from scaffold.check.world import UNKNOWN, Draft, Previous, World
from scaffold.golang.ast import (
    Array,
    Field,
    ImportSpec,
    Method,
    Name,
    Param,
    Pointer,
    Type,
    TypeDecl,
    TypeParam,
)
from scaffold.golang.pins import requirements
from scaffold.golang.substitution import rebuild
from scaffold.model import Import
from scaffold.source import Span


class Scope:
    """How one Go file (or the structured part of a section) reads names."""

    __slots__ = (
        "_found",
        "_imports",
        "dots",
        "draft",
        "missing",
        "own",
        "renamed",
        "unpinned",
        "used_imports",
        "world",
    )

    def __init__(
        self,
        world: World,
        missing: Missing,
        package: Draft | Previous,
        imports: tuple[Import, ...],
        specs: tuple[ImportSpec, ...],
    ) -> None:
        self.world = world
        self.missing = missing
        self.draft = package
        self.own = package.import_path
        self._found: dict[tuple[str, str], Found | None] = {}
        self._imports: dict[str, tuple[str, Span]] = {
            alias: (entry.path.value, entry.path.span) for alias, entry in world.imports.items()
        }
        self.used_imports: set[str] = set()
        # (qualifier, name, number of arguments) that nothing explains → import path and name of its placeholder type.
        self.renamed: dict[tuple[str, str, int], tuple[str, str]] = {}
        for entry in imports:
            self._imports[entry.alias.value] = (entry.path.value, entry.path.span)
        self.dots: list[str] = []
        # Name → import path of what nobody could build with: scaffold has no version of it, and the plan states none.
        self.unpinned: dict[str, str] = {}
        for spec in specs:
            if spec.alias == ".":
                self.dots.append(spec.path)
            elif spec.alias != "_":
                called = spec.alias or package_name(world, spec.path)
                if world.options.lenient and self._is_unpinned(called, spec.path):
                    self.unpinned[called] = spec.path
                else:
                    self._imports[called] = (spec.path, spec.span)

    def _is_unpinned(self, name: str, path: str) -> bool:
        stated = self._imports.get(name)
        if (
            (stated is not None and stated[0] == path)
            or self.world.package(path) is not None
            or path in self.world.previous
        ):
            return False
        return bool(requirements([path]).unknown)

    def forget(self) -> None:
        """Look every name up again: types were declared since."""
        self._found.clear()

    # --- rebuilding trees --------------------------------------------------------------------------------------------

    def type(self, t: Type, params: Mapping[str, object]) -> Type:
        """`t` with resolved qualifiers; `params` are the type parameters in scope. Unchanged parts are shared."""
        kind = type(t)
        if kind is Name:
            return self.name(t, params)  # type: ignore[arg-type]  # mypy does not narrow by `kind`
        # Made in place: most types of a signature are names, pointers and slices.
        if kind is Pointer:
            elem = self.type(t.elem, params)  # type: ignore[union-attr]  # by `kind`
            return t if elem is t.elem else Pointer(elem, t.span)  # type: ignore[union-attr]  # by `kind`
        return rebuild(self, t, params)

    def name(self, name: Name, params: Mapping[str, object], interface: bool = False) -> Name:
        """A type name, resolved. What nothing declares becomes `UNKNOWN` and is remembered."""
        args = name.args
        if args:
            args = tuple([self.type(arg, params) for arg in args])
        if not name.qualifier and name.name in params:
            if args:
                self.world.report.error("type-arguments", f"{name.name} is a type parameter: it takes none", name.span)
            return name if not args else name._replace(args=())
        key = (name.qualifier, name.name)
        if self.renamed and (*key, len(args)) in self.renamed:
            return self._placeholder(name, args)
        if key in self._found:
            found = self._found[key]
        else:
            found = self._found[key] = find(self, name)
        if found is None:
            self.missing.add(self, name, interface)
            return Name(UNKNOWN, name.name, args, name.span)
        if len(args) != found.arity and found.arity >= 0:
            complain_of_arity(self.world, name, found)
            return Name(UNKNOWN, name.name, args, name.span)
        if found.path == name.qualifier and args is name.args:
            return name
        return Name(found.path, found.name, args, name.span)

    def _placeholder(self, name: Name, args: tuple[Type, ...]) -> Name:
        """The placeholder type that replaces a name."""
        path, called = self.renamed[name.qualifier, name.name, len(args)]
        if path != self.own:
            self.draft.uses.setdefault(path, name.span)
            self.draft.qualified.add(path)
        return Name(path, called, args, name.span)

    def array(self, t: Array, params: Mapping[str, object]) -> Type:
        """An array; its length stays text, so the package whose names it uses is remembered."""
        if not t.length.value.isdecimal():
            self.world.array_owners[id(t.length)] = (t.length, self)
        elem = self.type(t.elem, params)
        return t if elem is t.elem else Array(t.length, elem, t.span)

    def param(self, param: Param, params: Mapping[str, object]) -> Param:
        """A parameter or result with its type resolved."""
        resolved = self.type(param.type, params)
        if resolved is param.type:
            return param
        return Param(param.name, resolved, param.variadic, param.grouped, param.span)

    def method(self, method: Method, params: Mapping[str, object]) -> Method:
        """A method of an interface with its signature resolved."""
        ins = tuple([self.param(param, params) for param in method.params])
        outs = tuple([self.param(param, params) for param in method.results])
        return Method(method.name, ins, outs, method.doc, method.comment, method.span, method.name_span)

    def field(self, field: Field, params: Mapping[str, object]) -> Field:
        """A field of a struct with its type resolved."""
        resolved = self.type(field.type, params)
        return field if resolved is field.type else field._replace(type=resolved)

    def type_params(self, found: tuple[TypeParam, ...], outer: Mapping[str, object]) -> tuple[TypeParam, ...]:
        """Type parameters with their constraints resolved; each constraint may name all of them."""
        scope = {**outer, **{param.name: param for param in found}}
        return tuple([param._replace(constraint=self.constraint(param.constraint, scope)) for param in found])

    def constraint(self, t: Type, params: Mapping[str, object]) -> Type:
        """A type where an interface is expected: embedded in an interface, or behind a type parameter."""
        return self.name(t, params, True) if isinstance(t, Name) else self.type(t, params)

    def decl(self, decl: TypeDecl) -> TypeDecl:
        """A type declaration, resolved."""
        params = {param.name: param for param in decl.type_params}
        ins = self.type_params(decl.type_params, {}) if decl.type_params else ()
        return decl._replace(type_params=ins, type=self.type(decl.type, params))

    def imported(self, qualifier: str) -> tuple[str, Span] | None:
        """What the plan says a qualifier is: the import path and where it says so."""
        self.used_imports.add(qualifier)
        return self._imports.get(qualifier)

    def known_package(self, qualifier: str) -> str | None:
        """The import path of the plan's package, present or earlier, that a qualifier means."""
        stated = self._imports.get(qualifier)
        if stated is not None:
            return stated[0]
        inside = [draft.import_path for draft in self.world.drafts_named(qualifier)]
        inside += [path for path, previous in self.world.previous.items() if previous.name == qualifier]
        return inside[0] if inside else None
