"""Go's tokens from tree-sitter's leaves or, where that tree is broken, from the scanner.

tree-sitter-go recovers from an error by leaving characters out and by making tokens up, so that its leaves are
only trusted when the whole tree is sound. It also knows no automatic semicolons: line ends are put back here by
Go's own rule. Either way the result is the same list of tokens, and one reader holds it against Go's grammar,
which differs from tree-sitter-go's both ways.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from scaffold.golang.parse_scan import JOINABLE, OPERATORS, scan
from scaffold.golang.parse_tokens import ENDS_LINE, KEYWORDS, LITERALS, LexicalFault, Tokens, is_name, literal

_parser: Any = None
# tree-sitter's recovery from errors takes up to 20 s for a megabyte. Characters of broken text it may still be given
# in this process; what is longer, or comes later, is scanned, which takes no longer than a sound text and finds the
# same tokens.
_patience = 50_000
_kinds: list[str] = []
_NAMED_LEAVES = {
    "identifier": "name",
    "type_identifier": "name",
    "field_identifier": "name",
    "package_identifier": "name",
    "blank_identifier": "name",
    "label_name": "name",
    "nil": "name",
    "true": "name",
    "false": "name",
    "iota": "name",
    "int_literal": "int",
    "float_literal": "float",
    "imaginary_literal": "imag",
    "rune_literal": "char",
    "interpreted_string_literal": "string",
    "raw_string_literal": "string",
    "comment": "comment",
    "dot": ".",
}
_SKIP = "skip"


def _load() -> Any:
    """The one tree-sitter parser of the process, made when the first Go is read."""
    global _parser  # noqa: PLW0603 - the parser is made once a process, and lazily
    import tree_sitter_go  # costs 20 ms that a run without Go need not pay
    from tree_sitter import Language, Parser

    language = Language(tree_sitter_go.language())
    for number in range(language.node_kind_count):
        kind = language.node_kind_for_id(number) or ""
        if language.node_kind_is_named(number):
            _kinds.append(_NAMED_LEAVES.get(kind, ""))
        else:
            # Line ends come back by Go's rule; tree-sitter's own have several names.
            plain = kind in ("", "end", "\n", "\0") or kind.startswith("source_file_token")
            _kinds.append(_SKIP if plain else kind)
    _parser = Parser(language)
    return _parser


def parser() -> Any:
    """The one tree-sitter parser of the process."""
    return _parser or _load()


def read_tokens(text: str, before: str = "", after: str = "\n") -> Tokens:
    """The tokens of a text that is a piece of Go: `before` and `after` make a file of it for tree-sitter."""
    if len(text) <= _patience and "\0" not in text and "\f" not in text and "\v" not in text and "\ufeff" not in text:
        tokens = _from_tree(text, before, after)
        if tokens is not None:
            return tokens
    return scan(text)


def _from_tree(text: str, before: str, after: str) -> Tokens | None:
    ascii_only = text.isascii()
    try:
        root = parser().parse((before + text + after).encode()).root_node
    except UnicodeEncodeError:  # a lone surrogate
        return None
    if root.has_error:
        global _patience  # noqa: PLW0603 - one measure for the whole process
        _patience -= len(text)
        return None
    shift = len(before)
    size = len(text) if ascii_only else len(text.encode())
    tokens = Tokens(text)
    kinds, starts, ends, names = tokens.kinds, tokens.starts, tokens.ends, _kinds
    literals = False
    stack = [root]
    pop = stack.pop
    while stack:
        node = pop()
        kind = names[node.kind_id]
        if not kind:
            stack += node.children[::-1]
            continue
        if kind is _SKIP:
            continue
        start = node.start_byte - shift
        if start < 0 or start >= size:
            continue
        end = node.end_byte - shift
        if kind == "comment":
            tokens.comments.setdefault(len(kinds), []).append((start, end))
        elif start < end:
            if kind == "name":
                if ascii_only and text[start:end] in KEYWORDS:
                    return None  # tree-sitter takes a keyword for a name where no keyword can stand
            elif kind in LITERALS:
                literals = True
            elif kind in JOINABLE and kinds and ends[-1] == start and kinds[-1] + kind in OPERATORS:
                return None  # tree-sitter takes ++ for two signs where none can stand
            kinds.append(kind)
            starts.append(start)
            ends.append(end)
    if ends and ends[-1] > size:  # a token that swallowed the frame
        return None
    if not ascii_only and not _to_characters(tokens):
        return None
    if "\n" in text:
        _end_lines(tokens)
    tokens.close()
    return None if literals and not _literals_sound(tokens) else tokens


def _to_characters(tokens: Tokens) -> bool:
    """Turn byte offsets into characters; false where a gap or a name holds what Go doesn't allow there."""
    text = tokens.text
    places, extra, total = [0], [0], 0
    for at, char in enumerate(text):
        if char > "\x7f":
            total += 1 if char < "\u0800" else 2 if char < "\U00010000" else 3
            places.append(at + total + 1)  # the byte after the character
            extra.append(total)

    def char_at(byte: int) -> int:
        return byte - extra[bisect_right(places, byte) - 1]

    tokens.starts[:] = map(char_at, tokens.starts)
    tokens.ends[:] = map(char_at, tokens.ends)
    for spans in tokens.comments.values():
        spans[:] = [(char_at(start), char_at(end)) for start, end in spans]
    covered = sorted(
        [*zip(tokens.starts, tokens.ends, strict=True)] + [span for c in tokens.comments.values() for span in c]
    )
    last = 0
    for start, end in [*covered, (len(text), len(text))]:
        if text[last:start].strip(" \t\r\n"):
            return False
        last = end
    for kind, start, end in zip(tokens.kinds, tokens.starts, tokens.ends, strict=True):
        if kind == "name" and (text[start:end] in KEYWORDS or not is_name(text[start:end])):
            return False
    return True


def _end_lines(tokens: Tokens) -> None:
    """Put Go's automatic semicolons between the tokens."""
    text, comments = tokens.text, tokens.comments
    kinds, starts, ends = tokens.kinds, tokens.starts, tokens.ends
    made = Tokens(text)
    find = text.find
    last, last_end = "", 0
    for at, (kind, start, end) in enumerate(zip(kinds, starts, ends, strict=True)):
        found = comments.get(at)
        if last in ENDS_LINE and find("\n", last_end, start) >= 0:
            made.add(";", last_end, last_end)
        if found:
            made.comments[len(made.kinds)] = found
        made.add(kind, start, end)
        last, last_end = kind, end
    if len(kinds) in comments:
        made.comments[len(made.kinds)] = comments[len(kinds)]
    tokens.kinds, tokens.starts, tokens.ends, tokens.comments = made.kinds, made.starts, made.ends, made.comments


def _literals_sound(tokens: Tokens) -> bool:
    text = tokens.text
    for at, kind in enumerate(tokens.kinds):
        if kind in LITERALS:
            start, end = tokens.starts[at], tokens.ends[at]
            if kind == "string" and (text[start] == "`" or "\\" not in text[start:end]):
                if "\n" in text[start:end] and text[start] == '"':
                    return False
                continue
            if kind == "int" and text[start] != "0" and "_" not in text[start:end]:
                continue
            try:
                if literal(text, start)[1] != end:
                    return False
            except LexicalFault:
                return False
    return True
