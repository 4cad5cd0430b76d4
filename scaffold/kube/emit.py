"""YAML as controller-gen writes it: sigs.k8s.io/yaml, which is go.yaml.in/yaml/v2 with its defaults, over sorted keys.

Block style throughout, lists not indented below their key, a width of 80 columns after which a space becomes a line
break, literal blocks for text of several lines, quotes only where a plain scalar would be read as something else.
`tests/kube/test_emit.py` compares with the library itself.
"""

from __future__ import annotations

import re
from functools import cmp_to_key

from scaffold.kube.scalars import Json, go_float, is_timestamp, json_number, resolve

_WIDTH = 80
"""Columns after which the next single space is broken at."""
_KEY_LENGTH = 128
"""Bytes of a key that may stand without a ``?`` before it."""
_FIRST = "#,[]{}&*!|>'\"%@`"
"""Characters that a plain scalar may not begin with."""
_WORDS = re.compile(r"[A-Za-z][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./-]+)*")
"""Text that every style can hold: names, types and most sentences, which then need no look at each character."""
_BREAKS = "\r\n\x85\u2028\u2029"
_ESCAPES = {
    "\0": "0",
    "\a": "a",
    "\b": "b",
    "\t": "t",
    "\n": "n",
    "\v": "v",
    "\f": "f",
    "\r": "r",
    "\x1b": "e",
    '"': '"',
    "\\": "\\",
    "\x85": "N",
    "\xa0": "_",
    "\u2028": "L",
    "\u2029": "P",
}


def document(value: Json) -> str:
    """One document with its leading ``---`` line."""
    return "---\n" + dump(value)


def dump(value: Json) -> str:
    """`value` as YAML, ending in a newline. Mapping keys are sorted in the library's natural order."""
    out: list[str] = []
    _node(out, value, indent=0, column=0, lead="")
    return "".join(out)


def _node(out: list[str], value: Json, *, indent: int, column: int, lead: str) -> None:
    """Writes a value whose place begins at `column`; `lead` stands before a scalar (the space behind a colon).

    `indent` is the column that lines of a block below it begin in.
    """
    if isinstance(value, dict) and value:
        _mapping(out, value, indent)
    elif isinstance(value, list) and value:
        _sequence(out, value, indent)
    else:
        text = _scalar(value, indent=indent, column=column + len(lead))
        # A block that ends in a line break needs none of ours.
        out.append(f"{lead}{text}" if text[-1] in _BREAKS else f"{lead}{text}\n")


def _mapping(out: list[str], value: dict[str, Json], indent: int) -> None:
    """The first key stands where the output is; the others on lines of their own."""
    pad = " " * indent
    for number, key in enumerate(sorted(value, key=_key_order)):
        if number:
            out.append(pad)
        item = value[key]
        simple = len(key.encode()) <= _KEY_LENGTH and not any(char in _BREAKS for char in key)
        if simple:
            head = _string(key, indent=indent + 2, column=indent, key=True) + ":"
            out.append(head)
            column = indent + len(head)
        else:
            out.append("? ")
            _node(out, key, indent=indent + 2, column=indent + 2, lead="")
            out.append(pad + ":")
            column = indent + 1
        _value(out, item, indent, column, simple)


def _value(out: list[str], item: Json, indent: int, column: int, simple: bool) -> None:
    """What stands behind a key's colon."""
    if isinstance(item, dict) and item:
        if simple:
            out.append("\n" + " " * (indent + 2))
        else:
            out.append(" ")
        _mapping(out, item, indent + 2)
    elif isinstance(item, list) and item:
        if simple:
            out.append("\n" + " " * indent)
            _sequence(out, item, indent)
        else:
            out.append(" ")
            _sequence(out, item, indent + 2)
    else:
        _node(out, item, indent=indent + 2, column=column, lead=" ")


def _sequence(out: list[str], value: list[Json], indent: int) -> None:
    pad = " " * indent
    for number, item in enumerate(value):
        out.append(f"{pad}- " if number else "- ")
        _node(out, item, indent=indent + 2, column=indent + 2, lead="")


def _scalar(value: Json, *, indent: int, column: int) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value) if -(1 << 63) <= value < 1 << 64 else go_float(float(value))
        case float():
            number = json_number(value)
            return str(number) if isinstance(number, int) else go_float(number)
        case str():
            return _string(value, indent=indent, column=column, key=False)
        case dict():
            return "{}"
        case list():
            return "[]"


def _string(text: str, *, indent: int, column: int, key: bool) -> str:
    """A string in the style the library picks for it."""
    plain, single, block = _allowed(text)
    if "\n" in text:
        if block and not key:
            return _literal(text, indent)
        return _double_quoted(text, indent, column, folds=not key)
    if resolve(text) is not text or is_timestamp(text) or _is_base60(text):
        return _double_quoted(text, indent, column, folds=not key)
    if plain:
        return _folded(text, indent, column, folds=not key)
    if single:
        return _folded(text, indent, column, folds=not key, quote="'")
    return _double_quoted(text, indent, column, folds=not key)


def _allowed(text: str) -> tuple[bool, bool, bool]:
    """Whether a plain scalar, a single-quoted one and a block can hold the text."""
    if not text:
        return False, True, False
    if _WORDS.fullmatch(text):
        return True, True, True
    indicators = text.startswith(("---", "...")) or text[0] in _FIRST
    first_blank = text[1:2] in ("", " ", "\t")
    if text[0] in "?:-" and first_blank:
        indicators = True
    special = break_space = space_break = breaks = False
    previous = ""
    for at, char in enumerate(text):
        colon = char == ":" and (at + 1 == len(text) or text[at + 1] in " \t")
        comment = char == "#" and (previous in " \t\0" or previous in _BREAKS)
        indicators = indicators or (at > 0 and (colon or comment))
        if not _printable(char):
            special = True
        if char in _BREAKS:
            breaks = True
            space_break = space_break or previous == " "
        elif char == " " and previous and previous in _BREAKS:
            break_space = True
        previous = char
    edges = text[0] == " " or text[-1] == " " or text[0] in _BREAKS or text[-1] in _BREAKS
    unfit = space_break or special
    plain = not (indicators or edges or break_space or unfit or breaks)
    return plain, not (break_space or unfit), not (unfit or text[-1] == " ")


