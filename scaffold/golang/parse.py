"""Go in strings: signatures, types, fields and whole `go:` blocks, read into `scaffold.golang.ast`.

Each function takes a text and a report; what is wrong is reported at its place and parsing goes on where that
makes sense. Names are taken as they are: whether they are legal and what they refer to is `scaffold.check`'s.
"""

from __future__ import annotations

from scaffold.diagnostics import Report
from scaffold.golang.ast import Embed, Field, File, Method, Name, Type, TypeParam
from scaffold.golang.parse_cursor import Fault
from scaffold.golang.parse_file import FileCursor
from scaffold.golang.parse_scan import scan
from scaffold.source import Source, Text


def parse_method(text: Text, report: Report) -> Method | None:
    """An interface's method: ``Store(ctx context.Context, key string) error``."""
    said = Report()
    found = _method(text, said)
    _add(said, report, text, "signature" if found is None else "")
    return found


def _method(text: Text, report: Report) -> Method | None:
    cursor = FileCursor(text, scan(text.value), report)
    try:
        _refuse_empty(cursor, "a method", "Name(key string) error")
        _refuse_function(cursor)
        found = cursor.element("eof")
        _refuse_more(cursor, "method")
        if not isinstance(found, Method):
            raise Fault(
                found.span, "a method needs its parameters in parentheses", "write Name() or Name(key string) error"
            )
    except Fault as fault:
        cursor.tell(fault)
        return None
    return None if cursor.failed else found


def parse_embed(text: Text, report: Report) -> Embed | None:
    """An embedded interface or constraint element: ``io.Closer``, ``~int | ~string``."""
    cursor = FileCursor(text, scan(text.value), report)
    try:
        _refuse_empty(cursor, "an embedded type", "io.Closer")
        found = cursor.element("eof")
        _refuse_more(cursor, "embedded type")
        if isinstance(found, Method):
            raise Fault(found.span, "this is a method, not an embedded type", "write it under methods")
    except Fault as fault:
        cursor.tell(fault)
        return None
    return None if cursor.failed else found


def parse_field(text: Text, report: Report) -> tuple[Field, ...]:
    """The fields of one line of a struct; empty where it is broken."""
    said = Report()
    found = _field(text, said)
    _add(said, report, text, "" if found else "field")
    return found


def _field(text: Text, report: Report) -> tuple[Field, ...]:
    cursor = FileCursor(text, scan(text.value), report)
    try:
        _refuse_empty(cursor, "a field", "Name string")
        if cursor.kind == "type":
            raise Fault(cursor.here(), "a field, not a type declaration, stands here", "declare the type under types")
        found = cursor.field_line("eof")
        _refuse_more(cursor, "field")
    except Fault as fault:
        cursor.tell(fault)
        return ()
    return () if cursor.failed else tuple(found)


def parse_type(text: Text, report: Report) -> Type | None:
    """A type: ``map[string][]*Object``."""
    said = Report()
    found = _type(text, said)
    _add(said, report, text, "type" if found is None else "")
    return found


def _type(text: Text, report: Report) -> Type | None:
    cursor = FileCursor(text, scan(text.value), report)
    try:
        _refuse_empty(cursor, "a type", "[]string")
        found = cursor.type()
        _end(cursor, "the type")
    except Fault as fault:
        cursor.tell(fault)
        return None
    return None if cursor.failed else found


def parse_type_params(text: Text, report: Report) -> tuple[TypeParam, ...] | None:
    """Type parameters with or without their brackets: ``[K comparable, V any]``."""
    bare = not text.value.lstrip(" \t\r\n").startswith("[")
    cursor = FileCursor(text, scan(text.value), report)
    try:
        _refuse_empty(cursor, "type parameters", "[K comparable, V any]")
        if bare:
            _close_bare(cursor)
            found = cursor.type_params(0)
        else:
            opened = cursor.starts[cursor.at]
            cursor.next()
            found = cursor.type_params(opened)
        _end(cursor, "the type parameters")
    except Fault as fault:
        cursor.tell(fault)
        return None
    return None if cursor.failed else found


def parse_file(text: Text, report: Report) -> File | None:
    """A `go:` block: declarations, perhaps with a package clause and imports.

    A broken declaration is reported and left out, or kept with what is sound of it; the others are read all the same.
    """
    tokens = scan(text.value)
    cursor = FileCursor(text, tokens, report)
    return cursor.file()


