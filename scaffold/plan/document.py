"""The bytes of a plan as a text with places: UTF-8, of a bounded size, without what YAML forbids.

Markdown plans come through here as well: what no YAML file may hold has no business in a plan's document either.
"""

from __future__ import annotations

import re

from scaffold.diagnostics import Report
from scaffold.source import Source, Text

MAX_BYTES = 10 * 1024 * 1024
"""The largest document that is read, a byte-order mark included: 10 MiB, so that both ideas of 10 MB fit."""
MAX_SHOWN_CONTROLS = 100
"""Control characters reported of one document."""

# UTF-32's little-endian mark begins with UTF-16's, so it is asked for first.
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le", "UTF-32"),
    (b"\x00\x00\xfe\xff", "utf-32-be", "UTF-32"),
    (b"\xff\xfe", "utf-16-le", "UTF-16"),
    (b"\xfe\xff", "utf-16-be", "UTF-16"),
)
# What YAML 1.1 does not call printable; anything beyond ASCII is looked for only where there is some.
FORBIDDEN_ASCII = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f"
FORBIDDEN = FORBIDDEN_ASCII + "\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"


def read_document(data: bytes, name: str, report: Report) -> Source | None:
    """The document behind `data`, shown in messages as `name`; None where an error says why it can't be read.

    Accepts UTF-8 with or without a byte-order mark, up to `MAX_BYTES`. Errors: ``document-size``, ``encoding``,
    ``control-character``.
    """
    if len(data) > MAX_BYTES:
        head = Source(name, data[:4096].decode("utf-8", "replace").removeprefix("\ufeff"))
        report.error(
            "document-size",
            f"the document has {len(data):,} bytes; {MAX_BYTES:,} (10 MiB) are the limit",
            head.span(0, 0),
            "split it into several plans: one run takes them all",
        )
        return None
    text = _decode(data, name, report)
    if text is None:
        return None
    source = Source(name, text)
    return None if report_controls(source.whole(), report) else source


def _decode(data: bytes, name: str, report: Report) -> str | None:
    """The text of UTF-8 bytes; otherwise an error at the first byte that isn't any."""
    for mark, codec, title in _MARKS:
        if data.startswith(mark):
            shown = Source(name, data[len(mark) :].decode(codec, "replace"))
            report.error("encoding", f"the document is in {title}, not in UTF-8", shown.span(0, 1), "save it as UTF-8")
            return None
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as problem:
        at = problem.start
        offset = len(data[:at].decode("utf-8").removeprefix("\ufeff"))
        shown = Source(name, data.decode("utf-8", "replace").removeprefix("\ufeff"))
        report.error(
            "encoding",
            f"byte 0x{data[at]:02x} is not UTF-8",
            shown.span(offset, offset + 1),
            _encoding_hint(data, at),
        )
        return None


def _encoding_hint(data: bytes, at: int) -> str:
    """What the bytes around the first bad one look like."""
    if data[at : at + 3] in (b"\xed\xa0", b"\xed\xb0") or (data[at] == 0xED and data[at + 1 : at + 2] >= b"\xa0"):
        return "it is half of a UTF-16 pair; save the document as UTF-8"
    try:
        letter = data[at : at + 1].decode("cp1252")
    except UnicodeDecodeError:
        return "save the document as UTF-8"
    return f"in Windows-1252 (much like ISO-8859-1) it would be “{letter}”; save the document as UTF-8"


def report_controls(text: Text, report: Report) -> bool:
    """Report the characters that YAML forbids, each at its place; whether there were any."""
    forbidden = FORBIDDEN_ASCII if text.value.isascii() else FORBIDDEN
    found = 0
    for match in re.compile(f"[{forbidden}]").finditer(text.value):
        found += 1
        if found > MAX_SHOWN_CONTROLS:
            break
        code = ord(match[0])
        if code == 0 and text.value[match.start() + 2 : match.start() + 5 : 2] == "\0\0":
            hint = "the document looks like UTF-16; save it as UTF-8"
        else:
            hint = f'delete it, or write it as "\\x{code:02x}" in double quotes' if code < 256 else "delete it"
        report.error(
            "control-character",
            f"the control character U+{code:04X} can't stand in a document",
            text.span(match.start(), match.start() + 1),
            hint,
        )
    return found > 0
