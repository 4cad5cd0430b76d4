"""What each identifier of a Go file means, by Go's blocks and scopes ("Declarations and scope"). No types are computed.

The result says of each identifier what it is bound to: an import, a declaration of the file, or nothing that the file
declares (another file of the package, a dot import, a predeclared name). Names behind a dot and keys of literals have
roles of their own, since only types tell what they mean.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import NamedTuple

from scaffold.golang.gofmt import nodes as ast
from scaffold.golang.gofmt.lines import Comments, Lines
from scaffold.golang.gofmt.nodes import Expr, Stmt
from scaffold.golang.gofmt.tree import Converter
from scaffold.golang.gofmt.tree_expr import Unreadable
from scaffold.golang.imports import last_element
from scaffold.golang.split import tree_of

_FRAMES = 20_000  # of Python: a handful for each level of nesting

DECLARES, USES, LABEL = "declares", "uses", "label"
FIELD, METHOD = "field", "method"
"""The name of a field or an interface's method, and of a method, where it is declared."""
MEMBER, KEY = "member", "key"
"""A name behind a dot or a key that is a field; a key that may also be an expression, since nobody knows the type."""


class Symbol(NamedTuple):
    """Something that a file declares.

    `kind` is ``import``, ``const``, ``var``, ``type`` or ``func``. `pos` is where its name is declared, `start` where
    its scope begins, in bytes. `type` is its type or, of a variable without one, None; of a type what it is declared
    as, of a function its signature. `value` is what a variable is initialised with: of a call with several results
    `part` says which one, of a range clause it is ``key`` or ``element``. `path` is an import's.
    """

    kind: str
    name: str
    pos: int
    start: int = 0
    is_local: bool = False
    type: Expr | None = None
    value: Expr | None = None
    part: str = ""
    path: str = ""


class Scope:
    """One block: the names declared in it so far, and the block around it."""

    __slots__ = ("names", "outer")

    def __init__(self, outer: Scope | None = None) -> None:
        self.outer = outer
        self.names: dict[str, Symbol] = {}

    def lookup(self, name: str) -> Symbol | None:
        """What a name is bound to here."""
        scope: Scope | None = self
        while scope is not None:
            symbol = scope.names.get(name)
            if symbol is not None:
                return symbol
            scope = scope.outer
        return None

    def lookup_at(self, name: str, offset: int) -> Symbol | None:
        """What a name means at a place in this block: scopes of local names begin behind their declaration."""
        scope: Scope | None = self
        while scope is not None:
            symbol = scope.names.get(name)
            if symbol is not None and (not symbol.is_local or symbol.start <= offset):
                return symbol
            scope = scope.outer
        return None


class Use(NamedTuple):
    """An identifier, its role, and what it is bound to: no `symbol` where the file declares nothing of the name.

    `of` is what a member is selected from, or the type of the literal that a key stands in, if that is written.
    A method's `symbol` is None; `of` is the type of its receiver.
    """

    ident: ast.Ident
    role: str
    symbol: Symbol | None
    scope: Scope
    of: Expr | None = None


class Resolved(NamedTuple):
    """A file with the meaning of its identifiers, in no particular order.

    `bound` are those that declare or use something, by place. `imports` are the imports by name, `types` the types that
    it declares in its package with what they are declared as, `dots` the paths of its dot imports.
    """

    lines: Lines
    file: ast.File
    uses: list[Use]
    bound: dict[int, Use]
    imports: dict[str, Symbol]
    types: dict[str, Expr]
    dots: tuple[str, ...]

    @property
    def data(self) -> bytes:
        """The text in UTF-8."""
        return self.lines.source

    @property
    def package(self) -> str:
        """The name of the package."""
        return self.file.package.name if self.file.package is not None else ""

    def line(self, offset: int) -> int:
        """The 1-based line of a place."""
        return self.lines.line(offset)

    def symbol_of(self, ident: ast.Ident) -> Symbol | None:
        """What an identifier of the file is bound to."""
        use = self.bound.get(ident.pos)
        return use.symbol if use is not None else None


