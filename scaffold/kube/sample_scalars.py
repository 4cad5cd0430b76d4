"""Texts and numbers that schemas may accept."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import islice
from typing import Any

from scaffold.kube.patterns import matches
from scaffold.kube.sample_size import LARGEST

_FORMATS = {
    "date-time": "2026-01-01T00:00:00Z",
    "datetime": "2026-01-01T00:00:00Z",
    "date": "2026-01-01",
    "duration": "1h",
    "uri": "https://example.com",
    "email": "someone@example.com",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "cidr": "192.0.2.0/24",
    "mac": "00:00:5e:00:53:01",
    "uuid": "123e4567-e89b-42d3-a456-426614174000",
    "uuid3": "123e4567-e89b-32d3-a456-426614174000",
    "uuid4": "123e4567-e89b-42d3-a456-426614174000",
    "uuid5": "123e4567-e89b-52d3-a456-426614174000",
    "byte": "ZXhhbXBsZQ==",
    "isbn": "9780306406157",
    "isbn10": "0306406152",
    "isbn13": "9780306406157",
    "creditcard": "4111111111111111",
    "ssn": "123-45-6789",
    "hexcolor": "#00ff00",
    "rgbcolor": "rgb(0,255,0)",
    "bsonobjectid": "507f1f77bcf86cd799439011",
    "k8s-short-name": "example",
    "k8s-long-name": "example",
}


def texts(schema: dict[str, Any], number: int) -> Iterator[str]:
    """Texts, the likeliest first."""
    least, most = int(schema.get("minLength") or 0), int(schema.get("maxLength") or 10**6)
    ending = f"-{number}" if number else ""
    format_ = schema.get("format", "")
    if format_ in _FORMATS:
        yield _FORMATS[format_]
    pattern = schema.get("pattern")
    if least > LARGEST:
        return
    yield ("example" + ending)[-most:].ljust(least, "e") if most else ""
    if pattern:
        for text in islice(matches(pattern), number, None):
            yield text
            # What is not anchored at one of its ends may be longer there.
            if len(text) < least:
                yield from (text.ljust(least, "e"), text.rjust(least, "e"))
    for part in (*schema.get("allOf", ()), *schema.get("anyOf", ()), *schema.get("oneOf", ())):
        if isinstance(part, dict) and ("pattern" in part or "format" in part or "enum" in part):
            yield from (text for text in part.get("enum", ()) if isinstance(text, str))
            yield from texts({"minLength": least, "maxLength": most, **part}, number)


def numbers(schema: dict[str, Any], number: int) -> Iterator[float]:
    """Numbers, the likeliest first; whole ones are integers."""
    least, most, step = schema.get("minimum"), schema.get("maximum"), schema.get("multipleOf")
    whole = schema.get("type") != "number"
    steps = (step, 1) if step else (1,)
    combined = [schema.get("not"), *(part for key in ("allOf", "anyOf", "oneOf") for part in schema.get(key) or ())]
    bounds = [part.get(key) for part in combined if isinstance(part, dict) for key in ("minimum", "maximum")]
    for start in (1, least, most, 0, *bounds):
        if start is None:
            continue
        for by in steps:
            if by and not math.isfinite(start / by):
                continue
            base = math.ceil(start / by) * by if by else start
            for offset in (number, number + 1, 0, -1 - number):
                found = base + offset * by
                if math.isfinite(found):
                    yield int(found) if whole or float(found).is_integer() else found
    if not whole and least is not None and most is not None:
        yield (least + most) / 2
