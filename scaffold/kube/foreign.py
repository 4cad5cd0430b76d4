"""Types of packages outside the plan as declarations, from the facts that `scaffold.golang.stdlib` has of them."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from scaffold.diagnostics import Report
from scaffold.golang import ast, stdlib
from scaffold.golang.parse import parse_type
from scaffold.source import Source, Text

_NOWHERE = ast.NO_TEXT.span()


@cache
def declaration(path: str, name: str) -> ast.TypeDecl | None:
    """The resolved declaration of a type; None where nobody knows it. Structs show their exported fields only."""
    package = stdlib.package(path)
    symbol = package.symbol(name) if package is not None else None
    if package is None or not isinstance(symbol, stdlib.Type) or symbol.type_params:
        return None
    body: ast.Type | None
    if symbol.text:
        body = _type(symbol.text, package)
    elif symbol.kind == "struct":
        fields = []
        for field in symbol.fields:
            of = _type(field.type, package)
            if of is not None:
                shown = "" if field.embedded else field.name
                fields.append(ast.Field(shown, of, ast.NO_TEXT, ast.NO_TEXT, ast.NO_TEXT, False, _NOWHERE))
        body = ast.Struct(tuple(fields), _NOWHERE)
    else:
        body = ast.Interface((), (), (), _NOWHERE) if symbol.kind == "interface" else None
    if body is None:
        return None
    return ast.TypeDecl(name, (), body, symbol.alias, ast.NO_TEXT, ast.NO_TEXT, _NOWHERE)


def has_hidden_fields(path: str, name: str) -> bool:
    """Whether a struct outside the plan has fields that nobody outside its package sees."""
    package = stdlib.package(path)
    symbol = package.symbol(name) if package is not None else None
    return isinstance(symbol, stdlib.Type) and symbol.kind == "struct" and symbol.hidden


def has_method(path: str, name: str, method: str) -> bool:
    """Whether a type outside the plan, or a pointer to it, has a method."""
    package = stdlib.package(path)
    symbol = package.symbol(name) if package is not None else None
    return isinstance(symbol, stdlib.Type) and any(found.name == method for found in symbol.methods)


_API_FOLDERS = ("api", "apis")
_API_VERSION = re.compile(r"v1|v[1-9][0-9]*(?:alpha|beta)[1-9][0-9]*")
"""Last elements of import paths that are versions of APIs; ``v2`` and more are versions of modules, too."""


def is_api_package(path: str) -> bool:
    """Whether a path is that of a package of API types, which have deep copies as a rule."""
    elements = path.split("/")
    return any(element in _API_FOLDERS for element in elements[1:]) or _API_VERSION.fullmatch(elements[-1]) is not None


def _type(text: str, package: stdlib.Package) -> ast.Type | None:
    found = parse_type(Text(Source("", text), text, ((0, 0),)), Report())
    return None if found is None else resolved(found, package)


def resolved(type_: Any, package: stdlib.Package) -> Any:
    """A type of the facts of a package with import paths for qualifiers."""
    match type_:
        case ast.Name():
            args = tuple(resolved(arg, package) for arg in type_.args)
            qualifier = package.imports.get(type_.qualifier, package.path) if type_.qualifier else ""
            return type_._replace(qualifier=qualifier, args=args)
        case ast.Pointer() | ast.Slice() | ast.Array() | ast.Chan():
            return type_._replace(elem=resolved(type_.elem, package))
        case ast.Map():
            return type_._replace(key=resolved(type_.key, package), value=resolved(type_.value, package))
        case ast.Struct():
            fields = tuple(field._replace(type=resolved(field.type, package)) for field in type_.fields)
            return type_._replace(fields=fields)
        case ast.Paren():
            return resolved(type_.inner, package)
        case _:
            return type_