def import_name(name: str, path: str) -> str:
    """What a file calls a package, as far as `path` tells; `name` is the import's own, or empty."""
    if name:
        return name
    last = last_element(path)
    # gopkg.in/yaml.v3 is called yaml.
    stem, dot, version = last.rpartition(".v")
    return stem if dot and version.isdigit() else last


def resolve(text: str) -> Resolved | None:
    """Resolve a whole file; None for what is not Go. Places are offsets in its UTF-8 bytes."""
    found = tree_of(text)
    if found is None:
        return None
    data, root = found
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, _FRAMES))
    try:
        lines = Lines(data)
        file = Converter(lines, Comments(lines, None), simplify=False).file(root)
        resolver = _Resolver()
        resolver.file(file)
    except (Unreadable, RecursionError):
        return None
    finally:
        sys.setrecursionlimit(limit)
    bound = {use.ident.pos: use for use in resolver.uses if use.role in (DECLARES, USES)}
    declared = {name: symbol.type for name, symbol in resolver.package.names.items() if symbol.kind == "type"}
    types = {name: type_ for name, type_ in declared.items() if type_ is not None}
    imports = resolver.imports.names
    resolved = Resolved(lines, file, resolver.uses, bound, imports, types, tuple(resolver.dots))
    resolved.uses.extend(_settle_key(resolved, key) for key in resolver.keys)
    resolved.bound.update({use.ident.pos: use for use in resolved.uses if use.role == USES})
    return resolved


class _Literal(NamedTuple):
    """The type of a composite literal: as written, or what the literal around implies, whose `step` is key or elem."""

    type: Expr | None
    outer: _Literal | None = None
    step: str = ""


class _Key(NamedTuple):
    ident: ast.Ident
    literal: _Literal
    scope: Scope
    symbol: Symbol | None


