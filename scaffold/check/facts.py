"""What a resolved type is: its declaration wherever it stands, what is under its name, when two types are one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scaffold.check.world import UNKNOWN, World
from scaffold.diagnostics import Report
from scaffold.golang import stdlib
from scaffold.golang.ast import (
    NO_TEXT,
    Array,
    Chan,
    Field,
    Func,
    Interface,
    Map,
    Method,
    Name,
    Param,
    Paren,
    Pointer,
    Slice,
    Struct,
    Tilde,
    Type,
    TypeDecl,
    TypeParam,
    Union,
)
from scaffold.golang.parse import parse_method, parse_type, parse_type_params
from scaffold.golang.substitution import Substitution, substitute
from scaffold.source import Source, Text

NOWHERE = NO_TEXT.span()
_SAME = {"byte": "uint8", "rune": "int32", "any": "interface{}"}
MAX_STEPS = 100
"""Instances of generic types followed before a chain of them counts as endless, and the depth of types looked at."""

MAX_PARTS = 4_000
"""Parts of a type that are looked at: aliases of aliases can stand for more than anybody can print."""

TagName = tuple[str, str, int]
"""A name that a tag gives, whether of ``json``, ``xml`` or an ``xml attribute``, and how deep its field is embedded."""

Env = Mapping[str, Type]
"""Type parameters and what stands for them."""


class Facts:
    """Answers about resolved types, remembered."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._budget = 0
        # What keeps a type from being comparable, by `canon`.
        self.incomparable: dict[str, str] = {}
        # The same where type parameters are in scope: these, and what was found, by the identity of the mapping.
        self._incomparable_within: dict[int, tuple[Mapping[str, TypeParam], dict[str, str]]] = {}
        # The names that tags give to the fields of an embedded struct, by key, `canon` and depth.
        self.tag_names: dict[tuple[str, str, int], tuple[TagName, ...]] = {}
        self._outside: dict[tuple[str, str], TypeDecl | None] = {}
        # What is under names without type arguments, and what aliases without them stand for.
        self._under: dict[tuple[str, str], Type | None] = {}
        self._unaliased: dict[tuple[str, str], Type] = {}
        # The number behind an array's length, as text; set once constants can be evaluated.
        self.length: Callable[[Text], str] = lambda text: text.value

    def incomparable_within(self, params: Mapping[str, TypeParam]) -> dict[str, str]:
        """What keeps types from being comparable where these type parameters are in scope, by `canon`."""
        if not params:
            return self.incomparable
        return self._incomparable_within.setdefault(id(params), (params, {}))[1]

    # --- declarations ------------------------------------------------------------------------------------------------

    def decl(self, path: str, name: str) -> TypeDecl | None:
        """The resolved declaration of a type; None where nobody knows it (or it is predeclared).

        Structs of packages outside the plan show their exported fields only.
        """
        draft = self.world.drafts.get(path) or self.world.apis.get(path)
        if draft is not None:
            typ = draft.types.get(name)
            return typ.resolved if typ is not None else None
        previous = self.world.previous.get(path)
        if previous is not None:
            return previous.types.get(name)
        if path in ("", UNKNOWN):
            return None
        key = (path, name)
        if key not in self._outside:
            symbol = self.symbol(path, name)
            self._outside[key] = None if symbol is None else _outside_decl(self.world, path, symbol)
        return self._outside[key]

    def symbol(self, path: str, name: str) -> stdlib.Type | None:
        """The facts of a type outside the plan; None where there are none."""
        if path == UNKNOWN or not self.is_outside(path):
            return None
        package = stdlib.package(path) if path else stdlib.universe()
        symbol = package.symbol(name) if package is not None else None
        return symbol if isinstance(symbol, stdlib.Type) else None

    def outside(self, package: stdlib.Package, t: Type) -> Type:
        """A type written in the facts of a package, resolved."""
        return _Outside(self.world, package).type(t, {})

    def is_outside(self, path: str) -> bool:
        """Whether an import path is none of the plan's packages, present or earlier."""
        world = self.world
        return path not in world.drafts and path not in world.previous and path not in world.apis

    # --- what is under a name ----------------------------------------------------------------------------------------

    def under(self, t: Type) -> Type | None:
        """The underlying type; None where nobody knows. A type parameter and a predeclared basic type stay names.

        Recursion without end gives None as well; another rule complains of it.
        """
        passed: dict[tuple[str, str], None] = {}
        found = self._follow_definitions(t, passed)
        for key in passed:
            self._under[key] = found
        return found

    def _follow_definitions(self, t: Type, passed: dict[tuple[str, str], None]) -> Type | None:
        """The underlying type; the names without type arguments on the way to it go to `passed`."""
        instances = 0
        while True:
            if isinstance(t, Paren):
                t = t.inner
                continue
            if not isinstance(t, Name):
                return t
            if not t.qualifier:
                return _UNIVERSE.get(t.name, t)
            key = (t.qualifier, t.name)
            if t.args:
                instances += 1
            elif key in self._under:
                return self._under[key]
            elif key not in passed:
                passed[key] = None
            else:
                return None
            decl = self.decl(*key)
            if decl is None or instances > MAX_STEPS:
                return None
            t = instantiate(decl, t.args)

    def unalias(self, t: Type) -> Type:
        """`t` with aliases at its top followed."""
        passed: dict[tuple[str, str], None] = {}
        found = self._follow_aliases(t, passed)
        for key in passed:
            self._unaliased[key] = found
        return found

    def _follow_aliases(self, t: Type, passed: dict[tuple[str, str], None]) -> Type:
        """What an alias stands for; the aliases without type arguments on the way to it go to `passed`."""
        instances = 0
        while True:
            if isinstance(t, Paren):
                t = t.inner
                continue
            if not isinstance(t, Name) or not t.qualifier:
                return t
            key = (t.qualifier, t.name)
            if not t.args and key in self._unaliased:
                return self._unaliased[key]
            decl = self.decl(*key)
            if decl is None or not decl.alias:
                return t
            instances += bool(t.args)
            if key in passed or instances > MAX_STEPS:
                return Name(UNKNOWN, "", (), t.span)
            if not t.args:
                passed[key] = None
            t = instantiate(decl, t.args)

    def is_interface(self, t: Type) -> bool | None:
        """Whether a type's underlying type is an interface; None where nobody knows."""
        found = self.under(t)
        return None if found is None else isinstance(found, Interface)

    # --- identity ----------------------------------------------------------------------------------------------------

    def canon(self, t: Type, depth: int = 0) -> str:
        """A text that two types share exactly if Go takes them for one ("Type identity")."""
        if depth == 0:
            self._budget = MAX_PARTS
        self._budget -= 1
        if depth > MAX_STEPS or self._budget < 0:
            return "?"
        t = self.unalias(t)
        deeper = depth + 1
        match t:
            case Name():
                name = _SAME.get(t.name, t.name) if not t.qualifier else t.name
                args = ",".join([self.canon(arg, deeper) for arg in t.args])
                return f"{t.qualifier}.{name}[{args}]" if args else f"{t.qualifier}.{name}"
            case Pointer():
                return f"*{self.canon(t.elem, deeper)}"
            case Slice():
                return f"[]{self.canon(t.elem, deeper)}"
            case Array():
                length = self.length(t.length)
                return f"[{length if length.isdecimal() else f'?{length}'}]{self.canon(t.elem, deeper)}"
            case Map():
                return f"map[{self.canon(t.key, deeper)}]{self.canon(t.value, deeper)}"
            case Chan():
                return f"chan {t.direction} ({self.canon(t.elem, deeper)})"
            case Func():
                return f"func{self.signature(t.params, t.results, deeper)}"
            case Struct():
                fields = [f"{f.name} {self.canon(f.type, deeper)} {f.tag.value!r}" for f in t.fields]
                return f"struct{{{'; '.join(fields)}}}"
            case Interface():
                parts = [f"{m.name}{self.signature(m.params, m.results, deeper)}" for m in t.methods]
                parts += [self.canon(embed.type, deeper) for embed in t.embeds]
                shown = "; ".join(sorted(set(parts)))
                return f".interface{{{shown}}}"
            case Tilde():
                return f"~{self.canon(t.inner, deeper)}"
            case Union():
                return " | ".join(sorted([self.canon(term, deeper) for term in t.terms]))
        return "?"

    def signature(self, params: tuple[Param, ...], results: tuple[Param, ...], depth: int = 0) -> str:
        """The identity of a signature: types and variadicity, no names."""
        ins = [("..." if param.variadic else "") + self.canon(param.type, depth) for param in params]
        outs = [self.canon(result.type, depth) for result in results]
        return f"({', '.join(ins)})({', '.join(outs)})"


