"""Bytes become a text, or a message says where they don't."""

# ruff: noqa: E501 (tables read best with a case on a line)
from __future__ import annotations

import codecs

import pytest

from scaffold.diagnostics import Report, to_data
from scaffold.plan.document import MAX_BYTES, read_document


def read(data: bytes) -> tuple[str | None, list[tuple[int, int, str, str, str | None]]]:
    """The text, and each message as line, column, code, message, hint."""
    report = Report()
    source = read_document(data, "plan.yaml", report)
    found = [(d["line"], d["column"], d["code"], d["message"], d["hint"]) for d in to_data(report)]
    return (source.text if source else None), found


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"a: b\n", "a: b\n"),
        ("a: é😀\t\x85\u2028\ufeff\r\n".encode(), "a: é😀\t\x85\u2028\ufeff\r\n"),
        (codecs.BOM_UTF8 + b"a: b\n", "a: b\n"),
        (b"a" * MAX_BYTES, "a" * MAX_BYTES),
    ],
)
def test_utf8_is_read_without_its_mark(data: bytes, text: str) -> None:
    assert read(data) == (text, [])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a: b\nc: \xe9t\xe9\n", (2, 4, "byte 0xe9 is not UTF-8", "in Windows-1252 (much like ISO-8859-1) it would be “é”; save the document as UTF-8")),
        (codecs.BOM_UTF8 + b"\xff", (1, 1, "byte 0xff is not UTF-8", "in Windows-1252 (much like ISO-8859-1) it would be “ÿ”; save the document as UTF-8")),
        ("é".encode() + b"\x81", (1, 2, "byte 0x81 is not UTF-8", "save the document as UTF-8")),
        (b"a: \xed\xa0\x80", (1, 4, "byte 0xed is not UTF-8", "it is half of a UTF-16 pair; save the document as UTF-8")),
        (b"a: \xe2\x82", (1, 4, "byte 0xe2 is not UTF-8", "in Windows-1252 (much like ISO-8859-1) it would be “â”; save the document as UTF-8")),
        (codecs.BOM_UTF16_LE + "a: b".encode("utf-16-le"), (1, 1, "the document is in UTF-16, not in UTF-8", "save it as UTF-8")),
        (codecs.BOM_UTF16_BE + b"a", (1, 1, "the document is in UTF-16, not in UTF-8", "save it as UTF-8")),
        (codecs.BOM_UTF32_LE + b"abc", (1, 1, "the document is in UTF-32, not in UTF-8", "save it as UTF-8")),
        (codecs.BOM_UTF32_BE, (1, 1, "the document is in UTF-32, not in UTF-8", "save it as UTF-8")),
    ],
)  # fmt: skip
def test_other_encodings_are_named(data: bytes, message: tuple[int, int, str, str]) -> None:
    line, column, said, hint = message
    assert read(data) == (None, [(line, column, "encoding", said, hint)])


def test_each_control_character_has_its_place() -> None:
    assert read("a: \x00\n\x7f é\x80\ufffe".encode()) == (
        None,
        [
            (1, 4, "control-character", "the control character U+0000 can't stand in a document", 'delete it, or write it as "\\x00" in double quotes'),
            (2, 1, "control-character", "the control character U+007F can't stand in a document", 'delete it, or write it as "\\x7f" in double quotes'),
            (2, 4, "control-character", "the control character U+0080 can't stand in a document", 'delete it, or write it as "\\x80" in double quotes'),
            (2, 5, "control-character", "the control character U+FFFE can't stand in a document", "delete it"),
        ],
    )  # fmt: skip


def test_utf16_without_a_mark_is_guessed() -> None:
    _, found = read("ab: c".encode("utf-16-le"))
    assert found[0][4] == "the document looks like UTF-16; save it as UTF-8"


def test_a_flood_of_control_characters_is_cut() -> None:
    assert len(read(b"\x01" * 1000)[1]) == 100


def test_one_byte_too_many() -> None:
    assert read(b"a" * (MAX_BYTES + 1)) == (
        None,
        [(1, 1, "document-size", "the document has 10,485,761 bytes; 10,485,760 (10 MiB) are the limit",
          "split it into several plans: one run takes them all")],
    )  # fmt: skip