class _Resolver:
    """Walks over a file in Go's order of declaration and use."""

    def __init__(self) -> None:
        self.uses: list[Use] = []
        self.keys: list[_Key] = []
        self.dots: list[str] = []
        self.package = Scope()
        self.imports = Scope(self.package)
        self.scope = self.imports

    # Files and declarations

    def file(self, file: ast.File) -> None:
        """Everything."""
        for decl in file.decls:
            self._collect(decl)
        for decl in file.decls:
            if isinstance(decl, ast.FuncDecl):
                self._function(decl)
            else:
                self._declaration(decl)

    def _collect(self, decl: ast.Decl) -> None:
        """Declare what a declaration outside of functions declares."""
        if isinstance(decl, ast.FuncDecl):
            if decl.receiver is None and decl.name.name != "init":
                self._declare(decl.name, "func", 0, self.package, type_=decl.type)
            return
        for spec in decl.specs:
            match spec:
                case ast.ImportSpec():
                    self._import(spec)
                case ast.TypeSpec():
                    self._declare(spec.name, "type", 0, self.package, type_=spec.type)
                case ast.ValueSpec():
                    self._declare_values(spec, decl.word, 0, self.package)

    def _import(self, spec: ast.ImportSpec) -> None:
        path = spec.path.text[1:-1]
        written = spec.name.name if spec.name is not None else ""
        if written == ".":
            self.dots.append(path)
        elif written != "_":
            name = import_name(written, path)
            symbol = Symbol("import", name, spec.pos, path=path)
            self.imports.names[name] = symbol
            if spec.name is not None:
                self.uses.append(Use(spec.name, DECLARES, symbol, self.scope))

    def _declare_values(self, spec: ast.ValueSpec, word: str, start: int, scope: Scope) -> None:
        for place, name in enumerate(spec.names):
            value, part = _value_of(spec.values, len(spec.names), place)
            self._declare(name, word, start, scope, type_=spec.type, value=value, part=part)

    def _declare(
        self,
        ident: ast.Ident,
        kind: str,
        start: int,
        scope: Scope,
        *,
        type_: Expr | None = None,
        value: Expr | None = None,
        part: str = "",
    ) -> None:
        if ident.name == "_":
            return
        symbol = Symbol(kind, ident.name, ident.pos, start, scope is not self.package, type_, value, part)
        scope.names.setdefault(ident.name, symbol)
        self.uses.append(Use(ident, DECLARES, symbol, scope))

    def _function(self, decl: ast.FuncDecl) -> None:
        self._open()
        if decl.receiver is not None:
            self._receiver(decl.receiver)
            of = decl.receiver.items[0].type if decl.receiver.items else None
            self.uses.append(Use(decl.name, METHOD, None, self.scope, of))
        self._signature(decl.type, decl.receiver)
        if decl.body is not None:
            self._statements(decl.body.items)
        self._close()

    def _receiver(self, receiver: ast.Fields) -> None:
        """The type of a receiver, whose type arguments declare type parameters."""
        for field in receiver.items:
            base = field.type
            while isinstance(base, ast.Star | ast.Paren):
                base = base.x
            if isinstance(base, ast.Index):
                for item in base.items:
                    if isinstance(item, ast.Ident):
                        self._declare(item, "type", 0, self.scope)
                base = base.x
            self._expr(base)

    def _signature(self, signature: ast.FuncType, receiver: ast.Fields | None = None) -> None:
        """Resolve a signature and declare its names in the block that is open."""
        self._type_parameters(signature.type_params)
        lists = [fields for fields in (signature.params, signature.results) if fields is not None]
        for fields in lists:
            for field in fields.items:
                self._expr(field.type)
        for fields in [receiver, *lists] if receiver is not None else lists:
            for field in fields.items:
                for name in field.names:
                    self._declare(name, "var", signature.end, self.scope, type_=field.type)

    def _type_parameters(self, parameters: ast.Fields | None) -> None:
        if parameters is None:
            return
        for field in parameters.items:
            for name in field.names:
                self._declare(name, "type", 0, self.scope)
        for field in parameters.items:
            self._expr(field.type)

    def _declaration(self, decl: ast.GenDecl) -> None:
        """Resolve a declaration; inside of functions also declare its names."""
        is_local = self.scope.outer is not self.package
        for spec in decl.specs:
            match spec:
                case ast.TypeSpec():
                    if is_local:
                        self._declare(spec.name, "type", spec.name.pos, self.scope, type_=spec.type)
                    self._open()
                    self._type_parameters(spec.type_params)
                    self._expr(spec.type)
                    self._close()
                case ast.ValueSpec():
                    self._maybe(spec.type)
                    self._exprs(spec.values)
                    if is_local:
                        self._declare_values(spec, decl.word, spec.end, self.scope)

    # Statements

    def _open(self) -> None:
        self.scope = Scope(self.scope)

    def _close(self) -> None:
        assert self.scope.outer is not None
        self.scope = self.scope.outer

    def _statements(self, statements: Iterable[Stmt]) -> None:
        for statement in statements:
            self._statement(statement)

    def _block(self, block: ast.Block) -> None:
        self._open()
        self._statements(block.items)
        self._close()

    def _statement(self, node: Stmt) -> None:
        match node:
            case ast.Simple():
                self._expr(node.x)
            case ast.Assign():
                self._assign(node)
            case ast.Return():
                self._exprs(node.results)
            case ast.If():
                self._open()
                self._maybe_statement(node.init)
                self._expr(node.condition)
                self._block(node.body)
                self._maybe_statement(node.other)
                self._close()
            case ast.Block():
                self._block(node)
            case ast.GenDecl():
                self._declaration(node)
            case ast.Spawn():
                self._expr(node.call)
            case ast.Step():
                self._expr(node.x)
            case ast.Send():
                self._expr(node.channel)
                self._expr(node.value)
            case ast.Labeled():
                self.uses.append(Use(node.label, LABEL, None, self.scope))
                self._statement(node.stmt)
            case ast.Branch():
                if node.label is not None:
                    self.uses.append(Use(node.label, LABEL, None, self.scope))
            case _:
                self._compound(node)

    def _compound(self, node: Stmt) -> None:
        """Loops, switches and selects."""
        self._open()
        match node:
            case ast.For():
                self._maybe_statement(node.init)
                self._maybe(node.condition)
                self._maybe_statement(node.post)
                self._block(node.body)
            case ast.Range():
                self._range(node)
            case ast.Switch():
                self._maybe_statement(node.init)
                self._maybe(node.tag)
                self._clauses(node.body, None)
            case ast.TypeSwitch():
                self._maybe_statement(node.init)
                self._clauses(node.body, self._guard(node.head))
            case ast.Select():
                self._clauses(node.body, None)
        self._close()

    def _maybe_statement(self, node: Stmt | None) -> None:
        if node is not None:
            self._statement(node)

    def _assign(self, node: ast.Assign) -> None:
        self._exprs(node.right)
        for place, left in enumerate(node.left):
            if node.op == ":=" and isinstance(left, ast.Ident) and left.name not in self.scope.names:
                value, part = _value_of(node.right, len(node.left), place)
                self._declare(left, "var", node.end, self.scope, value=value, part=part)
            else:
                self._expr(left)

    def _range(self, node: ast.Range) -> None:
        self._expr(node.x)
        for left, part in ((node.key, "key"), (node.value, "element")):
            if node.op == ":=" and isinstance(left, ast.Ident):
                self._declare(left, "var", node.x.end, self.scope, value=node.x, part=part)
            else:
                self._maybe(left)
        self._block(node.body)

    def _guard(self, head: Stmt) -> tuple[ast.Ident, Expr] | None:
        """The head of a type switch: its variable, if it has one, and what it looks at."""
        match head:
            case ast.Assign(left=[ast.Ident() as ident], right=[ast.Assert() as guard]):
                self._expr(guard.x)
                if ident.name == "_":
                    return None
                symbol = Symbol("var", ident.name, ident.pos, head.end, True)
                self.uses.append(Use(ident, DECLARES, symbol, self.scope))
                return ident, guard.x
            case ast.Simple(x=ast.Assert() as guard):
                self._expr(guard.x)
        return None

    def _clauses(self, body: ast.Block, guard: tuple[ast.Ident, Expr] | None) -> None:
        for clause in body.items:
            self._open()
            match clause:
                case ast.Case():
                    self._exprs(clause.items or ())
                    if guard is not None:
                        self._bind_guard(guard, clause)
                    self._statements(clause.body)
                case ast.Comm():
                    self._maybe_statement(clause.comm)
                    self._statements(clause.body)
            self._close()

    def _bind_guard(self, guard: tuple[ast.Ident, Expr], clause: ast.Case) -> None:
        """The variable of a type switch is another one in each clause: it has the type of a case with one type."""
        ident, x = guard
        type_ = clause.items[0] if clause.items is not None and len(clause.items) == 1 else None
        if isinstance(type_, ast.Ident) and type_.name == "nil":
            type_ = None
        value = x if type_ is None else None
        self.scope.names[ident.name] = Symbol("var", ident.name, ident.pos, clause.colon, True, type_, value)

    # Expressions and types

    def _maybe(self, node: Expr | None) -> None:
        if node is not None:
            self._expr(node)

    def _exprs(self, nodes: Iterable[Expr]) -> None:
        for node in nodes:
            self._expr(node)

    def _expr(self, node: Expr) -> None:
        match node:
            case ast.Ident():
                if node.name != "_":
                    self.uses.append(Use(node, USES, self.scope.lookup(node.name), self.scope))
            case ast.Selector():
                self._expr(node.x)
                self.uses.append(Use(node.sel, MEMBER, None, self.scope, node.x))
            case ast.Call():
                self._expr(node.fun)
                self._exprs(node.args)
            case ast.Binary():
                self._binary(node)
            case ast.Unary() | ast.Star() | ast.Paren():
                self._expr(node.x)
            case ast.Index():
                self._expr(node.x)
                self._exprs(node.items)
            case ast.Composite():
                self._literal(node, _Literal(node.type))
            case ast.FuncLit():
                self._open()
                self._signature(node.type)
                self._statements(node.body.items)
                self._close()
            case ast.SliceOf():
                self._expr(node.x)
                self._exprs(bound for bound in node.bounds if bound is not None)
            case ast.Assert():
                self._expr(node.x)
                self._maybe(node.type)
            case ast.KeyValue():
                self._expr(node.key)
                self._expr(node.value)
            case _:
                self._type(node)

    def _binary(self, node: ast.Binary) -> None:
        # Iterative: a sum of a thousand terms is a tree a thousand deep.
        right: list[Expr] = []
        left: Expr = node
        while isinstance(left, ast.Binary):
            right.append(left.y)
            left = left.x
        self._expr(left)
        self._exprs(reversed(right))

    def _type(self, node: Expr) -> None:
        match node:
            case ast.ArrayType():
                self._maybe(node.length)
                self._expr(node.elem)
            case ast.MapType():
                self._expr(node.key)
                self._expr(node.value)
            case ast.ChanType():
                self._expr(node.value)
            case ast.Ellipsis():
                self._maybe(node.elem)
            case ast.FuncType():
                self._open()
                self._signature(node)
                self._close()
            case ast.StructType() | ast.InterfaceType():
                for field in node.fields.items:
                    self.uses += [Use(name, FIELD, None, self.scope, node) for name in field.names if name.name != "_"]
                    self._expr(field.type)

    def _literal(self, node: ast.Composite, literal: _Literal) -> None:
        self._maybe(node.type)
        for item in node.items:
            if isinstance(item, ast.KeyValue):
                if isinstance(item.key, ast.Ident):
                    if item.key.name != "_":
                        symbol = self.scope.lookup(item.key.name)
                        self.keys.append(_Key(item.key, literal, self.scope, symbol))
                else:
                    self._element(item.key, literal, "key")
                self._element(item.value, literal, "elem")
            else:
                self._element(item, literal, "elem")

    def _element(self, node: Expr, literal: _Literal, step: str) -> None:
        if isinstance(node, ast.Composite) and node.type is None:
            self._literal(node, _Literal(None, literal, step))
        else:
            self._expr(node)


