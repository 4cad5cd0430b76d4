"""How a text stands in YAML as a careful person would write it: plain, in quotes, or as a block.

What is written reads back as the same text, in PyYAML and in `scaffold.plan.yaml_nodes`; a text that YAML would take
for a number or nothing keeps quotes if it had some.
"""

from __future__ import annotations

import re

# What YAML 1.1 or 1.2 takes for something else than a text.
_OTHER = re.compile(
    r"""(?:~|null|Null|NULL|<<|=|y|Y|n|N|[yY]es|YES|[nN]o|NO|[tT]rue|TRUE|[fF]alse|FALSE|[oO]n|ON|[oO]ff|OFF
    |[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*(?::[0-5]?[0-9])*)
    |[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+
    |[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)
    |[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt\s].*)?)?""",
    re.VERBOSE,
)
# Tabs and line breaks are printable for YAML, and never stand in a text on one line.
_UNPRINTABLE = re.compile("[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")
# Parentheses are none of YAML's, but in brackets our reader takes a comma between them for one that lacks quotes; and
# `a:b` is one text for some of YAML's readers and two for others.
_UNSAFE_IN_BRACKETS = frozenset(",[]{}():?")
_ESCAPES = {"\0": "\\0", "\t": "\\t", "\n": "\\n", "\r": "\\r", '"': '\\"', "\\": "\\\\"}

MAX_SIMPLE_KEY = 1000
"""Characters of a key before YAML wants it to begin with ``?``: its limit is 1024 bytes or characters."""


def means_other(text: str) -> bool:
    """Whether YAML takes `text` without quotes for a number, a boolean, a date or nothing."""
    return _OTHER.fullmatch(text) is not None


def plain_safe(text: str, flow: bool) -> bool:
    """Whether `text` without quotes reads back as it is, whatever it is taken for; in brackets with `flow`."""
    if not text or text[0] == " " or text[-1] in " :" or _UNPRINTABLE.search(text):
        return False
    if text[0] in _INDICATORS and not (text[0] == "-" and len(text) > 1 and text[1] not in " ,[]{}:"):
        return False
    if ": " in text or " #" in text or text.startswith(("---", "...")):
        return False
    return not (flow and _UNSAFE_IN_BRACKETS & set(text))


def needs_own_line(text: str, plain: bool) -> bool:
    """Whether a text cannot stand in brackets and mean the same: no quotes may, or must, be put around it there."""
    return plain and means_other(text) and not plain_safe(text, True)


def on_one_line(text: str, plain: bool, flow: bool = False) -> str:
    """The text on one line: as it is, else in single quotes, else in double ones.

    `plain` means that the text had no quotes and so may be a number, a boolean or nothing.
    """
    if plain and not text:
        return ""
    if plain_safe(text, flow) and (plain or not means_other(text)):
        return text
    if _UNPRINTABLE.search(text):
        return double_quoted(text)
    return "'" + text.replace("'", "''") + "'"


def double_quoted(text: str) -> str:
    """The text in double quotes, with escapes for what is not printable."""
    return '"' + "".join(_escaped(char) for char in text) + '"'


def _escaped(char: str) -> str:
    known = _ESCAPES.get(char)
    if known is not None:
        return known
    if not _UNPRINTABLE.match(char):
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def block(text: str, indent: str) -> list[str] | None:
    """The lines of a block scalar, its header (``|``) first, or None where quotes are the better form.

    `indent` stands before every line of the text that has something on it.
    """
    body = text.rstrip("\n")
    if "\n" not in text or not body.strip(" \t"):
        return None
    lines = body.split("\n")
    if any(line != line.rstrip(" \t") or _UNPRINTABLE.search(line.replace("\t", "")) for line in lines):
        return None
    ends = len(text) - len(body)
    first = next(line for line in lines if line)
    # YAML finds the indentation by the first line: one that begins with white space needs to be told.
    width = "2" if first[0] in " \t" else ""
    chomp = ("-", "")[ends] if ends < 2 else "+"
    return [f"|{width}{chomp}", *(f"{indent}{line}" if line else "" for line in lines), *[""] * max(ends - 1, 0)]
