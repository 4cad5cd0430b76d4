"""Everything that a package declares, by name, and the types of its variables as far as they are plain to see."""

from __future__ import annotations

from collections.abc import Iterable

from scaffold.diagnostics import Report
from scaffold.golang.ast import File, FuncDecl, Name, Param, Pointer, Type, TypeDecl, ValueDecl
from scaffold.golang.expressions import expression
from scaffold.golang.identifiers import PREDECLARED
from scaffold.golang.parse import parse_type
from scaffold.source import Text

_MAX_STEPS = 20
"""Variables that have each other's values, after which nobody looks further."""


class Declared:
    """The declarations of a package's files; of two with one name the first. Methods go by their receiver's type."""

    def __init__(self, files: Iterable[File]) -> None:
        self.types: dict[str, TypeDecl] = {}
        self.values: dict[str, ValueDecl] = {}
        self.funcs: dict[str, FuncDecl] = {}
        self.methods: dict[str, list[FuncDecl]] = {}
        for file in files:
            for decl in file.decls:
                if isinstance(decl, TypeDecl):
                    self.types.setdefault(decl.name, decl)
                elif isinstance(decl, ValueDecl):
                    for spec in decl.specs:
                        for name, _ in spec.names:
                            self.values.setdefault(name, decl)
                elif decl.receiver is None:
                    self.funcs.setdefault(decl.name, decl)
                else:
                    self.methods.setdefault(decl.receiver.type_name, []).append(decl)

    def __contains__(self, name: str) -> bool:
        return name in self.types or name in self.values or name in self.funcs

    def _type_of_name(self, name: str, depth: int) -> Type | None:
        """The type of a variable or constant of the package."""
        for spec in self.values[name].specs:
            for at, (each, _) in enumerate(spec.names):
                if each != name:
                    continue
                if spec.type is not None:
                    return spec.type
                if len(spec.values) == len(spec.names):
                    return self.type_of(spec.values[at], expression(spec.values[at].value), depth)
        return None

    def type_of(self, value: Text, node: object, depth: int = 0) -> Type | None:
        """The type of ``&T{…}``, ``T{…}``, ``T(…)``, of function literals, and of what the package itself declares."""
        code = value.value.strip()
        kind = getattr(node, "type", "")
        if kind == "unary_expression" and code.startswith("&"):
            inner = self.type_of(Text(value.source, code[1:], ((0, 0),)), expression(code[1:]), depth)
            return None if inner is None else Pointer(inner, value.span())
        head = ""
        if kind == "func_literal":
            body = getattr(node, "child_by_field_name", lambda _: None)("body")
            length = len(value.value.encode()) - (len(body.text) if body is not None else 0)
            head = value.value.encode()[:length].decode("utf-8", "ignore").strip()
            return parse_type(Text(value.source, head, ((0, value.origin(0)),)), Report())
        if kind == "identifier" and code in self.values and depth < _MAX_STEPS:
            return self._type_of_name(code, depth + 1)
        if kind == "composite_literal":
            head = code.partition("{")[0].strip()
        elif kind == "call_expression":
            callee = code.partition("(")[0].strip()
            if callee in self.types or callee in PREDECLARED:
                head = callee if callee not in ("new", "make", "len", "cap", "append", "min", "max") else ""
            elif callee in self.funcs and not self.funcs[callee].type_params:
                results: tuple[Param, ...] = self.funcs[callee].results
                return results[0].type if len(results) == 1 else None
            elif callee in ("fmt.Errorf", "errors.New"):
                return Name("", "error", (), value.span())
        if not head or head.startswith(("struct", "[...")):
            return None
        return parse_type(Text(value.source, head, ((0, value.origin(0)),)), Report())
