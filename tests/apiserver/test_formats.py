"""The formats of texts: scaffold takes what a real API server takes as a default."""

from __future__ import annotations

import json
from typing import Any

import pytest

from apiserver.broken import PROPERTIES, changed
from apiserver.server import judge
from scaffold.kube.formats import fits_format

pytestmark = pytest.mark.slow

FORMATS = [
    "uuid",
    "uuid3",
    "uuid4",
    "uuid5",
    "bsonobjectid",
    "hexcolor",
    "rgbcolor",
    "byte",
    "ssn",
    "mac",
    "ipv4",
    "ipv6",
]
FORMATS += ["cidr", "date", "date-time", "datetime", "duration", "hostname", "email", "uri", "isbn", "isbn10", "isbn13"]
FORMATS += ["creditcard", "k8s-short-name", "k8s-long-name", "password", "nonsense", "int32"]
UUIDS = [
    "123e4567-e89b-42d3-a456-426614174000",
    "123e4567e89b42d3a456426614174000",
    "123e4567-e89b-32d3-c456-426614174000",
]
ADDRESSES = [
    "1.2.3.4",
    "01.2.3.4",
    "1.2.3",
    "::1",
    "0::1",
    "fe80::1%eth0",
    "::ffff:1.2.3.4",
    "10.0.0.0/8",
    "10.0.0.1/33",
]
ADDRESSES += ["::1/64", "010.0.0.1/08", "00:00:5e:00:53:01", "00-00-5e-00-53-01", "0000.5e00.5301", "00:00:5e:00:53"]
TIMES = ["2024-01-01", "2024-13-01", "2024-02-30", "2024-1-1", "2024-01-01T00:00:00Z", "2024-01-01T00:00:00"]
TIMES += [
    "2024-01-01t00:00:00z",
    "2024-01-01T00:00:00+02:00",
    "2024-01-01T24:00:00Z",
    "2024-01-01T00:00:60Z",
    "1h",
    "0",
]
TIMES += [
    "1h30m",
    "5",
    "-1s",
    "1 day",
    "2 weeks",
    "22 ns",
    "3 fortnights",
    "1.5h",
    "1d",
    "x1s",
    "3 minus",
    "1 sx",
    "5.h",
]
NAMES = [
    "example.com",
    "a.b",
    "example-",
    "-example",
    "ex--ample",
    "ab-c",
    "a-b-c.com",
    "a.-b.com",
    "a_b",
    "example.c1",
]
NAMES += ["x" * 64, "x" * 63 + ".com", "x" * 64 + ".com", "a" * 254, "A.b", "a@b.c", "a@b", "a@", "@b", "A <a@b.c>"]
NAMES += ["a b@c.d", "a..b@c.d", "user.name+tag@example.co.uk", "https://example.com", "/a", "a/b", "//a", "mailto:a@b"]
NAMES += [
    "http://",
    "http://a b",
    "http://a/b c",
    "http://[::1",
    "https://[::1]/",
    "http://a/%zz",
    ":",
    "a:b",
    "urn:isbn:1",
]
NUMBERS = ["507f1f77bcf86cd799439011", "#fff", "fff", "#ffff", "YQ==", "YQ", "YWJj", "!", "123-45-6789", "123456789"]
NUMBERS += ["9780306406157", "978-0-306-40615-7", "0306406152", "0-306-40615-2", "030640615X", "4111111111111111"]
NUMBERS += ["4111-1111-1111-1111", "4111111111111112", "123456789012", "rgb(0,255,0)", "rgb(0,256,0)", "rgb( 0, 1 ,2 )"]
TEXTS = ["", "a", "abc", "A", "é", "1", "12:34", *UUIDS, *ADDRESSES, *TIMES, *NAMES, *NUMBERS]


def test_formats_are_the_servers() -> None:
    pairs = [(form, text) for form in FORMATS for text in TEXTS]

    def document(form: str, text: str) -> str:
        field: dict[str, Any] = {"type": "string", "format": form, "default": text}
        return json.dumps(changed([(f"{PROPERTIES}.size", field)]))

    answers = judge([{"crd": document(*pair), "dry": True} for pair in pairs])
    wrong = [
        pair
        for pair, answer in zip(pairs, answers, strict=True)
        if fits_format(pair[1], pair[0]) != (answer["code"] == 201)
    ]
    assert wrong == []