def _printable(char: str) -> bool:
    code = ord(char)
    if code < 0x7F:
        return code >= 0x20 or code == 0x0A
    if code < 0xA0 or code == 0xFEFF:
        return False
    return code <= 0xD7FF or 0xE000 <= code <= 0xFFFD


def _folded(text: str, indent: int, column: int, *, folds: bool, quote: str = "") -> str:
    """A plain or a single-quoted scalar, broken at single spaces beyond the width."""
    escaped = text.replace(quote, quote * 2) if quote else text
    short = column + len(escaped) <= _WIDTH or " " not in escaped
    if not folds or (short and not (quote and any(char in _BREAKS for char in escaped))):
        return f"{quote}{escaped}{quote}"
    column += len(quote)
    pad = "\n" + " " * indent
    out: list[str] = []
    spaces = breaks = False
    for at, char in enumerate(escaped):
        if char in _BREAKS:
            out.append(char)
            column = 0
            breaks = True
            continue
        if char == " ":
            inner = not quote or 0 < at < len(escaped) - 1
            if not spaces and column > _WIDTH and inner and escaped[at + 1 : at + 2] != " ":
                out.append(pad)
                column = indent
            else:
                out.append(char)
                column += 1
            spaces = True
        else:
            if breaks:
                out.append(" " * indent)
                column = indent
                breaks = False
            out.append(char)
            column += 1
            spaces = False
    return f"{quote}{''.join(out)}{quote}"


def _double_quoted(text: str, indent: int, column: int, *, folds: bool) -> str:
    out = ['"']
    column += 1
    spaces = False
    for at, char in enumerate(text):
        if (char in _ESCAPES and char != "\xa0") or not _printable(char):
            escaped = _escape(char)
            out.append(escaped)
            column += len(escaped)
            spaces = False
        elif char == " ":
            if folds and not spaces and column > _WIDTH and 0 < at < len(text) - 1:
                out.append("\n" + " " * indent)
                column = indent
                if text[at + 1] == " ":
                    out.append("\\")
                    column += 1
            else:
                out.append(char)
                column += 1
            spaces = True
        else:
            out.append(char)
            column += 1
            spaces = False
    out.append('"')
    return "".join(out)


def _escape(char: str) -> str:
    short = _ESCAPES.get(char)
    if short:
        return "\\" + short
    code = ord(char)
    if code <= 0xFF:
        return f"\\x{code:02X}"
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def _literal(text: str, indent: int) -> str:
    """``|`` with its hints, and the lines; the last line break only where the text has it."""
    hint = "2" if text[0] == " " or text[0] in _BREAKS else ""
    if text[-1] not in _BREAKS:
        hint += "-"
    elif len(text) == 1 or text[-2] in _BREAKS:
        hint += "+"
    pad = " " * indent
    out = ["|", hint, "\n"]
    fresh = True
    for char in text:
        if char in _BREAKS:
            out.append(char)
            fresh = True
        else:
            if fresh:
                out.append(pad)
            out.append(char)
            fresh = False
    return "".join(out)


def _is_base60(text: str) -> bool:
    """``190:20:30``: a number to some readers of YAML 1.1."""
    body = text[1:] if text[:1] in ("+", "-") else text
    if ":" not in body or not body[0].isdigit() or not body.isascii():
        return False
    head, *rest = body.split(":")
    if not all(char.isdigit() or char == "_" for char in head) or not rest:
        return False
    last, dot, fraction = rest[-1].partition(".")
    if dot and not all(char.isdigit() or char == "_" for char in fraction):
        return False
    return all(
        part and part.isdigit() and (len(part) == 1 or (len(part) == 2 and part[0] in "012345"))
        for part in (*rest[:-1], last)
    )


def _compare_keys(left: str, right: str) -> int:
    """The library's order of keys: letters after everything else, runs of digits by their value."""
    for at in range(min(len(left), len(right))):
        a, b = left[at], right[at]
        if a == b:
            continue
        a_letter, b_letter = a.isalpha(), b.isalpha()
        if a_letter and b_letter:
            return -1 if a < b else 1
        if a_letter or b_letter:
            return -1 if b_letter else 1
        return _compare_numbers(left, right, at)
    return len(left) - len(right)


def _compare_numbers(left: str, right: str, at: int) -> int:
    """Two strings that differ at `at`, neither in a letter: the numbers that begin there decide."""
    start = 0
    if "0" in (left[at], right[at]):
        back = at - 1
        while back >= 0 and left[back].isdecimal():
            if left[back] != "0":
                start = 1  # zeros inside a number count as digits
                break
            back -= 1
    a, a_end = _run(left, at, start)
    b, b_end = _run(right, at, start)
    if a != b:
        return -1 if a < b else 1
    if a_end != b_end:
        return a_end - b_end
    return -1 if left[at] < right[at] else 1


def _run(text: str, at: int, value: int) -> tuple[int, int]:
    """The number that the digits from `at` on make, in 64 bits as Go counts, and where they end."""
    while at < len(text) and text[at].isdecimal():
        value = value * 10 + ord(text[at]) - ord("0")
        at += 1
    return ((value + (1 << 63)) % (1 << 64)) - (1 << 63), at


_key_order = cmp_to_key(_compare_keys)
