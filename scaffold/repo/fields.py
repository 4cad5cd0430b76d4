"""Lines of tab-separated fields, as the lock and the bases of shared files are written, and git's marks in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scaffold.repo.errors import BadLock, MergeLeftovers

_SPECIAL = ("", "option", "format")
_LEADING = '"#<=>|'


def quoted(field: str) -> str:
    """`field` as it stands in a line: itself, or a JSON string where a bare one could be misread."""
    if field in _SPECIAL or field[0] in _LEADING or not field.isprintable() or field != field.strip():
        import json

        return json.dumps(field)
    return field


def unquoted(field: str) -> str:
    """What `quoted` was given. Raises `ValueError` for a damaged string."""
    if not field.startswith('"'):
        return field
    import json

    value = json.loads(field)
    if not isinstance(value, str):
        raise ValueError(f"not a string: {field}")
    return value


def joined(fields: Iterable[str]) -> str:
    """One line of a file: the fields, quoted where they must be, with tabs between them, and the line end."""
    return "\t".join(map(quoted, fields)) + "\n"


def lines_of(path: str, data: bytes) -> Iterator[tuple[int, str]]:
    """The (1-based number, text) of each line that counts in a line-wise file of scaffold's own.

    Empty lines and comments (``#``) do not count. Where git left its conflict markers both sides do, the common
    ancestor between ``|||||||`` and ``=======`` (diff3 and zdiff3 style) does not. Raises `MergeLeftovers` where
    the markers do not match up, `BadLock` where the file is no UTF-8 text.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        raise BadLock(path, f"line {number} is not UTF-8 text") from None
    for number, raw, side in _with_sides(path, text):
        line = raw.removesuffix("\r")
        if side != "|" and line and not line.startswith("#"):
            yield number, line


def sides_of(path: str, data: bytes) -> tuple[bytes, bytes]:
    """Both texts of a file in which git left conflict markers, ours first; twice the same where there are none.

    Raises `MergeLeftovers` where the markers do not match up.
    """
    if b"<<<<<<<" not in data:
        return data, data
    # Latin-1 keeps every byte as it is.
    lines = [(raw, side) for _, raw, side in _with_sides(path, data.decode("latin-1"))]
    ours, theirs = ("\n".join(raw for raw, side in lines if side in ("", mark)) for mark in "<=")
    return ours.encode("latin-1"), theirs.encode("latin-1")


def _with_sides(path: str, text: str) -> Iterator[tuple[int, str, str]]:
    """Number and text of each line but git's markers, and where it stands: on a side (``<``, ``|``, ``=``) or none."""
    side = ""
    opened = 0
    for number, raw in enumerate(text.split("\n"), 1):
        mark, end = raw[:7], raw[7:8]
        if mark in ("<<<<<<<", "|||||||", "=======", ">>>>>>>") and end in ("", " ", "\r"):
            if (mark, side) not in _TURNS:
                raise MergeLeftovers(path, f"line {number}: {mark} without its counterpart", _SETTLE)
            side = _TURNS[mark, side]
            opened = number
        else:
            yield number, raw, side
    if side:
        raise MergeLeftovers(path, f"line {opened}: a merge conflict without its end", _SETTLE)


_SETTLE = "take either side whole (git checkout --ours or --theirs) and run scaffold again"

_TURNS = {
    ("<<<<<<<", ""): "<",
    ("|||||||", "<"): "|",
    ("=======", "<"): "=",
    ("=======", "|"): "=",
    (">>>>>>>", "="): "",
}
