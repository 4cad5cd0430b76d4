"""tree-sitter's parser of Go, for those who look inside expressions and bodies, lay them out or split a file.

Signatures, types and declarations are not read with it: see `parse` and its scanner.
"""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def parser() -> Any:
    """The one parser of the process, made when it is first used: it costs 10 ms that most runs need not pay."""
    import tree_sitter_go
    from tree_sitter import Language, Parser

    return Parser(Language(tree_sitter_go.language()))
