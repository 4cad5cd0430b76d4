"""Which type has a field or method that is selected, as far as one file says."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from scaffold.golang.gofmt import nodes as ast
from scaffold.golang.gofmt.nodes import Expr
from scaffold.golang.identifiers import PREDECLARED, PREDECLARED_TYPES
from scaffold.golang.scope import Resolved, Symbol, underlying

_DEEPEST = 8
"""Embedded fields within each other that a member is looked for in, and values that are made of each other."""


class TypeName(NamedTuple):
    """A declared type: the import path of its package, empty for the file's own, and its name, empty for whatever
    ``New`` makes there."""

    path: str
    name: str


class Owners(NamedTuple):
    """The types that may have a selected member, least deep first. `is_known` says that no other type can have it.

    `embedded` is the type of the embedded field that the member is, if it is one. `is_declared` says that the last of
    the types is seen to have the member.
    """

    types: tuple[TypeName, ...]
    is_known: bool
    embedded: TypeName | None = None
    is_declared: bool = False


UNKNOWN = Owners((), False)


class Operands:
    """The types of a file's operands. `elsewhere` are the names that other files of the package declare, with methods
    as ``Type.Method``."""

    def __init__(self, resolved: Resolved, elsewhere: Collection[str] = ()) -> None:
        self._resolved = resolved
        self._elsewhere = elsewhere
        self._methods: dict[tuple[str, str], ast.FuncType] = {}
        for decl in resolved.file.decls:
            if isinstance(decl, ast.FuncDecl) and decl.receiver is not None and decl.receiver.items:
                owner = self.name_of(decl.receiver.items[0].type)
                if owner is not None:
                    self._methods[owner.name, decl.name.name] = decl.type

    def owners(self, operand: Expr, member: str) -> Owners:
        """The types that ``operand.member`` may select from; `operand` may also be the type itself."""
        type_ = self._as_type(operand) or self._type_of(operand, 0)
        return self.owners_in(type_, member) if type_ is not None else UNKNOWN

    def owners_in(self, type_: Expr | TypeName, member: str) -> Owners:
        """The same for a value of a type."""
        found: list[TypeName] = []
        level: list[Expr | TypeName] = [type_]
        is_known = True
        for _ in range(_DEEPEST):
            embedded: list[Expr | TypeName] = []
            for each in level:
                step = self._own_members(each, member, found)
                if step is None:
                    return Owners(tuple(found), True, is_declared=True)
                if isinstance(step, TypeName):
                    return Owners(tuple(found), True, step)
                if not step and not found:
                    is_known = False
                embedded += step
            if not embedded:
                break
            level = embedded
        # What another file of the package declares may embed whatever it likes.
        hidden = any(not name.path and self._declared_as(name) is None for name in found)
        return Owners(tuple(found), is_known and not hidden)

    def _own_members(self, type_: Expr | TypeName, member: str, found: list[TypeName]) -> list[Expr] | TypeName | None:
        """Add the names of a type to `found`. None if it has the member itself, the type of an embedded field if the
        member is that field; else the types that it embeds."""
        current: Expr | TypeName = type_
        for _ in range(_DEEPEST):
            name = current if isinstance(current, TypeName) else self.name_of(current)
            if name is not None:
                if name not in found:
                    found.append(name)
                if self._declares(name, member):
                    return None
                following = self._declared_as(name)
                if following is None:
                    return []
                current = following
                continue
            assert not isinstance(current, TypeName)
            shape = underlying(self._resolved, current)
            while isinstance(shape, ast.Star | ast.Paren):
                shape = underlying(self._resolved, shape.x)
            if isinstance(shape, ast.StructType | ast.InterfaceType):
                return self._look_into(shape, member)
            return []
        return []

    def _look_into(self, shape: ast.StructType | ast.InterfaceType, member: str) -> list[Expr] | TypeName | None:
        embedded: list[Expr] = []
        for field in shape.fields.items:
            if any(name.name == member for name in field.names):
                return None
            if not field.names:
                name = self.name_of(field.type)
                if isinstance(shape, ast.StructType) and name is not None and name.name == member:
                    return name
                embedded.append(field.type)
        return embedded

    def _declares(self, owner: TypeName, method: str) -> bool:
        return not owner.path and ((owner.name, method) in self._methods or f"{owner.name}.{method}" in self._elsewhere)

    def _declared_as(self, name: TypeName) -> Expr | None:
        """What this file declares a type of its package as."""
        return self._resolved.types.get(name.name) if not name.path else None

    def name_of(self, type_: Expr) -> TypeName | None:
        """The declared type that a type, a pointer to it or an instance of it is."""
        while isinstance(type_, ast.Star | ast.Paren | ast.Index):
            type_ = type_.x
        match type_:
            case ast.Ident():
                symbol = self._resolved.symbol_of(type_)
                if symbol is None:
                    return None if type_.name in PREDECLARED_TYPES else TypeName("", type_.name)
                return TypeName("", type_.name) if symbol.kind == "type" and not symbol.is_local else None
            case ast.Selector(x=ast.Ident() as package):
                symbol = self._resolved.symbol_of(package)
                if symbol is not None and symbol.kind == "import":
                    return TypeName(symbol.path, type_.sel.name)
        return None

    def _as_type(self, x: Expr) -> Expr | None:
        """An operand that is a type, as in a method expression, or that others may declare as one."""
        bare = x
        while isinstance(bare, ast.Star | ast.Paren | ast.Index):
            bare = bare.x
        match bare:
            case ast.Ident():
                symbol = self._resolved.symbol_of(bare)
                is_type = symbol.kind == "type" if symbol is not None else bare.name not in PREDECLARED
            case ast.Selector(x=ast.Ident() as package):
                symbol = self._resolved.symbol_of(package)
                is_type = symbol is not None and symbol.kind == "import"
            case _:
                is_type = False
        return x if is_type else None

    def _type_of(self, x: Expr, depth: int) -> Expr | TypeName | None:
        """The type of an expression, pointers apart: as some text has it, or by its name; None if it is unknown."""
        if depth > _DEEPEST:
            return None
        match x:
            case ast.Ident():
                symbol = self._resolved.symbol_of(x)
                return self._type_of_symbol(symbol, depth) if symbol is not None else None
            case ast.Paren() | ast.Star() | ast.SliceOf():
                return self._type_of(x.x, depth + 1)
            case ast.Unary():
                inner = self._type_of(x.x, depth + 1)
                return inner if x.op == "&" else self._element(inner, "element") if x.op == "<-" else None
            case ast.Composite() | ast.Assert():
                return x.type
            case ast.Call():
                return self._result(x, 0, depth)
            case ast.Index():
                return self._element(self._type_of(x.x, depth + 1), "element")
            case ast.Selector():
                return self._field(x, depth)
            case ast.FuncLit():
                return x.type
        return None

    def _type_of_symbol(self, symbol: Symbol, depth: int) -> Expr | TypeName | None:
        if symbol.kind not in ("var", "const"):
            return None
        if symbol.type is not None:
            variadic = symbol.type
            if isinstance(variadic, ast.Ellipsis) and variadic.elem is not None:
                return ast.ArrayType(variadic.pos, variadic.end, None, variadic.elem)
            return variadic
        if symbol.value is None:
            return None
        if symbol.part in ("key", "element"):
            return self._element(self._type_of(symbol.value, depth + 1), symbol.part)
        if symbol.part and isinstance(symbol.value, ast.Call):
            return self._result(symbol.value, int(symbol.part), depth)
        return self._type_of(symbol.value, depth + 1) if symbol.part in ("", "0") else None

    def _element(self, type_: Expr | TypeName | None, part: str) -> Expr | None:
        """What is in a slice, an array, a map or a channel; of a map also the type of its keys."""
        shape = self._shape(type_)
        match shape:
            case ast.ArrayType() if part == "element":
                return shape.elem
            case ast.MapType():
                return shape.value if part == "element" else shape.key
            case ast.ChanType():
                return shape.value
        return None

    def _shape(self, type_: Expr | TypeName | None) -> Expr | None:
        """The type literal that a type, or what it points to, stands for."""
        if isinstance(type_, TypeName):
            type_ = self._declared_as(type_)
        shape = underlying(self._resolved, type_) if type_ is not None else None
        while isinstance(shape, ast.Star):
            shape = underlying(self._resolved, shape.x)
        return shape

    def _field(self, selector: ast.Selector, depth: int) -> Expr | None:
        """The type of a field of a struct that this file declares."""
        shape = self._shape(self._type_of(selector.x, depth + 1))
        if isinstance(shape, ast.StructType):
            for field in shape.fields.items:
                name = self.name_of(field.type) if not field.names else None
                promoted = name is not None and name.name == selector.sel.name
                if promoted or any(each.name == selector.sel.name for each in field.names):
                    return field.type
        return None

    def _result(self, call: ast.Call, place: int, depth: int) -> Expr | TypeName | None:
        """The type of one result of a call, or that of a conversion."""
        fun = call.fun
        while isinstance(fun, ast.Paren | ast.Index):
            fun = fun.x
        match fun:
            case ast.Ident():
                symbol = self._resolved.symbol_of(fun)
                if symbol is None:
                    if fun.name in ("new", "make") and call.args:
                        return call.args[0]
                    return self._made("", fun.name, place)
                if symbol.kind == "type":
                    return fun
                if symbol.kind == "func":
                    return _nth_result(symbol.type, place)
                return _nth_result(self._shape(self._type_of_symbol(symbol, depth + 1)), place)
            case ast.Selector():
                return self._result_of_selected(fun, place, depth)
            case ast.FuncLit():
                return _nth_result(fun.type, place)
            case ast.Star() | ast.ArrayType() | ast.MapType() | ast.ChanType() | ast.InterfaceType():
                return fun
        return None

    def _result_of_selected(self, fun: ast.Selector, place: int, depth: int) -> Expr | TypeName | None:
        symbol = self._resolved.symbol_of(fun.x) if isinstance(fun.x, ast.Ident) else None
        if symbol is not None and symbol.kind == "import":
            return self._made(symbol.path, fun.sel.name, place)
        type_ = self._type_of(fun.x, depth + 1)
        owner = type_ if isinstance(type_, TypeName) else self.name_of(type_) if type_ is not None else None
        if owner is not None and not owner.path:
            return _nth_result(self._methods.get((owner.name, fun.sel.name)), place)
        return None

    @staticmethod
    def _made(path: str, function: str, place: int) -> TypeName | None:
        """What a constructor makes: by convention ``NewStore`` makes a Store, perhaps with an error."""
        return TypeName(path, function.removeprefix("New")) if function.startswith("New") and not place else None


def _nth_result(signature: Expr | None, place: int) -> Expr | None:
    if not isinstance(signature, ast.FuncType) or signature.results is None:
        return None
    types = [field.type for field in signature.results.items for _ in range(max(len(field.names), 1))]
    return types[place] if place < len(types) else None