def expression_names(text: Text) -> tuple[Name, ...]:
    """The names that an expression uses, in order: ``N`` and ``math.MaxInt8``, as `Name` values with their places.

    ``a.b`` counts as a qualified name, whatever ``a`` is; further selectors do not count, nor do keys of composite
    literals (``X`` in ``T{X: 1}``), which may be a struct's fields, nor what a type literal declares: fields, methods,
    parameters. Names declared in bodies of function literals are names like others: bodies need more than this.
    """
    tokens = scan(text.value)
    kinds, found = tokens.kinds, []
    opened: list[str] = []
    for at, kind in enumerate(kinds):
        if kind in ("{", "("):
            is_method = bool(opened) and opened[-1] == "interface"
            opened.append("func" if is_method else kinds[at - 1] if at else "")
        elif kind in ("}", ")") and opened:
            opened.pop()
        if opened and kind == "name" and _declares(opened[-1], kinds, at):
            continue
        if kind != "name" or (at and kinds[at - 1] == ".") or (kinds[at + 1] == ":" and "{" in kinds[:at]):
            continue
        start, end = tokens.starts[at], tokens.ends[at]
        first, second = text.value[start:end], ""
        if kinds[at + 1] == "." and kinds[at + 2] == "name":
            end = tokens.ends[at + 2]
            second = text.value[tokens.starts[at + 2] : end]
        found.append(Name(first if second else "", second or first, (), text.span(start, end)))
    return tuple(found)


_TYPE_STARTS = frozenset(("name", "*", "[", "map", "chan", "func", "struct", "interface", "(", "<-", "..."))


def _declares(around: str, kinds: list[str], at: int) -> bool:
    """Whether the name at a token is declared by the type literal around it, which begins with the token `around`."""
    before, behind = kinds[at - 1] if at else "", kinds[at + 1]
    if around == "struct":
        return before in ("{", ";", ",") and (behind in _TYPE_STARTS or behind == ",")
    if around == "interface":
        return before in ("{", ";") and behind == "("
    # Parameters: of a function type or literal, or of a method in an interface type.
    return around == "func" and before in ("(", ",") and (behind in _TYPE_STARTS or behind == ",")


def _add(said: Report, report: Report, text: Text, refused: str) -> None:
    """Add what was said of a text to a report: in a word, where it is a type, field or signature of another language.

    `refused` is which of the three it should be, or empty where it was read.
    """
    written = _in_go(text.value, refused) if refused else ""
    if written:
        value = " ".join(text.value.split())
        report.error("go-syntax", f"{value} is not Go", text.span(), hint=f"write {written}")
        return
    for found in said:
        report.add(found)


def _in_go(value: str, refused: str) -> str:
    """A type, field or signature of another language in Go; empty where that is not clear."""
    from scaffold.golang import other_languages  # texts with errors only

    if refused == "type":
        written = other_languages.go_type(value)
        read: object = _type(_plain(written), Report()) if written else None
    elif refused == "field":
        written = other_languages.go_field(value)
        read = _field(_plain(written), Report()) if written else None
    else:
        written = other_languages.go_signature(value)
        read = _method(_plain(written), Report()) if written else None
    return written if read else ""


def _plain(value: str) -> Text:
    return Text(Source("", value), value, ((0, 0),))


def _refuse_empty(cursor: FileCursor, what: str, example: str) -> None:
    while cursor.kind == ";":
        cursor.next()
    if cursor.kind == "eof" and not cursor.failed:
        raise Fault(cursor.text.span(), f"expected {what}, found nothing", f"write {example}")


def _refuse_function(cursor: FileCursor) -> None:
    if cursor.kind == "func":
        start = cursor.here()
        cursor.next()
        if cursor.kind == "(":
            cursor.params(True)
        rest = cursor.value[cursor.starts[cursor.at] :].split("{")[0].strip()
        raise Fault(start, "a method of an interface is written without func, receiver and body", f"write {rest}")


def _refuse_more(cursor: FileCursor, what: str) -> None:
    """Refuse a second item behind the first."""
    if cursor.kind != "eof":
        end = cursor.ends[-1]
        raise Fault(
            cursor.here()._replace(end=max(cursor.ends[cursor.at], end)),
            f"expected one {what}, found more behind it",
            f"write each {what} as an item of its own",
        )


def _close_bare(cursor: FileCursor) -> None:
    """Put the closing bracket behind bare type parameters."""
    at = len(cursor.kinds) - 1
    if at and cursor.kinds[at - 1] == ";":
        cursor.kinds[at - 1] = "]"
        return
    end = cursor.ends[at - 1] if at else 0
    cursor.kinds.insert(at, "]")
    cursor.starts.insert(at, end)
    cursor.ends.insert(at, end)


def _end(cursor: FileCursor, what: str) -> None:
    if cursor.kind == ";" and cursor.starts[cursor.at] == cursor.ends[cursor.at]:
        cursor.next()
    if cursor.kind == "]" and cursor.starts[cursor.at] == cursor.ends[cursor.at]:
        cursor.jump(cursor.at - 1)  # the bracket of `_close_bare` was not needed
    if cursor.kind != "eof":
        raise cursor.fault(f"the end after {what}")