def _error_interface() -> Interface:
    text = Name("", "string", (), NOWHERE)
    method = Method("Error", (), (Param("", text, False, False, NOWHERE),), NO_TEXT, NO_TEXT, NOWHERE, NOWHERE)
    return Interface((method,), (), (0,), NOWHERE)


_UNIVERSE: dict[str, Type] = {"error": _error_interface(), "any": Interface((), (), (), NOWHERE)}


def instantiate(decl: TypeDecl, args: tuple[Type, ...]) -> Type:
    """What a declaration stands for with these type arguments."""
    if not decl.type_params or len(args) != len(decl.type_params):
        return decl.type
    return substitute(decl.type, {param.name: arg for param, arg in zip(decl.type_params, args, strict=True)})


class _Untagged(Substitution):
    """Rebuilds types without the tags of their structs."""

    def __init__(self) -> None:
        super().__init__({})

    def field(self, field: Field, params: Mapping[str, object]) -> Field:
        return field._replace(type=self.type(field.type, params), tag=NO_TEXT)


def without_tags(t: Type) -> Type:
    """A type without the tags of its structs, which conversions leave out of account."""
    return _Untagged().type(t, {})


class _Numbers(Substitution):
    """Writes array lengths as numbers: a method is printed in packages that don't have the contract's constants."""

    def __init__(self, length: Callable[[Text], str]) -> None:
        super().__init__({})
        self._length = length

    def array(self, t: Array, params: Mapping[str, object]) -> Type:
        number = self._length(t.length)
        return Array(
            Text(t.length.source, number, lambda: ((0, t.length.origin(0)),)), self.type(t.elem, params), t.span
        )