def _value_of(values: list[Expr], count: int, place: int) -> tuple[Expr | None, str]:
    """The value of the variable at a place among `count`, and which part of it if one call or operation gives all."""
    if len(values) == count:
        return values[place], ""
    return (values[0], str(place)) if len(values) == 1 else (None, "")


def _settle_key(resolved: Resolved, key: _Key) -> Use:
    """What an identifier is that is the key of a composite literal: a field of a struct, or an expression."""
    written = _literal_type(resolved, key.literal)
    shape = underlying(resolved, written) if written is not None else None
    if isinstance(shape, ast.StructType):
        return Use(key.ident, MEMBER, None, key.scope, written)
    if isinstance(shape, ast.ArrayType | ast.MapType):
        return Use(key.ident, USES, key.symbol, key.scope)
    return Use(key.ident, KEY, key.symbol, key.scope, written)


def _literal_type(resolved: Resolved, literal: _Literal) -> Expr | None:
    """The type of a literal as some text has it; None where that is not in this file."""
    steps: list[str] = []
    while literal.outer is not None:
        steps.append(literal.step)
        literal = literal.outer
    type_ = literal.type
    while steps and type_ is not None:
        shape = underlying(resolved, type_)
        step = steps.pop()
        if isinstance(shape, ast.MapType):
            type_ = shape.key if step == "key" else shape.value
        elif isinstance(shape, ast.ArrayType) and step == "elem":
            type_ = shape.elem
        else:
            return None
        # {…} may stand for &T{…}.
        under = underlying(resolved, type_)
        type_ = under.x if isinstance(under, ast.Star) else type_
    return type_


_LONGEST = 100
"""Types that name each other are followed this far; a longer chain is unknown."""


def underlying(resolved: Resolved, type_: Expr) -> Expr | None:
    """The type literal that a type stands for, as far as this file says; a generic one as it is declared."""
    for _ in range(_LONGEST):
        match type_:
            case ast.Paren() | ast.Index():
                type_ = type_.x
            case ast.Ident():
                symbol = resolved.symbol_of(type_)
                if symbol is None or symbol.kind != "type" or symbol.type is None:
                    return None
                type_ = symbol.type
            case ast.Selector():
                return None
            case _:
                return type_
    return None
