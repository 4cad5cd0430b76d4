"""Shapes of Go that stands in a plan as code: types, embedded types, whole blocks, and the imports they use."""

from __future__ import annotations

from typing import NamedTuple

from scaffold.golang import ast
from scaffold.golang.parse import parse_embed, parse_file, parse_type, parse_type_params
from scaffold.model import GoFragment, Import
from scaffold.node import Mapping, Node
from scaffold.plan.records import (
    Fields,
    Key,
    Reading,
    Shape,
    custom,
    either,
    list_of,
    map_of,
    prose,
    record,
    word,
)
from scaffold.source import Span, Text, Word


def _go_type(node: Node, reading: Reading) -> ast.Type | None:
    code = prose.read(node, reading)
    return None if code is None else parse_type(code, reading.report)


def _go_type_params(node: Node, reading: Reading) -> tuple[ast.TypeParam, ...] | None:
    code = prose.read(node, reading)
    return None if code is None else parse_type_params(code, reading.report)


def _go_embed(node: Node, reading: Reading) -> ast.Embed | None:
    code = prose.read(node, reading)
    return None if code is None else parse_embed(code, reading.report)


_CODE = list_of(prose, single=True)
_FILES = map_of(_CODE)


def _go_block(node: Node, reading: Reading) -> tuple[GoFragment, ...] | None:
    blocks = _CODE.read(node, reading)
    return None if blocks is None else _fragments("", blocks, reading)


def _go_blocks(node: Node, reading: Reading) -> tuple[GoFragment, ...] | None:
    if not isinstance(node, Mapping):
        return _go_block(node, reading)
    files = _FILES.read(node, reading)
    if files is None:
        return None
    return tuple(found for file, code in files for found in _fragments(file.value, code, reading, file.span))


def _fragments(
    file: str, blocks: tuple[Text, ...], reading: Reading, file_span: Span | None = None
) -> tuple[GoFragment, ...]:
    parsed = [(code, parse_file(code, reading.report)) for code in blocks]
    return tuple(GoFragment(file, found, code, file_span) for code, found in parsed if found is not None)


go_type: Shape[ast.Type] = custom("a Go type", _go_type, (prose,))
go_type_params: Shape[tuple[ast.TypeParam, ...]] = custom("Go type parameters", _go_type_params, (prose,))
go_embed: Shape[ast.Embed] = custom("an embedded type", _go_embed, (prose,))
go_block: Shape[tuple[GoFragment, ...]] = custom("Go declarations", _go_block, (_CODE,))
go_blocks: Shape[tuple[GoFragment, ...]] = custom("Go declarations, or files of them", _go_blocks, (_CODE, _FILES))


class _Imported(NamedTuple):
    """What an entry of `imports` says of a package."""

    path: Word
    version: Word | None = None
    module: Word | None = None


def _path_only(node: Node, reading: Reading) -> _Imported | None:
    path = word.read(node, reading)
    return None if path is None else _Imported(path)


def _import_record(fields: Fields) -> _Imported:
    return _Imported(fields["path"], fields["version"], fields["module"])


_IMPORT: Shape[_Imported] = either(
    custom("an import path", _path_only, (word,)),
    record(
        "an import",
        _import_record,
        {
            "path": Key(word, required=True, doc="Import path of the package."),
            "version": Key(word, doc="Module version, for go.mod."),
            "module": Key(word, doc="Path of the module that the package lies in, where that is not the whole path."),
        },
    ),
)


_IMPORTS = map_of(_IMPORT)


def _imports(node: Node, reading: Reading) -> tuple[Import, ...] | None:
    found = _IMPORTS.read(node, reading)
    if found is None:
        return None
    return tuple(Import(alias, entry.path, entry.version, entry.module) for alias, entry in found)


imports: Shape[tuple[Import, ...]] = custom("a mapping of names to import paths", _imports, (_IMPORTS,))