def with_numbers(method: Method, length: Callable[[Text], str]) -> Method:
    """A method whose array lengths are numbers."""
    return _Numbers(length).method(method, {})


# --- packages outside the plan ---------------------------------------------------------------------------------------


class _Outside(Substitution):
    """Resolves the Go text of `stdlib`, whose qualifiers are those of its package's imports."""

    def __init__(self, world: World, package: stdlib.Package) -> None:
        super().__init__({})
        self.world = world
        self.package = package

    def name(self, t: Name, params: Mapping[str, object], interface: bool = False) -> Type:
        args = tuple([self.type(arg, params) for arg in t.args])
        if not t.qualifier:
            return t._replace(args=args)
        path = self.package.imports.get(t.qualifier, self.package.path)
        found = stdlib.package(path)
        if path not in self.world.package_names and found is not None:
            self.world.package_names[path] = found.name
        return Name(path, t.name, args, t.span)


def _text(value: str) -> Text:
    return Text(Source("", value), value, ((0, 0),))


def _outside_decl(world: World, path: str, symbol: stdlib.Type) -> TypeDecl | None:
    package = stdlib.package(path)
    if package is None:
        return None
    outside = _Outside(world, package)
    report = Report()
    params = (parse_type_params(_text(symbol.type_params), report) or ()) if symbol.type_params else ()
    params = tuple(param._replace(constraint=outside.type(param.constraint, {})) for param in params)
    body: Type | None
    if symbol.text:
        body = parse_type(_text(symbol.text), report)
        body = outside.type(body, {}) if body is not None else None
    elif symbol.kind == "interface":
        methods = [parse_method(_text(method.name + method.signature), report) for method in symbol.methods]
        found = tuple(outside.method(method, {}) for method in methods if method is not None)
        body = Interface(found, (), tuple(range(len(found))), NOWHERE)
    else:
        fields = []
        for field in symbol.fields:
            of = parse_type(_text(field.type), report)
            if of is not None:
                name = "" if field.embedded else field.name
                fields.append(Field(name, outside.type(of, {}), NO_TEXT, NO_TEXT, NO_TEXT, False, NOWHERE))
        body = Struct(tuple(fields), NOWHERE)
    if body is None:
        return None
    return TypeDecl(symbol.name, params, body, symbol.alias, NO_TEXT, NO_TEXT, NOWHERE)
