"""Go's declarations: a `go:` block, with or without package clause and imports, becomes a `File`."""

from __future__ import annotations

from collections.abc import Callable

from scaffold.golang.ast import (
    NO_TEXT,
    Decl,
    File,
    FuncDecl,
    ImportSpec,
    Name,
    Param,
    Pointer,
    Receiver,
    Struct,
    Type,
    TypeDecl,
    TypeParam,
    ValueDecl,
    ValueSpec,
)
from scaffold.golang.parse_cursor import Fault
from scaffold.golang.parse_statements import StatementCursor
from scaffold.source import Span, Text

_TYPE_LITERALS = frozenset(["struct", "interface", "map", "chan", "func", "~"])


class FileCursor(StatementCursor):
    """A cursor that reads declarations."""

    def file(self) -> File:
        """The whole text."""
        package, package_span, doc = "", None, NO_TEXT
        imports: list[ImportSpec] = []
        decls: list[Decl] = []
        while self.kind != "eof":
            first = self.at
            self.depth = 0
            self.level = 0
            try:
                if self.kind == ";":
                    self.next()
                elif self.kind == "package":
                    if package_span or decls or imports:
                        raise Fault(self.here(), "a package clause comes first, and once", "remove it")
                    doc = self.doc()
                    package, package_span = self._package()
                elif self.kind == "import":
                    self._imports(imports)
                else:
                    self._declaration("eof", decls)
            except Fault as fault:
                self.tell(fault)
                self.skip_item(first, "", self._column(first))
                if self.kind in ("}", ")", "]"):
                    self.next()
        return File(package, package_span, doc, tuple(imports), tuple(decls))

    def _column(self, at: int) -> int:
        return self.starts[at] - self.line_start(self.starts[at])

    def _package(self) -> tuple[str, Span]:
        self.next()
        if self.kind != "name":
            raise self.fault("the name of the package")
        word, span = self.word(), self.here()
        self.next()
        self.item_end("the package clause", "eof")
        return word, span

    def _imports(self, imports: list[ImportSpec]) -> None:
        self.next()
        if self.kind == "(":
            self._group("the imports", lambda: imports.append(self._import(")")))
        else:
            imports.append(self._import("eof"))

    def _group(self, what: str, read: Callable[[], None], closer: str = "eof") -> None:
        """Read the items of a list in parentheses; a fault in one does not hide those in the others."""
        opened = self.starts[self.at]
        self.next()
        while self.kind != ")":
            if self.kind == "eof" or self.at_declaration():
                where = self.text.source.position(self.text.origin(opened))
                self.tell(self.fault(f"')' to close {what}", f"the '(' was opened at line {where.line}"))
                return
            first = self.at
            try:
                read()
            except Fault as fault:
                if fault.unclosed:
                    raise
                self.tell(fault)
                self.depth = self.level = 0
                self.skip_item(first, ")")
        self.next()
        self.item_end(what, closer)

    def _import(self, closer: str) -> ImportSpec:
        start, alias = self.starts[self.at], ""
        if self.kind in ("name", "."):
            alias = self.word()
            self.next()
        if self.kind != "string":
            raise self.fault("an import path in quotes", 'write import "path"')
        path = self.string(self.starts[self.at], self.ends[self.at])
        self.next()
        span = self.since(start)
        self.item_end("the import", closer)
        return ImportSpec(alias, path.value, span)

    def _declaration(self, closer: str, decls: list[Decl]) -> None:
        """Read a declaration into `decls`, which keeps what is sound of a broken one."""
        if self.kind == "type":
            self._types(closer, decls)
        elif self.kind in ("const", "var"):
            decls.append(self._values(closer))
        elif self.kind == "func":
            decls.append(self._function())
        else:
            hint = ""
            if self.kind == "name" and self.peek() in ("struct", "interface"):
                hint = f"write type {self.word()} {self.kinds[self.at + 1]} {{…}}"
            elif self.kind == "name":
                hint = "a declaration begins with type, const, var or func"
            raise self.fault("a declaration", hint)

    def skip_declaration(self) -> None:
        """Walk over a declaration inside a body."""
        self._declaration("}", [])

    # Types

    def _types(self, closer: str, found: list[Decl]) -> None:
        doc = self.doc()
        self.next()
        if self.kind == "(":
            self._group("the types", lambda: self._type_spec(self.doc(), ")", found), closer)
        else:
            self._type_spec(doc, closer, found)

    def _type_spec(self, doc: Text, closer: str, found: list[Decl]) -> None:
        """One type. Where it is broken behind its name, the name stays declared, so that no use of it is an error."""
        if self.kind != "name":
            raise self.fault("the name of the type")
        name, span = self.word(), self.here()
        self.next()
        params: tuple[TypeParam, ...] = ()
        alias = False
        try:
            if self.kind == "[" and self.peek() == "name" and self._is_generic():
                opened = self.starts[self.at]
                self.next()
                params = self.type_params(opened)
            if self.kind == "=":
                alias = True
                self.next()
            value: Type = self.type("the type that the name stands for")
            self.item_end("the type", closer)
        except Fault:
            found.append(TypeDecl(name, params, Struct((), span), alias, doc, NO_TEXT, span))
            raise
        found.append(TypeDecl(name, params, value, alias, doc, self.trailing(), span))

    def _is_generic(self) -> bool:
        """Whether ``[`` and a name behind a type's name begin type parameters, not an array's length.

        Go's rule: an array if what stands there is an expression up to the bracket, unless only a type can stand
        behind its first name. ``[P *C]`` is an array, ``[P *C,]`` and ``[P *[]int]`` are not.
        """
        at = self.at
        self.jump(at + 2)
        if self.kind == "[":
            generic = True
        else:
            self.jump(at + 1)
            try:
                self.expression()
                generic = self.kind != "]" or self._type_only(at + 2, self.at)
            except Fault:
                generic = True
            self.depth = self.level = 0
        self.jump(at)
        return generic

    def _type_only(self, first: int, last: int) -> bool:
        """Whether the tokens, ``*…`` or ``(…)`` behind a name, can only be a type element."""
        kinds = self.kinds
        if first >= last or kinds[first] not in ("*", "("):
            return False
        terms: list[list[str]] = [[]]
        depth = 0
        for kind in kinds[first:last]:
            depth += (kind in "([{") - (kind in ")]}")
            if kind == "|" and not depth:
                terms.append([])
            else:
                terms[-1].append(kind)
        if kinds[first] == "(" and not (terms[0][-1] == ")" and _one_group(terms[0])):
            return False
        return any(_is_type_element(term) for term in terms)

    # Constants and variables

    def _values(self, closer: str) -> ValueDecl:
        doc = self.doc()
        keyword, span = self.word(), self.here()
        self.next()
        specs: list[ValueSpec] = []
        grouped = self.kind == "("
        if grouped:
            self._group(
                "the constants" if keyword == "const" else "the variables",
                lambda: specs.append(self._value_spec(keyword, ")", self.doc(), bool(specs))),
                closer,
            )
        else:
            specs.append(self._value_spec(keyword, closer, NO_TEXT, False))
        return ValueDecl(keyword, tuple(specs), grouped, doc, span)

    def _value_spec(self, keyword: str, closer: str, doc: Text, after_another: bool) -> ValueSpec:
        first = self.at
        blank_before = self._blank_before()
        names: list[tuple[str, Span]] = []
        while True:
            if self.kind != "name":
                raise self.fault(f"the name of a {'constant' if keyword == 'const' else 'variable'}")
            names.append((self.word(), self.here()))
            self.next()
            if self.kind != ",":
                break
            self.next()
        kind = None if self.kind == "=" else self.type_or_none()
        values: list[Text] = []
        if self.kind == "=":
            self.next()
            while True:
                start = self.starts[self.at]
                self.expression()
                values.append(self.text.part(start, self.ends[self.at - 1]))
                if self.kind != ",":
                    break
                self.next()
        elif keyword == "var" and kind is None:
            raise self.fault("a type or '=' and a value")
        elif keyword == "const" and (kind is not None or not after_another):
            raise self.fault("'=' and the constant's value")
        span = self.since(self.starts[first])
        self.item_end(f"the {'constant' if keyword == 'const' else 'variable'}", closer)
        return ValueSpec(tuple(names), kind, tuple(values), doc, self.trailing(), span, blank_before)

    def _blank_before(self) -> bool:
        """Whether a blank line stands above the current item (above its comments)."""
        if not self.at:
            return False
        found = self.tokens.comments.get(self.at)
        end = self.ends[self.at - 1]
        stop = self.starts[self.at]
        line_end = self.value.find("\n", end, stop)
        if found:
            leading = [comment for comment in found if comment[0] > line_end >= 0]
            if leading:
                stop = leading[0][0]
        return line_end >= 0 and self.value.count("\n", line_end, stop) > 1

    # Functions

    def _function(self) -> FuncDecl:
        doc = self.doc()
        self.next()
        receiver = self._receiver() if self.kind == "(" else None
        if self.kind != "name":
            raise self.fault("the name of the function")
        name, span = self.word(), self.here()
        self.next()
        params: tuple[TypeParam, ...] = ()
        if self.kind == "[":
            if receiver:
                raise Fault(self.here(), "a method cannot have type parameters", "give them to its type")
            opened = self.starts[self.at]
            self.next()
            params = self.type_params(opened)
        inputs, results = self.signature()
        body = NO_TEXT
        if self.kind == "{":
            start = self.starts[self.at]
            self.skip_body()
            body = self.text.part(start, self.ends[self.at - 1])
        self.item_end("the function", "eof")
        return FuncDecl(name, receiver, params, inputs, results, body, doc, span)

    def _receiver(self) -> Receiver:
        span = self.here()
        at = self.at
        found = self.params(True)
        span = self.since(span.start)
        if len(found) != 1:
            what = "has no receiver" if not found else "has more than one receiver"
            raise Fault(span, f"the method {what}", "write (name *Type)")
        if found[0].variadic:
            raise Fault(span, "a receiver cannot be variadic", "write (name *Type)")
        return self._as_receiver(found[0], at, span)

    def _as_receiver(self, param: Param, at: int, span: Span) -> Receiver:
        base = param.type
        pointer = isinstance(base, Pointer)
        if isinstance(base, Pointer):
            base = base.elem
        names = (
            [arg.name for arg in base.args if isinstance(arg, Name) and not arg.qualifier]
            if isinstance(base, Name)
            else []
        )
        if not isinstance(base, Name) or base.qualifier or len(names) != len(base.args):
            hint = "methods are declared on a type of their own package: (name *Type) or (name *Type[P])"
            raise Fault(param.type.span, "this type cannot be a receiver", hint)
        return Receiver(param.name, pointer, base.name, tuple(names), span)


def _one_group(term: list[str]) -> bool:
    """Whether the first bracket of the term is closed by its last token."""
    depth = 0
    for at, kind in enumerate(term):
        depth += (kind in "([{") - (kind in ")]}")
        if not depth:
            return at == len(term) - 1
    return False


def _is_type_element(term: list[str]) -> bool:
    while term and term[0] in ("*", "("):
        if term[0] == "(" and _one_group(term):
            term = term[1:-1]
        elif term[0] == "*":
            term = term[1:]
        else:
            break
    return bool(term) and (term[0] in _TYPE_LITERALS or term[0] == "[" or term[:2] == ["<-", "chan"])
