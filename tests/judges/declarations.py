"""The differential judge: declarations as go/parser finds them, beside declarations as scaffold's own trees hold them.

Both sides are plain JSON values of one shape, so that a test compares them with ``==``.

A file is ``{"file", "package", "doc", "generated", "imports": [{"alias", "path"}], "decls": [decl]}``. A decl is one of
- ``{"kind": "type", "name", "type_params": [[name, type]], "type", "alias", "doc", "comment"}``
- ``{"kind": "values", "keyword", "grouped", "specs": [{"names", "type" or None, "values", "doc", "comment"}]}``
- ``{"kind": "func", "name", "receiver": None or {"name", "type"}, "type_params", "params", "results", "doc", "body"}``

A type is a list: ``["name", qualifier, name, args]``, ``["pointer", t]``, ``["slice", t]``, ``["array", length, t]``,
``["map", k, v]``, ``["chan", direction, t]``, ``["func", params, results]``, ``["tilde", t]``, ``["union", [t]]``,
``["struct", [{"name", "type", "tag", "doc", "comment"}]]``, ``["interface", [{"name", "type", "doc", "comment"}]]``.
A parameter is ``[name, type, variadic]``. Parentheses say nothing that the tree doesn't, and are left out.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from judges.tools import program
from scaffold.golang import ast

Json = Any
"""A JSON value of the shape above."""

Qualify = Callable[[str], str]
"""What a qualifier is compared as: by default as written."""


def declarations(files: Iterable[Path]) -> list[Json]:
    """What go/parser finds in each of the files. Raises `ValueError` with its words where one doesn't parse."""
    paths = [str(file) for file in files]
    return _run(paths, "") if paths else []


def declarations_text(source: str) -> Json:
    """The same of one file given as text; the package clause may be missing."""
    return _run([], source)[0]


def _run(arguments: list[str], source: str) -> list[Json]:
    done = subprocess.run(
        [program("decls"), *arguments], input=source.encode(), capture_output=True, timeout=60, check=False
    )
    if done.returncode:
        raise ValueError(done.stderr.decode())
    found: list[Json] = json.loads(done.stdout)
    return found


def shape_of_type(type_: ast.Type, qualify: Qualify = str) -> Json:
    """A type of scaffold's tree in the judge's shape."""
    match type_:
        case ast.Name():
            return ["name", qualify(type_.qualifier), type_.name, [shape_of_type(arg, qualify) for arg in type_.args]]
        case ast.Pointer():
            return ["pointer", shape_of_type(type_.elem, qualify)]
        case ast.Slice():
            return ["slice", shape_of_type(type_.elem, qualify)]
        case ast.Array():
            return ["array", type_.length.value, shape_of_type(type_.elem, qualify)]
        case ast.Map():
            return ["map", shape_of_type(type_.key, qualify), shape_of_type(type_.value, qualify)]
        case ast.Chan():
            return ["chan", type_.direction, shape_of_type(type_.elem, qualify)]
        case ast.Func():
            return ["func", _params(type_.params, qualify), _params(type_.results, qualify)]
        case ast.Struct():
            return ["struct", [_field(field, qualify) for field in type_.fields]]
        case ast.Interface():
            return ["interface", [_element(type_, index, qualify) for index in type_.order]]
        case ast.Paren():
            return shape_of_type(type_.inner, qualify)
        case ast.Tilde():
            return ["tilde", shape_of_type(type_.inner, qualify)]
        case ast.Union():
            return ["union", [shape_of_type(term, qualify) for term in type_.terms]]


def _params(params: tuple[ast.Param, ...], qualify: Qualify) -> Json:
    return [[param.name, shape_of_type(param.type, qualify), param.variadic] for param in params]


def _field(field: ast.Field, qualify: Qualify) -> Json:
    return {
        "name": field.name,
        "type": shape_of_type(field.type, qualify),
        "tag": field.tag.value,
        "doc": field.doc.value,
        "comment": field.comment.value,
    }


def _element(interface: ast.Interface, index: int, qualify: Qualify) -> Json:
    if index < 0:
        embed = interface.embeds[~index]
        return {
            "name": "",
            "type": shape_of_type(embed.type, qualify),
            "doc": embed.doc.value,
            "comment": embed.comment.value,
        }
    method = interface.methods[index]
    return {
        "name": method.name,
        "type": ["func", _params(method.params, qualify), _params(method.results, qualify)],
        "doc": method.doc.value,
        "comment": method.comment.value,
    }


def _type_params(params: tuple[ast.TypeParam, ...], qualify: Qualify) -> Json:
    return [[param.name, shape_of_type(param.constraint, qualify)] for param in params]


def shape_of_decl(decl: ast.Decl, qualify: Qualify = str) -> Json:
    """A declaration of scaffold's tree in the judge's shape."""
    match decl:
        case ast.TypeDecl():
            return {
                "kind": "type",
                "name": decl.name,
                "type_params": _type_params(decl.type_params, qualify),
                "type": shape_of_type(decl.type, qualify),
                "alias": decl.alias,
                "doc": decl.doc.value,
                "comment": decl.comment.value,
            }
        case ast.ValueDecl():
            return {
                "kind": "values",
                "keyword": decl.keyword,
                "grouped": decl.grouped,
                "specs": [_spec(decl, spec, qualify) for spec in decl.specs],
            }
        case ast.FuncDecl():
            return {
                "kind": "func",
                "name": decl.name,
                "receiver": _receiver(decl.receiver),
                "type_params": _type_params(decl.type_params, qualify),
                "params": _params(decl.params, qualify),
                "results": _params(decl.results, qualify),
                "doc": decl.doc.value,
                "body": decl.body.value,
            }


def _spec(decl: ast.ValueDecl, spec: ast.ValueSpec, qualify: Qualify) -> Json:
    # A declaration without parentheses has one comment, which either tree may hold at either level.
    doc = spec.doc.value if decl.grouped else spec.doc.value or decl.doc.value
    return {
        "names": [name for name, _ in spec.names],
        "type": shape_of_type(spec.type, qualify) if spec.type else None,
        "values": [value.value for value in spec.values],
        "doc": doc,
        "comment": spec.comment.value,
    }


def _receiver(receiver: ast.Receiver | None) -> Json:
    if receiver is None:
        return None
    args = [["name", "", param, []] for param in receiver.params]
    named = ["name", "", receiver.type_name, args]
    return {"name": receiver.name, "type": ["pointer", named] if receiver.pointer else named}
